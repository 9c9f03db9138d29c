//! The annotations of one article, by id, by place and by relation.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Annotation, Id, Relation, RelationKind};
use crate::document::Meta;
use crate::sorting::Sorting as _;
use crate::span::{Pos, Span};

/// The annotations of one article and the relations among them.
///
/// Lookup by id, by place and by relation each cost O(log n).
///
/// ```
/// use pullquote::{Document, annotate};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist. “We are glad.”");
/// let set = annotate(&document);
/// for annotation in set.in_order() {
///     let Some(quote) = &annotation.quote() else { continue };
///     let words: Vec<&str> = annotation.spans.iter().map(|&span| document.slice(span)).collect();
///     println!("{}: {}", quote.speaker.as_deref().unwrap_or("?"), words.join(" … "));
/// }
/// # assert!(set.in_order().any(|annotation| annotation.quote().is_some()));
/// ```
#[derive(Clone, Debug, Default)]
pub struct AnnotationSet {
    /// Every walk over the text looks each annotation up: by a hash, since a tree of thousands takes longer than all
    /// else that the walk does. Copies of a set share them: a restore point of a long article is taken at a key.
    annotations: HashMap<Id, Arc<Annotation>, BuildHasherDefault<IdHasher>>,
    // Invariant: one entry for each span of each annotation.
    places: BTreeSet<(Pos, std::cmp::Reverse<Pos>, Id)>,
    // Invariant: each relation stands in both; both its ends are in `annotations`.
    relations: BTreeSet<Relation>,
    backward: BTreeSet<(Id, Relation)>,
    /// The longest span ever inserted, in bytes: how far back a search by place must start.
    longest: u32,
    /// Which numbers fresh ids have: those of a tab, so that two tabs never give the same.
    id_range: u32,
    // Invariant: the keys of `annotations`.
    ids: BTreeSet<Id>,
    /// What the reader says of the article: its title, its day and the like. `None` where the reader has corrected nothing.
    details: Option<Box<Meta>>,
}

/// Spreads the numbers of ids, which count up, over a table (Fibonacci hashing; Knuth, TAOCP 3, 6.4).
#[derive(Clone, Debug, Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(self.0 ^ u64::from(byte)));
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

/// How many ids a range has: no article has so many annotations.
const IDS_PER_RANGE: u64 = 1 << 24;

impl PartialEq for AnnotationSet {
    fn eq(&self, other: &AnnotationSet) -> bool {
        self.annotations == other.annotations
            && self.relations == other.relations
            && self.details == other.details
    }
}

impl AnnotationSet {
    /// A set without annotations.
    pub fn new() -> AnnotationSet {
        AnnotationSet::default()
    }

    /// What the reader says of the article, where that was corrected.
    pub(crate) fn details(&self) -> Option<&Meta> {
        self.details.as_deref()
    }

    /// Sets what the reader says of the article; gives what it was.
    pub(crate) fn set_details(&mut self, details: Option<Box<Meta>>) -> Option<Box<Meta>> {
        std::mem::replace(&mut self.details, details)
    }

    /// How many annotations there are.
    pub fn len(&self) -> usize {
        self.annotations.len()
    }

    /// Whether there is no annotation.
    pub fn is_empty(&self) -> bool {
        self.annotations.is_empty()
    }

    /// The annotation with this id.
    pub fn get(&self, id: Id) -> Option<&Annotation> {
        self.annotations.get(&id).map(Arc::as_ref)
    }

    /// An id that no annotation of this set has; its number is above all of theirs in its range
    /// ([`AnnotationSet::set_id_range`]).
    pub fn fresh_id(&self) -> Id {
        let first = u64::from(self.id_range) * IDS_PER_RANGE;
        let taken = self.ids.range(Id(first)..Id(first + IDS_PER_RANGE)).next_back();
        Id(taken.map_or(first + 1, |id| id.0 + 1))
    }

    /// Sets the range that fresh ids come from: where two programs add to the same set, each has a range of its own.
    /// Every set begins with range 0.
    pub fn set_id_range(&mut self, id_range: u32) {
        self.id_range = id_range;
    }

    /// All annotations in the order of the text: by first start, the longer first, then by id.
    pub fn in_order(&self) -> impl DoubleEndedIterator<Item = &Annotation> + Clone {
        self.places.iter().filter_map(|&(start, _, id)| {
            let annotation = self.annotations[&id].as_ref();
            (annotation.spans.first().start() == start).then_some(annotation)
        })
    }

    /// The annotations that share at least one byte with `within`, each with the span that does, in the order
    /// of the text. One with several such spans comes several times.
    pub fn overlapping(&self, within: Span) -> impl Iterator<Item = (&Annotation, Span)> {
        let from = Pos(within.start().0.saturating_sub(self.longest));
        self.places
            .range((from, std::cmp::Reverse(Pos(u32::MAX)), Id(0))..)
            .take_while(move |(start, ..)| *start < within.end())
            .map(|&(start, end, id)| (self.annotations[&id].as_ref(), Span::new(start, end.0)))
            .filter(move |(_, span)| span.overlaps(within))
    }

    /// All relations, by kind, then by their ends' ids.
    pub fn relations(&self) -> impl Iterator<Item = Relation> {
        self.relations.iter().copied()
    }

    /// The relations that lead from or to an annotation.
    pub fn relations_of(&self, id: Id) -> Vec<Relation> {
        let mut all: Vec<Relation> = self.touching(id).collect();
        all.order();
        all.dedup();
        all
    }

    /// The annotation at the other end of the first relation of this kind that leads from `id`.
    pub fn follow(&self, id: Id, kind: RelationKind) -> Option<&Annotation> {
        let low = Relation { kind, from: id, to: Id(0) };
        let high = Relation { kind, from: id, to: Id(u64::MAX) };
        self.relations.range(low..=high).next().and_then(|r| self.get(r.to))
    }

    /// The quotations whose speaker or cue this annotation is.
    pub fn leading_to(&self, id: Id) -> impl Iterator<Item = &Annotation> {
        self.arriving_at(id).filter_map(|r| self.get(r.from))
    }

    /// The words that name a quotation's speaker.
    pub fn speaker_of(&self, quote: Id) -> Option<&Annotation> {
        self.follow(quote, RelationKind::SpokenBy)
    }

    /// The words that report a quotation.
    pub fn cue_of(&self, quote: Id) -> Option<&Annotation> {
        self.follow(quote, RelationKind::CuedBy)
    }

    /// Puts an annotation in, in place of any with the same id; relations stay.
    pub fn insert(&mut self, annotation: Annotation) -> Option<Annotation> {
        let old = self.annotations.get(&annotation.id).cloned();
        if let Some(old) = &old {
            self.forget_places(old);
        }
        for span in &annotation.spans {
            self.longest = self.longest.max(span.len() as u32);
            self.places.insert((span.start(), std::cmp::Reverse(span.end()), annotation.id));
        }
        self.ids.insert(annotation.id);
        self.annotations.insert(annotation.id, Arc::new(annotation));
        old.map(Arc::unwrap_or_clone)
    }

    /// Takes an annotation out, with the relations that led from or to it.
    pub fn remove(&mut self, id: Id) -> Option<(Annotation, Vec<Relation>)> {
        let relations = self.relations_of(id);
        let annotation = self.annotations.remove(&id)?;
        self.ids.remove(&id);
        self.forget_places(&annotation);
        for &relation in &relations {
            self.unlink(relation);
        }
        Some((Arc::unwrap_or_clone(annotation), relations))
    }

    /// Takes an annotation out, and with it the speaker and the cue that it alone had, as far as nobody has touched them.
    ///
    /// ```
    /// use pullquote::{Document, annotate};
    ///
    /// let mut set = annotate(&Document::from_text("“It stays,” said Mara Lindqvist."));
    /// let quotation = set.in_order().find(|a| a.quote().is_some()).expect("it is found").id;
    /// let cue = set.cue_of(quotation).expect("it has a cue").id;
    /// set.remove_with_parts(quotation);
    /// assert!(set.get(quotation).is_none() && set.get(cue).is_none());
    /// ```
    pub fn remove_with_parts(&mut self, id: Id) {
        let Some((_, relations)) = self.remove(id) else { return };
        for part in relations.into_iter().filter(|relation| relation.from == id).map(|relation| relation.to) {
            let is_alone = self.leading_to(part).next().is_none();
            if is_alone && self.get(part).is_some_and(Annotation::is_replaceable) {
                self.remove(part);
            }
        }
    }

    /// Adds a relation between two annotations of this set; `false` when it is there already or an end is missing.
    pub fn link(&mut self, relation: Relation) -> bool {
        let both =
            self.annotations.contains_key(&relation.from) && self.annotations.contains_key(&relation.to);
        both && self.backward.insert((relation.to, relation)) && self.relations.insert(relation)
    }

    /// Takes a relation out; `false` when it was not there.
    pub fn unlink(&mut self, relation: Relation) -> bool {
        self.backward.remove(&(relation.to, relation));
        self.relations.remove(&relation)
    }

    fn touching(&self, id: Id) -> impl Iterator<Item = Relation> {
        let kinds = [RelationKind::SpokenBy, RelationKind::CuedBy];
        let out = kinds.into_iter().flat_map(move |kind| {
            let low = Relation { kind, from: id, to: Id(0) };
            self.relations.range(low..=Relation { to: Id(u64::MAX), ..low }).copied()
        });
        out.chain(self.arriving_at(id))
    }

    fn arriving_at(&self, id: Id) -> impl Iterator<Item = Relation> {
        let lowest = Relation { kind: RelationKind::SpokenBy, from: Id(0), to: Id(0) };
        self.backward.range((id, lowest)..).take_while(move |(to, _)| *to == id).map(|&(_, r)| r)
    }

    fn forget_places(&mut self, annotation: &Annotation) {
        for span in &annotation.spans {
            self.places.remove(&(span.start(), std::cmp::Reverse(span.end()), annotation.id));
        }
    }
}

/// A set is stored as its annotations, in the order of the text, its relations, and the details of the article where a
/// reader has corrected them. Earlier versions of the page read sets without the third.
impl Serialize for AnnotationSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let annotations: Vec<&Annotation> = self.in_order().collect();
        let relations: Vec<Relation> = self.relations().collect();
        match &self.details {
            None => (annotations, relations).serialize(serializer),
            details => (annotations, relations, details).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for AnnotationSet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<AnnotationSet, D::Error> {
        let StoredSet(annotations, relations, details) = deserializer.deserialize_seq(SetVisitor)?;
        let mut set = AnnotationSet { details, ..AnnotationSet::new() };
        for annotation in annotations {
            set.insert(annotation);
        }
        for relation in relations {
            set.link(relation);
        }
        Ok(set)
    }
}

/// A set as it is stored.
struct StoredSet(Vec<Annotation>, Vec<Relation>, Option<Box<Meta>>);

struct SetVisitor;

impl<'de> serde::de::Visitor<'de> for SetVisitor {
    type Value = StoredSet;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("annotations, relations, and perhaps details")
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut parts: A) -> Result<StoredSet, A::Error> {
        let missing = |n| serde::de::Error::invalid_length(n, &"annotations and relations");
        let annotations = parts.next_element()?.ok_or_else(|| missing(0))?;
        let relations = parts.next_element()?.ok_or_else(|| missing(1))?;
        let details = parts.next_element::<Option<Box<Meta>>>()?.flatten();
        Ok(StoredSet(annotations, relations, details))
    }
}
