//! A place in the page whose content is the view's alone: it remembers what it shows, so that only what differs
//! is asked of the browser. Asking is the slow part: each question crosses from WebAssembly to JavaScript.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node as DomNode};

use super::dom;
use crate::view::{self, Node};

/// An element of index.html and what it shows.
pub(super) struct Place {
    id: &'static str,
    shown: Vec<Node>,
}

impl Place {
    pub(super) fn new(id: &'static str) -> Place {
        Place { id, shown: vec![] }
    }

    /// Makes the place show these elements. What stays the same thing stays the same node, with the focus.
    pub(super) fn show(&mut self, wanted: impl IntoIterator<Item = view::Element>) {
        let wanted: Vec<Node> = wanted.into_iter().map(Node::Element).collect();
        if self.shown != wanted {
            update_children(&dom::by_id(self.id), &self.shown, &wanted);
            self.shown = wanted;
        }
    }
}

/// What stays at both ends of a row is compared in pairs; between them, nodes are taken out and put in.
fn update_children(parent: &Element, shown: &[Node], wanted: &[Node]) {
    let kept = |a: &Node, b: &Node| is_same_thing(a, b);
    let front = shown.iter().zip(wanted).take_while(|(a, b)| kept(a, b)).count();
    let (old, new) = (&shown[front..], &wanted[front..]);
    let back = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| kept(a, b)).count();

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
        (Node::Element(a), Node::Element(b)) => {
            a.tag == b.tag && key(a) == key(b) && a.attribute("data-act") == b.attribute("data-act")
        }
        _ => false,
    }
}

/// What an element stands for: its own id, or that of the one thing within it, as an entry of a list has.
fn key(element: &view::Element) -> Option<&str> {
    let within = || match element.children.first() {
        Some(Node::Element(child)) => child.attribute("data-id"),
        _ => None,
    };
    element.attribute("data-id").or_else(|| element.attribute("data-change")).or_else(within)
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
        let _it_was_there = here.remove_attribute(name);
    }
    for (name, value) in &wanted.attributes {
        if shown.attribute(name) != Some(value) {
            here.set_attribute(name, value).expect("the view's attributes have names");
        }
    }
}
