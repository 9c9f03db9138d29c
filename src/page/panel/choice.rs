//! What a reader has chosen to see in the panel, and what its lists are made from.

use serde::{Deserialize, Serialize};

use super::ticks::Ticks;
use crate::page::filter::Filter;
use crate::page::tab::{QuoteOrder, Tab};
use crate::session::{ReviewOrder, Session};
use crate::view::layers::HiddenLayers;

/// What a reader has chosen to see. The bookmark saves it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PanelChoice {
    pub tab: Tab,
    pub order: QuoteOrder,
    pub filter: Filter,
    /// The layers of marks that the article does not show.
    pub hidden: HiddenLayers,
    /// Whether the card shows what is seldom needed.
    pub card: CardExtent,
    /// Whether the filters are shown over the list.
    #[serde(skip)]
    pub has_filters_open: bool,
    pub review_order: ReviewOrder,
    /// Which page of a long list, from 0.
    #[serde(skip)]
    pub page: usize,
    #[serde(skip)]
    pub ticks: Ticks,
    /// Whether the article is still being analysed: what a list lacks may be found yet.
    #[serde(skip)]
    pub is_analysing: bool,
}

/// How much the card shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CardExtent {
    /// What a verdict needs.
    #[default]
    Short,
    Full,
}

/// A passage of an imported or an older set that was not found in this text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Orphan {
    pub what: String,
    pub words: String,
}

/// What a list is made from.
#[derive(Clone, Copy)]
pub(crate) struct PanelInput<'a> {
    pub session: &'a Session,
    pub choice: &'a PanelChoice,
    pub orphans: &'a [Orphan],
}
