//! Where annotations begin and end: moving an end, taking words in and leaving words out, splitting and joining.

use super::judge;
use super::mark::body_for;
use super::planned::{Plan, changed, owned};
use super::request::{ActionError, EdgeMove, MarkKind, SpanEdge};
use super::step::{StepUnit, stepped};
use crate::annotation::{Annotation, Body, Id, Quote, QuoteKind, Relation, Spans};
use crate::edit::{Change, Edit};
use crate::session::article::Session;
use crate::session::spans::by_paragraph;
use crate::session::words::kind_by_marks;
use crate::span::{Pos, Span};
use crate::strings;

pub(super) fn resize(
    session: &Session,
    annotation: &Annotation,
    edge: SpanEdge,
    towards: EdgeMove,
) -> Result<Plan, ActionError> {
    let mut spans = annotation.spans.as_slice().to_vec();
    let at = if edge == SpanEdge::Start { 0 } else { spans.len() - 1 };
    let span = spans[at];
    let unit = StepUnit::of(&annotation.body);
    let end = stepped(&session.document, span, (edge, towards), unit)
        .ok_or(ActionError::Nothing(strings::NO_FURTHER))?;
    spans[at] =
        if edge == SpanEdge::Start { Span::new(end, span.end()) } else { Span::new(span.start(), end) };
    let spans = Spans::new(spans).map_err(|_| ActionError::Nothing(strings::WOULD_OVERLAP))?;
    let said = format!("“{}”", session.document.slice(spans.as_slice()[at]));
    Ok(Plan::new(strings::RESIZE, changed(annotation, [Change::Spans(spans)])?, said))
}

pub(super) fn move_edge(
    session: &Session,
    annotation: &Annotation,
    edge: SpanEdge,
    to: Pos,
) -> Result<Plan, ActionError> {
    let hull = annotation.spans.hull();
    let to = snapped(session, to, edge);
    let (kept, grown) = match edge {
        SpanEdge::Start => {
            ((to < hull.end()).then(|| Span::new(to, hull.end())), (to < hull.start()).then_some(to))
        }
        SpanEdge::End => {
            ((hull.start() < to).then(|| Span::new(hull.start(), to)), (hull.end() < to).then_some(to))
        }
    };
    let kept = kept.ok_or(ActionError::Nothing(strings::ENDS_WOULD_CROSS))?;
    let mut spans: Vec<Span> = annotation.spans.iter().filter_map(|s| s.intersection(kept)).collect();
    spans.extend(grown.map(|to| {
        if edge == SpanEdge::Start { Span::new(to, hull.start()) } else { Span::new(hull.end(), to) }
    }));
    reshaped(session, annotation, strings::RESIZE, spans)
}

/// The border of a word that is nearest to a position; of the words' beginnings or ends, as the edge wants it.
fn snapped(session: &Session, pos: Pos, edge: SpanEdge) -> Pos {
    let tokens = session.document.tokens();
    let border = |at: usize| {
        tokens.get(at).map(|t| if edge == SpanEdge::Start { t.span.start() } else { t.span.end() })
    };
    let after = match edge {
        SpanEdge::Start => tokens.partition_point(|t| t.span.start() < pos),
        SpanEdge::End => tokens.partition_point(|t| t.span.end() < pos),
    };
    let near = [after.checked_sub(1).and_then(border), border(after)].into_iter().flatten();
    near.min_by_key(|border| border.index().abs_diff(pos.index())).unwrap_or(pos)
}

pub(super) fn include(session: &Session, annotation: &Annotation, span: Span) -> Result<Plan, ActionError> {
    let spans = annotation.spans.iter().copied().chain([span]).collect();
    reshaped(session, annotation, strings::TAKE_IN, spans)
}

pub(super) fn exclude(session: &Session, annotation: &Annotation, cut: Span) -> Result<Plan, ActionError> {
    let before = |s: &Span| (s.start() < cut.start()).then(|| Span::new(s.start(), s.end().min(cut.start())));
    let after = |s: &Span| (cut.end() < s.end()).then(|| Span::new(s.start().max(cut.end()), s.end()));
    let rest = annotation.spans.iter().flat_map(|s| [before(s), after(s)]).flatten().collect();
    reshaped(session, annotation, strings::LEAVE_OUT, rest)
}

/// The annotation over other spans.
fn reshaped(
    session: &Session,
    annotation: &Annotation,
    label: &'static str,
    spans: Vec<Span>,
) -> Result<Plan, ActionError> {
    let spans = by_paragraph(&session.document, spans).ok_or(ActionError::Nothing(strings::NOTHING_LEFT))?;
    let said = strings::fill(strings::SAID_EXTENT, &[&words(session, &spans)]);
    Ok(Plan::new(label, changed(annotation, [Change::Spans(spans)])?, said))
}

fn words(session: &Session, spans: &Spans) -> String {
    let words = spans.iter().map(|&span| session.document.slice(span));
    let words = words.collect::<Vec<_>>().join(" … ");
    match words.char_indices().nth(120) {
        Some((end, _)) => format!("{} …", &words[..end]),
        None => words,
    }
}

pub(super) fn split(session: &Session, annotation: &Annotation, at: Pos) -> Result<Plan, ActionError> {
    let at = snapped(session, at, SpanEdge::Start);
    let hull = annotation.spans.hull();
    let side = |within: Span| {
        let spans = annotation.spans.iter().filter_map(|s| s.intersection(within));
        by_paragraph(&session.document, spans.filter(|s| !s.is_empty()))
    };
    let halves = if hull.contains(at) {
        side(Span::new(hull.start(), at)).zip(side(Span::new(at, hull.end())))
    } else {
        None
    };
    let Some((first, second)) = halves else {
        return Err(ActionError::Nothing(strings::SPLIT_WHERE));
    };
    let id = session.set.fresh_id();
    let other = Annotation {
        body: part_body(session, annotation, &second),
        ..Annotation::by_reader(id, second, Body::Note)
    };
    let other = Annotation { note: annotation.note.clone(), tags: annotation.tags.clone(), ..other };
    let body = part_body(session, annotation, &first);
    let mut edits =
        vec![Edit::Set(annotation.id, Change::Spans(first)), Edit::Set(annotation.id, Change::Body(body))];
    edits.extend(owned(annotation.id));
    edits.push(Edit::Add(Box::new(other)));
    let ties = session.set.relations_of(annotation.id).into_iter();
    let tied = |r: Relation| {
        Edit::Link(if r.from == annotation.id {
            Relation { from: id, ..r }
        } else {
            Relation { to: id, ..r }
        })
    };
    edits.extend(ties.map(tied));
    Ok(Plan { select: Some(id), ..Plan::new(strings::SPLIT, Edit::Batch(edits), strings::SAID_SPLIT) })
}

/// What a half of an annotation is.
fn part_body(session: &Session, annotation: &Annotation, spans: &Spans) -> Body {
    match &annotation.body {
        Body::Quote(quote) if quote.kind != QuoteKind::Direct => {
            let words = spans.iter().map(|&span| session.document.slice(span));
            Body::Quote(Quote { kind: kind_by_marks(words), ..quote.clone() })
        }
        Body::Entity(entity) => body_for(session, spans, MarkKind::Entity(entity.kind)),
        Body::Date(_) => body_for(session, spans, MarkKind::Date),
        body => body.clone(),
    }
}

pub(super) fn join(
    session: &Session,
    annotation: &Annotation,
    other: &Annotation,
) -> Result<Plan, ActionError> {
    let (Body::Quote(ours), Body::Quote(theirs)) = (&annotation.body, &other.body) else {
        return Err(ActionError::DoesNotFit(strings::ONLY_QUOTATIONS_JOIN));
    };
    if annotation.id == other.id {
        return Err(ActionError::Nothing(strings::NONE_TO_JOIN));
    }
    let id = annotation.id;
    let spans = annotation.spans.iter().chain(&other.spans).copied();
    let spans = by_paragraph(&session.document, spans).ok_or(ActionError::Nothing(strings::NOTHING_LEFT))?;
    let kind = if ours.kind == theirs.kind {
        ours.kind
    } else {
        kind_by_marks(spans.iter().map(|&span| session.document.slice(span)))
    };
    let said = strings::fill(strings::SAID_JOINED, &[&words(session, &spans)]);
    let speaker = ours.speaker.clone().or_else(|| theirs.speaker.clone());
    let (inherited, removed) = legacy(session, id, other.id);
    let mut edits = vec![
        Edit::Set(id, Change::Spans(spans)),
        Edit::Set(id, Change::Body(Body::Quote(Quote { kind, speaker, ..ours.clone() }))),
        Edit::Set(id, Change::Note(joined_note(annotation, other))),
        Edit::Set(id, Change::Tags(joined_tags(annotation, other))),
    ];
    edits.extend(owned(id));
    edits.extend(inherited.into_iter().map(Edit::Link));
    edits.extend(removed.into_iter().map(Edit::Remove));
    Ok(Plan { select: Some(id), ..Plan::new(strings::JOIN, Edit::Batch(edits), said) })
}

/// The ties that a quotation takes over from another that is joined to it, of the kinds that it has none of; and
/// what goes: the other, with the cue and speaker that are nobody's then.
fn legacy(session: &Session, heir: Id, other: Id) -> (Vec<Relation>, Vec<Id>) {
    let lacks = |r: &Relation| session.set.follow(heir, r.kind).is_none();
    let ties = session.set.relations_of(other).into_iter().filter(|r| r.from == other);
    let inherited: Vec<Relation> = ties.filter(lacks).map(|r| Relation { from: heir, ..r }).collect();
    let mut removed = judge::removal(session, other);
    removed.retain(|&id| inherited.iter().all(|r| r.to != id));
    (inherited, removed)
}

fn joined_note(annotation: &Annotation, other: &Annotation) -> String {
    let notes = [annotation.note.as_str(), other.note.as_str()];
    notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("\n")
}

fn joined_tags(annotation: &Annotation, other: &Annotation) -> Vec<String> {
    let more = other.tags.iter().filter(|tag| !annotation.tags.contains(tag));
    annotation.tags.iter().chain(more).cloned().collect()
}
