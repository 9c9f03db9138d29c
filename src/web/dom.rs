//! Turns the view's elements into the page's, and puts them in place. Text goes in as text nodes, never as
//! markup.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use crate::view::{self, Node};

pub(super) fn document() -> Document {
    gloo::utils::document()
}

/// An element of index.html.
pub(super) fn by_id(id: &str) -> Element {
    document().get_element_by_id(id).unwrap_or_else(|| panic!("index.html has an element #{id}"))
}

pub(super) fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

pub(super) fn find_all(selector: &str) -> Vec<Element> {
    let Ok(list) = document().query_selector_all(selector) else { return vec![] };
    (0..list.length()).filter_map(|i| list.item(i)?.dyn_into().ok()).collect()
}

/// What stands in a field.
pub(super) fn value_of(id: &str) -> String {
    let value = js_sys::Reflect::get(&by_id(id), &"value".into());
    value.ok().and_then(|value| value.as_string()).unwrap_or_default()
}

pub(super) fn find_all_in(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = element.query_selector_all(selector) else { return vec![] };
    (0..list.length()).filter_map(|i| list.item(i)?.dyn_into().ok()).collect()
}

/// The child at a place of the row.
pub(super) fn child(parent: &Element, index: usize) -> Option<Element> {
    parent.child_nodes().item(u32::try_from(index).ok()?)?.dyn_into().ok()
}

pub(super) fn append(parent: &Element, child: &view::Element) {
    parent.append_child(&build(child)).expect("a container takes children");
}

/// Scrolls until an element stands in the middle of the window.
pub(super) fn scroll_into_view(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Builds an element with all that is in it.
pub(super) fn build(element: &view::Element) -> Element {
    let document = document();
    let built = if view::tree::is_drawing(element.tag) {
        document.create_element_ns(Some("http://www.w3.org/2000/svg"), element.tag)
    } else {
        document.create_element(element.tag)
    };
    let built = built.expect("the view's tags are names of elements");
    for (name, value) in &element.attributes {
        built.set_attribute(name, value).expect("the view's attributes have names");
    }
    for child in &element.children {
        let child: web_sys::Node = match child {
            Node::Element(inner) => build(inner).into(),
            Node::Text(text) => document.create_text_node(text).into(),
        };
        built.append_child(&child).expect("a new element takes children");
    }
    built
}

/// Makes the children of `parent` these elements. What is there already and still wanted stays the same element:
/// it keeps the focus, the cursor in it, and a click that is half done.
pub(super) fn fill<'a>(parent: &Element, children: impl IntoIterator<Item = &'a view::Element>) {
    let mut at = parent.first_child();
    for child in children {
        at = put_element(parent, at, child);
    }
    remove_from(parent, at);
}

/// Makes an element of the page what the view says now.
pub(super) fn replace(old: &Element, new: &view::Element) {
    if is_same(old, new) {
        reshape(old, new);
    } else {
        old.replace_with_with_node_1(&build(new)).expect("what is in the page can be replaced");
    }
}

/// Makes what stands at `at` this element; gives what stands after it.
fn put_element(parent: &Element, at: Option<web_sys::Node>, wanted: &view::Element) -> Option<web_sys::Node> {
    let here = at.as_ref().and_then(|node| node.dyn_ref::<Element>());
    if let Some(here) = here.filter(|here| is_same(here, wanted)) {
        reshape(here, wanted);
        return here.next_sibling();
    }
    parent.insert_before(&build(wanted), at.as_ref()).expect("a container takes children");
    at
}

fn put_text(parent: &Element, at: Option<web_sys::Node>, wanted: &str) -> Option<web_sys::Node> {
    if let Some(here) = at.as_ref().filter(|node| node.node_type() == web_sys::Node::TEXT_NODE) {
        if here.text_content().as_deref() != Some(wanted) {
            here.set_text_content(Some(wanted));
        }
        return here.next_sibling();
    }
    let text = document().create_text_node(wanted);
    parent.insert_before(&text, at.as_ref()).expect("a container takes text");
    at
}

fn remove_from(parent: &Element, mut at: Option<web_sys::Node>) {
    while let Some(node) = at {
        at = node.next_sibling();
        parent.remove_child(&node).expect("it is a child, or it would not be in the row");
    }
}

/// What tells elements of one tag apart: what they stand for and what they do.
const IDENTITY: [&str; 4] = ["data-annotation", "data-id", "data-act", "data-change"];

fn is_same(here: &Element, wanted: &view::Element) -> bool {
    here.local_name() == wanted.tag
        && IDENTITY.iter().all(|name| here.get_attribute(name).as_deref() == wanted.attribute(name))
}

fn reshape(here: &Element, wanted: &view::Element) {
    for name in here.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        if wanted.attribute(&name).is_none() {
            let _it_was_there = here.remove_attribute(&name);
        }
    }
    for (name, value) in &wanted.attributes {
        if here.get_attribute(name).as_ref() != Some(value) {
            here.set_attribute(name, value).expect("the view's attributes have names");
        }
    }
    let mut at = here.first_child();
    for child in &wanted.children {
        at = match child {
            Node::Element(inner) => put_element(here, at, inner),
            Node::Text(text) => put_text(here, at, text),
        };
    }
    remove_from(here, at);
    show_value(here, wanted);
}

/// Once something was written in a field, its attributes and children do not say any more what it shows.
pub(super) fn show_value(here: &Element, wanted: &view::Element) {
    let text = || {
        wanted
            .children
            .iter()
            .map(|child| if let Node::Text(text) = child { text } else { "" })
            .collect::<String>()
    };
    let (property, value) = match wanted.tag {
        "input" => ("value", wanted.attribute("value").unwrap_or("").into()),
        "textarea" => ("value", text().into()),
        "option" if wanted.attribute("selected").is_some() => ("selected", true.into()),
        _ => return,
    };
    if js_sys::Reflect::get(here, &property.into()).is_ok_and(|shown| shown != value) {
        let _a_field_takes_it = js_sys::Reflect::set(here, &property.into(), &value);
    }
}

/// Whether the keyboard is on something that can be used. The browser falls back to the body where it is not.
pub(super) fn has_focus() -> bool {
    let usable = |e: &Element| e.tag_name() != "BODY" && !e.matches(":disabled").unwrap_or(false);
    document().active_element().is_some_and(|e| usable(&e))
}

/// Scrolls the page to a height at once: what is opened or restored should not be seen travelling.
pub(super) fn scroll_to(top: f64) {
    let options = web_sys::ScrollToOptions::new();
    options.set_top(top);
    options.set_behavior(web_sys::ScrollBehavior::Instant);
    gloo::utils::window().scroll_to_with_scroll_to_options(&options);
}

pub(super) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _not_focusable = element.focus();
    }
}
