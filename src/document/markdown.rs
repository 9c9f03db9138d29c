//! Markdown as blocks: headings, items, rows, quotations and paragraphs, without their marks.
//!
//! CommonMark with tables, footnotes, struck-out words and tasks, as pulldown-cmark reads it in time linear in the text.
//! Two readings differ from CommonMark, because prose would lose words or become a heading: a year at the start of a
//! line is no number of a list, and a line of dashes under several lines makes no heading of them.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::byline;
#[cfg(feature = "html")]
use super::html;
use super::layout;
use super::parts::{Block, Meta, Role};
use crate::lang;

/// The blocks of a Markdown text, and what its front matter says.
pub fn read_markdown(text: &str) -> (Vec<Block>, Meta) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut meta, body) = front_matter(&text);
    let mut blocks = read_blocks(body);
    let language = lang::of(meta.lang.as_deref());
    layout::refine(&mut blocks, language);
    let title = blocks.iter().find(|block| block.role == Role::Title).map(|block| block.text.clone());
    let bylines: Vec<byline::Byline> = blocks
        .iter()
        .filter(|block| block.role == Role::Byline)
        .filter_map(|block| byline::read(&block.text, language))
        .collect();
    meta = meta.or(Meta {
        title,
        byline: bylines.iter().find_map(|by| by.names.clone()),
        published: bylines.iter().find_map(|by| by.published),
        ..Meta::default()
    });
    (blocks, meta)
}

/// The `key: value` lines between two lines of `---` at the very start, and the rest.
fn front_matter(text: &str) -> (Meta, &str) {
    let none = (Meta::default(), text);
    let Some(rest) = text.trim_start_matches('\u{feff}').strip_prefix("---\n") else { return none };
    let Some((head, body)) =
        rest.split_once("\n---\n").or_else(|| rest.strip_suffix("\n---").map(|head| (head, "")))
    else {
        return none;
    };
    let value = |names: &[&str]| {
        let fields = head.lines().filter_map(|line| line.split_once(':'));
        let found = fields.filter(|(key, _)| names.contains(&key.trim().to_ascii_lowercase().as_str()));
        found.map(|(_, value)| plain_value(value.trim())).find(|value| !value.is_empty())
    };
    let lang = value(&["lang", "language"]);
    let language = lang::of(lang.as_deref());
    let meta = Meta {
        title: value(&["title", "headline"]),
        byline: value(&["author", "authors", "byline"]),
        published: value(&["published", "date"])
            .and_then(|day| byline::find_date(&day, language).map(|found| found.0)),
        publisher: value(&["publisher"]),
        lang,
        url: value(&["url", "source", "link", "permalink"]),
        reader_lang: None,
        times: vec![],
    };
    (meta, body)
}

/// A value of YAML without its quotation marks. What stands between double ones is written as in JSON.
fn plain_value(value: &str) -> String {
    if let Ok(text) = serde_json::from_str(value) {
        return text;
    }
    match value.strip_prefix('\'').and_then(|value| value.strip_suffix('\'')) {
        Some(inside) => inside.replace("''", "'"),
        None => value.trim_matches(['"', '\'']).to_owned(),
    }
}

fn read_blocks(source: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut reader = MarkdownBlockReader { source, ..MarkdownBlockReader::default() };
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        reader.read(event, range);
    }
    reader.end_block();
    reader.blocks
}

/// Digits of the longest number that counts an item. A longer one is a year: "1921. That was the year".
const ITEM_DIGITS: usize = 3;

#[derive(Default)]
struct MarkdownBlockReader<'a> {
    source: &'a str,
    blocks: Vec<Block>,
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
                self.blocks.extend(blocks_of_html(html));
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
        self.blocks.extend(runs.map(|run| Block { role, text: run.join("\n") }));
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

#[cfg(feature = "html")]
fn blocks_of_html(source: String) -> Vec<Block> {
    let mut blocks = html::read_fragment(&source);
    // A page's own title does not stand in a note.
    for block in blocks.iter_mut().filter(|block| block.role == Role::Title) {
        block.role = Role::Heading;
    }
    blocks
}

/// Without a reader of HTML its source stays in the text.
#[cfg(not(feature = "html"))]
fn blocks_of_html(source: String) -> Vec<Block> {
    let text = source.trim().to_owned();
    if text.is_empty() { vec![] } else { vec![Block { role: Role::Paragraph, text }] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (blocks, meta) = read_markdown(text);
        let mut lines: Vec<String> =
            blocks.iter().map(|block| format!("{:?}: {}", block.role, block.text)).collect();
        let known = [meta.title, meta.byline, meta.published.map(|day| day.to_string()), meta.url];
        let known: Vec<String> = known.into_iter().flatten().collect();
        if !known.is_empty() {
            lines.push(format!("= {}", known.join(" / ")));
        }
        let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.join("\n"), expected.join("\n"));
    }

    #[test]
    fn an_article() {
        check(
            "---\ntitle: \"Night ferries stop\"\nauthor: Ana Ruiz\ndate: 2023-03-04\nurl: https://example.org/a\n---\n\
             # Night ferries *stop*\n\n\
             The last ferry left [Westhaven](https://example.org/w_(town)) on Sunday,\nthe office said.\n\n\
             ## What next?\n\n> “Nobody **asked** us,” she said.\n\n- Bread\n- Salt and\n  tea\n\n\
             ![A quay](quay.jpg)\n\n***\n\nThe end, he said.\n",
            "Title: Night ferries stop
             Paragraph: The last ferry left Westhaven on Sunday, the office said.
             Heading: What next?
             BlockQuote: “Nobody asked us,” she said.
             ListItem: Bread
             ListItem: Salt and tea
             Paragraph: The end, he said.
             = Night ferries stop / Ana Ruiz / 2023-03-04 / https://example.org/a",
        );
    }

    #[test]
    fn underlined_headings_and_code() {
        check(
            "Storm closes the pass\n=====\n\nIt fell all night.\n\nLater\n---\n\n```\nlet a_b = *c;\n```\nIt `stopped`.",
            "Title: Storm closes the pass
             Paragraph: It fell all night.
             Heading: Later
             Paragraph: let a_b = *c;
             Paragraph: It stopped.
             = Storm closes the pass",
        );
    }

    #[test]
    fn signs_that_are_no_marks() {
        for text in [
            "5 * 3 * 2",
            "snake_case_name",
            "a [sic] (so) it",
            "1921. That was the year",
            "C# and 2**",
            "f](x",
            "a \\ b",
        ] {
            check(text, &format!("Paragraph: {text}"));
        }
        check(r"\*not\* so", "Paragraph: *not* so");
        check("_“Yes,”_ she ***said***", "Paragraph: “Yes,” she said");
        check("~5 or ~6", "Paragraph: ~5 or ~6");
        check("a ~few~ ~~many~~", "Paragraph: a ~few~ many");
    }

    #[test]
    fn quotations_keep_each_character() {
        for (text, expected) in [
            ("“*No*,” she said", "“No,” she said"),
            ("“N&amp;M&nbsp;paid &lt;5 %,” he said", "“N&M\u{a0}paid <5 %,” he said"),
            ("“We [never][1] paid,” he said.\n\n[1]: https://example.org", "“We never paid,” he said."),
            ("“We [sic] paid,” he said", "“We [sic] paid,” he said"),
            ("“We <inaudible> paid <b>them</b>,” he said", "“We <inaudible> paid them,” he said"),
            ("<q>We <q>paid</q> them</q>, he said", "“We ‘paid’ them”, he said"),
            ("“No.”[^1] She left.[^2]\n\n[^1]: By telephone.", "“No.” She left.[^2]|By telephone."),
            ("“Roses  \nare red\\\nhere<br>now,” he said", "“Roses\nare red\nhere\nnow,” he said"),
            ("``No'' is `a & b`", "``No'' is a & b"),
            ("see <https://example.org/a>", "see https://example.org/a"),
        ] {
            let blocks = read_markdown(text).0;
            let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
            assert_eq!(texts.join("|"), expected);
        }
    }

    #[test]
    fn lists_tables_and_pieces_of_pages() {
        check(
            "1. Bread\n   - Rye\n\n   It rose.\n2. [x] Salt\n\n1921. That was the year.\n\n\
             | Who | Said |\n|---|---|\n| Ana | “No\\|never” |\n",
            "ListItem: Bread
             ListItem: Rye
             ListItem: It rose.
             ListItem: Salt
             Paragraph: 1921. That was the year.
             Paragraph: Who | Said
             Paragraph: Ana | “No|never”",
        );
        check(
            "It fell\nall night\n---\n\n    “No,”\n    she said.\n\n    Later.\n",
            "Paragraph: It fell all night
             Paragraph: “No,”\nshe said.
             Paragraph: Later.",
        );
    }

    #[cfg(feature = "html")]
    #[test]
    fn pieces_of_pages_are_read_as_pages() {
        check(
            "One.\n\n<figure><img src=a.jpg><figcaption>A quay</figcaption></figure>\n\n<script>\nx()\n\n</script>\n\n\
             <!-- no -->\n\n<div>\n\n“*No*,” she said.\n\n</div>",
            "Paragraph: One.
             Caption: A quay
             Paragraph: “No,” she said.",
        );
    }

    #[test]
    fn values_of_front_matter_are_strings_of_yaml() {
        check(
            "---\ntitle: \"“No” \\u003cb\\u003e \\\"x\\\"\"\nauthor: 'Ana O''Hara'\n---\nOne.",
            "Paragraph: One.
             = “No” <b> \"x\" / Ana O'Hara",
        );
    }

    #[test]
    fn front_matter_that_never_ends_is_text() {
        check("---\ntitle: x\n", "Paragraph: title: x");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "([-#>*_`!\\[\\]()~=1.:\\\\ \n\r\0]|\\PC){0,120}") {
            for block in read_markdown(&text).0 {
                proptest::prop_assert!(!block.text.trim().is_empty());
            }
        }
    }
}
