//! The formats that the page offers.

use crate::format::Format;
use crate::strings;
use crate::view::Element;

/// The choices of the list of formats.
pub(crate) fn options() -> Vec<Element> {
    let option = |&format: &Format| Element::new("option").with("value", format.name()).text(title(format));
    Format::ALL.iter().map(option).collect()
}

fn title(format: Format) -> &'static str {
    match format {
        Format::Jsonld => strings::FORMAT_JSONLD,
        Format::Csv => strings::FORMAT_CSV,
        Format::Jsonl => strings::FORMAT_JSONL,
        Format::Markdown => strings::FORMAT_MARKDOWN,
        Format::Html => strings::FORMAT_HTML,
        Format::Hypothesis => strings::FORMAT_HYPOTHESIS,
        Format::Tei => strings::FORMAT_TEI,
        Format::Brat => strings::FORMAT_BRAT,
        Format::Prodigy => strings::FORMAT_PRODIGY,
        Format::Labelstudio => strings::FORMAT_LABELSTUDIO,
        Format::Cas => strings::FORMAT_CAS,
        Format::Iob2 => strings::FORMAT_IOB2,
    }
}
