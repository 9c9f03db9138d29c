//! The quotations that only the newer version of an article has: among them is what a lost one may have become.

use std::collections::HashMap;

use super::reported_passage::ReportedPassage;
use super::wording::{compare, likeness};
use crate::anchor::word_key;
use crate::annotation::{Id, is_same_name};
use crate::sorting::Sorting as _;

/// The share of words in per cent, of both together, that two quotations have in common, in order, when one may be the
/// other rewritten. Two that merely begin alike ("I think that") stay below it.
const ALIKE: usize = 50;

/// Quotations that are taken one by one. Their words are looked up, so that few are compared with one that is lost.
pub(super) struct AddedQuotations {
    /// `None` where one was taken.
    all: Vec<Option<ReportedPassage>>,
    by_id: HashMap<Id, usize>,
    /// The quotations of each word, with how often each has it.
    by_word: HashMap<String, Vec<(usize, usize)>>,
}

impl AddedQuotations {
    pub(super) fn new(all: Vec<ReportedPassage>) -> AddedQuotations {
        let mut by_word: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (index, added) in all.iter().enumerate() {
            for (word, n) in counted(&added.words) {
                by_word.entry(word).or_default().push((index, n));
            }
        }
        let by_id = all.iter().zip(0..).filter_map(|(added, index)| Some((added.id?, index))).collect();
        AddedQuotations { all: all.into_iter().map(Some).collect(), by_id, by_word }
    }

    /// The quotation with this id, if nobody took it.
    pub(super) fn with_id(&self, id: Id) -> Option<usize> {
        self.by_id.get(&id).copied().filter(|&index| self.all[index].is_some())
    }

    pub(super) fn id(&self, index: usize) -> Option<Id> {
        self.all[index].as_ref()?.id
    }

    pub(super) fn take(&mut self, index: usize) -> Option<ReportedPassage> {
        self.all[index].take()
    }

    pub(super) fn into_rest(self) -> Vec<ReportedPassage> {
        self.all.into_iter().flatten().collect()
    }

    /// The one that is most like a lost quotation, by the same speaker as far as both are named; of several the first.
    pub(super) fn nearest(&self, gone: &ReportedPassage) -> Option<usize> {
        let length = |words: &str| words.split(' ').count();
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for (word, n) in counted(&gone.words) {
            for &(index, there) in self.by_word.get(&word).into_iter().flatten() {
                *shared.entry(index).or_default() += n.min(there);
            }
        }
        let possible = shared.into_iter().filter_map(|(index, words)| {
            let added = self.all[index].as_ref()?;
            // Words that both have count only where they stand in the same order: no more can be alike.
            let most = 200 * words / (length(&gone.words) + length(&added.words));
            let names = gone.speaker.as_deref().zip(added.speaker.as_deref());
            let is_possible = ALIKE <= most && names.is_none_or(|(then, now)| is_same_name(then, now));
            is_possible.then_some((most, index, added))
        });
        let mut possible: Vec<(usize, usize, &ReportedPassage)> = possible.collect();
        possible.order_by_key(|&(most, index, _)| (std::cmp::Reverse(most), index));
        let mut best: Option<(usize, usize)> = None;
        for (most, index, added) in possible {
            if best.is_some_and(|(share, _)| most < share) {
                break;
            }
            let share = likeness(&compare(&gone.words, &added.words));
            if best.is_none_or(|(known, first)| known < share || known == share && index < first) {
                best = Some((share, index));
            }
        }
        best.filter(|&(share, _)| ALIKE <= share).map(|(_, index)| index)
    }
}

/// How often each word stands in a quotation.
fn counted(words: &str) -> HashMap<String, usize> {
    let mut counted = HashMap::new();
    for word in words.split(' ') {
        *counted.entry(word_key(word)).or_default() += 1;
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Verdict;

    fn passage(number: u64, speaker: &str, words: &str) -> ReportedPassage {
        ReportedPassage {
            id: Some(Id::new(number)),
            what: String::new(),
            speaker: Some(speaker.to_owned()).filter(|name| !name.is_empty()),
            words: words.to_owned(),
            start: 0,
            end: 0,
            verdict: Verdict::Open,
            note: String::new(),
            tags: vec![],
        }
    }

    #[test]
    fn the_quotation_most_alike_is_found_until_it_is_taken() {
        let mut added = AddedQuotations::new(vec![
            passage(1, "Ida Moor", "the boat will go on for years"),
            passage(2, "Tomas Rey", "the boat goes on for some years"),
            passage(3, "", "the boat will go on for a year"),
            passage(4, "Tomas Rey", "years for on go will boat the"),
            passage(5, "Tomas Rey", "nobody asked me"),
        ]);
        let gone = passage(9, "Tomas Rey", "The boat will go on for years");
        // The first is another's, the fourth has the same words in another order.
        assert_eq!(added.nearest(&gone), Some(2));
        assert_eq!(added.take(2).and_then(|taken| taken.id), Some(Id::new(3)));
        assert_eq!((added.nearest(&gone), added.with_id(Id::new(3))), (Some(1), None));
        assert_eq!(added.nearest(&passage(9, "", "no boat")), None);
        let rest: Vec<Option<Id>> = added.into_rest().iter().map(|added| added.id).collect();
        assert_eq!(rest, [1, 2, 4, 5].map(|number| Some(Id::new(number))));
    }
}
