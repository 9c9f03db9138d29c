//! The address of a page that another tab sends, as it is safe to show and to store.
//!
//! The sender writes it, so it may hold anything: characters that turn the direction of what follows, blanks that push
//! the rest out of sight, a hundred thousand letters. All but visible ASCII is shown percent-encoded, as in an address
//! that a browser makes, and a name of a site in its own letters as the `xn--` form that the network uses.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::strings;
use crate::view::Element;

/// What has no place in an address, beside all that is not ASCII, which is always encoded.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'\\')
    .add(b'^')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// How much is shown of what follows the origin, in characters: two lines of the dialog.
const SHOWN: usize = 120;

/// How long an address may be that is stored with the article, in bytes: what browsers and servers commonly take.
const STORED: usize = 2000;

/// What a dialog shows of an address: where it comes from, apart from the rest, and how much is left out.
pub(crate) fn render(origin: &str, url: &str) -> Vec<Element> {
    let origin = safe(origin);
    let rest = safe(url);
    let rest = rest.strip_prefix(&origin).unwrap_or_default();
    let mut shown = vec![Element::new("b").text(origin)];
    if !rest.is_empty() {
        // All of it is ASCII, so that a byte is a character.
        shown.push(Element::new("span").text(&rest[..rest.len().min(SHOWN)]));
    }
    if SHOWN < rest.len() {
        let more = strings::fill(strings::ADDRESS_GOES_ON, &[&(rest.len() - SHOWN)]);
        shown.push(Element::new("i").text(more));
    }
    shown
}

/// The address to store: without query and fragment where it is too long, or the origin alone.
pub(crate) fn stored(origin: &str, url: &str) -> String {
    let url = safe(url);
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let candidates = [url.as_str(), path];
    candidates.into_iter().find(|url| url.len() <= STORED).map_or_else(|| safe(origin), str::to_owned)
}

fn safe(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://news.example";

    #[track_caller]
    fn check(url: &str, expected: &str) {
        let shown: Vec<String> =
            render(ORIGIN, url).iter().map(|e| format!("{}:{}", e.tag, text(e))).collect();
        assert_eq!(shown.join(" "), expected);
    }

    fn text(element: &Element) -> String {
        element
            .children
            .iter()
            .map(|c| if let crate::view::Node::Text(t) = c { t.as_str() } else { "" })
            .collect()
    }

    #[test]
    fn an_address_is_shown_in_visible_ascii() {
        check("https://news.example/a?b=1#c", "b:https://news.example span:/a?b=1#c");
        check("https://news.example", "b:https://news.example");
        // U+202E would show what follows from right to left; U+200B is invisible.
        check("https://news.example/\u{202E}moc.knab", "b:https://news.example span:/%E2%80%AEmoc.knab");
        check("https://news.example/a\u{200B}\u{FEFF}b", "b:https://news.example span:/a%E2%80%8B%EF%BB%BFb");
        check("https://news.example/ \u{A0}\t\nx", "b:https://news.example span:/%20%C2%A0%09%0Ax");
        // A Cyrillic letter that looks like a Latin one; signs that would be read as markup.
        check("https://news.example/b\u{430}nk<b>", "b:https://news.example span:/b%D0%B0nk%3Cb%3E");
        check("https://other.example/x", "b:https://news.example");
    }

    #[test]
    fn a_site_in_other_letters_shows_what_the_network_calls_it() {
        let shown = render("https://xn--bnk-5cd.example", "https://xn--bnk-5cd.example/");
        assert_eq!(text(&shown[0]), "https://xn--bnk-5cd.example");
        assert!(render("https://b\u{430}nk.example", "").iter().all(|e| text(e).is_ascii()));
    }

    #[test]
    fn a_long_address_is_cut_and_says_so() {
        let long = format!("{ORIGIN}/{}", " ".repeat(100_000));
        let shown = render(ORIGIN, &long);
        assert_eq!((shown.len(), text(&shown[1]).len()), (3, SHOWN));
        assert!(text(&shown[2]).contains(&(300_001 - SHOWN).to_string()), "{}", text(&shown[2]));
        assert!(render(ORIGIN, &format!("{ORIGIN}/{}", "é".repeat(SHOWN))).len() == 3, "cut within a letter");
    }

    #[test]
    fn a_stored_address_is_whole_or_shorter_by_a_whole_part() {
        let check = |url: String, expected: &str| assert_eq!(stored(ORIGIN, &url), expected);
        check(format!("{ORIGIN}/a?b#c"), "https://news.example/a?b#c");
        check(format!("{ORIGIN}/a\u{202E}"), "https://news.example/a%E2%80%AE");
        check(format!("{ORIGIN}/a?{}", "b".repeat(3000)), "https://news.example/a");
        check(format!("{ORIGIN}/{}", "b".repeat(100_000)), ORIGIN);
    }
}
