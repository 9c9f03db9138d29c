//! Whether a marked stretch that nobody is said to have said is speech: not a title, a name, a word held up with tongs.

use super::prose::{Prose, is_sentence_end};
use crate::document::TokenKind;
use crate::recognise::marks::{End, Marked, Start};

/// Fewer words with an end of a sentence among them may be a title: "Qui a peur ?".
const FEWEST_IN_SENTENCE: usize = 3;

/// Titles and names seldom have so many words.
const LONGER_THAN_TITLES: usize = 5;

/// Letters, for scripts that part no words.
const LONGER_THAN_TITLES_IN_LETTERS: usize = 12;

impl Prose<'_> {
    /// Whether a stretch looks like speech by itself.
    pub(super) fn looks_like_speech(&self, marked: &Marked) -> bool {
        let inside = self.document.tokens_in(marked.inside);
        let words = inside.clone().filter(|&at| self.kind(at) == Some(TokenKind::Word)).count();
        if marked.start == Start::Continued || marked.end == End::ContinuesInNext {
            return FEWEST_IN_SENTENCE <= words;
        }
        let first = inside.start;
        let before = self.document.tokens_in(marked.span).start;
        if self.is_named_by(before) {
            return false;
        }
        let text = self.document.slice(marked.inside).trim();
        let ends = text.chars().next_back().is_some_and(|c| is_sentence_end(c.encode_utf8(&mut [0; 4])));
        let colon = self.start < before && self.is_colon(before - 1);
        if is_blankless(text) {
            return ends || colon || LONGER_THAN_TITLES_IN_LETTERS <= text.chars().count();
        }
        let capital = self.is_capitalised(first) || self.word(first).starts_with(|c: char| !c.is_lowercase());
        let whole = self.document.tokens_in(marked.span).end == self.end && before == self.start;
        let opens = before == self.start || self.ends_sentence(before - 1);
        let after = self.document.tokens_in(marked.span).end;
        let goes_on = after < self.end && (self.is_comma(after) || !self.is_capitalised(after));
        match () {
            () if whole => FEWEST_IN_SENTENCE <= words,
            () if colon => 2 <= words,
            () if ends || text.ends_with(',') => FEWEST_IN_SENTENCE <= words && capital,
            // "“Feribotu çalıştıracağız” dedi": it opens the sentence, which goes on in small letters.
            () if opens && goes_on => FEWEST_IN_SENTENCE <= words && capital && self.capitals_are_few(inside),
            () => LONGER_THAN_TITLES <= words && capital && self.capitals_are_few(inside),
        }
    }

    /// Whether a stretch that begins with a token stands behind a word that announces a title or a name.
    pub(super) fn is_named_by(&self, before: usize) -> bool {
        let works = &self.language.speech.works;
        let reach = before.saturating_sub(2).max(self.start);
        (reach..before).any(|at| self.has(works, at))
            || self.phrase_ends_at(before)
            || self.is_in_longer_word(before)
    }

    /// "pod tytułem", "так называемый": entries of two words.
    fn phrase_ends_at(&self, before: usize) -> bool {
        let two = before.checked_sub(2).filter(|&at| self.start <= at);
        two.is_some_and(|at| {
            let phrase = format!("{}_{}", self.small(at), self.small(at + 1));
            self.language.speech.works.contains(&phrase)
        })
    }

    /// Chinese and Japanese part no words: "小说“…”".
    fn is_in_longer_word(&self, before: usize) -> bool {
        let word = before.checked_sub(1).map_or("", |at| self.word(at));
        is_blankless(word) && self.language.speech.works.ends_word(word)
    }

    fn capitals_are_few(&self, inside: std::ops::Range<usize>) -> bool {
        let words = inside.clone().filter(|&at| self.is_word(at)).count();
        let capitals = inside.filter(|&at| self.is_capitalised(at)).count();
        2 * capitals <= words + 1
    }
}

/// Whether a text is in a script that parts no words.
pub(super) fn is_blankless(text: &str) -> bool {
    let of_script =
        |c: &char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{e00}'..='\u{e7f}');
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    0 < letters && letters < 2 * text.chars().filter(of_script).count()
}
