//! Reads WebAnno TSV of every project: the layers become the feature structures of a CAS, and what is read of a CAS holds.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::super::{FormatError, Imported, Skipped, article_details, cas};
use super::cells::{self, disambiguated, feature, stacked};
use super::columns::{Column, ColumnKind, columns};
use super::lines::{ARTICLE, CARRIED, FORMAT, LEAD, PART, TEXT};
use super::units::{Place, snapped};
use crate::sorting::Sorting as _;

pub(super) fn read(file: &str) -> Result<Imported, FormatError> {
    let mut lines = (1..).zip(file.lines());
    let first = lines.next().map_or("", |(_, line)| line);
    if !first.starts_with(FORMAT) {
        let what =
            format!("not WebAnno TSV 3: its first line must be \"{FORMAT}3\"; export the project as that");
        return Err(FormatError::at_line(1, what));
    }
    let mut reader = TsvReader::default();
    let mut first_problem = None;
    for (number, line) in lines {
        if let Err(problem) = reader.line(line, number) {
            let problem = FormatError::at_line(number, problem.message);
            let what = format!("this line is not imported: {}", problem.message);
            reader.skipped.push(Skipped { line: Some(number), what });
            first_problem = first_problem.or(Some(problem));
        }
    }
    if let Some(problem) = first_problem.filter(|_| reader.tokens.is_empty()) {
        return Err(problem);
    }
    reader.finish()
}

/// An annotation of a span layer.
struct TsvSpan {
    place: Place,
    line: usize,
    layer: usize,
    features: Map<String, Value>,
}

/// A relation, before it is known where it comes from. Units are named as in the first column.
#[derive(Default)]
struct TsvRelation {
    line: usize,
    layer: usize,
    /// The unit that it comes from, and the number of the span there; so also for the one that it leads to.
    source: (String, Option<String>),
    target: (String, Option<String>),
    features: Map<String, Value>,
}

/// What one of our own lines carries of a span.
struct Carried {
    key: String,
    place: Option<Place>,
    facts: String,
}

#[derive(Default)]
struct TsvReader {
    columns: Vec<Column>,
    layers: Vec<String>,
    text: String,
    /// The length of the text in UTF-16 units.
    length: u32,
    /// The text of the sentence whose tokens come next.
    sentence: Option<String>,
    tokens: Vec<Place>,
    spans: Vec<TsvSpan>,
    /// The spans that have a number, by their layer and it; the first span of each unit, by its layer and name.
    numbered: HashMap<(usize, String), usize>,
    by_unit: HashMap<(usize, String), usize>,
    relations: Vec<TsvRelation>,
    carried: HashMap<String, Carried>,
    /// What stands before the first token, where a line of ours has it.
    lead: String,
    /// What is known of the article, where a line of ours has it.
    known: Map<String, Value>,
    skipped: Vec<Skipped>,
}

/// How many units may lie between two sentences: no file may make a text of a billion blanks.
const LONGEST_GAP: u32 = 1 << 14;

impl TsvReader {
    fn line(&mut self, line: &str, number: usize) -> Result<(), FormatError> {
        if let Some(layer) = line.strip_prefix("#T_") {
            let layer = columns(layer, &mut self.layers, &self.columns)?;
            if layer.iter().any(|column| column.kind == ColumnKind::Chain) {
                let name = &self.layers[layer[0].layer];
                let what =
                    format!("the chains of layer {name} are not imported: Pullquote has no such relation");
                self.skipped.push(Skipped { line: Some(number), what });
            }
            self.columns.extend(layer);
        } else if let Some(text) = line.strip_prefix(TEXT) {
            let sentence = self.sentence.get_or_insert_default();
            sentence.push_str(&cells::text(text));
            sentence.push('\n');
        } else if let Some(carried) = line.strip_prefix(CARRIED) {
            self.carry(carried);
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            self.unit(line, number)?;
        }
        Ok(())
    }

    /// `3 a1 10-20 {…}`
    fn carry(&mut self, line: &str) {
        if let Some(lead) = line.strip_prefix(LEAD) {
            self.lead = cells::text(lead);
            return;
        }
        if let Some(known) = line.strip_prefix(ARTICLE) {
            self.known = serde_json::from_str(known).unwrap_or_default();
            return;
        }
        let mut words = line.splitn(4, ' ');
        let mut word = || words.next().unwrap_or_default();
        let (number, key, place) = (word().to_owned(), word().to_owned(), self::place(word()));
        let facts = word().to_owned();
        self.carried.insert(number, Carried { key, place, facts });
    }

    /// `1-2<tab>5-7<tab>is<tab>PERSON[1]|ORG[2]<tab>…`
    fn unit(&mut self, line: &str, number: usize) -> Result<(), FormatError> {
        let cells: Vec<&str> = line.split('\t').collect();
        let (name, place) = (cells[0], cells.get(1).and_then(|cell| self::place(cell)));
        let place = place.filter(|(begin, end)| begin <= end);
        let place = place.ok_or_else(|| {
            FormatError::whole("it needs a number such as 1-2, a tab, and a place such as 5-7")
        })?;
        let expected = self.columns.len() + 3;
        if cells.len() < expected {
            let what = "columns, and the head of the file announces";
            return Err(FormatError::whole(format!("it has {} {what} {expected}", cells.len())));
        }
        if !name.contains('.') {
            self.begin_sentence(place.0)?;
            self.tokens.push(place);
        }
        let mut here =
            UnitReader { name, place, line: number, spans: HashMap::new(), relations: HashMap::new() };
        for at in 0..self.columns.len() {
            let cell = cells[at + 3];
            if cell != "_" {
                for (stack, value) in stacked(cell).into_iter().enumerate() {
                    self.value(at, stack, value, &mut here);
                }
            }
        }
        Ok(())
    }

    /// Before the first token of a sentence stands its text. What lies between sentences is filled, or is one line break.
    fn begin_sentence(&mut self, begin: u32) -> Result<(), FormatError> {
        let Some(sentence) = self.sentence.take() else { return Ok(()) };
        if begin < self.length && self.text.ends_with('\n') {
            self.text.pop();
            self.length -= 1;
        }
        let gap = begin.saturating_sub(self.length);
        if LONGEST_GAP < gap {
            let what = "characters behind the one before; export the file anew";
            return Err(FormatError::whole(format!("its sentence begins {gap} {what}")));
        }
        if self.length == 0 && self.lead.encode_utf16().count() == gap as usize {
            self.text += &self.lead;
        } else {
            self.text.extend(std::iter::repeat_n(' ', gap as usize));
        }
        self.length += gap + sentence.encode_utf16().count() as u32;
        self.text += &sentence;
        Ok(())
    }

    fn value(&mut self, column: usize, stack: usize, value: &str, here: &mut UnitReader) {
        let Column { layer, ref kind } = self.columns[column];
        match kind {
            ColumnKind::Feature(name) => {
                let (name, (value, id)) = (name.clone(), disambiguated(value));
                let at = self.span(layer, stack, id, here);
                if let (Some(name), Some(value)) = (name, feature(value)) {
                    self.spans[at].features.insert(name, value.into());
                }
            }
            ColumnKind::RelationFeature(name) => {
                let (name, value) = (name.clone(), feature(disambiguated(value).0));
                let relation = self.relation(layer, stack, here);
                relation.features.extend(value.map(|value| (name, value.into())));
            }
            ColumnKind::Source { .. } => {
                let (source, ids) = disambiguated(value);
                let ids = ids.and_then(|ids| ids.split_once('_'));
                let id = |id: &str| Some(id.to_owned()).filter(|id| id != "0");
                let (from, to) = ids.map_or((None, None), |(from, to)| (id(from), id(to)));
                let name = here.name.to_owned();
                let relation = self.relation(layer, stack, here);
                (relation.source, relation.target) = ((source.to_owned(), from), (name, to));
            }
            // A span whose slots are empty stands only here.
            ColumnKind::SlotTarget => drop(self.span(layer, stack, None, here)),
            ColumnKind::Chain => {}
        }
    }

    /// The span of a value: one that another column of the unit began, one that goes on, or a new one.
    fn span(&mut self, layer: usize, stack: usize, id: Option<&str>, here: &mut UnitReader) -> usize {
        if let Some(&at) = here.spans.get(&(layer, stack)) {
            return at;
        }
        let numbered = id.map(|id| (layer, id.to_owned()));
        let known = numbered.as_ref().and_then(|key| self.numbered.get(key)).copied();
        let at = known.unwrap_or(self.spans.len());
        match self.spans.get_mut(at) {
            Some(span) => span.place.1 = span.place.1.max(here.place.1),
            None => {
                let features = Map::new();
                self.spans.push(TsvSpan { place: here.place, line: here.line, layer, features });
            }
        }
        self.numbered.extend(numbered.map(|key| (key, at)));
        self.by_unit.entry((layer, here.name.to_owned())).or_insert(at);
        here.spans.insert((layer, stack), at);
        at
    }

    fn relation(&mut self, layer: usize, stack: usize, here: &mut UnitReader) -> &mut TsvRelation {
        let at = *here.relations.entry((layer, stack)).or_insert_with(|| {
            self.relations.push(TsvRelation { line: here.line, layer, ..TsvRelation::default() });
            self.relations.len() - 1
        });
        &mut self.relations[at]
    }

    /// The span that a relation names: by its number, or as the first on its unit.
    fn named(&self, relation: &TsvRelation, (unit, id): &(String, Option<String>)) -> Option<usize> {
        let is_its = |column: &&Column| column.layer == relation.layer;
        let attached = self.columns.iter().filter(is_its).find_map(|column| match &column.kind {
            ColumnKind::Source { layer } => Some(*layer),
            _ => None,
        })?;
        match id {
            Some(id) => self.numbered.get(&(attached?, id.clone())).copied(),
            None => self.by_unit.get(&(attached?, unit.clone())).copied(),
        }
    }

    fn finish(mut self) -> Result<Imported, FormatError> {
        if self.text.ends_with('\n') {
            self.text.pop();
        }
        let mut structures: Vec<Value> =
            self.spans.iter().enumerate().map(|(at, span)| self.structure(at, span)).collect();
        self.give_back_what_was_carried(&mut structures);
        let mut relations = vec![];
        for relation in &self.relations {
            let ends = (self.named(relation, &relation.source), self.named(relation, &relation.target));
            let is_part = relation.features.get("label").is_some_and(|label| label == PART);
            match ends {
                // Without our lines, only the relation says what belongs together.
                (Some(part), Some(whole)) if is_part => {
                    if structures[part].get("key").is_none() {
                        let whole = structures[whole]["key"]
                            .as_str()
                            .map_or_else(|| id(whole).to_string(), str::to_owned);
                        structures[part]["key"] = format!("{whole}.{part}").into();
                    }
                }
                (from, to) => relations.push(self.tie(relation, from.map(id), to.map(id))),
            }
        }
        // Parts come behind what they belong to, wherever they stand.
        let part = |key: &str| key.split_once('.').and_then(|(_, part)| part.parse().ok());
        structures.order_by_key(|structure| structure["key"].as_str().and_then(part).unwrap_or(0_usize));
        structures.extend(relations);
        structures.insert(0, json!({ "%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": self.text }));
        let mut set = cas::from_value(&json!({ "%FEATURE_STRUCTURES": structures }))?;
        set.meta = article_details::read(&self.known);
        set.skipped.splice(0..0, self.skipped);
        set.skipped.order_by_key(|skipped| skipped.line);
        Ok(set)
    }

    fn structure(&self, at: usize, span: &TsvSpan) -> Value {
        let mut structure = span.features.clone();
        structure.insert("%ID".to_owned(), id(at).into());
        structure.insert("%TYPE".to_owned(), self.layers[span.layer].clone().into());
        structure.insert(cas::LINE.to_owned(), span.line.into());
        structure.insert("begin".to_owned(), span.place.0.into());
        structure.insert("end".to_owned(), span.place.1.into());
        Value::Object(structure)
    }

    /// Our own lines say where a span stood before it was cut to tokens. Where it has moved since, the columns count.
    fn give_back_what_was_carried(&self, structures: &mut [Value]) {
        for ((layer, number), &at) in &self.numbered {
            let Some(carried) = self.carried.get(number).filter(|_| self.layers[*layer] == cas::SPAN) else {
                continue;
            };
            let structure = &mut structures[at];
            structure["key"] = carried.key.clone().into();
            if !carried.facts.is_empty() {
                structure["facts"] = carried.facts.clone().into();
            }
            let place =
                carried.place.filter(|&place| snapped(&self.tokens, place) == Some(self.spans[at].place));
            if let Some((begin, end)) = place {
                (structure["begin"], structure["end"]) = (begin.into(), end.into());
            }
        }
    }

    fn tie(&self, relation: &TsvRelation, from: Option<usize>, to: Option<usize>) -> Value {
        let mut tie = relation.features.clone();
        tie.insert("%TYPE".to_owned(), self.layers[relation.layer].clone().into());
        tie.insert(cas::LINE.to_owned(), relation.line.into());
        tie.insert("@Governor".to_owned(), from.into());
        tie.insert("@Dependent".to_owned(), to.into());
        Value::Object(tie)
    }
}

/// The text is the first of the structures, and they count from 1.
fn id(at: usize) -> usize {
    at + 2
}

/// A line of a token or of a part of one, and what began in its columns: by the layer and the place in the cell.
struct UnitReader<'l> {
    name: &'l str,
    place: Place,
    line: usize,
    spans: HashMap<(usize, usize), usize>,
    relations: HashMap<(usize, usize), usize>,
}

/// `5-7`
fn place(cell: &str) -> Option<Place> {
    let (begin, end) = cell.split_once('-')?;
    Some((begin.parse().ok()?, end.parse().ok()?))
}
