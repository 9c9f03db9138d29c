//! Which words name the speaker of a quotation or report it, and who the speaker is by those words.

use super::mark::known_name;
use super::planned::{Plan, owned};
use super::request::ActionError;
use crate::annotation::{Annotation, Body, EntityKind, Id, Quote, Relation, RelationKind, is_shown};
use crate::document::TokenKind;
use crate::edit::{Change, Edit};
use crate::session::article::Session;
use crate::session::spans::by_paragraph;
use crate::session::words::fold_blanks;
use crate::span::Span;
use crate::strings;

pub(super) fn set_mention(
    session: &Session,
    annotation: &Annotation,
    span: Span,
    kind: RelationKind,
) -> Result<Plan, ActionError> {
    let Body::Quote(quote) = &annotation.body else {
        return Err(ActionError::DoesNotFit(strings::QUOTATION_FIRST));
    };
    let body = if kind == RelationKind::SpokenBy { Body::Speaker } else { Body::Cue };
    let spans =
        by_paragraph(&session.document, [span]).ok_or(ActionError::Nothing(strings::NO_TEXT_SELECTED))?;
    let from = annotation.id;
    let (old, to) = (former_mentions(session, from, kind), session.set.fresh_id());
    let name = speaker_by(session, spans.hull());
    let mention = Annotation::by_reader(to, spans, body);
    let mut edits = old;
    edits.extend([Edit::Add(Box::new(mention)), Edit::Link(Relation { kind, from, to })]);
    let is_speaker = kind == RelationKind::SpokenBy;
    let said = if is_speaker {
        let said = strings::fill(strings::SAID_SPEAKER, &[&name]);
        let body = Body::Quote(Quote { speaker: Some(name), ..quote.clone() });
        edits.push(Edit::Set(from, Change::Body(body)));
        said
    } else {
        strings::SET_CUE.to_owned()
    };
    edits.extend(owned(from));
    let label = if is_speaker { strings::SET_SPEAKER } else { strings::SET_CUE };
    Ok(Plan { select: Some(from), ..Plan::new(label, Edit::Batch(edits), said) })
}

/// What takes a quotation's speaker or cue away: the tie, and the mention with it where it is nobody else's.
fn former_mentions(session: &Session, from: Id, kind: RelationKind) -> Vec<Edit> {
    let ties = session.set.relations_of(from).into_iter().filter(|r| r.from == from && r.kind == kind);
    let is_alone = |r: &Relation| session.set.relations_of(r.to).len() == 1;
    ties.map(|r| if is_alone(&r) { Edit::Remove(r.to) } else { Edit::Unlink(r) }).collect()
}

/// Who speaks by these words: the name that all of them are, here or elsewhere in the article, else the words. A name
/// among them is another one: "the Danish parliament" is not "Danish", "a spokesman for Rey" not "Rey".
fn speaker_by(session: &Session, span: Span) -> String {
    let document = &session.document;
    let mentions = session.set.overlapping(span).filter(|(a, _)| is_shown(&session.set, a));
    let whole = mentions.filter_map(|(a, _)| Some((a, a.entity()?))).find(|(a, entity)| {
        let hull = a.spans.hull();
        span.covers(hull) && is_small_change(session, span, hull, entity.kind)
    });
    if let Some((_, entity)) = whole {
        return entity.name.clone();
    }
    let words = document.slice(span);
    known_name(session, words).unwrap_or_else(|| fold_blanks(words))
}

/// Whether words around a name leave it the same name: an article, a person's office, what hangs on the name.
fn is_small_change(session: &Session, span: Span, name: Span, kind: EntityKind) -> bool {
    let document = &session.document;
    let language = document.language();
    let is_mark = |kind| matches!(kind, TokenKind::Mark | TokenKind::Punctuation);
    document.tokens_in(span).all(|token| {
        let at = document.tokens()[token];
        let word = document.word(token);
        let is_before = at.span.end() <= name.start();
        name.covers(at.span)
            || is_mark(at.kind)
            || (!is_before && at.kind == TokenKind::Clitic)
            || (is_before && language.speakers.definite_articles.contains_ignoring_case(word))
            || (is_before && kind == EntityKind::Person && language.persons.is_role(&word.to_lowercase()))
    })
}
