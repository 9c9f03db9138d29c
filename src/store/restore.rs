//! Snapshots of the library, and changes of several articles: all of them or none.

use std::collections::BTreeSet;

use super::backup::{BackedUpArticle, RawRecord};
use super::entry::LibraryEntry;
use super::error::StoreError;
use super::journal::JournalPosition;
use super::keys::{is_own, key};
use super::library::Library;
use super::record;
use super::restore_points::PointKey;
use super::sources::StoredSource;
use super::traits::Store;

impl<S: Store> Library<S> {
    /// Makes several changes, or none: where one fails, all records are restored.
    pub(crate) fn all_or_nothing<T>(
        &mut self,
        change: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let before = self.snapshot()?;
        let changed = change(self);
        if changed.is_err() {
            self.restore(before)?;
        }
        changed
    }

    /// All records as they are.
    fn snapshot(&self) -> Result<LibrarySnapshot, StoreError> {
        let keys = self.store.keys()?.into_iter().filter(|key| is_own(key));
        let records = keys.map(|key| Ok(self.store.get(&key)?.map(|value| (key, value))));
        let records: Result<Vec<_>, StoreError> = records.filter_map(Result::transpose).collect();
        Ok(LibrarySnapshot(records?))
    }

    /// Restores all records as they were.
    fn restore(&mut self, snapshot: LibrarySnapshot) -> Result<(), StoreError> {
        // Remove first: this makes room for what is restored.
        for key in self.store.keys()?.iter().filter(|key| is_own(key)) {
            self.store.remove(key)?;
        }
        self.latest = None;
        snapshot.0.iter().try_for_each(|(key, value)| self.store.set(key, value))
    }

    /// Writes every record once more, except those under the keys in `known`, for a database that has lost its own.
    pub(crate) fn rewrite_except(&mut self, known: &BTreeSet<String>) -> Result<(), StoreError> {
        let all = self.snapshot()?.0;
        all.iter()
            .filter(|(key, _)| !known.contains(key))
            .try_for_each(|(key, value)| self.store.set(key, value))
    }

    /// Saves an article of a back-up, in place of the one with its id. The steps of the journal up to `position` are
    /// not applied to it.
    pub(crate) fn restore_article(
        &mut self,
        article: &BackedUpArticle,
        position: JournalPosition,
    ) -> Result<(), StoreError> {
        let BackedUpArticle { id, stored, older, .. } = article;
        self.add_with(id, stored.work(), position)?;
        older.as_ref().map_or(Ok(()), |older| self.set_older(id, older))?;
        self.restore_beside(article)
    }

    /// Takes from an article of a back-up what is known beside its work, and not here: a reader's answers about the version
    /// before, an earlier day on which it was opened, restore points.
    pub(crate) fn restore_beside(&mut self, article: &BackedUpArticle) -> Result<(), StoreError> {
        let BackedUpArticle { id, older, answers, sources, opened, points, .. } = article;
        self.restore_sources(id, sources)?;
        if !answers.is_empty() && self.older_id(id)? == *older {
            let ours = self.version_answers(id);
            let all = answers.clone().into_iter().chain(ours.clone()).collect();
            if ours != all {
                self.set_version_answers(id, &all)?;
            }
        }
        if let Some(day) = opened {
            self.set_opened(id, day)?;
        }
        let is_point = |record: &&RawRecord| {
            PointKey::parse(&record.key).is_some_and(|point| point.article == *id)
                && record::is_intact(&record.key, &record.value)
        };
        for point in points.iter().filter(is_point) {
            // Without a database there are no restore points.
            self.store.set(&point.key, &point.value).ok();
        }
        Ok(())
    }

    /// Takes those sources that are not here.
    fn restore_sources(&mut self, id: &str, sources: &[StoredSource]) -> Result<(), StoreError> {
        let mut ours = self.sources(id)?;
        let known = ours.len();
        let is_new = |new: &&StoredSource| !ours[..known].iter().any(|our| our.is_same_text(new));
        let new: Vec<StoredSource> = sources.iter().filter(is_new).cloned().collect();
        if new.is_empty() {
            return Ok(());
        }
        ours.extend(new);
        self.set_sources(id, &ours)
    }

    /// Notes that an article was opened on this day, if that is earlier than what the list says.
    fn set_opened(&mut self, id: &str, day: &str) -> Result<(), StoreError> {
        let Some(entry) = self.read::<LibraryEntry>(&key("entry", id))? else { return Ok(()) };
        if entry.opened.as_deref().is_some_and(|known| known <= day) {
            return Ok(());
        }
        self.write(&key("entry", id), &LibraryEntry { opened: Some(day.to_owned()), ..entry })
    }
}

/// The library's records at one time.
struct LibrarySnapshot(Vec<(String, String)>);
