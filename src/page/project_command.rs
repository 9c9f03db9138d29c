//! What a reader can ask for beside the work on one article: sources, another coder's set, who speaks in the library.

use serde::{Deserialize, Serialize};

use crate::annotation::Id;
use crate::guidelines::MarkedKind;
use crate::project::speaking::NameFold;
use crate::store::{Choice, DisputedPair};

/// Commands on the sources that the open article's quotations are checked against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SourcesCommand {
    Show,
    /// Checks against what is in the box and against the sources that are kept.
    Check,
    /// Removes the source with this index.
    Remove(usize),
    Export(FindingsFile),
}

/// A file with what the sources show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FindingsFile {
    Csv,
    Html,
}

/// Commands on another person's set of the open article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ComparisonCommand {
    Show,
    Decide(DisputedPair, Choice),
    /// Takes the last decision back.
    Undo,
    Redo,
    /// Goes to the difference with this index.
    GoTo(usize),
    /// Makes the open article's set the settled one.
    Take,
    Export(SettledFile),
}

/// Commands on another person's sets of many articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ManySetsCommand {
    /// Goes on with reading them.
    ReadMore,
    /// Shows the comparison over all of them again.
    Show,
    /// Opens the article with this id at the difference with this index.
    Open(String, usize),
}

/// A file with the outcome of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SettledFile {
    /// The settled set, as Web Annotations.
    Set,
    /// Who decided what, and when.
    Decisions,
}

/// Commands on the word list: what a reader has said, for other articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum WordListCommand {
    Show,
    /// Turns the table to this page, counted from 0.
    Page(usize),
    Remove(EntryPlace),
    /// Brings back what was removed last.
    BringBack,
    Export,
    /// Has the open article follow the list.
    ApplyHere,
    /// Counts what the list would change in the library, or goes on with that.
    Survey,
    CountMore,
    /// Has the articles of the library follow the list, or goes on with that.
    Apply,
    ApplyMore,
    Cancel,
}

/// An entry of the word list. Another tab may have changed the list: then other words stand in this place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EntryPlace {
    pub at: usize,
    pub words: String,
}

/// A field of the word list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum WordListField {
    /// Whether corrections are remembered.
    Remember,
    /// Whether an entry is used.
    Use(EntryPlace),
    Name(EntryPlace),
    Kind(EntryPlace),
}

/// Commands on the guidelines of the reader's project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum GuidelinesCommand {
    Show,
    AddTag,
    /// Removes the tag with this index.
    RemoveTag(usize),
    Export,
    /// Works without guidelines.
    Drop,
}

/// A field of the guidelines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum GuidelinesField {
    Title,
    /// Whether a kind is marked.
    Kind(MarkedKind),
    /// The tag with this index, and its note.
    Tag(usize),
    Note(usize),
}

/// Commands on a table whose columns a reader names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ColumnsCommand {
    Show,
    /// Reads the file, and others with the same columns, as the dialog says.
    Take,
    LeaveOut,
}

/// A field of that dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ColumnsField {
    /// What the rows are.
    Sort,
    /// What the column with this index is.
    Column(usize),
}

/// Commands on who speaks in all articles of the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum VoicesCommand {
    Show,
    /// Reads more articles: what takes long is done a little at a time.
    ReadMore,
    View(VoicesView),
    /// Counts two names as one, in all articles.
    Fold(NameFold),
    /// Parts the two names again that were put together last.
    Unfold,
    /// Opens an article at an annotation.
    Open(String, Id),
    Export(VoicesFile),
}

/// What is shown of all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum VoicesView {
    #[default]
    Speakers,
    /// The quotations of one speaker, by the words of the name.
    Person(Vec<String>),
    Dates,
    /// The quotations that several articles have.
    Same,
}

/// A file with what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum VoicesFile {
    Csv,
    Svg,
    Png,
}
