//! The entries of the journal: what was done since an article's record was last written.

use serde::{Deserialize, Serialize};

use super::record;
use crate::edit::LoggedStep;

/// A step as the journal has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct JournalEntry {
    /// The article's id.
    pub article: String,
    /// A random number that distinguishes one visit of the page from all others.
    pub visit: u64,
    /// Counts the steps of the visit, from 1.
    pub number: u64,
    pub logged: LoggedStep,
}

/// An entry that this version cannot read. It stays in the journal: it may be a newer version's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnreadableEntry {
    /// The entry as it stands in the journal.
    pub json: String,
    /// The article's id, if at least that can be read.
    pub article: Option<String>,
}

/// What stands before an entry's checksum, which is its last field, so that versions without checksums read the rest.
const SUM: &str = ",\"sum\":\"";

/// What stands after the checksum.
const END: &str = "\"}";

impl JournalEntry {
    /// Writes an entry, with its checksum.
    pub(crate) fn to_json(&self) -> String {
        let mut json = serde_json::to_string(self).expect("a step has nothing that JSON cannot express");
        json.pop(); // the closing brace
        let sum = checksum(&json);
        json + SUM + &sum + END
    }

    /// Reads an entry. One of an earlier version has no checksum.
    pub(crate) fn from_json(json: &str) -> Result<JournalEntry, UnreadableEntry> {
        let is_damaged = split_sum(json).is_some_and(|(content, sum)| checksum(content) != sum);
        let unreadable = || UnreadableEntry {
            json: json.to_owned(),
            article: if is_damaged { None } else { article_of(json) },
        };
        if is_damaged {
            return Err(unreadable());
        }
        serde_json::from_str(json).map_err(|_| unreadable())
    }
}

/// The article of an entry that may be of a newer version.
fn article_of(json: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    value.get("article")?.as_str().map(str::to_owned)
}

/// What the checksum is of, and the checksum.
fn split_sum(json: &str) -> Option<(&str, &str)> {
    let (content, sum) = json.strip_suffix(END)?.rsplit_once(SUM)?;
    (sum.len() == 16).then_some((content, sum))
}

fn checksum(content: &str) -> String {
    format!("{:016x}", record::hash(&[content.as_bytes()]))
}

/// How far the journal is included in a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct JournalPosition {
    /// The journal's name: a browser that loses its database counts keys from the start again.
    pub journal: u64,
    /// All entries of that journal up to this key are included, but for those `skipped`.
    pub key: u64,
    /// A visit whose newest steps were still on their way to the journal when the record was written.
    pub visit: u64,
    /// All steps of that visit up to this number are included.
    pub number: u64,
    /// The same for other visits, as pairs of visit and number: a journal that is written anew has other keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<(u64, u64)>,
    /// Keys of entries that are not included although `key` or a visit's number says so: they could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<u64>,
    /// The same for entries that could be read, but not be applied as a whole after one that could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<u64>,
}

impl JournalPosition {
    /// Whether a record at this position includes an entry, which has this key in the journal of this name.
    pub(crate) fn includes(&self, journal: u64, key: u64, entry: &JournalEntry) -> bool {
        if self.skips(journal, key) {
            return false;
        }
        let has = |&(visit, number): &(u64, u64)| visit == entry.visit && entry.number <= number;
        self.is_after(journal, key) || has(&(self.visit, self.number)) || self.others.iter().any(has)
    }

    /// Whether the entry under this key of the journal of this name, which cannot be read, was read and included.
    pub(crate) fn includes_unreadable(&self, journal: u64, key: u64) -> bool {
        self.is_after(journal, key) && !self.skips(journal, key)
    }

    fn is_after(&self, journal: u64, key: u64) -> bool {
        self.journal == journal && key <= self.key
    }

    fn skips(&self, journal: u64, key: u64) -> bool {
        self.journal == journal && (self.skipped.contains(&key) || self.left_out.contains(&key))
    }

    /// Whether the entry under this key could not be read.
    pub(super) fn could_not_read(&self, journal: u64, key: u64) -> bool {
        self.journal == journal && self.skipped.contains(&key)
    }

    /// Whether an entry was left out because one before it could not be read.
    pub(super) fn leaves_out(&self, journal: u64, key: u64) -> bool {
        self.journal == journal && self.left_out.contains(&key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, HistoryMove, Step};

    fn entry() -> JournalEntry {
        let step = Step { label: "Delete “é” 😀".to_owned(), edit: Edit::Batch(vec![]) };
        let logged = LoggedStep { history_move: HistoryMove::Did, step };
        JournalEntry { article: "a".to_owned(), visit: 7, number: 1, logged }
    }

    #[test]
    fn an_entry_is_read_as_it_was_written_or_not_at_all() {
        let json = entry().to_json();
        assert_eq!(JournalEntry::from_json(&json), Ok(entry()));
        let plain = serde_json::to_string(&entry()).unwrap();
        assert_eq!(JournalEntry::from_json(&plain), Ok(entry()), "an earlier version wrote no checksum");
        let chars: Vec<char> = json.chars().collect();
        for at in 0..chars.len() {
            for bit in 0..7 {
                let mut changed = chars.clone();
                changed[at] = char::from_u32(u32::from(changed[at]) ^ 1 << bit).expect("a character");
                let read = JournalEntry::from_json(&changed.into_iter().collect::<String>());
                assert!(read.is_err() || read == Ok(entry()), "character {at}, bit {bit}");
            }
        }
    }

    #[test]
    fn an_entry_of_a_newer_version_still_names_its_article() {
        let newer = r#"{"article":"a","visit":7,"number":1,"logged":{"course":"teleported","step":{}}"#;
        let newer = format!("{newer}{SUM}{}{END}", checksum(newer));
        assert_eq!(JournalEntry::from_json(&newer).unwrap_err().article.as_deref(), Some("a"));
        assert_eq!(JournalEntry::from_json(&newer.replace("port", "part")).unwrap_err().article, None);
    }

    #[test]
    fn what_was_skipped_is_not_included() {
        let position = JournalPosition {
            journal: 5,
            key: 9,
            visit: 7,
            number: 1,
            others: vec![(8, 4)],
            skipped: vec![3],
            left_out: vec![12],
        };
        let by = |visit, number| JournalEntry { visit, number, ..entry() };
        assert!(position.includes(5, 9, &by(1, 1)) && !position.includes(6, 9, &by(1, 1)));
        assert!(position.includes(6, 50, &by(8, 4)) && !position.includes(5, 50, &by(8, 5)));
        assert!(!position.includes(5, 3, &by(1, 1)) && !position.includes(5, 12, &by(7, 1)));
        assert!(position.includes_unreadable(5, 8) && !position.includes_unreadable(5, 3));
    }
}
