//! How the page shows annotations, as values: the article's paragraphs with their marks, and the names of things. A tree
//! has elements and text of our own: no DOM, and no HTML from outside.

use crate::annotation::{
    Annotation, AnnotationSet, Body, EarlierVerdict, EntityKind, Origin, Outcome, QuoteKind, SourceKind,
    TimexKind, Verdict,
};
use crate::strings;

pub(crate) mod article;
pub(crate) mod layers;
pub(crate) mod search;
mod timex;
pub(crate) mod tree;
pub(crate) mod tree_json;
pub(crate) mod wire;

pub(crate) use timex::{day_and_month, timex_words};
pub(crate) use tree::{Element, Node};

/// The kind of a highlight: what `data-kind` says in the page.
pub(crate) fn kind_of(body: &Body) -> &'static str {
    match body {
        Body::Quote(_) => "quote",
        Body::Speaker => "speaker",
        Body::Cue => "cue",
        Body::Entity(_) => "entity",
        Body::Date(_) => "date",
        Body::Note => "note",
    }
}

/// What an annotation is, as a reader would say it: `Direct quotation`, `Organisation`.
pub(crate) fn describe(body: &Body) -> &'static str {
    match body {
        Body::Quote(quote) => match quote.source_kind {
            SourceKind::Turn if quote.is_question => strings::QUESTION_TURN,
            SourceKind::Turn => strings::TURN,
            SourceKind::SetOff => strings::SET_OFF_QUOTATION,
            SourceKind::Cued | SourceKind::Reported => quote_kind(quote.kind),
        },
        Body::Speaker => strings::SPEAKER,
        Body::Cue => strings::CUE,
        Body::Entity(entity) => entity_kind(entity.kind),
        Body::Date(_) => strings::DATE,
        Body::Note => strings::NOTE,
    }
}

pub(crate) fn quote_kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => strings::DIRECT_QUOTATION,
        QuoteKind::Indirect => strings::INDIRECT_QUOTATION,
        QuoteKind::Mixed => strings::MIXED_QUOTATION,
    }
}

/// What sources show of a quotation, in a word or two.
pub(crate) fn outcome_label(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Verbatim => strings::VERBATIM,
        Outcome::Altered => strings::ALTERED_OF_SOURCE,
        Outcome::Assembled => strings::ASSEMBLED,
        Outcome::NotFound => strings::NOT_IN_SOURCES,
        Outcome::OtherSpeaker => strings::OTHER_SPEAKER,
        Outcome::Passages => strings::PASSAGES,
    }
}

/// The entity kinds in the order in which the page offers them.
pub(crate) const ENTITY_KINDS: [EntityKind; 13] = [
    EntityKind::Person,
    EntityKind::Org,
    EntityKind::Gpe,
    EntityKind::Loc,
    EntityKind::Fac,
    EntityKind::Norp,
    EntityKind::Event,
    EntityKind::Work,
    EntityKind::Product,
    EntityKind::Law,
    EntityKind::Money,
    EntityKind::Percent,
    EntityKind::Misc,
];

pub(crate) fn entity_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => strings::PERSON,
        EntityKind::Org => strings::ORGANISATION,
        EntityKind::Gpe => strings::COUNTRY_CITY_OR_STATE,
        EntityKind::Loc => strings::PLACE,
        EntityKind::Fac => strings::BUILDING_OR_STRUCTURE,
        EntityKind::Norp => strings::NATIONALITY_OR_GROUP,
        EntityKind::Event => strings::EVENT,
        EntityKind::Work => strings::WORK,
        EntityKind::Product => strings::PRODUCT,
        EntityKind::Law => strings::LAW,
        EntityKind::Money => strings::AMOUNT_OF_MONEY,
        EntityKind::Percent => strings::PERCENTAGE,
        EntityKind::Misc => strings::OTHER_NAME,
    }
}

/// What the page calls a kind of date, within a line.
pub(crate) fn timex_kind(kind: TimexKind) -> &'static str {
    match kind {
        TimexKind::Date => strings::TIMEX_DATE,
        TimexKind::Time => strings::TIMEX_TIME,
        TimexKind::Duration => strings::TIMEX_DURATION,
        TimexKind::Set => strings::TIMEX_SET,
    }
}

/// What a reader has said of an annotation, as the page calls it: `Confirmed`, `Confirmed before; words changed`.
pub(crate) fn verdict_of(annotation: &Annotation) -> String {
    annotation.changed_since().map_or_else(|| verdict(annotation.verdict).to_owned(), changed_since)
}

/// What a reader said before a change, and what changed: `Rejected before; speaker changed`.
pub(crate) fn changed_since(earlier: &EarlierVerdict) -> String {
    let changed = [
        (&earlier.words, strings::WORDS_CHANGED),
        (&earlier.speaker, strings::SPEAKER_CHANGED),
        (&earlier.cue, strings::CUE_CHANGED),
        (&earlier.value, strings::VALUE_CHANGED),
    ];
    let changed: Vec<&str> =
        changed.iter().filter(|(part, _)| part.is_some()).map(|(_, said)| *said).collect();
    let before = match earlier.verdict {
        Verdict::Confirmed => strings::CONFIRMED_BEFORE,
        Verdict::Rejected => strings::REJECTED_BEFORE,
        Verdict::Open => strings::CHANGED_BEFORE,
    };
    format!("{before}; {}", changed.join(", "))
}

/// What the page calls a reader's verdict; `None` where there is none.
pub(crate) fn judged(given: Verdict) -> Option<&'static str> {
    (given != Verdict::Open).then(|| verdict(given))
}

/// What the page calls a verdict.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Open => strings::NOT_CHECKED,
        Verdict::Confirmed => strings::CONFIRMED,
        Verdict::Rejected => strings::REJECTED,
    }
}

/// Whether an annotation is a quotation by the machine of which neither a name nor words say who speaks.
pub(crate) fn is_said_by_nobody(set: &AnnotationSet, annotation: &Annotation) -> bool {
    let is_unnamed = annotation.quote().is_some_and(|quote| quote.speaker.is_none());
    is_unnamed && annotation.origin != Origin::Reader && set.speaker_of(annotation.id).is_none()
}

/// How sure the machine is of an annotation.
pub(crate) fn percent_sure(annotation: &Annotation) -> String {
    strings::fill(strings::PERCENT_SURE, &[&format!("{:.0}", annotation.confidence() * 100.0)])
}

/// `1 quotation`, `2 quotations`.
pub(crate) fn count(n: usize, [one, several]: [&str; 2]) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}
