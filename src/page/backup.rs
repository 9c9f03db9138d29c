//! What the page says of back-ups, and of the storage that is left.

use crate::store::{MergedBackup, StorageUsage};
use crate::strings;
use crate::view::count;

/// From this share on the page warns. In the smallest storage that browsers give, the rest holds a hundred articles.
const NEARLY_FULL: f64 = 0.8;

/// What a restored back-up changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RestoreReport {
    /// Articles that were not here.
    pub added: usize,
    /// Articles that were here, and have more in them now.
    pub merged: usize,
    /// Articles in which there is nothing new.
    pub same: usize,
    /// Articles that were here and are not any more.
    pub removed: usize,
    pub annotations: usize,
    pub completed: usize,
    pub both: usize,
}

impl RestoreReport {
    /// Counts what was merged into an article that was here.
    pub(crate) fn add(&mut self, combined: &MergedBackup) {
        if combined.edits.is_empty() {
            self.same += 1;
            return;
        }
        self.merged += 1;
        self.annotations += combined.added;
        self.completed += combined.completed;
        self.both += combined.conflicts;
    }

    /// The report, for the status line.
    pub(crate) fn said(&self) -> String {
        let inside = [
            (self.annotations, strings::ANNOTATIONS, strings::ADDED),
            (self.completed, strings::ANNOTATIONS, strings::COMPLETED),
            (self.both, strings::ANNOTATIONS, strings::KEPT_BESIDE),
        ];
        let inside: Vec<String> = inside.iter().filter(|(n, ..)| 0 < *n).map(line).collect();
        let inside = if inside.is_empty() { String::new() } else { format!(" ({})", inside.join(", ")) };
        let articles = [
            (self.added, strings::ARTICLES, strings::ADDED),
            (self.merged, strings::ARTICLES, strings::MERGED),
            (self.same, strings::ARTICLES, strings::HERE_ALREADY),
            (self.removed, strings::ARTICLES, strings::GONE),
        ];
        let with_detail =
            |part: &CountLine| line(part) + if part.2 == strings::MERGED { inside.as_str() } else { "" };
        let articles: Vec<String> = articles.iter().filter(|(n, ..)| 0 < *n).map(with_detail).collect();
        if articles.is_empty() {
            return strings::BACKUP_EMPTY.to_owned();
        }
        format!("{}: {}", strings::BACKUP_RESTORED, articles.join(", "))
    }
}

/// How many of what, and what happened to them.
type CountLine = (usize, [&'static str; 2], &'static str);

fn line((n, what, how): &CountLine) -> String {
    format!("{} {how}", count(*n, *what))
}

/// How much storage is used, of how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum StorageUse {
    /// Local storage alone.
    Characters(StorageUsage),
    /// The database, in bytes, as the browser estimates. A limit of 0 means that the browser does not say. What local
    /// storage cannot hold goes to the database.
    Bytes { used: f64, limit: f64 },
    /// Memory: the work is kept in this tab alone.
    Tab,
}

impl StorageUse {
    fn share(self) -> f64 {
        let (used, limit) = match self {
            StorageUse::Characters(usage) => (usage.used as f64, usage.limit as f64),
            StorageUse::Bytes { used, limit } => (used, limit),
            StorageUse::Tab => return 0.0,
        };
        if 0.0 < limit { used / limit } else { 0.0 }
    }

    /// A line for the library.
    pub(crate) fn said(self) -> String {
        let mb = |n: f64| n / f64::from(1 << 20);
        match self {
            StorageUse::Characters(StorageUsage { used, limit }) => strings::fill(
                strings::ROOM_USED,
                &[&format!("{:.2}", mb(used as f64)), &format!("{:.0}", mb(limit as f64))],
            ),
            StorageUse::Bytes { used, limit } if limit <= 0.0 => {
                strings::fill(strings::ROOM_USED_ALONE, &[&format!("{:.1}", mb(used))])
            }
            StorageUse::Tab => strings::TAB_ONLY_IS_ON.to_owned(),
            StorageUse::Bytes { used, limit } => strings::fill(
                strings::ROOM_USED_BYTES,
                &[&format!("{:.1}", mb(used)), &format!("{:.0}", mb(limit))],
            ),
        }
    }

    /// What to say when it is nearly full.
    pub(crate) fn warning(self) -> Option<String> {
        let share = self.share();
        (NEARLY_FULL <= share).then(|| {
            let percent = (100.0 * share).floor().min(100.0);
            strings::fill(strings::NEARLY_FULL, &[&percent, &strings::MAKE_ROOM])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_only_what_changed() {
        let check = |report: RestoreReport, expected: &str| assert_eq!(report.said(), expected);
        check(RestoreReport::default(), strings::BACKUP_EMPTY);
        check(RestoreReport { added: 1, ..RestoreReport::default() }, "Back-up restored: 1 article added");
        let merged = RestoreReport {
            added: 2,
            merged: 1,
            same: 3,
            annotations: 4,
            both: 1,
            ..RestoreReport::default()
        };
        check(
            merged,
            "Back-up restored: 2 articles added, 1 article merged (4 annotations added, 1 annotation kept beside \
             yours because they differ), 3 articles here already",
        );
    }

    #[test]
    fn a_limit_is_shown_if_the_browser_gives_it() {
        let said = |limit: f64| StorageUse::Bytes { used: f64::from(3 << 20), limit }.said();
        assert_eq!(said(f64::from(20 << 20)), "3.0 of about 20 MB used, in this browser only.");
        assert!(said(0.0).starts_with("3.0 MB used"));
    }

    #[test]
    fn the_warning_comes_before_the_storage_is_full() {
        let warns = |used: usize| StorageUse::Characters(StorageUsage { used, limit: 1000 }).warning();
        assert_eq!(warns(799), None);
        assert!(warns(800).unwrap().starts_with("80 %"));
        assert!(warns(2000).unwrap().starts_with("100 %"));
        assert_eq!(
            StorageUse::Bytes { used: 5.0, limit: 0.0 }.warning(),
            None,
            "a browser that does not say"
        );
    }
}
