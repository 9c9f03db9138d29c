//! Corrections of names: of one mention or all, of every occurrence of some words; of what is known of the article.

use crate::annotation::{Annotation, EntityKind, Id, Origin, RelationKind, Verdict};
use crate::document::{Document, Meta};
use crate::edit::merge;
use crate::session::{Action, MarkKind, ReviewOrder, Session};
use crate::span::{Pos, Span};
use crate::store::{Library, MemoryStore};

const TEXT: &str =
    "Kestria will vote, Mayor Tomas Rey said. The pro-Kestria side left the Bank of Kestria. Kestria waits.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the text has these words");
    Span::new(start, start + words.len())
}

/// The text with marks on some words, by nobody's analysis.
fn marked(words: &[(&str, EntityKind)]) -> (Session, Vec<Id>) {
    let mut session = Session::bare(Document::from_text(TEXT));
    let ids = words.iter().map(|&(words, kind)| {
        let label = MarkKind::Entity(kind);
        session.perform(Action::Mark { span: span(words), label }).expect("it is in the text");
        session.selected().expect("what is marked is selected").id
    });
    let ids = ids.collect();
    (session, ids)
}

/// Each mention's words and kind.
fn mentions(session: &Session) -> String {
    let shown = session.set().in_order().filter(|a| a.verdict != Verdict::Rejected);
    let mention = |a: &Annotation| {
        let words = session.document().slice(a.spans.first());
        a.entity().map(|entity| format!("{words} {:?}", entity.kind))
    };
    shown.filter_map(mention).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_kind_goes_to_all_mentions_or_only_to_one() {
    let (mut session, ids) = marked(&[("Kestria will", EntityKind::Gpe)]);
    session.undo().unwrap();
    drop(ids);
    for start in ["Kestria will", "Kestria waits"] {
        let at = span(start).start();
        let words = Span::new(at.index(), at.index() + "Kestria".len());
        session.perform(Action::Mark { span: words, label: MarkKind::Entity(EntityKind::Gpe) }).unwrap();
    }
    let id = session.selected().unwrap().id;
    session.perform(Action::SetNameKind { id, kind: EntityKind::Org }).unwrap();
    assert_eq!(mentions(&session), "Kestria Org, Kestria Org");
    session.only_this().unwrap();
    assert_eq!(mentions(&session), "Kestria Gpe, Kestria Org");
    assert!(session.only_this().is_err(), "the last step was for one");
    // What a reader made another kind stays.
    let first = session.set().in_order().next().unwrap().id;
    session.perform(Action::SetNameKind { id: first, kind: EntityKind::Loc }).unwrap();
    assert_eq!(mentions(&session), "Kestria Loc, Kestria Org");
    session.perform(Action::SetKind { id: first, label: MarkKind::Entity(EntityKind::Org) }).unwrap();
    session.perform(Action::RejectName { id }).unwrap();
    assert_eq!(mentions(&session), "");
    session.undo().unwrap();
    assert_eq!(mentions(&session), "Kestria Org, Kestria Org");
}

#[test]
fn occurrences_are_found_within_compounds_and_not_within_longer_names() {
    let (mut session, ids) = marked(&[("Bank of Kestria", EntityKind::Org), ("Kestria", EntityKind::Gpe)]);
    let annotation = session.set().get(ids[1]).unwrap();
    let found: Vec<Pos> = session.occurrences(annotation).iter().map(|o| o.span.start()).collect();
    let within = span("pro-Kestria").start().index() + "pro-".len();
    assert_eq!(found, [Pos(within as u32), span("Kestria waits").start()]);
    session.perform(Action::MarkAll { id: ids[1] }).unwrap();
    assert_eq!(mentions(&session), "Kestria Gpe, Kestria Gpe, Bank of Kestria Org, Kestria Gpe");
    // One of another kind is shown first, and becomes this only where it was ticked.
    let last = session.set().in_order().next_back().unwrap().id;
    session.perform(Action::SetKind { id: last, label: MarkKind::Entity(EntityKind::Org) }).unwrap();
    assert!(session.perform(Action::MarkAll { id: ids[1] }).is_err());
    let other: Vec<Option<Id>> =
        session.occurrences(session.set().get(ids[1]).unwrap()).iter().map(|o| o.other).collect();
    assert_eq!(other, [Some(last)]);
    let starts = vec![span("Kestria waits").start()];
    session.perform(Action::MarkOccurrences { id: ids[1], starts }).unwrap();
    assert!(mentions(&session).ends_with("Kestria Gpe"), "{}", mentions(&session));
}

#[test]
fn the_speaker_is_all_the_words_or_the_name_that_they_are() {
    let (mut session, _) = marked(&[
        ("Tomas Rey", EntityKind::Person),
        ("Bank of Kestria", EntityKind::Org),
        ("Kestria", EntityKind::Gpe),
    ]);
    session.perform(Action::Mark { span: span("Kestria will vote"), label: MarkKind::Quote }).unwrap();
    let id = session.selected().unwrap().id;
    let mut check = |words: &str, expected: &str| {
        let kind = RelationKind::SpokenBy;
        session.perform(Action::SetMention { id, span: span(words), kind }).unwrap();
        let quotation = session.set().get(id).unwrap();
        assert_eq!(quotation.quote().unwrap().speaker.as_deref(), Some(expected), "{words}");
    };
    check("Tomas Rey", "Tomas Rey");
    check("Mayor Tomas Rey", "Tomas Rey");
    check("the Bank of Kestria", "Bank of Kestria");
    check("pro-Kestria side", "pro-Kestria side");
    check("The pro-Kestria side", "The pro-Kestria side");
    check("Kestria waits", "Kestria waits");
}

#[test]
fn another_person_as_the_speaker_offers_nothing() {
    let text = "“It stays,” said Tomas Rey. “I am glad,” said Rey.\n\n“Not for me,” said Ida Quill.";
    let mut session = Session::analyse(Document::from_text(text));
    let id = session.set().in_order().find(|a| a.quote().is_some()).unwrap().id;
    session.perform(Action::SetSpeaker { id, name: "Ida Quill".to_owned() }).unwrap();
    assert_eq!(session.offer(), None);
    session.perform(Action::SetSpeaker { id, name: "Tomas Rey".to_owned() }).unwrap();
    session.perform(Action::SetSpeaker { id, name: "Tomas Reyes".to_owned() }).unwrap();
    assert!(session.offer().is_some(), "a new name may be for all");
}

const DATED: &str = "Ferry stays\n\n“It opened yesterday,” said Tomas Rey. It closed on 3 May 2023.";

fn dated() -> Session {
    let published = "2024-05-03".parse().ok();
    Session::analyse(Document::from_text_with(DATED, Meta { published, ..Meta::default() }))
}

fn values(session: &Session) -> Vec<String> {
    session.set().in_order().filter_map(|a| a.date()).map(|date| date.value.clone()).collect()
}

fn with_day(session: &Session, day: &str) -> Action {
    let details = Meta {
        published: day.parse().ok(),
        title: Some("Ferry opens".to_owned()),
        ..session.document().meta().clone()
    };
    Action::SetDetails { details: Box::new(details) }
}

#[test]
fn details_are_a_step_and_dates_follow() {
    let mut session = dated();
    assert_eq!(values(&session), ["2024-05-02", "2023-05-03"]);
    let start = session.clone();
    session.perform(with_day(&session, "2024-06-11")).unwrap();
    assert_eq!(values(&session), ["2024-06-10", "2023-05-03"]);
    assert_eq!(session.document().meta().title.as_deref(), Some("Ferry opens"));
    assert!(session.perform(with_day(&session, "2024-06-11")).is_err(), "it is so already");
    // The journal gives the same elsewhere, and the library the same later.
    let mut elsewhere = start.clone();
    for logged in session.take_log() {
        elsewhere.merge(logged.step.edit, vec![]);
    }
    assert_eq!(elsewhere.set(), session.set());
    assert_eq!(elsewhere.document().meta(), session.document().meta());
    let mut set = start.set().clone();
    let undo = merge(&mut set, crate::edit::Edit::Details(session.set().details().cloned().map(Box::new)));
    merge(&mut set, undo);
    assert_eq!(&set, start.set());
    session.undo().unwrap();
    assert_eq!((session.document().meta(), session.set()), (start.document().meta(), start.set()));
}

#[test]
fn another_language_reads_the_article_again_as_one_step() {
    let text = "“We waited long enough,” said Mara Lindqvist.\n\n“The boats stay,” said Tomas Rey.";
    let mut session = Session::analyse(Document::from_text(text));
    let first =
        session.set().in_order().find(|a| a.quote().is_some()).map(|a| a.id).expect("it has quotations");
    session.perform(Action::Confirm { id: first }).unwrap();
    let before = session.clone();
    let in_german = Meta { lang: Some("de".to_owned()), ..session.document().meta().clone() };
    session.perform(Action::SetDetails { details: Box::new(in_german) }).unwrap();
    assert!(session.document().paragraphs().iter().all(|paragraph| paragraph.language == "de"));
    assert_ne!(session.set(), before.set());
    assert_eq!(session.set().get(first), before.set().get(first), "what a reader confirmed stays");
    session.undo().unwrap();
    assert_eq!(session.set(), before.set());
    assert!(session.document().paragraphs().iter().all(|paragraph| paragraph.language == "en"));
}

#[test]
fn details_are_stored_beside_what_the_article_said() {
    let mut session = dated();
    session.perform(with_day(&session, "2024-06-11")).unwrap();
    let mut library = Library::new(MemoryStore::default());
    library.add("a", session.document(), session.set()).unwrap();
    let stored = library.load("a").unwrap().expect("it was added");
    assert_eq!(stored.document.meta(), session.document().meta());
    assert_eq!(stored.document.original_meta().published, "2024-05-03".parse().ok());
    let (entries, _) = library.list().unwrap();
    assert_eq!(entries[0].title, "Ferry opens");
    // A set without details is stored as before: earlier versions read it.
    let plain = serde_json::to_value(dated().set()).unwrap();
    assert_eq!(plain.as_array().map(Vec::len), Some(2));
}

#[test]
fn a_readers_own_value_stays_and_a_verdict_on_another_value_is_open_again() {
    let mut session = dated();
    let dates: Vec<Id> = session.set().in_order().filter(|a| a.date().is_some()).map(|a| a.id).collect();
    session.perform(Action::Confirm { id: dates[0] }).unwrap();
    session.perform(Action::SetValue { id: dates[1], value: "2022".to_owned() }).unwrap();
    session.perform(with_day(&session, "2024-06-11")).unwrap();
    assert_eq!(values(&session), ["2024-06-10", "2022"]);
    let first = session.set().get(dates[0]).unwrap();
    assert!(first.verdict == Verdict::Open && matches!(first.origin, Origin::Machine { .. }));
}

#[test]
fn the_pass_goes_as_the_text_goes_from_what_is_selected() {
    let text = "“It stays,” said Tomas Rey. “I am glad,” Rey added.\n\n“Not for me,” said Ida Quill. “Nor me,” she said.";
    let mut session = Session::analyse(Document::from_text(text));
    let quotations: Vec<Id> =
        session.set().in_order().filter(|a| a.quote().is_some()).map(|a| a.id).collect();
    assert_eq!(quotations.len(), 4);
    session.select(Some(quotations[1]));
    let mut next = || session.look_at_next_unchecked(ReviewOrder::Reading);
    // All four are sure: the pass is the text's order, from here on.
    assert_eq!((next(), next()), (Some(quotations[2]), Some(quotations[3])));
}
