//! Cuts a text into words, and words into the pieces that the model knows, as BERT does it ("uncased": Devlin et al.
//! 2019): words end at blanks and at signs, each sign is a word, letters lose accents and capitals.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::vocabulary::Vocabulary;

/// A word of more characters is one unknown piece, as in BERT.
const LONGEST_WORD: usize = 100;

/// A word of a text with its pieces.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PieceWord {
    /// Its bytes in the text.
    pub(crate) bytes: Range<usize>,
    /// The numbers of its pieces; one at least.
    pub(crate) pieces: Vec<i32>,
    pub(crate) shape: Shape,
}

/// How a word looks, which its pieces do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Other = 0,
    CapitalFirst = 1,
    AllCapitals = 2,
    Digits = 3,
}

/// The words of a text, in its order.
pub(crate) fn words(text: &str, vocabulary: &Vocabulary) -> Vec<PieceWord> {
    let mut words = vec![];
    for bytes in word_ranges(text) {
        let word = text[bytes.clone()].trim_start_matches(is_left_out);
        let start = bytes.end - word.len();
        let word = word.trim_end_matches(is_left_out);
        let folded = folded(word);
        let mut pieces = vec![];
        if folded.chars().nth(LONGEST_WORD).is_some() {
            pieces.push(vocabulary.unknown);
        } else {
            vocabulary.add_pieces(&folded, &mut pieces);
        }
        // A word of nothing but accents has no pieces, and is none.
        if !pieces.is_empty() {
            words.push(PieceWord { shape: shape(word), bytes: start..start + word.len(), pieces });
        }
    }
    words
}

/// Without accents and capitals, and without characters that show nothing.
fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.chars().filter(|c| !is_left_out(*c)).map(|c| c.to_ascii_lowercase()).collect();
    }
    let bare = word.chars().filter(|c| !is_left_out(*c)).nfd();
    let bare = bare.filter(|c| c.general_category() != GeneralCategory::NonspacingMark);
    bare.flat_map(char::to_lowercase).collect()
}

/// The stretches between blanks, cut before and after each sign.
fn word_ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut open: Option<usize> = None;
    let mut chars = text.char_indices();
    let mut sign: Option<Range<usize>> = None;
    std::iter::from_fn(move || {
        if let Some(sign) = sign.take() {
            return Some(sign);
        }
        for (at, c) in chars.by_ref() {
            let stands_alone = is_sign(c) || is_ideograph(c);
            if is_blank(c) || stands_alone {
                if stands_alone {
                    sign = Some(at..at + c.len_utf8());
                }
                match open.take() {
                    Some(start) => return Some(start..at),
                    None if stands_alone => return sign.take(),
                    None => {}
                }
            } else if open.is_none() {
                open = Some(at);
            }
        }
        open.take().map(|start| start..text.len())
    })
}

/// BERT drops the blanks that are control characters.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !is_left_out(c)
}

/// Control and format characters, which BERT drops.
fn is_left_out(c: char) -> bool {
    c == '\u{fffd}'
        || !matches!(c, '\t' | '\n' | '\r') && c.general_category_group() == GeneralCategoryGroup::Other
}

/// Punctuation, and every other sign of ASCII.
fn is_sign(c: char) -> bool {
    c.is_ascii_punctuation()
        || !c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// Chinese characters: each is a word. These are the blocks that BERT names.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b73f}' | '\u{2b740}'..='\u{2b81f}' | '\u{2b820}'..='\u{2ceaf}'
        | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

fn shape(word: &str) -> Shape {
    let has_small = || word.chars().any(char::is_lowercase);
    let is_digit = |c: char| c.is_numeric() && c.general_category() == GeneralCategory::DecimalNumber;
    match word.chars().next() {
        Some(_) if word.chars().all(is_digit) => Shape::Digits,
        Some(first) if first.is_uppercase() && 1 < word.chars().count() && !has_small() => Shape::AllCapitals,
        Some(first) if first.is_uppercase() => Shape::CapitalFirst,
        _ => Shape::Other,
    }
}
