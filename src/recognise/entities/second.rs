//! The second reading: what a small network makes of each word's chances once the whole article was read. It sees
//! what the word is taken for here and elsewhere, what the article names most, and how the word looks, and has
//! learned from articles that the first reading had not seen how far to believe each. (After the two stages of
//! Krishnan and Manning 2006.)

use super::tagger::{KINDS, TAGS};
use super::{Run, STEP, Tagger};
use crate::document::Document;
use crate::learn::hash::Map;
use crate::learn::marginals::{Row, WIDTH};
use crate::learn::network::Input;
use crate::learn::tags::Part;
use crate::learn::{Marginals, Tags};
use crate::recognise::words::{Looks, Word, role};

/// Marginals below this are as good as none.
const LEAST: f32 = 1e-4;

/// A word in small letters that is surely outside any name is not read again.
const SURE: f32 = 0.995;

/// One sure mention elsewhere says 1 / (1 + this) of what many would.
const CAUTION: f32 = 0.4;

/// Less than this of other mentions is what is left of rounding.
const SOME: f32 = 0.05;

/// The kinds, and outside.
const SORTS: usize = KINDS + 1;

/// The words beside one whose chances it sees, by their distance.
const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];

/// A number a sort.
type Sorts = [f32; SORTS];

/// Where each group of inputs begins.
mod at {
    use super::{SORTS, TAGS};

    pub(super) const CHANCES: usize = 0;
    pub(super) const LOGARITHMS: usize = CHANCES + TAGS;
    pub(super) const ELSEWHERE: usize = LOGARITHMS + TAGS;
    pub(super) const WEIGHT: usize = ELSEWHERE + TAGS;
    pub(super) const BESIDE: usize = WEIGHT + 2;
    pub(super) const ARTICLE: usize = BESIDE + super::NEIGHBOURS.len() * TAGS;
    pub(super) const PULL: usize = ARTICLE + SORTS;
    pub(super) const LOOKS: usize = PULL + SORTS;
    pub(super) const COMMA_LINKED: usize = LOOKS + 56;
    pub(super) const AND_LINKED: usize = COMMA_LINKED + SORTS;
    pub(super) const SINGULAR: usize = AND_LINKED + SORTS;
    pub(super) const LONG_FORM: usize = SINGULAR + SORTS;
    pub(super) const END: usize = LONG_FORM + SORTS;
}

/// Inputs of the network.
pub const INPUTS: usize = at::END;

/// Moves the scores of all runs to where the second reading has them. They are chances now: the steps between
/// tags are in them.
pub(super) fn read_again(words: &[Word], runs: &mut [Run], tagger: &Tagger) {
    let chances = chances_of(runs, &tagger.tags);
    let article = Article::read(words, runs, &chances);
    let (mut start, mut inputs) = (0, vec![]);
    for run in runs.iter_mut() {
        let chances = &chances[start..start + run.scores.len()];
        start += run.scores.len();
        for (i, scores) in run.scores.iter_mut().enumerate() {
            let word = &words[run.tokens.start + i];
            let mut row = chances[i].map(|chance| chance.max(LEAST).ln());
            if is_read_again(word, &chances[i]) {
                article.see(&words[run.tokens.clone()], i, chances, &mut inputs);
                let answer = tagger.second.answer(&inputs);
                row.iter_mut().zip(answer).for_each(|(score, more)| *score += more);
            }
            scores.iter_mut().zip(&row[..TAGS]).for_each(|(score, x)| *score = (x / STEP) as i16);
        }
    }
}

/// A token as the network sees it, to learn from.
pub struct Seen {
    pub token: usize,
    pub inputs: Vec<Input>,
    /// The logarithms of the chances that the network's answer is added to.
    pub logarithms: Row,
}

/// All tokens of a document that are read again.
pub fn seen(document: &Document, words: &[Word], tagger: &Tagger) -> Vec<Seen> {
    let runs = super::read_runs(document, words, tagger);
    let chances = chances_of(&runs, &tagger.tags);
    let article = Article::read(words, &runs, &chances);
    let (mut start, mut seen) = (0, vec![]);
    for run in &runs {
        let chances = &chances[start..start + run.scores.len()];
        start += run.scores.len();
        for (i, token) in
            run.tokens.clone().enumerate().filter(|&(i, t)| is_read_again(&words[t], &chances[i]))
        {
            let mut inputs = vec![];
            article.see(&words[run.tokens.clone()], i, chances, &mut inputs);
            seen.push(Seen { token, inputs, logarithms: chances[i].map(|chance| chance.max(LEAST).ln()) });
        }
    }
    seen
}

fn is_read_again(word: &Word, chances: &Row) -> bool {
    is_name(word) || chances[0] < SURE
}

fn is_name(word: &Word) -> bool {
    word.looks.has(Looks::CAPITAL)
}

/// The chances of the tags of all tokens in runs, one after the other.
fn chances_of(runs: &[Run], tags: &Tags) -> Vec<Row> {
    let (mut all, mut chances) = (vec![], Marginals::default());
    for run in runs {
        chances.read(tags, &run.scores);
        all.extend((0..run.scores.len()).map(|i| chances.of_token(i)));
    }
    all
}

/// The chance of each kind, wherever in a name the word stands, and of none.
fn sorts(chances: &Row) -> Sorts {
    let mut sums = [0.0; SORTS];
    for (tag, chance) in chances.iter().enumerate().take(TAGS) {
        sums[Part::of(tag).kind().unwrap_or(KINDS)] += chance;
    }
    sums
}

/// Mentions that could be anything say little: the chance of the likeliest kind, to the fourth power.
fn sureness(chances: &Row) -> f32 {
    sorts(chances).into_iter().fold(0.0, f32::max).powi(4)
}

/// What the mentions of a word say, each by how sure it is.
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

    /// Without one's own share, as shares of one; `None` where nothing is left.
    fn others(mut self, own: &Row) -> Option<Sums> {
        let weight = sureness(own);
        self.add(own, -weight);
        (SOME < self.weight).then(|| Sums {
            chances: self.chances.map(|chance| (chance / self.weight).max(0.0)),
            weight: self.weight,
        })
    }
}

/// What an article's names were taken for at first reading.
struct Article {
    by_word: Map<Sums>,
    /// The share of each kind among its capitalised words.
    kinds: Sorts,
}

impl Article {
    fn read(words: &[Word], runs: &[Run], chances: &[Row]) -> Article {
        let mut by_word: Map<Sums> = Map::default();
        let (mut kinds, mut names) = ([0.0; SORTS], 0.0f32);
        let tokens = runs.iter().flat_map(|run| run.tokens.clone());
        for (i, own) in tokens.zip(chances).filter(|(i, _)| is_name(&words[*i])) {
            by_word.entry(words[i].lower).or_default().add(own, sureness(own));
            kinds.iter_mut().zip(sorts(own)).for_each(|(sum, chance)| *sum += chance);
            names += 1.0;
        }
        Article { by_word, kinds: kinds.map(|sum| sum / names.max(1.0)) }
    }

    /// Fills in the inputs for token `i` of a run with these chances.
    fn see(&self, words: &[Word], i: usize, chances: &[Row], inputs: &mut Vec<Input>) {
        inputs.clear();
        let (word, own) = (&words[i], &chances[i]);
        let mut add = |group: usize, values: &[f32]| {
            let some = values.iter().enumerate().filter(|(_, value)| **value != 0.0);
            inputs.extend(some.map(|(k, value)| ((group + k) as u8, *value)));
        };
        let rare = |chance: f32| if chance <= LEAST { 0.0 } else { chance };
        add(at::CHANCES, &own.map(rare)[..TAGS]);
        add(at::LOGARITHMS, &own.map(|chance| (chance.max(LEAST) / LEAST).ln() / 5.0)[..TAGS]);
        let others = is_name(word).then(|| self.by_word.get(&word.lower)?.others(own)).flatten();
        if let Some(others) = others {
            let force = others.weight / (others.weight + CAUTION);
            add(at::ELSEWHERE, &others.chances.map(rare)[..TAGS]);
            add(at::WEIGHT, &[force, others.weight.ln_1p()]);
            let (theirs, own) = (sorts(&others.chances), sorts(own));
            let pull: Sorts = std::array::from_fn(|kind| (theirs[kind] - own[kind]) * force);
            add(at::PULL, &pull);
        }
        for (group, distance) in NEIGHBOURS.into_iter().enumerate() {
            if let Some(row) = i.checked_add_signed(distance).and_then(|j| chances.get(j)) {
                add(at::BESIDE + group * TAGS, &row.map(rare)[..TAGS]);
            }
        }
        add(at::ARTICLE, &self.kinds);
        if is_name(word) {
            for (j, and) in linked(words, i) {
                add(if and { at::AND_LINKED } else { at::COMMA_LINKED }, &sorts(&chances[j]).map(rare));
            }
        }
        for (group, other) in [(at::SINGULAR, word.singular), (at::LONG_FORM, word.long_form_word)] {
            if let Some(sums) = self.by_word.get(&other).filter(|sums| SOME < sums.weight) {
                add(group, &sorts(&sums.chances.map(|chance| chance / sums.weight)).map(rare));
            }
        }
        let mut bits = looks(word);
        while bits != 0 {
            add(at::LOOKS + bits.trailing_zeros() as usize, &[1.0]);
            bits &= bits - 1;
        }
    }
}

/// Words between two names that are linked: ", and the".
const LONGEST_LINK: usize = 3;

/// Words of a name that are passed on the way to what links it; a bound, so that a text all in capitals costs no more.
const LONGEST_NAME: usize = 16;

/// The nearest names to either side that only a comma or an "and" parts from the one that word `i` is of, and
/// whether it was an "and".
fn linked(words: &[Word], i: usize) -> impl Iterator<Item = (usize, bool)> {
    let back = link(words[..i].iter().rev()).map(|(steps, and)| (i - steps, and));
    let on = link(words[i + 1..].iter()).map(|(steps, and)| (i + steps, and));
    back.into_iter().chain(on)
}

/// How many steps away the next name is, and whether an "and" stands before it.
fn link<'a>(words: impl Iterator<Item = &'a Word>) -> Option<(usize, bool)> {
    const LINKS: u32 = role::COMMA | role::AND;
    let mut between = 0;
    let near = words.enumerate().take(LONGEST_NAME + LONGEST_LINK + 1);
    for (steps, word) in near.skip_while(|(_, word)| is_name(word)).take(LONGEST_LINK + 1) {
        if is_name(word) {
            return (between & LINKS != 0).then_some((steps + 1, between & role::AND != 0));
        }
        if word.role & (LINKS | role::THE) == 0 {
            return None;
        }
        between |= word.role;
    }
    None
}

/// What is known of the word itself, a bit a fact.
fn looks(word: &Word) -> u64 {
    let frequency = 0b111;
    let facts = [
        (1, u64::from(is_name(word))),
        (1, u64::from(word.looks.has(Looks::FIRST))),
        (18, u64::from(word.names)),
        (5, u64::from(word.seen)),
        (26, u64::from(word.elsewhere)),
        (3, u64::from(word.usage & frequency)),
        (2, u64::from(word.usage >> 3 & 0b11)),
    ];
    facts
        .iter()
        .fold((0, 0), |(bits, at), &(width, fact)| (bits | (fact & ((1 << width) - 1)) << at, at + width))
        .0
}

const _: () = assert!(TAGS <= WIDTH && INPUTS <= 256);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::words;

    /// The names that the one at a word is linked to, and whether by an "and".
    fn check(text: &str, word: &str, expected: &[(&str, bool)]) {
        let document = Document::from_text(text);
        let words = words::look_up(&document, words::lexicon());
        let at = (0..words.len()).find(|&i| document.word(i) == word).unwrap();
        let found: Vec<(&str, bool)> = linked(&words, at).map(|(i, and)| (document.word(i), and)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_in_a_list_are_linked() {
        check("in Torvik, Port Halden, and the Bay", "Torvik", &[("Port", false)]);
        check("in Torvik, Port Halden, and the Bay", "Port", &[("Torvik", false), ("Bay", true)]);
        check("in Torvik, Port Halden, and the Bay", "Halden", &[("Torvik", false), ("Bay", true)]);
        check("in Torvik of Halden", "Torvik", &[]);
        check("in Torvik the Halden", "Torvik", &[]);
        check("in Torvik and so Halden", "Torvik", &[]);
    }
}
