//! Two stores as one: a primary store that is fast and small (local storage), and a secondary one that takes
//! everything, a little later (the database).

use std::collections::{BTreeMap, BTreeSet};

use super::pending_write::PendingWrite;
use super::residents::Residents;
use crate::sorting::Sorting as _;
use crate::store::{
    Library, Store, StoreError, article_keys, article_of_record, dated_by, is_database_only, is_readable,
    save_time,
};

/// A store that writes to the primary store and queues every write for the secondary one. Records that do not fit the
/// primary store live in the secondary one only; a copy in memory keeps them readable.
pub(crate) struct TieredStore<S> {
    /// `None` where the browser denies it.
    primary: Option<S>,
    /// The records that do not fit the primary store.
    overflow: BTreeMap<String, String>,
    /// Those of them that the secondary store has not confirmed yet: the primary one keeps their older values so long.
    unconfirmed: BTreeSet<String>,
    /// Those whose older value the primary store keeps although the secondary one has the newer: another tab may know of
    /// no other. None is unconfirmed.
    outdated: BTreeSet<String>,
    /// Whether no other tab can need what the primary store has.
    is_alone: bool,
    /// The writes for the secondary store, deduplicated by key: the latest value, or `None` to remove it.
    queue: BTreeMap<String, Option<String>>,
    has_secondary: bool,
    /// What the primary store may do without.
    residents: Residents,
}

impl<S: Store> TieredStore<S> {
    /// A store without a secondary one yet. `primary` is `None` where the browser denies it.
    pub(crate) fn new(primary: Option<S>) -> TieredStore<S> {
        TieredStore {
            primary,
            overflow: BTreeMap::new(),
            unconfirmed: BTreeSet::new(),
            outdated: BTreeSet::new(),
            is_alone: false,
            queue: BTreeMap::new(),
            has_secondary: false,
            residents: Residents::default(),
        }
    }

    /// Queues writes for the secondary store from now on.
    pub(crate) fn connect_secondary(&mut self) {
        self.has_secondary = true;
    }

    /// Whether some records do not fit the primary store.
    pub(crate) fn has_overflow(&self) -> bool {
        !self.overflow.is_empty()
    }

    /// Whether this record does not fit the primary store. What this store has of it then is its own copy.
    pub(crate) fn is_overflow(&self, key: &str) -> bool {
        self.overflow.contains_key(key)
    }

    /// Takes a record that was read from the secondary store, without queueing it for it.
    pub(crate) fn adopt(&mut self, key: String, value: String) {
        if is_database_only(&key) {
            return;
        }
        self.settle(key, value);
    }

    /// The value of a record in the primary store, which may be another tab's.
    pub(crate) fn in_primary(&self, key: &str) -> Option<String> {
        self.primary.as_ref()?.get(key).ok()?
    }

    /// This store's own value of a record that does not fit the primary store.
    pub(crate) fn in_overflow(&self, key: &str) -> Option<String> {
        self.overflow.get(key).cloned()
    }

    /// Whether the primary store is there and has nothing in it, not even of other pages.
    pub(crate) fn is_primary_empty(&self) -> bool {
        self.primary.as_ref().is_some_and(|primary| primary.keys().is_ok_and(|keys| keys.is_empty()))
    }

    /// The secondary store has the value. Where the primary one has no room for it, its older value is removed, or left
    /// for other tabs: they have it, with the journal's steps since.
    fn settle(&mut self, key: String, value: String) {
        self.unconfirmed.remove(&key);
        let waits = self.dates_older(&key);
        if let Some(primary) = &mut self.primary {
            if !waits && primary.set(&key, &value).is_ok() {
                self.overflow.remove(&key);
                self.outdated.remove(&key);
                self.settle_date(&key);
                return;
            }
            if primary.get(&key).is_ok_and(|older| older.is_some()) {
                self.outdated.insert(key.clone());
            }
        }
        self.overflow.insert(key, value);
        self.free_primary();
    }

    /// A record that was outdated in the primary store is there: what says how new it is need not wait any more.
    fn settle_date(&mut self, key: &str) {
        let Some(small) = dated_by(key) else { return };
        match self.overflow.get(&small).cloned() {
            Some(_) if self.unconfirmed.contains(&small) => self.remove_false_date(&small),
            Some(value) => self.settle(small, value),
            None => {}
        }
    }

    /// A record is in the primary store. What says how new it is may have waited for it.
    fn follow_with_date(&mut self, key: &str) {
        let Some(small) = dated_by(key).filter(|small| self.unconfirmed.contains(small)) else { return };
        let waits = self.dates_older(&small);
        let value = self.overflow.get(&small).filter(|_| !waits);
        let placed = self.primary.as_mut().zip(value).map(|(primary, value)| primary.set(&small, value));
        match placed {
            Some(Ok(())) => self.forget_overflow(&small),
            _ => self.remove_false_date(&small),
        }
    }

    /// Says whether no other tab can need the older values that the primary store has.
    pub(crate) fn set_alone(&mut self, is_alone: bool) {
        self.is_alone = is_alone;
        self.free_primary();
    }

    /// Removes the older values from the primary store, unless other tabs may need them.
    fn free_primary(&mut self) {
        if !self.is_alone {
            return;
        }
        for key in std::mem::take(&mut self.outdated) {
            let waits = self.dates_older(&key);
            let Some(primary) = &mut self.primary else { return };
            primary.remove(&key).ok(); // It is older: the next start reads the newer one.
            // A small one may fit, and has waited for the one that it dates.
            let value = self.overflow.get(&key).filter(|_| !waits);
            if value.is_some_and(|value| primary.set(&key, value).is_ok()) {
                self.overflow.remove(&key);
            }
        }
    }

    /// A small record that has no room must not leave an older one that dates a newer record: none is better, and is made
    /// again.
    fn remove_false_date(&mut self, key: &str) {
        let Some(id) = article_of_record(key) else { return };
        let is_dated = |other: &String| dated_by(other).as_deref() == Some(key);
        let is_newer =
            article_keys(id).iter().any(|other| is_dated(other) && !self.overflow.contains_key(other));
        if let Some(primary) = self.primary.as_mut().filter(|_| is_newer) {
            primary.remove(key).ok(); // There may be none.
        }
    }

    /// Whether a record says how new one is whose older value the primary store still has. It waits with that one: else
    /// the next start would read the older value as the newest.
    fn dates_older(&self, key: &str) -> bool {
        let Some(id) = article_of_record(key) else { return false };
        let has_older = |other: &String| self.unconfirmed.contains(other) || self.outdated.contains(other);
        article_keys(id).iter().any(|other| dated_by(other).as_deref() == Some(key) && has_older(other))
    }

    /// The secondary store has these writes. Until then the primary store's older value is the only one on the disk, if
    /// the database is evicted or the tab killed.
    pub(crate) fn confirm(&mut self, writes: &[PendingWrite]) {
        for write in writes {
            let PendingWrite::Put(key, value) = write else { continue };
            if self.unconfirmed.contains(key) && self.overflow.get(key) == Some(value) {
                self.make_room(key, value);
                self.adopt_confirmed(key, value);
            }
            if self.in_primary(key).as_ref() == Some(value) {
                self.residents.confirm(key);
            }
        }
    }

    /// The secondary store is another one: it has nothing yet.
    pub(crate) fn replace_secondary(&mut self) {
        self.residents = Residents::default();
    }

    /// The secondary store has a record as the primary one has it, from an earlier visit.
    pub(crate) fn note_same(&mut self, key: &str, value: &str) {
        let Some([_, _, small]) = article_of_record(key).map(article_keys) else { return };
        if self.in_primary(key).as_deref() == Some(value) {
            let saved = self.get(&small).ok().flatten().and_then(|entry| save_time(&small, &entry));
            self.residents.confirm_former(key, saved.unwrap_or_default());
        }
    }

    /// Makes room in the primary store for a record that the secondary one has just confirmed: so it has the older ones,
    /// too. Not while another tab is open, which may have no other copy of what leaves.
    fn make_room(&mut self, key: &str, value: &str) {
        if let Some(primary) = self.primary.as_mut().filter(|_| self.is_alone && self.has_secondary) {
            self.overflow.extend(self.residents.make_room(primary, key, value));
        }
    }

    /// A small record may fit the primary store. A large one stays where it is. Another tab's newer one stays, too.
    fn adopt_confirmed(&mut self, key: &str, value: &str) {
        if let Some(newer) = self.written_by_other(key, value) {
            self.forget_overflow(key);
            self.queue.insert(key.to_owned(), Some(newer));
            return;
        }
        self.settle(key.to_owned(), value.to_owned());
    }

    /// The primary store has the newest value, or nobody has one.
    fn forget_overflow(&mut self, key: &str) {
        self.overflow.remove(key);
        self.unconfirmed.remove(key);
        self.outdated.remove(key);
    }

    /// Takes the queued writes. Those that fail must come back by [`TieredStore::requeue`].
    pub(crate) fn take_queue(&mut self) -> Vec<PendingWrite> {
        let queue = std::mem::take(&mut self.queue);
        queue
            .into_iter()
            .map(|(key, value)| match value {
                Some(queued) => self.newest(key, queued),
                None => PendingWrite::Remove(key),
            })
            .collect()
    }

    /// Another tab may have written a record to the primary store while ours was waiting. The older value must not
    /// replace the newer one in the secondary store.
    fn newest(&mut self, key: String, queued: String) -> PendingWrite {
        let Some(written) = self.written_by_other(&key, &queued) else {
            return PendingWrite::Put(key, queued);
        };
        self.forget_overflow(&key);
        PendingWrite::Put(key, written)
    }

    /// The value of a record in the primary store, if another tab wrote it after our value.
    fn written_by_other(&self, key: &str, ours: &str) -> Option<String> {
        let written = self.primary.as_ref()?.get(key).ok()??;
        if written == ours || !is_readable(key, &written) {
            return None;
        }
        let is_newer = match (save_time(key, &written), save_time(key, ours)) {
            (Some(written), Some(ours)) => ours < written,
            // Ours went to the primary store first, unless it did not fit.
            _ => !self.overflow.contains_key(key),
        };
        is_newer.then_some(written)
    }

    /// Forgets its own values where another tab has written newer ones to the primary store: to write them again would
    /// replace the newer ones.
    pub(crate) fn forget_superseded(&mut self) {
        let is_superseded = |(key, ours): &(&String, &String)| self.written_by_other(key, ours).is_some();
        let keys: Vec<String> =
            self.overflow.iter().filter(is_superseded).map(|(key, _)| key.clone()).collect();
        keys.iter().for_each(|key| self.forget_overflow(key));
    }

    /// Takes the queued removals only: they free space.
    pub(crate) fn take_queued_removals(&mut self) -> Vec<PendingWrite> {
        let (puts, removals) =
            std::mem::take(&mut self.queue).into_iter().partition(|(_, value)| value.is_some());
        self.queue = puts;
        BTreeMap::into_iter(removals).map(PendingWrite::of).collect()
    }

    /// Whether no write is queued.
    pub(crate) fn is_queue_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Queues failed writes again, unless a newer one for the same key is queued.
    pub(crate) fn requeue(&mut self, writes: Vec<PendingWrite>) {
        for write in writes {
            let (key, value) = write.into_pair();
            self.queue.entry(key).or_insert(value);
        }
    }
}

impl<S: Store> Library<TieredStore<S>> {
    /// Whether local storage has no room for the text or the work of an article.
    pub(crate) fn is_in_database_alone(&self, id: &str) -> bool {
        article_keys(id).iter().any(|key| self.store().is_overflow(key))
    }
}

impl<S: Store> Store for TieredStore<S> {
    /// Of a record that only the database has, this knows no more than what is on its way there.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        if is_database_only(key) {
            return Ok(self.queue.get(key).cloned().flatten());
        }
        match (self.overflow.get(key), &self.primary) {
            (Some(value), _) => Ok(Some(value.clone())),
            (None, Some(primary)) => primary.get(key),
            (None, None) => Ok(None),
        }
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        if is_database_only(key) {
            if !self.has_secondary {
                return Err(StoreError::Denied);
            }
            self.queue.insert(key.to_owned(), Some(value.to_owned()));
            return Ok(());
        }
        let waits = self.has_secondary && self.dates_older(key);
        let written = match &mut self.primary {
            // Not written again: there may be no room for that.
            Some(primary) if primary.get(key)?.as_deref() == Some(value) => Ok(()),
            Some(primary) if !waits => primary.set(key, value),
            _ => Err(StoreError::Denied),
        };
        self.residents.forget(key);
        match written {
            Ok(()) => {
                self.forget_overflow(key);
                self.follow_with_date(key);
            }
            Err(_) if self.has_secondary => {
                self.overflow.insert(key.to_owned(), value.to_owned());
                self.unconfirmed.insert(key.to_owned());
                self.outdated.remove(key);
                self.remove_false_date(key);
            }
            // Where the browser denies both stores, memory is all there is. The page warns of that.
            Err(_) if self.primary.is_none() => {
                self.overflow.insert(key.to_owned(), value.to_owned());
            }
            Err(error) => return Err(error),
        }
        if self.has_secondary {
            self.queue.insert(key.to_owned(), Some(value.to_owned()));
        }
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        self.forget_overflow(key);
        self.residents.leave(key);
        if self.has_secondary {
            self.queue.insert(key.to_owned(), None);
        }
        self.primary.as_mut().map_or(Ok(()), |primary| primary.remove(key))
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let mut keys = self.primary.as_ref().map_or(Ok(vec![]), Store::keys)?;
        keys.extend(self.overflow.keys().cloned());
        keys.order();
        keys.dedup();
        Ok(keys)
    }
}

#[cfg(test)]
mod tests;
