//! What the page knows between two calls: what is open, what is drawn, what is being saved.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::backup_folder::BackupFolder;
use super::deep_reader::DeepState;
use super::learned;
use super::library_work::{LibraryExport, LibraryImport};
use super::many_sets_read::ManySets;
use super::matches::SearchMatches;
use super::open_article::{LONG, OpenArticle};
use super::point_taker::PointTaker;
use super::reading_queue::ReadingQueue;
use super::region::Regions;
use super::restoration::Restoration;
use super::saving::Saving;
use super::shelf::Shelf;
use super::source_intake::SourceIntake;
use super::unnamed_tables::UnnamedTables;
use super::voices_read::Voices;
use super::waiting::Waiting;
use super::word_list_work::WordListWork;
use crate::annotation::Id;
use crate::document::Document;
use crate::guidelines::Guidelines;
use crate::page::command::PagePart;
use crate::page::field_visit::FieldVisit;
use crate::page::filter::Filter;
use crate::page::panel::PanelChoice;
use crate::page::project_answers::ComparedSets;
use crate::read_json;
use crate::session::{Changed, Session};
use crate::sorting::CollectSorted as _;
use crate::store::{
    Bookmark, JournalEntry, JournalPosition, StoreError, StoredArticle, article_id, replay_around,
};
use crate::view::article::VisibleMarks;
use crate::view::layers::HiddenLayers;
use crate::word_list::WordList;

pub(super) struct State {
    pub open: OpenArticle,
    pub drawn: DrawnPage,
    pub saving: Saving,
    pub waiting: Waiting,
    /// The back-up that is being restored.
    pub restoration: Option<Restoration>,
    pub points: PointTaker,
    pub folder: BackupFolder,
    pub deep: DeepState,
    /// Another person's set of the open article, as it is compared.
    pub comparing: Option<ComparedSets>,
    /// Another person's sets of many articles.
    pub many_sets: ManySets,
    /// The index of the difference that a comparison is to begin with.
    pub first_difference: Option<usize>,
    /// Whether the settled set was just taken, and is compared again.
    pub has_settled: bool,
    pub voices: Voices,
    pub word_list: WordListWork,
    pub source_intake: SourceIntake,
    /// Tables whose columns the reader is asked for.
    pub unnamed: UnnamedTables,
    /// The index of the difference that the keys are at.
    pub difference: usize,
    /// The file for many articles that is being taken in.
    pub importing: Option<LibraryImport>,
    /// The export of the library that is being written.
    pub exporting: Option<LibraryExport>,
    /// The files that are read together.
    pub queue: ReadingQueue,
    /// The text field in which the reader types.
    pub typing: Option<FieldVisit>,
    /// The articles in which the reader did something since they were last written to a file.
    pub in_no_file: BTreeSet<String>,
}

/// What the page shows of the open article and of the library.
#[derive(Default)]
pub(super) struct DrawnPage {
    pub choice: PanelChoice,
    pub regions: Regions,
    /// What the reader's project marks.
    pub guidelines: Rc<Guidelines>,
    /// The part of the page that a small screen shows.
    pub part: PagePart,
    /// The layers that were hidden before only quotations were shown.
    pub hidden_before: Option<HiddenLayers>,
    /// What is drawn whatever its layer: the selected annotation, and what belongs to it.
    pub looked_at: Vec<Id>,
    /// The matches of the search in the open article.
    pub matches: SearchMatches,
    /// Groups of paragraphs of a long article whose text is still to be put in the page.
    pub without_text: BTreeSet<usize>,
    /// Paragraphs of a long article whose marks are still to be drawn.
    pub unmarked: BTreeSet<usize>,
    /// Whether a timer draws them.
    pub is_marking: bool,
    /// Paragraphs whose marks show the selection.
    pub with_selection: Vec<usize>,
    /// What another tab changed and is to be drawn.
    pub behind: Option<Changed>,
    /// Whether the pointer selected letters rather than words: the selection is taken as it is.
    pub selects_letters: bool,
    /// The annotation under the pointer.
    pub pointed: Option<Id>,
    /// The selected annotation to whose page the list was turned.
    pub listed: Option<Id>,
    /// Whether its entry is still to be brought into view.
    pub is_entry_due: bool,
    /// The language that a reader has chosen for the article that is drawn.
    pub read_in: Option<String>,
    /// The ids of the articles that the dialog of formats is about; without, it is about the open article.
    pub exported: Option<Vec<String>>,
    /// What is known of the library, and chosen there.
    pub shelf: Shelf,
    /// The key of a record that cannot be read whose button was pressed once: pressed again, it is removed.
    pub removing: Option<String>,
    /// The back-up whose button was pressed once: pressed again, it replaces everything.
    pub replacing: Option<String>,
}

impl DrawnPage {
    /// What of the annotations is drawn in the article.
    pub(super) fn visible(&self) -> VisibleMarks<'_> {
        VisibleMarks { hidden: &self.choice.hidden, guidelines: &self.guidelines, looked_at: &self.looked_at }
    }

    /// Restores the panel from a bookmark. The filter is for the work at hand: who comes back sees everything.
    pub(super) fn restore(&mut self, bookmark: &Bookmark) {
        self.choice = read_json::from_value(&bookmark.panel).unwrap_or_default();
        self.choice.filter = Filter::default();
    }
}

impl State {
    /// A restore point before a change, if one is due.
    pub(super) fn before_change(&mut self) {
        if self.saving.journal_sync.has_database() {
            self.points.before_change(&self.open);
        }
    }

    /// A restore point before a step that changes many annotations, unless nothing has changed since the last.
    pub(super) fn before_bulk(&mut self) {
        if self.saving.journal_sync.has_database() {
            self.points.before_bulk(&self.open);
        }
    }

    /// A restore point of what a reader did in the open article, unless nothing has changed since the last: at the
    /// start of a visit and at its end.
    pub(super) fn point_of_work(&mut self) {
        let is_work =
            |session: &Session| session.set().in_order().any(|annotation| !annotation.is_replaceable());
        if self.open.session.as_ref().is_some_and(is_work) {
            self.before_bulk();
        }
    }

    pub(super) fn new() -> State {
        State {
            open: OpenArticle::default(),
            drawn: DrawnPage::default(),
            saving: Saving::new(),
            waiting: Waiting::default(),
            restoration: None,
            points: PointTaker::default(),
            folder: BackupFolder::default(),
            deep: DeepState::default(),
            comparing: None,
            many_sets: ManySets::default(),
            first_difference: None,
            has_settled: false,
            voices: Voices::default(),
            word_list: WordListWork::default(),
            source_intake: SourceIntake::default(),
            unnamed: UnnamedTables::default(),
            difference: 0,
            importing: None,
            exporting: None,
            queue: ReadingQueue::default(),
            typing: None,
            in_no_file: BTreeSet::new(),
        }
    }

    /// Opens an article of the library; `false` when there is none with this id.
    pub(super) fn open_stored(&mut self, id: &str) -> Result<bool, StoreError> {
        let stored = match self.saving.library.load(id) {
            Ok(Some(stored)) => stored,
            Ok(None) => return Ok(false),
            Err(StoreError::Damaged(_)) if self.saving.has_started() => return self.open_without_work(id),
            Err(error) => return Err(error),
        };
        self.open_as_stored(id, stored);
        Ok(true)
    }

    /// Opens an article whose work cannot be read: its text, analysed anew, with the steps of the journal that can be made
    /// on it. The others are set aside, with the work.
    fn open_without_work(&mut self, id: &str) -> Result<bool, StoreError> {
        let Some(document) = self.saving.library.load_text(id) else {
            return Err(StoreError::TextUnreadable(self.saving.name_of(id)));
        };
        let begun =
            if document.text().len() < LONG { Session::analyse(document) } else { Session::bare(document) };
        let mut stored = StoredArticle {
            document: begun.document().clone(),
            set: begun.set().clone(),
            history: begun.history().clone(),
            journal_position: JournalPosition::default(),
        };
        let State { open, saving, .. } = self;
        let (journal, steps) = (saving.journal_sync.journal_name(), saving.journal_sync.steps_of(id));
        let steps: Vec<(u64, &JournalEntry)> = steps.collect();
        let skipped = replay_around(&mut stored, journal, steps.iter().copied(), Some(0)).skipped;
        let skipped: BTreeSet<u64> = skipped.into_iter().map(|(key, _)| key).collect_set();
        let skipped: Vec<&JournalEntry> =
            steps.iter().filter(|(key, _)| skipped.contains(key)).map(|(_, entry)| *entry).collect();
        saving.library.set_steps_aside(id, &skipped)?;
        let mut session = Session::restore(stored.document, stored.set, stored.history);
        session.set_id_range(saving.journal_sync.id_range());
        open.open(id, session);
        saving.note_startup_error(Some(StoreError::WorkUnreadable));
        saving.changed_beside_history();
        self.save()?;
        Ok(true)
    }

    fn open_as_stored(&mut self, id: &str, mut stored: StoredArticle) {
        let State { open, saving, .. } = self;
        // The record may lack what another tab did, or this one before it was closed.
        saving.journal_sync.bring_up_to_date(id, &mut stored);
        let mut session = Session::restore(stored.document, stored.set, stored.history);
        session.set_id_range(saving.journal_sync.id_range());
        open.open(id, session);
        self.give_to_session();
        let State { open, saving, .. } = self;
        // The library reports an older version that cannot be read.
        if let Ok(Some(older)) = saving.library.older(id) {
            open.compare_soon(&older, &saving.library.version_answers(id));
        }
    }

    /// Opens an article: the saved one if the text is the same, else a new one, which `begin` makes. Returns whether it
    /// was saved before, and why it could not be saved.
    pub(super) fn open(
        &mut self,
        document: Document,
        begin: impl FnOnce(Document) -> Session,
    ) -> (bool, Result<(), StoreError>) {
        let id = article_id(document.text());
        if let Ok(true) = self.open_stored(&id) {
            return (true, Ok(()));
        }
        // Where only the text cannot be read, this is the same text: its work is kept.
        if let Ok(Some(stored)) = self.saving.library.load_work(&id, &document) {
            self.open_as_stored(&id, stored);
            self.saving.changed_beside_history();
            let saved = self.save().and_then(|()| self.saving.library.forget_lost_text(&id));
            return (true, saved);
        }
        let mut session = self.saving.begin_article(&id, begin(document));
        session.set_id_range(self.saving.journal_sync.id_range());
        let saved = self.saving.write_record(&id, &session);
        let saved = saved.and_then(|()| self.saving.library.forget_lost_text(&id));
        self.open.open(&id, session);
        self.give_to_session();
        (false, saved)
    }

    /// Gives the open article what the reader has said in others, and what the reader's project marks.
    pub(super) fn give_to_session(&mut self) {
        if let Some(session) = &mut self.open.session {
            session.set_words(learned::words(&self.saving));
            session.set_guidelines(Rc::clone(&self.drawn.guidelines));
        }
    }

    /// What suggestions follow, with the reader's last corrections.
    pub(super) fn words(&mut self) -> Rc<WordList> {
        self.learn();
        learned::words(&self.saving)
    }

    /// Takes into the word list what the reader has corrected in the open article since the last time.
    fn learn(&mut self) {
        if !self.saving.is_unsaved() {
            return;
        }
        let State { open, saving, .. } = self;
        let Some(said) = open.session.as_ref().map(|session| learned::said_in(open.id(), session)) else {
            return;
        };
        let before = std::mem::replace(&mut open.said, said);
        // To read the list costs as much as it is long, and what is typed is saved often.
        if learned::learn(saving, &before, &open.said) {
            self.give_to_session();
        }
    }

    pub(super) fn close(&mut self) {
        self.open.close();
        self.saving.discard();
    }

    /// Writes what has changed since the last time.
    pub(super) fn save(&mut self) -> Result<(), StoreError> {
        self.learn();
        let State { open, saving, drawn, .. } = self;
        let id = open.id().to_owned();
        let Some(session) = &mut open.session else { return Ok(()) };
        if let Some(edit) = saving.catch_up(&id, session) {
            let (_, changed) = session.merge(edit, vec![]);
            drawn.behind.get_or_insert_default().paragraphs.extend(changed.paragraphs);
        }
        saving.save(&id, session)
    }

    /// Writes what has changed. An error, too, where the browser saves it only as long as the tab is open.
    pub(super) fn save_to_last(&mut self) -> Result<(), StoreError> {
        self.save()?;
        self.saving.lasts()
    }

    /// Writes what the journal cannot have.
    pub(super) fn save_what_must_be(&mut self) {
        if self.saving.take_must_save_now() {
            // The next timed attempt reports a failure.
            self.save().ok();
        }
    }

    /// Saves which article is open, and where.
    pub(super) fn save_bookmark(&mut self) {
        self.save_bookmark_at(gloo::utils::window().scroll_y().unwrap_or(0.0));
    }

    /// The same where the page is scrolled so far.
    pub(super) fn save_bookmark_at(&mut self, scroll: f64) {
        let bookmark = Bookmark {
            article: self.open.session.as_ref().map(|_| self.open.id().to_owned()),
            scroll,
            panel: serde_json::to_value(&self.drawn.choice).unwrap_or_default(),
            draft: serde_json::to_value(self.typing.as_ref().and_then(FieldVisit::draft)).unwrap_or_default(),
            time: js_sys::Date::now(),
        };
        self.saving.save_bookmark(&bookmark);
    }
}
