//! What is on its way to the database and back: at the start, from this tab, and from others.

mod cleared;
mod others;
mod start;
mod writer;

use std::rc::Rc;

use super::database::{Database, random};
use super::tabs::Tabs;
use crate::edit::{Edit, LoggedStep, WrittenParts};
use crate::store::{Cover, Noted};

pub(crate) use start::settle;
pub(crate) use writer::pump;

/// What is on its way to the database, and what of its journal is known.
pub(crate) struct JournalSync {
    database: Option<Rc<Database>>,
    tabs: Tabs,
    /// Whether no other tab has been heard of.
    is_alone: bool,
    visit: u64,
    /// How many steps this visit has made.
    number: u64,
    /// Steps that are not yet in the journal.
    steps: Vec<Noted>,
    /// The journal, as far as it was read.
    journal: Vec<(u64, Noted)>,
    /// All steps up to this key are in `journal` or in a record.
    seen: u64,
    /// Keys of steps that the records on their way have in them.
    old: Vec<u64>,
    is_writing: bool,
    /// How many attempts to write have failed since the last one that did not.
    failures: u32,
    /// Whether the last of them was for want of room.
    is_full: bool,
    /// Whether the database is to be opened anew before anything is written: it is closed, or
    /// something was amiss that was not want of room.
    is_lost: bool,
    reading: Reading,
    /// Whether other tabs are to be told that everything was replaced, once it is written.
    has_replaced: bool,
    /// When the room was last reckoned, in milliseconds since 1970.
    reckoned: f64,
    /// How much was written since, in bytes.
    written: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    No,
    Now,
    /// There is more to read than the read that runs may have found.
    AndAgain,
}

impl JournalSync {
    pub(crate) fn new() -> JournalSync {
        JournalSync {
            database: None,
            tabs: Tabs::new(),
            is_alone: true,
            visit: random(),
            number: 0,
            steps: vec![],
            journal: vec![],
            seen: 0,
            old: vec![],
            is_writing: false,
            failures: 0,
            is_full: false,
            is_lost: false,
            reading: Reading::No,
            has_replaced: false,
            reckoned: 0.0,
            written: 0,
        }
    }

    pub(crate) fn has_database(&self) -> bool {
        self.database.is_some()
    }

    /// The numbers of new ids that no other tab gives: the first ones, as long as there is none.
    pub(crate) fn id_range(&self) -> u32 {
        if self.is_alone { 0 } else { 1 + (self.visit % ((1 << 20) - 1)) as u32 }
    }

    /// Takes in the steps that were made in an article.
    pub(crate) fn note(&mut self, article: &str, steps: Vec<LoggedStep>) {
        for logged in steps {
            self.number += 1;
            let (visit, number) = (self.visit, self.number);
            self.steps.push(Noted { article: article.to_owned(), visit, number, logged });
        }
    }

    /// What a record that is written now has in it. Other tabs may not have read it: as long as there are any,
    /// the journal keeps it, too.
    pub(crate) fn cover(&mut self, article: &str) -> Cover {
        if self.is_alone {
            let old = self.journal.iter().filter(|(_, noted)| noted.article == article);
            self.old.extend(old.map(|(key, _)| key));
            self.journal.retain(|(_, noted)| noted.article != article);
        }
        let journal = self.database.as_ref().map_or(0, |database| database.journal);
        Cover { journal, key: self.seen, visit: self.visit, number: self.number }
    }

    /// Forgets a journal that is no more.
    fn begin_anew(&mut self) {
        (self.seen, self.journal, self.old) = (0, vec![], vec![]);
    }

    /// Has other tabs told that everything is another now, once it is written.
    pub(crate) fn replaced(&mut self) {
        self.has_replaced = true;
    }

    /// The steps of the journal that were made in an article.
    pub(crate) fn steps_of<'a>(&'a self, article: &'a str) -> impl Iterator<Item = (u64, &'a Noted)> {
        let known = self.journal.iter().map(|(key, noted)| (*key, noted));
        let on_their_way = self.steps.iter().map(|noted| (u64::MAX, noted));
        known.chain(on_their_way).filter(move |(_, noted)| noted.article == article)
    }

    /// The journal's name.
    pub(crate) fn journal_name(&self) -> u64 {
        self.database.as_ref().map_or(0, |database| database.journal)
    }

    /// What steps of this visit write that come after a key.
    fn slots_after(&self, key: u64) -> WrittenParts {
        let own = |noted: &&Noted| noted.visit == self.visit;
        let known = self.journal.iter().filter(|(k, _)| key < *k).map(|(_, noted)| noted);
        let edits: Vec<&Edit> =
            known.chain(&self.steps).filter(own).map(|noted| &noted.logged.step.edit).collect();
        WrittenParts::of(edits)
    }
}
