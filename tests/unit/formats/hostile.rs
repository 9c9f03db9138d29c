//! Files that mean harm, or are merely huge: a reader says no, or reads them, in bounded time and memory.

use std::time::{Duration, Instant};

use crate::annotation::{Annotation, AnnotationSet, Body, Id, Origin};
use crate::document::Document;
use crate::format::{self, Format};
use crate::span::Span;

/// Far above what it takes (some ten seconds without optimisation, a minute on a busy machine), far below what a
/// square would take: hours.
const PATIENCE: Duration = Duration::from_secs(300);

/// Reading the file as any format ends soon, whatever comes of it.
fn check_ends(file: &str) {
    let start = Instant::now();
    format::identify(file).ok(); // Only the time counts.
    for &format in Format::ALL {
        format::import(file, format).ok();
    }
    assert!(start.elapsed() < PATIENCE, "{:?} for {} bytes", start.elapsed(), file.len());
}

#[test]
fn nesting_does_not_overflow_the_stack() {
    let deep = 1_000_000;
    for (open, close) in
        [("[", "]"), ("{\"target\":", "}"), ("{\"items\":[", "]}"), ("<a>", "</a>"), ("> ", "")]
    {
        check_ends(&open.repeat(deep));
        check_ends(&format!("{}1{}", open.repeat(deep), close.repeat(deep)));
    }
    let inside = |deep: &str| {
        format!(
            "{{\"@context\": \"http://www.w3.org/ns/anno.jsonld\", \"type\": \"AnnotationPage\", \"items\": [\n\
             {{\"id\": \"x:y\", \"type\": \"Annotation\", \"target\": {deep}}}]}}"
        )
    };
    let bomb = inside(&format!("{}{}", "[".repeat(deep), "]".repeat(deep)));
    let error = format::import_one(&bomb, Format::Jsonld).expect_err("nothing is nested like this");
    assert_eq!(error.line, Some(2));
    assert!(error.message.contains("nested more than 128 levels deep"), "{error}");
}

#[test]
fn ten_megabytes_of_anything_end() {
    let fill = |piece: &str| piece.repeat(10_000_000 / piece.len());
    for piece in ["\"", "T1\tX 0 9\tx\n", "a\tB-X\n", "> a\n\n", "{\"text\":\"\"}\n"] {
        check_ends(&fill(piece));
    }
}

#[test]
fn a_large_set_goes_out_and_comes_back() {
    let mut text = String::new();
    let mut set = AnnotationSet::new();
    for number in 0..5_000 {
        let start = text.len();
        text += &format!("🙂 Passage number {number}");
        set.insert(Annotation::by_reader(Id::new(number + 1), Span::new(start, text.len()), Body::Note));
        text.push_str(" stands here, and after it some more words follow.\n\n");
    }
    let document = Document::from_text(text);
    let start = Instant::now();
    for &format in Format::ALL {
        let file = format::export(&document, &set, "large", format);
        let imported = format::import_one(&file, format).unwrap_or_else(|e| panic!("{format}: {e}"));
        let carries_notes = ![Format::Csv, Format::Jsonl, Format::Iob2].contains(&format);
        assert_eq!(imported.annotations.len(), if carries_notes { 5_000 } else { 0 }, "{format}");
    }
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn places_beyond_the_text_are_no_places() {
    let most = u32::MAX;
    let beyond = format!("{}{}", most, most);
    for end in [most.to_string(), beyond, "-1".to_owned(), "1e9".to_owned(), "\"x\"".to_owned()] {
        for (format, file) in [
            (
                Format::Prodigy,
                format!("{{\"text\":\"ah\",\"spans\":[{{\"start\":0,\"end\":{end},\"label\":\"X\"}}]}}"),
            ),
            (Format::Brat, parts_beyond(&end)),
            (Format::Brat, format!("T1\tX 0 {end}\tah\n")),
            (
                Format::Jsonl,
                format!("{{\"text\":\"ah\",\"quotes\":[{{\"start\":1,\"end\":{end},\"kind\":\"direct\"}}]}}"),
            ),
            (Format::Csv, format!("quote,start,end\nzzz,1,{end}\n")),
        ] {
            let Ok(sets) = format::import(&file, format) else { continue };
            let placed = format::place(&sets[0], &Document::from_text("oh"));
            assert_eq!(placed.set.len(), 0, "{format}: {file}");
        }
    }
}

/// What the file carries along for itself may lie as well.
fn parts_beyond(end: &str) -> String {
    let part = format!("{{\"start\":4294967290,\"end\":{end},\"words\":\"aaaaaaaaaaaa\\nb\"}}");
    format!("T1\tX 4294967290 4294967291\ta\n#1\tPullquoteParts T1\t[{part}]\n")
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    const FORMULAS: [&str; 16] = [
        "=HYPERLINK(\"http://attacker.example/\",\"x\")",
        "=cmd|' /C calc'!A0",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        " =1+1",
        "'=1+1",
        "' =1+1",
        "＝1+1",
        "\u{200b}=1+1",
        "\u{feff}\u{a0}@SUM(1)",
        "\u{2060}\u{202e}-1",
        "\u{ad}＋1",
    ];
    for formula in FORMULAS {
        let text = format!("{formula} “Words,” said one.");
        let meta = crate::document::Meta {
            title: Some(formula.to_owned()),
            url: Some(formula.to_owned()),
            ..Default::default()
        };
        let document = Document::from_text_with(text, meta);
        let quote = Body::Quote(crate::annotation::Quote::new(
            crate::annotation::QuoteKind::Direct,
            Some(formula.to_owned()),
        ));
        let annotation = Annotation::by_reader(Id::new(1), Span::new(0, formula.len()), quote);
        let mut set = AnnotationSet::new();
        set.insert(Annotation { note: formula.to_owned(), tags: vec![formula.to_owned()], ..annotation });
        let table = format::export(&document, &set, formula, Format::Csv);
        let row = table.split_once("\r\n").expect("a header and a row").1;
        let computed = ['=', '+', '-', '@', '\t', '\r', '\n', ' ', '＝'];
        let bad: Vec<String> = cells(row).into_iter().filter(|cell| cell.starts_with(computed)).collect();
        assert_eq!(bad, Vec::<String>::new(), "{formula:?}: {table}");
        let back = format::import_one(&table, Format::Csv).expect("our own table is read");
        assert_eq!(back.annotations[0].note, formula);
        assert_eq!(back.annotations[0].tags, [formula.trim()]);
    }
}

/// The cells of a row, as RFC 4180 has them.
fn cells(row: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in row.trim_end().chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().expect("there is one").push(c),
        }
    }
    cells
}

/// Words that serde has for programmers.
const WORDS_OF_SERDE: [&str; 14] = [
    "untagged",
    "enum",
    "missing field `",
    "invalid type",
    "invalid value",
    "invalid length",
    "expected",
    "variant",
    "trailing",
    "EOF while",
    "key must be",
    "at line",
    "deserialize",
    "recursion limit",
];

/// Exports with one byte, one word or one value changed are read, or refused in our words, with what to do.
#[test]
fn no_refusal_speaks_as_a_program() {
    let mut session =
        crate::session::Session::analyse(Document::from_text("“Go,” said Ana Ruiz of Acme on 3 May."));
    session.perform(crate::session::Action::SetTags { id: Id::new(1), tags: "a, b".to_owned() }).ok();
    let mut refused = 0;
    for &format in Format::ALL {
        let file = format::export(session.document(), session.set(), "x", format);
        let step = (file.len() / 30).max(1);
        for at in (0..file.len()).step_by(step).filter(|&at| file.is_char_boundary(at)) {
            let (before, after) = file.split_at(at);
            let rest = after.chars().skip(1).collect::<String>();
            for wild in ["", "{", "]", "\"", "-1", "null"] {
                for file in [format!("{before}{wild}{after}"), format!("{before}{wild}{rest}")] {
                    for error in [format::import(&file, format).err(), format::identify(&file).err()] {
                        let Some(error) = error else { continue };
                        refused += 1;
                        let message = error.to_string();
                        let found = WORDS_OF_SERDE.iter().find(|words| message.contains(*words));
                        assert_eq!(found, None, "{format}: {message}\n{file}");
                    }
                }
            }
        }
    }
    assert!(1_000 < refused, "{refused}");
}

#[test]
fn a_confidence_that_is_no_number_becomes_one() {
    let table = "id,quote,kind,checked,confidence\na1,We stay.,direct,no,NaN\na2,We go.,direct,no,inf\n";
    let imported = format::import_one(table, Format::Csv).expect("it is a table of quotations");
    assert_eq!(imported.annotations.len(), 2);
    for annotation in imported.annotations {
        let Origin::Machine { confidence, .. } = annotation.origin else { panic!("nobody checked it") };
        assert!((0.0..=1.0).contains(&confidence), "{confidence}");
    }
}
