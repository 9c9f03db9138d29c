//! What a visit of the page knows of the journal: the steps that are not in it yet, and those that are.

use std::collections::{BTreeMap, BTreeSet};

use super::known_entries::KnownEntries;
use super::pending_write::PendingWrite;
use super::unwritten_entry::UnwrittenEntry;
use crate::edit::{Edit, LoggedStep, merge};
use crate::sorting::{CollectSorted as _, Sorting as _};
use crate::store::{
    JournalEntry, JournalPosition, ReplayReport, StepNumber, StoredArticle, UnreadableEntry, article_of_work,
    replay_around, without_copies,
};

/// How many tabs can give ids at the same time without a collision: each takes a range of its own.
const ID_RANGES: u64 = (1 << 20) - 1;

/// What counts as the key of an entry that cannot be read and is carried to another journal, until it has one there: it
/// may stand before any other.
const BEFORE_ALL: u64 = 0;

/// What counts as the key of a step that is not in the journal yet: it stands after all others.
const AFTER_ALL: u64 = u64::MAX;

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
    /// What is not in the journal yet, in the order in which it is written.
    unwritten: Vec<UnwrittenEntry>,
    known: KnownEntries,
    /// Entries that cannot be read, by their keys.
    unreadable: BTreeMap<u64, UnreadableEntry>,
    /// The number of the last step that is known here, of each visit, in each article.
    last_numbers: BTreeMap<String, BTreeMap<u64, u64>>,
    /// All entries up to this key are known here or unreadable.
    seen: u64,
    /// The position of each article's record, as last read or written here.
    positions: BTreeMap<String, JournalPosition>,
    /// The keys of readable entries that an article had to leave out, and their steps: see [`replay_around`].
    left_out: BTreeMap<String, BTreeSet<(u64, StepNumber)>>,
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
            known: KnownEntries::default(),
            unreadable: BTreeMap::new(),
            last_numbers: BTreeMap::new(),
            seen: 0,
            positions: BTreeMap::new(),
            left_out: BTreeMap::new(),
            stored_at_start: None,
        }
    }

    /// The range of new ids that no other tab uses: the first one where no other can have given ids of it.
    pub(super) fn id_range(&self) -> u32 {
        // A step that cannot be read may have given ids of the first range.
        let is_read =
            self.unreadable.is_empty() && self.unwritten.iter().all(|entry| entry.carried().is_none());
        if self.is_alone() && is_read { 0 } else { 1 + (self.visit % ID_RANGES) as u32 }
    }

    /// Other tabs would have answered by now. Returns whether none has.
    pub(super) fn end_silence(&mut self) -> bool {
        let is_news = self.company == Company::Unknown;
        if is_news {
            self.company = Company::Alone;
        }
        is_news
    }

    /// Whether there is surely no other tab.
    pub(super) fn is_alone(&self) -> bool {
        self.company == Company::Alone
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
            self.last_numbers.entry(article.to_owned()).or_default().insert(visit, number);
            let entry = JournalEntry { article: article.to_owned(), visit, number, logged };
            self.unwritten.push(UnwrittenEntry::Step(entry));
        }
    }

    /// The position for a record of an article that is written now, with all steps that are known here.
    pub(super) fn position_after_saving(&mut self, article: &str) -> JournalPosition {
        let position = self.position(article);
        self.positions.insert(article.to_owned(), position.clone());
        position
    }

    /// The same for a record that is made now and may be written later, or never.
    pub(super) fn position(&self, article: &str) -> JournalPosition {
        let mut others = self.last_numbers.get(article).cloned().unwrap_or_default();
        // The record that was read may have steps that were on their way to the journal, and are not known here.
        if let Some(read) = self.positions.get(article) {
            for &(visit, number) in read.others.iter().chain([&(read.visit, read.number)]) {
                let last = others.entry(visit).or_default();
                *last = number.max(*last);
            }
        }
        let number = others.remove(&self.visit).unwrap_or_default();
        others.remove(&0); // No visit: it stands where nothing was written yet.
        JournalPosition {
            journal: self.journal,
            key: self.seen,
            visit: self.visit,
            number,
            others: others.into_iter().collect(),
            skipped: self.gaps_of(article).map(|(key, _)| key).filter(|key| *key != BEFORE_ALL).collect(),
            left_out: self.left_out_keys(article).filter(|key| *key != AFTER_ALL).collect(),
            missing_steps: self.missing_steps(article),
        }
    }

    fn left_out_keys(&self, article: &str) -> impl Iterator<Item = u64> + '_ {
        self.left_out.get(article).into_iter().flatten().map(|(key, _)| *key)
    }

    /// The steps that an article's record written now does not include, although it includes later ones of their visits.
    fn missing_steps(&self, article: &str) -> Vec<StepNumber> {
        let unreadable = self.gaps_of(article).filter_map(|(_, entry)| entry.step);
        let left_out = self.left_out.get(article).into_iter().flatten().map(|(_, step)| *step);
        let mut missing: BTreeSet<StepNumber> = unreadable.chain(left_out).collect_set();
        // What the record that was read misses is still missing, unless the journal has it.
        let before = self.positions.get(article).map(|position| &position.missing_steps);
        if let Some(before) = before.filter(|before| !before.is_empty()) {
            let known: BTreeSet<StepNumber> =
                self.entries_of(article).map(|(_, entry)| entry.step_number()).collect_set();
            missing.extend(before.iter().filter(|step| !known.contains(step)));
        }
        missing.into_iter().collect()
    }

    /// Whether a record at a position has steps that are not known here.
    pub(super) fn lacks_steps_of(&self, article: &str, position: &JournalPosition) -> bool {
        let known = self.last_numbers.get(article);
        let read = self.positions.get(article);
        position.visits().any(|(visit, number)| {
            let last = known.and_then(|known| known.get(&visit)).copied();
            last.max(read.and_then(|read| read.last_of(visit))) < Some(number)
        })
    }

    /// Applies the entries that an article's record does not include. Returns how many there were.
    pub(super) fn bring_up_to_date(&mut self, id: &str, stored: &mut StoredArticle) -> usize {
        let report = self.replay(id, stored);
        let mut position = stored.journal_position.clone();
        report.withdrawn.iter().for_each(|step| position.withdraw(*step, self.seen));
        self.positions.insert(id.to_owned(), position);
        self.left_out.insert(id.to_owned(), report.skipped.into_iter().collect());
        report.applied
    }

    /// The same for another tab's record of an article that is open here. Of the steps that are in the open article, what
    /// can be made is made: those after an entry that cannot be read may not fit the record as a whole.
    pub(super) fn catch_up(&mut self, id: &str, stored: &mut StoredArticle) {
        let before = self.left_out.get(id).cloned().unwrap_or_default();
        self.bring_up_to_date(id, stored);
        let left_out = self.left_out.remove(id).unwrap_or_default();
        for (key, entry) in self.entries_of(id) {
            let step = (key, entry.step_number());
            if left_out.contains(&step) && !before.contains(&step) {
                merge(&mut stored.set, entry.logged.step.edit.clone());
            }
        }
        self.left_out.insert(id.to_owned(), &left_out & &before);
    }

    /// The same for a copy of the article that is neither shown nor written here.
    pub(super) fn replay(&self, id: &str, stored: &mut StoredArticle) -> ReplayReport {
        let gap = self.gaps_beside(id, Some(&stored.journal_position)).next().map(|(key, _)| key);
        replay_around(stored, self.journal, self.entries_of(id), gap)
    }

    /// The same for an article that is new here. Another tab may have begun it, too; but what was done to it before it was
    /// removed is not done again.
    pub(super) fn bring_new_up_to_date(&mut self, id: &str, stored: &mut StoredArticle) -> usize {
        stored.journal_position = self.positions.get(id).cloned().unwrap_or_default();
        self.bring_up_to_date(id, stored)
    }

    /// A step could not be applied as a whole to the article that is open.
    pub(super) fn leave_out(&mut self, key: u64, entry: &JournalEntry) {
        self.left_out.entry(entry.article.clone()).or_default().insert((key, entry.step_number()));
    }

    /// A step has its key in the journal now. If it was left out, the records say so by that key.
    fn note_key(&mut self, key: u64, entry: &JournalEntry) {
        let step = entry.step_number();
        if let Some(left_out) = self.left_out.get_mut(&entry.article)
            && left_out.remove(&(AFTER_ALL, step))
        {
            left_out.insert((key, step));
        }
    }

    /// The entries that cannot be read, may be of this article, and are not in its record.
    fn gaps_of<'a>(&'a self, article: &'a str) -> impl Iterator<Item = (u64, &'a UnreadableEntry)> + 'a {
        let gaps = self.gaps_beside(article, self.positions.get(article));
        // A step of this visit is known, also where a newer version has written it again in its own form.
        gaps.filter(|(_, entry)| entry.step.is_none_or(|(visit, _)| visit != self.visit))
    }

    /// The same for a record at a position.
    fn gaps_beside<'a>(
        &'a self,
        article: &'a str,
        position: Option<&'a JournalPosition>,
    ) -> impl Iterator<Item = (u64, &'a UnreadableEntry)> + 'a {
        let may_miss = move |(key, entry): &(u64, &UnreadableEntry)| {
            entry.article.as_deref().map_or(self.may_be_of(article, *key), |of| of == article)
                && position.is_none_or(|position| !position.includes_unreadable(self.journal, *key, entry))
        };
        let carried = self.unwritten.iter().filter_map(|entry| Some((BEFORE_ALL, entry.carried()?)));
        carried.chain(self.unreadable.iter().map(|(key, entry)| (*key, entry))).filter(may_miss)
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
        self.gaps_of(&entry.article).next().is_some_and(|(gap, _)| gap < key)
            && !position.is_some_and(|position| position.includes(self.journal, key, entry))
    }

    /// Starts with the journal of this name, or goes on with it.
    pub(super) fn connect(&mut self, journal: u64) {
        self.journal = journal;
    }

    /// The journal is gone and another one has its place. What is known of the old one is written to the new one: other
    /// tabs may not have read it yet.
    pub(super) fn move_to(&mut self, journal: u64) {
        let known = self.known.take().into_iter();
        let unreadable = std::mem::take(&mut self.unreadable).into_iter();
        let steps = known.map(|(key, entry)| (key, UnwrittenEntry::Step(entry)));
        let mut all: Vec<(u64, UnwrittenEntry)> =
            steps.chain(unreadable.map(|(key, entry)| (key, UnwrittenEntry::Carried(entry)))).collect();
        all.order_by_key(|(key, _)| *key);
        let written = all.into_iter().map(|(_, entry)| entry);
        self.unwritten = written.chain(std::mem::take(&mut self.unwritten)).collect();
        (self.seen, self.journal) = (0, journal);
        self.left_out.clear();
        self.stored_at_start = None;
    }

    /// The journal is gone because the reader has cleared everything.
    pub(super) fn start_anew(&mut self, journal: u64) {
        self.known.take();
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
        self.unwritten_steps().map(|entry| entry.article.as_str()).collect()
    }

    fn unwritten_steps(&self) -> impl Iterator<Item = &JournalEntry> {
        self.unwritten.iter().filter_map(UnwrittenEntry::step)
    }

    /// The steps that were made in an article. Those that are not in the journal yet have the highest key.
    pub(super) fn entries_of<'a>(
        &'a self,
        article: &'a str,
    ) -> impl Iterator<Item = (u64, &'a JournalEntry)> {
        let unwritten = self.unwritten_steps().map(|entry| (AFTER_ALL, entry));
        self.known.iter().chain(unwritten).filter(move |(_, entry)| entry.article == article)
    }

    /// The changes that are in an article already and come after a step, in order: those of this visit, and those of the
    /// record that was read, where they change what the step does.
    pub(super) fn changes_after(&self, key: u64, step: &JournalEntry) -> Vec<Edit> {
        let entries = without_copies(self.entries_of(&step.article));
        let last_numbers: BTreeMap<u64, u64> =
            entries.iter().map(|(_, entry)| entry.step_number()).collect_map();
        let is_read = |other: u64, entry: &JournalEntry| {
            self.positions.get(&step.article).is_some_and(|position| {
                let is_whole = position.last_of(entry.visit) <= last_numbers.get(&entry.visit).copied();
                is_whole && position.includes(self.journal, other, entry)
            })
        };
        let (mut changed, mut changes) = (step.logged.step.edit.touched(), vec![]);
        for (other, entry) in entries.into_iter().filter(|(other, _)| key < *other) {
            let edit = &entry.logged.step.edit;
            let touched = edit.touched();
            let is_redone = || touched.iter().any(|id| changed.contains(id)) && is_read(other, entry);
            if self.can_read_all_of(entry.visit) && (entry.visit == self.visit || is_redone()) {
                changes.push(edit.clone());
                changed.extend(touched);
            }
        }
        changes
    }

    /// Whether no step of a visit is known only in a form that cannot be read here.
    fn can_read_all_of(&self, visit: u64) -> bool {
        self.unreadable.values().all(|entry| entry.step.is_none_or(|(other, _)| other != visit))
    }

    /// Takes an entry that was read from the journal. Returns it if it is a step of another visit that is new here.
    pub(super) fn take_in(&mut self, key: u64, json: &str) -> Option<JournalEntry> {
        self.seen = self.seen.max(key);
        let entry = match JournalEntry::from_json(json) {
            Ok(entry) => entry,
            Err(unreadable) => {
                if !self.known.contains(key) {
                    self.unreadable.insert(key, unreadable);
                }
                return None;
            }
        };
        if !self.insert(key, entry.clone()) || entry.visit == self.visit {
            return None;
        }
        // A tab whose journal is gone writes its steps again.
        let position = self.positions.get(&entry.article);
        let step = entry.step_number();
        let is_first = || self.known.iter().filter(|(_, known)| known.step_number() == step).count() == 1;
        let is_missed = position.is_some_and(|position| position.misses(step)) && is_first();
        let in_article = self.last_numbers.entry(entry.article.clone()).or_default();
        let last = in_article.entry(entry.visit).or_insert(0);
        let is_copy = entry.number <= *last && !is_missed;
        *last = entry.number.max(*last);
        // A record has steps that were still on their way to the journal when it was written.
        let is_included = position.is_some_and(|position| position.includes(self.journal, key, &entry));
        (!is_copy && !is_included).then_some(entry)
    }

    /// Returns whether the entry is new.
    fn insert(&mut self, key: u64, entry: JournalEntry) -> bool {
        let is_new = !self.known.contains(key);
        if is_new {
            self.note_key(key, &entry);
            self.known.insert(key, entry);
        }
        is_new
    }

    /// Whether all steps are in the journal.
    pub(super) fn is_written(&self) -> bool {
        self.unwritten.is_empty()
    }

    /// The entries to write. They stay queued until [`JournalQueue::written`]: the steps of other tabs come before them.
    pub(super) fn entries_to_write(&self) -> Vec<String> {
        let json = |entry: &UnwrittenEntry| match entry {
            UnwrittenEntry::Step(step) => step.to_json(),
            UnwrittenEntry::Carried(entry) => entry.json.clone(),
        };
        self.unwritten.iter().map(json).collect()
    }

    /// The keys of entries that the journal can drop in the transaction that writes these records: the records include
    /// them, and no other tab can miss them.
    pub(super) fn obsolete_with(&self, records: &[PendingWrite]) -> Vec<u64> {
        if !self.is_alone() {
            return vec![];
        }
        let articles = records.iter().filter_map(|write| article_of_work(write.key()));
        // What follows an entry that cannot be read stays with it: it has the last word when both are applied.
        let gaps: BTreeMap<&str, Option<u64>> =
            articles.map(|article| (article, self.gaps_of(article).next().map(|(key, _)| key))).collect_map();
        let is_obsolete = |(key, entry): &(u64, &JournalEntry)| {
            let article = entry.article.as_str();
            let is_before_gap = gaps.get(article).is_some_and(|gap| gap.is_none_or(|gap| *key < gap));
            is_before_gap
                && self.positions.get(article).is_some_and(|at| at.includes(self.journal, *key, entry))
        };
        self.known.in_journal().filter(is_obsolete).map(|(key, _)| key).collect()
    }

    /// The journal has dropped these entries.
    pub(super) fn dropped(&mut self, keys: &[u64]) {
        self.known.note_dropped(keys);
    }

    /// Articles are gone from the library. What was done to them is not told again.
    pub(super) fn forget_dropped(&mut self, articles: &BTreeSet<&str>) {
        self.known.forget_dropped(articles);
    }

    /// The first entries to write are in the journal, under these keys. Returns whether there may be entries of other
    /// tabs between them that are not read yet.
    pub(super) fn written(&mut self, keys: &[u64]) -> bool {
        let entries: Vec<UnwrittenEntry> =
            self.unwritten.drain(..keys.len().min(self.unwritten.len())).collect();
        for (key, entry) in keys.iter().zip(entries) {
            match entry {
                // A read may have found the entry before its write was reported.
                UnwrittenEntry::Step(step) => drop(self.insert(*key, step)),
                UnwrittenEntry::Carried(entry) => drop(self.unreadable.insert(*key, entry)),
            }
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
        let before = self.unwritten.len();
        let same: BTreeSet<&str> = entries.iter().map(|(_, json)| json.as_str()).collect_set();
        // A newer version may have written a step again, in a form that cannot be read here. It stays known.
        let mut steps: BTreeMap<StepNumber, Option<u64>> = BTreeMap::new();
        for (key, json) in entries {
            match JournalEntry::from_json(json) {
                Ok(entry) => drop(steps.insert(entry.step_number(), None)),
                Err(UnreadableEntry { step: Some(step), .. }) => {
                    steps.entry(step).or_insert(Some(*key));
                }
                Err(_) => {}
            }
        }
        for entry in std::mem::take(&mut self.unwritten) {
            match &entry {
                UnwrittenEntry::Step(step) => match steps.get(&step.step_number()) {
                    Some(&Some(key)) => drop(self.insert(key, step.clone())),
                    Some(None) => {}
                    None => self.unwritten.push(entry),
                },
                UnwrittenEntry::Carried(carried) if same.contains(carried.json.as_str()) => {}
                UnwrittenEntry::Carried(_) => self.unwritten.push(entry),
            }
        }
        self.unwritten.len() < before
    }
}
