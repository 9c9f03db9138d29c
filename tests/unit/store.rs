//! The library's records: those of version 1 are read, damage is reported and never overwrites anything, the journal
//! is replayed, and a year's work fits.

use crate::annotation::{Annotation, AnnotationSet, Body, Entity, EntityKind, Id, Why};
use crate::document::Document;
use crate::edit::{History, LoggedStep};
use crate::session::{Action, Session};
use crate::span::Span;
use crate::store::{
    ArticleWork, JournalEntry, JournalPosition, Library, MemoryStore, Store, StoreError, article_id,
    replay_around,
};
use proptest::prelude::*;

/// What the first version wrote for "One two." with a note over its first word.
const FORMER: [(&str, &str); 3] = [
    ("text", r#"{"text":"One two.","roles":[[[0,8],"paragraph"]],"meta":{}}"#),
    (
        "work",
        r#"{"set":[[{"id":"a1","spans":[[0,3]],"body":"note","origin":"reader","verdict":"confirmed"}],[]],"history":{"undo":[],"redo":[]}}"#,
    ),
    ("entry", r#"{"id":"ID","title":"One two.","words":2,"quotes":0,"saved":3}"#),
];

#[test]
fn records_of_version_1_are_read_and_replaced() {
    let id = article_id("One two.");
    let mut store = MemoryStore::default();
    for (kind, json) in FORMER {
        store.set(&format!("pullquote/1/{kind}/{id}"), &json.replace("ID", &id)).unwrap();
    }
    let mut library = Library::new(store);
    assert_eq!(library.list().unwrap().0[0].title, "One two.");
    let stored = library.load(&id).unwrap().unwrap();
    assert_eq!(stored.set.len(), 1);
    library.save(&id, stored.work(), JournalPosition::default()).unwrap();
    assert_eq!(library.load(&id).unwrap().unwrap().set, stored.set);
    let keys = library.store_mut().keys().unwrap();
    let former: Vec<_> = keys.iter().filter(|key| key.starts_with("pullquote/1/")).collect();
    assert_eq!(former, [&format!("pullquote/1/text/{id}")], "what was written anew is gone in its old form");
    assert_eq!(library.list().unwrap().0.len(), 1, "and listed once");
}

/// Every unit of every record is changed once: the article is what it was. A second wrong unit in the same record is
/// reported.
#[test]
fn a_changed_unit_is_repaired_and_two_are_reported() {
    let (id, document, set) = article("“It stays,” said Mara Lindqvist on 3 May. 😀");
    let mut library = Library::new(MemoryStore::default());
    library.add(&id, &document, &set).unwrap();
    let whole = library.store_mut().clone();
    let mut tried = 0;
    let flip = |value: &mut [char], at: usize, mask: u32| {
        let flipped = char::from_u32(u32::from(value[at]) ^ mask);
        value[at] = flipped.filter(|&flipped| flipped != value[at]).unwrap_or(char::REPLACEMENT_CHARACTER);
    };
    let library_with = |key: &str, value: &[char]| {
        let mut store = whole.clone();
        store.set(key, &value.iter().collect::<String>()).unwrap();
        Library::new(store)
    };
    for key in whole.keys().unwrap() {
        let value: Vec<char> = whole.get(&key).unwrap().unwrap().chars().collect();
        for (at, mask) in
            (0..value.len()).flat_map(|at| [1, 0x80, 0x100, 0x4000, 0x8000, 0xff].map(|mask| (at, mask)))
        {
            let mut changed = value.clone();
            flip(&mut changed, at, mask);
            let library = library_with(&key, &changed);
            let stored = library.load(&id).unwrap().unwrap();
            assert_eq!(
                (stored.document.text(), &stored.set),
                (document.text(), &set),
                "{key}, {at}, {mask:x}"
            );
            assert_eq!(library.list().unwrap().0.len(), 1);
            tried += 1;
        }
        let mut changed = value.clone();
        flip(&mut changed, 0, 1);
        flip(&mut changed, value.len() / 2, 1);
        let mut library = library_with(&key, &changed);
        let listed = library.list().unwrap();
        assert!(library.load(&id).is_err() || listed.1.contains(&key), "{key} is reported");
        library.save(&id, work(&document, &set, &History::default()), JournalPosition::default()).unwrap();
        assert_eq!(library.load(&id).unwrap().unwrap().set, set, "what was open is written");
        let keys = library.store_mut().keys().unwrap();
        assert!(keys.iter().any(|key| key.starts_with("pullquote/aside/")), "{key} is set aside");
    }
    assert!(1_000 < tried, "{tried}");
}

#[test]
fn a_damaged_text_costs_no_work_and_each_damaged_value_is_kept() {
    let (id, document, set) = article("“It stays,” said Mara Lindqvist.");
    let mut library = Library::new(MemoryStore::default());
    library.add(&id, &document, &set).unwrap();
    let text = format!("pullquote/2/text/{id}");
    for n in 1..=2 {
        library.store_mut().set(&text, &format!("damaged {n}")).unwrap();
        assert!(library.load(&id).is_err());
        let stored = library.load_work(&id, &document).unwrap().expect("the work can be read");
        assert_eq!(stored.set, set);
        library.save(&id, stored.work(), JournalPosition::default()).unwrap();
        assert_eq!(library.load(&id).unwrap().unwrap().set, set);
    }
    let aside = |name: &str| library.store().get(&format!("pullquote/aside/{text}{name}")).unwrap();
    assert_eq!([aside("#1@local@"), aside("#2@local@")].map(Option::unwrap), ["damaged 1", "damaged 2"]);
}

/// A record with a right checksum that this version does not understand.
#[test]
fn a_record_of_a_newer_version_is_never_overwritten() {
    let (id, document, set) = article("“It stays,” said Mara Lindqvist.");
    let mut library = Library::new(MemoryStore::default());
    library.add(&id, &document, &set).unwrap();
    let key = format!("pullquote/2/work/{id}");
    let newer = crate::store::record::seal(&key, br#"{"layers":[]}"#);
    library.store_mut().set(&key, &newer).unwrap();
    let mut library = Library::new(library.store().clone());
    assert_eq!(library.load(&id).err(), Some(StoreError::Newer(key.clone())));
    let history = History::default();
    let saved = library.save(&id, work(&document, &set, &history), JournalPosition::default());
    assert_eq!(saved, Err(StoreError::Newer(key.clone())));
    assert_eq!(library.store().get(&key).unwrap(), Some(newer));
}

#[test]
fn the_entry_of_the_list_is_made_again_from_the_article() {
    let (id, document, set) = article("“It stays,” said Mara Lindqvist.");
    let mut library = Library::new(MemoryStore::default());
    library.add(&id, &document, &set).unwrap();
    let listed = library.list().unwrap().0;
    assert!(library.unlisted().is_empty());
    library.store_mut().set(&format!("pullquote/2/entry/{id}"), "damaged").unwrap();
    assert_eq!(library.unlisted(), std::slice::from_ref(&id));
    library.rebuild_entry(&id).unwrap();
    assert_eq!(library.list().unwrap().0, listed);
}

fn work<'a>(document: &'a Document, set: &'a AnnotationSet, history: &'a History) -> ArticleWork<'a> {
    ArticleWork { document, set, history }
}

fn article(text: &str) -> (String, Document, AnnotationSet) {
    let document = Document::from_text(text);
    let set = crate::recognise::annotate(&document);
    (article_id(text), document, set)
}

/// 600 articles of 1,000 words with 50 annotations each fit in what a browser gives: here a tenth in a tenth. (News
/// packs far better than these words: 2,700 units an article, of which 1,900 fit.)
#[test]
fn six_hundred_articles_fit() {
    let mut library = Library::new(MemoryStore::with_limit((5 << 20) / 10));
    // Words that compress worse than a language's: random letters, none twice on purpose.
    let mut seed = 7u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed >> 16
    };
    let mut word =
        || (0..2 + random() % 7).map(|_| char::from(b'a' + (random() % 20) as u8)).collect::<String>();
    let (mut fitting, mut used) = (0, 0);
    for n in 0..60 {
        let text = (0..1000).map(|_| word()).collect::<Vec<_>>().join(" ");
        let document = Document::from_text(text);
        let mut set = AnnotationSet::new();
        for token in document.tokens().iter().step_by(20).take(50) {
            let name = document.slice(token.span).to_owned();
            let body = Body::Entity(Entity { kind: EntityKind::Person, name });
            let confidence = 0.5 + n as f32 / 150.0;
            set.insert(Annotation::by_machine(set.fresh_id(), token.span, body, confidence, Why::Model));
        }
        fitting += usize::from(library.add(&format!("{n}"), &document, &set).is_ok());
        if n == 9 {
            used = library.usage().unwrap().used;
        }
    }
    assert_eq!(fitting, 60, "ten took {used} units");
}

/// A session's steps, as the journal has them.
fn entries(session: &mut Session, visit: u64) -> Vec<(u64, JournalEntry)> {
    let steps: Vec<LoggedStep> = session.take_log();
    let note = |(n, logged)| {
        (n as u64 + 1, JournalEntry { article: "a".into(), visit, number: n as u64 + 1, logged })
    };
    steps.into_iter().enumerate().map(note).collect()
}

/// Acts on an annotation; some of the acts change nothing.
fn act_on(session: &mut Session, act: u8, id: Id, n: usize) -> bool {
    match act {
        0 => session.perform(Action::Confirm { id }).is_ok(),
        1 => session.perform(Action::Reject { id }).is_ok(),
        2 => session.perform(Action::SetNote { id, note: format!("note {n}") }).is_ok(),
        3 => session.undo().is_ok(),
        _ => session.redo().is_ok(),
    }
}

proptest! {
    /// Whatever was done, and wherever between two steps the record was written: the record and the journal
    /// give the work and its history back.
    #[test]
    fn record_and_journal_together_restore_the_work(
        acts in prop::collection::vec((0u8..5, 0usize..8), 1..30), written in 0usize..30,
    ) {
        let text = "“It stays,” said Mara Lindqvist. “No,” said Ole Berg. Both left Skarnholm on 3 May 2024.";
        let (id, document, set) = article(text);
        let mut library = Library::new(MemoryStore::default());
        library.add(&id, &document, &set).unwrap();
        let mut session = Session::restore(document, set, History::default());
        let mut steps = vec![];
        for (n, (act, at)) in acts.into_iter().enumerate() {
            let ids: Vec<Id> = session.set().in_order().map(|a| a.id).collect();
            let target = ids[at % ids.len()];
            act_on(&mut session, act, target, n);
            let first = steps.len() as u64;
            let new = entries(&mut session, 1).into_iter();
            steps.extend(new.map(|(key, s)| (first + key, JournalEntry { number: first + key, ..s })));
            if n == written {
                let position = JournalPosition { journal: 5, key: steps.len() as u64, ..JournalPosition::default() };
                library.save(&id, work(session.document(), session.set(), session.history()), position).unwrap();
            }
        }
        let mut stored = library.load(&id).unwrap().unwrap();
        replay_around(&mut stored, 5, steps.iter().map(|(key, entry)| (*key, entry)), None);
        prop_assert_eq!(&stored.set, session.set());
        prop_assert_eq!(&stored.history, session.history());
    }
}

#[test]
fn a_step_that_does_not_fit_the_text_is_skipped() {
    let (id, document, _) = article("Short.");
    let mut library = Library::new(MemoryStore::default());
    library.add(&id, &document, &AnnotationSet::new()).unwrap();
    let (_, longer, _) = article("A text that is much longer than the other.");
    let mut session = Session::bare(longer);
    let label = crate::session::MarkKind::Note;
    session.perform(Action::Mark { span: Span::new(30, 35), label }).unwrap();
    let steps = entries(&mut session, 1);
    let mut stored = library.load(&id).unwrap().unwrap();
    let report = replay_around(&mut stored, 5, steps.iter().map(|(key, entry)| (*key, entry)), None);
    assert_eq!(report.applied, 0);
    assert!(stored.set.is_empty());
}
