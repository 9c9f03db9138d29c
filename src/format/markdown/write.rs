//! Writes the notes.

use super::super::labelled_spans::PART_GAP;
use super::super::labels;
use super::escape::{escaped, yaml_string};
use super::lines::{CHECKED, LINK, REMARK, REMARK_END};
use crate::annotation::{Annotation, AnnotationSet, Body, Quote, Verdict};
use crate::document::Document;

pub(in crate::format) fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let meta = document.meta();
    let published = meta.published.map(|d| d.to_string());
    let facts = [
        ("title", meta.title.as_deref().unwrap_or("")),
        ("url", meta.url.as_deref().unwrap_or("")),
        ("author", meta.byline.as_deref().unwrap_or("")),
        ("published", published.as_deref().unwrap_or("")),
        ("publisher", meta.publisher.as_deref().unwrap_or("")),
        ("lang", meta.lang.as_deref().unwrap_or("")),
    ];
    let mut text = String::from("---\n");
    for (key, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        let value = yaml_string(fact);
        // A program that shows front matter as text may make a link of an address: none but the article's own.
        let value = if *key == "url" { value } else { value.replace("://", "\\u003a//") };
        text += &format!("{key}: {value}\n");
    }
    text += "tags: [pullquote]\n---\n";
    text += &format!("\n# {}\n", escaped(&on_one_line(meta.title.as_deref().unwrap_or(id))));
    for annotation in set.in_order().filter(|a| a.verdict != Verdict::Rejected) {
        match &annotation.body {
            Body::Quote(quote) => text += &block(document, annotation, Some(quote)),
            Body::Note => text += &block(document, annotation, None),
            _ => {}
        }
    }
    text
}

fn block(document: &Document, annotation: &Annotation, quote: Option<&Quote>) -> String {
    let parts: Vec<&str> = annotation.spans.iter().map(|&span| document.slice(span)).collect();
    let words = escaped(&parts.join(PART_GAP)).lines().collect::<Vec<_>>().join("\n> ");
    let mut text = format!("\n{}\n> {words}\n", remark(document, annotation));
    let kind = quote.map_or("note".to_owned(), kind_words);
    let speaker = quote.and_then(|q| q.speaker.as_deref()).unwrap_or("");
    let speaker = escaped(&on_one_line(speaker));
    let blank = if speaker.is_empty() { "" } else { " " };
    text += &format!(">\n> — {speaker}{blank}({kind})\n");
    let tags: Vec<String> = annotation.tags.iter().map(|tag| format!("#{}", tag_word(tag))).collect();
    if !tags.is_empty() {
        text += &format!("\n{}\n", tags.join(" "));
    }
    if let Some(url) = document.meta().url.as_deref().filter(|u| u.starts_with("http")) {
        let url: String = url.chars().filter(|c| !c.is_control() && !matches!(c, '<' | '>')).collect();
        text += &format!("\n{LINK}{url}#:~:text={}>)\n", fragment(parts[0]));
    }
    if !annotation.note.is_empty() {
        text += &format!("\n{}\n", escaped(&annotation.note));
    }
    text
}

/// `direct`, or `direct, turn, question` of what is known otherwise than by a cue.
fn kind_words(quote: &Quote) -> String {
    let question = if quote.is_question { labels::QUESTION } else { "" };
    let words = [labels::quote_word(quote.kind), labels::source_word(quote.source_kind), question];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Which annotation it is, where its parts stand, in code points, and whether a reader has checked it.
fn remark(document: &Document, annotation: &Annotation) -> String {
    let at = |pos| document.to_code_point(pos).map_or(0, |p| p.0);
    let place = |span: &crate::span::Span| format!("{}-{}", at(span.start()), at(span.end()));
    let places: Vec<String> = annotation.spans.iter().map(place).collect();
    let checked = if annotation.verdict == Verdict::Confirmed { CHECKED } else { "" };
    let words = [&annotation.id.to_string(), &places.join(" "), checked];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    format!("{REMARK}{} {REMARK_END}", words.join(" "))
}

fn on_one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// Tags are one word in Markdown.
fn tag_word(tag: &str) -> String {
    tag.chars().map(|c| if c.is_alphanumeric() || c == '/' || c == '_' { c } else { '-' }).collect()
}

/// The first and last words of a passage, as a link's text fragment has them.
fn fragment(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let encoded = |words: &[&str]| percent_encoded(&words.join(" "));
    if words.len() <= 8 {
        return encoded(&words);
    }
    format!("{},{}", encoded(&words[..4]), encoded(&words[words.len() - 4..]))
}

fn percent_encoded(text: &str) -> String {
    let byte =
        |b: u8| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") };
    text.bytes().map(byte).collect()
}
