//! The report of what changed since an older version, as a file: a table, Markdown, or a web page of its own.

use std::collections::HashSet;

use super::newer;
use crate::document::Document;
use crate::format::{markdown_text, policy, write_csv_row};
use crate::session::{DiffPart, RemovedPassage, ReportedPassage, VersionReport};
use crate::strings;
use crate::view::wire::wire_name;
use crate::view::{Element, Node, judged};

/// The two versions that a report compares.
#[derive(Clone, Copy)]
pub(crate) struct ComparedDocuments<'a> {
    pub old: &'a Document,
    pub new: &'a Document,
}

/// One line of the report, whatever became of the passage.
#[derive(Clone, Copy)]
struct ReportLine<'r> {
    outcome: &'static str,
    before: Option<&'r ReportedPassage>,
    after: Option<&'r ReportedPassage>,
    pieces: &'r [DiffPart],
    /// What stood around a passage that is gone.
    context: Option<&'r RemovedPassage>,
}

const COLUMNS: [&str; 15] = [
    "outcome",
    "kind",
    "verdict_before",
    "speaker_before",
    "speaker_after",
    "words_before",
    "words_after",
    "words_removed",
    "words_added",
    "start_before",
    "end_before",
    "start_after",
    "end_after",
    "comment",
    "tags",
];

/// A row a passage, for spreadsheets: UTF-8 with a byte order mark, no cell a formula. Positions count code points.
pub(crate) fn csv(report: &VersionReport) -> String {
    let mut table = String::from("\u{feff}");
    write_csv_row(&mut table, COLUMNS.into_iter());
    for line in lines(report) {
        let cells = cells(&line);
        write_csv_row(&mut table, cells.iter().map(String::as_str));
    }
    table
}

fn cells(line: &ReportLine) -> [String; COLUMNS.len()] {
    let ReportLine { outcome, before, after, pieces, .. } = *line;
    let text = |passage: Option<&ReportedPassage>, part: fn(&ReportedPassage) -> String| {
        passage.map(part).unwrap_or_default()
    };
    let of_kind = |wanted: fn(&DiffPart) -> Option<&String>| {
        pieces.iter().filter_map(wanted).map(String::as_str).collect::<Vec<_>>().join(" … ")
    };
    let verdict = before.map(|passage| wire_name(&passage.verdict)).unwrap_or_default();
    [
        outcome.to_owned(),
        text(before.or(after), |p| p.what.clone()),
        verdict,
        text(before, |p| p.speaker.clone().unwrap_or_default()),
        text(after, |p| p.speaker.clone().unwrap_or_default()),
        text(before, |p| p.words.clone()),
        text(after, |p| p.words.clone()),
        of_kind(|piece| if let DiffPart::Removed(words) = piece { Some(words) } else { None }),
        of_kind(|piece| if let DiffPart::Added(words) = piece { Some(words) } else { None }),
        text(before, |p| p.start.to_string()),
        text(before, |p| p.end.to_string()),
        text(after, |p| p.start.to_string()),
        text(after, |p| p.end.to_string()),
        text(before, |p| p.note.clone()),
        text(before, |p| p.tags.join("; ")),
    ]
}

fn gone<'r>(outcome: &'static str, gone: &'r RemovedPassage) -> ReportLine<'r> {
    ReportLine { outcome, before: Some(&gone.passage), after: None, pieces: &[], context: Some(gone) }
}

/// Everything that the report says, but for what is unchanged.
fn lines(report: &VersionReport) -> Vec<ReportLine<'_>> {
    let changes = [("altered", &report.altered), ("moved", &report.moved)];
    let mut lines: Vec<ReportLine> = vec![];
    for doubtful in &report.doubtful {
        lines.push(ReportLine {
            after: Some(&doubtful.candidate),
            pieces: &doubtful.pieces,
            ..gone("removed-or-altered", &doubtful.gone)
        });
    }
    for (outcome, change) in
        changes.into_iter().flat_map(|(outcome, all)| all.iter().map(move |c| (outcome, c)))
    {
        let (before, after) = (Some(&change.before), Some(&change.after));
        lines.push(ReportLine { outcome, before, after, pieces: &change.pieces, context: None });
    }
    lines.extend(report.removed.iter().map(|passage| gone("removed", passage)));
    // Quotations are listed above, lost or not.
    let listed: HashSet<_> = lines.iter().filter_map(|line| Some(line.before?.id)).collect();
    let lost = report.lost.iter().filter(|lost| !listed.contains(&lost.passage.id));
    lines.extend(lost.map(|passage| gone("not-found", passage)));
    let added =
        |after| ReportLine { outcome: "new", before: None, after: Some(after), pieces: &[], context: None };
    lines.extend(report.added.iter().map(added));
    lines
}

/// The report as Markdown: what only the older version has is struck out, what only the newer one has is bold.
pub(crate) fn markdown(report: &VersionReport, documents: ComparedDocuments) -> String {
    let mut text = format!("# {}\n", strings::WHAT_CHANGED);
    for line in heads(documents) {
        text += &format!("\n{}\n", markdown_text(&line));
    }
    text += &format!("\n{}.\n", newer::said(report));
    let mut last = "";
    for line in lines(report) {
        if line.outcome != last {
            text += &format!("\n## {}\n", title(line.outcome));
            last = line.outcome;
        }
        text += &markdown_line(&line);
    }
    text
}

fn markdown_line(line: &ReportLine) -> String {
    let ReportLine { before, after, pieces, context, .. } = *line;
    let mut text = format!("\n- **{}**", markdown_text(&speaker(line)));
    if let Some(verdict) = before.and_then(|passage| judged(passage.verdict)) {
        text += &format!(" ({verdict})");
    }
    if let Some(gone) = context {
        let [lead, words, trail] = [&gone.before, &gone.passage.words, &gone.after].map(|t| markdown_text(t));
        text += &format!("\n  … {lead} ~~{words}~~{}{trail} …", newer::gap_before(&gone.after));
    }
    let compared = pieces.iter().map(|piece| match piece {
        DiffPart::Same(words) => markdown_text(words),
        DiffPart::Removed(words) => format!("~~{}~~", markdown_text(words)),
        DiffPart::Added(words) => format!("**{}**", markdown_text(words)),
    });
    let words = compared.collect::<Vec<_>>().join(" ");
    let words = if words.is_empty() { after.map(|after| markdown_text(&after.words)) } else { Some(words) };
    text.extend(words.map(|words| format!("\n  {words}")));
    for (label, said) in before.map(remarks).into_iter().flatten() {
        text += &format!("\n  {}", markdown_text(&strings::fill(label, &[&said])));
    }
    text + "\n"
}

fn remarks(passage: &ReportedPassage) -> impl Iterator<Item = (&'static str, String)> {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let remarks =
        [(strings::YOUR_COMMENT, one_line(&passage.note)), (strings::YOUR_TAGS, passage.tags.join(", "))];
    remarks.into_iter().filter(|(_, text)| !text.is_empty())
}

fn speaker(line: &ReportLine) -> String {
    let one = |passage: &ReportedPassage| passage.speaker.clone();
    let speaker = match (line.before, line.after) {
        (Some(before), Some(after)) => newer::speakers(before, after),
        (before, after) => before.or(after).and_then(one),
    };
    let what = line.before.or(line.after).map_or("", |passage| &passage.what);
    speaker.unwrap_or_else(|| what.to_owned())
}

fn title(outcome: &str) -> &'static str {
    match outcome {
        "altered" => strings::ALTERED,
        "moved" => strings::MOVED,
        "removed" => strings::REMOVED,
        "removed-or-altered" => strings::DOUBTFUL,
        "new" => strings::NEW,
        _ => strings::YOURS_LOST,
    }
}

/// What the two versions are: their titles and dates.
fn heads(documents: ComparedDocuments) -> [String; 2] {
    let head = |label: &str, document: &Document| {
        let meta = document.meta();
        let first = document.paragraphs().first().map_or("", |p| document.slice(p.span));
        let title = meta.title.as_deref().unwrap_or(first);
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let date = meta.published.map(|date| date.to_string());
        let facts = [Some(title), date, meta.url.clone()].into_iter().flatten();
        strings::fill(label, &[&facts.collect::<Vec<_>>().join(" · ")])
    };
    [head(strings::OLDER_VERSION, documents.old), head(strings::NEWER_VERSION_OF, documents.new)]
}

/// Kinds of change differ by line, not by colour alone.
const STYLE: &str = "\
body{max-width:42em;margin:2em auto;padding:0 1em;font:1.1em/1.5 Georgia,serif;color:#1d1b18;background:#fff}\
ul{padding-left:1.2em}li{margin:.8em 0}p{margin:.2em 0}\
del{text-decoration:line-through;color:#8a1c12}ins{text-decoration:underline;font-weight:700;color:#0b5d4b}\
.detail,.hint{color:#5b564e}";

/// The hash by which the policy knows the style sheet. A test compares the two.
const STYLE_HASH: &str = "sha256-23CXs2UaddAQCovSgUXREJI6JDRYpgOkm7UXXpUM8gc=";

/// The report as a web page of its own. It runs no script and loads nothing.
pub(crate) fn html(report: &VersionReport, documents: ComparedDocuments) -> String {
    let lead = heads(documents).map(|line| Element::new("p").with("dir", "auto").text(line));
    let body = Element::new("body")
        .child(Element::new("h1").text(strings::WHAT_CHANGED))
        .children(lead)
        .child(Element::new("p").text(format!("{}.", newer::said(report))))
        .children(newer::sections(report).map(without_controls));
    let title = Element::new("title").text(strings::WHAT_CHANGED);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n{}\n{title}\n<style>{STYLE}</style></head>\n\
         {body}</html>\n",
        policy::allowing(STYLE_HASH)
    )
}

/// A tree without what only the page can do.
fn without_controls(element: Element) -> Element {
    let is_control = |node: &Node| matches!(node, Node::Element(e) if e.tag == "button");
    let children = element.children.into_iter().filter(|node| !is_control(node)).map(|node| match node {
        Node::Element(element) => Node::Element(without_controls(element)),
        text => text,
    });
    Element { children: children.collect(), ..element }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_the_style_sheet() {
        policy::assert_names(STYLE_HASH, STYLE);
    }
}
