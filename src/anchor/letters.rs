//! The same letters in another form: composed or decomposed, ligatures, full-width, with soft hyphens or zero-width
//! characters among them (Unicode's compatibility decomposition, UAX #15).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use unicode_segmentation::GraphemeCursor;

use crate::span::Span;

/// What a character is to the word that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LetterKind {
    /// Begins a word or goes on with one.
    Letter,
    /// A word of its own: scripts without blanks between words, and the first part of a Korean syllable.
    Alone,
    /// The second or third part of a Korean syllable.
    Joined,
    /// Written over, under or beside the letter before it. The order of marks says nothing.
    Mark,
    /// Shows nothing and says nothing: a soft hyphen, a zero-width blank, a sign of direction.
    Ignored,
    /// Ends a word.
    Other,
}

/// The kind of a character outside ASCII.
pub(super) fn kind(c: char) -> LetterKind {
    match c {
        // Dashes, quotation marks and stops, which are most of what is not ASCII in English.
        '\u{2010}'..='\u{2027}' => LetterKind::Other,
        _ if is_ignored(c) => LetterKind::Ignored,
        '\u{1160}'..='\u{11ff}' => LetterKind::Joined,
        // The half-width ones of Japanese are no marks until they are decomposed.
        '\u{ff9e}' | '\u{ff9f}' => LetterKind::Mark,
        _ if is_combining_mark(c) => LetterKind::Mark,
        _ if !c.is_alphanumeric() => LetterKind::Other,
        _ if is_unspaced(c) => LetterKind::Alone,
        _ => LetterKind::Letter,
    }
}

/// Characters without width that editors and converters put into words and take out again.
pub(super) fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

/// Thai, Lao, Burmese, Korean, Khmer, Chinese, Japanese: no blanks between words, or one to each of their syllables.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{115f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{3040}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The parts of a character, in lower case: of "É" the letter and its accent, of "ﬁ" two letters.
pub(super) fn parts(c: char, mut part: impl FnMut(char)) {
    decompose_compatible(c, |d| part(d.to_lowercase().next().unwrap_or(d)));
}

/// A character without regard to its form: its parts, in lower case; none for what shows nothing.
pub(crate) fn fold_letter(c: char, part: impl FnMut(char)) {
    if !is_ignored(c) {
        parts(c, part);
    }
}

/// Whether a character is written over, under or beside the letter before it.
pub(crate) fn is_mark(c: char) -> bool {
    !c.is_ascii() && kind(c) == LetterKind::Mark
}

/// Whether two passages have the same letters and marks, in whatever form, and blanks at the same places.
pub(crate) fn same_form(a: &str, b: &str) -> bool {
    a == b || folded(a).eq(folded(b))
}

/// The characters of a passage without regard to their form; any blanks in a row are one.
fn folded(text: &str) -> impl Iterator<Item = char> {
    let mut after_blank = false;
    text.nfkd().filter(|&c| !is_ignored(c)).filter_map(move |c| {
        let is_blank = c.is_whitespace();
        let repeats = is_blank && after_blank;
        after_blank = is_blank;
        (!repeats).then_some(if is_blank { ' ' } else { c })
    })
}

/// The border of a character at or before a byte.
pub(super) fn floor(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|&b| text.is_char_boundary(b)).unwrap_or(0)
}

/// The border of a character at or after a byte.
pub(super) fn ceil(text: &str, byte: usize) -> usize {
    (byte..text.len()).find(|&b| text.is_char_boundary(b)).unwrap_or(text.len())
}

/// How far, in bytes, the border of what a reader takes for one character is looked for: accents and family emoji are
/// shorter; longer are only texts made to take time.
const LONGEST_CLUSTER: usize = 128;

/// The span without characters cut from their accents (grapheme clusters, UAX #29): it grows where it cuts one.
pub(super) fn whole_clusters(text: &str, span: Span) -> Span {
    let (start, end) = (span.start().index(), span.end().index());
    if start == end {
        return span;
    }
    let back = |at: usize| is_border(text, at).then_some(at);
    let start = chars_back(text, start).find_map(back).unwrap_or(start);
    let end = chars_ahead(text, end).find_map(back).unwrap_or(end);
    Span::new(start, end)
}

fn chars_back(text: &str, from: usize) -> impl Iterator<Item = usize> {
    (from.saturating_sub(LONGEST_CLUSTER)..=from).rev().filter(|&at| text.is_char_boundary(at))
}

fn chars_ahead(text: &str, from: usize) -> impl Iterator<Item = usize> {
    (from..=text.len().min(from + LONGEST_CLUSTER)).filter(|&at| text.is_char_boundary(at))
}

/// Whether a cluster begins or ends at a byte, judged by the characters near it.
fn is_border(text: &str, at: usize) -> bool {
    let ascii = |byte: Option<&u8>| byte.is_none_or(|b| b.is_ascii() && *b != b'\n');
    if ascii(text.as_bytes().get(at))
        && at.checked_sub(1).is_none_or(|before| ascii(text.as_bytes().get(before)))
    {
        return true;
    }
    let from = chars_back(text, at).last().unwrap_or(at);
    let to = chars_ahead(text, at).last().unwrap_or(at);
    let near = &text[from..to];
    GraphemeCursor::new(at - from, near.len(), true).is_boundary(near, 0).unwrap_or(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_letters_does_not_count() {
        for (a, b) in [
            ("São", "Sa\u{303}o"),
            ("ﬁnal oﬃce", "final office"),
            ("har\u{ad}bour", "harbour"),
            ("zero\u{200b}-\u{2060}width\u{feff}", "zero-width"),
            ("we\u{a0}stay\u{2009}on", "we stay on"),
            ("we\r\nstay", "we stay"),
            ("ＡＢＣ１２", "ABC12"),
            ("e\u{323}\u{302}", "e\u{302}\u{323}"),
            ("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"),
        ] {
            assert!(same_form(a, b), "{a} {b}");
        }
        for (a, b) in [("Sao", "São"), ("We", "we"), ("12", "21"), ("“no”", "\"no\""), ("so", "so on")] {
            assert!(!same_form(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_span_cuts_no_character_from_its_accent() {
        let check = |text: &str, span: (usize, usize)| {
            whole_clusters(text, Span::new(span.0, span.1)).get(text).map(str::to_owned)
        };
        assert_eq!(check("cafe\u{301} x", (0, 4)).as_deref(), Some("cafe\u{301}"));
        assert_eq!(check("ae\u{301}o", (2, 4)).as_deref(), Some("e\u{301}"));
        assert_eq!(check("a👩\u{200d}👩\u{200d}👧b", (1, 5)).as_deref(), Some("👩\u{200d}👩\u{200d}👧"));
        assert_eq!(check("plain", (1, 3)).as_deref(), Some("la"));
        let long = format!("e{}", "\u{301}".repeat(100_000));
        assert!(check(&long, (0, 1)).is_some());
    }
}
