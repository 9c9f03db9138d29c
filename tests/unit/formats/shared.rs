//! The files that other projects test themselves with, where they lie beside the checkout: valid ones come in and
//! find their places, invalid ones are refused with the line and the reason.

use std::path::{Path, PathBuf};

use crate::annotation::{Annotation, AnnotationSet};
use crate::document::Document;
use crate::format::{self, Format, FormatError, Imported};
use crate::tests::skipped::skip;

fn data() -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/annotation");
    if !data.exists() {
        skip("other projects’ files of each format: ../shared/data/annotation is missing");
    }
    Some(data).filter(|data| data.exists())
}

/// The files of a folder and those below it, by their ending, in order.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read").flatten();
    let mut all: Vec<PathBuf> = vec![];
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            all.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            all.push(path);
        }
    }
    all.sort();
    assert!(!all.is_empty(), "{} has files", folder.display());
    all
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// As `pullquote convert` reads it: by its content, or else by its ending.
fn read(path: &Path) -> Result<Vec<Imported>, FormatError> {
    let file = text(path);
    let by_ending = || Format::by_ending(path.extension()?.to_str()?);
    let format = format::identify(&file).or_else(|error| by_ending().ok_or(error))?;
    format::import(&file, format)
}

fn words<'a>(document: &'a Document, annotation: &Annotation) -> Vec<&'a str> {
    annotation.spans.iter().map(|&span| document.slice(span)).collect()
}

/// The set in its article, of which nothing is lost or moved.
fn placed(path: &Path, imported: &Imported, article: String) -> (Document, AnnotationSet) {
    let document = Document::from_text(article);
    let placed = format::place(imported, &document);
    assert_eq!((placed.lost, placed.moved), (vec![], vec![]), "{}", path.display());
    assert_eq!(placed.set.len(), imported.annotations.len(), "{}", path.display());
    (document, placed.set)
}

#[test]
fn the_w3cs_samples_are_read_or_refused_as_they_should() {
    let Some(data) = data() else { return };
    let (mut read_in, mut refused, mut passages) = (0, 0, 0);
    for folder in ["w3c-web-annotation-tests/samples", "w3c-model-examples"] {
        for path in files(&data.join(folder).join("correct"), "json") {
            let sets = read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let all = sets.iter().map(|set| set.annotations.len() + set.skipped.len()).sum::<usize>();
            assert_ne!(all, 0, "{}: an annotation, or why there is none", path.display());
            passages += sets.iter().map(|set| set.annotations.len()).sum::<usize>();
            read_in += 1;
        }
        for path in files(&data.join(folder).join("incorrect"), "json") {
            let error = read(&path).expect_err(&path.display().to_string());
            assert!(!error.message.is_empty(), "{}", path.display());
            // Of a file without anything in it there is no line to name.
            assert!(error.line.is_some() || text(&path).len() < 20, "{}: {error}", path.display());
            refused += 1;
        }
    }
    eprintln!(
        "W3C: {read_in} valid files read, with {passages} passages of text; {refused} invalid ones refused"
    );
    assert_eq!((read_in, refused), (89, 79));
}

#[test]
fn brats_examples_find_every_word() {
    let Some(data) = data() else { return };
    let (mut documents, mut stretches, mut skipped) = (0, 0, 0);
    for path in files(&data.join("brat"), "ann") {
        let [imported] = &read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))[..] else {
            panic!("one set a file")
        };
        let (document, set) = placed(&path, imported, text(&path.with_extension("txt")));
        for (annotation, imported) in set.in_order().map(|a| (a, &imported.annotations)) {
            let wanted = imported.iter().find(|i| i.id == annotation.id).expect("it was imported");
            let wanted: Vec<&str> = wanted.selectors.iter().map(|s| s.exact.as_str()).collect();
            assert_eq!(words(&document, annotation), wanted, "{}", path.display());
        }
        documents += 1;
        stretches += set.len();
        skipped += imported.skipped.len();
    }
    eprintln!(
        "brat: {documents} documents, {stretches} stretches placed; {skipped} ties and events have no place"
    );
    assert!(5_000 < stretches, "{stretches}");
}

#[test]
fn doccanos_examples_come_in_and_its_invalid_ones_do_not() {
    let Some(data) = data() else { return };
    let at = |name: &str| data.join("doccano").join(name);
    let shown = |name: &str| {
        let sets = read(&at(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        let articles = sets.iter().map(|set| {
            let (document, placed) = placed(&at(name), set, set.text.clone().expect("doccano carries texts"));
            placed.in_order().map(|a| words(&document, a).join(" ")).collect::<Vec<_>>().join("|")
        });
        articles.collect::<Vec<_>>().join(" / ")
    };
    let google = "Google|September 4, 1998|Larry Page|Sergey Brin";
    assert_eq!(shown("relation_extraction/example.jsonl"), google);
    assert_eq!(shown("sequence_labeling/example.conll"), "JAPAN|Nadim Ladki");
    assert_eq!(shown("sequence_labeling/labeling.trailing.conll"), "JAPAN|CHINA");
    assert_eq!(shown("sequence_labeling/example_overlapping.jsonl"), "e|e");
    assert_eq!(shown("sequence_labeling/example.jsonl"), "e / "); // Its third line has no text.
    assert!(shown("sequence_labeling/labeling.invalid.conll").starts_with("JAPAN|CHINA|")); // But for its first line.
}

#[test]
fn cassiss_files_come_in_with_emoji_arabic_and_chinese() {
    let Some(data) = data() else { return };
    let (mut read_in, mut refused, mut wide) = (0, 0, 0);
    for path in files(&data.join("cassis/json"), "json") {
        match read(&path) {
            Err(error) => {
                assert!(error.to_string().contains("not a CAS: it has no"), "{}: {error}", path.display());
                refused += 1;
            }
            Ok(sets) => {
                let set = &sets[0];
                let (document, placed) = placed(&path, set, set.text.clone().expect("a CAS has its text"));
                read_in += 1;
                wide += placed.in_order().filter(|a| !words(&document, a).concat().is_ascii()).count();
            }
        }
    }
    eprintln!(
        "cassis: {read_in} files read, {wide} stretches beyond ASCII placed; {refused} without a text refused"
    );
    assert_eq!((read_in, refused, wide), (10, 6, 11));
    let emoji = data.join("cassis/json/fs_as_array/ser-ref/casWithEmojiUnicodeTextAndAnnotations/data.json");
    let set = &read(&emoji).expect("it has a text")[0];
    let (document, placed) = placed(&emoji, set, set.text.clone().expect("a CAS has its text"));
    let found: Vec<String> = placed.in_order().map(|a| words(&document, a).join(" ")).collect();
    assert_eq!(found.join("|"), "🥳|This|👳🏻\u{200d}♀️|is|✆|a|🧔🏾\u{200d}♂️|test|👻");
}

#[test]
fn hypothesiss_and_recogitos_annotations_find_their_words_in_their_pages() {
    let Some(data) = data() else { return };
    let mut found = 0;
    for (set, page) in [
        ("hypothesis/html-baselines/minimal.json", "hypothesis/html-baselines/minimal.html"),
        (
            "hypothesis/html-baselines/wikipedia-regression-testing.json",
            "hypothesis/html-baselines/wikipedia-regression-testing.html",
        ),
        ("recogito/annotations.w3c.json", "recogito/index.html"),
    ] {
        let sets = read(&data.join(set)).unwrap_or_else(|e| panic!("{set}: {e}"));
        // These speak of the whole page's text, and not of its article alone.
        let body = dom_query::Document::from(text(&data.join(page)).as_str());
        body.select("script, style").remove();
        let document = Document::from_text(body.select("body").text().to_string());
        let placed = format::place(&sets[0], &document);
        for annotation in placed.set.in_order() {
            let imported =
                sets[0].annotations.iter().find(|i| i.id == annotation.id).expect("it was imported");
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            let wanted: String = imported.selectors.iter().map(|s| squeezed(&s.exact)).collect();
            assert_eq!(squeezed(&words(&document, annotation).concat()), wanted, "{set}");
        }
        assert_eq!(placed.lost, [], "{set}");
        found += placed.set.len();
    }
    eprintln!("Hypothesis and Recogito: {found} annotations found in their pages");
    let fixtures = text(&data.join("recogito/w3c-adapter-fixtures.json"));
    let fixtures: serde_json::Value = serde_json::from_str(&fixtures).expect("it is JSON");
    for (name, fixture) in fixtures.as_object().expect("it is an object") {
        let imported = format::import_one(&fixture.to_string(), Format::Jsonld)
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(imported.annotations.len(), 1, "{name}");
    }
}
