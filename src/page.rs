//! What the page shows around the article, as values: the panel, the card of the selected annotation, the
//! library, the first visit, the keys.

pub(crate) mod address;
pub(crate) mod backup;
pub(crate) mod card;
pub(crate) mod citation;
pub(crate) mod clip;
pub(crate) mod command;
pub(crate) mod controls;
pub(crate) mod day;
pub(crate) mod deep;
pub(crate) mod details;
pub(crate) mod export;
pub(crate) mod field_visit;
pub(crate) mod filter;
pub(crate) mod filter_bar;
pub(crate) mod language;
pub(crate) mod layers;
pub(crate) mod library;
pub(crate) mod newer;
pub(crate) mod occurrences;
pub(crate) mod panel;
pub(crate) mod progress;
pub(crate) mod queue;
pub(crate) mod reminder;
pub(crate) mod rename;
pub(crate) mod restore_points;
pub(crate) mod same_quotations;
pub(crate) mod set_aside;
pub(crate) mod shortcuts;
pub(crate) mod sites;
pub(crate) mod speakers;
pub(crate) mod tab;
pub(crate) mod tab_only;
pub(crate) mod tags;
pub(crate) mod version_files;
pub(crate) mod welcome;
