//! What we write is read by the programs that it is written for: each test hands a folder of exports to a small
//! Python program beside this file, which reads them with the real consumer and compares what that one sees.
//!
//! `tools/test` installs the consumers into `target/consumers`. Where they are missing a test says so and passes:
//! they come from a registry that a checkout may not reach.

use std::path::{Path, PathBuf};
use std::process::Command;

use pullquote::Document;
use pullquote::Format;
use pullquote::{AnnotationSet, Verdict};
use pullquote::{Pos, Span};
use serde_json::{Value, json};
use skipped::skip;

mod hard;
#[path = "../common/skipped.rs"]
mod skipped;

/// Articles with their sets: one that is hard on purpose, and one as the machine annotates it.
fn cases() -> Vec<(&'static str, Document, AnnotationSet)> {
    let page =
        pullquote::read_page(include_str!("../articles/night_ferries.html"), None).expect("this is a page");
    let found = Document::from_blocks(&page.blocks, page.meta);
    let set = pullquote::annotate(&found);
    vec![("hard", hard::document(), hard::set()), ("found", found, set)]
}

/// A transcript with times.
fn talk() -> (&'static str, Document, AnnotationSet) {
    let captions = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ana Ruiz>We will act & stay.\n\n\
        00:00:04.500 --> 00:00:07.000\n<v Tom Bell>No, said the mayor, “it is <late>.”\n";
    let (blocks, meta) = pullquote::read_subtitles(captions);
    let document = Document::from_blocks(&blocks, meta);
    let set = pullquote::annotate(&document);
    ("talk", document, set)
}

/// What any consumer should see, in both units; rejected suggestions are only in formats that carry them.
fn expected(document: &Document, set: &AnnotationSet) -> Value {
    let annotations = set.in_order().map(|annotation| {
        json!({
            "id": annotation.id.to_string(),
            "label": pullquote::label(&annotation.body),
            "rejected": annotation.verdict == Verdict::Rejected,
            "speaker": annotation.quote().and_then(|q| q.speaker.clone()),
            "note": annotation.note,
            "tags": annotation.tags,
            "parts": annotation.spans.iter().map(|&span| part(document, span)).collect::<Vec<_>>(),
        })
    });
    let relations = set.relations().map(|r| json!([format!("{:?}", r.kind), r.from, r.to]));
    json!({
        "text": document.text(),
        "title": document.meta().title,
        "annotations": annotations.collect::<Vec<_>>(),
        "relations": relations.collect::<Vec<_>>(),
    })
}

fn part(document: &Document, span: Span) -> Value {
    let code_point = |pos: Pos| document.to_code_point(pos).expect("spans lie in the text").0;
    let utf16 = |pos: Pos| document.to_utf16(pos).expect("spans lie in the text").0;
    json!({
        "words": document.slice(span),
        "start": code_point(span.start()), "end": code_point(span.end()),
        "start16": utf16(span.start()), "end16": utf16(span.end()),
    })
}

/// Writes every case in a format, and asks the consumer's program about each.
fn check(consumer: &str, format: Format) {
    let Some(python) = python() else {
        skip(&format!(
            "{consumer} reads exports: it is not installed in target/consumers (./tools/test does that)"
        ));
        return;
    };
    let talk = (format == Format::Vtt).then(talk);
    for (name, document, set) in cases().into_iter().chain(talk) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumers").join(consumer).join(name);
        std::fs::create_dir_all(&folder).expect("the folder for build output can be written");
        let put = |name: &str, text: &str| {
            std::fs::write(folder.join(name), text).expect("the folder can be written");
        };
        let exported = pullquote::export(&document, &set, name, format);
        std::fs::write(folder.join("set"), format.file_bytes(&exported)).expect("the folder can be written");
        put("expected.json", &expected(&document, &set).to_string());
        std::fs::remove_file(folder.join("back")).ok(); // The first run has none.
        let of = |format: Format| format.companion_files(&document, "set");
        for companion in of(Format::Labelstudio).into_iter().chain(of(Format::Xmi)) {
            put(&companion.name, &companion.text);
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/consumers/{consumer}.py"));
        let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/annotation");
        let output = Command::new(&python)
            .args([&script, &folder, &shared])
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .output()
            .expect("the Python of target/consumers starts");
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        eprintln!("{said}");
        said.lines().filter_map(|line| line.strip_prefix("SKIPPED: ")).for_each(skip);
        assert!(output.status.success(), "{consumer} on {name}:\n{said}");
        // What the program saved, where it can save, says the same as what it read.
        if let Ok(back) = std::fs::read(folder.join("back")) {
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it writes UTF-8");
            let back = pullquote::binary_set(&back).unwrap_or_else(|| text(back));
            let (mut written, known) = placed(&exported, format, &document);
            if matches!(format, Format::Prodigy | Format::Labelstudio) {
                confirm(&mut written); // Somebody has sent it in.
            }
            assert_eq!(placed(&back, format, &document), (written, known), "{consumer}");
        }
    }
}

fn confirm(set: &mut AnnotationSet) {
    let open: Vec<_> = set.in_order().filter(|a| a.verdict == Verdict::Open).cloned().collect();
    for annotation in open {
        set.insert(pullquote::Annotation { verdict: Verdict::Confirmed, ..annotation });
    }
}

/// What a file has in an article, and what it knows of it.
fn placed(file: &str, format: Format, document: &Document) -> (AnnotationSet, pullquote::Meta) {
    assert_eq!(pullquote::identify(file), Ok(format), "{file}");
    let imported = pullquote::import_one(file, format).unwrap_or_else(|e| panic!("{format}: {e}\n{file}"));
    let placed = pullquote::place(&imported, document);
    assert_eq!((imported.skipped, placed.lost), (vec![], vec![]), "{file}");
    (placed.set, imported.meta)
}

/// The Python that has the consumers: beside whatever this build writes.
fn python() -> Option<PathBuf> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent()?;
    [target.join("consumers/bin/python"), target.join("consumers/Scripts/python.exe")]
        .into_iter()
        .find(|path| path.exists())
}

#[test]
fn pyld_and_the_w3cs_assertions_read_web_annotations() {
    check("jsonld", Format::Jsonld);
}

#[test]
fn pandas_and_a_spreadsheet_read_the_table() {
    check("table", Format::Csv);
}

#[test]
fn pandas_reads_the_lines() {
    check("jsonl", Format::Jsonl);
}

#[test]
fn brats_rules_hold() {
    check("brat", Format::Brat);
}

#[test]
fn spacy_reads_the_tags() {
    check("iob2", Format::Iob2);
}

#[test]
fn spacy_reads_the_tasks_and_keeps_them() {
    check("prodigy", Format::Prodigy);
}

#[test]
fn spacy_reads_its_own_files_and_keeps_them() {
    check("docbin", Format::Spacy);
}

#[test]
fn label_studio_takes_the_tasks() {
    check("labelstudio", Format::Labelstudio);
}

#[test]
fn cassis_reads_the_cas() {
    check("cas", Format::Cas);
}

#[test]
fn cassis_reads_the_xmi() {
    check("xmi", Format::Xmi);
}

#[test]
fn bioc_reads_the_collection_and_keeps_it() {
    check("passages", Format::Bioc);
}

#[test]
fn webvtt_py_reads_the_track() {
    check("track", Format::Vtt);
}

#[test]
fn the_rules_of_inceptions_reader_hold() {
    check("tsv3", Format::Tsv3);
}

#[test]
fn lxml_finds_the_tei_valid() {
    check("tei", Format::Tei);
}

#[test]
fn markdown_it_sees_the_quotations() {
    check("blocks", Format::Markdown);
}

#[test]
fn the_selectors_of_hypothesis_fit() {
    check("notes", Format::Hypothesis);
}

#[test]
fn html5lib_reads_the_page() {
    check("page", Format::Html);
}
