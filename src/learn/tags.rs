//! Sequences of tags that mark spans: outside, begin, inside, end, single (BIOES), and the best legal sequence.
//!
//! Tag 0 is outside; kind `k` has the four tags after `1 + 4 * k`.

use super::marginals::{Row, WIDTH};
use super::rows::Scores;
use super::{BadModel, Reader};

/// Part of a span that a tag stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Outside,
    Begin(usize),
    Inside(usize),
    End(usize),
    Single(usize),
}

impl Part {
    pub fn of(tag: usize) -> Part {
        let kind = tag.wrapping_sub(1) / 4;
        match tag.wrapping_sub(1) % 4 {
            _ if tag == 0 => Part::Outside,
            0 => Part::Begin(kind),
            1 => Part::Inside(kind),
            2 => Part::End(kind),
            _ => Part::Single(kind),
        }
    }

    /// The kind of the span, if the tag is in one.
    pub fn kind(self) -> Option<usize> {
        match self {
            Part::Outside => None,
            Part::Begin(kind) | Part::Inside(kind) | Part::End(kind) | Part::Single(kind) => Some(kind),
        }
    }

    pub fn tag(self) -> usize {
        match self {
            Part::Outside => 0,
            Part::Begin(kind) => 1 + 4 * kind,
            Part::Inside(kind) => 2 + 4 * kind,
            Part::End(kind) => 3 + 4 * kind,
            Part::Single(kind) => 4 + 4 * kind,
        }
    }
}

/// Whether the second tag may follow the first.
pub fn may_follow(first: usize, second: usize) -> bool {
    match (Part::of(first), Part::of(second)) {
        (Part::Begin(a) | Part::Inside(a), Part::Inside(b) | Part::End(b)) => a == b,
        (Part::Begin(_) | Part::Inside(_), _) | (_, Part::Inside(_) | Part::End(_)) => false,
        _ => true,
    }
}

/// The tags of so many kinds, with the weight of each step from one to the next.
#[derive(Clone, Debug)]
pub struct Tags {
    count: usize,
    /// What one step of a weight is worth in natural logarithms of chances.
    unit: f32,
    /// `factors[from][to]`: the step's weight as a factor of chances.
    factors: Vec<Row>,
    /// `steps[to]`: the tags that may come before, with the weight of the step.
    steps: Vec<Vec<(u8, i32)>>,
}

/// The scores of a step that cannot be; far below any sum of weights, far above overflow.
const NEVER: i32 = i32::MIN / 4;

impl Tags {
    /// Splits them off the front of a model's bytes.
    pub fn read(reader: &mut Reader) -> Result<Tags, BadModel> {
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
        Ok(Tags::build(count, unit, weight))
    }

    /// So many tags of which any may follow any as well, as far as it is legal.
    pub fn level(count: usize, unit: f32) -> Tags {
        Tags::build(count, unit, |_, _| 0)
    }

    fn build(count: usize, unit: f32, weight: impl Fn(usize, usize) -> i32) -> Tags {
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
        Tags {
            count,
            unit,
            factors: (0..count).map(factors).collect(),
            steps: (0..count).map(step).collect(),
        }
    }

    /// The bytes that [`Tags::read`] reads; `weights[from * count + to]`.
    pub fn write(count: usize, unit: f32, weights: &[i16], out: &mut Vec<u8>) {
        assert_eq!(weights.len(), count * count, "a weight for each pair of tags");
        out.extend_from_slice(b"tags");
        out.extend_from_slice(&(count as u32).to_le_bytes());
        out.extend_from_slice(&unit.to_le_bytes());
        out.extend(weights.iter().flat_map(|w| w.to_le_bytes()));
    }

    pub fn count(&self) -> usize {
        self.count
    }

    pub fn unit(&self) -> f32 {
        self.unit
    }

    pub fn factors(&self) -> &[Row] {
        &self.factors
    }

    /// The best legal sequence of tags for the scores of a run of tokens that stands between outside tokens
    /// (Viterbi). `work` is kept between calls to spare allocations.
    pub fn best(&self, scores: &[Scores], work: &mut Vec<(i32, u8)>, tags: &mut Vec<u8>) {
        tags.clear();
        tags.resize(scores.len(), 0);
        if scores.is_empty() {
            return;
        }
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
        let ends = |&tag: &usize| may_follow(tag, 0);
        let to_outside = |tag: usize| {
            let step = self.steps[0].iter().find(|s| usize::from(s.0) == tag);
            before[tag] + step.map_or(NEVER, |s| s.1)
        };
        let mut tag = (0..self.count).filter(ends).max_by_key(|&t| (to_outside(t), std::cmp::Reverse(t)));
        for i in (0..scores.len()).rev() {
            let here = tag.unwrap_or(0);
            tags[i] = here as u8;
            tag = Some(usize::from(work[i * self.count + here].1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::rows::LANES;
    use proptest::prelude::*;

    fn tags_of(count: usize, weights: &[i16]) -> Tags {
        let mut bytes = vec![];
        Tags::write(count, 0.1, weights, &mut bytes);
        Tags::read(&mut Reader(&bytes)).unwrap()
    }

    fn legal(tags: &[u8]) -> bool {
        let around = std::iter::once(&0).chain(tags).chain(std::iter::once(&0));
        let all: Vec<usize> = around.map(|&t| usize::from(t)).collect();
        all.windows(2).all(|w| may_follow(w[0], w[1]))
    }

    #[test]
    fn parts_and_tags_are_the_same_thing() {
        for tag in 0..21 {
            assert_eq!(Part::of(tag).tag(), tag);
        }
        assert!(may_follow(1, 3) && !may_follow(1, 7) && !may_follow(0, 3) && may_follow(4, 5));
    }

    #[test]
    fn an_illegal_best_tag_gives_way() {
        let tags = tags_of(5, &[0; 25]);
        let mut scores = [[0; LANES]; 2];
        scores[0][1] = 5;
        scores[1][2] = 50;
        scores[1][3] = 4;
        let mut out = vec![];
        tags.best(&scores, &mut vec![], &mut out);
        assert_eq!(out, [1, 3]);
    }

    proptest! {
        #[test]
        fn sequences_are_always_legal(
            scores in prop::collection::vec(prop::array::uniform32(-999i16..999), 0..9),
            weights in prop::collection::vec(-99i16..99, 81),
        ) {
            let mut out = vec![];
            tags_of(9, &weights).best(&scores, &mut vec![], &mut out);
            prop_assert!(out.len() == scores.len() && legal(&out), "{out:?}");
        }
    }
}
