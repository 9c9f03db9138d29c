//! What both readings say of a span, as numbers, and what each number weighs.

use serde::Deserialize;

/// How spans are weighed.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Combination {
    /// Spans with lower probabilities are no quotations.
    pub(super) threshold: f64,
    pub(super) weights: DeepFacts,
}

/// What is known of a span: a number a fact. Of the weights the same, a weight a fact.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeepFacts {
    pub(super) one: f64,
    /// Whether the first reading found it, and the log odds of its confidence.
    pub(super) first: f64,
    pub(super) first_confidence: f64,
    /// Log odds: that a quotation is nearly these words, exactly these; that each word is content, or thought.
    pub(super) near: f64,
    pub(super) exact: f64,
    pub(super) content: f64,
    pub(super) ignored: f64,
    /// Whether the likeliest labels mark it.
    pub(super) likeliest: f64,
    /// Whether the first reading found another span over it, how like this one, and how sure it is.
    pub(super) first_elsewhere: f64,
    pub(super) first_near: f64,
    pub(super) first_elsewhere_confidence: f64,
    pub(super) direct: f64,
    pub(super) mixed: f64,
    /// `near` where some words are between marks, and where the first reading found it.
    pub(super) marked_near: f64,
    pub(super) first_and_near: f64,
    /// The logarithm of the number of words.
    pub(super) length: f64,
    /// Whether the paragraph names a source.
    pub(super) source: f64,
}

impl DeepFacts {
    fn numbers(&self) -> [f64; 17] {
        [
            self.one,
            self.first,
            self.first_confidence,
            self.near,
            self.exact,
            self.content,
            self.ignored,
            self.likeliest,
            self.first_elsewhere,
            self.first_near,
            self.first_elsewhere_confidence,
            self.direct,
            self.mixed,
            self.marked_near,
            self.first_and_near,
            self.length,
            self.source,
        ]
    }

    /// The sum of facts by their weights, as a probability.
    pub(super) fn probability(&self, facts: &DeepFacts) -> f64 {
        let sum: f64 = self.numbers().iter().zip(facts.numbers()).map(|(weight, fact)| weight * fact).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}
