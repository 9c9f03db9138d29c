//! Which days have work that is in no back-up file yet: when to remind the reader, and when to write one.
//!
//! Days are counted from 1 January 1970, in the reader's time zone.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// After so many days of work the page reminds the reader.
const DAYS_OF_WORK: usize = 7;

/// For so many days a reminder stays away that the reader has dismissed.
const DAYS_OF_PEACE: i64 = 7;

/// More days than this need not be told apart.
const MOST_DAYS: usize = 400;

/// The days with work that is in no file, and when the page last spoke of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BackupLog {
    /// The days on which something was changed since the last back-up.
    #[serde(default)]
    days: BTreeSet<i64>,
    /// The reminder does not come before this day.
    #[serde(default)]
    quiet_until: i64,
    /// The day of the last file in the reader's folder.
    #[serde(default)]
    in_folder: Option<i64>,
}

impl BackupLog {
    /// Notes that something was changed on this day; whether that is news.
    pub(crate) fn note_change(&mut self, today: i64) -> bool {
        let is_new = self.days.insert(today);
        while MOST_DAYS < self.days.len() {
            self.days.pop_first();
        }
        is_new
    }

    /// Notes that all is in a file.
    pub(crate) fn note_file(&mut self) {
        self.days.clear();
    }

    /// Notes that all is in a file of this day in the reader's folder.
    pub(crate) fn note_file_in_folder(&mut self, today: i64) {
        self.days.clear();
        self.in_folder = Some(today);
    }

    /// The reader does not want to be reminded now.
    pub(crate) fn dismiss(&mut self, today: i64) {
        self.quiet_until = today + DAYS_OF_PEACE;
    }

    /// How many days' work the page reminds the reader of, if it is time.
    pub(crate) fn reminder(&self, today: i64) -> Option<usize> {
        // A clock that was set back must not silence the page for years.
        let is_quiet = today < self.quiet_until && self.quiet_until <= today + DAYS_OF_PEACE;
        (!is_quiet && DAYS_OF_WORK <= self.days.len()).then_some(self.days.len())
    }

    /// Whether a file for the reader's folder is due: an earlier day has work that is in none, and today has no file.
    pub(crate) fn is_file_due(&self, today: i64) -> bool {
        self.in_folder != Some(today) && self.days.iter().any(|&day| day != today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reminder_counts_days_with_changes_since_the_last_file() {
        let mut log = BackupLog::default();
        for day in [1, 2, 2, 5, 9, 20, 21] {
            log.note_change(day);
            assert_eq!(log.reminder(day), None);
        }
        assert!(log.note_change(30) && !log.note_change(30));
        assert_eq!(log.reminder(30), Some(7));
        log.dismiss(30);
        assert_eq!(log.reminder(36), None);
        assert_eq!(log.reminder(37), Some(7));
        assert_eq!(log.reminder(3), Some(7), "the clock was set back");
        log.note_file();
        assert_eq!(log.reminder(40), None);
    }

    #[test]
    fn a_file_is_due_on_the_day_after_work_and_once_a_day() {
        let mut log = BackupLog::default();
        assert!(!log.is_file_due(1));
        log.note_change(1);
        assert!(!log.is_file_due(1), "the day is not over");
        assert!(log.is_file_due(2));
        log.note_file_in_folder(2);
        log.note_change(2);
        assert!(!log.is_file_due(2) && log.is_file_due(3));
    }
}
