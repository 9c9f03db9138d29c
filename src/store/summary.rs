//! What the list of articles says of one.

use super::{Entry, record};
use crate::annotation::{AnnotationSet, Verdict};
use crate::document::{Document, TokenKind};

pub(super) fn of(document: &Document, set: &AnnotationSet) -> Entry {
    let title = document.paragraphs().first().map_or("", |p| document.slice(p.span));
    let title: String = document.meta().title.as_deref().unwrap_or(title).chars().take(120).collect();
    let quotes = set.in_order().filter(|a| a.quote().is_some() && a.verdict != Verdict::Rejected).count();
    let words = document.tokens().iter().filter(|t| t.kind == TokenKind::Word).count();
    let tags = set.in_order().flat_map(|a| a.tags.iter().cloned()).collect();
    Entry { id: String::new(), title, words, quotes, saved: 0, tags }
}

/// The id under which a text is kept: the same text has the same, for ever (FNV-1a, 64 bits).
pub(crate) fn id_of(text: &str) -> String {
    format!("{:016x}", record::hash(&[text.as_bytes()]))
}
