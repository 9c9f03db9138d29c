//! What the page shows of sources, of another person's set and of the whole library.

use crate::annotation::{AnnotationSet, Outcome};
use crate::document::{Document, Meta};
use crate::page::command::{VoicesFile, VoicesView};
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
        VoicesView::Speakers,
        VoicesView::Person(vec!["mara".to_owned(), "lindqvist".to_owned()]),
        VoicesView::Dates,
        VoicesView::Same,
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

/// Two articles of two months in which one says the same.
fn library() -> VoicesInput {
    let article = |id: &str, day: &str, rest: &str| {
        let text = format!(
            "“We will keep the old boat for as long as we can,” said Ida Moor at 9 p.m. on 3 May 2024. {rest}"
        );
        let meta = Meta { published: day.parse().ok(), title: Some(format!("News {id}")), ..Meta::default() };
        let document = Document::from_text_with(&text, meta);
        let set = crate::recognise::annotate(&document);
        ArticleDigest::of(id, &SpokenArticle { document: &document, set: &set })
    };
    let rest = "The mill of the 18th century and the school of the 1990s stay. “We row,” said Ida Moor.";
    let articles = vec![article("one", "2024-05-04", ""), article("two", "2024-06-08", rest)];
    VoicesInput { articles, folds: vec![], choice: VoicesChoice::default() }
}

fn file(input: &VoicesInput, file: VoicesFile) -> (String, String) {
    let (articles, choice) = (input.articles.clone(), input.choice.clone());
    let request = ProjectRequest::VoicesFile(VoicesInput { articles, folds: vec![], choice }, file);
    match answer(&request) {
        ProjectAnswer::File(name, text) => (name, text),
        _ => panic!("a file was to be written"),
    }
}

/// Every view has its list with ways back to the words, its picture and its table.
#[test]
fn each_view_of_who_speaks_has_a_picture_and_a_table() {
    let mut input = library();
    let key = vec!["ida".to_owned(), "moor".to_owned()];
    let views = [
        (VoicesView::Speakers, "speakers", "Ida Moor", 1),
        (VoicesView::Person(key), "quotations", "2024-06-08: ", 2),
        (VoicesView::Dates, "dates", "18th century: 1 article", 1),
        (VoicesView::Same, "same-quotations", "We will keep the old boat", 2),
    ];
    for (view, name, said, n_links) in views {
        input.choice.view = view;
        let shown = text(&voices::render(&input));
        assert!(shown.contains("Picture (SVG)") && shown.contains("Picture (PNG)"), "{shown}");
        assert!(n_links <= shown.matches("class=\"name\"").count(), "{name}: {shown}");
        let (svg, picture) = file(&input, VoicesFile::Svg);
        assert_eq!((svg, picture.matches("<?xml").count()), (format!("{name}.svg"), 1));
        assert!(picture.contains(said) && picture.contains("</svg>"), "{name}: {picture}");
        assert_eq!(file(&input, VoicesFile::Png), (format!("{name}.png"), picture));
        let (csv, table) = file(&input, VoicesFile::Csv);
        assert!(csv == format!("{name}.csv") && 1 < table.lines().count(), "{name}: {table}");
    }
    // Both articles have a day of the line each; of the same quotation each has a dot.
    input.choice.view = VoicesView::Same;
    assert_eq!(file(&input, VoicesFile::Svg).1.matches("rx=").count(), 2);
    // A month alone: nothing is the same in one article.
    input.choice.month = "2024-05".to_owned();
    assert_eq!(file(&input, VoicesFile::Svg).1.matches("rx=").count(), 0);
}

/// A picture that leaves something out says so.
#[test]
fn the_picture_of_who_speaks_says_how_many_it_leaves_out() {
    let surnames = ["Moor", "Holt", "Lund", "Marsh", "Quill", "Lane", "Webb", "Frost", "Hale"];
    let article = |number: usize| {
        let said = |(at, name)| {
            format!("“We will row,” said {name} {}.\n\n", surnames[(number + at) % surnames.len()])
        };
        let text: String =
            ["Ida", "Peter", "Mary", "Paul", "Anna"].into_iter().enumerate().map(said).collect();
        let document = Document::from_text(&text);
        let set = crate::recognise::annotate(&document);
        ArticleDigest::of(&number.to_string(), &SpokenArticle { document: &document, set: &set })
    };
    let articles = (0..surnames.len()).map(article).collect();
    let input = VoicesInput { articles, folds: vec![], choice: VoicesChoice::default() };
    let table = file(&input, VoicesFile::Csv).1;
    let left = table.lines().skip(1).count().saturating_sub(40);
    assert!(0 < left, "{table}");
    let picture = file(&input, VoicesFile::Svg).1;
    assert!(picture.contains(&format!(">{left} more are in the table (CSV).<")), "{left}: {picture}");
    assert!(!file(&library(), VoicesFile::Svg).1.contains("more are in the table"));
}

#[test]
fn dates_are_said_in_words_and_a_time_is_of_its_day() {
    let mut input = library();
    input.choice.view = VoicesView::Dates;
    let shown = text(&voices::render(&input));
    for said in ["<b>18th century</b>", "<b>the 1990s</b>", "<b>3 May 2024</b>"] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    assert!(shown.contains(">May 2024</option>"), "{shown}");
}
