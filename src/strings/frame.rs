//! Texts that the page's own files and the library share.

/// What `www/` says, by name; the bundler reads it, too.
const TEXTS: &[u8] = include_bytes!("frame.txt");

/// The text of a name in frame.txt. As the value of a constant, a name that is missing does not compile.
pub(crate) const fn frame(name: &str) -> &'static str {
    let mut line = 0;
    while line < TEXTS.len() {
        let mut end = line;
        while end < TEXTS.len() && TEXTS[end] != b'\n' {
            end += 1;
        }
        if let Some(start) = text_start(line, name.as_bytes()) {
            let (before_end, _) = TEXTS.split_at(end);
            let (_, text) = before_end.split_at(start);
            return match std::str::from_utf8(text) {
                Ok(text) => text,
                Err(_) => panic!("frame.txt is not UTF-8"),
            };
        }
        line = end + 1;
    }
    panic!("frame.txt has no such name")
}

/// Where the text begins, if the line that begins at `line` is `name: text`.
const fn text_start(line: usize, name: &[u8]) -> Option<usize> {
    let start = line + name.len() + ": ".len();
    if TEXTS.len() < start || TEXTS[start - 2] != b':' || TEXTS[start - 1] != b' ' {
        return None;
    }
    let mut at = 0;
    while at < name.len() {
        if TEXTS[line + at] != name[at] {
            return None;
        }
        at += 1;
    }
    Some(start)
}

#[cfg(test)]
mod tests {
    use super::frame;

    #[test]
    fn a_text_is_found_by_its_name() {
        assert_eq!(frame("open-article"), "Open article");
        assert_eq!(
            frame("bookmarklet-after"),
            "to your bookmarks: in a page of news it opens that page here."
        );
    }

    #[test]
    #[should_panic(expected = "no such name")]
    fn a_part_of_a_name_is_none() {
        frame("article-");
    }
}
