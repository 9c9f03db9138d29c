//! Files that are cut off, in every command that reads files: the message names the file and says what it should be.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own for each test, empty at the start.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("damaged").join(test);
    fs::remove_dir_all(&folder).ok(); // The first run has none.
    fs::create_dir_all(&folder).expect("the folder for build output can be written");
    folder
}

/// The files by their names, whole, and what messages call each: by its name, or by its first bytes where a set is expected.
fn files(at: &Path) -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let text = "“It stays,” said Ana Ruiz of the harbour board. “No,” said Tom Bell. ".repeat(20);
    fs::write(at.join("act.txt"), &text).expect("the folder is there");
    let written = |name: &str, format: &str| {
        let output = run(at, &format!("annotate --format {format} --output {name} act.txt"));
        assert!(output.status.success(), "{name}: {output:?}");
        fs::read(at.join(name)).expect("it was written")
    };
    let body = format!("<w:document><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>");
    let packed = |parts: [(&str, &str); 2]| {
        let parts = parts.map(|(name, text)| (name.to_owned(), text.to_owned()));
        pullquote_readers::archive(&parts).expect("it can be packed")
    };
    let word = packed([("[Content_Types].xml", "<Types/>"), ("word/document.xml", &body)]);
    let archive = packed([("one.txt", &text), ("two.txt", &text)]);
    let pdf = format!("%PDF-1.7\n%\u{e2}\u{e3}\n1 0 obj\n<< /Length {} >>\nstream\n{text}", text.len());
    vec![
        ("cut.docx", word.clone(), "a Word file (.docx)|a word processor"),
        ("cut.pdf", pdf.into_bytes(), "a PDF"),
        ("cut.zip", archive, "archive"),
        ("cut.xlsx", word, "spreadsheet"),
        ("cut.parquet", written("whole.parquet", "parquet"), "a table of Parquet (.parquet)"),
        ("cut.gz", written("whole.jsonl.gz", "jsonl"), "a file compressed with gzip (.gz)"),
        ("cut.jsonl.gz", written("lines.jsonl.gz", "jsonl"), "a file compressed with gzip (.gz)"),
        ("cut.json.gz", written("list.json.gz", "jsonl"), "a file compressed with gzip (.gz)"),
        ("cut.zst", written("whole.jsonl.zst", "jsonl"), "a file compressed with Zstandard (.zst)"),
        ("cut.jsonl.zst", written("lines.jsonl.zst", "jsonl"), "a file compressed with Zstandard (.zst)"),
        ("cut.spacy", written("whole.spacy", "spacy"), "file of spaCy"),
    ]
}

fn run(at: &Path, call: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
    command.args(call.split_whitespace()).current_dir(at).output().expect("the program starts")
}

#[test]
fn a_file_that_is_cut_off_is_named_with_what_it_should_be() {
    let at = folder("cut");
    for (name, whole, what) in files(&at) {
        for length in [0, 1, 4, 10, 100] {
            assert!(length < whole.len(), "{name} has more than {length} bytes");
            fs::write(at.join(name), &whole[..length]).expect("the folder is there");
            for call in [
                "annotate CUT",
                "explain CUT",
                "extract CUT",
                "convert --to jsonl CUT",
                "convert --to jsonl --text CUT whole.jsonl.gz",
                "check act.txt --source CUT",
                "check CUT --source act.txt",
                "compare CUT CUT",
                "speakers CUT",
                "annotate --words CUT act.txt",
                "reanchor CUT",
            ] {
                let output = run(&at, &call.replace("CUT", name));
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                assert_eq!(output.status.code(), Some(1), "{call} {name} {length}: {said}");
                let told = said
                    .lines()
                    .any(|line| line.contains(name) && what.split('|').any(|what| line.contains(what)));
                assert!(told, "{call} {name} {length}: {said}");
                assert!(!said.contains("the output cannot"), "{call} {name} {length}: {said}");
            }
        }
    }
}

#[test]
fn whole_files_are_read_for_what_they_are() {
    let at = folder("whole");
    for (name, whole, _) in files(&at) {
        fs::write(at.join(name), whole).expect("the folder is there");
    }
    assert!(run(&at, "annotate cut.docx").status.success());
    assert!(run(&at, "convert --to tei cut.spacy").status.success());
    for call in ["speakers cut.spacy", "compare cut.spacy cut.spacy"] {
        assert!(run(&at, call).status.success(), "{call}");
    }
    // Compressed sets are sets in every command.
    assert!(run(&at, "convert --to spacy --output cut.spacy.gz cut.spacy").status.success());
    for call in
        ["speakers cut.spacy.gz", "compare cut.spacy.gz cut.spacy.gz", "check cut.spacy.gz --source act.txt"]
    {
        assert!(run(&at, call).status.success(), "{call}");
    }
    let said = |call: &str| String::from_utf8_lossy(&run(&at, call).stderr).into_owned();
    let set = "cut.spacy: this is a file of spaCy (.spacy) with annotations, and no article";
    assert!(said("annotate cut.spacy").contains(set));
    let table =
        "cut.parquet: this is a table of Parquet (.parquet) by its name, which is not read here; save it as";
    assert!(said("annotate cut.parquet").contains(table));
    // A text under another name is still a text.
    fs::write(at.join("text.docx"), "“It stays,” said Ana Ruiz.").expect("the folder is there");
    assert!(run(&at, "annotate text.docx").status.success());
}
