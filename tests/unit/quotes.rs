//! Quotations in texts of our own writing: what is found, with its kind, speaker and cue.
//!
//! Each file in `tests/quotes` holds examples: a line `== what it shows`, the text, `--`, and a line for each
//! quotation: `kind [speaker] {cue} words / words`; of a turn or what is set off `[speaker = name]`, where they differ. An example without such lines has none. After a change that
//! is meant, `UPDATE_EXPECT=1 cargo test --lib tests::quotes` writes the files anew; read the difference.

use std::path::Path;

use crate::annotation::SourceKind;
use crate::document::{Block, Document, Meta, Role};
use crate::recognise::found::FoundQuote;
use crate::recognise::pipeline;
use crate::span::Span;
use expect_test::expect_file;
use proptest::prelude::*;

/// The quotations of a document, as the library finds them.
fn find(document: &Document) -> Vec<FoundQuote> {
    pipeline::find(document).quotes
}

fn render(text: &str) -> String {
    let document = Document::from_text(text);
    let words = |span: Option<Span>| span.map_or("", |s| document.slice(s)).to_string();
    let line = |q: FoundQuote| {
        let spans: Vec<&str> = q.spans.iter().map(|s| document.slice(*s)).collect();
        let kind = match q.source_kind {
            SourceKind::Turn if q.is_question => "question".to_owned(),
            SourceKind::Turn => "turn".to_owned(),
            SourceKind::SetOff => "set-off".to_owned(),
            SourceKind::Cued | SourceKind::Reported => format!("{:?}", q.kind).to_lowercase(),
        };
        let speaker = words(q.speaker);
        // A label may stand for somebody else.
        let name = q.speaker_name.filter(|name| q.source_kind != SourceKind::Cued && *name != speaker);
        let name = name.map(|name| format!(" = {name}")).unwrap_or_default();
        format!("{kind} [{speaker}{name}] {{{}}} {}\n", words(q.cue), spans.join(" / "))
    };
    find(&document).into_iter().map(line).collect()
}

fn check(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quotes").join(name);
    let file = std::fs::read_to_string(&path).expect("the fixture is there");
    let mut actual = String::new();
    for (i, example) in file.split("== ").enumerate() {
        if i == 0 {
            actual.push_str(example);
            continue;
        }
        let (title, rest) = example.split_once('\n').expect("a title line");
        let text = rest.split_once("\n--\n").map_or(rest, |(text, _)| text).trim();
        let gap = if i + 1 == file.split("== ").count() { "" } else { "\n" };
        actual.push_str(&format!("== {title}\n{text}\n--\n{}{gap}", render(text)));
    }
    expect_file![path].assert_eq(&actual);
}

#[test]
fn direct() {
    check("direct.txt");
}

#[test]
fn indirect() {
    check("indirect.txt");
}

#[test]
fn mixed() {
    check("mixed.txt");
}

#[test]
fn speakers() {
    check("speakers.txt");
}

#[test]
fn forms() {
    check("forms.txt");
}

#[test]
fn signatures() {
    check("signatures.txt");
}

#[test]
fn styles() {
    check("styles.txt");
}

#[test]
fn paragraphs() {
    check("paragraphs.txt");
}

#[test]
fn headlines() {
    check("headlines.txt");
}

#[test]
fn turns() {
    check("turns.txt");
}

#[test]
fn no_turns() {
    check("no_turns.txt");
}

#[test]
fn set_off() {
    check("set_off.txt");
}

#[test]
fn no_set_off() {
    check("no_set_off.txt");
}

#[test]
fn no_speech() {
    check("no_speech.txt");
}

/// Texts made of what the rules look at, so that they meet each other in every order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "said",
        "says",
        "that",
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "«",
        "»",
        "''",
        ",",
        ".",
        "\n",
        " ",
        " ",
        " ",
        "she",
        "Ada Lane",
        "the minister",
        "according to",
        "According to",
        "adding",
        "and",
        "but",
        "told",
        "reporters",
        "we go",
        "(",
        ")",
        ":",
        "—",
        "-",
        "-",
        "was asked",
        "whether",
        "to",
        "called",
        "“Morning Talk”",
        "on Friday",
        "who",
        "é",
        "😀",
        ";",
        "?",
        "as",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|p| p.join(" "))
}

fn spans_are_sound(text: &str) -> Result<(), TestCaseError> {
    let document = Document::from_text(text);
    for quote in find(&document) {
        prop_assert!(!quote.spans.is_empty());
        for pair in quote.spans.windows(2) {
            prop_assert!(pair[0].end() <= pair[1].start(), "{text:?}");
        }
        for span in quote.spans.iter().chain(&quote.speaker).chain(&quote.cue) {
            prop_assert!(span.get(text).is_some_and(|s| !s.is_empty()), "{text:?}");
        }
        for span in &quote.spans {
            prop_assert_eq!(document.paragraphs_in(*span).len(), 1, "{:?}", text);
        }
        prop_assert!((0.0..=1.0).contains(&quote.confidence));
    }
    Ok(())
}

proptest! {
    #[test]
    fn quotations_lie_in_the_text(text in soup()) {
        spans_are_sound(&text)?;
    }

    #[test]
    fn any_text_is_taken(text in "\\PC{0,200}") {
        spans_are_sound(&text)?;
    }

    /// A paragraph can change its neighbour alone: what was found before the last one stays.
    #[test]
    fn a_paragraph_more_changes_nothing_before_the_last(text in soup(), more in soup()) {
        // By blocks: in plain text, one line more can change what the layout makes of the others.
        let block = |text: &str| Block { role: Role::Paragraph, text: text.to_owned() };
        let mut blocks: Vec<Block> = text.lines().map(block).collect();
        // As English: which language a short article is in, the last paragraph may decide.
        let english = || Meta { reader_lang: Some("en".to_owned()), ..Meta::default() };
        let before = Document::from_blocks(&blocks, english());
        blocks.push(block(&more.replace('\n', " ")));
        let after = Document::from_blocks(&blocks, english());
        let last = before.paragraphs().last().map_or(0, |p| p.span.start().index());
        let settled = |d: &Document| -> Vec<Span> {
            // As written: whether an article has capitals at all, the last paragraph may decide.
            let found = pipeline::find_as_written(d, None).quotes.into_iter().flat_map(|q| q.spans);
            found.filter(|s| s.end().index() < last).collect()
        };
        prop_assert_eq!(settled(&before), settled(&after), "{:?}", text);
    }
}
