//! How annotations are shown, as values: the article's paragraphs with their marks, and what things are called.
//! Trees of our own elements and of text; no DOM, no HTML from outside.

use crate::annotation::{Annotation, Body, EntityKind, QuoteKind, Verdict};

pub mod article;
pub mod search;
pub mod tree;

pub use tree::{Element, Node};

/// The kind of a highlight: what `data-kind` says in the page.
pub fn kind_of(body: &Body) -> &'static str {
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
pub fn describe(body: &Body) -> &'static str {
    match body {
        Body::Quote(quote) => quote_kind(quote.kind),
        Body::Speaker => "Speaker",
        Body::Cue => "Cue",
        Body::Entity(entity) => entity_kind(entity.kind),
        Body::Date(_) => "Date",
        Body::Note => "Note",
    }
}

pub fn quote_kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "Direct quotation",
        QuoteKind::Indirect => "Indirect quotation",
        QuoteKind::Mixed => "Mixed quotation",
    }
}

/// The entity kinds in the order in which the page offers them.
pub const ENTITY_KINDS: [EntityKind; 13] = [
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

pub fn entity_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Org => "Organisation",
        EntityKind::Gpe => "Country, city or state",
        EntityKind::Loc => "Place",
        EntityKind::Fac => "Building or structure",
        EntityKind::Norp => "Nationality or group",
        EntityKind::Event => "Event",
        EntityKind::Work => "Work",
        EntityKind::Product => "Product",
        EntityKind::Law => "Law",
        EntityKind::Money => "Amount of money",
        EntityKind::Percent => "Percentage",
        EntityKind::Misc => "Other name",
    }
}

/// What the page calls a verdict.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Open => "Not checked",
        Verdict::Confirmed => "Confirmed",
        Verdict::Rejected => "Rejected",
    }
}

/// Below this confidence a machine's annotation is listed as unsure. Half of those just below it are wrong.
pub const UNSURE: f32 = 0.6;

/// Whether an annotation waits for a reader: made by the machine, not judged, and not sure.
pub fn is_unsure(annotation: &Annotation) -> bool {
    annotation.verdict == Verdict::Open && annotation.confidence() < UNSURE
}

/// `1 quotation`, `2 quotations`.
pub fn count(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}
