//! What changed since an older version of the article: the quotations altered, moved, removed and new.

use super::command::{ArticleCommand, Command, Navigation};
use super::controls;
use super::panel::Orphan;
use crate::annotation::Id;
use crate::session::{AlteredQuotation, DiffPart, NewerQuotation, RemovedPassage, VersionReport};
use crate::strings;
use crate::view::{Element, count};

/// The report, in its dialog.
pub(crate) fn render(report: &VersionReport) -> Vec<Element> {
    let sections = [
        section(strings::ALTERED, report.altered.iter().map(altered)),
        section(strings::MOVED, report.moved.iter().map(still)),
        section(strings::REMOVED, report.removed.iter().map(removed)),
        section(strings::NEW, report.added.iter().map(still)),
        section(strings::YOURS_LOST, report.lost.iter().map(removed)),
    ];
    let lead = Element::new("p").text(format!("{}.", said(report)));
    std::iter::once(lead).chain(sections.into_iter().flatten()).collect()
}

/// The button that shows the report.
pub(crate) fn button() -> Element {
    controls::button(strings::WHAT_CHANGED, &Command::Article(ArticleCommand::ShowChanges)).class("changes")
}

/// `12 quotations unchanged, 2 altered, 1 removed`
pub(crate) fn said(report: &VersionReport) -> String {
    let counts = [
        (report.altered.len(), strings::N_ALTERED),
        (report.moved.len(), strings::N_MOVED),
        (report.removed.len(), strings::N_REMOVED),
        (report.added.len(), strings::N_NEW),
    ];
    let mut said = strings::fill(strings::UNCHANGED, &[&count(report.unchanged, strings::QUOTATIONS)]);
    for (n, what) in counts.into_iter().filter(|(n, _)| 0 < *n) {
        said += &format!(", {n} {what}");
    }
    if !report.lost.is_empty() {
        said += &strings::fill(strings::AND_LOST, &[&count(report.lost.len(), strings::ANNOTATIONS)]);
    }
    said
}

/// What the panel lists under Problems: a reader's annotations that were not found, with the words around them.
pub(crate) fn orphans(report: &VersionReport) -> Vec<Orphan> {
    let orphan = |lost: &RemovedPassage| {
        let note = if lost.note.is_empty() { String::new() } else { format!(" · {}", lost.note) };
        let gap = gap_before(&lost.after);
        let words = format!("… {} [{}]{gap}{} …{note}", lost.before, lost.words, lost.after);
        Orphan { what: lost.what.to_owned(), words }
    };
    report.lost.iter().map(orphan).collect()
}

/// The blank between a passage and what followed it, which the report does not have: one before a word, none before
/// punctuation.
fn gap_before(after: &str) -> &'static str {
    if after.starts_with(|c: char| c.is_alphanumeric() || "“‘(\"".contains(c)) { " " } else { "" }
}

fn section(title: &str, items: impl ExactSizeIterator<Item = Element>) -> Option<Element> {
    (items.len() != 0).then(|| {
        let head = Element::new("h3").text(format!("{title} ({})", items.len()));
        let list = Element::new("ul").class("versions").children(items);
        Element::new("section").child(head).child(list)
    })
}

fn item(speaker: Option<&str>, id: Option<Id>) -> Element {
    let name = Element::new("b").with("dir", "auto").text(speaker.unwrap_or(strings::NO_SPEAKER));
    let head = Element::new("p").class("line").child(name);
    let show = id.map(|id| controls::button(strings::SHOW, &Command::Navigate(Navigation::Show(id))));
    Element::new("li").child(head.children(show))
}

fn altered(altered: &AlteredQuotation) -> Element {
    item(altered.speaker.as_deref(), altered.id).child(compared(&altered.pieces))
}

/// The words of two versions in one line: those that only one has are struck out or marked.
pub(super) fn compared(pieces: &[DiffPart]) -> Element {
    let mut words = Element::new("p").class("words").with("dir", "auto");
    for (i, piece) in pieces.iter().enumerate() {
        let (tag, text) = match piece {
            DiffPart::Same(text) => ("span", text),
            DiffPart::Removed(text) => ("del", text),
            DiffPart::Added(text) => ("ins", text),
        };
        words = if i == 0 { words } else { words.text(" ") };
        words = words.child(Element::new(tag).text(text));
    }
    words
}

fn still(still: &NewerQuotation) -> Element {
    let words = Element::new("p").class("words").with("dir", "auto").text(&still.words);
    item(still.speaker.as_deref(), still.id).child(words)
}

/// A removed passage among the words around it.
fn removed(removed: &RemovedPassage) -> Element {
    let words = Element::new("p")
        .class("words")
        .with("dir", "auto")
        .text(format!("… {} ", removed.before))
        .child(Element::new("del").text(&removed.words))
        .text(format!("{}{} …", gap_before(&removed.after), removed.after));
    let name = removed.speaker.as_deref().unwrap_or(removed.what);
    let item = item(Some(name), None).child(words);
    if removed.note.is_empty() {
        item
    } else {
        item.child(Element::new("p").class("hint").text(&removed.note))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_says_what_there_is() {
        let gone = RemovedPassage {
            what: "Note",
            speaker: None,
            words: "the pier".to_owned(),
            before: "They mend".to_owned(),
            after: "today.".to_owned(),
            note: "Really?".to_owned(),
        };
        let report = VersionReport {
            unchanged: 1,
            removed: vec![gone.clone()],
            lost: vec![gone],
            ..VersionReport::default()
        };
        assert_eq!(
            said(&report),
            "1 quotation unchanged, 1 removed; 1 annotation of yours not found: see Problems"
        );
        assert_eq!(orphans(&report)[0].words, "… They mend [the pier] today. … · Really?");
        assert_eq!(
            said(&VersionReport { unchanged: 2, ..VersionReport::default() }),
            "2 quotations unchanged"
        );
    }
}
