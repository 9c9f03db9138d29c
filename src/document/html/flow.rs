//! The text of elements as a browser shows it: blocks, white space folded, hidden things left out.

use dom_query::{Element, NodeData, NodeRef, TreeNode};

use super::style::{self, Display};
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

/// An element around the place that is being read.
struct Around {
    kind: Kind,
    role: Option<Role>,
    /// Whether its line breaks are shown; `None` where that is as around it.
    keeps_space: Option<bool>,
    is_link: bool,
    sets_apart: bool,
}

/// A block with what its elements tell of it.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub block: Block,
    /// Nearly all of it is links.
    pub linked: bool,
    /// It stands in an aside, a block quotation, or what the page calls a pull quote.
    pub set_apart: bool,
}

/// The blocks of text under a node, in order. Walks without recursion.
pub(super) fn blocks(root: NodeRef) -> Vec<Shown> {
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
        flow.leave();
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
    blocks: Vec<Shown>,
    /// The block that is being filled.
    line: String,
    /// Bytes of it that are links' text.
    linked: usize,
    /// From the outermost node to the one that is being read; `None` for what is no element.
    around: Vec<Option<Around>>,
    /// How many of them are links, set their text apart, are `<q>`.
    links: usize,
    asides: usize,
    quotations: usize,
}

impl Flow {
    /// Begins a node; whether its children are to be read.
    fn enter(&mut self, node: &NodeRef) -> bool {
        if let Some(text) = node.query(text_of).flatten() {
            self.add(&text);
        }
        let around = node.element_ref().map(|element| Around::of(&element));
        let reads = around.as_ref().is_none_or(|around| around.kind != Kind::Unseen);
        if let Some(around) = &around {
            self.begin(around);
        }
        self.around.push(around);
        reads
    }

    fn begin(&mut self, around: &Around) {
        match around.kind {
            Kind::Break => self.line.push('\n'),
            Kind::Cell if !self.line.trim().is_empty() => self.line.push_str(" | "),
            Kind::Quotation => {
                self.line.push_str(["“", "‘"][self.quotations % 2]);
                self.quotations += 1;
            }
            Kind::Block => self.end_block(),
            Kind::Cell | Kind::Inline | Kind::Unseen => {}
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
            Kind::Block => self.end_block(),
            Kind::Quotation => {
                self.quotations -= 1;
                self.line.push_str(["”", "’"][self.quotations % 2]);
            }
            _ => {}
        }
        let ended = self.around.pop().flatten();
        self.asides -= usize::from(ended.is_some_and(|ended| ended.sets_apart));
    }

    /// Adds text, folding white space. Line breaks are kept in the line only where they are shown.
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
                self.blocks.push(Shown { block, linked, set_apart });
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

impl Around {
    fn of(element: &Element) -> Around {
        let name: &str = &element.name.local;
        let attribute =
            |key: &str| element.attrs.iter().find(|attr| &*attr.name.local == key).map(|attr| &*attr.value);
        let styles = element.attrs.iter().filter(|attr| style::is_kept_in(&attr.name.local));
        let style = styles.map(|attr| style::read(&attr.value)).next_back().unwrap_or_default();
        let class = attribute("class").map(folded).unwrap_or_default();
        Around {
            kind: if attribute("hidden").is_some() { Kind::Unseen } else { kind(name, style.display) },
            role: role(name),
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
fn kind(name: &str, display: Option<Display>) -> Kind {
    match (name, display) {
        (_, Some(Display::None)) => Kind::Unseen,
        (name, _) if UNSEEN.contains(&name) => Kind::Unseen,
        ("br", _) => Kind::Break,
        ("q", _) => Kind::Quotation,
        (_, Some(Display::Block)) => Kind::Block,
        (_, Some(Display::Inline)) => Kind::Inline,
        ("td" | "th", _) | (_, Some(Display::Cell)) => Kind::Cell,
        (name, None) if is_block(name) => Kind::Block,
        _ => Kind::Inline,
    }
}

/// Whether an element stands on lines of its own, unless its style says otherwise.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

fn role(name: &str) -> Option<Role> {
    match name {
        "h1" => Some(Role::Title),
        "h2" | "h3" | "h4" | "h5" | "h6" => Some(Role::Heading),
        "li" => Some(Role::ListItem),
        "figcaption" | "caption" => Some(Role::Caption),
        _ => None,
    }
}
