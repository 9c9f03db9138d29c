//! Writes the tokens of an article with what is marked on them.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use serde_json::Value;

use super::super::article_details;
use super::super::cas::{self, RELATION, SPAN};
use super::cells::escaped_text;
use super::lines::{ARTICLE, CARRIED, FORMAT, LEAD, PART, TEXT};
use super::units::{Place, TokenPart, units};
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::span::Span;

pub(super) fn write(document: &Document, set: &AnnotationSet, _: &str) -> String {
    let mut grid = Grid::of(document);
    let structures = cas::feature_structures(document, set);
    let (spans, relations): (Vec<_>, Vec<_>) =
        structures.iter().skip(1).partition(|structure| structure["%TYPE"] == SPAN);
    let first_parts: HashMap<&str, &Value> =
        spans.iter().filter_map(|span| Some((span["key"].as_str()?, *span))).collect();
    spans.iter().for_each(|span| grid.add_span(span));
    for relation in &relations {
        grid.tie(
            relation["label"].as_str().unwrap_or_default(),
            number(relation, "@Governor"),
            number(relation, "@Dependent"),
        );
    }
    for part in &spans {
        let whole = part["key"].as_str().and_then(|key| key.split_once('.'));
        if let Some(first) = whole.and_then(|(whole, _)| first_parts.get(whole)) {
            grid.tie(PART, number(part, "%ID"), number(first, "%ID"));
        }
    }
    grid.written(document)
}

fn number(structure: &Value, key: &str) -> usize {
    structure[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or_default()
}

fn place(structure: &Value) -> Place {
    let at = |key: &str| structure[key].as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
    (at("begin"), at("end"))
}

/// What stands in the columns of one token, or of a part of one.
#[derive(Default)]
struct Cells {
    /// Labels with their numbers.
    spans: Vec<String>,
    /// Labels of relations, each with where it comes from: the span's number, and this one's.
    ties: Vec<(String, usize, usize)>,
}

/// The tokens with their cells.
struct Grid {
    tokens: Vec<Place>,
    whole: Vec<Cells>,
    parts: BTreeMap<usize, BTreeMap<Place, Cells>>,
    /// The first unit of each span, by its number.
    first: HashMap<usize, TokenPart>,
    /// The lines that carry along what no column holds, by the token where the span begins.
    carried: BTreeMap<usize, Vec<String>>,
    has_ties: bool,
}

impl Grid {
    fn of(document: &Document) -> Grid {
        let at = |pos| document.to_utf16(pos).map_or(0, |p| p.0);
        let tokens: Vec<Place> =
            document.tokens().iter().map(|token| (at(token.span.start()), at(token.span.end()))).collect();
        let whole = tokens.iter().map(|_| Cells::default()).collect();
        let (parts, carried) = (BTreeMap::new(), BTreeMap::new());
        Grid { tokens, whole, parts, first: HashMap::new(), carried, has_ties: false }
    }

    fn cells(&mut self, unit: TokenPart) -> &mut Cells {
        match unit.part {
            None => &mut self.whole[unit.token],
            Some(part) => self.parts.entry(unit.token).or_default().entry(part).or_default(),
        }
    }

    fn add_span(&mut self, span: &Value) {
        let (number, (begin, end)) = (number(span, "%ID"), place(span));
        let all = units(&self.tokens, (begin, end));
        let Some(&first) = all.first() else { return };
        let text = |key: &str| span[key].as_str().unwrap_or_default();
        // Every span has its number, which is that of the CAS: so relations and our own lines can name it.
        let cell = format!("{}[{number}]", text("label"));
        for unit in all {
            self.cells(unit).spans.push(cell.clone());
        }
        self.first.insert(number, first);
        let line = format!("{CARRIED}{number} {} {begin}-{end} {}", text("key"), text("facts"));
        self.carried.entry(first.token).or_default().push(line.trim_end().to_owned());
    }

    /// Relations stand where they lead to.
    fn tie(&mut self, label: &str, from: usize, to: usize) {
        if let (Some(_), Some(&target)) = (self.first.get(&from), self.first.get(&to)) {
            self.cells(target).ties.push((label.to_owned(), from, to));
            self.has_ties = true;
        }
    }

    fn written(&self, document: &Document) -> String {
        let mut out = format!("{FORMAT}3\n");
        if !self.first.is_empty() {
            let _ = writeln!(out, "#T_SP={SPAN}|label");
        }
        if self.has_ties {
            let _ = writeln!(out, "#T_RL={RELATION}|label|BT_{SPAN}");
        }
        out.push('\n');
        let names = self.names(document);
        let sentences: Vec<_> = document.sentences().iter().filter(|s| !s.tokens.is_empty()).collect();
        for (at, sentence) in sentences.iter().enumerate() {
            let start = document.tokens()[sentence.tokens.start].span.start();
            let next = sentences.get(at + 1).map(|next| document.tokens()[next.tokens.start].span.start());
            let end = next.map_or(document.text().len(), |pos| pos.index());
            out.push('\n');
            // White space between sentences belongs to the one before it: readers fill gaps as they like.
            for line in document.slice(Span::new(start.index(), end)).split('\n') {
                let _ = writeln!(out, "{TEXT}{}", escaped_text(line));
            }
            if at == 0 && start.index() != 0 {
                let lead = &document.text()[..start.index()];
                let _ = writeln!(out, "{CARRIED}{LEAD}{}", escaped_text(lead));
            }
            let known = article_details::fields(document.meta());
            if at == 0 && !known.is_empty() {
                let known = serde_json::to_string(&known).expect("texts become JSON");
                let _ = writeln!(out, "{CARRIED}{ARTICLE}{known}");
            }
            for (_, lines) in self.carried.range(sentence.tokens.clone()) {
                lines.iter().for_each(|line| out.extend([line, "\n"]));
            }
            for token in sentence.tokens.clone() {
                self.token(document, token, &names, &mut out);
            }
        }
        out
    }

    /// `1-2` for each token: its sentence and its place in it, counted from 1.
    fn names(&self, document: &Document) -> Vec<String> {
        let sentences = document.sentences().iter().filter(|s| !s.tokens.is_empty());
        let names = (1..)
            .zip(sentences)
            .flat_map(|(sentence, s)| (1..=s.tokens.len()).map(move |token| format!("{sentence}-{token}")));
        names.collect()
    }

    fn token(&self, document: &Document, token: usize, names: &[String], out: &mut String) {
        let (begin, end) = self.tokens[token];
        let words = document.slice(document.tokens()[token].span);
        let line = format!("{}\t{begin}-{end}\t{}", names[token], on_one_line(words));
        self.row(&line, &self.whole[token], names, out);
        let units: Vec<u16> = words.encode_utf16().collect();
        for (number, (&(from, to), cells)) in (1..).zip(self.parts.get(&token).into_iter().flatten()) {
            let part = units.get((from - begin) as usize..(to - begin) as usize).unwrap_or_default();
            let part = on_one_line(&String::from_utf16_lossy(part));
            self.row(&format!("{}.{number}\t{from}-{to}\t{part}", names[token]), cells, names, out);
        }
    }

    fn row(&self, start: &str, cells: &Cells, names: &[String], out: &mut String) {
        out.extend([start, "\t"]);
        let mut column = |values: Vec<String>| {
            let cell = if values.is_empty() { "_".to_owned() } else { values.join("|") };
            out.extend([&cell, "\t"]);
        };
        if !self.first.is_empty() {
            column(cells.spans.clone());
        }
        if self.has_ties {
            column(cells.ties.iter().map(|(label, ..)| label.clone()).collect());
            let source = |from, to| format!("{}[{from}_{to}]", self.name_of(self.first[&from], names));
            column(cells.ties.iter().map(|&(_, from, to)| source(from, to)).collect());
        }
        out.push('\n');
    }

    fn name_of(&self, unit: TokenPart, names: &[String]) -> String {
        let parts = self.parts.get(&unit.token);
        let number = unit.part.and_then(|part| Some(1 + parts?.keys().position(|&known| known == part)?));
        let whole = &names[unit.token];
        number.map_or_else(|| whole.clone(), |number| format!("{whole}.{number}"))
    }
}

/// Words for people: readers take them from the text above.
fn on_one_line(words: &str) -> String {
    words.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }).collect()
}
