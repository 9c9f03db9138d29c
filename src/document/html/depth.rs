//! Keeps hostile pages from making the parser slow or the tree deep, before either sees them.
//!
//! A tree of 100,000 nested elements costs the parser time in the square of its depth, and recursive code its
//! stack. Browsers cut at 512 levels; articles need 30. Formatting that is opened again and again and never
//! closed is repeated by the parser in every paragraph that follows.

use std::borrow::Cow;

/// Levels of elements that are kept. Real pages stay below 100; the article finder's recursion is safe far
/// above, also on the small stack of WebAssembly.
const DEEPEST: usize = 256;
/// Formatting elements that may be open at once. Real pages seldom pass ten.
const MOST_FORMATTING: usize = 64;

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

/// The page without the tags that lie too deep; their text stays.
pub fn limit(html: &str) -> Cow<'_, str> {
    let mut cut = Cut::default();
    let (mut kept, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(open) = memchr::memchr(b'<', &html.as_bytes()[at..]).map(|found| at + found) {
        let Some(tag) = Tag::read(html, open) else {
            at = open + 1;
            continue;
        };
        at = tag.end;
        if !cut.keeps(&tag) {
            kept.push_str(&html[copied..open]);
            // What stood in different elements does not run together.
            kept.push(' ');
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
struct Tag {
    /// In small letters; empty for what is no tag.
    name: String,
    closes: bool,
    end: usize,
}

impl Tag {
    /// What begins with the `<` at `open`; `None` where that is text.
    fn read(html: &str, open: usize) -> Option<Tag> {
        let rest = &html[open + 1..];
        let other = |len: usize| Some(Tag { name: String::new(), closes: false, end: open + 1 + len });
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
        let mut end = open + 1 + end_of_tag(rest);
        if !closes && RAW.contains(&name.as_str()) {
            end += end_of_raw(&html[end..], &name);
        }
        Some(Tag { name, closes, end })
    }
}

/// The length of a tag's rest, `>` included; a `>` in a quoted value does not end it.
fn end_of_tag(rest: &str) -> usize {
    let (mut quote, mut before) = (None, b' ');
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, _) => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    rest.len()
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
struct Cut {
    // Invariant: no longer than DEEPEST.
    open: Vec<String>,
    /// Elements opened below the deepest level and not closed yet.
    below: usize,
    formatting: usize,
}

impl Cut {
    /// Whether a tag stays in the page.
    fn keeps(&mut self, tag: &Tag) -> bool {
        let name = tag.name.as_str();
        if name.is_empty() || VOID.contains(&name) || (RAW.contains(&name) && !tag.closes) {
            return true;
        }
        if FORMATTING.contains(&name) && !self.keeps_formatting(tag.closes) {
            return false;
        }
        if tag.closes { self.close(name) } else { self.open(name) }
    }

    fn keeps_formatting(&mut self, closes: bool) -> bool {
        if closes {
            self.formatting = self.formatting.saturating_sub(1);
            return true;
        }
        self.formatting += 1;
        self.formatting <= MOST_FORMATTING
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
        assert!(matches!(limit(page), Cow::Borrowed(_)));
        assert!(matches!(limit(&"<p>one<li>two<tr><td>three".repeat(1000)), Cow::Borrowed(_)));
        assert!(matches!(limit(&"<div><b>one</b></div>".repeat(1000)), Cow::Borrowed(_)));
    }

    #[test]
    fn deep_tags_go_and_their_text_stays() {
        let page = format!("{}deep{}<p>after", "<div>".repeat(1000), "</div>".repeat(1000));
        let limited = limit(&page);
        assert_eq!(limited.matches("<div>").count(), DEEPEST);
        assert_eq!(limited.matches("</div>").count(), DEEPEST);
        assert!(limited.contains("deep") && limited.ends_with("<p>after"));
    }

    #[test]
    fn formatting_that_is_never_closed_is_cut() {
        let page: String = (0..1000).map(|n| format!("<div><b id={n}>word</div>")).collect();
        assert_eq!(limit(&page).matches("<b").count(), MOST_FORMATTING);
    }

    #[test]
    fn unfinished_tags() {
        for page in ["<", "</", "<a", "<a b=\"", "<!--", "<script>x", "<é>", "</>", "a<b c='>"] {
            assert_eq!(limit(page), page);
        }
    }
}
