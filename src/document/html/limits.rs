//! Keeps hostile pages from making the parser slow or the tree deep, before either sees them.
//!
//! A tree of 100,000 nested elements costs the parser time in the square of its depth, and recursive code its
//! stack. Formatting that is never closed is opened again by the parser in every element that follows. And it
//! compares each attribute of an element with all before it.

use std::borrow::Cow;

/// Levels of elements that stay. Browsers cut at 512; pages of news use 20 to 60, seldom 100.
const DEEPEST: usize = 128;
/// Formatting elements that the parser may have to open again in all. Real pages stay in the thousands; ten times
/// this takes seconds.
const MOST_REPEATED: usize = 1_000_000;
/// Attributes of one element. Real ones have a few dozen.
const MOST_ATTRIBUTES: usize = 1000;

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "frame", "keygen", "basefont", "bgsound",
];
/// Elements whose content is text whatever it looks like.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];
/// Elements that the parser opens again after misnested tags.
const FORMATTING: &[&str] =
    &["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements that end where the next of their kind begins, with what bounds the search for it.
const IMPLIED: &[(&[&str], &[&str])] = &[
    (
        &["p"],
        &[
            "div",
            "td",
            "th",
            "li",
            "section",
            "article",
            "main",
            "aside",
            "blockquote",
            "table",
            "dd",
            "button",
        ],
    ),
    (&["li"], &["ul", "ol", "menu"]),
    (&["dt", "dd"], &["dl"]),
    (&["td", "th"], &["tr", "table"]),
    (&["tr"], &["table", "thead", "tbody", "tfoot"]),
    (&["thead", "tbody", "tfoot"], &["table"]),
    (&["option", "optgroup"], &["select"]),
];

/// The page without the tags that lie too deep or cost too much; their text stays. And the levels that are left.
pub(super) fn limit(html: &str) -> (Cow<'_, str>, usize) {
    let mut cut = TagFilter::default();
    let limited = without_tags(html, &mut cut);
    if cut.repeated <= MOST_REPEATED {
        return (limited, cut.levels);
    }
    // Formatting means nothing to the text, and a page that piles it up can do without.
    let mut cut = TagFilter { drops_formatting: true, ..TagFilter::default() };
    (without_tags(html, &mut cut), cut.levels)
}

fn without_tags<'a>(html: &'a str, cut: &mut TagFilter) -> Cow<'a, str> {
    let (mut kept, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(open) = memchr::memchr(b'<', &html.as_bytes()[at..]).map(|found| at + found) {
        let Some(tag) = MarkupTag::read(html, open) else {
            at = open + 1;
            continue;
        };
        at = tag.end;
        if !cut.keeps(&tag) {
            kept.push_str(&html[copied..open]);
            // What stood in different elements does not run together; what was only formatted differently does.
            if !FORMATTING.contains(&tag.name.as_str()) {
                kept.push(' ');
            }
            copied = tag.end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[copied..]);
    Cow::Owned(kept)
}

/// A tag, a comment or a declaration.
struct MarkupTag {
    /// In small letters; empty for what is no tag.
    name: String,
    closes: bool,
    end: usize,
    /// Has more attributes than [`MOST_ATTRIBUTES`].
    is_crowded: bool,
}

impl MarkupTag {
    /// What begins with the `<` at `open`; `None` where that is text.
    fn read(html: &str, open: usize) -> Option<MarkupTag> {
        let rest = &html[open + 1..];
        let other = |len: usize| {
            Some(MarkupTag { name: String::new(), closes: false, end: open + 1 + len, is_crowded: false })
        };
        if let Some(comment) = rest.strip_prefix("!--") {
            return other(comment.find("-->").map_or(rest.len(), |len| 3 + len + 3));
        }
        if rest.starts_with(['!', '?']) {
            return other(rest.find('>').map_or(rest.len(), |len| len + 1));
        }
        let closes = rest.starts_with('/');
        let name = &rest[usize::from(closes)..];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let len = name.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(name.len());
        let name = name[..len].to_ascii_lowercase();
        let (len, attributes) = end_of_tag(rest);
        let mut end = open + 1 + len;
        if !closes && RAW.contains(&name.as_str()) {
            end += end_of_raw(&html[end..], &name);
        }
        Some(MarkupTag { name, closes, end, is_crowded: MOST_ATTRIBUTES < attributes })
    }
}

/// The length of a tag's rest, `>` included, and how many attributes it has at most. A `>` in a quoted value does
/// not end it.
fn end_of_tag(rest: &str) -> (usize, usize) {
    let (mut quote, mut before, mut attributes) = (None, b' ', 0);
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return (at + 1, attributes),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, _) => attributes += usize::from(byte.is_ascii_whitespace() || b"/\"'".contains(&byte)),
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    (rest.len(), attributes)
}

/// The length of a raw element's text, up to its closing tag.
fn end_of_raw(text: &str, name: &str) -> usize {
    let is_close = |at: &usize| {
        text.as_bytes()[at + 2..]
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    memchr::memmem::find_iter(text.as_bytes(), "</").find(is_close).unwrap_or(text.len())
}

/// What is open where the scan stands.
#[derive(Default)]
struct TagFilter {
    // Invariant: no longer than DEEPEST.
    open: Vec<String>,
    /// The most that were open at once.
    levels: usize,
    /// Elements opened below the deepest level and not closed yet.
    below: usize,
    formatting: usize,
    /// Formatting elements that the parser opens again, so far.
    repeated: usize,
    drops_formatting: bool,
}

impl TagFilter {
    /// Whether a tag stays in the page.
    fn keeps(&mut self, tag: &MarkupTag) -> bool {
        let name = tag.name.as_str();
        if FORMATTING.contains(&name) {
            let open = if tag.closes { self.formatting.saturating_sub(1) } else { self.formatting + 1 };
            self.formatting = open;
            if self.drops_formatting {
                return false;
            }
        } else if !name.is_empty() {
            self.repeated = self.repeated.saturating_add(self.formatting);
        }
        if tag.is_crowded {
            return false;
        }
        if name.is_empty() || VOID.contains(&name) || (RAW.contains(&name) && !tag.closes) {
            return true;
        }
        if tag.closes { self.close(name) } else { self.open(name) }
    }

    fn open(&mut self, name: &str) -> bool {
        if let Some((kin, bounds)) = IMPLIED.iter().find(|(kin, _)| kin.contains(&name)) {
            let within =
                self.open.iter().rposition(|open| bounds.contains(&open.as_str())).map_or(0, |at| at + 1);
            let ended = self.open[within..].iter().position(|open| kin.contains(&open.as_str()));
            self.open.truncate(ended.map_or(self.open.len(), |at| within + at));
        }
        if DEEPEST <= self.open.len() {
            self.below += 1;
            return false;
        }
        self.open.push(name.to_owned());
        self.levels = self.levels.max(self.open.len());
        true
    }

    fn close(&mut self, name: &str) -> bool {
        if 0 < self.below {
            self.below -= 1;
            return false;
        }
        if let Some(at) = self.open.iter().rposition(|open| open == name) {
            self.open.truncate(at);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stay_as_they_are() {
        let page =
            "<!DOCTYPE html><!-- <div> --><p title='a > b'>1 < 2<p>two<br><script>'<div>'</script></p></p>";
        assert!(matches!(limit(page).0, Cow::Borrowed(_)));
        assert!(matches!(limit(&"<p>one<li>two<tr><td>three".repeat(1000)).0, Cow::Borrowed(_)));
        assert!(matches!(limit(&"<div><b>one</b></div>".repeat(1000)).0, Cow::Borrowed(_)));
    }

    #[test]
    fn deep_tags_go_and_their_text_stays() {
        let page = format!("{}deep{}<p>after", "<div>".repeat(1000), "</div>".repeat(1000));
        let (limited, levels) = limit(&page);
        assert_eq!(levels, DEEPEST);
        assert_eq!(limited.matches("<div>").count(), DEEPEST);
        assert_eq!(limited.matches("</div>").count(), DEEPEST);
        assert!(limited.contains("deep") && limited.ends_with("<p>after"));
    }

    #[test]
    fn formatting_that_is_never_closed_is_dropped() {
        let page: String = (0..2000).map(|n| format!("<div><b id={n}>word</div>")).collect();
        assert_eq!(limit(&page).0, "<div>word</div>".repeat(2000));
        let page = "<div><b>word</b></div>".repeat(2000);
        assert_eq!(limit(&page).0, page);
    }

    #[test]
    fn elements_with_a_thousand_attributes_are_dropped() {
        let attributes: String = (0..2000).map(|n| format!(" a{n}=1")).collect();
        assert_eq!(limit(&format!("<p{attributes}>text</p>")).0, " text</p>");
    }

    #[test]
    fn unfinished_tags() {
        for page in ["<", "</", "<a", "<a b=\"", "<!--", "<script>x", "<é>", "</>", "a<b c='>"] {
            assert_eq!(limit(page).0, page);
        }
    }
}
