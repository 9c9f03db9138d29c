//! Web pages and pasted rich text as blocks.
//!
//! HTML is parsed and read, never passed on: what comes out is text. A page goes through dom_smoothie, which
//! finds the article in it as the reader views of browsers do; a pasted fragment is kept whole.

use std::fmt;

use dom_query::Document;

use super::{Block, MAX_BYTES, Meta, Role};

mod depth;
mod facts;
mod flow;
mod head;
mod page;
mod settle;
mod style;

pub use page::read_page;

/// An article out of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What the page shows of the article, in order; title and byline too, where they are known.
    pub blocks: Vec<Block>,
    pub meta: Meta,
}

impl Page {
    /// The article's running text: paragraphs, lists and the headings among them, an empty line between any
    /// two. What stands above and beside it (title, standfirst, byline, captions) is left out, as are pull
    /// quotes and boilerplate; all of that is in [`Page::blocks`].
    pub fn article_text(&self) -> String {
        let running = |block: &&Block| matches!(block.role, Role::Paragraph | Role::ListItem | Role::Heading);
        let texts: Vec<&str> = self.blocks.iter().filter(running).map(|block| block.text.as_str()).collect();
        texts.join("\n\n")
    }
}

/// Why a page cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HtmlError {
    /// No text comes out of it.
    Empty,
    /// Longer than [`MAX_BYTES`].
    TooLong,
    /// Control characters such as no text has.
    Binary,
}

impl fmt::Display for HtmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            HtmlError::Empty => {
                "There is no text in this page. If it shows its article in a browser, select the article there, \
                 copy it and paste it."
            }
            HtmlError::TooLong => "This page is larger than 32 MB. Copy the article out of it and paste that.",
            HtmlError::Binary => "This is not a web page but binary data. Save the page as HTML, or copy its text.",
        })
    }
}

impl std::error::Error for HtmlError {}

/// Reads rich text as the clipboard gives it: all its text, in blocks, with the roles that its elements and its
/// layout show. Broken HTML is read as a browser would; there is nothing to fail.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "only the page pastes rich text"))]
pub(crate) fn read_fragment(html: &str) -> Vec<Block> {
    let document = Document::from(depth::limit(selected(html)).0.as_ref());
    settle::blocks(flow::blocks(document.root()))
}

/// The part of clipboard HTML that was selected: what stands between its marks, without the header that Windows
/// puts before it.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "only the page pastes rich text"))]
fn selected(html: &str) -> &str {
    const START: &str = "<!--StartFragment-->";
    let Some(start) = html.find(START) else { return html };
    let rest = &html[start + START.len()..];
    rest.find("<!--EndFragment-->").map_or(rest, |end| &rest[..end])
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

/// Refuses what is no text at all.
fn check(html: &str) -> Result<(), HtmlError> {
    if MAX_BYTES < html.len() {
        return Err(HtmlError::TooLong);
    }
    let control = |c: &char| *c == '\u{fffd}' || (c.is_control() && !c.is_whitespace());
    let (seen, controls) = (html.chars().take(4096).count(), html.chars().take(4096).filter(control).count());
    // Stray ones occur in pages; in binary data every tenth character is one.
    if seen < controls * 20 && 4 <= controls {
        return Err(HtmlError::Binary);
    }
    Ok(())
}
