//! What the page shows of sources, of another person's set and of the whole library.

use crate::annotation::{AnnotationSet, Outcome};
use crate::document::Document;
use crate::page::comparison::{self, ComparisonView};
use crate::page::project_answers::{ComparedSets, ProjectAnswer, ProjectRequest, project_answer};
use crate::page::voices::{self, VoicesChoice, VoicesInput};
use crate::page::{comparison_files, source_files, sources};
use crate::project::digest::ArticleDigest;
use crate::project::voice::SpokenArticle;
use crate::session::{SAMPLE, Session};
use crate::store::{StoredComparison, StoredSource};
use crate::view::Element;
use crate::view::tree_json::{from_json, to_json};

const ARTICLE: &str = "“The ferry stays,” said Ida Moor. “We will raise the fare,” she said.";
const SPEECH: &str = "The ferry stays, I promise. We will never raise the fare.";

fn answer(request: &ProjectRequest) -> ProjectAnswer {
    let json = project_answer(&serde_json::to_string(request).unwrap());
    serde_json::from_str(&json).unwrap()
}

fn text(elements: &[Element]) -> String {
    elements.iter().map(ToString::to_string).collect()
}

/// An article whose quotations were checked.
fn checked() -> Session {
    let mut session = Session::analyse(Document::from_text(ARTICLE));
    let ProjectAnswer::Checked { id, findings } = answer(&ProjectRequest::Check {
        id: "ferry".to_owned(),
        article: StoredSource::new("", session.document()),
        set: session.set().clone(),
        sources: vec![StoredSource::new("speech.txt", &Document::from_text(SPEECH))],
        turns: vec![],
    }) else {
        panic!("quotations were to be checked");
    };
    assert_eq!(id, "ferry");
    session.take_findings(findings).unwrap();
    session
}

#[test]
fn a_check_is_kept_shown_written_and_undone() {
    let mut session = checked();
    let outcomes: Vec<Outcome> = session.findings().map(|(_, finding)| finding.outcome).collect();
    assert_eq!(outcomes, [Outcome::Verbatim, Outcome::Altered]);
    let shown = text(&sources::results(&session));
    assert!(shown.contains("<del data-change=\"word\">never</del>"), "{shown}");
    assert!(shown.contains("data-outcome=\"verbatim\"") && shown.contains("speech.txt"), "{shown}");
    let table = source_files::csv(&session, "ferry");
    assert!(table.contains("word: never →") && table.contains("speech.txt"), "{table}");
    let report = source_files::html(&session, "<b>");
    assert!(report.contains("&lt;b&gt;") && !report.contains("<button"), "{report}");
    let (annotation, _) = session.findings().next().unwrap();
    let id = annotation.id;
    assert!(session.finding_now(session.set().get(id).unwrap()).is_some());
    session.perform(crate::session::Action::SetSpeaker { id, name: "Tomas Rey".to_owned() }).unwrap();
    assert!(session.finding_now(session.set().get(id).unwrap()).is_none(), "another speaker was not checked");
    session.undo().unwrap();
    session.undo().unwrap();
    assert_eq!(session.findings().count(), 0);
}

#[test]
fn two_sets_are_shown_with_their_differences() {
    let session = Session::analyse(Document::from_text(SAMPLE));
    let mut theirs = session.set().clone();
    let first = theirs.in_order().find(|a| a.quote().is_some()).unwrap().id;
    theirs.remove(first);
    let (name, decisions, undone) = ("Ada".to_owned(), vec![], vec![]);
    let ProjectAnswer::Compared(compared) = answer(&ProjectRequest::Compare {
        id: "ferry".to_owned(),
        article: StoredSource::new("", session.document()),
        mine: session.set().clone(),
        comparison: StoredComparison { name, theirs, lost: 0, decisions, undone },
    }) else {
        panic!("sets were to be compared");
    };
    let ComparedSets { comparison, agreement, disputes, .. } = *compared;
    assert!(disputes.iter().all(|dispute| dispute.pair.theirs.is_none()) && !disputes.is_empty());
    let (document, mine) = (session.document(), session.set());
    let view = ComparisonView {
        document,
        mine,
        comparison: &comparison,
        agreement: &agreement,
        disputes: &disputes,
        current: 0,
    };
    let shown = text(&comparison::render(&view));
    assert!(shown.contains("aria-label=\"Agreement\"") && shown.contains("only mine"), "{shown}");
    assert_eq!(comparison_files::decisions(document, mine, &comparison, &disputes).lines().count(), 1);
}

#[test]
fn who_speaks_comes_through_as_elements() {
    let document = Document::from_text("“It stays,” said Mara Lindqvist on 3 May 2024.");
    let set = crate::recognise::annotate(&document);
    let article = ArticleDigest::of("one", &SpokenArticle { document: &document, set: &set });
    let mut input = VoicesInput { articles: vec![article], folds: vec![], choice: VoicesChoice::default() };
    for view in [
        crate::page::command::VoicesView::Speakers,
        crate::page::command::VoicesView::Person(vec!["mara".to_owned(), "lindqvist".to_owned()]),
        crate::page::command::VoicesView::Dates,
        crate::page::command::VoicesView::Same,
    ] {
        input.choice.view = view;
        let shown = to_json(&voices::render(&input));
        assert_eq!(to_json(&from_json(&shown)), shown, "all that is shown comes through");
    }
    input.articles = vec![ArticleDigest::of(
        "none",
        &SpokenArticle { document: &Document::from_text("Rain."), set: &AnnotationSet::new() },
    )];
    assert!(text(&voices::render(&input)).contains("No article of the library has a quotation yet"));
}
