//! Spans as brat takes them, and the names of what a file of ours carries along.

use serde::{Deserialize, Serialize};

use super::super::labelled_spans::LabelledSpan;
use crate::document::Document;

/// The type of the notes that carry what brat cannot express.
pub(super) const DETAILS: &str = "Pullquote";

/// The type of the notes that carry the fragments of a span as they were before they were cut at line breaks.
pub(super) const FRAGMENTS: &str = "PullquoteParts";

/// The type of the note that carries what is known of the article. brat takes no note that belongs to nothing: it stands
/// with the first span.
pub(super) const ARTICLE: &str = "PullquoteArticle";

pub(super) const QUOTE_KIND: &str = "QuoteKind";
pub(super) const SOURCE_KIND: &str = "SourceKind";
pub(super) const CONFIRMED: &str = "Confirmed";

/// A part of a span that has no line break, with its words, as brat needs it. Positions count code points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct BratFragment {
    pub start: u32,
    pub end: u32,
    pub words: String,
}

impl BratFragment {
    pub(super) fn of(document: &Document, span: &LabelledSpan) -> BratFragment {
        BratFragment { start: span.start, end: span.end, words: document.slice(span.span).to_owned() }
    }

    /// One fragment for each line; where there are only line breaks, an empty one.
    pub(super) fn lines(&self) -> Vec<BratFragment> {
        let mut at = self.start;
        let mut lines = vec![];
        for words in self.words.split(is_line_break) {
            let end = at.saturating_add(words.chars().count() as u32);
            if at < end {
                lines.push(BratFragment { start: at, end, words: words.to_owned() });
            }
            at = end.saturating_add(1);
        }
        if lines.is_empty() {
            lines.push(BratFragment { start: self.start, end: self.start, words: String::new() });
        }
        lines
    }
}

/// brat's lines end where Python's do: at every line separator of Unicode.
fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

pub(super) fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if is_line_break(c) || c == '\t' { ' ' } else { c }).collect()
}

/// JSON without raw line breaks: within its strings they are written as escapes.
pub(super) fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if is_line_break(c) { text += &format!("\\u{:04x}", c as u32) } else { text.push(c) }
    }
    text
}
