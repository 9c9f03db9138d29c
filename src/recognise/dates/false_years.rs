//! Tells years from other numbers of four digits: amounts, rooms, flights, telephone numbers, names of works.

use super::expressions::SentenceWords;
use super::time_tokens::TimeWord;
use crate::document::TokenKind;

/// News tells of no later year but in the names of works: "Blade Runner 2049". Plans reach as far as 2040 or so.
const LAST_PLANNED: i32 = 2045;

impl SentenceWords<'_> {
    /// Whether four digits are a part of an amount, a telephone number, a path or a size.
    pub(super) fn is_part_of_number(&self, i: usize) -> bool {
        let sign =
            self.is_after_mark(i, &["$", "#", "£", "€", "¥"]) || self.is_after(i, &self.lists.before_numbers);
        let fraction = self.is_mark(i + 1, &["%"])
            || self.is(i + 1, &self.lists.after_numbers)
            || (self.is_mark(i + 1, &["/"])
                && self.word(i + 2).is_some_and(|w| w.kind == TokenKind::Number && w.text.len() < 2));
        let phone = self.is_after_mark(i, &["-", "–"]) && i > 1 && {
            let before = &self.words[i - 2];
            before.kind == TokenKind::Number && before.text.len() != 4
        };
        let path = self.is_after_mark(i, &["/"]) && self.words[i].glued && !self.ends_season(i);
        // "1024×683"
        let times = |k: usize| (self.is_mark(k, &["×", "x", "X"])) && self.word(k).is_some_and(|w| w.glued);
        let size = times(i + 1) || (i > 0 && times(i - 1));
        sign || fraction || phone || path || size
    }

    /// The second year of "2021/2022".
    fn ends_season(&self, i: usize) -> bool {
        let first = i.checked_sub(2).and_then(|first| self.year_digits(first));
        first.is_some_and(|first| self.year_digits(i).is_some_and(|second| first < second))
    }

    /// Whether four digits count what follows, or number a room, a flight, a house; or end or are the name of a work.
    pub(super) fn is_counted_or_named(&self, i: usize) -> bool {
        let lists = self.lists;
        let counts = self.is(i + 1, &lists.counted_like_years)
            || (self.is_mark(i + 1, &["-"]) && self.is(i + 2, &lists.counted_like_years))
            || self.is_house_number(i)
            // "2000 of them"
            || (self.is(i + 1, &lists.of) && !self.is_placed_in_time(i));
        let code = i > 1 && self.is(i - 2, &lists.before_numbers) && self.words[i - 1].text.len() < 4;
        let numbered = code || self.is_after(i, &lists.before_numbers) || self.is_after_digits(i);
        counts || numbered || self.is_named_after_year(i)
    }

    /// "1600 Elm Street", "the 1900 block of Elm Street".
    fn is_house_number(&self, i: usize) -> bool {
        let name = |k: usize| self.word(k).is_some_and(|word| word.is_capitalised() && word.sense.is_none());
        let street = |k: usize| name(k) && self.is(k, &self.lists.streets);
        name(i + 1) && (street(i + 2) || (name(i + 2) && street(i + 3)))
    }

    /// "020 7946 2024": digits before, which are no day and no other year.
    fn is_after_digits(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).map(|before| &self.words[before]) else { return false };
        before.kind == TokenKind::Number
            && before.text.len() > 2
            && before.text.bytes().all(|b| b.is_ascii_digit())
    }

    /// "Blade Runner 2049", "the film 1984", “1917”.
    fn is_named_after_year(&self, i: usize) -> bool {
        let name = |k: usize| {
            self.word(k).is_some_and(|w| w.is_capitalised() && w.kind == TokenKind::Word && w.sense.is_none())
        };
        let late = self.year_digits(i).is_some_and(|year| LAST_PLANNED < year);
        let ends_name = late && i.checked_sub(1).is_some_and(name);
        let work = self.is_after(i, &self.lists.before_titles_of_works) && !self.is_season(i + 1);
        let in_marks =
            self.is_after_mark(i, &["“", "\"", "‘", "«"]) && self.is_mark(i + 1, &["”", "\"", "’", "»"]);
        // "drives a Corvo 2008": one of many of that name.
        let one_of_many =
            2 < i && name(i - 1) && self.is(i - 2, &self.lists.one_of_many) && self.ends_phrase(i + 1);
        ends_name || work || in_marks || one_of_many
    }

    fn ends_phrase(&self, i: usize) -> bool {
        self.word(i).is_none_or(|word| word.kind == TokenKind::Punctuation && word.text != "-")
    }

    fn is_season(&self, i: usize) -> bool {
        matches!(self.sense(i), Some(TimeWord::Season(_)))
    }
}
