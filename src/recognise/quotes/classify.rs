//! How likely a span is a quotation: gradient-boosted trees over its features (Friedman 2001).

use super::propose::QuoteCandidate;
use super::select_spans::ScoredSpan;
use super::span_features::COUNT;
use crate::learn::{BadModel, Reader, Trees};

/// The trees, and the score from which on a span is a quotation.
#[derive(Clone, Debug)]
pub(crate) struct SpanClassifier {
    trees: Trees,
    threshold: f32,
}

impl SpanClassifier {
    /// Reads a threshold and the trees after it.
    pub(crate) fn read(reader: &mut Reader) -> Result<SpanClassifier, BadModel> {
        let threshold = reader.f32()?;
        Ok(SpanClassifier { trees: Trees::read(reader, COUNT)?, threshold })
    }

    /// Spans with lower scores are no quotations.
    pub(crate) fn threshold(&self) -> f32 {
        self.threshold
    }

    /// The candidates with their scores: the logarithm of the odds that a span of PolNeAR shares four words of five with
    /// it.
    pub(crate) fn score(&self, candidates: &[QuoteCandidate]) -> Vec<ScoredSpan> {
        let score = |c: &QuoteCandidate| (c.tokens.clone(), self.trees.score(c.features.values()));
        candidates.iter().map(score).collect()
    }
}
