//! Two stores as one: a first that is quick and small, and one beyond it that takes everything, a little later.

use std::collections::BTreeMap;

use super::{Store, StoreError};

/// A store that writes to the first of two and hands every write on for the one beyond it. What the first has no
/// room for is held in memory until it is beyond, and stays readable.
pub struct Tiered<S> {
    first: Option<S>,
    beyond: BTreeMap<String, String>,
    outbox: Vec<Write>,
    /// Whether there is one beyond.
    open: bool,
}

/// A write for the store beyond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    Put(String, String),
    Remove(String),
}

impl Write {
    fn key(&self) -> &str {
        match self {
            Write::Put(key, _) | Write::Remove(key) => key,
        }
    }
}

impl<S: Store> Tiered<S> {
    /// With what is first, where the browser has it, and nothing beyond as yet.
    pub fn new(first: Option<S>) -> Tiered<S> {
        Tiered { first, beyond: BTreeMap::new(), outbox: vec![], open: false }
    }

    /// Hands on writes from now on.
    pub fn open_beyond(&mut self) {
        self.open = true;
    }

    /// Whether something is kept beyond alone.
    pub fn has_moved(&self) -> bool {
        !self.beyond.is_empty()
    }

    /// Takes in what was read from beyond, without handing it on again.
    pub fn adopt(&mut self, key: String, value: String) {
        let fits = self.first.as_mut().is_some_and(|first| first.set(&key, &value).is_ok());
        if !fits {
            self.beyond.insert(key, value);
        }
    }

    /// What is to be written beyond. It must come back by [`Tiered::written`] or [`Tiered::put_back`].
    pub fn take_outbox(&mut self) -> Vec<Write> {
        std::mem::take(&mut self.outbox)
    }

    /// These are safe beyond: what the first store still has of them, from before it was full, can go.
    pub fn written(&mut self, writes: &[Write]) {
        let Some(first) = &mut self.first else { return };
        for write in writes.iter().filter(|write| self.beyond.contains_key(write.key())) {
            let _a_stale_copy_is_harmless = first.remove(write.key());
        }
    }

    /// These could not be written: they go before all that came since.
    pub fn put_back(&mut self, writes: Vec<Write>) {
        let since = std::mem::replace(&mut self.outbox, writes);
        self.outbox.extend(since);
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
                self.beyond.insert(key.to_owned(), value.to_owned());
            }
            Err(error) => return Err(error),
        }
        if self.open {
            self.outbox.push(Write::Put(key.to_owned(), value.to_owned()));
        }
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        self.beyond.remove(key);
        if self.open {
            self.outbox.push(Write::Remove(key.to_owned()));
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
        assert_eq!(writes.len(), 2);
        assert_eq!(
            store.first.as_ref().unwrap().get("a").unwrap().as_deref(),
            Some("old"),
            "safe until it is beyond"
        );
        store.written(&writes);
        assert_eq!(store.first.as_ref().unwrap().get("a").unwrap(), None);
        store.set("a", "new").unwrap();
        assert_eq!((store.get("a").unwrap().as_deref(), store.has_moved()), (Some("new"), false));
        store.remove("a").unwrap();
        assert_eq!(store.get("a").unwrap(), None);
    }

    #[test]
    fn what_could_not_be_written_goes_first_the_next_time() {
        let mut store = Tiered::new(Some(MemoryStore::default()));
        store.open_beyond();
        store.set("a", "1").unwrap();
        let failed = store.take_outbox();
        store.set("a", "2").unwrap();
        store.put_back(failed);
        let values = [Write::Put("a".into(), "1".into()), Write::Put("a".into(), "2".into())];
        assert_eq!(store.take_outbox(), values);
    }
}
