//! What the second reading says of names: for each token that may be of one, how likely each tag is.

use super::second_reading::{NameRow, SecondReading};
use super::stretch::words;
use crate::document::Document;
use crate::learn::crf::bioes::BioesTag;
use crate::learn::weights::TokenScores;
use crate::recognise::entities::second_pass::SCORE_STEP;
use crate::recognise::entities::tagger::TAGS;

/// What a number of the model is worth, in natural logarithms.
const UNIT: f32 = 0.001;

/// No tag counts as less likely than this, in natural logarithms: the model has never seen some names.
const LEAST: f32 = -12.0;

/// The second reading's word on the tags of an article's tokens.
pub(in crate::recognise) struct NamesRead<'r> {
    first: f32,
    second: f32,
    /// One a token; `None` where it was not read.
    rows: Vec<Option<&'r NameRow>>,
}

impl NamesRead<'_> {
    /// Of each token of a document what was read there; `None` where the model knows no names.
    pub(in crate::recognise) fn of<'r>(
        document: &Document,
        reading: &'r SecondReading,
    ) -> Option<NamesRead<'r>> {
        let weights = reading.names?;
        let mut rows = vec![None; document.tokens().len()];
        for (paragraph, read) in document.paragraphs().iter().zip(&reading.paragraphs) {
            let Some(words) = words(document.slice(paragraph.span), paragraph.span, read) else { continue };
            let mut word = 0;
            for token in paragraph.tokens.clone() {
                let start = document.tokens()[token].span.start();
                while words.get(word).is_some_and(|word| word.end() <= start) {
                    word += 1;
                }
                let is_here = words.get(word).is_some_and(|word| word.start() <= start);
                rows[token] = read.names.get(word).filter(|_| is_here);
            }
        }
        Some(NamesRead { first: weights.first, second: weights.second, rows })
    }

    /// Weighs the scores of a token's tags, logarithms of probabilities in steps of [`SCORE_STEP`], with what was read.
    pub(in crate::recognise) fn weigh(&self, token: usize, scores: &mut TokenScores) {
        let Some(row) = self.rows.get(token).copied().flatten() else { return };
        let logarithm = |label: usize| -UNIT * f32::from(row[label]);
        let total = (0..row.len()).map(|label| logarithm(label).exp()).sum::<f32>().ln();
        for (tag, score) in scores.iter_mut().enumerate().take(TAGS) {
            let label = match BioesTag::of(tag) {
                BioesTag::Outside => 0,
                BioesTag::Begin(kind) | BioesTag::Single(kind) => 1 + 2 * kind,
                BioesTag::Inside(kind) | BioesTag::End(kind) => 2 + 2 * kind,
            };
            let read = (logarithm(label) - total).max(LEAST) / SCORE_STEP;
            *score = (self.first * f32::from(*score) + self.second * read) as i16;
        }
    }
}
