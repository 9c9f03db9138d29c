//! Signs that stand beside words without being part of them: the numbers of footnotes after a mark or a stop, and the
//! signs of emphasis in plain text.

use crate::document::tokens::{is_emphasis, is_mark};

/// Whether a text may have such signs: a quick look, with false alarms.
pub(super) fn may_have(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b'*', b'_', b'[', bytes).next().is_some()
        || text.char_indices().any(|(at, c)| {
            is_mark(c)
                && text[at + c.len_utf8()..].starts_with(|next: char| next.is_numeric() || is_dagger(next))
        })
        || !text.is_ascii() && text.contains(is_superscript)
}

/// Digits of the longest number of a footnote: 999 notes are a book's.
const LONGEST_NUMBER: usize = 3;

/// Signs of emphasis in a row: bold and slanted.
const MOST_EMPHASIS: usize = 3;

/// How many bytes of signs stand at a position of a paragraph; 0 where there are none. `paragraph` is the text from the
/// paragraph's start to its end.
pub(super) fn len_at(paragraph: &str, at: usize) -> usize {
    let rest = &paragraph[at..];
    match rest.chars().next() {
        Some(c) if is_emphasis(c) => emphasis(&paragraph[..at], rest, c),
        Some(c) if c == '[' || c.is_numeric() || is_dagger(c) => footnote(&paragraph[..at], rest),
        _ => 0,
    }
}

fn is_dagger(c: char) -> bool {
    matches!(c, '†' | '‡')
}

fn is_superscript(c: char) -> bool {
    matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}'..='\u{2079}')
}

/// Signs of emphasis stand between a word or a mark and something else: not within a word, and not by themselves.
fn emphasis(before: &str, rest: &str, sign: char) -> usize {
    let count = rest.chars().take(MOST_EMPHASIS + 1).take_while(|c| *c == sign).count();
    let len = count * sign.len_utf8();
    let (left, right) = (before.chars().next_back(), rest[len..].chars().next());
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let apart = is_blank(left) && is_blank(right);
    let within = is_letter(left) && is_letter(right);
    if MOST_EMPHASIS < count || left == Some(sign) || apart || within || left == Some('@') { 0 } else { len }
}

/// Notes in a row, "[1][2]"; a bound, since a text may be made of them.
const MOST_NOTES: usize = 4;

/// A number, in brackets or raised or as it is, after a closing mark or the end of a sentence.
fn footnote(before: &str, rest: &str) -> usize {
    let Some(first) = rest.chars().next() else { return 0 };
    let is_bracketed = first == '[';
    let is_sure = is_bracketed || is_dagger(first) || is_superscript(first);
    if !follows_end(before, is_bracketed, is_sure) {
        return 0;
    }
    let mut len = 0;
    for _ in 0..if is_bracketed { MOST_NOTES } else { 1 } {
        len += note_len(&rest[len..]);
    }
    let next = rest[len..].chars().next();
    let ends = next.is_none_or(|c| c.is_whitespace() || ".,;:!?—–)".contains(c) || is_mark(c));
    if ends { len } else { 0 }
}

/// How many bytes a note at the start of a text has.
fn note_len(text: &str) -> usize {
    let digits = |text: &str| -> Option<usize> {
        let numeric = |c: &char| c.is_ascii_digit() || is_superscript(*c);
        let number: Vec<char> = text.chars().take(LONGEST_NUMBER + 1).take_while(numeric).collect();
        (1..=LONGEST_NUMBER).contains(&number.len()).then(|| number.into_iter().map(char::len_utf8).sum())
    };
    match text.chars().next() {
        Some('[') => digits(&text[1..]).filter(|n| text[1 + n..].starts_with(']')).map_or(0, |n| n + 2),
        Some(c) if is_dagger(c) => c.len_utf8(),
        _ => digits(text).unwrap_or(0),
    }
}

/// Whether what stands before a number may have a footnote. A raised number, or one in brackets, follows any closing
/// mark or stop, and one in brackets also a word. A plain one follows a closing mark with a pause before it, or a stop
/// after such a mark: `,”1 said`, `”.1 She`; not `"1990"` or `5'10`.
fn follows_end(before: &str, is_bracketed: bool, is_sure: bool) -> bool {
    let mut chars = before.chars().rev();
    let (last, second) = (chars.next(), chars.next());
    let is_pause = |c: Option<char>| c.is_some_and(|c| ".,;:!?…".contains(c));
    let is_closer = |c: Option<char>| c.is_some_and(|c| is_mark(c) && !matches!(c, '„' | '‚' | '«' | '‘'));
    if is_bracketed && last.is_some_and(char::is_alphabetic) {
        return true;
    }
    if is_sure {
        return is_closer(last) && second.is_some_and(|c| !c.is_whitespace())
            || is_pause(last) && second.is_some_and(|c| c.is_alphabetic() || is_mark(c));
    }
    let is_curly = |c: Option<char>| matches!(c, Some('”' | '»'));
    is_closer(last) && (is_pause(second) || is_curly(last) && second.is_some_and(char::is_alphabetic))
        || last.is_some_and(|c| ".,".contains(c)) && is_closer(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        let (mut out, mut at) = (String::new(), 0);
        while let Some(c) = text[at..].chars().next() {
            match len_at(text, at) {
                0 => {
                    out.push(c);
                    at += c.len_utf8();
                }
                len => at += len,
            }
        }
        out
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(without(text), expected);
        assert!(may_have(text), "{text}");
    }

    #[test]
    fn footnotes_after_marks_and_stops() {
        check("“We go,”1 said Lane.", "“We go,” said Lane.");
        check("“We go,”[12] said Lane.[3][4]", "“We go,” said Lane.");
        check("“We go,”¹ said Lane.² “No”.³", "“We go,” said Lane. “No”.");
        check("\"We go.\"2 She left.†", "\"We go.\" She left.");
        check("Lane [said] it, the ferry[7] left", "Lane [said] it, the ferry left");
    }

    #[test]
    fn emphasis_around_words_and_marks() {
        check("**“We go,”** said *Ada Lane*.", "“We go,” said Ada Lane.");
        check("“_I_ thought so,” she said. “**Never** again!”", "“I thought so,” she said. “Never again!”");
        check("“We go,”* said Lane.", "“We go,” said Lane.");
    }

    #[test]
    fn what_is_no_sign_stays() {
        for text in [
            "\"1990\" is her song; she is 5'10\" and has 10 m² for '90s, 20% of it.",
            "* An item, 5 * 3, @ada_lane, a f**k, ***** and 3.5 of 10.",
            "He said “it [the ferry] goes”, 12 of them.",
            "She stayed “for 10 days,” 20 hours or “more.” 3 left",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
