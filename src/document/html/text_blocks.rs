//! The text of elements as a browser shows it: blocks, white space folded, hidden things left out.

use dom_query::{Element, NodeData, NodeRef, TreeNode};

use super::elements;
use super::style::{self, Display};
use crate::document::parsed::ShownBlock;
use crate::document::parts::{Block, Role};

/// What an element is to its text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ElementKind {
    Unseen,
    Break,
    Cell,
    Quotation,
    Block,
    Inline,
}

/// An element around the place that is being read.
struct OpenElement {
    kind: ElementKind,
    role: Option<Role>,
    /// Whether its line breaks are shown; `None` where that is as around it.
    keeps_space: Option<bool>,
    is_link: bool,
    sets_apart: bool,
}

/// The blocks of text under a node, in order. Walks without recursion.
pub(super) fn blocks(root: NodeRef) -> Vec<ShownBlock> {
    let mut builder = BlockBuilder::default();
    let mut next = Some(root);
    while let Some(node) = next {
        next = match builder.enter(&node).then(|| node.first_child()).flatten() {
            Some(child) => Some(child),
            None => following(&mut builder, node, &root),
        };
    }
    builder.end_block();
    builder.blocks
}

/// The node after `node` and all that is in it, leaving the elements that end there; `None` at the end of `root`.
fn following<'a>(builder: &mut BlockBuilder, node: NodeRef<'a>, root: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut node = node;
    loop {
        builder.leave();
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
struct BlockBuilder {
    blocks: Vec<ShownBlock>,
    /// The block that is being filled.
    line: String,
    /// Bytes of it that are links' text.
    linked: usize,
    /// From the outermost node to the one that is being read; `None` for what is no element.
    around: Vec<Option<OpenElement>>,
    /// How many of them are links, set their text apart, are `<q>`.
    links: usize,
    asides: usize,
    quotations: usize,
}

impl BlockBuilder {
    /// Begins a node; whether its children are to be read.
    fn enter(&mut self, node: &NodeRef) -> bool {
        if let Some(text) = node.query(text_of).flatten() {
            self.add(&text);
        }
        let around = node.element_ref().map(|element| OpenElement::of(&element));
        let reads = around.as_ref().is_none_or(|around| around.kind != ElementKind::Unseen);
        if let Some(around) = &around {
            self.begin(around);
        }
        self.around.push(around);
        reads
    }

    fn begin(&mut self, around: &OpenElement) {
        match around.kind {
            ElementKind::Break => self.line.push('\n'),
            ElementKind::Cell if !self.line.trim().is_empty() => self.line.push_str(" | "),
            ElementKind::Quotation => {
                self.line.push_str(["“", "‘"][self.quotations % 2]);
                self.quotations += 1;
            }
            ElementKind::Block => self.end_block(),
            ElementKind::Cell | ElementKind::Inline | ElementKind::Unseen => {}
        }
        self.links += usize::from(around.is_link);
        self.asides += usize::from(around.sets_apart);
    }

    /// Ends the innermost node.
    fn leave(&mut self) {
        let Some(Some(around)) = self.around.last() else {
            self.around.pop();
            return;
        };
        let kind = around.kind;
        self.links -= usize::from(around.is_link);
        match kind {
            ElementKind::Block => self.end_block(),
            ElementKind::Quotation => {
                self.quotations -= 1;
                self.line.push_str(["”", "’"][self.quotations % 2]);
            }
            _ => {}
        }
        let ended = self.around.pop().flatten();
        self.asides -= usize::from(ended.is_some_and(|ended| ended.sets_apart));
    }

    /// Adds text, folding white space. Line breaks stay in the line only where they are shown.
    fn add(&mut self, text: &str) {
        let before = self.line.len();
        let preformatted =
            self.around.iter().rev().flatten().find_map(|around| around.keeps_space).unwrap_or(false);
        for c in text.chars() {
            match c {
                // A hint where a word may be broken; within it, it would make two words of one.
                '\u{ad}' => {}
                '\n' if preformatted => self.line.push('\n'),
                c if c.is_whitespace() || c == '\0' => {
                    if !self.line.ends_with([' ', '\n']) {
                        self.line.push(' ');
                    }
                }
                c => self.line.push(c),
            }
        }
        if 0 < self.links {
            self.linked += self.line.len() - before;
        }
    }

    /// Ends the block: one for each run of lines between empty ones.
    fn end_block(&mut self) {
        if self.line.is_empty() {
            return;
        }
        let role = self.around.iter().rev().flatten().find_map(|around| around.role).unwrap_or_default();
        let lines = std::mem::take(&mut self.line);
        let linked = lines.trim().len() * 4 < std::mem::take(&mut self.linked) * 5;
        let set_apart = 0 < self.asides;
        let mut text = String::new();
        for line in lines.split('\n').map(str::trim).chain([""]) {
            if !line.is_empty() {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(line);
            } else if !text.is_empty() {
                let block = Block { role, text: std::mem::take(&mut text) };
                self.blocks.push(ShownBlock { block, linked, set_apart });
            }
        }
    }
}

fn text_of(node: &TreeNode) -> Option<String> {
    match &node.data {
        NodeData::Text { contents } => Some(contents.to_string()),
        _ => None,
    }
}

impl OpenElement {
    fn of(element: &Element) -> OpenElement {
        let name: &str = &element.name.local;
        let attribute =
            |key: &str| element.attrs.iter().find(|attr| &*attr.name.local == key).map(|attr| &*attr.value);
        let styles = element.attrs.iter().filter(|attr| style::holds_style(&attr.name.local));
        let style = styles.map(|attr| style::read(&attr.value)).next_back().unwrap_or_default();
        let class = attribute("class").map(folded).unwrap_or_default();
        // A headline for screen readers alone is the article's all the same.
        let is_spoken = || {
            attribute("class").is_some_and(elements::is_for_screen_readers)
                && !matches!(name, "h1" | "html" | "body")
        };
        let is_unseen = attribute("hidden").is_some() || is_spoken();
        OpenElement {
            kind: if is_unseen { ElementKind::Unseen } else { kind(name, style.display) },
            role: elements::role(name),
            keeps_space: style.keeps_space.or((name == "pre").then_some(true)),
            is_link: name == "a",
            sets_apart: matches!(name, "aside" | "blockquote")
                || class.contains("pull")
                || class.contains("quote"),
        }
    }
}

/// In small letters, without blanks.
fn folded(value: &str) -> String {
    value.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect()
}

/// What an element is by its name, and by what its style says of it.
fn kind(name: &str, display: Option<Display>) -> ElementKind {
    match (name, display) {
        (_, Some(Display::None)) => ElementKind::Unseen,
        (name, _) if elements::is_unseen(name) => ElementKind::Unseen,
        ("br", _) => ElementKind::Break,
        ("q", _) => ElementKind::Quotation,
        (_, Some(Display::Block)) => ElementKind::Block,
        (_, Some(Display::Inline)) => ElementKind::Inline,
        ("td" | "th", _) | (_, Some(Display::Cell)) => ElementKind::Cell,
        (name, None) if elements::is_block(name) => ElementKind::Block,
        _ => ElementKind::Inline,
    }
}
