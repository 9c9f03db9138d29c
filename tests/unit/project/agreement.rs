//! Two coders compared, by example: what each marked, the figures, the differences.

use crate::annotation::{Annotation, AnnotationSet, Body, Entity, EntityKind, Id, Quote, QuoteKind, Verdict};
use crate::document::Document;
use crate::project::agreement::{AnnotationLayer, CodedArticle, compare_sets, differences};
use crate::span::Span;

const ARTICLE: &str = "“The last ferry of the day stays for now,” said Ida Moor. “We will all be glad,” said Rey. Bell said \
    that nobody asked the crew.";

const FERRY: &str = "“The last ferry of the day stays for now,”";
const GLAD: &str = "“We will all be glad,”";
const CREW: &str = "that nobody asked the crew";

fn quote<'a>(words: &'a str, kind: QuoteKind, speaker: &str) -> (&'a str, Body) {
    (words, Body::Quote(Quote::new(kind, Some(speaker.to_owned()).filter(|name| !name.is_empty()))))
}

fn set(document: &Document, marked: &[(&str, Body)]) -> AnnotationSet {
    let mut set = AnnotationSet::new();
    for (number, (words, body)) in marked.iter().enumerate() {
        let start = document.text().find(words).expect("the article has these words");
        let span = Span::new(start, start + words.len());
        set.insert(Annotation::by_reader(Id::new(number as u64 + 1), span, body.clone()));
    }
    set
}

/// The differences, one line each: `quotations extent a2 a2`.
#[track_caller]
fn check(mine: &[(&str, Body)], theirs: &[(&str, Body)], f1: [f64; 2], expected: &[&str]) {
    let document = Document::from_text(ARTICLE);
    let (mine, theirs) = (set(&document, mine), set(&document, theirs));
    let article = CodedArticle { document: &document, mine: &mine, theirs: &theirs };
    let spans = compare_sets(&[article]).spans[&AnnotationLayer::Quotations];
    let figures = [spans.exact_f1(), spans.near_f1()].map(|f1| (f1.unwrap_or(1.0) * 1000.0).round() / 1000.0);
    assert_eq!(figures, f1);
    let name = |value: &dyn erased::Named| value.name();
    let id = |id: Option<Id>| id.map_or("-".to_owned(), |id| id.to_string());
    let shown: Vec<String> = differences(&article)
        .iter()
        .map(|d| format!("{} {} {} {}", name(&d.layer), name(&d.kind), id(d.mine), id(d.theirs)))
        .collect();
    assert_eq!(shown, expected);
}

/// The names that values have in JSON.
mod erased {
    pub(super) trait Named {
        fn name(&self) -> String;
    }

    impl<T: serde::Serialize> Named for T {
        fn name(&self) -> String {
            serde_json::to_string(self).unwrap().trim_matches('"').to_owned()
        }
    }
}

use QuoteKind::{Direct, Indirect, Mixed};

#[test]
fn the_same_sets_agree_in_everything() {
    let marked =
        [quote(FERRY, Direct, "Ida Moor"), quote(GLAD, Direct, "Rey"), quote(CREW, Indirect, "Bell")];
    check(&marked, &marked, [1.0, 1.0], &[]);
    check(&[], &[], [1.0, 1.0], &[]);
    let document = Document::from_text(ARTICLE);
    let set = set(&document, &marked);
    let found = compare_sets(&[CodedArticle { document: &document, mine: &set, theirs: &set }]);
    assert_eq!((found.alpha_u, found.kinds.value, found.speakers.value), (Some(1.0), Some(1.0), Some(1.0)));
    assert_eq!((found.kinds.items, found.entity_kinds.items), (3, 0));
    assert_eq!(found.entity_kinds.value, None);
}

#[test]
fn what_one_alone_has_is_listed() {
    let both = [quote(FERRY, Direct, "Ida Moor")];
    let one = [quote(FERRY, Direct, "Ida Moor"), quote(GLAD, Direct, "Rey")];
    check(&both, &one, [0.667, 0.667], &["quotations only-theirs - a2"]);
    check(&one, &both, [0.667, 0.667], &["quotations only-mine a2 -"]);
    check(&one, &[], [0.0, 0.0], &["quotations only-mine a1 -", "quotations only-mine a2 -"]);
}

#[test]
fn other_ends_are_near_where_most_words_are_shared() {
    let mine = [quote(FERRY, Direct, "Ida Moor")];
    let extent = ["quotations extent a1 a1"];
    // Eight of nine words; the marks alone.
    check(&mine, &[quote("last ferry of the day stays for now,”", Direct, "Ida Moor")], [0.0, 1.0], &extent);
    check(
        &mine,
        &[quote("The last ferry of the day stays for now", Direct, "Ida Moor")],
        [0.0, 1.0],
        &extent,
    );
    // Seven of nine; two of nine.
    check(&mine, &[quote("ferry of the day stays for now", Direct, "Ida Moor")], [0.0, 0.0], &extent);
    let two = ["quotations only-mine a1 -", "quotations only-theirs - a1"];
    check(&mine, &[quote("for now", Direct, "Ida Moor")], [0.0, 0.0], &two);
}

#[test]
fn other_kinds_and_speakers_are_listed() {
    let mine = [quote(FERRY, Direct, "Ida Moor"), quote(GLAD, Direct, "Rey")];
    let theirs = [quote(FERRY, Mixed, "Moor"), quote(GLAD, Direct, "Bell")];
    // "Moor" is short for the one Moor that there is.
    check(&mine, &theirs, [1.0, 1.0], &["quotations kind a1 a1", "quotations speaker a2 a2"]);
    let theirs = [quote(FERRY, Direct, "Ida Moor"), quote(GLAD, Direct, "")];
    check(&mine, &theirs, [1.0, 1.0], &["quotations speaker a2 a2"]);
}

#[test]
fn names_are_compared_by_sort_and_name() {
    let entity = |kind, name: &str| [("Rey", Body::Entity(Entity { kind, name: name.to_owned() }))];
    let (person, place) = (entity(EntityKind::Person, "Tomas Rey"), entity(EntityKind::Gpe, "Rey"));
    check(&person, &place, [1.0, 1.0], &["entities kind a1 a1", "entities value a1 a1"]);
    check(&person, &person, [1.0, 1.0], &[]);
}

#[test]
fn what_was_rejected_does_not_count() {
    let document = Document::from_text(ARTICLE);
    let mine = set(&document, &[quote(FERRY, Direct, "Ida Moor")]);
    let mut theirs = AnnotationSet::new();
    let rejected = Annotation { verdict: Verdict::Rejected, ..mine.get(Id::new(1)).unwrap().clone() };
    theirs.insert(rejected);
    let found = compare_sets(&[CodedArticle { document: &document, mine: &mine, theirs: &theirs }]);
    let quotations = found.spans[&AnnotationLayer::Quotations];
    assert_eq!((quotations.mine, quotations.theirs), (1, 0));
}

#[test]
fn several_articles_are_one_continuum() {
    let document = Document::from_text(ARTICLE);
    let marked = [quote(FERRY, Direct, "Ida Moor"), quote(GLAD, Direct, "Rey")];
    let (two, one) = (set(&document, &marked), set(&document, &marked[..1]));
    let same = CodedArticle { document: &document, mine: &two, theirs: &two };
    let other = CodedArticle { theirs: &one, ..same };
    let [good, both, bad] =
        [vec![same, same], vec![same, other], vec![other, other]].map(|a| compare_sets(&a).alpha_u.unwrap());
    assert!(bad < both && both < good && good == 1.0, "{bad} {both} {good}");
}
