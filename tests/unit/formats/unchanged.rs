//! Importing one's own export changes nothing, in every format; what was changed in the file is taken in.

use super::document;
use crate::annotation::{Annotation, Body, EntityKind, Id, RelationKind, Verdict};
use crate::format::{self, Format};
use crate::session::{Action, MarkKind, Session};
use crate::span::Span;

/// An article with what formats stumble over: repeated words, split and nested quotations, one over two paragraphs,
/// emoji, right-to-left and combining letters, mark-up.
const ARTICLE: &str = "Harbour plan “delayed again”\n\n\
    “We 🙂 will not sell,” said Mara Lindqvist, the mayor of Torvik, on Monday, “and we will not wait.” She said that \
    the ferry stays until 3 May 2024.\n\n\
    Lindqvist told reporters: “The minister said ‘never again’ to me on Monday. He meant it.\n\n\
    “I believe him.”\n\n\
    The mayor said on Monday that *nothing* [sic] <b>has</b> changed & that Nordbank pays $5 million, or 12 %, early \
    Tuesday morning. “No,” said שרה כהן of Nordbank. “No,” she said. Cafe\u{301} owners & others disagree.\n\n\
    According to Nordbank, the plan costs more than expected. The mayor of Torvik laughed.";

/// The n-th place of some words in the article.
fn nth(words: &str, n: usize) -> Span {
    let (start, _) = ARTICLE.match_indices(words).nth(n).unwrap_or_else(|| panic!("{words} is there"));
    Span::new(start, start + words.len())
}

fn quote_with(session: &Session, words: &str) -> Id {
    let has = |a: &&Annotation| {
        a.quote().is_some() && a.spans.iter().any(|&span| session.document().slice(span).contains(words))
    };
    let quotes = || {
        session
            .set()
            .in_order()
            .filter(|a| a.quote().is_some())
            .map(|a| session.document().slice(a.spans.hull()))
    };
    session
        .set()
        .in_order()
        .find(has)
        .unwrap_or_else(|| panic!("{words} is quoted: {:#?}", quotes().collect::<Vec<_>>()))
        .id
}

fn analysed() -> Session {
    Session::analyse(document(ARTICLE))
}

fn mark(session: &mut Session, span: Span, label: MarkKind) -> Id {
    session.perform(Action::Mark { span, label }).expect("these words can be marked");
    session.selected().expect("what is marked is selected").id
}

/// The article with a reader's work on it.
fn worked_on() -> Session {
    let mut session = analysed();
    let first = quote_with(&session, "will not sell");
    let no = quote_with(&session, "No,");
    let mut perform = |action| session.perform(action).expect("it fits");
    perform(Action::Confirm { id: first });
    perform(Action::SetNote {
        id: first,
        note: "checked, \"twice\"; see ‘A’\n\n- with the\ttape\n---\n#1".to_owned(),
    });
    perform(Action::SetTags { id: first, tags: "=harbour, ferry line, 100 %".to_owned() });
    perform(Action::SetSpeaker { id: no, name: "Sarah Cohen".to_owned() });
    perform(Action::SetMention { id: no, span: nth("Nordbank", 1), kind: RelationKind::SpokenBy });
    let believed = quote_with(&session, "I believe him");
    session.perform(Action::Reject { id: believed }).expect("it was open");
    let nested = mark(&mut session, nth("never again", 0), MarkKind::Quote);
    session
        .perform(Action::SetSpeaker { id: nested, name: "the minister (of trade)".to_owned() })
        .expect("it is one");
    let third = mark(&mut session, nth("Monday", 2), MarkKind::Note);
    session.perform(Action::SetNote { id: third, note: "= the third one".to_owned() }).expect("it is a note");
    let entities = [
        ("Harbour", EntityKind::Fac),
        ("owners", EntityKind::Norp),
        ("delayed", EntityKind::Event),
        ("wait", EntityKind::Work),
        ("ferry", EntityKind::Product),
        ("plan", EntityKind::Law),
        ("others", EntityKind::Misc),
        ("Cafe\u{301}", EntityKind::Loc),
        ("he", EntityKind::Person),
    ];
    for (words, kind) in entities {
        mark(&mut session, nth(words, 0), MarkKind::Entity(kind));
    }
    mark(&mut session, nth("on Monday that *nothing* [sic] <b>has</b>", 0), MarkKind::Note);
    let again = quote_with(&session, "the plan costs");
    session
        .perform(Action::Resize {
            id: again,
            edge: crate::session::SpanEdge::End,
            towards: crate::session::EdgeMove::Shrink,
        })
        .expect("it has two words");
    session
}

fn exported(session: &Session, format: Format) -> String {
    format::export(session.document(), session.set(), "harbour", format)
}

/// Imports a file and gives what the page says then.
fn import(session: &mut Session, file: &str, format: Format) -> String {
    let imported = format::import_one(file, format).unwrap_or_else(|e| panic!("{format}: {e}\n{file}"));
    assert_eq!(imported.skipped, [], "{format}");
    session.import(&imported, format).unwrap_or_else(|e| panic!("{format}: {e}")).said(0)
}

fn steps(session: &Session) -> usize {
    session.history().steps().count()
}

#[track_caller]
fn check_unchanged(session: &Session, format: Format) {
    let mut after = session.clone();
    let file = exported(session, format);
    let said = import(&mut after, &file, format);
    assert_eq!(after.set(), session.set(), "{format}: {said}\n{file}");
    assert_eq!(steps(&after), steps(session), "{format}: {said}");
    assert!(said.starts_with("Nothing new: all ") && said.ends_with("are here already"), "{format}: {said}");
    assert_eq!(exported(&after, format), file, "{format}");
}

#[test]
fn suggestions_are_as_before_after_import_of_their_export() {
    for &format in Format::ALL {
        check_unchanged(&analysed(), format);
    }
}

#[test]
fn a_readers_work_is_as_before_after_import_of_its_export() {
    for &format in Format::ALL {
        check_unchanged(&worked_on(), format);
    }
}

#[test]
fn line_ends_and_blanks_of_another_system_make_no_difference() {
    let session = Session::analyse(document(&ARTICLE.replace('\n', "\r\n")));
    for &format in Format::ALL {
        check_unchanged(&session, format);
    }
}

/// An older export says nothing new: neither against a rejection nor against a later comment.
#[test]
fn an_older_export_does_not_take_back_what_was_done_since() {
    for &format in Format::ALL {
        let mut session = worked_on();
        let file = exported(&session, format);
        let first = quote_with(&session, "will not sell");
        let costs = quote_with(&session, "ferry stays");
        let entity = session.set().in_order().find(|a| a.entity().is_some()).expect("there are some").id;
        for action in [
            Action::SetNote { id: first, note: "another thought".to_owned() },
            Action::SetTags { id: first, tags: "other".to_owned() },
            Action::SetSpeaker { id: first, name: "M. Lindqvist".to_owned() },
            Action::SetMention { id: first, span: nth("the mayor", 0), kind: RelationKind::SpokenBy },
            Action::Reject { id: costs },
            Action::Reject { id: entity },
        ] {
            session.perform(action).expect("it fits");
        }
        let before = session.clone();
        let said = import(&mut session, &file, format);
        assert_eq!(session.set(), before.set(), "{format}: {said}");
        assert_eq!(steps(&session), steps(&before), "{format}: {said}");
        assert!(said.contains("older than your work here, which stays"), "{format}: {said}");
    }
}

/// What a reader deleted comes back: a deletion leaves nothing that would speak against it.
#[test]
fn an_export_brings_back_what_was_deleted() {
    for &format in Format::ALL {
        let mut session = worked_on();
        let before = session.clone();
        let file = exported(&session, format);
        let nested = quote_with(&session, "never again");
        let nested = session
            .set()
            .in_order()
            .filter(|a| a.quote().is_some() && a.id != nested)
            .find(|a| a.spans.first() == nth("never again", 0))
            .map_or(nested, |a| a.id);
        session.perform(Action::Delete { id: nested }).expect("it is there");
        assert_ne!(session.set(), before.set());
        let said = import(&mut session, &file, format);
        let carries_quotes = format != Format::Iob2;
        assert_eq!(said.starts_with("1 annotation imported"), carries_quotes, "{format}: {said}");
        let back = session.set().get(nested);
        assert_eq!(back.is_some(), carries_quotes, "{format}: {said} {nested}\n{file}");
        assert_eq!(
            back.and_then(|a| a.quote()?.speaker.as_deref()),
            carries_quotes.then_some("the minister (of trade)")
        );
    }
}

/// Formats that do not say who checked what leave it open.
#[test]
fn what_nobody_checked_does_not_come_back_confirmed() {
    for session in [analysed(), worked_on()] {
        for &format in Format::ALL {
            let mut bare = Session::bare(session.document().clone());
            import(&mut bare, &exported(&session, format), format);
            for annotation in bare.set().in_order().filter(|a| a.verdict == Verdict::Confirmed) {
                let is_it = |a: &&Annotation| a.spans == annotation.spans && a.verdict == Verdict::Confirmed;
                assert!(session.set().in_order().any(|a| is_it(&a)), "{format}: {annotation:?}");
            }
        }
    }
}

/// In an article that nobody has worked on, an export brings back all that its format carries, with the ids.
#[test]
fn an_export_comes_back_in_an_article_without_annotations() {
    let session = worked_on();
    for &format in Format::ALL {
        let file = exported(&session, format);
        let mut bare = Session::bare(session.document().clone());
        import(&mut bare, &file, format);
        let kept = session.set().in_order().filter(|a| match format {
            Format::Jsonld | Format::Tei | Format::Html => true,
            _ if a.verdict == Verdict::Rejected => false,
            Format::Csv => a.quote().is_some(),
            Format::Markdown => a.quote().is_some() || a.body == Body::Note,
            Format::Jsonl | Format::Iob2 => false,
            _ => true,
        });
        for annotation in kept {
            let back = bare.set().get(annotation.id);
            assert_eq!(back.map(|b| &b.spans), Some(&annotation.spans), "{format}: {annotation:?}\n{file}");
            assert_eq!(back.map(|b| &b.body), Some(&annotation.body), "{format}");
        }
        let count = bare.set().len();
        let once = bare.clone();
        let said = import(&mut bare, &file, format);
        assert_eq!((bare.set(), bare.set().len()), (once.set(), count), "{format}: {said}");
        assert_eq!(exported(&bare, format), file, "{format}");
    }
}
