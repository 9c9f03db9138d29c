//! Ranks candidates by the sum of their features' weights: a linear model over hashed rows.

use super::WeightRows;

/// The best of some candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BestCandidate {
    pub(crate) index: usize,
    /// How far its score is above the next one's; `None` without a rival.
    pub(crate) lead: Option<i32>,
}

/// The score of a candidate with these rows, by weights of one label.
pub(crate) fn score(weights: &WeightRows, rows: &[u32]) -> i32 {
    rows.iter().map(|&row| i32::from(weights.first(row))).sum()
}

/// The candidate with the highest score; of equal ones, the first.
pub(crate) fn best(scores: &[i32]) -> Option<BestCandidate> {
    let index = (0..scores.len()).max_by_key(|&i| (scores[i], std::cmp::Reverse(i)))?;
    let next = (0..scores.len()).filter(|&i| i != index).map(|i| scores[i]).max();
    Some(BestCandidate { index, lead: next.map(|next| scores[index] - next) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equal_candidates_is_best_with_no_lead() {
        assert_eq!(best(&[3, 7, 7]), Some(BestCandidate { index: 1, lead: Some(0) }));
        assert_eq!(best(&[3, -1]), Some(BestCandidate { index: 0, lead: Some(4) }));
        assert_eq!(best(&[3]), Some(BestCandidate { index: 0, lead: None }));
        assert_eq!(best(&[]), None);
    }
}
