//! What the page says of an article that is not in English: which parts of the analysis were not made for it.

use crate::document::Document;
use crate::lang::detect::ENGLISH;
use crate::strings;
use crate::view::Element;

/// The notice over the article, where one is needed.
pub(crate) fn notice(document: &Document) -> Option<Element> {
    (!is_english(document)).then(|| Element::new("p").class("notice").text(strings::NOT_ENGLISH))
}

fn is_english(document: &Document) -> bool {
    document.paragraphs().iter().all(|paragraph| paragraph.language == ENGLISH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Meta;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(is_english(&Document::from_text(text)), expected, "{text}");
    }

    #[test]
    fn a_text_shows_its_language_by_its_small_words() {
        check(crate::session::SAMPLE, true);
        check(
            "Die Fähre fährt am Montag wieder, sagte Mara Lindqvist am Donnerstag. „Wir haben lange genug gewartet“, \
             fügte sie hinzu, und der Rat stimmte mit neun zu zwei Stimmen für den neuen Fahrplan der Inseln.",
            false,
        );
        check(
            "渡し船は月曜日にまた走る、と彼女は木曜日に述べた。長い間待っていた、と町の人たちは言う。",
            false,
        );
        check("العبارة تعود يوم الاثنين، قالت مارا للصحافة في الميناء صباح اليوم أمام الجميع.", false);
    }

    #[test]
    fn a_short_text_is_taken_for_what_its_page_says() {
        check("“Ja!”", true);
        let meta = Meta { lang: Some("de-CH".to_owned()), ..Meta::default() };
        assert!(!is_english(&Document::from_text_with("„Ja!“", meta)));
    }
}
