//! What a reader does to an article, step by step: each test is a small scene.

use proptest::prelude::*;
use pullquote::annotation::{Body, EntityKind, Id, QuoteKind, RelationKind, Verdict};
use pullquote::document::Document;
use pullquote::edit::History;
use pullquote::session::{Action, Edge, Label, Move, Session};
use pullquote::span::Span;

const TEXT: &str = "Ferry stays\n\n“It stays,” said Tomas Rey. He was glad.\n\nRey’s town is glad, too: “So are we,” it said.";

/// An article without annotations: the scenes make their own.
fn blank() -> Session {
    Session::restore(Document::from_text(TEXT), Default::default(), History::default())
}

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the scene's words are in the text");
    Span::new(start, start + words.len())
}

fn mark(session: &mut Session, words: &str, label: Label) -> Id {
    session.perform(Action::Mark { span: span(words), label }).expect("the words can be marked");
    session.selected().expect("what was marked is selected").id
}

/// One line an annotation, in the order of the text: `quote direct [Tomas Rey] “It stays,”`. Ids, which change when
/// something is found again, have no say in the order.
fn sketch(session: &Session) -> String {
    let line = |a: &pullquote::annotation::Annotation| {
        let words: Vec<&str> = a.spans.iter().map(|&s| session.document().slice(s)).collect();
        let what = match &a.body {
            Body::Quote(q) => format!("quote {:?} [{}]", q.kind, q.speaker.as_deref().unwrap_or("?")),
            Body::Entity(e) => format!("{:?} [{}]", e.kind, e.name),
            body => format!("{body:?}"),
        };
        let verdict = if a.verdict == Verdict::Rejected { "rejected " } else { "" };
        (a.spans.first().start(), format!("{verdict}{what} {}", words.join(" | ")))
    };
    let mut lines: Vec<_> = session.set().in_order().map(line).collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_passage_is_marked_as_what_its_marks_say() {
    let mut session = blank();
    mark(&mut session, "It stays,", Label::Quote);
    mark(&mut session, "town is glad, too: “So are we,”", Label::Quote);
    mark(&mut session, "He was glad.", Label::Quote);
    let expected = "quote Direct [?] “It stays,”\nquote Indirect [?] He was glad.\n\
                    quote Mixed [?] town is glad, too: “So are we,”";
    assert_eq!(sketch(&session), expected);
}

#[test]
fn a_passage_over_two_paragraphs_has_a_span_in_each() {
    let mut session = blank();
    mark(&mut session, "He was glad.\n\nRey", Label::Note);
    assert_eq!(sketch(&session), "Note He was glad. | Rey");
}

#[test]
fn a_speaker_is_set_for_one_or_for_all_that_had_the_same() {
    let mut session = blank();
    let first = mark(&mut session, "“It stays,”", Label::Quote);
    let second = mark(&mut session, "“So are we,”", Label::Quote);
    let name = |name: &str| name.to_owned();
    session.perform(Action::SetSpeaker { id: first, name: name(" Rey ") }).unwrap();
    session.perform(Action::SetSpeaker { id: second, name: name("Rey") }).unwrap();
    session.perform(Action::RenameSpeaker { id: first, name: name("Tomas Rey") }).unwrap();
    assert_eq!(
        sketch(&session),
        "quote Direct [Tomas Rey] “It stays,”\nquote Direct [Tomas Rey] “So are we,”"
    );
    session.undo().unwrap();
    assert_eq!(sketch(&session), "quote Direct [Rey] “It stays,”\nquote Direct [Rey] “So are we,”");
    session.perform(Action::SetSpeaker { id: first, name: name("") }).unwrap();
    assert!(sketch(&session).starts_with("quote Direct [?]"));
}

#[test]
fn words_become_the_speaker_of_the_selected_quotation() {
    let mut session = blank();
    mark(&mut session, "Tomas Rey", Label::Entity(EntityKind::Person));
    let id = mark(&mut session, "“It stays,”", Label::Quote);
    session
        .perform(Action::SetMention { id, span: span("Tomas Rey"), kind: RelationKind::SpokenBy })
        .unwrap();
    session.perform(Action::SetMention { id, span: span("said"), kind: RelationKind::CuedBy }).unwrap();
    let words = |a: &pullquote::annotation::Annotation| session.document().slice(a.spans.first()).to_owned();
    assert_eq!(session.set().speaker_of(id).map(words).as_deref(), Some("Tomas Rey"));
    assert_eq!(session.set().cue_of(id).map(words).as_deref(), Some("said"));
    assert!(sketch(&session).contains("quote Direct [Tomas Rey] “It stays,”"));
    // What hangs on the quotation alone goes with it.
    session.perform(Action::Delete { id }).unwrap();
    assert_eq!(sketch(&session), "Person [Tomas Rey] Tomas Rey");
}

#[test]
fn every_occurrence_is_marked_but_not_within_words() {
    let mut session = blank();
    let id = mark(&mut session, "glad", Label::Note);
    session.perform(Action::MarkAll { id }).unwrap();
    assert_eq!(sketch(&session), "Note glad\nNote glad");
    assert!(session.perform(Action::MarkAll { id }).is_err(), "there is nothing left to mark");
    let id = mark(&mut session, "It", Label::Note);
    assert!(session.perform(Action::MarkAll { id }).is_err(), "“it” is another word");
}

#[test]
fn an_end_moves_by_a_word_and_never_out_of_its_paragraph() {
    let mut session = blank();
    let id = mark(&mut session, "Tomas Rey", Label::Entity(EntityKind::Person));
    let mut resize = |edge, towards| {
        let done = session.perform(Action::Resize { id, edge, towards }).is_ok();
        (done, sketch(&session).rsplit("] ").next().unwrap_or("").to_owned())
    };
    assert_eq!(resize(Edge::Start, Move::Out), (true, "said Tomas Rey".to_owned()));
    assert_eq!(resize(Edge::Start, Move::In), (true, "Tomas Rey".to_owned()));
    assert_eq!(resize(Edge::End, Move::In), (true, "Tomas".to_owned()));
    assert_eq!(resize(Edge::End, Move::In), (false, "Tomas".to_owned()));
    for _ in 0..9 {
        resize(Edge::End, Move::Out);
    }
    assert_eq!(resize(Edge::End, Move::Out), (false, "Tomas Rey. He was glad.".to_owned()));
}

#[test]
fn analysing_again_keeps_what_a_reader_did() {
    let mut session = Session::analyse(Document::from_text(TEXT));
    let quotes: Vec<Id> = session.set().in_order().filter(|a| a.quote().is_some()).map(|a| a.id).collect();
    let [first, second] = quotes[..] else { panic!("two quotations: {}", sketch(&session)) };
    session.perform(Action::Reject { id: first }).unwrap();
    session.perform(Action::SetSpeaker { id: second, name: "The town".to_owned() }).unwrap();
    mark(&mut session, "glad, too", Label::Note);
    let before = sketch(&session);
    session.analyse_again().unwrap();
    assert_eq!(sketch(&session), before);
    assert!(before.contains("rejected quote Direct") && before.contains("[The town]"));
}

#[test]
fn a_change_tells_where_it_shows() {
    let mut session = blank();
    let note = session.perform(Action::Mark { span: span("glad"), label: Label::Note }).unwrap();
    assert_eq!(note.paragraphs.into_iter().collect::<Vec<_>>(), [1]);
    let undone = session.undo().unwrap().expect("there is something to undo");
    assert_eq!(undone.paragraphs.into_iter().collect::<Vec<_>>(), [1]);
    assert_eq!(undone.said, "Undone: Mark");
    assert_eq!(session.undo().unwrap(), None);
}

#[test]
fn what_does_not_fit_changes_nothing() {
    let mut session = blank();
    let id = mark(&mut session, "glad", Label::Note);
    let before = sketch(&session);
    for action in [
        Action::SetSpeaker { id, name: "Rey".to_owned() },
        Action::SetValue { id, value: "2021".to_owned() },
        Action::Confirm { id: Id::new(999) },
        Action::Mark { span: span("\n\n"), label: Label::Note },
    ] {
        assert!(session.perform(action).is_err());
    }
    assert_eq!(sketch(&session), before);
}

fn action() -> impl Strategy<Value = Action> {
    let id = || (0u64..12).prop_map(Id::new);
    let span = || (0..TEXT.len() + 9, 0usize..40).prop_map(|(a, n)| Span::new(a, a + n));
    let label = prop_oneof![
        Just(Label::Quote),
        Just(Label::QuoteOf(QuoteKind::Mixed)),
        Just(Label::Entity(EntityKind::Org)),
        Just(Label::Date),
        Just(Label::Note)
    ];
    prop_oneof![
        4 => (span(), label.clone()).prop_map(|(span, label)| Action::Mark { span, label }),
        1 => id().prop_map(|id| Action::Confirm { id }),
        1 => id().prop_map(|id| Action::Reject { id }),
        1 => id().prop_map(|id| Action::Delete { id }),
        1 => id().prop_map(|id| Action::MarkAll { id }),
        1 => (id(), label).prop_map(|(id, label)| Action::SetKind { id, label }),
        1 => (id(), "[a-c ]{0,3}").prop_map(|(id, name)| Action::SetSpeaker { id, name }),
        1 => (id(), "[a-c ]{0,3}").prop_map(|(id, name)| Action::RenameEntity { id, name }),
        1 => (id(), span()).prop_map(|(id, span)| Action::SetMention { id, span, kind: RelationKind::SpokenBy }),
        1 => (id(), any::<bool>(), any::<bool>()).prop_map(|(id, start, out)| Action::Resize {
            id,
            edge: if start { Edge::Start } else { Edge::End },
            towards: if out { Move::Out } else { Move::In },
        }),
    ]
}

proptest! {
    /// Whatever a reader does, marks stay on character borders inside paragraphs, and all of it can be undone.
    #[test]
    fn any_work_can_be_undone(actions in prop::collection::vec(action(), 0..30)) {
        let mut session = blank();
        let before = session.set().clone();
        for action in actions {
            let _may_not_fit = session.perform(action);
            for span in session.set().in_order().flat_map(|a| a.spans.iter()) {
                prop_assert!(span.get(TEXT).is_some_and(|words| !words.trim().is_empty()), "{span:?}");
                prop_assert_eq!(session.document().paragraphs_in(*span).len(), 1);
            }
        }
        let after = session.set().clone();
        let mut steps = 0;
        while session.undo().unwrap().is_some() {
            steps += 1;
        }
        prop_assert_eq!(session.set(), &before);
        for _ in 0..steps {
            session.redo().unwrap();
        }
        prop_assert_eq!(session.set(), &after);
    }
}

#[test]
fn what_a_file_says_takes_the_place_of_untouched_suggestions() {
    let analysed = || Session::analyse(Document::from_text(TEXT));
    let mut theirs = analysed();
    let quote = theirs.set().in_order().find(|a| a.quote().is_some()).expect("the text has a quotation").id;
    theirs.perform(Action::SetSpeaker { id: quote, name: "Ida Rey".to_owned() }).expect("it is a quotation");
    let mut ours = analysed();
    let before = sketch(&ours);
    let (added, _) = ours.add_imported(theirs.set()).expect("it can be added");
    assert_eq!((added, sketch(&ours)), (1, sketch(&theirs)));
    assert_eq!(ours.set().relations().count(), theirs.set().relations().count());
    let (again, _) = ours.add_imported(theirs.set()).expect("it can be added");
    assert_eq!((again, sketch(&ours)), (0, sketch(&theirs)));
    ours.undo().expect("it can be undone");
    assert_eq!(sketch(&ours), before);
}

#[test]
fn guesses_in_a_file_do_not_bring_back_what_was_rejected() {
    let mut ours = Session::analyse(Document::from_text(TEXT));
    let quote = ours.set().in_order().find(|a| a.quote().is_some()).expect("the text has a quotation").id;
    let theirs = ours.clone();
    ours.perform(Action::Reject { id: quote }).expect("it was open");
    let before = sketch(&ours);
    ours.add_imported(theirs.set()).expect("it can be added");
    assert_eq!(sketch(&ours), before);
    assert!(before.starts_with("rejected quote"), "{before}");
}
