//! Cohen's kappa: the agreement on categories beyond what chance gives.

use std::collections::HashMap;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

/// Cohen's κ with what it was made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kappa {
    /// How many items both coders put into a category.
    pub items: usize,
    /// The share of them on which they agree.
    pub observed: f64,
    /// The share on which two coders would agree who choose by chance, each as often as these did.
    pub expected: f64,
    /// (observed − expected) / (1 − expected). `None` where there is no item, or where both used one category alone: then
    /// chance agrees as well.
    pub value: Option<f64>,
}

/// Cohen's κ of items that two coders put into categories.
///
/// ```
/// use pullquote::kappa;
///
/// // R. Artstein and M. Poesio, “Inter-coder agreement for computational linguistics” (2008): 100 utterances.
/// let counts = [("stat", "stat", 46), ("stat", "ireq", 6), ("ireq", "ireq", 32), ("chck", "ireq", 6), ("chck", "chck", 10)];
/// let items: Vec<_> = counts.iter().flat_map(|&(a, b, n)| std::iter::repeat_n((a, b), n)).collect();
/// let kappa = kappa(&items);
/// assert_eq!(kappa.observed, 0.88);
/// assert!((kappa.value.unwrap() - 0.8013).abs() < 0.0001);
/// ```
pub fn kappa<T: Eq + Hash>(items: &[(T, T)]) -> Kappa {
    if items.is_empty() {
        return Kappa::default();
    }
    let all = items.len() as f64;
    let mut counts: HashMap<&T, (usize, usize)> = HashMap::new();
    let mut same = 0;
    for (mine, theirs) in items {
        same += usize::from(mine == theirs);
        counts.entry(mine).or_default().0 += 1;
        counts.entry(theirs).or_default().1 += 1;
    }
    // In whole numbers, so that the order of the map does not show.
    let by_chance: u128 = counts.values().map(|&(a, b)| a as u128 * b as u128).sum();
    let (observed, expected) = (same as f64 / all, by_chance as f64 / (all * all));
    let is_by_chance = by_chance == (items.len() as u128) * (items.len() as u128);
    let value = (!is_by_chance).then(|| (observed - expected) / (1.0 - expected));
    Kappa { items: items.len(), observed, expected, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(mine: &str, theirs: &str) -> Option<f64> {
        kappa(&mine.chars().zip(theirs.chars()).collect::<Vec<_>>()).value
    }

    #[track_caller]
    fn check(mine: &str, theirs: &str, expected: f64) {
        let found = value(mine, theirs).expect("they used several categories");
        assert!((found - expected).abs() < 1e-9, "{found}");
    }

    /// Three pairs of coders of Krippendorff (1995), p. 57, part by part: the paper prints 0.385 twice, and 0.314. The
    /// digits behind are those of scikit-learn 1.9.1 (`cohen_kappa_score`).
    #[test]
    fn the_examples_of_the_paper_come_out() {
        check("001111111100001111110000", "000011110000000110000000", 0.384_615_384_615_384_6);
        check("111111111111111111000000", "111111111100000000000000", 0.384_615_384_615_384_6);
        check("001111110011001111001100", "110011110011110011001100", 0.314_285_714_285_714_3);
    }

    /// What NLTK 3.10.4 (`AnnotationTask.kappa`) and scikit-learn 1.9.1 give.
    #[test]
    fn other_implementations_give_the_same() {
        check("ddmiidmmiddi", "ddmimdimidmi", 0.625);
        check("aaaaabbb--", "aaaabbbba-", 0.672_131_147_540_983_6);
    }

    #[test]
    fn one_category_alone_has_no_kappa() {
        assert_eq!(value("", ""), None);
        assert_eq!(value("aaa", "aaa"), None);
        assert_eq!(value("ab", "ba"), Some(-1.0));
    }
}
