//! Cuts long titles and pieces of text, and drops long attributes, for the article finder.
//!
//! Its writer of HTML looks for the next `<` through the rest of a text at each `&`: a text of 50,000 `&` would take seconds.

use dom_query::{Document, NodeData, NodeRef};

/// Bytes of a piece of text: paragraphs have some hundreds, so that nearly all stay whole.
const LONGEST_TEXT: usize = 4_096;
/// Bytes of an attribute. Longer ones hold pictures and programs, which nobody reads here.
const LONGEST_ATTRIBUTE: usize = 4_096;
/// Bytes of a title that the finder gets to see: it compares the title with every heading.
const MOST_COMPARED: usize = 2_000;

/// Cuts titles and descriptions that no article has.
pub(super) fn shorten_titles(page: &Document) {
    let is_long = |text: &str| MOST_COMPARED < text.len();
    let cut = |text: &str| {
        text.char_indices().take_while(|(at, _)| *at < MOST_COMPARED).map(|(_, c)| c).collect::<String>()
    };
    for title in page.select("title").nodes().iter().filter(|title| is_long(&title.text())) {
        title.set_text(cut(&title.text()));
    }
    for meta in page.select("meta[content]").nodes() {
        if let Some(content) = meta.attr("content").filter(|content| is_long(content)) {
            meta.set_attr("content", &cut(&content));
        }
    }
}

/// Cuts each long text of a page into several that stand side by side, and drops long attributes.
pub(super) fn cut(page: &Document) {
    // The tree may not be changed while it is walked.
    let nodes: Vec<NodeRef> = page.root().descendants_it().collect();
    for node in nodes {
        for name in long_attributes(&node) {
            node.remove_attr(&name);
        }
        let Some(text) = node.query(|node| long_text(&node.data)).flatten() else { continue };
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let most = rest.len().min(LONGEST_TEXT);
            let end = (1..=most).rev().find(|&end| rest.is_char_boundary(end)).unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            node.insert_before(&page.tree.new_text(piece));
            rest = after;
        }
        node.remove_from_parent();
    }
}

fn long_text(data: &NodeData) -> Option<String> {
    match data {
        NodeData::Text { contents } if LONGEST_TEXT < contents.len() => Some(contents.to_string()),
        _ => None,
    }
}

fn long_attributes(node: &NodeRef) -> Vec<String> {
    let Some(element) = node.element_ref() else { return vec![] };
    let long = element.attrs.iter().filter(|attribute| LONGEST_ATTRIBUTE < attribute.value.len());
    long.map(|attribute| attribute.name.local.to_string()).collect()
}
