//! Reads exports of the client and answers of the service: our own, also where the service has dropped all but comment
//! and tags, and those of others.

use serde_json::Value;

use super::super::json::{self, each, position, strings};
use super::super::labelled_spans::{self, AnnotationDetails, ImportedSpan, KeyedRelation};
use super::super::spec::without_byte_order_mark;
use super::super::{FormatError, Imported, Skipped, article_details, labels};
use super::highlights;
use super::own_tags::{KEY, NAME, PART, SPEAKER, UNCHECKED, VALUE};
use crate::anchor::{Position, Selector};
use crate::annotation::{Body, Id};
use crate::document::Meta;
use crate::sorting::Sorting as _;
use crate::span::Utf16Pos;

/// The annotations of one page, as far as they are read.
struct HypothesisPage {
    uri: Option<String>,
    set: Imported,
    found: Vec<ImportedSpan>,
    relations: Vec<KeyedRelation>,
}

/// An export of the client, an answer of the service, a list of its annotations, or one of them: one set a page.
pub(super) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    let plain = without_byte_order_mark(file);
    let export: Value = if plain.trim_start().starts_with(['{', '[']) {
        serde_json::from_str(plain).map_err(|e| json::error(&e, 0))?
    } else {
        Value::Array(highlights::rows(file)?)
    };
    let listed = export.get("annotations").or(export.get("rows")).filter(|rows| rows.is_array());
    let alone = Some(&export).filter(|all| all.is_array() || all.get("target").is_some());
    let Some(rows) = listed.or(alone) else {
        return Err(FormatError::at_line(
            1,
            "not an export of Hypothesis: it has no list of \"annotations\" (or \"rows\")",
        ));
    };
    let own = &export["pullquote"];
    let mut pages: Vec<HypothesisPage> = vec![];
    for row in each(Some(rows)) {
        if !row.is_object() {
            return Err(FormatError::whole(
                "not an export of Hypothesis: an annotation must be an object in braces",
            ));
        }
        let uri = row["uri"].as_str().map(str::to_owned);
        let known = pages.iter().position(|page| page.uri == uri);
        let index = known.unwrap_or_else(|| {
            pages.push(HypothesisPage::new(uri, own["id"].as_str()));
            pages.len() - 1
        });
        pages[index].add(row);
    }
    if pages.is_empty() {
        pages.push(HypothesisPage::new(None, own["id"].as_str()));
    }
    Ok(pages.into_iter().map(|page| page.finish(own)).collect())
}

impl HypothesisPage {
    fn new(uri: Option<String>, id: Option<&str>) -> HypothesisPage {
        let mut set = Imported { id: id.map(str::to_owned), ..Imported::default() };
        set.meta.url.clone_from(&uri);
        HypothesisPage { uri, set, found: vec![], relations: vec![] }
    }

    fn add(&mut self, row: &Value) {
        let title = || strings(row["document"].get("title")).first().map(|&title| title.to_owned());
        self.set.meta.title = self.set.meta.title.take().or_else(title);
        match imported_span(row) {
            Some((span, ties)) => {
                self.relations.extend(ties);
                self.found.push(span);
            }
            None => {
                let name = row["id"].as_str().unwrap_or("without an id");
                let why = match each(row.get("references"))[..] {
                    [] => "it annotates the page as a whole",
                    _ => "it replies to another annotation",
                };
                let what = format!("annotation {name} is not imported: {why}");
                self.set.skipped.push(Skipped { line: None, what });
            }
        }
    }

    /// Takes what a file of ours knows of its article. Where it knows no title or address, what stands there is ours: the
    /// article's name and a name made of it.
    fn take_details(&mut self, known: Meta) {
        let said = std::mem::take(&mut self.set.meta);
        let is_address = |url: &String| known.url.is_some() || url.starts_with("http");
        let is_title = |title: &String| known.title.is_some() || Some(title) != self.set.id.as_ref();
        let (title, url) = (said.title.filter(is_title), said.url.filter(is_address));
        self.set.meta = Meta { title, url, ..Meta::default() }.or(known);
    }

    fn finish(mut self, own: &Value) -> Imported {
        if let Some(known) = own.get("article") {
            self.take_details(article_details::of_value(known));
        }
        // The service gives the newest first; a quotation's first part must come before the others.
        self.found.order_by_key(|span| span.part_of.is_some());
        let is_here = |key: &str| self.found.iter().any(|span| span.key == key);
        let ties = each(own.get("ties")).into_iter().filter_map(|relation| {
            let word = |i: usize| relation.get(i).and_then(Value::as_str);
            Some((labelled_spans::relation_kind(word(0)?)?, word(1)?.to_owned(), word(2)?.to_owned()))
        });
        let mut relations: Vec<KeyedRelation> = ties.filter(|(_, from, _)| is_here(from)).collect();
        relations.extend(self.relations);
        relations.order();
        relations.dedup();
        labelled_spans::assemble(&mut self.set, self.found, relations);
        self.set
    }
}

/// The keys of ours in the tags, which are taken out of them.
struct OwnKeys {
    key: Option<String>,
    ties: Vec<(String, String)>,
}

impl OwnKeys {
    fn taken_from(tags: &mut Vec<String>) -> OwnKeys {
        let mut own = OwnKeys { key: None, ties: vec![] };
        tags.retain(|tag| {
            let Some(rest) = tag.strip_prefix(KEY) else { return true };
            match rest.split_once(' ') {
                Some((word, to)) if labelled_spans::relation_kind(word).is_some() => {
                    own.ties.push((word.to_owned(), to.to_owned()));
                }
                None => own.key = Some(rest.to_owned()),
                Some(_) => return true,
            }
            false
        });
        own
    }
}

fn imported_span(row: &Value) -> Option<(ImportedSpan, Vec<KeyedRelation>)> {
    let selectors: Vec<Selector> = each(row.get("target")).into_iter().filter_map(selector).collect();
    let mut tags: Vec<String> = strings(row.get("tags")).into_iter().map(str::to_owned).collect();
    let OwnKeys { key, ties } = OwnKeys::taken_from(&mut tags);
    let part_of = key.as_ref().and_then(|key| key.split_once('.')).map(|(whole, _)| whole.to_owned());
    let part_of = part_of.filter(|_| tags.iter().any(|tag| tag == PART));
    let own_id = key.as_ref().and_then(|key| key.parse().ok()).filter(|_: &Id| part_of.is_none());
    let key = key.unwrap_or_else(|| row["id"].as_str().unwrap_or_default().to_owned());
    let ties = ties
        .iter()
        .filter_map(|(word, to)| Some((labelled_spans::relation_kind(word)?, key.clone(), to.clone())));
    let ties: Vec<KeyedRelation> = ties.collect();
    let details: Option<AnnotationDetails> =
        row.get("pullquote").and_then(|f| serde_json::from_value(f.clone()).ok());
    let own_label = details.as_ref().map(|details| labels::label(&details.body));
    let label = tags.iter().position(|tag| Some(tag.as_str()) == own_label);
    let label = label.or_else(|| tags.iter().position(|tag| labels::body(tag, "").is_some()));
    let label = label.map_or_else(|| own_label.unwrap_or("Note").to_owned(), |index| tags.remove(index));
    let span = ImportedSpan {
        key,
        own_id,
        part_of,
        label,
        selectors,
        note: row["text"].as_str().map(str::to_owned),
        ..ImportedSpan::default()
    };
    let span = match details {
        Some(details) => ImportedSpan { details: Some(tagged(details, tags)), ..span },
        None if span.own_id.is_some() => read_back(span, tags),
        None => ImportedSpan { tags, ..span },
    };
    (!span.selectors.is_empty()).then_some((span, ties))
}

/// One of ours of which only the tags are left: what they say. `tags` are those without the label.
fn read_back(mut span: ImportedSpan, mut tags: Vec<String>) -> ImportedSpan {
    let mut taken = |prefix: &str| {
        let at = tags.iter().position(|tag| tag.starts_with(prefix))?;
        Some(tags.remove(at)[prefix.len()..].to_owned())
    };
    match labels::body(&span.label, "") {
        Some(Body::Quote(_)) => {
            span.name = taken(SPEAKER);
            let kind = tags.iter().position(|tag| labels::quote_kind(tag).is_some());
            span.label = kind.map_or(span.label, |at| tags.remove(at));
        }
        Some(Body::Entity(_)) => span.name = taken(NAME),
        Some(Body::Date(_)) => span.name = taken(VALUE),
        _ => {}
    }
    if let Some(at) = tags.iter().rposition(|tag| tag == UNCHECKED) {
        tags.remove(at);
        span.confidence = Some(UNSURE);
    }
    ImportedSpan { tags, ..span }
}

/// The confidence of what nobody has confirmed, where the service has dropped it.
const UNSURE: f32 = 0.5;

/// What was carried along, with what somebody has since changed in the tags. `tags` are those without the label.
fn tagged(mut details: AnnotationDetails, mut tags: Vec<String>) -> AnnotationDetails {
    let mut take =
        |is_it: &dyn Fn(&str) -> bool| tags.iter().position(|tag| is_it(tag)).map(|index| tags.remove(index));
    let mut changed = |prefix: &str, old: &str| {
        let name = take(&|tag| tag.strip_prefix(prefix) == Some(old))
            .or_else(|| take(&|tag| tag.starts_with(prefix)));
        name.map(|tag| tag[prefix.len()..].to_owned())
    };
    match &mut details.body {
        Body::Quote(quote) => {
            let name = changed(SPEAKER, quote.speaker.as_deref().unwrap_or(""));
            quote.speaker = name.or(quote.speaker.take());
            let old = labels::quote_word(quote.kind);
            let kind = take(&|tag| tag == old).or_else(|| take(&|tag| labels::quote_kind(tag).is_some()));
            quote.kind = kind.and_then(|word| labels::quote_kind(&word)).unwrap_or(quote.kind);
        }
        // Files of earlier versions have the bare name or value.
        Body::Entity(entity) => match changed(NAME, &entity.name) {
            Some(name) => entity.name = name,
            None => drop(take(&|tag| tag == entity.name)),
        },
        Body::Date(timex) => match changed(VALUE, &timex.value) {
            Some(value) => timex.value = value,
            None => drop(take(&|tag| tag == timex.value)),
        },
        Body::Speaker | Body::Cue | Body::Note => {}
    }
    if details.verdict == crate::annotation::Verdict::Open
        && let Some(at) = tags.iter().rposition(|tag| tag == UNCHECKED)
    {
        tags.remove(at);
    }
    details.tags = tags;
    details
}

fn selector(target: &Value) -> Option<Selector> {
    let mut selector = Selector::default();
    let mut found = false;
    for part in each(target.get("selector")) {
        match part["type"].as_str() {
            Some("TextQuoteSelector") => {
                let text = |key: &str| part[key].as_str().unwrap_or_default().to_owned();
                (selector.exact, selector.prefix, selector.suffix) =
                    (text("exact"), text("prefix"), text("suffix"));
                found = true;
            }
            Some("TextPositionSelector") => {
                let place = position(part.get("start")).zip(position(part.get("end")));
                selector.position = place.map(|(start, end)| Position::Utf16(Utf16Pos(start), Utf16Pos(end)));
            }
            _ => {}
        }
    }
    found.then_some(selector)
}
