//! A paragraph as the rules see it: words with their classes, and each marked stretch as one unit, cut into
//! sentences.

use std::ops::Range;

use crate::document::tokens::is_emphasis;
use crate::document::{Document, TokenKind};
use crate::lang::quotes::{ClauseUse, ClauseUses, QuoteWords};
use crate::lang::speech::{Frame, VerbForm, WordClass, WordInfo};
use crate::recognise::marks::Marked;
use crate::span::Span;

/// A word, a sign, or a whole marked stretch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClauseUnit<'a> {
    pub span: Span,
    /// Index of its first token.
    pub token: usize,
    /// The word; of a marked stretch, what is inside the marks, without signs of emphasis at its ends.
    pub word: &'a str,
    pub info: WordInfo,
    /// What the word and its ending do in a clause; of a marked stretch, its ending alone.
    pub uses: ClauseUses,
    pub shape: UnitShape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitShape {
    Word,
    /// A word with a capital.
    Name,
    Number,
    /// The possessive 's.
    Clitic,
    Hyphen,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Stop,
    Open,
    Close,
    Other,
    /// Index into the marked stretches.
    Marked(usize),
}

impl ClauseUnit<'_> {
    pub(crate) fn is(&self, class: WordClass) -> bool {
        self.info.is(class)
    }

    pub(crate) fn marked(&self) -> Option<usize> {
        if let UnitShape::Marked(i) = self.shape { Some(i) } else { None }
    }

    /// Whether the word has a use in its clause.
    pub(crate) fn does(&self, which: ClauseUse) -> bool {
        self.uses.has(which)
    }

    /// Whether it may be part of a noun phrase without being one of the small words.
    pub(crate) fn names(&self) -> bool {
        match self.shape {
            UnitShape::Name => {
                !self.info.is_function_word() || self.word.chars().nth(1).is_some_and(char::is_uppercase)
            }
            UnitShape::Word => !self.info.is_function_word() && !self.is(WordClass::Day),
            UnitShape::Number | UnitShape::Clitic | UnitShape::Hyphen => true,
            _ => matches!(self.word, "&" | "/" | "@" | "#" | "$" | "%"),
        }
    }
}

/// The units of a paragraph, given the outermost marked stretches of it as indices into `marked`.
pub(crate) fn of_paragraph<'a>(
    document: &'a Document,
    tokens: Range<usize>,
    marked: &[Marked],
    outer: &[usize],
) -> Vec<ClauseUnit<'a>> {
    let words = &document.language().quotes;
    let mut units = Vec::with_capacity(tokens.len());
    let mut outer = outer.iter().copied().peekable();
    let mut at = tokens.start;
    while at < tokens.end {
        let token = document.tokens()[at];
        let Some(&m) = outer.peek().filter(|&&m| marked[m].span.start() <= token.span.start()) else {
            units.push(word_unit(document, at, words));
            at += 1;
            continue;
        };
        outer.next();
        let (span, inside) = (marked[m].span, document.slice(marked[m].inside));
        let word = inside.trim_matches(is_emphasis);
        let uses = words.uses_of_ending(word);
        units.push(ClauseUnit {
            span,
            token: at,
            word,
            info: WordInfo::default(),
            uses,
            shape: UnitShape::Marked(m),
        });
        while at < tokens.end && document.tokens()[at].span.start() < span.end() {
            at += 1;
        }
    }
    units
}

fn word_unit<'a>(document: &'a Document, at: usize, words: &QuoteWords) -> ClauseUnit<'a> {
    let token = document.tokens()[at];
    let word = document.word(at);
    let before = at.checked_sub(1).map_or("", |before| document.word(before));
    let uses = words.uses(word).and(words.uses_of_ending(word));
    // "e-mail"
    let compound = at.checked_sub(2).filter(|_| before == "-").map(|first| document.word(first));
    let uses = compound.map_or(uses, |first| uses.and(words.uses(&format!("{first}-{word}"))));
    ClauseUnit {
        span: token.span,
        token: at,
        word,
        info: words.speech.look_up_after(before, word),
        uses,
        shape: shape(word, token.kind, words),
    }
}

fn shape(word: &str, kind: TokenKind, words: &QuoteWords) -> UnitShape {
    match kind {
        TokenKind::Word if word.starts_with(char::is_uppercase) => UnitShape::Name,
        TokenKind::Word => UnitShape::Word,
        TokenKind::Number => UnitShape::Number,
        TokenKind::Clitic if words.possessive_endings.iter().any(|end| word.ends_with(end)) => {
            UnitShape::Clitic
        }
        TokenKind::Clitic => UnitShape::Word,
        TokenKind::Mark if matches!(word, "'" | "’") => UnitShape::Clitic,
        TokenKind::Mark => UnitShape::Other,
        TokenKind::Punctuation => match word {
            "," => UnitShape::Comma,
            ":" => UnitShape::Colon,
            ";" => UnitShape::Semicolon,
            "-" => UnitShape::Hyphen,
            "–" | "—" | "―" | "--" | "---" => UnitShape::Dash,
            "." | "!" | "?" | "…" | "..." => UnitShape::Stop,
            "(" | "[" => UnitShape::Open,
            ")" | "]" => UnitShape::Close,
            _ => UnitShape::Other,
        },
    }
}

/// Longest sentence, in units. A legal notice has some 300; without an end, text without full stops would cost
/// the square of its length.
pub(crate) const LONGEST: usize = 400;

/// Whether the unit before `at` is a marked question or shout whose report follows: `“Why?” Lane asked.`
fn is_answered(units: &[ClauseUnit], at: usize, words: &QuoteWords) -> bool {
    let before = &units[at - 1];
    if before.marked().is_none() || !before.word.trim_end().ends_with(['?', '!', '…', '-', '—', '–']) {
        return false;
    }
    let subject = |u: &&ClauseUnit| {
        u.names() || u.is(WordClass::Pronoun) || u.is(WordClass::Determiner) || u.is(WordClass::Possessive)
    };
    let near = &units[at..(at + 8).min(units.len())];
    let verb = near
        .iter()
        .position(|u| u.info.verb.is_some_and(|v| !matches!(v.form, VerbForm::Ing | VerbForm::Base)));
    let Some(verb) = verb.filter(|&v| near[..v].iter().all(|u| subject(&u))) else { return false };
    let person =
        near[verb].info.verb.is_some_and(|v| words.speech.variants(v)[0].takes(Frame::PersonAndClause));
    near.get(verb + 1).is_none_or(|u| {
        person
            || matches!(u.shape, UnitShape::Stop | UnitShape::Comma)
            || u.is(WordClass::Preposition)
            || u.is(WordClass::Day)
            || u.is(WordClass::Adverb)
            || verb == 0
    })
}

/// Whether every longer word begins with a capital: a title, a slogan, a name.
pub(crate) fn is_title_case(inside: &str) -> bool {
    let mut words = inside.split_whitespace().filter(|w| 3 < w.chars().count()).peekable();
    let capital = |c: char| c.is_uppercase() || c.is_numeric();
    words.peek().is_some()
        && words.all(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(capital))
}

/// The sentences of a paragraph, as ranges of its units.
pub(crate) fn sentences(
    document: &Document,
    sentences: Range<usize>,
    units: &[ClauseUnit],
) -> Vec<Range<usize>> {
    let words = &document.language().quotes;
    let starts: Vec<_> = document.sentences()[sentences].iter().map(|s| s.span.start()).collect();
    let (mut all, mut from, mut next) = (vec![], 0, 0);
    for (i, unit) in units.iter().enumerate() {
        while next < starts.len() && starts[next] < unit.span.start() {
            next += 1;
        }
        let begins = next < starts.len() && starts[next] == unit.span.start();
        let begins = begins && from < i && !is_answered(units, i, words);
        if begins || LONGEST <= i - from {
            all.push(from..i);
            from = i;
        }
    }
    if from < units.len() {
        all.push(from..units.len());
    }
    all
}

/// From the start of the first unit to the end of the last.
pub(crate) fn hull(units: &[ClauseUnit]) -> Span {
    units[0].span.hull(units[units.len() - 1].span)
}

/// How many words a text has.
pub(crate) fn words_in(text: &str) -> usize {
    text.split_whitespace().count()
}
