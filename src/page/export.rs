//! The formats that the page offers.

use crate::format::Format;
use crate::view::Element;

/// The choices of the list of formats.
pub(crate) fn options() -> Vec<Element> {
    let option = |format: &Format| Element::new("option").with("value", format.name()).text(format.label());
    Format::ALL.iter().map(option).collect()
}
