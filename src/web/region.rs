//! A region of the page whose content comes from trees alone. It remembers the tree that it shows, so that it asks the
//! browser only about what differs: each question crosses from WebAssembly to JavaScript, which is slow.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node as DomNode};

use super::dom;
use crate::view::{self, Node};

/// An element of index.html and what it shows.
pub(super) struct Region {
    id: &'static str,
    shown: Vec<Node>,
}

impl Region {
    pub(super) fn new(id: &'static str) -> Region {
        Region { id, shown: vec![] }
    }

    /// Makes the region show these elements. An element that stands for the same thing stays the same node, with the
    /// focus.
    pub(super) fn show(&mut self, wanted: impl IntoIterator<Item = view::Element>) {
        let wanted: Vec<Node> = wanted.into_iter().map(Node::Element).collect();
        if self.shown != wanted {
            update_children(&dom::by_id(self.id), &self.shown, &wanted);
            self.shown = wanted;
        }
    }
}

/// The regions of the page that show what the session holds and what is done with it.
pub(super) struct Regions {
    pub tabs: Region,
    pub filter: Region,
    pub list: Region,
    pub progress: Region,
    pub layers: Region,
    /// Over the article: the switch of the deep reading.
    pub deep: Region,
    /// The saved articles, in their dialog.
    pub library: Region,
    /// How far the reading of many files is: over the article, and in the library.
    pub queue: Region,
    pub library_queue: Region,
    pub word_list: Region,
    pub guidelines: Region,
    pub columns: Region,
}

impl Default for Regions {
    fn default() -> Regions {
        Regions {
            tabs: Region::new("tabs"),
            filter: Region::new("filter"),
            list: Region::new("list"),
            progress: Region::new("progress"),
            layers: Region::new("layers"),
            deep: Region::new("deep"),
            library: Region::new("library-list"),
            queue: Region::new("queue"),
            library_queue: Region::new("library-queue"),
            word_list: Region::new("word-list"),
            guidelines: Region::new("guidelines"),
            columns: Region::new("columns"),
        }
    }
}

/// Updates nodes in pairs from both ends, as far as they are the same; removes and inserts nodes between.
fn update_children(parent: &Element, shown: &[Node], wanted: &[Node]) {
    let is_same = |a: &Node, b: &Node| is_same_thing(a, b);
    let front = shown.iter().zip(wanted).take_while(|(a, b)| is_same(a, b)).count();
    let (old, new) = (&shown[front..], &wanted[front..]);
    let back = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| is_same(a, b)).count();

    let nodes = parent.child_nodes();
    for i in 0..back {
        let (old_at, new_at) = (shown.len() - 1 - i, wanted.len() - 1 - i);
        update(nodes.item(old_at as u32), &shown[old_at], &wanted[new_at]);
    }
    for _ in front..shown.len() - back {
        if let Some(node) = nodes.item(front as u32) {
            parent.remove_child(&node).expect("it was found among the children");
        }
    }
    let after = nodes.item(front as u32);
    for node in &wanted[front..wanted.len() - back] {
        parent.insert_before(&build(node), after.as_ref()).expect("a container takes children");
    }
    for i in 0..front {
        update(nodes.item(i as u32), &shown[i], &wanted[i]);
    }
}

fn build(node: &Node) -> DomNode {
    match node {
        Node::Element(element) => dom::build(element).into(),
        Node::Text(text) => dom::document().create_text_node(text).into(),
    }
}

fn is_same_thing(a: &Node, b: &Node) -> bool {
    match (a, b) {
        (Node::Text(_), Node::Text(_)) => true,
        (Node::Element(a), Node::Element(b)) => a.tag == b.tag && key(a) == key(b),
        _ => false,
    }
}

/// What tells an element from its siblings: what it sends, or what its first child sends, as in an entry of a list.
fn key(element: &view::Element) -> Option<&str> {
    let first = match element.children.first() {
        Some(Node::Element(child)) => Some(child),
        _ => None,
    };
    sent_by(element).or_else(|| first.and_then(sent_by))
}

fn sent_by(element: &view::Element) -> Option<&str> {
    element.attribute("data-command").or_else(|| element.attribute("data-change"))
}

fn update(here: Option<DomNode>, shown: &Node, wanted: &Node) {
    if shown == wanted {
        return;
    }
    let Some(here) = here else { return };
    match (shown, wanted) {
        (Node::Element(shown), Node::Element(wanted)) => {
            let here: Element = here.unchecked_into();
            update_attributes(&here, shown, wanted);
            update_children(&here, &shown.children, &wanted.children);
            dom::show_value(&here, wanted);
        }
        (_, Node::Text(text)) => here.set_text_content(Some(text)),
        _ => {}
    }
}

fn update_attributes(here: &Element, shown: &view::Element, wanted: &view::Element) {
    for (name, _) in shown.attributes.iter().filter(|(name, _)| wanted.attribute(name).is_none()) {
        dom::set_attribute(here, name, None);
    }
    for (name, value) in &wanted.attributes {
        if shown.attribute(name) != Some(value) {
            here.set_attribute(name, value).expect("the view's attributes have names");
        }
    }
}
