//! Reads brat's files: those written here with all that they carry, and those of others as far as they speak of
//! stretches of text. Attributes and normalisations become tags, notes comments.

use std::collections::HashMap;

use super::super::pieces::{self, Facts, Found};
use super::super::{FormatError, Imported, Skipped, labels};
use super::{CARRIED, CONFIRMED, PARTS, Part, QUOTE_KIND, on_one_line};
use crate::anchor::Selector;
use crate::annotation::{Body, RelationKind, Verdict};

/// A file in the making. What hangs on a stretch is kept by the stretch's key.
#[derive(Default)]
struct Reading {
    found: Vec<Bound>,
    ties: Vec<(RelationKind, String, String)>,
    facts: HashMap<String, Facts>,
    parts: HashMap<String, Vec<Part>>,
    attributes: HashMap<String, Vec<Attribute>>,
    notes: HashMap<String, String>,
    /// The full name of what a stretch names.
    names: HashMap<String, String>,
    /// The stretch that triggers each event.
    triggers: HashMap<String, String>,
    skipped: Vec<Skipped>,
}

struct Bound {
    key: String,
    label: String,
    parts: Vec<Part>,
}

struct Attribute {
    name: String,
    value: Option<String>,
}

impl Attribute {
    fn tag(self) -> String {
        match self.value {
            Some(value) => format!("{}: {value}", self.name),
            None => self.name,
        }
    }
}

pub(crate) fn read(file: &str) -> Result<Imported, FormatError> {
    let mut reading = Reading::default();
    for (line, number) in file.split('\n').zip(1..) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        reading.line(line, number)?;
    }
    reading.hang_events_on_their_triggers();
    let found = std::mem::take(&mut reading.found);
    let found = found.into_iter().map(|bound| reading.dressed(bound)).collect();
    let mut set = Imported { skipped: reading.skipped, ..Imported::default() };
    pieces::gather(&mut set, found, reading.ties);
    Ok(set)
}

impl Reading {
    fn line(&mut self, line: &str, number: usize) -> Result<(), FormatError> {
        let mut columns = line.splitn(3, '\t');
        let mut column = || columns.next().unwrap_or_default();
        let (key, middle, last) = (column(), column(), column());
        match key.chars().next() {
            None => {}
            Some('T') => self.found.push(bound(key, middle, last, number)?),
            Some('R') => self.relation(middle, number),
            Some('#') => self.note(middle, last),
            Some('A' | 'M') => self.attribute(middle),
            Some('N') => self.normalisation(middle, last),
            Some('E') => self.event(key, middle, number),
            Some('*') => self.skip(number, "equivalence of stretches: no such tie is known here".to_owned()),
            Some(_) => {
                let shown: String = line.chars().take(40).collect();
                let message =
                    format!("{shown:?} is no line of brat's: those begin with T, R, A, M, E, N, * or #");
                return Err(FormatError::at_line(number, message));
            }
        }
        Ok(())
    }

    /// `Speaker Arg1:T1 Arg2:T2`
    fn relation(&mut self, middle: &str, number: usize) {
        let mut words = middle.split(' ');
        let name = words.next().unwrap_or_default();
        let mut end = || words.next().and_then(|w| w.split_once(':')).map(|(_, key)| key.to_owned());
        match (pieces::relation_kind(name), end(), end()) {
            (Some(kind), Some(from), Some(to)) => self.ties.push((kind, from, to)),
            _ => self.skip(number, format!("relation {name:?}: no such tie is known here")),
        }
    }

    /// `AnnotatorNotes T1`
    fn note(&mut self, middle: &str, text: &str) {
        let Some((kind, key)) = middle.split_once(' ') else { return };
        let key = key.to_owned();
        match kind {
            CARRIED => self.facts.extend(serde_json::from_str(text).ok().map(|facts| (key, facts))),
            PARTS => self.parts.extend(serde_json::from_str(text).ok().map(|parts| (key, parts))),
            _ => {
                let note = self.notes.entry(key).or_default();
                if !note.is_empty() {
                    note.push('\n');
                }
                note.push_str(text);
            }
        }
    }

    /// `Confidence T1 High`, `Negation T1`
    fn attribute(&mut self, middle: &str) {
        let mut words = middle.splitn(3, ' ');
        let (Some(name), Some(key)) = (words.next(), words.next()) else { return };
        let value = words.next().map(str::to_owned);
        let attribute = Attribute { name: name.to_owned(), value };
        self.attributes.entry(key.to_owned()).or_default().push(attribute);
    }

    /// `Reference T1 Wikidata:Q42`, and after it the name that stands there.
    fn normalisation(&mut self, middle: &str, name: &str) {
        let mut words = middle.splitn(3, ' ').skip(1);
        let (Some(key), Some(reference)) = (words.next(), words.next()) else { return };
        let attribute = Attribute { name: reference.to_owned(), value: None };
        self.attributes.entry(key.to_owned()).or_default().push(attribute);
        if !name.is_empty() {
            self.names.insert(key.to_owned(), name.to_owned());
        }
    }

    /// `Report:T3 Reporter:T1`
    fn event(&mut self, key: &str, middle: &str, number: usize) {
        let (name, rest) = middle.split_once(' ').unwrap_or((middle, ""));
        let (name, trigger) = name.split_once(':').unwrap_or((name, ""));
        self.triggers.insert(key.to_owned(), trigger.to_owned());
        if !rest.is_empty() {
            self.skip(number, format!("event {name:?}: its arguments have no place here"));
        }
    }

    /// An event is known here by the words that trigger it.
    fn hang_events_on_their_triggers(&mut self) {
        let triggers = std::mem::take(&mut self.triggers);
        for (event, trigger) in &triggers {
            let attributes = self.attributes.remove(event).unwrap_or_default();
            self.attributes.entry(trigger.clone()).or_default().extend(attributes);
            if let Some(note) = self.notes.remove(event) {
                self.notes.entry(trigger.clone()).or_insert(note);
            }
        }
        for (_, from, to) in &mut self.ties {
            for end in [from, to] {
                if let Some(trigger) = triggers.get(end) {
                    end.clone_from(trigger);
                }
            }
        }
    }

    fn skip(&mut self, line: usize, what: String) {
        self.skipped.push(Skipped { line: Some(line), what });
    }

    /// A stretch with all that the file says of it.
    fn dressed(&mut self, Bound { key, label, parts }: Bound) -> Found {
        let attributes = self.attributes.remove(&key).unwrap_or_default();
        let note = self.notes.remove(&key);
        let name = self.names.remove(&key);
        let facts = self.facts.remove(&key).map(|facts| corrected(facts, &attributes));
        let kind = attributes.iter().find(|a| a.name == QUOTE_KIND).and_then(|a| a.value.clone());
        let label = kind.filter(|_| facts.is_none() && label == "Quote").unwrap_or(label);
        let tags = attributes.into_iter().filter(|a| ![QUOTE_KIND, CONFIRMED].contains(&&*a.name));
        let tags: Vec<String> = tags.map(Attribute::tag).collect();
        // Written on one line, the note that was carried along is still the same.
        let same = facts.as_ref().is_some_and(|f| note.as_deref() == Some(&on_one_line(&f.note)));
        let whole = self.parts.remove(&key).filter(|whole| cut(whole) == parts);
        Found {
            selectors: whole.unwrap_or(parts).iter().map(selector).collect(),
            note: note.filter(|_| !same),
            facts: facts.map(|facts| Facts { tags: [facts.tags, tags.clone()].concat(), ..facts }),
            tags,
            name,
            label,
            key,
            ..Found::default()
        }
    }
}

/// Whether a file begins as brat's do: `T1<tab>Quote 2 15<tab>…`
pub(crate) fn is_bound(line: &str) -> bool {
    let mut columns = line.split('\t');
    let key = columns.next().and_then(|key| key.strip_prefix('T'));
    let is_key = key.is_some_and(|n| n.parse::<u32>().is_ok());
    let places = columns.next().and_then(|middle| middle.split_once(' '));
    is_key && places.is_some_and(|(_, places)| places.starts_with(|c: char| c.is_ascii_digit()))
}

/// What was carried along, with what somebody has since changed in brat.
fn corrected(mut facts: Facts, attributes: &[Attribute]) -> Facts {
    let kind = attributes.iter().find(|a| a.name == QUOTE_KIND).and_then(|a| a.value.as_deref());
    if let (Body::Quote(quote), Some(kind)) = (&mut facts.body, kind.and_then(labels::quote_kind)) {
        quote.kind = kind;
    }
    let confirmed = attributes.iter().any(|a| a.name == CONFIRMED);
    facts.verdict = match facts.verdict {
        _ if confirmed => Verdict::Confirmed,
        Verdict::Confirmed => Verdict::Open,
        verdict => verdict,
    };
    facts
}

fn cut(whole: &[Part]) -> Vec<Part> {
    whole.iter().flat_map(Part::lines).collect()
}

fn selector(part: &Part) -> Selector {
    pieces::selector(&part.words, part.start, part.end)
}

/// `T1<tab>Quote 2 15;34 45<tab>text text`
fn bound(key: &str, middle: &str, words: &str, line: usize) -> Result<Bound, FormatError> {
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
    let parts = places.into_iter().map(|(start, end)| {
        let part: String = words.by_ref().take((end - start) as usize).collect();
        words.next();
        Part { start, end, words: part }
    });
    Ok(Bound { key: key.to_owned(), label: label.to_owned(), parts: parts.collect() })
}
