//! Where in a sentence the content of one report ends because another report begins.

use crate::lang::speech::{Frame, WordClass};
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape};
use crate::recognise::quotes::cues::reporting_verb::{Construction, ReportingVerb};

/// Units between a border and the verb of the report that begins there, at most. A subject is shorter than this; the
/// bound keeps the cost linear.
const LONGEST_SUBJECT: usize = 30;

/// For each unit of a sentence, whether it is a border after which another report begins.
pub(super) fn borders(units: &[ClauseUnit], verbs: &[ReportingVerb]) -> Vec<bool> {
    let is_border = |u: &ClauseUnit| {
        matches!(u.shape, UnitShape::Comma | UnitShape::Dash | UnitShape::Semicolon)
            || u.is(WordClass::Conjunction)
            || u.marked().is_some()
    };
    (0..units.len()).map(|at| is_border(&units[at]) && reports_anew(units, verbs, at)).collect()
}

/// Whether a further report begins after the border at `at`: ", adding that", "and said", "but Lane said".
fn reports_anew(units: &[ClauseUnit], verbs: &[ReportingVerb], at: usize) -> bool {
    let skipped = |u: &ClauseUnit| {
        u.is(WordClass::Conjunction)
            || u.shape == UnitShape::Comma
            || u.is(WordClass::Adverb) && !u.is(WordClass::Determiner)
    };
    let next = at + 1 + units[at + 1..].iter().take_while(|u| skipped(u)).count();
    let further = &verbs[verbs.partition_point(|r| r.verb.start <= at)..];
    let near = further.iter().take_while(|r| r.verb.start < next + LONGEST_SUBJECT);
    near.filter(|r| !r.takes(Frame::Weak)).any(|r| match r.construction {
        Construction::SubjectFirst => r.subject.is_some() && r.start() == next,
        Construction::VerbFirst => r.verb.start == next,
        Construction::Participle => r.verb.start == next && units[at].shape != UnitShape::Word,
        Construction::SharedSubject => r.verb.start == next || r.verb.start == next + 1,
        _ => false,
    })
}
