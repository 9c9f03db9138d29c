//! Two coders' differences, settled one by one.

use crate::annotation::{Annotation, AnnotationSet, Body, Id, Quote, QuoteKind, RelationKind};
use crate::document::Document;
use crate::project::agreement::{AnnotationLayer, CodedArticle};
use crate::project::settling::{disputes, settled};
use crate::recognise::annotate;
use crate::store::{Choice, Decision, DisputedPair, StoredComparison};

const TEXT: &str = "“It stays,” said Mara Lindqvist. “We are glad,” said Tomas Rey. Nobody asked.";

fn comparison(theirs: AnnotationSet, decisions: &[(DisputedPair, Choice)]) -> StoredComparison {
    let decision = |&(pair, choice)| Decision { pair, choice, at: String::new(), by: None };
    let decisions = decisions.iter().map(decision).collect();
    StoredComparison { name: "theirs".to_owned(), theirs, lost: 0, decisions, undone: vec![] }
}

fn quotations(document: &Document, set: &AnnotationSet) -> Vec<String> {
    let quoted = |a: &Annotation| {
        let words: Vec<&str> = a.spans.iter().map(|&span| document.slice(span)).collect();
        Some(format!("{}: {}", a.quote()?.speaker.as_deref().unwrap_or("–"), words.join(" … ")))
    };
    set.in_order().filter_map(quoted).collect()
}

/// My set, and one in which the first quotation has another speaker and other words, and the second is missing.
fn two_sets(document: &Document) -> (AnnotationSet, AnnotationSet) {
    let mine = annotate(document);
    let mut theirs = mine.clone();
    let quotes: Vec<Annotation> = mine.in_order().filter(|a| a.quote().is_some()).cloned().collect();
    theirs.remove(quotes[1].id);
    let shorter = crate::Span::new(0, "“It stays".len());
    theirs.insert(Annotation {
        body: Body::Quote(Quote::new(QuoteKind::Direct, Some("Tomas Rey".to_owned()))),
        spans: shorter.into(),
        ..quotes[0].clone()
    });
    (mine, theirs)
}

#[test]
fn each_choice_makes_its_own_set() {
    let document = Document::from_text(TEXT);
    let (mine, theirs) = two_sets(&document);
    let article = CodedArticle { document: &document, mine: &mine, theirs: &theirs };
    let found: Vec<_> =
        disputes(&article).into_iter().filter(|d| d.layer == AnnotationLayer::Quotations).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    let (both, alone) = (found[0].pair, found[1].pair);
    assert!(1 < found[0].kinds.len() && alone.theirs.is_none());
    let check = |decisions: &[(DisputedPair, Choice)], expected: &[&str]| {
        let set = settled(&mine, &comparison(theirs.clone(), decisions));
        assert_eq!(quotations(&document, &set), expected, "{decisions:?}");
    };
    let [first, second] = ["Mara Lindqvist: “It stays,”", "Tomas Rey: “We are glad,”"];
    let other = "Tomas Rey: “It stays";
    check(&[], &[first, second]);
    check(&[(both, Choice::Mine)], &[first, second]);
    check(&[(both, Choice::Neither)], &[second]);
    check(&[(alone, Choice::Theirs)], &[first]);
    check(&[(alone, Choice::Both)], &[first, second]);
    check(&[(both, Choice::Neither), (both, Choice::Mine)], &[first, second]);
    let set = settled(&mine, &comparison(theirs.clone(), &[(both, Choice::Both)]));
    assert_eq!(quotations(&document, &set).len(), 3);
    let set = settled(&mine, &comparison(theirs, &[(both, Choice::Theirs)]));
    assert!(quotations(&document, &set)[0].starts_with(other), "{:?}", quotations(&document, &set));
}

#[test]
fn what_is_taken_brings_its_speaker_and_cue() {
    let document = Document::from_text(TEXT);
    let theirs = annotate(&document);
    let mut mine = theirs.clone();
    let ids: Vec<Id> = mine.in_order().map(|a| a.id).collect();
    ids.into_iter().for_each(|id| {
        mine.remove(id);
    });
    let quote = theirs.in_order().find(|a| a.quote().is_some()).unwrap().id;
    let pair = DisputedPair { mine: None, theirs: Some(quote) };
    let taken = comparison(theirs, &[(pair, Choice::Theirs)]);
    let set = settled(&mine, &taken);
    assert_eq!(quotations(&document, &set), ["Mara Lindqvist: “It stays,”"]);
    let here = set.in_order().find(|a| a.quote().is_some()).unwrap().id;
    assert!(set.speaker_of(here).is_some() && set.follow(here, RelationKind::CuedBy).is_some());
    // Taken once, it is not taken again.
    assert_eq!(settled(&set, &taken).len(), set.len());
}
