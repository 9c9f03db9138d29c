//! Characters that stand for others: what is left out of a text, and what is written in its place, so that a word
//! is the same word in any form.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

/// What the usual form has instead of the characters at the start of a rest of the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct UsualForm {
    /// How many bytes it stands for.
    pub len: usize,
    /// What is written: a character, letters of a ligature, or nothing.
    pub with: UsualCharacters,
}

/// What is written in the place of other characters.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum UsualCharacters {
    Nothing,
    One(char),
    Letters(String),
}

/// Whether a text may have characters of another form than the usual one: a quick look, with false alarms.
pub(super) fn may_have_others(text: &str) -> bool {
    let has_two =
        |mark: char| memchr::memmem::find(text.as_bytes(), format!("{mark}{mark}").as_bytes()).is_some();
    !text.is_ascii()
        && (text.chars().any(is_suspicious) || DOUBLED.iter().any(|&(single, _)| has_two(single)))
}

fn is_suspicious(c: char) -> bool {
    is_left_out(c)
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{fb00}'..='\u{fb06}')
        || is_fullwidth(c)
}

/// Two single marks in a row are a double one.
const DOUBLED: [(char, char); 3] = [('‘', '“'), ('’', '”'), ('‚', '„')];

/// Characters that show as nothing inside words: soft hyphen, joiners, zero-width blanks, byte-order mark.
fn is_left_out(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Fullwidth forms of ASCII characters.
fn is_fullwidth(c: char) -> bool {
    matches!(c, '\u{ff01}'..='\u{ff5e}')
}

/// Whether a letter is of a script in which joiners do not change what a word is.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{300}'..='\u{36f}')
}

/// The usual form of what `rest` begins with, after the character `before`; `None` where it is in the usual form.
pub(super) fn usual_form(before: Option<char>, rest: &str) -> Option<UsualForm> {
    let mut chars = rest.chars();
    let c = chars.next()?;
    let next = chars.next();
    let form = |with| Some(UsualForm { len: c.len_utf8(), with });
    if c.is_ascii() && next.is_none_or(|next| next.is_ascii()) {
        return None;
    }
    if is_left_out(c) {
        return form(without_invisible(c, before, next)?);
    }
    if let Some(letters) = ligature(c) {
        return form(UsualCharacters::Letters(letters));
    }
    if is_fullwidth(c) {
        let ascii = char::from_u32(u32::from(c) - 0xfee0).filter(|ascii| is_clear(*ascii, before, next))?;
        return form(UsualCharacters::One(ascii));
    }
    if let Some(&(_, double)) = DOUBLED.iter().find(|&&(single, _)| c == single && next == Some(single)) {
        return Some(UsualForm { len: 2 * c.len_utf8(), with: UsualCharacters::One(double) });
    }
    let whole = next.filter(|next| is_combining_mark(*next)).and_then(|mark| compose(c, mark))?;
    // A letter may have two marks, as in Vietnamese.
    let second = chars.next().and_then(|mark| Some((mark, compose(whole, mark)?)));
    let len = c.len_utf8() + next.map_or(0, char::len_utf8) + second.map_or(0, |(mark, _)| mark.len_utf8());
    Some(UsualForm { len, with: UsualCharacters::One(second.map_or(whole, |(_, whole)| whole)) })
}

/// What stands for an invisible character. Joiners have a meaning in Arabic and Indian scripts and between emoji, and a
/// zero-width blank parts the words of scripts that have no blanks: there they stay.
fn without_invisible(c: char, before: Option<char>, next: Option<char>) -> Option<UsualCharacters> {
    let is_foreign = |c: char| c.is_alphanumeric() && !is_latin(c) || !c.is_alphanumeric() && '\u{2190}' <= c;
    let beside = |side: Option<char>| side.is_some_and(|c| is_foreign(c) && !is_left_out(c));
    match c {
        '\u{200b}'..='\u{200d}' if beside(before) || beside(next) => None,
        // A blank all the same, where a sentence ends: "stays.|The".
        '\u{200b}' if before.is_some_and(|c| ".!?".contains(c)) && next.is_some_and(char::is_alphabetic) => {
            Some(UsualCharacters::One(' '))
        }
        _ => Some(UsualCharacters::Nothing),
    }
}

/// The letters that a Latin ligature stands for.
fn ligature(c: char) -> Option<String> {
    ('\u{fb00}'..='\u{fb06}').contains(&c).then(|| std::iter::once(c).nfkc().collect())
}

/// Whether a fullwidth character belongs to Latin text. Chinese and Japanese punctuation is fullwidth, and stays.
fn is_clear(ascii: char, before: Option<char>, next: Option<char>) -> bool {
    let latin =
        |c: char| is_latin(c) || is_fullwidth(c) || c.is_ascii() || ('\u{2010}'..='\u{2027}').contains(&c);
    let is_beside = before.map_or_else(|| next.is_none_or(latin), latin);
    ascii.is_ascii_alphanumeric() || is_beside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usual(text: &str) -> String {
        let (mut out, mut at, mut before) = (String::new(), 0, None);
        while let Some(c) = text[at..].chars().next() {
            let Some(form) = usual_form(before, &text[at..]) else {
                out.push(c);
                before = Some(c);
                at += c.len_utf8();
                continue;
            };
            match form.with {
                UsualCharacters::Nothing => {}
                UsualCharacters::One(c) => {
                    out.push(c);
                    before = Some(c);
                }
                UsualCharacters::Letters(letters) => {
                    out.push_str(&letters);
                    before = letters.chars().last();
                }
            }
            at += form.len;
        }
        out
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(usual(text), expected);
        assert_eq!(may_have_others(text), text != expected, "{text:?}");
    }

    #[test]
    fn what_shows_as_nothing_is_left_out() {
        check("Lind\u{ad}qvist", "Lindqvist");
        check("Lind\u{200b}qv\u{2060}is\u{feff}t", "Lindqvist");
        check("“\u{200b}We stay,\u{200b}” she said.\u{200b}The ferry", "“We stay,” she said. The ferry");
    }

    #[test]
    fn joiners_of_other_scripts_and_of_emoji_stay() {
        assert_eq!(usual("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(usual("👩\u{200d}👧"), "👩\u{200d}👧");
        assert_eq!(usual("ภาษา\u{200b}ไทย"), "ภาษา\u{200b}ไทย");
    }

    #[test]
    fn letters_and_their_marks_are_one() {
        check("Zoe\u{308} Mu\u{308}ller", "Zoë Müller");
        check("Nguye\u{302}\u{303}n", "Nguyễn");
        check("o\u{fb03}ce, \u{fb01}rst", "office, first");
    }

    #[test]
    fn fullwidth_forms_in_latin_text() {
        check("‘‘We stay,’’ she said, ‚‚gut’’", "“We stay,” she said, „gut”");
        check("Ｍａｒａ said： “Ｎｏ．”", "Mara said: “No.”");
        assert_eq!(usual("他说，好！"), "他说，好！");
    }

    #[test]
    fn the_usual_form_stays() {
        check("“It’s safe” — Zoë Müller said… 10 €", "“It’s safe” — Zoë Müller said… 10 €");
    }
}
