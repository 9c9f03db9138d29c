//! Two stores as one: a first that is quick and small, and one beyond it that takes everything, a little later.

use std::collections::BTreeMap;

use super::{Store, StoreError};

/// A store that writes to the first of two and hands every write on for the one beyond it. What the first has no
/// room for is held in memory until it is beyond, and stays readable.
pub(crate) struct Tiered<S> {
    first: Option<S>,
    beyond: BTreeMap<String, String>,
    /// What is to be written beyond: the latest under each key, or that there is nothing any more.
    outbox: BTreeMap<String, Option<String>>,
    /// Whether there is one beyond.
    open: bool,
}

/// A write for the store beyond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Write {
    Put(String, String),
    Remove(String),
}

impl Write {
    /// How many bytes it takes, by and large.
    pub(crate) fn size(&self) -> usize {
        match self {
            Write::Put(key, value) => key.len() + value.len(),
            Write::Remove(_) => 0,
        }
    }

    fn of((key, value): (String, Option<String>)) -> Write {
        match value {
            Some(value) => Write::Put(key, value),
            None => Write::Remove(key),
        }
    }
}

impl<S: Store> Tiered<S> {
    /// With what is first, where the browser has it, and nothing beyond as yet.
    pub(crate) fn new(first: Option<S>) -> Tiered<S> {
        Tiered { first, beyond: BTreeMap::new(), outbox: BTreeMap::new(), open: false }
    }

    /// Hands on writes from now on.
    pub(crate) fn open_beyond(&mut self) {
        self.open = true;
    }

    /// Whether something is kept beyond alone.
    pub(crate) fn has_moved(&self) -> bool {
        !self.beyond.is_empty()
    }

    /// Takes in what was read from beyond, without handing it on again.
    pub(crate) fn adopt(&mut self, key: String, value: String) {
        let fits = self.first.as_mut().is_some_and(|first| first.set(&key, &value).is_ok());
        if !fits {
            self.move_beyond(key, value);
        }
    }

    /// Whether the first store has nothing in it at all.
    pub(crate) fn is_first_bare(&self) -> bool {
        self.first.as_ref().is_some_and(|first| first.keys().is_ok_and(|keys| keys.is_empty()))
    }

    /// What the first store still has of it, from before it was full, goes at once: an article's small records may
    /// still fit there, and would pass what is old for new at the next start. The store beyond has the old one, too.
    fn move_beyond(&mut self, key: String, value: String) {
        if let Some(first) = &mut self.first {
            let _nothing_may_be_there = first.remove(&key);
        }
        self.beyond.insert(key, value);
    }

    /// What is to be written beyond. What could not be written must come back by [`Tiered::put_back`].
    pub(crate) fn take_outbox(&mut self) -> Vec<Write> {
        std::mem::take(&mut self.outbox).into_iter().map(Write::of).collect()
    }

    /// The same of what only makes room.
    pub(crate) fn take_removals(&mut self) -> Vec<Write> {
        let (puts, removals) =
            std::mem::take(&mut self.outbox).into_iter().partition(|(_, value)| value.is_some());
        self.outbox = puts;
        BTreeMap::into_iter(removals).map(Write::of).collect()
    }

    /// Whether nothing waits to be written beyond.
    pub(crate) fn is_handed_on(&self) -> bool {
        self.outbox.is_empty()
    }

    /// These could not be written: they are to be, unless there is something newer under their keys.
    pub(crate) fn put_back(&mut self, writes: Vec<Write>) {
        for write in writes {
            let (key, value) = match write {
                Write::Put(key, value) => (key, Some(value)),
                Write::Remove(key) => (key, None),
            };
            self.outbox.entry(key).or_insert(value);
        }
    }
}

impl<S: Store> Store for Tiered<S> {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        match (self.beyond.get(key), &self.first) {
            (Some(value), _) => Ok(Some(value.clone())),
            (None, Some(first)) => first.get(key),
            (None, None) => Ok(None),
        }
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        let kept = self.first.as_mut().map_or(Err(StoreError::Denied), |first| first.set(key, value));
        match kept {
            Ok(()) => drop(self.beyond.remove(key)),
            // Without a database memory is all there is: who asked is told by the state of the page.
            Err(_) if self.open || self.first.is_none() => {
                self.move_beyond(key.to_owned(), value.to_owned());
            }
            Err(error) => return Err(error),
        }
        if self.open {
            self.outbox.insert(key.to_owned(), Some(value.to_owned()));
        }
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        self.beyond.remove(key);
        if self.open {
            self.outbox.insert(key.to_owned(), None);
        }
        self.first.as_mut().map_or(Ok(()), |first| first.remove(key))
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let mut keys = self.first.as_ref().map_or(Ok(vec![]), Store::keys)?;
        keys.extend(self.beyond.keys().cloned());
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::super::MemoryStore;
    use super::*;

    #[test]
    fn what_the_first_has_no_room_for_goes_beyond() {
        let mut store = Tiered::new(Some(MemoryStore::with_limit(10)));
        assert_eq!(store.set("long", "0123456789"), Err(StoreError::Full), "nothing is beyond");
        store.open_beyond();
        store.set("a", "old").unwrap();
        store.set("a", "0123456789").unwrap();
        assert_eq!(store.get("a").unwrap().as_deref(), Some("0123456789"));
        assert!(store.has_moved());
        let writes = store.take_outbox();
        assert_eq!(writes, [Write::Put("a".into(), "0123456789".into())]);
        let first = |store: &Tiered<MemoryStore>| store.first.as_ref().unwrap().get("a").unwrap();
        assert_eq!(first(&store), None, "nothing old passes for new");
        store.set("a", "short").unwrap();
        assert_eq!(first(&store).as_deref(), Some("short"));
        store.adopt("a".to_owned(), "0123456789".to_owned());
        assert_eq!((first(&store), store.has_moved()), (None, true));
        store.set("a", "new").unwrap();
        assert_eq!((store.get("a").unwrap().as_deref(), store.has_moved()), (Some("new"), false));
        store.remove("a").unwrap();
        assert_eq!(store.get("a").unwrap(), None);
    }

    /// A full database takes no more than it must, and room is made before it is needed.
    #[test]
    fn what_could_not_be_written_is_written_once_as_it_is_last() {
        let mut store = Tiered::new(Some(MemoryStore::default()));
        store.open_beyond();
        store.set("a", "1").unwrap();
        store.set("b", "1").unwrap();
        let failed = store.take_outbox();
        store.set("a", "2").unwrap();
        store.remove("b").unwrap();
        store.put_back(failed);
        assert_eq!(store.take_removals(), [Write::Remove("b".into())]);
        assert_eq!(store.take_outbox(), [Write::Put("a".into(), "2".into())]);
    }
}
