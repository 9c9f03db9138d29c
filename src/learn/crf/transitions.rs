//! How well tags follow one another, and the best legal sequence of tags.

use super::bioes::{TagRow, WIDTH, may_follow};
use crate::learn::weights::TokenScores;
use crate::learn::{BadModel, Reader};

/// The weight of each step from one tag to the next.
#[derive(Clone, Debug)]
pub struct TransitionTable {
    count: usize,
    /// What one step of a weight is worth in natural logarithms of probabilities.
    unit: f32,
    /// `factors[from][to]`: the step's weight as a factor of probabilities.
    factors: Vec<TagRow>,
    /// The factor of probabilities of each score below the best: of the best itself, one step below, two …
    falls: Vec<f32>,
    /// `steps[to]`: the tags that may come before, with the weight of the step.
    steps: Vec<Vec<(u8, i32)>>,
}

/// Scores so far below the best have their factor in a table: those further below are rare, and nearly impossible.
const FALLS: u16 = 1024;

/// The scores of a step that cannot be; far below any sum of weights, far above overflow.
const NEVER: i32 = i32::MIN / 4;

impl TransitionTable {
    /// Splits a table off the front of a model's bytes.
    pub fn read(reader: &mut Reader) -> Result<TransitionTable, BadModel> {
        reader.magic(b"tags")?;
        let count = reader.u32()? as usize;
        let unit = f32::from_bits(reader.u32()?);
        if count == 0 || WIDTH < count || !(unit.is_finite() && 0.0 < unit) {
            return Err(BadModel);
        }
        let weights = reader.take(count.checked_mul(count * 2).ok_or(BadModel)?)?;
        let weight = |from: usize, to: usize| {
            let at = (from * count + to) * 2;
            i32::from(i16::from_le_bytes([weights[at], weights[at + 1]]))
        };
        Ok(TransitionTable::from_weights(count, unit, weight))
    }

    /// A table of so many tags in which all legal steps are equally good.
    pub(crate) fn uniform(count: usize, unit: f32) -> TransitionTable {
        TransitionTable::from_weights(count, unit, |_, _| 0)
    }

    fn from_weights(count: usize, unit: f32, weight: impl Fn(usize, usize) -> i32) -> TransitionTable {
        let step = |to: usize| {
            let before = (0..count).filter(move |&from| may_follow(from, to));
            before.map(|from| (from as u8, weight(from, to))).collect()
        };
        let factors = |from: usize| {
            let factor = |to: usize| {
                if to < count && may_follow(from, to) {
                    weight(from, to) as f32 * unit
                } else {
                    f32::NEG_INFINITY
                }
            };
            std::array::from_fn(|to| factor(to).exp())
        };
        TransitionTable {
            count,
            unit,
            factors: (0..count).map(factors).collect(),
            falls: (0..FALLS).map(|fall| (-f32::from(fall) * unit).exp()).collect(),
            steps: (0..count).map(step).collect(),
        }
    }

    /// The bytes that `TransitionTable::read` reads; `weights[from * count + to]`.
    #[cfg(any(test, feature = "training"))]
    pub fn write(count: usize, unit: f32, weights: &[i16], out: &mut Vec<u8>) {
        assert_eq!(weights.len(), count * count, "a weight for each pair of tags");
        out.extend_from_slice(b"tags");
        out.extend_from_slice(&(count as u32).to_le_bytes());
        out.extend_from_slice(&unit.to_le_bytes());
        out.extend(weights.iter().flat_map(|w| w.to_le_bytes()));
    }

    /// The weights of all legal steps as `(from, to, weight)`, in natural logarithms of probabilities.
    #[cfg(feature = "training")]
    pub fn weights(&self) -> impl Iterator<Item = (usize, usize, f32)> {
        let of_tag = move |(to, steps): (usize, &Vec<(u8, i32)>)| {
            let weight = |&(from, weight): &(u8, i32)| (usize::from(from), to, weight as f32 * self.unit);
            steps.iter().map(weight).collect::<Vec<_>>()
        };
        self.steps.iter().enumerate().flat_map(of_tag)
    }

    /// What one step of a weight is worth in natural logarithms of probabilities.
    #[cfg(feature = "training")]
    pub fn unit(&self) -> f32 {
        self.unit
    }

    /// How many tags there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The factor of probabilities of a score that is so far below the best one.
    pub(crate) fn factor_of_fall(&self, fall: u16) -> f32 {
        let known = self.falls.get(usize::from(fall)).copied();
        known.unwrap_or_else(|| (-f32::from(fall) * self.unit).exp())
    }

    /// `factors[from][to]`: the weight of the step as a factor of probabilities; 0 where it is not legal.
    pub(crate) fn factors(&self) -> &[TagRow] {
        &self.factors
    }

    /// The best legal sequence of tags for the scores of a run of tokens that stands between outside tokens
    /// (Viterbi 1967), into `tags`. `work` is scratch space that calls share, which spares allocations.
    pub(crate) fn best(&self, scores: &[TokenScores], work: &mut Vec<(i32, u8)>, tags: &mut Vec<u8>) {
        tags.clear();
        tags.resize(scores.len(), 0);
        if scores.is_empty() {
            return;
        }
        let last = self.extend_paths(scores, work);
        let ends = |&tag: &usize| may_follow(tag, 0);
        let to_outside = |tag: usize| {
            let step = self.steps[0].iter().find(|s| usize::from(s.0) == tag);
            last[tag] + step.map_or(NEVER, |s| s.1)
        };
        let mut tag = (0..self.count).filter(ends).max_by_key(|&t| (to_outside(t), std::cmp::Reverse(t)));
        for i in (0..scores.len()).rev() {
            let here = tag.unwrap_or(0);
            tags[i] = here as u8;
            tag = Some(usize::from(work[i * self.count + here].1));
        }
    }

    /// Fills `work` with the score of the best sequence up to each tag of each token, and the tag before it. Returns
    /// the scores at the last token.
    fn extend_paths(&self, scores: &[TokenScores], work: &mut Vec<(i32, u8)>) -> Vec<i32> {
        work.clear();
        let mut before = vec![NEVER; self.count];
        before[0] = 0;
        let mut after = before.clone();
        for token in scores {
            for (to, steps) in self.steps.iter().enumerate() {
                let mut best = (NEVER, 0);
                for &(from, weight) in steps {
                    let score = before[usize::from(from)] + weight;
                    best = if best.0 < score { (score, from) } else { best };
                }
                after[to] = (best.0 + i32::from(token[to])).max(NEVER);
                work.push((after[to], best.1));
            }
            std::mem::swap(&mut before, &mut after);
        }
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::weights::LANES;
    use proptest::prelude::*;

    fn table_of(count: usize, weights: &[i16]) -> TransitionTable {
        let mut bytes = vec![];
        TransitionTable::write(count, 0.1, weights, &mut bytes);
        TransitionTable::read(&mut Reader(&bytes)).unwrap()
    }

    fn legal(tags: &[u8]) -> bool {
        let around = std::iter::once(&0).chain(tags).chain(std::iter::once(&0));
        let all: Vec<usize> = around.map(|&t| usize::from(t)).collect();
        all.windows(2).all(|w| may_follow(w[0], w[1]))
    }

    #[test]
    fn an_illegal_best_tag_gives_way() {
        let table = table_of(5, &[0; 25]);
        let mut scores = [[0; LANES]; 2];
        scores[0][1] = 5;
        scores[1][2] = 50;
        scores[1][3] = 4;
        let mut out = vec![];
        table.best(&scores, &mut vec![], &mut out);
        assert_eq!(out, [1, 3]);
    }

    proptest! {
        #[test]
        fn sequences_are_always_legal(
            scores in prop::collection::vec(prop::array::uniform24(-999i16..999), 0..9),
            weights in prop::collection::vec(-99i16..99, 81),
        ) {
            let mut out = vec![];
            table_of(9, &weights).best(&scores, &mut vec![], &mut out);
            prop_assert!(out.len() == scores.len() && legal(&out), "{out:?}");
        }
    }
}
