//! A verb that reports speech, with the words that name its source.

use std::ops::Range;

use crate::lang::speech::{CueVerb, Frame};

/// A verb of a sentence that reports speech.
#[derive(Clone, Debug)]
pub(crate) struct ReportingVerb {
    pub cue: &'static CueVerb,
    /// The verb's units, particle included.
    pub verb: Range<usize>,
    /// The units of its subject.
    pub subject: Option<Range<usize>>,
    pub construction: Construction,
    /// Of words that another hands on, all units of the report: `the Herald quoted Lane as saying`.
    pub handed_on: Option<Range<usize>>,
}

/// How a verb of saying stands to its subject. The place of each is a number that the tagger's weights know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Construction {
    /// `she said`
    SubjectFirst,
    /// `said the minister`
    VerbFirst,
    /// `…, adding that`: the subject is that of the main clause.
    Participle,
    /// `a sign saying`
    Beside,
    /// `she said … and added`
    SharedSubject,
    /// `to say`, `was quick to say`
    Infinitive,
    /// `was told by`
    Passive,
}

impl ReportingVerb {
    pub(crate) fn takes(&self, frame: Frame) -> bool {
        self.cue.takes(frame)
    }

    /// Where the subject and the verb begin.
    pub(crate) fn start(&self) -> usize {
        if let Some(all) = &self.handed_on {
            return all.start;
        }
        match (&self.subject, self.construction) {
            (Some(s), Construction::SubjectFirst | Construction::VerbFirst) => s.start.min(self.verb.start),
            _ => self.verb.start,
        }
    }

    /// Where the verb, or a subject after it, ends.
    pub(crate) fn end(&self) -> usize {
        if let Some(all) = &self.handed_on {
            return all.end;
        }
        match (&self.subject, self.construction) {
            (Some(s), Construction::VerbFirst) => s.end.max(self.verb.end),
            _ => self.verb.end,
        }
    }
}
