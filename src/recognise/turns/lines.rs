//! The lines of a document, and what the words of a line show of speech.

use crate::document::tokens::{is_apostrophe, is_mark};
use crate::document::{Document, Role, TokenKind};
use crate::lang::detect::ENGLISH;
use crate::lang::lists::WordSet;
use crate::lang::rule_based::{ReportWords, rule_based};
use crate::span::Span;

/// Tokens at the beginning of a line in which signs of speech are looked for.
const TOKENS_READ: usize = 80;
/// Words of the longest line that may be nothing but a name: "Photo: Ida Lund and Per Dahl."
const LONGEST_NAMES: usize = 6;

/// A line of an analysed paragraph, blanks around it left out.
#[derive(Clone, Copy, Debug)]
pub(in crate::recognise) struct AnalysedLine {
    pub paragraph: usize,
    pub span: Span,
}

/// All lines that are not blank, in the order of the text.
pub(in crate::recognise) fn read(document: &Document) -> Vec<AnalysedLine> {
    let mut lines = vec![];
    for (index, paragraph) in document.paragraphs().iter().enumerate() {
        if !paragraph.role.is_analysed() {
            continue;
        }
        let mut at = paragraph.span.start().index();
        for raw in document.slice(paragraph.span).split_inclusive(['\n', '\r', '\u{2028}']) {
            let span = Span::new(at, at + raw.len()).trimmed(document.text());
            at += raw.len();
            if !span.is_empty() {
                lines.push(AnalysedLine { paragraph: index, span });
            }
        }
    }
    lines
}

impl AnalysedLine {
    pub(in crate::recognise) fn role(&self, document: &Document) -> Role {
        document.paragraphs()[self.paragraph].role
    }
}

/// What the words of a line show of speech.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::recognise) struct SpeechSigns {
    /// Its words, as far as they were read.
    pub n_words: usize,
    pub ends_sentence: bool,
    pub is_question: bool,
    /// It has a pronoun of the first person.
    pub is_first_person: bool,
    /// It has a pronoun of the second person.
    pub is_second_person: bool,
    /// It begins as answers begin: "Yes", "Thank you".
    pub is_reply: bool,
    /// It begins with a pronoun of somebody else.
    pub is_about_other: bool,
    /// It has capitals and hardly a small word: names, a heading.
    pub is_names_alone: bool,
    /// No small letter at all.
    pub is_shouted: bool,
    /// It begins with a quotation mark: then that tells what is quoted.
    pub is_marked: bool,
}

impl SpeechSigns {
    /// The signs in the words of a span of one line.
    pub(in crate::recognise) fn read(document: &Document, span: Span) -> SpeechSigns {
        let turns = &document.language().turns;
        let tokens = document.tokens_in(span);
        let read = tokens.start..tokens.end.min(tokens.start + TOKENS_READ);
        let is_word = |t: &usize| {
            matches!(document.tokens()[*t].kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic)
        };
        let words: Vec<&str> = read.filter(is_word).map(|t| document.word(t)).collect();
        let has_word = words.iter().any(|word| word.starts_with(char::is_alphabetic));
        let text = document.slice(span);
        let last = text.trim_end_matches(is_closer).chars().next_back();
        let first = words.first().map(|word| word.to_lowercase()).unwrap_or_default();
        let has = |is_it: &dyn Fn(&str) -> bool| words.iter().any(|word| is_it(word));
        let other = other_language(document, span);
        let (first_persons, second_persons) = other
            .map_or((&turns.first_persons, &turns.second_persons), |other| {
                (&other.first_persons, &other.second_persons)
            });
        let is_first_person = has(&|word| contains_pronoun(first_persons, word));
        let is_second_person = has(&|word| contains_pronoun(second_persons, word));
        let is_shouted = super::labels::is_shouted(text);
        let is_reply = turns.replies.contains(&first);
        let ends_sentence =
            last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '？' | '！' | '؟'));
        SpeechSigns {
            n_words: if has_word { words.len() } else { 0 },
            ends_sentence,
            is_question: last.is_some_and(|c| matches!(c, '?' | '？' | '؟')),
            is_first_person,
            is_second_person,
            is_reply,
            is_about_other: turns.third_persons.contains(&first),
            is_names_alone: !(is_reply || is_first_person || is_second_person || is_shouted && ends_sentence)
                && (2..=LONGEST_NAMES).contains(&words.len())
                && words.iter().all(|word| {
                    word.starts_with(|c: char| !c.is_lowercase()) || turns.within_labels.contains(word)
                }),
            is_shouted,
            is_marked: text.starts_with(|c| is_mark(c) && !is_apostrophe(c)),
        }
    }

    /// Whether somebody speaks to somebody, as far as the words show.
    pub(super) fn is_conversation(&self) -> bool {
        self.is_first_person || self.is_second_person || self.is_question || self.is_reply
    }

    /// Whether the words can be what somebody says: a sentence, or a few words of one; no name, no number.
    pub(super) fn can_be_said(&self) -> bool {
        match self.n_words {
            0 => false,
            _ if self.is_marked => false,
            _ if self.is_names_alone && !self.is_question => false,
            1 | 2 => self.ends_sentence || self.is_reply,
            _ => true,
        }
    }
}

/// Whether a list has a word, or the pronoun that begins it: "j’irai".
fn contains_pronoun(pronouns: &WordSet, word: &str) -> bool {
    let elided = || word.find(is_apostrophe).map(|at| word[..at].chars().chain(['’']).collect::<String>());
    pronouns.contains_ignoring_case(word)
        || !word.is_ascii() && elided().is_some_and(|elided| pronouns.contains_ignoring_case(&elided))
}

/// The words of the language that a paragraph is in, where that is not English.
pub(super) fn other_language(document: &Document, span: Span) -> Option<&'static ReportWords> {
    let paragraph = document.paragraphs().get(document.paragraph_at(span.start()))?;
    (paragraph.language != ENGLISH).then(|| &rule_based(paragraph.language).speech)
}

fn is_closer(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '*' | '_' | '」' | '』')
}
