//! Tells from the verbs around a temporal expression whether it is past or to come.

use super::expressions::SentenceWords;
use super::meaning::Meaning;
use super::time_tokens::{Tense, TimeToken, TimeWord};
use crate::document::TokenKind;

/// How far from an expression a verb may stand that tells past from future, in words: a clause has seldom more.
const CLAUSE: usize = 14;

/// How near a verb of planned events must stand to tell the year of a month, in words: "begins early in April".
const NEAR: usize = 3;

/// How far before a verb "and" may stand that makes two names its subject, in words.
const LONGEST_PAIR: usize = 5;

impl SentenceWords<'_> {
    /// Which way the words around an expression look: a preposition just before it, else the nearest verb.
    pub(super) fn tense(&self, start: usize, end: usize, meaning: Meaning) -> Option<Tense> {
        let before = (0..start.min(CLAUSE)).find_map(|n| Some((n, self.tense_of(start - 1 - n)?)));
        let after = (0..CLAUSE).find_map(|n| Some((2 * n, self.tense_of(end + n)?)));
        let lists = self.lists;
        let as_soon = start > 1 && self.is_after(start, &lists.as_word) && self.is(start - 2, &lists.soon);
        // "moved to Friday", "pushed back to Friday"
        let is_moved = self.is_after(start, &lists.to)
            && (start.saturating_sub(NEAR)..start).any(|i| self.is(i, &lists.moving));
        let ahead = self.is_after(start, &lists.before_future) || as_soon || is_moved;
        // "Until Thursday, they had not called him".
        let planned = matches!(before, Some((0..=NEAR, Tense::Present | Tense::Future)));
        let looked_back = matches!(after, Some((near, Tense::Past)) if near < CLAUSE / 2) && !planned;
        if ahead {
            return Some(if looked_back { Tense::Past } else { Tense::Future });
        }
        // "ran through Friday", "is open through Friday"
        if self.is_after(start, &lists.through) {
            let past = matches!(before, Some((_, Tense::Past)));
            return Some(if past || looked_back { Tense::Past } else { Tense::Future });
        }
        // "since Friday", "since shortly after the May 5 vote"
        if (start.saturating_sub(NEAR + 1)..start).any(|i| self.is(i, &lists.since)) {
            return Some(Tense::Past);
        }
        if self.is_where_something_stands(start) {
            return Some(Tense::Present);
        }
        // Not "The move follows Friday's vote."
        let is_alone = before.is_none() && after.is_none() && !self.is_clitic(end);
        if is_alone && self.is_right_after_verb(start) {
            return Some(Tense::Present);
        }
        // "The move follows Tuesday's vote."
        let before = before.filter(|(_, tense)| *tense != Tense::Present || !self.is_clitic(end));
        let after = after.filter(|(far, _)| before.is_none() || !self.ends_clause(end, far / 2));
        match (before, after) {
            // "announced on 4 March"
            (Some((0..=1, Tense::Told)), _) => Some(Tense::Past),
            // "can be seen from June to November": what is planned on a day; in months it is so every year.
            (Some((near, Tense::Present)), _) if NEAR < near && !is_of_a_week(meaning) => None,
            (None, Some((_, Tense::Present))) if !is_of_a_week(meaning) => None,
            (Some((_, tense)), Some((_, Tense::Present))) => Some(tense),
            (Some((near, tense)), Some((far, _))) if near <= far => Some(tense),
            (before, after) => after.or(before).map(|(_, tense)| tense),
        }
    }

    /// Whether a clause ends within so many words: "a march on Friday and were".
    fn ends_clause(&self, from: usize, length: usize) -> bool {
        (from..from + length).any(|i| self.is(i, &self.lists.begins_clauses) || self.is_mark(i, &[";"]))
    }

    /// "The vote is on Friday", "The deadline is Friday", "It is out on the last Friday of May".
    fn is_where_something_stands(&self, start: usize) -> bool {
        let passed = |at: usize| at - usize::from(self.is_after(at, &self.lists.after_copulas));
        let on = self.before_time_of_day(passed(passed(start)));
        self.is_after(
            on - usize::from(self.is_after(on, &self.lists.adverbs_of_copulas)),
            &self.lists.copulas,
        )
    }

    /// Before "at 3 p.m. EST", where that stands right before a word.
    fn before_time_of_day(&self, end: usize) -> usize {
        let lists = self.lists;
        let zone = end - usize::from(self.is_after(end, &lists.zones));
        let half = |at: usize| {
            at.checked_sub(1)
                .and_then(|before| self.word(before))
                .is_some_and(|word| lists.halves_of_day.get_ignoring_case(word.text).is_some())
        };
        let time = zone - usize::from(half(zone));
        let is_time = |word: &TimeToken| {
            word.kind == TokenKind::Number || matches!(word.sense, Some(TimeWord::Clock(_)))
        };
        match time.checked_sub(2) {
            Some(at) if self.word(at + 1).is_some_and(is_time) && self.is(at, &lists.before_clock_times) => {
                at
            }
            _ => end,
        }
    }

    /// "The choir sings on Friday.": in a sentence without another verb, a word that ends like a verb in the present
    /// tense stands right before the day, after a noun in the singular.
    fn is_right_after_verb(&self, start: usize) -> bool {
        let lists = self.lists;
        let at = start - usize::from(self.is_after(start, &lists.on));
        let verb = |i: usize| {
            let word = &self.words[i];
            word.kind == TokenKind::Word && word.sense.is_none() && word.is_plural(lists)
        };
        let Some(last) = at.checked_sub(1).filter(|&last| 1 < last && verb(last)) else { return false };
        let noun = &self.words[last - 1];
        let is_noun = noun.kind == TokenKind::Word && noun.sense.is_none() && !verb(last - 1);
        let opened =
            self.is(0, &lists.the) || self.is(0, &lists.plural_subjects) || self.words[0].is_capitalised();
        let ends = self.words.last().is_some_and(|word| word.is_mark(&["."]));
        is_noun && opened && ends && !self.is(last - 1, &lists.before_nouns) && self.words.len() < CLAUSE
    }

    fn tense_of(&self, i: usize) -> Option<Tense> {
        let (word, lists) = (self.word(i)?, self.lists);
        match word.sense {
            // "will be held": the participle says nothing of when.
            _ if self.is_after(i, &lists.be) => None,
            // "is heard", "is accused of killing".
            _ if self.is_after(i, &lists.copulas) && self.is_participle(word) => {
                lists.scheduled_passives.contains(word.text).then_some(Tense::Present)
            }
            // "had been due", "was scheduled": that was before.
            Some(TimeWord::Tense(Tense::Future)) if self.is_after(i, &lists.had) => Some(Tense::Past),
            Some(TimeWord::Tense(tense)) => Some(tense),
            _ if self.is_modal(i) => {
                // "may have left", "could not reach"
                let past = self.is(i + 1, &lists.after_past_modals) || self.is_clitic(i + 1);
                Some(if past { Tense::Past } else { Tense::Present })
            }
            Some(_) => None,
            None if self.is_to_come(i, word) => Some(Tense::Present),
            None if self.is_scheduled(i, word) => Some(Tense::Present),
            None => {
                // "opens to invited guests": an adjective.
                let adjective = self.is_after(i, &lists.before_adjectives);
                // "Updated on Friday"
                let told = self.is_participle(word) || (i == 0 && self.ends_like_past(word));
                (told && !adjective).then_some(Tense::Past)
            }
        }
    }

    fn is_participle(&self, word: &TimeToken) -> bool {
        let regular = self.ends_like_past(word) && !word.is_capitalised();
        word.sense == Some(TimeWord::Tense(Tense::Past)) || (word.sense.is_none() && regular)
    }

    fn ends_like_past(&self, word: &TimeToken) -> bool {
        word.text.len() > 4 && self.lists.past_endings.iter().any(|ending| word.text.ends_with(ending))
    }

    /// "could", "may": in small letters, for "May" is a month.
    fn is_modal(&self, i: usize) -> bool {
        self.word(i).is_some_and(|word| self.lists.modals.contains(word.text))
    }

    /// "n't"
    fn is_clitic(&self, i: usize) -> bool {
        self.word(i).is_some_and(|word| word.kind == TokenKind::Clitic)
    }

    /// The "to" of "is to resume", "set to leave", "agreed to meet"; not that of "was due to meet", where "due" tells.
    fn is_to_come(&self, i: usize, word: &TimeToken) -> bool {
        let lists = self.lists;
        let told = || {
            let before = i.checked_sub(1).and_then(|before| self.sense(before));
            before == Some(TimeWord::Tense(Tense::Future))
        };
        let verb = |i: usize| self.word(i).is_some_and(|verb| lists.scheduled_bases.contains(verb.text));
        word.is(&lists.to) && (self.is_after(i, &lists.before_future_infinitives) || (verb(i + 1) && !told()))
    }

    /// Verbs of events that are planned: "the council meets", "it is meeting", "they meet".
    fn is_scheduled(&self, i: usize, word: &TimeToken) -> bool {
        let lists = self.lists;
        if lists.scheduled_thirds.contains(word.text) {
            // "the starts of", "two opens": nouns.
            return !self.is_after(i, &lists.before_nouns) && !self.is_after_number(i);
        }
        if lists.scheduled_participles.contains(word.text) {
            return self.is_after(i, &lists.copulas);
        }
        // "The talks in Torvik resume Monday"; not "did not resume".
        let finite = lists.scheduled_bases_only.contains(word.text)
            && !self.is_after(i, &lists.before_infinitives)
            && !i.checked_sub(1).is_some_and(|before| self.is_clitic(before) || self.is_modal(before));
        finite || (lists.scheduled_bases.contains(word.text) && self.is_after_plural(i))
    }

    fn is_after_number(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|before| self.words[before].kind == TokenKind::Number)
    }

    /// "talks resume", "they meet": what stands before is a plural.
    fn is_after_plural(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).map(|before| &self.words[before]) else { return false };
        let ends = before.text.len() > 3 && self.lists.without_plural(before.text).is_some();
        let plural = before.kind == TokenKind::Word && ends && (i == 1 || !before.is_capitalised());
        // "Ada Lund and Ben Kvist meet"
        let and = || (i.saturating_sub(LONGEST_PAIR)..i).any(|k| self.is(k, &self.lists.and_word));
        before.is(&self.lists.plural_subjects)
            || (plural && !before.is(&self.lists.no_plurals))
            || (i > 1 && before.is_capitalised() && and())
    }
}

/// Whether a meaning is one of the days that come again every week or year.
fn is_of_a_week(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Weekday { .. } | Meaning::TheWeekend | Meaning::Day { .. } | Meaning::Feast { .. }
    )
}
