//! The standoff model: what is marked in an article, by whom, and how the marks belong together.
//!
//! Annotations never touch the text. Each lies over one or more spans of it, says what it is ([`Body`]), who
//! made it ([`Origin`]) and what a reader thinks of it ([`Verdict`]). Relations lead from a quotation to the
//! mention of its speaker and to its cue.

use serde::{Deserialize, Serialize};

mod authorship;
mod earlier;
mod id;
mod identity;
mod learned;
mod review;
mod set;
mod source_finding;
mod spans;
mod verdict;

pub use authorship::Authorship;
pub(crate) use earlier::is_same_name;
pub use id::{Id, NotAnId};
pub(crate) use identity::{counterparts, is_of_one_sort, says_the_same};
pub use learned::Learned;
pub(crate) use review::{UNSURE_BELOW, has_remark, is_problem, is_shown, is_unsure};
pub use set::AnnotationSet;
pub use source_finding::{ChangeKind, CheckedWords, FoundPassage, Outcome, SourceFinding, WordingChange};
pub use spans::{BadSpans, Spans};
pub use verdict::{EarlierVerdict, Verdict};

/// One thing marked in the text.
///
/// ```
/// use pullquote::{Annotation, Body, Id, Span, Verdict};
///
/// let mut mine = Annotation::by_reader(Id::new(1), Span::new(0, 9), Body::Note);
/// mine.note = "Check with the harbour office.".to_owned();
/// assert_eq!(mine.verdict, Verdict::Confirmed);
/// assert_eq!(mine.confidence(), 1.0);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    /// Its identity within the set.
    pub id: Id,
    /// Where it lies.
    pub spans: Spans,
    /// What its spans are.
    pub body: Body,
    /// Who made it.
    pub origin: Origin,
    /// What a reader thinks of it.
    #[serde(default)]
    pub verdict: Verdict,
    /// What the reader thought of it before its words changed. It stays when the reader judges it anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<EarlierVerdict>,
    /// What its sources show of a quotation, where it was checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Box<SourceFinding>>,
    /// What of the reader's word list it follows, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learned: Option<Box<Learned>>,
    /// Who marked it, and when, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Box<Authorship>>,
    /// The reader's comment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The reader's tags, in the order in which they were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// What an annotation says its spans are.
///
/// ```
/// use pullquote::{Body, Document, annotate};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// for annotation in annotate(&document).in_order() {
///     let words = document.slice(annotation.spans.first());
///     match &annotation.body {
///         Body::Quote(quote) => assert_eq!((words, quote.speaker.as_deref()), ("“It stays,”", Some("Mara Lindqvist"))),
///         Body::Cue => assert_eq!(words, "said"),
///         _ => assert_eq!(words, "Mara Lindqvist"),
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Body {
    /// The words of a quotation.
    Quote(Quote),
    /// The words that name a quotation's source: `she`, `a spokesman`, `Hadi al-Ameri`.
    Speaker,
    /// The words that report: `said`, `According to`.
    Cue,
    /// The words that name a person, an organisation, a place, an amount.
    Entity(Entity),
    /// The words that say when, or how long.
    Date(Timex),
    /// A passage that a reader marked to comment on.
    Note,
}

/// A quotation: how it is given, and who says it.
///
/// ```
/// use pullquote::{Document, QuoteKind, annotate};
///
/// let document = Document::from_text("Mara Lindqvist said that the ferry stays.");
/// let found = annotate(&document);
/// let quote = found.in_order().find_map(|annotation| annotation.quote()).unwrap();
/// assert_eq!(quote.kind, QuoteKind::Indirect);
/// assert_eq!(quote.speaker.as_deref(), Some("Mara Lindqvist"));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// With quotation marks or without.
    pub kind: QuoteKind,
    /// The speaker's canonical name within the article, where it is known: the same text as [`Entity::name`] of
    /// that person. The words in the text that name the speaker are a [`Body::Speaker`] annotation, tied by
    /// [`RelationKind::SpokenBy`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// How it is known to be one.
    #[serde(default, skip_serializing_if = "SourceKind::is_cued")]
    pub source_kind: SourceKind,
    /// Whether it is the turn of whoever asks in an interview: the host, the reporter, `Q:`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_question: bool,
}

impl Quote {
    /// A quotation known by a cue or by its marks, as a reader makes one.
    pub fn new(kind: QuoteKind, speaker: Option<String>) -> Quote {
        Quote { kind, speaker, source_kind: SourceKind::Cued, is_question: false }
    }
}

/// How words are known to be somebody's.
///
/// ```
/// use pullquote::SourceKind;
///
/// assert_eq!(serde_json::to_string(&SourceKind::SetOff).unwrap(), "\"set-off\"");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// By words that report speech, or by quotation marks.
    #[default]
    Cued,
    /// As a turn of an interview or a transcript, behind its speaker's name.
    Turn,
    /// As a passage set off from the article's own words: a block quotation, an embedded post, a letter.
    SetOff,
    /// As what carries on the statement before, without a cue of its own.
    Reported,
}

impl SourceKind {
    fn is_cued(&self) -> bool {
        *self == SourceKind::Cued
    }
}

/// How a quotation is given.
///
/// ```
/// use pullquote::QuoteKind;
///
/// assert_eq!(serde_json::to_string(&QuoteKind::Mixed).unwrap(), "\"mixed\"");
/// ```
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
///
/// ```
/// use pullquote::{Document, EntityKind, annotate};
///
/// let document = Document::from_text("Mara Lindqvist lives in Paris. Lindqvist is 40.");
/// let found = annotate(&document);
/// let people = found.in_order().filter_map(|annotation| annotation.entity());
/// let people: Vec<&str> = people.filter(|e| e.kind == EntityKind::Person).map(|e| e.name.as_str()).collect();
/// assert_eq!(people, ["Mara Lindqvist", "Mara Lindqvist"]);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// What sort of thing it is.
    pub kind: EntityKind,
    /// The fullest name that the article gives this thing; the same for all its mentions.
    pub name: String,
}

/// The sorts of named things: those of OntoNotes, as far as news tells them apart.
///
/// ```
/// use pullquote::EntityKind;
///
/// assert_eq!(serde_json::to_string(&EntityKind::Gpe).unwrap(), "\"GPE\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EntityKind {
    /// People, by name.
    Person,
    /// Organisations: companies, authorities, parties, teams.
    Org,
    /// Countries, cities, states: places with a government.
    Gpe,
    /// Other places: rivers, regions, continents.
    Loc,
    /// Buildings, roads, airports.
    Fac,
    /// Nationalities, religious and political groups.
    Norp,
    /// Named events: wars, storms, championships.
    Event,
    /// Titles of books, films, songs, newspapers.
    Work,
    /// Things that are made and sold.
    Product,
    /// Named laws and treaties.
    Law,
    /// Amounts of money.
    Money,
    /// Percentages.
    Percent,
    /// Names of other things.
    Misc,
}

/// A temporal expression with its value, as TIMEX3 has it.
///
/// ```
/// use pullquote::{Document, TimexKind, annotate};
///
/// let found = annotate(&Document::from_text("It opened on 3 May 2024."));
/// let date = found.in_order().find_map(|annotation| annotation.date()).unwrap();
/// assert_eq!((date.kind, date.value.as_str()), (TimexKind::Date, "2024-05-03"));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timex {
    /// What sort of time it is.
    pub kind: TimexKind,
    /// `2021-11-10`, `2021-10`, `P2W`, `2021-W45`, `PRESENT_REF`, …
    pub value: String,
}

/// The sorts of temporal expressions, as TIMEX3 has them.
///
/// ```
/// use pullquote::TimexKind;
///
/// assert_eq!(serde_json::to_string(&TimexKind::Duration).unwrap(), "\"DURATION\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexKind {
    /// A day or more: `3 May 2024`, `last year`.
    Date,
    /// A time of day: `noon`, `9.30 p.m.`.
    Time,
    /// How long: `two weeks`.
    Duration,
    /// How often: `every Monday`.
    Set,
}

/// Who made an annotation.
///
/// ```
/// use pullquote::{Document, Origin, annotate};
///
/// let found = annotate(&Document::from_text("“It stays,” said Mara Lindqvist."));
/// let first = found.in_order().next().unwrap();
/// assert!(matches!(first.origin, Origin::Machine { confidence, .. } if 0.5 < confidence));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The analysis.
    Machine {
        /// How sure the machine is, from 0 to 1: the share of annotations with this figure that prove right.
        confidence: f32,
        /// What it was found by.
        why: Why,
    },
    /// A reader, by hand or in the file of another tool.
    Reader,
}

/// Why the machine marked something.
///
/// ```
/// use pullquote::Why;
///
/// assert_eq!(serde_json::to_string(&Why::MarksAndCue).unwrap(), "\"marks-and-cue\"");
/// ```
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
    /// A noun that says whose claim a clause is: "Lund's claim that …".
    Claim,
    /// A colon or dash between the words and their speaker's name.
    NameAndColon,
    /// The label of a turn in an interview or a transcript.
    Label,
    /// A passage set off from the text, with what introduces or signs it.
    SetOff,
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
    /// The second, deep reading.
    DeepReading,
}

/// A relation from one annotation of a set to another.
///
/// ```
/// use pullquote::{Annotation, AnnotationSet, Body, Id, Relation, RelationKind, Span};
///
/// let mut set = AnnotationSet::new();
/// let (words, speaker) = (Id::new(1), Id::new(2));
/// set.insert(Annotation::by_reader(words, Span::new(0, 9), Body::Note));
/// set.insert(Annotation::by_reader(speaker, Span::new(15, 29), Body::Speaker));
/// assert!(set.link(Relation { kind: RelationKind::SpokenBy, from: words, to: speaker }));
/// assert_eq!(set.speaker_of(words).map(|found| found.id), Some(speaker));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Relation {
    /// What it says.
    pub kind: RelationKind,
    /// The quotation.
    pub from: Id,
    /// Its speaker or cue.
    pub to: Id,
}

/// What a relation says.
///
/// ```
/// use pullquote::{Document, RelationKind, annotate};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let set = annotate(&document);
/// let cued = set.relations().find(|relation| relation.kind == RelationKind::CuedBy).unwrap();
/// assert_eq!(document.slice(set.get(cued.to).unwrap().spans.first()), "said");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RelationKind {
    /// From a quotation to the words that name its speaker.
    SpokenBy,
    /// From a quotation to the words that report it.
    CuedBy,
}

/// What is no number says nothing; what is outside of 0 to 1 is the nearer end.
pub(crate) fn probability(confidence: f32) -> f32 {
    if confidence.is_nan() { 0.0 } else { confidence.clamp(0.0, 1.0) }
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
            earlier: None,
            finding: None,
            learned: None,
            made: None,
            note: String::new(),
            tags: vec![],
        }
    }

    /// The machine's annotation, not yet judged. A confidence outside 0 to 1 is brought to the nearer end.
    pub fn by_machine(id: Id, spans: impl Into<Spans>, body: Body, confidence: f32, why: Why) -> Annotation {
        Annotation {
            origin: Origin::Machine { confidence: probability(confidence), why },
            verdict: Verdict::Open,
            ..Annotation::by_reader(id, spans, body)
        }
    }

    /// Whether analysing the article again may replace it: made by the machine, and nobody has touched it.
    pub fn is_replaceable(&self) -> bool {
        matches!(self.origin, Origin::Machine { .. })
            && (self.verdict == Verdict::Open || self.is_rejected_by_list())
            && self.earlier.is_none()
            && self.note.is_empty()
            && self.tags.is_empty()
    }

    /// Whether its verdict is that of the reader's word list: nobody has judged it in this article.
    pub(crate) fn is_rejected_by_list(&self) -> bool {
        self.verdict == Verdict::Rejected && self.learned.as_ref().is_some_and(|learned| learned.is_rejected)
    }

    /// How sure the annotation is, from 0 to 1. One that a reader made or confirmed is certain.
    pub fn confidence(&self) -> f32 {
        match self.origin {
            Origin::Machine { confidence, .. } if self.verdict != Verdict::Confirmed => confidence,
            _ => 1.0,
        }
    }

    /// The quotation that this is, if it is one.
    pub fn quote(&self) -> Option<&Quote> {
        if let Body::Quote(quote) = &self.body { Some(quote) } else { None }
    }

    /// The mention of a named thing that this is, if it is one.
    pub fn entity(&self) -> Option<&Entity> {
        if let Body::Entity(entity) = &self.body { Some(entity) } else { None }
    }

    /// The temporal expression that this is, if it is one.
    pub fn date(&self) -> Option<&Timex> {
        if let Body::Date(timex) = &self.body { Some(timex) } else { None }
    }
}
