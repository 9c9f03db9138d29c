//! What a reader can ask for, and why it may be refused.

use serde::{Deserialize, Serialize};

use crate::annotation::{EntityKind, Id, QuoteKind, RelationKind};
use crate::document::Meta;
use crate::edit::EditError;
use crate::span::{Pos, Span};

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
    /// Confirms a name: all its mentions of this kind that have the same verdict as this one.
    ConfirmName {
        id: Id,
    },
    /// Rejects a name in the same way.
    RejectName {
        id: Id,
    },
    /// Marks every occurrence of the words of an annotation as what it is, where nothing else is marked.
    MarkAll {
        id: Id,
    },
    /// Marks those occurrences that begin at these places, whatever is marked there.
    MarkOccurrences {
        id: Id,
        starts: Vec<Pos>,
    },
    /// Says what an annotation is.
    SetKind {
        id: Id,
        label: MarkKind,
    },
    /// Says what a name is: all its mentions.
    SetNameKind {
        id: Id,
        kind: EntityKind,
    },
    /// Says what all of these are, as one step; those that the kind does not fit stay as they are.
    SetKinds {
        ids: Vec<Id>,
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
    /// Says what the article's title, byline, day, publisher, language and address are.
    SetDetails {
        details: Box<Meta>,
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
