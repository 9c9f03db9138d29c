//! Writes brat standoff.

use std::collections::HashMap;

use super::super::labelled_spans::{self, AnnotationDetails, LabelledSpan};
use super::super::{article_details, labels};
use super::fragment::{
    ARTICLE, BratFragment, CONFIRMED, DETAILS, FRAGMENTS, QUOTE_KIND, SOURCE_KIND, escaped, on_one_line,
};
use crate::annotation::{AnnotationSet, Body, Id, SourceKind, Verdict};
use crate::document::Document;

pub(in crate::format) fn write(document: &Document, set: &AnnotationSet, _: &str) -> String {
    let mut writer = BratWriter::default();
    let spans = labelled_spans::spans(document, set);
    for spans in spans.chunk_by(|a, b| a.annotation.id == b.annotation.id) {
        writer.annotation(document, spans);
    }
    let known = article_details::fields(document.meta());
    if !known.is_empty() && !spans.is_empty() {
        let known = serde_json::to_string(&known).expect("texts become JSON");
        writer.note(ARTICLE, 1, &escaped(&known));
    }
    for (relation, number) in labelled_spans::relations(set).zip(1..) {
        let word = labelled_spans::relation_word(relation.kind);
        let (from, to) = (writer.numbers[&relation.from], writer.numbers[&relation.to]);
        writer.rest += &format!("R{number}\t{word} Arg1:T{from} Arg2:T{to}\t\n");
    }
    writer.bounds + &writer.rest
}

/// The lines so far. brat numbers each sort of line by itself.
#[derive(Default)]
struct BratWriter {
    bounds: String,
    /// Attributes, notes and relations, which come after all bounds.
    rest: String,
    /// The numbers of the annotations' bounds.
    numbers: HashMap<Id, usize>,
    attributes: usize,
    notes: usize,
}

impl BratWriter {
    /// One annotation, given by its spans.
    fn annotation(&mut self, document: &Document, spans: &[LabelledSpan]) {
        let annotation = spans[0].annotation;
        let number = self.numbers.len() + 1;
        self.numbers.insert(annotation.id, number);
        let whole: Vec<BratFragment> = spans.iter().map(|span| BratFragment::of(document, span)).collect();
        let lines: Vec<BratFragment> = whole.iter().flat_map(BratFragment::lines).collect();
        let positions: Vec<String> = lines.iter().map(|f| format!("{} {}", f.start, f.end)).collect();
        let words: Vec<&str> = lines.iter().map(|f| f.words.as_str()).collect();
        let label = labels::label(&annotation.body);
        self.bounds += &format!("T{number}\t{label} {}\t{}\n", positions.join(";"), words.join(" "));
        if let Body::Quote(quote) = &annotation.body {
            self.attribute(&format!("{QUOTE_KIND} T{number} {}", labels::quote_word(quote.kind)));
            if quote.source_kind != SourceKind::Cued {
                self.attribute(&format!(
                    "{SOURCE_KIND} T{number} {}",
                    labels::source_word(quote.source_kind)
                ));
            }
        }
        if annotation.verdict == Verdict::Confirmed {
            self.attribute(&format!("{CONFIRMED} T{number}"));
        }
        if !annotation.note.is_empty() {
            self.note("AnnotatorNotes", number, &on_one_line(&annotation.note));
        }
        let details = serde_json::to_string(&AnnotationDetails::of(&spans[0]));
        self.note(DETAILS, number, &escaped(&details.expect("plain values become JSON")));
        if lines != whole {
            let whole = serde_json::to_string(&whole).expect("words and numbers become JSON");
            self.note(FRAGMENTS, number, &escaped(&whole));
        }
    }

    fn attribute(&mut self, text: &str) {
        self.attributes += 1;
        self.rest += &format!("A{}\t{text}\n", self.attributes);
    }

    fn note(&mut self, kind: &str, number: usize, text: &str) {
        self.notes += 1;
        self.rest += &format!("#{}\t{kind} T{number}\t{text}\n", self.notes);
    }
}
