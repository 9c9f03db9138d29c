//! What a visit of the page knows of the journal: the steps that are not in it yet, and those that are.
//!
//! This decides and does no input or output. The page's storage carries out what it decides.

use std::collections::BTreeSet;

use super::journal::{JournalEntry, JournalPosition};
use crate::edit::{Edit, LoggedStep, WrittenParts};

/// How many tabs can give ids at the same time without a collision: each takes a range of its own.
const ID_RANGES: u64 = (1 << 20) - 1;

/// The steps of this visit on their way to the journal, and the journal as far as it is read.
#[derive(Debug)]
pub(crate) struct JournalQueue {
    /// Whether no other tab has been heard of.
    is_alone: bool,
    /// A random number that distinguishes this visit.
    visit: u64,
    /// The number of this visit's last step.
    last_number: u64,
    /// The steps that are not in the journal yet.
    unwritten: Vec<JournalEntry>,
    /// The journal's entries by their keys, in order.
    known: Vec<(u64, JournalEntry)>,
    /// All entries up to this key are in `known` or in a record.
    seen: u64,
    /// Keys of entries that the records on their way include: the journal can drop them.
    obsolete: Vec<u64>,
}

impl JournalQueue {
    /// A queue for a visit, which has a random number.
    pub(crate) fn new(visit: u64) -> JournalQueue {
        JournalQueue {
            is_alone: true,
            visit,
            last_number: 0,
            unwritten: vec![],
            known: vec![],
            seen: 0,
            obsolete: vec![],
        }
    }

    /// The range of new ids that no other tab uses: the first one, as long as there is no other tab.
    pub(crate) fn id_range(&self) -> u32 {
        if self.is_alone { 0 } else { 1 + (self.visit % ID_RANGES) as u32 }
    }

    /// Another tab is open. Returns whether this is news.
    pub(crate) fn meet_other_tab(&mut self) -> bool {
        std::mem::replace(&mut self.is_alone, false)
    }

    /// Queues the steps that were made in an article.
    pub(crate) fn add_steps(&mut self, article: &str, steps: Vec<LoggedStep>) {
        for logged in steps {
            self.last_number += 1;
            let (visit, number) = (self.visit, self.last_number);
            self.unwritten.push(JournalEntry { article: article.to_owned(), visit, number, logged });
        }
    }

    /// Takes the position for a record of an article that is written now to the journal of this name. The journal can
    /// drop the article's entries then, unless other tabs are open: they may not have read them yet.
    pub(crate) fn position_after_saving(&mut self, article: &str, journal: u64) -> JournalPosition {
        if self.is_alone {
            let included = self.known.iter().filter(|(_, entry)| entry.article == article);
            self.obsolete.extend(included.map(|(key, _)| key));
            self.known.retain(|(_, entry)| entry.article != article);
        }
        JournalPosition {
            journal,
            key: self.seen,
            visit: self.visit,
            number: self.last_number,
            ..JournalPosition::default()
        }
    }

    /// Starts with the entries of the journal.
    pub(crate) fn start_with(&mut self, entries: Vec<(u64, JournalEntry)>) {
        self.seen = entries.last().map_or(0, |(key, _)| *key);
        self.known = entries;
    }

    /// Forgets a journal that is gone. The unwritten steps stay.
    pub(crate) fn forget_journal(&mut self) {
        (self.seen, self.known, self.obsolete) = (0, vec![], vec![]);
    }

    /// The key up to which the journal is read.
    pub(crate) fn seen(&self) -> u64 {
        self.seen
    }

    /// The articles that the journal has entries of.
    pub(crate) fn articles(&self) -> BTreeSet<String> {
        self.known.iter().map(|(_, entry)| entry.article.clone()).collect()
    }

    /// The steps that were made in an article. Those that are not in the journal yet have the highest key.
    pub(crate) fn entries_of<'a>(
        &'a self,
        article: &'a str,
    ) -> impl Iterator<Item = (u64, &'a JournalEntry)> {
        let known = self.known.iter().map(|(key, entry)| (*key, entry));
        let unwritten = self.unwritten.iter().map(|entry| (u64::MAX, entry));
        known.chain(unwritten).filter(move |(_, entry)| entry.article == article)
    }

    /// What the steps of this visit after a key change.
    pub(crate) fn own_changes_after(&self, key: u64) -> WrittenParts {
        let known = self.known.iter().filter(|(other, _)| key < *other).map(|(_, entry)| entry);
        let own = known.chain(&self.unwritten).filter(|entry| entry.visit == self.visit);
        WrittenParts::of(own.map(|entry| &entry.logged.step.edit).collect::<Vec<&Edit>>())
    }

    /// Takes an entry that was read from the journal. Returns whether it is new here and of another visit.
    pub(crate) fn take_in(&mut self, key: u64, entry: JournalEntry) -> bool {
        self.seen = self.seen.max(key);
        let is_of_another = entry.visit != self.visit;
        self.insert(key, entry) && is_of_another
    }

    /// Returns whether the entry is new.
    fn insert(&mut self, key: u64, entry: JournalEntry) -> bool {
        match self.known.binary_search_by_key(&key, |(known, _)| *known) {
            Ok(_) => false,
            Err(at) => {
                self.known.insert(at, (key, entry));
                true
            }
        }
    }

    /// The steps to write. They stay queued until [`JournalQueue::written`]: the steps of other tabs come before them.
    pub(crate) fn unwritten(&self) -> &[JournalEntry] {
        &self.unwritten
    }

    /// Takes the keys that the journal can drop. Those of a failed write must come back by [`Self::requeue_obsolete`].
    pub(crate) fn take_obsolete(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.obsolete)
    }

    /// Takes keys back that a failed write did not drop.
    pub(crate) fn requeue_obsolete(&mut self, keys: Vec<u64>) {
        self.obsolete.extend(keys);
    }

    /// The first `entries.len()` unwritten steps are in the journal, under these keys.
    pub(crate) fn written(&mut self, keys: Vec<u64>, entries: Vec<JournalEntry>) {
        self.unwritten.drain(..entries.len());
        for (key, entry) in keys.into_iter().zip(entries) {
            // Steps of other tabs may come before this one; `seen` stays, so that the next read finds them.
            if self.is_alone || key == self.seen + 1 {
                self.seen = key;
            }
            // A read may have found the entry before its write was reported.
            self.insert(key, entry);
        }
    }

    /// After a failure nobody knows whether a write succeeded. Drops the unwritten steps that are among these entries
    /// of the journal. Returns whether there were any.
    pub(crate) fn drop_written(&mut self, entries: &[(u64, JournalEntry)]) -> bool {
        let is_written = |step: &JournalEntry| {
            entries.iter().any(|(_, entry)| entry.visit == step.visit && entry.number == step.number)
        };
        let before = self.unwritten.len();
        self.unwritten.retain(|step| !is_written(step));
        self.unwritten.len() < before
    }
}
