//! What a tab knows of the journal when the database is open again.

use std::cell::RefCell;
use std::rc::Rc;

use super::tab::{TEXTS, Tab, as_newer};
use super::world::LocalDisk;
use crate::edit::{Edit, HistoryMove, LoggedStep, Step};
use crate::store::{JournalEntry, StoreError, article_id};
use crate::sync::{
    DatabaseContent, OpenedDatabase, PendingTransaction, SyncEffect, SyncEvent, SyncTimer, WrittenTransaction,
};

/// A tab that is alone and has both articles, and what it wrote last.
fn tab_alone() -> Tab {
    let disk = Rc::new(RefCell::new(LocalDisk::default()));
    let mut tab = Tab::new(&disk, 70_001);
    tab.tell(0.0, SyncEvent::Started);
    open(&mut tab, 5, 1, vec![]);
    tab.tell(0.0, SyncEvent::TimerFired(SyncTimer::Alone));
    tab.open_article(0);
    tab.open_article(1);
    written(&mut tab, vec![]);
    tab
}

/// The database is open, and the journal of this name has these entries. What the tab writes then.
fn open(tab: &mut Tab, journal: u64, openings: u64, entries: Vec<(u64, String)>) -> Vec<SyncEffect> {
    tab.tell(0.0, SyncEvent::Opened(Ok(OpenedDatabase { journal, openings })));
    let content = DatabaseContent { entries, ..DatabaseContent::default() };
    let effects = tab.tell(0.0, SyncEvent::ContentRead(Ok(content)));
    if effects.iter().any(|effect| matches!(effect, SyncEffect::ReadRecords { .. })) {
        return tab.tell(0.0, SyncEvent::RecordsRead(Ok(vec![])));
    }
    effects
}

/// The tab writes what is queued, and the entries get these keys. Returns what it wrote.
fn written(tab: &mut Tab, keys: Vec<u64>) -> PendingTransaction {
    let effects = tab.tell(0.0, SyncEvent::Queued);
    tab.tell(0.0, SyncEvent::Written(Ok(WrittenTransaction { keys, openings: 1 })));
    transaction_in(effects).expect("something is queued")
}

fn transaction_in(effects: Vec<SyncEffect>) -> Option<PendingTransaction> {
    effects.into_iter().find_map(|effect| match effect {
        SyncEffect::Write(transaction) => Some(transaction),
        _ => None,
    })
}

fn make_step(tab: &mut Tab) {
    let step = Step { label: "Edit".to_owned(), edit: Edit::Batch(vec![]) };
    let logged = LoggedStep { history_move: HistoryMove::Did, step };
    tab.state.add_steps(&article_id(TEXTS[1]), vec![logged]);
}

/// Makes a step, and has the journal drop it: a record has it.
fn make_dropped_step(tab: &mut Tab) {
    make_step(tab);
    written(tab, vec![1]);
    tab.is_unsaved = true;
    tab.save();
    assert_eq!(written(tab, vec![]).obsolete, [1]);
}

/// What the tab writes to the journal of a database that is new.
fn rewritten(tab: &mut Tab) -> Vec<String> {
    tab.tell(0.0, SyncEvent::DatabaseClosed);
    transaction_in(open(tab, 6, 1, vec![])).expect("all is written again").entries
}

/// Another tab may have gone on with an older record than the one that the browser has evicted.
#[test]
fn a_new_journal_has_the_steps_that_the_old_one_has_dropped() {
    let mut tab = tab_alone();
    make_dropped_step(&mut tab);
    let steps: Vec<_> =
        rewritten(&mut tab).iter().map(|json| JournalEntry::from_json(json).unwrap()).collect();
    assert_eq!(steps.iter().map(|entry| entry.number).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_new_journal_has_no_step_of_an_article_that_was_removed() {
    let mut tab = tab_alone();
    make_dropped_step(&mut tab);
    tab.open_article(0);
    tab.library.remove(&article_id(TEXTS[1])).unwrap();
    written(&mut tab, vec![]);
    assert_eq!(rewritten(&mut tab), Vec::<String>::new());
}

/// A newer version writes the steps of a journal that is gone again, in its own form.
#[test]
fn an_own_step_stays_known_where_the_journal_has_it_in_a_form_that_cannot_be_read() {
    let mut tab = tab_alone();
    make_step(&mut tab);
    let json = transaction_in(tab.tell(0.0, SyncEvent::Queued)).unwrap().entries.remove(0);
    tab.tell(0.0, SyncEvent::Written(Err(StoreError::Silent)));
    tab.tell(0.0, SyncEvent::TimerFired(SyncTimer::WriteAgain(1)));
    let unwritten = transaction_in(open(&mut tab, 5, 2, vec![(3, as_newer(&json))]));
    assert!(unwritten.is_none(), "the journal has it");
    let known: Vec<u64> = tab.state.steps_of(&article_id(TEXTS[1])).map(|(key, _)| key).collect();
    assert_eq!(known, [3]);
}
