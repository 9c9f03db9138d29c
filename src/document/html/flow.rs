//! The text of elements as a browser shows it: blocks, white space folded, hidden things left out.

use dom_query::{NodeData, NodeRef};

use crate::document::{Block, Role};

/// What is shown as nothing, or is no part of the text.
const UNSEEN: &[&str] = &[
    "script", "style", "template", "noscript", "head", "svg", "iframe", "object", "embed", "video", "audio",
    "canvas", "select", "datalist", "textarea", "progress", "meter", "map",
];
/// What stands on lines of its own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// What an element is to its text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unseen,
    Break,
    Cell,
    Quotation,
    Block,
    Inline,
}

/// The blocks of text under a node, in order. Walks without recursion.
pub fn blocks(root: NodeRef) -> Vec<Block> {
    let mut flow = Flow::default();
    let mut next = Some(root);
    while let Some(node) = next {
        next = match flow.enter(&node).then(|| node.first_child()).flatten() {
            Some(child) => Some(child),
            None => following(&mut flow, node, &root),
        };
    }
    flow.end_block();
    flow.blocks
}

/// The node after `node` and all that is in it, leaving the elements that end there; `None` at the end of `root`.
fn following<'a>(flow: &mut Flow, node: NodeRef<'a>, root: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut node = node;
    loop {
        flow.leave(&node);
        if node.id == root.id {
            return None;
        }
        if let Some(sibling) = node.next_sibling() {
            return Some(sibling);
        }
        node = node.parent()?;
    }
}

/// The text so far.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    /// The block that is being filled.
    line: String,
    /// The roles of the elements around, outermost first; the innermost one counts.
    roles: Vec<Role>,
    /// Elements around that keep white space.
    preformatted: usize,
    quotations: usize,
}

impl Flow {
    /// Whether the node's children are to be read.
    fn enter(&mut self, node: &NodeRef) -> bool {
        if let Some(text) = node.query(text_of).flatten() {
            self.add(&text);
            return false;
        }
        match kind(node) {
            Kind::Unseen => return false,
            Kind::Break => self.line.push('\n'),
            Kind::Cell if !self.line.trim().is_empty() => self.line.push_str(" | "),
            Kind::Quotation => {
                self.line.push_str(["“", "‘"][self.quotations % 2]);
                self.quotations += 1;
            }
            Kind::Block => self.end_block(),
            Kind::Cell | Kind::Inline => {}
        }
        self.roles.extend(role(node));
        self.preformatted += usize::from(keeps_space(node));
        true
    }

    fn leave(&mut self, node: &NodeRef) {
        if !node.is_element() || kind(node) == Kind::Unseen {
            return;
        }
        match kind(node) {
            Kind::Block => self.end_block(),
            Kind::Quotation => {
                self.quotations -= 1;
                self.line.push_str(["”", "’"][self.quotations % 2]);
            }
            _ => {}
        }
        if role(node).is_some() {
            self.roles.pop();
        }
        self.preformatted -= usize::from(keeps_space(node));
    }

    /// Adds text, folding white space. Line breaks are kept in the line only where they are shown.
    fn add(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                // A hint where a word may be broken; within it, it would make two words of one.
                '\u{ad}' => {}
                '\n' if 0 < self.preformatted => self.line.push('\n'),
                c if c.is_whitespace() || c == '\0' => {
                    if !self.line.ends_with([' ', '\n']) {
                        self.line.push(' ');
                    }
                }
                c => self.line.push(c),
            }
        }
    }

    /// Ends the block: one for each run of lines between empty ones.
    fn end_block(&mut self) {
        let role = self.roles.last().copied().unwrap_or_default();
        let lines = std::mem::take(&mut self.line);
        let mut text = String::new();
        for line in lines.split('\n').map(str::trim).chain([""]) {
            if !line.is_empty() {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(line);
            } else if !text.is_empty() {
                self.blocks.push(Block { role, text: std::mem::take(&mut text) });
            }
        }
    }
}

fn text_of(node: &dom_query::TreeNode) -> Option<String> {
    match &node.data {
        NodeData::Text { contents } => Some(contents.to_string()),
        _ => None,
    }
}

fn kind(node: &NodeRef) -> Kind {
    // The document itself, comments: nothing of their own.
    let Some(name) = node.qual_name_ref() else { return Kind::Inline };
    match &*name.local {
        "br" => Kind::Break,
        "td" | "th" => Kind::Cell,
        "q" => Kind::Quotation,
        name if UNSEEN.contains(&name) => Kind::Unseen,
        _ if is_hidden(node) => Kind::Unseen,
        name if BLOCKS.contains(&name) => Kind::Block,
        _ => Kind::Inline,
    }
}

fn is_hidden(node: &NodeRef) -> bool {
    let style = style(node);
    node.has_attr("hidden") || style.contains("display:none") || style.contains("visibility:hidden")
}

fn keeps_space(node: &NodeRef) -> bool {
    let style = style(node);
    node.has_name("pre") || style.contains("white-space:pre") || style.contains("white-space:break-spaces")
}

/// The element's own style, in small letters without blanks.
fn style(node: &NodeRef) -> String {
    let style = node.attr("style").unwrap_or_default();
    style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect()
}

fn role(node: &NodeRef) -> Option<Role> {
    let name = node.qual_name_ref()?;
    match &*name.local {
        "h1" => Some(Role::Title),
        "h2" | "h3" | "h4" | "h5" | "h6" => Some(Role::Heading),
        "li" => Some(Role::ListItem),
        "figcaption" | "caption" => Some(Role::Caption),
        _ => None,
    }
}
