//! Which word of an old text is which of the new one, for the whole of both: what did not change is known from
//! [`super::versions`], and the words between are lined up there, where they cannot stray to like words elsewhere.

use super::align::{Ends, Pair, Row, align};
use super::fit::fitted;
use super::search::{Pattern, Place};
use super::versions::Run;
use super::words::Words;
use crate::span::Span;

/// The product of the lengths, in words, of two stretches that are lined up: a paragraph of 500 words against
/// another. Beyond it the texts have hardly anything in common, and passages are searched for.
const LARGEST: usize = 1 << 18;

/// The sum of these products for a pair of texts: half a second at worst, milliseconds for two versions of an
/// article.
const MOST: usize = 1 << 24;

/// Two texts, lined up word by word.
pub(super) struct Compared {
    /// For each word of the old text the one of the new text that it became.
    became: Vec<Option<(usize, f32)>>,
}

impl Compared {
    pub(super) fn new(old: &Words, new: &Words, runs: &[Run]) -> Compared {
        let mut became = vec![None; old.words.len()];
        let (mut past_old, mut past_new, mut left) = (0, 0, MOST);
        for run in runs {
            let first = old.words.partition_point(|w| (w.start as usize) < run.old);
            let end = old.words.partition_point(|w| (w.end as usize) <= run.old_end());
            let there = new.words.partition_point(|w| (w.start as usize) < run.new);
            // A word that is cut at the border of a run is another word on one side.
            let same = |i: &usize| new.words.get(there + i - first).is_some_and(|w| w.id == old.words[*i].id);
            let Some(end) = (first..end).take_while(same).last().map(|i| i + 1) else { continue };
            between(old, new, past_old..first, past_new..there, &mut left, &mut became);
            (first..end).for_each(|i| became[i] = Some((there + i - first, 1.0)));
            (past_old, past_new) = (end, there + end - first);
        }
        between(old, new, past_old..old.words.len(), past_new..new.words.len(), &mut left, &mut became);
        Compared { became }
    }

    /// The place that the words of a passage now make, its surroundings lined up as far as the pattern knows
    /// them; `None` where none of its words is left.
    pub(super) fn place(&self, old: &Words, new: &Words, pattern: &Pattern, span: Span) -> Option<Place> {
        let inside = old.at(span.start().index());
        let first = inside.checked_sub(pattern.inside.start)?;
        let pairs: Vec<Pair> = pattern
            .words
            .iter()
            .enumerate()
            .filter(|(i, word)| old.words.get(first + i).is_some_and(|there| there.id == word.id))
            .filter_map(|(i, _)| {
                self.became[first + i].map(|(found, alike)| Pair { wanted: i, found, alike })
            })
            .collect();
        fitted(new, pattern, &pairs, 0.0)
    }
}

type Stretch = std::ops::Range<usize>;

/// Lines up the words between two runs.
fn between(
    old: &Words,
    new: &Words,
    gone: Stretch,
    came: Stretch,
    left: &mut usize,
    became: &mut [Option<(usize, f32)>],
) {
    let cost = gone.len().saturating_mul(came.len());
    if cost == 0 || LARGEST < cost || *left < cost {
        return;
    }
    *left -= cost;
    let wanted = Row { text: old.text, words: &old.words[gone.clone()] };
    let found = Row { text: new.text, words: &new.words[came.clone()] };
    for pair in align(wanted, found, Ends::Free) {
        became[gone.start + pair.wanted] = Some((came.start + pair.found, pair.alike));
    }
}
