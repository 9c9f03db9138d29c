//! Writes a `DocBin` of one document.

use std::collections::{BTreeMap, HashMap, HashSet};

use miniz_oxide::deflate::compress_to_vec_zlib;
use rmpv::Value;

use super::super::labelled_spans::{self, AnnotationDetails, LabelledSpan};
use super::super::{article_details, labels};
use super::keys::{
    BEGINS, BesideSpacy, CARRIED, ENT_ID, ENT_IOB, ENT_KB_ID, ENT_TYPE, ENTITIES, GROUPS, INSIDE, ORTH,
    OUTSIDE, QUOTES, SENT_START, group,
};
use super::packed;
use super::pieces::Pieces;
use super::strings::WrittenStrings;
use crate::annotation::{AnnotationSet, Body, Relation};
use crate::document::Document;
use crate::sorting::Sorting as _;

/// How hard zlib tries: what Python does when nothing else is said.
const LEVEL: u8 = 6;

/// The columns of the table of tokens, in the order in which spaCy writes them.
const COLUMNS: [u64; 6] = [ORTH, ENT_IOB, ENT_TYPE, SENT_START, ENT_KB_ID, ENT_ID];

pub(super) fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    packed::text(&compress_to_vec_zlib(&doc_bin(document, set, id), LEVEL))
}

fn doc_bin(document: &Document, set: &AnnotationSet, id: &str) -> Vec<u8> {
    let mut spans = labelled_spans::spans(document, set);
    // spaCy has no span without a token.
    spans.retain(|span| span.start < span.end);
    let pieces = Pieces::new(document, &spans);
    let mut strings = WrittenStrings::default();
    let (named, grouped) = apart(spans);
    let tokens = tokens(document, &pieces, &named, &mut strings);
    let spaces: Vec<u8> = pieces.0.iter().map(|piece| u8::from(piece.is_spaced)).collect();
    let groups = groups(&pieces, &grouped, carried(document, set, id), &mut strings);
    let count = u32::try_from(pieces.0.len()).expect("a document has less than 4 GB");
    message(&map(vec![
        ("version", "0.1".into()),
        ("attrs", COLUMNS.iter().map(|&column| column.into()).collect::<Vec<Value>>().into()),
        ("tokens", Value::Binary(tokens)),
        ("spaces", Value::Binary(spaces)),
        ("lengths", Value::Binary(count.to_le_bytes().to_vec())),
        ("strings", strings.0.into_iter().map(Value::from).collect::<Vec<_>>().into()),
        ("cats", vec![map(vec![])].into()),
        ("flags", vec![map(vec![("has_unknown_spaces", false.into())])].into()),
        ("span_groups", vec![Value::Binary(groups)].into()),
    ]))
}

/// The names and dates that fit into `doc.ents`, where none overlaps another, and all other spans. One in several parts
/// fits as a whole or not at all.
fn apart(spans: Vec<LabelledSpan<'_>>) -> (Vec<LabelledSpan<'_>>, Vec<LabelledSpan<'_>>) {
    let named = spans.chunk_by(|one, next| one.annotation.id == next.annotation.id);
    let mut named: Vec<&[LabelledSpan]> =
        named.filter(|parts| group(&parts[0].annotation.body) == ENTITIES).collect();
    named.order_by_key(|parts| (parts[0].start, std::cmp::Reverse(parts[0].end)));
    // By their ends, where they begin.
    let (mut taken, mut fitting) = (BTreeMap::new(), HashSet::new());
    for parts in named {
        let is_free = |part: &LabelledSpan| {
            taken.range(part.start + 1..).next().is_none_or(|(_, &start)| part.end <= start)
        };
        if parts.iter().all(is_free) {
            taken.extend(parts.iter().map(|part| (part.end, part.start)));
            fitting.insert(parts[0].annotation.id);
        }
    }
    spans.into_iter().partition(|span| fitting.contains(&span.annotation.id))
}

/// The table of tokens, row by row.
fn tokens(
    document: &Document,
    pieces: &Pieces,
    named: &[LabelledSpan],
    strings: &mut WrittenStrings,
) -> Vec<u8> {
    let mut rows: Vec<[u64; COLUMNS.len()]> = pieces
        .0
        .iter()
        .map(|piece| {
            let orth = strings.id(&document.text()[piece.start..piece.end]);
            [orth, OUTSIDE, 0, u64::MAX, 0, 0]
        })
        .collect();
    for sentence in document.sentences() {
        if let Some(row) = rows.get_mut(pieces.of(sentence.span).start) {
            row[3] = 1;
        }
    }
    for span in named {
        let [label, name, id] = labelled(span, strings);
        let covered = pieces.of(span.span);
        for (at, row) in covered.clone().zip(&mut rows[covered]) {
            let is_first = at == pieces.of(span.span).start;
            [row[1], row[2], row[4], row[5]] = [if is_first { BEGINS } else { INSIDE }, label, name, id];
        }
    }
    rows.into_iter().flatten().flat_map(u64::to_le_bytes).collect()
}

/// The label, the name of what it names or of who says it, and the id of the annotation: a quotation's label is its kind,
/// as that of our component in a pipeline of spaCy.
fn labelled(span: &LabelledSpan, strings: &mut WrittenStrings) -> [u64; 3] {
    let body = &span.annotation.body;
    let (label, name) = match body {
        Body::Quote(quote) => (labels::quote_word(quote.kind), quote.speaker.as_deref().unwrap_or_default()),
        Body::Entity(entity) => (labels::label(body), entity.name.as_str()),
        Body::Date(timex) => (labels::label(body), timex.value.as_str()),
        Body::Speaker | Body::Cue | Body::Note => (labels::label(body), ""),
    };
    [label, name, &span.annotation.id.to_string()].map(|string| strings.id(string))
}

fn carried(document: &Document, set: &AnnotationSet, id: &str) -> BesideSpacy {
    let shown = labelled_spans::spans(document, set);
    let details = shown.iter().filter(|span| span.part == 0 && span.start < span.end);
    let tie = |relation: Relation| {
        let kind = labelled_spans::relation_word(relation.kind).to_owned();
        [kind, relation.from.to_string(), relation.to.to_string()]
    };
    BesideSpacy {
        id: Some(id.to_owned()),
        known: article_details::fields(document.meta()),
        details: details.map(|span| (span.annotation.id.to_string(), AnnotationDetails::of(span))).collect(),
        ties: labelled_spans::relations(set).map(tie).collect(),
    }
}

/// The groups of spans: a map of each group, packed, to its names.
fn groups(
    pieces: &Pieces,
    spans: &[LabelledSpan],
    carried: BesideSpacy,
    strings: &mut WrittenStrings,
) -> Vec<u8> {
    let mut members: HashMap<&str, Vec<Value>> = HashMap::new();
    for span in spans {
        let [label, name, id] = labelled(span, strings);
        let covered = pieces.of(span.span);
        let tokens = [covered.start, covered.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        let mut packed: Vec<u8> = [id, name, label].into_iter().flat_map(u64::to_be_bytes).collect();
        packed.extend(tokens.into_iter().chain([span.start, span.end]).flat_map(u32::to_be_bytes));
        members.entry(group(&span.annotation.body)).or_default().push(Value::Binary(packed));
    }
    let carried = serde_json::to_string(&carried).expect("plain values become JSON");
    let written = GROUPS.into_iter().filter(|&name| name == QUOTES || members.contains_key(name));
    let written: Vec<&str> = written.collect();
    let all = written.into_iter().map(|name| {
        let own = if name == QUOTES { vec![(CARRIED, carried.as_str().into())] } else { vec![] };
        let spans = members.remove(name).unwrap_or_default();
        let group = map(vec![("name", name.into()), ("attrs", map(own)), ("spans", spans.into())]);
        (Value::Binary(message(&group)), Value::from(vec![Value::from(name)]))
    });
    message(&Value::Map(all.collect()))
}

fn map(fields: Vec<(&str, Value)>) -> Value {
    Value::Map(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

fn message(value: &Value) -> Vec<u8> {
    let mut bytes = vec![];
    rmpv::encode::write_value(&mut bytes, value).expect("memory takes everything");
    bytes
}
