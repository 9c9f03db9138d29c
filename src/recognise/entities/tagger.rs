//! The first pass of the entity tagger: the runs of tokens that may hold names, and the score of each tag of each
//! token.

use std::ops::Range;

use super::features::write_features;
use crate::document::Document;
use crate::learn::crf::TransitionTable;
use crate::learn::templates::FeatureWriter;
use crate::learn::weights::TokenScores;
use crate::learn::{BadModel, Reader, WeightRows};
use crate::recognise::words::{Looks, Word};

/// The kinds that the tagger tells apart; places and the miscellany are divided afterwards.
pub const PERSON: usize = 0;
/// Organisations.
pub const ORG: usize = 1;
/// Places of all kinds.
pub const PLACE: usize = 2;
/// Peoples, faiths and political groups.
pub const NORP: usize = 3;
/// All else that has a name.
pub const MISC: usize = 4;
/// How many kinds there are.
pub const KINDS: usize = 5;
/// How many tags there are: outside, and four a kind.
pub const TAGS: usize = 1 + 4 * KINDS;

/// The weights of the first pass.
#[derive(Clone, Debug)]
pub(crate) struct FirstPass {
    weights: WeightRows,
    pub(crate) transitions: TransitionTable,
}

/// A run of tokens that may hold names, with the scores of their tags.
pub(crate) struct ScoredRun {
    pub(crate) tokens: Range<usize>,
    pub(crate) scores: Vec<TokenScores>,
}

impl FirstPass {
    /// Splits the weights off the front of a model's bytes.
    pub(crate) fn read(reader: &mut Reader) -> Result<FirstPass, BadModel> {
        let pass =
            FirstPass { weights: WeightRows::read(reader)?, transitions: TransitionTable::read(reader)? };
        let fits = pass.weights.labels() == TAGS && pass.transitions.count() == TAGS;
        if fits { Ok(pass) } else { Err(BadModel) }
    }

    /// The scores of all tokens of a document that may be of a name, a run at a time.
    pub(crate) fn score(&self, document: &Document, words: &[Word]) -> Vec<ScoredRun> {
        let mut scored = vec![];
        let mut writer = FeatureWriter::new(self.weights.bits());
        for paragraph in document.paragraphs().iter().filter(|p| p.is_read_as_english()) {
            for sentence in &document.sentences()[paragraph.sentences.clone()] {
                for tokens in runs(words, sentence.tokens.clone()) {
                    let score = |i: usize| {
                        write_features(words, &sentence.tokens, i, &mut writer);
                        self.weights.sum(writer.rows())
                    };
                    scored.push(ScoredRun { scores: tokens.clone().map(score).collect(), tokens });
                }
            }
        }
        scored
    }
}

/// Tokens after one that a name may go on with, and so, with the one before, the widest gap within a name: `Boeing
/// 737-800`, `University of the West of England`.
const AFTER: usize = 2;

/// The runs of tokens of a sentence that may hold a name: capitalised words with what stands between and
/// around them. All else is outside any name, which spares scoring half of a text.
pub fn runs(words: &[Word], sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = vec![];
    for i in sentence.clone() {
        if !words[i].looks.has(Looks::CAPITAL | Looks::CAPITAL_INSIDE) {
            continue;
        }
        let (start, end) = (start_before(words, &sentence, i), (i + 1 + AFTER).min(sentence.end));
        match runs.last_mut() {
            Some(run) if start <= run.end => run.end = end,
            _ => runs.push(start..end),
        }
    }
    runs
}

/// Parts of a word written as one that are looked at; a bound, so that odd texts cost no more than others.
const MOST_PARTS: usize = 3;

/// Where a name with the capitalised word `i` may begin: one word before (`de Gaulle`), or at the start of what is
/// written as one (`al-Ameri`).
fn start_before(words: &[Word], sentence: &Range<usize>, i: usize) -> usize {
    let before = i.saturating_sub(1).max(sentence.start);
    let glued = |start: &usize| words[*start].looks.has(Looks::GLUED_BEFORE);
    let parts = (sentence.start + 1..before + 1).rev().take(MOST_PARTS).take_while(glued).count();
    before - parts
}
