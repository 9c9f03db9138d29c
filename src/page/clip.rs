//! Long texts cut for a list.

/// A text cut at a blank near `limit` characters.
pub(crate) fn clip(text: &str, limit: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let end = text[..cut].rfind(char::is_whitespace).unwrap_or(cut);
    format!("{} …", &text[..end])
}
