//! The kinds that a reader can choose: those of the guidelines, and the one that an annotation has.

use super::controls::SelectOption;
use crate::annotation::{EntityKind, QuoteKind};
use crate::guidelines::{Guidelines, MarkedKind};
use crate::view::wire::wire_name;
use crate::view::{ENTITY_KINDS, entity_kind, quote_kind};

/// The kinds of quotations in the order in which the page offers them.
pub(crate) const QUOTE_KINDS: [QuoteKind; 3] = [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed];

/// The kinds of quotations to choose from, for one that has a kind.
pub(super) fn of_quotations(guidelines: &Guidelines, now: QuoteKind) -> Vec<SelectOption<'static>> {
    let offered = QUOTE_KINDS.into_iter();
    let offered = offered.filter(|&kind| kind == now || guidelines.allows_kind(MarkedKind::Quote(kind)));
    let option =
        |kind| SelectOption { value: wire_name(&kind), label: quote_kind(kind), is_chosen: kind == now };
    offered.map(option).collect()
}

/// The kinds of names to choose from, for one that has a kind.
pub(super) fn of_names(guidelines: &Guidelines, now: EntityKind) -> Vec<SelectOption<'static>> {
    let offered = ENTITY_KINDS.into_iter();
    let offered = offered.filter(|&kind| kind == now || guidelines.allows_kind(MarkedKind::Entity(kind)));
    let option =
        |kind| SelectOption { value: wire_name(&kind), label: entity_kind(kind), is_chosen: kind == now };
    offered.map(option).collect()
}
