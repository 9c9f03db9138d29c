//! What the page shows around the article, as values: the panel, the card of the selected annotation, the
//! library, the first visit, the keys.

pub mod backup;
pub mod card;
pub mod citation;
pub mod elsewhere;
pub mod export;
pub mod filter;
pub mod language;
pub mod library;
pub mod newer;
pub mod panel;
pub mod progress;
pub mod rename;
pub mod shortcuts;
pub mod tags;
pub mod welcome;
