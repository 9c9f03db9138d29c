//! What a deep reading changes in an open article, and what it leaves.

use crate::annotation::{
    Annotation, AnnotationSet, Body, Entity, EntityKind, Id, Quote, QuoteKind, Relation, RelationKind,
    Verdict, Why,
};
use crate::document::Document;
use crate::edit::History;
use crate::session::{Action, Session};
use crate::span::Span;

const TEXT: &str =
    "Ana Rey said the ferry stays and that it is late. Ben Holt denied that it is late. The town is glad.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the scene's words are in the text");
    Span::new(start, start + words.len())
}

/// A machine's set: for each quotation its words, its speaker (who is named so in the text), and its confidence.
fn found(quotes: &[(&str, &str, f32)]) -> AnnotationSet {
    let mut set = AnnotationSet::new();
    for &(words, speaker, confidence) in quotes {
        let quote = Quote::new(QuoteKind::Indirect, Some(speaker.to_owned()));
        let add = |set: &mut AnnotationSet, words: &str, body: Body| {
            let id = set.fresh_id();
            set.insert(Annotation::by_machine(id, span(words), body, confidence, Why::DeepReading));
            id
        };
        let from = add(&mut set, words, Body::Quote(quote));
        let here = set.overlapping(span(speaker)).map(|(a, _)| a).find(|a| matches!(a.body, Body::Speaker));
        let to = here.map(|a| a.id).unwrap_or_else(|| add(&mut set, speaker, Body::Speaker));
        assert!(set.link(Relation { kind: RelationKind::SpokenBy, from, to }));
    }
    set
}

fn open(quotes: &[(&str, &str, f32)]) -> Session {
    Session::restore(Document::from_text(TEXT), found(quotes), History::default())
}

/// A line a quotation, with the words that name its speaker; then the speakers that no quotation has.
fn sketch(session: &Session) -> String {
    let words = |a: &Annotation| session.document().slice(a.spans.first()).to_owned();
    let line = |a: &Annotation| match &a.body {
        Body::Quote(_) => {
            let speaker = session.set().speaker_of(a.id).map_or("?".to_owned(), words);
            Some(format!("{} {speaker}: {}", a.id, words(a)))
        }
        _ if session.set().relations_of(a.id).is_empty() => Some(format!("alone: {}", words(a))),
        _ => None,
    };
    session.set().in_order().filter_map(line).collect::<Vec<_>>().join("\n")
}

fn refine(session: &mut Session, quotes: &[(&str, &str, f32)]) -> String {
    session.refine(&found(quotes), None).map_or_else(|error| error.to_string(), |changed| changed.said)
}

const STAYS: (&str, &str, f32) = ("the ferry stays", "Ana Rey", 0.9);
const LATE: (&str, &str, f32) = ("that it is late", "Ana Rey", 0.9);

#[test]
fn what_came_changed_and_went_is_one_step() {
    let mut session =
        open(&[STAYS, ("that it is late. Ben Holt", "Ana Rey", 0.8), ("The town", "Ben Holt", 0.5)]);
    let before = sketch(&session);
    let said =
        refine(&mut session, &[STAYS, LATE, ("denied", "Ben Holt", 0.7), ("is glad", "Ben Holt", 0.6)]);
    assert_eq!(said, "Deep reading: 2 quotations more, 1 changed, 1 removed");
    assert_eq!(
        sketch(&session),
        "a1 Ana Rey: the ferry stays\na3 Ana Rey: that it is late\na6 Ben Holt: denied\na7 Ben Holt: is glad"
    );
    session.undo().unwrap();
    assert_eq!(sketch(&session), before);
    assert!(session.history().next_undo().is_none());
}

#[test]
fn another_speaker_is_a_change_and_leaves_no_words_behind() {
    let mut session = open(&[STAYS, ("is glad", "Ana Rey", 0.9)]);
    assert_eq!(refine(&mut session, &[STAYS, ("is glad", "Ben Holt", 0.9)]), "Deep reading: 1 changed");
    assert_eq!(sketch(&session), "a1 Ana Rey: the ferry stays\na3 Ben Holt: is glad");
    assert_eq!(refine(&mut session, &[("is glad", "Ben Holt", 0.9)]), "Deep reading: 1 removed");
    assert_eq!(sketch(&session), "a3 Ben Holt: is glad");
}

#[test]
fn the_same_again_is_no_step() {
    let mut session = open(&[STAYS]);
    assert_eq!(refine(&mut session, &[STAYS]), "Deep reading: nothing changed");
    assert!(session.history().next_undo().is_none());
    let surer = (STAYS.0, STAYS.1, 0.97);
    assert!(
        refine(&mut session, &[surer]).ends_with("the same quotations and names, some surer or less sure")
    );
    assert_eq!(session.set().get(Id::new(1)).map(Annotation::confidence), Some(0.97));
}

#[test]
fn what_a_reader_did_stays() {
    let mut session = open(&[STAYS, LATE, ("is glad", "Ben Holt", 0.9)]);
    let id = |words: &str, session: &Session| {
        let mut quotes = session.set().in_order().filter(|a| a.quote().is_some());
        quotes.find(|a| session.document().slice(a.spans.first()) == words).expect("it is there").id
    };
    let (stays, late) = (id(STAYS.0, &session), id(LATE.0, &session));
    session.perform(Action::Confirm { id: stays }).unwrap();
    session.perform(Action::Reject { id: late }).unwrap();
    let speaker = session.set().speaker_of(id("is glad", &session)).unwrap().id;
    session.perform(Action::Confirm { id: speaker }).unwrap();
    let before = sketch(&session);
    let longer = ("the ferry stays and that it is late", "Ben Holt", 0.9);
    assert_eq!(refine(&mut session, &[longer]), "Deep reading: nothing changed");
    assert_eq!(sketch(&session), before);
    assert_eq!(session.set().get(late).map(|a| a.verdict), Some(Verdict::Rejected));
}

#[test]
fn what_a_reader_types_in_stays() {
    let mut session = open(&[STAYS, LATE]);
    let first = session.set().in_order().find(|a| a.quote().is_some()).expect("there is one").id;
    let said = session.refine(&found(&[]), Some(first)).map(|changed| changed.said);
    assert_eq!(said.unwrap(), "Deep reading: 1 removed");
    assert_eq!(sketch(&session), "a1 Ana Rey: the ferry stays");
}

/// Names with their kinds, as a machine finds them.
fn named(names: &[(&str, EntityKind)]) -> AnnotationSet {
    let mut set = AnnotationSet::new();
    for &(words, kind) in names {
        let id = set.fresh_id();
        let body = Body::Entity(Entity { kind, name: words.to_owned() });
        set.insert(Annotation::by_machine(id, span(words), body, 0.8, Why::Model));
    }
    set
}

#[test]
fn names_that_nobody_touched_become_those_found() {
    use EntityKind::{Gpe, Org, Person};
    let here = named(&[("Ana Rey", Org), ("Ben Holt", Org), ("The town", Gpe), ("ferry", Org)]);
    let mut session = Session::restore(Document::from_text(TEXT), here, History::default());
    let id = |words: &str, session: &Session| {
        session.set().in_order().find(|a| a.spans.first() == span(words)).expect("it is there").id
    };
    let (town, ferry) = (id("The town", &session), id("ferry", &session));
    session.perform(Action::Confirm { id: town }).unwrap();
    session.perform(Action::Reject { id: ferry }).unwrap();
    let found = named(&[("Ana Rey", Person), ("town is", Org), ("the ferry stays", Org), ("late", Gpe)]);
    let said = session.refine(&found, None).unwrap().said;
    assert_eq!(said, "Deep reading: 3 names changed");
    let lines = |session: &Session| {
        let line = |a: &Annotation| Some(format!("{:?} {}", a.entity()?.kind, &TEXT[a.spans.hull().range()]));
        session.set().in_order().filter_map(line).collect::<Vec<_>>()
    };
    assert_eq!(lines(&session), ["Person Ana Rey", "Org ferry", "Gpe late", "Gpe The town"]);
    session.undo().unwrap();
    assert_eq!(lines(&session), ["Org Ana Rey", "Org ferry", "Org Ben Holt", "Gpe The town"]);
}
