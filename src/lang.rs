//! What the analysis knows of a language: words as data. Grammar is in the stages of the analysis, words are here.
//!
//! A language is a folder of word lists, `lang/<code>/`, and the [`Language`] that is read from them. To add one:
//!
//! 1. Copy `lang/en/` to `lang/<code>/` and replace the words. Each file and each section says at its head what its
//!    words do. A section may be empty; a missing one is named by the test `every_list_of_every_language_is_read`.
//! 2. Add `(<code>, …)` to [`LANGUAGES`]: one line.
//!
//! Nothing else refers to a language by name. [`of`] picks the language by the tag of a text, and
//! `Document::language` hands it to the stages. What a language needs beyond words (another order of clauses) is
//! grammar, and goes into the stage. The trained weights are of English news.

use std::sync::LazyLock;

pub(crate) mod dates;
pub(crate) mod detect;
pub(crate) mod document;
pub(crate) mod en;
pub(crate) mod entities;
mod folder;
#[cfg(any(test, feature = "training"))]
pub(crate) mod gazetteer;
pub(crate) mod layout;
pub(crate) mod lists;
pub(crate) mod names;
pub(crate) mod neighbours;
pub(crate) mod quotes;
pub(crate) mod speakers;
pub(crate) mod splitting;

use folder::{Folder, folder};

/// The words of one language, by the stage of the analysis that asks for them.
#[derive(Clone)]
pub(crate) struct Language {
    /// BCP 47, without a region: `en`.
    pub(crate) code: &'static str,
    pub(crate) splitting: splitting::SplittingWords,
    pub(crate) layout: layout::LayoutWords,
    pub(crate) document: document::DocumentWords,
    pub(crate) neighbours: neighbours::NeighbourWords,
    pub(crate) dates: dates::DateWords,
    pub(crate) entities: entities::EntityWords,
    pub(crate) names: names::NameWords,
    pub(crate) quotes: quotes::QuoteWords,
    pub(crate) speakers: speakers::SpeakerWords,
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "Language({})", self.code)
    }
}

/// The languages by their codes. Each is read when a text first asks for it.
static LANGUAGES: [(&str, LazyLock<Language>); 1] =
    [("en", LazyLock::new(|| Language::read(&folder!("en"))))];

/// The files of English. `include_str!` looks beside this file, so the macro is used here only.
#[cfg(any(test, feature = "training"))]
fn english_folder() -> Folder {
    folder!("en")
}

impl Language {
    fn read(folder: &Folder) -> Language {
        Language {
            code: folder.code,
            splitting: splitting::SplittingWords::read(folder),
            layout: layout::LayoutWords::read(folder),
            document: document::DocumentWords::read(&folder.sections("document_words")),
            neighbours: neighbours::NeighbourWords::read(folder),
            dates: dates::DateWords::read(folder),
            entities: entities::EntityWords::read(folder),
            names: names::NameWords::read(folder),
            quotes: quotes::QuoteWords::read(&folder.sections("quote_words")),
            speakers: speakers::SpeakerWords::read(&folder.sections("speaker_words")),
        }
    }
}

/// English, which also serves for the languages that have no folder.
pub(crate) fn english() -> &'static Language {
    &LANGUAGES[0].1
}

/// The language whose words read a text of this language tag (BCP 47: `en`, `en-GB`): English where no other fits.
pub(crate) fn of(tag: Option<&str>) -> &'static Language {
    let primary = tag.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or("en");
    let known = LANGUAGES.iter().find(|(code, _)| primary.eq_ignore_ascii_case(code));
    known.map_or_else(english, |(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_every_language_is_read() {
        for (code, language) in &LANGUAGES {
            assert_eq!(language.code, *code);
        }
    }

    #[test]
    fn no_list_is_without_a_reader() {
        let folder = super::english_folder();
        let _language = Language::read(&folder);
        _ = gazetteer::Gazetteer::read(&folder);
        assert_eq!(folder.unread(), Vec::<String>::new());
    }

    #[test]
    fn a_text_without_a_known_language_is_read_as_english() {
        for tag in [None, Some("en"), Some("EN-gb"), Some("en_US"), Some("de-CH"), Some("")] {
            assert_eq!(of(tag).code, "en");
        }
    }
}
