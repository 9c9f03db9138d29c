//! The back-up: what the page says of it, and of the room that is left.

use crate::store::{Combined, Usage};
use crate::strings;
use crate::view::count;

/// From this share on the page warns. The rest is a hundred articles in the smallest store that browsers give.
const NEARLY_FULL: f64 = 0.8;

/// What became of a back-up that was taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
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

impl Report {
    /// Counts in what was brought into an article that was here.
    pub(crate) fn take_in(&mut self, combined: &Combined) {
        if combined.edits.is_empty() {
            self.same += 1;
            return;
        }
        self.merged += 1;
        self.annotations += combined.added;
        self.completed += combined.completed;
        self.both += combined.both;
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
        let told = |part: &Line| line(part) + if part.2 == strings::MERGED { inside.as_str() } else { "" };
        let articles: Vec<String> = articles.iter().filter(|(n, ..)| 0 < *n).map(told).collect();
        if articles.is_empty() {
            return strings::BACKUP_EMPTY.to_owned();
        }
        format!("{}: {}", strings::BACKUP_TAKEN_IN, articles.join(", "))
    }
}

/// How many of what, and what became of them.
type Line = (usize, [&'static str; 2], &'static str);

fn line((n, what, how): &Line) -> String {
    format!("{} {how}", count(*n, *what))
}

/// What the browser gives the page, and how much of it is used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Room {
    /// Local storage alone.
    Characters(Usage),
    /// The database, in bytes, as the browser reckons, the limit 0 where it does not tell it; local storage hands on to it what it cannot hold.
    Bytes { used: f64, limit: f64 },
}

impl Room {
    fn share(self) -> f64 {
        let (used, limit) = match self {
            Room::Characters(usage) => (usage.used as f64, usage.limit as f64),
            Room::Bytes { used, limit } => (used, limit),
        };
        if 0.0 < limit { used / limit } else { 0.0 }
    }

    /// A line for the library.
    pub(crate) fn told(self) -> String {
        let mb = |n: f64| n / f64::from(1 << 20);
        match self {
            Room::Characters(Usage { used, limit }) => strings::fill(
                strings::ROOM_USED,
                &[&format!("{:.2}", mb(used as f64)), &format!("{:.0}", mb(limit as f64))],
            ),
            Room::Bytes { used, limit } if limit <= 0.0 => {
                strings::fill(strings::ROOM_USED_ALONE, &[&format!("{:.1}", mb(used))])
            }
            Room::Bytes { used, limit } => strings::fill(
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
    fn a_report_tells_what_there_is_to_tell() {
        let check = |report: Report, expected: &str| assert_eq!(report.said(), expected);
        check(Report::default(), strings::BACKUP_EMPTY);
        check(Report { added: 1, ..Report::default() }, "Back-up taken in: 1 article added");
        let merged = Report { added: 2, merged: 1, same: 3, annotations: 4, both: 1, ..Report::default() };
        check(
            merged,
            "Back-up taken in: 2 articles added, 1 article merged (4 annotations added, 1 annotation kept beside \
             yours, since they differ), 3 articles here already",
        );
    }

    #[test]
    fn a_limit_is_told_where_the_browser_tells_it() {
        let told = |limit: f64| Room::Bytes { used: f64::from(3 << 20), limit }.told();
        assert_eq!(told(f64::from(20 << 20)), "3.0 of about 20 MB used, in this browser alone.");
        assert!(told(0.0).starts_with("3.0 MB used"));
    }

    #[test]
    fn the_warning_comes_before_the_room_is_gone() {
        let warns = |used: usize| Room::Characters(Usage { used, limit: 1000 }).warning();
        assert_eq!(warns(799), None);
        assert!(warns(800).unwrap().starts_with("80 %"));
        assert!(warns(2000).unwrap().starts_with("100 %"));
        assert_eq!(Room::Bytes { used: 5.0, limit: 0.0 }.warning(), None, "a browser that does not say");
    }
}
