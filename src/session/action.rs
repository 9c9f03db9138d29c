//! What a reader can ask for, and the edit that does it.

use serde::{Deserialize, Serialize};

use super::Session;
use crate::annotation::{
    Annotation, Body, Entity, EntityKind, Id, Origin, Quote, QuoteKind, Relation, RelationKind, Spans, Timex,
    TimexKind, Verdict,
};
use crate::document::tokens::{is_apostrophe, is_mark};
use crate::edit::{Change, Edit, EditError};
use crate::span::{Pos, Span};

/// Something that a reader asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
pub enum Action {
    Confirm {
        id: Id,
    },
    Reject {
        id: Id,
    },
    /// Takes out what a reader made; rejects what the machine made, so that it does not come back.
    Delete {
        id: Id,
    },
    /// Marks a passage.
    Mark {
        span: Span,
        label: Label,
    },
    /// Marks every occurrence of the words of an annotation as what it is.
    MarkAll {
        id: Id,
    },
    /// Says what an annotation is.
    SetKind {
        id: Id,
        label: Label,
    },
    /// Says who speaks; an empty name takes the speaker away.
    SetSpeaker {
        id: Id,
        name: String,
    },
    /// Gives the speaker of one quotation, and of all that had the same speaker, this name.
    RenameSpeaker {
        id: Id,
        name: String,
    },
    /// Says which words name the speaker or report the quotation: the passage becomes the mention.
    SetMention {
        id: Id,
        span: Span,
        kind: RelationKind,
    },
    /// Gives an entity this name; with [`Action::RenameEntity`], all entities that had the same.
    SetName {
        id: Id,
        name: String,
    },
    RenameEntity {
        id: Id,
        name: String,
    },
    SetValue {
        id: Id,
        value: String,
    },
    SetNote {
        id: Id,
        note: String,
    },
    /// Tags, separated by commas.
    SetTags {
        id: Id,
        tags: String,
    },
    /// Moves one end of an annotation by a word.
    Resize {
        id: Id,
        edge: Edge,
        towards: Move,
    },
}

/// What a passage is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// The kind is read off the quotation marks in the passage.
    Quote,
    QuoteOf(QuoteKind),
    Entity(EntityKind),
    Date,
    Note,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edge {
    Start,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Move {
    /// Takes in one more word.
    Out,
    /// Leaves one word out.
    In,
}

/// Why what a reader asked for cannot be done; nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ActionError {
    Edit(EditError),
    /// The action does not fit this annotation: a quotation has no date.
    DoesNotFit(&'static str),
    /// Nothing would change.
    Nothing(&'static str),
}

impl From<EditError> for ActionError {
    fn from(error: EditError) -> ActionError {
        ActionError::Edit(error)
    }
}

impl std::fmt::Display for ActionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ActionError::Edit(error) => error.fmt(f),
            ActionError::DoesNotFit(why) | ActionError::Nothing(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for ActionError {}

/// The edit that an action comes to.
pub(super) struct Plan {
    /// What undo calls it.
    pub label: &'static str,
    pub edit: Edit,
    /// What the status line says.
    pub said: String,
    /// What is looked at afterwards, if not what was before.
    pub select: Option<Id>,
}

impl Plan {
    fn new(label: &'static str, edit: Edit, said: impl Into<String>) -> Plan {
        Plan { label, edit, said: said.into(), select: None }
    }
}

pub(super) fn plan(session: &Session, action: Action) -> Result<Plan, ActionError> {
    let annotation = |id| session.set.get(id).ok_or(ActionError::Edit(EditError::Missing(id)));
    match action {
        Action::Confirm { id } => judge(annotation(id)?, Verdict::Confirmed),
        Action::Reject { id } => judge(annotation(id)?, Verdict::Rejected),
        Action::Delete { id } => Ok(delete(session, annotation(id)?)),
        Action::Mark { span, label } => mark(session, span, label),
        Action::MarkAll { id } => mark_all(session, annotation(id)?),
        Action::SetKind { id, label } => set_kind(session, annotation(id)?, label),
        Action::SetSpeaker { id, name } => set_speaker(annotation(id)?, &name),
        Action::RenameSpeaker { id, name } => rename_speaker(session, annotation(id)?, &name),
        Action::SetMention { id, span, kind } => set_mention(session, annotation(id)?, span, kind),
        Action::SetName { id, name } => set_name(annotation(id)?, &name),
        Action::RenameEntity { id, name } => rename_entity(session, annotation(id)?, &name),
        Action::SetValue { id, value } => set_value(annotation(id)?, &value),
        Action::SetNote { id, note } => set_note(annotation(id)?, note),
        Action::SetTags { id, tags } => set_tags(annotation(id)?, &tags),
        Action::Resize { id, edge, towards } => resize(session, annotation(id)?, edge, towards),
    }
}

fn judge(annotation: &Annotation, verdict: Verdict) -> Result<Plan, ActionError> {
    if annotation.verdict == verdict {
        return Err(ActionError::Nothing("It is so already"));
    }
    let edit = Edit::Set(annotation.id, Change::Verdict(verdict));
    Ok(match verdict {
        Verdict::Confirmed => Plan::new("Confirm", edit, "Confirmed"),
        Verdict::Rejected => Plan::new("Reject", edit, "Rejected; it stays listed under Problems"),
        Verdict::Open => Plan::new("Reopen", edit, "Open again"),
    })
}

fn delete(session: &Session, annotation: &Annotation) -> Plan {
    if annotation.origin != Origin::Reader {
        let edit = Edit::Set(annotation.id, Change::Verdict(Verdict::Rejected));
        return Plan::new("Delete", edit, "Deleted; it stays listed under Problems");
    }
    // A quotation takes along the cue and speaker that are nobody else's.
    let parts = session.set.relations_of(annotation.id).into_iter().filter(|r| r.from == annotation.id);
    let mut alone: Vec<Id> =
        parts.map(|r| r.to).filter(|&to| session.set.relations_of(to).len() == 1).collect();
    alone.sort_unstable();
    alone.dedup();
    let edits = std::iter::once(annotation.id).chain(alone).map(Edit::Remove).collect();
    Plan::new("Delete", Edit::Batch(edits), "Deleted")
}

fn mark(session: &Session, span: Span, label: Label) -> Result<Plan, ActionError> {
    let span = if label == Label::Quote { with_marks(session.document.text(), span) } else { span };
    let spans =
        by_paragraph(session, span).ok_or(ActionError::Nothing("There is no text in the selection"))?;
    let id = session.set.fresh_id();
    let body = body_for(session, &spans, label);
    let said = format!("Marked as {}", crate::view::describe(&body).to_lowercase());
    let edit = Edit::Add(Box::new(Annotation::by_reader(id, spans, body)));
    Ok(Plan { select: Some(id), ..Plan::new("Mark", edit, said) })
}

/// The parts of a span in each paragraph that it touches, without blanks at their ends.
fn by_paragraph(session: &Session, span: Span) -> Option<Spans> {
    let document = &session.document;
    let parts = document.paragraphs_in(span).filter_map(|i| span.intersection(document.paragraphs()[i].span));
    // A part that begins or ends within a character is no text.
    let parts = parts.filter(|part| part.get(document.text()).is_some());
    let parts = parts.map(|part| part.trimmed(document.text())).filter(|part| !part.is_empty());
    Spans::new(parts.collect()).ok()
}

fn body_for(session: &Session, spans: &Spans, label: Label) -> Body {
    let document = &session.document;
    match label {
        Label::Quote => {
            let words = spans.iter().map(|&span| document.slice(span));
            Body::Quote(Quote { kind: kind_by_marks(words), speaker: None })
        }
        Label::QuoteOf(kind) => Body::Quote(Quote { kind, speaker: None }),
        Label::Entity(kind) => {
            let words = document.slice(spans.first());
            Body::Entity(Entity {
                kind,
                name: known_name(session, words).unwrap_or_else(|| fold_blanks(words)),
            })
        }
        Label::Date => Body::Date(Timex { kind: TimexKind::Date, value: String::new() }),
        Label::Note => Body::Note,
    }
}

/// The span with the quotation marks that stand right before and after it: a direct quotation has them.
fn with_marks(text: &str, span: Span) -> Span {
    let quoting = |c: &char| is_mark(*c) && !is_apostrophe(*c);
    let before = text.get(..span.start().index()).and_then(|t| t.chars().next_back()).filter(quoting);
    let after = text.get(span.end().index()..).and_then(|t| t.chars().next()).filter(quoting);
    match (before, after) {
        (Some(b), Some(a)) => {
            Span::new(span.start().index() - b.len_utf8(), span.end().index() + a.len_utf8())
        }
        _ => span,
    }
}

/// Direct when every part is inside marks, mixed when marks stand within, indirect when there are none.
fn kind_by_marks<'a>(mut parts: impl Iterator<Item = &'a str> + Clone) -> QuoteKind {
    let quoting = |c: char| is_mark(c) && !is_apostrophe(c);
    let enclosed = |part: &str| part.starts_with(quoting) && part.ends_with(quoting);
    if parts.clone().all(enclosed) {
        QuoteKind::Direct
    } else if parts.any(|part| part.contains(quoting)) {
        QuoteKind::Mixed
    } else {
        QuoteKind::Indirect
    }
}

fn fold_blanks(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name under which the article's entities with these words go.
fn known_name(session: &Session, words: &str) -> Option<String> {
    let same = |a: &&Annotation| session.document.slice(a.spans.first()) == words;
    session.set.in_order().filter(same).find_map(|a| a.entity()).map(|e| e.name.clone())
}

fn mark_all(session: &Session, annotation: &Annotation) -> Result<Plan, ActionError> {
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
        return Err(ActionError::Nothing("Every occurrence is marked already"));
    }
    let said = format!("Marked {} more", edits.len());
    Ok(Plan::new("Mark all", Edit::Batch(edits), said))
}

/// Whether no letter or digit touches a span from outside.
fn stands_alone(text: &str, span: Span) -> bool {
    let before = text[..span.start().index()].chars().next_back();
    let after = text[span.end().index()..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

fn set_kind(session: &Session, annotation: &Annotation, label: Label) -> Result<Plan, ActionError> {
    let body = match (&annotation.body, label) {
        (Body::Quote(quote), Label::QuoteOf(kind)) => Body::Quote(Quote { kind, ..quote.clone() }),
        (Body::Entity(entity), Label::Entity(kind)) => Body::Entity(Entity { kind, ..entity.clone() }),
        (_, label) => body_for(session, &annotation.spans, label),
    };
    let said = format!("Now: {}", crate::view::describe(&body).to_lowercase());
    Ok(Plan::new("Change kind", changed(annotation, [Change::Body(body)])?, said))
}

/// A reader's changes to an annotation: from now on it is the reader's, and confirmed.
fn changed(annotation: &Annotation, changes: impl IntoIterator<Item = Change>) -> Result<Edit, ActionError> {
    let differs = |change: &Change| match change {
        Change::Spans(x) => *x != annotation.spans,
        Change::Body(x) => *x != annotation.body,
        Change::Note(x) => *x != annotation.note,
        Change::Tags(x) => *x != annotation.tags,
        Change::Origin(_) | Change::Verdict(_) => true,
    };
    let mut edits: Vec<Edit> =
        changes.into_iter().filter(differs).map(|c| Edit::Set(annotation.id, c)).collect();
    if edits.is_empty() {
        return Err(ActionError::Nothing("It is so already"));
    }
    edits.push(Edit::Set(annotation.id, Change::Origin(Origin::Reader)));
    edits.push(Edit::Set(annotation.id, Change::Verdict(Verdict::Confirmed)));
    Ok(Edit::Batch(edits))
}

fn with_speaker(annotation: &Annotation, name: &str) -> Result<Edit, ActionError> {
    let Body::Quote(quote) = &annotation.body else {
        return Err(ActionError::DoesNotFit("Only a quotation has a speaker"));
    };
    let name = fold_blanks(name);
    let speaker = (!name.is_empty()).then_some(name);
    changed(annotation, [Change::Body(Body::Quote(Quote { speaker, ..quote.clone() }))])
}

fn set_speaker(annotation: &Annotation, name: &str) -> Result<Plan, ActionError> {
    let edit = with_speaker(annotation, name)?;
    let name = fold_blanks(name);
    let said = if name.is_empty() { "No speaker".to_owned() } else { format!("Speaker: {name}") };
    Ok(Plan::new("Set speaker", edit, said))
}

fn rename_speaker(session: &Session, annotation: &Annotation, name: &str) -> Result<Plan, ActionError> {
    let old = annotation.quote().and_then(|q| q.speaker.clone());
    let same = |a: &&Annotation| {
        a.id == annotation.id || (old.is_some() && a.quote().is_some_and(|q| q.speaker == old))
    };
    let edits: Vec<Edit> =
        session.set.in_order().filter(same).filter_map(|a| with_speaker(a, name).ok()).collect();
    if edits.is_empty() {
        return Err(ActionError::Nothing("They have that speaker already"));
    }
    let said = format!("Speaker of {}: {}", crate::view::count(edits.len(), "quotation"), fold_blanks(name));
    Ok(Plan::new("Set speaker everywhere", Edit::Batch(edits), said))
}

fn set_mention(
    session: &Session,
    annotation: &Annotation,
    span: Span,
    kind: RelationKind,
) -> Result<Plan, ActionError> {
    let Body::Quote(quote) = &annotation.body else {
        return Err(ActionError::DoesNotFit(
            "Select a quotation first: only a quotation has a speaker and a cue",
        ));
    };
    let body = if kind == RelationKind::SpokenBy { Body::Speaker } else { Body::Cue };
    let spans =
        by_paragraph(session, span).ok_or(ActionError::Nothing("There is no text in the selection"))?;
    let from = annotation.id;
    let old = session.set.relations_of(from).into_iter().filter(|r| r.from == from && r.kind == kind);
    let mut edits: Vec<Edit> = old.map(Edit::Unlink).collect();
    let to = session.set.fresh_id();
    edits.push(Edit::Add(Box::new(Annotation::by_reader(to, spans.clone(), body))));
    edits.push(Edit::Link(Relation { kind, from, to }));
    if kind == RelationKind::SpokenBy {
        let within = session.set.overlapping(spans.hull()).find_map(|(a, _)| a.entity());
        let name =
            within.map_or_else(|| fold_blanks(session.document.slice(spans.first())), |e| e.name.clone());
        let body = Body::Quote(Quote { speaker: Some(name), ..quote.clone() });
        edits.extend(changed(annotation, [Change::Body(body)]).ok());
    }
    let label = if kind == RelationKind::SpokenBy { "Set speaker" } else { "Set cue" };
    Ok(Plan { select: Some(from), ..Plan::new(label, Edit::Batch(edits), label) })
}

fn with_name(annotation: &Annotation, name: &str) -> Result<Edit, ActionError> {
    let Body::Entity(entity) = &annotation.body else {
        return Err(ActionError::DoesNotFit("Only an entity has a name"));
    };
    let name = fold_blanks(name);
    if name.is_empty() {
        return Err(ActionError::Nothing("A name cannot be empty"));
    }
    changed(annotation, [Change::Body(Body::Entity(Entity { name, ..entity.clone() }))])
}

fn set_name(annotation: &Annotation, name: &str) -> Result<Plan, ActionError> {
    Ok(Plan::new("Change name", with_name(annotation, name)?, format!("Name: {}", fold_blanks(name))))
}

/// All entities of the same kind and name, and the quotations that they speak.
fn rename_entity(session: &Session, annotation: &Annotation, name: &str) -> Result<Plan, ActionError> {
    let old = annotation.entity().ok_or(ActionError::DoesNotFit("Only an entity has a name"))?;
    let renamed = |a: &Annotation| match &a.body {
        Body::Entity(e) if e == old => with_name(a, name).ok(),
        Body::Quote(q) if q.speaker.as_ref() == Some(&old.name) => with_speaker(a, name).ok(),
        _ => None,
    };
    let edits: Vec<Edit> = session.set.in_order().filter_map(renamed).collect();
    if edits.is_empty() {
        return Err(ActionError::Nothing("They have that name already"));
    }
    let said = format!("Renamed {}: {}", crate::view::count(edits.len(), "annotation"), fold_blanks(name));
    Ok(Plan::new("Rename everywhere", Edit::Batch(edits), said))
}

fn set_value(annotation: &Annotation, value: &str) -> Result<Plan, ActionError> {
    let Body::Date(timex) = &annotation.body else {
        return Err(ActionError::DoesNotFit("Only a date has a value"));
    };
    let value = value.trim().to_owned();
    let said = format!("Value: {value}");
    let edit = changed(annotation, [Change::Body(Body::Date(Timex { value, ..timex.clone() }))])?;
    Ok(Plan::new("Change value", edit, said))
}

fn set_note(annotation: &Annotation, note: String) -> Result<Plan, ActionError> {
    if annotation.note == note {
        return Err(ActionError::Nothing("It is so already"));
    }
    Ok(Plan::new("Comment", Edit::Set(annotation.id, Change::Note(note)), "Comment kept"))
}

fn set_tags(annotation: &Annotation, tags: &str) -> Result<Plan, ActionError> {
    let mut list: Vec<String> = vec![];
    for tag in tags.split(',').map(fold_blanks).filter(|t| !t.is_empty()) {
        if !list.contains(&tag) {
            list.push(tag);
        }
    }
    if list == annotation.tags {
        return Err(ActionError::Nothing("It is so already"));
    }
    Ok(Plan::new("Tag", Edit::Set(annotation.id, Change::Tags(list)), "Tags kept"))
}

fn resize(
    session: &Session,
    annotation: &Annotation,
    edge: Edge,
    towards: Move,
) -> Result<Plan, ActionError> {
    let mut spans = annotation.spans.as_slice().to_vec();
    let at = if edge == Edge::Start { 0 } else { spans.len() - 1 };
    let span = spans[at];
    let end =
        stepped(session, span, edge, towards).ok_or(ActionError::Nothing("It cannot go further that way"))?;
    spans[at] = if edge == Edge::Start { Span::new(end, span.end()) } else { Span::new(span.start(), end) };
    let spans = Spans::new(spans).map_err(|_| ActionError::Nothing("Its parts would overlap"))?;
    let said = format!("“{}”", session.document.slice(spans.as_slice()[at]));
    Ok(Plan::new("Resize", changed(annotation, [Change::Spans(spans)])?, said))
}

/// Where an edge of a span comes to stand when it moves by a token, within its paragraph and never empty.
fn stepped(session: &Session, span: Span, edge: Edge, towards: Move) -> Option<Pos> {
    let document = &session.document;
    let paragraph = document.paragraphs().get(document.paragraph_at(span.start()))?;
    let tokens = &document.tokens()[paragraph.tokens.clone()];
    let starts = || tokens.iter().map(|t| t.span.start());
    let ends = || tokens.iter().map(|t| t.span.end());
    match (edge, towards) {
        (Edge::Start, Move::Out) => starts().rev().find(|&p| p < span.start()),
        (Edge::Start, Move::In) => starts().find(|&p| span.start() < p && p < span.end()),
        (Edge::End, Move::Out) => ends().find(|&p| span.end() < p),
        (Edge::End, Move::In) => ends().rev().find(|&p| span.start() < p && p < span.end()),
    }
}
