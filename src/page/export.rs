//! The formats that the page offers.

use crate::format::Format;
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

/// The choices of the list of formats.
pub(crate) fn options() -> Vec<Element> {
    let option = |format: &Format| Element::new("option").with("value", format.name()).text(format.label());
    Format::ALL.iter().map(option).collect()
}
