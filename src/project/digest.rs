//! What of an article is counted over many: its quotations with their speakers, and its dates. Small, so that hundreds of
//! articles can be held at once.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::source_check::kinds_of_names;
use super::voice::{SpokenArticle, Voice};
use crate::annotation::{Annotation, EntityKind, Id, QuoteKind, TimexKind, is_shown};
use crate::document::Document;
use crate::recognise::names::name_forms;

/// An article, as it is counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct ArticleDigest {
    /// The article's id in the library.
    pub id: String,
    pub title: String,
    /// The day of its publication.
    pub day: Option<Date>,
    /// Its publisher, or else the host of its address; empty where neither is known.
    pub publisher: String,
    pub quotations: Vec<QuotationDigest>,
    pub dates: Vec<DateDigest>,
}

/// A quotation, as it is counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct QuotationDigest {
    pub id: Id,
    pub voice: Voice,
    /// The words of the speaker's name, in small letters and without titles.
    pub key: Vec<String>,
    pub kind: QuoteKind,
    /// How many words it has.
    pub words: usize,
    /// Its words, on one line.
    pub text: String,
}

/// A day, a month, a year or another stretch of the calendar that is named in an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct DateDigest {
    pub id: Id,
    pub value: String,
    pub words: String,
}

impl ArticleDigest {
    /// What is counted of an article. Questions of an interviewer and what a reader rejected are left out.
    pub(crate) fn of(id: &str, article: &SpokenArticle) -> ArticleDigest {
        let SpokenArticle { document, set } = *article;
        let kinds = kinds_of_names(set);
        let quotation = |annotation: &Annotation| {
            let quote = annotation.quote().filter(|quote| !quote.is_question)?;
            let voice = Voice::of(article, annotation, &kinds);
            let words = |name: &str, kind| name_forms::words(document.language(), name, kind);
            let key = match &voice {
                Voice::Person(name) => words(name, EntityKind::Person),
                Voice::Other(name) => words(name, EntityKind::Org),
                Voice::Unnamed | Voice::Nobody => vec![],
            };
            Some(QuotationDigest {
                id: annotation.id,
                voice,
                key,
                kind: quote.kind,
                words: word_count(document, annotation),
                text: folded(document, annotation),
            })
        };
        let date = |annotation: &Annotation| {
            let timex =
                annotation.date().filter(|timex| matches!(timex.kind, TimexKind::Date | TimexKind::Time))?;
            let is_dated = timex.value.starts_with(|c: char| c.is_ascii_digit());
            let words = folded(document, annotation);
            is_dated.then(|| DateDigest { id: annotation.id, value: timex.value.clone(), words })
        };
        let shown = || set.in_order().filter(|annotation| is_shown(set, annotation));
        let meta = document.meta();
        let first = document.paragraphs().first().map_or("", |paragraph| document.slice(paragraph.span));
        ArticleDigest {
            id: id.to_owned(),
            title: meta.title.clone().unwrap_or_else(|| first.to_owned()),
            day: meta.published,
            publisher: meta.publisher.clone().unwrap_or_else(|| host(document)),
            quotations: shown().filter_map(quotation).collect(),
            dates: shown().filter_map(date).collect(),
        }
    }
}

/// How many words an annotation has.
pub(crate) fn word_count(document: &Document, annotation: &Annotation) -> usize {
    let tokens = annotation.spans.iter().flat_map(|&span| document.tokens_in(span));
    tokens.filter(|&token| document.word(token).chars().any(char::is_alphanumeric)).count()
}

fn folded(document: &Document, annotation: &Annotation) -> String {
    let parts: Vec<&str> = annotation.spans.iter().map(|&span| document.slice(span)).collect();
    parts.join(" … ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The host of an article's address, without `www.`.
fn host(document: &Document) -> String {
    let address = document.meta().url.as_deref().unwrap_or("");
    let behind = address.split_once("://").map_or("", |(_, behind)| behind);
    let host = behind.split(['/', '?', '#', ':']).next().unwrap_or("");
    host.strip_prefix("www.").unwrap_or(host).to_lowercase()
}
