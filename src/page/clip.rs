//! Long texts cut for a list.

/// A text cut at a blank near `limit` characters.
pub(crate) fn clip(text: &str, limit: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let end = text[..cut].rfind(char::is_whitespace).unwrap_or(cut);
    format!("{} …", &text[..end])
}

/// A text of at most about `limit` characters, with both its ends: what is cut is cut from its middle, at blanks.
pub(crate) fn clip_middle(text: &str, limit: usize) -> String {
    let length = text.chars().count();
    if length <= limit {
        return text.to_owned();
    }
    let at = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let (head, tail) = (at(limit / 2), at(length - limit / 2));
    let head = text[..head].rfind(char::is_whitespace).unwrap_or(head);
    let tail = text[tail..].find(char::is_whitespace).map_or(tail, |blank| tail + blank);
    format!("{} … {}", text[..head].trim_end(), text[tail..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_cut_and_both_ends_stay() {
        assert_eq!(clip_middle("one two three", 13), "one two three");
        assert_eq!(clip_middle("one two three four five six", 14), "one … six");
        assert_eq!(clip_middle("ééééééééééé", 6), "ééé … ééé");
    }
}
