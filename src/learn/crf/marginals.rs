//! How probable tags and spans are, summed over all legal sequences (the forward-backward algorithm).

use super::bioes::{BioesTag, TagRow, WIDTH, may_follow};
use super::transitions::TransitionTable;
use crate::learn::weights::TokenScores;

/// The smallest sum that is divided by: guards against scores so far apart that all else vanishes.
const LEAST: f32 = 1e-30;

/// The sums over all sequences of a run of tokens: a row a token, a column a tag. Forward rows add up to one; times the
/// backward row they are the marginal probabilities of the transitions.
#[derive(Clone, Copy, Debug)]
pub struct ForwardBackward<'s, R = TagRow> {
    /// Over the sequences up to each token.
    pub forward: &'s [R],
    /// Over the sequences after each token.
    pub backward: &'s [R],
    /// How well each tag fits the token, the best of them at one.
    pub potentials: &'s [R],
    /// What each forward row was divided by.
    pub scales: &'s [f32],
    /// `factors[from][to]`: how well one tag follows another.
    pub factors: &'s [R],
}

/// The marginal probabilities of one run of tokens. One value serves many runs, which spares allocations.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marginals {
    potentials: Vec<TagRow>,
    forward: Vec<TagRow>,
    backward: Vec<TagRow>,
    scales: Vec<f32>,
}

impl Marginals {
    /// Computes the marginals for the scores of a run that stands between outside tokens.
    pub(crate) fn compute(&mut self, transitions: &TransitionTable, scores: &[TokenScores]) {
        self.compute_potentials(transitions, scores);
        self.run_forward(transitions);
        self.run_backward(transitions);
    }

    fn compute_potentials(&mut self, transitions: &TransitionTable, scores: &[TokenScores]) {
        self.potentials.clear();
        for token in scores {
            let most = token[..transitions.count()].iter().copied().max().unwrap_or(0);
            let mut row = [0.0; WIDTH];
            for (potential, &score) in row.iter_mut().zip(&token[..transitions.count()]) {
                *potential = transitions.factor_of_fall(most.abs_diff(score));
            }
            self.potentials.push(row);
        }
    }

    fn run_forward(&mut self, transitions: &TransitionTable) {
        self.forward.clear();
        self.scales.clear();
        let mut before = [0.0; WIDTH];
        before[0] = 1.0;
        for potential in &self.potentials {
            let mut row = [0.0f32; WIDTH];
            for (&probability, factors) in before.iter().zip(transitions.factors()) {
                row.iter_mut().zip(factors).for_each(|(sum, factor)| *sum += probability * factor);
            }
            row.iter_mut().zip(potential).for_each(|(sum, p)| *sum *= p);
            let scale = row.iter().sum::<f32>().max(LEAST);
            row.iter_mut().for_each(|sum| *sum /= scale);
            self.scales.push(scale);
            self.forward.push(row);
            before = row;
        }
    }

    fn run_backward(&mut self, transitions: &TransitionTable) {
        let n = self.potentials.len();
        self.backward.clear();
        self.backward.resize(n, [0.0; WIDTH]);
        let Some(last) = n.checked_sub(1) else { return };
        let mut row = [0.0; WIDTH];
        for (tag, factors) in transitions.factors().iter().enumerate() {
            row[tag] = if may_follow(tag, 0) { factors[0] } else { 0.0 };
        }
        let end: f32 = row.iter().zip(&self.forward[last]).map(|(a, b)| a * b).sum();
        row.iter_mut().for_each(|x| *x /= end.max(LEAST));
        self.backward[last] = row;
        for i in (0..last).rev() {
            let mut after = self.backward[i + 1];
            let scale = self.scales[i + 1];
            after.iter_mut().zip(&self.potentials[i + 1]).for_each(|(x, p)| *x *= p / scale);
            for (sum, factors) in self.backward[i].iter_mut().zip(transitions.factors()) {
                *sum = factors.iter().zip(&after).map(|(a, b)| a * b).sum();
            }
        }
    }

    /// The sums themselves, by tokens.
    pub(crate) fn forward_backward<'s>(&'s self, transitions: &'s TransitionTable) -> ForwardBackward<'s> {
        ForwardBackward {
            forward: &self.forward,
            backward: &self.backward,
            potentials: &self.potentials,
            scales: &self.scales,
            factors: transitions.factors(),
        }
    }

    /// How probable each tag of token `i` is.
    pub(crate) fn of_token(&self, i: usize) -> TagRow {
        let mut row = self.forward[i];
        row.iter_mut().zip(&self.backward[i]).for_each(|(x, b)| *x *= b);
        row
    }

    /// How probable it is that the tokens `start..end` are one span of a kind, neither more nor less.
    pub(crate) fn of_span(
        &self,
        transitions: &TransitionTable,
        start: usize,
        end: usize,
        kind: usize,
    ) -> f32 {
        let tag = |i: usize| {
            let tag = match (i == start, i + 1 == end) {
                (true, true) => BioesTag::Single(kind),
                (true, false) => BioesTag::Begin(kind),
                (false, true) => BioesTag::End(kind),
                (false, false) => BioesTag::Inside(kind),
            };
            tag.tag()
        };
        let mut probability = self.forward[start][tag(start)];
        for i in start + 1..end {
            let step = transitions.factors()[tag(i - 1)][tag(i)];
            probability *= step * self.potentials[i][tag(i)] / self.scales[i];
        }
        (probability * self.backward[end - 1][tag(end - 1)]).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::Reader;
    use crate::learn::weights::LANES;

    /// All legal sequences of three tokens, one by one, against the sums.
    #[test]
    fn sums_agree_with_counting() {
        let count = 9;
        let weights: Vec<i16> = (0..81).map(|i| (i * 7 % 11) as i16 - 5).collect();
        let mut bytes = vec![];
        TransitionTable::write(count, 0.1, &weights, &mut bytes);
        let tags = TransitionTable::read(&mut Reader(&bytes)).unwrap();
        let scores: Vec<TokenScores> = (0..3)
            .map(|i| std::array::from_fn(|t| if t < LANES { ((i * 31 + t * 17) % 23) as i16 } else { 0 }))
            .collect();
        let (mut all, mut second_is_4, mut first_two_of_kind_1) = (0.0, 0.0, 0.0);
        for n in 0..count.pow(3) {
            let path = [n / 81, n / 9 % 9, n % 9];
            let around = [0, path[0], path[1], path[2], 0];
            if !around.windows(2).all(|w| may_follow(w[0], w[1])) {
                continue;
            }
            let steps: i32 = around.windows(2).map(|w| i32::from(weights[w[0] * count + w[1]])).sum();
            let tokens: i32 = (0..3).map(|i| i32::from(scores[i][path[i]])).sum();
            let weight_of_path = (f64::from(steps + tokens) * 0.1).exp();
            all += weight_of_path;
            second_is_4 += if path[1] == 4 { weight_of_path } else { 0.0 };
            first_two_of_kind_1 += if path[..2] == [5, 7] { weight_of_path } else { 0.0 };
        }
        let mut marginals = Marginals::default();
        marginals.compute(&tags, &scores);
        assert!((f64::from(marginals.of_token(1)[4]) - second_is_4 / all).abs() < 1e-5);
        assert!((f64::from(marginals.of_span(&tags, 0, 2, 1)) - first_two_of_kind_1 / all).abs() < 1e-5);
    }

    #[test]
    fn scores_far_apart_do_no_harm() {
        let mut bytes = vec![];
        TransitionTable::write(5, 1.0, &[0; 25], &mut bytes);
        let tags = TransitionTable::read(&mut Reader(&bytes)).unwrap();
        let mut scores = [[i16::MIN; LANES]; 3];
        scores[1][2] = i16::MAX;
        let mut marginals = Marginals::default();
        marginals.compute(&tags, &scores);
        assert!((0..3).all(|i| marginals.of_token(i).iter().all(|c| c.is_finite())));
        marginals.compute(&tags, &[]);
    }
}
