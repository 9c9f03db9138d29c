//! Where the annotations of an older version of an article are in the newer one, and what of them changed. Verdicts belong
//! to what was judged: where the newer version says something else, they are open again.

use std::collections::{BTreeMap, BTreeSet};

use super::article::Session;
use super::spans::by_paragraph;
use super::wording::fold_words;
use crate::anchor::{self, Resolution, same_words};
use crate::annotation::{
    Annotation, AnnotationSet, Body, EarlierVerdict, Id, Origin, QuoteKind, Relation, RelationKind, Spans,
    Verdict, is_same_name, is_shown,
};
use crate::document::Document;
use crate::sorting::CollectSorted as _;
use crate::span::Span;

/// Where the annotations of an older version are in a newer one.
pub(super) struct CarriedSet<'a> {
    old: &'a Document,
    set: &'a AnnotationSet,
    spans: BTreeMap<Id, Spans>,
    /// Where what is not found may be, though something speaks against it.
    candidates: BTreeMap<Id, Spans>,
}

impl Session {
    /// The shown annotation of this kind of which most lies under these spans.
    pub(super) fn like_over(&self, body: &Body, spans: &Spans) -> Option<&Annotation> {
        let mut shares: BTreeMap<Id, usize> = BTreeMap::new();
        for &span in spans {
            for (annotation, part) in self.set.overlapping(span) {
                let is_like = std::mem::discriminant(&annotation.body) == std::mem::discriminant(body);
                if is_like && is_shown(&self.set, annotation) {
                    *shares.entry(annotation.id).or_default() += part.intersection(span).map_or(0, Span::len);
                }
            }
        }
        let most = shares.into_iter().max_by_key(|&(id, share)| (share, std::cmp::Reverse(id)));
        most.and_then(|(id, _)| self.set.get(id))
    }
}

/// What a reader has made, judged, tagged or commented on, and the cues and speakers that belong to it.
pub(super) fn kept(set: &AnnotationSet) -> BTreeSet<Id> {
    let own: BTreeSet<Id> = set.in_order().filter(|a| !a.is_replaceable()).map(|a| a.id).collect_set();
    let parts = set.relations().filter(|r| own.contains(&r.from)).map(|r| r.to);
    own.iter().copied().chain(parts).collect()
}

/// What belongs to a quotation.
const PARTS: [RelationKind; 2] = [RelationKind::SpokenBy, RelationKind::CuedBy];

impl<'a> CarriedSet<'a> {
    /// Finds each annotation of the older version in the newer one. One of several spans is there as long as one of them
    /// is.
    pub(super) fn new(old: &'a Document, set: &'a AnnotationSet, new: &Document) -> CarriedSet<'a> {
        let spans: Vec<Span> = set.in_order().flat_map(|a| a.spans.iter().copied()).collect();
        let mut resolutions = anchor::reanchor(old.text(), new.text(), &spans).into_iter();
        let mut carried = CarriedSet { old, set, spans: BTreeMap::new(), candidates: BTreeMap::new() };
        for annotation in set.in_order() {
            let parts = resolutions.by_ref().take(annotation.spans.as_slice().len());
            let parts: Vec<Resolution> = parts.collect();
            let found = by_paragraph(new, parts.iter().copied().filter_map(Resolution::span));
            let possible = parts.iter().filter_map(|part| match part {
                Resolution::Lost { candidate } => candidate.map(|candidate| candidate.span),
                _ => None,
            });
            match found {
                Some(spans) => carried.put(annotation.id, spans),
                None => {
                    carried
                        .candidates
                        .extend(by_paragraph(new, possible).map(|spans| (annotation.id, spans)));
                }
            }
        }
        carried
    }

    /// Takes an annotation for what stands at a place of the newer version.
    pub(super) fn put(&mut self, id: Id, spans: Spans) {
        self.spans.insert(id, spans);
    }

    /// Where an annotation is in the newer version; `None` where nothing of it is left.
    pub(super) fn spans(&self, annotation: &Annotation) -> Option<&Spans> {
        self.spans.get(&annotation.id)
    }

    /// Where an annotation that is not found may be.
    pub(super) fn candidate(&self, annotation: &Annotation) -> Option<&Spans> {
        self.candidates.get(&annotation.id)
    }

    /// What is wanted of the older version, as the newer one has it.
    pub(super) fn placed_in(&self, new: &Session, wanted: &BTreeSet<Id>) -> AnnotationSet {
        let mut placed = AnnotationSet::new();
        for annotation in self.set.in_order().filter(|a| wanted.contains(&a.id)) {
            if let Some(spans) = self.spans(annotation) {
                placed.insert(self.carried(annotation, spans, new));
            }
        }
        // Above the ids of the older version: the session knows such a part again by its place and content.
        let highest = self.set.in_order().map(|a| a.id).max();
        let mut next = highest.map_or(Id::new(1), Id::following);
        let quotes: Vec<Annotation> = placed.in_order().filter(|a| a.quote().is_some()).cloned().collect();
        for (quote, kind) in quotes.iter().flat_map(|quote| PARTS.map(|kind| (quote, kind))) {
            let Some(part) = self.part_now(&placed, quote, kind, new) else { continue };
            let to = if placed.get(part.id) == Some(&part) { part.id } else { next };
            if to == next {
                placed.insert(Annotation { id: next, ..part });
                next = next.following();
            }
            placed.link(Relation { kind, from: quote.id, to });
        }
        // What the newer version has in their place belongs to the quotation now.
        let is_left = |a: &&Annotation| {
            let is_part = matches!(a.body, Body::Cue | Body::Speaker);
            is_part && a.is_replaceable() && placed.relations_of(a.id).is_empty()
        };
        let left: Vec<Id> = placed.in_order().filter(is_left).map(|a| a.id).collect();
        for id in left {
            placed.remove(id);
        }
        placed
    }

    /// The speaker or cue of a quotation: the one that it had, or the one that the newer version has in its place.
    fn part_now(
        &self,
        placed: &AnnotationSet,
        quote: &Annotation,
        kind: RelationKind,
        new: &Session,
    ) -> Option<Annotation> {
        let former = part(self.set, quote.id, kind).and_then(|former| placed.get(former.id));
        let now = now_part(new, new.like_over(&quote.body, &quote.spans), kind);
        let is_readers = |part: &&Annotation| part.origin == Origin::Reader && part.earlier.is_none();
        let unchanged = |part: &&Annotation| now.is_none_or(|now| now.spans == part.spans);
        former.filter(|part| is_readers(part) || unchanged(part)).or(now).cloned()
    }

    /// An annotation at its place in the newer version, with its verdict as long as that is about what stands there.
    fn carried(&self, annotation: &Annotation, spans: &Spans, new: &Session) -> Annotation {
        let now = new.like_over(&annotation.body, spans);
        let spans = self.spans_now(annotation, spans, now, new);
        let mut carried = Annotation { spans, ..annotation.clone() };
        if annotation.is_replaceable() {
            return carried;
        }
        let mut before = self.changes(annotation, &carried.spans, now, new);
        if before.words.is_some() && self.is_back(&carried, new) {
            before.words = None;
        }
        if !before.has_changes() {
            if self.is_back(&carried, new)
                && let Some(earlier) = carried.earlier.take()
            {
                carried.verdict = earlier.verdict;
            }
            return carried;
        }
        if let Some(now) = now {
            take_changes(&mut carried, &before, now);
        }
        carried.reopen(before);
        // Where the newer version is not taken for such a thing any more, there is nothing to judge.
        if annotation.verdict == Verdict::Rejected && now.is_none() {
            carried.verdict = Verdict::Rejected;
        }
        carried
    }

    /// Whether the words that were judged before an earlier change, and nothing but those changed, stand there again.
    fn is_back(&self, carried: &Annotation, new: &Session) -> bool {
        let Some(EarlierVerdict { words: Some(words), speaker: None, cue: None, value: None, .. }) =
            carried.changed_since()
        else {
            return false;
        };
        same_words(words, &fold_words(&new.document, &carried.spans))
    }

    /// Where an annotation lies in the newer version. `spans` are the words that it had. Where the text goes on otherwise
    /// than it did, and the extent is not a reader's, the extent of what the newer version has there counts.
    pub(super) fn spans_now(
        &self,
        annotation: &Annotation,
        spans: &Spans,
        now: Option<&Annotation>,
        new: &Session,
    ) -> Spans {
        let Some(now) = now.filter(|now| now.spans != *spans) else { return spans.clone() };
        let stays = same_words(&self.words(annotation), &fold_words(&new.document, spans));
        let by_reader = [annotation, now].iter().any(|a| a.origin == Origin::Reader);
        let is_decided = if annotation.origin == Origin::Reader { true } else { stays && by_reader };
        if is_decided || stays && !self.goes_on_otherwise(annotation, spans, now, new) {
            return spans.clone();
        }
        now.spans.clone()
    }

    /// Whether what the newer version has beyond the old words did not stand beside them before.
    fn goes_on_otherwise(
        &self,
        annotation: &Annotation,
        spans: &Spans,
        now: &Annotation,
        new: &Session,
    ) -> bool {
        let (then, here, now) = (annotation.spans.hull(), spans.hull(), now.spans.hull());
        let text = new.document.text();
        let before = text.get(now.start().index()..here.start().index()).unwrap_or("");
        let after = text.get(here.end().index()..now.end().index()).unwrap_or("");
        let old = self.old.text();
        !old[..then.start().index()].ends_with(before) || !old[then.end().index()..].starts_with(after)
    }

    /// The parts of what an annotation was that are others in the newer version, as they were. `spans` are its place
    /// there, `now` is what the newer version has there of its kind.
    pub(super) fn changes(
        &self,
        annotation: &Annotation,
        spans: &Spans,
        now: Option<&Annotation>,
        new: &Session,
    ) -> EarlierVerdict {
        let then = self.words(annotation);
        let words = Some(then).filter(|then| !same_words(then, &fold_words(&new.document, spans)));
        let mut changes = EarlierVerdict { words, ..EarlierVerdict::default() };
        match (&annotation.body, now.map(|now| &now.body)) {
            (Body::Quote(quote), _) => {
                changes.speaker = self.former_speaker(annotation, now, new);
                // Marks hold what was said; without them the cue is a part of it: "denied" for "said".
                changes.cue =
                    self.former_cue(annotation, now, new).filter(|_| quote.kind != QuoteKind::Direct);
            }
            (Body::Date(then), Some(Body::Date(timex)))
                if annotation.origin != Origin::Reader && changes.words.is_none() =>
            {
                changes.value = Some(then.value.clone()).filter(|value| *value != timex.value);
            }
            _ => {}
        }
        changes
    }

    /// Who said it, where that is another now.
    fn former_speaker(
        &self,
        annotation: &Annotation,
        now: Option<&Annotation>,
        new: &Session,
    ) -> Option<String> {
        let (then, now_part) =
            (self.part(annotation, RelationKind::SpokenBy), now_part(new, now, RelationKind::SpokenBy));
        let then_name = annotation.quote().and_then(|quote| quote.speaker.clone());
        let now_name = now.and_then(Annotation::quote).and_then(|quote| quote.speaker.as_deref());
        let (then_words, stays) = match then {
            Some(part) => (Some(self.words(part)), self.part_stays(part, now_part, new)),
            None => (None, true),
        };
        let now_words = now_part.map(|part| fold_words(&new.document, &part.spans));
        // A name that only a reader gave says nothing of the text.
        let are_readings =
            now.is_some_and(|now| (now.origin == Origin::Reader) == (annotation.origin == Origin::Reader));
        let is_same = match (then_name.as_deref(), now_name) {
            (Some(then), Some(now)) => is_same_name(then, now) || stays && !are_readings,
            (Some(then), None) => stays || now_words.as_deref().is_some_and(|now| is_same_name(then, now)),
            (None, _) => {
                stays
                    || then_words.as_deref().zip(now_words.as_deref()).is_some_and(|(a, b)| same_words(a, b))
            }
        };
        then_name.or(then_words).filter(|_| !is_same)
    }

    /// The words that reported a quotation, where they are others now.
    fn former_cue(&self, annotation: &Annotation, now: Option<&Annotation>, new: &Session) -> Option<String> {
        let then = self.part(annotation, RelationKind::CuedBy)?;
        let now = now_part(new, now, RelationKind::CuedBy);
        let words = self.words(then);
        let is_same = match now {
            Some(now) => {
                same_words(&words.to_lowercase(), &fold_words(&new.document, &now.spans).to_lowercase())
            }
            None => self.part_stays(then, None, new),
        };
        Some(words).filter(|_| !is_same)
    }

    /// Whether a speaker or cue stands where it stood, in the same words: where the newer version has such a part of the
    /// quotation, there.
    fn part_stays(&self, part: &Annotation, now: Option<&Annotation>, new: &Session) -> bool {
        self.spans(part).is_some_and(|spans| {
            let is_there = now.is_none_or(|now| now.spans.hull().overlaps(spans.hull()));
            is_there && same_words(&self.words(part), &fold_words(&new.document, spans))
        })
    }

    fn part(&self, quote: &Annotation, kind: RelationKind) -> Option<&'a Annotation> {
        part(self.set, quote.id, kind)
    }

    /// The words of an annotation in the older version.
    pub(super) fn words(&self, annotation: &Annotation) -> String {
        fold_words(self.old, &annotation.spans)
    }
}

/// Who says a quotation now, and what a machine reads otherwise in the newer version.
fn take_changes(carried: &mut Annotation, before: &EarlierVerdict, now: &Annotation) {
    let is_readers = carried.origin == Origin::Reader;
    match (&mut carried.body, &now.body) {
        (Body::Quote(quote), Body::Quote(now)) => {
            if before.speaker.is_some() {
                quote.speaker.clone_from(&now.speaker);
            }
            if !is_readers && before.words.is_some() {
                quote.kind = now.kind;
            }
        }
        (body, now) if !is_readers => *body = now.clone(),
        _ => {}
    }
}

fn now_part<'n>(new: &'n Session, now: Option<&Annotation>, kind: RelationKind) -> Option<&'n Annotation> {
    part(&new.set, now?.id, kind)
}

fn part(set: &AnnotationSet, quote: Id, kind: RelationKind) -> Option<&Annotation> {
    match kind {
        RelationKind::SpokenBy => set.speaker_of(quote),
        RelationKind::CuedBy => set.cue_of(quote),
    }
}
