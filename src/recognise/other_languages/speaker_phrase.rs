//! The words for a speaker: how far they go, and the name in them.

use std::ops::Range;

use super::prose::{Prose, without_elided};

/// The most tokens that words for a speaker have; longer ones are clauses.
const LONGEST: usize = 9;

/// After a cue, a day may stand before the subject within so many tokens: "powiedziała w poniedziałek burmistrz".
const DAY_REACH: usize = 3;

impl Prose<'_> {
    /// The words for a speaker that begin with a token and end before `limit`.
    pub(super) fn speaker_from(&self, start: usize, limit: usize) -> Option<Range<usize>> {
        let words = &self.language.speech;
        let limit = limit.min(self.end).min(start + LONGEST);
        if self.has(&words.pronouns, start) && start < limit {
            return Some(start..start + 1);
        }
        let (mut end, mut named) = (start, false);
        while end < limit && self.goes_on(start, end, named) {
            named |= start < end && self.is_name_word(end) || start == end && self.is_name_word(end);
            end += 1;
        }
        while start < end && self.is_small_word(end - 1) {
            end -= 1;
        }
        (start < end).then_some(start..end)
    }

    /// Whether the words for a speaker, which begin with `start`, go on with a token. A name ends with its capitals.
    fn goes_on(&self, start: usize, token: usize, named: bool) -> bool {
        let words = &self.language.speech;
        if self.word(token) == "-" {
            return start < token && self.is_glued(token) && self.is_glued(token + 1);
        }
        if !self.is_word(token) || self.is_day_name(token) {
            return false;
        }
        let is_article = start == token && self.has(&words.articles, token);
        if self.has(&words.ends_speaker, token) && !is_article && !self.is_capitalised(token) {
            return false;
        }
        if start == token && self.has(&words.ends_speaker, token) && !is_article {
            return false;
        }
        let after_hyphen = start < token && self.word(token - 1) == "-";
        !named || self.is_capitalised(token) || after_hyphen || self.has(&words.joins_names, token)
    }

    fn is_name_word(&self, token: usize) -> bool {
        self.is_capitalised(token) && !self.has(&self.language.speech.articles, token)
    }

    /// Whether a token is an article or a small word within names, which end no words for a speaker.
    fn is_small_word(&self, token: usize) -> bool {
        let words = &self.language.speech;
        let small = self.small(token);
        !self.is_capitalised(token) && (words.joins_names.contains(&small) || words.articles.contains(&small))
            || self.word(token) == "-"
    }

    /// The words for a speaker after a cue: at once, or behind a day.
    pub(super) fn subject_after(&self, cue_end: usize, limit: usize) -> Option<Range<usize>> {
        let mut start = cue_end;
        let words = &self.language.speech;
        while start < limit && words.auxiliaries.contains(&self.small(start)) {
            start += 1;
        }
        // "antwortete ihr der Rat", "odpowiedział jej radny": whom it is said to stands before who says it.
        let is_article = |at: usize| self.has(&words.articles, at);
        let is_whom = |at: usize| {
            self.has(&words.objects, at) && (is_article(at + 1) || self.is_title(at + 1) && !is_article(at))
        };
        if start + 1 < limit && is_whom(start) {
            start += 1;
        }
        if let Some(found) = self.speaker_from(start, limit) {
            return Some(found);
        }
        let day = (start..limit.min(start + DAY_REACH)).find(|&at| self.is_day_name(at))?;
        let between = (start..day).all(|at| self.is_word(at));
        between.then(|| self.speaker_from(day + 1, limit)).flatten()
    }

    /// The tokens of the name in words for a speaker: the capitals behind articles and titles.
    pub(super) fn name_in(&self, phrase: &Range<usize>) -> Option<Range<usize>> {
        let words = &self.language.speech;
        let has_article = self.has(&words.articles, phrase.start) && !self.is_name_beginning(phrase.start);
        let mut start = phrase.start
            + usize::from(has_article && without_elided(self.word(phrase.start)) == self.word(phrase.start));
        let mut titled = false;
        while start < phrase.end && self.is_title(start) {
            (start, titled) = (start + 1, true);
            // "Grünen-Politiker"
            while start + 1 < phrase.end && self.word(start) == "-" {
                start += 2;
            }
        }
        let run = self.last_run(start..phrase.end)?;
        let nouns_are_capitalised = !self.language.speech.joins_capitals.is_empty();
        let behind_title = run.start == start;
        let several = (run.start..run.end).filter(|&at| self.is_capitalised(at)).count() > 1;
        let sure = if nouns_are_capitalised {
            behind_title && (titled || !has_article) || several && !self.has_small_word(&run)
        } else {
            behind_title || several
        };
        sure.then_some(run)
    }

    fn is_name_beginning(&self, token: usize) -> bool {
        // "Le Goff", "La Russa": an article within names, where a capital follows within a sentence.
        self.is_capitalised(token)
            && self.start < token
            && self.is_capitalised(token + 1)
            && !self.begins_sentence(token)
    }

    pub(super) fn begins_sentence(&self, token: usize) -> bool {
        let before = token.checked_sub(1).filter(|&at| self.start <= at);
        before.is_none_or(|at| {
            super::prose::is_sentence_end(self.word(at))
                || self.is_colon(at)
                || !self.is_word(at) && !self.is_comma(at) && !self.is_number(at)
        })
    }

    /// Whether a token is a noun of what a person is: "ministre", "Grünen-Politiker".
    pub(super) fn is_title(&self, token: usize) -> bool {
        let titles = &self.language.speech.titles;
        let small = self.small(token);
        let word = without_elided(&small).trim_end_matches('.');
        let compound = self.word(token + 1) == "-" && titles.contains(&self.small(token + 2));
        titles.contains(word) || titles.contains(&small) || compound
    }

    fn has_small_word(&self, run: &Range<usize>) -> bool {
        run.clone().any(|at| !self.is_capitalised(at) && self.word(at) != "-")
    }

    /// The last run of capitalised words, with the small words of names between them.
    fn last_run(&self, within: Range<usize>) -> Option<Range<usize>> {
        let end = within.clone().rev().find(|&at| self.is_capitalised(at))? + 1;
        let mut start = end - 1;
        let joins = &self.language.speech.joins_names;
        loop {
            let mut before = start;
            while within.start < before
                && (self.word(before - 1) == "-"
                    || !self.is_capitalised(before - 1) && joins.contains(&self.small(before - 1)))
            {
                before -= 1;
            }
            if before == within.start || !self.is_capitalised(before - 1) || self.is_title(before - 1) {
                return Some(start..end);
            }
            start = before - 1;
        }
    }
}
