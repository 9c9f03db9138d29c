//! What the program says where it cannot do what it is asked for: the file, the line, what is wrong, what to do.
//!
//! `refusals.txt` holds every call with its exit status and its messages. After a change of words, run with
//! `UPDATE_REFUSALS=1` and read the difference.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own for each test, empty at the start.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("refusals").join(test);
    fs::remove_dir_all(&folder).ok(); // The first run has none.
    fs::create_dir_all(&folder).expect("the folder for build output can be written");
    folder
}

/// Runs the program in a folder.
fn run(folder: &Path, args: &str, input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
    command.args(args.split_whitespace()).current_dir(folder);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    stdin.write_all(input).ok(); // A program may stop before it has read everything.
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).replace("\r\n", "\n")
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Files that something is wrong with.
fn inputs() -> PathBuf {
    let at = folder("inputs");
    let put =
        |name: &str, content: &[u8]| fs::write(at.join(name), content).expect("the folder can be written");
    fs::create_dir(at.join("folder")).expect("the folder is empty");
    put("act.txt", "“We act,” said Ana.".as_bytes());
    put("empty.txt", b"");
    put("blank.md", b" \n\n");
    put("nul.txt", b"\0\0\0\0\0\0\0\0");
    put("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF");
    put("letter.docx", b"PK\x03\x04\x14\0\x06\0[Content_Types].xml");
    put("lines.jsonl", b"{\"id\":\"a\",\"text\":\"ah\"}\r\n{\"id\":\"b\"}\r\nnope\r\n{\"text\":3}\r\n{\"id\":{},\"text\":\"a\"}\n[]\n{\"text\":\"a\"\n");
    put("latin.jsonl", b"{\"text\":\"caf\xe9\"}\n{\"id\":\"ok\",\"text\":\"oh\"}\n");
    put("date.jsonl", b"\xef\xbb\xbf{\"text\":\"oh\",\"published\":\"soon\"}\n");
    put("wide.jsonl", &utf16("{\"id\":\"wide\",\"text\":\"oh\"}\r\n{\"id\":\"b\"}\r\n"));
    put("list.json", b"[{\"txt\":\"oh\"}]\n");
    put("revisions.jsonl", b"\xef\xbb\xbf{\"id\":1,\"old\":\"a\",\"new\":\"a\",\"spans\":[{\"start\":7,\"end\":9}]}\n{\"id\":1,\"old\":2}\n{\"old\"\n{\"id\":1,\"old\":\"\xe9\"}\n{\"id\":2,\"old\":\"abc\",\"new\":\"abc\",\"spans\":[{\"start\":0,\"end\":1},{\"start\":2,\"end\":1}]}\n");
    put("set.csv", "quote_id,quote,quote_type,speaker,start,end\na1,“We act,”,direct,Ana,0,9\n".as_bytes());
    put("alone.csv", "quote_id,quote,quote_type,speaker,start,end\na1,“We act,”,direct,Ana,0,9\n".as_bytes());
    put("broken.jsonld", b"{\n\"@context\": oops\n");
    put("unknown.json", b"{\"a\": 1}");
    at
}

const CALLS: &[&str] = &[
    "annotate nowhere.txt",
    "annotate folder",
    "annotate folder/nowhere/act.txt",
    "annotate act.txt/act.txt",
    "annotate empty.txt blank.md",
    "annotate nul.txt photo.jpg letter.docx",
    "annotate lines.jsonl",
    "annotate latin.jsonl",
    "annotate date.jsonl",
    "annotate wide.jsonl",
    "annotate list.json",
    "annotate -",
    "annotate - -",
    "annotate --format docx act.txt",
    "annotate --published 2021-13-45 act.txt",
    "annotate --out act.txt act.txt",
    "annotate --force act.txt",
    "annotate",
    "explain nowhere.txt",
    "explain --at 99 act.txt",
    "explain --at 18 act.txt",
    "explain --at x act.txt",
    "extract nowhere.html folder empty.txt",
    "reanchor nowhere.jsonl",
    "reanchor folder",
    "reanchor revisions.jsonl",
    "convert --to tei nowhere.csv",
    "convert --to tei folder",
    "convert --to tei alone.csv",
    "convert --to tei --text nowhere.txt alone.csv",
    "convert --to tei --text - -",
    "convert --to tei broken.jsonld",
    "convert --to tei unknown.json",
    "convert --to tei --from brat set.csv",
    "convert --to tei --from cas set.csv",
    "convert --to nothing set.csv",
    "check act.txt",
    "check nowhere.txt --source act.txt",
    "check act.txt --source nowhere.txt",
    "check act.txt --source folder empty.txt",
    "check - --source -",
    "check --format xml act.txt --source act.txt",
    "compare set.csv",
    "compare set.csv nowhere.csv",
    "compare act.txt act.txt",
    "compare alone.csv alone.csv",
    "compare folder folder",
    "speakers",
    "speakers nowhere.txt empty.txt",
];

#[test]
fn every_refusal_names_the_file_the_line_and_what_to_do() {
    let at = inputs();
    let mut all = String::new();
    for call in CALLS {
        let output = run(&at, call, b"");
        let code = output.status.code().unwrap_or(-1);
        // clap adds its advice on usage, which follows its own version.
        let said = said(&output);
        let message = said.split("\n\nUsage:").next().unwrap_or_default().trim_end();
        let message = message.split("\n\nFor more information").next().unwrap_or_default();
        writeln!(all, "$ pullquote {call}\n{message}\n({code})\n").expect("a string takes all");
        for word in ["panicked", "untagged", "missing field `", "invalid type", "os error", "expected value"]
        {
            assert!(!said.contains(word), "{call}: {said}");
        }
        assert_ne!(code, 0, "{call} is refused");
    }
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refusals.txt");
    if std::env::var_os("UPDATE_REFUSALS").is_some() {
        fs::write(&fixture, &all).expect("the fixture can be written");
    }
    let expected = fs::read_to_string(&fixture).expect("the fixture is there").replace("\r\n", "\n");
    assert_eq!(all, expected, "{}", fixture.display());
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_that_is_there_is_replaced_only_by_force() {
    let at = folder("existing");
    fs::write(at.join("act.txt"), "“We act,” said Ana.").expect("the folder can be written");
    let call = "annotate --format brat --out set act.txt";
    assert!(run(&at, call, b"").status.success());
    let ours = at.join("set/act.ann");
    fs::write(&ours, "mine").expect("the folder can be written");
    // A companion alone is enough to refuse, and nothing is written then.
    for gone in ["set/act.txt", "set/annotation.conf"] {
        fs::remove_file(at.join(gone)).expect("it was written");
    }
    let output = run(&at, call, b"");
    assert_eq!(output.status.code(), Some(1));
    let path = Path::new("set").join("act.ann");
    let stays = "this file is there already and stays as it is; use --force to replace it, or another folder";
    assert_eq!(said(&output), format!("pullquote: {}: {stays}\n", path.display()));
    assert_eq!(
        (names(&at.join("set")), fs::read_to_string(&ours).ok().as_deref()),
        (vec!["act.ann".to_owned()], Some("mine"))
    );
    assert!(run(&at, &format!("{call} --force"), b"").status.success());
    assert_ne!(fs::read_to_string(&ours).ok().as_deref(), Some("mine"));
    assert_eq!(names(&at.join("set")), ["act.ann", "act.txt", "annotation.conf"]);
}

#[test]
fn two_articles_of_one_name_get_two_files() {
    let at = folder("same_name");
    for part in ["a", "b"] {
        fs::create_dir(at.join(part)).expect("the folder is empty");
        fs::write(at.join(part).join("act.txt"), format!("“We act,” said {part}."))
            .expect("the folder can be written");
    }
    fs::write(at.join("ACT.txt"), "Oh.").expect("the folder can be written");
    let output = run(&at, "annotate --out set a/act.txt b/act.txt ACT.txt", b"");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(names(&at.join("set")), ["ACT-3.jsonl", "act-2.jsonl", "act.jsonl"]);
    assert!(
        said(&output).contains("act-2.jsonl: another article is named \"act\", too"),
        "{}",
        said(&output)
    );
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_never_followed() {
    let at = folder("links");
    fs::write(at.join("act.txt"), "“We act,” said Ana.").expect("the folder can be written");
    fs::write(at.join("precious"), "mine").expect("the folder can be written");
    fs::create_dir(at.join("set")).expect("the folder is empty");
    for target in ["../precious", "../nowhere"] {
        let link = at.join("set/act.jsonl");
        fs::remove_file(&link).ok(); // The first time there is none.
        std::os::unix::fs::symlink(target, &link).expect("the system has links");
        assert_eq!(run(&at, "annotate --out set act.txt", b"").status.code(), Some(1));
        assert!(run(&at, "annotate --out set --force act.txt", b"").status.success());
        assert!(fs::symlink_metadata(&link).is_ok_and(|data| data.is_file()), "the link was replaced");
        assert_eq!(fs::read_to_string(at.join("precious")).ok().as_deref(), Some("mine"));
        assert!(!at.join("nowhere").exists());
    }
    assert_eq!(names(&at.join("set")), ["act.jsonl"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let at = inputs_with("full");
    for call in ["annotate act.txt", "explain act.txt", "convert --to csv --text act.txt set.csv"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
        let output =
            command.args(call.split(' ')).current_dir(&at).stdout(full).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(1), "{call}");
        assert!(
            said(&output).contains("the output cannot be written: the disk is full"),
            "{}",
            said(&output)
        );
    }
}

#[cfg(target_os = "linux")]
fn inputs_with(test: &str) -> PathBuf {
    let at = folder(test);
    fs::write(at.join("act.txt"), "“We act,” said Ana.").expect("the folder can be written");
    let set = "quote_id,quote,quote_type,speaker,start,end\na1,“We act,”,direct,Ana,0,9\n";
    fs::write(at.join("set.csv"), set).expect("the folder can be written");
    at
}
