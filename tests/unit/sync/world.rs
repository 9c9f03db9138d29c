//! The simulated browser: local storage that is written to the disk late, a database with faults, and random numbers.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::store::{Store, StoreError, is_small_record};
use crate::sync::{DatabaseContent, OpenedDatabase, PendingTransaction, PendingWrite, WrittenTransaction};

/// Random numbers that are the same for a seed: SplitMix64, by Sebastiano Vigna (public domain).
#[derive(Clone)]
pub(super) struct Dice(pub u64);

impl Dice {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    pub(super) fn between(&mut self, low: u64, high: u64) -> f64 {
        (low + self.below(high - low + 1)) as f64
    }

    /// Whether something happens that happens in so many of a hundred cases.
    pub(super) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        (!from.is_empty()).then(|| &from[self.below(from.len() as u64) as usize])
    }
}

/// Local storage, which all tabs share.
#[derive(Default)]
pub(super) struct LocalDisk {
    pub live: BTreeMap<String, String>,
    /// What is on the disk: a killed browser starts again with this.
    pub persisted: BTreeMap<String, String>,
    /// In UTF-16 units.
    pub limit: Option<usize>,
    /// Refuses the next writes.
    pub refusals: u32,
}

/// A tab's access to it.
#[derive(Clone)]
pub(super) struct SharedLocal(pub Rc<RefCell<LocalDisk>>);

impl Store for SharedLocal {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.0.borrow().live.get(key).cloned())
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        let mut disk = self.0.borrow_mut();
        if 0 < disk.refusals {
            disk.refusals -= 1;
            return Err(StoreError::Full);
        }
        if let Some(limit) = disk.limit {
            let length = |text: &str| text.encode_utf16().count();
            let others = disk.live.iter().filter(|(other, _)| *other != key);
            let used: usize = others.map(|(key, value)| length(key) + length(value)).sum();
            if limit < used + length(key) + length(value) {
                return Err(StoreError::Full);
            }
        }
        disk.live.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        self.0.borrow_mut().live.remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.0.borrow().live.keys().cloned().collect())
    }
}

/// The database.
#[derive(Default)]
pub(super) struct SimulatedDatabase {
    pub journal: u64,
    pub openings: u64,
    pub records: BTreeMap<String, String>,
    pub entries: BTreeMap<u64, String>,
    last_key: u64,
    /// Whether writes that need room fail.
    pub is_full: bool,
    /// Counts how often the browser evicted it: connections to an earlier one are dead.
    pub generation: u64,
}

impl SimulatedDatabase {
    /// A full database that has a name can be read; its openings are not counted then.
    pub(super) fn open(&mut self, new_name: u64) -> Result<OpenedDatabase, StoreError> {
        if self.is_full {
            let opened = OpenedDatabase { journal: self.journal, openings: 0 };
            return if self.journal == 0 { Err(StoreError::Full) } else { Ok(opened) };
        }
        if self.journal == 0 {
            self.journal = new_name;
        }
        self.openings += 1;
        Ok(OpenedDatabase { journal: self.journal, openings: self.openings })
    }

    pub(super) fn evict(&mut self) {
        let generation = self.generation + 1;
        *self = SimulatedDatabase { generation, is_full: self.is_full, ..SimulatedDatabase::default() };
    }

    pub(super) fn content_after(&self, after: u64) -> DatabaseContent {
        let small = self.records.iter().filter(|(key, _)| is_small_record(key));
        DatabaseContent {
            entries: self.entries.range(after + 1..).map(|(key, json)| (*key, json.clone())).collect(),
            keys: self.records.keys().cloned().collect(),
            small: small.map(|(key, value)| (key.clone(), value.clone())).collect(),
        }
    }

    pub(super) fn read(&self, keys: &[String]) -> Vec<(String, String)> {
        keys.iter().filter_map(|key| Some((key.clone(), self.records.get(key)?.clone()))).collect()
    }

    pub(super) fn write(
        &mut self,
        transaction: &PendingTransaction,
    ) -> Result<WrittenTransaction, StoreError> {
        let needs_room = |write: &PendingWrite| matches!(write, PendingWrite::Put(..));
        if self.is_full && (!transaction.entries.is_empty() || transaction.records.iter().any(needs_room)) {
            return Err(StoreError::Full);
        }
        for write in &transaction.records {
            match write {
                PendingWrite::Put(key, value) => drop(self.records.insert(key.clone(), value.clone())),
                PendingWrite::Remove(key) => drop(self.records.remove(key)),
            }
        }
        let mut keys = vec![];
        for json in &transaction.entries {
            self.last_key += 1;
            self.entries.insert(self.last_key, json.clone());
            keys.push(self.last_key);
        }
        if self.openings == transaction.openings {
            self.entries.retain(|key, _| !transaction.obsolete.contains(key));
        }
        Ok(WrittenTransaction { keys, openings: self.openings })
    }
}
