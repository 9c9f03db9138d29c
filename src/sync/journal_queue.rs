//! What a visit of the page knows of the journal: the steps that are not in it yet, and those that are.

use std::collections::{BTreeMap, BTreeSet};

use super::tiered::PendingWrite;
use crate::edit::{Edit, LoggedStep};
use crate::store::{
    JournalEntry, JournalPosition, ReplayReport, StoredArticle, UnreadableEntry, article_of_work,
    replay_around,
};

/// How many tabs can give ids at the same time without a collision: each takes a range of its own.
const ID_RANGES: u64 = (1 << 20) - 1;

/// Whether other tabs are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Company {
    /// None has answered yet.
    Unknown,
    Alone,
    /// Others are, or were.
    Others,
}

/// The steps of this visit on their way to the journal, and the journal as far as it is read.
#[derive(Debug)]
pub(super) struct JournalQueue {
    company: Company,
    /// A random number that distinguishes this visit.
    visit: u64,
    /// The number of this visit's last step.
    last_number: u64,
    /// The journal's name; 0 without a database.
    journal: u64,
    /// The steps that are not in the journal yet.
    unwritten: Vec<JournalEntry>,
    /// Entries of a journal that is gone, which cannot be read and are written to the new one as they are.
    carried: Vec<String>,
    // Invariant: in order of the keys, each once.
    known: Vec<(u64, JournalEntry)>,
    /// Entries that cannot be read, by their keys.
    unreadable: BTreeMap<u64, UnreadableEntry>,
    /// The last step of each other visit that is known here.
    last_numbers: BTreeMap<u64, u64>,
    /// All entries up to this key are known here or unreadable.
    seen: u64,
    /// The position of each article's record, as last read or written here.
    positions: BTreeMap<String, JournalPosition>,
    /// The keys of readable entries that an article had to leave out: see [`replay_around`].
    left_out: BTreeMap<String, BTreeSet<u64>>,
    /// The articles that entries up to this key can be of, where these do not say it themselves.
    stored_at_start: Option<(u64, BTreeSet<String>)>,
}

impl JournalQueue {
    /// A queue for a visit, which has a random number.
    pub(super) fn new(visit: u64) -> JournalQueue {
        JournalQueue {
            company: Company::Unknown,
            visit,
            last_number: 0,
            journal: 0,
            unwritten: vec![],
            carried: vec![],
            known: vec![],
            unreadable: BTreeMap::new(),
            last_numbers: BTreeMap::new(),
            seen: 0,
            positions: BTreeMap::new(),
            left_out: BTreeMap::new(),
            stored_at_start: None,
        }
    }

    /// The range of new ids that no other tab uses: the first one where there is surely no other tab.
    pub(super) fn id_range(&self) -> u32 {
        if self.company == Company::Alone { 0 } else { 1 + (self.visit % ID_RANGES) as u32 }
    }

    /// Other tabs would have answered by now. Returns whether none has.
    pub(super) fn end_silence(&mut self) -> bool {
        let is_news = self.company == Company::Unknown;
        if is_news {
            self.company = Company::Alone;
        }
        is_news
    }

    /// Another tab is open. Returns whether this is news.
    pub(super) fn meet_other_tab(&mut self) -> bool {
        std::mem::replace(&mut self.company, Company::Others) != Company::Others
    }

    /// The random number of this visit.
    pub(super) fn visit(&self) -> u64 {
        self.visit
    }

    /// The journal's name; 0 without a database.
    pub(super) fn name(&self) -> u64 {
        self.journal
    }

    /// Queues the steps that were made in an article.
    pub(super) fn add_steps(&mut self, article: &str, steps: Vec<LoggedStep>) {
        for logged in steps {
            self.last_number += 1;
            let (visit, number) = (self.visit, self.last_number);
            self.unwritten.push(JournalEntry { article: article.to_owned(), visit, number, logged });
        }
    }

    /// The position for a record of an article that is written now, with all steps that are known here.
    pub(super) fn position_after_saving(&mut self, article: &str) -> JournalPosition {
        let mut others = self.last_numbers.clone();
        // The record that was read may have steps that were on their way to the journal, and are not known here.
        if let Some(read) = self.positions.get(article) {
            for &(visit, number) in read.others.iter().chain([&(read.visit, read.number)]) {
                let last = others.entry(visit).or_default();
                *last = number.max(*last);
            }
        }
        others.remove(&self.visit);
        let position = JournalPosition {
            journal: self.journal,
            key: self.seen,
            visit: self.visit,
            number: self.last_number,
            others: others.into_iter().collect(),
            skipped: self.gaps_of(article).collect(),
            left_out: self.left_out.get(article).into_iter().flatten().copied().collect(),
        };
        self.positions.insert(article.to_owned(), position.clone());
        position
    }

    /// Applies the entries that an article's record does not include. Returns how many there were.
    pub(super) fn bring_up_to_date(&mut self, id: &str, stored: &mut StoredArticle) -> usize {
        self.positions.insert(id.to_owned(), stored.journal_position.clone());
        let report = self.replay(id, stored);
        self.left_out.insert(id.to_owned(), report.skipped.into_iter().collect());
        report.applied
    }

    /// The same for a copy of the article that is neither shown nor written here.
    pub(super) fn replay(&self, id: &str, stored: &mut StoredArticle) -> ReplayReport {
        let gap = self.gaps_beside(id, Some(&stored.journal_position)).next();
        replay_around(stored, self.journal, self.entries_of(id), gap)
    }

    /// The same for an article that is new here. Another tab may have begun it, too; but what was done to it before it was
    /// removed is not done again.
    pub(super) fn bring_new_up_to_date(&mut self, id: &str, stored: &mut StoredArticle) -> usize {
        stored.journal_position = self.positions.get(id).cloned().unwrap_or_default();
        self.bring_up_to_date(id, stored)
    }

    /// A step could not be applied as a whole to the article that is open.
    pub(super) fn leave_out(&mut self, article: &str, key: u64) {
        self.left_out.entry(article.to_owned()).or_default().insert(key);
    }

    /// The keys of entries that cannot be read, may be of this article, and are not in its record.
    fn gaps_of<'a>(&'a self, article: &'a str) -> impl Iterator<Item = u64> + 'a {
        self.gaps_beside(article, self.positions.get(article))
    }

    /// The same for a record at a position.
    fn gaps_beside<'a>(
        &'a self,
        article: &'a str,
        position: Option<&'a JournalPosition>,
    ) -> impl Iterator<Item = u64> + 'a {
        let may_miss = move |(key, entry): &(&u64, &UnreadableEntry)| {
            entry.article.as_deref().map_or(self.may_be_of(article, **key), |of| of == article)
                && position.is_none_or(|position| !position.includes_unreadable(self.journal, **key))
        };
        self.unreadable.iter().filter(may_miss).map(|(key, _)| *key)
    }

    /// Whether an entry that does not say its article can be of this one: an article's text is in the database before
    /// its first step.
    fn may_be_of(&self, article: &str, key: u64) -> bool {
        let at_start = self.stored_at_start.as_ref();
        at_start.is_none_or(|(last, articles)| *last < key || articles.contains(article))
    }

    /// The start has read the journal. It and local storage have nothing of other articles than these.
    pub(super) fn note_stored_articles(&mut self, articles: BTreeSet<String>) {
        self.stored_at_start = Some((self.seen, articles));
    }

    /// Whether a step stands after one that cannot be read and may be of the same article, and is not in the article as
    /// it was read here: another tab can write a record before the journal tells of its steps.
    pub(super) fn is_after_gap(&self, key: u64, entry: &JournalEntry) -> bool {
        let position = self.positions.get(&entry.article);
        self.gaps_of(&entry.article).next().is_some_and(|gap| gap < key)
            && !position.is_some_and(|position| position.includes(self.journal, key, entry))
    }

    /// Starts with the journal of this name, or goes on with it.
    pub(super) fn connect(&mut self, journal: u64) {
        self.journal = journal;
    }

    /// The journal is gone and another one has its place. What is known of the old one is written to the new one: other
    /// tabs may not have read it yet.
    pub(super) fn move_to(&mut self, journal: u64) {
        let known = std::mem::take(&mut self.known).into_iter().map(|(_, entry)| entry);
        self.unwritten = known.chain(std::mem::take(&mut self.unwritten)).collect();
        let unreadable = std::mem::take(&mut self.unreadable).into_values();
        self.carried.extend(unreadable.map(|entry| entry.json));
        (self.seen, self.journal) = (0, journal);
        self.left_out.clear();
        self.stored_at_start = None;
    }

    /// The journal is gone because the reader has cleared everything.
    pub(super) fn start_anew(&mut self, journal: u64) {
        self.known.clear();
        self.unreadable.clear();
        self.move_to(journal);
    }

    /// The key up to which the journal is read.
    pub(super) fn seen(&self) -> u64 {
        self.seen
    }

    /// The articles that the journal has entries of.
    pub(super) fn articles(&self) -> BTreeSet<String> {
        self.known.iter().map(|(_, entry)| entry.article.clone()).collect()
    }

    /// The articles of the steps that are not in the journal yet.
    pub(super) fn unwritten_articles(&self) -> BTreeSet<&str> {
        self.unwritten.iter().map(|entry| entry.article.as_str()).collect()
    }

    /// The steps that were made in an article. Those that are not in the journal yet have the highest key.
    pub(super) fn entries_of<'a>(
        &'a self,
        article: &'a str,
    ) -> impl Iterator<Item = (u64, &'a JournalEntry)> {
        let known = self.known.iter().map(|(key, entry)| (*key, entry));
        let unwritten = self.unwritten.iter().map(|entry| (u64::MAX, entry));
        known.chain(unwritten).filter(move |(_, entry)| entry.article == article)
    }

    /// The changes of this visit in an article that come after a key, in order.
    pub(super) fn own_changes_after(&self, article: &str, key: u64) -> Vec<Edit> {
        let known = self.known.iter().filter(|(other, _)| key < *other).map(|(_, entry)| entry);
        let own = known
            .chain(&self.unwritten)
            .filter(|entry| entry.visit == self.visit && entry.article == article);
        own.map(|entry| entry.logged.step.edit.clone()).collect()
    }

    /// Takes an entry that was read from the journal. Returns it if it is a step of another visit that is new here.
    pub(super) fn take_in(&mut self, key: u64, json: &str) -> Option<JournalEntry> {
        self.seen = self.seen.max(key);
        let entry = match JournalEntry::from_json(json) {
            Ok(entry) => entry,
            Err(unreadable) => {
                self.unreadable.insert(key, unreadable);
                return None;
            }
        };
        let is_new = self.insert(key, entry.clone());
        if !is_new || entry.visit == self.visit {
            return None;
        }
        let last = self.last_numbers.entry(entry.visit).or_insert(0);
        // A tab whose journal is gone writes its steps again.
        let is_copy = entry.number <= *last;
        *last = entry.number.max(*last);
        (!is_copy).then_some(entry)
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

    /// Whether all steps are in the journal.
    pub(super) fn is_written(&self) -> bool {
        self.unwritten.is_empty() && self.carried.is_empty()
    }

    /// The entries to write. They stay queued until [`JournalQueue::written`]: the steps of other tabs come before them.
    pub(super) fn entries_to_write(&self) -> Vec<String> {
        let steps = self.unwritten.iter().map(JournalEntry::to_json);
        self.carried.iter().cloned().chain(steps).collect()
    }

    /// The keys of entries that the journal can drop in the transaction that writes these records: the records include
    /// them, and no other tab can miss them.
    pub(super) fn obsolete_with(&self, records: &[PendingWrite]) -> Vec<u64> {
        if self.company != Company::Alone {
            return vec![];
        }
        let articles = records.iter().filter_map(|write| article_of_work(write.key()));
        // What follows an entry that cannot be read stays with it: it has the last word when both are applied.
        let gaps: BTreeMap<&str, Option<u64>> =
            articles.map(|article| (article, self.gaps_of(article).next())).collect();
        let is_obsolete = |(key, entry): &&(u64, JournalEntry)| {
            let article = entry.article.as_str();
            let is_before_gap = gaps.get(article).is_some_and(|gap| gap.is_none_or(|gap| *key < gap));
            is_before_gap
                && self.positions.get(article).is_some_and(|at| at.includes(self.journal, *key, entry))
        };
        self.known.iter().filter(is_obsolete).map(|(key, _)| *key).collect()
    }

    /// The journal has dropped these entries.
    pub(super) fn dropped(&mut self, keys: &[u64]) {
        let keys: BTreeSet<&u64> = keys.iter().collect();
        self.known.retain(|(key, _)| !keys.contains(key));
    }

    /// The first entries to write are in the journal, under these keys. Returns whether there may be entries of other
    /// tabs between them that are not read yet.
    pub(super) fn written(&mut self, keys: &[u64]) -> bool {
        let n_carried = self.carried.len().min(keys.len());
        for (key, json) in keys.iter().zip(self.carried.drain(..n_carried)) {
            if let Err(unreadable) = JournalEntry::from_json(&json) {
                self.unreadable.insert(*key, unreadable);
            }
        }
        let steps = &keys[n_carried..];
        let entries: Vec<JournalEntry> =
            self.unwritten.drain(..steps.len().min(self.unwritten.len())).collect();
        for (key, entry) in steps.iter().zip(entries) {
            // A read may have found the entry before its write was reported.
            self.insert(*key, entry);
        }
        for &key in keys {
            if key == self.seen + 1 {
                self.seen = key;
            }
        }
        keys.last().is_some_and(|last| self.seen < *last)
    }

    /// After a failure nobody knows whether a write succeeded. Drops the unwritten steps that are among these entries
    /// of the journal. Returns whether there were any.
    pub(super) fn drop_written(&mut self, entries: &[(u64, String)]) -> bool {
        let before = self.unwritten.len() + self.carried.len();
        let found: BTreeSet<&str> = entries.iter().map(|(_, json)| json.as_str()).collect();
        self.carried.retain(|json| !found.contains(json.as_str()));
        let found: BTreeSet<(u64, u64)> = entries
            .iter()
            .filter_map(|(_, json)| JournalEntry::from_json(json).ok())
            .map(|entry| (entry.visit, entry.number))
            .collect();
        self.unwritten.retain(|step| !found.contains(&(step.visit, step.number)));
        self.unwritten.len() + self.carried.len() < before
    }
}
