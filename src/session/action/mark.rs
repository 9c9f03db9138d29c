//! Marking passages.

use super::planned::Plan;
use super::request::{ActionError, MarkKind};
use crate::annotation::{Annotation, Body, Entity, Quote, Spans, Timex, TimexKind};
use crate::edit::Edit;
use crate::session::article::Session;
use crate::session::spans::by_paragraph;
use crate::session::words::{fold_blanks, kind_by_marks, with_marks};
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
pub(super) fn known_name(session: &Session, words: &str) -> Option<String> {
    let same = |a: &&Annotation| session.document.slice(a.spans.first()) == words;
    session.set.in_order().filter(same).find_map(|a| a.entity()).map(|e| e.name.clone())
}
