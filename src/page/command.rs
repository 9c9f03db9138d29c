//! What a reader can ask the page for.
//!
//! A tree carries the [`Command`] of each button and the [`Field`] of each text box or list; `web` matches both
//! exhaustively. Their JSON stands in the attributes `data-command`, `data-change` and `data-input`, here and in
//! `www/index.html`. Names on the wire are those that serde is given here; nothing depends on `Debug`.

use serde::{Deserialize, Serialize};

pub(crate) use super::dialog::Dialog;
use super::filter::{FilterField, QuoteSpeaker};
use super::library::choice::{LibraryColumn, LibraryFilter};
pub(crate) use super::project_command::{
    ColumnsCommand, ColumnsField, ComparisonCommand, EntryPlace, FindingsFile, GuidelinesCommand,
    GuidelinesField, ManySetsCommand, SettledFile, SourcesCommand, VoicesCommand, VoicesFile, VoicesView,
    WordListCommand, WordListField,
};
use super::tab::{QuoteOrder, Tab};
use crate::annotation::Id;
use crate::session::{EdgeMove, MarkKind, ReadingDirection, SpanEdge};
use crate::view::layers::Layer;

/// Something that a button, a key or a field asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Command {
    History(HistoryCommand),
    Article(ArticleCommand),
    Library(LibraryCommand),
    Queue(QueueCommand),
    Recovery(RecoveryCommand),
    Navigate(Navigation),
    Review(ReviewCommand),
    Annotation {
        /// `None` means the selected annotation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<Id>,
        action: AnnotationCommand,
    },
    Words(WordsCommand),
    List(ListCommand),
    View(ViewCommand),
    Page(PageCommand),
    Site(SiteCommand),
    Storage(StorageCommand),
    Deep(DeepCommand),
    Sources(SourcesCommand),
    Comparison(ComparisonCommand),
    ManySets(ManySetsCommand),
    Columns(ColumnsCommand),
    Voices(VoicesCommand),
    WordList(WordListCommand),
    Guidelines(GuidelinesCommand),
    /// Sets a field to a value.
    Change(Field, String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum HistoryCommand {
    Undo,
    Redo,
}

/// Commands on the open article as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ArticleCommand {
    OpenSample,
    /// Shows what is known of the article, to be corrected.
    ShowDetails,
    /// Takes what the dialog says of the article.
    SaveDetails,
    /// Opens the page that the bookmarklet sent.
    OpenReceived,
    Analyse,
    StopAnalysis,
    /// Shows what changed since the older version.
    ShowChanges,
    ExportReport(ReportFile),
    /// This quotation of the older version is the one that the report proposes, altered.
    WasAltered(Id),
    /// This quotation of the older version is gone.
    WasRemoved(Id),
    /// Takes the pasted text as a newer version though little is shared.
    OpenAsNewer,
    /// Opens the pasted text as an article of its own.
    OpenSeparately,
}

/// A file with the report of what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ReportFile {
    Csv,
    Markdown,
    Html,
}

/// Commands on the saved articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LibraryCommand {
    Show,
    /// Opens the article with this id.
    Open(String),
    /// Sorts the table by a column; again, the other way round.
    Sort(LibraryColumn),
    /// Turns the table to this page, counted from 0.
    Page(usize),
    /// Ticks the article with this id, or takes its tick away.
    Tick(String),
    /// Ticks all rows from the one ticked last to this one.
    TickTo(String),
    /// Ticks all that the table shows, on all its pages, or none.
    TickAll,
    /// Removes the ticked articles.
    RemoveTicked,
    /// Brings back what was removed last.
    BringBack,
    /// Goes on with removing, or with bringing back.
    GoOn,
    /// Shows in which formats the ticked articles can be exported, or all.
    ShowExport,
    /// Goes on with an export.
    ExportMore,
    /// Goes on with taking in a file with the sets of many articles.
    ImportMore,
    /// Puts the ticked articles into the collection whose name is written.
    AddToCollection,
    TakeOutOfCollection,
    /// Removes the collection that is shown; its articles stay.
    RemoveCollection,
    /// Looks for the open article's quotations in the other articles.
    FindSameQuotations,
    ShowBackup,
    /// Downloads a back-up of all articles.
    BackUp,
    /// The same, once the restore points are read.
    WriteBackup,
    /// Goes on with restoring a back-up: what takes long is done a little at a time.
    RestoreMore,
}

/// Commands on files that are read together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum QueueCommand {
    /// Leaves out what is not read yet.
    Cancel,
    /// Hides what came of it.
    Dismiss,
}

/// Commands on what cannot be read, on restore points, and on the folder for back-ups. A record or point is named by its
/// key. What needs an answer of the browser has a second command, which goes on with the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RecoveryCommand {
    /// Looks for a copy of a record that can be read.
    Recover(String),
    RecoverFromCopies(String),
    /// Downloads a record as it is stored.
    Download(String),
    /// Removes a record that cannot be read; asks first.
    Remove(String),
    ShowPoints,
    DrawPoints,
    RestorePoint(String),
    DismissReminder,
    ChooseFolder,
    AllowFolder,
    WriteIntoFolder,
    WriteFolderFile,
    ReportFolder,
    ForgetFolder,
}

/// Commands that select an annotation or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Navigation {
    /// Selects an annotation from a list; the article scrolls there.
    Select(Id),
    /// Selects one of the marks under the pointer, innermost first. Repeated, it selects the next one outwards.
    SelectMark(Vec<Id>),
    /// Selects an annotation from a dialog, and closes the dialog.
    Show(Id),
    /// Selects the annotation before or after the selected one.
    Walk(ReadingDirection),
    /// The same among the quotations alone.
    WalkQuotations(ReadingDirection),
    Deselect,
}

/// Commands of the pass through the unchecked annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ReviewCommand {
    NextUnchecked,
    ConfirmAndNext,
    RejectAndNext,
    /// Chooses the speaker or kind that a digit stands for: 1 is the first.
    Digit(u8),
    /// Confirms all that the filtered list shows.
    ConfirmShown,
    RejectShown,
    /// Confirms what is ticked in the list.
    ConfirmTicked,
    RejectTicked,
    /// The last step was meant for one mention of the name, not for all.
    OnlyThis,
}

/// Commands on one annotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AnnotationCommand {
    Confirm,
    Reject,
    Delete,
    /// Marks every occurrence of its words; shows first what would become something else.
    MarkAll,
    /// Moves one end by a word.
    Resize(SpanEdge, EdgeMove),
    SetSpeaker(String),
    /// Joins a quotation with the one before or after it.
    Join(ReadingDirection),
    /// Splits it at the caret.
    Split,
    ShowRename,
    Copy(CitationStyle),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CitationStyle {
    Plain,
    Markdown,
}

/// Commands on the words that are selected in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum WordsCommand {
    /// Selects a first word, for keys to go on from.
    SelectFirst,
    /// Moves the selection to the next word or sentence.
    Move(Arrow),
    /// Takes the next word or sentence into the selection.
    Extend(Arrow),
    Mark(MarkKind),
    /// Makes the words the speaker of the selected quotation.
    AsSpeaker,
    AsCue,
    /// Takes the words into the selected annotation.
    Include,
    Exclude,
}

/// An arrow key: left and right as seen, whatever the direction of the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Arrow {
    Left,
    Right,
    Up,
    Down,
}

/// Commands on the panel's lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ListCommand {
    Tab(Tab),
    /// Opens the tab beside the open one.
    TurnTab(ReadingDirection),
    Order(QuoteOrder),
    /// Turns a long list to this page, counted from 0.
    Page(usize),
    QuotesOf(QuoteSpeaker),
    ClearFilter,
    /// Empties the search; where it is empty, the other filters. The article gets the keyboard.
    LeaveSearch,
    /// Ticks the entry of an annotation, or takes its tick away.
    Tick(Id),
    /// Ticks all entries from the one ticked last to this one.
    TickTo(Id),
    /// Ticks all that the list shows, or none.
    TickShown,
    /// Goes to the next match in the article.
    Find(ReadingDirection),
    FocusSearch,
    ExportSpeakers(SpeakersFile),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SpeakersFile {
    Csv,
    Svg,
    Png,
}

/// Commands on what is shown: layers of marks, and parts of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ViewCommand {
    /// Hides all marks but quotations; again, shows the layers from before.
    OnlyQuotations,
    /// Brings the keyboard to the layers.
    FocusLayers,
    /// Shows the filters over the lists, or hides them.
    ToggleFilters,
    /// Shows what is seldom needed of the card, or hides it.
    ToggleMore,
    Show(PagePart),
}

/// What a small screen shows: it has room for one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PagePart {
    #[default]
    Article,
    Lists,
}

/// Commands of the page around the article: dialogs, messages, the keyboard's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PageCommand {
    Show(Dialog),
    /// Hides the error message, which the reader has read.
    DismissError,
    /// Gives the name in the dialog of names to everything that is ticked there.
    Rename,
    /// Marks the occurrences that are ticked in their dialog.
    MarkTicked,
    /// Brings the keyboard to a field of the card.
    FocusCard(CardField),
}

/// Commands on the sites whose pages the bookmarklet sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SiteCommand {
    /// Refuses the page that the reader is asked about, and all that its site will send.
    Refuse,
    /// Asks about the pages of this origin again.
    Allow(String),
}

/// Commands on where the work is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StorageCommand {
    /// Shows the dialog in which the reader chooses.
    ShowTabOnly,
    KeepInTab(FormerWork),
    SaveInBrowser,
    /// Hides the note about local files, which the reader has read.
    DismissFileNote,
}

/// Commands on the deep reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DeepCommand {
    /// Reads the open article deeply.
    Read,
    Stop,
    /// Removes the files that were fetched for it.
    RemoveFiles,
}

/// What becomes of the work that is saved already when a reader chooses to keep it in the tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FormerWork {
    Leave,
    Remove,
}

/// What a key can bring the keyboard to in the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CardField {
    /// The speaker of a quotation, the name of an entity, the value of a date.
    Name,
    Kind,
    Note,
    Tags,
}

/// A field whose value is a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Field {
    Annotation {
        id: Id,
        field: AnnotationField,
    },
    Filter(FilterField),
    /// Whether a layer of marks is shown: each change turns it over.
    Layer(Layer),
    /// The order of the pass through the unchecked.
    ReviewOrder,
    /// The kind of what is ticked in the list.
    TickedKind,
    /// The list of tags, while a reader writes it.
    UnfinishedTags,
    LibrarySearch,
    LibraryFilter(LibraryFilter),
    /// The name of the collection that is shown.
    CollectionName,
    /// The format of an export.
    Format,
    /// The code of the language that the open article is read in; empty: what its words show.
    Language,
    /// Whether articles are read a second time: `on`, or empty.
    DeepReading,
    /// The name that the reader works under.
    Annotator,
    /// The publisher whose articles are counted; empty: all.
    VoicesPublisher,
    /// The month whose articles are counted; empty: all.
    VoicesMonth,
    WordList(WordListField),
    Guidelines(GuidelinesField),
    Columns(ColumnsField),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AnnotationField {
    Speaker,
    Name,
    Value,
    QuoteKind,
    EntityKind,
    Note,
    /// Tags separated by commas.
    Tags,
}

impl AnnotationField {
    /// Whether a reader types a text here; else one chooses from a list.
    pub(crate) fn is_typed(self) -> bool {
        !matches!(self, AnnotationField::QuoteKind | AnnotationField::EntityKind)
    }

    /// Whether each half of what is typed may stand in the set. Half a name would be another person in the lists; half
    /// a date another day.
    pub(crate) fn is_saved_while_typed(self) -> bool {
        matches!(self, AnnotationField::Note | AnnotationField::Tags)
    }
}

impl AnnotationCommand {
    /// This command on an annotation.
    pub(crate) fn on(self, id: Id) -> Command {
        Command::Annotation { id: Some(id), action: self }
    }
}
