//! Turns the view's elements into the page's, and puts them in place. Text goes in as text nodes, never as
//! markup.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use crate::view::{self, Node};

pub fn document() -> Document {
    gloo::utils::document()
}

/// An element of index.html.
pub fn by_id(id: &str) -> Element {
    document().get_element_by_id(id).unwrap_or_else(|| panic!("index.html has an element #{id}"))
}

pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

pub fn find_all(selector: &str) -> Vec<Element> {
    let Ok(list) = document().query_selector_all(selector) else { return vec![] };
    (0..list.length()).filter_map(|i| list.item(i)?.dyn_into().ok()).collect()
}

/// Builds an element with all that is in it.
pub fn build(element: &view::Element) -> Element {
    let document = document();
    let built = document.create_element(element.tag).expect("the view's tags are names of elements");
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

/// Puts elements in the place of all that is in `parent`.
pub fn fill<'a>(parent: &Element, children: impl IntoIterator<Item = &'a view::Element>) {
    parent.set_text_content(None);
    for child in children {
        parent.append_child(&build(child)).expect("a container takes children");
    }
}

/// Puts an element in the place of another.
pub fn replace(old: &Element, new: &view::Element) {
    old.replace_with_with_node_1(&build(new)).expect("what is in the page can be replaced");
}

pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _not_focusable = element.focus();
    }
}
