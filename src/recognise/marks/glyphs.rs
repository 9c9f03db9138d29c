//! The marks of a paragraph one by one: which way each points by its neighbours, and which are apostrophes or
//! signs for feet and inches.

use std::ops::Range;

use crate::document::{Document, TokenKind};
use crate::span::{Pos, Span};

/// A quotation mark or apostrophe of the text.
#[derive(Clone, Copy)]
pub(super) struct Glyph<'a> {
    pub span: Span,
    pub mark: &'a str,
    pub token: usize,
    pub side: MarkSide,
}

/// What a mark's neighbours say of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkSide {
    Opens,
    Closes,
    /// An apostrophe as likely as a closing mark: "leaders' talks".
    ClosesPerhaps,
    Silent,
    /// An apostrophe, or a sign for feet, inches, minutes or seconds.
    NoMark,
}

/// Whether a mark is a single one that may be an apostrophe.
pub(super) fn is_single(mark: &str) -> bool {
    matches!(mark, "‘" | "’" | "'" | "´")
}

/// What stands later in the paragraph, for each mark: found in one walk from the end.
pub(super) struct LaterMarks {
    /// Whether a single mark that may close comes later.
    pub can_close: Vec<bool>,
    /// Whether a single mark that surely closes comes before the next one that opens.
    pub closes_surely: Vec<bool>,
}

impl LaterMarks {
    pub(super) fn of(glyphs: &[Glyph]) -> LaterMarks {
        let mut later =
            LaterMarks { can_close: vec![false; glyphs.len()], closes_surely: vec![false; glyphs.len()] };
        let (mut can_close, mut closes_surely) = (false, false);
        for (i, glyph) in glyphs.iter().enumerate().rev() {
            (later.can_close[i], later.closes_surely[i]) = (can_close, closes_surely);
            if is_single(glyph.mark) {
                can_close |= matches!(glyph.side, MarkSide::Closes | MarkSide::ClosesPerhaps);
                match glyph.side {
                    MarkSide::Opens => closes_surely = false,
                    MarkSide::Closes => closes_surely = true,
                    _ => {}
                }
            }
        }
        later
    }
}

/// The marks among the tokens of a paragraph.
pub(super) fn read(document: &Document, tokens: Range<usize>) -> Vec<Glyph<'_>> {
    let mut glyphs: Vec<Glyph> = vec![];
    for token in tokens {
        let span = document.tokens()[token].span;
        if document.tokens()[token].kind != TokenKind::Mark {
            continue;
        }
        let after_opener =
            glyphs.last().is_some_and(|g| g.span.end() == span.start() && g.side == MarkSide::Opens);
        let side = side(document, token, after_opener);
        glyphs.push(Glyph { span, mark: document.slice(span), token, side });
        reorder_triple(document, &mut glyphs);
    }
    glyphs
}

/// An angled mark at the start of a paragraph, with a blank after it and no other that closes it, is a bullet.
pub(super) fn pass_over_bullet(text: &str, paragraph: Span, glyphs: &mut [Glyph]) {
    let [first, rest @ ..] = glyphs else { return };
    let begins = first.span.start() == paragraph.start() && is_blank(after(text, first.span));
    let is_arrow = matches!(first.mark, "»" | "›");
    if begins && is_arrow && !rest.iter().any(|g| matches!(g.mark, "»" | "«" | "›" | "‹")) {
        first.side = MarkSide::NoMark;
    }
}

/// Three apostrophes at the end of `''She said 'no'''` are a single mark and then a double one.
fn reorder_triple<'a>(document: &'a Document, glyphs: &mut [Glyph<'a>]) {
    let [.., a, b] = glyphs else { return };
    let adjacent = a.span.end() == b.span.start();
    if !adjacent || a.mark != "''" || b.mark != "'" || a.side == MarkSide::Opens {
        return;
    }
    let (start, end) = (a.span.start(), b.span.end());
    a.span = Span::new(start, Pos(start.0 + 1));
    b.span = Span::new(Pos(start.0 + 1), end);
    (a.mark, b.mark) = (document.slice(a.span), document.slice(b.span));
    (a.side, b.side) = (MarkSide::Closes, MarkSide::Closes);
}

/// The character before a span.
pub(super) fn before(text: &str, span: Span) -> Option<char> {
    text[..span.start().index()].chars().next_back()
}

fn after(text: &str, span: Span) -> Option<char> {
    text[span.end().index()..].chars().next()
}

fn is_blank(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}'))
}

fn side(document: &Document, token: usize, after_opener: bool) -> MarkSide {
    let (text, span) = (document.text(), document.tokens()[token].span);
    let (left, right) = (before(text, span), after(text, span));
    let mark = document.slice(span);
    let single = is_single(mark);
    if is_unit(document, token, left, right) || single && is_apostrophe(document, token, left, right) {
        return MarkSide::NoMark;
    }
    let free_left = is_blank(left) || after_opener || left.is_some_and(|c| "([{<—–-―/*_".contains(c));
    let punctuation = |c: char| ",.;:!?)]}…".contains(c);
    let ellipsis = text[span.end().index()..].starts_with("..") || right == Some('…');
    if free_left && !is_blank(right) && (!right.is_some_and(punctuation) || ellipsis) {
        return MarkSide::Opens;
    }
    let free_right = is_blank(right) || right.is_some_and(|c| !c.is_alphanumeric());
    if is_blank(left) || !free_right {
        return MarkSide::Silent;
    }
    if single && is_doubtful(document, token, left, right) {
        MarkSide::ClosesPerhaps
    } else {
        MarkSide::Closes
    }
}

/// Feet and inches, minutes and seconds: `5' 10"`, `40°26'46"N`.
fn is_unit(document: &Document, token: usize, left: Option<char>, right: Option<char>) -> bool {
    let word = |back: usize| token.checked_sub(back).map_or("", |t| document.word(t));
    let next = document.tokens().get(token + 1).map_or("", |t| document.slice(t.span));
    let digit = |s: &str| s.starts_with(|c: char| c.is_numeric());
    if !left.is_some_and(char::is_numeric) {
        return false;
    }
    match document.word(token) {
        "'" | "’" => digit(next) || right.is_some_and(char::is_alphanumeric),
        "\"" | "''" | "”" => {
            right.is_some_and(char::is_alphanumeric) || matches!(word(2), "'" | "’") && digit(word(3))
        }
        _ => false,
    }
}

/// Whether a single mark is an apostrophe whatever stands elsewhere: inside a word, or before one that is
/// written so.
fn is_apostrophe(document: &Document, token: usize, left: Option<char>, right: Option<char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if letter(left) && letter(right) {
        return true;
    }
    if !letter(right) || !is_blank(left) && left.is_some_and(char::is_alphanumeric) {
        return false;
    }
    let next = document.word(token + 1);
    let year = next.trim_end_matches('s');
    let is_year = year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit());
    if is_year {
        let share = document.tokens().get(token + 2).map_or("", |t| document.slice(t.span));
        return !document.language().quotes.share_words.contains(share);
    }
    // "n" and its like stand alone; "round" and "cause" begin marked words as well, when something closes them.
    document.word(token) != "‘" && document.language().splitting.is_elided(next)
}

/// Whether a single mark after a word may be its apostrophe: `leaders' talks`, `nothin' else`, `th' old`.
fn is_doubtful(document: &Document, token: usize, left: Option<char>, right: Option<char>) -> bool {
    let text = document.text();
    let next = text[document.tokens()[token].span.end().index()..].trim_start().chars().next();
    if !left.is_some_and(char::is_alphabetic) || !is_blank(right) || !next.is_some_and(char::is_alphanumeric)
    {
        return false;
    }
    let word = token.checked_sub(1).map_or("", |t| document.word(t)).to_ascii_lowercase();
    let words = &document.language().quotes;
    words.before_apostrophe_endings.iter().any(|end| word.ends_with(end))
        || words.clipped_words.contains(&word)
}
