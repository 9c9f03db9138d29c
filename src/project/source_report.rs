//! What a check against sources found, as JSON lines and as a table.

use serde::Serialize;

use super::source_check::{QuotationCheck, SourceChange, SourceText};
use super::source_finding::source_finding;
use crate::annotation::{ChangeKind, CheckedWords, FoundPassage, Id, Outcome, SourceFinding, Spans};
use crate::document::Document;
use crate::format::write_csv_row as write_row;
use crate::span::{CodePointPos, Span};

/// Start and end in code points.
#[derive(Serialize)]
struct CodePoints {
    start: CodePointPos,
    end: CodePointPos,
}

#[derive(Serialize)]
struct CheckLine<'a> {
    id: Id,
    article_id: &'a str,
    quote: String,
    speaker: Option<&'a str>,
    outcome: Outcome,
    article: CodePoints,
    sources: Vec<PassageLine<'a>>,
    changes: Vec<ChangeLine<'a>>,
}

#[derive(Serialize)]
struct PassageLine<'a> {
    file: &'a str,
    #[serde(flatten)]
    at: CodePoints,
    speaker: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    words: &'a str,
}

#[derive(Serialize)]
struct ChangeLine<'a> {
    kind: ChangeKind,
    article: CodePoints,
    source: CodePoints,
    file: &'a str,
    /// What the source has there, and what the article has.
    before: &'a str,
    after: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    permitted: bool,
}

/// The checks of an article's quotations as JSON, one line each, with positions in code points.
///
/// ```
/// use pullquote::{Document, SourceText, annotate, check_lines, check_sources};
///
/// let speech = Document::from_text("The ferry stays, I promise.");
/// let article = Document::from_text("“The ferry stays,” said Ida Moor.");
/// let sources = [SourceText::new("speech.txt", &speech)];
/// let checks = check_sources(&article, &annotate(&article), &sources);
/// let lines = check_lines(&article, "ferry", &checks, &sources);
/// assert!(lines.contains(r#""outcome":"verbatim","article":{"start":0,"end":18}"#));
/// ```
pub fn check_lines(
    document: &Document,
    article: &str,
    checks: &[QuotationCheck],
    sources: &[SourceText],
) -> String {
    let line = |check: &QuotationCheck| {
        let line = CheckLine {
            id: check.id,
            article_id: article,
            quote: quote(document, &check.spans),
            speaker: check.speaker.as_deref(),
            outcome: check.outcome,
            article: code_points(document, check.spans.hull()),
            sources: check.passages.iter().map(|passage| passage_line(passage, sources)).collect(),
            changes: check.changes.iter().map(|change| change_line(document, change, sources)).collect(),
        };
        serde_json::to_string(&line).expect("it is made of strings and numbers") + "\n"
    };
    checks.iter().map(line).collect()
}

fn passage_line<'a>(
    passage: &'a super::source_check::SourcePassage,
    sources: &'a [SourceText],
) -> PassageLine<'a> {
    let source = &sources[passage.source];
    PassageLine {
        file: source.name(),
        at: code_points(source.document(), passage.span),
        speaker: passage.speaker.as_deref(),
        time: passage.time.map(|time| time.to_string()),
        words: source.document().slice(passage.span),
    }
}

fn change_line<'a>(
    document: &'a Document,
    change: &SourceChange,
    sources: &'a [SourceText],
) -> ChangeLine<'a> {
    let source = &sources[change.source];
    ChangeLine {
        kind: change.kind,
        article: code_points(document, change.article),
        source: code_points(source.document(), change.in_source),
        file: source.name(),
        before: source.document().slice(change.in_source),
        after: document.slice(change.article),
        permitted: change.is_permitted,
    }
}

fn code_points(document: &Document, span: Span) -> CodePoints {
    let point = |pos| document.to_code_point(pos).unwrap_or(CodePointPos(0));
    CodePoints { start: point(span.start()), end: point(span.end()) }
}

/// The words of a quotation on one line, with `[…]` between its parts.
fn quote(document: &Document, spans: &Spans) -> String {
    spans.iter().map(|&span| folded(document.slice(span))).collect::<Vec<_>>().join(" […] ")
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The columns of [`check_table`].
const COLUMNS: [&str; 12] = [
    "article_id",
    "quote_id",
    "quote",
    "speaker",
    "start",
    "end",
    "outcome",
    "changes",
    "source",
    "source_speaker",
    "source_time",
    "source_words",
];

/// The checks of an article's quotations as rows of a table (CSV) without its header, for spreadsheets: no cell is taken
/// for a formula. Several passages of a quotation stand in one cell, one a line.
///
/// ```
/// use pullquote::{Document, SourceText, annotate, check_rows, check_sources};
///
/// let speech = Document::from_text("The ferry stays, I promise.");
/// let article = Document::from_text("“The ferry stays,” said Ida Moor.");
/// let sources = [SourceText::new("speech.txt", &speech)];
/// let checks = check_sources(&article, &annotate(&article), &sources);
/// let rows = check_rows(&article, "ferry", &checks, &sources);
/// assert_eq!(rows, "ferry,a2,\"“The ferry stays,”\",Ida Moor,0,18,verbatim,,speech.txt,,,The ferry stays\r\n");
/// ```
pub fn check_rows(
    document: &Document,
    article: &str,
    checks: &[QuotationCheck],
    sources: &[SourceText],
) -> String {
    let mut table = String::new();
    for check in checks {
        let finding = source_finding(document, check, sources);
        push_row(&mut table, document, article, (check.id, &check.spans), &finding);
    }
    table
}

/// Appends what is kept of a check of one quotation, as [`check_rows`] has it.
pub(crate) fn push_row(
    table: &mut String,
    document: &Document,
    article: &str,
    (id, spans): (Id, &Spans),
    finding: &SourceFinding,
) {
    let at = code_points(document, spans.hull());
    let lines = |line: &dyn Fn(&FoundPassage) -> String| {
        finding.passages.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let change = |part: &CheckedWords| {
        let change = part.change.as_ref()?;
        Some(format!("{}: {} → {}", serialised(&change.kind), change.source, folded(&part.words)))
    };
    let cells = [
        article.to_owned(),
        id.to_string(),
        quote(document, spans),
        finding.speaker.clone().unwrap_or_default(),
        at.start.0.to_string(),
        at.end.0.to_string(),
        serialised(&finding.outcome),
        finding.wording.iter().filter_map(change).collect::<Vec<_>>().join("\n"),
        lines(&|passage| passage.source.clone()),
        lines(&|passage| passage.speaker.clone().unwrap_or_default()),
        lines(&|passage| passage.time.clone().unwrap_or_default()),
        lines(&|passage| passage.words.clone()),
    ];
    write_row(table, cells.iter().map(String::as_str));
}

/// The header of the table that [`check_rows`] fills, with the mark by which spreadsheets know UTF-8.
///
/// ```
/// assert!(pullquote::check_header().starts_with("\u{feff}article_id,quote_id,quote,"));
/// ```
pub fn check_header() -> String {
    let mut header = String::from('\u{feff}');
    write_row(&mut header, COLUMNS.iter().copied());
    header
}

/// The name that a value has in JSON.
fn serialised(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("it is a name");
    json.trim_matches('"').to_owned()
}
