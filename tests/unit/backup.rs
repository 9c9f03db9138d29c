//! Back-ups: what is written can be restored. A file of another kind, a changed file and an incomplete one are refused.
//! When storage is full, the library stays as it was.

use crate::annotation::{AnnotationSet, Id};
use crate::document::Document;
use crate::edit::History;
use crate::session::{Action, MarkKind, Session};
use crate::span::Span;
use crate::store::{
    BackedUpArticle, Backup, Bookmark, JournalPosition, Library, MemoryStore, RawRecord, Store, StoreError,
    StoredArticle, VersionAnswer, VersionAnswers, article_id, backup, backup::BackupError, seal_point,
};

const FERRY: &str =
    "Ferry to run again\r\n\r\n“It sails on Monday,” said Mara Lindqvist. 😀\u{2028}Nobody knew.";
const BAKERS: &str = "Bakers strike\n\n“No flour, no bread,” said Mila Horáková on 3 May 2024.";

/// An article with some work in it, and steps to undo and to redo.
fn article(text: &str) -> BackedUpArticle {
    let mut session = Session::analyse(Document::from_text(text));
    let ids: Vec<Id> = session.set().in_order().map(|a| a.id).collect();
    session.perform(Action::Confirm { id: ids[0] }).unwrap();
    session.perform(Action::SetNote { id: ids[0], note: "“Sure?”\n<b> 😀".into() }).unwrap();
    session.perform(Action::Reject { id: ids[1] }).unwrap();
    session.undo().unwrap();
    let stored = StoredArticle {
        document: session.document().clone(),
        set: session.set().clone(),
        history: session.history().clone(),
        journal_position: JournalPosition::default(),
    };
    BackedUpArticle::new(&article_id(text), stored)
}

fn all() -> Backup {
    let newer = BackedUpArticle { older: Some(article_id(BAKERS)), ..article(FERRY) };
    let bookmark = Bookmark { article: Some(newer.id.clone()), scroll: 12.5, ..Bookmark::default() };
    Backup { articles: vec![newer, article(BAKERS)], bookmark, records: vec![] }
}

#[track_caller]
fn assert_same(one: &Backup, other: &Backup) {
    let parts = |copied: &BackedUpArticle| {
        let StoredArticle { document, set, history, .. } = copied.stored.clone();
        let text = (document.text().to_owned(), document.roles(), document.meta().clone());
        (copied.id.clone(), copied.older.clone(), text, set, history)
    };
    let all = |backup: &Backup| backup.articles.iter().map(parts).collect::<Vec<_>>();
    assert_eq!(all(one), all(other));
    assert_eq!(one.bookmark, other.bookmark);
}

#[test]
fn what_is_known_beside_the_work_is_in_a_back_up_too() {
    let older = article_id(BAKERS);
    let answers: VersionAnswers = [(Id::new(1), VersionAnswer::Removed)].into();
    let (point, value) = seal_point(&article_id(FERRY), 1234.0, &article(FERRY).stored.set);
    let ferry = BackedUpArticle {
        older: Some(older),
        answers: answers.clone(),
        opened: Some("2024-05-03".into()),
        points: vec![
            RawRecord { key: point.to_string(), value: value.clone() },
            RawRecord { key: "pullquote/2/work/another".into(), value: "not a point".into() },
        ],
        ..article(FERRY)
    };
    let copy = Backup { articles: vec![ferry], ..Backup::default() };
    let read = backup::read(&backup::write(&copy, "")).unwrap();
    let mut library = Library::new(MemoryStore::default());
    library.set_today("2026-01-02".into());
    library.restore_article(&read.articles[0], JournalPosition::default()).unwrap();
    let id = article_id(FERRY);
    let opened = || library.list().unwrap().0[0].opened.clone();
    assert_eq!((library.version_answers(&id), opened().as_deref()), (answers, Some("2024-05-03")));
    assert_eq!(library.raw(&point.to_string()).unwrap(), Some(value));
    assert_eq!(
        library.raw("pullquote/2/work/another").unwrap(),
        None,
        "it is no restore point of this article"
    );
    // What the reader said here stays.
    let other: VersionAnswers =
        [(Id::new(1), VersionAnswer::Altered(Span::new(0, 3).into())), (Id::new(2), VersionAnswer::Removed)]
            .into();
    library.set_version_answers(&id, &other).unwrap();
    library.restore_beside(&read.articles[0]).unwrap();
    assert_eq!(library.version_answers(&id), other);
}

#[test]
fn a_back_up_is_read_as_it_was_written() {
    let all = all();
    let file = backup::write(&all, "2024-05-03");
    assert_eq!(file.lines().count(), 3, "a line for each article, whatever line ends its text has");
    assert_same(&backup::read(&file).unwrap(), &all);
    // As an editor may leave it.
    let edited = format!("\u{feff}{}\r\n\r\n", file.trim_end().replace('\n', "\r\n"));
    assert_same(&backup::read(&edited).unwrap(), &all);
    assert_same(&backup::read(&backup::write(&Backup::default(), "")).unwrap(), &Backup::default());
}

#[test]
fn other_files_are_refused_with_the_reason() {
    let check =
        |file: &str, expected: BackupError| assert_eq!(backup::read(file).err(), Some(expected), "{file}");
    let file = backup::write(&all(), "2024-05-03");
    for other in
        ["", "text", "{}", "[1]", "null", "{\"first\":{\"items\":[]}}", "{\"id\":\"a\",\"quotes\":[]}\n"]
    {
        check(other, BackupError::Foreign);
    }
    check(&file.replace("-backup\":1", "-backup\":3"), BackupError::Newer(3));
    check(&file.replace("-backup\":1", "-backup\":\"x\""), BackupError::Damaged(1));
    check(&file.replace("Mara", "Maria"), BackupError::Damaged(2));
    check(&file.replace("Mila", "Milan"), BackupError::Damaged(3));
    let lines: Vec<&str> = file.lines().collect();
    check(&lines[..2].join("\n"), BackupError::Short { has: 1, of: 2 });
    check(&[lines[0], lines[1], lines[1]].join("\n"), BackupError::Damaged(3));
    check(&file[..file.len() - 20], BackupError::Damaged(3));
    assert!(BackupError::Damaged(3).to_string().contains("line 3"));
}

/// Every byte of an article's line is changed once, and the line is cut at every place.
#[test]
fn a_changed_line_is_never_restored() {
    let file = backup::write(&Backup { articles: vec![article(FERRY)], ..Backup::default() }, "");
    let head = file.find('\n').unwrap() + 1;
    for at in head..file.trim_end().len() {
        let mut bytes = file.clone().into_bytes();
        for mask in [1, 2, 0x20] {
            bytes[at] ^= mask;
            if let Ok(changed) = std::str::from_utf8(&bytes) {
                assert!(backup::read(changed).is_err(), "byte {at} with {mask:x}: {changed}");
            }
            bytes[at] ^= mask;
        }
        if file.is_char_boundary(at) {
            assert!(backup::read(&file[..at]).is_err(), "cut at {at}");
        }
    }
}

/// A line with the right checksum, whose places lie beyond its text or within a character.
#[test]
fn a_line_that_does_not_fit_its_text_is_refused() {
    let sealed = |of: &BackedUpArticle| {
        let backup = Backup { articles: vec![of.clone()], ..Backup::default() };
        backup::read(&backup::write(&backup, "")).err()
    };
    let copied = article(BAKERS);
    assert_eq!(sealed(&copied), None);
    let short = Document::from_text("Short.");
    let elsewhere = StoredArticle { document: short.clone(), ..copied.stored.clone() };
    let wrong = BackedUpArticle::new(&article_id("Short."), elsewhere);
    assert_eq!(sealed(&wrong), Some(BackupError::Damaged(2)), "annotations of a longer text");
    let history = StoredArticle { document: short, set: AnnotationSet::new(), ..marked(&copied) };
    let wrong = BackedUpArticle::new(&article_id("Short."), history);
    assert_eq!(sealed(&wrong), Some(BackupError::Damaged(2)), "steps that would put some there");
    let wrong = BackedUpArticle { id: article_id("another"), ..copied };
    assert_eq!(sealed(&wrong), Some(BackupError::Damaged(2)), "another text's id");
}

/// The same with a mark that was undone: redoing puts it where it was.
fn marked(copied: &BackedUpArticle) -> StoredArticle {
    let StoredArticle { document, set, .. } = copied.stored.clone();
    let mut session = Session::restore(document.clone(), set, History::default());
    session.perform(Action::Mark { span: Span::new(30, 35), label: MarkKind::Note }).unwrap();
    session.undo().unwrap();
    StoredArticle {
        document,
        set: session.set().clone(),
        history: session.history().clone(),
        journal_position: JournalPosition::default(),
    }
}

#[test]
fn a_restored_back_up_gives_the_same_back_up() {
    let all = all();
    let mut library = Library::new(MemoryStore::default());
    for article in all.articles.iter().rev() {
        library.restore_article(article, JournalPosition::default()).unwrap();
    }
    library.set_bookmark(&all.bookmark).unwrap();
    let copy = |id: String| BackedUpArticle {
        older: library.older_id(&id).unwrap(),
        ..BackedUpArticle::new(&id, library.load(&id).unwrap().unwrap())
    };
    let articles = library.list().unwrap().0.into_iter().map(|entry| copy(entry.id)).collect();
    assert_same(&Backup { articles, bookmark: library.bookmark(), records: vec![] }, &all);
}

#[test]
fn when_storage_is_full_the_library_stays_as_it_was() {
    let ferry = article(FERRY);
    let mut library = Library::new(MemoryStore::with_limit(1_500));
    library.restore_article(&ferry, JournalPosition::default()).unwrap();
    library.store_mut().set("pullquote/aside/x", "what could not be read").unwrap();
    library.store_mut().set("another page's", "own").unwrap();
    let entries = |library: &mut Library<MemoryStore>| {
        let store = library.store_mut();
        store.keys().unwrap().into_iter().map(|key| (store.get(&key).unwrap(), key)).collect::<Vec<_>>()
    };
    let before = entries(&mut library);
    let long =
        article(&format!("{BAKERS} {}", (0..900).map(|n| format!("{:x} ", n * 7919)).collect::<String>()));
    let done = library.all_or_nothing(|library| {
        library.remove(&ferry.id)?;
        library.restore_article(&article(BAKERS), JournalPosition::default())?;
        library.restore_article(&long, JournalPosition::default())
    });
    assert_eq!(done, Err(StoreError::Full));
    assert_eq!(entries(&mut library), before);
}

#[test]
fn records_that_cannot_be_read_come_along_as_they_are() {
    let aside = RawRecord {
        key: "pullquote/aside/pullquote/2/work/x".into(),
        value: "\u{fffd}\u{7f}\n\u{2028}堀".into(),
    };
    let in_place = RawRecord { key: "pullquote/2/text/y".into(), value: "broken".into() };
    let all = Backup { records: vec![aside.clone(), in_place.clone()], ..all() };
    let file = backup::write(&all, "2024-05-03");
    let read = backup::read(&file).unwrap();
    assert_same(&read, &all);
    assert_eq!(read.records, all.records);
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(
        backup::read(&lines[..4].join("\n")).err(),
        Some(BackupError::ShortOfRecords { has: 1, of: 2 })
    );
    assert_eq!(backup::read(&file.replace("broken", "Broken")).err(), Some(BackupError::Damaged(5)));

    let mut library = Library::new(MemoryStore::default());
    library.store_mut().set("pullquote/2/text/y", "another").unwrap();
    for _twice in 0..2 {
        read.records.iter().for_each(|r| library.restore_unreadable(&r.key, &r.value).unwrap());
    }
    library.restore_unreadable("another page's", "own").unwrap();
    let keys = library.store_mut().keys().unwrap();
    assert_eq!(keys, ["pullquote/2/text/y", "pullquote/aside/pullquote/2/text/y", &aside.key]);
    assert_eq!(library.raw("pullquote/2/text/y").unwrap().as_deref(), Some("another"));
}
