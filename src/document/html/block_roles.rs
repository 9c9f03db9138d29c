//! From what a page shows to blocks with roles: what is said twice, what only leads elsewhere.

use std::collections::HashSet;

use crate::document::layout;
use crate::document::parsed::ShownBlock;
use crate::document::parts::{Block, Role};
use crate::lang::Language;

/// Blocks at the end of which some are about the authors.
const LAST: usize = 6;
/// Pull quotes that are looked for in the text; more would cost a hostile page's reader time.
const MOST_PULL_QUOTES: usize = 64;

/// The blocks with their roles. Only the first can be the title.
pub(super) fn blocks(mut shown: Vec<ShownBlock>, language: &Language) -> Vec<Block> {
    for later in shown.iter_mut().skip(1).filter(|shown| shown.block.role == Role::Title) {
        later.block.role = Role::Heading;
    }
    mark_pull_quotes(&mut shown);
    mark_repeated(&mut shown);
    mark_links(&mut shown);
    let mut blocks: Vec<Block> = shown.into_iter().map(|shown| shown.block).collect();
    layout::refine(&mut blocks, language);
    blocks
}

/// What is set apart and stands in the running text as well.
fn mark_pull_quotes(shown: &mut [ShownBlock]) {
    let running: String =
        shown.iter().filter(|s| !s.set_apart).map(|s| letters(&s.block.text) + "\n").collect();
    for apart in shown.iter_mut().filter(|s| s.set_apart).take(MOST_PULL_QUOTES) {
        let said = letters(&apart.block.text);
        let is_sentence = 3 <= apart.block.text.split_whitespace().count();
        if is_sentence && memchr::memmem::find(running.as_bytes(), said.as_bytes()).is_some() {
            apart.block.role = Role::PullQuote;
        }
    }
}

/// Captions of galleries, teasers: what stands there word for word a second time.
fn mark_repeated(shown: &mut [ShownBlock]) {
    let mut seen = HashSet::new();
    for shown in shown.iter_mut().filter(|shown| shown.block.role != Role::PullQuote) {
        let long = 5 <= shown.block.text.split_whitespace().count();
        if long && !seen.insert(letters(&shown.block.text)) {
            shown.block.role = Role::Boilerplate;
        }
    }
}

/// Lines that are nothing but a link: headlines of other articles.
fn mark_links(shown: &mut [ShownBlock]) {
    for shown in shown.iter_mut().filter(|shown| shown.linked) {
        let block = &mut shown.block;
        let headline = 4 <= block.text.split_whitespace().count() && !layout::ends_sentence(&block.text);
        if headline && matches!(block.role, Role::Paragraph | Role::ListItem | Role::Heading) {
            block.role = Role::Boilerplate;
        }
    }
}

/// Lines at the end that are about those who wrote the article: their names alone, "Ana Ruiz is a reporter for".
pub(super) fn mark_authors(blocks: &mut [Block], names: &str, language: &Language) {
    let words = &language.document;
    let mut authors: Vec<&str> = names.split([',', '&', '|']).collect();
    for and in &words.between_authors {
        authors = authors.into_iter().flat_map(|part| part.split(and.as_str())).collect();
    }
    let authors: Vec<&str> = authors.into_iter().map(str::trim).filter(|name| name.contains(' ')).collect();
    let is_about = |text: &str| {
        let rests = authors.iter().filter_map(|name| text.strip_prefix(name));
        rests
            .into_iter()
            .any(|rest| rest.split_whitespace().next().is_none_or(|word| words.about_authors.contains(word)))
    };
    let half = blocks.len() / 2;
    let last = blocks.iter_mut().skip(half).rev().take(LAST);
    for block in last.filter(|block| matches!(block.role, Role::Paragraph | Role::ListItem | Role::Heading)) {
        if is_about(&block.text) {
            block.role = Role::Boilerplate;
        }
    }
}

/// A text's letters and digits, small: marks and blanks differ between places that say the same.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
