//! Articles that are removed and may be brought back: their records as they are stored.

use super::backup::RawRecord;
use super::error::StoreError;
use super::keys::{KINDS_OF_ARTICLE, key};
use super::library::Library;
use super::traits::Store;

impl<S: Store> Library<S> {
    /// Whether there is an article with this id: its text or its work.
    pub(crate) fn has_article(&self, id: &str) -> bool {
        ["text", "work"].iter().any(|kind| self.has_record(&key(kind, id)))
    }

    /// The records of an article, as they are stored.
    pub(crate) fn records_of(&self, id: &str) -> Result<Vec<RawRecord>, StoreError> {
        let mut records = vec![];
        for key in KINDS_OF_ARTICLE.map(|kind| key(kind, id)) {
            if let Some(value) = self.store.get(&key)? {
                records.push(RawRecord { key, value });
            }
        }
        Ok(records)
    }

    /// Puts the records of a removed article back, unless there is one by now.
    pub(crate) fn put_back(&mut self, id: &str, records: &[RawRecord]) -> Result<(), StoreError> {
        if self.has_article(id) {
            return Ok(());
        }
        for RawRecord { key, value } in records {
            self.store.set(key, value)?;
            self.own_keys.insert(key.clone());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::article_id;
    use super::super::memory::MemoryStore;
    use super::*;
    use crate::annotation::AnnotationSet;
    use crate::document::Document;

    #[test]
    fn what_is_brought_back_is_as_it_was() {
        let mut library = Library::new(MemoryStore::default());
        let ids = ["One.", "Two."].map(|text| {
            let id = article_id(text);
            library.add(&id, &Document::from_text(text), &AnnotationSet::new()).unwrap();
            id
        });
        library.set_older(&ids[0], &ids[1]).unwrap();
        let before = library.store.entries.clone();
        let records = library.records_of(&ids[0]).unwrap();
        library.remove(&ids[0]).unwrap();
        assert!(!library.has_article(&ids[0]) && library.has_article(&ids[1]));
        library.put_back(&ids[0], &records).unwrap();
        assert_eq!(library.store.entries, before);
    }
}
