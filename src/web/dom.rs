//! Turns the view's elements into the page's, and puts them in place. Text goes in as text nodes, never as
//! markup.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

use crate::annotation::Id;
use crate::page::command::{AnnotationField, Command, Field};
use crate::view::wire::json;
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

/// The article's element.
pub(super) fn article() -> Element {
    by_id("article")
}

/// The button that sends a command, in the elements that a selector names.
pub(super) fn find_command(within: &str, command: &Command) -> Option<Element> {
    find(&format!("{within} [data-command={}]", css_string(&json(command))))
}

/// The field of the card that sets this of an annotation.
pub(super) fn find_card_field(id: Id, field: AnnotationField) -> Option<Element> {
    let field = Field::Annotation { id, field };
    find(&format!("#card [data-change={}]", css_string(&json(&field))))
}

/// A text as a string of a selector.
fn css_string(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// Sets an attribute, or removes it with `None`.
pub(super) fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    }
    .expect("the name is that of an attribute");
}

pub(super) fn set_class(element: &Element, name: &str, is_set: bool) {
    element.class_list().toggle_with_force(name, is_set).expect("the name is that of a class");
}

/// Sets an attribute of the body, which the style sheet asks for.
pub(super) fn set_on_body(name: &str, value: &str) {
    if let Some(body) = document().body() {
        set_attribute(&body, name, Some(value));
    }
}

thread_local! {
    static HELD: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// Leaves the text of this field alone from now on, and that of no other: a reader is typing in it.
pub(super) fn hold(field: Option<Element>) {
    HELD.set(field);
}

fn is_held(here: &Element) -> bool {
    HELD.with_borrow(|held| held.as_ref().is_some_and(|field| field.is_same_node(Some(here))))
}

/// Puts a text into a field.
pub(super) fn set_value(field: &Element, text: &str) {
    js_sys::Reflect::set(field, &"value".into(), &text.into()).expect("a field takes a value");
}

/// Whether an element is in a part of the page that is hidden.
pub(super) fn is_hidden(element: &Element) -> bool {
    matches!(element.closest("[hidden]"), Ok(Some(_)))
}

/// What stands in a field.
/// Whether the box with this id is ticked.
pub(super) fn is_checked(id: &str) -> bool {
    by_id(id).dyn_into::<HtmlInputElement>().is_ok_and(|input| input.checked())
}

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

/// Scrolls an element into view within what scrolls around it, no further than it must.
pub(super) fn bring_into_view(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
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
        built.append_child(&Child::of(child).build()).expect("a new element takes children");
    }
    built
}

/// Makes the children of `parent` these elements. An element that is still wanted stays the same node, with the focus, the
/// cursor in it, and a click that has begun.
pub(super) fn fill<'a>(parent: &Element, children: impl IntoIterator<Item = &'a view::Element>) {
    put_children(parent, &children.into_iter().map(Child::Element).collect::<Vec<_>>());
}

/// Makes an element of the page what the view says now.
pub(super) fn replace(old: &Element, new: &view::Element) {
    if is_same(old, new) {
        reshape(old, new);
    } else {
        old.replace_with_with_node_1(&build(new)).expect("what is in the page can be replaced");
    }
}

/// A child that is wanted.
#[derive(Clone, Copy)]
enum Child<'a> {
    Element(&'a view::Element),
    Text(&'a str),
}

impl<'a> Child<'a> {
    fn of(node: &'a Node) -> Child<'a> {
        match node {
            Node::Element(element) => Child::Element(element),
            Node::Text(text) => Child::Text(text),
        }
    }

    /// Whether a node can become it.
    fn is_like(self, node: &web_sys::Node) -> bool {
        match self {
            Child::Element(wanted) => node.dyn_ref::<Element>().is_some_and(|here| is_same(here, wanted)),
            Child::Text(_) => node.node_type() == web_sys::Node::TEXT_NODE,
        }
    }

    /// Makes a node that is like it the same.
    fn renew(self, node: &web_sys::Node) {
        match self {
            Child::Element(wanted) => reshape(node.unchecked_ref(), wanted),
            Child::Text(wanted) if node.text_content().as_deref() != Some(wanted) => {
                node.set_text_content(Some(wanted));
            }
            Child::Text(_) => {}
        }
    }

    fn build(self) -> web_sys::Node {
        match self {
            Child::Element(element) => build(element).into(),
            Child::Text(text) => document().create_text_node(text).into(),
        }
    }
}

/// Renews nodes from both ends, as far as they are like what is wanted: what comes or goes in the middle leaves the others,
/// and the keyboard in one of them, where they are.
fn put_children(parent: &Element, wanted: &[Child]) {
    let (mut wanted, mut first) = (wanted, parent.first_child());
    while let [child, rest @ ..] = wanted
        && let Some(node) = first.clone().filter(|node| child.is_like(node))
    {
        child.renew(&node);
        (wanted, first) = (rest, node.next_sibling());
    }
    let mut end = None;
    while let [rest @ .., child] = wanted
        && let Some(node) = before(parent, end.as_ref(), first.as_ref()).filter(|node| child.is_like(node))
    {
        child.renew(&node);
        if Some(&node) == first.as_ref() {
            first = None;
        }
        (wanted, end) = (rest, Some(node));
    }
    put_between(parent, wanted, first, end.as_ref());
}

/// The last node before `end` that is not before `first`, where there is one.
fn before(
    parent: &Element,
    end: Option<&web_sys::Node>,
    first: Option<&web_sys::Node>,
) -> Option<web_sys::Node> {
    first?;
    end.map_or_else(|| parent.last_child(), web_sys::Node::previous_sibling)
}

/// Puts what is wanted in the place of the nodes from `first` to `end`. Where those are more, the first that are not like it
/// go.
fn put_between(
    parent: &Element,
    wanted: &[Child],
    first: Option<web_sys::Node>,
    end: Option<&web_sys::Node>,
) {
    let next = |node: &web_sys::Node| node.next_sibling().filter(|next| Some(next) != end);
    let old: Vec<web_sys::Node> = std::iter::successors(first, next).collect();
    let mut spare = old.len().saturating_sub(wanted.len());
    let mut old = old.into_iter().peekable();
    let remove = |node: &web_sys::Node| {
        // The browser may have taken it out itself, when the keyboard left it.
        parent.remove_child(node).ok();
    };
    for child in wanted {
        while let Some(node) = old.next_if(|node| 0 < spare && !child.is_like(node)) {
            spare -= 1;
            remove(&node);
        }
        match old.next_if(|node| child.is_like(node)) {
            Some(node) => child.renew(&node),
            None => {
                let place = old.peek().or(end);
                parent.insert_before(&child.build(), place).expect("a container takes children");
            }
        }
    }
    old.for_each(|node| remove(&node));
}

/// What tells elements of one tag apart, the first that an element has: a key, what it sends, what it stands for.
const IDENTITY: [&str; 5] = ["data-key", "data-command", "data-change", "data-annotation", "data-id"];

/// Asks for one attribute alone: each question to the browser takes time.
fn is_same(here: &Element, wanted: &view::Element) -> bool {
    let identity = IDENTITY.iter().find_map(|name| Some((name, wanted.attribute(name)?)));
    here.local_name() == wanted.tag
        && identity.is_none_or(|(name, value)| here.get_attribute(name).as_deref() == Some(value))
}

fn reshape(here: &Element, wanted: &view::Element) {
    // Which mark can have the keyboard is no part of the tree. Without the attribute the mark would lose it, and the
    // browser lay the page out.
    let stays = |name: &str| wanted.tag == "mark" && name == "tabindex";
    for name in here.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        if wanted.attribute(&name).is_none() && !stays(&name) {
            set_attribute(here, &name, None);
        }
    }
    for (name, value) in &wanted.attributes {
        if here.get_attribute(name).as_ref() != Some(value) {
            here.set_attribute(name, value).expect("the view's attributes have names");
        }
    }
    put_children(here, &wanted.children.iter().map(Child::of).collect::<Vec<_>>());
    show_value(here, wanted);
}

/// Once something was written in a field, its attributes and children do not say any more what it shows.
pub(super) fn show_value(here: &Element, wanted: &view::Element) {
    if is_held(here) {
        return;
    }
    let text = || {
        wanted
            .children
            .iter()
            .map(|child| if let Node::Text(text) = child { text } else { "" })
            .collect::<String>()
    };
    let is_checkbox =
        wanted.attribute("type") == Some("checkbox") && wanted.attribute("data-change").is_some();
    let (property, value) = match wanted.tag {
        "input" if is_checkbox => ("checked", wanted.attribute("checked").is_some().into()),
        "input" => ("value", wanted.attribute("value").unwrap_or("").into()),
        "textarea" => ("value", text().into()),
        "option" if wanted.attribute("selected").is_some() => ("selected", true.into()),
        _ => return,
    };
    if js_sys::Reflect::get(here, &property.into()).is_ok_and(|shown| shown != value) {
        js_sys::Reflect::set(here, &property.into(), &value).expect("a field takes a value");
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

/// Selects the text of a field of one line.
pub(super) fn select_text(field: &Element) {
    if let Some(field) = field.dyn_ref::<web_sys::HtmlInputElement>() {
        field.select();
    }
}

/// Gives an element the keyboard, and scrolls nothing.
pub(super) fn focus_in_place(element: &Element) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that cannot have the focus leaves it where it is.
        element.focus_with_options(&options).ok();
    }
}

pub(super) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that cannot have the focus leaves it where it is.
        element.focus().ok();
    }
}
