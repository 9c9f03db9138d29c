//! What readers and the world do in a schedule.

use std::collections::BTreeSet;

use super::schedule::Schedule;
use super::tab::TEXTS;
use crate::document::Document;
use crate::store::{JournalEntry, Library, MemoryStore};
use crate::store::{Store, StoreError, StoredArticle, article_id, is_own, is_readable};
use crate::sync::SyncEvent;

impl Schedule {
    /// Something random happens.
    pub(super) fn act(&mut self) {
        let ready: Vec<usize> = (0..self.tabs.len()).filter(|&at| self.tabs[at].is_ready).collect();
        let one = self.dice.pick(&ready).copied();
        match (self.dice.below(100), one) {
            (0..=54, Some(at)) => {
                for _ in 0..=self.dice.below(3) {
                    self.edit(at);
                }
            }
            (55..=64, Some(at)) => {
                self.tabs[at].save();
                let visit = self.tabs[at].visit;
                self.tell(visit, SyncEvent::Queued);
            }
            (65..=73, _) => self.flush(),
            (74..=79, _) if self.tabs.len() < 3 => {
                self.count("tab opened");
                self.open_tab();
            }
            (80..=83, Some(at)) => self.close_tab(at),
            (84..=86, Some(at)) => {
                self.count("tab killed");
                self.bury(at);
                self.end_requests_of_the_dead();
            }
            (87..=89, _) => self.kill_browser(),
            (90, _) => self.evict(),
            (91..=92, _) => {
                self.count("database closed");
                self.close_database();
            }
            (93..=94, _) => {
                self.count("quota full or free");
                self.database.is_full = !self.database.is_full;
            }
            (95, _) => {
                self.count("local storage refuses");
                self.disk.borrow_mut().refusals = 2;
            }
            (96, _) => {
                self.count("clock jumped");
                self.jump_clock();
            }
            (97, _) if self.dice.percent(20) => {
                self.count("database down");
                self.is_down = !self.is_down;
            }
            _ => {}
        }
        self.trace_stores();
        if self.tabs.is_empty() {
            self.damage_at_rest();
            self.trace_stores();
            self.open_tab();
        }
    }

    /// The browser writes local storage to the disk.
    pub(super) fn flush(&mut self) {
        let mut disk = self.disk.borrow_mut();
        disk.persisted = disk.live.clone();
    }

    /// The reader closes a tab: the page writes what it can.
    pub(super) fn close_tab(&mut self, at: usize) {
        self.count("tab closed");
        self.tabs[at].save();
        let visit = self.tabs[at].visit;
        self.tell(visit, SyncEvent::Queued);
        self.bury(at);
        self.end_requests_of_the_dead();
    }

    pub(super) fn kill_browser(&mut self) {
        self.count("browser killed");
        while !self.tabs.is_empty() {
            self.bury(0);
        }
        self.end_requests_of_the_dead();
        let mut disk = self.disk.borrow_mut();
        disk.live = disk.persisted.clone();
    }

    /// The browser deletes the database. What only it and open pages had may be lost until the pages write it again.
    pub(super) fn evict(&mut self) {
        self.count("database evicted");
        self.close_database();
        self.excuse_unread();
        self.database.evict();
        // A killed browser goes on with what is on the disk, a killed tab with what other tabs read.
        let copies = [self.disk.borrow().persisted.clone(), self.disk.borrow().live.clone()];
        let contested = self.contested.clone();
        for records in copies {
            let looks = TEXTS.map(|text| load_or_paste(records.clone(), text));
            for ledger in self.ledgers_mut() {
                let stored = looks[ledger.article].as_ref();
                let kept = stored.map(|stored| super::checks::matching_steps(ledger, stored, &contested));
                // Several steps may look alike: what is there may be the first.
                let kept = kept.and_then(|kept| kept.first().copied());
                ledger.acknowledged = ledger.acknowledged.min(kept.unwrap_or(0));
                // An older version leaves out what it cannot read. The journal had the only copy.
                let missing = stored.into_iter().flat_map(|stored| &stored.journal_position.missing_steps);
                ledger.is_excused |= missing.into_iter().any(|(visit, _)| *visit == ledger.visit);
            }
        }
    }

    /// A tab of an older version writes records without the steps that it cannot read. The journal has the only copy.
    fn excuse_unread(&mut self) {
        if self.tabs.iter().all(|tab| tab.understands_new) {
            return;
        }
        let entries = self.database.entries.values();
        let unread: BTreeSet<u64> = entries
            .filter_map(|json| JournalEntry::from_json(json).err()?.step)
            .map(|(visit, _)| visit)
            .collect();
        for ledger in self.ledgers_mut().filter(|ledger| unread.contains(&ledger.visit)) {
            ledger.is_excused = true;
        }
    }

    /// While no tab is open, something is damaged. One intact copy stays, or the schedule knows what it cannot expect.
    pub(super) fn damage_at_rest(&mut self) {
        for _ in 0..self.dice.below(4) {
            match self.dice.below(12) {
                0..=5 => self.damage_one_copy(),
                6..=7 => self.damage_an_entry(),
                8 if self.may_rename() => {
                    self.count("journal renamed");
                    self.database.journal = 1 + (self.dice.next() >> 12);
                }
                9 => self.damage_both_copies(),
                _ => {}
            }
        }
        // What is damaged is what is on the disk.
        self.flush();
    }

    /// Both copies of the journal's name may be damaged as long as no record names entries that it skips.
    fn may_rename(&self) -> bool {
        let is_known = |json: &String| {
            JournalEntry::from_json(json).map_or_else(|unreadable| unreadable.step.is_some(), |_| true)
        };
        self.database.journal != 0 && self.database.entries.values().all(is_known)
    }

    /// The keys of records that both stores have alike and intact.
    fn doubled(&self) -> Vec<String> {
        let disk = self.disk.borrow();
        let is_doubled = |(key, value): &(&String, &String)| {
            is_own(key) && disk.live.get(*key) == Some(value) && is_readable(key, value)
        };
        self.database.records.iter().filter(is_doubled).map(|(key, _)| key.clone()).collect()
    }

    fn damage_one_copy(&mut self) {
        let doubled = self.doubled();
        let Some(key) = self.dice.pick(&doubled).cloned() else { return };
        let in_database = self.dice.percent(50);
        if self.dice.percent(20) {
            self.count("copy lost");
            self.note(&key);
            if in_database {
                self.database.records.remove(&key);
            } else {
                self.disk.borrow_mut().live.remove(&key);
            }
            return;
        }
        self.count(if in_database { "database's copy damaged" } else { "local copy damaged" });
        self.note(&key);
        let value = self.flipped(&self.database.records[&key].clone());
        if in_database {
            self.database.records.insert(key, value);
        } else {
            self.disk.borrow_mut().live.insert(key, value);
        }
    }

    fn flipped(&mut self, value: &str) -> String {
        let mut chars: Vec<char> = value.chars().collect();
        let at = self.dice.below(chars.len() as u64) as usize;
        let bit = 1 << self.dice.below(7);
        chars[at] = char::from_u32(u32::from(chars[at]) ^ bit).unwrap_or('\u{fffd}');
        chars.into_iter().collect()
    }

    /// Both copies of a record: what it had is lost, but nothing else.
    fn damage_both_copies(&mut self) {
        let doubled: Vec<String> =
            self.doubled().into_iter().filter(|key| !key.contains("/aside/")).collect();
        let Some(key) = self.dice.pick(&doubled).cloned() else { return };
        self.count("both copies damaged");
        self.note(&key);
        let value = self.database.records[&key].clone();
        let (ours, theirs) = (self.flipped(&value), self.flipped(&value));
        if key.contains("/work/") || key.contains("/text/") {
            self.damaged.push([ours.clone(), theirs.clone()]);
        }
        self.disk.borrow_mut().live.insert(key.clone(), ours);
        self.database.records.insert(key.clone(), theirs);
        if key.contains("/work/") {
            self.excuse(|article| key.ends_with(&article_id(TEXTS[article])));
        }
    }

    fn excuse(&mut self, is_hit: impl Fn(usize) -> bool) {
        for ledger in self.ledgers_mut().filter(|ledger| is_hit(ledger.article)) {
            ledger.is_excused = true;
        }
    }

    /// An entry of the journal: where no intact record includes it, its article is excused.
    fn damage_an_entry(&mut self) {
        let keys: Vec<u64> = self.database.entries.keys().copied().collect();
        let Some(key) = self.dice.pick(&keys).copied() else { return };
        let json = self.database.entries[&key].clone();
        let Ok(entry) = JournalEntry::from_json(&json) else { return };
        let records = [self.database.records.clone(), self.disk.borrow().live.clone()];
        let is_included = records.into_iter().all(|records| {
            let stored = load_from(records, &entry.article);
            stored.is_ok_and(|stored| {
                stored.is_some_and(|stored| {
                    // Where an earlier entry was skipped, the included ones are needed once more after it.
                    let position = stored.journal_position;
                    position.skipped.is_empty() && position.includes(self.database.journal, key, &entry)
                })
            })
        });
        if is_included {
            self.count("included entry damaged");
        } else if self.dice.percent(30) {
            self.count("only copy of an entry damaged");
            self.excuse(|article| article_id(TEXTS[article]) == entry.article);
        } else {
            return;
        }
        self.note(&format!("entry {key}"));
        let value = self.flipped(&json);
        self.database.entries.insert(key, value);
    }
}

/// The same, where the reader pastes a text that is lost.
fn load_or_paste(records: std::collections::BTreeMap<String, String>, text: &str) -> Option<StoredArticle> {
    let id = article_id(text);
    load_from(records.clone(), &id).ok().flatten().or_else(|| {
        let library = library_of(records).ok()?;
        library.load_work(&id, &Document::from_text(text)).ok().flatten()
    })
}

fn load_from(
    records: std::collections::BTreeMap<String, String>,
    id: &str,
) -> Result<Option<StoredArticle>, StoreError> {
    library_of(records)?.load(id)
}

fn library_of(
    records: std::collections::BTreeMap<String, String>,
) -> Result<Library<MemoryStore>, StoreError> {
    let mut store = MemoryStore::default();
    for (key, value) in records {
        store.set(&key, &value)?;
    }
    Ok(Library::new(store))
}
