//! Cuts long pieces of text and drops long attributes, for the writer of HTML in the article finder.
//!
//! It looks for the next `<` through the rest of a text at each `&`: a text of 50,000 `&` would take seconds.

use dom_query::{Document, NodeData, NodeRef};

/// Bytes of a piece of text: paragraphs have some hundreds, so that nearly all stay whole.
const LONGEST_TEXT: usize = 4_096;
/// Bytes of an attribute. Longer ones hold pictures and programs, which nobody reads here.
const LONGEST_ATTRIBUTE: usize = 4_096;

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
