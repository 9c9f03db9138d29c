//! brat's standoff: text-bound annotations (`T`), relations (`R`), attributes (`A`), notes (`#`). Places in code
//! points; the article stands beside it in a `.txt` of the same name.

use std::collections::HashMap;

use super::pieces::{self, Facts, Found};
use super::{FormatError, Imported, Skipped, labels};
use crate::annotation::{AnnotationSet, Body, RelationKind, Verdict};
use crate::document::Document;

/// The type of the notes that carry what brat has no place for.
const CARRIED: &str = "Pullquote";

/// What brat needs to know of the labels, as its `annotation.conf`.
pub fn configuration() -> String {
    let labels = labels::ALL.join("\n");
    format!(
        "[entities]\n{labels}\n\n[relations]\nSpeaker Arg1:Quote, Arg2:Speaker\nCue Arg1:Quote, Arg2:Cue\n\n\
         [events]\n\n[attributes]\nQuoteKind Arg:Quote, Value:direct|indirect|mixed\nConfirmed Arg:<ENTITY>\n"
    )
}

pub fn write(document: &Document, set: &AnnotationSet) -> String {
    let (mut bounds, mut rest) = (String::new(), String::new());
    let mut numbers = HashMap::new();
    let (mut attributes, mut notes) = (0, 0);
    let pieces = pieces::pieces(document, set);
    for parts in pieces.chunk_by(|a, b| a.annotation.id == b.annotation.id) {
        let annotation = parts[0].annotation;
        let number = numbers.len() + 1;
        numbers.insert(annotation.id, number);
        let places: Vec<String> = parts.iter().map(|p| format!("{} {}", p.start, p.end)).collect();
        let words: Vec<String> = parts.iter().map(|p| on_one_line(document.slice(p.span))).collect();
        let label = labels::label(&annotation.body);
        bounds += &format!("T{number}\t{label} {}\t{}\n", places.join(";"), words.join(" "));
        let mut attribute = |text: String| {
            attributes += 1;
            rest += &format!("A{attributes}\t{text}\n");
        };
        if let Body::Quote(quote) = &annotation.body {
            attribute(format!("QuoteKind T{number} {}", labels::quote_word(quote.kind)));
        }
        if annotation.verdict == Verdict::Confirmed {
            attribute(format!("Confirmed T{number}"));
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
    }
    for (relation, number) in pieces::relations(set).zip(1..) {
        let word = pieces::relation_word(relation.kind);
        let (from, to) = (numbers[&relation.from], numbers[&relation.to]);
        rest += &format!("R{number}\t{word} Arg1:T{from} Arg2:T{to}\t\n");
    }
    bounds + &rest
}

/// brat's lines end where Python's do: at every separator that Unicode has.
fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if is_line_break(c) { ' ' } else { c }).collect()
}

/// JSON without raw line breaks: within its strings they are written as escapes.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if is_line_break(c) { text += &format!("\\u{:04x}", c as u32) } else { text.push(c) }
    }
    text
}

#[derive(Default)]
struct Reading {
    found: Vec<Found>,
    ties: Vec<(RelationKind, String, String)>,
    facts: HashMap<String, Facts>,
    notes: HashMap<String, String>,
    skipped: Vec<Skipped>,
}

pub fn read(file: &str) -> Result<Imported, FormatError> {
    let mut reading = Reading::default();
    for (line, number) in file.split('\n').zip(1..) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        reading.line(line, number)?;
    }
    let Reading { mut found, ties, mut facts, mut notes, skipped } = reading;
    for one in &mut found {
        one.facts = facts.remove(&one.key);
        let note = notes.remove(&one.key);
        // Written on one line, the note that was carried along is still the same.
        let same = one.facts.as_ref().is_some_and(|f| note.as_deref() == Some(&on_one_line(&f.note)));
        one.note = note.filter(|_| !same);
    }
    let mut set = Imported { skipped, ..Imported::default() };
    pieces::gather(&mut set, found, ties);
    Ok(set)
}

impl Reading {
    fn line(&mut self, line: &str, number: usize) -> Result<(), FormatError> {
        let mut columns = line.splitn(3, '\t');
        let (key, middle, last) = (
            columns.next().unwrap_or_default(),
            columns.next().unwrap_or_default(),
            columns.next().unwrap_or_default(),
        );
        match key.chars().next() {
            None => {}
            Some('T') => self.found.push(bound(key, middle, last, number)?),
            Some('R') => self.relation(middle, number),
            Some('#') => self.note(middle, last),
            // What was set by these is in what is carried along; of other tools they say what has no place here.
            Some('A' | 'M') if CARRIED_ATTRIBUTES.iter().any(|a| middle.starts_with(a)) => {}
            Some('A' | 'M' | 'E' | 'N' | '*') => {
                self.skip(number, format!("{key} {middle}: no place for it here"))
            }
            Some(_) => {
                let shown: String = line.chars().take(40).collect();
                let message =
                    format!("{shown:?} is no line of brat's: those begin with T, R, A, M, E, N, * or #");
                return Err(FormatError::at_line(number, message));
            }
        }
        Ok(())
    }

    fn relation(&mut self, middle: &str, number: usize) {
        let mut words = middle.split(' ');
        let kind = words.next().and_then(pieces::relation_kind);
        let mut end = || words.next().and_then(|w| w.split_once(':')).map(|(_, key)| key.to_owned());
        match (kind, end(), end()) {
            (Some(kind), Some(from), Some(to)) => self.ties.push((kind, from, to)),
            _ => self.skip(number, format!("relation {middle}: no such tie is known here")),
        }
    }

    fn note(&mut self, middle: &str, text: &str) {
        let Some((kind, key)) = middle.split_once(' ') else { return };
        if kind == CARRIED {
            self.facts.extend(serde_json::from_str(text).ok().map(|facts| (key.to_owned(), facts)));
        } else {
            self.notes.insert(key.to_owned(), text.to_owned());
        }
    }

    fn skip(&mut self, line: usize, what: String) {
        self.skipped.push(Skipped { line: Some(line), what });
    }
}

const CARRIED_ATTRIBUTES: [&str; 2] = ["QuoteKind ", "Confirmed "];

/// `T1<tab>Quote 2 15;34 45<tab>text text`
fn bound(key: &str, middle: &str, words: &str, line: usize) -> Result<Found, FormatError> {
    let wrong = || {
        FormatError::at_line(
            line,
            format!("{middle:?} is no label with places; write it as \"PERSON 12 20\""),
        )
    };
    let (label, places) = middle.split_once(' ').ok_or_else(wrong)?;
    let place = |place: &str| {
        let (start, end) = place.trim().split_once(' ')?;
        let (start, end): (u32, u32) = (start.parse().ok()?, end.parse().ok()?);
        (start <= end).then_some((start, end))
    };
    let places: Vec<(u32, u32)> = places.split(';').map(place).collect::<Option<_>>().ok_or_else(wrong)?;
    let mut words = words.chars();
    let selectors = places.iter().map(|&(start, end)| {
        let part: String = words.by_ref().take((end - start) as usize).collect();
        words.next();
        pieces::selector(&part, start, end)
    });
    Ok(Found {
        key: key.to_owned(),
        label: label.to_owned(),
        selectors: selectors.collect(),
        ..Found::default()
    })
}
