//! A simulated tab: the state machine, the library over the shared local storage, and a session of real edits, handled as
//! the page does.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::world::{Dice, LocalDisk, SharedLocal};
use crate::annotation::{Annotation, AnnotationSet, Body, Id};
use crate::document::Document;
use crate::edit::{Change, Edit, History, HistoryMove};
use crate::session::Session;
use crate::span::Span;
use crate::store::{
    ArticleWork, JournalEntry, JournalPosition, Library, StoreError, StoredArticle, article_id, fits, record,
};
use crate::sync::{MergedStep, PageEffect, SyncEffect, SyncEvent, SyncState, TieredStore};

/// The articles that are edited.
pub(super) const TEXTS: [&str; 2] =
    ["The ferry stays in Skarnholm for one more year.", "Bakers in Ostrava strike for better flour."];

/// What an article's annotations of one visit look like: their comments.
pub(super) type Projection = BTreeMap<Id, String>;

/// What a visit did to an article: how its own annotations looked after each step, the first before any.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    pub article: usize,
    pub visit: u64,
    pub looks: Vec<Projection>,
    pub own: BTreeSet<Id>,
    /// How many steps showed as saved.
    pub acknowledged: usize,
    /// The visit's number of each step, for finding it in the journal.
    pub numbers: Vec<u64>,
    /// Whether a step's only intact copy was damaged on purpose.
    pub is_excused: bool,
    /// Whether the tab was gone before its last steps showed as saved.
    pub ended_unsaved: bool,
}

/// A tab.
pub(super) struct Tab {
    pub visit: u64,
    pub state: SyncState,
    pub library: Library<TieredStore<SharedLocal>>,
    pub open: Option<(usize, Session)>,
    pub is_ready: bool,
    pub is_unsaved: bool,
    pub lacks_database: bool,
    pub must_reload: bool,
    pub understands_new: bool,
    /// The number of the visit's last step.
    pub steps: u64,
    pub ledgers: BTreeMap<usize, Ledger>,
    /// The database that it is connected to.
    pub generation: Option<u64>,
    pub shows_saved: bool,
    /// Whether it took back or did again a step of another visit.
    pub has_crossed: bool,
}

impl Tab {
    pub(super) fn new(disk: &Rc<RefCell<LocalDisk>>, visit: u64) -> Tab {
        let store = TieredStore::new(Some(SharedLocal(Rc::clone(disk))));
        Tab {
            visit,
            state: SyncState::new(visit),
            library: Library::new(store),
            open: None,
            is_ready: false,
            is_unsaved: false,
            lacks_database: false,
            must_reload: false,
            understands_new: true,
            steps: 0,
            ledgers: BTreeMap::new(),
            generation: None,
            shows_saved: false,
            has_crossed: false,
        }
    }

    /// Tells the state machine what happened, and does for the page what it asks for. Returns the other effects.
    pub(super) fn tell(&mut self, now: f64, event: SyncEvent) -> Vec<SyncEffect> {
        let mut others = vec![];
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            for effect in self.state.step(&mut self.library, now, event) {
                match effect {
                    SyncEffect::Page(PageEffect::RewriteOpenArticle) => {
                        self.is_unsaved = true;
                        self.save();
                        events.push(SyncEvent::Queued);
                    }
                    SyncEffect::Page(effect) => self.show(effect),
                    SyncEffect::EndStart => self.is_ready = true,
                    other => others.push(other),
                }
            }
        }
        others
    }

    fn show(&mut self, effect: PageEffect) {
        match effect {
            PageEffect::MergeStep(step) => self.merge(*step),
            PageEffect::SetIdRange(range) => {
                if let Some((_, session)) = &mut self.open {
                    session.set_id_range(range);
                }
            }
            PageEffect::ShowSaved(saved) => {
                self.shows_saved = saved.is_ok();
                if saved.is_ok() {
                    self.ledgers.values_mut().for_each(|ledger| ledger.acknowledged = ledger.looks.len() - 1);
                }
            }
            PageEffect::NoteDatabaseMissing(why) => {
                self.lacks_database = true;
                if why != StoreError::Denied {
                    self.library.stop_counting_saves();
                }
            }
            PageEffect::ReloadReplaced => self.must_reload = true,
            _ => {}
        }
    }

    /// Takes in what the record of the open article has and this tab has not seen.
    fn catch_up(&mut self) {
        let Some((article, session)) = &mut self.open else { return };
        if let Some(edit) =
            self.state.catch_up(&mut self.library, &article_id(TEXTS[*article]), session.set())
        {
            session.merge(edit, vec![]);
        }
    }

    fn merge(&mut self, step: MergedStep) {
        let MergedStep { key, entry, later, is_after_gap } = step;
        let Some((article, session)) = &mut self.open else { return };
        if article_id(TEXTS[*article]) != entry.article {
            return;
        }
        let edit = entry.logged.step.edit.clone();
        if !fits(session.document(), &edit) {
            return;
        }
        if !is_after_gap {
            session.merge(edit, later);
        } else if session.merge_whole(edit, later).is_none() {
            self.state.leave_out(key, &entry);
        }
        self.is_unsaved = true;
    }

    /// Opens an article of the library, or a new one.
    pub(super) fn open_article(&mut self, article: usize) {
        self.save();
        let id = article_id(TEXTS[article]);
        let document = Document::from_text(TEXTS[article]);
        let mut has_stored = true;
        let stored = self.library.load(&id).ok().flatten();
        let stored = stored.or_else(|| {
            has_stored = false;
            self.library.load_work(&id, &document).ok().flatten()
        });
        let mut session = match stored {
            Some(mut stored) => {
                self.state.bring_up_to_date(&id, &mut stored);
                Session::restore(stored.document, stored.set, stored.history)
            }
            None => {
                let mut new = StoredArticle {
                    document,
                    set: AnnotationSet::new(),
                    history: History::default(),
                    journal_position: JournalPosition::default(),
                };
                self.state.bring_new_up_to_date(&id, &mut new);
                Session::restore(new.document, new.set, new.history)
            }
        };
        session.set_id_range(self.state.id_range());
        let look = project(&session, &BTreeSet::new());
        self.ledgers.entry(article).or_insert_with(|| Ledger {
            article,
            visit: self.visit,
            looks: vec![look],
            ..Ledger::default()
        });
        self.open = Some((article, session));
        if !has_stored {
            self.is_unsaved = true;
            self.save();
        }
    }

    /// Writes the record of the open article, if it has changed.
    pub(super) fn save(&mut self) {
        if !self.is_unsaved || self.must_reload {
            return;
        }
        self.catch_up();
        let Some((article, session)) = &self.open else { return };
        let id = article_id(TEXTS[*article]);
        let position = self.state.position_after_saving(&id);
        let work =
            ArticleWork { document: session.document(), set: session.set(), history: session.history() };
        self.is_unsaved = self.library.save(&id, work, position).is_err();
    }

    /// Makes one random edit. Returns the annotations that it touched.
    pub(super) fn edit(&mut self, dice: &mut Dice) -> Vec<Id> {
        let Some((article, session)) = &mut self.open else { return vec![] };
        let ledger = self.ledgers.get_mut(article).expect("an open article has a ledger");
        let all: Vec<Id> = session.set().in_order().map(|a| a.id).collect();
        let own: Vec<Id> = all.iter().copied().filter(|id| ledger.own.contains(id)).collect();
        let target = if dice.percent(85) { dice.pick(&own) } else { dice.pick(&all) }.copied();
        let comment = format!("{}.{}", self.visit, self.steps);
        let before: BTreeSet<Id> = all.iter().copied().collect();
        let done = match (dice.below(10), target) {
            (0..=1, _) => session.undo().is_ok_and(|done| done.is_some()),
            (2, _) => session.redo().is_ok_and(|done| done.is_some()),
            (3..=5, Some(id)) => perform(session, vec![Edit::Set(id, Change::Note(comment))]),
            (6, Some(id)) => perform(session, vec![Edit::Remove(id)]),
            (7, _) => {
                let first = note(session, &comment);
                let mut second = first.clone();
                second.id = Id::new(first.id.number() + 1);
                perform(session, [first, second].map(|note| Edit::Add(Box::new(note))).into())
            }
            _ => {
                let note = note(session, &comment);
                perform(session, vec![Edit::Add(Box::new(note))])
            }
        };
        let steps = session.take_log();
        if !done || steps.is_empty() {
            return vec![];
        }
        let touched: Vec<Id> = steps.iter().flat_map(|logged| logged.step.edit.touched()).collect();
        let is_shift = steps.iter().any(|logged| logged.history_move != HistoryMove::Did);
        self.has_crossed |= is_shift && touched.iter().any(|id| !ledger.own.contains(id));
        ledger.own.extend(session.set().in_order().map(|a| a.id).filter(|id| !before.contains(id)));
        self.is_unsaved = true;
        if self.state.has_database() {
            self.steps += steps.len() as u64;
            self.state.add_steps(&article_id(TEXTS[*article]), steps);
            ledger.looks.push(project(session, &ledger.own));
            ledger.numbers.push(self.steps);
            self.shows_saved = false;
        } else {
            ledger.is_excused = true; // the page says that it cannot promise anything
        }
        touched
    }
}

fn perform(session: &mut Session, edits: Vec<Edit>) -> bool {
    session.perform_restored("Edit", edits).is_ok()
}

fn note(session: &Session, comment: &str) -> Annotation {
    let mut note = Annotation::by_reader(session.set().fresh_id(), Span::new(0, 3), Body::Note);
    comment.clone_into(&mut note.note);
    note
}

/// How these annotations look.
pub(super) fn project(session: &Session, own: &BTreeSet<Id>) -> Projection {
    let all = session.set().in_order().filter(|a| own.contains(&a.id));
    all.map(|a| (a.id, first_comment(a))).collect()
}

/// What an article looks like that was stored.
pub(super) fn look_of(stored: &StoredArticle) -> Projection {
    stored.set.in_order().map(|a| (a.id, first_comment(a))).collect()
}

/// An annotation's comment, without what was merged into it: work that was begun without the database.
fn first_comment(annotation: &Annotation) -> String {
    annotation.note.split("\n\n").next().unwrap_or_default().to_owned()
}

/// An entry as a newer version writes it, with a field that this version does not know.
pub(super) fn as_newer(json: &str) -> String {
    sealed(&json.replace("\"course\"", "\"manner\""))
}

/// The same, read by the newer version.
pub(super) fn from_newer(json: &str) -> String {
    if JournalEntry::from_json(json).is_err() && JournalEntry::from_json(&as_older(json)).is_ok() {
        return as_older(json);
    }
    json.to_owned()
}

fn as_older(json: &str) -> String {
    let sum = json.rsplit_once(",\"sum\":\"").map(|(content, sum)| (content, sum.trim_end_matches("\"}")));
    let is_intact =
        sum.is_some_and(|(content, sum)| format!("{:016x}", record::hash(&[content.as_bytes()])) == sum);
    if is_intact { sealed(&json.replace("\"manner\"", "\"course\"")) } else { json.to_owned() }
}

fn sealed(json: &str) -> String {
    let content = json.rsplit_once(",\"sum\":\"").map_or(json, |(content, _)| content);
    format!("{content},\"sum\":\"{:016x}\"}}", record::hash(&[content.as_bytes()]))
}
