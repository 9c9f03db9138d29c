//! Which annotations of two sets of one article are the same: the one rule for imported files and for back-ups.

use std::collections::{HashMap, HashSet};
use std::mem::discriminant;

use super::{Annotation, AnnotationSet, Body, Id, Spans};

/// How many annotations of one passage are compared. No reader makes so many; a file that means harm may.
const AT_ONE_PLACE: usize = 64;

/// For annotations of `other`, the same ones of `here`. Each annotation here is the counterpart of one, but for copies:
/// what says the same of the same words as one that is taken has the same counterpart.
///
/// Rules that are surer come first, for all annotations, so that no doubtful match takes what a sure one needs.
/// `knows_id` says of an id of `other` whether it comes from a set of this article, or was only counted up.
pub(crate) fn counterparts(
    here: &AnnotationSet,
    other: &AnnotationSet,
    knows_id: impl Fn(Id) -> bool,
) -> HashMap<Id, Id> {
    let mut by_spans: HashMap<&Spans, Vec<&Annotation>> = HashMap::new();
    for annotation in here.in_order() {
        by_spans.entry(&annotation.spans).or_default().push(annotation);
    }
    let mut matching =
        Matching { here, other, by_spans, counterparts: HashMap::new(), taken: HashSet::new() };
    let namesake = |m: &Matching, new: &Annotation| {
        m.here.get(new.id).filter(|old| knows_id(new.id) && !m.taken.contains(&old.id)).map(|old| old.id)
    };
    let old = |m: &Matching, id: Id| m.here.get(id).cloned();
    matching
        .round(|m, new| namesake(m, new).filter(|&id| old(m, id).is_some_and(|o| says_the_same(&o, new))));
    matching.round(|m, new| m.of_same_words(new, |old| says_the_same(old, new) && is_judged_alike(old, new)));
    matching.round(|m, new| m.of_same_words(new, |old| says_the_same(old, new)));
    matching.round(|m, new| namesake(m, new).filter(|&id| old(m, id).is_some_and(|o| o.spans == new.spans)));
    matching.round(|m, new| namesake(m, new).filter(|&id| old(m, id).is_some_and(|o| is_over(&o, new))));
    matching.round(|m, new| m.of_same_words(new, |old| is_of_one_sort(old, new)));
    matching.match_mentions();
    matching.match_copies();
    matching.counterparts
}

struct Matching<'s> {
    here: &'s AnnotationSet,
    other: &'s AnnotationSet,
    by_spans: HashMap<&'s Spans, Vec<&'s Annotation>>,
    counterparts: HashMap<Id, Id>,
    /// Those here that are a counterpart.
    taken: HashSet<Id>,
}

impl Matching<'_> {
    /// Applies one rule to all that have no counterpart yet.
    fn round(&mut self, rule: impl Fn(&Self, &Annotation) -> Option<Id>) {
        for new in self.other.in_order() {
            if !self.counterparts.contains_key(&new.id)
                && let Some(old) = rule(self, new)
            {
                self.take(new.id, old);
            }
        }
    }

    fn take(&mut self, new: Id, old: Id) {
        self.counterparts.insert(new, old);
        self.taken.insert(old);
    }

    fn of_same_words(&self, new: &Annotation, is_it: impl Fn(&Annotation) -> bool) -> Option<Id> {
        let all = self.by_spans.get(&new.spans)?.iter().take(AT_ONE_PLACE);
        all.filter(|old| !self.taken.contains(&old.id)).find(|old| is_it(old)).map(|old| old.id)
    }

    /// The speaker and the cue of a quotation are the same as those that it has here, if they share words.
    fn match_mentions(&mut self) {
        for relation in self.other.relations() {
            if self.counterparts.contains_key(&relation.to) {
                continue;
            }
            let from = self.counterparts.get(&relation.from);
            let old = from.and_then(|&from| self.here.follow(from, relation.kind));
            let new = self.other.get(relation.to);
            if let (Some(old), Some(new)) = (old, new)
                && is_over(old, new)
                && !self.taken.contains(&old.id)
            {
                let old = old.id;
                self.take(new.id, old);
            }
        }
    }

    fn match_copies(&mut self) {
        for new in self.other.in_order() {
            if !self.counterparts.contains_key(&new.id)
                && let Some(all) = self.by_spans.get(&new.spans)
                && let Some(old) = all.iter().take(AT_ONE_PLACE).find(|old| says_the_same(old, new))
            {
                self.counterparts.insert(new.id, old.id);
            }
        }
    }
}

/// Whether two annotations say the same of the same words.
pub(crate) fn says_the_same(one: &Annotation, other: &Annotation) -> bool {
    one.spans == other.spans && one.body == other.body
}

fn is_judged_alike(one: &Annotation, other: &Annotation) -> bool {
    one.verdict == other.verdict
        && one.earlier == other.earlier
        && one.note == other.note
        && one.tags == other.tags
}

/// Whether two annotations are of one sort. Names and dates are: which of them words are is a matter of label.
pub(crate) fn is_of_one_sort(one: &Annotation, other: &Annotation) -> bool {
    let is_named = |body: &Body| matches!(body, Body::Entity(_) | Body::Date(_));
    discriminant(&one.body) == discriminant(&other.body) || is_named(&one.body) && is_named(&other.body)
}

fn is_over(old: &Annotation, new: &Annotation) -> bool {
    is_of_one_sort(old, new) && old.spans.hull().overlaps(new.spans.hull())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Entity, EntityKind, Quote, QuoteKind, Relation, RelationKind};
    use crate::sorting::Sorting as _;
    use crate::span::Span;

    fn note(id: u64, start: usize, end: usize, note: &str) -> Annotation {
        let annotation = Annotation::by_reader(Id::new(id), Span::new(start, end), Body::Note);
        Annotation { note: note.to_owned(), ..annotation }
    }

    fn person(id: u64, start: usize, end: usize) -> Annotation {
        let body = Body::Entity(Entity { kind: EntityKind::Person, name: String::new() });
        Annotation { body, ..note(id, start, end, "") }
    }

    fn set(annotations: impl IntoIterator<Item = Annotation>) -> AnnotationSet {
        let mut set = AnnotationSet::new();
        for annotation in annotations {
            set.insert(annotation);
        }
        set
    }

    /// `a1=a2` for each annotation of the other set that has a counterpart.
    fn check(here: &AnnotationSet, other: &AnnotationSet, knows_ids: bool, expected: &str) {
        let mut found: Vec<_> = counterparts(here, other, |_| knows_ids).into_iter().collect();
        found.order();
        let found: Vec<String> = found.into_iter().map(|(new, old)| format!("{new}={old}")).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn the_same_words_with_the_same_label_are_the_same_whatever_their_ids() {
        let here = set([note(1, 0, 5, "a"), note(2, 0, 5, "b"), person(3, 7, 9)]);
        let other = set([note(2, 0, 5, "a"), note(9, 0, 5, "b"), person(1, 7, 9)]);
        check(&here, &other, false, "a1=a3 a2=a1 a9=a2");
    }

    #[test]
    fn an_id_that_is_known_outweighs_the_words() {
        let here = set([note(1, 0, 5, ""), person(2, 7, 12)]);
        check(&here, &set([person(1, 0, 5), person(2, 7, 9)]), true, "a1=a1 a2=a2");
        check(&here, &set([person(2, 20, 25)]), true, "");
        check(&here, &set([person(2, 7, 9)]), false, "");
    }

    #[test]
    fn copies_have_one_counterpart() {
        let here = set([note(1, 0, 5, "")]);
        check(&here, &set([note(8, 0, 5, ""), note(9, 0, 5, "")]), false, "a8=a1 a9=a1");
    }

    #[test]
    fn a_quotations_speaker_is_the_same_with_a_word_more() {
        let said = |mention: u64, end: usize| {
            let body = Body::Quote(Quote::new(QuoteKind::Direct, None));
            let speaker = Annotation { body: Body::Speaker, ..note(mention, 10, end, "") };
            let mut set = set([Annotation { body, ..note(1, 0, 8, "") }, speaker]);
            set.link(Relation { kind: RelationKind::SpokenBy, from: Id::new(1), to: Id::new(mention) });
            set
        };
        check(&said(2, 14), &said(7, 18), false, "a1=a1 a7=a2");
    }
}
