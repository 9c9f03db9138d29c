//! How annotations are shown, as values: the article's paragraphs with their marks, and what things are called.
//! Trees of our own elements and of text; no DOM, no HTML from outside.

use crate::annotation::{Body, EntityKind, QuoteKind, Verdict};
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

/// `1 quotation`, `2 quotations`.
pub(crate) fn count(n: usize, [one, several]: [&str; 2]) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}
