//! A paragraph in a language that rules read: its tokens with what the lists say of them.

use std::ops::Range;

use crate::document::{Document, TokenKind};
use crate::lang::lists::WordSet;
use crate::lang::rule_based::RuleBasedLanguage;
use crate::span::Span;

/// A paragraph with the words of its language.
#[derive(Clone, Copy)]
pub(super) struct Prose<'a> {
    pub document: &'a Document,
    pub language: &'static RuleBasedLanguage,
    /// The first token.
    pub start: usize,
    /// The end of its tokens.
    pub end: usize,
}

impl<'a> Prose<'a> {
    pub(super) fn new(
        document: &'a Document,
        language: &'static RuleBasedLanguage,
        tokens: &Range<usize>,
    ) -> Self {
        Prose { document, language, start: tokens.start, end: tokens.end }
    }

    /// The words of a token of the paragraph; nothing outside of it.
    pub(super) fn word(&self, token: usize) -> &'a str {
        if self.start <= token && token < self.end { self.document.word(token) } else { "" }
    }

    /// The same in small letters, apostrophes as the lists have them.
    pub(super) fn small(&self, token: usize) -> String {
        small(self.word(token))
    }

    pub(super) fn kind(&self, token: usize) -> Option<TokenKind> {
        (self.start <= token && token < self.end).then(|| self.document.tokens()[token].kind)
    }

    pub(super) fn is_word(&self, token: usize) -> bool {
        self.kind(token) == Some(TokenKind::Word)
    }

    pub(super) fn is_number(&self, token: usize) -> bool {
        self.kind(token) == Some(TokenKind::Number)
    }

    /// Whether a list has the token's word, or what is left of it without an elided word before it.
    pub(super) fn has(&self, list: &WordSet, token: usize) -> bool {
        let word = self.small(token);
        !word.is_empty() && (list.contains(&word) || list.contains(without_elided(&word)))
    }

    pub(super) fn is_capitalised(&self, token: usize) -> bool {
        self.is_word(token) && without_elided(self.word(token)).starts_with(char::is_uppercase)
    }

    /// Whether one token follows another without a blank.
    pub(super) fn is_glued(&self, token: usize) -> bool {
        self.start < token
            && token < self.end
            && self.document.tokens()[token - 1].span.end() == self.document.tokens()[token].span.start()
    }

    pub(super) fn is_dash(&self, token: usize) -> bool {
        matches!(self.word(token), "–" | "—" | "―" | "--")
    }

    pub(super) fn is_comma(&self, token: usize) -> bool {
        matches!(self.word(token), "," | "،" | "、" | "，")
    }

    pub(super) fn is_colon(&self, token: usize) -> bool {
        matches!(self.word(token), ":" | "：")
    }

    /// Whether a sentence ends with a token. A question that a report follows in small letters does not end one.
    pub(super) fn ends_sentence(&self, token: usize) -> bool {
        is_sentence_end(self.word(token)) && !self.word(token + 1).starts_with(char::is_lowercase)
    }

    /// The tokens that a phrase of the lists covers from a token on.
    pub(super) fn phrase_at(&self, phrases: &[String], token: usize) -> Option<Range<usize>> {
        let covers = |phrase: &&String| {
            let mut at = token;
            phrase.split(' ').all(|word| {
                at += 1;
                self.small(at - 1) == word
            })
        };
        let longest = phrases.iter().filter(covers).map(|phrase| phrase.split(' ').count()).max()?;
        Some(token..token + longest)
    }

    pub(super) fn span(&self, tokens: &Range<usize>) -> Span {
        let all = self.document.tokens();
        all[tokens.start].span.hull(all[tokens.end - 1].span)
    }

    /// Whether a token names a day: a day of the week, "yesterday".
    pub(super) fn is_day_name(&self, token: usize) -> bool {
        let word = self.small(token);
        let calendar = &self.language.calendar;
        calendar.weekdays.get(&word).is_some() || calendar.days.get(&word).is_some()
    }
}

pub(super) fn small(word: &str) -> String {
    word.to_lowercase().replace('\'', "’")
}

/// "architecte" of "l’architecte". Longer beginnings are of names: "O’Brien" has one letter, but a capital.
pub(super) fn without_elided(word: &str) -> &str {
    const LONGEST: usize = 5;
    match word.find(['’', '\'']) {
        Some(at) if at <= LONGEST && !word.starts_with('O') => word[at..].trim_start_matches(['’', '\'']),
        _ => word,
    }
}

pub(super) fn is_sentence_end(word: &str) -> bool {
    matches!(word, "." | "!" | "?" | "…" | "..." | "؟" | "。" | "！" | "？" | ";")
}

/// What TIMEX3 writes for digits that are not known.
pub(super) fn unknown_digits(count: usize) -> String {
    "X".repeat(count)
}

/// A day of which nothing is known.
pub(super) fn unknown_day() -> String {
    [unknown_digits(4), unknown_digits(2), unknown_digits(2)].join("-")
}
