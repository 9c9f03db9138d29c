//! Markdown as blocks: headings, lists, quotations and paragraphs, without their marks.
//!
//! Enough of CommonMark for notes and saved articles: front matter, both kinds of headings, lists, block
//! quotations, fenced code, links, images, emphasis. What is not understood stays in the text.

use super::byline;
use super::layout;
use super::parts::{Block, Meta, Role};
use crate::lang;

/// The blocks of a Markdown text, and what its front matter says.
pub fn read_markdown(text: &str) -> (Vec<Block>, Meta) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut meta, body) = front_matter(&text);
    let mut reader = MarkdownReader::default();
    for line in body.lines() {
        reader.line(line);
    }
    reader.end();
    let mut blocks = reader.blocks;
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
        found
            .map(|(_, value)| value.trim().trim_matches(['"', '\'']))
            .find(|value| !value.is_empty())
            .map(str::to_owned)
    };
    let lang = value(&["lang", "language"]);
    let language = lang::of(lang.as_deref());
    let meta = Meta {
        title: value(&["title", "headline"]),
        byline: value(&["author", "authors", "byline"]),
        published: value(&["published", "date"])
            .and_then(|day| byline::find_date(&day, language).map(|found| found.0)),
        lang,
        url: value(&["url", "source", "link", "permalink"]),
    };
    (meta, body)
}

/// Emphasis within emphasis: two levels are common, a few more are possible.
const DEEPEST_EMPHASIS: usize = 8;

#[derive(Default)]
struct MarkdownReader {
    blocks: Vec<Block>,
    /// The lines of the block that is being read, and its role.
    lines: Vec<String>,
    role: Role,
    /// Within a fence of this mark.
    fence: Option<&'static str>,
}

impl MarkdownReader {
    fn line(&mut self, raw: &str) {
        let line = raw.trim();
        let mark = ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark));
        if let (Some(mark), None) = (mark, self.fence) {
            self.end();
            self.fence = Some(mark);
        } else if self.fence.is_some() {
            if mark == self.fence {
                self.end();
                self.fence = None;
            } else {
                self.lines.push(line.to_owned());
            }
        } else {
            self.text(line.trim_start_matches(['>', ' ']));
        }
    }

    /// A line outside code, without the marks of block quotations.
    fn text(&mut self, line: &str) {
        if line.is_empty() {
            return self.end();
        }
        if is_definition(line) {
            return;
        }
        if is_rule(line) {
            return self.underline(line);
        }
        if let Some((level, text)) = heading(line) {
            self.end();
            self.blocks
                .extend(block(if level == 1 { self.first_title() } else { Role::Heading }, &inline(text)));
            return;
        }
        if let Some(item) = item(line) {
            self.end();
            self.role = Role::ListItem;
            self.lines.push(item.to_owned());
            return;
        }
        self.lines.push(line.to_owned());
    }

    /// A line of `=` or `-` makes the line above a heading; alone it is a rule.
    fn underline(&mut self, line: &str) {
        if let ([text], Role::Paragraph) = (self.lines.as_slice(), self.role) {
            let role = if line.starts_with('=') { self.first_title() } else { Role::Heading };
            self.blocks.extend(block(role, &inline(text)));
            self.lines.clear();
        }
        self.end();
    }

    /// Only the first heading of the first level is the title.
    fn first_title(&self) -> Role {
        if self.blocks.iter().any(|block| block.role == Role::Title) { Role::Heading } else { Role::Title }
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.lines).join(" ");
        let role = std::mem::take(&mut self.role);
        self.blocks.extend(block(role, &if self.fence.is_some() { text } else { inline(&text) }));
    }
}

fn block(role: Role, text: &str) -> Option<Block> {
    let text = text.trim();
    (!text.is_empty()).then(|| Block { role, text: text.to_owned() })
}

/// `[1]: https://example.org`.
fn is_definition(line: &str) -> bool {
    line.starts_with('[') && line.split_once("]: ").is_some_and(|(name, _)| !name.contains(' '))
}

fn is_rule(line: &str) -> bool {
    let marks: String = line.split_whitespace().collect();
    ["=", "-", "*", "_"].iter().any(|mark| 3 <= marks.len() && marks.chars().all(|c| mark.starts_with(c)))
}

/// The level and text of `## Heading ##`.
fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let fits = (1..=6).contains(&level) && text.starts_with(' ');
    fits.then(|| (level, text.trim().trim_end_matches('#').trim_end()))
}

fn item(line: &str) -> Option<&str> {
    if let Some(text) = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return Some(text);
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let text = line[digits..].strip_prefix(". ").or_else(|| line[digits..].strip_prefix(") "))?;
    // "1921. That was the year" is a sentence.
    (1..=3).contains(&digits).then_some(text)
}

/// A line's text without the marks of links, images, code and emphasis.
fn inline(text: &str) -> String {
    let text = without_links(text);
    let (mut plain, mut open) = (String::new(), vec![]);
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let run = rest.len() - rest.trim_start_matches(c).len();
        let after = &rest[run..];
        // A sign after a backslash is itself.
        if c == '\\' && after.starts_with(|c: char| c.is_ascii_punctuation()) {
            plain.push_str(&rest[1..run + 1]);
            rest = &rest[run + 1..];
            continue;
        }
        if matches!(c, '*' | '_' | '`') && run <= 3 && is_mark(c, &plain, after, &mut open, &rest[..run]) {
            rest = after;
            continue;
        }
        let len = if matches!(c, '*' | '_' | '`') { run } else { c.len_utf8() };
        plain.push_str(&rest[..len]);
        rest = &rest[len..];
    }
    plain
}

/// Whether a run of marks opens or closes emphasis or code, rather than being a sign of its own (`5 * 3`, `a_b`).
fn is_mark<'a>(c: char, before: &str, after: &str, open: &mut Vec<&'a str>, run: &'a str) -> bool {
    let letter_before = before.ends_with(char::is_alphanumeric);
    let letter_after = after.starts_with(char::is_alphanumeric);
    if let Some(at) = open.iter().rposition(|opened| *opened == run)
        && !before.ends_with(char::is_whitespace)
        && !(c == '_' && letter_after)
    {
        open.truncate(at);
        return true;
    }
    let opens = open.len() < DEEPEST_EMPHASIS
        && after.starts_with(|c: char| !c.is_whitespace())
        && !(c == '_' && letter_before)
        && after.contains(run);
    if opens {
        open.push(run);
    }
    opens
}

/// Links and images are recognised by `](`, which text hardly has.
fn without_links(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let Some(end) = end_of_target(&rest[middle + 2..]) else { break };
        let after = &rest[middle + 2 + end..];
        let (before, label) = match rest[..middle].rfind('[') {
            Some(open) => (&rest[..open], &rest[open + 1..middle]),
            None => (&rest[..middle + 1], ""),
        };
        // A picture's description is shown only where the picture is not.
        match before.strip_suffix('!') {
            Some(before) => plain.push_str(before),
            None => {
                plain.push_str(before);
                plain.push_str(label);
            }
        }
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// The length of a link's target, closing bracket included; brackets in it are balanced.
fn end_of_target(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at + 1),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
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
             Paragraph: “Nobody asked us,” she said.
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
            assert_eq!(inline(text), text);
            check(text, &format!("Paragraph: {text}"));
        }
        assert_eq!(inline(r"\*not\* so"), "*not* so");
        assert_eq!(inline("_“Yes,”_ she ***said***"), "“Yes,” she said");
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
