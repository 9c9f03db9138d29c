//! Which annotations of two sets of one article are of the same words.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::coded::{AnnotationLayer, CodedArticle, counted};
use crate::annotation::{Annotation, Spans};
use crate::document::{Document, TokenKind};
use crate::sorting::{CollectSorted as _, Sorting as _};

/// The share of the words of two annotations that both must have for them to be the same one.
const NEAR: f64 = 0.8;

/// The same for them to be two wordings of one, whose ends differ: with less they are two things.
const OVERLAPPING: f64 = 0.3;

/// How many annotations over one word are compared. No coder makes so many; a file that means harm may.
const AT_ONE_WORD: usize = 32;

/// The annotations of a layer in two sets, and which belong together.
pub(super) struct LayerMatches<'a> {
    pub mine: Vec<&'a Annotation>,
    pub theirs: Vec<&'a Annotation>,
    /// How many have the same spans.
    pub exact: usize,
    /// As indices.
    pub near: Vec<(usize, usize)>,
    overlapping: Vec<(usize, usize)>,
}

impl<'a> LayerMatches<'a> {
    pub(super) fn near_pairs(&self) -> impl Iterator<Item = (&'a Annotation, &'a Annotation)> {
        self.near.iter().map(|&(i, j)| (self.mine[i], self.theirs[j]))
    }

    pub(super) fn overlapping_pairs(&self) -> impl Iterator<Item = (&'a Annotation, &'a Annotation)> {
        self.overlapping.iter().map(|&(i, j)| (self.mine[i], self.theirs[j]))
    }

    /// Mine that have nothing like them in the other set.
    pub(super) fn only_mine(&self) -> Vec<&'a Annotation> {
        let paired: HashSet<usize> = self.overlapping.iter().map(|pair| pair.0).collect();
        self.mine.iter().enumerate().filter(|(i, _)| !paired.contains(i)).map(|(_, a)| *a).collect()
    }

    /// The same, the other way round.
    pub(super) fn only_theirs(&self) -> Vec<&'a Annotation> {
        let paired: HashSet<usize> = self.overlapping.iter().map(|pair| pair.1).collect();
        self.theirs.iter().enumerate().filter(|(j, _)| !paired.contains(j)).map(|(_, a)| *a).collect()
    }
}

/// Matches the annotations of a layer, the most alike first; each has one counterpart at most.
pub(super) fn matches<'a>(article: &CodedArticle<'a>, layer: AnnotationLayer) -> LayerMatches<'a> {
    let (mine, theirs) = (counted(article.mine, layer), counted(article.theirs, layer));
    let candidates = candidates(article.document, &mine, &theirs);
    let at_least = |least: f64| {
        let (mut taken_mine, mut taken_theirs) = (HashSet::new(), HashSet::new());
        let alike = candidates.iter().take_while(|candidate| least <= candidate.share);
        let mut pairs = vec![];
        for pair in alike {
            if !taken_mine.contains(&pair.mine) && !taken_theirs.contains(&pair.theirs) {
                taken_mine.insert(pair.mine);
                taken_theirs.insert(pair.theirs);
                pairs.push((pair.mine, pair.theirs));
            }
        }
        pairs
    };
    let exact = at_least(SAME).len();
    let (near, overlapping) = (at_least(NEAR), at_least(OVERLAPPING));
    LayerMatches { mine, theirs, exact, near, overlapping }
}

/// Two annotations that share words.
struct Candidate {
    mine: usize,
    theirs: usize,
    /// Of the words of both, from 0 to 1; [`SAME`] where the spans are the same.
    share: f64,
}

/// More than any share of words.
const SAME: f64 = 2.0;

/// All pairs that share a word or have the same spans, the most alike first.
fn candidates(document: &Document, mine: &[&Annotation], theirs: &[&Annotation]) -> Vec<Candidate> {
    let their_words: Vec<Vec<usize>> = theirs.iter().map(|a| words(document, &a.spans)).collect();
    let (mut at_word, mut at_spans) =
        (HashMap::<usize, Vec<usize>>::new(), HashMap::<&Spans, Vec<usize>>::new());
    for (index, words) in their_words.iter().enumerate() {
        at_spans.entry(&theirs[index].spans).or_default().push(index);
        for word in words {
            at_word.entry(*word).or_default().push(index);
        }
    }
    let mut candidates = vec![];
    for (index, annotation) in mine.iter().enumerate() {
        let own = words(document, &annotation.spans);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for word in &own {
            let over = at_word.get(word).into_iter().flatten().take(AT_ONE_WORD);
            over.for_each(|other| *shared.entry(*other).or_default() += 1);
        }
        let same = at_spans.get(&annotation.spans).into_iter().flatten().take(AT_ONE_WORD);
        let same: BTreeSet<usize> = same.copied().collect_set();
        candidates.extend(same.iter().map(|&theirs| Candidate { mine: index, theirs, share: SAME }));
        candidates.extend(shared.into_iter().filter(|(other, _)| !same.contains(other)).map(|(other, n)| {
            let all = own.len() + their_words[other].len() - n;
            Candidate { mine: index, theirs: other, share: n as f64 / all as f64 }
        }));
    }
    candidates.order_by(|a, b| b.share.total_cmp(&a.share).then((a.mine, a.theirs).cmp(&(b.mine, b.theirs))));
    candidates
}

/// The indices of the words and numbers in some spans.
fn words(document: &Document, spans: &Spans) -> Vec<usize> {
    let is_word = |token: &usize| {
        matches!(document.tokens()[*token].kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic)
    };
    let mut words: Vec<usize> =
        spans.iter().flat_map(|&span| document.tokens_in(span)).filter(is_word).collect();
    words.dedup();
    words
}

/// What each speaker of two sets is called, so that two forms of one name are one.
pub(super) struct NameForms {
    forms: HashMap<String, String>,
}

impl NameForms {
    /// A name that is a part of exactly one longer name of these sets is that one.
    pub(super) fn of(matches: &LayerMatches) -> NameForms {
        let all = matches.mine.iter().chain(&matches.theirs);
        let names: BTreeSet<&str> = all.filter_map(|a| a.quote()?.speaker.as_deref()).collect_set();
        let words = |name: &str| name.split_whitespace().map(str::to_lowercase).collect_set();
        let split: Vec<(&str, BTreeSet<String>)> = names.iter().map(|name| (*name, words(name))).collect();
        let mut with_word: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, (_, words)) in split.iter().enumerate() {
            words.iter().for_each(|word| with_word.entry(word).or_default().push(index));
        }
        let full = |(name, words): &(&str, BTreeSet<String>)| {
            let first = words.first().and_then(|word| with_word.get(word.as_str()));
            let longer = first.into_iter().flatten().take(AT_ONE_WORD).map(|&index| &split[index]);
            let longer: Vec<&str> = longer
                .filter(|(_, other)| words.len() < other.len() && words.is_subset(other))
                .map(|(other, _)| *other)
                .collect();
            let form = if let [one] = longer.as_slice() { one } else { *name };
            ((*name).to_owned(), form.to_lowercase())
        };
        NameForms { forms: split.iter().map(full).collect() }
    }

    /// The form of a speaker's name; empty for nobody.
    pub(super) fn form(&self, name: Option<&str>) -> String {
        let name = name.unwrap_or("");
        self.forms.get(name).cloned().unwrap_or_else(|| name.to_lowercase())
    }
}
