//! The formats that the page offers.

use crate::format::Format;
use crate::view::Element;

/// The choices of the list of formats.
pub fn options() -> Vec<Element> {
    let option = |&format: &Format| Element::new("option").with("value", format.name()).text(title(format));
    Format::ALL.iter().map(option).collect()
}

fn title(format: Format) -> &'static str {
    match format {
        Format::Jsonld => "Web Annotations (JSON-LD): everything, imports back",
        Format::Csv => "Table of the quotations (CSV)",
        Format::Jsonl => "JSON lines: quotations, entities, dates",
    }
}
