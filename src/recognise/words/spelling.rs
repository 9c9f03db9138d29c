//! What a word's letters show: case, shape, endings.

use super::features::{Looks, Word};
use crate::learn::hash;

/// Hashes, shape, endings and looks of a word; `small` takes the small letters ([`plain`]).
pub(super) fn read(text: &str, small: &mut Vec<u8>) -> Word {
    plain(text, small);
    let mut word = Word {
        exact: hash::word(text.as_bytes()),
        lower: hash::word(small),
        len: small.len().min(255) as u8,
        head: four(small.iter()),
        tail: four(small.iter().rev()),
        ..Word::default()
    };
    read_shape(text, &mut word);
    if let [stem @ .., b's'] = &small[..]
        && word.looks.has(Looks::CAPITAL)
        && LEAST_STEM <= stem.len()
    {
        word.singular = hash::word(stem);
    }
    word
}

/// Bytes of a word that may have a plural.
const LEAST_STEM: usize = 3;

/// The first four bytes as one number.
fn four<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    bytes.take(4).enumerate().map(|(i, &b)| u32::from(b) << (8 * i)).sum()
}

/// Equal letters after which a shape shows no more of them: `Xxxxx` is a word of five letters or more.
const LONGEST_RUN: u32 = 4;

fn read_shape(text: &str, word: &mut Word) {
    let (mut shape, mut brief) = (7u64, 7u64);
    let (mut last, mut run) = (0, 0);
    let (mut capitals, mut others) = (0, 0);
    for (i, c) in text.chars().enumerate() {
        let class = class(c);
        run = if class == last { run + 1 } else { 1 };
        if run == 1 {
            brief = brief.wrapping_mul(31).wrapping_add(u64::from(class));
        }
        if run <= LONGEST_RUN {
            shape = shape.wrapping_mul(31).wrapping_add(u64::from(class));
        }
        last = class;
        match class {
            b'X' => capitals += 1,
            b'x' | b'd' => others += 1,
            _ => {}
        }
        if i == 0 {
            word.looks.set([
                (Looks::CAPITAL, matches!(class, b'X' | b'u')),
                (Looks::LETTER, matches!(class, b'X' | b'x' | b'u')),
                (Looks::DIGIT, class == b'd'),
            ]);
        }
    }
    word.looks.set([(Looks::ALL_CAPITALS, 1 < capitals && others == 0)]);
    let first = u32::from(word.looks.has(Looks::CAPITAL));
    word.looks.set([(Looks::CAPITAL_INSIDE, first < capitals)]);
    word.shape = (shape ^ (shape >> 32)) as u32;
    word.brief_shape = (brief ^ (brief >> 32)) as u32;
}

/// `X` capital, `x` small, `d` digit, `u` a letter without case, else the character's own low byte.
fn class(c: char) -> u8 {
    match c {
        'A'..='Z' => b'X',
        'a'..='z' => b'x',
        '0'..='9' => b'd',
        '’' => b'\'',
        c if c.is_ascii() => c as u8,
        c if c.is_uppercase() => b'X',
        c if c.is_lowercase() => b'x',
        c if c.is_numeric() => b'd',
        c if c.is_alphabetic() => b'u',
        _ => b'~',
    }
}

/// A word in small letters, without the accents of Latin letters and with a straight apostrophe: the form under
/// which lists and clusters know it.
pub fn plain(text: &str, small: &mut Vec<u8>) {
    small.clear();
    if text.is_ascii() {
        small.extend(text.bytes().map(|b| b.to_ascii_lowercase()));
        return;
    }
    let mut room = [0; 4];
    for c in text.chars().flat_map(char::to_lowercase) {
        match base(c) {
            "" => small.extend_from_slice(c.encode_utf8(&mut room).as_bytes()),
            "-" => {}
            letters => small.extend_from_slice(letters.as_bytes()),
        }
    }
}

/// The plain letters of a small letter with a mark; `-` for a mark on its own; nothing for all else.
fn base(c: char) -> &'static str {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' | 'ḍ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' | 'ə' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' | 'ḥ' | 'ḩ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => "i",
        'ĵ' => "j",
        'ķ' | 'ḳ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ţ' | 'ť' | 'ț' | 'ŧ' | 'ṭ' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' | 'ẓ' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        '’' | 'ʼ' | '‘' | 'ʿ' | 'ʾ' => "'",
        '\u{300}'..='\u{36f}' | '\u{ad}' => "-",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_plain(text: &str, expected: &str) {
        let mut small = vec![];
        plain(text, &mut small);
        assert_eq!(std::str::from_utf8(&small).unwrap(), expected);
    }

    #[test]
    fn accents_and_case_fall_away() {
        check_plain("Güney", "guney");
        check_plain("ŁÓDŹ", "lodz");
        check_plain("Nguyễn", "nguyen");
        check_plain("İzmir", "izmir");
        check_plain("Zoe\u{308}", "zoe");
        check_plain("Sana’a", "sana'a");
        check_plain("Київ", "київ");
    }

    #[test]
    fn looks() {
        let looks = |text| read(text, &mut vec![]).looks;
        assert!(looks("Ankara").has(Looks::CAPITAL) && !looks("Ankara").has(Looks::CAPITAL_INSIDE));
        assert!(looks("UN").has(Looks::ALL_CAPITALS) && looks("U.S.").has(Looks::ALL_CAPITALS));
        assert!(!looks("A").has(Looks::ALL_CAPITALS) && !looks("UNited").has(Looks::ALL_CAPITALS));
        assert!(looks("eBay").has(Looks::CAPITAL_INSIDE) && !looks("eBay").has(Looks::CAPITAL));
        assert!(looks("北京").has(Looks::CAPITAL) && looks("Özil").has(Looks::CAPITAL));
    }

    #[test]
    fn shapes_show_case_and_cut_long_runs() {
        let shape = |text| read(text, &mut vec![]).shape;
        assert_eq!(shape("Kabul"), shape("Warsaw"));
        assert_ne!(shape("Bonn"), shape("Warsaw"));
        assert_eq!(read("Bonn", &mut vec![]).brief_shape, read("Warsaw", &mut vec![]).brief_shape);
        assert_ne!(shape("UN"), shape("Un"));
    }
}
