//! What the analysis knows of a language: words as data, one entry a line.
//!
//! A language is a folder of word lists and a [`Language`] made of them. English is the only one so far.

use std::sync::LazyLock;

pub(crate) mod dates;
pub(crate) mod document;
pub(crate) mod en;
pub(crate) mod entities;
pub(crate) mod lists;
pub(crate) mod names;
pub(crate) mod quotes;
pub(crate) mod speakers;

use lists::Sections;

/// The words of one language, by the stage of the analysis that asks for them.
#[derive(Clone, Debug)]
#[expect(dead_code, reason = "the stages move their words here one after the other")]
pub(crate) struct Language {
    /// BCP 47, without a region: `en`.
    pub(crate) code: &'static str,
    pub(crate) document: document::DocumentWords,
    pub(crate) dates: dates::DateWords,
    pub(crate) entities: entities::EntityWords,
    pub(crate) names: names::NameWords,
    pub(crate) quotes: quotes::QuoteWords,
    pub(crate) speakers: speakers::SpeakerWords,
}

/// English.
pub(crate) fn english() -> &'static Language {
    static ENGLISH: LazyLock<Language> = LazyLock::new(|| {
        let read = |name, text| Sections::read(name, text);
        Language {
            code: "en",
            document: document::DocumentWords::read(&read(
                "en/document_words.txt",
                include_str!("lang/en/document_words.txt"),
            )),
            dates: dates::DateWords::read(&read("en/date_words.txt", include_str!("lang/en/date_words.txt"))),
            entities: entities::EntityWords::read(&read(
                "en/entity_words.txt",
                include_str!("lang/en/entity_words.txt"),
            )),
            names: names::NameWords::read(&read("en/name_words.txt", include_str!("lang/en/name_words.txt"))),
            quotes: quotes::QuoteWords::read(&read(
                "en/quote_words.txt",
                include_str!("lang/en/quote_words.txt"),
            )),
            speakers: speakers::SpeakerWords::read(&read(
                "en/speaker_words.txt",
                include_str!("lang/en/speaker_words.txt"),
            )),
        }
    });
    &ENGLISH
}

/// The language whose words read a text of this language tag (BCP 47). There is English alone: it serves for all.
pub(crate) fn of(_tag: Option<&str>) -> &'static Language {
    english()
}
