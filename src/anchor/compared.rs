//! Which word of an old text is which of the new one, for the whole of both: what did not change is known from
//! [`super::versions`], and the words between are aligned there, where they cannot stray to like words elsewhere.
//! Then each sentence of the new text is given to the one of the old that it is.

use std::ops::Range;

use super::align::{EndGaps, WordPair, align};
use super::fit::fitted;
use super::pattern::{CandidatePlace, Pattern};
use super::units;
use super::versions::{TextVersion, UnchangedRun};
use super::words::{HashedWord, WordSequence};
use crate::span::Span;

/// The largest product of the lengths, in words, of two gaps that are aligned: a paragraph of 500 words against
/// another. Beyond it the texts have hardly anything in common, and passages are searched for.
const LARGEST_GAP: usize = 1 << 18;

/// The largest sum of these products for a pair of texts: half a second at worst, milliseconds for two versions of
/// an article.
const BUDGET: usize = 1 << 24;

/// How many sentences may claim one: more share but a word each.
const CLAIMANTS: usize = 6;

/// The least number of words of a sentence that is known by itself, wherever it stands: "Yes." may be anyone's.
const TELLING_SENTENCE: usize = 3;

/// How many words a passage has at most that is known by its neighbours and letters alone: a name, a date.
const MOST_RESPELLED: usize = 4;

/// How many letters of it are compared, in bytes: no name is longer.
const LONGEST_RESPELLED: usize = 100;

/// The share of letters, in their order, that must be the same: "Mayr" and "Mayer" have it, "Monday" and "Sunday" too, but
/// not "Holt" and "Berg".
const LEAST_RESPELLED: f32 = 0.6;

/// Two versions of a text, aligned word by word.
pub(super) struct ComparedVersions<'a> {
    old: TextVersion<'a>,
    new: TextVersion<'a>,
    /// For each word of the old text the index of the word of the new text that it became, and how much of it is the
    /// same, from 0 to 1.
    became: Vec<Option<(usize, f32)>>,
    /// For each word of the new text the one of the old text that it was.
    was: Vec<Option<usize>>,
    /// For each sentence of the new text the one of the old text that has most of it.
    owners: Vec<Option<usize>>,
}

impl<'a> ComparedVersions<'a> {
    pub(super) fn new(
        old: TextVersion<'a>,
        new: TextVersion<'a>,
        runs: &[UnchangedRun],
    ) -> ComparedVersions<'a> {
        let (before, after) = (&old.words.words, &new.words.words);
        let (became, was) = (vec![None; before.len()], vec![None; after.len()]);
        let mut comparison = Comparison { old, new, budget: BUDGET, became, was };
        let (mut past_old, mut past_new) = (0, 0);
        for run in runs {
            let first = before.partition_point(|w| (w.start as usize) < run.old);
            let end = before.partition_point(|w| (w.end as usize) <= run.old_end());
            let there = after.partition_point(|w| (w.start as usize) < run.new);
            // A word that is cut at the border of a run is another word on one side.
            let same = |i: &usize| after.get(there + i - first).is_some_and(|w| w.id == before[*i].id);
            let Some(end) = (first..end).take_while(same).last().map(|i| i + 1) else { continue };
            comparison.align_gap(past_old..first, past_new..there);
            (first..end).for_each(|i| comparison.pair(i, there + i - first, 1.0));
            (past_old, past_new) = (end, there + end - first);
        }
        comparison.align_gap(past_old..before.len(), past_new..after.len());
        comparison.settle_moved();
        let owners = (0..new.units.count()).map(|unit| comparison.settle(unit)).collect();
        ComparedVersions { old, new, became: comparison.became, was: comparison.was, owners }
    }

    /// The place that the words of a passage now make, its surroundings lined up as far as the pattern knows
    /// them; `None` where none of its words is left.
    pub(super) fn place(&self, pattern: &Pattern, span: Span) -> Option<CandidatePlace> {
        let inside = self.old.words.at(span.start().index());
        let first = inside.checked_sub(pattern.inside.start)?;
        let pairs: Vec<WordPair> = pattern
            .words
            .iter()
            .enumerate()
            .filter(|(i, word)| self.old.words.words.get(first + i).is_some_and(|there| there.id == word.id))
            .filter_map(|(i, _)| {
                self.became[first + i].map(|(found, alike)| WordPair { wanted: i, found, alike })
            })
            .collect();
        fitted(self.new.words, pattern, &in_order(pattern, pairs), 0.0)
    }

    /// Whether the words of a passage stand at this place by the comparison too, and whole.
    pub(super) fn confirms(&self, span: Span, place: Span) -> bool {
        let (old, new) = (self.old.words.within(span), self.new.words.within(place));
        old.len() == new.len()
            && old.clone().zip(new.clone()).all(|(i, j)| self.became[i].is_some_and(|(there, _)| there == j))
            && self.old.words.cuts_words(span) == self.new.words.cuts_words(place)
    }

    /// Whether most of a place is what another passage became: then it is not what this one became.
    pub(super) fn is_taken(&self, span: Span, place: Span) -> bool {
        let own = self.old.units.over(&self.old.words.within(span));
        let words = self.new.words.within(place);
        let is_others = |word: usize| {
            let unit = self.was[word].and_then(|was| self.old.units.at(was));
            let owner = self.new.units.at(word).and_then(|there| self.owners[there]);
            unit.is_some_and(|unit| !own.contains(&unit) && owner == Some(unit))
        };
        let (mut taken, mut all) = (0, 0);
        for word in words {
            let weight = self.new.words.words[word].weight();
            all += weight;
            taken += if is_others(word) { weight } else { 0 };
        }
        all < 2 * taken
    }

    /// Where a passage of a few words stands with other letters: as many words between the same two words, and mostly the
    /// same letters. Says which share of the letters is the same, from 0 to 1.
    pub(super) fn respelled(&self, span: Span) -> Option<(Span, f32)> {
        let words = self.old.words.within(span);
        if !(1..=MOST_RESPELLED).contains(&words.len()) || self.old.words.cuts_words(span) != [false, false] {
            return None;
        }
        let there = self.between_neighbours(&words)?;
        let is_free = |word: usize| self.was[word].is_none_or(|was| words.contains(&was));
        if there.len() != words.len() || !there.clone().all(is_free) {
            return None;
        }
        fn row<'t>(text: &TextVersion<'t>) -> WordSequence<'t> {
            text.words.sequence(&text.words.words)
        }
        let letters = |text: &TextVersion, words: Range<usize>| {
            let letters = words.flat_map(|word| row(text).word(word).to_vec());
            letters.take(LONGEST_RESPELLED).collect::<Vec<u8>>()
        };
        let alike = share_in_common(&letters(&self.old, words.clone()), &letters(&self.new, there.clone()));
        let bounds = |text: &TextVersion, words: &Range<usize>| {
            let all = &text.words.words;
            all[words.start].start as usize..all[words.end - 1].end as usize
        };
        let (gone, came) = (bounds(&self.old, &words), bounds(&self.new, &there));
        let (old, new) = (self.old.words.text, self.new.words.text);
        let (lead, trail) = (&old[span.start().index()..gone.start], &old[gone.end..span.end().index()]);
        let is_whole = new[..came.start].ends_with(lead) && new[came.end..].starts_with(trail);
        let place = Span::new(came.start.checked_sub(lead.len())?, came.end + trail.len());
        (is_whole && LEAST_RESPELLED <= alike).then_some((place, alike))
    }

    /// The words between the same two words as these, or between one and the end of the text.
    fn between_neighbours(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let same = |word: usize| self.became[word].filter(|(_, alike)| *alike == 1.0).map(|(there, _)| there);
        let start = match words.start.checked_sub(1) {
            Some(before) => same(before)? + 1,
            None => 0,
        };
        let is_last = words.end == self.old.words.words.len();
        let end = if is_last { self.new.words.words.len() } else { same(words.end)? };
        (start < end).then_some(start..end)
    }

    /// On how many sides the sentence next to a place is the one that stood next to the passage.
    pub(super) fn neighbours(&self, span: Span, place: Span) -> usize {
        let old = self.old.units.over(&self.old.words.within(span));
        let new = self.new.units.over(&self.new.words.within(place));
        let owner = |unit: usize| self.owners.get(unit).copied().flatten();
        let before = old.start.checked_sub(1).zip(new.start.checked_sub(1));
        let is_before = before.is_some_and(|(here, there)| owner(there) == Some(here));
        let is_after = old.end < self.old.units.count() && owner(new.end) == Some(old.end);
        usize::from(is_before) + usize::from(is_after)
    }
}

/// The pairs that go on in both texts from those inside the passage: sentences that changed places do not.
fn in_order(pattern: &Pattern, mut pairs: Vec<WordPair>) -> Vec<WordPair> {
    let Some(middle) = pairs.iter().position(|p| pattern.inside.contains(&p.wanted)) else { return vec![] };
    let mut after = pairs.split_off(middle);
    let mut next = after[0].found;
    pairs.reverse();
    pairs.retain(|p| {
        let goes_on = p.found < next;
        next = if goes_on { p.found } else { next };
        goes_on
    });
    pairs.reverse();
    let mut last = None;
    after.retain(|p| {
        let goes_on = last.is_none_or(|last| last < p.found);
        last = if goes_on { Some(p.found) } else { last };
        goes_on
    });
    pairs.extend(after);
    pairs
}

/// A comparison under way.
struct Comparison<'a> {
    old: TextVersion<'a>,
    new: TextVersion<'a>,
    /// What may still be spent on aligning, in products of the lengths.
    budget: usize,
    became: Vec<Option<(usize, f32)>>,
    was: Vec<Option<usize>>,
}

impl Comparison<'_> {
    fn pair(&mut self, old: usize, new: usize, alike: f32) {
        self.became[old] = Some((new, alike));
        self.was[new] = Some(old);
    }

    /// Undoes what was thought of a word of the new text.
    fn free(&mut self, new: usize) {
        if let Some(old) = self.was[new].take() {
            self.became[old] = None;
        }
    }

    /// Aligns some words of both texts, if the budget allows.
    fn aligned(&mut self, old: &Range<usize>, new: &Range<usize>) -> Vec<WordPair> {
        let cost = old.len().saturating_mul(new.len());
        if cost == 0 || LARGEST_GAP < cost || self.budget < cost {
            return vec![];
        }
        self.budget -= cost;
        let wanted = self.old.words.sequence(&self.old.words.words[old.clone()]);
        let found = self.new.words.sequence(&self.new.words.words[new.clone()]);
        let mut pairs = align(wanted, found, EndGaps::Free);
        pairs.iter_mut().for_each(|p| (p.wanted, p.found) = (p.wanted + old.start, p.found + new.start));
        pairs
    }

    /// Aligns the words between two unchanged runs, given as indices into the words of each text.
    fn align_gap(&mut self, gone: Range<usize>, came: Range<usize>) {
        for pair in self.aligned(&gone, &came) {
            self.pair(pair.wanted, pair.found, pair.alike);
        }
    }

    /// Gives sentences that both texts have once, word for word, to themselves, also where they changed places.
    fn settle_moved(&mut self) {
        let (old, new) = (self.old, self.new);
        for (here, there) in units::shared_once((old.words, old.units), (new.words, new.units)) {
            let (gone, came) = (old.units.words(here), new.units.words(there));
            let is_settled = gone.clone().zip(came.clone()).all(|(i, j)| self.was[j] == Some(i));
            if is_settled || gone.len() < TELLING_SENTENCE {
                continue;
            }
            gone.clone().filter_map(|i| self.became[i]).for_each(|(j, _)| self.was[j] = None);
            came.clone().for_each(|j| self.free(j));
            gone.zip(came).for_each(|(i, j)| self.pair(i, j, 1.0));
        }
    }

    /// Where several sentences have some of a new one, gives to the one that is most like it what only that likeness
    /// gave to the others. Says which has most of it.
    fn settle(&mut self, unit: usize) -> Option<usize> {
        let there = self.new.units.words(unit);
        let mut claims = self.claims(&there);
        if (2..=CLAIMANTS).contains(&claims.len()) {
            let whole = |unit: usize| self.old.units.words(unit);
            let sides: Vec<Range<usize>> = claims.iter().map(|(unit, _)| whole(*unit)).collect();
            let pairs: Vec<Vec<WordPair>> = sides.iter().map(|side| self.aligned(side, &there)).collect();
            let words = &self.new.words.words;
            let same = |pairs: &Vec<WordPair>| weigh(words, pairs.iter().map(|p| (p.found, p.alike)));
            let best = (0..claims.len()).max_by(|&a, &b| {
                same(&pairs[a]).total_cmp(&same(&pairs[b])).then(claims[a].1.total_cmp(&claims[b].1))
            })?;
            for pair in &pairs[best] {
                let other = self.was[pair.found].is_some_and(|was| !sides[best].contains(&was));
                if other {
                    self.free(pair.found);
                }
                if self.was[pair.found].is_none() && self.became[pair.wanted].is_none() {
                    self.pair(pair.wanted, pair.found, pair.alike);
                }
            }
            claims = self.claims(&there);
        }
        let all = weigh(&self.new.words.words, there.map(|word| (word, 1.0)));
        claims.into_iter().find(|(_, claimed)| all <= 2.0 * claimed).map(|(unit, _)| unit)
    }

    /// The sentences of the old text that some words of the new one are from, with how many letters.
    fn claims(&self, there: &Range<usize>) -> Vec<(usize, f32)> {
        let mut claims: Vec<(usize, f32)> = vec![];
        for word in there.clone() {
            let Some(was) = self.was[word] else { continue };
            let Some(unit) = self.old.units.at(was) else { continue };
            let alike = self.became[was].map_or(0.0, |(_, alike)| alike);
            let weight = alike * self.new.words.words[word].weight() as f32;
            if let Some((_, sum)) = claims.iter_mut().find(|(other, _)| *other == unit) {
                *sum += weight;
            } else if claims.len() <= CLAIMANTS {
                claims.push((unit, weight));
            }
        }
        claims
    }
}

/// The share of two words that is their longest common subsequence, from 0 to 1.
fn share_in_common(a: &[u8], b: &[u8]) -> f32 {
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    2.0 * row[b.len()] as f32 / (a.len() + b.len()).max(1) as f32
}

fn weigh(words: &[HashedWord], shares: impl Iterator<Item = (usize, f32)>) -> f32 {
    shares.map(|(word, share)| share * words[word].weight() as f32).sum()
}
