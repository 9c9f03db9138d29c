//! The cue that reports a quotation: of those around it, the nearest to it and to its speaker.

use std::ops::Range;

use super::context::{SpeakerContext, gap, overlap};
use crate::recognise::quotes::tags::CUE;

/// A cue that costs as much is no quotation's: it stands in neither sentence, and far from both.
const MOST: usize = 100;

/// What a token between cue and speaker costs, and how many count: the cue is beside its speaker more surely than beside
/// the words.
const TO_SPEAKER: usize = 2;
const FARTHEST_SPEAKER: usize = 30;

/// How many tokens between cue and quotation count.
const FARTHEST_CONTENT: usize = 40;

/// What a cue costs in another sentence than the quotation's or the speaker's, as if it stood so many tokens farther.
const OTHER_SENTENCE: usize = 12;

/// What a cue costs that the rules do not name.
const NOT_BY_RULE: usize = 10;

impl SpeakerContext<'_> {
    /// The cue that reports a content: near it and its speaker, in the sentence of either.
    pub(super) fn cue(&self, content: usize, speaker: Option<&Range<usize>>) -> Option<Range<usize>> {
        let tokens = &self.spans[content].tokens;
        // "The board rejected Lane's claim that …": the board's verb reports nothing of Lane.
        if speaker.is_some() && self.claimant(content).as_ref() == speaker {
            return tokens.start.checked_sub(1).map(|claim| claim..tokens.start);
        }
        let rule = self.rule_over(tokens).and_then(|(rule, _)| rule.cue.clone());
        let near = self.spans[self.near(content)].iter();
        let tagged = near.filter(|span| span.kind == CUE).map(|span| span.tokens.clone());
        let cost = |cue: &Range<usize>| {
            let by_rule = rule.as_ref().is_some_and(|r| overlap(r, cue));
            // "… he said, stressing that …": the verb beside the words reports them.
            if by_rule && gap(cue, tokens) == 0 {
                return 0;
            }
            let penalty = |is_right: bool, cost: usize| if is_right { 0 } else { cost };
            let beside = speaker.is_some_and(|s| self.sentence(s.start) == self.sentence(cue.start));
            TO_SPEAKER * speaker.map_or(0, |s| gap(cue, s).min(FARTHEST_SPEAKER))
                + gap(cue, tokens).min(FARTHEST_CONTENT)
                + penalty(self.is_in_sentence_of(cue.start, tokens), OTHER_SENTENCE)
                + penalty(beside, OTHER_SENTENCE)
                + penalty(by_rule, NOT_BY_RULE)
        };
        tagged
            .chain(rule.clone())
            .filter(|cue| !overlap(cue, tokens))
            .min_by_key(cost)
            .filter(|cue| cost(cue) < MOST)
    }
}
