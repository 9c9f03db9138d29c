//! The entries of the journal: what was done since an article's record was last written.

use serde::{Deserialize, Serialize};

use super::record;
use super::repair::repair_text;
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
    /// Which step it is, likewise.
    pub step: Option<StepNumber>,
}

/// A visit of the page, and the number of one of its steps.
pub(crate) type StepNumber = (u64, u64);

/// What stands before an entry's checksum, which is its last field, so that versions without checksums read the rest.
const SUM: &str = ",\"sum\":\"";

/// What stands after the checksum.
const END: &str = "\"}";

/// How many bytes the checksum takes, with both.
const SUM_LENGTH: usize = SUM.len() + 16 + END.len();

impl JournalEntry {
    /// Which step it is.
    pub(crate) fn step_number(&self) -> StepNumber {
        (self.visit, self.number)
    }

    /// Writes an entry, with its checksum.
    pub(crate) fn to_json(&self) -> String {
        let mut json = serde_json::to_string(self).expect("a step has nothing that JSON cannot express");
        json.pop(); // the closing brace
        let sum = checksum(&json);
        json + SUM + &sum + END
    }

    /// Reads an entry. One of an earlier version has no checksum. One byte that is wrong is set right by it.
    pub(crate) fn from_json(json: &str) -> Result<JournalEntry, UnreadableEntry> {
        let is_damaged = |json: &str| match split_sum(json) {
            Some((content, sum)) => checksum(content) != sum,
            None => serde_json::from_str::<serde::de::IgnoredAny>(json).is_err(),
        };
        let repaired = is_damaged(json).then(|| repair_entry(json)).flatten();
        let whole = repaired.as_deref().unwrap_or(json);
        let is_damaged = is_damaged(whole);
        let unreadable = || {
            let (article, step) = if is_damaged { (None, None) } else { readable_fields(whole) };
            UnreadableEntry { json: json.to_owned(), article, step }
        };
        if is_damaged {
            return Err(unreadable());
        }
        serde_json::from_str(whole).map_err(|_| unreadable())
    }
}

/// An entry with its checksum, in which one byte is wrong, as it was.
fn repair_entry(json: &str) -> Option<String> {
    let Some((content, sum)) = split_sum(json) else {
        // The damage is in what stands around the checksum.
        let (content, sum) = json.split_at_checked(json.len().checked_sub(SUM_LENGTH)?)?;
        let sum = sum.get(SUM.len()..SUM_LENGTH - END.len())?;
        return (checksum(content) == sum).then(|| format!("{content}{SUM}{sum}{END}"));
    };
    let right = checksum(content);
    if right.bytes().zip(sum.bytes()).filter(|(right, stored)| right != stored).count() == 1 {
        return Some(format!("{content}{SUM}{right}{END}"));
    }
    let content = repair_text(content, u64::from_str_radix(sum, 16).ok()?)?;
    Some(format!("{content}{SUM}{sum}{END}"))
}

/// The article of an entry that may be of a newer version, and which step it is.
fn readable_fields(json: &str) -> (Option<String>, Option<StepNumber>) {
    let value: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    let number = |name| value.get(name).and_then(serde_json::Value::as_u64);
    let article = value.get("article").and_then(serde_json::Value::as_str).map(str::to_owned);
    (article, number("visit").zip(number("number")))
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
    pub others: Vec<StepNumber>,
    /// Keys of entries that are not included although `key` or a visit's number says so: they could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<u64>,
    /// The same for entries that could be read, but not be applied as a whole after one that could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<u64>,
    /// Those of both kinds of which it is known which steps they are: in another journal they have other keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_steps: Vec<StepNumber>,
}

impl JournalPosition {
    /// Whether a record at this position includes an entry, which has this key in the journal of this name.
    pub(crate) fn includes(&self, journal: u64, key: u64, entry: &JournalEntry) -> bool {
        let step = entry.step_number();
        !self.skips(journal, key, Some(step)) && (self.is_after(journal, key) || self.reaches(step))
    }

    /// The number of the last step of a visit that a record at this position includes, if it says so.
    pub(crate) fn last_of(&self, visit: u64) -> Option<u64> {
        self.visits().filter(|(other, _)| *other == visit).map(|(_, number)| number).max()
    }

    /// Takes back that a record at this position includes what a visit did after a step, and what stands in the journal
    /// after the key `seen`.
    pub(crate) fn withdraw(&mut self, (visit, last): StepNumber, seen: u64) {
        self.key = self.key.min(seen);
        let own = (visit == self.visit).then_some(&mut self.number);
        let others = self.others.iter_mut().filter(|(other, _)| *other == visit).map(|(_, number)| number);
        own.into_iter().chain(others).for_each(|number| *number = last.min(*number));
    }

    /// The last step of each visit that a record at this position includes, where it says so.
    pub(crate) fn visits(&self) -> impl Iterator<Item = StepNumber> + '_ {
        self.others.iter().copied().chain([(self.visit, self.number)]).filter(|(_, number)| *number != 0)
    }

    /// Whether an entry that cannot be read, under this key of the journal of this name, was read and included.
    pub(crate) fn includes_unreadable(&self, journal: u64, key: u64, entry: &UnreadableEntry) -> bool {
        let is_reached = entry.step.is_some_and(|step| self.reaches(step));
        !self.skips(journal, key, entry.step) && (self.is_after(journal, key) || is_reached)
    }

    /// Whether a step is missing although its visit's number says otherwise.
    pub(crate) fn misses(&self, step: StepNumber) -> bool {
        self.missing_steps.contains(&step)
    }

    fn reaches(&self, (visit, number): StepNumber) -> bool {
        self.last_of(visit).is_some_and(|last| number <= last)
    }

    fn is_after(&self, journal: u64, key: u64) -> bool {
        self.journal == journal && key <= self.key
    }

    fn skips(&self, journal: u64, key: u64, step: Option<StepNumber>) -> bool {
        let by_key = self.skipped.contains(&key) || self.left_out.contains(&key);
        self.journal == journal && by_key || step.is_some_and(|step| self.misses(step))
    }

    /// Whether the entry under this key could not be read.
    pub(super) fn could_not_read(&self, journal: u64, key: u64, entry: &JournalEntry) -> bool {
        let is_left_out = self.leaves_out(journal, key);
        self.journal == journal && self.skipped.contains(&key)
            || self.misses(entry.step_number()) && !is_left_out
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
                let changed: String = changed.into_iter().collect();
                let read = JournalEntry::from_json(&changed);
                // A byte more or less is beyond repair.
                let may_fail = changed.len() != json.len();
                assert!(
                    read == Ok(entry()) || read.is_err() && may_fail,
                    "character {at}, bit {bit}: {changed}"
                );
            }
        }
    }

    #[test]
    fn an_entry_of_a_newer_version_still_names_its_article() {
        let newer = r#"{"article":"a","visit":7,"number":1,"logged":{"course":"teleported","step":{}}"#;
        let newer = format!("{newer}{SUM}{}{END}", checksum(newer));
        let unreadable = JournalEntry::from_json(&newer).unwrap_err();
        assert_eq!((unreadable.article.as_deref(), unreadable.step), (Some("a"), Some((7, 1))));
        assert_eq!(JournalEntry::from_json(&newer.replace("port", "pact")).unwrap_err().article, None);
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
            missing_steps: vec![(8, 2)],
        };
        let by = |visit, number| JournalEntry { visit, number, ..entry() };
        assert!(position.includes(5, 9, &by(1, 1)) && !position.includes(6, 9, &by(1, 1)));
        assert!(position.includes(6, 50, &by(8, 4)) && !position.includes(5, 50, &by(8, 5)));
        assert!(!position.includes(5, 3, &by(1, 1)) && !position.includes(5, 12, &by(7, 1)));
        assert!(!position.includes(6, 50, &by(8, 2)));
        let unreadable = |step| UnreadableEntry { json: String::new(), article: None, step };
        assert!(position.includes_unreadable(5, 8, &unreadable(None)));
        assert!(!position.includes_unreadable(5, 3, &unreadable(None)));
        assert!(position.includes_unreadable(5, 50, &unreadable(Some((8, 3)))));
        assert!(!position.includes_unreadable(5, 8, &unreadable(Some((8, 2)))));
    }
}
