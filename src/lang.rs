//! What the analysis knows of a language: words as data. Grammar is in the stages of the analysis, words are here.
//!
//! A language is a folder of word lists, `lang/<code>/`, and the [`Language`] that is read from them. To add one:
//!
//! 1. Copy `lang/en/` to `lang/<code>/` and replace the words. Each file and each section says at its head what its
//!    words do. A section may be empty; a missing one is named by the test `every_list_of_every_language_is_read`.
//! 2. Add `KnownLanguage::new("<code>", || folder!("<code>"))` to `LANGUAGES` in this file.
//!
//! Nothing else refers to a language by name. [`of`] picks the language by the tag of a text, and
//! `Document::language` hands it to the stages. What a language needs beyond words (another order of clauses) is
//! grammar, and goes into the stage. The trained weights are of English news.

use std::sync::OnceLock;

pub(crate) mod dates;
pub(crate) mod detect;
pub(crate) mod document;
pub(crate) mod entities;
mod folder;
#[cfg(feature = "training")]
pub(crate) mod gazetteer;
mod inflection;
pub(crate) mod layout;
pub(crate) mod lists;
pub(crate) mod names;
pub(crate) mod neighbours;
pub(crate) mod persons;
pub(crate) mod quotes;
pub(crate) mod speakers;
pub(crate) mod speech;
pub(crate) mod splitting;
pub(crate) mod time_words;
pub(crate) mod turns;

use folder::{Folder, folder};

/// The words of one language, by the stage of the analysis that asks for them.
pub(crate) struct Language {
    /// BCP 47, without a region: `en`.
    pub(crate) code: &'static str,
    /// Words at the borders of tokens and sentences.
    pub(crate) splitting: splitting::SplittingWords,
    /// Lines that pages set around articles.
    pub(crate) layout: layout::LayoutWords,
    /// Words of bylines and captions.
    pub(crate) document: document::DocumentWords,
    /// What a word is to the names beside it.
    pub(crate) neighbours: neighbours::NeighbourWords,
    /// What each word says about time.
    pub(crate) time_words: time_words::TimeWords,
    /// What words say about time beside others; feasts.
    pub(crate) dates: dates::DateWords,
    /// Words that tell the kinds of names, and words of amounts.
    pub(crate) entities: entities::EntityWords,
    /// Titles, roles, first names and pronouns.
    pub(crate) persons: persons::PersonWords,
    /// From each other name of a thing to the one that it stands for; written alike, see the file.
    pub(crate) aliases: lists::WordMap<&'static str>,
    /// Words within names and between the names of one thing.
    pub(crate) names: names::NameWords,
    /// Words of reported speech.
    pub(crate) quotes: quotes::QuoteWords,
    /// Words for speakers.
    pub(crate) speakers: speakers::SpeakerWords,
    /// Words of interviews, letters and passages that are set off.
    pub(crate) turns: turns::TurnWords,
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "Language({})", self.code)
    }
}

/// A language that has a folder.
struct KnownLanguage {
    code: &'static str,
    folder: fn() -> Folder,
    /// Read when a text first asks for it.
    language: OnceLock<Language>,
}

static LANGUAGES: [KnownLanguage; 1] = [KnownLanguage::new("en", || folder!("en"))];

impl KnownLanguage {
    const fn new(code: &'static str, folder: fn() -> Folder) -> KnownLanguage {
        KnownLanguage { code, folder, language: OnceLock::new() }
    }

    fn language(&self) -> &Language {
        self.language.get_or_init(|| Language::read(&(self.folder)()))
    }
}

impl Language {
    fn read(folder: &Folder) -> Language {
        Language {
            code: folder.code,
            splitting: splitting::SplittingWords::read(folder),
            layout: layout::LayoutWords::read(folder),
            document: document::DocumentWords::read(&folder.sections("document_words")),
            neighbours: neighbours::NeighbourWords::read(folder),
            time_words: time_words::TimeWords::read(folder),
            dates: dates::DateWords::read(&folder.sections("date_words")),
            entities: entities::EntityWords::read(folder),
            persons: persons::PersonWords::read(folder),
            aliases: folder.aliases(),
            names: names::NameWords::read(&folder.sections("name_words")),
            quotes: quotes::QuoteWords::read(folder),
            speakers: speakers::SpeakerWords::read(&folder.sections("speaker_words")),
            turns: turns::TurnWords::read(&folder.sections("turn_words")),
        }
    }
}

/// English, which also serves for the languages that have no folder.
pub(crate) fn english() -> &'static Language {
    LANGUAGES[0].language()
}

/// The language whose words read a text of this language tag (BCP 47: `en`, `en-GB`): English where no other fits.
pub(crate) fn of(tag: Option<&str>) -> &'static Language {
    let primary = tag.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or("en");
    let known = LANGUAGES.iter().find(|known| primary.eq_ignore_ascii_case(known.code));
    known.map_or_else(english, KnownLanguage::language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_every_language_is_read() {
        for known in &LANGUAGES {
            assert_eq!(known.language().code, known.code);
        }
    }

    #[test]
    fn no_list_is_without_a_reader() {
        for known in &LANGUAGES {
            let folder = (known.folder)();
            Language::read(&folder);
            // What `gazetteer` alone reads.
            ["places", "organisations"].into_iter().for_each(|file| _ = folder.lines(file));
            assert_eq!(folder.unread(), Vec::<String>::new(), "{}", known.code);
        }
    }

    #[test]
    fn a_text_without_a_known_language_is_read_as_english() {
        for tag in [None, Some("en"), Some("EN-gb"), Some("en_US"), Some("de-CH"), Some("")] {
            assert_eq!(of(tag).code, "en");
        }
    }
}
