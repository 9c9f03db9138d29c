//! Reads Web Annotations: our own sets with everything in them, and those of other tools where they annotate text.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::super::import::Unstated;
use super::super::json::{self, each, includes, strings};
use super::super::{FormatError, Imported, ImportedAnnotation, Skipped, labels};
use super::rules;
use super::vocabulary::CONTEXT;
use crate::anchor::{Position, Selector};
use crate::annotation::{
    Authorship, Body, EarlierVerdict, Entity, Id, Learned, Origin, Quote, Relation, RelationKind,
    SourceFinding, Timex, TimexKind, Verdict, Why,
};
use crate::document::Meta;
use crate::span::CodePointPos;

/// One annotation, an array of them, an AnnotationPage, or an AnnotationCollection with its page in it.
#[derive(Deserialize)]
struct JsonLdRoot<'a> {
    #[serde(rename = "type", default)]
    kind: Value,
    #[serde(rename = "@context", default)]
    context: Value,
    #[serde(rename = "pq:article", default)]
    article: Value,
    #[serde(borrow)]
    items: Option<&'a RawValue>,
    #[serde(borrow)]
    first: Option<&'a RawValue>,
}

/// The set of a file of ours, or of the first page that a file of another tool annotates.
pub(in crate::format) fn read_one(file: &str) -> Result<Imported, FormatError> {
    Ok(read(file)?.into_iter().next().unwrap_or_default())
}

/// The sets of a file, one for each page that it annotates.
pub(in crate::format) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    let raw: &RawValue = serde_json::from_str(file).map_err(|e| json::error(&e, 0))?;
    let mut reader = JsonLdReader::default();
    if raw.get().starts_with('[') {
        for (line, item) in json::items(file, raw)? {
            let value = value(item, line)?;
            check_context(&value["@context"], line)?;
            reader.annotation(&value, item, line)?;
        }
        return Ok(reader.finish());
    }
    let line = json::line_of(file, raw.get());
    let root: JsonLdRoot = serde_json::from_str(raw.get()).map_err(|e| json::error(&e, line - 1))?;
    check_context(&root.context, line)?;
    reader.article(&root.article);
    match () {
        () if includes(&root.kind, "AnnotationCollection") => {
            let page =
                root.first.ok_or_else(|| without("the collection", "\"first\" with its first page", line))?;
            reader.first_page(file, page)?;
        }
        () if includes(&root.kind, "AnnotationPage") => reader.page(file, raw)?,
        () if includes(&root.kind, "Annotation") => reader.annotation(&value(raw, line)?, raw, line)?,
        () => {
            return Err(FormatError::at_line(
                line,
                "not Web Annotations: \"type\" must be Annotation, AnnotationPage or AnnotationCollection",
            ));
        }
    }
    Ok(reader.finish())
}

fn value(raw: &RawValue, line: usize) -> Result<Value, FormatError> {
    serde_json::from_str(raw.get()).map_err(|e| json::error(&e, line - 1))
}

fn without(what: &str, part: &str, line: usize) -> FormatError {
    FormatError::at_line(line, format!("{what} has no {part}"))
}

fn check_context(context: &Value, line: usize) -> Result<(), FormatError> {
    if includes(context, CONTEXT) {
        return Ok(());
    }
    Err(FormatError::at_line(
        line,
        format!("not a Web Annotation: \"@context\" must be or contain {CONTEXT:?}"),
    ))
}

/// The set as far as it is read.
#[derive(Default)]
struct JsonLdReader {
    set: Imported,
    /// Our ids by the annotations' own names.
    names: HashMap<String, Id>,
    /// Relations, by the names of what they connect.
    links: Vec<(RelationKind, String, String)>,
    /// Web Annotations are numbered from here when they do not bring an id of ours.
    last: u64,
    /// The pages that the annotations stand in, in the order of the set's annotations.
    sources: Vec<Option<String>>,
}

impl JsonLdReader {
    fn article(&mut self, article: &Value) {
        let text = |key: &str| article[key].as_str().map(str::to_owned);
        self.set.id = text("pq:name");
        self.set.text = text("pq:text");
        self.set.meta = Meta {
            title: text("pq:title"),
            byline: text("pq:byline"),
            published: text("pq:published").and_then(|d| d.parse().ok()),
            publisher: text("pq:publisher"),
            lang: text("pq:lang"),
            url: text("pq:url"),
            reader_lang: text("pq:readerLang"),
            times: serde_json::from_value(article["pq:times"].clone()).unwrap_or_default(),
        };
    }

    /// A collection has its first page in it, or the page's address.
    fn first_page(&mut self, file: &str, page: &RawValue) -> Result<(), FormatError> {
        if page.get().starts_with('{') {
            return self.page(file, page);
        }
        let what = format!("the collection's annotations are in another file: {}", page.get());
        self.set.skipped.push(Skipped { line: Some(json::line_of(file, page.get())), what });
        Ok(())
    }

    fn page(&mut self, file: &str, page: &RawValue) -> Result<(), FormatError> {
        let line = json::line_of(file, page.get());
        let page: JsonLdRoot = serde_json::from_str(page.get()).map_err(|e| json::error(&e, line - 1))?;
        if !includes(&page.kind, "AnnotationPage") {
            return Err(without("the page", "\"type\": \"AnnotationPage\"", line));
        }
        let items = page.items.ok_or_else(|| without("the page", "\"items\" with its annotations", line))?;
        for (line, item) in json::items(file, items)? {
            self.annotation(&value(item, line)?, item, line)?;
        }
        Ok(())
    }

    /// `raw` is the item's text in the file.
    fn annotation(&mut self, item: &Value, raw: &RawValue, line: usize) -> Result<(), FormatError> {
        rules::check(item).map_err(|broken| broken.at(raw, line))?;
        let name = item["id"].as_str().unwrap_or_default().to_owned();
        let targets = each(item.get("target"));
        if let Some(kind) = link_kind(item)
            && let [from, to] = targets[..]
        {
            let id = |end: &Value| end["id"].as_str().or(end.as_str()).map(str::to_owned);
            if let (Some(from), Some(to)) = (id(from), id(to)) {
                self.links.push((kind, from, to));
                return Ok(());
            }
        }
        let source = targets.iter().find_map(|target| source(target));
        let is_there = |target: &&Value| self::source(target) == source;
        let elsewhere =
            targets.iter().filter(|target| !is_there(target) && selector(target).is_some()).count();
        if 0 < elsewhere {
            let what = format!("passages of annotation {name} are not imported: they stand in another page");
            self.set.skipped.push(Skipped { line: Some(line), what });
        }
        let selectors: Vec<Selector> =
            targets.iter().copied().filter(is_there).filter_map(selector).collect();
        if selectors.is_empty() {
            let what = format!("annotation {name} is not imported: its target names no passage of text");
            self.set.skipped.push(Skipped { line: Some(line), what });
            return Ok(());
        }
        self.last += 1;
        let id = item["pq:id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(Id::new(self.last));
        self.names.entry(name).or_insert(id);
        self.set.annotations.push(described(item, id, selectors));
        self.sources.push(source.map(str::to_owned));
        Ok(())
    }

    fn finish(mut self) -> Vec<Imported> {
        for (kind, from, to) in std::mem::take(&mut self.links) {
            match (self.names.get(&from), self.names.get(&to)) {
                (Some(&from), Some(&to)) => self.set.relations.push(Relation { kind, from, to }),
                _ => {
                    let what = format!(
                        "the relation from {from} to {to} is not imported: one of them is not in this file"
                    );
                    self.set.skipped.push(Skipped { line: None, what });
                }
            }
        }
        let sources = std::mem::take(&mut self.sources);
        by_page(self.set.with_unique_ids(), &sources)
    }
}

/// The page that a target stands in.
fn source(target: &Value) -> Option<&str> {
    let source = target.get("source").unwrap_or(target);
    let address = source.as_str().or_else(|| source.get("id")?.as_str())?;
    Some(address.split('#').next().unwrap_or(address))
}

/// A set taken apart by the pages of its annotations. Ours has one article, whatever its address.
fn by_page(set: Imported, sources: &[Option<String>]) -> Vec<Imported> {
    let mut pages: Vec<&String> = vec![];
    for source in sources.iter().flatten() {
        if !pages.contains(&source) {
            pages.push(source);
        }
    }
    let is_address = |page: &&&String| page.starts_with("http:") || page.starts_with("https:");
    if set.text.is_some() || pages.len() < 2 {
        let url = set.meta.url.clone().or_else(|| pages.iter().find(is_address).map(|page| (*page).clone()));
        let url = if set.text.is_some() { set.meta.url.clone() } else { url };
        return vec![Imported { meta: Meta { url, ..set.meta.clone() }, ..set }];
    }
    let mut all: Vec<Imported> = pages
        .iter()
        .map(|page| {
            let of_page = set.annotations.iter().zip(sources);
            let of_page = of_page.filter(|(_, source)| source.as_ref() == Some(*page));
            let annotations: Vec<ImportedAnnotation> = of_page.map(|(a, _)| a.clone()).collect();
            let has = |id: Id| annotations.iter().any(|a| a.id == id);
            let relations = set.relations.iter().copied().filter(|r| has(r.from) && has(r.to)).collect();
            let meta =
                Meta { url: Some((*page).clone()).filter(|page| is_address(&&page)), ..Meta::default() };
            Imported { meta, annotations, relations, ..Imported::default() }
        })
        .collect();
    // What stands in no page, and what was skipped, goes with the first.
    if let Some(first) = all.first_mut() {
        let homeless = set.annotations.iter().zip(sources).filter(|(_, source)| source.is_none());
        first.annotations.extend(homeless.map(|(a, _)| a.clone()));
        first.skipped = set.skipped;
    }
    all
}

fn link_kind(item: &Value) -> Option<RelationKind> {
    if !includes(&item["motivation"], "linking") {
        return None;
    }
    let words = each(item.get("body")).into_iter().filter_map(|b| b["value"].as_str().or(b.as_str()));
    words
        .filter_map(|word| match word.to_lowercase().as_str() {
            "speaker" => Some(RelationKind::SpokenBy),
            "cue" => Some(RelationKind::CuedBy),
            _ => None,
        })
        .next()
}

/// The selector of one target, made of all that describe it.
fn selector(target: &Value) -> Option<Selector> {
    let mut selector = Selector::default();
    let mut found = false;
    let mut open: Vec<&Value> = each(target.get("selector"));
    while let Some(part) = open.pop() {
        open.extend(each(part.get("refinedBy")));
        let text = |key: &str| part[key].as_str().unwrap_or_default().to_owned();
        match part["type"].as_str() {
            Some("TextQuoteSelector") if selector.exact.is_empty() => {
                selector = Selector {
                    exact: text("exact"),
                    prefix: text("prefix"),
                    suffix: text("suffix"),
                    ..selector
                };
                found = true;
            }
            Some("TextPositionSelector") => {
                let place = json::position(part.get("start")).zip(json::position(part.get("end")));
                let place = place.filter(|(start, end)| start <= end);
                selector.position =
                    place.map(|(start, end)| Position::CodePoints(CodePointPos(start), CodePointPos(end)));
                found |= selector.position.is_some();
            }
            _ => {}
        }
    }
    found.then_some(selector)
}

/// What the annotation says, in our terms where it has them.
fn described(item: &Value, id: Id, selectors: Vec<Selector>) -> ImportedAnnotation {
    let mut tags: Vec<String> = vec![];
    let mut note = String::new();
    let mut name = None;
    if let Some(value) = item["bodyValue"].as_str() {
        note.push_str(value);
    }
    for body in each(item.get("body")) {
        let Some(value) = body["value"].as_str() else { continue };
        match strings(body.get("purpose").or(item.get("motivation"))).first() {
            Some(&"tagging" | &"classifying") => tags.push(value.to_owned()),
            Some(&"identifying") if name.is_none() => name = Some(value.to_owned()),
            _ if note.is_empty() => note.push_str(value),
            _ => note = format!("{note}\n{value}"),
        }
    }
    let words = selectors.iter().map(|s| s.exact.as_str()).collect::<Vec<_>>().join(" ");
    let value = item["pq:value"].as_str().map(str::to_owned);
    let mut own = item["pq:kind"].as_str().and_then(|kind| own_body(kind, value));
    if let Some(Body::Quote(quote)) = &mut own {
        quote.source_kind = item["pq:sourceKind"].as_str().and_then(labels::source_kind).unwrap_or_default();
        quote.is_question = item["pq:isQuestion"] == true;
    }
    let (is_own, says_name) = (own.is_some(), name.is_some());
    let body = match own {
        Some(body) => standard(item, body, &mut tags, name),
        None => foreign_body(&mut tags, name, &words),
    };
    let mut annotation = ImportedAnnotation { note, tags, ..ImportedAnnotation::new(id, selectors, body) };
    annotation.unstated = Unstated {
        id: item["pq:id"].as_str().is_none_or(|id| id.parse::<Id>().is_err()),
        kind: !is_own,
        name: !is_own && !says_name,
        origin: item["pq:origin"].is_null(),
        verdict: item["pq:verdict"].is_null(),
    };
    with_history(item, annotation)
}

/// What an annotation of ours says by the standard's own parts: another program knows only these, so where they differ
/// from ours they are newer. The tag that says what it is is taken out of the tags.
fn standard(item: &Value, own: Body, tags: &mut Vec<String>, name: Option<String>) -> Body {
    let kind = item["pq:kind"].as_str();
    let body = match tags.iter().position(|tag| Some(tag.as_str()) == kind) {
        Some(at) => {
            tags.remove(at);
            own
        }
        None => {
            let value = item["pq:value"].as_str().map(str::to_owned);
            // A plain word, such as "cue", may be a reader's own tag.
            let full = |tag: &String| own_body(tag, value.clone()).filter(|_| tag.contains(':'));
            let new = tags.iter().enumerate().find_map(|(at, tag)| Some((at, full(tag)?)));
            match new {
                None => own,
                Some((at, new)) => {
                    tags.remove(at);
                    match (own, new) {
                        (Body::Quote(own), Body::Quote(new)) => Body::Quote(Quote { kind: new.kind, ..own }),
                        (_, new) => new,
                    }
                }
            }
        }
    };
    match (body, name) {
        (Body::Quote(quote), None) if item["pq:value"] != "" => Body::Quote(Quote { speaker: None, ..quote }),
        (Body::Quote(quote), name @ Some(_)) => Body::Quote(Quote { speaker: name, ..quote }),
        (Body::Entity(entity), Some(name)) => Body::Entity(Entity { name, ..entity }),
        (Body::Date(timex), Some(value)) => Body::Date(Timex { value, ..timex }),
        (body, _) => body,
    }
}

/// What `pq:kind` and `pq:value` say.
fn own_body(kind: &str, value: Option<String>) -> Option<Body> {
    let (family, member) = kind.split_once(':').unwrap_or((kind, ""));
    Some(match family {
        "quotation" => Body::Quote(Quote::new(labels::quote_kind(member)?, value)),
        "speaker" => Body::Speaker,
        "cue" => Body::Cue,
        "note" => Body::Note,
        "entity" | "date" => match labels::body(member, "")? {
            Body::Entity(entity) => Body::Entity(Entity { name: value.unwrap_or_default(), ..entity }),
            Body::Date(timex) => Body::Date(Timex { value: value.unwrap_or_default(), ..timex }),
            _ => return None,
        },
        _ => return None,
    })
}

/// Of another tool's tags, the first that names a kind; without one the passage is a note.
fn foreign_body(tags: &mut Vec<String>, name: Option<String>, words: &str) -> Body {
    let meant = tags.iter().enumerate().find_map(|(i, tag)| {
        let word = tag.rsplit(':').next().unwrap_or(tag);
        Some((i, labels::body(word, name.as_deref().unwrap_or(words))?))
    });
    let Some((index, mut body)) = meant else { return Body::Note };
    tags.remove(index);
    match (&mut body, name) {
        (Body::Quote(quote), name) => quote.speaker = name,
        (Body::Date(Timex { kind: TimexKind::Date, value }), Some(name)) => *value = name,
        _ => {}
    }
    body
}

/// Who made it and what a reader thinks of it, where the file says.
fn with_history(item: &Value, annotation: ImportedAnnotation) -> ImportedAnnotation {
    let verdict = Verdict::deserialize(&item["pq:verdict"]).unwrap_or(annotation.verdict);
    let earlier = EarlierVerdict::deserialize(&item["pq:earlier"]).ok();
    let finding = SourceFinding::deserialize(&item["pq:sourceCheck"]).ok().map(Box::new);
    let origin = match item["pq:origin"].as_str() {
        Some("machine") => {
            let confidence = item["pq:confidence"].as_f64().unwrap_or(0.5) as f32;
            let why = Why::deserialize(&item["pq:why"]).unwrap_or(Why::Model);
            Origin::Machine { confidence: confidence.clamp(0.0, 1.0), why }
        }
        _ => Origin::Reader,
    };
    let learned = item["pq:learned"].as_object().map(|learned| {
        let text = |key: &str| learned.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let is_rejected = learned.get("is_rejected").and_then(Value::as_bool).unwrap_or_default();
        Box::new(Learned { title: text("title"), is_rejected })
    });
    ImportedAnnotation { verdict, earlier, finding, learned, made: made(item), origin, ..annotation }
}

/// Who made it and when, as the W3C's model has it: the creator is a name, an agent with a name, or several.
fn made(item: &Value) -> Option<Box<Authorship>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let name = |agent: &Value| text(agent).or_else(|| text(&agent["name"])).or_else(|| text(&agent["id"]));
    let creator = match &item["creator"] {
        Value::Array(agents) => agents.iter().find_map(name),
        agent => name(agent),
    };
    Authorship { creator, created: text(&item["created"]), modified: text(&item["modified"]) }.known()
}
