//! Reads JSON lines, ours and those that another program made in the same shape.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::super::import::{UNNAMED_IDS, readable};
use super::super::{FormatError, Imported, ImportedAnnotation, article_details, json, labels};
use super::span::JsonlSpan;
use crate::anchor::{Position, Selector};
use crate::annotation::{
    Body, Id, Origin, Quote, QuoteKind, Relation, RelationKind, SourceKind, Timex, TimexKind, Verdict, Why,
};
use crate::sorting::Sorting as _;
use crate::span::CodePointPos;

#[derive(Deserialize)]
struct JsonlLine {
    id: Option<json::JsonId>,
    /// Not written here. Where another program adds it, the set can be placed in an edited article, too.
    text: Option<String>,
    #[serde(default)]
    quotes: Vec<JsonlQuoteInput>,
    #[serde(default)]
    entities: Vec<JsonlEntityInput>,
    #[serde(default)]
    dates: Vec<JsonlDateInput>,
    /// What else it says of the article.
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

/// A passage, with what files of this version say beside its place.
#[derive(Deserialize)]
struct JsonlPassage {
    #[serde(flatten)]
    place: JsonlSpan,
    id: Option<json::JsonId>,
    #[serde(default)]
    words: String,
    confidence: Option<f32>,
    #[serde(default)]
    checked: bool,
}

#[derive(Deserialize)]
struct JsonlQuoteInput {
    #[serde(flatten)]
    passage: JsonlPassage,
    kind: QuoteKind,
    #[serde(default)]
    source_kind: SourceKind,
    #[serde(default)]
    is_question: bool,
    speaker: Option<JsonlPassage>,
    speaker_name: Option<String>,
    cue: Option<JsonlPassage>,
    group: Option<json::JsonId>,
    /// What cannot be read counts as not said.
    source_check: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct JsonlEntityInput {
    #[serde(flatten)]
    passage: JsonlPassage,
    label: String,
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct JsonlDateInput {
    #[serde(flatten)]
    passage: JsonlPassage,
    #[serde(rename = "type")]
    kind: TimexKind,
    value: String,
}

/// The sets of a file, one a line.
pub(super) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    let lines = file.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    readable(lines.map(|(line, number)| {
        let line: JsonlLine = serde_json::from_str(line).map_err(|e| json::error(&e, number - 1))?;
        Ok(imported(line))
    }))
}

fn imported(mut line: JsonlLine) -> Imported {
    let mut set = Imported { id: line.id.map(|id| id.to_string()), ..Imported::default() };
    set.meta = article_details::read(&line.rest);
    let text = line.text.as_deref().map(|text| text.chars().collect());
    let mut reader = JsonlReader { text, set, shared: HashMap::new(), known: HashSet::new() };
    let mut groups: HashMap<String, usize> = HashMap::new();
    for quote in line.quotes {
        let group = quote.group.as_ref().map(json::JsonId::to_string);
        match group.as_ref().and_then(|g| groups.get(g)) {
            Some(&index) => {
                let selector = reader.selector(&quote.passage);
                reader.set.annotations[index].selectors.push(selector);
            }
            None => {
                let index = reader.quote(quote);
                groups.extend(group.map(|g| (g, index)));
            }
        }
    }
    line.entities.order_by_key(|entity| (entity.passage.place.end, entity.passage.place.start));
    let mut dates: Vec<JsonlSpan> = line.dates.iter().map(|d| d.passage.place).collect();
    dates.order_by_key(|date| (date.end, date.start));
    for mut date in line.dates {
        // In files of earlier versions dates have no confidence but in their names.
        let place = date.passage.place;
        let next = line.entities.partition_point(|entity| entity.passage.place.end <= place.start);
        let name = line.entities.get(next).filter(|entity| entity.passage.place.start < place.end);
        date.passage.confidence = date.passage.confidence.or(name.and_then(|name| name.passage.confidence));
        reader.add(&date.passage, Body::Date(Timex { kind: date.kind, value: date.value }));
    }
    for entity in line.entities {
        // The name of a date is made of the date: of "early Tuesday morning" it is the day.
        let is_date = matches!(labels::body(&entity.label, ""), Some(Body::Date(_)));
        let place = entity.passage.place;
        let next = dates.partition_point(|date| date.end <= place.start);
        if !is_date || dates.get(next).is_none_or(|date| place.end <= date.start) {
            reader.entity(entity);
        }
    }
    let mut set = reader.set.with_unique_ids().numbered();
    set.text = line.text;
    set
}

/// The set as far as it is read.
struct JsonlReader {
    text: Option<Vec<char>>,
    set: Imported,
    /// Speakers and cues that several quotations share.
    shared: HashMap<(JsonlSpan, RelationKind), Id>,
    /// The ids of ours that are taken.
    known: HashSet<Id>,
}

impl JsonlReader {
    fn selector(&self, passage: &JsonlPassage) -> Selector {
        let JsonlSpan { start, end } = passage.place;
        let words = self.text.as_ref().and_then(|text| text.get(start as usize..end as usize));
        Selector {
            exact: words.map_or_else(|| passage.words.clone(), String::from_iter),
            position: Some(Position::CodePoints(CodePointPos(start), CodePointPos(end))),
            ..Selector::default()
        }
    }

    /// Adds what the file says of a passage. It is confirmed only where the file says that somebody checked it.
    fn add(&mut self, passage: &JsonlPassage, body: Body) -> Id {
        let own = passage.id.as_ref().and_then(own_id);
        self.known.extend(own);
        let id = own.unwrap_or(Id::new(UNNAMED_IDS + self.set.annotations.len() as u64));
        let mut annotation = ImportedAnnotation::new(id, vec![self.selector(passage)], body);
        annotation.unstated.id = own.is_none();
        if passage.checked {
            annotation.unstated.verdict = false;
        } else {
            // The lines do not say why; a program made them.
            let confidence = passage.confidence.unwrap_or(UNSURE).clamp(0.0, 1.0);
            annotation.origin = Origin::Machine { confidence, why: Why::Model };
            annotation.verdict = Verdict::Open;
            annotation.unstated.origin = passage.confidence.is_none_or(|c| 1.0 <= c);
        }
        self.set.annotations.push(annotation);
        id
    }

    /// The index of the quotation.
    fn quote(&mut self, mut quote: JsonlQuoteInput) -> usize {
        let finding = quote.source_check.take().and_then(|said| serde_json::from_value(said).ok());
        let body = Body::Quote(Quote {
            kind: quote.kind,
            speaker: quote.speaker_name,
            source_kind: quote.source_kind,
            is_question: quote.is_question,
        });
        // Our own groups are the quotations' ids.
        let passage = JsonlPassage { id: quote.group, ..quote.passage };
        let index = self.set.annotations.len();
        let from = self.add(&passage, body);
        self.set.annotations[index].finding = finding;
        let speaker = quote.speaker.map(|p| (p, RelationKind::SpokenBy, Body::Speaker));
        let cue = quote.cue.map(|p| (p, RelationKind::CuedBy, Body::Cue));
        for (mention, kind, body) in speaker.into_iter().chain(cue) {
            let place = mention.place;
            let known = mention.id.as_ref().and_then(own_id).filter(|id| self.known.contains(id));
            let to = match known.or_else(|| self.shared.get(&(place, kind)).copied()) {
                Some(id) => id,
                None => self.add(&JsonlPassage { confidence: passage.confidence, ..mention }, body),
            };
            self.shared.insert((place, kind), to);
            self.set.relations.push(Relation { kind, from, to });
        }
        index
    }

    fn entity(&mut self, entity: JsonlEntityInput) {
        // As in all formats, a label without a meaning here is the tag of a note.
        let body = labels::body(&entity.label, &entity.name);
        let tag = if body.is_none() { Some(entity.label) } else { None };
        let index = self.set.annotations.len();
        self.add(&entity.passage, body.unwrap_or(Body::Note));
        self.set.annotations[index].tags.extend(tag);
    }
}

/// The confidence of what a program made without saying how sure it is.
const UNSURE: f32 = 0.5;

fn own_id(id: &json::JsonId) -> Option<Id> {
    id.to_string().parse().ok().filter(|id: &Id| id.number() < UNNAMED_IDS)
}
