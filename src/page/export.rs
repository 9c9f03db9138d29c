//! The formats that the page offers.

use serde::Deserialize;

use crate::format::Format;
use crate::guidelines::{Guidelines, VERSION};
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

/// A set of a format with a project's guidelines, where the format has room for them: at the head of Web Annotations, and of
/// the first of several lines.
pub(crate) fn with_guidelines(text: String, format: Format, guidelines: &Guidelines) -> String {
    let gap = match format {
        Format::Jsonld => "\n  ",
        Format::Jsonl => "",
        _ => return text,
    };
    if *guidelines == Guidelines::default() {
        return text;
    }
    let json = serde_json::to_string(guidelines).unwrap_or_default();
    text.replacen('{', &format!("{{{gap}\"{CARRIED}\": {json},"), 1)
}

/// The file that an archive has beside its sets, where there are guidelines.
pub(crate) fn guidelines_file(guidelines: &Guidelines) -> Option<(String, String)> {
    let is_used = *guidelines != Guidelines::default();
    // The file that the dialog of guidelines writes, but in one line: this is in what loads at first.
    let json = serde_json::to_string(guidelines).unwrap_or_default();
    let file = || json.replacen('{', &format!("{{\"pullquote-guidelines\":{VERSION},"), 1);
    is_used.then(|| (GUIDELINES_FILE.to_owned(), file()))
}

/// Whether a file is called as the one of an archive.
pub(crate) fn is_guidelines_file(name: &str) -> bool {
    name.rsplit('/').next() == Some(GUIDELINES_FILE)
}

const GUIDELINES_FILE: &str = "pullquote-guidelines.json";

/// The guidelines that a set carries, if it does.
pub(crate) fn carried_guidelines(set: &str) -> Option<Guidelines> {
    #[derive(Deserialize)]
    struct CarriedGuidelines {
        #[serde(rename = "pq:guidelines")]
        guidelines: Option<Guidelines>,
    }
    // Most files have none: they are not read twice. Of lines, the first has them.
    let read = |json: &str| serde_json::from_str::<CarriedGuidelines>(json);
    let carried = || read(set).or_else(|_| read(set.lines().next().unwrap_or_default()));
    set.contains(CARRIED).then(|| carried().ok()?.guidelines)?
}

/// The field of Web Annotations that has them.
const CARRIED: &str = "pq:guidelines";

/// The choices of the list of formats.
pub(crate) fn options() -> Vec<Element> {
    let option = |format: &Format| Element::new("option").with("value", format.name()).text(format.label());
    Format::ALL.iter().map(option).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::recognise::annotate;

    #[test]
    fn guidelines_travel_with_sets() {
        let guidelines = Guidelines { title: "Ferry".to_owned(), ..Guidelines::default() };
        let document = Document::from_text("“It stays,” said Mara Lindqvist.");
        let set = annotate(&document);
        for format in [Format::Jsonld, Format::Jsonl] {
            let file = crate::format::export(&document, &set, "a", format);
            let with = with_guidelines(file.clone(), format, &guidelines);
            assert_eq!(carried_guidelines(&with), Some(guidelines.clone()), "{with}");
            assert_eq!(crate::format::import(&with, format), crate::format::import(&file, format));
            assert_eq!(
                carried_guidelines(&with_guidelines(file.clone(), format, &Guidelines::default())),
                None
            );
            let several = format!("{with}{}", if format == Format::Jsonl { &file } else { "" });
            assert_eq!(carried_guidelines(&several), Some(guidelines.clone()));
        }
        let (name, file) = guidelines_file(&guidelines).expect("there are some");
        assert!(is_guidelines_file(&format!("may/{name}")));
        assert_eq!(Guidelines::from_json(&file), Ok(guidelines));
    }
}
