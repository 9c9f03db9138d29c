//! How far the reading of many files is, and what came of it.

use super::command::{ColumnsCommand, Command, QueueCommand};
use super::controls::button;
use crate::project::queue::QueueProgress;
use crate::strings;
use crate::view::{Element, count};

/// Files whose problem is told one by one.
const TOLD: usize = 200;

/// The progress while files are read, and afterwards what came of them; nothing where none were read.
pub(crate) fn render(progress: &QueueProgress) -> Option<Element> {
    if progress == &QueueProgress::default() {
        return None;
    }
    let line = if progress.is_running { running(progress) } else { ended(progress) };
    Some(
        Element::new("div")
            .class("queue")
            .child(line)
            .children(asking(progress))
            .children(failures(progress)),
    )
}

fn running(progress: &QueueProgress) -> Element {
    let bar = Element::new("progress")
        .with("aria-label", strings::READING_FILES)
        .with("max", progress.all.to_string())
        .with("value", progress.done.to_string());
    let said = strings::fill(strings::READ_OF, &[&progress.done, &progress.all]);
    Element::new("p")
        .child(bar)
        .child(Element::new("span").class("facts").text(said))
        .child(button(strings::CANCEL, &Command::Queue(QueueCommand::Cancel)))
}

fn ended(progress: &QueueProgress) -> Element {
    Element::new("p")
        .child(Element::new("span").text(said(progress)))
        .child(button(strings::UNDERSTOOD, &Command::Queue(QueueCommand::Dismiss)))
}

/// What came of the files, in a sentence.
pub(crate) fn said(progress: &QueueProgress) -> String {
    let parts = [
        (progress.added, strings::ADDED),
        (progress.known, strings::HERE_ALREADY),
        (progress.failures.len(), strings::NOT_READABLE),
        (progress.cancelled, strings::LEFT_UNREAD),
    ];
    let parts = parts.iter().filter(|(n, _)| 0 < *n);
    let parts: Vec<String> = parts.map(|(n, what)| format!("{n} {what}")).collect();
    let what = if progress.has_parts { strings::ARTICLES_READ } else { strings::FILES_READ };
    let read = count(progress.done, what);
    if parts.is_empty() { read } else { format!("{read}: {}", parts.join(", ")) }
}

/// The tables that wait for the reader.
fn asking(progress: &QueueProgress) -> Option<Element> {
    let said = || strings::fill(strings::COLUMNS_WAIT, &[&count(progress.asking, strings::TABLES_WAIT)]);
    let show = || button(strings::SAY_COLUMNS, &Command::Columns(ColumnsCommand::Show));
    (0 < progress.asking)
        .then(|| Element::new("p").child(Element::new("span").text(said())).text(" ").child(show()))
}

/// What could not be read, each with its reason.
fn failures(progress: &QueueProgress) -> Option<Element> {
    let failures = &progress.failures;
    if failures.is_empty() {
        return None;
    }
    let item = |(name, why): &(String, String)| {
        let name = Element::new("b").with("dir", "auto").text(name);
        Element::new("li").child(name).text(format!(" {why}"))
    };
    let more = failures.len().saturating_sub(TOLD);
    let more = (0 < more).then(|| Element::new("li").text(strings::fill(strings::AND_MORE, &[&more])));
    let list = Element::new("ul")
        .with("aria-label", strings::UNREAD_FILES)
        .with("tabindex", "0")
        .children(failures.iter().take(TOLD).map(item))
        .children(more);
    Some(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_the_files_is_told_in_numbers() {
        let check = |progress: QueueProgress, expected: &str| assert_eq!(said(&progress), expected);
        check(
            QueueProgress { done: 1, all: 1, added: 1, ..QueueProgress::default() },
            "1 file read: 1 added",
        );
        let failures = vec![("a.txt".to_owned(), "It is empty.".to_owned())];
        let mixed = QueueProgress {
            done: 4,
            all: 9,
            added: 2,
            known: 1,
            cancelled: 5,
            failures,
            ..QueueProgress::default()
        };
        check(mixed, "4 files read: 2 added, 1 here already, 1 could not be read, 5 left out");
        check(
            QueueProgress { done: 60, all: 60, added: 60, has_parts: true, ..QueueProgress::default() },
            "60 articles read: 60 added",
        );
        assert_eq!(render(&QueueProgress::default()), None);
    }
}
