//! What the page says of its own parts: layers, filters, the parts of a small screen.

use super::frame::frame;

pub(crate) const LAYERS: &str = "Layers";
pub(crate) const QUOTATIONS_LAYER: &str = "Quotations";
pub(crate) const SPEAKERS_AND_CUES: &str = "Speakers and cues";
pub(crate) const PEOPLE: &str = "People";
pub(crate) const ORGANISATIONS: &str = "Organisations";
pub(crate) const PLACES: &str = "Places";
pub(crate) const GROUPS: &str = "Groups";
pub(crate) const OTHER: &str = "Other";
pub(crate) const QUOTATIONS_ONLY: &str = "Quotations only";
pub(crate) const QUOTATIONS_ONLY_HINT: &str = "Hides all other marks; again, shows what was shown before (l)";
pub(crate) const SAID_QUOTATIONS_ONLY: &str = "Only quotations are shown";
pub(crate) const SAID_LAYERS_BACK: &str = "All marks as before";
pub(crate) const LAYER_SHOWN: &str = "{0}: shown";
pub(crate) const LAYER_HIDDEN: &str = "{0}: hidden";
pub(crate) const LEGEND_BUTTON: &str = frame("key");

pub(crate) const FILTER: &str = "Filter";
pub(crate) const REMOVE_FILTER: &str = "Remove filter: {0}";

/// On the card: what is seldom needed.
pub(crate) const MORE: &str = "More";
pub(crate) const LESS: &str = "Less";

pub(crate) const VERY_SURE: &str = "Very sure ({0} %).";
pub(crate) const FAIRLY_SURE: &str = "Fairly sure ({0} %).";
pub(crate) const NOT_SURE: &str = "Not sure ({0} %): please check.";

pub(crate) const KEY_QUOTATIONS_ONLY: &str = "Only quotations, or all layers again";
pub(crate) const KEY_LAYERS: &str = "Choose the layers";

pub(crate) const READING: &str = frame("reading-title");
pub(crate) const STOPPED_AS_OPENED: &str = frame("stopped-as-opened");
pub(crate) const NO_COPYING: &str = frame("no-copying");
pub(crate) const NO_READER: &str = frame("no-reader");
pub(crate) const READERS_ARE_SERVED: &str = frame("readers-are-served");
pub(crate) const NO_FORMATS: &str = "What reads and writes annotation files and tables cannot be loaded. Check the \
connection, then try again.";
pub(crate) const NO_PARSERS: &str = "What reads web pages, formatted text and Markdown cannot be \
    loaded. Try again while you are connected, or paste the words without their formatting.";
pub(crate) const NO_LICENCES: &str = frame("no-licences");
pub(crate) const BOOKMARKLET_COPIED: &str = frame("bookmarklet-copied");
