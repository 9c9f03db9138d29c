//! Where articles and their annotations are kept.
//!
//! A [`Store`] holds texts under keys: the browser's local storage, or memory. The [`Library`] keeps one article
//! in two entries, its text, which never changes, and its annotations with their history, so that a change
//! writes only the second; a third, small one, says what the list of articles needs. The [`journal`] has what was
//! done since.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::annotation::AnnotationSet;
use crate::document::{Document, Meta, Role};
use crate::edit::History;
use crate::span::Span;

pub(crate) mod backup;
mod error;
pub(crate) mod journal;
mod memory;
mod merge_backup;
mod record;
mod restore;
mod summary;
mod tiered;

pub(crate) use backup::{Backup, Copied};
pub(crate) use error::StoreError;
pub(crate) use journal::{Cover, Noted};
pub(crate) use memory::MemoryStore;
pub(crate) use merge_backup::{Combined, merge_backup};
pub(crate) use summary::id_of;
pub(crate) use tiered::{Tiered, Write};

/// Texts under keys.
pub(crate) trait Store {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;
    fn set(&mut self, key: &str, value: &str) -> Result<(), StoreError>;
    fn remove(&mut self, key: &str) -> Result<(), StoreError>;
    fn keys(&self) -> Result<Vec<String>, StoreError>;
}

impl<S: Store + ?Sized> Store for Box<S> {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        (**self).get(key)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        (**self).set(key, value)
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        (**self).remove(key)
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        (**self).keys()
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// All keys begin with this: on `file://` other pages share the storage. The number is the records' version.
const PREFIX: &str = "pullquote/2/";

/// The version before: plain JSON, read where there is no newer record, and gone once there is.
const FORMER: &str = "pullquote/1/";

/// What cannot be read stands here when something new is written in its place.
const ASIDE: &str = "pullquote/aside/";

/// Characters that local storage holds: 5,242,880 UTF-16 units, keys included, in Chromium and Firefox.
const LIMIT: usize = 5 << 20;

/// What the list of articles says of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub id: String,
    pub title: String,
    pub words: usize,
    pub quotes: usize,
    /// Counts up with every save: the highest was saved last.
    pub saved: u64,
    /// The tags that its annotations have.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
}

/// Characters used and to be had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    pub used: usize,
    pub limit: usize,
}

/// The part of an article that never changes.
#[derive(Serialize, Deserialize)]
struct TextRecord {
    text: String,
    roles: Vec<(Span, Role)>,
    meta: Meta,
}

impl TextRecord {
    fn of(document: &Document) -> TextRecord {
        TextRecord {
            text: document.text().to_owned(),
            roles: document.roles(),
            meta: document.meta().clone(),
        }
    }
}

/// The part of an article that its readers change.
#[derive(Default, Serialize, Deserialize)]
struct WorkRecord {
    set: AnnotationSet,
    history: History,
    /// Which steps of the journal are in it.
    #[serde(default)]
    cover: Cover,
}

/// An article as it was stored.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub document: Document,
    pub set: AnnotationSet,
    pub history: History,
    pub cover: Cover,
}

/// What was open when the page was left, and where in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Bookmark {
    pub article: Option<String>,
    /// How far the article was scrolled, in CSS pixels.
    pub scroll: f64,
    /// What the panel showed.
    #[serde(default)]
    pub panel: serde_json::Value,
    /// When, in milliseconds since 1970.
    #[serde(default)]
    pub time: f64,
}

/// The saved articles.
pub(crate) struct Library<S> {
    store: S,
    /// The highest [`Entry::saved`], once it is known: the list is long.
    latest: Option<u64>,
    /// Whether what is saved counts as no newer than what was there.
    yields: bool,
}

fn key(kind: &str, id: &str) -> String {
    format!("{PREFIX}{kind}/{id}")
}

impl<S: Store> Library<S> {
    pub(crate) fn new(store: S) -> Library<S> {
        Library { store, latest: None, yields: false }
    }

    /// Keeps an article that is new. When there is no room, nothing of it is kept.
    pub(crate) fn add(
        &mut self,
        id: &str,
        document: &Document,
        set: &AnnotationSet,
    ) -> Result<(), StoreError> {
        self.add_with(id, document, set, &History::default(), Cover::default())
    }

    /// The store beneath.
    pub(crate) fn store(&self) -> &S {
        &self.store
    }

    /// The same, to be changed.
    pub(crate) fn store_mut(&mut self) -> &mut S {
        &mut self.store
    }

    fn add_with(
        &mut self,
        id: &str,
        document: &Document,
        set: &AnnotationSet,
        history: &History,
        cover: Cover,
    ) -> Result<(), StoreError> {
        self.write(&key("text", id), &TextRecord::of(document))?;
        let kept = self.write_work(id, document, set, history, cover);
        if kept.is_err() {
            self.remove(id)?;
        }
        kept
    }

    /// Keeps what was done to an article, and the article with it if there was no room for it before. When there
    /// is no room, what was kept before stays.
    pub(crate) fn save(
        &mut self,
        id: &str,
        document: &Document,
        set: &AnnotationSet,
        history: &History,
        cover: Cover,
    ) -> Result<(), StoreError> {
        if self.read::<TextRecord>(&key("text", id)).ok().flatten().is_none() {
            return self.add_with(id, document, set, history, cover);
        }
        self.write_work(id, document, set, history, cover)
    }

    fn write_work(
        &mut self,
        id: &str,
        document: &Document,
        set: &AnnotationSet,
        history: &History,
        cover: Cover,
    ) -> Result<(), StoreError> {
        let record = WorkRecord { set: set.clone(), history: history.clone(), cover };
        self.write(&key("work", id), &record)?;
        let saved = if self.yields { self.saved(id) } else { self.count_on()? };
        let entry = Entry { id: id.to_owned(), saved, ..summary::of(document, set) };
        self.write(&key("entry", id), &entry)
    }

    /// From now on what is saved gives way to what another store has newer of it: what is here may be old.
    pub(crate) fn give_way(&mut self) {
        self.yields = true;
    }

    fn saved(&self, id: &str) -> u64 {
        self.read::<Entry>(&key("entry", id)).ok().flatten().map_or(0, |entry| entry.saved)
    }

    fn count_on(&mut self) -> Result<u64, StoreError> {
        let listed = |library: &Self| library.list().map(|list| list.0.first().map_or(0, |e| e.saved));
        let saved = self.latest.map_or_else(|| listed(self), Ok)? + 1;
        self.latest = Some(saved);
        Ok(saved)
    }

    /// An article; `None` when there is none with this id.
    pub(crate) fn load(&self, id: &str) -> Result<Option<Stored>, StoreError> {
        let Some(text) = self.read::<TextRecord>(&key("text", id))? else { return Ok(None) };
        let work: WorkRecord = self.read(&key("work", id))?.unwrap_or_default();
        let document = Document::from_stored(text.text, &text.roles, text.meta);
        let fits = |span: &Span| span.get(document.text()).is_some();
        if !work.set.in_order().all(|a| a.spans.iter().all(fits)) {
            return Err(StoreError::Damaged(key("work", id)));
        }
        Ok(Some(Stored { document, set: work.set, history: work.history, cover: work.cover }))
    }

    /// The text of an article alone: all that a search needs.
    pub(crate) fn text(&self, id: &str) -> Result<Option<String>, StoreError> {
        Ok(self.read::<TextRecord>(&key("text", id))?.map(|record| record.text))
    }

    /// Takes an article out of the library for good.
    pub(crate) fn remove(&mut self, id: &str) -> Result<(), StoreError> {
        ["older", "entry", "work", "text"].into_iter().try_for_each(|kind| {
            self.store.remove(&former(&key(kind, id)))?;
            self.store.remove(&key(kind, id))
        })
    }

    /// The tags of all articles.
    pub(crate) fn tags(&self) -> Result<BTreeSet<String>, StoreError> {
        Ok(self.list()?.0.into_iter().flat_map(|entry| entry.tags).collect())
    }

    /// Notes that an article is a newer version of another.
    pub(crate) fn set_older(&mut self, id: &str, older: &str) -> Result<(), StoreError> {
        self.write(&key("older", id), &older)
    }

    /// The version before this one, if it is in the library still.
    pub(crate) fn older(&self, id: &str) -> Result<Option<Stored>, StoreError> {
        let Some(older) = self.older_id(id)? else { return Ok(None) };
        self.load(&older)
    }

    /// The id of the version before this one, whether it is in the library still or not.
    pub(crate) fn older_id(&self, id: &str) -> Result<Option<String>, StoreError> {
        self.read(&key("older", id))
    }

    /// The articles, the one last saved first, and the keys of entries that cannot be read.
    pub(crate) fn list(&self) -> Result<(Vec<Entry>, Vec<String>), StoreError> {
        let (mut entries, mut damaged) = (vec![], vec![]);
        let keys = self.store.keys()?;
        damaged.extend(keys.iter().filter(|key| key.starts_with(ASIDE)).cloned());
        let prefixes = [key("entry", ""), former(&key("entry", ""))];
        let id = |key: &String| {
            prefixes.iter().find_map(|prefix| key.strip_prefix(prefix.as_str()).map(str::to_owned))
        };
        let ids: BTreeSet<String> = keys.iter().filter_map(id).collect();
        for key in ids.iter().map(|id| key("entry", id)) {
            match self.read::<Entry>(&key) {
                Ok(Some(entry)) => entries.push(entry),
                Ok(None) => {}
                Err(_) => damaged.push(key),
            }
        }
        entries.sort_by_key(|e| std::cmp::Reverse(e.saved));
        Ok((entries, damaged))
    }

    /// The ids of all articles that have a text, those of the list first, in its order.
    pub(crate) fn ids(&self) -> Result<Vec<String>, StoreError> {
        let mut ids: Vec<String> = self.list()?.0.into_iter().map(|entry| entry.id).collect();
        let listed: BTreeSet<String> = ids.iter().cloned().collect();
        let prefixes = [key("text", ""), former(&key("text", ""))];
        for record in self.store.keys()? {
            let id = prefixes.iter().find_map(|prefix| record.strip_prefix(prefix.as_str()));
            ids.extend(id.filter(|id| !listed.contains(*id)).map(str::to_owned));
        }
        Ok(ids)
    }

    /// Whether there is a record under this key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.store.get(key).is_ok_and(|value| value.is_some())
    }

    /// Takes in another store's small records where they are newer than those here. Gives the keys of the large
    /// ones that go with them.
    pub(crate) fn newer_of(&self, small: Vec<(String, String)>) -> BTreeSet<String> {
        let mut newer = BTreeSet::new();
        for (key, value) in small {
            let Some(json) = record::unseal(&key, &value) else { continue };
            let Some(theirs) = stamp(&json) else { continue };
            let ours = self.read::<serde_json::Value>(&key).ok().flatten();
            if ours.as_ref().and_then(stamp_of).is_none_or(|ours| ours < theirs) {
                newer.insert(key.replacen("/entry/", "/work/", 1));
                newer.insert(key);
            }
        }
        newer
    }

    pub(crate) fn usage(&self) -> Result<Usage, StoreError> {
        let mut used = 0;
        for key in self.store.keys()? {
            used += units(&key) + self.store.get(&key)?.map_or(0, |value| units(&value));
        }
        Ok(Usage { used, limit: LIMIT })
    }

    /// What was open when the page was left; nothing where that cannot be read.
    pub(crate) fn bookmark(&self) -> Bookmark {
        self.read(&key("bookmark", "")).ok().flatten().unwrap_or_default()
    }

    pub(crate) fn set_bookmark(&mut self, bookmark: &Bookmark) -> Result<(), StoreError> {
        self.write(&key("bookmark", ""), bookmark)
    }

    fn read<T: for<'de> Deserialize<'de>>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let damaged = || StoreError::Damaged(key.to_owned());
        let json = match self.store.get(key)? {
            Some(value) => record::unseal(key, &value).ok_or_else(damaged)?,
            None => match self.store.get(&former(key))? {
                Some(json) => json.into_bytes(),
                None => return Ok(None),
            },
        };
        serde_json::from_slice(&json).map(Some).map_err(|_| damaged())
    }

    fn write<T: Serialize>(&mut self, key: &str, value: &T) -> Result<(), StoreError> {
        let json = serde_json::to_vec(value).expect("records hold nothing that JSON cannot say");
        let sealed = record::seal(key, &json);
        self.set_aside(key)?;
        self.store.set(key, &sealed)?;
        if self.store.get(&former(key))?.is_some() {
            self.store.remove(&former(key))?;
        }
        Ok(())
    }

    /// Moves what stands under a key out of the way if it cannot be read.
    fn set_aside(&mut self, key: &str) -> Result<(), StoreError> {
        let damaged = |value: &String| record::unseal(key, value).is_none();
        if let Some(value) = self.store.get(key)?.filter(damaged) {
            self.store.set(&format!("{ASIDE}{key}"), &value)?;
        }
        Ok(())
    }
}

/// Whether a record under this key is small, and says when it was written.
pub(crate) fn is_small(record: &str) -> bool {
    [key("bookmark", ""), key("entry", "")].iter().any(|prefix| record.starts_with(prefix.as_str()))
}

fn stamp(json: &[u8]) -> Option<f64> {
    stamp_of(&serde_json::from_slice(json).ok()?)
}

fn stamp_of(record: &serde_json::Value) -> Option<f64> {
    record.get("saved").or(record.get("time"))?.as_f64()
}

/// The key that a record had in the version before.
fn former(key: &str) -> String {
    key.replacen(PREFIX, FORMER, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Annotation, Body, Id};

    fn article(text: &str) -> (String, Document, AnnotationSet) {
        let mut set = AnnotationSet::new();
        set.insert(Annotation::by_reader(Id::new(1), Span::new(0, 3), Body::Note));
        (id_of(text), Document::from_text(text), set)
    }

    #[test]
    fn what_is_kept_comes_back() {
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
    fn a_full_store_keeps_what_it_had() {
        let mut library = Library::new(MemoryStore::with_limit(500));
        let (id, document, set) = article("A short one.");
        library.add(&id, &document, &set).unwrap();
        let (long_id, long, long_set) = article(&"A long one. ".repeat(100));
        assert_eq!(library.add(&long_id, &long, &long_set), Err(StoreError::Full));
        assert!(library.load(&id).unwrap().is_some());
        assert!(library.load(&long_id).unwrap().is_none(), "no half of the new one");
    }

    #[test]
    fn a_damaged_record_is_told_and_left() {
        let mut library = Library::new(MemoryStore::default());
        let (id, document, set) = article("Text.");
        library.add(&id, &document, &set).unwrap();
        for broken in ["", "{", "[]", "{\"set\":[[{\"id\":\"a1\"}],[]]}"] {
            library.store.set(&key("work", &id), broken).unwrap();
            assert_eq!(library.load(&id).err(), Some(StoreError::Damaged(key("work", &id))));
        }
        // A span that does not fit the text is damage, too.
        let (_, long, mut beyond) = article("Text that is longer.");
        beyond.insert(Annotation::by_reader(Id::new(2), Span::new(9, 12), Body::Note));
        library.save(&id, &long, &beyond, &History::default(), Cover::default()).unwrap();
        assert_eq!(library.load(&id).err(), Some(StoreError::Damaged(key("work", &id))));
    }

    #[test]
    fn the_list_is_by_last_save() {
        let mut library = Library::new(MemoryStore::default());
        for text in ["First.", "Second.", "Third."] {
            let (id, document, set) = article(text);
            library.add(&id, &document, &set).unwrap();
        }
        let (id, document, set) = article("First.");
        library.save(&id, &document, &set, &History::default(), Cover::default()).unwrap();
        library.store.set(&key("entry", "x"), "broken").unwrap();
        let (entries, damaged) = library.list().unwrap();
        let titles: Vec<&str> = entries.iter().map(|e| e.title.as_str()).collect();
        assert_eq!(titles, ["First.", "Third.", "Second."]);
        assert_eq!(damaged, [key("entry", "x")]);
    }
}
