//! Two stores as one: a primary store that is fast and small (local storage), and a secondary one that takes
//! everything, a little later (the database).

use std::collections::{BTreeMap, BTreeSet};

use crate::store::{Store, StoreError, dated_by, is_database_only, is_readable, save_time};

/// A store that writes to the primary store and queues every write for the secondary one. Records that do not fit the
/// primary store live in the secondary one only; a copy in memory keeps them readable.
pub(crate) struct TieredStore<S> {
    /// `None` where the browser denies it.
    primary: Option<S>,
    /// The records that do not fit the primary store.
    overflow: BTreeMap<String, String>,
    /// Those of them that the secondary store has not confirmed yet: the primary one keeps their older values so long.
    unconfirmed: BTreeSet<String>,
    /// The writes for the secondary store, deduplicated by key: the latest value, or `None` to remove it.
    queue: BTreeMap<String, Option<String>>,
    has_secondary: bool,
}

/// A write for the secondary store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PendingWrite {
    Put(String, String),
    Remove(String),
}

impl PendingWrite {
    pub(crate) fn key(&self) -> &str {
        match self {
            PendingWrite::Put(key, _) | PendingWrite::Remove(key) => key,
        }
    }

    /// Roughly how many bytes it takes.
    pub(crate) fn size(&self) -> usize {
        match self {
            PendingWrite::Put(key, value) => key.len() + value.len(),
            PendingWrite::Remove(_) => 0,
        }
    }

    fn of((key, value): (String, Option<String>)) -> PendingWrite {
        match value {
            Some(value) => PendingWrite::Put(key, value),
            None => PendingWrite::Remove(key),
        }
    }
}

impl<S: Store> TieredStore<S> {
    /// A store without a secondary one yet. `primary` is `None` where the browser denies it.
    pub(crate) fn new(primary: Option<S>) -> TieredStore<S> {
        TieredStore {
            primary,
            overflow: BTreeMap::new(),
            unconfirmed: BTreeSet::new(),
            queue: BTreeMap::new(),
            has_secondary: false,
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
        let fits = self.primary.as_mut().is_some_and(|primary| primary.set(&key, &value).is_ok());
        if !fits {
            self.move_to_overflow(key, value);
        }
    }

    /// Whether the primary store is there and has nothing in it, not even of other pages.
    pub(crate) fn is_primary_empty(&self) -> bool {
        self.primary.as_ref().is_some_and(|primary| primary.keys().is_ok_and(|keys| keys.is_empty()))
    }

    /// The secondary store has the value: the primary one's older value is removed.
    fn move_to_overflow(&mut self, key: String, value: String) {
        self.unconfirmed.remove(&key);
        if let Some(primary) = &mut self.primary {
            primary.remove(&key).ok(); // There may be no older value.
        }
        self.overflow.insert(key, value);
    }

    /// Whether a record says how new one is that the secondary store has not confirmed yet. It waits with that one: else
    /// the next start would read the older value in the primary store as the newest.
    fn dates_unconfirmed(&self, key: &str) -> bool {
        self.unconfirmed.iter().any(|other| other != key && dated_by(other).as_deref() == Some(key))
    }

    /// The secondary store has these writes. Until then the primary store's older value is the only one on the disk, if
    /// the database is evicted or the tab killed.
    pub(crate) fn confirm(&mut self, writes: &[PendingWrite]) {
        for write in writes {
            let PendingWrite::Put(key, value) = write else { continue };
            if self.unconfirmed.contains(key) && self.overflow.get(key) == Some(value) {
                self.adopt_confirmed(key, value);
            }
        }
    }

    /// A small record may fit the primary store. A large one stays where it is. Another tab's newer one stays, too.
    fn adopt_confirmed(&mut self, key: &str, value: &str) {
        if let Some(newer) = self.written_by_other(key, value) {
            self.overflow.remove(key);
            self.unconfirmed.remove(key);
            self.queue.insert(key.to_owned(), Some(newer));
            return;
        }
        self.move_to_overflow(key.to_owned(), value.to_owned());
        if self.primary.as_mut().is_some_and(|primary| primary.set(key, value).is_ok()) {
            self.overflow.remove(key);
        }
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
        self.overflow.remove(&key);
        self.unconfirmed.remove(&key);
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
            let (key, value) = match write {
                PendingWrite::Put(key, value) => (key, Some(value)),
                PendingWrite::Remove(key) => (key, None),
            };
            self.queue.entry(key).or_insert(value);
        }
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
        let waits = self.has_secondary && self.dates_unconfirmed(key);
        let written = match &mut self.primary {
            Some(primary) if !waits => primary.set(key, value),
            _ => Err(StoreError::Denied),
        };
        match written {
            Ok(()) => {
                self.overflow.remove(key);
                self.unconfirmed.remove(key);
            }
            Err(_) if self.has_secondary => {
                self.overflow.insert(key.to_owned(), value.to_owned());
                self.unconfirmed.insert(key.to_owned());
            }
            // Where the browser denies both stores, memory is all there is. The page warns of that.
            Err(_) if self.primary.is_none() => {
                self.move_to_overflow(key.to_owned(), value.to_owned());
            }
            Err(error) => return Err(error),
        }
        if self.has_secondary {
            self.queue.insert(key.to_owned(), Some(value.to_owned()));
        }
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        self.overflow.remove(key);
        self.unconfirmed.remove(key);
        if self.has_secondary {
            self.queue.insert(key.to_owned(), None);
        }
        self.primary.as_mut().map_or(Ok(()), |primary| primary.remove(key))
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let mut keys = self.primary.as_ref().map_or(Ok(vec![]), Store::keys)?;
        keys.extend(self.overflow.keys().cloned());
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryStore;

    #[test]
    fn a_record_that_does_not_fit_the_primary_store_is_queued_for_the_secondary() {
        let mut store = TieredStore::new(Some(MemoryStore::with_limit(10)));
        assert_eq!(store.set("long", "0123456789"), Err(StoreError::Full), "there is no secondary store");
        store.connect_secondary();
        store.set("a", "old").unwrap();
        store.set("a", "0123456789").unwrap();
        assert_eq!(store.get("a").unwrap().as_deref(), Some("0123456789"));
        assert!(store.has_overflow());
        let writes = store.take_queue();
        assert_eq!(writes, [PendingWrite::Put("a".into(), "0123456789".into())]);
        let primary = |store: &TieredStore<MemoryStore>| store.primary.as_ref().unwrap().get("a").unwrap();
        assert_eq!(
            primary(&store).as_deref(),
            Some("old"),
            "until the secondary store confirms the newer one"
        );
        store.confirm(&writes);
        assert_eq!(primary(&store), None, "the older value is removed");
        store.set("a", "short").unwrap();
        assert_eq!(primary(&store).as_deref(), Some("short"));
        store.adopt("a".to_owned(), "0123456789".to_owned());
        assert_eq!((primary(&store), store.has_overflow()), (None, true));
        store.set("a", "new").unwrap();
        assert_eq!((store.get("a").unwrap().as_deref(), store.has_overflow()), (Some("new"), false));
        store.remove("a").unwrap();
        assert_eq!(store.get("a").unwrap(), None);
    }

    #[test]
    fn a_record_for_the_database_alone_never_enters_the_primary_store() {
        let mut store = TieredStore::new(Some(MemoryStore::default()));
        let key = "pullquote/2/point/a/1";
        assert_eq!(store.set(key, "1"), Err(StoreError::Denied), "there is no database");
        store.connect_secondary();
        store.set(key, "1").unwrap();
        store.adopt(key.to_owned(), "1".to_owned());
        assert!(store.keys().unwrap().is_empty() && !store.has_overflow());
        assert_eq!(store.take_queue(), [PendingWrite::Put(key.into(), "1".into())]);
    }

    #[test]
    fn failed_writes_are_queued_again_unless_a_newer_one_is() {
        let mut store = TieredStore::new(Some(MemoryStore::default()));
        store.connect_secondary();
        store.set("a", "1").unwrap();
        store.set("b", "1").unwrap();
        let failed = store.take_queue();
        store.set("a", "2").unwrap();
        store.remove("b").unwrap();
        store.requeue(failed);
        assert_eq!(store.take_queued_removals(), [PendingWrite::Remove("b".into())]);
        assert_eq!(store.take_queue(), [PendingWrite::Put("a".into(), "2".into())]);
    }

    #[test]
    fn what_another_tab_wrote_meanwhile_is_not_replaced_by_an_older_value() {
        let mut store = TieredStore::new(Some(MemoryStore::default()));
        store.connect_secondary();
        store.set("a", "1").unwrap();
        let refused = store.take_queue();
        store.requeue(refused);
        store.primary.as_mut().unwrap().set("a", "2").unwrap();
        assert_eq!(store.take_queue(), [PendingWrite::Put("a".into(), "2".into())]);
    }
}
