//! The records that cannot be read, in the library: what each belongs to, and what can be done.

use std::collections::HashSet;

use super::command::{Command, RecoveryCommand};
use super::controls::button;
use super::day::day_in_words;
use crate::store::{CopyOrigin, LibraryEntry, RecordKind, UnreadableRecord};
use crate::strings;
use crate::view::{Element, count};

/// A record that cannot be read, with the title of its article.
#[derive(Clone, Debug)]
pub(crate) struct SetAsideRecord {
    pub record: UnreadableRecord,
    /// `None` where that is not known.
    pub title: Option<String>,
    /// Whether its button was pressed once: pressed again, it removes the record.
    pub is_removing: bool,
}

/// What a record has.
pub(crate) fn kind_name(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Text => strings::KIND_TEXT,
        RecordKind::Work => strings::KIND_WORK,
        RecordKind::Steps => strings::KIND_STEPS,
        RecordKind::Other => strings::KIND_OTHER,
    }
}

/// The articles of some records, by title, each once.
pub(crate) fn names(records: &[SetAsideRecord]) -> String {
    let mut known = HashSet::new();
    let all = records.iter().map(|record| record.title.as_deref().unwrap_or(strings::UNTITLED));
    all.filter(|name| known.insert(*name)).collect::<Vec<_>>().join("; ")
}

/// What the list calls an article, in a sentence: its title and the day on which it was opened.
pub(crate) fn name(entry: &LibraryEntry) -> String {
    match entry.opened.as_deref().and_then(day_in_words) {
        Some(day) => strings::fill(strings::TITLE_OPENED_ON, &[&entry.title, &day]),
        None => strings::fill(strings::TITLE_IN_MARKS, &[&entry.title]),
    }
}

/// What is to be said of the records of the reader's work among these; nothing where there are none.
pub(crate) fn notice(records: &[SetAsideRecord]) -> Option<String> {
    let of_work: Vec<SetAsideRecord> =
        records.iter().filter(|aside| aside.record.kind < RecordKind::Other).cloned().collect();
    let n = count(of_work.len(), strings::RECORDS);
    (!of_work.is_empty()).then(|| strings::fill(strings::SET_ASIDE_NOTICE, &[&n, &names(&of_work)]))
}

/// A section for the library; nothing where all can be read.
pub(crate) fn render(records: &[SetAsideRecord]) -> Option<Element> {
    if records.is_empty() {
        return None;
    }
    let title = strings::fill(strings::SET_ASIDE, &[&count(records.len(), strings::RECORDS)]);
    let section = Element::new("section").class("set-aside").with("aria-labelledby", "set-aside-title");
    let head = Element::new("h3").with("id", "set-aside-title").text(title);
    let hint = Element::new("p").class("hint").text(strings::SET_ASIDE_HINT);
    let list = Element::new("ul").children(records.iter().map(entry));
    Some(section.child(head).child(hint).child(list))
}

fn entry(aside: &SetAsideRecord) -> Element {
    let SetAsideRecord { record, title, is_removing } = aside;
    let no_title = if record.article.is_empty() { strings::NO_ARTICLE } else { strings::UNTITLED };
    let title = title.as_deref().unwrap_or(no_title);
    let kind = kind_name(record.kind);
    let key = || record.key.clone();
    let act = |label: &str, name: &str, command: RecoveryCommand| {
        button(label, &Command::Recovery(command)).with("aria-label", strings::fill(name, &[&title, &kind]))
    };
    let remove = Command::Recovery(RecoveryCommand::Remove(key()));
    let remove = if *is_removing {
        button(strings::REALLY_REMOVE, &remove)
    } else {
        act(strings::REMOVE, strings::REMOVE_OF, RecoveryCommand::Remove(key()))
    };
    let buttons = Element::new("span")
        .class("buttons")
        .child(act(strings::TRY_TO_RECOVER, strings::TRY_TO_RECOVER_OF, RecoveryCommand::Recover(key())))
        .child(act(strings::DOWNLOAD, strings::DOWNLOAD_OF, RecoveryCommand::Download(key())))
        .child(remove);
    Element::new("li")
        .with("data-key", record.key.clone())
        .child(Element::new("b").with("dir", "auto").text(title))
        .child(Element::new("span").class("facts").text(facts(record)))
        .child(buttons)
}

/// What a record has, where it stood, and its size.
fn facts(record: &UnreadableRecord) -> String {
    let kb = (2 * record.size).div_ceil(1024);
    let size = strings::fill(strings::SIZE_KB, &[&kb]);
    let facts = [Some(kind_name(record.kind).to_owned()), origin(record), Some(size)];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Where a record stood or stands, and since when it is set aside.
fn origin(record: &UnreadableRecord) -> Option<String> {
    let store = match record.origin {
        CopyOrigin::LocalStorage => Some(strings::COPY_OF_LOCAL_STORAGE),
        CopyOrigin::Database => Some(strings::COPY_OF_DATABASE),
        CopyOrigin::Unknown if record.is_in_place() => Some(strings::IN_ITS_PLACE),
        CopyOrigin::Unknown => None,
    };
    let since = record.day.as_deref().and_then(day_in_words);
    let since = since.map(|day| strings::fill(strings::SET_ASIDE_ON, &[&day]));
    let facts: Vec<String> = store.map(str::to_owned).into_iter().chain(since).collect();
    (!facts.is_empty()).then(|| facts.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aside(kind: RecordKind, origin: CopyOrigin, day: Option<&str>) -> SetAsideRecord {
        let record = UnreadableRecord {
            key: "pullquote/aside/pullquote/2/work/one#2".into(),
            record_key: "pullquote/2/work/one".into(),
            kind,
            article: "one".into(),
            size: 1200,
            origin,
            day: day.map(str::to_owned),
        };
        SetAsideRecord { record, title: Some("Ferries".into()), is_removing: false }
    }

    #[test]
    fn copies_of_one_record_are_told_apart() {
        let facts = |aside: &SetAsideRecord| facts(&aside.record);
        let of_local = aside(RecordKind::Work, CopyOrigin::LocalStorage, Some("2021-11-10"));
        assert_eq!(
            facts(&of_local),
            "Annotations · copy of local storage · set aside on 10 November 2021 · 3 KB"
        );
        let of_database = aside(RecordKind::Work, CopyOrigin::Database, None);
        assert_eq!(facts(&of_database), "Annotations · copy of the database · 3 KB");
    }

    #[test]
    fn the_notice_names_what_is_the_readers_work() {
        assert_eq!(notice(&[aside(RecordKind::Other, CopyOrigin::Unknown, None)]), None);
        let said = notice(&[
            aside(RecordKind::Text, CopyOrigin::Unknown, None),
            aside(RecordKind::Work, CopyOrigin::Unknown, None),
        ]);
        let said = said.expect("two records");
        assert!(said.contains("2 records") && said.matches("Ferries").count() == 1, "{said}");
    }
}
