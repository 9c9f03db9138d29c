//! A sentence while the rules find its quotations.

use std::ops::Range;

use super::borders::borders;
use crate::document::Role;
use crate::lang::quotes::QuoteWords;
use crate::recognise::quotes::clauses::units::ClauseUnit;
use crate::recognise::quotes::cues::{self, reporting_verb::ReportingVerb};

/// A sentence while its quotations are being found.
pub(super) struct ReportedSentence<'u, 'a> {
    pub units: &'u [ClauseUnit<'a>],
    /// The verbs of saying, in order.
    pub verbs: Vec<ReportingVerb>,
    /// Where the content of a report ends because another report begins: one for each unit.
    pub borders: Vec<bool>,
    pub paragraph: usize,
    /// Which units are content or cue already.
    pub taken: Vec<bool>,
    /// The sources of "according to".
    pub sources: Vec<Range<usize>>,
    /// The units of reports that others hand on: "the Herald quoted Lane as saying".
    pub handed_on: Vec<Range<usize>>,
    /// The subject of the last report: participles and second verbs hang on it.
    pub subject: Option<Range<usize>>,
    pub is_title: bool,
}

impl<'u, 'a> ReportedSentence<'u, 'a> {
    pub(super) fn new(
        units: &'u [ClauseUnit<'a>],
        paragraph: usize,
        role: Role,
        words: &'static QuoteWords,
    ) -> ReportedSentence<'u, 'a> {
        let verbs = cues::find::find(units, words);
        ReportedSentence {
            units,
            borders: borders(units, &verbs),
            handed_on: verbs.iter().filter_map(|verb| verb.handed_on.clone()).collect(),
            verbs,
            paragraph,
            taken: vec![false; units.len()],
            sources: vec![],
            subject: None,
            is_title: matches!(role, Role::Title | Role::Heading),
        }
    }
}
