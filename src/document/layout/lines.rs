//! Lines, and the paragraphs that they make.

use crate::sorting::Sorting as _;
use crate::span::Span;

/// Narrower than this, lines are verse, a table or a list rather than wrapped prose (in characters).
const NARROWEST_WRAP: usize = 40;
/// Wider than this, nobody wraps by hand or by program (in characters).
const WIDEST_WRAP: usize = 120;

/// A line that is not blank.
struct TextLine {
    span: Span,
    /// Whether an empty line, or the start of the text, stands before it.
    after_gap: bool,
    /// In characters.
    width: usize,
    /// Of its first word, in characters.
    first_word: usize,
}

/// The paragraphs of a text: its lines, or, where the text is broken at a fixed width, the runs of lines that
/// belong together.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut paragraphs: Vec<Span> = vec![];
    for (i, line) in lines.iter().enumerate() {
        match paragraphs.last_mut() {
            Some(last) if i > 0 && continues(text, &lines[i - 1], line, width) => {
                *last = last.hull(line.span);
            }
            _ => paragraphs.push(line.span),
        }
    }
    paragraphs
}

/// Columns of the narrowest indentation that sets a paragraph off; one blank is a slip.
const NARROWEST_INDENT: usize = 2;

/// Of each paragraph, whether it is set off: by `>` before it, or by an indentation that most others do not have.
pub(super) fn set_off(text: &str, paragraphs: &[Span]) -> Vec<bool> {
    let indented: Vec<bool> = paragraphs.iter().map(|span| is_indented(text, *span)).collect();
    let n_indented = indented.iter().filter(|is_indented| **is_indented).count();
    let tells = n_indented * 2 < paragraphs.len();
    let marked = |words: &str| words.starts_with('>') && !words.starts_with(">>");
    let all = paragraphs.iter().zip(indented).enumerate();
    // The first paragraph is set off from nothing.
    all.map(|(index, (span, is_indented))| marked(slice(text, *span)) || tells && 0 < index && is_indented)
        .collect()
}

/// Whether all lines of a paragraph stand apart from the margin.
fn is_indented(text: &str, span: Span) -> bool {
    let start = text[..span.start().index()].rfind(is_break).map_or(0, |at| at + 1);
    let before = text.get(start..span.start().index()).unwrap_or("");
    let columns =
        |blanks: &str| blanks.chars().map(|c| if c == '\t' { NARROWEST_INDENT } else { 1 }).sum::<usize>();
    let indent =
        |line: &str| columns(&line[..line.len() - line.trim_start_matches([' ', '\t', '\u{a0}']).len()]);
    let words = slice(text, span);
    let begins = words.starts_with(|c: char| c.is_alphanumeric() || "“\"‘'«„—–@#".contains(c));
    let first = before.chars().all(char::is_whitespace) && NARROWEST_INDENT <= columns(before);
    let others = words.split(is_break).skip(1).filter(|line| !line.trim().is_empty());
    begins && first && others.into_iter().all(|line| NARROWEST_INDENT <= indent(line))
}

fn lines(text: &str) -> Vec<TextLine> {
    let (mut lines, mut at, mut after_gap) = (vec![], 0, true);
    for raw in text.split_inclusive(is_break) {
        let span = Span::new(at, at + raw.len()).trimmed(text);
        // The second half of CR LF is no empty line.
        let half = raw == "\n" && text[..at].ends_with('\r');
        at += raw.len();
        if raw.chars().all(is_blank) {
            after_gap |= !half;
            continue;
        }
        let line = raw.trim();
        let first_word = line.split_whitespace().next().unwrap_or("");
        lines.push(TextLine {
            span,
            after_gap,
            width: line.chars().count(),
            first_word: first_word.chars().count(),
        });
        after_gap = false;
    }
    lines
}

/// Line feed, carriage return, vertical tab, form feed, next line, line and paragraph separator.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// White space, and what shows as nothing: NUL and other controls, zero-width space, byte order mark.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The width at which a program or a careful hand broke the lines, if it did.
fn wrap_width(text: &str, lines: &[TextLine]) -> Option<usize> {
    let broken: Vec<&[TextLine]> = lines.windows(2).filter(|pair| !pair[1].after_gap).collect();
    let mut widths: Vec<usize> = broken.iter().map(|pair| pair[0].width).collect();
    widths.order();
    // Not the very longest line: a long address may stick out.
    let width = *widths.get(widths.len() * 9 / 10)?;
    if broken.len() < 2 || !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&width) {
        return None;
    }
    let full = broken.iter().filter(|pair| is_full(&pair[0], &pair[1], width)).count();
    let mid_sentence = broken.iter().filter(|pair| !ends_sentence(slice(text, pair[0].span))).count();
    // Single lines break where a sentence ends, wrapped ones anywhere.
    (broken.len() * 7 <= full * 10 && broken.len() <= mid_sentence * 2).then_some(width)
}

/// Whether the next line's first word would not have fitted on the line. Some slack: widths are counted in
/// different ways by different programs.
fn is_full(line: &TextLine, next: &TextLine, width: usize) -> bool {
    width <= line.width + 1 + next.first_word + width / 12
}

fn continues(text: &str, before: &TextLine, line: &TextLine, wrap: Option<usize>) -> bool {
    if line.after_gap {
        return false;
    }
    if let Some(width) = wrap {
        return is_full(before, line, width) && !starts_item(slice(text, line.span));
    }
    // A stray break within a sentence, as copied links leave them.
    let last = slice(text, before.span);
    let is_hyphenated =
        last.strip_suffix(['-', '\u{ad}']).is_some_and(|word| word.ends_with(char::is_lowercase));
    let broken_off = is_hyphenated || last.ends_with(|c: char| c.is_lowercase() || c == ',');
    broken_off && slice(text, line.span).starts_with(char::is_lowercase)
}

fn slice(text: &str, span: Span) -> &str {
    span.get(text).unwrap_or("")
}

/// What an item of a list begins with.
pub(crate) const BULLETS: [char; 7] = ['•', '‣', '◦', '▪', '●', '■', '·'];

/// Whether a line is an item of a list: a bullet, or a number with a full stop or bracket.
pub(super) fn starts_item(line: &str) -> bool {
    if line.starts_with(BULLETS) {
        return true;
    }
    let Some((mark, rest)) = line.split_once(char::is_whitespace) else { return false };
    let number = mark.strip_suffix(['.', ')']);
    let numbered =
        number.is_some_and(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
    (numbered || mark == "-" || mark == "*") && !rest.trim().is_empty()
}

/// Whether a line ends as a sentence does, closing marks aside.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let closers = ['"', '\'', '”', '’', '»', '›', ')', ']', '」', '』', '）'];
    let bare = line.trim_end().trim_end_matches(closers);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔', '．', '։'])
}
