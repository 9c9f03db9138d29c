//! The journal of steps: what was done since an article's record was last written.

use serde::{Deserialize, Serialize};

use super::Stored;
use crate::document::Document;
use crate::edit::{Change, Edit, LoggedStep, WrittenParts, merge};

/// A step as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Noted {
    /// The article's id.
    pub article: String,
    /// A random number that tells one visit of the page from all others.
    pub visit: u64,
    /// Counts the steps of the visit, from 1.
    pub number: u64,
    pub logged: LoggedStep,
}

/// Which steps of the journal a record has in it already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cover {
    /// All up to this key, in the journal of this name (a browser that forgets the journal counts keys anew).
    pub journal: u64,
    pub key: u64,
    /// And of this visit, all up to this number: those on their way to the journal when the record was written.
    pub visit: u64,
    pub number: u64,
}

impl Cover {
    fn has(&self, journal: u64, key: u64, noted: &Noted) -> bool {
        let in_journal = self.journal == journal && key <= self.key;
        in_journal || (self.visit == noted.visit && noted.number <= self.number)
    }
}

/// Does again what the journal of this name has and the record has not, in the journal's order. Gives how many
/// steps that were.
pub(crate) fn replay<'a>(
    stored: &mut Stored,
    journal: u64,
    steps: impl IntoIterator<Item = (u64, &'a Noted)>,
) -> usize {
    let mut n = 0;
    for (key, noted) in steps {
        if stored.cover.has(journal, key, noted) || !fits(&stored.document, &noted.logged.step.edit) {
            continue;
        }
        let step = &noted.logged.step;
        let inverse = merge(&mut stored.set, step.edit.clone(), &WrittenParts::default());
        stored.history.follow(noted.logged.history_move, &step.label, inverse);
        n += 1;
    }
    n
}

/// Whether all places that a change names are in the text.
pub(crate) fn fits(document: &Document, edit: &Edit) -> bool {
    let within = |spans: &crate::annotation::Spans| spans.iter().all(|s| s.get(document.text()).is_some());
    match edit {
        Edit::Add(annotation) => within(&annotation.spans),
        Edit::Set(_, Change::Spans(spans)) => within(spans),
        Edit::Batch(edits) => edits.iter().all(|edit| fits(document, edit)),
        _ => true,
    }
}
