//! Where articles and their annotations are kept.
//!
//! A [`Store`] holds texts under keys: the browser's local storage, or memory. The [`Library`] keeps one article
//! in two entries, its text, which never changes, and its annotations with their history, so that a change
//! writes only the second; a third, small one, says what the list of articles needs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::annotation::AnnotationSet;
use crate::document::{Document, Meta, Role};
use crate::edit::History;
use crate::span::Span;

/// Texts under keys.
pub trait Store {
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

/// Why a store could not do what was asked; what it held before, it holds still.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreError {
    /// The browser does not let the page store anything.
    Denied,
    /// There is no room left.
    Full,
    /// The record under this key cannot be read; it is left as it is.
    Damaged(String),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StoreError::Denied => f.write_str(
                "This browser does not let the page store anything: export your work before you close it",
            ),
            StoreError::Full => f.write_str(
                "The browser's storage is full: your work is safe in this tab; export it, then remove articles \
                 from the library",
            ),
            StoreError::Damaged(key) => write!(f, "The record {key} cannot be read; it was left as it is"),
        }
    }
}

impl std::error::Error for StoreError {}

/// A store that forgets: for tests, and where the browser's is denied.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    entries: BTreeMap<String, String>,
    /// How many characters it holds at the most.
    limit: Option<usize>,
}

impl MemoryStore {
    /// A store that is full at `limit` characters, keys included.
    pub fn with_limit(limit: usize) -> MemoryStore {
        MemoryStore { limit: Some(limit), ..MemoryStore::default() }
    }
}

impl Store for MemoryStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.entries.get(key).cloned())
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        let others = self.entries.iter().filter(|(k, _)| *k != key);
        let used: usize = others.map(|(k, v)| k.len() + v.len()).sum();
        if self.limit.is_some_and(|limit| limit < used + key.len() + value.len()) {
            return Err(StoreError::Full);
        }
        self.entries.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        self.entries.remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.entries.keys().cloned().collect())
    }
}

/// All keys begin with this: on `file://` other pages share the storage. The number is the records' version.
const PREFIX: &str = "pullquote/1/";

/// Characters that local storage holds: 5,242,880 UTF-16 units, keys included, in Chromium and Firefox.
const LIMIT: usize = 5 << 20;

/// What the list of articles says of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: String,
    pub title: String,
    pub words: usize,
    pub quotes: usize,
    /// Counts up with every save: the highest was saved last.
    pub saved: u64,
}

/// Characters used and to be had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
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

/// The part of an article that its readers change.
#[derive(Default, Serialize, Deserialize)]
struct WorkRecord {
    set: AnnotationSet,
    history: History,
}

/// An article as it was stored.
#[derive(Clone, Debug)]
pub struct Stored {
    pub document: Document,
    pub set: AnnotationSet,
    pub history: History,
}

/// What was open when the page was left, and where in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bookmark {
    pub article: Option<String>,
    /// How far the article was scrolled, in CSS pixels.
    pub scroll: f64,
    /// What the panel showed.
    #[serde(default)]
    pub panel: serde_json::Value,
}

/// The saved articles.
pub struct Library<S> {
    store: S,
}

/// The id under which a text is kept: the same text has the same, for ever (FNV-1a, 64 bits).
pub fn id_of(text: &str) -> String {
    let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    format!("{:016x}", text.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, step))
}

fn key(kind: &str, id: &str) -> String {
    format!("{PREFIX}{kind}/{id}")
}

impl<S: Store> Library<S> {
    pub fn new(store: S) -> Library<S> {
        Library { store }
    }

    /// Keeps an article that is new. When there is no room, nothing of it is kept.
    pub fn add(&mut self, id: &str, document: &Document, set: &AnnotationSet) -> Result<(), StoreError> {
        self.add_with(id, document, set, &History::default())
    }

    fn add_with(
        &mut self,
        id: &str,
        document: &Document,
        set: &AnnotationSet,
        history: &History,
    ) -> Result<(), StoreError> {
        let record = TextRecord {
            text: document.text().to_owned(),
            roles: document.roles(),
            meta: document.meta().clone(),
        };
        self.write(&key("text", id), &record)?;
        let kept = self.write_work(id, document, set, history);
        if kept.is_err() {
            self.remove(id)?;
        }
        kept
    }

    /// Keeps what was done to an article, and the article with it if there was no room for it before. When there
    /// is no room, what was kept before stays.
    pub fn save(
        &mut self,
        id: &str,
        document: &Document,
        set: &AnnotationSet,
        history: &History,
    ) -> Result<(), StoreError> {
        if self.store.get(&key("text", id))?.is_none() {
            return self.add_with(id, document, set, history);
        }
        self.write_work(id, document, set, history)
    }

    fn write_work(
        &mut self,
        id: &str,
        document: &Document,
        set: &AnnotationSet,
        history: &History,
    ) -> Result<(), StoreError> {
        let record = WorkRecord { set: set.clone(), history: history.clone() };
        self.write(&key("work", id), &record)?;
        let saved = self.list()?.0.iter().map(|e| e.saved).max().unwrap_or(0) + 1;
        let entry = Entry { id: id.to_owned(), saved, ..summary(document, set) };
        self.write(&key("entry", id), &entry)
    }

    /// An article; `None` when there is none with this id.
    pub fn load(&self, id: &str) -> Result<Option<Stored>, StoreError> {
        let Some(text) = self.read::<TextRecord>(&key("text", id))? else { return Ok(None) };
        let work: WorkRecord = self.read(&key("work", id))?.unwrap_or_default();
        let document = Document::from_stored(text.text, &text.roles, text.meta);
        let fits = |span: &Span| span.get(document.text()).is_some();
        if !work.set.in_order().all(|a| a.spans.iter().all(fits)) {
            return Err(StoreError::Damaged(key("work", id)));
        }
        Ok(Some(Stored { document, set: work.set, history: work.history }))
    }

    /// Takes an article out of the library for good.
    pub fn remove(&mut self, id: &str) -> Result<(), StoreError> {
        ["older", "entry", "work", "text"].into_iter().try_for_each(|kind| self.store.remove(&key(kind, id)))
    }

    /// Notes that an article is a newer version of another.
    pub fn set_older(&mut self, id: &str, older: &str) -> Result<(), StoreError> {
        self.write(&key("older", id), &older)
    }

    /// The version before this one, if it is in the library still.
    pub fn older(&self, id: &str) -> Result<Option<Stored>, StoreError> {
        let Some(older) = self.read::<String>(&key("older", id))? else { return Ok(None) };
        self.load(&older)
    }

    /// The articles, the one last saved first, and the keys of entries that cannot be read.
    pub fn list(&self) -> Result<(Vec<Entry>, Vec<String>), StoreError> {
        let (mut entries, mut damaged) = (vec![], vec![]);
        let prefix = key("entry", "");
        for key in self.store.keys()?.into_iter().filter(|k| k.starts_with(&prefix)) {
            match self.read::<Entry>(&key) {
                Ok(Some(entry)) => entries.push(entry),
                Ok(None) => {}
                Err(_) => damaged.push(key),
            }
        }
        entries.sort_by_key(|e| std::cmp::Reverse(e.saved));
        Ok((entries, damaged))
    }

    pub fn usage(&self) -> Result<Usage, StoreError> {
        let mut used = 0;
        for key in self.store.keys()? {
            used += key.len() + self.store.get(&key)?.map_or(0, |v| v.encode_utf16().count());
        }
        Ok(Usage { used, limit: LIMIT })
    }

    /// What was open when the page was left; nothing where that cannot be read.
    pub fn bookmark(&self) -> Bookmark {
        self.read(&key("bookmark", "")).ok().flatten().unwrap_or_default()
    }

    pub fn set_bookmark(&mut self, bookmark: &Bookmark) -> Result<(), StoreError> {
        self.write(&key("bookmark", ""), bookmark)
    }

    fn read<T: for<'de> Deserialize<'de>>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let Some(value) = self.store.get(key)? else { return Ok(None) };
        serde_json::from_str(&value).map(Some).map_err(|_| StoreError::Damaged(key.to_owned()))
    }

    fn write<T: Serialize>(&mut self, key: &str, value: &T) -> Result<(), StoreError> {
        let json = serde_json::to_string(value).expect("records hold nothing that JSON cannot say");
        self.store.set(key, &json)
    }
}

fn summary(document: &Document, set: &AnnotationSet) -> Entry {
    use crate::annotation::Verdict;
    let title = document.paragraphs().first().map_or("", |p| document.slice(p.span));
    let title: String = document.meta().title.as_deref().unwrap_or(title).chars().take(120).collect();
    let quotes = set.in_order().filter(|a| a.quote().is_some() && a.verdict != Verdict::Rejected).count();
    let words = document.tokens().iter().filter(|t| t.kind == crate::document::TokenKind::Word).count();
    Entry { id: String::new(), title, words, quotes, saved: 0 }
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
        let mut library = Library::new(MemoryStore::with_limit(700));
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
        library.save(&id, &long, &beyond, &History::default()).unwrap();
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
        library.save(&id, &document, &set, &History::default()).unwrap();
        library.store.set(&key("entry", "x"), "broken").unwrap();
        let (entries, damaged) = library.list().unwrap();
        let titles: Vec<&str> = entries.iter().map(|e| e.title.as_str()).collect();
        assert_eq!(titles, ["First.", "Third.", "Second."]);
        assert_eq!(damaged, [key("entry", "x")]);
    }
}
