//! Marking passages, and saying what they are.

use super::planned::{Plan, changed};
use super::request::{ActionError, MarkKind};
use crate::annotation::{Annotation, Body, Entity, Quote, Spans, Timex, TimexKind, Verdict};
use crate::edit::{Change, Edit};
use crate::session::article::Session;
use crate::session::spans::by_paragraph;
use crate::session::words::{fold_blanks, kind_by_marks, stands_alone, with_marks};
use crate::span::Span;
use crate::strings;

pub(super) fn passage(session: &Session, span: Span, label: MarkKind) -> Result<Plan, ActionError> {
    let span = if label == MarkKind::Quote { with_marks(session.document.text(), span) } else { span };
    let spans =
        by_paragraph(&session.document, [span]).ok_or(ActionError::Nothing(strings::NO_TEXT_SELECTED))?;
    let id = session.set.fresh_id();
    let body = body_for(session, &spans, label);
    let said = strings::fill(strings::SAID_MARKED, &[&crate::view::describe(&body).to_lowercase()]);
    let edit = Edit::Add(Box::new(Annotation::by_reader(id, spans, body)));
    Ok(Plan { select: Some(id), ..Plan::new(strings::MARK, edit, said) })
}

pub(super) fn body_for(session: &Session, spans: &Spans, label: MarkKind) -> Body {
    let document = &session.document;
    match label {
        MarkKind::Quote => {
            let words = spans.iter().map(|&span| document.slice(span));
            Body::Quote(Quote::new(kind_by_marks(words), None))
        }
        MarkKind::QuoteOf(kind) => Body::Quote(Quote::new(kind, None)),
        MarkKind::Entity(kind) => {
            let words = document.slice(spans.first());
            Body::Entity(Entity {
                kind,
                name: known_name(session, words).unwrap_or_else(|| fold_blanks(words)),
            })
        }
        MarkKind::Date => Body::Date(Timex { kind: TimexKind::Date, value: String::new() }),
        MarkKind::Note => Body::Note,
    }
}

/// The name under which the article's entities with these words go.
fn known_name(session: &Session, words: &str) -> Option<String> {
    let same = |a: &&Annotation| session.document.slice(a.spans.first()) == words;
    session.set.in_order().filter(same).find_map(|a| a.entity()).map(|e| e.name.clone())
}

pub(super) fn every_occurrence(session: &Session, annotation: &Annotation) -> Result<Plan, ActionError> {
    let text = session.document.text();
    let words = session.document.slice(annotation.spans.first());
    let kind = std::mem::discriminant(&annotation.body);
    let mut next = session.set.fresh_id();
    let mut edits = vec![];
    for start in memchr::memmem::find_iter(text.as_bytes(), words.as_bytes()) {
        let span = Span::new(start, start + words.len());
        let taken = session
            .set
            .overlapping(span)
            .any(|(a, _)| a.verdict != Verdict::Rejected && std::mem::discriminant(&a.body) == kind);
        let analysed = session.document.paragraphs_in(span).len() == 1;
        if taken || !analysed || !stands_alone(text, span) {
            continue;
        }
        edits.push(Edit::Add(Box::new(Annotation::by_reader(next, span, annotation.body.clone()))));
        next = next.following();
    }
    if edits.is_empty() {
        return Err(ActionError::Nothing(strings::ALL_MARKED));
    }
    let said = strings::fill(strings::SAID_MARKED_MORE, &[&edits.len()]);
    Ok(Plan::new(strings::MARK_ALL, Edit::Batch(edits), said))
}

pub(super) fn set_kind(
    session: &Session,
    annotation: &Annotation,
    label: MarkKind,
) -> Result<Plan, ActionError> {
    let body = match (&annotation.body, label) {
        (Body::Quote(quote), MarkKind::QuoteOf(kind)) => Body::Quote(Quote { kind, ..quote.clone() }),
        (Body::Entity(entity), MarkKind::Entity(kind)) => Body::Entity(Entity { kind, ..entity.clone() }),
        (_, label) => body_for(session, &annotation.spans, label),
    };
    let said = strings::fill(strings::SAID_KIND, &[&crate::view::describe(&body).to_lowercase()]);
    Ok(Plan::new(strings::CHANGE_KIND, changed(annotation, [Change::Body(body)])?, said))
}
