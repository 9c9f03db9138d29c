//! What the rules say of each token, for the tagger to weigh.

use std::ops::Range;

use super::Line;
use crate::lang::en::speech::{Frame, Known};

/// A token's part in a span: none, its only one, its first, one inside, its last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    None,
    Begin,
    Inside,
    End,
    Single,
}

/// What the rules say of a token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hint {
    pub content: Part,
    pub speaker: Part,
    pub cue: Part,
    /// The subject of a verb of saying, whether it claims anything or not.
    pub subject: Part,
    /// The rule that made it content: one more than the place of `rules::Rule`; 0 for none.
    pub rule: u8,
    /// The verb of a report: one more than the place of `cues::Order`; 0 for none.
    pub report: u8,
    /// What the verb takes, a bit each.
    pub frames: u8,
    /// The clause of a report ends here because another report begins.
    pub is_border: bool,
    /// What the lists know of the word; nothing where it lies between marks.
    pub known: Known,
}

/// Notes the verbs of saying of a line with their subjects, and the borders between them.
pub(super) fn note_reports(line: &Line, hints: &mut [Hint]) {
    for (unit, &border) in line.units.iter().zip(&line.borders) {
        let hint = &mut hints[unit.token];
        hint.is_border = border;
        hint.known = unit.known;
    }
    for report in &line.reports {
        if let Some(subject) = &report.subject {
            let last = &line.units[subject.end - 1];
            paint(hints, line.units[subject.start].token..last.token + 1, |hint| &mut hint.subject);
        }
        for unit in &line.units[report.verb.clone()] {
            hints[unit.token].report = 1 + report.order as u8;
            hints[unit.token].frames = frames(|frame| report.takes(frame));
        }
    }
}

fn frames(takes: impl Fn(Frame) -> bool) -> u8 {
    let all = [
        Frame::Clause,
        Frame::PersonAndClause,
        Frame::Question,
        Frame::Infinitive,
        Frame::Noun,
        Frame::Marked,
        Frame::Weak,
    ];
    all.into_iter().enumerate().map(|(bit, frame)| u8::from(takes(frame)) << bit).sum()
}

/// Marks a span's tokens with their parts.
pub(super) fn paint(hints: &mut [Hint], tokens: Range<usize>, part: impl Fn(&mut Hint) -> &mut Part) {
    let (start, end) = (tokens.start, tokens.end);
    for (i, hint) in hints.iter_mut().enumerate().take(end).skip(start) {
        *part(hint) = match (i == start, i + 1 == end) {
            (true, true) => Part::Single,
            (true, false) => Part::Begin,
            (false, false) => Part::Inside,
            (false, true) => Part::End,
        };
    }
}
