//! Tags: which ones an article has, and how to complete a list of them.

use std::collections::BTreeSet;

use crate::annotation::Annotation;
use crate::guidelines::Guidelines;
use crate::session::Session;
use crate::strings;
use crate::view::Element;

/// The tags of an article.
pub(crate) fn of(session: &Session) -> BTreeSet<String> {
    session.counts().tags.keys().cloned().collect()
}

/// The tags that are offered in an article: those of the guidelines, or else those that it has.
pub(crate) fn offered(session: &Session) -> BTreeSet<String> {
    match &session.guidelines().tags {
        Some(tags) => tags.iter().map(|rule| rule.tag.clone()).collect(),
        None => of(session),
    }
}

/// What the guidelines say of an annotation's tags: the note of each, and which are none of theirs.
pub(crate) fn notes(guidelines: &Guidelines, annotation: &Annotation) -> Vec<Element> {
    let hint = |text: String| Element::new("p").class("hint").with("dir", "auto").text(text);
    let rules = guidelines.tags.iter().flatten().filter(|rule| annotation.tags.contains(&rule.tag));
    let noted = rules.filter(|rule| !rule.note.is_empty());
    let noted = noted.map(|rule| hint(format!("{}: {}", rule.tag, rule.note)));
    let outside: Vec<&str> =
        annotation.tags.iter().map(String::as_str).filter(|tag| !guidelines.allows_tag(tag)).collect();
    let said = || hint(strings::fill(strings::TAGS_OUTSIDE, &[&outside.join(", ")]));
    noted.chain((!outside.is_empty()).then(said)).collect()
}

/// The completions of a list of tags: what is written up to the last comma, with each tag that it lacks.
pub(crate) fn options(known: &BTreeSet<String>, written: &str) -> Vec<Element> {
    let head = written.rfind(',').map_or("", |comma| &written[..comma]);
    let used: Vec<&str> = head.split(',').map(str::trim).filter(|tag| !tag.is_empty()).collect();
    let more = known.iter().filter(|tag| !used.contains(&tag.as_str()));
    let whole = |tag: &String| used.iter().copied().chain([tag.as_str()]).collect::<Vec<_>>().join(", ");
    more.map(|tag| Element::new("option").with("value", whole(tag))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_on_with_what_it_has_not() {
        let known = ["ferry", "to check", "town"].map(str::to_owned).into();
        let check = |written: &str, expected: &[&str]| {
            let options = options(&known, written);
            let values: Vec<&str> = options.iter().filter_map(|o| o.attribute("value")).collect();
            assert_eq!(values, expected, "{written:?}");
        };
        check("", &["ferry", "to check", "town"]);
        check("to", &["ferry", "to check", "town"]);
        check("ferry, to", &["ferry, to check", "ferry, town"]);
        check("ferry , other,", &["ferry, other, to check", "ferry, other, town"]);
        check(",", &["ferry", "to check", "town"]);
    }
}
