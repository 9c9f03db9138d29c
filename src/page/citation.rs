//! A quotation as it is cited: its words, speaker and source, with a link to the words.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::annotation::Annotation;
use crate::document::Document;
use crate::session::Session;
use crate::span::Span;

/// In a text fragment, `-`, `,` and `&` have a meaning of their own. These others need no encoding in a URL.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');

/// From this many words on, a link names a passage by its first and last words alone.
const LONG: usize = 10;

/// How many first and last words.
const ENDS: usize = 4;

/// `“Words.” — Speaker, “Title”, 2025-03-14, https://…`
pub(crate) fn plain(session: &Session, annotation: &Annotation) -> String {
    let document = session.document();
    let meta = document.meta();
    let quoted = in_marks(&words(document, annotation));
    let title = meta.title.as_deref().map(|title| format!("“{title}”"));
    let publisher = meta.publisher.clone();
    let parts = [speaker(session, annotation), title, publisher, day(document), link(document, annotation)];
    let source = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if source.is_empty() { quoted } else { format!("{quoted} — {source}") }
}

/// A block quotation, with its source on a line of its own.
pub(crate) fn markdown(session: &Session, annotation: &Annotation) -> String {
    let document = session.document();
    let quoted = escape(&in_marks(&words(document, annotation)));
    let title = document.meta().title.as_deref().map(escape);
    let title = match (title, link(document, annotation)) {
        (Some(title), Some(link)) => Some(format!("[{title}]({link})")),
        (None, Some(link)) => Some(format!("<{link}>")),
        (title, None) => title,
    };
    let publisher = document.meta().publisher.as_deref().map(escape);
    let parts = [speaker(session, annotation).map(|name| escape(&name)), title, publisher, day(document)];
    let source = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if source.is_empty() { format!("> {quoted}\n") } else { format!("> {quoted}\n>\n> — {source}\n") }
}

/// Its words on one line, with dots where it is split.
fn words(document: &Document, annotation: &Annotation) -> String {
    annotation.spans.iter().map(|&span| fold(document.slice(span))).collect::<Vec<_>>().join(" … ")
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds quotation marks to words that have none.
fn in_marks(words: &str) -> String {
    let is_marked = words.starts_with(|c: char| crate::document::tokens::is_mark(c));
    if is_marked { words.to_owned() } else { format!("“{words}”") }
}

fn speaker(session: &Session, annotation: &Annotation) -> Option<String> {
    let named = annotation.quote().and_then(|q| q.speaker.clone());
    let mention = session.set().speaker_of(annotation.id);
    named.or_else(|| mention.map(|m| fold(session.document().slice(m.spans.first()))))
}

fn day(document: &Document) -> Option<String> {
    document.meta().published.map(|day| day.to_string())
}

/// The article's address with a text fragment that names the quotation, one directive a part.
fn link(document: &Document, annotation: &Annotation) -> Option<String> {
    let url = document.meta().url.as_deref().filter(|url| url.starts_with("http"))?;
    let directives = annotation.spans.iter().map(|&span| directive(document, span));
    let directives = directives.collect::<Vec<_>>().join("&");
    let joint = if url.contains('#') { "" } else { "#" };
    Some(format!("{url}{joint}:~:{directives}"))
}

/// `text=first%20words,last%20words`
fn directive(document: &Document, span: Span) -> String {
    let text = fold(document.slice(span));
    let encoded = |words: &[&str]| utf8_percent_encode(&words.join(" "), ENCODED).to_string();
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() < LONG {
        return format!("text={}", encoded(&words));
    }
    format!("text={},{}", encoded(&words[..ENDS]), encoded(&words[words.len() - ENDS..]))
}

/// Escapes characters that have a meaning in Markdown.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Meta;

    const TEXT: &str = "“It stays, for *now*,” said Tomas Rey. He added that 100% of the town – all of it – would \
        have a ferry & a pier by the end of June.";

    fn check(meta: Meta, cite: fn(&Session, &Annotation) -> String, expected: &[&str]) {
        let session = Session::analyse(Document::from_text_with(TEXT, meta));
        let quotations = session.set().in_order().filter(|a| a.quote().is_some());
        let cited: Vec<String> = quotations.map(|a| cite(&session, a)).collect();
        assert_eq!(cited, expected);
    }

    fn full() -> Meta {
        Meta {
            title: Some("Ferry [live]".to_owned()),
            published: "2025-03-14".parse().ok(),
            publisher: Some("Gazette".to_owned()),
            url: Some("https://example.org/ferry?a=1".to_owned()),
            ..Meta::default()
        }
    }

    #[test]
    fn in_plain_text() {
        let expected = [
            "“It stays, for *now*,” — Tomas Rey, “Ferry [live]”, Gazette, 2025-03-14, \
             https://example.org/ferry?a=1#:~:text=%E2%80%9CIt%20stays%2C%20for%20%2Anow%2A%2C%E2%80%9D",
            "“that 100% of the town – all of it – would have a ferry & a pier by the end of June” — Tomas Rey, \
             “Ferry [live]”, Gazette, 2025-03-14, \
             https://example.org/ferry?a=1#:~:text=that%20100%25%20of%20the,the%20end%20of%20June",
        ];
        check(full(), plain, &expected);
        let bare = [
            "“It stays, for *now*,” — Tomas Rey",
            "“that 100% of the town – all of it – would have a ferry & a pier by the end of June” — Tomas Rey",
        ];
        check(Meta::default(), plain, &bare);
    }

    #[test]
    fn in_markdown() {
        let meta = Meta { url: None, ..full() };
        let expected = [
            "> “It stays, for \\*now\\*,”\n>\n> — Tomas Rey, Ferry \\[live\\], Gazette, 2025-03-14\n",
            "> “that 100% of the town – all of it – would have a ferry & a pier by the end of June”\n>\n\
             > — Tomas Rey, Ferry \\[live\\], Gazette, 2025-03-14\n",
        ];
        check(meta, markdown, &expected);
    }

    #[test]
    fn a_fragment_that_is_there_stays() {
        let meta = Meta { url: Some("https://example.org/#top".to_owned()), ..Meta::default() };
        let session = Session::analyse(Document::from_text_with(TEXT, meta));
        let quotation = session.set().in_order().find(|a| a.quote().is_some()).unwrap();
        assert!(
            markdown(&session, quotation).contains("<https://example.org/#top:~:text=%E2%80%9CIt%20stays")
        );
    }
}
