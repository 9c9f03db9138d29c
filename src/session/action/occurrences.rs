//! Every occurrence of an annotation's words: which there are, and marking them.

use super::planned::{Plan, owned};
use super::request::ActionError;
use crate::annotation::{Annotation, Body, Id, Verdict};
use crate::edit::{Change, Edit};
use crate::session::article::Session;
use crate::session::words::stands_alone;
use crate::span::{Pos, Span};
use crate::strings;

/// A place of an annotation's words that is not marked as what the annotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Occurrence {
    pub span: Span,
    /// What is marked there, as something else or rejected.
    pub other: Option<Id>,
}

impl Session {
    /// The places of an annotation's words that are not marked as what it is. What lies within a longer name is left out,
    /// but for names within a compound: `Beijing` in `pro-Beijing`.
    pub(crate) fn occurrences(&self, annotation: &Annotation) -> Vec<Occurrence> {
        let text = self.document.text();
        let words = self.document.slice(annotation.spans.first());
        if words.is_empty() {
            return vec![];
        }
        let places = memchr::memmem::find_iter(text.as_bytes(), words.as_bytes());
        let places = places.map(|start| Span::new(start, start + words.len()));
        let whole = places
            .filter(|&span| self.document.paragraphs_in(span).len() == 1 && self.has_word_borders(span));
        whole.filter_map(|span| self.occurrence(annotation, span)).collect()
    }

    fn has_word_borders(&self, span: Span) -> bool {
        let tokens = &self.document.tokens()[self.document.tokens_in(span)];
        let ends = tokens.first().zip(tokens.last()).map(|(first, last)| first.span.hull(last.span));
        stands_alone(self.document.text(), span) || ends == Some(span)
    }

    fn occurrence(&self, annotation: &Annotation, span: Span) -> Option<Occurrence> {
        let there =
            || self.set.overlapping(span).map(|(a, _)| a).filter(|a| competes(&a.body, &annotation.body));
        let exact = || there().filter(|a| a.spans.as_slice() == [span]);
        let is_so = |a: &Annotation| a.verdict != Verdict::Rejected && a.body == annotation.body;
        if exact().any(is_so) {
            return None;
        }
        let is_rejected = |a: &Annotation| a.verdict == Verdict::Rejected;
        if let Some(other) = exact().find(|a| !is_rejected(a)).or_else(|| exact().next()) {
            return Some(Occurrence { span, other: Some(other.id) });
        }
        let is_longer_name = |a: &Annotation| {
            let hull = a.spans.hull();
            !span.covers(hull) && self.document.slice(hull).contains(char::is_whitespace)
        };
        let is_free = !there().any(|a| !is_rejected(a) && is_longer_name(a));
        is_free.then_some(Occurrence { span, other: None })
    }
}

/// Whether words are seldom both: a name and a date, two kinds of name.
fn competes(a: &Body, b: &Body) -> bool {
    let is_name = |body: &Body| matches!(body, Body::Entity(_) | Body::Date(_));
    is_name(a) && is_name(b) || matches!((a, b), (Body::Note, Body::Note))
}

/// Marks the occurrences where nothing else is marked.
pub(super) fn mark_free(session: &Session, annotation: &Annotation) -> Result<Plan, ActionError> {
    let free = session.occurrences(annotation).into_iter().filter(|occurrence| occurrence.other.is_none());
    marked(session, annotation, free)
}

/// Marks the occurrences that begin at these places.
pub(super) fn mark(session: &Session, annotation: &Annotation, starts: &[Pos]) -> Result<Plan, ActionError> {
    let all = session.occurrences(annotation).into_iter();
    marked(session, annotation, all.filter(|occurrence| starts.contains(&occurrence.span.start())))
}

fn marked(
    session: &Session,
    annotation: &Annotation,
    occurrences: impl Iterator<Item = Occurrence>,
) -> Result<Plan, ActionError> {
    let mut next = session.set.fresh_id();
    let (mut edits, mut n) = (vec![], 0);
    for Occurrence { span, other } in occurrences {
        n += 1;
        match other {
            Some(id) => {
                edits.push(Edit::Set(id, Change::Body(annotation.body.clone())));
                edits.extend(owned(id));
            }
            None => {
                let body = annotation.body.clone();
                edits.push(Edit::Add(Box::new(Annotation::by_reader(next, span, body))));
                next = next.following();
            }
        }
    }
    if edits.is_empty() {
        return Err(ActionError::Nothing(strings::ALL_MARKED));
    }
    let said = strings::fill(strings::SAID_MARKED_MORE, &[&n]);
    Ok(Plan::new(strings::MARK_ALL, Edit::Batch(edits), said))
}
