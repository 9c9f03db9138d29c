//! What is exported can be imported, here and by the formats' own rules.

use crate::annotation::{
    Annotation, AnnotationSet, Body, Entity, EntityKind, Id, Outcome, Quote, QuoteKind, Relation,
    RelationKind, SourceFinding, SourceKind, Spans, Timex, TimexKind, Verdict, Why,
};
use crate::document::{Document, Meta};
use crate::format::{self, Format};
use crate::span::Span;
use expect_test::{ExpectFile, expect_file};

mod changed;
mod corpora;
mod elsewhere;
mod generated;
mod hostile;
mod others;
mod shared;
mod speech;
mod unchanged;

const ARTICLE: &str =
    "“We 🙂 will act,” said Dr Ana Núñez, “and soon.”\nZoë told reporters on 3 May that it was done.";

/// The n-th place of some words in the article.
fn at(words: &str) -> Span {
    let start = ARTICLE.find(words).expect("the words stand in the article");
    Span::new(start, start + words.len())
}

/// A set with everything that a set can hold.
fn full_set() -> AnnotationSet {
    let machine =
        |id, spans: Spans, body| Annotation::by_machine(Id::new(id), spans, body, 0.9, Why::MarksAndCue);
    let quote = |kind, speaker: Option<&str>| Body::Quote(Quote::new(kind, speaker.map(str::to_owned)));
    let split = Spans::new(vec![at("“We 🙂 will act,”"), at("“and soon.”")]).expect("the parts stand apart");
    let entity = |kind, name: &str| Body::Entity(Entity { kind, name: name.to_owned() });
    let mut confirmed = machine(1, split, quote(QuoteKind::Direct, Some("Ana Núñez")));
    confirmed.verdict = Verdict::Confirmed;
    confirmed.note = "checked against the tape, \"twice\"\n</script><b>".to_owned();
    confirmed.tags = vec!["=policy".to_owned(), "speaker".to_owned()];
    confirmed.finding = Some(Box::new(SourceFinding::of_outcome(Outcome::Altered)));
    let mut rejected = machine(7, at("Zoë told").into(), entity(EntityKind::Org, "Zoë told"));
    rejected.verdict = Verdict::Rejected;
    let date = Body::Date(Timex { kind: TimexKind::Date, value: "2021-05-03".to_owned() });
    let all = [
        confirmed,
        machine(2, at("Dr Ana Núñez").into(), Body::Speaker),
        machine(3, at("said").into(), Body::Cue),
        machine(4, at("Ana Núñez").into(), entity(EntityKind::Person, "Ana Núñez")),
        machine(5, at("3 May").into(), date),
        machine(6, at("it was done").into(), quote(QuoteKind::Indirect, None)),
        rejected,
        Annotation {
            note: "why?".to_owned(),
            ..Annotation::by_reader(Id::new(8), at("reporters on 3 May"), Body::Note)
        },
    ];
    let mut set = AnnotationSet::new();
    for annotation in all {
        set.insert(annotation);
    }
    set.link(Relation { kind: RelationKind::SpokenBy, from: Id::new(1), to: Id::new(2) });
    set.link(Relation { kind: RelationKind::CuedBy, from: Id::new(1), to: Id::new(3) });
    set
}

fn document(text: &str) -> Document {
    let meta = Meta {
        title: Some("Act, \"soon\"".to_owned()),
        byline: Some("By Ana Ruiz & Tom Bell".to_owned()),
        published: "2021-05-04".parse().ok(),
        publisher: Some("The <Harbour> Gazette".to_owned()),
        lang: Some("en".to_owned()),
        url: Some("https://news.example/act".to_owned()),
        ..Meta::default()
    };
    Document::from_text_with(text, meta)
}

fn check(format: Format, expected: ExpectFile) {
    let file = format::export(&document(ARTICLE), &full_set(), "act", format);
    // Files of a checkout have their line ends as the system likes them.
    expected.assert_eq(&file.replace("\r\n", "\n"));
}

/// What a set looks like after it went out in a format and came back in.
fn round_trip(format: Format, document: &Document, set: &AnnotationSet) -> AnnotationSet {
    let file = format::export(document, set, "article", format);
    let imported = format::import_one(&file, format).unwrap_or_else(|e| panic!("{format}: {e}\n{file}"));
    assert_eq!(imported.skipped, [], "{format}: {file}");
    let placed = format::place(&imported, document);
    assert_eq!(placed.lost, [], "{format}: {file}");
    placed.set
}

/// TEI is not read, and IOB2 has no place for it.
#[test]
fn how_a_quotation_is_known_comes_back() {
    let document = document("HOST: Who pays? LUND: The town does.");
    let formats = [
        Format::Jsonld,
        Format::Csv,
        Format::Jsonl,
        Format::Brat,
        Format::Prodigy,
        Format::Labelstudio,
        Format::Cas,
        Format::Xmi,
        Format::Tsv3,
        Format::Doccano,
        Format::Bioc,
        Format::Vtt,
        Format::Spacy,
        Format::Markdown,
        Format::Hypothesis,
        Format::Html,
    ];
    for (source_kind, is_question) in [
        (SourceKind::Turn, true),
        (SourceKind::Turn, false),
        (SourceKind::SetOff, false),
        (SourceKind::Reported, false),
    ] {
        let quote =
            Quote { source_kind, is_question, ..Quote::new(QuoteKind::Direct, Some("HOST".to_owned())) };
        let mut set = AnnotationSet::new();
        set.insert(Annotation::by_reader(Id::new(1), Span::new(6, 15), Body::Quote(quote.clone())));
        for format in formats {
            let back = round_trip(format, &document, &set);
            let body = back.in_order().next().and_then(Annotation::quote);
            assert_eq!(body, Some(&quote), "{format}");
        }
    }
}

#[test]
fn every_format_has_its_shape() {
    check(Format::Jsonld, expect_file!["../formats/full/set.jsonld"]);
    check(Format::Csv, expect_file!["../formats/full/set.csv"]);
    check(Format::Jsonl, expect_file!["../formats/full/set.jsonl"]);
    check(Format::Brat, expect_file!["../formats/full/set.ann"]);
    check(Format::Iob2, expect_file!["../formats/full/set.conll"]);
    check(Format::Prodigy, expect_file!["../formats/full/prodigy.jsonl"]);
    check(Format::Labelstudio, expect_file!["../formats/full/labelstudio.json"]);
    check(Format::Cas, expect_file!["../formats/full/cas.json"]);
    check(Format::Xmi, expect_file!["../formats/full/set.xmi"]);
    check(Format::Tei, expect_file!["../formats/full/set.xml"]);
    check(Format::Markdown, expect_file!["../formats/full/set.md"]);
    check(Format::Hypothesis, expect_file!["../formats/full/hypothesis.json"]);
    check(Format::Html, expect_file!["../formats/full/set.html"]);
    check(Format::Tsv3, expect_file!["../formats/full/set.tsv"]);
    check(Format::Doccano, expect_file!["../formats/full/doccano.jsonl"]);
    check(Format::Bioc, expect_file!["../formats/full/bioc.json"]);
    check(Format::Vtt, expect_file!["../formats/full/set.vtt"]);
}

/// Formats that carry a whole set.
const WHOLE: [Format; 3] = [Format::Jsonld, Format::Tei, Format::Html];

/// Formats that carry all but what a reader rejected.
const WITHOUT_REJECTED: [Format; 7] = [
    Format::Brat,
    Format::Prodigy,
    Format::Labelstudio,
    Format::Cas,
    Format::Hypothesis,
    Format::Doccano,
    Format::Spacy,
];

fn without_rejected(mut set: AnnotationSet) -> AnnotationSet {
    let rejected: Vec<Id> = set.in_order().filter(|a| a.verdict == Verdict::Rejected).map(|a| a.id).collect();
    for id in rejected {
        set.remove(id);
    }
    set
}

fn check_round_trips(document: &Document, set: &AnnotationSet) {
    for format in WHOLE {
        assert_eq!(&round_trip(format, document, set), set, "{format}");
    }
    let kept = without_rejected(set.clone());
    for format in WITHOUT_REJECTED {
        assert_eq!(round_trip(format, document, set), kept, "{format}");
    }
    // XML has no zero.
    let said = set.in_order().map(|a| format!("{:?}{:?}{}{:?}", a.body, a.earlier, a.note, a.tags));
    if !document.text().contains('\0') && said.into_iter().all(|said| !said.contains("\\0")) {
        assert_eq!(round_trip(Format::Xmi, document, set), kept, "xmi");
    }
    // It has tokens, and what is marked on them.
    if !document.tokens().is_empty() {
        assert_eq!(round_trip(Format::Tsv3, document, set), kept, "tsv3");
    }
}

/// A set that goes from one format through another and back is the same file, byte for byte, but for what the other says
/// that it leaves out.
#[test]
fn from_any_format_through_any_other_and_back_is_the_same_file() {
    let document = document(ARTICLE);
    let lossless = || WHOLE.iter().chain(&WITHOUT_REJECTED).chain(&[Format::Xmi, Format::Tsv3]).copied();
    let through = |file: &str, format: Format| {
        let imported = format::import_one(file, format).unwrap_or_else(|e| panic!("{format}: {e}"));
        if let Some(text) = &imported.text {
            assert_eq!(text, ARTICLE, "{format}");
        }
        let placed = format::place(&imported, &document);
        assert_eq!((imported.skipped, placed.lost), (vec![], vec![]), "{format}");
        placed.set
    };
    for from in lossless() {
        for to in lossless() {
            let loses = to.leaves_out().is_some() && from.leaves_out().is_none();
            let set = if loses { without_rejected(full_set()) } else { full_set() };
            let file = format::export(&document, &set, "act", from);
            let there = format::export(&document, &through(&file, from), "act", to);
            let back = format::export(&document, &through(&there, to), "act", from);
            assert_eq!(back, file, "{from} → {to} → {from}");
        }
    }
}

/// Title, byline, day, publisher, language and address, or nothing where nothing is known.
#[test]
fn what_is_known_of_an_article_comes_back() {
    let known = document(ARTICLE);
    let unknown = Document::from_text(ARTICLE);
    for &format in Format::ALL {
        let back = |document: &Document| {
            let file = format::export(document, &full_set(), "act", format);
            format::import_one(&file, format).unwrap_or_else(|e| panic!("{format}: {e}")).meta
        };
        let carries_it = format != Format::Iob2;
        let expected = if carries_it { known.meta().clone() } else { Meta::default() };
        assert_eq!(back(&known), expected, "{format}");
        assert_eq!(back(&unknown), Meta::default(), "{format}");
        let left_out = format.leaves_out().unwrap_or_default();
        assert!(carries_it || left_out.contains("(title, byline, day, publisher, address, language)"));
    }
    // brat has no line that belongs to nothing.
    let none = AnnotationSet::new();
    let without_spans = |format| {
        let file = format::export(&known, &none, "act", format);
        format::import_one(&file, format).expect("it can be read").meta
    };
    assert_eq!(without_spans(Format::Brat), Meta::default());
    assert_eq!(without_spans(Format::Tsv3), *known.meta());
}

#[test]
fn a_full_set_comes_back_whole() {
    check_round_trips(&document(ARTICLE), &full_set());
}

#[test]
fn tables_and_lines_bring_back_the_quotations() {
    let document = document(ARTICLE);
    for format in [Format::Csv, Format::Jsonl, Format::Markdown] {
        let back = round_trip(format, &document, &full_set());
        let mut quotes: Vec<String> = vec![];
        for annotation in back.in_order() {
            let Some(quote) = annotation.quote() else { continue };
            let words: Vec<&str> = annotation.spans.iter().map(|&span| document.slice(span)).collect();
            quotes.push(format!("{} | {}", words.join(" … "), quote.speaker.as_deref().unwrap_or("nobody")));
        }
        assert_eq!(
            quotes,
            ["“We 🙂 will act,” … “and soon.” | Ana Núñez", "it was done | nobody"],
            "{format}"
        );
    }
}

#[test]
fn the_lines_of_a_table_end_as_its_standard_says() {
    let table = format::export(&document(ARTICLE), &full_set(), "act", Format::Csv);
    assert_eq!(table.matches("\r\n").count(), 3, "{table:?}");
    assert!(table.starts_with('\u{feff}'));
}

#[test]
fn tags_bring_back_names_and_dates() {
    let document = document(ARTICLE);
    let back = round_trip(Format::Iob2, &document, &full_set());
    let found: Vec<&str> = back.in_order().map(|a| document.slice(a.spans.first())).collect();
    assert_eq!(found, ["Ana Núñez", "3 May"]);
}

#[test]
fn a_label_changed_in_another_tool_counts() {
    let file = format::export(&document(ARTICLE), &full_set(), "act", Format::Brat);
    let file = file.replace("PERSON 25 34", "ORG 25 34");
    let back = format::place(
        &format::import_one(&file, Format::Brat).expect("brat reads it too"),
        &document(ARTICLE),
    );
    assert_eq!(back.set.get(Id::new(4)).and_then(|a| a.entity()).map(|e| e.kind), Some(EntityKind::Org));
}

#[test]
fn files_of_other_tools_come_in() {
    let text = "Zoë told reporters.";
    let shown = |file: &str, format: Format| {
        let imported = format::import_one(file, format).unwrap_or_else(|e| panic!("{format}: {e}"));
        let document = Document::from_text(text);
        let placed = format::place(&imported, &document);
        let one = |a: &Annotation| format!("{} {:?} {:?}", document.slice(a.spans.first()), a.body, a.tags);
        placed.set.in_order().map(one).collect::<Vec<_>>().join("; ")
    };
    let zoe = "Zoë Entity(Entity { kind: Person, name: \"Zoë\" }) []";
    assert_eq!(shown("T1\tPer 0 3\tZoë\n", Format::Brat), zoe);
    assert_eq!(
        shown("T7\tProtein 0 3\tZoë\r\nA1\tNegated T7\n", Format::Brat),
        "Zoë Note [\"Protein\", \"Negated\"]"
    );
    assert_eq!(shown("Zoë\tNNP\tB-PER\ntold\tVBD\tO\n", Format::Iob2), zoe);
    assert_eq!(
        shown("{\"text\": \"Zoë told reporters.\", \"label\": [[0, 3, \"PER\"]]}", Format::Prodigy),
        zoe
    );
    let hypothesis = "{\"rows\": [{\"id\": \"x\", \"tags\": [], \"text\": \"hm\", \"target\": [{\"selector\": \
        [{\"type\": \"TextQuoteSelector\", \"exact\": \"reporters\"}]}]}]}";
    assert_eq!(shown(hypothesis, Format::Hypothesis), "reporters Note []");
    let cas = "{\"%FEATURE_STRUCTURES\": [{\"%ID\": 1, \"%TYPE\": \"uima.cas.Sofa\", \"sofaString\": \"Zoë told\"}, \
        {\"%ID\": 2, \"%TYPE\": \"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity\", \"begin\": 0, \"end\": 3, \
        \"value\": \"PER\"}]}";
    assert_eq!(shown(cas, Format::Cas), zoe);
    let studio = "[{\"data\": {\"article\": \"Zoë told\"}, \"annotations\": [{\"result\": [{\"id\": \"r\", \"type\": \
        \"labels\", \"value\": {\"start\": 0, \"end\": 3, \"text\": \"Zoë\", \"labels\": [\"Person\"]}}]}]}]";
    assert_eq!(shown(studio, Format::Labelstudio), zoe);
    assert_eq!(
        shown("> told reporters\n>\n> — Zoë (indirect)\n", Format::Markdown),
        "told reporters Quote(Quote { kind: Indirect, speaker: Some(\"Zoë\"), source_kind: Cued, is_question: false }) []"
    );
}

#[test]
fn formats_are_asked_for_by_name() {
    for &format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    let error = "docx".parse::<Format>().expect_err("there is no such format");
    assert!(
        error.to_string().starts_with("unknown format \"docx\"; choose one of jsonld, csv, jsonl"),
        "{error}"
    );
}

#[test]
fn a_file_shows_its_format() {
    for &format in Format::ALL {
        let file = format::export(&document(ARTICLE), &full_set(), "act", format);
        assert_eq!(format::detect(&file), Some(format), "{file}");
    }
    for other in ["", "hello", "[]", "{", "{\"a\":1}", "\u{0}\u{1}"] {
        assert_eq!(format::detect(other), None, "{other:?}");
    }
}

#[test]
fn sets_find_their_places_in_an_edited_article() {
    let file = format::export(&document(ARTICLE), &full_set(), "act", Format::Jsonld);
    let edited =
        ARTICLE.replace("“We", "Late on Monday the council met. “We").replace("that it was done", "nothing");
    let edited = Document::from_text(edited);
    let placed =
        format::place(&format::import_one(&file, Format::Jsonld).expect("it was just written"), &edited);
    let quote = placed.set.get(Id::new(1)).expect("the quotation is still there");
    let words: Vec<&str> = quote.spans.iter().map(|&span| edited.slice(span)).collect();
    assert_eq!(words, ["“We 🙂 will act,”", "“and soon.”"]);
    assert_eq!(
        placed.set.speaker_of(Id::new(1)).map(|s| edited.slice(s.spans.first())),
        Some("Dr Ana Núñez")
    );
    let lost: Vec<&str> = placed.lost.iter().map(|a| a.selectors[0].exact.as_str()).collect();
    assert_eq!(lost, ["it was done"]);
}

#[test]
fn a_file_that_cannot_be_read_says_what_is_wrong_and_where() {
    let check = |file: &str, format: Format, expected: &str| {
        assert_eq!(format::import_one(file, format).expect_err(file).to_string(), expected);
    };
    check("", Format::Jsonld, "line 1, column 0: the JSON ends too early");
    check("{\n  \"type\": oops", Format::Jsonld, "line 2, column 11: this is not valid JSON");
    check(
        "{\"type\": \"Annotation\"}",
        Format::Jsonld,
        "line 1: not a Web Annotation: \"@context\" must be or contain \"http://www.w3.org/ns/anno.jsonld\"",
    );
    let page = |items: &str| {
        format!(
            "{{\"@context\": \"http://www.w3.org/ns/anno.jsonld\",\n\"type\": \"AnnotationPage\",\n\"items\": [{items}]}}"
        )
    };
    let good = "{\"id\": \"urn:a\", \"type\": \"Annotation\", \"target\": \"x:y\"}";
    let bad = "{\"id\": \"urn:b\", \"type\": \"Annotation\"}";
    check(
        &page(&format!("{good},\n{bad}")),
        Format::Jsonld,
        "line 4: not a Web Annotation: it needs a \"target\"",
    );
    check("{\"quotes\": 3}", Format::Jsonl, "line 1, column 12: a value has the wrong type");
    check("", Format::Jsonl, "the file contains no annotation set");
    check(
        "{}\n{}\n",
        Format::Jsonl,
        "the file contains the sets of 2 articles; split it with `pullquote convert --out FOLDER`, which writes one \
         file for each article",
    );
}

#[test]
fn web_annotations_of_other_tools_come_in() {
    let file = r#"[{
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "https://tool.example/1", "type": "Annotation",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "Person"},
                 {"type": "TextualBody", "purpose": "commenting", "value": "who is she?"}],
        "target": {"source": "x:y", "selector": {"type": "TextQuoteSelector", "exact": "Zoë"}}
    }, {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "https://tool.example/2", "type": "Annotation",
        "bodyValue": "a picture", "target": "https://tool.example/picture.jpg#xywh=1,1,2,2"
    }]"#;
    let imported = format::import_one(file, Format::Jsonld).expect("these are Web Annotations");
    assert_eq!(imported.skipped.len(), 1);
    assert_eq!(imported.skipped[0].line, Some(6));
    let placed = format::place(&imported, &document(ARTICLE));
    let zoe = placed.set.in_order().next().expect("Zoë is found");
    assert_eq!((zoe.spans.first(), zoe.note.as_str()), (at("Zoë"), "who is she?"));
    assert_eq!(zoe.entity().map(|e| e.kind), Some(EntityKind::Person));
}
