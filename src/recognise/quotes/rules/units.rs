//! A paragraph as the rules see it: words with their classes, and each marked stretch as one unit, cut into
//! sentences.

use std::ops::Range;

use crate::document::tokens::is_emphasis;
use crate::document::{Document, TokenKind};
use crate::lang::en::speech::{self, Class, Form, Frame, Known};
use crate::recognise::marks::Marked;
use crate::span::Span;

/// A word, a sign, or a whole marked stretch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit<'a> {
    pub span: Span,
    /// Index of its first token.
    pub token: usize,
    /// The word; of a marked stretch, what is inside the marks, without signs of emphasis at its ends.
    pub word: &'a str,
    pub known: Known,
    pub shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
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

impl Unit<'_> {
    pub(super) fn is(&self, class: Class) -> bool {
        self.known.is(class)
    }

    pub(super) fn marked(&self) -> Option<usize> {
        if let Shape::Marked(i) = self.shape { Some(i) } else { None }
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.marked().is_none() && self.word.eq_ignore_ascii_case(word)
    }

    /// Whether it may be part of a noun phrase without being one of the small words.
    pub(super) fn names(&self) -> bool {
        match self.shape {
            Shape::Name => {
                !self.known.is_function_word() || self.word.chars().nth(1).is_some_and(char::is_uppercase)
            }
            Shape::Word => !self.known.is_function_word() && !self.is(Class::Day),
            Shape::Number | Shape::Clitic | Shape::Hyphen => true,
            _ => matches!(self.word, "&" | "/" | "@" | "#" | "$" | "%"),
        }
    }
}

/// The units of a paragraph, given the outermost marked stretches of it as indices into `marked`.
pub(super) fn of_paragraph<'a>(
    document: &'a Document,
    tokens: Range<usize>,
    marked: &[Marked],
    outer: &[usize],
) -> Vec<Unit<'a>> {
    let mut units = Vec::with_capacity(tokens.len());
    let mut outer = outer.iter().copied().peekable();
    let mut at = tokens.start;
    while at < tokens.end {
        let token = document.tokens()[at];
        if let Some(&m) = outer.peek().filter(|&&m| marked[m].span.start() <= token.span.start()) {
            outer.next();
            let span = marked[m].span;
            units.push(Unit {
                span,
                token: at,
                word: document.slice(marked[m].inside).trim_matches(is_emphasis),
                known: Known::default(),
                shape: Shape::Marked(m),
            });
            while at < tokens.end && document.tokens()[at].span.start() < span.end() {
                at += 1;
            }
            continue;
        }
        let word = document.word(at);
        units.push(Unit {
            span: token.span,
            token: at,
            word,
            known: speech::look_up_after(at.checked_sub(1).map_or("", |before| document.word(before)), word),
            shape: shape(word, token.kind),
        });
        at += 1;
    }
    units
}

fn shape(word: &str, kind: TokenKind) -> Shape {
    match kind {
        TokenKind::Word if word.starts_with(char::is_uppercase) => Shape::Name,
        TokenKind::Word => Shape::Word,
        TokenKind::Number => Shape::Number,
        TokenKind::Clitic if word.ends_with(['s', 'S']) => Shape::Clitic,
        TokenKind::Clitic => Shape::Word,
        TokenKind::Mark if matches!(word, "'" | "’") => Shape::Clitic,
        TokenKind::Mark => Shape::Other,
        TokenKind::Punctuation => match word {
            "," => Shape::Comma,
            ":" => Shape::Colon,
            ";" => Shape::Semicolon,
            "-" => Shape::Hyphen,
            "–" | "—" | "―" | "--" | "---" => Shape::Dash,
            "." | "!" | "?" | "…" | "..." => Shape::Stop,
            "(" | "[" => Shape::Open,
            ")" | "]" => Shape::Close,
            _ => Shape::Other,
        },
    }
}

/// Longest sentence, in units. A legal notice has some 300; without an end, text without full stops would cost
/// the square of its length.
pub(super) const LONGEST: usize = 400;

/// Whether the unit before `at` is a marked question or shout whose report follows: `“Why?” Lane asked.`
fn is_answered(units: &[Unit], at: usize) -> bool {
    let before = &units[at - 1];
    if before.marked().is_none() || !before.word.trim_end().ends_with(['?', '!', '…', '-', '—', '–']) {
        return false;
    }
    let subject =
        |u: &&Unit| u.names() || u.is(Class::Pronoun) || u.is(Class::Determiner) || u.is(Class::Possessive);
    let near = &units[at..(at + 8).min(units.len())];
    let verb =
        near.iter().position(|u| u.known.verb.is_some_and(|v| !matches!(v.form, Form::Ing | Form::Base)));
    let Some(verb) = verb.filter(|&v| near[..v].iter().all(|u| subject(&u))) else { return false };
    let person = near[verb].known.verb.is_some_and(|v| speech::variants(v)[0].takes(Frame::PersonAndClause));
    near.get(verb + 1).is_none_or(|u| {
        person
            || matches!(u.shape, Shape::Stop | Shape::Comma)
            || u.is(Class::Preposition)
            || u.is(Class::Day)
            || u.is(Class::Adverb)
            || verb == 0
    })
}

/// Whether every longer word begins with a capital: a title, a slogan, a name.
pub(super) fn is_title_case(inside: &str) -> bool {
    let mut words = inside.split_whitespace().filter(|w| 3 < w.chars().count()).peekable();
    let capital = |c: char| c.is_uppercase() || c.is_numeric();
    words.peek().is_some()
        && words.all(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(capital))
}

/// The sentences of a paragraph, as ranges of its units.
pub(super) fn sentences(document: &Document, sentences: Range<usize>, units: &[Unit]) -> Vec<Range<usize>> {
    let starts: Vec<_> = document.sentences()[sentences].iter().map(|s| s.span.start()).collect();
    let (mut all, mut from, mut next) = (vec![], 0, 0);
    for (i, unit) in units.iter().enumerate() {
        while next < starts.len() && starts[next] < unit.span.start() {
            next += 1;
        }
        let begins = next < starts.len() && starts[next] == unit.span.start();
        let begins = begins && from < i && !is_answered(units, i);
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
