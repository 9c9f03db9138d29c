//! Whatever an element of the page sends is a command that the library knows.

use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::guidelines::Guidelines;
use crate::page::command::{Command, Dialog, Field};
use crate::page::filter::Filter;
use crate::page::filter_bar::MatchPosition;
use crate::page::library::choice::{LibraryChoice, LibraryFilter};
use crate::page::panel::{CardExtent, EntryList, ListCounts, Orphan, PanelChoice};
use crate::page::reminder::FolderView;
use crate::page::restore_points::RestorePointSummary;
use crate::page::same_quotations::OtherArticle;
use crate::page::set_aside::SetAsideRecord;
use crate::page::{
    backup, card, filter_bar, layers, library, newer, panel, progress, queue, reminder, rename,
    restore_points, same_quotations, welcome,
};
use crate::project::queue::QueueProgress;
use crate::session::{ReviewOrder, SAMPLE, Session};
use crate::store::{
    Collections, CopyOrigin, LibraryEntry, RecordKind, StorageUsage, UnreadableRecord, VersionAnswers,
};
use crate::view::layers::HiddenLayers;
use crate::view::wire::{from_json, json, wire_name};
use crate::view::{Element, Node};

fn www(file: &str) -> String {
    let path = format!("{}/www/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// What stands between a text and the next end, each time.
fn all_between<'t>(text: &'t str, start: &'t str, end: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(start).skip(1).map(move |rest| rest.split(end).next().unwrap_or_default())
}

/// An attribute must be what the library would write: it looks for some elements by their command.
#[track_caller]
fn check(name: &str, value: &str) {
    let written = match name {
        "data-command" | "data-shift-command" => from_json::<Command>(value).map(|command| json(&command)),
        "data-change" | "data-input" => from_json::<Field>(value).map(|field| json(&field)),
        _ => return,
    };
    assert_eq!(written.as_deref(), Some(value), "{name}");
}

#[track_caller]
fn check_tree(tree: &Element) -> usize {
    tree.attributes.iter().for_each(|(name, value)| check(name, value));
    let own = usize::from(tree.attribute("data-command").is_some());
    let children = tree.children.iter().map(|child| match child {
        Node::Element(child) => check_tree(child),
        Node::Text(_) => 0,
    });
    own + children.sum::<usize>()
}

#[test]
fn the_pages_own_elements_send_commands() {
    let page = www("index.html");
    for name in ["data-command", "data-change", "data-input"] {
        all_between(&page, &format!("{name}='"), "'").for_each(|value| check(name, value));
        assert!(!page.contains(&format!("{name}=\"")), "JSON stands in single quotes");
    }
    assert_eq!(all_between(&page, "data-command='", "'").count(), 44);
}

#[test]
fn every_dialog_that_is_shown_is_in_the_page() {
    let page = www("index.html");
    let shown = Dialog::ALL.iter().map(wire_name);
    let opened = all_between(&page, "data-dialog=\"", "\"").map(str::to_owned);
    for dialog in shown.chain(opened) {
        assert!(page.contains(&format!("<dialog id=\"{dialog}\"")), "{dialog}");
    }
}

#[test]
fn the_script_calls_what_the_library_has_and_names_no_command() {
    let (script, library) = (www("page.js"), include_str!("../../src/web.rs"));
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let calls = script.split(" page.").skip(1).chain(script.split("(page.").skip(1));
    let names = calls.filter_map(|call| call.split(|c| !is_name(c)).next());
    for name in names {
        assert!(library.contains(&format!("fn {name}(")), "page.{name}");
    }
    assert!(!script.contains("page.act("), "commands come from elements alone");
}

#[test]
fn every_tree_sends_commands() {
    let mut session = Session::analyse(Document::from_text(SAMPLE));
    let ids: Vec<_> = session.set().in_order().map(|a| a.id).collect();
    let mut commands =
        check_tree(&card::render(&session, CardExtent::Short)) + check_tree(&welcome::render());
    commands += check_tree(&layers::render(&HiddenLayers::default(), &Guidelines::default()));
    for &id in &ids {
        session.select(Some(id));
        commands += check_tree(&card::render(&session, CardExtent::Full));
    }
    let orphans = [Orphan { what: "Note".into(), words: "gone".into() }];
    for spec in &panel::TABS {
        for filter in [Filter::default(), Filter { words: "the".into(), ..Filter::default() }] {
            let choice =
                PanelChoice { tab: spec.tab, filter, has_filters_open: true, ..PanelChoice::default() };
            commands += check_tree(&EntryList::new(&session, &choice, &orphans).render());
            commands += check_tree(&panel::tabs(&session, &choice, &orphans));
            let bar = filter_bar::render(
                &session,
                &choice,
                ListCounts::default(),
                MatchPosition { matches: 2, at: 1 },
            );
            commands += bar.iter().map(check_tree).sum::<usize>();
        }
    }
    commands += progress::render(&session, ReviewOrder::default()).iter().map(check_tree).sum::<usize>();
    let name = session.names().into_iter().next().expect("the sample names somebody");
    commands += rename::render(&session, &name, &name).iter().map(check_tree).sum::<usize>();
    assert!(200 < commands, "{commands}");
}

#[test]
fn the_dialogs_trees_send_commands() {
    let session = Session::analyse(Document::from_text(SAMPLE));
    let report = session.compare_with(session.document(), session.set(), &VersionAnswers::new());
    let versions = newer::render(&report).iter().map(check_tree).sum::<usize>();
    assert_eq!(check_tree(&newer::button()), 1);
    let shared = session.shared_quotations(session.document(), session.set());
    let articles = [OtherArticle { id: "it's \"one\"".into(), title: "One".into(), shared }];
    let same = same_quotations::render(&articles).iter().map(check_tree).sum::<usize>();
    assert!(1 < same, "{versions}");
    let entry = LibraryEntry { id: "one".into(), title: "One".into(), ..LibraryEntry::default() };
    let record = UnreadableRecord {
        key: "pullquote/aside/pullquote/2/work/one".into(),
        record_key: "pullquote/2/work/one".into(),
        kind: RecordKind::Work,
        article: "one".into(),
        size: 3000,
        origin: CopyOrigin::Unknown,
        day: None,
    };
    let aside = SetAsideRecord { record, title: Some("One".into()), is_removing: false };
    let (mut choice, mut collections) = (LibraryChoice::default(), Collections::default());
    choice.tick("one");
    choice.filter(LibraryFilter::Collection, "May");
    collections.add("May", &choice.ticked);
    let entries = [entry];
    let rows = choice.rows(&entries, &[].into(), &collections, |_| true);
    let view = library::LibraryView {
        entries: &entries,
        rows: &rows,
        choice: &choice,
        collections: &collections,
        current: None,
        storage: backup::StorageUse::Characters(StorageUsage { used: 1, limit: 2 }),
        in_database_alone: 1,
        set_aside: &[aside],
        without_text: &[],
        removed: Some("Storm"),
        n_unread: 0,
    };
    assert_eq!(library::render(&view, |_| None).iter().map(check_tree).sum::<usize>(), 20);
    let progress = QueueProgress { all: 2, is_running: true, ..QueueProgress::default() };
    assert_eq!(queue::render(&progress).iter().map(check_tree).sum::<usize>(), 1);
    let point = RestorePointSummary::of("k".into(), "3 May".into(), session.set(), &AnnotationSet::new());
    assert_eq!(restore_points::render(&[point]).iter().map(check_tree).sum::<usize>(), 1);
    let folder = FolderView { name: "Work".into(), needs_permission: true };
    assert_eq!(reminder::render(Some(7), Some(&folder)).iter().map(check_tree).sum::<usize>(), 4);
    assert_eq!(reminder::folder(Some(&folder)).iter().map(check_tree).sum::<usize>(), 2);
}
