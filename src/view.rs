//! How annotations are shown, as values: the article's paragraphs with their marks, and what things are called.
//! Trees of our own elements and of text; no DOM, no HTML from outside.

use crate::annotation::{Annotation, Body, EntityKind, QuoteKind, Verdict};
use crate::strings;

pub(crate) mod article;
pub(crate) mod search;
pub(crate) mod tree;

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
        Body::Quote(quote) => quote_kind(quote.kind),
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

/// What the page calls a verdict.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Open => strings::NOT_CHECKED,
        Verdict::Confirmed => strings::CONFIRMED,
        Verdict::Rejected => strings::REJECTED,
    }
}

/// Below this confidence a machine's annotation is listed as unsure. Half of those just below it are wrong.
pub(crate) const UNSURE: f32 = 0.6;

/// Whether an annotation waits for a reader: made by the machine, not judged, and not sure.
pub(crate) fn is_unsure(annotation: &Annotation) -> bool {
    annotation.verdict == Verdict::Open && annotation.confidence() < UNSURE
}

/// Whether it has a comment or tags, or is there for one.
pub(crate) fn has_remark(annotation: &Annotation) -> bool {
    matches!(annotation.body, Body::Note) || !annotation.note.is_empty() || !annotation.tags.is_empty()
}

/// Whether a reader should look at it: an unsure one, or a rejected one that may come back.
pub(crate) fn is_problem(annotation: &Annotation) -> bool {
    !matches!(annotation.body, Body::Cue | Body::Speaker)
        && (is_unsure(annotation) || annotation.verdict == Verdict::Rejected)
}

/// `1 quotation`, `2 quotations`.
pub(crate) fn count(n: usize, [one, several]: [&str; 2]) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}
