//! What a deep reading changes in an open article, and what it leaves.

use crate::annotation::{
    Annotation, AnnotationSet, Body, Entity, EntityKind, Id, Quote, QuoteKind, Relation, RelationKind,
    Verdict, Why,
};
use crate::document::Document;
use crate::edit::{Change, Edit, History};
use crate::session::{Action, RefinedPart, RefinedStage, Session};
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

/// What is said after a reading of the whole article.
fn refine_with(session: &mut Session, found: &AnnotationSet, in_use: Option<Id>) -> String {
    session.refine(found, RefinedPart::whole(TEXT), in_use);
    session.end_refining().map_or_else(|error| error.to_string(), |changed| changed.said)
}

fn refine(session: &mut Session, quotes: &[(&str, &str, f32)]) -> String {
    refine_with(session, &found(quotes), None)
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
    assert_eq!(refine_with(&mut session, &found(&[]), Some(first)), "Deep reading: 1 removed");
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
    assert_eq!(refine_with(&mut session, &found, None), "Deep reading: 3 names changed");
    let lines = |session: &Session| {
        let line = |a: &Annotation| Some(format!("{:?} {}", a.entity()?.kind, &TEXT[a.spans.hull().range()]));
        session.set().in_order().filter_map(line).collect::<Vec<_>>()
    };
    assert_eq!(lines(&session), ["Person Ana Rey", "Org ferry", "Gpe late", "Gpe The town"]);
    session.undo().unwrap();
    assert_eq!(lines(&session), ["Org Ana Rey", "Org ferry", "Org Ben Holt", "Gpe The town"]);
}

/// The first two sentences, and the last.
fn parts(stage: RefinedStage) -> [RefinedPart; 2] {
    let border = TEXT.find("The town").expect("it is there");
    [Span::new(0, border), Span::new(border, TEXT.len())].map(|within| RefinedPart { within, stage })
}

/// A session in which a reading has come to the end of the first part.
fn half_read(found: &AnnotationSet) -> Session {
    let mut session = open(&[("denied", "Ana Rey", 0.8), ("is glad", "Ana Rey", 0.8)]);
    session.refine(found, parts(RefinedStage::SoFar)[0], None);
    session
}

const HERE: &str = "a1 Ana Rey: denied\na3 Ana Rey: is glad";

#[test]
fn what_was_found_so_far_is_shown_and_saved_at_the_end() {
    let all = found(&[STAYS, ("is glad", "Ben Holt", 0.9)]);
    let mut session = half_read(&all);
    assert_eq!(sketch(&session), "a4 Ana Rey: the ferry stays\na3 Ana Rey: is glad");
    let of_record =
        Session::restore(Document::from_text(TEXT), session.saved_set().into_owned(), History::default());
    assert_eq!(sketch(&of_record), HERE, "a record has nothing of it");
    assert!(session.take_log().is_empty() && session.history().next_undo().is_none());
    for part in parts(RefinedStage::Whole) {
        session.refine(&all, part, None);
    }
    assert_eq!(session.end_refining().unwrap().said, "Deep reading: 1 quotation more, 1 changed, 1 removed");
    assert_eq!(session.take_log().len(), 1);
    let after = sketch(&session);
    assert_eq!(after, "a4 Ana Rey: the ferry stays\na3 Ben Holt: is glad");
    session.undo().unwrap();
    assert_eq!(sketch(&session), HERE, "one undo takes all back");
    session.redo().unwrap();
    assert_eq!(sketch(&session), after);
}

#[test]
fn what_a_reader_touches_of_a_reading_under_way_stays_when_it_is_undone() {
    let all = found(&[STAYS, LATE, ("is glad", "Ben Holt", 0.9)]);
    let mut session = half_read(&all);
    let late = session.set().in_order().find(|a| a.spans.first() == span(LATE.0)).expect("it is shown").id;
    session.perform(Action::Confirm { id: late }).unwrap();
    for part in parts(RefinedStage::Whole) {
        session.refine(&all, part, None);
    }
    session.end_refining().unwrap();
    let log = session.take_log();
    session.undo().unwrap();
    let quotes = |session: &Session| {
        let quotes = session.set().in_order().filter(|a| a.quote().is_some());
        quotes.map(|quote| TEXT[quote.spans.hull().range()].to_owned()).collect::<Vec<String>>()
    };
    assert!(quotes(&session).contains(&LATE.0.to_owned()), "{:?}", quotes(&session));
    assert_eq!(session.set().get(late).map(|a| a.verdict), Some(Verdict::Confirmed));
    session.undo().unwrap();
    assert_eq!(session.set().get(late).map(|a| a.verdict), Some(Verdict::Open), "then the reader's own step");
    session.undo().unwrap();
    assert_eq!(sketch(&session), HERE);
    // The journal comes to the same.
    let mut again = open(&[("denied", "Ana Rey", 0.8), ("is glad", "Ana Rey", 0.8)]);
    for logged in log {
        again.merge(logged.step.edit, vec![]);
    }
    while session.redo().unwrap().is_some() {}
    assert_eq!(sketch(&again), sketch(&session));
}

#[test]
fn undo_in_the_middle_takes_back_the_readers_own_step() {
    let all = found(&[STAYS, ("is glad", "Ben Holt", 0.9)]);
    let mut session = open(&[("denied", "Ana Rey", 0.8), ("is glad", "Ana Rey", 0.8)]);
    session.perform(Action::Reject { id: Id::new(3) }).unwrap();
    session.refine(&all, parts(RefinedStage::SoFar)[0], None);
    let shown = sketch(&session);
    session.undo().unwrap();
    assert_eq!(sketch(&session), shown, "what the reading shows stays");
    assert_eq!(session.set().get(Id::new(3)).map(|a| a.verdict), Some(Verdict::Open));
    assert!(session.undo().unwrap().is_none());
    session.redo().unwrap();
    assert_eq!(session.set().get(Id::new(3)).map(|a| a.verdict), Some(Verdict::Rejected));
}

#[test]
fn a_step_of_another_tab_finds_the_article_without_what_is_in_no_step() {
    let mut session = half_read(&found(&[STAYS]));
    let note = Edit::Set(Id::new(1), Change::Note("Ask".to_owned()));
    let (_, changed) = session.merge(note, vec![]);
    assert_eq!(sketch(&session), HERE);
    assert!(!changed.paragraphs.is_empty() && !session.is_growing());
}

#[test]
fn a_reading_that_comes_back_to_what_was_there_is_no_step() {
    let mut session = half_read(&found(&[STAYS]));
    assert_ne!(sketch(&session), HERE);
    let before = found(&[("denied", "Ana Rey", 0.8), ("is glad", "Ana Rey", 0.8)]);
    let mut same = open(&[STAYS]);
    same.refine(&found(&[STAYS, LATE]), parts(RefinedStage::SoFar)[0], None);
    same.refine(&found(&[STAYS]), RefinedPart::whole(TEXT), None);
    assert_eq!(same.end_refining().unwrap_err().to_string(), "Deep reading: nothing changed");
    assert!(same.history().next_undo().is_none());
    session.drop_growing();
    assert_eq!(sketch(&session), HERE);
    session.refine(&before, RefinedPart::whole(TEXT), None);
    assert!(session.end_refining().is_err());
}
