//! What the command line has the suggestions follow: a word list, and the guidelines of a project.

use std::path::Path;

use pullquote::{AnnotationSet, Document, Guidelines, Id, Verdict, WordList};

use crate::input::{self, InputError};
use crate::report::RunReport;

/// What a reader has said of words, and what the project marks.
#[derive(Default)]
pub(crate) struct Wishes {
    words: WordList,
    guidelines: Guidelines,
}

impl Wishes {
    /// Reads the files that the command line names; `None` where one cannot be read, which is reported.
    pub(crate) fn read(
        words: Option<&Path>,
        guidelines: Option<&Path>,
        report: &mut RunReport,
    ) -> Option<Wishes> {
        let mut wishes = Wishes::default();
        if let Some(path) = words {
            let read = WordList::from_json(&text(path, report)?);
            wishes.words = read.map_err(|error| report.problem(input::name(path), error)).ok()?;
        }
        if let Some(path) = guidelines {
            let read = Guidelines::from_json(&text(path, report)?);
            wishes.guidelines = read.map_err(|error| report.problem(input::name(path), error)).ok()?;
        }
        Some(wishes)
    }

    /// A set that follows them. What the list rejects is not written.
    pub(crate) fn followed(&self, document: &Document, found: AnnotationSet) -> AnnotationSet {
        let mut set = self.guidelines.applied(self.words.applied(document, found));
        let rejected: Vec<Id> =
            set.in_order().filter(|a| a.verdict == Verdict::Rejected).map(|a| a.id).collect();
        rejected.into_iter().for_each(|id| set.remove_with_parts(id));
        set
    }
}

fn text(path: &Path, report: &mut RunReport) -> Option<String> {
    let text = input::open(path).map_err(InputError::Io).and_then(|file| input::decoded(file, path));
    text.map_err(|error| report.problem(input::name(path), error)).ok()
}
