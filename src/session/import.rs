//! Merges an annotation file into the open article: what is here already stays as it is, what was changed in the file
//! changes here, what is new is added.
//!
//! Few formats carry all that a set holds. So the file is not compared with the set, but with what an export in the
//! same format makes of the set now: both lose the same. What differs was changed in the file, or is older.

use std::collections::HashMap;

use super::action::ActionError;
use super::article::{Changed, Session};
use super::file_merge::{FileMerge, FileSet};
use super::import_done::ImportDone;
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::edit::Edit;
use crate::format::{self, Format, Imported, ImportedAnnotation};
use crate::strings;

/// How often a file without ids is compared, at most: twice is enough for what people make.
const ROUNDS: usize = 4;

/// What gives a set as an export in a format would bring it back ([`format::reimported`]): in the page, a module beside the
/// library does.
pub(crate) type Reimport<'f> = &'f dyn Fn(&Document, &AnnotationSet, Format) -> Imported;

impl Session {
    /// Takes in the set of a file as one step.
    #[cfg(test)]
    pub(crate) fn import(&mut self, file: &Imported, format: Format) -> Result<ImportDone, ActionError> {
        let (edits, done) = self.merge_file(file, format, &format::reimported);
        self.take_merged(edits)?;
        Ok(done)
    }

    /// What the set of a file changes here; nothing where it says nothing new.
    ///
    /// What a reader changed or rejected here after the export stays as it is here. What was deleted here comes back.
    pub(crate) fn merge_file(
        &self,
        file: &Imported,
        format: Format,
        reimport: Reimport,
    ) -> (Vec<Edit>, ImportDone) {
        let (mut edits, mut done) = self.merge_once(file, format, reimport);
        if file.annotations.iter().all(|annotation| !annotation.unstated.id) {
            return (edits, done);
        }
        // Without ids a format writes other parts of a set when more crosses in it. So what the file says is compared
        // once more with what came of it: importing the file again then changes nothing.
        let (mut merged, mut more) = (self.clone(), edits.clone());
        for _ in 1..ROUNDS {
            if more.is_empty() || merged.take_merged(more).is_err() {
                break;
            }
            let (again, done_again) = merged.merge_once(file, format, reimport);
            edits.extend(again.iter().cloned());
            done.added += done_again.added;
            more = again;
        }
        (edits, done)
    }

    fn merge_once(&self, file: &Imported, format: Format, reimport: Reimport) -> (Vec<Edit>, ImportDone) {
        let own = reimport(&self.document, &self.set, format);
        let file = file.clone().with_positions_of(&own);
        let own = FileSet::new(&own, format::place(&own, &self.document));
        let mut file = FileSet::new(&file, format::place(&file, &self.document));
        let lost = std::mem::take(&mut file.lost);
        let mut own_by_words: HashMap<String, Vec<&ImportedAnnotation>> = HashMap::new();
        for own in &own.lost {
            own_by_words.entry(own.words()).or_default().push(own);
        }
        let is_own = |lost: &ImportedAnnotation| {
            let same_words = own_by_words.get(&lost.words());
            same_words.is_some_and(|all| all.iter().any(|own| own.says_the_same(lost)))
        };
        let (lost_in_both, lost): (Vec<_>, Vec<_>) = lost.into_iter().partition(is_own);
        let here_though_lost = lost_in_both.iter().filter(|lost| file.set.get(lost.id).is_none()).count();
        let (edits, done) = FileMerge::new(self, &file, &own).run();
        let ambiguous = lost.iter().filter(|lost| file.ambiguous.contains(&lost.id)).count();
        (edits, ImportDone { same: done.same + here_though_lost, lost, ambiguous, ..done })
    }

    /// Makes the changes of [`Session::merge_file`], as one step.
    pub(crate) fn take_merged(&mut self, edits: Vec<Edit>) -> Result<Changed, ActionError> {
        if edits.is_empty() {
            return Ok(Changed::default());
        }
        Ok(self.apply(strings::IMPORT, Edit::Batch(edits))?)
    }
}
