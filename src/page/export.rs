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
        Format::Markdown => "Markdown: the quotations with their speakers",
        Format::Html => "Web page that carries its annotations (HTML)",
        Format::Hypothesis => "Hypothesis (JSON)",
        Format::Tei => "TEI (XML)",
        Format::Brat => "brat standoff",
        Format::Prodigy => "spaCy and Prodigy (JSON lines)",
        Format::Labelstudio => "Label Studio (JSON)",
        Format::Cas => "UIMA CAS for INCEpTION (JSON)",
        Format::Iob2 => "IOB2 (one token a line)",
    }
}
