//! Quotations checked against sources: one line a quotation, with what it changes.

use crate::annotation::ChangeKind;
use crate::annotation::{Annotation, AnnotationSet, Body, Id, Quote, QuoteKind};
use crate::document::Document;
use crate::project::source_check::{QuotationCheck, SourceChange, SourceText, check_sources};
use crate::recognise::annotate;
use crate::span::Span;

pub(super) const MEETING: &str = include_str!("../../sources/harbour.txt");

/// Checks the quotations of an article against the meeting, one line each: `altered [-never-] {+always+} (Ida Moor)`. Changes
/// of words stand bare; those of marks, capitals and the like behind the name of their kind.
#[track_caller]
fn check(article: &str, expected: &[&str]) {
    check_against(&[MEETING], article, expected);
}

#[track_caller]
fn check_against(sources: &[&str], article: &str, expected: &[&str]) {
    let documents: Vec<Document> = sources.iter().map(|text| Document::from_text(*text)).collect();
    let named = documents.iter().enumerate().map(|(i, document)| SourceText::new(i.to_string(), document));
    let sources: Vec<SourceText> = named.collect();
    let document = Document::from_text(article);
    let checks = check_sources(&document, &annotate(&document), &sources);
    let shown: Vec<String> = checks.iter().map(|check| line(&document, &sources, check)).collect();
    assert_eq!(shown, expected, "{article}");
}

fn line(document: &Document, sources: &[SourceText], check: &QuotationCheck) -> String {
    let outcome = serde_json::to_string(&check.outcome).unwrap();
    let mut parts = vec![outcome.trim_matches('"').to_owned()];
    parts.extend(check.changes.iter().map(|change| shown(document, sources, change)));
    for passage in &check.passages {
        let words = sources[passage.source].document().slice(passage.span);
        let ends: Vec<&str> = words.split_whitespace().collect();
        let ends = match ends.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first, .., last] => format!("{first} … {last}"),
        };
        parts.push(format!("({}: {ends})", passage.speaker.as_deref().unwrap_or("?")));
    }
    parts.join(" ")
}

fn shown(document: &Document, sources: &[SourceText], change: &SourceChange) -> String {
    let kind = match change.kind {
        ChangeKind::Word => "",
        ChangeKind::Mark => "mark",
        ChangeKind::Case => "case",
        ChangeKind::Ellipsis => "ellipsis",
        _ => "insertion",
    };
    let part = |words: &str, signs: [&str; 2]| match words.is_empty() {
        true => String::new(),
        false => format!("{}{words}{}", signs[0], signs[1]),
    };
    let struck = part(sources[change.source].document().slice(change.in_source), ["[-", "-]"]);
    let added = part(document.slice(change.article), ["{+", "+}"]);
    format!("{kind}{struck}{added}")
}

#[test]
fn words_that_were_said_are_verbatim() {
    check("“The old boat needs a new engine,” said Ida Moor.", &["verbatim (Ida Moor: The … engine)"]);
    check("“What has changed,” said Moor, “is the price.”", &["verbatim (Ida Moor: What … price)"]);
    // Nothing but the form: a capital at the start, the stop at the end, other marks for a quotation within.
    check(
        "“You told the paper in May that a bridge was ‘only a question of time’,” said Tomas Rey.",
        &["verbatim (Tomas Rey: You … time)"],
    );
    check(
        "“It will not come in my time,” said Ida Moor.",
        &["verbatim case[-it-]{+It+} (Ida Moor: it … time)"],
    );
    check(
        "Moor said that she “would rather tell you that tonight”.",
        &["verbatim (Ida Moor: would … tonight)"],
    );
}

#[test]
fn changed_words_are_shown() {
    check(
        "“We always said that the boat would be sold,” said Ida Moor.",
        &["altered [-never-]{+always+} (Ida Moor: We … sold)"],
    );
    check(
        "“We said that the boat would be sold,” said Ida Moor.",
        &["altered [-never-] (Ida Moor: We … sold)"],
    );
    check(
        "“Now the engineers say 13 million,” said Ida Moor.",
        &["altered [-31-]{+13+} (Ida Moor: Now … million)"],
    );
    check(
        "“I spoke with Ada Lund at the county on Monday,” said Ida Moor.",
        &["altered [-Quill-]{+Lund+} (Ida Moor: I … Monday)"],
    );
    check(
        "“They cannot ask the people of Torvik to pay for concrete with promises,” said Ida Moor.",
        &["altered [-I-]{+They+} (Ida Moor: cannot … promises)"],
    );
}

#[test]
fn form_is_told_from_words() {
    check(
        "“Three men – or no boat at night,” said Jan Bell.",
        &["altered mark[-, -]{+ – +} (Jan Bell: Three … night)"],
    );
    check(
        "“I spoke with ada Quill at the county,” said Ida Moor.",
        &["altered case[-Ada-]{+ada+} (Ida Moor: I … county)"],
    );
    check(
        "“We have run a ferry … for 112 years,” said Ida Moor.",
        &["altered ellipsis[-between Torvik and the northern bank-]{+…+} (Ida Moor: We … years)"],
    );
    check(
        "“We can pay for one late crossing [by ferry] from October,” said Ida Moor.",
        &["altered insertion{+[by ferry]+} (Ida Moor: We … October)"],
    );
    check(
        "“If [Quill] says yes, there will be a boat at eleven,” said Ida Moor.",
        &["altered insertion[-she-]{+[Quill]+} (Ida Moor: If … eleven)"],
    );
    check("“What has changed since then!” said Tomas Rey.", &["altered mark{+!+} (Tomas Rey: What … then)"]);
}

#[test]
fn words_from_far_apart_are_assembled() {
    check(
        "“The old boat needs a new engine, but it will not come in my time,” said Ida Moor.",
        &["assembled (Ida Moor: The … engine) (Ida Moor: but … time)"],
    );
    check(
        "“I am sorry,” said Moor, “that the boat would be sold.”",
        &["assembled (Ida Moor: I … sorry) (Ida Moor: that … sold)"],
    );
}

#[test]
fn what_another_said_is_another_speakers() {
    check(
        "“Nobody should need an hour to cross half a mile of water,” said Ida Moor.",
        &["other-speaker (Tomas Rey: Nobody … water)"],
    );
    check("“Three men, or no boat at night,” said Mr. Bell.", &["verbatim (Jan Bell: Three … night)"]);
    // A role may be anyone's.
    check(
        "“Three men, or no boat at night,” said a member of the crew.",
        &["verbatim (Jan Bell: Three … night)"],
    );
}

#[test]
fn what_nobody_said_is_not_found() {
    check("“The museum will open its doors in autumn with a painting,” said Ida Moor.", &["not-found"]);
    check("“Disgraceful,” said Ida Moor.", &["not-found"]);
}

#[test]
fn a_paraphrase_has_passages_and_no_verdict() {
    check(
        "Ida Moor said that the engineers now expect a bridge to cost 31 million because of the soft ground on the northern bank.",
        &["passages (Ida Moor: Now … knew.)"],
    );
    check("Ida Moor said that pears are cheap.", &["passages"]);
}

#[test]
fn several_sources_are_read_as_one() {
    let release = "The county will pay for half of the fuel, says Ada Quill. More will follow in autumn.";
    let article = "“The county will pay for half of the fuel,” said Ada Quill. “The old boat needs a new engine,” said Ida Moor.";
    check_against(
        &[MEETING, release],
        article,
        &["verbatim (?: The … fuel)", "verbatim (Ida Moor: The … engine)"],
    );
    check_against(&[], article, &["not-found", "not-found"]);
    check_against(&[""], article, &["not-found", "not-found"]);
}

#[test]
fn a_source_without_marks_and_capitals_shows_no_changes_of_them() {
    let captions = "WE HAVE NO MONEY FOR A BRIDGE AND WE WILL NOT BORROW ANY THAT IS WHAT I SAID IN MAY AND IT IS WHAT \
        I SAY NOW THE FERRY STAYS WHERE IT IS AND SO DO I";
    check_against(
        &[captions],
        "“We have no money for a bridge, and we will not borrow any,” said Ida Moor.",
        &["verbatim (?: WE … ANY)"],
    );
}

#[test]
fn signs_and_points_of_numbers_are_words() {
    let speech = "It cost us $5 million, or 3.5% of what we have. The sea was at -4 degrees, they say.";
    for (article, expected) in [
        ("“It cost us $5 million,” said Ida Moor.", "verbatim (?: It … million)"),
        ("“It cost us €5 million,” said Ida Moor.", "altered [- $-]{+ €+} (?: It … million)"),
        (
            "“It cost us $5 million, or 3.5 of what we have,” said Ida Moor.",
            "altered [-% -]{+ +} (?: It … have)",
        ),
        ("“The sea was at 4 degrees,” said Ida Moor.", "altered [- --]{+ +} (?: The … degrees)"),
    ] {
        check_against(&[speech], article, &[expected]);
    }
}

#[test]
fn times_and_spans_are_those_of_the_source() {
    let file = "WEBVTT\n\n00:04.000 --> 00:06.500\n<v Ida Moor>We stay open.\n\n00:07.000 --> 00:09.000\n<v Tomas Rey>For how long?\n\n\
        00:10.000 --> 00:12.000\n<v Ida Moor>For all of the winter, I hope.";
    let (blocks, meta) = crate::document::subtitles::read_subtitles(file);
    let transcript = Document::from_blocks(&blocks, meta);
    let document = Document::from_text("“For all of the winter,” said Ida Moor.");
    let sources = [SourceText::new("talk.vtt", &transcript)];
    let checks = check_sources(&document, &annotate(&document), &sources);
    let passage = &checks[0].passages[0];
    assert_eq!(passage.time.map(|time| time.to_string()).as_deref(), Some("t=10,12"));
    assert_eq!(passage.speaker.as_deref(), Some("Ida Moor"));
    let start = transcript.text().find("For all").unwrap();
    assert_eq!(passage.span, Span::new(start, start + "For all of the winter".len()));
}

#[test]
fn no_text_does_harm() {
    const PIECES: [&str; 20] = [
        "[",
        "]",
        "…",
        "...",
        ". . .",
        "“",
        "”",
        " ",
        "é",
        "e\u{301}",
        "a",
        "we stay",
        "5",
        "$",
        "%",
        "\n\n",
        "👩\u{200d}👩",
        "-",
        "?",
        "東京",
    ];
    let mut rng = fastrand::Rng::with_seed(11);
    for _ in 0..400 {
        let mut text =
            || (0..rng.usize(1..24)).map(|_| PIECES[rng.usize(..PIECES.len())]).collect::<String>();
        let (article, source) = (Document::from_text(text()), Document::from_text(text() + &text()));
        let mut set = AnnotationSet::new();
        let whole = Span::new(0, article.text().len());
        let quote = Quote::new(QuoteKind::Direct, None);
        set.insert(Annotation::by_reader(Id::new(1), whole, Body::Quote(quote)));
        let sources = [SourceText::new("same", &article), SourceText::new("other", &source)];
        for sources in [&sources[..], &sources[1..]] {
            for check in check_sources(&article, &set, sources) {
                for change in &check.changes {
                    assert!(change.article.get(article.text()).is_some(), "{:?}", article.text());
                    let there = sources[change.source].document().text();
                    assert!(change.in_source.get(there).is_some(), "{:?} {there:?}", article.text());
                }
                assert!(
                    !crate::project::source_report::check_lines(&article, "a", &[check], sources).is_empty()
                );
            }
        }
    }
}
