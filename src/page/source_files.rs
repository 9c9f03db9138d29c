//! What the sources show of an article's quotations, as a file: a table, or a web page of its own.

use super::sources::plain_item;
use crate::project::source_report::{check_header, push_row};
use crate::session::Session;
use crate::strings;
use crate::view::Element;

/// A row a quotation, for spreadsheets: UTF-8 with a byte order mark, no cell a formula. Positions count code points.
pub(crate) fn csv(session: &Session, id: &str) -> String {
    let mut table = check_header();
    for (annotation, finding) in session.findings() {
        push_row(&mut table, session.document(), id, (annotation.id, &annotation.spans), finding);
    }
    table
}

/// Kinds of change differ by line, not by colour alone.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{max-width:44em;margin:2em auto;padding:0 1em;font:1.1em/1.5 Georgia,serif}\
ul{padding:0;list-style:none}li{margin:1.4em 0;padding-top:1em;border-top:1px solid}p{margin:.2em 0}\
.outcome{font:600 .8em/1 system-ui,sans-serif;border:1px solid;border-radius:1em;padding:.2em .6em}\
blockquote{margin:.5em 0;padding-left:1em;border-left:3px solid}\
del{text-decoration:line-through}ins{text-decoration:underline;font-weight:700}\
.facts,.hint{font:.85em/1.4 system-ui,sans-serif}";

/// The hash by which the policy knows the style sheet. A test compares the two.
const STYLE_HASH: &str = "sha256-ho6jsYgGA+C6Gm16lumtcDptCo3ZeyqO31tnqVErsQE=";

/// A web page of its own. It runs no script and loads nothing; its policy allows its own style sheet alone.
pub(crate) fn html(session: &Session, title: &str) -> String {
    let items = session.findings().map(|(annotation, finding)| plain_item(session, annotation, finding));
    let body = Element::new("body")
        .child(Element::new("h1").with("dir", "auto").text(title))
        .child(Element::new("p").text(strings::SOURCE_CHECK))
        .child(Element::new("ul").children(items));
    let title = Element::new("title").text(format!("{title}: {}", strings::SOURCE_CHECK));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n{title}\n<style>{STYLE}</style></head>\n{body}</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn the_policy_names_the_style_sheet() {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let digest = Sha256::digest(STYLE);
        let base64 = digest.chunks(3).flat_map(|bytes| {
            let at = |i: usize| u32::from(bytes.get(i).copied().unwrap_or_default());
            let bits = at(0) << 16 | at(1) << 8 | at(2);
            (0..=bytes.len()).map(move |i| char::from(LETTERS[(bits >> (18 - 6 * i)) as usize & 63]))
        });
        assert_eq!(STYLE_HASH, format!("sha256-{}=", base64.collect::<String>()));
    }
}
