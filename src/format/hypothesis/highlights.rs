//! Highlights that programs for reading export: the tables and the plain text of Hypothesis, the tables of Readwise and Zotero,
//! and the clippings of a Kindle. Each becomes what an annotation of Hypothesis is, so that one reader serves all.

use serde_json::{Value, json};

use super::super::FormatError;
use super::super::csv_rows::{column, header, readable_table};
use super::plain_text;

/// What the columns are called: words, comment, tags, page, title.
struct HighlightColumns {
    /// Columns that together tell this table from others.
    known_by: &'static [&'static str],
    words: &'static str,
    comment: &'static [&'static str],
    tags: &'static str,
    url: &'static str,
    title: &'static str,
}

const TABLES: [HighlightColumns; 4] = [
    // Hypothesis, since it describes images, too
    HighlightColumns {
        known_by: &["quote/description", "comment", "tags", "created_at"],
        words: "quote/description",
        comment: &["comment"],
        tags: "tags",
        url: "url",
        title: "document_title",
    },
    // Hypothesis, earlier
    HighlightColumns {
        known_by: &["quote", "comment", "tags", "created_at"],
        words: "quote",
        comment: &["comment"],
        tags: "tags",
        url: "url",
        title: "document_title",
    },
    // Readwise
    HighlightColumns {
        known_by: &["highlight", "book_title"],
        words: "highlight",
        comment: &["note"],
        tags: "tags",
        url: "url",
        title: "book_title",
    },
    // Zotero's reports of annotations
    HighlightColumns {
        known_by: &["annotation_text", "annotation_comment"],
        words: "annotation_text",
        comment: &["annotation_comment"],
        tags: "annotation_tags",
        url: "url",
        title: "title",
    },
];

/// What parts the clippings of a Kindle.
const CLIPPING_END: &str = "==========";

/// Whether a file holds highlights in one of these forms; `file` is neither mark-up nor JSON.
pub(in super::super) fn are_highlights(file: &str) -> bool {
    if plain_text::is_plain_text(file) {
        return true;
    }
    columns(file).is_some() || are_clippings(file)
}

fn columns(file: &str) -> Option<&'static HighlightColumns> {
    let cells = header(file);
    TABLES.iter().find(|table| table.known_by.iter().all(|name| cells.iter().any(|cell| cell == name)))
}

fn are_clippings(file: &str) -> bool {
    let second = file.lines().nth(1).unwrap_or_default();
    second.trim_start().starts_with("- ")
        && second.contains('|')
        && file.lines().any(|line| line.trim() == CLIPPING_END)
}

/// The highlights as Hypothesis has them.
pub(super) fn rows(file: &str) -> Result<Vec<Value>, FormatError> {
    if plain_text::is_plain_text(file) {
        return Ok(plain_text_rows(file));
    }
    match columns(file) {
        Some(columns) => table_rows(file, columns),
        None => Ok(clippings(file)),
    }
}

fn plain_text_rows(file: &str) -> Vec<Value> {
    let (title, url) = plain_text::page(file);
    let highlights = plain_text::annotations(file).into_iter();
    highlights.map(|one| row(one.line, one.quote, (&one.comment, &one.tags), (url, title))).collect()
}

fn table_rows(file: &str, columns: &HighlightColumns) -> Result<Vec<Value>, FormatError> {
    let table = readable_table(file)?;
    let mut rows = table.rows.iter();
    let names: Vec<String> =
        rows.next().map_or(&[][..], |(_, header)| header).iter().map(|name| column(name)).collect();
    let highlight = |(line, cells): &(usize, Vec<String>)| {
        let cell = |name: &str| {
            let at = names.iter().position(|known| known == name)?;
            cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
        };
        let comment: Vec<&str> = columns.comment.iter().filter_map(|name| cell(name)).collect();
        let tags = cell(columns.tags).into_iter().flat_map(|tags| tags.split([',', ';'])).map(str::trim);
        let tags: Vec<&str> = tags.filter(|tag| !tag.is_empty()).collect();
        let place = (cell(columns.url), cell(columns.title));
        row(*line, cell(columns.words), (&comment.join("\n"), &tags), place)
    };
    Ok(rows.map(highlight).collect())
}

/// The clippings of a Kindle: the title, what it is, an empty line, the words. A note stands by itself, after or before the
/// highlight that it is about, and nothing says which: it is reported.
fn clippings(file: &str) -> Vec<Value> {
    let (mut rows, mut line) = (vec![], 1);
    for clipping in file.split(CLIPPING_END) {
        let shown = clipping.trim_start_matches(['\r', '\n', '\u{feff}']);
        let above = clipping[..clipping.len() - shown.len()].matches('\n').count();
        let lines: Vec<&str> = shown.lines().collect();
        if let [title, kind, .., words] = lines[..] {
            let is_highlight = !["Note", "Bookmark"].iter().any(|other| kind.contains(other));
            let words = Some(words.trim()).filter(|words| is_highlight && !words.is_empty());
            rows.push(row(line + above, words, ("", &[]), (None, Some(title.trim()))));
        }
        line += clipping.matches('\n').count();
    }
    rows
}

fn row(
    line: usize,
    words: Option<&str>,
    (comment, tags): (&str, &[&str]),
    place: (Option<&str>, Option<&str>),
) -> Value {
    let (url, title) = place;
    let selector = words.map(|words| json!({ "type": "TextQuoteSelector", "exact": words }));
    json!({
        "id": format!("in line {line}"),
        "uri": url.or(title),
        "document": { "title": [title.unwrap_or_default()] },
        "text": comment,
        "tags": tags,
        "target": [{ "selector": selector.into_iter().collect::<Vec<_>>() }],
    })
}
