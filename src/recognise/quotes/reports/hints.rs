//! What the rules say of each token, for the tagger to weigh.

use std::ops::Range;

use super::sentence::ReportedSentence;
use crate::lang::speech::{Frame, WordInfo};

/// A token's part in a span: none, its only one, its first, one inside, its last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpanPart {
    #[default]
    None,
    Begin,
    Inside,
    End,
    Single,
}

/// What the rules say of a token.
#[derive(Clone, Copy, Debug, Default)]
pub struct RuleHint {
    pub content: SpanPart,
    pub speaker: SpanPart,
    pub cue: SpanPart,
    /// The subject of a verb of saying, whether it claims anything or not.
    pub subject: SpanPart,
    /// The number of the rule that made it content ([`super::rule::QuoteRule::number`]); 0 for none.
    pub rule: u8,
    /// The verb of a report: one more than the place of `Construction`; 0 for none.
    pub report: u8,
    /// What the verb takes, a bit each.
    pub frames: u8,
    /// The clause of a report ends here because another report begins.
    pub is_border: bool,
    /// What the lists know of the word; nothing where it lies between marks.
    pub info: WordInfo,
}

/// Notes the verbs of saying of a sentence with their subjects, and the borders between them.
pub(super) fn note_reports(sentence: &ReportedSentence, hints: &mut [RuleHint]) {
    for (unit, &border) in sentence.units.iter().zip(&sentence.borders) {
        let hint = &mut hints[unit.token];
        hint.is_border = border;
        hint.info = unit.info;
    }
    for verb in &sentence.verbs {
        if let Some(subject) = &verb.subject {
            let last = &sentence.units[subject.end - 1];
            paint(hints, sentence.units[subject.start].token..last.token + 1, |hint| &mut hint.subject);
        }
        for unit in &sentence.units[verb.verb.clone()] {
            hints[unit.token].report = 1 + verb.construction as u8;
            hints[unit.token].frames = frames(|frame| verb.takes(frame));
        }
    }
}

/// What verbs take, in the order of their bits.
const FRAMES: [Frame; 7] = [
    Frame::Clause,
    Frame::PersonAndClause,
    Frame::Question,
    Frame::Infinitive,
    Frame::Noun,
    Frame::Marked,
    Frame::Weak,
];

impl RuleHint {
    /// Whether the token is of a verb of saying that takes this.
    pub(super) fn takes(&self, frame: Frame) -> bool {
        FRAMES.iter().position(|&f| f == frame).is_some_and(|bit| self.frames >> bit & 1 == 1)
    }
}

fn frames(takes: impl Fn(Frame) -> bool) -> u8 {
    FRAMES.into_iter().enumerate().map(|(bit, frame)| u8::from(takes(frame)) << bit).sum()
}

/// Marks a span's tokens with their parts.
pub(super) fn paint(
    hints: &mut [RuleHint],
    tokens: Range<usize>,
    part: impl Fn(&mut RuleHint) -> &mut SpanPart,
) {
    let (start, end) = (tokens.start, tokens.end);
    for (i, hint) in hints.iter_mut().enumerate().take(end).skip(start) {
        *part(hint) = match (i == start, i + 1 == end) {
            (true, true) => SpanPart::Single,
            (true, false) => SpanPart::Begin,
            (false, false) => SpanPart::Inside,
            (false, true) => SpanPart::End,
        };
    }
}
