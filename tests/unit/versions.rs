//! A newer version of an article: verdicts belong to what was judged, the report says what is so, and is a file.

use crate::annotation::{Annotation, Body, EarlierVerdict, Verdict, is_problem};
use crate::document::Document;
use crate::format::{self, Format};
use crate::page::version_files::{self, ComparedDocuments};
use crate::session::{Action, Session, VersionReport};
use crate::span::Span;
use crate::store::{VersionAnswer, VersionAnswers};
use crate::view::verdict_of;

const OLD: &str = "Ferry stays\n\n“We heard them all,” said Tomas Rey. “The boat will go on for years to come.”\n\n\
    “I can live with five euros,” Ida Moor said on Monday.\n\nJan Bell said that nobody had asked him about it.\n\n\
    The town will vote in March, and the boat goes on until then.";

/// The older version with everything confirmed that it found, but for what `reject` says of its words.
fn judged(text: &str, rejected: &str) -> Session {
    let mut session = Session::analyse(Document::from_text(text));
    let all: Vec<Annotation> = session.set().in_order().cloned().collect();
    for Annotation { id, spans, body, .. } in all {
        if matches!(body, Body::Cue | Body::Speaker) {
            continue;
        }
        let is_rejected = !rejected.is_empty() && session.document().slice(spans.first()).contains(rejected);
        let action = if is_rejected { Action::Reject { id } } else { Action::Confirm { id } };
        session.perform(action).unwrap();
    }
    session
}

fn newer(old: &Session, text: &str) -> Session {
    let mut new = Session::analyse(Document::from_text(text));
    new.carry_over(old.document(), old.set()).unwrap();
    new
}

fn report(old: &Session, new: &Session) -> VersionReport {
    new.compare_with(old.document(), old.set(), &VersionAnswers::new())
}

fn one<'s>(session: &'s Session, words: &str) -> &'s Annotation {
    let found = session.set().in_order().find(|a| {
        !matches!(a.body, Body::Cue | Body::Speaker)
            && a.spans.iter().any(|&span| session.document().slice(span).contains(words))
    });
    found.unwrap_or_else(|| panic!("nothing has {words:?}"))
}

/// What the page says of the annotation with these words after the article became another.
#[track_caller]
fn check(old: &Session, new_text: &str, words: &str, expected: &str) {
    let new = newer(old, new_text);
    assert_eq!(verdict_of(one(&new, words)), expected, "{new_text}");
}

#[test]
fn a_verdict_belongs_to_the_words_that_were_judged() {
    let old = judged(OLD, "");
    check(&old, OLD, "five euros", "Confirmed");
    check(&old, &OLD.replace("five", "six"), "six euros", "Confirmed before; words changed");
    check(&old, &OLD.replace("five", "six"), "We heard", "Confirmed");
    check(&old, &OLD.replace("nobody had", "everybody had"), "everybody", "Confirmed before; words changed");
    check(&old, &OLD.replace("about it.", "about it, twice."), "nobody", "Confirmed before; words changed");
    let new = newer(&old, &OLD.replace("five", "six"));
    let changed = one(&new, "six euros");
    assert!(is_problem(changed));
    let before = Some("“I can live with five euros,”".to_owned());
    let expected = EarlierVerdict { verdict: Verdict::Confirmed, words: before, ..EarlierVerdict::default() };
    assert_eq!(changed.earlier, Some(expected));
}

#[test]
fn another_form_of_the_same_words_keeps_the_verdict() {
    let old = judged(OLD, "");
    let straight = OLD.replace(['“', '”'], "\"");
    check(&old, &straight, "five euros", "Confirmed");
    check(&old, &OLD.replace("five euros", "five\u{a0}euros"), "live with", "Confirmed");
    check(&old, &OLD.replace("euros,” Ida", "euros.” Ida"), "five euros", "Confirmed");
    check(&old, &OLD.replace("on Monday", "late on Monday"), "five euros", "Confirmed");
}

#[test]
fn who_says_it_and_how_belongs_to_what_was_judged() {
    let old = judged(OLD, "");
    check(&old, &OLD.replace("Ida Moor", "Eva Holm"), "five euros", "Confirmed before; speaker changed");
    check(&old, &OLD.replace("Ida Moor", "Ms Ida Moor"), "five euros", "Confirmed");
    check(
        &old,
        &OLD.replace("Bell said that", "Bell denied that"),
        "nobody",
        "Confirmed before; cue changed",
    );
    check(&old, &OLD.replace("Moor said", "Moor told us"), "five euros", "Confirmed");
    let new = newer(&old, &OLD.replace("Ida Moor", "Eva Holm"));
    let quote = one(&new, "five euros");
    assert_eq!(quote.quote().unwrap().speaker.as_deref(), Some("Eva Holm"), "as the text says now");
    assert_eq!(quote.earlier.as_ref().unwrap().speaker.as_deref(), Some("Ida Moor"));
    let speaker = new.set().speaker_of(quote.id).unwrap();
    assert_eq!(new.document().slice(speaker.spans.first()), "Eva Holm");
    assert_eq!(report(&old, &new).altered.len(), 1, "the report says so, too");
}

#[test]
fn names_dates_and_comments_are_judged_by_their_words_too() {
    let text = &OLD.replace("in March", "on 12 March 2026").replace("Jan Bell", "Johannes Adrian Bell");
    let mut old = judged(text, "");
    check(&old, &text.replace("12 March", "13 March"), "13 March", "Confirmed before; words changed");
    check(&old, &text.replace("Adrian Bell", "Adam Bell"), "Adam Bell", "Confirmed before; words changed");
    // A comment on a suggestion that nobody judged stays, and says that the words are others.
    let start = text.find("the boat goes on until then").unwrap();
    let span = Span::new(start, start + "the boat goes on until then".len());
    old.perform(Action::Mark { span, label: crate::session::MarkKind::Note }).unwrap();
    let id = old.selected().unwrap().id;
    old.perform(Action::SetNote { id, note: "Who pays?".to_owned() }).unwrap();
    let new = newer(&old, &text.replace("goes on until then", "goes on till then"));
    let note = new.set().in_order().find(|a| a.note == "Who pays?").unwrap();
    assert_eq!(verdict_of(note), "Confirmed before; words changed");
}

#[test]
fn a_rejection_of_other_words_asks_again() {
    let old = judged(OLD, "five euros");
    let new = newer(&old, OLD);
    assert_eq!(one(&new, "five euros").verdict, Verdict::Rejected);
    check(&old, &OLD.replace("five", "six"), "six euros", "Rejected before; words changed");
    // What the newer version does not quote any more stays rejected.
    let told =
        OLD.replace("“I can live with five euros,” Ida Moor said on Monday.", "I can live with six euros.");
    let new = newer(&old, &told);
    assert!(
        new.set().in_order().all(|a| a.quote().is_none() || !verdict_of(a).starts_with("Rejected before"))
    );
}

#[test]
fn a_reader_judges_anew_and_what_was_before_stays_known() {
    let old = judged(OLD, "");
    let mut new = newer(&old, &OLD.replace("five", "six"));
    let id = one(&new, "six euros").id;
    new.perform(Action::Confirm { id }).unwrap();
    assert_eq!((verdict_of(one(&new, "six")).as_str(), is_problem(one(&new, "six"))), ("Confirmed", false));
    assert!(new.set().get(id).unwrap().earlier.is_some());
    new.undo().unwrap();
    assert_eq!(verdict_of(one(&new, "six")), "Confirmed before; words changed");
    // Analysing again does not take it away, and words that come back bring the verdict back.
    new.analyse_again().unwrap();
    assert_eq!(verdict_of(one(&new, "six")), "Confirmed before; words changed");
    check(&new, OLD, "five euros", "Confirmed");
    check(&new, &OLD.replace("five", "seven"), "seven euros", "Confirmed before; words changed");
}

#[test]
fn an_import_over_other_words_takes_the_verdict_back() {
    let old = judged(OLD, "");
    for format in [Format::Jsonld, Format::Brat, Format::Csv, Format::Hypothesis, Format::Prodigy] {
        let file = format::export(old.document(), old.set(), "ferry", format);
        let imported = format::import_one(&file, format).unwrap();
        let placed = format::place(&imported, &Document::from_text(OLD.replace("five", "six")));
        let quotes = || placed.set.in_order().filter(|a| a.quote().is_some());
        let changed: Vec<_> = quotes().filter_map(Annotation::changed_since).collect();
        assert_eq!(changed.len(), 1, "{format}");
        assert_eq!(changed[0].verdict, Verdict::Confirmed, "{format}");
        assert_eq!(changed[0].words.as_deref(), Some("“I can live with five euros,”"), "{format}");
        assert_eq!(quotes().filter(|a| a.verdict == Verdict::Confirmed).count(), 3, "{format}");
        let same = format::place(&imported, old.document());
        assert!(same.set.in_order().all(|a| a.earlier.is_none()), "{format}");
    }
}

#[test]
fn exports_carry_what_was_judged_before() {
    let old = judged(OLD, "");
    let new = newer(&old, &OLD.replace("five", "six"));
    for format in
        [Format::Jsonld, Format::Brat, Format::Csv, Format::Hypothesis, Format::Html, Format::Labelstudio]
    {
        let file = format::export(new.document(), new.set(), "ferry", format);
        assert!(file.contains("five euros"), "{format}");
        let imported = format::import_one(&file, format).unwrap();
        let placed = format::place(&imported, new.document()).set;
        let of = |set: &crate::annotation::AnnotationSet| {
            set.in_order().find_map(|a| a.quote().and(a.changed_since()).cloned())
        };
        assert_eq!(of(&placed), of(new.set()), "{format}");
    }
}

#[test]
fn the_report_is_the_same_after_a_reload() {
    let mut old = judged(OLD, "");
    let id = one(&old, "nobody").id;
    old.perform(Action::SetNote { id, note: "Ask Bell".to_owned() }).unwrap();
    let text =
        OLD.replace("five", "six").replace("Jan Bell said that nobody had asked him about it.\n\n", "");
    let new = newer(&old, &text);
    let first = report(&old, &new);
    let stored = serde_json::from_str(&serde_json::to_string(new.set()).unwrap()).unwrap();
    let again = Session::restore(Document::from_text(&text), stored, new.history().clone());
    assert_eq!(report(&old, &again), first);
    assert_eq!((first.altered.len(), first.removed.len(), first.unchanged), (1, 1, 2));
    assert_eq!(first.removed[0].passage.note, "Ask Bell");
    // A reader's own work on the newer version is no change of the article.
    let mut worked = again;
    let id = one(&worked, "We heard").id;
    worked.perform(Action::SetSpeaker { id, name: "Tom Rey senior".to_owned() }).unwrap();
    assert_eq!(report(&old, &worked).altered.len(), 1);
}

#[test]
fn the_reader_decides_what_may_have_been_altered() {
    let old = judged(OLD, "");
    // The same speaker says something alike in another place.
    let text = OLD.replace("“I can live with five euros,” Ida Moor said on Monday.\n\n", "")
        + "\n\n“I can do with two euros,” said Ida Moor.";
    let mut new = newer(&old, &text);
    let asked = report(&old, &new);
    assert_eq!((asked.doubtful.len(), asked.removed.len(), asked.altered.len()), (1, 0, 0));
    let (id, spans) = (asked.doubtful[0].gone.passage.id.unwrap(), asked.doubtful[0].spans.clone());
    let answered = |answer| [(id, answer)].into();
    let removed = new.compare_with(old.document(), old.set(), &answered(VersionAnswer::Removed));
    assert_eq!((removed.doubtful.len(), removed.removed.len(), removed.added.len()), (0, 1, 1));
    assert!(removed.removed[0].is_answer);
    new.carry_to(old.document(), old.set(), id, &spans).unwrap();
    let altered = new.compare_with(old.document(), old.set(), &answered(VersionAnswer::Altered(spans)));
    assert_eq!((altered.doubtful.len(), altered.altered.len()), (0, 1));
    assert!(altered.lost.iter().all(|lost| lost.passage.id != Some(id)), "it is not lost any more");
    assert_eq!(verdict_of(one(&new, "two euros")), "Confirmed before; words changed");
}

#[test]
fn the_report_is_a_file() {
    let mut old = judged(&OLD.replace("Jan Bell", "=Jan <b>Bell</b>"), "");
    let id = one(&old, "nobody").id;
    old.perform(Action::SetNote { id, note: "=cmd()|<script>*".to_owned() }).unwrap();
    let text =
        OLD.replace("five", "six").replace("Jan Bell said that nobody had asked him about it.\n\n", "");
    let new = newer(&old, &text);
    let report = report(&old, &new);
    let documents = ComparedDocuments { old: old.document(), new: new.document() };
    let csv = version_files::csv(&report);
    assert!(csv.starts_with("\u{feff}outcome,kind,verdict_before,"), "{csv}");
    assert!(csv.contains("altered,Direct quotation,confirmed,Ida Moor,Ida Moor,"), "{csv}");
    assert!(csv.contains(",five,six,"), "{csv}");
    assert!(csv.contains("'=cmd()|<script>*"), "{csv}");
    let markdown = version_files::markdown(&report, documents);
    assert!(markdown.contains("~~five~~ **six**"), "{markdown}");
    assert!(markdown.contains("\\<script\\>\\*"), "{markdown}");
    let html = version_files::html(&report, documents);
    assert!(html.contains("<del>five</del> <ins>six</ins>"), "{html}");
    assert!(
        !html.contains("<script") && !html.contains("<button") && !html.contains("data-command"),
        "{html}"
    );
}
