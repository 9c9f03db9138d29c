//! Finds the words of a quotation in sources: in a row, in a row but for some, or in pieces.

use std::cmp::Reverse;
use std::ops::Range;

use super::quoted::QuotedWords;
use super::source::SourceText;
use crate::anchor::{EndGaps, WordPair, align};
use crate::sorting::Sorting as _;

/// Words of a quotation that were found in a row in one source, but for some.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FoundFragment {
    /// The index of the source.
    pub source: usize,
    /// Words of the quotation and of the source that are the same or nearly so; ascending in both, never empty.
    pub pairs: Vec<WordPair>,
}

impl FoundFragment {
    pub(super) fn first(&self) -> WordPair {
        self.pairs[0]
    }

    pub(super) fn last(&self) -> WordPair {
        self.pairs[self.pairs.len() - 1]
    }

    /// The words of the source from the first to the last.
    pub(super) fn found(&self) -> Range<usize> {
        self.first().found..self.last().found + 1
    }
}

/// Words of a source between two that a quotation has side by side: more, and they are passages far apart. Sixty are two
/// or three sentences, which a reporter may leave out to shorten an answer; what is farther belongs to another thought.
pub(super) const FAR: usize = 60;

/// The share of a quotation's letters that must be found for a passage to be what it was made of. One word of four may be
/// another; of passages of other speeches more than half is hardly ever found in a row (see the benchmark).
pub(super) const LEAST_FOUND: f32 = 0.6;

/// From this share on no other way of reading is tried.
const WELL_FOUND: f32 = 0.85;

/// Places of a word in a source that are looked at: more stand there only of the smallest words in the longest texts.
const PLACES_OF_A_WORD: usize = 2048;

/// The same for a quotation that stands nowhere in a row: of a word with more places its neighbours tell more.
const TELLING_PLACES: usize = 192;

/// Places of the same words that are weighed against each other: "Thank you" stands in a hearing a hundred times.
const SAME_ROWS: usize = 192;

/// Places of the same words, none better than the other by who says them and what stands beside them, that are compared.
const EQUAL_PLACES: usize = 32;

/// Places of its words that are looked at for a quotation in other words, rarest words first.
const SEEDS: usize = 96;

/// Places that are compared word by word: each costs an alignment, and the right one is among the first few.
const COMPARED: usize = 6;

/// Words of a piece that is looked for as a whole: aligning costs the square, and longer quotations are cut.
const LONGEST_PIECE: usize = 120;

/// Words beyond the ends of a place that are aligned, too: as many may be left out of a quotation.
const MARGIN: usize = FAR;

/// Words of the shortest fragment that tells its place by itself.
const SHORTEST_FRAGMENT: usize = 4;

/// Fragments that one piece is put together of, at most.
const MOST_FRAGMENTS: usize = 8;

/// Words of a piece that is only looked for beside its neighbours: "so … bad" may be anywhere.
const SMALL_PIECE: usize = 2;

/// Says of a word of a source (index of the source, index of the word) whether another is known to say it.
pub(super) type SaidByOther<'a> = &'a dyn Fn(usize, usize) -> bool;

/// What looking for a quotation needs.
pub(super) struct Search<'a, 'd> {
    pub quoted: &'a QuotedWords,
    pub sources: &'a [SourceText<'d>],
    pub is_said_by_other: SaidByOther<'a>,
}

impl Search<'_, '_> {
    /// The fragments of the quotation, in its order; none where too little of it is found.
    pub(super) fn fragments(&self) -> Vec<FoundFragment> {
        let all = 0..self.quoted.words.len();
        if all.is_empty() {
            return vec![];
        }
        if let Some(whole) = self.in_a_row(&all, None) {
            return vec![whole];
        }
        let mut pieces = self.pieces();
        // The longest tells its place best; the others are looked for beside it.
        pieces.order_by_key(|piece| (Reverse(self.quoted.weight(piece.clone())), piece.start));
        let mut placed: Vec<FoundFragment> = vec![];
        for piece in pieces {
            let found = self.piece(&piece, &placed);
            placed.extend(found);
            placed.order_by_key(|fragment| fragment.first().wanted);
        }
        let found: f32 = placed.iter().map(|fragment| self.found_weight(fragment)).sum();
        if found < LEAST_FOUND * self.quoted.weight(all) as f32 { vec![] } else { placed }
    }

    /// The quotation cut at the ends of its parts, at omissions, and where it is very long.
    fn pieces(&self) -> Vec<Range<usize>> {
        let mut starts: Vec<usize> = self.quoted.cuts.iter().map(|cut| cut.before).collect();
        starts.extend([0, self.quoted.words.len()]);
        starts.order();
        starts.dedup();
        let whole = starts.windows(2).map(|pair| pair[0]..pair[1]);
        let cut = |piece: Range<usize>| {
            let parts = piece.len().div_ceil(LONGEST_PIECE).max(1);
            let length = piece.len().div_ceil(parts);
            let (start, end) = (piece.start, piece.end);
            (0..parts)
                .map(move |part| (start + part * length).min(end)..(start + (part + 1) * length).min(end))
        };
        whole.flat_map(cut).filter(|piece| !piece.is_empty()).collect()
    }

    /// Where one piece is, with those that are placed already.
    fn piece(&self, piece: &Range<usize>, placed: &[FoundFragment]) -> Vec<FoundFragment> {
        let beside = Beside::of(piece, placed);
        if let Some(row) = self.in_a_row(piece, Some(&beside)) {
            let is_near = beside.is_empty() || beside.distance(row.source, row.found()) <= FAR;
            if is_near || SMALL_PIECE < piece.len() {
                return vec![row];
            }
        }
        let reworded = self.reworded(piece, &beside);
        let share = |found: f32| found / self.quoted.weight(piece.clone()).max(1) as f32;
        let kept = reworded.as_ref().map_or(0.0, |fragment| share(self.found_weight(fragment)));
        if WELL_FOUND <= kept {
            return reworded.into_iter().collect();
        }
        let cover = self.cover(piece);
        let covered = share(cover.iter().map(|fragment| self.found_weight(fragment)).sum());
        // A little more in pieces is chance: any text has rows of small words.
        if LEAST_FOUND.max(kept + 0.1) <= covered {
            return cover;
        }
        reworded.filter(|_| LEAST_FOUND <= kept).into_iter().collect()
    }

    fn found_weight(&self, fragment: &FoundFragment) -> f32 {
        fragment.pairs.iter().map(|pair| pair.alike * self.quoted.words[pair.wanted].weight() as f32).sum()
    }

    /// The best place where all these words stand in a row.
    fn in_a_row(&self, piece: &Range<usize>, beside: Option<&Beside>) -> Option<FoundFragment> {
        let mut places: Vec<(bool, usize, usize, usize)> = vec![];
        for index in 0..self.sources.len() {
            for start in self.verbatim_starts(index, piece) {
                let is_others = (self.is_said_by_other)(index, start);
                let distance = beside.map_or(0, |beside| beside.distance(index, start..start + piece.len()));
                places.push((is_others, distance, index, start));
            }
        }
        places.order();
        let best = *places.first()?;
        // Of several places that are as good the one that is written most alike is meant.
        let equal =
            places.iter().take(EQUAL_PLACES).take_while(|place| (place.0, place.1) == (best.0, best.1));
        let rows = equal.map(|&(.., index, start)| row(index, piece, start));
        rows.min_by_key(|row| (self.form_changes(row), row.source, row.first().found))
    }

    /// Where in a source all these words stand in a row.
    fn verbatim_starts(&self, index: usize, piece: &Range<usize>) -> Vec<usize> {
        let source = &self.sources[index].words;
        let wanted = &self.quoted.words[piece.clone()];
        let places = |at: usize| source.occurrences(wanted[at].id);
        let Some(rarest) = (0..wanted.len()).min_by_key(|&at| places(at).len()) else { return vec![] };
        let starts = places(rarest).iter().take(PLACES_OF_A_WORD);
        let starts = starts.filter_map(|&place| (place as usize).checked_sub(rarest));
        let is_there = |start: &usize| {
            let there = source.words.get(*start..*start + wanted.len());
            there.is_some_and(|there| there.iter().zip(wanted).all(|(a, b)| a.id == b.id))
        };
        starts.filter(is_there).take(SAME_ROWS).collect()
    }

    /// Words in a row that have other capitals in the source.
    fn form_changes(&self, row: &FoundFragment) -> usize {
        let source = &self.sources[row.source];
        let text = source.document().text();
        let is_other = |pair: &&WordPair| {
            source.span(&(pair.found..pair.found + 1)).get(text) != Some(self.quoted.word(pair.wanted))
        };
        row.pairs.iter().filter(is_other).count()
    }

    /// The place that is most like these words.
    fn reworded(&self, piece: &Range<usize>, beside: &Beside) -> Option<FoundFragment> {
        let mut best: Option<((f32, f32, bool), FoundFragment)> = None;
        for index in 0..self.sources.len() {
            let mut starts = self.likely_starts(index, piece);
            starts.extend(beside.expected(index, piece));
            for start in starts {
                let Some(fragment) = self.aligned(index, piece, start) else { continue };
                let kept = self.found_weight(&fragment);
                let own = fragment.pairs.len() as f32 / fragment.found().len() as f32;
                let is_own = !(self.is_said_by_other)(index, fragment.first().found);
                // What is skipped in the source costs a little, so that of two places the tighter one is taken.
                let rank = (kept * (0.9 + 0.1 * own), own, is_own);
                if best.as_ref().is_none_or(|(other, _)| *other < rank) {
                    best = Some((rank, fragment));
                }
            }
        }
        best.map(|(_, fragment)| fragment)
    }

    /// Where the quotation may start in a source, by its rarest words that stand there; as signed places, because words
    /// may be missing before them.
    fn likely_starts(&self, index: usize, piece: &Range<usize>) -> Vec<i64> {
        let source = &self.sources[index].words;
        let mut words: Vec<usize> = piece.clone().collect();
        words.order_by_key(|&word| source.occurrences(self.quoted.words[word].id).len());
        let mut seeds: Vec<(i64, usize)> = vec![];
        for word in words {
            let places = source.occurrences(self.quoted.words[word].id);
            if SEEDS < seeds.len() + places.len() && !seeds.is_empty() {
                break;
            }
            let start = |&place: &u32| (i64::from(place) - (word - piece.start) as i64, word);
            seeds.extend(places.iter().take(TELLING_PLACES).map(start));
        }
        seeds.order();
        let mut clusters = self.clusters(&seeds, (piece.len() / 3 + 4) as i64);
        clusters.order_by_key(|&(weight, start)| (Reverse(weight), start));
        clusters.into_iter().take(COMPARED).map(|(_, start)| start).collect()
    }

    /// Starts that lie close together, as one, with the weight of the words that speak for it.
    fn clusters(&self, seeds: &[(i64, usize)], reach: i64) -> Vec<(u32, i64)> {
        let mut clusters: Vec<(u32, i64)> = vec![];
        let mut from = 0;
        while from < seeds.len() {
            let first = seeds[from].0;
            let end = from + seeds[from..].partition_point(|seed| seed.0 <= first + reach);
            let mut words: Vec<usize> = seeds[from..end].iter().map(|seed| seed.1).collect();
            words.order();
            words.dedup();
            let weight = words.iter().map(|&word| self.quoted.words[word].weight()).sum();
            clusters.push((weight, seeds[(from + end) / 2].0));
            from = end;
        }
        clusters
    }

    /// The words aligned with those of a source near a place.
    fn aligned(&self, index: usize, piece: &Range<usize>, start: i64) -> Option<FoundFragment> {
        let source = &self.sources[index].words;
        let from = usize::try_from(start - MARGIN as i64).unwrap_or(0).min(source.words.len());
        let to = usize::try_from(start + (piece.len() + MARGIN) as i64).unwrap_or(0).min(source.words.len());
        let there = source.sequence(&source.words[from..to.max(from)]);
        let mut pairs = align(self.quoted.sequence(piece.clone()), there, EndGaps::Free);
        pairs.iter_mut().for_each(|p| (p.wanted, p.found) = (p.wanted + piece.start, p.found + from));
        (!pairs.is_empty()).then_some(FoundFragment { source: index, pairs })
    }

    /// The longest rows of these words, wherever they stand.
    fn cover(&self, piece: &Range<usize>) -> Vec<FoundFragment> {
        let mut open = vec![piece.clone()];
        let mut found: Vec<FoundFragment> = vec![];
        while let Some(part) = open.pop() {
            if part.len() < SHORTEST_FRAGMENT || MOST_FRAGMENTS <= found.len() {
                continue;
            }
            let Some(row) = self.longest_row(&part) else { continue };
            open.push(part.start..row.first().wanted);
            open.push(row.last().wanted + 1..part.end);
            found.push(row);
        }
        found.order_by_key(|fragment| fragment.first().wanted);
        found
    }

    /// The longest row of words of a part of the quotation, by its letters.
    fn longest_row(&self, part: &Range<usize>) -> Option<FoundFragment> {
        let mut best: Option<(u32, FoundFragment)> = None;
        for (index, source) in self.sources.iter().enumerate() {
            let words = &source.words.words;
            let mut looked_at = 0;
            let mut rarest: Vec<usize> = part.clone().collect();
            rarest.order_by_key(|&word| source.words.occurrences(self.quoted.words[word].id).len());
            for word in rarest {
                let places = source.words.occurrences(self.quoted.words[word].id);
                looked_at += places.len();
                if TELLING_PLACES < looked_at && best.is_some() {
                    break;
                }
                for &place in places.iter().take(TELLING_PLACES) {
                    let place = place as usize;
                    let same = |(a, b): (usize, usize)| words[b].id == self.quoted.words[a].id;
                    let ahead =
                        (word..part.end).zip(place..words.len()).take_while(|&pair| same(pair)).count();
                    let back =
                        (part.start..word).rev().zip((0..place).rev()).take_while(|&pair| same(pair)).count();
                    let row_words = word - back..word + ahead;
                    let weight = self.quoted.weight(row_words.clone());
                    if SHORTEST_FRAGMENT <= row_words.len() && best.as_ref().is_none_or(|b| b.0 < weight) {
                        best = Some((weight, row(index, &row_words, place - back)));
                    }
                }
            }
        }
        best.map(|(_, row)| row)
    }
}

fn row(source: usize, piece: &Range<usize>, start: usize) -> FoundFragment {
    let pair = |wanted: usize| WordPair { wanted, found: start + wanted - piece.start, alike: 1.0 };
    FoundFragment { source, pairs: piece.clone().map(pair).collect() }
}

/// What is placed already before and behind a piece.
struct Beside {
    before: Option<(usize, usize)>,
    after: Option<(usize, usize)>,
}

impl Beside {
    fn of(piece: &Range<usize>, placed: &[FoundFragment]) -> Beside {
        let before = placed.iter().rev().find(|fragment| fragment.last().wanted < piece.start);
        let after = placed.iter().find(|fragment| piece.end <= fragment.first().wanted);
        Beside {
            before: before.map(|fragment| (fragment.source, fragment.last().found)),
            after: after.map(|fragment| (fragment.source, fragment.first().found)),
        }
    }

    fn is_empty(&self) -> bool {
        self.before.is_none() && self.after.is_none()
    }

    /// How many words of a source lie between a place and what it should follow or precede; very many where it stands on the
    /// wrong side or in another source.
    fn distance(&self, source: usize, place: Range<usize>) -> usize {
        let gap = |other: usize, earlier: usize, later: usize| match other == source {
            true => later.checked_sub(earlier + 1).unwrap_or(usize::MAX / 2),
            false => usize::MAX / 2,
        };
        let before = self.before.map(|(other, last)| gap(other, last, place.start));
        let after = self.after.map(|(other, first)| gap(other, place.end - 1, first));
        before.into_iter().chain(after).min().unwrap_or(0)
    }

    /// Where the piece starts if it goes on from its neighbours.
    fn expected(&self, source: usize, piece: &Range<usize>) -> Vec<i64> {
        let behind = self.before.filter(|before| before.0 == source).map(|before| before.1 as i64 + 1);
        let ahead =
            self.after.filter(|after| after.0 == source).map(|after| after.1 as i64 - piece.len() as i64);
        behind.into_iter().chain(ahead).collect()
    }
}
