//! Pasted rich text: all of it, in blocks; and whether a pasted text is the source of a page.

use super::block_roles;
#[cfg(all(feature = "html", any(test, feature = "fuzzing")))]
use super::parse;
use crate::document::parsed::ShownBlock;
use crate::document::parts::Block;
use crate::lang;

/// Reads rich text as the clipboard gives it: all its text, in blocks. Broken HTML is read as a browser would; there is
/// nothing to fail.
#[cfg(all(feature = "html", any(test, feature = "fuzzing")))]
pub(crate) fn read_fragment(html: &str) -> Vec<Block> {
    lay_out_fragment(parse::fragment(html))
}

/// The blocks of rich text, with the roles that its elements and its layout show.
pub(crate) fn lay_out_fragment(shown: Vec<ShownBlock>) -> Vec<Block> {
    block_roles::blocks(shown, lang::of(None))
}

/// Whether a pasted text is the source of a page or a piece of one, rather than text about `<b>`.
pub fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let lower = |n: usize| start.chars().take(n).collect::<String>().to_ascii_lowercase();
    let beginning = lower(20);
    if ["<!doctype html", "<html", "<head>", "<body", "<!--startfragment"]
        .iter()
        .any(|tag| beginning.starts_with(tag))
    {
        return true;
    }
    // A piece of source begins with an element or a comment, and closes some.
    let begins =
        beginning.starts_with("<!--") || BEGINNINGS.iter().any(|name| begins_with_tag(&beginning, name));
    begins && BEGINNINGS.iter().any(|name| text.contains(&format!("</{name}>")))
}

/// Elements that a piece of a page begins with.
const BEGINNINGS: &[&str] = &[
    "article",
    "main",
    "section",
    "div",
    "p",
    "span",
    "h1",
    "h2",
    "h3",
    "header",
    "figure",
    "blockquote",
    "ul",
    "ol",
    "table",
    "meta",
    "a",
    "b",
    "i",
    "em",
    "strong",
];

fn begins_with_tag(text: &str, name: &str) -> bool {
    let rest = text.strip_prefix('<').and_then(|rest| rest.strip_prefix(name));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c == '>' || c.is_ascii_whitespace()))
}
