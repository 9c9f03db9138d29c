//! What a second, deep reading changes in an article: the quotations that nobody has touched, with speakers and cues, and
//! the names.

use std::collections::{BTreeMap, BTreeSet};

use super::action::ActionError;
use super::article::{Changed, Session};
use super::growing_step::{Before, GrowingStep};
use super::refine_part::{RefinedPart, RefinedStage};
use crate::annotation::{Annotation, AnnotationSet, Id, Origin, Relation, RelationKind};
use crate::edit::{self, Change, Edit};
use crate::sorting::CollectSorted as _;
use crate::strings;
use crate::view::count;

/// A confidence that differs by less is shown as the same.
const LEAST_DIFFERENCE: f32 = 0.005;

impl Session {
    /// Takes over what an analysis after a second reading has found in a part of the article. Only quotations and names
    /// change, and of them none that a reader has made, judged, tagged or commented on, nor the one with the id `in_use`,
    /// in whose field a reader types. It costs what the part costs.
    pub(crate) fn refine(&mut self, found: &AnnotationSet, part: RefinedPart, in_use: Option<Id>) -> Changed {
        let set = std::mem::take(&mut self.set);
        let mut refinement =
            RefiningEdits { set, part, in_use, edits: vec![], inverses: vec![], left: BTreeSet::new() };
        refinement.refine(found);
        if part.stage == RefinedStage::Whole {
            refinement.refine_names(found);
        }
        let (set, edits) = refinement.taken_back();
        self.set = set;
        self.grow(edits)
    }

    /// Makes one step of all that a deep reading has changed.
    pub(crate) fn end_refining(&mut self) -> Result<Changed, ActionError> {
        if self.growing.changes_nothing(&self.set) {
            self.growing = GrowingStep::default();
            return Err(ActionError::Nothing(strings::DEEP_FOUND_NOTHING));
        }
        let said = RefinedCounts::of(&self.growing.before, &self.set).said();
        self.end_growing();
        Ok(Changed { said, ..Changed::default() })
    }
}

/// What a deep reading has changed, on the whole.
#[derive(Default)]
struct RefinedCounts {
    added: usize,
    changed: usize,
    removed: usize,
    /// Names that came, changed or went.
    names: usize,
}

impl RefinedCounts {
    fn of(before: &BTreeMap<Id, Before>, set: &AnnotationSet) -> RefinedCounts {
        let mut counts = RefinedCounts::default();
        for (&id, before) in before {
            let now = Before::of(set, id);
            let Some(known) = before.annotation.as_ref().or(now.annotation.as_ref()) else { continue };
            let is_quote = known.quote().is_some();
            match (&before.annotation, &now.annotation) {
                (Some(old), Some(new)) if !is_quote => counts.names += usize::from(is_other(old, new)),
                (Some(old), Some(new)) => {
                    let is_changed = is_other(old, new) || before.relations != now.relations;
                    counts.changed += usize::from(is_changed);
                }
                _ if known.entity().is_some() => counts.names += 1,
                (None, _) => counts.added += usize::from(is_quote),
                (_, None) => counts.removed += usize::from(is_quote),
            }
        }
        counts
    }

    fn said(&self) -> String {
        let RefinedCounts { added, changed, removed, names } = *self;
        if added + changed + removed + names == 0 {
            return strings::DEEP_FOUND_THE_SAME.to_owned();
        }
        let parts = [
            (added, count(added, strings::DEEP_MORE)),
            (changed, strings::fill(strings::DEEP_CHANGED, &[&changed])),
            (removed, strings::fill(strings::DEEP_REMOVED, &[&removed])),
            (names, count(names, strings::DEEP_NAMES)),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|(n, _)| 0 < *n).map(|(_, said)| said).collect();
        strings::fill(strings::DEEP_FOUND, &[&parts.join(", ")])
    }
}

/// Whether a reader sees another annotation: how sure the machine is does not count.
fn is_other(old: &Annotation, new: &Annotation) -> bool {
    old.spans != new.spans || old.body != new.body || old.learned != new.learned
}

/// The edits on the way to what was found.
pub(super) struct RefiningEdits {
    /// The set as the edits so far make it.
    pub(super) set: AnnotationSet,
    pub(super) part: RefinedPart,
    in_use: Option<Id>,
    edits: Vec<Edit>,
    inverses: Vec<Edit>,
    /// Speakers and cues that a quotation has lost.
    left: BTreeSet<Id>,
}

impl RefiningEdits {
    /// The set as it was, and the edits.
    fn taken_back(mut self) -> (AnnotationSet, Vec<Edit>) {
        for inverse in self.inverses.into_iter().rev() {
            edit::apply(&mut self.set, inverse).expect("the inverse of what was just done can be done");
        }
        (self.set, self.edits)
    }

    fn refine(&mut self, found: &AnnotationSet) {
        let is_settled = |new: &&Annotation| quotes_over(&self.set, new).any(|old| !self.is_free(old));
        let new = found.in_order().filter(|a| a.quote().is_some() && self.part.has(a));
        let (blocked, placed): (Vec<&Annotation>, Vec<&Annotation>) = new.partition(is_settled);
        let blocked: BTreeSet<Id> = blocked.iter().map(|quote| quote.id).collect_set();
        let pairs = self.pairs(&placed);
        let taken: BTreeSet<Id> = pairs.values().copied().collect_set();
        let gives_way = |quote: &Annotation| !quotes_over(found, quote).any(|new| blocked.contains(&new.id));
        let here = self.set.overlapping(self.part.within).map(|(old, _)| old);
        let gone = here.filter(|old| old.quote().is_some() && self.part.has(old) && self.is_free(old));
        let gone = gone.filter(|old| !taken.contains(&old.id) && gives_way(old));
        let gone: BTreeSet<Id> = gone.map(|old| old.id).collect_set();
        for id in gone {
            self.remove(id);
        }
        for new in placed {
            match pairs.get(&new.id) {
                Some(&old) => self.change(old, new, found),
                None => self.add(new, found),
            }
        }
        self.remove_left_alone();
    }

    /// Of each new quotation the free one here that it takes the place of: over the same words, or else over some of
    /// them.
    fn pairs(&self, new: &[&Annotation]) -> BTreeMap<Id, Id> {
        let (mut pairs, mut taken) = (BTreeMap::new(), BTreeSet::new());
        let rules: [fn(&Annotation, &Annotation) -> bool; 2] = [|a, b| a.spans == b.spans, |_, _| true];
        for rule in rules {
            for quote in new {
                let is_free = |old: &&Annotation| self.is_free(old) && !taken.contains(&old.id);
                let old = quotes_over(&self.set, quote).filter(is_free).find(|old| rule(old, quote));
                if let Some(old) = old.map(|old| old.id).filter(|_| !pairs.contains_key(&quote.id)) {
                    pairs.insert(quote.id, old);
                    taken.insert(old);
                }
            }
        }
        pairs
    }

    fn is_free(&self, quote: &Annotation) -> bool {
        self.part.may_take(quote) && self.is_untouched(quote)
    }

    /// Whether the analysis may still change a quotation: nobody has touched it, its speaker or its cue.
    fn is_untouched(&self, quote: &Annotation) -> bool {
        let mut parts = self.parts(quote.id).into_iter().filter_map(|relation| self.set.get(relation.to));
        self.may_change(quote) && parts.all(|part| self.may_change(part))
    }

    /// Whether nobody has touched an annotation.
    pub(super) fn may_change(&self, a: &Annotation) -> bool {
        a.is_replaceable() && self.in_use != Some(a.id)
    }

    /// The relations that lead from a quotation to its speaker and cue.
    fn parts(&self, quote: Id) -> Vec<Relation> {
        self.set.relations_of(quote).into_iter().filter(|relation| relation.from == quote).collect()
    }

    /// How many edits there are so far.
    pub(super) fn edits_made(&self) -> usize {
        self.edits.len()
    }

    pub(super) fn make(&mut self, edit: Edit) {
        let inverse = edit::apply(&mut self.set, edit.clone());
        self.inverses.push(inverse.expect("each id in it is fresh or was read off the set"));
        self.edits.push(edit);
    }

    fn remove(&mut self, quote: Id) {
        self.left.extend(self.parts(quote).iter().map(|relation| relation.to));
        self.make(Edit::Remove(quote));
    }

    fn add(&mut self, new: &Annotation, found: &AnnotationSet) {
        let id = self.set.fresh_id();
        self.make(Edit::Add(Box::new(Annotation { id, ..new.clone() })));
        self.tie(id, new.id, found);
    }

    /// Makes a quotation what was found.
    fn change(&mut self, old: Id, new: &Annotation, found: &AnnotationSet) {
        let before = self.edits.len();
        let Some(here) = self.set.get(old).cloned() else { return };
        self.make_as(&here, new);
        self.tie(old, new.id, found);
        self.be_as_sure(&here, new, before < self.edits.len());
    }

    /// Gives an annotation the confidence of another, where it `is_changed` or the difference shows.
    pub(super) fn be_as_sure(&mut self, here: &Annotation, new: &Annotation, is_changed: bool) {
        if here.origin != new.origin && (is_changed || is_surer_or_less(&here.origin, &new.origin)) {
            self.make(Edit::Set(here.id, Change::Origin(new.origin.clone())));
        }
    }

    /// Gives an annotation the words and the content of another, and what the reader's word list said of it.
    pub(super) fn make_as(&mut self, here: &Annotation, new: &Annotation) {
        if here.spans != new.spans {
            self.make(Edit::Set(here.id, Change::Spans(new.spans.clone())));
        }
        if here.body != new.body {
            self.make(Edit::Set(here.id, Change::Body(new.body.clone())));
        }
        if here.learned != new.learned {
            self.make(Edit::Set(here.id, Change::Verdict(new.verdict)));
            self.make(Edit::Set(here.id, Change::Learned(new.learned.clone())));
        }
    }

    /// Ties a quotation to the speaker and the cue that a found one has.
    fn tie(&mut self, quote: Id, new: Id, found: &AnnotationSet) {
        for kind in [RelationKind::SpokenBy, RelationKind::CuedBy] {
            let of_kind = |relation: &Relation| relation.kind == kind;
            let wanted: Vec<&Annotation> = found
                .relations_of(new)
                .into_iter()
                .filter(|relation| relation.from == new && of_kind(relation))
                .filter_map(|relation| found.get(relation.to))
                .collect();
            for relation in self.parts(quote).into_iter().filter(of_kind) {
                let is_wanted = |part: &Annotation| wanted.iter().any(|want| want.spans == part.spans);
                if !self.set.get(relation.to).is_some_and(is_wanted) {
                    self.make(Edit::Unlink(relation));
                    self.left.insert(relation.to);
                }
            }
            for part in wanted {
                let to = self.part(part);
                let relation = Relation { kind, from: quote, to };
                if !self.parts(quote).contains(&relation) {
                    self.make(Edit::Link(relation));
                }
            }
        }
    }

    /// The annotation of a speaker's or cue's words: the one that is here, or else a new one.
    fn part(&mut self, part: &Annotation) -> Id {
        let is_here = |a: &Annotation| a.spans == part.spans && a.body == part.body;
        let here = self.set.overlapping(part.spans.hull()).map(|(a, _)| a).find(|a| is_here(a)).map(|a| a.id);
        if let Some(here) = here {
            return here;
        }
        let id = self.set.fresh_id();
        self.make(Edit::Add(Box::new(Annotation { id, ..part.clone() })));
        id
    }

    fn remove_left_alone(&mut self) {
        for id in std::mem::take(&mut self.left) {
            let is_alone = self.set.relations_of(id).is_empty();
            if is_alone && self.set.get(id).is_some_and(Annotation::is_replaceable) {
                self.make(Edit::Remove(id));
            }
        }
    }
}

/// The quotations of a set that share words with one.
fn quotes_over<'s>(set: &'s AnnotationSet, quote: &'s Annotation) -> impl Iterator<Item = &'s Annotation> {
    let over = set.overlapping(quote.spans.hull()).map(|(other, _)| other);
    over.filter(move |other| other.quote().is_some() && shares_words(other, quote))
}

pub(super) fn shares_words(a: &Annotation, b: &Annotation) -> bool {
    a.spans.iter().any(|x| b.spans.iter().any(|y| x.overlaps(*y)))
}

fn is_surer_or_less(here: &Origin, new: &Origin) -> bool {
    match (here, new) {
        (Origin::Machine { confidence: here, .. }, Origin::Machine { confidence: new, .. }) => {
            LEAST_DIFFERENCE <= (here - new).abs()
        }
        _ => false,
    }
}
