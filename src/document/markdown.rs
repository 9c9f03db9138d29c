//! Markdown as blocks: headings, items, rows, quotations and paragraphs, without their marks.

use super::byline;
use super::html;
use super::layout;
use super::parsed::MarkdownPart;
use super::parts::{Block, Meta, Role};
use crate::lang;

#[cfg(feature = "html")]
pub(super) mod parse;

/// The blocks of a Markdown text, and what its front matter says.
#[cfg(feature = "html")]
pub fn read_markdown(text: &str) -> (Vec<Block>, Meta) {
    let text = with_usual_line_ends(text);
    let (meta, body) = front_matter(&text);
    lay_out_markdown(parse::parts(body), meta)
}

/// The text with the line ends that its parser knows.
pub(crate) fn with_usual_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The blocks of a Markdown text that was parsed, and what they and its front matter say.
pub(crate) fn lay_out_markdown(parts: Vec<MarkdownPart>, mut meta: Meta) -> (Vec<Block>, Meta) {
    let mut blocks: Vec<Block> = parts.into_iter().flat_map(blocks_of).collect();
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
pub(crate) fn front_matter(text: &str) -> (Meta, &str) {
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

fn blocks_of(part: MarkdownPart) -> Vec<Block> {
    let shown = match part {
        MarkdownPart::Block(block) => return vec![block],
        MarkdownPart::Html(shown) => shown,
    };
    let mut blocks = html::lay_out_fragment(shown);
    // A page's own title does not stand in a note.
    for block in blocks.iter_mut().filter(|block| block.role == Role::Title) {
        block.role = Role::Heading;
    }
    blocks
}

#[cfg(all(test, feature = "html"))]
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
