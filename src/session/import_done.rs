//! What an import did, and how the page says it.

use std::collections::BTreeMap;

use super::file_changes::FileChange;
use crate::format::ImportedAnnotation;
use crate::strings;
use crate::view::count;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ImportDone {
    /// How many annotations of the file are new here.
    pub added: usize,
    /// In how many annotations the file changed something, by what.
    pub changed: BTreeMap<FileChange, usize>,
    /// How many annotations of the file are here, and nothing in them was changed.
    pub same: usize,
    /// How many of these were changed here after the file was written.
    pub older: usize,
    /// What was not found in the text.
    pub lost: Vec<ImportedAnnotation>,
    /// How many of these are words that stand in the text several times.
    pub ambiguous: usize,
}

impl ImportDone {
    /// What was done, for a person; `unreadable` parts of the file were skipped.
    pub(crate) fn said(&self, unreadable: usize) -> String {
        let is_nothing_new = self.added == 0 && self.changed.is_empty();
        let mut said = match (is_nothing_new, self.same) {
            (true, 0) if self.lost.is_empty() && unreadable == 0 => vec![strings::NO_ANNOTATIONS.to_owned()],
            (true, 1) => vec![strings::ONE_HERE.to_owned()],
            (true, 2..) => vec![strings::fill(strings::ALL_HERE, &[&count(self.same, strings::ANNOTATIONS)])],
            _ => vec![],
        };
        if 0 < self.added || said.is_empty() && self.changed.is_empty() {
            said.push(strings::fill(strings::SAID_IMPORTED, &[&count(self.added, strings::ANNOTATIONS)]));
        }
        said.extend(self.changed.iter().map(|(change, n)| count(*n, words_of(*change))));
        let counts: [(usize, &str); 5] = [
            (if is_nothing_new { 0 } else { self.same }, strings::HERE_ALREADY),
            (self.older, strings::OLDER_THAN_HERE),
            (self.ambiguous, strings::N_AMBIGUOUS),
            (self.lost.len().saturating_sub(self.ambiguous), strings::N_NOT_FOUND),
            (unreadable, strings::N_UNREADABLE),
        ];
        said.extend(counts.iter().filter(|(n, _)| 0 < *n).map(|(n, what)| format!("{n} {what}")));
        said.join(", ")
    }
}

fn words_of(change: FileChange) -> [&'static str; 2] {
    match change {
        FileChange::Comment => strings::COMMENTS_CHANGED,
        FileChange::Tags => strings::TAGS_CHANGED,
        FileChange::Label => strings::LABELS_CHANGED,
        FileChange::Speaker => strings::SPEAKERS_CHANGED,
        FileChange::Cue => strings::CUES_CHANGED,
        FileChange::Name => strings::NAMES_CHANGED,
        FileChange::Value => strings::VALUES_CHANGED,
        FileChange::Verdict => strings::VERDICTS_CHANGED,
        FileChange::Extent => strings::EXTENTS_CHANGED,
    }
}
