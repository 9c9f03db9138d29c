//! The saved articles, and what reads, writes and lists them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::article::{ArticleWork, Bookmark, StoredArticle, TextRecord, WorkRecord};
use super::backup_log::BackupLog;
use super::entry::LibraryEntry;
use super::error::StoreError;
use super::journal::JournalPosition;
use super::keys::{CopyOrigin, KINDS_OF_ARTICLE, former_key, id_in, key};
use super::repair::unseal_or_repair;
use super::replay::spans_fit;
use super::save_count::{SALTS, next_count};
use super::traits::{Store, utf16_len};
use super::{read_json, record};
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::edit::History;
use crate::sorting::{CollectSorted as _, Sorting as _};

/// What local storage has room for in Chromium and Firefox: 5,242,880 UTF-16 units, keys included.
const LOCAL_STORAGE_LIMIT: usize = 5 << 20;

/// How much of local storage is used, in UTF-16 units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct StorageUsage {
    pub used: usize,
    pub limit: usize,
}

/// The saved articles.
pub(crate) struct Library<S> {
    pub(super) store: S,
    /// The highest [`LibraryEntry::saved`], once it is known: to find it takes reading the whole list.
    pub(super) latest: Option<u64>,
    /// Makes the counts of this visit differ from those of others.
    pub(super) salt: Option<u64>,
    /// Whether a save makes an article newer. See [`Library::stop_counting_saves`].
    pub(super) counts_saves: bool,
    /// The day, as `2021-11-10`: entries of new articles have it.
    pub(super) today: Option<String>,
    /// The keys of records that this visit has written: no newer version wrote them.
    pub(super) own_keys: BTreeSet<String>,
    /// The keys of records of which the start has found that they can be read.
    pub(super) checked: RefCell<BTreeSet<String>>,
}

impl<S: Store> Library<S> {
    pub(crate) fn new(store: S) -> Library<S> {
        Library {
            store,
            latest: None,
            salt: None,
            counts_saves: true,
            today: None,
            own_keys: BTreeSet::new(),
            checked: RefCell::default(),
        }
    }

    /// Saves a new article without any history. When storage is full, nothing of it is saved.
    pub(crate) fn add(
        &mut self,
        id: &str,
        document: &Document,
        set: &AnnotationSet,
    ) -> Result<(), StoreError> {
        let history = History::default();
        self.add_with(id, ArticleWork { document, set, history: &history }, JournalPosition::default())
    }

    /// The store that the library is in.
    pub(crate) fn store(&self) -> &S {
        &self.store
    }

    /// The same, to be changed.
    pub(crate) fn store_mut(&mut self) -> &mut S {
        &mut self.store
    }

    /// Saves an article with its text. When storage is full, nothing of it is saved.
    pub(super) fn add_with(
        &mut self,
        id: &str,
        work: ArticleWork,
        position: JournalPosition,
    ) -> Result<(), StoreError> {
        let is_new = !self.has_record(&key("work", id));
        self.write(&key("text", id), &TextRecord::of(work.document))?;
        let saved = self.write_work(id, work, position);
        if saved.is_err() && is_new {
            self.remove(id)?;
        }
        saved
    }

    /// Writes the record of an article's text anew: what is known beside the text has changed.
    pub(crate) fn rewrite_text(&mut self, id: &str, document: &Document) -> Result<(), StoreError> {
        self.write(&key("text", id), &TextRecord::of(document))
    }

    /// Saves the work in an article, and its text where it is not saved yet. When storage is full, the last saved
    /// state stays. `position` says which steps of the journal are included.
    pub(crate) fn save(
        &mut self,
        id: &str,
        work: ArticleWork,
        position: JournalPosition,
    ) -> Result<(), StoreError> {
        // Nothing is decompressed: a long text takes time.
        if self.has_readable("text", id) {
            return self.write_work(id, work, position);
        }
        self.add_with(id, work, position)
    }

    fn write_work(
        &mut self,
        id: &str,
        work: ArticleWork,
        journal_position: JournalPosition,
    ) -> Result<(), StoreError> {
        let begun_apart = !self.counts_saves && self.is_begun_apart(id).unwrap_or(true);
        let saved = match self.counts_saves {
            true => self.next_save_count(id)?,
            // Whatever the database has is newer.
            false if begun_apart => 0,
            false => self.save_count_of(id),
        };
        let (set, history) = (work.set.clone(), work.history.clone());
        self.write(&key("work", id), &WorkRecord { set, history, journal_position, saved, begun_apart })?;
        let known = self.read::<LibraryEntry>(&key("entry", id)).ok().flatten();
        let opened = known.map_or_else(|| self.today.clone(), |entry| entry.opened);
        let entry = LibraryEntry {
            id: id.to_owned(),
            saved,
            opened,
            is_apart: !self.counts_saves,
            ..LibraryEntry::of(work.document, work.set)
        };
        self.write(&key("entry", id), &entry)
    }

    /// From now on, a save does not make an article newer than the one in the database. For a visit that cannot read
    /// the database: what it has may be old, and must not replace what is newer there.
    pub(crate) fn stop_counting_saves(&mut self) {
        self.counts_saves = false;
    }

    /// Whether the work in an article was begun by a visit that could not read the database; `None` where there is none
    /// that can be read.
    fn is_begun_apart(&self, id: &str) -> Option<bool> {
        self.read::<WorkRecord>(&key("work", id)).ok().flatten().map(|work| work.begun_apart)
    }

    /// The article's work, if it was begun by a visit that could not read the database.
    pub(crate) fn begun_apart(&self, id: &str) -> Option<AnnotationSet> {
        let work = self.read::<WorkRecord>(&key("work", id)).ok().flatten()?;
        work.begun_apart.then_some(work.set)
    }

    /// Says which day it is: the list of articles shows when one was opened first.
    pub(crate) fn set_today(&mut self, today: String) {
        self.today = Some(today);
    }

    /// How many saves an article counts. Its entry says so without reading the work, but may be lost.
    fn save_count_of(&self, id: &str) -> u64 {
        let entry = self.read::<LibraryEntry>(&key("entry", id)).ok().flatten();
        entry.map_or_else(|| self.work_count(id), |entry| entry.saved)
    }

    /// Higher than the article's count, which another tab may have raised, and than any that this library knows.
    fn next_save_count(&mut self, id: &str) -> Result<u64, StoreError> {
        let last = self.last_count()?.max(self.save_count_of(id));
        let saved = self.salt.map_or(last + 1, |salt| next_count(last, salt));
        self.latest = Some(saved);
        Ok(saved)
    }

    /// The next save counts more than this one.
    pub(crate) fn count_beyond(&mut self, saved: f64) {
        self.latest = self.last_count().ok().map(|last| last.max(saved as u64)).or(self.latest);
    }

    /// The highest count of saves that this library knows.
    fn last_count(&self) -> Result<u64, StoreError> {
        let listed = || self.list().map(|list| list.0.first().map_or(0, |entry| entry.saved));
        self.latest.map_or_else(listed, Ok)
    }

    /// Has counts of saves differ from those of other visits, of which each has a random number. Else two tabs that do not
    /// see each other's records count alike, and neither copy is the newer one.
    pub(crate) fn distinguish(&mut self, visit: u64) {
        self.salt = Some(visit % SALTS);
    }

    /// Whether this visit wrote the record with this count of saves last. Rarely, another one counts alike.
    pub(crate) fn is_of_this_visit(&self, saved: f64) -> bool {
        self.salt.is_some_and(|salt| saved as u64 % SALTS == salt)
    }

    /// An article; `None` when there is none with this id.
    pub(crate) fn load(&self, id: &str) -> Result<Option<StoredArticle>, StoreError> {
        self.load_with(id, || Ok(self.read(&key("work", id))?.unwrap_or_default()))
    }

    /// The same with another copy of the record of the work in it.
    pub(crate) fn load_copy(&self, id: &str, work: &str) -> Result<Option<StoredArticle>, StoreError> {
        let damaged = || StoreError::Damaged(key("work", id));
        let json = record::unseal(&key("work", id), work).ok_or_else(damaged)?;
        self.load_with(id, || read_json::from_bytes(&json).map_err(|_| StoreError::Newer(key("work", id))))
    }

    fn load_with(
        &self,
        id: &str,
        work: impl FnOnce() -> Result<WorkRecord, StoreError>,
    ) -> Result<Option<StoredArticle>, StoreError> {
        let Some(text) = self.read::<TextRecord>(&key("text", id))? else { return Ok(None) };
        let work = work()?;
        let mut document = Document::from_stored(text.text, &text.roles, text.meta);
        document.correct(work.set.details());
        if !work.set.in_order().all(|a| spans_fit(&document, &a.spans)) {
            return Err(StoreError::Damaged(key("work", id)));
        }
        let WorkRecord { set, history, journal_position, .. } = work;
        Ok(Some(StoredArticle { document, set, history, journal_position }))
    }

    /// The work in an article whose text record is missing or cannot be read, over the same text from elsewhere. `None`
    /// where there is no work.
    pub(crate) fn load_work(
        &self,
        id: &str,
        document: &Document,
    ) -> Result<Option<StoredArticle>, StoreError> {
        let Some(work) = self.read::<WorkRecord>(&key("work", id))? else { return Ok(None) };
        if !work.set.in_order().all(|a| spans_fit(document, &a.spans)) {
            return Err(StoreError::Damaged(key("work", id)));
        }
        let WorkRecord { set, history, journal_position, .. } = work;
        Ok(Some(StoredArticle { document: document.clone(), set, history, journal_position }))
    }

    /// Writes what the list shows of an article again, from its text and its work, where it cannot be read, is missing or
    /// is older than the work. Does nothing where these cannot be read.
    pub(crate) fn rebuild_entry(&mut self, id: &str) -> Result<(), StoreError> {
        let saved = self.work_count(id);
        let opened = match self.read::<LibraryEntry>(&key("entry", id)) {
            Err(StoreError::Newer(_)) => return Ok(()),
            Ok(Some(entry)) if saved <= entry.saved => return Ok(()),
            entry => entry.ok().flatten().and_then(|entry| entry.opened),
        };
        let Some(stored) = self.load(id)? else { return Ok(()) };
        let listed = LibraryEntry::of(&stored.document, &stored.set);
        self.write(&key("entry", id), &LibraryEntry { id: id.to_owned(), saved, opened, ..listed })
    }

    /// The ids of articles that have a text, but no entry in the list that can be read.
    pub(crate) fn unlisted(&self) -> Vec<String> {
        let keys = self.store.keys().unwrap_or_default();
        let ids = keys.iter().filter_map(|record| id_in(record, "text"));
        let is_unlisted = |id: &&str| {
            let record = key("entry", id);
            match self.store.get(&record) {
                Ok(Some(value)) => !record::is_intact(&record, &value),
                Ok(None) => !self.has_record(&former_key(&record)),
                Err(_) => false,
            }
        };
        ids.filter(is_unlisted).map(str::to_owned).collect()
    }

    /// The count of saves in a work record; 0 where it cannot be read, or is of an earlier version.
    fn work_count(&self, id: &str) -> u64 {
        self.read::<WorkRecord>(&key("work", id)).ok().flatten().map_or(0, |work| work.saved)
    }

    /// The text of an article, without its annotations: all that a search needs.
    pub(crate) fn text(&self, id: &str) -> Result<Option<String>, StoreError> {
        Ok(self.read::<TextRecord>(&key("text", id))?.map(|record| record.text))
    }

    /// Removes an article from the library.
    pub(crate) fn remove(&mut self, id: &str) -> Result<(), StoreError> {
        KINDS_OF_ARTICLE.into_iter().try_for_each(|kind| {
            self.store.remove(&former_key(&key(kind, id)))?;
            self.store.remove(&key(kind, id))
        })
    }

    /// The tags of all articles.
    pub(crate) fn tags(&self) -> Result<BTreeSet<String>, StoreError> {
        Ok(self.list()?.0.into_iter().flat_map(|entry| entry.tags).collect())
    }

    /// Notes that an article is a newer version of another.
    pub(crate) fn set_older(&mut self, id: &str, older: &str) -> Result<(), StoreError> {
        self.write(&key("older", id), &older.to_owned())
    }

    /// The articles, the one last saved first, and the keys of entries that cannot be read. See [`Self::unreadable`].
    pub(crate) fn list(&self) -> Result<(Vec<LibraryEntry>, Vec<String>), StoreError> {
        let (mut entries, mut damaged) = (vec![], vec![]);
        let keys = self.store.keys()?;
        let ids: BTreeSet<&str> = keys.iter().filter_map(|key| id_in(key, "entry")).collect_set();
        for key in ids.iter().map(|id| key("entry", id)) {
            match self.read::<LibraryEntry>(&key) {
                Ok(Some(entry)) => entries.push(entry),
                Ok(None) => {}
                Err(_) => damaged.push(key),
            }
        }
        entries.order_by_key(|e| std::cmp::Reverse(e.saved));
        Ok((entries, damaged))
    }

    /// The ids of all articles that have a text, those of the list first, in its order.
    pub(crate) fn ids(&self) -> Result<Vec<String>, StoreError> {
        let mut ids: Vec<String> = self.list()?.0.into_iter().map(|entry| entry.id).collect();
        let listed: BTreeSet<String> = ids.iter().cloned().collect_set();
        for record in self.store.keys()? {
            let id = id_in(&record, "text");
            ids.extend(id.filter(|id| !listed.contains(*id)).map(str::to_owned));
        }
        Ok(ids)
    }

    /// Whether there is a record under this key.
    pub(crate) fn has_record(&self, key: &str) -> bool {
        self.store.get(key).is_ok_and(|value| value.is_some())
    }

    /// How much of local storage is used, also by other pages.
    pub(crate) fn usage(&self) -> Result<StorageUsage, StoreError> {
        let mut used = 0;
        for key in self.store.keys()? {
            used += utf16_len(&key) + self.store.get(&key)?.map_or(0, |value| utf16_len(&value));
        }
        Ok(StorageUsage { used, limit: LOCAL_STORAGE_LIMIT })
    }

    /// What was open when the page was left; nothing where that cannot be read.
    pub(crate) fn bookmark(&self) -> Bookmark {
        self.read(&key("bookmark", "")).ok().flatten().unwrap_or_default()
    }

    /// Remembers what is open.
    pub(crate) fn set_bookmark(&mut self, bookmark: &Bookmark) -> Result<(), StoreError> {
        self.write(&key("bookmark", ""), bookmark)
    }

    /// Which days have work that is in no file; nothing where that cannot be read.
    pub(crate) fn backup_log(&self) -> BackupLog {
        self.read(&key("backups", "")).ok().flatten().unwrap_or_default()
    }

    /// Remembers which days have work that is in no file.
    pub(crate) fn set_backup_log(&mut self, log: &BackupLog) -> Result<(), StoreError> {
        self.write(&key("backups", ""), log)
    }

    pub(super) fn read<T: for<'de> Deserialize<'de>>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let damaged = || StoreError::Damaged(key.to_owned());
        match self.store.get(key)? {
            Some(value) => {
                let json = unseal_or_repair(key, &value).ok_or_else(damaged)?;
                // The checksum is right: a version that knows more wrote this.
                read_json::from_bytes(&json).map(Some).map_err(|_| StoreError::Newer(key.to_owned()))
            }
            None => match self.store.get(&former_key(key))? {
                Some(json) => serde_json::from_str(&json).map(Some).map_err(|_| damaged()),
                None => Ok(None),
            },
        }
    }

    pub(super) fn write<T: Serialize + for<'de> Deserialize<'de>>(
        &mut self,
        key: &str,
        value: &T,
    ) -> Result<(), StoreError> {
        let json = serde_json::to_vec(value).expect("records hold nothing that JSON cannot say");
        let sealed = record::seal(key, &json);
        self.keep_unreadable::<T>(key)?;
        self.store.set(key, &sealed)?;
        self.own_keys.insert(key.to_owned());
        if self.store.get(&former_key(key))?.is_some() {
            self.store.remove(&former_key(key))?;
        }
        Ok(())
    }

    /// Moves the record under a key aside if it is damaged, so that nothing overwrites it. An error if a newer version
    /// wrote it.
    pub(super) fn keep_unreadable<T: for<'de> Deserialize<'de>>(
        &mut self,
        key: &str,
    ) -> Result<(), StoreError> {
        let Some(value) = self.store.get(key)? else { return Ok(()) };
        if !record::is_intact(key, &value) {
            return self.set_aside(key, &value, CopyOrigin::LocalStorage);
        }
        let is_newer =
            !self.own_keys.contains(key) && matches!(self.read::<T>(key), Err(StoreError::Newer(_)));
        if is_newer { Err(StoreError::Newer(key.to_owned())) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::article_id;
    use super::super::memory::MemoryStore;
    use super::*;
    use crate::annotation::{Annotation, Body, Id};
    use crate::span::Span;

    fn article(text: &str) -> (String, Document, AnnotationSet) {
        let mut set = AnnotationSet::new();
        set.insert(Annotation::by_reader(Id::new(1), Span::new(0, 3), Body::Note));
        (article_id(text), Document::from_text(text), set)
    }

    fn save(library: &mut Library<MemoryStore>, id: &str, document: &Document, set: &AnnotationSet) {
        let work = ArticleWork { document, set, history: &History::default() };
        library.save(id, work, JournalPosition::default()).unwrap();
    }

    #[test]
    fn a_saved_article_loads_as_it_was() {
        let mut library = Library::new(MemoryStore::default());
        let (id, document, set) = article("One 😀 two.\r\n\r\nThree.");
        library.add(&id, &document, &set).unwrap();
        let stored = library.load(&id).unwrap().unwrap();
        assert_eq!((stored.document.text(), &stored.set), (document.text(), &set));
        assert_eq!(stored.document.roles(), document.roles());
        library.remove(&id).unwrap();
        assert!(library.load(&id).unwrap().is_none());
        assert!(library.store.entries.is_empty(), "nothing of it is left");
    }

    #[test]
    fn a_full_store_still_has_what_it_had() {
        let mut library = Library::new(MemoryStore::with_limit(500));
        let (id, document, set) = article("A short one.");
        library.add(&id, &document, &set).unwrap();
        let (long_id, long, long_set) = article(&"A long one. ".repeat(100));
        assert_eq!(library.add(&long_id, &long, &long_set), Err(StoreError::Full));
        assert!(library.load(&id).unwrap().is_some());
        assert!(library.load(&long_id).unwrap().is_none(), "nothing of the new article");
    }

    #[test]
    fn a_damaged_record_is_reported_and_stays() {
        let mut library = Library::new(MemoryStore::default());
        let (id, document, set) = article("Text.");
        library.add(&id, &document, &set).unwrap();
        for broken in ["", "{", "[]", "{\"set\":[[{\"id\":\"a1\"}],[]]}"] {
            library.store.set(&key("work", &id), broken).unwrap();
            assert_eq!(library.load(&id).err(), Some(StoreError::Damaged(key("work", &id))));
        }
        // A span beyond the text is damage, too.
        let (_, long, mut beyond) = article("Text that is longer.");
        beyond.insert(Annotation::by_reader(Id::new(2), Span::new(9, 12), Body::Note));
        save(&mut library, &id, &long, &beyond);
        assert_eq!(library.load(&id).err(), Some(StoreError::Damaged(key("work", &id))));
    }

    #[test]
    fn a_save_counts_on_from_the_work_where_text_and_entry_are_lost() {
        let mut library = Library::new(MemoryStore::default());
        let (id, document, set) = article("Text.");
        (0..3).for_each(|_| save(&mut library, &id, &document, &set));
        ["text", "entry"].into_iter().try_for_each(|kind| library.store.remove(&key(kind, &id))).unwrap();
        let mut library = Library::new(library.store);
        save(&mut library, &id, &document, &set);
        assert_eq!(library.work_count(&id), 4);
    }

    #[test]
    fn the_last_saved_article_is_listed_first() {
        let mut library = Library::new(MemoryStore::default());
        for text in ["First.", "Second.", "Third."] {
            let (id, document, set) = article(text);
            library.add(&id, &document, &set).unwrap();
        }
        let (id, document, set) = article("First.");
        save(&mut library, &id, &document, &set);
        library.store.set(&key("entry", "x"), "broken").unwrap();
        let (entries, damaged) = library.list().unwrap();
        let titles: Vec<&str> = entries.iter().map(|e| e.title.as_str()).collect();
        assert_eq!(titles, ["First.", "Third.", "Second."]);
        assert_eq!(damaged, [key("entry", "x")]);
    }
}
