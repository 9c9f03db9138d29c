//! Notes in Markdown, for Obsidian and others: what is known of the article at the top, then each quotation as a
//! block with its speaker, tags and comment. Import takes the quotations and speakers, and finds them by their words.

use super::labelled_spans::PART_GAP;
use super::spec::{FileStart, FormatSpec, SeveralArticles, no_companions};
use super::{FormatError, Imported, ImportedAnnotation, labels};
use crate::anchor::Selector;
use crate::annotation::{Annotation, AnnotationSet, Body, Id, Quote, QuoteKind, Verdict};
use crate::document::Document;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "markdown",
    label: "Markdown: the quotations with their speakers",
    extension: "md",
    own_endings: &["md", "markdown"],
    media_type: "text/markdown",
    leaves_out: Some(
        "The notes hold quotations and commented passages. Entities, dates and exact positions are not exported. On \
         import, Pullquote finds each passage by its words.",
    ),
    several_articles: SeveralArticles::Appended,
    companion_files: no_companions,
    detect: |file: &FileStart| file.plain().is_some_and(is_ours),
    write,
    read: |file| read(file).map(|set| vec![set]),
};

fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let meta = document.meta();
    let published = meta.published.map(|d| d.to_string());
    let facts = [
        ("title", meta.title.as_deref().unwrap_or(id)),
        ("url", meta.url.as_deref().unwrap_or("")),
        ("author", meta.byline.as_deref().unwrap_or("")),
        ("published", published.as_deref().unwrap_or("")),
    ];
    let mut text = String::from("---\n");
    for (key, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        // A string of JSON is a string of YAML.
        text += &format!("{key}: {}\n", serde_json::Value::from(*fact));
    }
    text += "tags: [pullquote]\n---\n";
    text += &format!("\n# {}\n", escaped(&facts[0].1.replace(['\n', '\r'], " ")));
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
    let mut text = format!("\n> {words}\n");
    let kind = quote.map_or("note", |quote| labels::quote_word(quote.kind));
    let speaker = quote.and_then(|q| q.speaker.as_deref()).unwrap_or("");
    let speaker = escaped(&speaker.replace(['\n', '\r'], " "));
    let blank = if speaker.is_empty() { "" } else { " " };
    text += &format!(">\n> — {speaker}{blank}({kind})\n");
    let tags: Vec<String> = annotation.tags.iter().map(|tag| format!("#{}", tag_word(tag))).collect();
    if !tags.is_empty() {
        text += &format!("\n{}\n", tags.join(" "));
    }
    if let Some(url) = document.meta().url.as_deref().filter(|u| u.starts_with("http")) {
        text += &format!(
            "\n[In the article](<{}#:~:text={}>)\n",
            url.replace(['<', '>', '\n'], ""),
            fragment(parts[0])
        );
    }
    if !annotation.note.is_empty() {
        text += &format!("\n{}\n", escaped(&annotation.note));
    }
    text
}

/// Tags are one word in Markdown.
fn tag_word(tag: &str) -> String {
    tag.chars().map(|c| if c.is_alphanumeric() || c == '/' || c == '_' { c } else { '-' }).collect()
}

/// Punctuation that Markdown or HTML would read as mark-up gets a backslash.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
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

/// Whether a note is one of ours: its front matter has our tag. Other programs may save the tags as a list of lines.
fn is_ours(file: &str) -> bool {
    let Some(front) = file.strip_prefix("---").and_then(|rest| rest.split_once("\n---")) else {
        return false;
    };
    let mut words = front.0.split(|c: char| c.is_whitespace() || "[],-\"'#".contains(c));
    words.any(|word| word == "tags:") && words.any(|word| word == "pullquote")
}

/// The quoted blocks of a note, each with its speaker, if the last line of the block names one.
fn read(file: &str) -> Result<Imported, FormatError> {
    let mut set = Imported::default();
    let lines: Vec<&str> = file.lines().collect();
    for lines in lines.chunk_by(|a, b| a.starts_with('>') == b.starts_with('>')) {
        if !lines[0].starts_with('>') {
            continue;
        }
        let plain = |line: &&str| line.trim_start_matches('>').trim_start().to_owned();
        let mut lines: Vec<String> = lines.iter().map(plain).collect();
        let by = lines.pop_if(|last| last.starts_with('—')).unwrap_or_default();
        while lines.pop_if(|last| last.is_empty()).is_some() {}
        let words = unescaped(&lines.join("\n"));
        if words.trim().is_empty() {
            continue;
        }
        let id = Id::new(set.annotations.len() as u64 + 1);
        let selector = |part: &str| Selector { exact: part.to_owned(), ..Selector::default() };
        let selectors = words.split(PART_GAP).map(selector).collect();
        set.annotations.push(ImportedAnnotation::new(id, selectors, said_by(&by)));
    }
    if set.annotations.is_empty() && !is_ours(file) {
        return Err(FormatError::whole("this Markdown has no quoted block (lines that begin with >)"));
    }
    Ok(set)
}

/// `— Ana Núñez (direct)`
fn said_by(line: &str) -> Body {
    let line = line.trim_start_matches(['—', ' ']);
    let (name, kind) = line.strip_suffix(')').and_then(|l| l.rsplit_once('(')).unwrap_or((line, "direct"));
    if kind == "note" {
        return Body::Note;
    }
    let name = unescaped(name.trim());
    let kind = labels::quote_kind(kind).unwrap_or(QuoteKind::Direct);
    Body::Quote(Quote { kind, speaker: Some(name).filter(|n| !n.is_empty()) })
}
