//! Selecting words without a mouse: from word to word, from sentence to sentence, taking more of them in.

use serde::{Deserialize, Serialize};

use super::article::Session;
use crate::document::{Token, TokenKind};
use crate::span::{Pos, Span};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SelectionUnit {
    Word,
    /// To the first word of a sentence; forward, when more is taken in, to its last.
    Sentence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ReadingDirection {
    Back,
    Forward,
}

/// Whether a step lets go of what was selected or takes more in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SelectionMode {
    Move,
    Extend,
}

/// Selected words, from the one where the selection began to the one that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WordSelection {
    pub anchor: Span,
    pub head: Span,
}

impl WordSelection {
    pub(crate) fn span(self) -> Span {
        self.anchor.hull(self.head)
    }
}

impl Session {
    /// The word that holds a position, or the next one, or the last.
    pub(crate) fn word_at(&self, pos: Pos) -> Option<Span> {
        let tokens = self.document.tokens();
        let from = tokens.partition_point(|t| t.span.end() <= pos);
        let after = tokens[from..].iter().find(|t| is_word(t.kind));
        after.or_else(|| tokens[..from].iter().rev().find(|t| is_word(t.kind))).map(|t| t.span)
    }

    /// A passage grown to the borders of the words that it cuts.
    pub(crate) fn whole_words(&self, span: Span) -> Span {
        let tokens = &self.document.tokens()[self.document.tokens_in(span)];
        let words = || tokens.iter().filter(|t| is_word(t.kind) || t.kind == TokenKind::Clitic);
        words().fold(span, |span, token| span.hull(self.with_contraction(token.span)))
    }

    /// A word with what is written together with it without an apostrophe between: both parts of `can't`.
    fn with_contraction(&self, word: Span) -> Span {
        let tokens = self.document.tokens();
        let at = self.document.tokens_in(word).start;
        let is_rest = |token: &&Token| {
            token.kind == TokenKind::Clitic
                && self.document.slice(token.span).starts_with(char::is_alphabetic)
        };
        let after = tokens.get(at + 1).filter(is_rest).filter(|t| t.span.start() == word.end());
        let before = tokens.get(at).filter(is_rest).and_then(|_| tokens.get(at.checked_sub(1)?));
        let parts = after.into_iter().chain(before);
        parts.fold(word, |word, part| word.hull(part.span))
    }

    /// The selection between two positions, in whichever order, as words.
    pub(crate) fn words_between(&self, anchor: Pos, head: Pos) -> Option<WordSelection> {
        let last_before = |pos: Pos| {
            let tokens = self.document.tokens();
            let to = tokens.partition_point(|t| t.span.start() < pos);
            tokens[..to].iter().rev().find(|t| is_word(t.kind)).map(|t| t.span)
        };
        let (first, last) = (self.word_at(anchor.min(head))?, last_before(anchor.max(head))?);
        let last = last.max(first);
        Some(if head < anchor {
            WordSelection { anchor: last, head: first }
        } else {
            WordSelection { anchor: first, head: last }
        })
    }

    /// One step on from a selection; where there is no further word, it stays.
    pub(crate) fn step_selection(
        &self,
        from: WordSelection,
        stride: SelectionUnit,
        way: ReadingDirection,
        grip: SelectionMode,
    ) -> WordSelection {
        let is_growing = grip == SelectionMode::Extend && from.anchor <= from.head;
        let head = match (stride, way) {
            (SelectionUnit::Word, way) => self.word_beside(from.head, way),
            (SelectionUnit::Sentence, ReadingDirection::Back) => self.sentence_back(from.head),
            (SelectionUnit::Sentence, ReadingDirection::Forward) if is_growing => {
                self.sentence_end(from.head)
            }
            (SelectionUnit::Sentence, ReadingDirection::Forward) => self.sentence_forth(from.head),
        };
        let head = head.unwrap_or(from.head);
        let anchor = if grip == SelectionMode::Extend { from.anchor } else { head };
        WordSelection { anchor, head }
    }

    fn word_beside(&self, word: Span, way: ReadingDirection) -> Option<Span> {
        let tokens = self.document.tokens();
        let at = self.document.tokens_in(word);
        let found = match way {
            ReadingDirection::Forward => tokens[at.end..].iter().find(|t| is_word(t.kind)),
            ReadingDirection::Back => tokens[..at.start].iter().rev().find(|t| is_word(t.kind)),
        };
        found.map(|t| t.span)
    }

    /// The start of this sentence, or of the one before.
    fn sentence_back(&self, word: Span) -> Option<Span> {
        let here = self.first_word_of(self.sentence_at(word))?;
        if here < word { Some(here) } else { self.first_word_of(self.sentence_at(word).checked_sub(1)?) }
    }

    fn sentence_forth(&self, word: Span) -> Option<Span> {
        let sentences = self.document.sentences().len();
        (self.sentence_at(word) + 1..sentences).find_map(|at| self.first_word_of(at))
    }

    /// The last word of this sentence, or of the next one.
    fn sentence_end(&self, word: Span) -> Option<Span> {
        let sentences = self.document.sentences();
        let ends = (self.sentence_at(word)..sentences.len()).filter_map(|at| {
            let tokens = &self.document.tokens()[sentences[at].tokens.clone()];
            tokens.iter().rev().find(|t| is_word(t.kind)).map(|t| t.span)
        });
        ends.into_iter().find(|&end| word < end)
    }

    fn sentence_at(&self, word: Span) -> usize {
        self.document.sentences().partition_point(|s| s.span.end() <= word.start())
    }

    fn first_word_of(&self, sentence: usize) -> Option<Span> {
        let sentence = self.document.sentences().get(sentence)?;
        let tokens = &self.document.tokens()[sentence.tokens.clone()];
        tokens.iter().find(|t| is_word(t.kind)).map(|t| t.span)
    }
}

fn is_word(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    const TEXT: &str = "It stays, he said. Was he glad? “Yes!”\n\nThe 3 boats – all – went.";

    /// Steps from the first word (or on from what is selected), as letters: `w` a word forth, `b` back, `s` a
    /// sentence forth, `a` back; capitals take more in. Gives what is selected then.
    fn check(steps: &str, expected: &str) {
        let session = Session::bare(Document::from_text(TEXT));
        let first = session.word_at(Pos(0)).unwrap();
        let mut at = WordSelection { anchor: first, head: first };
        for step in steps.chars() {
            let (stride, way) = match step.to_ascii_lowercase() {
                'w' => (SelectionUnit::Word, ReadingDirection::Forward),
                'b' => (SelectionUnit::Word, ReadingDirection::Back),
                's' => (SelectionUnit::Sentence, ReadingDirection::Forward),
                _ => (SelectionUnit::Sentence, ReadingDirection::Back),
            };
            let grip = if step.is_ascii_uppercase() { SelectionMode::Extend } else { SelectionMode::Move };
            at = session.step_selection(at, stride, way, grip);
            // What the browser keeps of it is two positions.
            let ends = if at.head < at.anchor {
                (at.anchor.end(), at.head.start())
            } else {
                (at.anchor.start(), at.head.end())
            };
            assert_eq!(session.words_between(ends.0, ends.1), Some(at), "{steps}");
        }
        assert_eq!(session.document().slice(at.span()), expected, "{steps}");
    }

    #[test]
    fn words_are_walked_and_taken_in() {
        check("", "It");
        check("b", "It");
        check("w", "stays");
        check("wW", "stays, he");
        check("wWWBB", "stays");
        check("wWBB", "It stays");
        check("wBW", "stays");
        check("wwwwwwwwwwwwwwwwwww", "went");
    }

    #[test]
    fn sentences_are_walked_and_taken_in() {
        check("s", "Was");
        check("ss", "Yes");
        check("sss", "The");
        check("ssss", "The");
        check("ssa", "Was");
        check("swa", "Was");
        check("S", "It stays, he said");
        check("SS", "It stays, he said. Was he glad");
        check("swS", "he glad");
        check("swA", "Was he");
    }

    #[test]
    fn a_passage_grows_to_whole_words() {
        let text = "They can't back pro-Beijing plans; O'Brien's did.";
        let session = Session::bare(Document::from_text(text));
        let check = |from: &str, expected: &str| {
            let start = text.find(from).unwrap();
            let span = session.whole_words(Span::new(start, start + from.len()));
            assert_eq!(session.document().slice(span), expected, "{from}");
        };
        check("ack", "back");
        check("ca", "can't");
        check("'t ba", "can't back");
        check("jing", "Beijing");
        check("o-B", "pro-Beijing");
        check("lans;", "plans;");
        check("Bri", "O'Brien");
        check("Brien's", "O'Brien's");
    }

    #[test]
    fn an_empty_text_has_no_words() {
        let session = Session::bare(Document::from_text(" … \n"));
        assert_eq!((session.word_at(Pos(0)), session.words_between(Pos(0), Pos(2))), (None, None));
    }
}
