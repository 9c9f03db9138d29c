//! Accuracy on the development sets as `tests/scores.txt` has it: dates on TimeBank, names on Re-DocRED.
//!
//! The data are not part of the project; where they are absent the tests say so and pass.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use crate::annotation::{EntityKind, Why};
use crate::document::{Document, Meta};
use crate::recognise::{FoundEntity, dates, names};
use crate::span::{CodePointPos, Span};
use serde_json::Value;

/// The documents of a set; `None`, loudly, where the data are not here.
fn rows(set: &str) -> Option<Vec<Value>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(set);
    let Ok(file) = std::fs::File::open(&path) else {
        super::skipped::skip(&format!("scores: {} is missing", path.display()));
        return None;
    };
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).expect("the data are gzipped text");
    Some(text.lines().map(|line| serde_json::from_str(line).expect("the data are JSON lines")).collect())
}

/// The written line that begins so.
fn written(start: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scores.txt");
    let scores = std::fs::read_to_string(path).expect("the scores are part of the project");
    scores.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned()
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

fn list<'a>(row: &'a Value, key: &str) -> &'a [Value] {
    row[key].as_array().map_or(&[], Vec::as_slice)
}

fn span(document: &Document, item: &Value) -> Span {
    let pos = |key: &str| {
        let at = u32::try_from(item[key].as_u64().unwrap_or_default()).unwrap_or_default();
        document.from_code_point(CodePointPos(at)).expect("the data's places are in their text")
    };
    Span::new(pos("start"), pos("end"))
}

/// Without a leading "the" and a trailing 's, as the scorers compare spans.
fn trimmed(document: &Document, span: Span) -> Span {
    let words = document.slice(span);
    let start = if words.len() > 4 && words[..4].eq_ignore_ascii_case("the ") { 4 } else { 0 };
    let possessive = ["'s", "’s"].into_iter().find(|ending| words.ends_with(ending));
    let end = words.len() - possessive.map_or(0, str::len);
    Span::new(span.start().index() + start, span.start().index() + end.max(start))
}

/// F1 in percent.
fn f1(right: usize, found: usize, expected: usize) -> f64 {
    200.0 * right as f64 / (found + expected).max(1) as f64
}

#[derive(Default)]
struct Dates {
    expected: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    value: usize,
}

impl Dates {
    fn add(&mut self, row: &Value) {
        let published = text(row, "dct").get(..10).and_then(|day| day.parse().ok());
        let document = Document::from_text_with(text(row, "text"), Meta { published, ..Meta::default() });
        let mut expected: Vec<(Span, &str)> = list(row, "timex")
            .iter()
            .map(|t| (trimmed(&document, span(&document, t)), text(t, "value")))
            .collect();
        let found = dates::find(&document);
        self.expected += expected.len();
        self.found += found.len();
        for date in found {
            let at = trimmed(&document, date.span);
            let Some(index) = expected.iter().position(|(gold, _)| gold.overlaps(at)) else { continue };
            let (gold, value) = expected.remove(index);
            self.relaxed += 1;
            self.strict += usize::from(gold == at);
            self.value += usize::from(value == date.timex.value);
        }
    }
}

#[test]
fn dates_on_timebank() {
    let Some(rows) = rows("timex/timebank/train.jsonl.gz") else { return };
    let mut dates = Dates::default();
    rows.iter().for_each(|row| dates.add(row));
    let f = |right| f1(right, dates.found, dates.expected);
    let line = format!(
        "dates    timebank     strict {:.1}  relaxed {:.1}  value {:.1}",
        f(dates.strict),
        f(dates.relaxed),
        f(dates.value)
    );
    assert_eq!(written("dates    timebank"), line, "write the measured line into tests/scores.txt");
}

/// For every mention the things that were judged: the article with the true cluster, and with the name given.
#[derive(Default)]
struct Names {
    mentions: Vec<(String, String)>,
}

impl Names {
    fn add(&mut self, article: usize, row: &Value, name: impl Fn(&Document, &mut [FoundEntity])) {
        let document = Document::from_text(text(row, "text"));
        let judged: Vec<&Value> = list(row, "entities").iter().filter(|e| !e["cluster"].is_null()).collect();
        let mut judged: Vec<(Span, String, EntityKind)> = judged
            .iter()
            .filter_map(|e| Some((span(&document, e), e["cluster"].to_string(), kind(text(e, "label"))?)))
            .collect();
        judged.sort_by_key(|(span, ..)| *span);
        let entity = |(span, _, kind): &(Span, String, EntityKind)| FoundEntity {
            span: *span,
            kind: *kind,
            name: document.slice(*span).to_owned(),
            confidence: 1.0,
            why: Why::Context,
        };
        let mut entities: Vec<FoundEntity> = judged.iter().map(entity).collect();
        name(&document, &mut entities);
        let named = entities.into_iter().map(|entity| format!("{article} {}", entity.name));
        let clusters = judged.into_iter().map(|(_, cluster, _)| format!("{article} {cluster}"));
        self.mentions.extend(clusters.zip(named));
    }

    /// B-cubed F1 in percent (Bagga and Baldwin 1998).
    fn b_cubed(&self) -> f64 {
        let mut counts: [HashMap<&str, f64>; 2] = Default::default();
        let mut both: HashMap<&(String, String), f64> = HashMap::new();
        for pair in &self.mentions {
            *counts[0].entry(&pair.0).or_default() += 1.0;
            *counts[1].entry(&pair.1).or_default() += 1.0;
            *both.entry(pair).or_default() += 1.0;
        }
        let mean = |side: usize| {
            let share = |(pair, n): (&&(String, String), &f64)| {
                n * n / counts[side][if side == 0 { pair.0.as_str() } else { pair.1.as_str() }]
            };
            both.iter().map(share).sum::<f64>() / self.mentions.len().max(1) as f64
        };
        let (recall, precision) = (mean(0), mean(1));
        200.0 * precision * recall / (precision + recall)
    }
}

fn kind(label: &str) -> Option<EntityKind> {
    match label {
        "PER" => Some(EntityKind::Person),
        "ORG" => Some(EntityKind::Org),
        "LOC" => Some(EntityKind::Gpe),
        "MISC" => Some(EntityKind::Misc),
        _ => None,
    }
}

#[test]
fn names_on_redocred() {
    let Some(rows) = rows("ner/redocred/dev.jsonl.gz") else { return };
    let (mut ours, mut same_string) = (Names::default(), Names::default());
    for (article, row) in rows.iter().enumerate() {
        ours.add(article, row, names::fold);
        same_string.add(article, row, |_, entities| {
            entities.iter_mut().for_each(|entity| entity.name = entity.name.to_lowercase());
        });
    }
    let line = format!(
        "names    redocred     B-cubed {:.1}  same strings {:.1}",
        ours.b_cubed(),
        same_string.b_cubed()
    );
    assert_eq!(written("names    redocred"), line, "write the measured line into tests/scores.txt");
}
