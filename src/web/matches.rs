//! The matches of a search in the article. The browser's own highlights show them, so that no paragraph is drawn again.

use std::collections::BTreeSet;

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Node;

use super::{dom, paragraphs};
use crate::page::filter_bar::MatchPosition;
use crate::session::{ReadingDirection, Session};
use crate::span::Span;
use crate::view::search::FoldedText;

/// Matches that are shown and counted: more than anybody goes through.
const MOST: usize = 1_000;

/// Where the searched words stand, and at which match the reader is.
#[derive(Default)]
pub(super) struct SearchMatches {
    /// The text that was searched, for the next letter.
    searched: Option<SearchedText>,
    spans: Vec<Span>,
    at: Option<usize>,
    highlights: Option<Highlights>,
    /// The matches that are still to be shown, the last first.
    waiting: Vec<usize>,
}

/// The text of an article, folded.
struct SearchedText {
    article: String,
    text: FoldedText,
}

/// All matches, and the one where the reader is.
struct Highlights {
    all: Highlight,
    here: Highlight,
}

impl SearchMatches {
    /// Looks for words in the article with this id, after another search.
    pub(super) fn after(former: SearchMatches, id: &str, session: &Session, words: &str) -> SearchMatches {
        if words.trim().is_empty() {
            return SearchMatches::default();
        }
        let same = former.searched.filter(|searched| searched.article == id);
        let fold =
            || SearchedText { article: id.to_owned(), text: FoldedText::new(session.document().text()) };
        let searched = same.unwrap_or_else(fold);
        let spans = searched.text.find(words.trim(), MOST);
        SearchMatches { spans, searched: Some(searched), ..SearchMatches::default() }
    }

    /// Whether matches are still to be shown.
    pub(super) fn are_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Has the matches in these paragraphs shown anew: they were drawn again, and the ranges were those of their old nodes.
    pub(super) fn show_again(&mut self, session: &Session, paragraphs: &BTreeSet<usize>) {
        if paragraphs.is_empty() {
            return;
        }
        let document = session.document();
        let are_in = |&i: &usize| paragraphs.contains(&document.paragraph_at(self.spans[i].start()));
        self.waiting.extend((0..self.spans.len()).filter(are_in));
    }

    /// Shows the next of those that wait.
    pub(super) fn show_one(&mut self, session: &Session) {
        if let Some(i) = self.waiting.pop()
            && let Some(Highlights { all, here }) = &self.highlights
            && let Some(range) = range(session, self.spans[i])
        {
            if Some(i) == self.at { here.add(&range) } else { all.add(&range) }
        }
    }

    pub(super) fn position(&self) -> MatchPosition {
        MatchPosition { matches: self.spans.len(), at: self.at.map_or(0, |at| at + 1) }
    }

    /// Goes to the next or previous match; from the last to the first.
    pub(super) fn step(&mut self, direction: ReadingDirection) {
        let n = self.spans.len();
        self.at = match (direction, self.at) {
            (_, _) if n == 0 => None,
            (ReadingDirection::Forward, None) => Some(0),
            (ReadingDirection::Forward, Some(at)) => Some((at + 1) % n),
            (ReadingDirection::Back, at) => Some((at.unwrap_or(0) + n - 1) % n),
        };
    }
}

#[wasm_bindgen]
extern "C" {
    /// A set of ranges that the style sheet can name. Not in web-sys without its unstable parts.
    type Highlight;
    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &StaticRange);

    /// A range that does not follow changes of the page: each removal of a node would look at every range that does.
    type StaticRange;
    #[wasm_bindgen(constructor, catch)]
    fn new(ends: &Object) -> Result<StaticRange, JsValue>;

    type HighlightRegistry;
    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight);
}

/// The browser's highlights. An older browser has none; the reader can still go from match to match.
fn registry() -> Option<HighlightRegistry> {
    let css = Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
    let registry = Reflect::get(&css, &"highlights".into()).ok()?;
    registry.is_object().then(|| registry.unchecked_into())
}

/// Highlights the matches, and the one where the reader is: at once those in the paragraphs that the window shows, the
/// others a little later.
pub(super) fn show(matches: &mut SearchMatches, session: &Session, in_view: &std::ops::Range<usize>) {
    matches.waiting.clear();
    let Some(registry) = registry() else { return };
    let highlights = Highlights { all: Highlight::new(), here: Highlight::new() };
    registry.set("found", &highlights.all);
    registry.set("found-here", &highlights.here);
    matches.highlights = Some(highlights);
    let paragraph = |&i: &usize| session.document().paragraph_at(matches.spans[i].start());
    let (first, rest): (Vec<usize>, Vec<usize>) =
        (0..matches.spans.len()).partition(|i| Some(*i) == matches.at || in_view.contains(&paragraph(i)));
    matches.waiting = first;
    while matches.are_waiting() {
        matches.show_one(session);
    }
    matches.waiting = rest;
    matches.waiting.reverse();
}

/// Brings the match where the reader is into view.
pub(super) fn scroll(matches: &SearchMatches, session: &Session) {
    let at = matches.at.and_then(|at| matches.spans.get(at));
    let start = at.and_then(|span| place(session, span.start()));
    if let Some(parent) = start.and_then(|(node, _)| node.parent_element()) {
        dom::scroll_into_view(&parent);
    }
}

fn range(session: &Session, span: Span) -> Option<StaticRange> {
    let ends = Object::new();
    for (side, pos) in [("start", span.start()), ("end", span.end())] {
        let (node, offset) = place(session, pos)?;
        Reflect::set(&ends, &format!("{side}Container").into(), &node).ok()?;
        Reflect::set(&ends, &format!("{side}Offset").into(), &offset.into()).ok()?;
    }
    StaticRange::new(&ends).ok()
}

/// The text node of a position, and how many UTF-16 units before it in that node.
fn place(session: &Session, pos: crate::span::Pos) -> Option<(Node, u32)> {
    let document = session.document();
    let index = document.paragraph_at(pos);
    let start = document.to_utf16(document.paragraphs().get(index)?.span.start())?;
    let offset = document.to_utf16(pos)?.0.checked_sub(start.0)?;
    let paragraph: Node = paragraphs::at(index)?.into();
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
