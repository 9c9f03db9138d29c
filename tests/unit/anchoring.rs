//! Passages are found again, in the same text and in later versions of it; what is gone is lost.

use crate::anchor::{self, Resolution, Selector};
use crate::span::Span;
use proptest::prelude::*;

const OLD: &str = "Mayor Ilse Brandt spoke on Monday. “The bridge will close,” she said. “It is old.” Brandt left \
    early. Her deputy, Omar Said, stayed. Brandt had said so before.";

/// Where some words stand, `skip` of their occurrences passed over.
fn at(text: &str, words: &str, skip: usize) -> Span {
    let (start, _) = text.match_indices(words).nth(skip).expect("the words stand in the text");
    Span::new(start, start + words.len())
}

/// What is found in the new text, in the words of a reader: `=` word for word, `~` altered, each with its place.
fn shown(new: &str, resolution: Resolution) -> String {
    let place = |span: Span| format!("{}@{}", &new[span.range()], span.start().0);
    match resolution {
        Resolution::Exact(span) => format!("= {}", place(span)),
        Resolution::Moved { span, .. } => format!("~ {}", place(span)),
        Resolution::Lost { .. } => "lost".to_owned(),
    }
}

/// Carries a passage of [`OLD`] into a new text, by its selector and by comparing the versions.
#[track_caller]
fn check(new: &str, span: Span, expected: &str) {
    assert_eq!(shown(new, anchor::resolve(new, &anchor::describe(OLD, span))), expected, "by selector");
    assert_eq!(shown(new, anchor::reanchor(OLD, new, &[span])[0]), expected, "by version");
}

#[test]
fn a_passage_that_moved_is_found_word_for_word() {
    let new = format!("Late news. {OLD}");
    check(&new, at(OLD, "“It is old.”", 0), "= “It is old.”@85");
    check(&new, at(OLD, "Brandt", 2), "= Brandt@152");
}

#[test]
fn of_several_like_passages_the_right_one_is_found() {
    let new = OLD.replace("Brandt left early. ", "");
    check(&new, at(OLD, "Brandt", 0), "= Brandt@11");
    check(&new, at(OLD, "Brandt", 2), "= Brandt@122");
}

#[test]
fn of_copies_the_one_meant_is_found_however_it_was_edited() {
    let day = |name: &str| {
        format!(
            "On {name} the ferry left late again. “We wait for the tide,” said the pilot, and lit his pipe.\n"
        )
    };
    let old = [day("Monday"), day("Tuesday"), day("Friday")].concat();
    let quote = "“We wait for the tide,”";
    let carried = |second: &str| {
        let new = [day("Monday"), second.to_owned(), day("Friday")].concat();
        shown(&new, anchor::reanchor(&old, &new, &[at(&old, quote, 1)])[0])
    };
    // Its surroundings are better kept elsewhere.
    let around = "On Tuesday it came early. “We wait for the tide,” said the pilot, and grinned.\n";
    assert_eq!(carried(around), "= “We wait for the tide,”@125");
    // It stands word for word only elsewhere.
    let within = day("Tuesday").replace("wait for", "waited long for");
    assert_eq!(carried(&within), "~ “We waited long for the tide,”@137");
}

#[test]
fn an_edited_passage_is_found_with_its_marks() {
    let new = OLD.replace("“The bridge will close,”", "“The old bridge will soon close,”");
    check(&new, at(OLD, "“The bridge will close,”", 0), "~ “The old bridge will soon close,”@35");
    let new = OLD.replace("Her deputy, Omar Said, stayed.", "Her deputy, Omar Said, stayed until the end.");
    check(
        &new,
        at(OLD, "Her deputy, Omar Said, stayed.", 0),
        "~ Her deputy, Omar Said, stayed until the end.@110",
    );
}

#[test]
fn what_is_gone_is_lost_and_never_put_on_other_text() {
    check(&OLD.replace("“It is old.” ", ""), at(OLD, "“It is old.”", 0), "lost");
    check(&OLD.replace("Her deputy, Omar Said, stayed. ", ""), at(OLD, "Omar Said", 0), "lost");
    check("", at(OLD, "Omar Said", 0), "lost");
    check(
        "Nothing of it is here; the deputy stayed out.",
        at(OLD, "Her deputy, Omar Said, stayed.", 0),
        "lost",
    );
}

#[test]
fn passages_without_words_are_found_by_their_surroundings() {
    let text = "Yes 🙂 we can — and 🙂 will. “…”";
    for (words, skip) in [("🙂", 0), ("🙂", 1), ("—", 0), ("…", 0)] {
        let span = at(text, words, skip);
        let new = format!("Oh: {text}");
        let moved = Span::new(span.start().index() + 4, span.end().index() + 4);
        assert_eq!(
            anchor::resolve(&new, &anchor::describe(text, span)),
            Resolution::Exact(moved),
            "{words} {skip}"
        );
    }
    let empty = Span::new(4usize, 4usize);
    assert_eq!(anchor::resolve(text, &anchor::describe(text, empty)), Resolution::Exact(empty));
    assert_eq!(anchor::resolve(text, &Selector::default()), Resolution::LOST);
    // Of an empty text the only passage, too.
    let nothing = Span::new(0usize, 0usize);
    assert_eq!(anchor::reanchor("", "", &[nothing]), [Resolution::Exact(nothing)]);
}

#[test]
fn words_alone_are_enough_where_nothing_else_is_known() {
    let selector = |exact: &str| Selector { exact: exact.to_owned(), ..Selector::default() };
    assert_eq!(anchor::resolve(OLD, &selector("Omar Said")), Resolution::Exact(at(OLD, "Omar Said", 0)));
    assert_eq!(
        anchor::resolve(OLD, &selector("Brandt")),
        Resolution::Exact(at(OLD, "Brandt", 0)),
        "the first"
    );
    assert_eq!(anchor::resolve(OLD, &selector("Omar Sayed")), Resolution::LOST);
}

#[test]
fn repeated_passages_keep_more_of_their_surroundings() {
    let text = "The vote was close. It passed. The vote was close. It passed. The vote was close. It failed.";
    let short = anchor::describe(text, at(text, "failed", 0));
    let long = anchor::describe(text, at(text, "close", 0));
    assert!(short.prefix.len() < long.prefix.len() + long.suffix.len() && 64 < long.suffix.len(), "{long:?}");
}

fn text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "one ",
        "two ",
        "said ",
        "the ",
        "“",
        "”",
        ", ",
        ". ",
        "\n",
        "😀",
        "שלום ",
        "e\u{301} ",
        "東京",
        "\0",
    ]);
    prop::collection::vec(words, 0..80).prop_map(|words| words.concat())
}

fn span_of(text: &str, a: usize, b: usize) -> Span {
    let borders: Vec<usize> = text.char_indices().map(|c| c.0).chain([text.len()]).collect();
    Span::new(borders[a % borders.len()], borders[b % borders.len()])
}

proptest! {
    #[test]
    fn every_passage_is_found_in_its_own_text(text in text(), a in 0usize..200, b in 0usize..200) {
        let span = span_of(&text, a, b);
        if !text.is_empty() {
            prop_assert_eq!(anchor::resolve(&text, &anchor::describe(&text, span)), Resolution::Exact(span));
            prop_assert_eq!(anchor::reanchor(&text, &text, &[span]), [Resolution::Exact(span)]);
        }
    }

    #[test]
    fn any_two_texts_give_places_that_fit(
        old in text(),
        new in text(),
        places in prop::collection::vec((0usize..200, 0usize..200), 0..6),
    ) {
        let spans: Vec<Span> = places.iter().map(|&(a, b)| span_of(&old, a, b)).collect();
        let by_selector = anchor::resolve_all(&new, &anchor::describe_all(&old, &spans));
        for resolution in by_selector.into_iter().chain(anchor::reanchor(&old, &new, &spans)) {
            if let Some(span) = resolution.span() {
                prop_assert!(span.get(&new).is_some(), "{resolution:?} does not fit {new:?}");
            }
        }
    }
}
