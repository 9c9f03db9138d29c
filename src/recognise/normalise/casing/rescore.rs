//! Scores a word a second time, by the first scores of its neighbours and of the same word elsewhere in the article.

use super::features::CasingWord;
use crate::learn::hash::Map;
use crate::learn::templates::{FeatureWriter, three};

/// What a word is written with, as the model scores it: above 0 where it is likely.
pub(super) const CAPITAL: usize = 0;
pub(super) const SHOUTED: usize = 1;
/// How many scores a word has.
pub const SCORES: usize = 2;

/// The scores of a word.
pub type Scores = [i32; SCORES];

/// A word with the scores of the first pass.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ScoredWord {
    pub(super) word: CasingWord,
    pub(super) own: Scores,
    /// The mean of the same word's scores elsewhere in the article; what begins a sentence does not count.
    pub(super) elsewhere: Option<Scores>,
}

/// The sums of a word's scores over an article, and how many there are.
#[derive(Debug, Default)]
pub(crate) struct ArticleScores(Map<(Scores, i32)>);

impl ArticleScores {
    /// Of all words but those that begin a sentence: they say nothing of their capital.
    pub(super) fn of<'a>(words: impl Iterator<Item = (&'a CasingWord, Scores)>) -> ArticleScores {
        let mut sums: Map<(Scores, i32)> = Map::default();
        for (word, scores) in words.filter(|(word, _)| !word.is_first()) {
            let (sum, count) = sums.entry(word.lower()).or_default();
            sum.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score);
            *count += 1;
        }
        ArticleScores(sums)
    }

    /// The mean of a word's scores at its other places, where it has any.
    pub(super) fn elsewhere(&self, word: &CasingWord, own: Scores) -> Option<Scores> {
        let &(sum, count) = self.0.get(&word.lower())?;
        let own_count = i32::from(!word.is_first());
        let others = count - own_count;
        (0 < others).then(|| std::array::from_fn(|i| (sum[i] - own_count * own[i]) / others))
    }
}

/// A score in steps of 0.8 of a logarithm of odds, from -6 to 6.
fn fine_step(score: i32) -> u64 {
    (score.div_euclid(20).clamp(-6, 6) + 7) as u64
}

/// A score as one of five: surely not, hardly, open, likely, surely.
fn step(score: i32) -> u64 {
    match score {
        ..-50 => 1,
        -50..-12 => 2,
        -12..12 => 3,
        12..50 => 4,
        _ => 5,
    }
}

/// Writes the features of word `i` of a sentence.
pub(super) fn write_features(all: &[ScoredWord], i: usize, writer: &mut FeatureWriter) {
    let none = ScoredWord::default();
    let at = |distance: isize| i.checked_add_signed(distance).and_then(|j| all.get(j)).unwrap_or(&none);
    let [before2, before, this, after, after2] = [-2, -1, 0, 1, 2].map(at);
    let near = |word: &ScoredWord| step(word.own[CAPITAL].max(word.own[SHOUTED]));
    let elsewhere = |word: &ScoredWord, of: usize| word.elsewhere.map_or(0, |scores| fine_step(scores[of]));
    let own = this.own.map(fine_step);
    let word = &this.word;
    writer.begin();
    writer.write([1]);
    for kind in [CAPITAL, SHOUTED] {
        writer.write([own[kind]]);
        writer.write([elsewhere(this, kind)]);
        writer.write([own[kind], elsewhere(this, kind)]);
    }
    writer.write(own);
    writer.write([elsewhere(this, CAPITAL), word.facts()]);
    for other in [before, after] {
        let case = near(other);
        writer.write([case, near(this)]);
        writer.write([case, own[CAPITAL]]);
        writer.write([case, elsewhere(other, CAPITAL)]);
        writer.write([case, word.facts()]);
        writer.write([case, word.fine()]);
        writer.write([case, word.lower()]);
        writer.write([case, other.word.fine(), near(this)]);
        writer.write([case, other.word.lower(), near(this)]);
        writer.write([case, three(other.word.fine(), word.fine(), 0)]);
        writer.write([u64::from(other.word.is_first()), case, near(this)]);
    }
    writer.write([near(before2), near(before), near(this)]);
    writer.write([near(before), near(this), near(after)]);
    writer.write([near(this), near(after), near(after2)]);
    writer.write([near(before), near(after), word.fine()]);
    writer.write([near(before), near(after), word.lower()]);
    writer.write([near(before), near(after), word.facts()]);
    writer.write([near(before2), near(before), three(near(this), near(after), near(after2))]);
}
