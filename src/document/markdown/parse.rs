//! Parses Markdown into blocks and pieces of HTML.
//!
//! CommonMark with tables, footnotes, struck-out words and tasks, as pulldown-cmark reads it in time linear in the text.
//! Two readings differ from CommonMark, because prose would lose words or become a heading: a year at the start of a
//! line is no number of a list, and a line of dashes under several lines makes no heading of them.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::document::html::parse;
use crate::document::parsed::MarkdownPart;
use crate::document::parts::{Block, Role};

/// Parses a Markdown text without its front matter.
pub(crate) fn parts(source: &str) -> Vec<MarkdownPart> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut reader = MarkdownBlockReader { source, ..MarkdownBlockReader::default() };
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        reader.read(event, range);
    }
    reader.end_block();
    reader.parts
}

/// Digits of the longest number that counts an item. A longer one is a year: "1921. That was the year".
const ITEM_DIGITS: usize = 3;

#[derive(Default)]
struct MarkdownBlockReader<'a> {
    source: &'a str,
    parts: Vec<MarkdownPart>,
    /// The text of the block that is being read.
    text: String,
    /// The role of the heading that is being read.
    heading: Option<Role>,
    /// What stands before the next text: a year that CommonMark takes for the number of an item.
    number: String,
    /// The roles of the items around, the innermost last.
    items: Vec<Role>,
    /// How many block quotations are around.
    block_quotes: usize,
    /// How many images are around: their descriptions are shown only where they are not.
    images: usize,
    /// How many `<q>` are around.
    quotations: usize,
    has_title: bool,
    /// The source of the HTML block that is being read.
    html: Option<String>,
}

impl MarkdownBlockReader<'_> {
    fn read(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.begin(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::Code(text) => self.add(&text),
            Event::Html(source) => match &mut self.html {
                Some(html) => html.push_str(&source),
                None => self.add(&source),
            },
            Event::InlineHtml(tag) => self.inline_tag(&tag),
            Event::SoftBreak => self.add(" "),
            Event::HardBreak => self.add("\n"),
            Event::Rule => self.end_block(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            Event::InlineMath(text) | Event::DisplayMath(text) => self.add(&text),
        }
    }

    fn begin(&mut self, tag: &Tag, range: Range<usize>) {
        match tag {
            Tag::Image { .. } => self.images += 1,
            Tag::Strikethrough => self.add(self.single_tilde(range)),
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } => {}
            Tag::TableCell if !self.text.trim().is_empty() => self.add(" | "),
            Tag::TableCell => {}
            Tag::HtmlBlock => {
                self.end_block();
                self.html = Some(String::new());
            }
            Tag::Heading { level, .. } => {
                self.end_block();
                self.heading = Some(self.heading_role(*level as usize, &self.source[range]));
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.block_quotes += 1;
            }
            Tag::Item => {
                self.end_block();
                let words = number_in_words(&self.source[range]);
                self.items.push(if words.is_empty() { Role::ListItem } else { Role::Paragraph });
                words.clone_into(&mut self.number);
            }
            _ => self.end_block(),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Image => self.images -= 1,
            TagEnd::Strikethrough => self.add(self.single_tilde(range)),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::TableCell => {}
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                self.parts.push(MarkdownPart::Html(parse::fragment(&html)));
            }
            TagEnd::Heading(_) => {
                self.end_block();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.block_quotes -= 1;
            }
            TagEnd::Item => {
                self.end_block();
                self.text = std::mem::take(&mut self.number);
                self.end_block();
                self.items.pop();
            }
            _ => self.end_block(),
        }
    }

    fn add(&mut self, text: &str) {
        if self.images == 0 {
            self.text.push_str(text);
        }
    }

    /// Only the first heading of the first level is the title. What is underlined and has several lines is prose above
    /// a rule.
    fn heading_role(&mut self, level: usize, source: &str) -> Role {
        let is_underlined = !source.trim_start().starts_with('#');
        if is_underlined && 2 < source.trim().lines().count() {
            return Role::Paragraph;
        }
        if level == 1 && !self.has_title {
            self.has_title = true;
            return Role::Title;
        }
        Role::Heading
    }

    /// Two tildes strike words out; one before a number means "about", and stays.
    fn single_tilde(&self, range: Range<usize>) -> &'static str {
        let source = &self.source[range];
        if source.starts_with('~') && !source.starts_with("~~") { "~" } else { "" }
    }

    /// A tag within a paragraph. What is no element is a word in angle brackets, such as `<inaudible>` in a transcript.
    fn inline_tag(&mut self, tag: &str) {
        let inside = tag.trim_start_matches('<').trim_start_matches('/');
        let name =
            inside.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
        match name.as_str() {
            "" => {}
            "br" => self.add("\n"),
            "q" if tag.starts_with("</") => {
                self.quotations = self.quotations.saturating_sub(1);
                self.add(["”", "’"][self.quotations % 2]);
            }
            "q" => {
                self.add(["“", "‘"][self.quotations % 2]);
                self.quotations += 1;
            }
            name if INLINE_ELEMENTS.contains(&name) => {}
            _ => self.add(tag),
        }
    }

    /// Ends the block: one for each run of lines between empty ones.
    fn end_block(&mut self) {
        if self.text.trim().is_empty() {
            return self.text.clear();
        }
        let text = std::mem::take(&mut self.number) + &std::mem::take(&mut self.text);
        let around = if self.block_quotes == 0 { Role::Paragraph } else { Role::BlockQuote };
        let role = self.heading.or(self.items.last().copied()).unwrap_or(around);
        let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
        let runs = lines.split(|line| line.is_empty()).filter(|run| !run.is_empty());
        self.parts.extend(runs.map(|run| MarkdownPart::Block(Block { role, text: run.join("\n") })));
    }
}

/// Elements that stand within a line. Their tags are left out, their text stays.
const INLINE_ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "center", "cite", "code", "data", "del",
    "dfn", "div", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "p", "picture", "rp",
    "rt", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
];

/// The number before an item, where it is too long to count items; else nothing.
fn number_in_words(item: &str) -> &str {
    let digits = item.len() - item.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits <= ITEM_DIGITS {
        return "";
    }
    // With the full stop or bracket, and the blank after it.
    item.get(..digits + 2).unwrap_or(item)
}
