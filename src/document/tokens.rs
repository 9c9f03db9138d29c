//! Words, numbers, quotation marks and punctuation: the one tokenisation that every recogniser shares.
//!
//! Hyphens split (`US-led` is three tokens), so that a name inside a compound has borders of its own; clitics
//! split (`Iraq` `'s`, `ca` `n't`); abbreviations, initials and acronyms keep their full stop.

use crate::lang::Language;
use crate::span::Span;

/// One token: a word, a number, a mark.
///
/// ```
/// use pullquote::{Document, TokenKind};
///
/// let document = Document::from_text("She can’t say “yes”.");
/// let words: Vec<&str> = document.tokens().iter().map(|token| document.slice(token.span)).collect();
/// assert_eq!(words, ["She", "ca", "n’t", "say", "“", "yes", "”", "."]);
/// assert_eq!(document.tokens()[2].kind, TokenKind::Clitic);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
///
/// ```
/// use pullquote::{Document, TokenKind};
///
/// let document = Document::from_text("In 1990 she left.");
/// let kinds: Vec<TokenKind> = document.tokens().iter().map(|token| token.kind).collect();
/// use TokenKind::{Number, Punctuation, Word};
/// assert_eq!(kinds, [Word, Number, Word, Word, Punctuation]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with what hangs on them: `Güney`, `O'Brien`, `U.S.`, `Mr.`, `G20`.
    Word,
    /// `'s`, `n't`, `'re`: split from the word before.
    Clitic,
    /// Digits, with separators and letters that follow: `1,000.5`, `2bn`, `1990s`, `10:30`.
    Number,
    /// A mark that may open or close a quotation, apostrophes included.
    Mark,
    /// Any other sign: `,`, `$`, `--`.
    Punctuation,
}

/// Appends the tokens of `text` within `span`.
pub(crate) fn tokenise(text: &str, span: Span, language: &Language, tokens: &mut Vec<Token>) {
    let Some(within) = span.get(text) else { return };
    let offset = span.start().index();
    let mut at = 0;
    while let Some(c) = within[at..].chars().next() {
        let rest = &within[at..];
        if c.is_whitespace() || is_invisible(c) {
            at += c.len_utf8();
            continue;
        }
        let after_word = tokens.last().is_some_and(|t| {
            t.span.end().index() == offset + at && matches!(t.kind, TokenKind::Word | TokenKind::Number)
        });
        let (len, kind) = next(rest, c, after_word, language);
        tokens.push(Token { span: Span::new(offset + at, offset + at + len), kind });
        at += len;
    }
}

/// Appends the tokens of an English `text` within `span`.
#[cfg(feature = "training")]
pub fn split(text: &str, span: Span, tokens: &mut Vec<Token>) {
    tokenise(text, span, crate::lang::english(), tokens);
}

/// Length and kind of the token that `rest` begins with; `c` is its first character.
fn next(rest: &str, c: char, after_word: bool, language: &Language) -> (usize, TokenKind) {
    if c.is_numeric() {
        return (number(rest), TokenKind::Number);
    }
    if is_word_char(c) {
        return match contraction(rest) {
            Some(len) if after_word => (len, TokenKind::Clitic),
            _ => (word(rest, language), TokenKind::Word),
        };
    }
    if rest.starts_with("''") || rest.starts_with("``") {
        return (2, TokenKind::Mark);
    }
    if is_apostrophe(c)
        && after_word
        && let Some(len) = clitic(rest, language)
    {
        return (len, TokenKind::Clitic);
    }
    if is_mark(c) {
        return (c.len_utf8(), TokenKind::Mark);
    }
    let is_row = matches!(c, '.' | '-' | '_' | '*' | '=');
    (if is_row { run(rest, |x| x == c) } else { c.len_utf8() }, TokenKind::Punctuation)
}

/// Whether a character stands for slanted or bold letters where plain text has none: `_so_`, `**so**`.
pub(crate) fn is_emphasis(c: char) -> bool {
    matches!(c, '_' | '*')
}

/// Whether a character may open or close a quotation: straight, curly, low, angled, and the apostrophe.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '\u{2018}'..='\u{201f}' | '«' | '»' | '‹' | '›' | '「'..='』' | '＂' | '´')
}

/// Whether a character stands for an apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c)
}

/// Marks that sit on the letter before: they never begin or end a word.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{900}'..='\u{903}'
        | '\u{93a}'..='\u{94f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Marks of direction, byte-order marks, control characters: no token of their own.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn run(s: &str, pred: impl Fn(char) -> bool) -> usize {
    s.find(|c| !pred(c)).unwrap_or(s.len())
}

fn number(rest: &str) -> usize {
    let mut len = run(rest, |c| c.is_numeric());
    loop {
        let mut chars = rest[len..].chars();
        match (chars.next(), chars.next()) {
            (Some('.' | ',' | ':'), Some(c)) if c.is_numeric() => {
                len += 1 + run(&rest[len + 1..], |c| c.is_numeric());
            }
            _ => break,
        }
    }
    len + run(&rest[len..], is_word_char)
}

fn word(rest: &str, language: &Language) -> usize {
    let mut len = run(rest, is_word_char);
    // O'Brien, d'Estaing, Sana'a; but not the clitics of Iraq's, they're.
    loop {
        let after = &rest[len..];
        let Some(c) = after.chars().next().filter(|&c| is_apostrophe(c)) else { break };
        let letters = run(&after[c.len_utf8()..], is_word_char);
        let negation =
            rest[..len].ends_with(['n', 'N']) && after[c.len_utf8()..][..letters].eq_ignore_ascii_case("t");
        if letters == 0 || negation || clitic(after, language).is_some() {
            break;
        }
        len += c.len_utf8() + letters;
    }
    if let Some(base) = before_negation(rest, len) {
        return base;
    }
    if rest[len..].starts_with('.') { len + full_stops(rest, len, language) } else { len }
}

/// Where `n't` begins, when the word is `can't`, `isn’t` and the like.
fn before_negation(rest: &str, len: usize) -> Option<usize> {
    let lower_n = rest[..len].ends_with(['n', 'N']);
    let tail = &rest[len - usize::from(lower_n)..];
    (lower_n && len > 1 && contraction(tail).is_some()).then(|| len - 1)
}

/// Length of `n't` at the start of `s`.
fn contraction(s: &str) -> Option<usize> {
    let tail = s.strip_prefix(['n', 'N'])?;
    let c = tail.chars().next().filter(|&c| is_apostrophe(c))?;
    let after = tail[c.len_utf8()..].strip_prefix(['t', 'T'])?;
    (!after.starts_with(is_word_char)).then(|| s.len() - after.len())
}

/// Length of `'s`, `'re`, `'ve`, `'ll`, `'d`, `'m` at the start of `s`.
fn clitic(s: &str, language: &Language) -> Option<usize> {
    let tail = s.strip_prefix(is_apostrophe)?;
    let letters = run(tail, is_word_char);
    let known = language.document.clitics.contains_ignoring_case(&tail[..letters]);
    known.then(|| s.len() - tail.len() + letters)
}

/// How many bytes after a word belong to it because it is an acronym (`U.S.`), an initial (`J.`) or an
/// abbreviation (`Mr.`).
fn full_stops(rest: &str, len: usize, language: &Language) -> usize {
    let letter = |s: &str| s.chars().next().filter(|c| c.is_alphabetic()).map(char::len_utf8);
    let mut end = len;
    if letter(rest) == Some(len) {
        // One letter and a full stop: take further such pairs.
        while let Some(n) = rest[end..].strip_prefix('.').and_then(letter) {
            if !rest[end + 1 + n..].starts_with('.') {
                break;
            }
            end += 1 + n;
        }
        let initial = end > len || rest.starts_with(|c: char| c.is_uppercase() && c != 'I');
        return if initial { end + 1 - len } else { 0 };
    }
    usize::from(language.splitting.is_abbreviation(&rest[..len]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut tokens = vec![];
        tokenise(text, Span::new(0, text.len()), crate::lang::english(), &mut tokens);
        let words: Vec<&str> = tokens.iter().map(|t| t.span.get(text).unwrap()).collect();
        assert_eq!(words.join("|"), expected);
    }

    #[test]
    fn words_and_clitics() {
        check(
            "Iraq’s Al-Ameri can't say they're O'Brien's.",
            "Iraq|’s|Al|-|Ameri|ca|n't|say|they|'re|O'Brien|'s|.",
        );
        check("the leaders' talks", "the|leaders|'|talks");
        check("Sana’a isn’t it?", "Sana’a|is|n’t|it|?");
    }

    #[test]
    fn full_stops_of_abbreviations() {
        check("Mr. J. Smith of the U.S. left.", "Mr.|J.|Smith|of|the|U.S.|left|.");
        check("So did I. Then", "So|did|I|.|Then");
    }

    #[test]
    fn numbers() {
        check("$1,000.50, 10:30am, 2bn in the 1990s", "$|1,000.50|,|10:30am|,|2bn|in|the|1990s");
    }

    #[test]
    fn marks_and_punctuation() {
        check("“Yes,” she said... ''No'' -- never", "“|Yes|,|”|she|said|...|''|No|''|--|never");
    }

    #[test]
    fn any_script() {
        check("Zoe\u{308} 👩‍👧 שָׁלוֹם\u{200f} e\u{301}t\0é", "Zoe\u{308}|👩|\u{200d}|👧|שָׁלוֹם|e\u{301}t|é");
    }
}
