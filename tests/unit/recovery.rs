//! Records that cannot be read: what the library says of them, and what of them comes back.

use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::edit::History;
use crate::session::{Action, Session};
use crate::store::{
    ArticleWork, CopyOrigin, JournalEntry, JournalPosition, Library, MemoryStore, RecordKind,
    RecoveredContent, Store, article_id, recover, sealed_steps,
};

const TEXT: &str = "“It stays,” said Mara Lindqvist. “No,” said Ole Berg.";

/// A library with one article in it.
fn library() -> (Library<MemoryStore>, String, Session) {
    let session = Session::analyse(Document::from_text(TEXT));
    let mut library = Library::new(MemoryStore::default());
    let id = article_id(TEXT);
    library.add(&id, session.document(), session.set()).unwrap();
    (library, id, session)
}

/// One wrong bit in each of these units.
fn damage(library: &mut Library<MemoryStore>, key: &str, units: &[usize]) -> String {
    let mut value: Vec<char> = library.raw(key).unwrap().expect("it is there").chars().collect();
    for &at in units {
        value[at] = char::from_u32(u32::from(value[at]) ^ 2).expect("a unit");
    }
    let value: String = value.into_iter().collect();
    library.store_mut().set(key, &value).unwrap();
    value
}

fn save(library: &mut Library<MemoryStore>, id: &str, session: &Session) {
    let work = ArticleWork { document: session.document(), set: session.set(), history: session.history() };
    library.save(id, work, JournalPosition::default()).unwrap();
}

#[test]
fn what_cannot_be_read_is_listed_with_what_it_belongs_to() {
    let (mut library, id, session) = library();
    let (text, work) = (format!("pullquote/2/text/{id}"), format!("pullquote/2/work/{id}"));
    assert!(library.unreadable().unwrap().is_empty());
    damage(&mut library, &work, &[4]);
    assert!(library.unreadable().unwrap().is_empty(), "a repair is enough");
    damage(&mut library, &work, &[9, 12]);
    save(&mut library, &id, &session);
    damage(&mut library, &text, &[3, 5]);
    let listed = library.unreadable().unwrap();
    let looks: Vec<_> = listed.iter().map(|r| (r.kind, r.article.as_str(), r.is_in_place())).collect();
    assert_eq!(looks, [(RecordKind::Text, id.as_str(), true), (RecordKind::Work, &id, false)]);
    assert_eq!((&listed[0].record_key, &listed[1].record_key), (&text, &work));
    assert_eq!(library.without_text().unwrap(), std::slice::from_ref(&id));
    assert_eq!(library.beside_articles().unwrap().len(), 2, "the work and the entry go into a back-up");

    library.remove_unreadable(&work).unwrap();
    assert!(library.raw(&work).unwrap().is_some(), "what can be read is never removed");
    library.remove_unreadable(&listed[1].key).unwrap();
    assert_eq!(library.unreadable().unwrap().len(), 1);
    library.restore_text(&id, session.document()).unwrap();
    assert!(library.without_text().unwrap().is_empty());
    assert_eq!(library.load(&id).unwrap().unwrap().set, *session.set());
}

#[test]
fn a_record_that_was_set_aside_says_what_it_said() {
    let (mut library, id, mut session) = library();
    let first = session.set().in_order().next().expect("a quotation").id;
    session.perform(Action::SetNote { id: first, note: "Ask again".into() }).unwrap();
    save(&mut library, &id, &session);
    let work = format!("pullquote/2/work/{id}");
    let whole = library.raw(&work).unwrap().unwrap();
    let value = damage(&mut library, &work, &[7, 20]);
    library.set_aside(&work, &value, CopyOrigin::Database).unwrap();
    library.store_mut().set(&work, &whole).unwrap();
    let record = library.unreadable().unwrap().remove(0);
    assert!(recover(&record, &value, Some(session.document())).is_none(), "two units are wrong");
    let mut one: Vec<char> = whole.chars().collect();
    one[7] = 'x';
    let one: String = one.into_iter().collect();
    match recover(&record, &one, Some(session.document())) {
        Some(RecoveredContent::Work(set, history)) => {
            assert_eq!((&set, &history), (session.set(), session.history()));
        }
        other => panic!("{other:?}"),
    }
    let short = Document::from_text("Short.");
    assert!(recover(&record, &one, Some(&short)).is_none(), "another text");

    let text = library.raw(&format!("pullquote/2/text/{id}")).unwrap().unwrap();
    let of_text = crate::store::UnreadableRecord {
        record_key: format!("pullquote/2/text/{id}"),
        kind: RecordKind::Text,
        ..record
    };
    assert!(matches!(recover(&of_text, &text, None), Some(RecoveredContent::Text(d)) if d.text() == TEXT));
}

#[test]
fn steps_that_build_on_lost_work_are_set_aside_and_come_back() {
    let (mut library, id, mut session) = library();
    let first = session.set().in_order().next().expect("a quotation").id;
    session.perform(Action::SetNote { id: first, note: "Ask again".into() }).unwrap();
    let log = session.take_log().into_iter();
    let steps: Vec<JournalEntry> =
        log.map(|logged| JournalEntry { article: id.clone(), visit: 1, number: 1, logged }).collect();
    let steps: Vec<&JournalEntry> = steps.iter().collect();
    library.set_steps_aside(&id, &[]).unwrap();
    assert!(library.unreadable().unwrap().is_empty());
    library.set_steps_aside(&id, &steps).unwrap();
    let record = library.unreadable().unwrap().remove(0);
    assert_eq!((record.kind, &record.article), (RecordKind::Steps, &id));
    let (_, value) = sealed_steps(&id, &steps);
    assert_eq!(library.raw(&record.key).unwrap().as_ref(), Some(&value));
    let Some(RecoveredContent::Steps(edits)) = recover(&record, &value, Some(session.document())) else {
        panic!("the steps can be read")
    };
    let mut again = Session::restore(
        Document::from_text(TEXT),
        Session::analyse(Document::from_text(TEXT)).set().clone(),
        History::default(),
    );
    again.perform_restored("Recover", edits).unwrap();
    assert_eq!(again.set(), session.set());
    assert_ne!(*again.set(), AnnotationSet::new());
}
