//! What a reader can ask for, and the edit that does it.

use serde::{Deserialize, Serialize};

use super::Session;
use crate::annotation::{Annotation, EntityKind, Id, Origin, QuoteKind, RelationKind, Spans, Verdict};
use crate::edit::{Change, Edit, EditError};
use crate::span::{Pos, Span};
use crate::strings;

mod extent;
mod judge;
mod mark;
mod names;
mod texts;

/// Something that a reader asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
pub(crate) enum Action {
    Confirm {
        id: Id,
    },
    Reject {
        id: Id,
    },
    /// Confirms all of these, as one step; those that are confirmed already stay as they are.
    ConfirmAll {
        ids: Vec<Id>,
    },
    RejectAll {
        ids: Vec<Id>,
    },
    /// Takes out what a reader made; rejects what the machine made, so that it does not come back.
    Delete {
        id: Id,
    },
    /// Marks a passage.
    Mark {
        span: Span,
        label: MarkKind,
    },
    /// Marks every occurrence of the words of an annotation as what it is.
    MarkAll {
        id: Id,
    },
    /// Says what an annotation is.
    SetKind {
        id: Id,
        label: MarkKind,
    },
    /// Says who speaks; an empty name takes the speaker away.
    SetSpeaker {
        id: Id,
        name: String,
    },
    /// Gives an entity this name.
    SetName {
        id: Id,
        name: String,
    },
    /// Gives all of these, quotations and entities, this name, as one step: renames a person, or makes two one.
    Rename {
        ids: Vec<Id>,
        name: String,
    },
    /// Says which words name the speaker or report the quotation: the passage becomes the mention.
    SetMention {
        id: Id,
        span: Span,
        kind: RelationKind,
    },
    SetValue {
        id: Id,
        value: String,
    },
    SetNote {
        id: Id,
        note: String,
    },
    /// Separated by commas.
    SetTags {
        id: Id,
        tags: String,
    },
    /// Moves one end of an annotation by a word.
    Resize {
        id: Id,
        edge: SpanEdge,
        towards: EdgeMove,
    },
    /// Moves one end of an annotation to the nearest border of a word.
    MoveEdge {
        id: Id,
        edge: SpanEdge,
        to: Pos,
    },
    /// Takes more words into an annotation, beside it or apart from it.
    Include {
        id: Id,
        span: Span,
    },
    /// Leaves words out of an annotation; from its middle, too.
    Exclude {
        id: Id,
        span: Span,
    },
    /// Makes two annotations of one, the second beginning at the word here. Both keep speaker and cue.
    Split {
        id: Id,
        at: Pos,
    },
    /// Makes one quotation of two: the first takes in the words of the other, and what it says more.
    Join {
        id: Id,
        other: Id,
    },
}

/// What a passage is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MarkKind {
    /// The kind is read off the quotation marks in the passage.
    Quote,
    QuoteOf(QuoteKind),
    Entity(EntityKind),
    Date,
    Note,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SpanEdge {
    Start,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum EdgeMove {
    /// Takes in one more word.
    Grow,
    /// Leaves one word out.
    Shrink,
}

/// Why what a reader asked for cannot be done; nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum ActionError {
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
    let all = |ids: Vec<Id>| ids.into_iter().map(annotation).collect::<Result<Vec<&Annotation>, _>>();
    let passage =
        |span: Span| span.get(session.document.text()).ok_or(ActionError::Nothing(strings::NOT_IN_THIS_TEXT));
    let _in_the_text = match action {
        Action::Mark { span, .. }
        | Action::SetMention { span, .. }
        | Action::Include { span, .. }
        | Action::Exclude { span, .. } => passage(span)?,
        Action::MoveEdge { to: at, .. } | Action::Split { at, .. } => passage(Span::new(at, at))?,
        _ => "",
    };
    match action {
        Action::Confirm { id } => judge::one(annotation(id)?, Verdict::Confirmed),
        Action::Reject { id } => judge::one(annotation(id)?, Verdict::Rejected),
        Action::ConfirmAll { ids } => judge::all(&all(ids)?, Verdict::Confirmed),
        Action::RejectAll { ids } => judge::all(&all(ids)?, Verdict::Rejected),
        Action::Delete { id } => Ok(judge::delete(session, annotation(id)?)),
        Action::Mark { span, label } => mark::passage(session, span, label),
        Action::MarkAll { id } => mark::every_occurrence(session, annotation(id)?),
        Action::SetKind { id, label } => mark::set_kind(session, annotation(id)?, label),
        Action::SetSpeaker { id, name } => names::set_speaker(annotation(id)?, &name),
        Action::SetName { id, name } => names::set_name(annotation(id)?, &name),
        Action::Rename { ids, name } => names::rename(&all(ids)?, &name),
        Action::SetMention { id, span, kind } => names::set_mention(session, annotation(id)?, span, kind),
        Action::SetValue { id, value } => texts::set_value(annotation(id)?, &value),
        Action::SetNote { id, note } => texts::set_note(annotation(id)?, note),
        Action::SetTags { id, tags } => texts::set_tags(annotation(id)?, &tags),
        Action::Resize { id, edge, towards } => extent::resize(session, annotation(id)?, edge, towards),
        Action::MoveEdge { id, edge, to } => extent::move_edge(session, annotation(id)?, edge, to),
        Action::Include { id, span } => extent::include(session, annotation(id)?, span),
        Action::Exclude { id, span } => extent::exclude(session, annotation(id)?, span),
        Action::Split { id, at } => extent::split(session, annotation(id)?, at),
        Action::Join { id, other } => extent::join(session, annotation(id)?, annotation(other)?),
    }
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
        return Err(ActionError::Nothing(strings::SO_ALREADY));
    }
    edits.extend(owned(annotation.id));
    Ok(Edit::Batch(edits))
}

/// Makes an annotation the reader's, and confirmed.
fn owned(id: Id) -> [Edit; 2] {
    [Edit::Set(id, Change::Origin(Origin::Reader)), Edit::Set(id, Change::Verdict(Verdict::Confirmed))]
}

/// The parts of these spans in each paragraph that they touch, without blanks at their ends; parts with nothing
/// but blanks between them are one. `None` when nothing is left.
pub(super) fn by_paragraph(session: &Session, spans: impl IntoIterator<Item = Span>) -> Option<Spans> {
    let document = &session.document;
    let mut spans: Vec<Span> = spans.into_iter().collect();
    spans.sort_unstable();
    let mut whole: Vec<Span> = vec![];
    for span in spans {
        match whole.last_mut() {
            Some(last) if is_blank_between(document.text(), *last, span) => *last = last.hull(span),
            _ => whole.push(span),
        }
    }
    let cut = |span: Span| {
        document.paragraphs_in(span).filter_map(move |i| span.intersection(document.paragraphs()[i].span))
    };
    let parts = whole.into_iter().flat_map(cut).map(|part| part.trimmed(document.text()));
    Spans::new(parts.filter(|part| !part.is_empty()).collect()).ok()
}

fn is_blank_between(text: &str, before: Span, after: Span) -> bool {
    let gap = text.get(before.end().index()..after.start().index());
    after.start() <= before.end() || gap.is_some_and(|gap| gap.trim().is_empty())
}
