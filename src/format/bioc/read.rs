//! Reads collections of BioC and lines of its documents: ours, and those of others.

use serde_json::Value;
use serde_json::value::RawValue;

use super::super::import::readable;
use super::super::json::{self, position};
use super::super::labelled_spans::{self, ImportedSpan, KeyedRelation};
use super::super::{FormatError, Imported, Skipped, article_details};
use super::infons::{CARRIED, KIND, NOTE};

/// A collection, an array of documents, or a document a line.
pub(super) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    match serde_json::from_str::<&RawValue>(file) {
        Ok(whole) => {
            let items = json::items(file, whole)?.into_iter();
            let all = items.flat_map(|(line, item)| match parsed(item.get(), line) {
                Ok(value) => documents(value).into_iter().map(|one| article(&one, line)).collect(),
                Err(error) => vec![Err(error)],
            });
            readable(all)
        }
        Err(whole) => {
            let lines = file.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
            let read = readable(lines.map(|(line, number)| article(&parsed(line, number)?, number)));
            // Where no line can be read by itself, it is no file of lines.
            read.map_err(|error| {
                if file.trim_end().contains('\n') && error.line == Some(1) {
                    json::error(&whole, 0)
                } else {
                    error
                }
            })
        }
    }
}

fn parsed(json: &str, line: usize) -> Result<Value, FormatError> {
    serde_json::from_str(json).map_err(|e| json::error(&e, line - 1))
}

fn documents(mut value: Value) -> Vec<Value> {
    match value["documents"].take() {
        Value::Array(documents) => documents,
        _ => vec![value],
    }
}

fn article(document: &Value, line: usize) -> Result<Imported, FormatError> {
    if !document["passages"].is_array() {
        return Err(FormatError::at_line(line, "not a document of BioC: it has no list of \"passages\""));
    }
    let mut reader = BiocReader { line, ..BiocReader::default() };
    for passage in json::each(document.get("passages")) {
        reader.passage(passage);
        json::each(passage.get("sentences")).into_iter().for_each(|sentence| reader.passage(sentence));
    }
    reader.annotations(document, (0, 0));
    let BiocReader { chars, found, relations, skipped, .. } = reader;
    let id =
        document["id"].as_str().map(str::to_owned).or_else(|| document["id"].as_u64().map(|n| n.to_string()));
    let mut set = Imported { id, text: Some(chars.into_iter().collect()), skipped, ..Imported::default() };
    set.meta = article_details::of_value(&document["infons"]);
    labelled_spans::assemble(&mut set, found, relations);
    Ok(set)
}

/// A document as far as it is read.
#[derive(Default)]
struct BiocReader {
    line: usize,
    chars: Vec<char>,
    found: Vec<ImportedSpan>,
    relations: Vec<KeyedRelation>,
    skipped: Vec<Skipped>,
}

/// How many characters may lie between two passages: no file may make a text of a billion blanks.
const LONGEST_GAP: usize = 1 << 10;

impl BiocReader {
    /// A passage or a sentence: its text stands where it says, or else behind the text before it.
    fn passage(&mut self, passage: &Value) {
        let offset = position(passage.get("offset")).unwrap_or(0);
        if let Some(text) = passage["text"].as_str() {
            let gap = (offset as usize).checked_sub(self.chars.len()).filter(|&gap| gap <= LONGEST_GAP);
            let is_first = self.chars.is_empty();
            // Passages are paragraphs.
            match gap {
                Some(gap) if is_first => self.chars.extend(std::iter::repeat_n(' ', gap)),
                Some(gap) => self.chars.extend(std::iter::repeat_n('\n', gap)),
                None if !is_first => self.chars.push('\n'),
                None => {}
            }
            let begin = self.chars.len();
            self.chars.extend(text.chars());
            self.annotations(passage, (offset, begin));
        } else {
            self.annotations(passage, (0, 0));
        }
    }

    /// The annotations and relations of a part of a document, which begins at an offset, and where that is in the text.
    fn annotations(&mut self, part: &Value, place: (u32, usize)) {
        for annotation in json::each(part.get("annotations")) {
            match self.span(annotation, place) {
                Some(span) => self.found.push(span),
                None => {
                    let what = format!(
                        "annotation {} is not imported: it has no place in the text",
                        annotation["id"]
                    );
                    self.skipped.push(Skipped { line: Some(self.line), what });
                }
            }
        }
        for relation in json::each(part.get("relations")) {
            let word = relation["infons"][KIND].as_str().unwrap_or_default();
            let nodes: Vec<&str> = json::each(relation.get("nodes"))
                .into_iter()
                .filter_map(|node| node["refid"].as_str())
                .collect();
            match (labelled_spans::relation_kind(word), &nodes[..]) {
                (Some(kind), [from, to]) => self.relations.push((kind, (*from).to_owned(), (*to).to_owned())),
                _ => self.skipped.push(labelled_spans::skipped_relation(Some(self.line), word)),
            }
        }
    }

    fn span(&self, annotation: &Value, (offset, begin): (u32, usize)) -> Option<ImportedSpan> {
        let selector = |location: &Value| {
            let start = position(location.get("offset"))?.checked_sub(offset)? as usize + begin;
            let end = start.checked_add(position(location.get("length"))? as usize)?;
            let words: String = self.chars.get(start..end)?.iter().collect();
            Some(labelled_spans::selector(&words, u32::try_from(start).ok()?, u32::try_from(end).ok()?))
        };
        let selectors =
            json::each(annotation.get("locations")).into_iter().map(selector).collect::<Option<Vec<_>>>()?;
        let infons = annotation["infons"].as_object();
        let infon = |key: &str| infons.and_then(|all| all.get(key)).and_then(Value::as_str);
        let tag = |(key, value): (&String, &Value)| {
            let value =
                value.as_str().map(str::to_owned).or_else(|| value.as_i64().map(|n| n.to_string()))?;
            (![KIND, NOTE, CARRIED].contains(&key.as_str()) && !value.is_empty())
                .then(|| format!("{key}: {value}"))
        };
        let details = infon(CARRIED).and_then(|details| serde_json::from_str(details).ok());
        (!selectors.is_empty()).then(|| ImportedSpan {
            key: annotation["id"].as_str().map_or_else(|| annotation["id"].to_string(), str::to_owned),
            label: infon(KIND).unwrap_or_default().to_owned(),
            selectors,
            note: infon(NOTE).map(str::to_owned),
            tags: infons.into_iter().flatten().filter_map(tag).collect(),
            details,
            ..ImportedSpan::default()
        })
    }
}
