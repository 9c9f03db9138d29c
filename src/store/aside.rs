//! Records that cannot be read: those that were set aside, and those that still stand in their place.
//!
//! Nothing here overwrites a record that can be read.

use std::collections::BTreeSet;

use super::article::{TextRecord, WorkRecord};
use super::entry::article_id;
use super::error::StoreError;
use super::journal::JournalEntry;
use super::keys::{
    ASIDE_PREFIX, AsideLabel, CopyOrigin, aside_key, former_key, id_in, is_own, key, kind_and_id,
    label_of_aside, record_of_aside,
};
use super::library::Library;
use super::record;
use super::repair::{repair, unseal_or_repair};
use super::replay::{fits, spans_fit};
use super::traits::Store;
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::edit::{Edit, History};
use crate::read_json;
use crate::sorting::{CollectSorted as _, Sorting as _};

/// What a record that cannot be read has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RecordKind {
    Text,
    Work,
    /// Steps of the journal that build on work which cannot be read.
    Steps,
    /// What the list shows, which version came before, what was open: all that can be made again.
    Other,
}

/// A record that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnreadableRecord {
    /// Where it is.
    pub key: String,
    /// The key under which it was written.
    pub record_key: String,
    pub kind: RecordKind,
    /// The id of its article.
    pub article: String,
    /// Its size in UTF-16 units.
    pub size: usize,
    /// The store in which it stood.
    pub origin: CopyOrigin,
    /// The day on which it was set aside, as `2021-11-10`, if that is known.
    pub day: Option<String>,
}

impl UnreadableRecord {
    fn of(at: &str, value: &str) -> UnreadableRecord {
        let name = at.strip_prefix(ASIDE_PREFIX).unwrap_or(at);
        let record_key = name.split_once('#').map_or(name, |(record_key, _number)| record_key);
        let (kind, article) = kind_and_id(record_key).unwrap_or(("", ""));
        let kind = match kind {
            "text" => RecordKind::Text,
            "work" => RecordKind::Work,
            "steps" => RecordKind::Steps,
            _ => RecordKind::Other,
        };
        let label = label_of_aside(at);
        UnreadableRecord {
            key: at.to_owned(),
            record_key: record_key.to_owned(),
            kind,
            article: article.to_owned(),
            size: value.encode_utf16().count(),
            origin: label.as_ref().map_or(CopyOrigin::Unknown, |label| label.origin),
            day: label.and_then(|label| label.day),
        }
    }

    /// Whether it still stands in its place: nothing was written there since.
    pub(crate) fn is_in_place(&self) -> bool {
        self.key == self.record_key
    }
}

/// What a copy of an unreadable record says.
#[derive(Debug)]
pub(crate) enum RecoveredContent {
    Text(Document),
    /// Annotations, with the history that belongs to them.
    Work(AnnotationSet, History),
    /// Changes, in their order.
    Steps(Vec<Edit>),
}

impl<S: Store> Library<S> {
    /// The records that cannot be read, by article. What needs no more than a repair is not among them.
    pub(crate) fn unreadable(&self) -> Result<Vec<UnreadableRecord>, StoreError> {
        self.unreadable_under(self.store.keys()?.into_iter().filter(|key| is_own(key)))
    }

    /// The same without those that this visit has checked or written: a checksum of everything takes long.
    pub(crate) fn unreadable_as_known(&self) -> Result<Vec<UnreadableRecord>, StoreError> {
        let is_unknown = |key: &String| is_own(key) && !self.is_checked(key);
        let unknown: Vec<String> = self.store.keys()?.into_iter().filter(is_unknown).collect();
        let unreadable = self.unreadable_under(unknown.iter().cloned())?;
        let bad: BTreeSet<&str> = unreadable.iter().map(|record| record.key.as_str()).collect_set();
        unknown.iter().filter(|key| !bad.contains(key.as_str())).for_each(|key| self.note_checked(key));
        Ok(unreadable)
    }

    /// Whether this visit knows that a record can be read.
    pub(super) fn is_checked(&self, at: &str) -> bool {
        self.checked.borrow().contains(at) || self.own_keys.contains(at)
    }

    /// Notes that the record under this key can be read.
    pub(crate) fn note_checked(&self, at: &str) {
        self.checked.borrow_mut().insert(at.to_owned());
    }

    /// The same of one article.
    pub(crate) fn unreadable_of(&self, id: &str) -> Result<Vec<UnreadableRecord>, StoreError> {
        let of_article = |at: &String| {
            kind_and_id(record_of_aside(at).unwrap_or(at)).is_some_and(|(_kind, article)| article == id)
        };
        self.unreadable_under(self.store.keys()?.into_iter().filter(of_article))
    }

    fn unreadable_under(
        &self,
        keys: impl Iterator<Item = String>,
    ) -> Result<Vec<UnreadableRecord>, StoreError> {
        let mut records = vec![];
        for at in keys {
            let Some(value) = self.store.get(&at)? else { continue };
            if at.starts_with(ASIDE_PREFIX) || !can_be_read(&at, &value) {
                records.push(UnreadableRecord::of(&at, &value));
            }
        }
        records.order_by(|a, b| (&a.article, a.kind, &a.key).cmp(&(&b.article, b.kind, &b.key)));
        Ok(records)
    }

    /// Keeps a value that cannot be read under a key of its own. The key says where it stood and the day. Each of several
    /// values of one record has its number; an equal one is there already.
    pub(crate) fn set_aside(
        &mut self,
        record_key: &str,
        value: &str,
        origin: CopyOrigin,
    ) -> Result<(), StoreError> {
        let mut numbers = BTreeSet::new();
        let is_of_record = |key: &String| record_of_aside(key) == Some(record_key);
        for known in self.store.keys()?.into_iter().filter(is_of_record) {
            if self.store.get(&known)?.as_deref() == Some(value) {
                return Ok(());
            }
            numbers.extend(label_of_aside(&known).map(|label| label.number));
        }
        let number = (1..).find(|number| !numbers.contains(number)).expect("not all numbers are taken");
        let label = AsideLabel { number, origin, day: self.today.clone() };
        self.store.set(&aside_key(record_key, &label), value)
    }

    /// Removes what was set aside of an article's text, once the text can be read: its id is the text's hash, so that the
    /// lost one was the same.
    pub(crate) fn forget_lost_text(&mut self, id: &str) -> Result<(), StoreError> {
        let texts = [key("text", id), former_key(&key("text", id))];
        let is_lost = |at: &String| {
            record_of_aside(at).is_some_and(|record_key| texts.iter().any(|text| text == record_key))
        };
        let lost: Vec<String> = self.store.keys()?.into_iter().filter(is_lost).collect();
        // To read a long text takes time: only where something was set aside.
        if lost.is_empty() || self.load_text(id).is_none() {
            return Ok(());
        }
        lost.iter().try_for_each(|at| self.store.remove(at))
    }

    /// The value of a record as it is stored.
    pub(crate) fn raw(&self, at: &str) -> Result<Option<String>, StoreError> {
        self.store.get(at)
    }

    /// Takes a record of a back-up that could not be read where it was made: into its place if nothing is there, else
    /// aside.
    pub(crate) fn restore_unreadable(&mut self, at: &str, value: &str) -> Result<(), StoreError> {
        if !is_own(at) {
            return Ok(());
        }
        if self.restore_reader_record(at, value)? {
            return Ok(());
        }
        let record_key = UnreadableRecord::of(at, value).record_key;
        match self.store.get(&record_key)? {
            None if at == record_key => self.store.set(at, value),
            Some(here) if here == value => Ok(()),
            _ => self.set_aside(&record_key, value, CopyOrigin::Unknown),
        }
    }

    /// Removes a record that cannot be read. The reader has asked for it, or all of it is recovered.
    pub(crate) fn remove_unreadable(&mut self, at: &str) -> Result<(), StoreError> {
        let is_unreadable = match self.store.get(at)? {
            Some(value) => at.starts_with(ASIDE_PREFIX) || !can_be_read(at, &value),
            None => false,
        };
        if is_unreadable { self.store.remove(at) } else { Ok(()) }
    }

    /// Sets steps of the journal aside that build on work which cannot be read.
    pub(crate) fn set_steps_aside(&mut self, id: &str, steps: &[&JournalEntry]) -> Result<(), StoreError> {
        if steps.is_empty() {
            return Ok(());
        }
        let (at, value) = sealed_steps(id, steps);
        self.set_aside(&at, &value, CopyOrigin::Unknown)
    }

    /// An article whose work cannot be read, with its text alone. `None` where the text cannot be read either.
    pub(crate) fn load_text(&self, id: &str) -> Option<Document> {
        let TextRecord { text, roles, meta } = self.read(&key("text", id)).ok()??;
        Some(Document::from_stored(text, &roles, meta))
    }

    /// The ids of articles whose text is missing or cannot be read, and whose work can. Nothing is decompressed: the list
    /// asks with each letter of a search.
    pub(crate) fn without_text(&self) -> Result<Vec<String>, StoreError> {
        let keys = self.store.keys()?;
        let ids: BTreeSet<&str> = keys.iter().filter_map(|record| id_in(record, "work")).collect_set();
        let is_lost = |id: &&str| !self.has_readable("text", id) && self.has_readable("work", id);
        Ok(ids.into_iter().filter(is_lost).map(str::to_owned).collect())
    }

    /// The same as far as this visit knows: see [`Library::unreadable_as_known`].
    pub(crate) fn without_text_as_known(&self) -> Result<Vec<String>, StoreError> {
        let keys = self.store.keys()?;
        let ids = keys.iter().filter_map(|record| id_in(record, "work"));
        let unknown: BTreeSet<&str> = ids.filter(|id| !self.is_checked(&key("text", id))).collect_set();
        let is_lost = |id: &&str| !self.has_readable("text", id) && self.has_readable("work", id);
        Ok(unknown.into_iter().filter(is_lost).map(str::to_owned).collect())
    }

    /// Whether a record of this kind can be read, in this version's form or in the former.
    pub(super) fn has_readable(&self, kind: &str, id: &str) -> bool {
        let record = key(kind, id);
        let keys = [former_key(&record), record];
        keys.iter().any(|at| {
            self.store.get(at).is_ok_and(|value| value.is_some_and(|value| can_be_read(at, &value)))
        })
    }

    /// The keys of records that no article of a back-up includes: the work of articles without a text, and which version
    /// was before them; the reader's word list, guidelines and collections.
    pub(crate) fn beside_articles(&self) -> Result<Vec<String>, StoreError> {
        let ids = self.without_text()?;
        let keys = ids.iter().flat_map(|id| ["work", "older", "entry"].map(|kind| key(kind, id)));
        Ok(keys.filter(|key| self.has_record(key)).chain(self.reader_records()).collect())
    }

    /// The ids of articles whose text or work cannot be read.
    pub(crate) fn unreadable_ids(&self) -> Result<BTreeSet<String>, StoreError> {
        let in_place = self.unreadable()?.into_iter().filter(UnreadableRecord::is_in_place);
        let ids = in_place.filter(|record| record.kind < RecordKind::Steps).map(|record| record.article);
        Ok(ids.chain(self.without_text()?).collect())
    }

    /// Writes the text of an article again, where it is missing or cannot be read.
    pub(crate) fn restore_text(&mut self, id: &str, document: &Document) -> Result<(), StoreError> {
        match self.read::<TextRecord>(&key("text", id)) {
            Ok(Some(_)) => return Ok(()),
            Ok(None) | Err(StoreError::Damaged(_)) => {}
            Err(error) => return Err(error),
        }
        self.write(&key("text", id), &TextRecord::of(document))?;
        self.rebuild_entry(id)
    }
}

/// A record of journal steps, and the key under which it is sealed.
pub(crate) fn sealed_steps(id: &str, steps: &[&JournalEntry]) -> (String, String) {
    let at = key("steps", id);
    let json = serde_json::to_vec(steps).expect("a step has nothing that JSON cannot express");
    let value = record::seal(&at, &json);
    (at, value)
}

/// Whether a value under a key is what was written there, or can be repaired. Version 1 wrote no checksums.
fn can_be_read(at: &str, value: &str) -> bool {
    if former_key(at) != at {
        return record::is_intact(at, value) || repair(at, value).is_some();
    }
    serde_json::from_str::<serde::de::IgnoredAny>(value).is_ok()
}

/// What a value says that was written under a key, after a repair where it needs one. `document` is the article's text,
/// if it can be read; what does not fit it is refused.
pub(crate) fn recover(
    record: &UnreadableRecord,
    value: &str,
    document: Option<&Document>,
) -> Option<RecoveredContent> {
    let json = unseal_or_repair(&record.record_key, value)?;
    match record.kind {
        RecordKind::Text => {
            let TextRecord { text, roles, meta } = read_json::from_bytes(&json).ok()?;
            let is_it = article_id(&text) == record.article;
            is_it.then(|| RecoveredContent::Text(Document::from_stored(text, &roles, meta)))
        }
        RecordKind::Work => {
            let WorkRecord { set, history, .. } = read_json::from_bytes(&json).ok()?;
            let document = document?;
            let all_fit = set.in_order().all(|a| spans_fit(document, &a.spans));
            all_fit.then_some(RecoveredContent::Work(set, history))
        }
        RecordKind::Steps => {
            let (document, steps) = (document?, read_json::from_bytes::<Vec<JournalEntry>>(&json).ok()?);
            let edits = steps.into_iter().map(|entry| entry.logged.step.edit);
            Some(RecoveredContent::Steps(edits.filter(|edit| fits(document, edit)).collect()))
        }
        RecordKind::Other => None,
    }
}
