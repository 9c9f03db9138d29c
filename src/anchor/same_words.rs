//! Whether two wordings are the same words, whatever form their letters, marks and blanks have.

/// Whether two passages say the same words: blanks, the shapes of quotation marks and dashes, invisible characters, and
/// the comma or full stop before a closing mark are form.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    let keys = |text: &str| -> Vec<String> {
        let mut keys: Vec<String> = text.split_whitespace().map(word_key).collect();
        if let Some(last) = keys.last_mut() {
            *last = without_last_stop(last);
        }
        keys.retain(|key| !key.is_empty());
        keys
    };
    a == b || keys(a) == keys(b)
}

/// A word, without what is only form in it: two words with one key are the same word.
pub(crate) fn word_key(word: &str) -> String {
    word.chars().filter(|&c| !is_invisible(c)).map(plain).collect()
}

/// A sentence in marks ends with a comma where its cue follows, else with a full stop.
fn without_last_stop(key: &str) -> String {
    let bare = key.trim_end_matches(['"', '\'']);
    let marks = &key[bare.len()..];
    format!("{}{marks}", bare.strip_suffix([',', '.']).unwrap_or(bare))
}

/// Soft hyphens, zero-width characters and marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
