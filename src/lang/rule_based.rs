//! The languages that no model is trained for: short lists by which rules find who is quoted, and dates.
//!
//! A language is a folder with `speech.txt` and `calendar.txt`. `lang/fr/` says at the head of each section what its words
//! do. To add one, copy that folder, replace the words, and add the code to `LANGUAGES` in this file; its small words
//! are in `small_words.txt`.

use std::sync::OnceLock;

use super::folder::Folder;
use super::lists::{WordMap, WordSet, word_lists};

word_lists! {
    /// Words of reported speech.
    pub(crate) struct ReportWords {
        /// Finite verbs that report speech.
        cues: WordSet,
        /// Participles that do so after an auxiliary.
        participles: WordSet,
        auxiliaries: WordSet,
        /// Cues of several words.
        phrases: Vec<String>,
        /// What stands before a speaker and is the cue itself: "according to".
        sources: Vec<String>,
        pronouns: WordSet,
        feminine_pronouns: WordSet,
        masculine_pronouns: WordSet,
        /// Pronouns that a verb or its subject may stand beside: "lui a répondu".
        objects: WordSet,
        articles: WordSet,
        /// Nouns of what a person is, which stand before the name.
        titles: WordSet,
        /// End the words for a speaker that follow a cue.
        ends_speaker: WordSet,
        /// Small words within names.
        joins_names: WordSet,
        /// Stand before a title or a name in marks.
        works: WordSet,
        /// Where all nouns have capitals, the only words that join two capitals to one name; else none.
        joins_capitals: Vec<&'static str>,
        /// Labels of whoever asks in an interview: "Frage".
        askers: WordSet,
        /// Labels of whoever answers.
        answerers: WordSet,
        /// Tell that somebody speaks of himself.
        first_persons: WordSet,
        /// Tell that somebody is spoken to.
        second_persons: WordSet,
    }
}

word_lists! {
    /// Words of the calendar.
    pub(crate) struct CalendarWords {
        months: WordMap<i8>,
        weekdays: WordMap<i8>,
        /// Days by their distance from today; of two words, too.
        days: WordMap<i8>,
        /// Stand between a day and its month, a month and its year, a weekday and its day.
        between: WordSet,
        /// Follow the digits of a day.
        day_endings: WordSet,
        /// Stand before a month without a day.
        before_months: WordSet,
        /// Stand before a year without a month.
        before_years: WordSet,
        next: WordSet,
        last: WordSet,
        /// Of what will be.
        future: WordSet,
        /// Endings of verbs of what will be.
        future_endings: Vec<&'static str>,
    }
}

/// The words of one such language.
#[derive(Clone, Debug)]
pub(crate) struct RuleBasedLanguage {
    pub(crate) speech: ReportWords,
    pub(crate) calendar: CalendarWords,
}

struct KnownFolder {
    code: &'static str,
    files: &'static [(&'static str, &'static str)],
    language: OnceLock<RuleBasedLanguage>,
}

macro_rules! folders {
    ($($code:literal)*) => {
        [$(KnownFolder {
            code: $code,
            files: &[
                ("speech", include_str!(concat!($code, "/speech.txt"))),
                ("calendar", include_str!(concat!($code, "/calendar.txt"))),
            ],
            language: OnceLock::new(),
        }),*]
    };
}

static LANGUAGES: [KnownFolder; 17] =
    folders!["fr" "de" "es" "it" "pt" "nl" "sv" "pl" "ru" "da" "nb" "fi" "cs" "ar" "ja" "zh" "und"];

impl KnownFolder {
    fn read(&self) -> RuleBasedLanguage {
        let folder = Folder::new(self.code, self.files);
        RuleBasedLanguage {
            speech: ReportWords::read(&folder.sections("speech")),
            calendar: CalendarWords::read(&folder.sections("calendar")),
        }
    }
}

/// The words of the language with this code; none where it has no folder.
pub(crate) fn rule_based(code: &str) -> &'static RuleBasedLanguage {
    let known = LANGUAGES.iter().find(|known| known.code == code).unwrap_or(&LANGUAGES[LANGUAGES.len() - 1]);
    known.language.get_or_init(|| known.read())
}

/// Whether the language with this code has words for speakers.
pub(crate) fn has_words(code: &str) -> bool {
    LANGUAGES.iter().any(|known| known.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read() {
        for known in &LANGUAGES {
            let folder = Folder::new(known.code, known.files);
            ReportWords::read(&folder.sections("speech"));
            CalendarWords::read(&folder.sections("calendar"));
            assert_eq!(folder.unread(), Vec::<String>::new(), "{}", known.code);
        }
    }
}
