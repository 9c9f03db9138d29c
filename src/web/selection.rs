//! Which passage of the article is selected in the browser.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node, Range, Text};

use super::{dom, paragraphs};
use crate::session::{Session, WordSelection};
use crate::span::{Pos, Span};

/// The selected passage, if it lies in the article and is not empty.
pub(super) fn read(session: &Session) -> Option<Span> {
    let range = range().filter(|range| !range.collapsed())?;
    let start = place(&range.start_container().ok()?, range.start_offset().ok()?)?;
    let end = place(&range.end_container().ok()?, range.end_offset().ok()?)?;
    session.span_of(start, end)
}

/// Where the selection begins, or the caret is, if that is in the article.
pub(super) fn caret(session: &Session) -> Option<Pos> {
    let range = range()?;
    session.pos_of(place(&range.start_container().ok()?, range.start_offset().ok()?)?)
}

/// The selected words, with the end that moves.
pub(super) fn words(session: &Session) -> Option<WordSelection> {
    let selection = gloo::utils::window().get_selection().ok().flatten()?;
    if selection.is_collapsed() {
        return None;
    }
    let pos = |node: Option<Node>, offset: u32| session.pos_of(place(&node?, offset)?);
    let anchor = pos(selection.anchor_node(), selection.anchor_offset())?;
    session.words_between(anchor, pos(selection.focus_node(), selection.focus_offset())?)
}

/// Whether the selection was made towards the beginning of the text.
pub(super) fn is_backward(session: &Session) -> bool {
    words(session).is_some_and(|words| words.head < words.anchor)
}

/// Has the browser select what lies between two positions, from the first to the second, whichever order they have.
pub(super) fn set(session: &Session, anchor: Pos, head: Pos) {
    let (Some(from), Some(to)) = (node_at(session, anchor), node_at(session, head)) else { return };
    if let Ok(Some(selection)) = gloo::utils::window().get_selection() {
        // Both nodes are in the page. Were they not, the old selection would stay.
        selection.set_base_and_extent(&from.0, from.1, &to.0, to.1).ok();
    }
}

/// The position in the article under a point of the window.
pub(super) fn at_point(session: &Session, x: f32, y: f32) -> Option<Pos> {
    let document = dom::document();
    let ask = |name: &str| {
        let ask: js_sys::Function = Reflect::get(&document, &name.into()).ok()?.dyn_into().ok()?;
        ask.call2(&document, &x.into(), &y.into()).ok().filter(JsValue::is_truthy)
    };
    let get = |answer: &JsValue, name: &str| Reflect::get(answer, &name.into()).ok();
    // The older name is all that WebKit has.
    let (answer, node, offset) = match ask("caretPositionFromPoint") {
        Some(answer) => (answer, "offsetNode", "offset"),
        None => (ask("caretRangeFromPoint")?, "startContainer", "startOffset"),
    };
    let node: Node = get(&answer, node)?.dyn_into().ok()?;
    session.pos_of(place(&node, get(&answer, offset)?.as_f64()? as u32)?)
}

/// The paragraph in the page that holds a word.
pub(super) fn paragraph_of(session: &Session, word: Span) -> Option<Element> {
    let index = session.document().paragraph_at(word.start());
    paragraphs::at(index)
}

/// The text node in which a position lies, and the offset in it.
fn node_at(session: &Session, pos: Pos) -> Option<(Node, u32)> {
    let document = session.document();
    let index = document.paragraph_at(pos);
    let start = document.to_utf16(document.paragraphs().get(index)?.span.start())?;
    let mut left = document.to_utf16(pos)?.0.checked_sub(start.0)?;
    let paragraph = paragraphs::at(index)?;
    let mut found = None;
    for text in texts(&paragraph) {
        let length = text.length();
        if left <= length {
            return Some((text.into(), left));
        }
        left -= length;
        found = Some((text.into(), length));
    }
    found
}

/// All texts in an element, in order.
fn texts(element: &Node) -> Vec<Text> {
    let children = element.child_nodes();
    let children = (0..children.length()).filter_map(|i| children.item(i));
    children
        .flat_map(|child| match child.dyn_into::<Text>() {
            Ok(text) => vec![text],
            Err(other) => texts(&other),
        })
        .collect()
}

fn range() -> Option<Range> {
    let selection = gloo::utils::window().get_selection().ok().flatten()?;
    if selection.range_count() == 0 { None } else { selection.get_range_at(0).ok() }
}

/// Clears the selection.
pub(super) fn clear() {
    if let Ok(Some(selection)) = gloo::utils::window().get_selection() {
        // It fails only where nothing is selected.
        selection.remove_all_ranges().ok();
    }
}

/// Paragraph and offset in UTF-16 units of a position in the page; `None` outside the article.
fn place(node: &Node, offset: u32) -> Option<(usize, u32)> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    let Some(paragraph) = element.closest("[data-paragraph]").ok().flatten() else {
        // Between two paragraphs: the start of the next, which may be the first of its group.
        let next = node.child_nodes().item(offset).or_else(|| node.next_sibling())?;
        let next = next.dyn_into::<Element>().ok()?;
        let index = next.get_attribute("data-paragraph");
        let index = index.or_else(|| next.first_element_child()?.get_attribute("data-paragraph"));
        return Some((index?.parse().ok()?, 0));
    };
    let index = paragraph.get_attribute("data-paragraph")?.parse().ok()?;
    let before = dom::document().create_range().ok()?;
    before.set_start(&paragraph, 0).ok()?;
    before.set_end(node, offset).ok()?;
    Some((index, before.to_string().length()))
}
