//! brat's standoff: text-bound annotations (`T`), relations (`R`), attributes (`A`), notes (`#`). Places in code
//! points; the article stands beside it in a `.txt` of the same name.
//!
//! brat compares the words of a stretch with its text and refuses what differs in so much as a tab; and since its
//! lines end at every line break, a stretch over several lines is one of several parts there.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::labels;
use super::pieces::{self, Facts, Piece};
use crate::annotation::{AnnotationSet, Body, Verdict};
use crate::document::Document;

mod read;

pub(crate) use read::{is_bound, read};

/// The type of the notes that carry what brat has no place for.
const CARRIED: &str = "Pullquote";

/// The type of the notes that carry the parts of a stretch as they were before they were cut at line breaks.
const PARTS: &str = "PullquoteParts";

const QUOTE_KIND: &str = "QuoteKind";
const CONFIRMED: &str = "Confirmed";

/// What brat needs to know of the labels, as its `annotation.conf`.
pub fn brat_configuration() -> String {
    let labels = labels::ALL.join("\n");
    format!(
        "[entities]\n{labels}\n\n[relations]\nSpeaker Arg1:Quote, Arg2:Speaker\nCue Arg1:Quote, Arg2:Cue\n\n\
         [events]\n\n[attributes]\nQuoteKind Arg:Quote, Value:direct|indirect|mixed\nConfirmed Arg:<ENTITY>\n"
    )
}

pub(crate) fn write(document: &Document, set: &AnnotationSet) -> String {
    let (mut bounds, mut rest) = (String::new(), String::new());
    let mut numbers = HashMap::new();
    let (mut attributes, mut notes) = (0, 0);
    let pieces = pieces::pieces(document, set);
    for parts in pieces.chunk_by(|a, b| a.annotation.id == b.annotation.id) {
        let annotation = parts[0].annotation;
        let number = numbers.len() + 1;
        numbers.insert(annotation.id, number);
        let whole: Vec<Part> = parts.iter().map(|piece| Part::of(document, piece)).collect();
        let lines: Vec<Part> = whole.iter().flat_map(Part::lines).collect();
        let places: Vec<String> = lines.iter().map(|p| format!("{} {}", p.start, p.end)).collect();
        let words: Vec<&str> = lines.iter().map(|p| p.words.as_str()).collect();
        let label = labels::label(&annotation.body);
        bounds += &format!("T{number}\t{label} {}\t{}\n", places.join(";"), words.join(" "));
        let mut attribute = |text: String| {
            attributes += 1;
            rest += &format!("A{attributes}\t{text}\n");
        };
        if let Body::Quote(quote) = &annotation.body {
            attribute(format!("{QUOTE_KIND} T{number} {}", labels::quote_word(quote.kind)));
        }
        if annotation.verdict == Verdict::Confirmed {
            attribute(format!("{CONFIRMED} T{number}"));
        }
        let mut note = |kind: &str, text: &str| {
            notes += 1;
            rest += &format!("#{notes}\t{kind} T{number}\t{text}\n");
        };
        if !annotation.note.is_empty() {
            note("AnnotatorNotes", &on_one_line(&annotation.note));
        }
        let facts = serde_json::to_string(&Facts::of(annotation)).expect("plain values become JSON");
        note(CARRIED, &escaped(&facts));
        if lines != whole {
            note(PARTS, &escaped(&serde_json::to_string(&whole).expect("words and numbers become JSON")));
        }
    }
    for (relation, number) in pieces::relations(set).zip(1..) {
        let word = pieces::relation_word(relation.kind);
        let (from, to) = (numbers[&relation.from], numbers[&relation.to]);
        rest += &format!("R{number}\t{word} Arg1:T{from} Arg2:T{to}\t\n");
    }
    bounds + &rest
}

/// A stretch with its words; places in code points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Part {
    start: u32,
    end: u32,
    words: String,
}

impl Part {
    fn of(document: &Document, piece: &Piece) -> Part {
        Part { start: piece.start, end: piece.end, words: document.slice(piece.span).to_owned() }
    }

    /// One part for each line; where there are only line breaks, an empty one.
    fn lines(&self) -> Vec<Part> {
        let mut at = self.start;
        let mut lines = vec![];
        for words in self.words.split(is_line_break) {
            let end = at.saturating_add(words.chars().count() as u32);
            if at < end {
                lines.push(Part { start: at, end, words: words.to_owned() });
            }
            at = end.saturating_add(1);
        }
        if lines.is_empty() {
            lines.push(Part { start: self.start, end: self.start, words: String::new() });
        }
        lines
    }
}

/// brat's lines end where Python's do: at every separator that Unicode has.
fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if is_line_break(c) || c == '\t' { ' ' } else { c }).collect()
}

/// JSON without raw line breaks: within its strings they are written as escapes.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if is_line_break(c) { text += &format!("\\u{:04x}", c as u32) } else { text.push(c) }
    }
    text
}
