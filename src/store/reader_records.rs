//! What a reader has said for other articles, what the reader's project marks, the collections, and which columns of tables
//! are which: four small records beside the articles.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::backup::RawRecord;
use super::collections::Collections;
use super::error::StoreError;
use super::keys::key;
use super::library::Library;
use super::record;
use super::traits::Store;
use crate::guidelines::Guidelines;
use crate::read_json;
use crate::word_list::WordList;

/// The record of the word list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WordListRecord {
    pub list: WordList,
    /// Whether corrections are not remembered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_paused: bool,
}

/// The kinds of these records.
const WORDS: &str = "words";
const GUIDELINES: &str = "guidelines";
const COLLECTIONS: &str = "collections";
const COLUMNS: &str = "columns";

const KINDS: [&str; 4] = [WORDS, GUIDELINES, COLLECTIONS, COLUMNS];

/// Tables with so many headers are remembered: a reader has few kinds of tables.
const MOST_HEADERS: usize = 100;

impl<S: Store> Library<S> {
    /// The word list; an empty one where it cannot be read.
    pub(crate) fn word_list(&self) -> WordListRecord {
        self.read(&key(WORDS, "")).ok().flatten().unwrap_or_default()
    }

    /// Changes the word list as it is now: another tab may have changed it since. Gives what the change gives.
    pub(crate) fn change_word_list(
        &mut self,
        change: &mut dyn FnMut(&mut WordListRecord) -> bool,
    ) -> Result<bool, StoreError> {
        let mut record = self.word_list();
        let before = record.clone();
        let changed = change(&mut record);
        if record != before {
            self.write(&key(WORDS, ""), &record)?;
        }
        Ok(changed)
    }

    /// What the reader's project marks; everything where that cannot be read.
    pub(crate) fn guidelines(&self) -> Guidelines {
        self.read(&key(GUIDELINES, "")).ok().flatten().unwrap_or_default()
    }

    pub(crate) fn set_guidelines(&mut self, guidelines: &Guidelines) -> Result<(), StoreError> {
        if *guidelines == Guidelines::default() {
            return self.store.remove(&key(GUIDELINES, ""));
        }
        self.write(&key(GUIDELINES, ""), guidelines)
    }

    /// Which columns of tables are which ([`crate::format::NamedColumns`] as JSON: the module of the formats reads it), the one
    /// said last first.
    pub(crate) fn named_columns(&self) -> Vec<Value> {
        match self.read(&key(COLUMNS, "")) {
            Ok(Some(Value::Array(all))) => all,
            _ => vec![],
        }
    }

    /// Keeps what the columns of a table are, in place of what was said of tables with the same header.
    pub(crate) fn name_columns(&mut self, named: Value) -> Result<(), StoreError> {
        let mut all = self.named_columns();
        all.retain(|other| other["header"] != named["header"]);
        all.insert(0, named);
        all.truncate(MOST_HEADERS);
        self.write(&key(COLUMNS, ""), &Value::Array(all))
    }

    /// The keys of the records, as far as they are there.
    pub(super) fn reader_records(&self) -> impl Iterator<Item = String> {
        KINDS.map(|kind| key(kind, "")).into_iter().filter(|at| self.has_record(at))
    }

    /// Takes the word list, the guidelines, the collections or the columns of a back-up; whether the record is one of them. Entries that
    /// are not here are added, and articles to the collection of the same name. Of guidelines, those that are here stay, and
    /// so does what is said here of a table's columns.
    pub(super) fn restore_reader_record(&mut self, at: &str, value: &str) -> Result<bool, StoreError> {
        if !KINDS.iter().any(|kind| at == key(kind, "")) {
            return Ok(false);
        }
        let Some(json) = record::unseal(at, value) else { return Ok(false) };
        if at == key(COLLECTIONS, "") {
            let Ok(theirs) = read_json::from_bytes::<Collections>(&json) else { return Ok(false) };
            let mut ours = self.collections();
            ours.extend(theirs);
            return self.set_collections(&ours).map(|()| true);
        }
        if at == key(COLUMNS, "") {
            let Ok(Value::Array(theirs)) = read_json::from_bytes(&json) else { return Ok(false) };
            let known = self.named_columns();
            let is_new = |named: &Value| !known.iter().any(|ours| ours["header"] == named["header"]);
            theirs.into_iter().rev().filter(is_new).try_for_each(|named| self.name_columns(named))?;
            return Ok(true);
        }
        if at == key(GUIDELINES, "") {
            let is_free = self.guidelines() == Guidelines::default();
            if let Ok(guidelines) = read_json::from_bytes(&json)
                && is_free
            {
                self.set_guidelines(&guidelines)?;
            }
            return Ok(true);
        }
        let Ok(theirs) = read_json::from_bytes::<WordListRecord>(&json) else { return Ok(false) };
        self.change_word_list(&mut |ours| 0 < ours.list.extend(theirs.list.entries().to_vec()))?;
        Ok(true)
    }

    /// Removes those of the records that a back-up has, too, before it takes the place of everything.
    pub(crate) fn forget_reader_records(&mut self, backup: &[RawRecord]) -> Result<(), StoreError> {
        let ours: Vec<String> = self.reader_records().collect();
        let replaced = ours.iter().filter(|at| backup.iter().any(|record| record.key == **at));
        replaced.into_iter().try_for_each(|at| self.store.remove(at))
    }
}

#[cfg(test)]
mod tests {
    use super::super::memory::MemoryStore;
    use super::*;
    use crate::word_list::{WordEntry, WordSort};

    fn library(words: &str) -> Library<MemoryStore> {
        let mut library = Library::new(MemoryStore::default());
        library
            .change_word_list(&mut |record| record.list.add(WordEntry::new(WordSort::Cue, words)))
            .unwrap();
        library
    }

    #[test]
    fn a_list_of_a_backup_is_added_and_nothing_is_lost() {
        let (theirs, mut ours) = (library("quips"), library("muses"));
        let at = theirs.reader_records().next().unwrap();
        let value = theirs.raw(&at).unwrap().unwrap();
        ours.restore_unreadable(&at, &value).unwrap();
        ours.restore_unreadable(&at, &value).unwrap();
        let words: Vec<String> =
            ours.word_list().list.entries().iter().map(|entry| entry.words.clone()).collect();
        assert_eq!(words, ["muses", "quips"]);
        assert!(ours.unreadable().unwrap().is_empty(), "nothing is set aside");
    }

    #[test]
    fn collections_of_one_name_become_one() {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let library = |named: &[(&str, &str)]| {
            let mut library = Library::new(MemoryStore::default());
            let mut collections = library.collections();
            for (name, article) in named {
                collections.add(name, &ids(&[article]));
            }
            library.set_collections(&collections).unwrap();
            library
        };
        let (mut ours, theirs) = (library(&[("May", "c")]), library(&[("May", "a"), ("June", "b")]));
        let at = key(COLLECTIONS, "");
        let value = theirs.store.get(&at).unwrap().unwrap();
        assert!(ours.restore_reader_record(&at, &value).unwrap());
        let all = ours.collections();
        assert!(all.has("May", "a") && all.has("May", "c") && all.has("June", "b"));
    }

    #[test]
    fn what_is_said_here_of_columns_stays() {
        let named = |header: &str, map: &str| serde_json::json!({ "header": [header], "map": map });
        let mut theirs = Library::new(MemoryStore::default());
        theirs.name_columns(named("a", "text=a")).unwrap();
        theirs.name_columns(named("b", "text=b")).unwrap();
        let at = theirs.reader_records().next().unwrap();
        let value = theirs.store.get(&at).unwrap().unwrap();
        let mut ours = Library::new(MemoryStore::default());
        ours.name_columns(named("a", "title=a")).unwrap();
        assert!(ours.restore_reader_record(&at, &value).unwrap());
        assert_eq!(ours.named_columns(), [named("b", "text=b"), named("a", "title=a")]);
        ours.name_columns(named("a", "text=a")).unwrap();
        assert_eq!(ours.named_columns(), [named("a", "text=a"), named("b", "text=b")]);
    }

    #[test]
    fn guidelines_that_are_here_stay() {
        let titled = |title: &str| Guidelines { title: title.to_owned(), ..Guidelines::default() };
        let mut theirs = Library::new(MemoryStore::default());
        theirs.set_guidelines(&titled("theirs")).unwrap();
        let at = theirs.reader_records().next().unwrap();
        let value = theirs.raw(&at).unwrap().unwrap();
        let mut ours = Library::new(MemoryStore::default());
        ours.restore_unreadable(&at, &value).unwrap();
        assert_eq!(ours.guidelines().title, "theirs");
        ours.set_guidelines(&titled("ours")).unwrap();
        ours.restore_unreadable(&at, &value).unwrap();
        assert_eq!(ours.guidelines().title, "ours");
        ours.set_guidelines(&Guidelines::default()).unwrap();
        assert!(ours.reader_records().next().is_none(), "nothing is left of them");
    }
}
