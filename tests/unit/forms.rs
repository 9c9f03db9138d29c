//! A text in another form gives what the same text in the usual form gives, at its own places.

use crate::document::Document;
use crate::recognise::pipeline;
use crate::span::Span;
use proptest::prelude::*;

const ARTICLE: &str = "“The office is safe,” said Zoë Lindqvist, the chief engineer of the harbour in Torvik. \
    She told reporters on Monday that the first ferry would stay.";

/// What is found, as words with what they are; the words as they pass through `usual`.
fn found(text: &str, usual: impl Fn(&str) -> String) -> Vec<String> {
    let document = Document::from_text(text);
    let found = pipeline::find(&document);
    let words = |span: Span| usual(span.get(text).expect("spans lie between characters"));
    let mut lines = vec![];
    for quote in found.quotes {
        lines.extend(quote.spans.iter().map(|&span| format!("{:?} {}", quote.kind, words(span))));
        let parts = [quote.speaker, quote.cue].map(|span| span.map(words));
        lines.push(format!("{parts:?} {:?}", quote.speaker_name));
    }
    lines.extend(found.entities.into_iter().map(|e| format!("{:?} {} = {}", e.kind, words(e.span), e.name)));
    lines.extend(found.dates.into_iter().map(|d| format!("{} {}", d.timex.value, words(d.span))));
    lines
}

fn check(changed: &str, usual: impl Fn(&str) -> String) {
    assert_eq!(found(changed, usual), found(ARTICLE, str::to_owned), "{changed}");
}

#[test]
fn letters_in_another_form() {
    check(&ARTICLE.replace('ë', "e\u{308}"), |words| words.replace("e\u{308}", "ë"));
    check(&ARTICLE.replace("ffi", "\u{fb03}").replace("fi", "\u{fb01}"), |words| {
        words.replace('\u{fb03}', "ffi").replace('\u{fb01}', "fi")
    });
    check(&ARTICLE.replace(". ", "\u{ff0e} "), |words| words.replace('\u{ff0e}', "."));
}

#[test]
fn names_of_days_within_dates() {
    let named = |text: &str| {
        let document = Document::from_text(text);
        let dates = pipeline::find(&document).dates.into_iter().map(|date| date.span);
        let names: Vec<String> = pipeline::date_names(&document, dates)
            .into_iter()
            .map(|(span, _)| span.get(text).expect("spans lie between characters").to_owned())
            .collect();
        names
    };
    assert_eq!(named("She came early on Monday, in March 2020."), ["Monday", "March 2020"]);
    assert_eq!(
        named("She came early on Mon\u{ad}day, in Ma\u{200b}rch 20\u{200b}20."),
        ["Mon\u{ad}day", "Ma\u{200b}rch 20\u{200b}20"]
    );
}

#[test]
fn words_broken_at_line_ends() {
    let broken = ARTICLE.replace("engineer", "engi-\nneer").replace("reporters", "re-\r\nporters");
    check(&broken, |words| words.replace("-\r\n", "").replace("-\n", ""));
}

#[test]
fn signs_beside_words() {
    check(&ARTICLE.replace(",” said", ",”[1] said"), str::to_owned);
    check(&ARTICLE.replace("Zoë Lindqvist", "**Zoë Lindqvist**"), |words| words.replace("**", ""));
}

#[test]
fn names_and_quotations_without_case() {
    for (text, name) in [(ARTICLE.to_lowercase(), "zoë lindqvist"), (ARTICLE.to_uppercase(), "ZOË LINDQVIST")]
    {
        let found = pipeline::find(&Document::from_text(text.clone()));
        let names: Vec<&str> = found.entities.iter().filter_map(|entity| entity.span.get(&text)).collect();
        assert!(names.contains(&name), "{names:?}");
        assert_eq!(found.quotes[0].speaker_name.as_deref(), Some("Zoë Lindqvist"));
        let speaker = found.quotes[0].speaker.and_then(|span| span.get(&text));
        assert!(speaker.is_some_and(|speaker| speaker.starts_with(name)), "{speaker:?}");
    }
}

#[test]
fn acronyms_and_short_lines_keep_their_capitals() {
    for text in ["NATO AND THE UN", "The BBC, the UN and NATO met.", "USA 3, UK 2"] {
        let document = Document::from_text(text);
        let names = pipeline::find(&document).entities.into_iter().map(|entity| entity.name);
        assert!(names.into_iter().all(|name| text.contains(&name)), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_shows_as_nothing_changes_nothing(
        places in prop::collection::vec(0..ARTICLE.len(), 1..30), sign in "[\u{ad}\u{200b}\u{2060}\u{feff}]"
    ) {
        let letters = |at: usize| {
            let before = ARTICLE[..at].chars().next_back();
            before.is_some_and(char::is_alphabetic) && ARTICLE[at..].starts_with(char::is_alphabetic)
        };
        let mut text = String::new();
        for (at, c) in ARTICLE.char_indices() {
            if places.contains(&at) && letters(at) {
                text.push_str(&sign);
            }
            text.push(c);
        }
        check(&text, |words| words.replace(&sign, ""));
    }
}
