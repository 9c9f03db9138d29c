//! The places in the article that have the searched words: a passing state, shown with the browser's own
//! highlights, so that no paragraph is drawn anew for it.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{Node, Range};

use super::dom;
use super::state::State;
use crate::page::filter;
use crate::session::Session;
use crate::span::Span;
use crate::view::search;

/// Places that are shown and counted: more than anybody walks through.
const MOST: usize = 1_000;

/// What was searched for, and where the reader is among the places.
#[derive(Debug, Default)]
pub(super) struct Found {
    spans: Vec<Span>,
    at: Option<usize>,
}

impl Found {
    pub(super) fn new(session: &Session, words: &str) -> Found {
        Found { spans: search::find(session.document().text(), words.trim(), MOST), at: None }
    }

    pub(super) fn position(&self) -> filter::Found {
        filter::Found { places: self.spans.len(), at: self.at.map_or(0, |at| at + 1) }
    }

    /// Goes on by one place, or back; from the last to the first.
    pub(super) fn step(&mut self, forward: Direction) {
        let n = self.spans.len();
        self.at = match (forward, self.at) {
            (_, _) if n == 0 => None,
            (Direction::On, None) => Some(0),
            (Direction::On, Some(at)) => Some((at + 1) % n),
            (Direction::Back, at) => Some((at.unwrap_or(0) + n - 1) % n),
        };
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    On,
    Back,
}

#[wasm_bindgen]
extern "C" {
    /// A set of ranges that the style sheet can name. Not in web-sys without its unstable parts.
    type Highlight;
    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &Range);

    type HighlightRegistry;
    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight);
}

/// The browser's highlights; an older browser has none, and the places are still walked through.
fn registry() -> Option<HighlightRegistry> {
    let css = Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
    let registry = Reflect::get(&css, &"highlights".into()).ok()?;
    registry.is_object().then(|| registry.unchecked_into())
}

/// Shows the places, and the one where the reader is.
pub(super) fn show(state: &State) {
    let (Some(registry), Some(session)) = (registry(), &state.session) else { return };
    let (all, here) = (Highlight::new(), Highlight::new());
    for (i, &span) in state.found.spans.iter().enumerate() {
        if let Some(range) = range(session, span) {
            if Some(i) == state.found.at { here.add(&range) } else { all.add(&range) }
        }
    }
    registry.set("found", &all);
    registry.set("found-here", &here);
}

/// Brings the place where the reader is into view.
pub(super) fn scroll(state: &State) {
    let at = state.found.at.and_then(|at| state.found.spans.get(at));
    let range = state.session.as_ref().zip(at).and_then(|(session, &span)| range(session, span));
    let parent = range.and_then(|range| range.start_container().ok()?.parent_element());
    if let Some(parent) = parent {
        dom::scroll_into_view(&parent);
    }
}

fn range(session: &Session, span: Span) -> Option<Range> {
    let range = dom::document().create_range().ok()?;
    let (node, offset) = place(session, span.start())?;
    range.set_start(&node, offset).ok()?;
    let (node, offset) = place(session, span.end())?;
    range.set_end(&node, offset).ok()?;
    Some(range)
}

/// The text node of a position, and how many UTF-16 units before it in that node.
fn place(session: &Session, pos: crate::span::Pos) -> Option<(Node, u32)> {
    let document = session.document();
    let index = document.paragraph_at(pos);
    let start = document.to_utf16(document.paragraphs().get(index)?.span.start())?;
    let offset = document.to_utf16(pos)?.0.checked_sub(start.0)?;
    let paragraph: Node = dom::child(&State::dom_article(), index)?.into();
    text_at(&paragraph, offset).ok()
}

/// The text node that holds this offset, or how much text there was.
fn text_at(node: &Node, offset: u32) -> Result<(Node, u32), u32> {
    if node.node_type() == Node::TEXT_NODE {
        let length = node.unchecked_ref::<web_sys::Text>().length();
        return if offset <= length { Ok((node.clone(), offset)) } else { Err(length) };
    }
    let mut before = 0;
    let mut child = node.first_child();
    while let Some(node) = child {
        match text_at(&node, offset - before) {
            Ok(found) => return Ok(found),
            Err(length) => before += length,
        }
        child = node.next_sibling();
    }
    Err(before)
}
