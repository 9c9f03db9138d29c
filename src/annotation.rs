//! The standoff model: what is marked in an article, by whom, and how the marks belong together.
//!
//! Annotations never touch the text. Each lies over one or more spans of it, says what it is ([`Body`]), who
//! made it ([`Origin`]) and what a reader thinks of it ([`Verdict`]). Relations tie a quotation to the mention
//! of its speaker and to its cue.

use serde::{Deserialize, Serialize};

mod id;
mod review;
mod set;
mod spans;

pub use id::{Id, NotAnId};
pub(crate) use review::{has_remark, is_problem, is_shown, is_unsure};
pub use set::AnnotationSet;
pub use spans::{BadSpans, Spans};

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
    /// A colon or dash between the words and their speaker's name.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Pos, Span};

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
