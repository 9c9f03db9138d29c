//! The words by which bylines, date lines, captions and the like are told: one field a list.

use super::lists::{Sections, WordMap, WordSet};

/// Word lists of bylines and of the lines that pages set around a text, each named after what its words do.
#[derive(Clone, Debug)]
pub(crate) struct DocumentWords {
    /// Begin a line of its authors' names: `By`.
    pub(crate) by: Vec<String>,
    /// May stand before such a word: `Written`.
    pub(crate) before_by: Vec<String>,
    /// Stand between two authors' names, with their blanks.
    #[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only pages name their authors apart"))]
    pub(crate) between_authors: Vec<String>,
    /// Words of a date line that name nobody, in small letters.
    pub(crate) date_labels: WordSet,
    /// The same, but written with a capital they may be names.
    pub(crate) small_date_labels: WordSet,
    /// Begin a date line that gives the day of a later change, in small letters.
    pub(crate) updates: WordSet,
    /// Time zones and halves of the day.
    pub(crate) time_zones: WordSet,
    /// Days of the week, whole and shortened, in small letters.
    pub(crate) weekdays: WordSet,
    /// Months, whole and shortened, in small letters, with their numbers.
    pub(crate) months: WordMap<i16>,
    /// Follow the digits of a day of the month.
    pub(crate) ordinal_endings: WordSet,
    /// Stand between a day and its month.
    pub(crate) day_prepositions: WordSet,
    /// Small words within names and between them.
    pub(crate) name_connectors: WordSet,
    /// Small beginnings of names, hyphen included.
    pub(crate) name_beginnings: Vec<String>,
    /// End a name with a full stop.
    pub(crate) name_endings: Vec<String>,
    /// Go on after an author's name at an article's end.
    #[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only pages name their authors apart"))]
    pub(crate) about_authors: WordSet,
    /// What a page counts, in small letters: `shares`.
    pub(crate) counted: WordSet,
    /// Follow what is counted: "3 min read".
    pub(crate) after_counted: WordSet,
    /// Begin a caption.
    pub(crate) caption_beginnings: Vec<String>,
    /// End a caption.
    pub(crate) caption_endings: Vec<String>,
    /// Stand in captions alone.
    pub(crate) caption_signs: Vec<String>,
    /// Stand in a caption, where a line above the text has them.
    pub(crate) likely_caption_signs: Vec<String>,
    /// Follow an apostrophe and make a token with it.
    pub(crate) clitics: WordSet,
}

impl DocumentWords {
    /// Reads the lists from a file of sections.
    ///
    /// # Panics
    /// If the number of a month is none.
    pub(super) fn read(sections: &Sections) -> DocumentWords {
        DocumentWords {
            by: sections.phrases("by"),
            before_by: sections.phrases("before_by"),
            between_authors: sections.phrases("between_authors"),
            date_labels: sections.set("date_labels"),
            small_date_labels: sections.set("small_date_labels"),
            updates: sections.set("updates"),
            time_zones: sections.set("time_zones"),
            weekdays: sections.set("weekdays"),
            months: sections.table("months", |number| number.parse().expect("a month has a number")),
            ordinal_endings: sections.set("ordinal_endings"),
            day_prepositions: sections.set("day_prepositions"),
            name_connectors: sections.set("name_connectors"),
            name_beginnings: sections.phrases("name_beginnings"),
            name_endings: sections.phrases("name_endings"),
            about_authors: sections.set("about_authors"),
            counted: sections.set("counted"),
            after_counted: sections.set("after_counted"),
            caption_beginnings: sections.phrases("caption_beginnings"),
            caption_endings: sections.phrases("caption_endings"),
            caption_signs: sections.phrases("caption_signs"),
            likely_caption_signs: sections.phrases("likely_caption_signs"),
            clitics: sections.set("clitics"),
        }
    }
}
