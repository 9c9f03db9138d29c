//! What a reader chose of the library: the order, the filters, the articles that are ticked.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::sorting::{CollectSorted as _, Sorting as _};
use crate::store::{Collections, LibraryEntry, chain};

/// A column by which the table can be sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LibraryColumn {
    Title,
    Date,
    Publisher,
    Words,
    Quotations,
    Checked,
}

/// A filter over the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LibraryFilter {
    Collection,
    Publisher,
    Tag,
    /// `none`, `some` or `all` of the quotations.
    Checked,
}

/// What is shown of the library, in which order, and what is ticked.
#[derive(Clone, Debug, Default)]
pub(crate) struct LibraryChoice {
    pub words: String,
    /// Without one, the article last worked on comes first.
    pub sorted_by: Option<(LibraryColumn, SortDirection)>,
    pub collection: String,
    pub publisher: String,
    pub tag: String,
    pub checked: String,
    /// Counted from 0.
    pub page: usize,
    pub ticked: BTreeSet<String>,
    /// The one ticked last.
    last_ticked: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SortDirection {
    Ascending,
    Descending,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LibraryRow<'a> {
    pub entry: &'a LibraryEntry,
    pub version: RowVersion,
}

/// Whether an article has versions in the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowVersion {
    Only,
    Newest,
    /// It stands under the newest.
    Older,
}

impl LibraryChoice {
    /// Sorts by a column; again, the other way round; again, as at first.
    pub(crate) fn sort_by(&mut self, column: LibraryColumn) {
        use LibraryColumn::{Publisher, Title};
        use SortDirection::{Ascending, Descending};
        // Of numbers and days the highest is asked for first.
        let first = if matches!(column, Title | Publisher) { Ascending } else { Descending };
        let second = if first == Ascending { Descending } else { Ascending };
        self.sorted_by = match self.sorted_by {
            Some((before, direction)) if before == column && direction == first => Some((column, second)),
            Some((before, _)) if before == column => None,
            _ => Some((column, first)),
        };
        self.page = 0;
    }

    pub(crate) fn filter(&mut self, filter: LibraryFilter, value: &str) {
        let place = match filter {
            LibraryFilter::Collection => &mut self.collection,
            LibraryFilter::Publisher => &mut self.publisher,
            LibraryFilter::Tag => &mut self.tag,
            LibraryFilter::Checked => &mut self.checked,
        };
        value.clone_into(place);
        self.page = 0;
    }

    /// Whether it shows less than everything.
    pub(crate) fn is_narrow(&self) -> bool {
        let parts = [&self.words, &self.collection, &self.publisher, &self.tag, &self.checked];
        parts.iter().any(|part| !part.trim().is_empty())
    }

    /// The rows. `has_words` says whether an article has the searched words. Older versions stand under the newest, but
    /// where only some articles are shown: there each stands for itself.
    pub(crate) fn rows<'a>(
        &self,
        entries: &'a [LibraryEntry],
        older: &BTreeMap<String, String>,
        collections: &Collections,
        has_words: impl Fn(&LibraryEntry) -> bool,
    ) -> Vec<LibraryRow<'a>> {
        let mut groups = groups(entries, older);
        if self.is_narrow() {
            let is_shown = |row: &LibraryRow| self.shows(row.entry, collections) && has_words(row.entry);
            groups = groups.into_iter().flatten().filter(is_shown).map(|row| vec![row]).collect();
        }
        if let Some((column, direction)) = self.sorted_by {
            groups.order_by(|a, b| compare(a[0].entry, b[0].entry, column, direction));
        }
        groups.into_iter().flatten().collect()
    }

    fn shows(&self, entry: &LibraryEntry, collections: &Collections) -> bool {
        let is_checked = match self.checked.as_str() {
            "none" => entry.checked == 0,
            "some" => 0 < entry.checked && entry.checked < entry.quotes,
            "all" => entry.checked == entry.quotes,
            _ => true,
        };
        is_checked
            && (self.publisher.is_empty() || entry.publisher.as_deref() == Some(self.publisher.as_str()))
            && (self.tag.is_empty() || entry.tags.contains(&self.tag))
            && (self.collection.is_empty() || collections.has(&self.collection, &entry.id))
    }

    /// Ticks an article, or takes its tick away.
    pub(crate) fn tick(&mut self, id: &str) {
        if !self.ticked.remove(id) {
            self.ticked.insert(id.to_owned());
        }
        self.last_ticked = Some(id.to_owned());
    }

    /// Ticks all rows from the one ticked last to this one.
    pub(crate) fn tick_to(&mut self, rows: &[LibraryRow], id: &str) {
        let at = |wanted: &str| rows.iter().position(|row| row.entry.id == wanted);
        let from = self.last_ticked.as_deref().and_then(at);
        match (from, at(id)) {
            (Some(from), Some(to)) => {
                let between = &rows[from.min(to)..=from.max(to)];
                self.ticked.extend(between.iter().map(|row| row.entry.id.clone()));
                self.last_ticked = Some(id.to_owned());
            }
            _ => self.tick(id),
        }
    }

    /// Ticks all rows; where all are ticked, none.
    pub(crate) fn tick_all(&mut self, rows: &[LibraryRow]) {
        if rows.iter().all(|row| self.ticked.contains(&row.entry.id)) {
            for row in rows {
                self.ticked.remove(&row.entry.id);
            }
        } else {
            self.ticked.extend(rows.iter().map(|row| row.entry.id.clone()));
        }
    }

    /// Forgets what is not in the library any more.
    pub(crate) fn keep_to(&mut self, entries: &[LibraryEntry]) {
        if self.ticked.is_empty() {
            return;
        }
        let there: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect_set();
        self.ticked.retain(|id| there.contains(id.as_str()));
    }
}

/// What is known of one article beside another. What is not known comes last, whatever the direction.
fn compare(a: &LibraryEntry, b: &LibraryEntry, column: LibraryColumn, direction: SortDirection) -> Ordering {
    let turned = |order: Ordering| match direction {
        SortDirection::Ascending => order,
        SortDirection::Descending => order.reverse(),
    };
    let texts = |a: Option<&str>, b: Option<&str>| match (a, b) {
        (Some(a), Some(b)) => turned(a.to_lowercase().cmp(&b.to_lowercase())),
        (a, b) => b.is_some().cmp(&a.is_some()),
    };
    match column {
        LibraryColumn::Title => texts(Some(&a.title), Some(&b.title)),
        LibraryColumn::Date => texts(a.published.as_deref(), b.published.as_deref()),
        LibraryColumn::Publisher => texts(a.publisher.as_deref(), b.publisher.as_deref()),
        LibraryColumn::Words => turned(a.words.cmp(&b.words)),
        LibraryColumn::Quotations => turned(a.quotes.cmp(&b.quotes)),
        // As fractions: a part of none is all of it.
        LibraryColumn::Checked => {
            let share = |entry: &LibraryEntry| entry.checked as f64 / entry.quotes.max(1) as f64;
            turned(share(a).total_cmp(&share(b)))
        }
    }
}

/// The articles with their older versions, the newest version first. A version stands once: under the newest.
fn groups<'a>(entries: &'a [LibraryEntry], older: &BTreeMap<String, String>) -> Vec<Vec<LibraryRow<'a>>> {
    if older.is_empty() {
        return entries.iter().map(|entry| vec![LibraryRow { entry, version: RowVersion::Only }]).collect();
    }
    let by_id: BTreeMap<&str, &LibraryEntry> = entries.iter().map(|e| (e.id.as_str(), e)).collect_map();
    let newer: BTreeMap<&str, &str> =
        older.iter().map(|(id, older)| (older.as_str(), id.as_str())).collect_map();
    let mut listed = BTreeSet::new();
    let groups = entries.iter().filter_map(|entry| {
        let mut seen = BTreeSet::new();
        let up = std::iter::successors(Some(entry.id.as_str()), |id| newer.get(id).copied());
        let newest = up.take_while(|id| seen.insert(*id) && by_id.contains_key(id)).last()?;
        let versions = chain(older, newest).filter_map(|id| by_id.get(id).copied());
        let versions: Vec<&LibraryEntry> = versions.filter(|e| listed.insert(e.id.as_str())).collect();
        let is_alone = versions.len() == 1;
        let version = |at| match at {
            _ if is_alone => RowVersion::Only,
            0 => RowVersion::Newest,
            _ => RowVersion::Older,
        };
        let rows = versions.into_iter().enumerate();
        let rows: Vec<_> = rows.map(|(at, entry)| LibraryRow { entry, version: version(at) }).collect();
        (!rows.is_empty()).then_some(rows)
    });
    groups.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, published: Option<&str>, quotes: usize, checked: usize) -> LibraryEntry {
        LibraryEntry {
            id: id.to_owned(),
            title: format!("Title {id}"),
            published: published.map(str::to_owned),
            quotes,
            checked,
            tags: [format!("tag {id}")].into(),
            ..LibraryEntry::default()
        }
    }

    fn entries() -> Vec<LibraryEntry> {
        vec![
            entry("c", Some("2024-05-03"), 4, 2),
            entry("a", None, 2, 2),
            entry("b", Some("2023-01-01"), 9, 0),
            entry("d", Some("2024-01-01"), 0, 0),
        ]
    }

    #[track_caller]
    fn check(choice: &LibraryChoice, older: &BTreeMap<String, String>, expected: &str) {
        let entries = entries();
        let rows = choice.rows(&entries, older, &Collections::default(), |e| e.title.contains(&choice.words));
        let ids: Vec<String> = rows
            .iter()
            .map(|row| format!("{}{}", row.entry.id, if row.version == RowVersion::Older { "'" } else { "" }))
            .collect();
        assert_eq!(ids.join(" "), expected);
    }

    #[test]
    fn rows_are_sorted_and_what_is_unknown_comes_last() {
        let (mut choice, none) = (LibraryChoice::default(), BTreeMap::new());
        check(&choice, &none, "c a b d");
        choice.sort_by(LibraryColumn::Date);
        check(&choice, &none, "c d b a");
        choice.sort_by(LibraryColumn::Date);
        check(&choice, &none, "b d c a");
        choice.sort_by(LibraryColumn::Date);
        check(&choice, &none, "c a b d");
        choice.sort_by(LibraryColumn::Title);
        check(&choice, &none, "a b c d");
        choice.sort_by(LibraryColumn::Checked);
        check(&choice, &none, "a c b d");
    }

    #[test]
    fn versions_stand_together_unless_some_are_sought() {
        let older = BTreeMap::from([("a".to_owned(), "d".to_owned())]);
        let mut choice = LibraryChoice::default();
        check(&choice, &older, "c a d' b");
        choice.sort_by(LibraryColumn::Words);
        check(&choice, &older, "c a d' b");
        choice.filter(LibraryFilter::Tag, "tag d");
        check(&choice, &older, "d'");
        choice.filter(LibraryFilter::Tag, "");
        choice.filter(LibraryFilter::Checked, "some");
        check(&choice, &older, "c");
        choice.filter(LibraryFilter::Checked, "");
        choice.words = "Title b".to_owned();
        check(&choice, &older, "b");
    }

    #[test]
    fn a_range_is_ticked_from_the_one_ticked_last() {
        let entries = entries();
        let mut choice = LibraryChoice::default();
        let rows = choice.rows(&entries, &BTreeMap::new(), &Collections::default(), |_| true);
        choice.tick("a");
        choice.tick_to(&rows, "d");
        assert_eq!(choice.ticked, ["a", "b", "d"].map(str::to_owned).into());
        choice.tick("b");
        choice.tick_all(&rows);
        assert_eq!(choice.ticked.len(), 4);
        choice.tick_all(&rows);
        assert!(choice.ticked.is_empty());
        choice.tick_to(&rows, "nobody");
        choice.keep_to(&entries);
        assert!(choice.ticked.is_empty());
    }
}
