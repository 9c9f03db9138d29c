//! Reads TEI: ours, whose header carries the set, and that of others, whose elements say what their passages are.
//!
//! In a file of ours the text is what other programs know and change. Where its elements say otherwise than the header,
//! they are newer.

use std::collections::{HashMap, HashSet};

use super::super::labelled_spans::{self, ImportedSpan, KeyedRelation};
use super::super::redewiedergabe::{self, Passage};
use super::super::{FormatError, Imported, ImportedAnnotation, Skipped, jsonld, labels};
use super::elements::{self, TeiElement, TeiText};
use super::vocabulary::{DATA, DATA_END, element, is_day};
use crate::anchor::Selector;
use crate::annotation::{Body, Id, Quote, QuoteKind};
use crate::sorting::Sorting as _;

pub(super) fn read(file: &str) -> Result<Imported, FormatError> {
    let data = file.find(DATA).and_then(|start| {
        let start = start + DATA.len();
        Some(&file[start..start + file[start..].find(DATA_END)?])
    });
    let Some(data) = data else { return Ok(foreign(elements::read(file)?)) };
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#13;", "\r"), ("&amp;", "&")];
    let json = entities.iter().fold(data.to_owned(), |text, (name, c)| text.replace(name, c));
    let mut set = jsonld::read_one(&json)?;
    match elements::read(file) {
        Ok(tei) => take_changes(&mut set, &tei),
        Err(error) => {
            let what = format!("what was changed in the text is not imported: {}", error.message);
            set.skipped.push(Skipped { line: error.line, what });
        }
    }
    Ok(set)
}

/// Takes over what the elements of the text say otherwise than the set of the header.
fn take_changes(set: &mut Imported, tei: &TeiText) {
    let own: HashMap<&str, &TeiElement> =
        tei.elements.iter().filter_map(|element| Some((element.get("xml:id")?, element))).collect();
    for annotation in &mut set.annotations {
        if let Some(element) = own.get(annotation.id.to_string().as_str()) {
            annotation.body = changed(&annotation.body, element, tei);
        }
    }
    // What somebody has marked there since.
    let is_new = |element: &&TeiElement| {
        let id = element.get("xml:id").and_then(|id| id.parse::<Id>().ok());
        id.is_none() && element.get("corresp").is_none() && element.get("prev").is_none()
    };
    let next = set.annotations.iter().map(|a| a.id.number()).max().unwrap_or(0) + 1;
    let added = tei.elements.iter().filter(is_new).filter_map(|element| {
        let body = body(element, tei)?;
        let (body, selectors) = (body, vec![surrounded(element, &tei.text)?]);
        Some((body, selectors))
    });
    let added: Vec<ImportedAnnotation> = added
        .zip(next..)
        .map(|((body, selectors), number)| ImportedAnnotation::new(Id::new(number), selectors, body))
        .collect();
    set.annotations.extend(added);
}

fn changed(body: &Body, element: &TeiElement, tei: &TeiText) -> Body {
    match body {
        Body::Quote(quote) => {
            let name = speaker(element, tei);
            let is_same = is_same_name(name.as_deref(), quote.speaker.as_deref());
            let speaker = if is_same { quote.speaker.clone() } else { name };
            let says_direct = element.get("direct").map(|direct| direct != "false");
            let kind = match says_direct {
                Some(direct) if direct != (quote.kind != QuoteKind::Indirect) => kind_of(direct),
                _ => quote.kind,
            };
            Body::Quote(Quote { kind, speaker, ..quote.clone() })
        }
        Body::Entity(entity) if element.name != self::element(body) => match self::body(element, tei) {
            Some(Body::Entity(new)) => {
                Body::Entity(crate::annotation::Entity { kind: new.kind, ..entity.clone() })
            }
            Some(new @ Body::Date(_)) => new,
            _ => body.clone(),
        },
        Body::Date(timex) => match element.get("when").filter(|when| is_day(when)) {
            Some(when) if is_day(&timex.value) => {
                Body::Date(crate::annotation::Timex { value: when.to_owned(), ..timex.clone() })
            }
            _ => body.clone(),
        },
        _ => body.clone(),
    }
}

fn kind_of(is_direct: bool) -> QuoteKind {
    if is_direct { QuoteKind::Direct } else { QuoteKind::Indirect }
}

/// Whether two names are the same in XML, which cannot hold every character and has one sort of white space.
fn is_same_name(one: Option<&str>, other: Option<&str>) -> bool {
    let seen = |name: Option<&str>| {
        let name: String = name.unwrap_or("").chars().map(|c| if is_unknown(c) { ' ' } else { c }).collect();
        name.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    seen(one) == seen(other)
}

fn is_unknown(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{85}' | '\u{2028}' | '\u{fffd}' | '\u{fffe}' | '\u{ffff}')
}

/// The person whom `who` names.
fn speaker(element: &TeiElement, tei: &TeiText) -> Option<String> {
    let who = element.get("who")?.split_whitespace().next()?;
    let key = who.rsplit('#').next().unwrap_or(who);
    let name = tei.people.get(key).map_or(key, String::as_str);
    Some(name.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
}

/// What an element says of its passage.
fn body(element: &TeiElement, tei: &TeiText) -> Option<Body> {
    let words = tei.text.get(element.start..element.end)?.trim();
    let kind = element.get("type").or(element.get("subtype")).unwrap_or("");
    let label = match element.name.as_str() {
        "said" | "q" | "quote" => {
            let is_direct = element.get("direct") != Some("false") && kind != "indirect";
            let quote = Quote::new(kind_of(is_direct), speaker(element, tei));
            return Some(Body::Quote(quote));
        }
        "persName" => "PERSON",
        "orgName" => "ORG",
        "settlement" | "country" | "region" => "GPE",
        "placeName" | "geogName" => "LOC",
        "date" | "time" => {
            let mut body = labels::body(if element.name == "time" { "TIME" } else { "DATE" }, words)?;
            if let (Body::Date(timex), Some(value)) = (&mut body, element.get("when")) {
                timex.value = value.to_owned();
            }
            return Some(body);
        }
        _ => kind,
    };
    labels::body(label, words)
}

/// The selector of an element by its words and what stands around them.
fn surrounded(element: &TeiElement, text: &str) -> Option<Selector> {
    let exact = text.get(element.start..element.end)?;
    let lead = exact.len() - exact.trim_start().len();
    let (start, end) = (element.start + lead, element.start + exact.trim_end().len());
    let before = text[..start].char_indices().rev().nth(SURROUNDINGS).map_or(0, |(at, _)| at);
    let after = text[end..].char_indices().nth(SURROUNDINGS).map_or(text.len(), |(at, _)| end + at);
    (start < end).then(|| Selector {
        exact: text[start..end].to_owned(),
        prefix: text[before..start].to_owned(),
        suffix: text[end..after].to_owned(),
        position: None,
    })
}

/// How many characters of what stands around a passage its selector has on each side.
const SURROUNDINGS: usize = 32;

/// The set of a file of another program: its text, and what its elements say of it.
fn foreign(tei: TeiText) -> Imported {
    let mut set = Imported::default();
    set.meta.title = tei.title.as_deref().map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut found = vec![];
    let (mut chars, mut bytes) = (0, 0);
    let mut at = |byte: usize| {
        // Elements begin in order: what lies before the last one need not be counted again.
        if byte < bytes {
            (chars, bytes) = (0, 0);
        }
        chars += tei.text[bytes..byte].chars().count() as u32;
        bytes = byte;
        chars
    };
    let mut stwr = StwrReader::default();
    for (element, number) in tei.elements.iter().zip(0..) {
        stwr.n_frames += usize::from(element.get("type") == Some("frame"));
        let Some(body) = body(element, &tei) else { continue };
        let words = tei.text[element.start..element.end].trim();
        if words.is_empty() {
            continue;
        }
        let lead = tei.text[element.start..].len() - tei.text[element.start..].trim_start().len();
        let start = at(element.start + lead);
        let end = start + words.chars().count() as u32;
        let part_of =
            element.get("prev").or(element.get("corresp")).map(|first| first.trim_start_matches('#'));
        let name = match &body {
            Body::Quote(quote) => quote.speaker.clone(),
            Body::Date(timex) => Some(timex.value.clone()),
            Body::Entity(_) => None,
            Body::Speaker | Body::Cue | Body::Note => None,
        };
        let label = body_label(&body);
        let mut span = ImportedSpan {
            key: element.get("xml:id").map_or_else(|| format!("element {number}"), str::to_owned),
            label: label.to_owned(),
            selectors: vec![labelled_spans::selector(words, start, end)],
            part_of: part_of.map(str::to_owned),
            name: name.filter(|name| !name.is_empty()),
            ..ImportedSpan::default()
        };
        stwr.take(element, &mut span);
        found.push(span);
    }
    set.skipped.extend(redewiedergabe::skipped_frames(stwr.n_frames));
    labelled_spans::assemble(&mut set, found, redewiedergabe::first_of_each(stwr.ties));
    set.text = Some(tei.text);
    set
}

/// What the corpus Redewiedergabe says by attributes of its own: which sort of quotation, and by the same number on all that
/// belongs together.
#[derive(Default)]
struct StwrReader {
    seen: HashSet<String>,
    ties: Vec<KeyedRelation>,
    n_frames: usize,
}

impl StwrReader {
    fn take(&mut self, element: &TeiElement, span: &mut ImportedSpan) {
        let Some(ids) = element.get("id") else { return };
        let kind = element.get("type").unwrap_or_default();
        let key = match (element.name.as_str(), redewiedergabe::relation(kind)) {
            ("said", _) => {
                let medium = element.get("content").unwrap_or_default();
                let passage = element.get("mode").and_then(|mode| Passage::of(mode, medium));
                let Some(mut passage) = passage else { return };
                for (name, value) in &element.attributes {
                    passage.add(name, value);
                }
                passage.tags.order();
                (span.label, span.tags) = (passage.label.to_owned(), passage.tags);
                ids.to_owned()
            }
            ("seg", Some(relation)) if ids != "0" => {
                let key = format!("{kind} of {ids}");
                let quotes = ids.split_whitespace().filter(|_| !self.seen.contains(&key));
                self.ties.extend(quotes.map(|quote| (relation, quote.to_owned(), key.clone())));
                key
            }
            _ => return,
        };
        if self.seen.insert(key.clone()) {
            span.key = key;
        } else {
            span.part_of = Some(key);
        }
    }
}

fn body_label(body: &Body) -> &'static str {
    match body {
        Body::Quote(quote) => labels::quote_word(quote.kind),
        body => labels::label(body),
    }
}
