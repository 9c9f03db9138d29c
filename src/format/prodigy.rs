//! JSON lines as spaCy and Prodigy have them: text, tokens, labelled spans over tokens, relations between them.
//! Positions count code points; the end is exclusive, but `token_end` is inclusive.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::import::readable;
use super::json::{self, position};
use super::labelled_spans::{self, AnnotationDetails, ImportedSpan, KeyedRelation, LabelledSpan};
use super::spec::{FileStart, FormatCodec, FormatSpec, LOSES_REJECTED, SeveralArticles, no_companions};
use super::{FormatError, Imported, Skipped, article_details, gate, labels, labelstudio, spacy_training};
use crate::annotation::{AnnotationSet, Verdict};
use crate::document::Document;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "prodigy",
    label: "spaCy and Prodigy (JSON lines)",
    extension: "jsonl",
    own_endings: &[],
    media_type: "application/jsonl",
    leaves_out: LOSES_REJECTED,
    several_articles: SeveralArticles::Appended,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec {
    companion_files: no_companions,
    detect: |file| is_training(file) || is_task(file) && !is_own_of_doccano(file),
    write,
    read,
};

/// What spaCy was trained on before it had files of its own.
fn is_training(file: &FileStart) -> bool {
    let of_spacy = |value| spacy_training::is_pair(value) || spacy_training::is_document(value);
    file.first_json().is_some_and(of_spacy)
}

/// Where doccano has the spans, whatever its version; Prodigy has `spans` alone.
const SPANS: [&str; 5] = ["spans", "entities", "label", "labels", "annotations"];

/// A task of Prodigy or doccano: a text with any of the keys that they have for spans.
fn is_task(file: &FileStart) -> bool {
    if file.has_key("annotation_sets") {
        return file.has_key("text"); // GATE's.
    }
    let keys = SPANS.iter().chain(&["tokens", "relations"]);
    let has_tokens = file.has_key("tokens") && file.has_key("spans");
    let has_text = has_tokens || TEXTS.iter().any(|key| file.json_value(key).is_some_and(Value::is_string));
    let has_spans = has_text && keys.into_iter().any(|key| file.has_key(key));
    has_spans && !file.has_key("quotes") && !labelstudio::is_small(file)
}

/// Whether Pullquote wrote the file for doccano.
pub(super) fn is_own_of_doccano(file: &FileStart) -> bool {
    is_task(file) && file.json_value("pullquote").is_some_and(|own| own["entities"].is_array())
}

/// One line, with its line break.
fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let all = labelled_spans::spans(document, set);
    let spans: HashMap<String, Value> = all.iter().map(|s| (s.key(), span(document, s))).collect();
    let relations: Vec<Value> = labelled_spans::relations(set)
        .filter_map(|relation| {
            let (from, to) = (relation.from.to_string(), relation.to.to_string());
            let (head, child) = (&spans[&from], &spans[&to]);
            Some(json!({
                "head": head.get("token_end")?,
                "child": child.get("token_end")?,
                "head_span": bare(head),
                "child_span": bare(child),
                "label": labelled_spans::relation_word(relation.kind).to_uppercase(),
            }))
        })
        .collect();
    let own_relations: Vec<_> = labelled_spans::relations(set)
        .map(|r| [labelled_spans::relation_word(r.kind).to_owned(), r.from.to_string(), r.to.to_string()])
        .collect();
    let mut line = json!({
        "text": document.text(),
        "tokens": tokens(document),
        "spans": all.iter().map(|s| spans[&s.key()].clone()).collect::<Vec<_>>(),
        "relations": relations,
        "meta": article_details::with_id(id, document.meta()),
        // Prodigy adds an answer: it says that somebody has looked at the task.
        "pullquote": { "ties": own_relations, "unanswered": true },
    })
    .to_string();
    line.push('\n');
    line
}

fn tokens(document: &Document) -> Vec<Value> {
    let at = |pos| document.to_code_point(pos).map_or(0, |p| p.0);
    let text = document.text();
    let tokens = document.tokens().iter().enumerate();
    tokens
        .map(|(id, token)| {
            let blank = text[token.span.end().index()..].starts_with(char::is_whitespace);
            json!({
                "text": document.slice(token.span),
                "start": at(token.span.start()),
                "end": at(token.span.end()),
                "id": id,
                "ws": blank,
            })
        })
        .collect()
}

fn span(document: &Document, labelled: &LabelledSpan) -> Value {
    let tokens = document.tokens_in(labelled.span);
    let mut span = json!({
        "start": labelled.start,
        "end": labelled.end,
        "label": labels::label(&labelled.annotation.body),
        "id": labelled.key(),
    });
    if !tokens.is_empty() {
        span["token_start"] = tokens.start.into();
        span["token_end"] = (tokens.end - 1).into();
    }
    if labelled.part == 0 {
        span["pullquote"] =
            serde_json::to_value(AnnotationDetails::of(labelled)).expect("plain values become JSON");
    } else {
        span["part_of"] = labelled.annotation.id.to_string().into();
    }
    span
}

/// A span without what is carried along.
fn bare(span: &Value) -> Value {
    let mut span = span.clone();
    if let Some(fields) = span.as_object_mut() {
        fields.retain(|key, _| !["pullquote", "part_of", "id"].contains(&key.as_str()));
    }
    span
}

/// The tasks of a file, or what spaCy was trained on: one a line, or the items of an array.
pub(super) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    if let Some(list) = file.trim_start().strip_prefix('[') {
        let whole = serde_json::from_str::<&RawValue>(file);
        if !list.trim_start().starts_with('"') {
            let items = json::items(file, whole.map_err(|e| json::error(&e, 0))?)?.into_iter();
            return readable(items.map(|(line, item)| task(item.get(), line)));
        }
        // A list that begins with a text is a pair, and others may stand in the lines below it.
        if let Ok(pair) = whole {
            return task(pair.get(), 1).map(|set| vec![set]);
        }
    }
    let lines = file.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    readable(lines.map(|(line, number)| task(line, number)))
}

fn task(json: &str, line: usize) -> Result<Imported, FormatError> {
    article(&serde_json::from_str(json).map_err(|e| json::error(&e, line - 1))?, line)
}

/// Where a task has its text: `data` in what doccano exports.
const TEXTS: [&str; 2] = ["text", "data"];

fn article(value: &Value, line: usize) -> Result<Imported, FormatError> {
    if let Some(document) = gate::article(value) {
        return Ok(document);
    }
    if spacy_training::is_document(value) {
        return Ok(spacy_training::document(value, line));
    }
    if spacy_training::is_pair(value) {
        return article(&spacy_training::task_of_pair(value), line);
    }
    let Some(text) = text(value) else {
        return Err(FormatError::at_line(line, "not a task of Prodigy: it has no \"text\""));
    };
    let chars: Vec<char> = text.chars().collect();
    let mut set = Imported {
        id: [&value["meta"]["id"], &value["id"]].into_iter().find_map(name),
        text: Some(text.clone()),
        ..Imported::default()
    };
    set.meta = article_details::of_value(&value["meta"]);
    // A task may have one of the keys with nothing in it.
    let lists = || SPANS.iter().filter_map(|key| value.get(key)).filter(|list| list.is_array());
    let spans = lists().find(|list| **list != json!([])).or_else(|| lists().next());
    let mut found = vec![];
    for (span, number) in json::each(spans).into_iter().zip(0..) {
        match imported_span(span, number, &chars) {
            Some(span) => found.push(span),
            None => set.skipped.push(Skipped {
                line: Some(line),
                what: format!("span {span} is not imported: it has no position in the text"),
            }),
        }
    }
    give_back_to_entities(&mut found, &value["pullquote"]["entities"]);
    let relations = relations(value, &found, line, &mut set.skipped);
    let rejected = answered(value, line, &mut found, &mut set.skipped);
    labelled_spans::assemble(&mut set, found, relations);
    for annotation in set.annotations.iter_mut().filter(|_| rejected) {
        (annotation.verdict, annotation.unstated.verdict) = (Verdict::Rejected, false);
    }
    // doccano's comments stand with the whole text.
    for comment in json::strings(value.get("Comments").or(value.get("comments"))) {
        let what = format!(
            "the comment {comment:?} on the whole text is not imported: Pullquote comments on passages"
        );
        set.skipped.push(Skipped { line: Some(line), what });
    }
    Ok(set)
}

/// The text of a task. Tasks without one have it in their tokens, which say whether a blank follows.
fn text(value: &Value) -> Option<String> {
    if let Some(text) = TEXTS.iter().find_map(|key| value[key].as_str()) {
        return Some(text.to_owned());
    }
    let mut text = String::new();
    let mut at = 0;
    for token in value["tokens"].as_array().filter(|tokens| !tokens.is_empty())? {
        let word = token["text"].as_str()?;
        if let Some(start) = position(token.get("start")) {
            text.extend(std::iter::repeat_n(' ', start.saturating_sub(at).min(LONGEST_GAP) as usize));
            at = at.max(start);
        }
        text.push_str(word);
        at += word.chars().count() as u32;
        // Where positions are missing the sign of a blank counts.
        if token["ws"] == true && token.get("start").is_none() {
            text.push(' ');
            at += 1;
        }
    }
    Some(text)
}

/// How many blanks stand between two tokens, at most: no file may make a text of a billion of them.
const LONGEST_GAP: u32 = 1 << 10;

/// What the answer of Prodigy's reader says of the spans; whether all of them are wrong.
fn answered(value: &Value, line: usize, found: &mut Vec<ImportedSpan>, skipped: &mut Vec<Skipped>) -> bool {
    match value["answer"].as_str() {
        // In files of earlier versions it was there before anybody answered.
        Some("accept") => {
            let was_asked = value.get("pullquote").is_none_or(|own| own["unanswered"] == true);
            found.iter_mut().for_each(|span| span.checked = was_asked);
            false
        }
        // A question about one span: it is wrong. Of several it is not known which.
        Some("reject") if found.len() == 1 => true,
        Some("reject") => {
            if !found.is_empty() {
                let what = format!(
                    "the task was rejected, and nothing says which of its {} spans are wrong: none is imported",
                    found.len()
                );
                skipped.push(Skipped { line: Some(line), what });
                found.clear();
            }
            false
        }
        Some("ignore") => {
            // Nobody has decided.
            for span in found.iter_mut().filter(|span| span.details.is_none()) {
                span.confidence = Some(0.5);
            }
            false
        }
        _ => false,
    }
}

fn imported_span(span: &Value, number: usize, text: &[char]) -> Option<ImportedSpan> {
    let field = |key: &str, index: usize| span.get(key).or_else(|| span.get(index));
    let start = position(field("start", 0).or(span.get("start_offset")))?;
    let end = position(field("end", 1).or(span.get("end_offset")))?;
    let words: String = text.get(start as usize..end as usize)?.iter().collect();
    Some(ImportedSpan {
        key: span.get("id").and_then(name).unwrap_or_else(|| format!("span {number}")),
        label: field("label", 2).and_then(name).unwrap_or_default(),
        selectors: vec![labelled_spans::selector(&words, start, end)],
        details: span.get("pullquote").and_then(|f| serde_json::from_value(f.clone()).ok()),
        part_of: span.get("part_of").and_then(name),
        ..ImportedSpan::default()
    })
}

/// Stands for every label.
const ANY: &str = "";

/// doccano gives its entities other numbers and drops what it does not know of them: they are known by their places.
/// `carried` is what stands beside them.
fn give_back_to_entities(found: &mut [ImportedSpan], carried: &Value) {
    let place = |carried: &Value| {
        Some((position(carried.get("start_offset"))?, position(carried.get("end_offset"))?))
    };
    let mut alike: HashMap<_, VecDeque<&Value>> = HashMap::new();
    for carried in json::each(Some(carried)) {
        // With the label first: several may stand in one place, and one may have another label now.
        for label in [carried["label"].as_str().unwrap_or_default(), ANY] {
            alike.entry((place(carried), label.to_owned())).or_default().push_back(carried);
        }
    }
    let mut firsts: HashMap<&str, String> = HashMap::new();
    let mut taken: HashSet<&str> = HashSet::new();
    for span in found {
        let at = span.place();
        let mut next = |label: &str| {
            let list = alike.get_mut(&(at, label.to_owned()))?;
            std::iter::from_fn(|| list.pop_front())
                .find(|carried| !taken.contains(carried["key"].as_str().unwrap_or_default()))
        };
        let Some(carried) = next(&span.label).or_else(|| next(ANY)) else { continue };
        let key = carried["key"].as_str().unwrap_or_default();
        taken.insert(key);
        span.details = serde_json::from_value(carried["details"].clone()).ok();
        match key.split_once('.') {
            Some((whole, _)) => span.part_of = firsts.get(whole).cloned(),
            None => drop(firsts.insert(key, span.key.clone())),
        }
    }
}

/// Names and labels are numbers in some files.
fn name(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned).or_else(|| value.as_u64().map(|n| n.to_string()))
}

/// Ours by the spans' ids; Prodigy's by the spans' places; doccano's by its ids.
fn relations(
    value: &Value,
    found: &[ImportedSpan],
    line: usize,
    skipped: &mut Vec<Skipped>,
) -> Vec<KeyedRelation> {
    let own = json::each(value["pullquote"].get("ties")).into_iter().filter_map(|relation| {
        let word = |i: usize| relation.get(i).and_then(Value::as_str);
        Some((labelled_spans::relation_kind(word(0)?)?, word(1)?.to_owned(), word(2)?.to_owned()))
    });
    let own: Vec<_> = own.collect();
    if !own.is_empty() {
        return own;
    }
    let place = ImportedSpan::place;
    // Several spans may have one place: a name, and the words that name a speaker.
    let keys: HashMap<_, &String> =
        found.iter().rev().map(|f| ((place(f), Some(&*f.label)), &f.key)).collect();
    let any: HashMap<_, &String> = found.iter().rev().map(|f| (place(f), &f.key)).collect();
    let key_at = |span: &Value| {
        let place = Some((position(span.get("start"))?, position(span.get("end"))?));
        let label = span.get("label").and_then(Value::as_str);
        keys.get(&(place, label)).or_else(|| any.get(&place)).map(|&key| key.clone())
    };
    let mut relations = vec![];
    for relation in json::each(value.get("relations")) {
        let word = relation.get("label").or(relation.get("type")).and_then(Value::as_str).unwrap_or_default();
        let id = |key: &str| relation.get(key).and_then(Value::as_u64).map(|n| n.to_string());
        let from = relation.get("head_span").and_then(key_at).or_else(|| id("from_id"));
        let to = relation.get("child_span").and_then(key_at).or_else(|| id("to_id"));
        match (labelled_spans::relation_kind(word), from, to) {
            (Some(kind), Some(from), Some(to)) => relations.push((kind, from, to)),
            _ => skipped.push(labelled_spans::skipped_relation(Some(line), word)),
        }
    }
    relations
}
