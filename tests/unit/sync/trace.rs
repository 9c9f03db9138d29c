//! What a trace shows of the stores.

use std::collections::BTreeMap;

use super::schedule::Schedule;
use super::tab::{TEXTS, look_of};
use crate::document::Document;
use crate::edit::Edit;
use crate::store::{JournalEntry, Library, MemoryStore, Store, article_id, save_time};

/// What each store has, by a name: the works' positions and annotations, and the journal's entries.
pub(super) fn stores(schedule: &Schedule) -> Vec<(String, String)> {
    let mut shown = vec![];
    for (at, text) in TEXTS.iter().enumerate() {
        let id = article_id(text);
        let disk = schedule.disk.borrow();
        for (store, records) in
            [("local", &disk.live), ("disk", &disk.persisted), ("database", &schedule.database.records)]
        {
            shown.push((format!("{store} {at}"), work(records, &id, text)));
        }
    }
    for (key, json) in &schedule.database.entries {
        shown.push((format!("entry {key}"), entry(json)));
    }
    shown.push(("keys".to_owned(), format!("{:?}", schedule.database.entries.keys().collect::<Vec<_>>())));
    shown
}

fn work(records: &BTreeMap<String, String>, id: &str, text: &str) -> String {
    let mut store = MemoryStore::default();
    for (key, value) in records {
        store.set(key, value).ok();
    }
    let key = format!("pullquote/2/work/{id}");
    let time = records.get(&key).map(|value| save_time(&key, value));
    let entry_key = format!("pullquote/2/entry/{id}");
    let entry_time = records.get(&entry_key).map(|value| save_time(&entry_key, value));
    let aside: Vec<&String> = records.keys().filter(|key| key.contains("aside")).collect();
    let library = Library::new(store);
    let stored = library.load_work(id, &Document::from_text(text));
    let has_text = records.contains_key(&format!("pullquote/2/text/{id}"));
    match stored {
        Ok(Some(stored)) => format!(
            "saved {time:?} listed {entry_time:?} text {has_text} {:?} {:?} aside {aside:?}",
            stored.journal_position,
            look_of(&stored)
        ),
        Ok(None) => format!("none, text {has_text}, listed {entry_time:?}, aside {aside:?}"),
        Err(why) => format!("{why:?}, text {has_text}, listed {entry_time:?}, aside {aside:?}"),
    }
}

fn entry(json: &str) -> String {
    match JournalEntry::from_json(json) {
        Ok(entry) => format!(
            "{} {:x} {} {:?} {}",
            &entry.article[..3],
            entry.visit,
            entry.number,
            entry.logged.history_move,
            edit(&entry.logged.step.edit)
        ),
        Err(unreadable) => format!("unreadable, of {:?}", unreadable.article),
    }
}

fn edit(edit: &Edit) -> String {
    match edit {
        Edit::Add(annotation) => format!("+{:?} {}", annotation.id, annotation.note),
        Edit::Remove(id) => format!("-{id:?}"),
        Edit::Set(id, change) => format!("{id:?} := {change:?}"),
        Edit::Batch(edits) => edits.iter().map(self::edit).collect::<Vec<_>>().join(" & "),
        other => format!("{other:?}"),
    }
}
