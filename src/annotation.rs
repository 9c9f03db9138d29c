//! The standoff model: what is marked in an article, by whom, and how the marks belong together.
//!
//! Annotations never touch the text. Each lies over one or more spans of it, says what it is ([`Body`]), who
//! made it ([`Origin`]) and what a reader thinks of it ([`Verdict`]). Relations tie a quotation to the mention
//! of its speaker and to its cue.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::span::{Pos, Span};

/// An annotation's identity, unique within its set and kept through undo, storage and export.
///
/// Written as `a` and a hexadecimal number (`a1f`), in storage and in the page alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(u64);

impl Id {
    pub fn new(number: u64) -> Id {
        Id(number)
    }

    /// The id whose number is one higher.
    #[must_use]
    pub fn following(self) -> Id {
        Id(self.0.saturating_add(1))
    }

    pub fn number(self) -> u64 {
        self.0
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a{:x}", self.0)
    }
}

impl std::str::FromStr for Id {
    type Err = NotAnId;

    fn from_str(s: &str) -> Result<Id, NotAnId> {
        let digits = s.strip_prefix('a').ok_or(NotAnId)?;
        u64::from_str_radix(digits, 16).map(Id).map_err(|_| NotAnId)
    }
}

/// The text is not an annotation's id (`a` and a hexadecimal number).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl std::fmt::Display for NotAnId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not an annotation id")
    }
}

impl TryFrom<String> for Id {
    type Error = NotAnId;

    fn try_from(s: String) -> Result<Id, NotAnId> {
        s.parse()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        id.to_string()
    }
}

/// One thing marked in the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    pub id: Id,
    pub spans: Spans,
    pub body: Body,
    pub origin: Origin,
    #[serde(default)]
    pub verdict: Verdict,
    /// The reader's comment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// Where an annotation lies: at least one span, in order, without overlap.
///
/// A quotation split by its cue, or running over several paragraphs, has several.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Span>", into = "Vec<Span>")]
pub struct Spans(
    // Invariant: not empty; sorted; disjoint.
    Vec<Span>,
);

/// A list of spans was empty, or they overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadSpans;

impl std::fmt::Display for BadSpans {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an annotation needs at least one span, and its spans may not overlap")
    }
}

impl Spans {
    /// The spans sorted; an error when there is none or two overlap.
    pub fn new(mut spans: Vec<Span>) -> Result<Spans, BadSpans> {
        spans.sort_unstable();
        let apart = spans.windows(2).all(|w| w[0].end() <= w[1].start());
        if spans.is_empty() || !apart { Err(BadSpans) } else { Ok(Spans(spans)) }
    }

    pub fn first(&self) -> Span {
        self.0[0]
    }

    pub fn last(&self) -> Span {
        self.0[self.0.len() - 1]
    }

    /// From the start of the first span to the end of the last.
    pub fn hull(&self) -> Span {
        self.first().hull(self.last())
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Span> {
        self.0.iter()
    }

    pub fn as_slice(&self) -> &[Span] {
        &self.0
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Spans {
        Spans(vec![span])
    }
}

impl TryFrom<Vec<Span>> for Spans {
    type Error = BadSpans;

    fn try_from(spans: Vec<Span>) -> Result<Spans, BadSpans> {
        Spans::new(spans)
    }
}

impl From<Spans> for Vec<Span> {
    fn from(spans: Spans) -> Vec<Span> {
        spans.0
    }
}

impl<'a> IntoIterator for &'a Spans {
    type Item = &'a Span;
    type IntoIter = std::slice::Iter<'a, Span>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// What an annotation says its spans are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Body {
    Quote(Quote),
    /// The words that name a quotation's source: `she`, `a spokesman`, `Hadi al-Ameri`.
    Speaker,
    /// The words that report: `said`, `According to`.
    Cue,
    Entity(Entity),
    Date(Timex),
    /// A passage that a reader marked to comment on.
    Note,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    pub kind: QuoteKind,
    /// The speaker's canonical name within the article, where it is known: the same text as [`Entity::name`] of
    /// that person. The words in the text that name the speaker are a [`Body::Speaker`] annotation, tied by
    /// [`RelationKind::SpokenBy`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// All inside quotation marks.
    Direct,
    /// Reported speech without marks.
    Indirect,
    /// Reported speech of which a part is inside marks.
    Mixed,
}

/// A mention of a named thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    pub kind: EntityKind,
    /// The fullest name that the article gives this thing; the same for all its mentions.
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EntityKind {
    Person,
    Org,
    /// Countries, cities, states: places with a government.
    Gpe,
    /// Other places: rivers, regions, continents.
    Loc,
    /// Buildings, roads, airports.
    Fac,
    /// Nationalities, religious and political groups.
    Norp,
    Event,
    Work,
    Product,
    Law,
    Money,
    Percent,
    Misc,
}

/// A temporal expression with its value, as TIMEX3 has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timex {
    pub kind: TimexKind,
    /// `2021-11-10`, `2021-10`, `P2W`, `2021-W45`, `PRESENT_REF`, …
    pub value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexKind {
    Date,
    Time,
    Duration,
    Set,
}

/// Who made an annotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    Machine {
        /// How sure the machine is, from 0 to 1: the share of annotations with this figure that prove right.
        confidence: f32,
        why: Why,
    },
    Reader,
}

/// Why the machine marked something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Why {
    /// Marked words beside a verb of saying with its subject.
    MarksAndCue,
    /// Marked words that go on from the quotation before, with no cue of their own.
    Continued,
    /// Marked words without a cue.
    MarksAlone,
    /// A clause that depends on a verb or noun of saying.
    ReportedClause,
    /// "According to" and its like.
    AccordingTo,
    /// A colon or dash after the speaker's name.
    NameAndColon,
    /// The words that report a quotation, or name its speaker.
    PartOfQuotation,
    /// Found in a list of names.
    KnownName,
    /// The same name stands elsewhere in the article, in surer company.
    NamedElsewhere,
    /// The shape of the words and their neighbours.
    Context,
    /// A pattern of dates, times or amounts.
    Pattern,
    /// A trained model.
    Model,
}

/// What a reader thinks of an annotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nobody has said yet.
    #[default]
    Open,
    Confirmed,
    /// Kept, so that analysing again cannot bring it back.
    Rejected,
}

/// A tie from one annotation to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Relation {
    pub kind: RelationKind,
    pub from: Id,
    pub to: Id,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RelationKind {
    /// From a quotation to the words that name its speaker.
    SpokenBy,
    /// From a quotation to the words that report it.
    CuedBy,
}

impl Annotation {
    /// A reader's annotation, confirmed by being made.
    pub fn by_reader(id: Id, spans: impl Into<Spans>, body: Body) -> Annotation {
        Annotation {
            id,
            spans: spans.into(),
            body,
            origin: Origin::Reader,
            verdict: Verdict::Confirmed,
            note: String::new(),
            tags: vec![],
        }
    }

    /// The machine's annotation, not yet judged.
    pub fn by_machine(id: Id, spans: impl Into<Spans>, body: Body, confidence: f32, why: Why) -> Annotation {
        Annotation {
            origin: Origin::Machine { confidence: confidence.clamp(0.0, 1.0), why },
            verdict: Verdict::Open,
            ..Annotation::by_reader(id, spans, body)
        }
    }

    /// Whether analysing the article again may replace it: made by the machine, and nobody has touched it.
    pub fn is_replaceable(&self) -> bool {
        matches!(self.origin, Origin::Machine { .. })
            && self.verdict == Verdict::Open
            && self.note.is_empty()
            && self.tags.is_empty()
    }

    /// How sure the annotation is: a reader's is certain.
    pub fn confidence(&self) -> f32 {
        match self.origin {
            Origin::Machine { confidence, .. } if self.verdict != Verdict::Confirmed => confidence,
            _ => 1.0,
        }
    }

    pub fn quote(&self) -> Option<&Quote> {
        if let Body::Quote(quote) = &self.body { Some(quote) } else { None }
    }

    pub fn entity(&self) -> Option<&Entity> {
        if let Body::Entity(entity) = &self.body { Some(entity) } else { None }
    }

    pub fn date(&self) -> Option<&Timex> {
        if let Body::Date(timex) = &self.body { Some(timex) } else { None }
    }
}

/// The annotations of one article and the relations among them.
///
/// Lookup by id, by place and by relation each cost O(log n).
#[derive(Clone, Debug, Default)]
pub struct AnnotationSet {
    annotations: BTreeMap<Id, Annotation>,
    // Invariant: one entry for each span of each annotation.
    places: BTreeSet<(Pos, std::cmp::Reverse<Pos>, Id)>,
    // Invariant: each relation stands in both; both its ends are in `annotations`.
    relations: BTreeSet<Relation>,
    backward: BTreeSet<(Id, Relation)>,
    /// The longest span ever inserted, in bytes: how far back a search by place must start.
    longest: u32,
}

impl PartialEq for AnnotationSet {
    fn eq(&self, other: &AnnotationSet) -> bool {
        self.annotations == other.annotations && self.relations == other.relations
    }
}

impl AnnotationSet {
    pub fn new() -> AnnotationSet {
        AnnotationSet::default()
    }

    pub fn len(&self) -> usize {
        self.annotations.len()
    }

    pub fn is_empty(&self) -> bool {
        self.annotations.is_empty()
    }

    pub fn get(&self, id: Id) -> Option<&Annotation> {
        self.annotations.get(&id)
    }

    /// An id that no annotation of this set has; its number is above all of theirs.
    pub fn fresh_id(&self) -> Id {
        Id(self.annotations.last_key_value().map_or(1, |(id, _)| id.0.saturating_add(1)))
    }

    /// All annotations in the order of the text: by first start, the longer first, then by id.
    pub fn in_order(&self) -> impl DoubleEndedIterator<Item = &Annotation> {
        self.places.iter().filter_map(|&(start, _, id)| {
            let annotation = &self.annotations[&id];
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
            .map(|&(start, end, id)| (&self.annotations[&id], Span::new(start, end.0)))
            .filter(move |(_, span)| span.overlaps(within))
    }

    /// All relations, by kind, then by their ends' ids.
    pub fn relations(&self) -> impl Iterator<Item = Relation> {
        self.relations.iter().copied()
    }

    /// The relations that lead from or to an annotation.
    pub fn relations_of(&self, id: Id) -> Vec<Relation> {
        let mut all: Vec<Relation> = self.touching(id).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The annotation at the other end of the first relation of this kind that leads from `id`.
    pub fn follow(&self, id: Id, kind: RelationKind) -> Option<&Annotation> {
        let low = Relation { kind, from: id, to: Id(0) };
        let high = Relation { kind, from: id, to: Id(u64::MAX) };
        self.relations.range(low..=high).next().and_then(|r| self.get(r.to))
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
        self.annotations.insert(annotation.id, annotation);
        old
    }

    /// Takes an annotation out, with the relations that led from or to it.
    pub fn remove(&mut self, id: Id) -> Option<(Annotation, Vec<Relation>)> {
        let relations = self.relations_of(id);
        let annotation = self.annotations.remove(&id)?;
        self.forget_places(&annotation);
        for &relation in &relations {
            self.unlink(relation);
        }
        Some((annotation, relations))
    }

    /// Ties two annotations of this set; `false` when the tie is there already or an end is missing.
    pub fn link(&mut self, relation: Relation) -> bool {
        let both =
            self.annotations.contains_key(&relation.from) && self.annotations.contains_key(&relation.to);
        both && self.backward.insert((relation.to, relation)) && self.relations.insert(relation)
    }

    /// Unties two annotations; `false` when they were not tied.
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
        let lowest = Relation { kind: RelationKind::SpokenBy, from: Id(0), to: Id(0) };
        let into = self.backward.range((id, lowest)..).take_while(move |(to, _)| *to == id).map(|&(_, r)| r);
        out.chain(into)
    }

    fn forget_places(&mut self, annotation: &Annotation) {
        for span in &annotation.spans {
            self.places.remove(&(span.start(), std::cmp::Reverse(span.end()), annotation.id));
        }
    }
}

/// A set is stored as its annotations in the order of the text, and its relations.
impl Serialize for AnnotationSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let annotations: Vec<&Annotation> = self.in_order().collect();
        let relations: Vec<Relation> = self.relations().collect();
        (annotations, relations).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for AnnotationSet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<AnnotationSet, D::Error> {
        let (annotations, relations) = <(Vec<Annotation>, Vec<Relation>)>::deserialize(deserializer)?;
        let mut set = AnnotationSet::new();
        for annotation in annotations {
            set.insert(annotation);
        }
        for relation in relations {
            set.link(relation);
        }
        Ok(set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(id: u64, start: u32, end: u32) -> Annotation {
        Annotation::by_reader(Id(id), Span::new(Pos(start), Pos(end)), Body::Note)
    }

    fn set(annotations: impl IntoIterator<Item = Annotation>) -> AnnotationSet {
        let mut set = AnnotationSet::new();
        for annotation in annotations {
            set.insert(annotation);
        }
        set
    }

    fn ids<'a>(annotations: impl Iterator<Item = &'a Annotation>) -> String {
        annotations.map(|a| a.id.to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn order_is_the_texts_and_the_longer_comes_first() {
        let mut split = note(9, 0, 2);
        split.spans = Spans::new(vec![Span::new(Pos(30), Pos(40)), Span::new(Pos(4), Pos(6))]).unwrap();
        let set = set([note(1, 10, 12), note(2, 4, 20), split, note(3, 10, 30)]);
        assert_eq!(ids(set.in_order()), "a2 a9 a3 a1");
        let within = |a, b| ids(set.overlapping(Span::new(Pos(a), Pos(b))).map(|x| x.0));
        assert_eq!(within(19, 31), "a2 a3 a9");
        assert_eq!(within(20, 30), "a3");
        assert_eq!(within(40, 50), "");
    }

    #[test]
    fn removing_an_annotation_takes_its_relations_along() {
        let mut set = set([note(1, 0, 5), note(2, 6, 8), note(3, 9, 12)]);
        let spoken = Relation { kind: RelationKind::SpokenBy, from: Id(1), to: Id(2) };
        let cued = Relation { kind: RelationKind::CuedBy, from: Id(1), to: Id(3) };
        assert!(set.link(spoken) && set.link(cued) && !set.link(cued));
        assert!(!set.link(Relation { to: Id(7), ..spoken }), "no such annotation");
        assert_eq!(set.speaker_of(Id(1)).map(|a| a.id), Some(Id(2)));
        assert_eq!(set.relations_of(Id(2)), [spoken]);
        assert_eq!(set.remove(Id(2)).map(|x| x.1), Some(vec![spoken]));
        assert_eq!(set.speaker_of(Id(1)), None);
        assert_eq!(set.cue_of(Id(1)).map(|a| a.id), Some(Id(3)));
    }

    #[test]
    fn a_set_is_the_same_after_storage() {
        let mut set = set([note(1, 0, 5), note(2, 6, 8)]);
        set.link(Relation { kind: RelationKind::CuedBy, from: Id(1), to: Id(2) });
        let json = serde_json::to_string(&set).unwrap();
        assert_eq!(serde_json::from_str::<AnnotationSet>(&json).unwrap(), set);
        assert!(serde_json::from_str::<Spans>("[]").is_err());
        assert!(serde_json::from_str::<Spans>("[[0,5],[4,9]]").is_err());
    }
}
