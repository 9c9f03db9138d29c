//! Whether two wordings are the same words, whatever form their letters, marks and blanks have.

use unicode_normalization::UnicodeNormalization;

use super::letters::is_ignored;

/// Whether two passages say the same words: blanks, the shapes of quotation marks and dashes, invisible characters, and
/// the comma or full stop before a closing mark are form.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    // Other programs wrap lines and drop blanks.
    let letters = |text: &str| without_last_stop(&text.split_whitespace().map(word_key).collect::<String>());
    a == b || letters(a) == letters(b)
}

/// A word, without what is only form in it: two words with one key are the same word.
pub(crate) fn word_key(word: &str) -> String {
    word.nfkd().filter(|&c| !is_ignored(c)).map(plain).collect()
}

/// A sentence in marks ends with a comma where its cue follows, else with a full stop.
fn without_last_stop(key: &str) -> String {
    let bare = key.trim_end_matches(['"', '\'']);
    let marks = &key[bare.len()..];
    format!("{}{marks}", bare.strip_suffix([',', '.']).unwrap_or(bare))
}

fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' | '´' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_is_not_words() {
        for (a, b) in [
            ("“It stays,”", "\"It stays.\""),
            ("“It  stays”", "“It\u{a0}stays”"),
            ("«It’s on»", "“It's on”"),
            ("co\u{ad}operate", "cooperate"),
            ("São ﬁne", "Sa\u{303}o fine"),
            ("ten – or so", "ten — or so"),
        ] {
            assert!(same_words(a, b), "{a} / {b}");
        }
        for (a, b) in [
            ("“It stays,”", "“It stays?”"),
            ("“It stays”", "“It is staying”"),
            ("“I saw it”", "“I never saw it”"),
            ("5.0", "50"),
            ("Bell", "bell"),
            ("", "a"),
        ] {
            assert!(!same_words(a, b), "{a} / {b}");
        }
    }
}
