//! What a reader does to an article, step by step: each test is a small scene.

use crate::annotation::{Body, EntityKind, Id, QuoteKind, RelationKind, Verdict};
use crate::document::Document;
use crate::edit::History;
use crate::format::{self, Format};
use crate::session::{Action, EdgeMove, MarkKind, Session, SpanEdge};
use crate::span::{Pos, Span};
use proptest::prelude::*;

const TEXT: &str = "Ferry stays\n\n“It stays,” said Tomas Rey. He was glad.\n\nRey’s town is glad, too: “So are we,” it said.";

/// An article without annotations: the scenes make their own.
fn blank() -> Session {
    Session::restore(Document::from_text(TEXT), Default::default(), History::default())
}

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the scene's words are in the text");
    Span::new(start, start + words.len())
}

fn mark(session: &mut Session, words: &str, label: MarkKind) -> Id {
    session.perform(Action::Mark { span: span(words), label }).expect("the words can be marked");
    session.selected().expect("what was marked is selected").id
}

/// One line an annotation, in the order of the text: `quote direct [Tomas Rey] “It stays,”`. Ids, which change when
/// something is found again, have no say in the order.
fn sketch(session: &Session) -> String {
    let line = |a: &crate::annotation::Annotation| {
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
    mark(&mut session, "It stays,", MarkKind::Quote);
    mark(&mut session, "town is glad, too: “So are we,”", MarkKind::Quote);
    mark(&mut session, "He was glad.", MarkKind::Quote);
    let expected = "quote Direct [?] “It stays,”\nquote Indirect [?] He was glad.\n\
                    quote Mixed [?] town is glad, too: “So are we,”";
    assert_eq!(sketch(&session), expected);
}

#[test]
fn a_passage_over_two_paragraphs_has_a_span_in_each() {
    let mut session = blank();
    mark(&mut session, "He was glad.\n\nRey", MarkKind::Note);
    assert_eq!(sketch(&session), "Note He was glad. | Rey");
}

#[test]
fn a_speaker_is_set_for_one_or_for_several() {
    let mut session = blank();
    let first = mark(&mut session, "“It stays,”", MarkKind::Quote);
    let second = mark(&mut session, "“So are we,”", MarkKind::Quote);
    let name = |name: &str| name.to_owned();
    session.perform(Action::SetSpeaker { id: first, name: name(" Rey ") }).unwrap();
    session.perform(Action::SetSpeaker { id: second, name: name("Rey") }).unwrap();
    session.perform(Action::Rename { ids: vec![first, second], name: name("Tomas Rey") }).unwrap();
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
    mark(&mut session, "Tomas Rey", MarkKind::Entity(EntityKind::Person));
    let id = mark(&mut session, "“It stays,”", MarkKind::Quote);
    session
        .perform(Action::SetMention { id, span: span("Tomas Rey"), kind: RelationKind::SpokenBy })
        .unwrap();
    session.perform(Action::SetMention { id, span: span("said"), kind: RelationKind::CuedBy }).unwrap();
    let words = |a: &crate::annotation::Annotation| session.document().slice(a.spans.first()).to_owned();
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
    let id = mark(&mut session, "glad", MarkKind::Note);
    session.perform(Action::MarkAll { id }).unwrap();
    assert_eq!(sketch(&session), "Note glad\nNote glad");
    assert!(session.perform(Action::MarkAll { id }).is_err(), "there is nothing left to mark");
    let id = mark(&mut session, "It", MarkKind::Note);
    assert!(session.perform(Action::MarkAll { id }).is_err(), "“it” is another word");
}

#[test]
fn an_end_moves_by_a_word_and_never_out_of_its_paragraph() {
    let mut session = blank();
    let id = mark(&mut session, "Tomas Rey", MarkKind::Entity(EntityKind::Person));
    let mut resize = |edge, towards| {
        let done = session.perform(Action::Resize { id, edge, towards }).is_ok();
        (done, sketch(&session).rsplit("] ").next().unwrap_or("").to_owned())
    };
    assert_eq!(resize(SpanEdge::Start, EdgeMove::Grow), (true, "said Tomas Rey".to_owned()));
    assert_eq!(resize(SpanEdge::Start, EdgeMove::Shrink), (true, "Tomas Rey".to_owned()));
    assert_eq!(resize(SpanEdge::End, EdgeMove::Shrink), (true, "Tomas".to_owned()));
    assert_eq!(resize(SpanEdge::End, EdgeMove::Shrink), (false, "Tomas".to_owned()));
    for _ in 0..9 {
        resize(SpanEdge::End, EdgeMove::Grow);
    }
    assert_eq!(resize(SpanEdge::End, EdgeMove::Grow), (false, "Tomas Rey. He was glad.".to_owned()));
}

#[test]
fn analysing_again_keeps_what_a_reader_did() {
    let mut session = Session::analyse(Document::from_text(TEXT));
    let quotes: Vec<Id> = session.set().in_order().filter(|a| a.quote().is_some()).map(|a| a.id).collect();
    let [first, second] = quotes[..] else { panic!("two quotations: {}", sketch(&session)) };
    session.perform(Action::Reject { id: first }).unwrap();
    session.perform(Action::SetSpeaker { id: second, name: "The town".to_owned() }).unwrap();
    mark(&mut session, "glad, too", MarkKind::Note);
    // Suggestions get new ids, and with them another order over the same words.
    let sorted = |session: &Session| {
        let mut lines: Vec<String> = sketch(session).lines().map(str::to_owned).collect();
        lines.sort();
        lines.join("\n")
    };
    let before = sorted(&session);
    session.analyse_again().unwrap();
    assert_eq!(sorted(&session), before);
    assert!(before.contains("rejected quote Direct") && before.contains("[The town]"));
}

#[test]
fn a_change_tells_where_it_shows() {
    let mut session = blank();
    let note = session.perform(Action::Mark { span: span("glad"), label: MarkKind::Note }).unwrap();
    assert_eq!(note.paragraphs.into_iter().collect::<Vec<_>>(), [1]);
    let undone = session.undo().unwrap().expect("there is something to undo");
    assert_eq!(undone.paragraphs.into_iter().collect::<Vec<_>>(), [1]);
    assert_eq!(undone.said, "Undone: Mark");
    assert_eq!(session.undo().unwrap(), None);
}

#[test]
fn what_does_not_fit_changes_nothing() {
    let mut session = blank();
    let id = mark(&mut session, "glad", MarkKind::Note);
    let before = sketch(&session);
    for action in [
        Action::SetSpeaker { id, name: "Rey".to_owned() },
        Action::SetValue { id, value: "2021".to_owned() },
        Action::Confirm { id: Id::new(999) },
        Action::Mark { span: span("\n\n"), label: MarkKind::Note },
    ] {
        assert!(session.perform(action).is_err());
    }
    assert_eq!(sketch(&session), before);
}

/// What is in these spans, in their order.
fn words_of(session: &Session, id: Id) -> String {
    let spans = &session.set().get(id).expect("it is there").spans;
    spans.iter().map(|&s| session.document().slice(s)).collect::<Vec<_>>().join(" | ")
}

/// The first quotation with its speaker and cue, and the second.
fn two_quotations(session: &mut Session) -> (Id, Id) {
    let first = mark(session, "“It stays,”", MarkKind::Quote);
    for (words, kind) in [("Tomas Rey", RelationKind::SpokenBy), ("said", RelationKind::CuedBy)] {
        session
            .perform(Action::SetMention { id: first, span: span(words), kind })
            .expect("it is a quotation");
    }
    (first, mark(session, "“So are we,”", MarkKind::Quote))
}

#[test]
fn many_are_judged_as_one_step() {
    let mut session = Session::analyse(Document::from_text(TEXT));
    let before = sketch(&session);
    let ids: Vec<Id> = session.set().in_order().filter(|a| a.quote().is_some()).map(|a| a.id).collect();
    let rejected = session.perform(Action::RejectAll { ids: ids.clone() }).expect("they are open");
    assert!(rejected.said.starts_with("Rejected 2 annotations"), "{}", rejected.said);
    assert_eq!(sketch(&session).matches("rejected quote").count(), 2);
    assert!(session.perform(Action::RejectAll { ids: ids.clone() }).is_err(), "they are rejected already");
    session.perform(Action::ConfirmAll { ids: [ids[0], ids[0]].into() }).expect("it is rejected");
    assert_eq!(sketch(&session).matches("rejected quote").count(), 1);
    session.undo().expect("it can be undone");
    session.undo().expect("it can be undone");
    assert_eq!(sketch(&session), before);
    let ids = vec![ids[0], Id::new(999)];
    assert!(session.perform(Action::RejectAll { ids }).is_err(), "one of them is not there");
    assert_eq!(sketch(&session), before);
}

#[test]
fn an_end_goes_to_the_nearest_border_of_a_word() {
    let mut session = blank();
    let id = mark(&mut session, "Tomas Rey", MarkKind::Entity(EntityKind::Person));
    let mut go = |edge, words: &str, past: usize| {
        let to = Pos::from(span(words).start().index() + past);
        let done = session.perform(Action::MoveEdge { id, edge, to });
        done.map_or_else(|why| why.to_string(), |_| words_of(&session, id))
    };
    assert_eq!(go(SpanEdge::Start, "said", 1), "said Tomas Rey");
    assert_eq!(go(SpanEdge::End, "glad", 3), "said Tomas Rey. He was glad");
    assert_eq!(
        go(SpanEdge::End, "Rey’s", 3),
        "said Tomas Rey. He was glad. | Rey",
        "over the paragraph's end"
    );
    assert_eq!(go(SpanEdge::Start, "glad", 0), "glad. | Rey");
    assert_eq!(go(SpanEdge::End, "He was", 0), "An end cannot go past the other");
    assert_eq!(go(SpanEdge::End, "glad", 4), "glad");
    assert_eq!(go(SpanEdge::Start, "glad", 0), "There is nothing to change");
}

#[test]
fn words_are_taken_in_and_left_out() {
    let mut session = blank();
    let (id, _) = two_quotations(&mut session);
    let tied = session.set().relations().count();
    session.perform(Action::Include { id, span: span("He was glad.") }).expect("there are words");
    assert_eq!(words_of(&session, id), "“It stays,” | He was glad.");
    session.perform(Action::Exclude { id, span: span("was") }).expect("they are in it");
    assert_eq!(words_of(&session, id), "“It stays,” | He | glad.");
    session.perform(Action::Include { id, span: span("was") }).expect("they are not in it");
    assert_eq!(words_of(&session, id), "“It stays,” | He was glad.");
    assert!(session.perform(Action::Exclude { id, span: span("town") }).is_err(), "they are not in it");
    assert!(session.perform(Action::Exclude { id, span: Span::new(0, TEXT.len()) }).is_err());
    assert_eq!(session.set().relations().count(), tied, "speaker and cue stay");
}

#[test]
fn both_halves_of_a_quotation_keep_speaker_and_cue() {
    let mut session = blank();
    let (first, _) = two_quotations(&mut session);
    session.perform(Action::Include { id: first, span: span("He was glad.") }).expect("there are words");
    let before = (sketch(&session), session.set().clone());
    session
        .perform(Action::Split { id: first, at: Pos::from(span("was").start().index() + 1) })
        .expect("it is inside");
    let second = session.selected().expect("the second half is selected").id;
    assert_eq!(
        (words_of(&session, first), words_of(&session, second)),
        ("“It stays,” | He".into(), "was glad.".into())
    );
    for id in [first, second] {
        assert_eq!(
            session.set().speaker_of(id).map(|a| words_of(&session, a.id)).as_deref(),
            Some("Tomas Rey")
        );
        assert_eq!(session.set().cue_of(id).map(|a| words_of(&session, a.id)).as_deref(), Some("said"));
        assert_eq!(session.set().get(id).and_then(|a| a.quote()?.speaker.as_deref()), Some("Tomas Rey"));
    }
    session.undo().expect("it can be undone");
    assert_eq!((sketch(&session), session.set()), (before.0, &before.1));
    for words in ["It stays", "Ferry", "town"] {
        let at = span(words).start();
        let split = session.perform(Action::Split { id: first, at });
        assert_eq!(split.is_ok(), words == "It stays", "{words}");
    }
}

#[test]
fn names_are_split_into_the_names_that_they_are() {
    let mut session = blank();
    let id = mark(&mut session, "Tomas Rey. He", MarkKind::Entity(EntityKind::Person));
    session.perform(Action::Split { id, at: span("Rey").start() }).expect("it is inside");
    assert_eq!(sketch(&session), "Person [Tomas] Tomas\nPerson [Rey. He] Rey. He");
}

#[test]
fn two_quotations_become_one_with_the_speaker_of_either() {
    for order in [[0, 1], [1, 0]] {
        let mut session = blank();
        let both = <[Id; 2]>::from(two_quotations(&mut session));
        session.perform(Action::SetNote { id: both[0], note: "one".to_owned() }).expect("it has none");
        session.perform(Action::SetTags { id: both[1], tags: "two".to_owned() }).expect("it has none");
        let before = session.set().clone();
        let [id, other] = order.map(|i| both[i]);
        session.perform(Action::Join { id, other }).expect("both are quotations");
        assert!(session.set().get(other).is_none());
        let joined = session.set().get(id).expect("it is there");
        assert_eq!((joined.note.as_str(), joined.tags.join(" ").as_str()), ("one", "two"));
        assert!(
            sketch(&session).contains("quote Direct [Tomas Rey] “It stays,” | “So are we,”"),
            "{}",
            sketch(&session)
        );
        assert_eq!(
            session.set().speaker_of(id).map(|a| words_of(&session, a.id)).as_deref(),
            Some("Tomas Rey")
        );
        assert_eq!(session.set().cue_of(id).map(|a| words_of(&session, a.id)).as_deref(), Some("said"));
        session.undo().expect("it can be undone");
        assert_eq!(session.set(), &before);
        assert!(session.perform(Action::Join { id, other: id }).is_err());
    }
}

#[test]
fn a_mention_that_is_replaced_does_not_stay_behind() {
    let mut session = blank();
    let (id, _) = two_quotations(&mut session);
    session
        .perform(Action::SetMention { id, span: span("He"), kind: RelationKind::SpokenBy })
        .expect("it is one");
    let speakers =
        sketch(&session).lines().filter(|line| line.starts_with("Speaker")).collect::<Vec<_>>().join("\n");
    assert_eq!(speakers, "Speaker He");
}

fn action() -> impl Strategy<Value = Action> {
    let id = || (0u64..12).prop_map(Id::new);
    let ids = move || prop::collection::vec(id(), 0..4);
    let pos = || (0..TEXT.len() + 9).prop_map(Pos::from);
    let span = || (0..TEXT.len() + 9, 0usize..40).prop_map(|(a, n)| Span::new(a, a + n));
    let label = prop_oneof![
        Just(MarkKind::Quote),
        Just(MarkKind::QuoteOf(QuoteKind::Mixed)),
        Just(MarkKind::Entity(EntityKind::Org)),
        Just(MarkKind::Date),
        Just(MarkKind::Note)
    ];
    prop_oneof![
        4 => (span(), label.clone()).prop_map(|(span, label)| Action::Mark { span, label }),
        1 => id().prop_map(|id| Action::Confirm { id }),
        1 => id().prop_map(|id| Action::Reject { id }),
        1 => id().prop_map(|id| Action::Delete { id }),
        1 => id().prop_map(|id| Action::MarkAll { id }),
        1 => (id(), label).prop_map(|(id, label)| Action::SetKind { id, label }),
        1 => (id(), "[a-c ]{0,3}").prop_map(|(id, name)| Action::SetSpeaker { id, name }),
        1 => (ids(), "[a-c ]{0,3}").prop_map(|(ids, name)| Action::Rename { ids, name }),
        1 => ids().prop_map(|ids| Action::ConfirmAll { ids }),
        1 => ids().prop_map(|ids| Action::RejectAll { ids }),
        1 => (id(), pos()).prop_map(|(id, at)| Action::Split { id, at }),
        1 => (id(), id()).prop_map(|(id, other)| Action::Join { id, other }),
        1 => (id(), span()).prop_map(|(id, span)| Action::Include { id, span }),
        1 => (id(), span()).prop_map(|(id, span)| Action::Exclude { id, span }),
        1 => (id(), "[a-c, ]{0,5}").prop_map(|(id, tags)| Action::SetTags { id, tags }),
        1 => (id(), "[a-c ]{0,3}").prop_map(|(id, note)| Action::SetNote { id, note }),
        1 => (id(), any::<bool>(), pos()).prop_map(|(id, start, to)| Action::MoveEdge {
            id,
            edge: if start { SpanEdge::Start } else { SpanEdge::End },
            to,
        }),
        1 => (id(), span()).prop_map(|(id, span)| Action::SetMention { id, span, kind: RelationKind::SpokenBy }),
        1 => (id(), any::<bool>(), any::<bool>()).prop_map(|(id, start, out)| Action::Resize {
            id,
            edge: if start { SpanEdge::Start } else { SpanEdge::End },
            towards: if out { EdgeMove::Grow } else { EdgeMove::Shrink },
        }),
    ]
}

/// The article as it comes out of storage.
fn reopened(session: &Session) -> Session {
    let json = serde_json::to_string(&(session.set(), session.history())).expect("it can be stored");
    let (set, history) = serde_json::from_str(&json).expect("it can be read");
    Session::restore(Document::from_text(TEXT), set, history)
}

/// Whether the counts that were kept in step are those of counting anew.
fn is_counted_right(session: &Session) -> bool {
    session.counts() == reopened(session).counts()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a reader does, marks stay on character borders inside paragraphs, and all of it can be undone, also
    /// after a reload.
    #[test]
    fn any_work_can_be_undone(actions in prop::collection::vec(action(), 0..30)) {
        let mut session = blank();
        let before = session.set().clone();
        for action in actions {
            let _counted_before = session.counts();
            let _may_not_fit = session.perform(action);
            prop_assert!(is_counted_right(&session));
            for span in session.set().in_order().flat_map(|a| a.spans.iter()) {
                prop_assert!(span.get(TEXT).is_some_and(|words| !words.trim().is_empty()), "{span:?}");
                prop_assert_eq!(session.document().paragraphs_in(*span).len(), 1);
            }
        }
        let after = session.set().clone();
        let mut session = reopened(&session);
        prop_assert_eq!(session.set(), &after);
        let mut steps = 0;
        while session.undo().unwrap().is_some() {
            prop_assert!(is_counted_right(&session));
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
    let import = |ours: &mut Session, theirs: &Session| {
        let file = format::export(theirs.document(), theirs.set(), "x", Format::Jsonld);
        let file = format::import_one(&file, Format::Jsonld).expect("it was just written");
        ours.import(&file, Format::Jsonld).expect("it can be merged").said(0)
    };
    let said = import(&mut ours, &theirs);
    assert_eq!(sketch(&ours), sketch(&theirs));
    assert!(said.starts_with("1 speaker changed, "), "{said}");
    assert_eq!(ours.set().relations().count(), theirs.set().relations().count());
    let again = import(&mut ours, &theirs);
    assert_eq!(sketch(&ours), sketch(&theirs));
    assert!(again.starts_with("Nothing new: all "), "{again}");
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
    let file = format::export(theirs.document(), theirs.set(), "x", Format::Jsonld);
    let file = format::import_one(&file, Format::Jsonld).expect("it was just written");
    ours.import(&file, Format::Jsonld).expect("it can be merged");
    assert_eq!(sketch(&ours), before);
    assert!(before.starts_with("rejected quote"), "{before}");
}
