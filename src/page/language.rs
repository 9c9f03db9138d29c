//! The language of an article, and which parts of the analysis were not made for it. A reader can choose another.

use std::collections::BTreeSet;

use super::command::Field;
use crate::document::Document;
use crate::lang::detect::{self, ENGLISH};
use crate::lang::rule_based;
use crate::sorting::{CollectSorted as _, Sorting as _};
use crate::strings;
use crate::view::Element;

/// What stands over an article that is not all in English: what was left out, and a list to choose another language from.
pub(crate) fn notice(document: &Document) -> Option<Element> {
    let others = others(document);
    let (with, without): (Vec<&str>, Vec<&str>) = others.iter().partition(|code| rule_based::has_words(code));
    let mut text = String::new();
    if others.is_empty() {
        return None;
    }
    text.push_str(&strings::fill(strings::NOT_IN_FULL, &[&names(&others)]));
    if !with.is_empty() {
        text.push_str(&strings::fill(strings::LEFT_OUT_WITH_WORDS, &[&names(&with)]));
    }
    if !without.is_empty() {
        text.push_str(&strings::fill(strings::LEFT_OUT_WITHOUT_WORDS, &[&names(&without)]));
    }
    text.push_str(strings::BY_HAND);
    Some(Element::new("p").class("notice").text(text).child(choice(document)))
}

/// What stands below an article in English: the list alone, out of the way of reading.
pub(crate) fn below(document: &Document) -> Option<Element> {
    let is_english = others(document).is_empty();
    is_english.then(|| Element::new("p").class("language").child(choice(document)))
}

/// The languages of a document but English.
fn others(document: &Document) -> Vec<&'static str> {
    let read = document.paragraphs().iter().filter(|paragraph| paragraph.role.is_analysed());
    let codes: BTreeSet<&str> = read.map(|paragraph| paragraph.language).collect_set();
    codes.into_iter().filter(|code| *code != ENGLISH).collect()
}

fn choice(document: &Document) -> Element {
    let chosen = document.meta().reader_lang.as_deref();
    let mut shown = others(document);
    if document.paragraphs().iter().any(|paragraph| paragraph.language == ENGLISH) || shown.is_empty() {
        shown.insert(0, ENGLISH);
    }
    // Once a reader has chosen, the paragraphs no longer say what their words show.
    let as_shown = if chosen.is_some() { "…".to_owned() } else { names(&shown) };
    let as_shown = strings::fill(strings::LANGUAGE_AS_SHOWN, &[&as_shown]);
    let mut named: Vec<(&str, &str)> = detect::codes().map(|code| (name(code), code)).collect();
    named.order();
    let first = option("", &as_shown, chosen.is_none());
    let rest = named.into_iter().map(|(name, code)| option(code, name, chosen == Some(code)));
    let select = Element::new("select").changes(&Field::Language).with("aria-label", strings::LANGUAGE);
    let label = Element::new("label").text(format!("{} ", strings::LANGUAGE));
    label.child(select.children(std::iter::once(first).chain(rest)))
}

fn option(value: &str, label: &str, is_chosen: bool) -> Element {
    let option = Element::new("option").with("value", value).text(label);
    if is_chosen { option.with("selected", "") } else { option }
}

/// The name of a language; its code where there is none.
pub(crate) fn name(code: &str) -> &str {
    strings::LANGUAGE_NAMES.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}

fn names(codes: &[&str]) -> String {
    codes.iter().map(|code| name(code)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Meta;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(others(&Document::from_text(text)), expected, "{text}");
    }

    #[test]
    fn a_text_shows_its_language_by_its_small_words() {
        check(crate::session::SAMPLE, &[]);
        check(
            "Die Fähre fährt am Montag wieder, sagte Mara Lindqvist am Donnerstag. „Wir haben lange genug gewartet“, \
             fügte sie hinzu, und der Rat stimmte mit neun zu zwei Stimmen für den neuen Fahrplan der Inseln.",
            &["de"],
        );
        check(
            "渡し船は月曜日にまた走る、と彼女は木曜日に述べた。長い間待っていた、と町の人たちは言う。",
            &["ja"],
        );
        check("العبارة تعود يوم الاثنين، قالت مارا للصحافة في الميناء صباح اليوم أمام الجميع.", &["ar"]);
    }

    #[test]
    fn a_short_text_is_taken_for_what_its_page_says() {
        check("“Ja!”", &[]);
        let meta = Meta { lang: Some("de-CH".to_owned()), ..Meta::default() };
        assert_eq!(others(&Document::from_text_with("„Ja!“", meta)), ["de"]);
    }

    #[test]
    fn what_a_reader_chose_goes_before_what_the_words_show() {
        let meta = Meta { reader_lang: Some("pt".to_owned()), ..Meta::default() };
        let document = Document::from_text_with("The ferry stays, and the council has voted for it.", meta);
        assert_eq!(others(&document), ["pt"]);
    }

    #[test]
    fn every_language_has_a_name() {
        for code in detect::codes() {
            assert_ne!(name(code), code);
        }
    }
}
