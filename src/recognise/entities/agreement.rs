//! What a name is elsewhere in the article pulls on what it is here: "Reed" after "Col. Reed", an acronym in a
//! headline after its long form. (The non-local features of Ratinov and Roth 2009, without a second model.)

use super::Run;
use super::tagger::KINDS;
use crate::model::chances::{Row, WIDTH};
use crate::model::hash::{Map, mix};
use crate::model::tags::Part;
use crate::model::{Chances, Tags};
use crate::recognise::features::{Looks, Word};

/// The pull of the same word elsewhere, in natural logarithms of chances. On the development sets 2 is best; at
/// 3 a place drags the organisations named after it along.
const PULL_OF_WORD: f32 = 2.0;

/// The pull of the same word between the same capitalised neighbours, which speaks for the borders as well.
const PULL_OF_CONTEXT: f32 = 0.5;

/// One sure mention elsewhere pulls with 1 / (1 + this) of the whole force.
const CAUTION: f32 = 0.4;

/// What the other mentions of a word say, each by how sure it is.
#[derive(Clone, Copy, Default)]
struct Sums {
    chances: Row,
    weight: f32,
}

impl Sums {
    fn add(&mut self, chances: &Row, weight: f32) {
        self.chances.iter_mut().zip(chances).for_each(|(sum, chance)| *sum += chance * weight);
        self.weight += weight;
    }

    /// Without one's own share.
    fn others(mut self, own: &Row, weight: f32) -> Sums {
        self.add(own, -weight);
        self
    }
}

/// Moves the scores of all runs towards what the article says of the same words elsewhere.
pub fn seek(words: &[Word], runs: &mut [Run], tags: &Tags) {
    let chances = chances_of(runs, tags);
    let (mut by_word, mut by_context): (Map<Sums>, Map<Sums>) = Default::default();
    let names = |run: &Run| run.tokens.clone().filter(|&i| is_name(words, i)).collect::<Vec<_>>();
    let mut at = 0;
    for run in runs.iter() {
        for i in names(run) {
            let own = &chances[at + i - run.tokens.start];
            let weight = sureness(own);
            by_word.entry(words[i].lower).or_default().add(own, weight);
            by_context.entry(context(words, i)).or_default().add(own, weight);
        }
        at += run.scores.len();
    }
    at = 0;
    for run in runs.iter_mut() {
        for i in names(run) {
            let own = &chances[at + i - run.tokens.start];
            let weight = sureness(own);
            let scores = &mut run.scores[i - run.tokens.start];
            let others = |sums: Option<&Sums>| sums.copied().unwrap_or_default().others(own, weight);
            let word = pull(&others(by_word.get(&words[i].lower)), own, PULL_OF_WORD, of_kind);
            let same = pull(&others(by_context.get(&context(words, i))), own, PULL_OF_CONTEXT, of_tag);
            for (tag, score) in scores.iter_mut().enumerate().take(tags.count()) {
                *score = score.saturating_add(((word[tag] + same[tag]) / tags.unit()) as i16);
            }
        }
        at += run.scores.len();
    }
}

/// The chances of the tags of all tokens in runs, one after the other.
fn chances_of(runs: &[Run], tags: &Tags) -> Vec<Row> {
    let (mut all, mut chances) = (vec![], Chances::default());
    for run in runs {
        chances.read(tags, &run.scores);
        all.extend((0..run.scores.len()).map(|i| chances.of_token(i)));
    }
    all
}

fn is_name(words: &[Word], i: usize) -> bool {
    words[i].looks.has(Looks::CAPITAL)
}

fn context(words: &[Word], i: usize) -> u64 {
    let neighbour = |j: usize| words.get(j).filter(|w| w.looks.has(Looks::CAPITAL)).map_or(7, |w| w.lower);
    mix(words[i].lower, mix(neighbour(i.wrapping_sub(1)), neighbour(i + 1)))
}

/// Mentions that could be anything say little: the chance of the likeliest kind, to the fourth power.
fn sureness(chances: &Row) -> f32 {
    let likeliest = (0..KINDS).map(|kind| chances_of_kind(chances, kind)).fold(chances[0], f32::max);
    likeliest.powi(4)
}

fn chances_of_kind(chances: &Row, kind: usize) -> f32 {
    chances[1 + 4 * kind..5 + 4 * kind].iter().sum()
}

/// Each tag's chance.
fn of_tag(chances: &Row) -> Row {
    *chances
}

/// For each tag the chance of its kind, wherever in a span it stands.
fn of_kind(chances: &Row) -> Row {
    std::array::from_fn(|tag| match Part::of(tag).kind() {
        Some(kind) if kind < KINDS => chances_of_kind(chances, kind),
        Some(_) => 0.0,
        None => chances[0],
    })
}

fn pull(others: &Sums, own: &Row, force: f32, view: fn(&Row) -> Row) -> Row {
    // What is left after taking one's own share away may be rounding.
    if others.weight < 0.01 {
        return [0.0; WIDTH];
    }
    let (theirs, own) = (view(&others.chances), view(own));
    let force = force * others.weight / (others.weight + CAUTION);
    std::array::from_fn(|tag| force * (theirs[tag] / others.weight - own[tag]))
}
