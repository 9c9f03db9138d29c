//! A back-up whose articles are records already. To make the records takes long: a worker does it, and the page writes
//! them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::article::{ArticleWork, Bookmark, TextRecord, WorkRecord};
use super::backup::{self, BackedUpArticle, BackupError, RawRecord};
use super::entry::{LibraryEntry, article_id};
use super::error::StoreError;
use super::journal::JournalPosition;
use super::keys::{article_of_record, is_database_only, is_own, key, kind_and_id};
use super::library::Library;
use super::memory::MemoryStore;
use super::record;
use super::save_count::next_count;
use super::traits::Store;
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::edit::History;
use crate::read_json;
use crate::sorting::Sorting as _;

/// What making records takes from the library that gets them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RestorePlan {
    /// The articles that stay: a back-up is merged into these, so they get no records here.
    pub merged: Vec<String>,
    /// The positions in the journal of articles that are replaced.
    pub positions: BTreeMap<String, JournalPosition>,
    /// The position of all others: they are new, so the journal has nothing of them.
    pub position: JournalPosition,
    /// From which count of saves, and of which visit, the records count on.
    latest: Option<u64>,
    salt: Option<u64>,
    today: Option<String>,
    counts_saves: bool,
}

/// A back-up, ready to be written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct PreparedBackup {
    /// The articles that are new or replaced, the last saved one last.
    pub articles: Vec<PreparedArticle>,
    /// The JSON of those that are to be merged, in the same order.
    pub merged: Vec<String>,
    pub bookmark: Bookmark,
    /// What could not be read where the back-up was made.
    pub unreadable: Vec<RawRecord>,
    latest: Option<u64>,
}

/// The records of an article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PreparedArticle {
    pub id: String,
    /// Which steps of the journal its record of the work says that it has.
    pub position: JournalPosition,
    values: Vec<RawRecord>,
}

/// Reads a back-up and makes records of its articles.
pub(crate) fn prepare(file: &str, plan: &RestorePlan) -> Result<PreparedBackup, BackupError> {
    let copy = backup::read(file)?;
    let mut prepared =
        PreparedBackup { bookmark: copy.bookmark, unreadable: copy.records, ..PreparedBackup::default() };
    let mut library = library_of(plan);
    for article in copy.articles.iter().rev() {
        if plan.merged.contains(&article.id) {
            prepared.merged.push(backup::article_json(article));
        } else {
            let position = plan.positions.get(&article.id).unwrap_or(&plan.position);
            // Memory never refuses.
            prepared.articles.extend(prepare_article(&mut library, article, position).ok());
        }
    }
    prepared.latest = library.latest;
    Ok(prepared)
}

fn prepare_article(
    library: &mut Library<MemoryStore>,
    article: &BackedUpArticle,
    position: &JournalPosition,
) -> Result<PreparedArticle, StoreError> {
    library.restore_article(article, position.clone())?;
    Ok(taken_out(library, &article.id, position))
}

/// The records that a library in memory has, of one article; it is empty afterwards.
fn taken_out(library: &mut Library<MemoryStore>, id: &str, position: &JournalPosition) -> PreparedArticle {
    let values = std::mem::take(&mut library.store.entries);
    let values = values.into_iter().map(|(key, value)| RawRecord { key, value }).collect();
    PreparedArticle { id: id.to_owned(), position: position.clone(), values }
}

/// Makes the records of an article that is new, without any history.
pub(crate) fn prepare_new(document: &Document, set: &AnnotationSet, plan: &RestorePlan) -> PreparedBackup {
    let mut library = library_of(plan);
    let (id, history) = (article_id(document.text()), History::default());
    let work = ArticleWork { document, set, history: &history };
    // Memory never refuses.
    library.save(&id, work, plan.position.clone()).ok();
    let article = taken_out(&mut library, &id, &plan.position);
    PreparedBackup { articles: vec![article], latest: library.latest, ..PreparedBackup::default() }
}

/// A library in memory whose records count on from those of the page's.
fn library_of(plan: &RestorePlan) -> Library<MemoryStore> {
    let mut library = Library::new(MemoryStore::default());
    (library.latest, library.salt, library.today) = (plan.latest, plan.salt, plan.today.clone());
    library.counts_saves = plan.counts_saves;
    library
}

impl PreparedBackup {
    fn values(&self) -> impl Iterator<Item = &RawRecord> {
        self.articles.iter().flat_map(|article| &article.values)
    }

    /// What the library cannot be without.
    fn records(&self) -> impl Iterator<Item = &RawRecord> {
        self.values().filter(|record| !is_database_only(&record.key))
    }
}

impl PreparedArticle {
    /// Has the record of the work say that it has other steps of the journal: more came while it was made.
    pub(crate) fn set_position(&mut self, position: JournalPosition) {
        let work = key("work", &self.id);
        for record in self.values.iter_mut().filter(|record| record.key == work) {
            let json = record::unseal(&work, &record.value).expect("it was sealed under this key");
            let read: WorkRecord = read_json::from_bytes(&json).expect("it is a record of this version");
            let read = WorkRecord { journal_position: position.clone(), ..read };
            let json = serde_json::to_vec(&read).expect("records hold nothing that JSON cannot say");
            record.value = record::seal(&work, &json);
        }
        self.position = position;
    }
}

impl<S: Store> Library<S> {
    /// The plan for a back-up that is merged into what is here.
    pub(crate) fn plan_merge(&mut self, position: JournalPosition) -> Result<RestorePlan, StoreError> {
        let keys = self.store.keys()?;
        let ids = keys.iter().filter(|key| is_own(key)).filter_map(|key| article_of_record(key));
        let mut merged: Vec<String> = ids.map(str::to_owned).collect();
        merged.order();
        merged.dedup();
        let plan = self.plan_replacement(BTreeMap::new(), position)?;
        Ok(RestorePlan { merged, ..plan })
    }

    /// The plan for a back-up that replaces everything. `positions` are those of the articles that are here.
    pub(crate) fn plan_replacement(
        &mut self,
        positions: BTreeMap<String, JournalPosition>,
        position: JournalPosition,
    ) -> Result<RestorePlan, StoreError> {
        let latest = match self.latest {
            latest @ Some(_) => latest,
            None => self.list()?.0.first().map(|entry| entry.saved).or(Some(0)),
        };
        let (salt, today) = (self.salt, self.today.clone());
        let counts_saves = self.counts_saves;
        Ok(RestorePlan { merged: vec![], positions, position, latest, salt, today, counts_saves })
    }

    /// The plan for an article that is new. Articles that several workers read at once count one after the other.
    pub(crate) fn plan_addition(&mut self, position: JournalPosition) -> Result<RestorePlan, StoreError> {
        let plan = self.plan_replacement(BTreeMap::new(), position)?;
        self.latest =
            self.salt.zip(plan.latest).map_or(plan.latest, |(salt, last)| Some(next_count(last, salt)));
        Ok(plan)
    }

    /// Writes the records of articles that are not here: all or none.
    pub(crate) fn write_prepared(&mut self, prepared: &PreparedBackup) -> Result<(), StoreError> {
        if prepared.records().any(|record| self.has_record(&record.key)) {
            return Err(StoreError::ChangedMeanwhile);
        }
        let written = self.write_prepared_over(prepared);
        if written.is_err() {
            prepared.records().try_for_each(|record| self.store.remove(&record.key))?;
        }
        written
    }

    /// The same, in place of what is here. What is damaged there is set aside.
    pub(crate) fn write_prepared_over(&mut self, prepared: &PreparedBackup) -> Result<(), StoreError> {
        for RawRecord { key, value } in prepared.records() {
            match kind_and_id(key) {
                Some(("text", _)) => self.keep_unreadable::<TextRecord>(key)?,
                Some(("work", _)) => self.keep_unreadable::<WorkRecord>(key)?,
                _ => self.keep_unreadable::<serde_json::Value>(key)?,
            }
            self.store.set(key, value)?;
            self.own_keys.insert(key.clone());
        }
        for point in prepared.values().filter(|record| is_database_only(&record.key)) {
            // Without a database there are no restore points.
            self.store.set(&point.key, &point.value).ok();
        }
        self.latest = self.latest.max(prepared.latest);
        Ok(())
    }

    /// The line of an article that was written so.
    pub(crate) fn entry(&self, id: &str) -> Result<Option<LibraryEntry>, StoreError> {
        self.read(&key("entry", id))
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::article_id;
    use super::super::journal::JournalPosition;
    use super::*;
    use crate::annotation::{Annotation, AnnotationSet, Body, Id};
    use crate::document::Document;
    use crate::span::Span;
    use crate::store::Backup;

    const TEXTS: [&str; 3] = ["One.", "Two.", "Three."];

    fn backup_file() -> String {
        let mut library = Library::new(MemoryStore::default());
        let mut articles = vec![];
        for text in TEXTS {
            let mut set = AnnotationSet::new();
            set.insert(Annotation::by_reader(Id::new(1), Span::new(0, 3), Body::Note));
            let id = article_id(text);
            library.add(&id, &Document::from_text(text), &set).unwrap();
            articles.push(BackedUpArticle::new(&id, library.load(&id).unwrap().unwrap()));
        }
        backup::write(&Backup { articles, ..Backup::default() }, "")
    }

    fn position(number: u64) -> JournalPosition {
        JournalPosition { number, ..JournalPosition::default() }
    }

    #[test]
    fn prepared_articles_are_those_of_the_back_up() {
        let file = backup_file();
        let mut library = Library::new(MemoryStore::default());
        library.add(&article_id("Here."), &Document::from_text("Here."), &AnnotationSet::new()).unwrap();
        let plan = library.plan_merge(position(7)).unwrap();
        let prepared = prepare(&file, &plan).unwrap();
        library.write_prepared(&prepared).unwrap();
        let listed: Vec<String> = library.list().unwrap().0.into_iter().map(|entry| entry.title).collect();
        assert_eq!(
            listed,
            ["One.", "Two.", "Three.", "Here."],
            "in the order of the file, before what is here"
        );
        let stored = library.load(&article_id("Two.")).unwrap().unwrap();
        assert_eq!((stored.set.in_order().count(), stored.journal_position), (1, position(7)));
        // What is added next is listed first: the counts of saves go on.
        library.add(&article_id("Next."), &Document::from_text("Next."), &AnnotationSet::new()).unwrap();
        assert_eq!(library.list().unwrap().0[0].title, "Next.");
    }

    #[test]
    fn articles_that_are_here_are_left_to_be_merged() {
        let file = backup_file();
        let mut library = Library::new(MemoryStore::default());
        library.add(&article_id("Two."), &Document::from_text("Two."), &AnnotationSet::new()).unwrap();
        let prepared = prepare(&file, &library.plan_merge(position(7)).unwrap()).unwrap();
        assert_eq!((prepared.articles.len(), prepared.merged.len()), (2, 1));
        assert_eq!(backup::read_article(&prepared.merged[0]).unwrap().id, article_id("Two."));
        // Another tab adds one of them: nothing is written.
        library.add(&article_id("One."), &Document::from_text("One."), &AnnotationSet::new()).unwrap();
        assert_eq!(library.write_prepared(&prepared), Err(StoreError::ChangedMeanwhile));
        assert!(library.load(&article_id("Three.")).unwrap().is_none());
    }

    #[test]
    fn a_full_store_gets_nothing_of_a_back_up() {
        let prepared = prepare(&backup_file(), &RestorePlan { latest: Some(0), ..RestorePlan::default() });
        let mut library = Library::new(MemoryStore::with_limit(400));
        assert_eq!(library.write_prepared(&prepared.unwrap()), Err(StoreError::Full));
        assert!(library.store.entries.is_empty());
    }

    #[test]
    fn a_position_can_be_changed_later() {
        let mut library = Library::new(MemoryStore::default());
        let plan = library.plan_merge(position(7)).unwrap();
        let mut prepared = prepare(&backup_file(), &plan).unwrap();
        prepared.articles.iter_mut().for_each(|article| article.set_position(position(9)));
        library.write_prepared_over(&prepared).unwrap();
        let stored = library.load(&article_id("Two.")).unwrap().unwrap();
        assert_eq!((stored.set.in_order().count(), stored.journal_position), (1, position(9)));
    }
}
