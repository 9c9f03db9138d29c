//! Quotations and dates in languages that rules read, measured on articles of our own writing.
//!
//! Each file in `tests/languages` holds articles: a line `== number and title`, a line `published DAY` where it matters, the
//! text, `--`, and what is expected: `[speaker's words = name] {cue} words / words` for each quotation (`{}`: no cue; an
//! empty speaker is not compared, nor is a name that is not given), `date VALUE words`, `not words` for words in marks that
//! nobody says. The rules were written with the odd articles; the even ones only measure.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::annotation::{AnnotationSet, Body, RelationKind};
use crate::document::{Document, Meta};
use crate::recognise::annotate;
use expect_test::expect_file;

/// How much was expected, found and right.
#[derive(Clone, Copy, Default)]
struct Counts {
    expected: usize,
    found: usize,
    right: usize,
}

impl Counts {
    fn add(&mut self, expected: &[String], found: &[String], missed: &mut Vec<String>) {
        self.expected += expected.len();
        self.found += found.len();
        let right = expected.iter().filter(|words| found.contains(words)).count();
        self.right += right;
        missed
            .extend(expected.iter().filter(|words| !found.contains(words)).map(|words| format!("- {words}")));
        missed
            .extend(found.iter().filter(|words| !expected.contains(words)).map(|words| format!("+ {words}")));
    }

    fn shown(self) -> String {
        format!("{}/{} found {}", self.right, self.expected, self.found)
    }
}

struct ExpectedQuote {
    words: String,
    speaker: String,
    name: Option<String>,
    cue: String,
}

#[derive(Default)]
struct Article {
    title: String,
    text: String,
    meta: Meta,
    quotes: Vec<ExpectedQuote>,
    dates: Vec<String>,
}

fn articles(file: &str) -> Vec<Article> {
    file.split("== ").skip(1).map(article).collect()
}

fn article(example: &str) -> Article {
    let (title, rest) = example.split_once('\n').expect("a title line");
    let (text, expected) = rest.split_once("\n--\n").unwrap_or((rest, ""));
    let mut article = Article { title: title.to_owned(), ..Article::default() };
    let text = match text.strip_prefix("published ").and_then(|text| text.split_once('\n')) {
        Some((day, text)) => {
            article.meta.published = Some(day.parse().expect("a day"));
            text
        }
        None => text,
    };
    article.text = text.trim().to_owned();
    for line in expected.lines().filter(|line| !line.is_empty()) {
        if let Some(date) = line.strip_prefix("date ") {
            article.dates.push(date.to_owned());
        } else if let Some(rest) = line.strip_prefix('[') {
            let (speaker, rest) = rest.split_once("] {").expect("a speaker");
            let (cue, words) = rest.split_once("} ").expect("a cue");
            let (speaker, name) = match speaker.split_once(" = ") {
                Some((speaker, name)) => (speaker, Some(name.to_owned())),
                None => (speaker, None),
            };
            let (speaker, cue, words) = (speaker.to_owned(), cue.to_owned(), words.to_owned());
            article.quotes.push(ExpectedQuote { words, speaker, name, cue });
        } else {
            assert!(line.starts_with("not "), "{}: {line}", article.title);
        }
    }
    article
}

/// The quotations of a set: their words, their speaker's words and name, their cue.
fn quotes(document: &Document, set: &AnnotationSet) -> Vec<ExpectedQuote> {
    let quotes = set.in_order().filter_map(|annotation| Some((annotation, annotation.quote()?)));
    let part = |id, kind| {
        let relation = set.relations().find(|relation| relation.from == id && relation.kind == kind);
        let part = relation.and_then(|relation| set.get(relation.to));
        part.map_or_else(String::new, |part| document.slice(part.spans.first()).to_owned())
    };
    let read = |(annotation, quote): (&crate::annotation::Annotation, &crate::annotation::Quote)| {
        let spans: Vec<&str> = annotation.spans.iter().map(|span| document.slice(*span)).collect();
        ExpectedQuote {
            words: spans.join(" / ").replace('\n', " "),
            speaker: part(annotation.id, RelationKind::SpokenBy),
            name: quote.speaker.clone(),
            cue: part(annotation.id, RelationKind::CuedBy),
        }
    };
    quotes.map(read).collect()
}

/// The scores of a file, articles of odd numbers and of even ones apart, and what was missed.
fn score(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages").join(name).with_extension("txt");
    let file = fs::read_to_string(path).expect("the fixture is there");
    let mut shown = String::new();
    for (half, rest) in [("developed on", 1), ("testing only", 0)] {
        let [mut found, mut speakers, mut cues, mut dates] = [Counts::default(); 4];
        let mut missed = vec![];
        for article in articles(&file) {
            let number: usize =
                article.title.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
            if number % 2 != rest {
                continue;
            }
            let document = Document::from_text_with(article.text.clone(), article.meta.clone());
            let set = annotate(&document);
            let actual = quotes(&document, &set);
            let words =
                |quotes: &[ExpectedQuote]| quotes.iter().map(|quote| quote.words.clone()).collect::<Vec<_>>();
            found.add(&words(&article.quotes), &words(&actual), &mut missed);
            for expected in &article.quotes {
                let Some(quote) = actual.iter().find(|quote| quote.words == expected.words) else { continue };
                let named = expected.name.is_none() || quote.name == expected.name;
                let same = (quote.speaker == expected.speaker || expected.speaker.is_empty()) && named;
                let wrong =
                    format!("{}: [{} = {:?}] {{{}}}", expected.words, quote.speaker, quote.name, quote.cue);
                speakers.expected += 1;
                speakers.right += usize::from(same);
                cues.expected += 1;
                cues.right += usize::from(quote.cue == expected.cue);
                if !same || quote.cue != expected.cue {
                    missed.push(format!("~ {wrong}"));
                }
            }
            let told = set.in_order().filter_map(|annotation| match &annotation.body {
                Body::Date(timex) => {
                    Some(format!("{} {}", timex.value, document.slice(annotation.spans.first())))
                }
                _ => None,
            });
            dates.add(&article.dates, &told.collect::<Vec<_>>(), &mut missed);
        }
        let attributed = format!(
            "speakers {}/{} · cues {}/{}",
            speakers.right, speakers.expected, cues.right, cues.expected
        );
        writeln!(
            shown,
            "{name} {half}: quotations {} · {attributed} · dates {}",
            found.shown(),
            dates.shown()
        )
        .expect("a string takes all");
        if half == "developed on" || std::env::var_os("SHOW_MISSED").is_some() {
            missed.iter().for_each(|line| shown.push_str(&format!("  {line}\n")));
        }
    }
    shown
}

/// After a change that is meant, `UPDATE_EXPECT=1 cargo test --lib tests::languages` writes the scores anew.
#[test]
fn scores_of_each_language() {
    let names = "fr de es it pt nl sv pl ru da nb fi cs ar ja zh mixed";
    let scores: String = names.split(' ').map(score).collect();
    expect_file![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages/scores.txt")].assert_eq(&scores);
}
