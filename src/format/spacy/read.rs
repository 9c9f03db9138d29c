//! Reads a `DocBin`: ours, and those of others. Nothing in it is trusted: no number of a token leads out of its document.

use std::collections::HashSet;

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use rmpv::Value;

use super::super::labelled_spans::{self, AnnotationDetails, ImportedSpan};
use super::super::{FormatError, Imported, Skipped, article_details, labels};
use super::keys::{
    BEGINS, BesideSpacy, CARRIED, ENT_ID, ENT_IOB, ENT_KB_ID, ENT_TYPE, INSIDE, ORTH, QUOTES, SENT_START,
};
use super::packed;
use super::strings::ReadStrings;
use crate::annotation::Body;

/// How deep maps and lists may stand in each other: spaCy's go three deep.
const DEEPEST: usize = 16;

/// The bytes of a number in the table of tokens, of a length, and of a span in a group.
const CELL: usize = 8;
const LENGTH: usize = 4;
const SPAN: usize = 3 * 8 + 4 * 4;

pub(super) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    let wrong = |what: &str| FormatError::whole(format!("this is no file of spaCy: {what}"));
    let bytes = packed::bytes(file).ok_or_else(|| wrong("it is not Base64"))?;
    let unpacked = decompress_to_vec_zlib_with_limit(&bytes, packed::LARGEST)
        .map_err(|_| wrong("it cannot be unpacked: it is damaged or cut off, or larger than 256 MB"))?;
    let bin = value(&unpacked).ok_or_else(|| wrong("what it contains is not MessagePack"))?;
    let bin = DocBin::of(&bin).ok_or_else(|| wrong("it has no table of tokens"))?;
    Ok(bin.documents())
}

fn value(mut bytes: &[u8]) -> Option<Value> {
    rmpv::decode::read_value_with_max_depth(&mut bytes, DEEPEST).ok()
}

fn field<'v>(map: &'v Value, name: &str) -> Option<&'v Value> {
    map.as_map()?.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, value)| value)
}

fn list<'v>(map: &'v Value, name: &str) -> &'v [Value] {
    field(map, name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

struct DocBin<'v> {
    columns: Vec<u64>,
    cells: &'v [u8],
    spaces: &'v [u8],
    lengths: &'v [u8],
    groups: &'v [Value],
    has_categories: bool,
    strings: ReadStrings,
}

impl<'v> DocBin<'v> {
    fn of(bin: &'v Value) -> Option<DocBin<'v>> {
        let columns: Vec<u64> = list(bin, "attrs").iter().map(Value::as_u64).collect::<Option<_>>()?;
        let bytes = |name: &str| field(bin, name)?.as_slice();
        let is_said = |cats: &Value| cats.as_map().is_some_and(|cats| !cats.is_empty());
        columns.contains(&ORTH).then_some(())?;
        Some(DocBin {
            columns,
            cells: bytes("tokens")?,
            spaces: bytes("spaces")?,
            lengths: bytes("lengths")?,
            groups: list(bin, "span_groups"),
            has_categories: list(bin, "cats").iter().any(is_said),
            strings: ReadStrings::new(list(bin, "strings").iter().filter_map(Value::as_str)),
        })
    }

    fn documents(&self) -> Vec<Imported> {
        let (lengths, _) = self.lengths.as_chunks::<LENGTH>();
        let width = self.columns.len() * CELL;
        let (mut cells, mut spaces) = (self.cells, self.spaces);
        let mut all = vec![];
        for (number, length) in lengths.iter().enumerate() {
            // A length that does not fit is that of what is left.
            let length = (u32::from_le_bytes(*length) as usize).min(cells.len() / width).min(spaces.len());
            let rows = cells.split_off(..length * width).unwrap_or_default();
            let blanks = spaces.split_off(..length).unwrap_or_default();
            let groups = self.groups.get(number).and_then(Value::as_slice).and_then(value);
            all.push(self.document(&DocTokens::new(self, rows, blanks), groups.as_ref()));
        }
        all
    }

    fn document(&self, tokens: &DocTokens, groups: Option<&Value>) -> Imported {
        let groups: Vec<Value> = groups.map(unpacked_groups).unwrap_or_default();
        let mut carried = carried(&groups);
        let mut reader =
            DocReader { carried: &mut carried, bin: self, tokens, found: vec![], whole: HashSet::new() };
        reader.entities();
        let lost: usize = groups.iter().map(|group| reader.group(group)).sum();
        let found = reader.found;
        let ties = carried
            .ties
            .into_iter()
            .filter_map(|[kind, from, to]| Some((labelled_spans::relation_kind(&kind)?, from, to)));
        let mut set = Imported {
            id: carried.id,
            text: Some(tokens.text.clone()),
            skipped: self.skipped(tokens, lost),
            ..Imported::default()
        };
        set.meta = article_details::read(&carried.known);
        labelled_spans::assemble(&mut set, found, ties.collect());
        set
    }

    /// What there is no place for here, told once.
    fn skipped(&self, tokens: &DocTokens, lost: usize) -> Vec<Skipped> {
        let known = [ORTH, ENT_IOB, ENT_TYPE, SENT_START, ENT_KB_ID, ENT_ID];
        let others = self.columns.iter().enumerate().filter(|(_, column)| !known.contains(column));
        let is_said = |at: usize| tokens.rows.iter().any(|row| row[at] != 0);
        let mut what = vec![];
        if others.map(|(at, _)| at).any(is_said) {
            what.push(
                "what spaCy says of words (lemmas, parts of speech, their dependencies) is not imported"
                    .to_owned(),
            );
        }
        if self.has_categories {
            what.push("the categories of the text are not imported".to_owned());
        }
        if 0 < lost {
            what.push(format!("{lost} spans are not imported: they have no place among the tokens"));
        }
        if 0 < tokens.unknown {
            what.push(format!(
                "{} words are left out: the file has numbers for them and no strings",
                tokens.unknown
            ));
        }
        what.into_iter().map(|what| Skipped { line: None, what }).collect()
    }
}

/// Each group of a document, whichever way this version of spaCy packs them.
fn unpacked_groups(groups: &Value) -> Vec<Value> {
    let keys = groups.as_map().into_iter().flatten().map(|(group, _)| group);
    let all = keys.chain(groups.as_array().into_iter().flatten());
    all.filter_map(Value::as_slice).filter_map(value).collect()
}

/// What one of our files has beside what spaCy knows.
fn carried(groups: &[Value]) -> BesideSpacy {
    let quotes = groups.iter().filter(|group| field(group, "name").and_then(Value::as_str) == Some(QUOTES));
    let carried =
        |group: &Value| serde_json::from_str(field(field(group, "attrs")?, CARRIED)?.as_str()?).ok();
    quotes.filter_map(carried).next().unwrap_or_default()
}

/// The tokens of a document, and the text that they are.
struct DocTokens {
    rows: Vec<Vec<u64>>,
    text: String,
    /// Where each begins and ends, in bytes.
    places: Vec<(usize, usize)>,
    /// The same in code points.
    points: Vec<(u32, u32)>,
    /// How many are no known strings.
    unknown: usize,
}

impl DocTokens {
    fn new(bin: &DocBin, rows: &[u8], blanks: &[u8]) -> DocTokens {
        let orth = bin.columns.iter().position(|&column| column == ORTH).unwrap_or(0);
        let mut tokens =
            DocTokens { rows: vec![], text: String::new(), places: vec![], points: vec![], unknown: 0 };
        let mut point = 0;
        for (row, &blank) in rows.chunks_exact(bin.columns.len() * CELL).zip(blanks) {
            let (cells, _) = row.as_chunks::<CELL>();
            let row: Vec<u64> = cells.iter().map(|cell| u64::from_le_bytes(*cell)).collect();
            let word = bin.strings.get(row[orth]);
            tokens.unknown += usize::from(word.is_none());
            let word = word.unwrap_or_default();
            let (start, from) = (tokens.text.len(), point);
            tokens.text.push_str(word);
            point += word.chars().count() as u32;
            tokens.places.push((start, tokens.text.len()));
            tokens.points.push((from, point));
            if blank != 0 {
                tokens.text.push(' ');
                point += 1;
            }
            tokens.rows.push(row);
        }
        tokens
    }

    fn selector(&self, first: usize, last: usize) -> Option<crate::anchor::Selector> {
        let (start, end) = (self.places.get(first)?.0, self.places.get(last)?.1);
        let words = self.text.get(start..end).filter(|words| !words.is_empty())?;
        Some(labelled_spans::selector(words, self.points[first].0, self.points[last].1))
    }
}

/// The spans of a document as far as they are read.
struct DocReader<'r, 'v> {
    carried: &'r mut BesideSpacy,
    bin: &'r DocBin<'v>,
    tokens: &'r DocTokens,
    found: Vec<ImportedSpan>,
    /// The ids of ours whose first part is read.
    whole: HashSet<String>,
}

impl DocReader<'_, '_> {
    /// `doc.ents`
    fn entities(&mut self) {
        let column = |wanted: u64| self.bin.columns.iter().position(|&column| column == wanted);
        let (Some(iob), Some(label)) = (column(ENT_IOB), column(ENT_TYPE)) else { return };
        let (name, id) = (column(ENT_KB_ID), column(ENT_ID));
        let rows = &self.tokens.rows;
        let mut at = 0;
        while at < rows.len() {
            let first = at;
            at += 1;
            let row = &rows[first];
            if row[iob] != BEGINS && (row[iob] != INSIDE || row[label] == 0) {
                continue;
            }
            while rows.get(at).is_some_and(|next| next[iob] == INSIDE && next[label] == row[label]) {
                at += 1;
            }
            let cell = |column: Option<usize>| column.map_or(0, |column| row[column]);
            self.add(first, at - 1, [row[label], cell(name), cell(id)]);
        }
    }

    /// A group of spans; how many of them have no place.
    fn group(&mut self, group: &Value) -> usize {
        let mut lost = 0;
        for span in list(group, "spans") {
            let packed = span.as_slice().and_then(|bytes| <&[u8; SPAN]>::try_from(bytes).ok());
            let long =
                |at: usize| packed.and_then(|p| p[at..].first_chunk()).map_or(0, |b| u64::from_be_bytes(*b));
            let token =
                |at: usize| packed.and_then(|p| p[at..].first_chunk()).map_or(0, |b| u32::from_be_bytes(*b));
            let (start, end) = (token(24) as usize, token(28) as usize);
            let is_placed = start < end && self.add(start, end - 1, [long(16), long(8), long(0)]);
            lost += usize::from(!is_placed);
        }
        lost
    }

    /// A span with its label, name and id; whether it has a place.
    fn add(&mut self, first: usize, last: usize, [label, name, id]: [u64; 3]) -> bool {
        let Some(selector) = self.tokens.selector(first, last) else { return false };
        let some = |number: u64| self.bin.strings.some(number).map(str::to_owned);
        let mut span = ImportedSpan {
            key: format!("span {}", self.found.len()),
            label: some(label).unwrap_or_default(),
            selectors: vec![selector],
            name: some(name),
            ..ImportedSpan::default()
        };
        if let Some(id) = some(id).filter(|id| self.carried.details.contains_key(id)) {
            if self.whole.insert(id.clone()) {
                let details = self.carried.details[&id].clone();
                span.details = Some(changed(details, &mut span.label, span.name.clone()));
                span.key = id;
            } else {
                span.part_of = Some(id);
            }
        }
        self.found.push(span);
        true
    }
}

/// What was carried along, with what was changed in spaCy.
fn changed(mut details: AnnotationDetails, label: &mut String, name: Option<String>) -> AnnotationDetails {
    match &mut details.body {
        Body::Quote(quote) => {
            if name.as_deref().unwrap_or_default() != quote.speaker.as_deref().unwrap_or_default() {
                quote.speaker = name;
            }
            if let Some(kind) = labels::quote_kind(label) {
                quote.kind = kind;
                *label = labels::label(&details.body).to_owned();
            }
        }
        Body::Entity(entity) => entity.name = name.unwrap_or_else(|| std::mem::take(&mut entity.name)),
        Body::Date(timex) => timex.value = name.unwrap_or_default(),
        Body::Speaker | Body::Cue | Body::Note => {}
    }
    details
}
