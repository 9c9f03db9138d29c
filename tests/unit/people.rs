//! Who may have said something, who goes by a name, and the pass through what nobody has checked.

use crate::annotation::{Annotation, Id, Verdict};
use crate::document::Document;
use crate::session::{Action, ReviewOrder, Session};

const TEXT: &str = "Ferry stays\n\nBy Jo Marsh\n\n“It stays,” said Tomas Rey, the mayor. “I am glad,” Rey added.\n\n\
    Ida Quill of Nordvik Lines said that the fares would rise.\n\n“Not for me,” said Rey.";

fn open() -> Session {
    Session::analyse(Document::from_text(TEXT))
}

fn quotation(session: &Session, words: &str) -> Id {
    let says = |a: &&Annotation| session.document().slice(a.spans.first()).contains(words);
    session.set().in_order().filter(|a| a.quote().is_some()).find(says).expect("it is found").id
}

fn speakers(session: &Session) -> String {
    let quotations = session.set().in_order().filter_map(|a| a.quote());
    quotations.map(|q| q.speaker.as_deref().unwrap_or("?")).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_likeliest_speakers_are_near_and_speak_elsewhere() {
    let session = open();
    let likely = |words: &str| {
        let annotation = session.set().get(quotation(&session, words)).expect("it is there");
        session.likely_speakers(annotation).join(", ")
    };
    assert!(likely("I am glad").starts_with("Tomas Rey, "), "{}", likely("I am glad"));
    assert!(likely("that the fares").starts_with("Ida Quill, "), "{}", likely("that the fares"));
    assert!(!likely("I am glad").contains("Jo Marsh"), "who wrote the article says nothing in it");
    assert_eq!(session.names().first().map(String::as_str), Some("Tomas Rey"));
}

#[test]
fn a_speaker_far_down_the_list_is_still_on_it() {
    let names = ["Ada", "Bea", "Cai", "Dot", "Eli", "Fay", "Gus", "Hal", "Ike", "Jon", "Kit"];
    let others: Vec<String> = names.iter().map(|n| format!("“Yes,” said {n} Tallow.")).collect();
    let text = format!("“It stays,” said Tomas Rey.\n\n{}", others.join("\n\n"));
    let mut session = Session::analyse(Document::from_text(text));
    let id = quotation(&session, "It stays");
    session.perform(Action::SetSpeaker { id, name: "Kit Tallow".to_owned() }).expect("it is a quotation");
    let annotation = session.set().get(id).expect("it is there");
    let likely = session.likely_speakers(annotation);
    assert_eq!((likely.len(), likely.last().map(String::as_str)), (9, Some("Kit Tallow")), "{likely:?}");
}

#[test]
fn a_change_of_name_offers_to_change_the_others_and_becomes_one_step_with_them() {
    let mut session = open();
    let before = session.set().clone();
    let id = quotation(&session, "It stays");
    session.perform(Action::SetSpeaker { id, name: "Tom Rey".to_owned() }).expect("it is a quotation");
    let offer = session.offer().cloned().expect("others have the old name");
    assert_eq!((offer.from.as_str(), offer.to.as_str(), offer.id), ("Tomas Rey", "Tom Rey", id));
    let namesakes = session.namesakes(&offer.from);
    assert_eq!(namesakes.same.len(), offer.others);
    assert_eq!(namesakes.perhaps, [], "nobody else is called Rey");
    session.rename(namesakes.same, offer.to).expect("they have another name");
    assert_eq!(speakers(&session), "Tom Rey, Tom Rey, Ida Quill, Tom Rey");
    assert_eq!(session.offer(), None);
    session.undo().expect("it can be undone");
    assert_eq!(session.set(), &before);
    assert!(session.undo().expect("there is nothing").is_none(), "it was one step");
    session.redo().expect("it can be done again");
    assert_eq!(speakers(&session), "Tom Rey, Tom Rey, Ida Quill, Tom Rey");
}

#[test]
fn an_offer_is_gone_with_the_next_step() {
    let mut session = open();
    let (id, other) = (quotation(&session, "It stays"), quotation(&session, "Not for me"));
    let name = || "Tom Rey".to_owned();
    session.perform(Action::SetSpeaker { id, name: name() }).expect("it is a quotation");
    session.perform(Action::Confirm { id: other }).expect("it is open");
    assert_eq!(session.offer(), None);
    let same = session.namesakes("Tomas Rey").same;
    session.rename(same, name()).expect("they have another name");
    session.undo().expect("it can be undone");
    assert_eq!(
        session.set().get(id).and_then(|a| a.quote()?.speaker.clone()),
        Some(name()),
        "a step of its own"
    );
    session.undo().expect("it can be undone");
    session.undo().expect("it can be undone");
    assert_eq!(session.offer(), None, "what is undone offers nothing");
}

#[test]
fn names_that_hold_one_another_may_be_the_same() {
    let mut session = open();
    let id = quotation(&session, "Not for me");
    session.perform(Action::SetSpeaker { id, name: "Mayor Rey".to_owned() }).expect("it is a quotation");
    assert!(session.namesakes("Rey").perhaps.contains(&id));
    assert!(session.namesakes("Rey").same.is_empty());
    assert!(session.namesakes("Mayor Rey").perhaps.is_empty(), "Tomas is no mayor's name");
    assert!(session.namesakes("").perhaps.is_empty());
}

#[test]
fn the_pass_goes_from_the_least_sure_up_and_comes_back_to_what_was_passed_over() {
    let mut session = open();
    let quotations = session.progress().quotations;
    assert_eq!((quotations.done, quotations.all), (0, 4));
    let mut seen = vec![];
    for _ in 0..4 {
        let id = session.look_at_next_unchecked(ReviewOrder::LeastSure).expect("there are four");
        let annotation = session.set().get(id).expect("it is there");
        assert!(annotation.quote().is_some(), "quotations come first");
        seen.push((annotation.confidence(), id));
    }
    assert!(seen.is_sorted_by(|a, b| a.0 <= b.0), "{seen:?}");
    // The names, all judged; then the quotations again.
    while let Some(id) = session.look_at_next_unchecked(ReviewOrder::LeastSure) {
        if session.set().get(id).is_some_and(|a| a.quote().is_some()) {
            break;
        }
        session.perform(Action::Reject { id }).expect("it is open");
    }
    assert_eq!(session.selected().map(|a| a.id), Some(seen[0].1));
    for &(_, id) in &seen {
        session.perform(Action::Confirm { id }).expect("it is open");
    }
    assert_eq!(session.look_at_next_unchecked(ReviewOrder::LeastSure), None);
    let progress = session.progress();
    assert!(progress.quotations.is_complete() && progress.others.is_complete());
    let open =
        session.set().in_order().filter(|a| a.verdict == Verdict::Open).filter(|a| a.quote().is_some());
    assert_eq!(open.count(), 0);
}

#[test]
fn an_empty_article_has_nothing_to_check() {
    let mut session = Session::analyse(Document::from_text(""));
    assert_eq!(session.look_at_next_unchecked(ReviewOrder::LeastSure), None);
    assert_eq!(session.progress().quotations.all, 0);
}
