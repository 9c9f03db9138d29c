//! Which passage of the article is selected in the browser.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range};

use super::dom;
use crate::session::Session;
use crate::span::{Pos, Span};

/// The selected passage, if it lies in the article and is not empty.
pub fn read(session: &Session) -> Option<Span> {
    let range = range().filter(|range| !range.collapsed())?;
    let start = place(&range.start_container().ok()?, range.start_offset().ok()?)?;
    let end = place(&range.end_container().ok()?, range.end_offset().ok()?)?;
    session.span_of(start, end)
}

/// Where the selection begins, or the caret is, if that is in the article.
pub fn caret(session: &Session) -> Option<Pos> {
    let range = range()?;
    session.pos_of(place(&range.start_container().ok()?, range.start_offset().ok()?)?)
}

fn range() -> Option<Range> {
    let selection = gloo::utils::window().get_selection().ok().flatten()?;
    if selection.range_count() == 0 { None } else { selection.get_range_at(0).ok() }
}

/// Lets go of the selection.
pub fn clear() {
    if let Ok(Some(selection)) = gloo::utils::window().get_selection() {
        let _nothing_selected = selection.remove_all_ranges();
    }
}

/// Paragraph and offset in UTF-16 units of a position in the page; `None` outside the article.
fn place(node: &Node, offset: u32) -> Option<(usize, u32)> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    let Some(paragraph) = element.closest("[data-paragraph]").ok().flatten() else {
        // Between two paragraphs: the start of the next.
        let next = node.child_nodes().item(offset)?.dyn_into::<Element>().ok()?;
        return Some((next.get_attribute("data-paragraph")?.parse().ok()?, 0));
    };
    let index = paragraph.get_attribute("data-paragraph")?.parse().ok()?;
    let before = dom::document().create_range().ok()?;
    before.set_start(&paragraph, 0).ok()?;
    before.set_end(node, offset).ok()?;
    Some((index, before.to_string().length()))
}
