//! Brings a word list to the suggestions of an article.

use super::applying::Applying;
use super::list::WordList;
use super::{apply_cues, apply_names, apply_quotes};
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::edit::{self, Edit};

/// The edits that bring a word list to a set; none where it says nothing of it.
pub(crate) fn edits(list: &WordList, document: &Document, set: &AnnotationSet) -> Vec<Edit> {
    if list.entries().iter().all(|entry| entry.is_off) {
        return vec![];
    }
    let mut applying = Applying { document, set: set.clone(), edits: vec![] };
    apply_names::apply(&mut applying, list);
    apply_cues::apply(&mut applying, list);
    apply_quotes::apply(&mut applying, list);
    applying.edits
}

impl WordList {
    /// A set of suggestions with what this list says of them. What a reader has judged or made stays as it is.
    #[must_use]
    pub fn applied(&self, document: &Document, mut set: AnnotationSet) -> AnnotationSet {
        for change in edits(self, document, &set) {
            edit::apply(&mut set, change).expect("each id in it is fresh or was read off the set");
        }
        set
    }
}
