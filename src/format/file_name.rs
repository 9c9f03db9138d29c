//! Names of files that every system takes: made of a title's words.

/// How many bytes of a title a name has: systems allow 255 for the whole name, and a person reads fewer.
const LONGEST: usize = 120;

/// How many words of a title a name has.
const WORDS: usize = 6;

/// What Windows does not allow as a name, whatever the ending.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A title as a file name without an ending: its first words, of letters and digits alone. No sign in it hides the file,
/// leads to another folder, or turns the order of the letters.
pub(crate) fn file_stem(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(WORDS);
    let mut stem = words.collect::<Vec<_>>().join("-").to_lowercase();
    let end = (0..=LONGEST.min(stem.len())).rev().find(|&at| stem.is_char_boundary(at)).unwrap_or(0);
    stem.truncate(end);
    let stem = stem.trim_end_matches('-');
    let bare = stem.trim_end_matches(char::is_numeric);
    let is_device = RESERVED.contains(&bare) && stem.chars().count() <= bare.len() + 1;
    match stem {
        "" => "article".to_owned(),
        device if is_device => format!("article-{device}"),
        stem => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_takes_the_name() {
        for (title, expected) in [
            ("Harbour board votes to keep ferry, mayor says", "harbour-board-votes-to-keep-ferry"),
            ("", "article"),
            ("...", "article"),
            ("../../etc/passwd", "etc-passwd"),
            (".hidden", "hidden"),
            ("CON", "article-con"),
            ("com¹", "article-com¹"),
            ("Lpt9.", "article-lpt9"),
            ("Computer", "computer"),
            ("com10", "com10"),
            ("trailing. ", "trailing"),
            ("gpj\u{202e}exe.txt", "gpj-exe-txt"),
            ("a:b|c?d*e<f>", "a-b-c-d-e-f"),
        ] {
            assert_eq!(file_stem(title), expected);
        }
        let long = file_stem(&"𐐨".repeat(500));
        assert!(long.len() <= LONGEST && !long.is_empty(), "{long}");
    }
}
