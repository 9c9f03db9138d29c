//! The second pass: a small network moves each word's probabilities once the whole article has been tagged. It gets
//! what the word is taken for here and elsewhere, what the article names most, and how the word looks. It has learned from
//! articles that the first pass had not seen how far to believe each. (After the two stages of Krishnan and Manning
//! 2006.)

use super::tagger::{FirstPass, KINDS, ScoredRun, TAGS};
#[cfg(any(test, feature = "training"))]
use crate::document::Document;
use crate::learn::Network;
use crate::learn::crf::bioes::{BioesTag, TagRow, WIDTH};
use crate::learn::crf::{Marginals, TransitionTable};
use crate::learn::hash::Map;
use crate::learn::network::NetworkInput;
use crate::recognise::words::{Looks, Word, role};

/// What a step of a score is worth after the second pass, in natural logarithms of probabilities: fine enough to tell
/// probabilities 1 % apart, and coarse enough for [`LEAST`] to fit 16 bits many times over.
pub(crate) const SCORE_STEP: f32 = 0.01;

/// Probabilities below this are as good as none.
const LEAST: f32 = 1e-4;

/// A word in small letters that is so surely outside any name skips the second pass.
const SURELY_OUTSIDE: f32 = 0.995;

/// One sure mention elsewhere says 1 / (1 + this) of what many would.
const CAUTION: f32 = 0.4;

/// A smaller weight of other mentions than this is what is left of rounding.
const LEAST_WEIGHT: f32 = 0.05;

/// The kinds, and outside.
const CLASSES: usize = KINDS + 1;

/// The words beside one whose probabilities count for it, by their distance.
const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];

/// A number a class.
type ClassRow = [f32; CLASSES];

/// Where each group of inputs begins.
mod group {
    use super::{CLASSES, NEIGHBOURS, TAGS};

    pub(super) const OWN: usize = 0;
    pub(super) const OWN_LOGARITHMS: usize = OWN + TAGS;
    pub(super) const SAME_WORD: usize = OWN_LOGARITHMS + TAGS;
    pub(super) const SAME_WORD_WEIGHT: usize = SAME_WORD + TAGS;
    pub(super) const NEIGHBOUR: usize = SAME_WORD_WEIGHT + 2;
    pub(super) const ARTICLE: usize = NEIGHBOUR + NEIGHBOURS.len() * TAGS;
    pub(super) const SAME_WORD_DIFFERENCE: usize = ARTICLE + CLASSES;
    pub(super) const WORD_BITS: usize = SAME_WORD_DIFFERENCE + CLASSES;
    pub(super) const COMMA_LINKED: usize = WORD_BITS + 56;
    pub(super) const AND_LINKED: usize = COMMA_LINKED + CLASSES;
    pub(super) const SINGULAR: usize = AND_LINKED + CLASSES;
    pub(super) const LONG_FORM: usize = SINGULAR + CLASSES;
    pub(super) const END: usize = LONG_FORM + CLASSES;
}

/// Inputs of the network.
pub const INPUTS: usize = group::END;

const _: () = assert!(TAGS <= WIDTH && INPUTS <= 256, "the number of an input is a byte");

/// Replaces the scores of all runs by those of the second pass. These are logarithms of probabilities, in steps of
/// [`SCORE_STEP`]: what one tag says of the next is in them already.
pub(super) fn rescore(words: &[Word], runs: &mut [ScoredRun], first: &FirstPass, network: &Network) {
    let marginals = marginals_of(runs, &first.transitions);
    let article = ArticleNames::count(words, runs, &marginals);
    let (mut start, mut inputs) = (0, vec![]);
    for run in runs.iter_mut() {
        let marginals = &marginals[start..start + run.scores.len()];
        start += run.scores.len();
        for (i, scores) in run.scores.iter_mut().enumerate() {
            let word = &words[run.tokens.start + i];
            let mut row = logarithms(&marginals[i]);
            if needs_second_pass(word, &marginals[i]) {
                article.write_inputs(&words[run.tokens.clone()], i, marginals, &mut inputs);
                let output = network.output(&inputs);
                row.iter_mut().zip(output).for_each(|(score, more)| *score += more);
            }
            scores.iter_mut().zip(&row[..TAGS]).for_each(|(score, x)| *score = (x / SCORE_STEP) as i16);
        }
    }
}

/// A token as the network gets it, to learn from.
#[cfg(any(test, feature = "training"))]
#[cfg_attr(not(feature = "training"), allow(dead_code, reason = "the tests read the inputs alone"))]
pub struct SecondPassToken {
    /// Its index in the document.
    pub token: usize,
    /// The inputs that are not zero.
    pub inputs: Vec<NetworkInput>,
    /// The logarithms of the probabilities that the network's output is added to.
    pub logarithms: TagRow,
}

/// All tokens of a document that need a second pass, after the first pass of a tagger.
#[cfg(any(test, feature = "training"))]
pub(super) fn tokens(document: &Document, words: &[Word], first: &FirstPass) -> Vec<SecondPassToken> {
    let runs = first.score(document, words);
    let marginals = marginals_of(&runs, &first.transitions);
    let article = ArticleNames::count(words, &runs, &marginals);
    let (mut start, mut tokens) = (0, vec![]);
    for run in &runs {
        let marginals = &marginals[start..start + run.scores.len()];
        start += run.scores.len();
        let all = run.tokens.clone().enumerate();
        for (i, token) in all.filter(|&(i, token)| needs_second_pass(&words[token], &marginals[i])) {
            let mut inputs = vec![];
            article.write_inputs(&words[run.tokens.clone()], i, marginals, &mut inputs);
            tokens.push(SecondPassToken { token, inputs, logarithms: logarithms(&marginals[i]) });
        }
    }
    tokens
}

/// The logarithms of probabilities. Most are as good as none, and cost no more than to see that.
fn logarithms(marginals: &TagRow) -> TagRow {
    let least = LEAST.ln();
    marginals.map(|probability| if LEAST < probability { probability.ln() } else { least })
}

fn needs_second_pass(word: &Word, marginals: &TagRow) -> bool {
    is_name(word) || marginals[0] < SURELY_OUTSIDE
}

fn is_name(word: &Word) -> bool {
    word.looks.has(Looks::CAPITAL)
}

/// The marginals of the tags of all tokens in runs, one after the other.
fn marginals_of(runs: &[ScoredRun], transitions: &TransitionTable) -> Vec<TagRow> {
    let (mut all, mut marginals) = (vec![], Marginals::default());
    for run in runs {
        marginals.compute(transitions, &run.scores);
        all.extend((0..run.scores.len()).map(|i| marginals.of_token(i)));
    }
    all
}

/// The probability of each kind, wherever in a name the word stands, and of none.
fn classes(marginals: &TagRow) -> ClassRow {
    let mut sums = [0.0; CLASSES];
    for (tag, probability) in marginals.iter().enumerate().take(TAGS) {
        sums[BioesTag::of(tag).kind().unwrap_or(KINDS)] += probability;
    }
    sums
}

/// The weight of a mention. Mentions that could be anything say little: the probability of the likeliest kind, to the
/// fourth power.
fn sureness(marginals: &TagRow) -> f32 {
    classes(marginals).into_iter().fold(0.0, f32::max).powi(4)
}

/// What the mentions of a word say, each by how sure it is.
#[derive(Clone, Copy, Default)]
struct WordMentions {
    probabilities: TagRow,
    weight: f32,
}

impl WordMentions {
    fn add(&mut self, marginals: &TagRow, weight: f32) {
        self.probabilities.iter_mut().zip(marginals).for_each(|(sum, p)| *sum += p * weight);
        self.weight += weight;
    }

    /// Without one's own share, as shares of one; `None` where nothing is left.
    fn others(mut self, own: &TagRow) -> Option<WordMentions> {
        let weight = sureness(own);
        self.add(own, -weight);
        (LEAST_WEIGHT < self.weight).then(|| WordMentions {
            probabilities: self.probabilities.map(|p| (p / self.weight).max(0.0)),
            weight: self.weight,
        })
    }

    /// The mean over all mentions, by class; `None` where there are none.
    fn mean_classes(&self) -> Option<ClassRow> {
        (LEAST_WEIGHT < self.weight).then(|| classes(&self.probabilities.map(|p| p / self.weight)))
    }
}

/// Writes a group of inputs; those that are zero are left out.
fn write_group(inputs: &mut Vec<NetworkInput>, group: usize, values: &[f32]) {
    let some = values.iter().enumerate().filter(|(_, value)| **value != 0.0);
    inputs.extend(some.map(|(k, value)| ((group + k) as u8, *value)));
}

/// A probability, or zero where it is as good as none.
fn unless_tiny(probability: f32) -> f32 {
    if probability <= LEAST { 0.0 } else { probability }
}

/// What the first pass takes an article's names for.
struct ArticleNames {
    by_word: Map<WordMentions>,
    /// The share of each kind among its capitalised words.
    shares: ClassRow,
}

impl ArticleNames {
    fn count(words: &[Word], runs: &[ScoredRun], marginals: &[TagRow]) -> ArticleNames {
        let mut by_word: Map<WordMentions> = Map::default();
        let (mut sums, mut names) = ([0.0; CLASSES], 0.0f32);
        let tokens = runs.iter().flat_map(|run| run.tokens.clone());
        for (i, own) in tokens.zip(marginals).filter(|(i, _)| is_name(&words[*i])) {
            by_word.entry(words[i].lower).or_default().add(own, sureness(own));
            sums.iter_mut().zip(classes(own)).for_each(|(sum, probability)| *sum += probability);
            names += 1.0;
        }
        ArticleNames { by_word, shares: sums.map(|sum| sum / names.max(1.0)) }
    }

    /// Writes the inputs for token `i` of a run with these marginals.
    fn write_inputs(&self, words: &[Word], i: usize, marginals: &[TagRow], inputs: &mut Vec<NetworkInput>) {
        inputs.clear();
        let (word, own) = (&words[i], &marginals[i]);
        write_group(inputs, group::OWN, &own.map(unless_tiny)[..TAGS]);
        // From 0 for what is as good as impossible to about 2 for what is certain.
        let certainty = |p: f32| if LEAST < p { (p / LEAST).ln() / 5.0 } else { 0.0 };
        let logarithms = own.map(certainty);
        write_group(inputs, group::OWN_LOGARITHMS, &logarithms[..TAGS]);
        self.write_same_word(word, own, inputs);
        for (nth, distance) in NEIGHBOURS.into_iter().enumerate() {
            if let Some(row) = i.checked_add_signed(distance).and_then(|j| marginals.get(j)) {
                write_group(inputs, group::NEIGHBOUR + nth * TAGS, &row.map(unless_tiny)[..TAGS]);
            }
        }
        write_group(inputs, group::ARTICLE, &self.shares);
        if is_name(word) {
            for (j, and) in linked(words, i) {
                let group = if and { group::AND_LINKED } else { group::COMMA_LINKED };
                write_group(inputs, group, &classes(&marginals[j]).map(unless_tiny));
            }
        }
        for (group, other) in [(group::SINGULAR, word.singular), (group::LONG_FORM, word.long_form_word)] {
            if let Some(mean) = self.by_word.get(&other).and_then(WordMentions::mean_classes) {
                write_group(inputs, group, &mean.map(unless_tiny));
            }
        }
        let mut bits = word_bits(word);
        while bits != 0 {
            write_group(inputs, group::WORD_BITS + bits.trailing_zeros() as usize, &[1.0]);
            bits &= bits - 1;
        }
    }

    /// What the same word is taken for elsewhere in the article, and how far that is from what it is taken for here.
    fn write_same_word(&self, word: &Word, own: &TagRow, inputs: &mut Vec<NetworkInput>) {
        let others = is_name(word).then(|| self.by_word.get(&word.lower)?.others(own)).flatten();
        let Some(others) = others else { return };
        let force = others.weight / (others.weight + CAUTION);
        write_group(inputs, group::SAME_WORD, &others.probabilities.map(unless_tiny)[..TAGS]);
        write_group(inputs, group::SAME_WORD_WEIGHT, &[force, others.weight.ln_1p()]);
        let (theirs, own) = (classes(&others.probabilities), classes(own));
        let difference: ClassRow = std::array::from_fn(|class| (theirs[class] - own[class]) * force);
        write_group(inputs, group::SAME_WORD_DIFFERENCE, &difference);
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

/// What is known of the word itself, in bits.
fn word_bits(word: &Word) -> u64 {
    const FREQUENCY: u8 = 0b111;
    let fields = [
        (1, u64::from(is_name(word))),
        (1, u64::from(word.looks.has(Looks::FIRST))),
        (18, u64::from(word.names)),
        (5, u64::from(word.seen)),
        (26, u64::from(word.elsewhere)),
        (3, u64::from(word.usage & FREQUENCY)),
        (2, u64::from(word.usage >> 3 & 0b11)),
    ];
    let (mut bits, mut used) = (0, 0);
    for (width, field) in fields {
        bits |= (field & ((1 << width) - 1)) << used;
        used += width;
    }
    bits
}

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
