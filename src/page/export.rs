//! The formats that the page offers.

use serde::Deserialize;

use crate::format::Format;
use crate::guidelines::Guidelines;
use crate::strings;
use crate::view::Element;

/// The value of the choice of a spreadsheet.
pub(crate) const SPREADSHEET: &str = "xlsx";

/// The choices for articles of the library: first those that are one file.
pub(crate) fn library_options(has_archives: bool) -> Vec<Element> {
    let option = |value: &str, label: String| Element::new("option").with("value", value).text(label);
    let (one, each): (Vec<Format>, Vec<Format>) =
        Format::ALL.iter().partition(|format| format.appendable("").is_some());
    let mut choices = vec![option(Format::Csv.name(), Format::Csv.label().to_owned())];
    if has_archives {
        choices.push(option(SPREADSHEET, strings::SPREADSHEET.to_owned()));
    }
    let rest = one.iter().filter(|format| **format != Format::Csv);
    choices.extend(rest.map(|format| option(format.name(), format.label().to_owned())));
    if has_archives {
        let label = |format: &Format| strings::fill(strings::IN_ARCHIVE, &[&format.label()]);
        choices.extend(each.iter().map(|format| option(format.name(), label(format))));
    }
    choices
}

/// A set of a format with a project's guidelines, where the format has room for them: at the head of Web Annotations.
pub(crate) fn with_guidelines(text: String, format: Format, guidelines: &Guidelines) -> String {
    if format != Format::Jsonld || *guidelines == Guidelines::default() {
        return text;
    }
    let json = serde_json::to_string(guidelines).unwrap_or_default();
    text.replacen('{', &format!("{{\n  \"{CARRIED}\": {json},"), 1)
}

/// The guidelines that a set carries, if it does.
pub(crate) fn carried_guidelines(set: &str) -> Option<Guidelines> {
    #[derive(Deserialize)]
    struct CarriedGuidelines {
        #[serde(rename = "pq:guidelines")]
        guidelines: Option<Guidelines>,
    }
    // Most files have none: they are not read twice.
    set.contains(CARRIED).then(|| serde_json::from_str::<CarriedGuidelines>(set).ok()?.guidelines)?
}

/// The field of Web Annotations that has them.
const CARRIED: &str = "pq:guidelines";

/// The choices of the list of formats.
pub(crate) fn options() -> Vec<Element> {
    let option = |format: &Format| Element::new("option").with("value", format.name()).text(format.label());
    Format::ALL.iter().map(option).collect()
}
