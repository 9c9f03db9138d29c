//! Where two coders differ is decided: a third set, made of both.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::agreement::{AnnotationLayer, CodedArticle, DifferenceKind, differences};
use crate::annotation::{Annotation, AnnotationSet, Id, Relation, Verdict, counterparts};
use crate::sorting::CollectSorted as _;
use crate::span::Span;
use crate::store::{Choice, DisputedPair, StoredComparison};

/// All in which two annotations differ, to be decided together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Dispute {
    pub layer: AnnotationLayer,
    pub kinds: Vec<DifferenceKind>,
    pub pair: DisputedPair,
    /// From the start of the first to the end of the last span of both.
    pub place: Span,
}

/// Where two coders differ, in the order of the text.
pub(crate) fn disputes(article: &CodedArticle) -> Vec<Dispute> {
    let mut disputes: Vec<Dispute> = vec![];
    let mut known: BTreeMap<DisputedPair, usize> = BTreeMap::new();
    for difference in differences(article) {
        let pair = DisputedPair { mine: difference.mine, theirs: difference.theirs };
        if let Some(&index) = known.get(&pair) {
            disputes[index].kinds.push(difference.kind);
            continue;
        }
        known.insert(pair, disputes.len());
        let (layer, place) = (difference.layer, difference.place);
        disputes.push(Dispute { layer, kinds: vec![difference.kind], pair, place });
    }
    disputes
}

/// The set that the decisions make of both. What is not decided is as in `mine`; what is decided is confirmed.
pub(crate) fn settled(mine: &AnnotationSet, comparison: &StoredComparison) -> AnnotationSet {
    let theirs = &comparison.theirs;
    let mut settling = Settling {
        set: mine.clone(),
        theirs,
        placed: counterparts(mine, theirs, |_| false).into_iter().collect(),
        taken: BTreeSet::new(),
    };
    let pairs: BTreeMap<DisputedPair, Choice> =
        comparison.decisions.iter().map(|decision| (decision.pair, decision.choice)).collect_map();
    // Quotations come first: their speakers and cues come along, and are decided after them.
    let is_part = |pair: &DisputedPair| {
        let annotation = pair.mine.and_then(|id| mine.get(id)).or(pair.theirs.and_then(|id| theirs.get(id)));
        annotation.is_some_and(|annotation| annotation.quote().is_none())
    };
    for parts in [false, true] {
        for (&pair, &choice) in pairs.iter().filter(|(pair, _)| is_part(pair) == parts) {
            settling.decide(pair, choice);
        }
    }
    settling.tie();
    settling.set
}

struct Settling<'a> {
    set: AnnotationSet,
    theirs: &'a AnnotationSet,
    /// The ids that annotations of theirs have in the set.
    placed: BTreeMap<Id, Id>,
    /// Those of theirs that were taken over, with their ties.
    taken: BTreeSet<Id>,
}

impl Settling<'_> {
    fn decide(&mut self, pair: DisputedPair, choice: Choice) {
        let mine = pair.mine.filter(|id| self.set.get(*id).is_some());
        let theirs = pair.theirs.and_then(|id| self.theirs.get(id));
        let takes_mine = matches!(choice, Choice::Mine | Choice::Both);
        let theirs = theirs.filter(|_| matches!(choice, Choice::Theirs | Choice::Both));
        match (mine, theirs) {
            (Some(mine), Some(theirs)) if !takes_mine => self.take_as(mine, theirs),
            (mine, theirs) => {
                match mine {
                    Some(mine) if takes_mine => self.confirm(mine),
                    Some(mine) => self.remove(mine),
                    None => {}
                }
                if let Some(theirs) = theirs {
                    self.add(theirs);
                }
            }
        }
    }

    fn confirm(&mut self, id: Id) {
        if let Some(annotation) = self.set.get(id).cloned() {
            self.set.insert(Annotation { verdict: Verdict::Confirmed, ..annotation });
        }
    }

    fn remove(&mut self, id: Id) {
        self.set.remove(id);
        self.placed.retain(|_, placed| *placed != id);
    }

    /// Their annotation stands under the id of mine, with my comment and tags.
    fn take_as(&mut self, id: Id, theirs: &Annotation) {
        let Some(mine) = self.set.get(id).cloned() else { return };
        let Annotation { spans, body, origin, .. } = theirs.clone();
        self.set.insert(Annotation { spans, body, origin, verdict: Verdict::Confirmed, ..mine });
        self.placed.insert(theirs.id, id);
        self.taken.insert(theirs.id);
        self.add_parts(theirs.id);
    }

    /// Adds an annotation of theirs, and the speaker and cue of a quotation.
    fn add(&mut self, theirs: &Annotation) {
        let is_same = |id: &&Id| {
            self.set.get(**id).is_some_and(|here| here.spans == theirs.spans && here.body == theirs.body)
        };
        if self.placed.get(&theirs.id).filter(is_same).is_some() {
            self.taken.insert(theirs.id);
            return;
        }
        let id = self.set.fresh_id();
        self.set.insert(Annotation { id, verdict: Verdict::Confirmed, ..theirs.clone() });
        self.placed.insert(theirs.id, id);
        self.taken.insert(theirs.id);
        self.add_parts(theirs.id);
    }

    fn add_parts(&mut self, quotation: Id) {
        for relation in self.theirs.relations_of(quotation) {
            let is_here = self.placed.get(&relation.to).is_some_and(|id| self.set.get(*id).is_some());
            if relation.from == quotation
                && !is_here
                && let Some(part) = self.theirs.get(relation.to)
            {
                self.add(part);
            }
        }
    }

    /// Ties what was taken from theirs as they tie it.
    fn tie(&mut self) {
        for relation in self.theirs.relations().filter(|relation| self.taken.contains(&relation.from)) {
            let ends = self.placed.get(&relation.from).zip(self.placed.get(&relation.to));
            let Some((&from, &to)) = ends else { continue };
            let others: Vec<Relation> = self
                .set
                .relations_of(from)
                .into_iter()
                .filter(|r| r.from == from && r.kind == relation.kind && r.to != to)
                .collect();
            for other in others {
                self.set.unlink(other);
            }
            self.set.link(Relation { from, to, kind: relation.kind });
        }
    }
}
