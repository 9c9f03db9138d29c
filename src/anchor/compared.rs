//! Which word of an old text is which of the new one, for the whole of both: what did not change is known from
//! [`super::versions`], and the words between are aligned there, where they cannot stray to like words elsewhere.

use std::ops::Range;

use super::align::{EndGaps, WordPair, align};
use super::fit::fitted;
use super::pattern::{CandidatePlace, Pattern};
use super::versions::UnchangedRun;
use super::words::WordIndex;
use crate::span::Span;

/// The largest product of the lengths, in words, of two gaps that are aligned: a paragraph of 500 words against
/// another. Beyond it the texts have hardly anything in common, and passages are searched for.
const LARGEST_GAP: usize = 1 << 18;

/// The largest sum of these products for a pair of texts: half a second at worst, milliseconds for two versions of
/// an article.
const BUDGET: usize = 1 << 24;

/// Two versions of a text, aligned word by word.
pub(super) struct ComparedVersions {
    /// For each word of the old text the index of the word of the new text that it became, and how much of it is the
    /// same, from 0 to 1.
    became: Vec<Option<(usize, f32)>>,
}

impl ComparedVersions {
    pub(super) fn new(old: &WordIndex, new: &WordIndex, runs: &[UnchangedRun]) -> ComparedVersions {
        let mut comparison = Comparison { old, new, budget: BUDGET, became: vec![None; old.words.len()] };
        let (mut past_old, mut past_new) = (0, 0);
        for run in runs {
            let first = old.words.partition_point(|w| (w.start as usize) < run.old);
            let end = old.words.partition_point(|w| (w.end as usize) <= run.old_end());
            let there = new.words.partition_point(|w| (w.start as usize) < run.new);
            // A word that is cut at the border of a run is another word on one side.
            let same = |i: &usize| new.words.get(there + i - first).is_some_and(|w| w.id == old.words[*i].id);
            let Some(end) = (first..end).take_while(same).last().map(|i| i + 1) else { continue };
            comparison.align_gap(past_old..first, past_new..there);
            (first..end).for_each(|i| comparison.became[i] = Some((there + i - first, 1.0)));
            (past_old, past_new) = (end, there + end - first);
        }
        comparison.align_gap(past_old..old.words.len(), past_new..new.words.len());
        ComparedVersions { became: comparison.became }
    }

    /// The place that the words of a passage now make, its surroundings lined up as far as the pattern knows
    /// them; `None` where none of its words is left.
    pub(super) fn place(
        &self,
        old: &WordIndex,
        new: &WordIndex,
        pattern: &Pattern,
        span: Span,
    ) -> Option<CandidatePlace> {
        let inside = old.at(span.start().index());
        let first = inside.checked_sub(pattern.inside.start)?;
        let pairs: Vec<WordPair> = pattern
            .words
            .iter()
            .enumerate()
            .filter(|(i, word)| old.words.get(first + i).is_some_and(|there| there.id == word.id))
            .filter_map(|(i, _)| {
                self.became[first + i].map(|(found, alike)| WordPair { wanted: i, found, alike })
            })
            .collect();
        fitted(new, pattern, &pairs, 0.0)
    }
}

/// A comparison under way.
struct Comparison<'a> {
    old: &'a WordIndex<'a>,
    new: &'a WordIndex<'a>,
    /// What may still be spent on gaps, in products of their lengths.
    budget: usize,
    became: Vec<Option<(usize, f32)>>,
}

impl Comparison<'_> {
    /// Aligns the words between two unchanged runs, given as indices into the words of each text.
    fn align_gap(&mut self, gone: Range<usize>, came: Range<usize>) {
        let cost = gone.len().saturating_mul(came.len());
        if cost == 0 || LARGEST_GAP < cost || self.budget < cost {
            return;
        }
        self.budget -= cost;
        let wanted = self.old.sequence(&self.old.words[gone.clone()]);
        let found = self.new.sequence(&self.new.words[came.clone()]);
        for pair in align(wanted, found, EndGaps::Free) {
            self.became[gone.start + pair.wanted] = Some((came.start + pair.found, pair.alike));
        }
    }
}
