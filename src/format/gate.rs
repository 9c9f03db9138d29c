//! Documents of GATE: its XML, where nodes in the text bear numbers, and the JSON of its Python library (`bdocjs`) and of its
//! exporter for tweets. GATE counts UTF-16 units; `bdocjs` says what it counts.

use std::collections::HashMap;

use super::import::{Imported, Skipped};
use super::labelled_spans::{self, ImportedSpan};
use super::labels;

mod json;
mod xml;

pub(super) use json::article;
pub(super) use xml::{is_xml, read as read_xml};

/// An annotation of GATE's.
#[derive(Default)]
struct GateAnnotation {
    kind: String,
    id: String,
    start: u32,
    end: u32,
    features: Vec<(String, String)>,
}

/// What GATE's tools mark without anybody's asking: the grammar of the text, and the marks of its mark-up.
const GRAMMAR: [&str; 9] =
    ["token", "spacetoken", "sentence", "split", "lookup", "word", "document", "nounchunk", "vg"];

/// The set that GATE makes of a page's mark-up.
const MARKUP: &str = "Original markups";

/// Features that say which rule of a tool found something.
const OF_RULES: [&str; 6] = ["rule", "rule1", "rule2", "ruleFinal", "matches", "NMRule"];

/// The annotations of a document, by the places of its text in code points.
fn imported(text: String, sets: Vec<(String, Vec<GateAnnotation>)>) -> Imported {
    let chars: Vec<char> = text.chars().collect();
    let (mut found, mut passed_by, mut lost) = (vec![], 0, 0);
    // Several sets may say the same of a passage: a key and what a program answers.
    let mut seen: HashMap<(u32, u32, String), usize> = HashMap::new();
    for (set, annotations) in sets {
        for annotation in annotations {
            if set == MARKUP || GRAMMAR.contains(&annotation.kind.to_lowercase().as_str()) {
                passed_by += 1;
                continue;
            }
            let place = (annotation.start, annotation.end, annotation.kind.to_lowercase());
            match span(&annotation, &set, &chars) {
                None => lost += 1,
                Some(span) if seen.contains_key(&place) => {
                    let former: &mut ImportedSpan = &mut found[seen[&place]];
                    for tag in span.tags {
                        if !former.tags.contains(&tag) {
                            former.tags.push(tag);
                        }
                    }
                }
                Some(span) => {
                    seen.insert(place, found.len());
                    found.push(span);
                }
            }
        }
    }
    let mut set = Imported { text: Some(text), ..Imported::default() };
    let mut skip = |n: usize, what: &str| {
        if 0 < n {
            set.skipped
                .push(Skipped { line: None, what: format!("{n} annotations are not imported: {what}") });
        }
    };
    skip(passed_by, "they are GATE's own of words, sentences and mark-up");
    skip(lost, "they have no place in the text");
    labelled_spans::assemble(&mut set, found, vec![]);
    set
}

fn span(annotation: &GateAnnotation, set: &str, chars: &[char]) -> Option<ImportedSpan> {
    let (start, end) = (annotation.start, annotation.end);
    let words: String = chars.get(start as usize..end as usize)?.iter().collect();
    if words.is_empty() {
        return None;
    }
    let feature = |names: &[&str]| {
        let one = annotation.features.iter().find(|(name, _)| names.contains(&name.as_str()));
        one.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    };
    let is_quote = ["quotation", "quote"].contains(&annotation.kind.to_lowercase().as_str());
    let (label, name, used): (String, _, &[&str]) = if is_quote {
        let kind =
            feature(&["type", "kind"]).filter(|kind| labels::quote_kind(&kind.to_lowercase()).is_some());
        let kind = kind.unwrap_or_else(|| labels::kind_by_marks(&words).to_owned());
        (kind, feature(&["speaker", "source"]), &["type", "kind", "speaker", "source"])
    } else {
        (annotation.kind.clone(), feature(&["name", "canonical"]), &["name", "canonical"])
    };
    let tags = annotation.features.iter().filter(|(name, value)| {
        !value.is_empty() && ![used, &OF_RULES, &["note", "comment"]].concat().contains(&name.as_str())
    });
    Some(ImportedSpan {
        key: format!("{set} {}", annotation.id),
        label,
        selectors: vec![labelled_spans::selector(&words, start, end)],
        name,
        note: feature(&["note", "comment"]),
        tags: tags.map(|(name, value)| format!("{name}: {value}")).collect(),
        ..ImportedSpan::default()
    })
}

/// Places in UTF-16 units as places in code points; one inside a surrogate pair, or past the end, has none.
struct Utf16Places(Vec<Option<u32>>);

impl Utf16Places {
    fn of(text: &str) -> Utf16Places {
        let mut all = vec![];
        for (c, at) in text.chars().zip(0..) {
            all.push(Some(at));
            all.extend((1..c.len_utf16()).map(|_| None));
        }
        all.push(Some(text.chars().count() as u32));
        Utf16Places(all)
    }

    fn code_point(&self, unit: u32) -> Option<u32> {
        self.0.get(unit as usize).copied()?
    }
}
