//! The annotated sets: documents in the library's tokenisation with a gold tag a token.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

use pullquote::EntityKind;
use pullquote::training::entities as tagger;
use pullquote::training::learn::BioesTag;
use pullquote::{CodePointPos, OffsetMap, Span};
use pullquote::{Document, Meta, Role};
use serde::Deserialize;

use crate::data;

/// Amounts of money are found by rule and only measured.
pub const MONEY: usize = tagger::KINDS;

/// One part of one set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    pub set: Set,
    pub part: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    Worldwide,
    Gmb,
    Redocred,
    Wikigold,
    Crossner,
    Btc,
    Gum,
    Ewt,
    Wnut,
    /// Texts as other models mark them.
    Silver,
}

use Set::*;

const fn source(set: Set, part: &'static str) -> Source {
    Source { set, part }
}

pub const TRAINING: [Source; 10] = [
    source(Worldwide, "train"),
    source(Gmb, "train"),
    source(Redocred, "dev"),
    source(Redocred, "test"),
    source(Wikigold, "test"),
    source(Crossner, "train"),
    source(Crossner, "dev"),
    source(Crossner, "test"),
    source(Btc, "train"),
    source(Gum, "train"),
];

/// What models are chosen by.
pub const DEVELOPMENT: [Source; 4] =
    [source(Worldwide, "dev"), source(Gmb, "dev"), source(Ewt, "dev"), source(Wnut, "dev")];

/// Whether a document, by its place in its source, is in one of these sevenths, which `--hold-out` spares: the
/// development set of worldwide news has one article that is unlike all others and decides much.
pub fn is_held_out(source: Source, place: usize, sevenths: &[usize]) -> bool {
    source.set == Worldwide && source.part == "train" && sevenths.contains(&(place % 7))
}

impl Set {
    pub fn folder(self) -> &'static str {
        match self {
            Worldwide => "worldwide",
            Gmb => "gmb",
            Redocred => "redocred",
            Wikigold => "wikigold",
            Crossner => "crossner_politics",
            Btc => "btc_newstweets",
            Gum => "gum_other",
            Ewt => "uner_ewt",
            Wnut => "wnut17",
            Silver => "silver",
        }
    }

    /// The tagger's kind for a label of this set; `None` for labels that are left aside.
    pub fn kind(self, label: &str) -> Option<usize> {
        use tagger::{MISC, NORP, ORG, PERSON, PLACE};
        Some(match (self, label) {
            // Demonyms are places there; see `is_left_open`.
            (_, "Person" | "per" | "PER" | "person" | "politician") => PERSON,
            (_, "Organization" | "org" | "ORG" | "organization" | "organisation" | "politicalparty") => ORG,
            (_, "corporation" | "group") => ORG,
            (_, "Location" | "Facility" | "geo" | "LOC" | "location" | "place" | "country") => PLACE,
            (_, "NORP" | "gpe") => NORP,
            (Gum, "object" | "abstract") => return None,
            (_, "Product" | "Misc" | "MISC" | "eve" | "art" | "nat" | "event" | "election" | "misc") => MISC,
            (_, "product" | "creative-work") => MISC,
            (_, "Money") => MONEY,
            (Silver, "GPE" | "FAC") => PLACE,
            (Silver, "EVENT" | "WORK_OF_ART" | "PRODUCT" | "LAW" | "LANGUAGE") => MISC,
            _ => return None,
        })
    }

    /// The kind within the tagger's kind that a label of this set says.
    pub fn finer_kind(self, label: &str) -> Option<EntityKind> {
        use EntityKind::{Event, Fac, Gpe, Law, Loc, Product, Work};
        Some(match (self, label) {
            (Silver, "GPE") | (Crossner, "country") => Gpe,
            (Silver, "LOC") => Loc,
            (Silver, "FAC") | (Worldwide, "Facility") => Fac,
            (Silver, "EVENT") | (Gmb, "eve") | (Crossner, "event" | "election") => Event,
            (Silver, "WORK_OF_ART") | (Wnut, "creative-work") => Work,
            (Silver, "LAW") => Law,
            (Silver, "PRODUCT") | (Worldwide, "Product") | (Wnut, "product") => Product,
            _ => return None,
        })
    }

    /// Whether the set's habits differ so much that they are learned apart.
    pub fn is_peculiar(self) -> bool {
        matches!(self, Gmb | Btc | Gum)
    }

    /// Kinds that the set does not mark, or marks as something else: their absence says nothing.
    pub fn leaves_open(self, kind: usize) -> bool {
        use tagger::{MISC, NORP};
        match self {
            Worldwide | Silver => false,
            _ if kind == MONEY => true,
            Gmb => kind == MISC,
            Wikigold => kind == NORP,
            Redocred | Crossner | Btc | Gum | Ewt | Wnut => matches!(kind, NORP | MISC),
        }
    }
}

/// An annotated document.
pub struct Record {
    pub id: String,
    pub set: Set,
    pub document: Document,
    /// A tag a token, as the tagger's.
    pub gold: Vec<u8>,
    /// Entities of the labels that are scored, as the set has them.
    pub entities: Vec<(Span, usize)>,
    /// Those whose label says more than the tagger's kind.
    pub finer: Vec<(Span, EntityKind)>,
    /// The paragraphs that are to be learned from, where not all are.
    pub only: Option<Vec<Span>>,
    /// What a larger model makes of each token, where it has read the text.
    pub taught: Option<Vec<Opinion>>,
}

/// The probabilities that a token begins a name, or goes on with one, of each kind, in the order of the kinds.
pub type Opinion = [[f32; 2]; tagger::KINDS];

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    #[serde(default)]
    entities: Vec<Marked>,
}

#[derive(Clone, Deserialize)]
struct Marked {
    start: u32,
    end: u32,
    label: String,
}

/// Sentences of one article stand in a row in the sets that give sentences; so many are taken for an article.
const SENTENCES_TOGETHER: usize = 12;

/// News that another model has marked: a file of marks (see tools/lab/silver/mark.py) and the texts they speak of.
pub fn read_silver(data: &Path, marks: &Path) -> Result<Vec<Record>, Box<dyn Error>> {
    read_spoken_of(data, marks, |id, text, fields| {
        let row = Row { id, text, entities: silver_marks(fields.split('\t'))? };
        Ok(record(row, Silver))
    })
}

/// Texts with what a larger model makes of their words: a file of probabilities (see tools/lab/silver/teach.py) and
/// the texts that they speak of.
pub fn read_taught(data: &Path, probabilities: &Path) -> Result<Vec<Record>, Box<dyn Error>> {
    read_spoken_of(data, probabilities, |id, text, fields| {
        let mut record = assemble(id, Silver, text, vec![]);
        record.taught = Some(opinions(&record.document, fields.split('\t'))?);
        Ok(record)
    })
}

/// What the lines of a file (the path of a set, the id of a text, fields) make of the texts that they speak of.
fn read_spoken_of(
    data: &Path,
    file: &Path,
    read: impl Fn(String, String, &str) -> Result<Record, Box<dyn Error>>,
) -> Result<Vec<Record>, Box<dyn Error>> {
    let mut texts: HashMap<String, HashMap<String, String>> = HashMap::new();
    let mut records = vec![];
    for line in data::lines(file)? {
        let mut parts = line.splitn(3, '\t');
        let [set, id, fields] = std::array::from_fn(|_| parts.next().unwrap_or(""));
        if !texts.contains_key(set) {
            let rows = rows(data, set)?;
            texts.insert(set.to_string(), rows.into_iter().map(|row| (row.id, row.text)).collect());
        }
        let text = texts[set].get(id).ok_or_else(|| format!("{set} has no article {id}"))?.clone();
        records.push(read(id.to_string(), text, fields)?);
    }
    Ok(records)
}

/// Each field is the distance from the start of the last word that may be of a name, and its probabilities in
/// fifteenths.
fn opinions<'a>(
    document: &Document,
    fields: impl Iterator<Item = &'a str>,
) -> Result<Vec<Opinion>, Box<dyn Error>> {
    let offsets = OffsetMap::new(document.text());
    let mut opinions = vec![Opinion::default(); document.tokens().len()];
    let mut at = 0;
    for field in fields.filter(|field| !field.is_empty()) {
        let wrong = || format!("{field} is no opinion");
        let digits = field.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        at += field[..digits].parse::<u32>()?;
        let start = offsets.from_code_point(document.text(), CodePointPos(at)).ok_or_else(wrong)?.index();
        let mut opinion = Opinion::default();
        for pair in field.as_bytes()[digits..].chunks(2) {
            let &[tag, probability] = pair else { return Err(wrong().into()) };
            let tag = usize::from(tag.checked_sub(b'b').ok_or_else(wrong)?);
            let probability = char::from(probability).to_digit(16).ok_or_else(wrong)? as f32 / 15.0;
            opinion.get_mut(tag / 2).ok_or_else(wrong)?[tag % 2] = probability;
        }
        // A token may be several of the larger model's words: the surest stands for it.
        let token = document.tokens_in(Span::new(start, start + 1));
        let surer =
            |a: &Opinion, b: &Opinion| a.as_flattened().iter().sum::<f32>() > b.as_flattened().iter().sum();
        if let Some(before) = opinions.get_mut(token.start).filter(|before| surer(&opinion, before)) {
            *before = opinion;
        }
    }
    Ok(opinions)
}

/// Each mark is the distance from the end of the last, a length, a label.
fn silver_marks<'a>(fields: impl Iterator<Item = &'a str>) -> Result<Vec<Marked>, Box<dyn Error>> {
    let mut end = 0;
    let mut marks = vec![];
    for field in fields.filter(|field| !field.is_empty()) {
        let parts: Vec<&str> = field.split(' ').collect();
        let [distance, length, label] = parts[..] else { return Err(format!("{field} is no mark").into()) };
        let start = end + distance.parse::<u32>()?;
        end = start + length.parse::<u32>()?;
        marks.push(Marked { start, end, label: label.to_string() });
    }
    Ok(marks)
}

/// The documents of a source.
pub fn read(data: &Path, source: Source) -> Result<Vec<Record>, Box<dyn Error>> {
    let rows = rows(data, &format!("ner/{}/{}", source.set.folder(), source.part))?;
    Ok(rows.into_iter().map(|row| record(row, source.set)).collect())
}

/// The texts of the set at a path with their ids, the sentences of one article together.
pub fn texts(data: &Path, set: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    Ok(rows(data, set)?.into_iter().map(|row| (row.id, row.text)).collect())
}

/// The rows of the set at a path, those of one article together.
fn rows(data: &Path, set: &str) -> Result<Vec<Row>, Box<dyn Error>> {
    let rows: Vec<Row> = data::rows(&data.join(format!("{set}.jsonl.gz")))?;
    let are_sentences = set == "ner/gmb/train";
    Ok(if are_sentences { rows.chunks(SENTENCES_TOGETHER).map(join).collect() } else { rows })
}

fn join(rows: &[Row]) -> Row {
    let mut joined = Row { id: rows[0].id.clone(), text: String::new(), entities: vec![] };
    let mut before = 0;
    for row in rows {
        let moved = |e: &Marked| Marked { start: e.start + before, end: e.end + before, ..e.clone() };
        joined.entities.extend(row.entities.iter().map(moved));
        joined.text.push_str(&row.text);
        joined.text.push('\n');
        before += row.text.chars().count() as u32 + 1;
    }
    joined
}

fn record(row: Row, set: Set) -> Record {
    let offsets = OffsetMap::new(&row.text);
    let at = |n| offsets.from_code_point(&row.text, CodePointPos(n));
    let finer = row.entities.iter().filter_map(|e| {
        let span = Span::new(at(e.start)?, at(e.end)?);
        Some((tagger::bare(&row.text, span), set.finer_kind(&e.label)?))
    });
    let finer = finer.collect();
    let marked = row.entities.iter().filter_map(|e| {
        let span = Span::new(at(e.start)?, at(e.end)?);
        Some((tagger::bare(&row.text, span), set.kind(&e.label)?))
    });
    let entities: Vec<(Span, usize)> = marked.filter(|(span, _)| !span.is_empty()).collect();
    Record { finer, ..assemble(row.id, set, row.text, entities) }
}

fn assemble(id: String, set: Set, text: String, entities: Vec<(Span, usize)>) -> Record {
    let document = plain_document(text);
    let mut gold = vec![0; document.tokens().len()];
    for &(span, kind) in entities.iter().filter(|e| e.1 != MONEY) {
        mark(&mut gold[document.tokens_in(span)], kind);
    }
    let mut record = Record { id, set, document, gold, entities, finer: vec![], only: None, taught: None };
    leave_demonyms_open(&mut record);
    record
}

/// The paragraphs of a record as articles of their own: what is sent to be read is not always a whole article.
pub fn paragraphs(record: &Record) -> Vec<Record> {
    let alone = |span: Span| {
        let start = span.start().index();
        let within = record.entities.iter().filter(|(entity, _)| span.covers(*entity));
        let moved = |(entity, kind): &(Span, usize)| {
            (Span::new(entity.start().index() - start, entity.end().index() - start), *kind)
        };
        let text = record.document.slice(span).to_string();
        assemble(record.id.clone(), record.set, text, within.map(moved).collect())
    };
    record.document.paragraphs().iter().map(|paragraph| alone(paragraph.span)).collect()
}

/// One paragraph in so many is written as a headline, and as one in capitals.
const HEADLINES: usize = 12;

/// The record with some paragraphs written as headlines, to be learned from once more.
pub fn with_headlines(record: &Record) -> Record {
    let (mut text, mut only) = (record.document.text().as_bytes().to_vec(), vec![]);
    for (i, paragraph) in record.document.paragraphs().iter().enumerate() {
        match (i + record.id.len()) % HEADLINES {
            0 => text[paragraph.span.range()].make_ascii_uppercase(),
            6 => capitalise_words(&mut text[paragraph.span.range()]),
            _ => continue,
        }
        only.push(paragraph.span);
    }
    let text = String::from_utf8(text).expect("only ASCII letters changed");
    let headlines = assemble(record.id.clone(), record.set, text, record.entities.clone());
    Record { only: Some(only), ..headlines }
}

/// As headlines are: small words stay small.
fn capitalise_words(text: &mut [u8]) {
    for word in text.split_mut(|b| b.is_ascii_whitespace()) {
        let stays_small = matches!(
            &*word,
            b"a" | b"an" | b"the" | b"of" | b"in" | b"on" | b"to" | b"and" | b"for" | b"at" | b"as" | b"by"
        );
        if let Some(first) = word.first_mut().filter(|_| !stays_small) {
            first.make_ascii_uppercase();
        }
    }
}

/// A document whose lines are all paragraphs, whatever their layout suggests.
fn plain_document(text: String) -> Document {
    let mut roles = vec![];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(&text);
        at += line.len();
        if !span.is_empty() {
            roles.push((span, Role::Paragraph));
        }
    }
    Document::from_stored(text, &roles, Meta::default())
}

fn mark(tags: &mut [u8], kind: usize) {
    // Two marked spans in one token: the first stands.
    if tags.is_empty() || tags.iter().any(|&tag| tag != 0) {
        return;
    }
    let last = tags.len() - 1;
    for (i, tag) in tags.iter_mut().enumerate() {
        let part = match i {
            0 if last == 0 => BioesTag::Single(kind),
            0 => BioesTag::Begin(kind),
            i if i == last => BioesTag::End(kind),
            _ => BioesTag::Inside(kind),
        };
        *tag = part.tag() as u8;
    }
}

/// Tag of a token of which the set says nothing useful.
pub const OPEN: u8 = u8::MAX;

/// Re-DocRED marks demonyms as places, GMB faiths and parties as anything: they are left open.
fn leave_demonyms_open(record: &mut Record) {
    use tagger::{ORG, PERSON, PLACE};
    if !matches!(record.set, Redocred | Gmb) {
        return;
    }
    let doubtful = [PERSON, ORG, PLACE].map(|kind| BioesTag::Single(kind).tag() as u8);
    for i in 0..record.gold.len() {
        let doubtful = record.gold[i] == 0 || doubtful.contains(&record.gold[i]);
        if doubtful && pullquote::training::lang::is_people(record.document.word(i)) {
            record.gold[i] = OPEN;
        }
    }
}
