//! What a tab takes in of another tab's record before it writes over it.

use std::cell::RefCell;
use std::rc::Rc;

use super::tab::{TEXTS, Tab, as_newer, look_of};
use super::world::{LocalDisk, SharedLocal};
use crate::annotation::{Annotation, AnnotationSet, Body, Id};
use crate::document::Document;
use crate::edit::{Change, Edit, History, HistoryMove, LoggedStep, Step};
use crate::span::Span;
use crate::store::{ArticleWork, JournalEntry, JournalPosition, Library, article_id};
use crate::sync::{DatabaseContent, OpenedDatabase, SyncEvent, TabMessage};

const JOURNAL: u64 = 5;

/// A tab that has started with these entries in the journal, and opened the first article.
fn tab_with(disk: &Rc<RefCell<LocalDisk>>, entries: Vec<(u64, String)>) -> Tab {
    let mut tab = Tab::new(disk, 70_001);
    tab.tell(0.0, SyncEvent::Started);
    tab.tell(0.0, SyncEvent::Opened(Ok(OpenedDatabase { journal: JOURNAL, openings: 1 })));
    tab.tell(0.0, SyncEvent::ContentRead(Ok(DatabaseContent { entries, ..DatabaseContent::default() })));
    tab.tell(0.0, SyncEvent::RecordsRead(Ok(vec![])));
    tab.open_article(0);
    tab
}

/// The record of a tab that is gone.
fn write_as_other(disk: &Rc<RefCell<LocalDisk>>, notes: &[Annotation], position: JournalPosition) {
    let mut library = Library::new(SharedLocal(Rc::clone(disk)));
    library.distinguish(70_002);
    let document = Document::from_text(TEXTS[0]);
    let mut set = AnnotationSet::new();
    for note in notes {
        set.insert(note.clone());
    }
    let work = ArticleWork { document: &document, set: &set, history: &History::default() };
    library.save(&article_id(TEXTS[0]), work, position).unwrap();
}

fn entry(number: u64, edit: Edit) -> String {
    let step = Step { label: "Edit".to_owned(), edit };
    let logged = LoggedStep { history_move: HistoryMove::Did, step };
    JournalEntry { article: article_id(TEXTS[0]), visit: 8, number, logged }.to_json()
}

fn note(id: u64, comment: &str) -> Annotation {
    let mut note = Annotation::by_reader(Id::new(id), Span::new(0, 3), Body::Note);
    comment.clone_into(&mut note.note);
    note
}

fn add(note: &Annotation) -> Edit {
    Edit::Add(Box::new(note.clone()))
}

/// Two notes on the same words are two, also where a step is left out in both tabs: a later step names one by its id.
#[test]
fn a_note_of_the_other_tab_keeps_its_id_where_a_step_is_left_out() {
    let (unreadable, ours, theirs) = (note(1, "new"), note(11, "ours"), note(21, "theirs"));
    let change = Edit::Set(Id::new(1), Change::Note("changed".to_owned()));
    let entries =
        vec![(1, as_newer(&entry(1, add(&unreadable)))), (2, entry(2, change)), (3, entry(3, add(&ours)))];
    let disk = Rc::new(RefCell::new(LocalDisk::default()));
    write_as_other(&disk, &[], JournalPosition::default());
    let mut tab = tab_with(&disk, entries);
    let position = JournalPosition {
        journal: JOURNAL,
        key: 3,
        visit: 9,
        number: 4,
        others: vec![(8, 3)],
        skipped: vec![1],
        left_out: vec![2],
        missing_steps: vec![(8, 1), (8, 2)],
    };
    write_as_other(&disk, &[ours.clone(), theirs.clone()], position);
    tab.is_unsaved = true;
    tab.save();
    let stored = tab.library.load(&article_id(TEXTS[0])).unwrap().unwrap();
    let look = look_of(&stored).into_iter().map(|(id, note)| (id.number(), note)).collect::<Vec<_>>();
    assert_eq!(look, [(11, "ours".to_owned()), (21, "theirs".to_owned())]);
    assert_eq!(stored.journal_position.left_out, [2]);
}

/// Two tabs whose journal is gone write the same steps to the new one. A step that the record misses is made with the
/// first copy, and not again with the second: what a later step did would be undone.
#[test]
fn a_missing_step_that_the_journal_has_twice_is_made_once() {
    let theirs = note(11, "theirs");
    let steps = [entry(1, add(&theirs)), entry(2, Edit::Remove(Id::new(11))), entry(3, add(&theirs))];
    let disk = Rc::new(RefCell::new(LocalDisk::default()));
    let position = JournalPosition {
        journal: JOURNAL,
        visit: 9,
        others: vec![(8, 3)],
        missing_steps: vec![(8, 2)],
        ..JournalPosition::default()
    };
    write_as_other(&disk, &[theirs], position);
    let mut tab = tab_with(&disk, vec![]);
    tab.tell(1.0, SyncEvent::Heard(TabMessage::NewSteps));
    let copies = [&steps[..], &steps[1..]].concat();
    let entries: Vec<(u64, String)> = (1..).zip(copies).collect();
    tab.tell(2.0, SyncEvent::ContentRead(Ok(DatabaseContent { entries, ..DatabaseContent::default() })));
    tab.save();
    let stored = tab.library.load(&article_id(TEXTS[0])).unwrap().unwrap();
    assert_eq!(look_of(&stored).len(), 1, "the note that was removed and came back is there");
}

/// The record has a step that is not in the journal yet. When an earlier one that it misses is made, those between are made
/// again: else the earlier one would have the last word.
#[test]
fn a_missing_step_does_not_undo_later_ones_where_the_journal_lacks_the_last() {
    let change = |comment: &str| Edit::Set(Id::new(11), Change::Note(comment.to_owned()));
    let entries = vec![(1, entry(1, change("first"))), (2, entry(2, change("second")))];
    let disk = Rc::new(RefCell::new(LocalDisk::default()));
    let position = JournalPosition {
        journal: JOURNAL,
        visit: 9,
        others: vec![(8, 3)],
        missing_steps: vec![(8, 1)],
        ..JournalPosition::default()
    };
    write_as_other(&disk, &[note(11, "second")], position);
    let tab = tab_with(&disk, entries);
    let (_, session) = tab.open.as_ref().unwrap();
    assert_eq!(session.set().get(Id::new(11)).unwrap().note, "second");
}
