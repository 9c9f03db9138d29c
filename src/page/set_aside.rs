//! The records that cannot be read, in the library: what each belongs to, and what can be done.

use super::command::{Command, RecoveryCommand};
use super::controls::button;
use crate::store::{RecordKind, UnreadableRecord};
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
    let mut names: Vec<&str> = vec![];
    for record in records {
        let name = record.title.as_deref().unwrap_or(strings::UNTITLED);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("; ")
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
    let kb = (2 * record.size).div_ceil(1024);
    let facts = format!("{kind} · {}", strings::fill(strings::SIZE_KB, &[&kb]));
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
        .child(Element::new("span").class("facts").text(facts))
        .child(buttons)
}
