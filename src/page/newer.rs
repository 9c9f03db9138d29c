//! What changed since an older version of the article: the quotations altered, moved, removed and new.

use std::collections::HashSet;

use super::command::{ArticleCommand, Command, Navigation, ReportFile};
use super::controls;
use super::panel::Orphan;
use crate::annotation::Id;
use crate::session::{
    DiffPart, DoubtfulQuotation, QuotationChange, RemovedPassage, ReportedPassage, VersionReport,
};
use crate::strings;
use crate::view::{Element, count, judged};

/// The report, in its dialog.
pub(crate) fn render(report: &VersionReport) -> Vec<Element> {
    let lead = Element::new("p").text(format!("{}.", said(report)));
    std::iter::once(lead).chain(sections(report)).chain([files()]).collect()
}

/// The report's lists, each under its title.
pub(super) fn sections(report: &VersionReport) -> impl Iterator<Item = Element> {
    // Quotations stand in the lists above, lost or not.
    let gone = report.removed.iter().chain(report.doubtful.iter().map(|doubtful| &doubtful.gone));
    let listed: HashSet<_> = gone.map(|gone| gone.passage.id).collect();
    let lost = report.lost.iter().filter(|lost| !listed.contains(&lost.passage.id));
    let lost: Vec<Element> = lost.map(removed).collect();
    let sections = [
        section(strings::DOUBTFUL, report.doubtful.iter().map(doubtful)),
        section(strings::ALTERED, report.altered.iter().map(altered)),
        section(strings::MOVED, report.moved.iter().map(moved)),
        section(strings::REMOVED, report.removed.iter().map(removed_quotation)),
        section(strings::NEW, report.added.iter().map(added)),
        section(strings::YOURS_LOST, lost.into_iter()),
    ];
    sections.into_iter().flatten()
}

/// The button that shows the report.
pub(crate) fn button() -> Element {
    controls::button(strings::WHAT_CHANGED, &Command::Article(ArticleCommand::ShowChanges)).class("changes")
}

/// The buttons that download the report.
fn files() -> Element {
    let file = |label, file| controls::button(label, &Command::Article(ArticleCommand::ExportReport(file)));
    Element::new("div")
        .class("buttons")
        .with("role", "group")
        .with("aria-label", strings::REPORT_FILES)
        .child(file(strings::AS_CSV, ReportFile::Csv))
        .child(file(strings::REPORT_MARKDOWN, ReportFile::Markdown))
        .child(file(strings::REPORT_HTML, ReportFile::Html))
}

/// `12 quotations unchanged, 2 altered, 1 removed`
pub(crate) fn said(report: &VersionReport) -> String {
    let counts = [
        (report.altered.len(), strings::N_ALTERED),
        (report.moved.len(), strings::N_MOVED),
        (report.removed.len(), strings::N_REMOVED),
        (report.doubtful.len(), strings::N_DOUBTFUL),
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
        let RemovedPassage { passage, before, after, .. } = lost;
        let note = if passage.note.is_empty() { String::new() } else { format!(" · {}", passage.note) };
        let gap = gap_before(after);
        let words = format!("… {before} [{}]{gap}{after} …{note}", passage.words);
        Orphan { what: passage.what.clone(), words }
    };
    report.lost.iter().map(orphan).collect()
}

/// The blank between a passage and what followed it, which the report does not have: one before a word, none before
/// punctuation.
pub(super) fn gap_before(after: &str) -> &'static str {
    if after.starts_with(|c: char| c.is_alphanumeric() || "“‘(\"".contains(c)) { " " } else { "" }
}

fn section(title: &str, items: impl ExactSizeIterator<Item = Element>) -> Option<Element> {
    (items.len() != 0).then(|| {
        let head = Element::new("h3").text(format!("{title} ({})", items.len()));
        let list = Element::new("ul").class("versions").children(items);
        Element::new("section").child(head).child(list)
    })
}

/// An entry: who speaks, what a reader said of it before, a button that shows it.
fn item(speaker: Option<&str>, verdict: Option<&'static str>, shown: Option<Id>) -> Element {
    let name = Element::new("b").with("dir", "auto").text(speaker.unwrap_or(strings::NO_SPEAKER));
    let verdict = verdict.map(|verdict| Element::new("span").class("detail").text(verdict));
    let show = shown.map(|id| controls::button(strings::SHOW, &Command::Navigate(Navigation::Show(id))));
    let gap = verdict.is_some().then_some(" ");
    let line = Element::new("p").class("line").child(name).children(gap).children(verdict);
    Element::new("li").child(line.children(show))
}

/// Who says a quotation in both versions, on one line.
pub(super) fn speakers(before: &ReportedPassage, after: &ReportedPassage) -> Option<String> {
    let named = |name: &Option<String>| name.clone().unwrap_or_else(|| strings::NO_SPEAKER.to_owned());
    if before.speaker == after.speaker {
        return before.speaker.clone();
    }
    let (then, now) = (named(&before.speaker), named(&after.speaker));
    Some(strings::fill(strings::SPEAKERS_THEN_NOW, &[&then, &now]))
}

fn altered(change: &QuotationChange) -> Element {
    let QuotationChange { before, after, pieces, is_answer, .. } = change;
    let item = item(speakers(before, after).as_deref(), judged(before.verdict), after.id);
    let again = before.id.filter(|_| *is_answer).map(|id| answers(id, [ArticleCommand::WasRemoved]));
    item.child(compared(pieces)).children(remarks(before)).children(again)
}

fn moved(change: &QuotationChange) -> Element {
    let speaker = speakers(&change.before, &change.after);
    let item = item(speaker.as_deref(), judged(change.before.verdict), change.after.id);
    item.child(words(&change.after.words)).children(remarks(&change.before))
}

fn added(passage: &ReportedPassage) -> Element {
    item(passage.speaker.as_deref(), None, passage.id).child(words(&passage.words))
}

/// Both readings, and the buttons that choose one.
fn doubtful(doubtful: &DoubtfulQuotation) -> Element {
    let DoubtfulQuotation { gone, candidate, pieces, .. } = doubtful;
    let who = speakers(&gone.passage, candidate);
    let buttons =
        gone.passage.id.map(|id| answers(id, [ArticleCommand::WasAltered, ArticleCommand::WasRemoved]));
    item(who.as_deref(), judged(gone.passage.verdict), candidate.id)
        .child(in_context(gone))
        .child(Element::new("p").class("hint").text(strings::DOUBTFUL_HINT))
        .child(compared(pieces))
        .children(remarks(&gone.passage))
        .children(buttons)
}

/// The buttons by which a reader says what became of a quotation of the older version.
fn answers<const N: usize>(id: Id, commands: [fn(Id) -> ArticleCommand; N]) -> Element {
    let button = |command: fn(Id) -> ArticleCommand| {
        let command = command(id);
        let is_altered = matches!(command, ArticleCommand::WasAltered(_));
        let label = if is_altered { strings::WAS_ALTERED } else { strings::WAS_REMOVED };
        controls::button(label, &Command::Article(command))
    };
    Element::new("div").class("buttons").children(commands.map(button))
}

fn removed_quotation(gone: &RemovedPassage) -> Element {
    let again = gone.passage.id.filter(|_| gone.is_answer);
    removed(gone).children(again.map(|id| answers(id, [ArticleCommand::WasAltered])))
}

/// A removed passage among the words around it.
fn removed(gone: &RemovedPassage) -> Element {
    let passage = &gone.passage;
    let name = passage.speaker.as_deref().unwrap_or(&passage.what);
    item(Some(name), judged(passage.verdict), None).child(in_context(gone)).children(remarks(passage))
}

fn in_context(gone: &RemovedPassage) -> Element {
    Element::new("p")
        .class("words")
        .with("dir", "auto")
        .text(format!("… {} ", gone.before))
        .child(Element::new("del").text(&gone.passage.words))
        .text(format!("{}{} …", gap_before(&gone.after), gone.after))
}

fn words(words: &str) -> Element {
    Element::new("p").class("words").with("dir", "auto").text(words)
}

/// A reader's comment and tags.
fn remarks(passage: &ReportedPassage) -> Vec<Element> {
    let tags = passage.tags.join(", ");
    let remarks = [(strings::YOUR_COMMENT, &passage.note), (strings::YOUR_TAGS, &tags)];
    let given = remarks.into_iter().filter(|(_, text)| !text.is_empty());
    given
        .map(|(label, text)| {
            Element::new("p").class("hint").with("dir", "auto").text(strings::fill(label, &[text]))
        })
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Verdict;

    #[test]
    fn the_report_says_what_there_is() {
        let passage = ReportedPassage {
            id: None,
            what: "Note".to_owned(),
            speaker: None,
            words: "the pier".to_owned(),
            start: 10,
            end: 18,
            verdict: Verdict::Confirmed,
            note: "Really?".to_owned(),
            tags: vec![],
        };
        let gone = RemovedPassage {
            passage,
            before: "They mend".to_owned(),
            after: "today.".to_owned(),
            is_answer: false,
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
        assert_eq!(sections(&report).count(), 1, "what is removed is listed once");
        assert_eq!(orphans(&report)[0].words, "… They mend [the pier] today. … · Really?");
        assert_eq!(
            said(&VersionReport { unchanged: 2, ..VersionReport::default() }),
            "2 quotations unchanged"
        );
    }
}
