//! Many articles at once: threads, going on with an earlier run, compressed files, and sets of many articles.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::json;

/// A folder of its own for each test, empty at the start.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batches").join(test);
    fs::remove_dir_all(&folder).ok(); // The first run has none.
    fs::create_dir_all(&folder).expect("the folder for build output can be written");
    folder
}

fn run(folder: &Path, args: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
    command.args(args.split_whitespace()).current_dir(folder).output().expect("the program starts")
}

/// What a call that goes well writes.
#[track_caller]
fn written(folder: &Path, args: &str) -> String {
    let output = run(folder, args);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{args}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What a call that fails says.
#[track_caller]
fn refused(folder: &Path, args: &str) -> String {
    let output = run(folder, args);
    assert_eq!(output.status.code(), Some(1), "{args}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

const NAMES: [&str; 4] = ["Ana Ruiz", "Tom Bell", "Mara Lindqvist", "Eva Moe"];

/// Articles of different lengths, in JSON lines.
fn articles(folder: &Path, count: usize) {
    let mut lines = String::new();
    for number in 0..count {
        let said = |n: usize| format!("“It stays for {n} years,” said {}. ", NAMES[n % NAMES.len()]);
        let text: String = (0..=(number * 7) % 12).map(|n| said(n + number)).collect();
        writeln!(lines, "{{\"id\":\"n{number}\",\"text\":\"{}\"}}", text.trim()).expect("a string takes it");
    }
    fs::write(folder.join("articles.jsonl"), lines).expect("the folder can be written");
}

#[test]
fn threads_write_what_one_writes_in_the_same_order() {
    let at = folder("threads");
    articles(&at, 60);
    for format in ["jsonl", "csv", "prodigy"] {
        let one = written(&at, &format!("annotate --format {format} articles.jsonl"));
        assert_eq!(written(&at, &format!("annotate --format {format} --jobs 3 articles.jsonl")), one);
    }
    fs::write(at.join("broken.jsonl"), read(&at, "articles.jsonl").replacen("{\"id\":\"n3\"", "oops", 1))
        .expect("a file");
    let output = run(&at, "annotate --jobs 3 broken.jsonl");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 59);
    assert_eq!(output.status.code(), Some(1));
    // Files of a folder: names that are taken get numbers in the order of the articles.
    let twice = read(&at, "articles.jsonl").replace("\"n1\"", "\"n0\"");
    fs::write(at.join("twice.jsonl"), twice).expect("a file");
    written(&at, "annotate --jobs 3 --out many twice.jsonl");
    written(&at, "annotate --out one twice.jsonl");
    assert_eq!(read(&at, "many/n0-2.jsonl"), read(&at, "one/n0-2.jsonl"));
}

#[test]
fn a_run_goes_on_where_an_earlier_one_ended() {
    let at = folder("resume");
    articles(&at, 12);
    for format in ["jsonl", "csv", "prodigy"] {
        let call = format!("annotate --format {format} --output whole.{format} articles.jsonl");
        written(&at, &call);
        let whole = read(&at, &format!("whole.{format}"));
        // Killed in the middle of a line.
        let part: String = whole.chars().take(whole.chars().count() / 2).collect();
        let part = part.rsplit_once('\n').map_or(part.clone(), |(lines, _)| format!("{lines}\n{{\"half\":"));
        fs::write(at.join(format!("part.{format}")), part).expect("a file");
        written(
            &at,
            &format!("annotate --format {format} --resume --jobs 2 --output part.{format} articles.jsonl"),
        );
        let (whole, resumed) = (lines(&whole), lines(&read(&at, &format!("part.{format}"))));
        // A table has no row of an article without quotations, and may have some rows of the one that was being written.
        assert_eq!(resumed, whole, "{format}");
    }
    written(&at, "annotate --out folder articles.jsonl");
    fs::remove_file(at.join("folder/n4.jsonl")).expect("it was written");
    fs::write(at.join("folder/n5.jsonl"), "mine").expect("a file");
    written(&at, "annotate --out folder --resume articles.jsonl");
    assert_eq!(
        (read(&at, "folder/n4.jsonl").is_empty(), read(&at, "folder/n5.jsonl")),
        (false, "mine".to_owned())
    );
}

#[test]
fn going_on_loses_no_article_whose_id_another_has() {
    let at = folder("twins");
    articles(&at, 6);
    let twins = read(&at, "articles.jsonl").replace("\"n4\"", "\"n1\"").replace("\"n5\"", "\"n1\"");
    fs::write(at.join("articles.jsonl"), twins).expect("a file");
    written(&at, "annotate --output whole.jsonl articles.jsonl");
    let whole = read(&at, "whole.jsonl");
    let part: Vec<&str> = whole.split_inclusive('\n').take(5).collect();
    fs::write(at.join("part.jsonl"), part.concat()).expect("a file");
    written(&at, "annotate --resume --output part.jsonl articles.jsonl");
    assert_eq!(read(&at, "part.jsonl"), whole);
    // Without it the shared id is told, once.
    let told = |args: &str| {
        let said = String::from_utf8_lossy(&run(&at, args).stderr).into_owned();
        said.lines().filter(|line| line.contains("several articles have the id")).count()
    };
    assert_eq!(told("annotate articles.jsonl"), 1);
    assert_eq!(told("annotate --jobs 2 --output twice.jsonl articles.jsonl"), 1);
    assert_eq!(told("annotate --resume --output part.jsonl articles.jsonl"), 0);
    assert_eq!(
        told("annotate --out folder articles.jsonl"),
        0,
        "each file has a name of its own, which is told"
    );
    assert_eq!(told("convert --to csv --text articles.jsonl whole.jsonl"), 1);
}

#[test]
fn long_numbers_and_cut_tables_lose_no_article() {
    let at = folder("numbers");
    let long =
        |last: u32| format!("{{\"id\":1234567890123456789012{last},\"text\":\"“No,” said Ana Ruiz.\"}}\n");
    fs::write(at.join("a.jsonl"), long(1) + &long(2)).expect("a file");
    let said = written(&at, "annotate a.jsonl");
    let ids: Vec<&str> = said.lines().filter_map(|line| line.get(..32)).collect();
    assert_eq!(ids, ["{\"id\":\"12345678901234567890121\",", "{\"id\":\"12345678901234567890122\","]);
    fs::write(at.join("t.csv"), "id,text\n7,“No.”\n8,\"“Yes.”\n9,“So.”\n").expect("a file");
    let output = run(&at, "annotate t.csv");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("{\"id\":\"7\""));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("t.csv:3: a quotation mark"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_in_every_format() {
    let at = folder("full");
    articles(&at, 3);
    for format in ["jsonl", "parquet", "spacy"] {
        let said =
            refused(&at, &format!("annotate --format {format} --force --output /dev/full articles.jsonl"));
        assert!(said.contains("the disk is full"), "{format}: {said}");
    }
}

#[test]
fn annotations_of_several_pages_find_their_articles_by_address() {
    let at = folder("addresses");
    let line = |n: u32, words: &str| {
        format!("{{\"id\":\"n{n}\",\"url\":\"https://e.example/{n}\",\"text\":\"{words}\"}}\n")
    };
    fs::write(at.join("a.jsonl"), line(1, "We stay.") + &line(2, "We go.")).expect("a file");
    let row = |n: u32, words: &str| {
        let target = format!("{{\"selector\":[{{\"type\":\"TextQuoteSelector\",\"exact\":\"{words}\"}}]}}");
        format!(
            "{{\"id\":\"h{n}\",\"uri\":\"https://e.example/{n}\",\"text\":\"\",\"tags\":[],\"target\":[{target}]}}"
        )
    };
    let answer = format!("{{\"total\":2,\"rows\":[{},{}]}}", row(1, "stay"), row(2, "go"));
    fs::write(at.join("h.json"), answer).expect("a file");
    written(&at, "convert --to brat --out sets --text a.jsonl h.json");
    let sets: Vec<String> = fs::read_dir(at.join("sets"))
        .expect("it was made")
        .map(|file| fs::read_to_string(file.expect("it can be listed").path()).expect("it can be read"))
        .collect();
    for words in ["\tstay", "\tgo", "We stay.", "We go."] {
        assert!(sets.iter().any(|set| set.contains(words)), "{words}: {sets:?}");
    }
    let other =
        fs::read_to_string(at.join("h.json")).expect("it was written").replace("example/2", "example/3");
    fs::write(at.join("h.json"), other).expect("a file");
    let said = refused(&at, "convert --to jsonl --text a.jsonl h.json");
    assert!(said.contains("has the address \"https://e.example/3\""), "{said}");
}

#[test]
fn spacys_files_are_bytes_and_come_back() {
    let at = folder("spacy");
    articles(&at, 2);
    written(&at, "annotate --format spacy --out bins articles.jsonl");
    assert_eq!(fs::read(at.join("bins/n0.spacy")).expect("it was written")[0], 0x78);
    let straight = written(&at, "annotate articles.jsonl");
    assert_eq!(written(&at, "convert --to jsonl bins/n0.spacy bins/n1.spacy"), straight);
    let whole = fs::read(at.join("bins/n0.spacy")).expect("it was written");
    fs::write(at.join("cut.spacy"), &whole[..whole.len() - 20]).expect("a file");
    assert!(refused(&at, "convert --to jsonl cut.spacy").contains("cut.spacy: this is no file of spaCy"));
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

#[test]
fn nothing_but_our_own_output_is_added_to() {
    let at = folder("foreign");
    articles(&at, 2);
    fs::write(at.join("notes.jsonl"), "{\"mine\": 1}\n").expect("a file");
    let said = refused(&at, "annotate --resume --output notes.jsonl articles.jsonl");
    assert!(said.contains("notes.jsonl: it holds something else than jsonl; name another file"), "{said}");
    assert_eq!(read(&at, "notes.jsonl"), "{\"mine\": 1}\n");
    let said = refused(&at, "annotate --output notes.jsonl articles.jsonl");
    assert!(said.contains("is there already; use --force to replace it, or --resume"), "{said}");
    let output = run(&at, "annotate --resume articles.jsonl");
    assert_eq!(output.status.code(), Some(2), "it needs --output or --out");
    let said = refused(&at, "annotate --resume --format brat --output notes.jsonl articles.jsonl");
    assert!(said.contains("jsonl, prodigy and csv only"), "{said}");
}

#[test]
fn compressed_files_are_read_and_written() {
    let at = folder("compressed");
    articles(&at, 30);
    let plain = written(&at, "annotate articles.jsonl");
    for ending in ["gz", "zst"] {
        written(&at, &format!("annotate --output sets.jsonl.{ending} articles.jsonl"));
        let bytes = fs::read(at.join(format!("sets.jsonl.{ending}"))).expect("it was written");
        assert!(bytes.len() < plain.len() / 2, "{ending}: {} of {}", bytes.len(), plain.len());
        let call = format!("convert --to jsonl --text articles.jsonl sets.jsonl.{ending}");
        assert_eq!(written(&at, &call), plain, "{ending}");
        // Two compressed files one after the other are one.
        fs::write(at.join(format!("twice.jsonl.{ending}")), [&bytes[..], &bytes].concat()).expect("a file");
        let call = format!("convert --to jsonl --text articles.jsonl twice.jsonl.{ending}");
        assert_eq!(written(&at, &call), format!("{plain}{plain}"), "{ending}");
        fs::write(at.join(format!("cut.jsonl.{ending}")), &bytes[..bytes.len() / 2]).expect("a file");
        refused(&at, &format!("convert --to jsonl --text articles.jsonl cut.jsonl.{ending}"));
    }
}

#[test]
fn sets_find_their_articles_by_their_ids() {
    let at = folder("ids");
    articles(&at, 20);
    let jsonl = written(&at, "annotate articles.jsonl");
    let table = written(&at, "annotate --format csv articles.jsonl");
    fs::write(at.join("quotes.csv"), &table).expect("a file");
    let back = written(&at, "convert --to csv --text articles.jsonl quotes.csv");
    let columns = |table: &str| {
        let rows = table.lines().map(|row| row.split(',').take(4).collect::<Vec<_>>().join(","));
        rows.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(columns(&back), columns(&table));
    assert!(jsonl.lines().count() == 20);
    fs::write(at.join("one.txt"), "“It stays,” said Ana Ruiz.").expect("a file");
    let said = refused(&at, "convert --to csv --text one.txt quotes.csv");
    assert!(said.contains("--text names one article; name a file of articles"), "{said}");
}

/// What the sets say of the articles counts where the file of articles does not say, for one article and for several.
#[test]
fn what_sets_say_of_their_articles_fills_gaps_of_the_articles() {
    let at = folder("set-details");
    let full = |number: usize, title: &str| {
        json!({ "id": format!("a-{number}"), "text": format!("“It stays {number},” said Ana Ruiz last week."), "title": title,
            "byline": "Tom Baker", "published": "2021-11-10" })
    };
    let bare = |number: usize| json!({ "id": format!("a-{number}"), "text": full(number, "")["text"], "title": "Its own title" });
    for count in [1, 3] {
        let lines = |article: &dyn Fn(usize) -> serde_json::Value| {
            (0..count).map(|number| format!("{}\n", article(number))).collect::<String>()
        };
        fs::write(at.join("full.jsonl"), lines(&|number| full(number, "The title of the set")))
            .expect("a file");
        fs::write(at.join("bare.jsonl"), lines(&bare)).expect("a file");
        fs::write(at.join("sets.jsonl"), written(&at, "annotate full.jsonl")).expect("a file");
        let back = written(&at, "convert --to jsonl --text bare.jsonl sets.jsonl");
        for line in back.lines() {
            let line: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
            assert_eq!(line["title"], "Its own title", "{count} articles: {line}");
            assert_eq!(line["byline"], "Tom Baker", "{count} articles: {line}");
            assert_eq!(line["published"], "2021-11-10", "{count} articles: {line}");
        }
        assert_eq!(back.lines().count(), count);
    }
}

#[test]
fn the_article_of_a_page_is_read_as_annotate_reads_it() {
    let at = folder("page");
    let paragraph = "<p>The council met on Monday evening, and the talk about the bridge went on until midnight, \
        as it often does. “It stays,” said Ana Ruiz of the harbour board.</p>";
    let page = format!(
        "<html><head><title>Bridge</title></head><body><article>{}</article></body></html>",
        paragraph.repeat(4)
    );
    fs::write(at.join("page.html"), page).expect("a file");
    let sets = written(&at, "annotate page.html");
    fs::write(at.join("set.jsonl"), &sets).expect("a file");
    assert_eq!(written(&at, "convert --to jsonl --text page.html set.jsonl").lines().count(), 1);
    assert_eq!(
        written(&at, "convert --to jsonl --text page.html set.jsonl").matches("\"words\"").count(),
        sets.matches("\"words\"").count()
    );
}

#[test]
fn labels_of_other_tools_are_read_as_ours() {
    let at = folder("labels");
    fs::write(at.join("a.txt"), "Ana left Torvik.").expect("a file");
    fs::write(at.join("a.ann"), "T1\tPESSOA 0 3\tAna\nT2\tLUGAR 9 15\tTorvik\n").expect("a file");
    let found = written(&at, "convert --to jsonl --label PESSOA=PERSON --label LUGAR=GPE a.ann");
    assert!(found.contains("\"label\":\"PERSON\"") && found.contains("\"label\":\"GPE\""), "{found}");
    let output = run(&at, "convert --to jsonl --label PESSOA=FOLK a.ann");
    assert_eq!(output.status.code(), Some(2));
    // A label that no set has is told once, with those that there are; one that has a meaning in any case, too.
    fs::copy(at.join("a.ann"), at.join("b.ann")).expect("a file");
    fs::copy(at.join("a.txt"), at.join("b.txt")).expect("a file");
    let output = run(&at, "convert --to jsonl --label PESOA=PERSON --label lugar=GPE a.ann b.ann");
    assert_eq!(output.status.code(), Some(0));
    let said = |output: &Output| {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        said.lines().filter(|line| line.contains("--label")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        said(&output),
        [
            "pullquote: --label PESOA=PERSON changes nothing: no annotation has the label \"PESOA\"; labels without a meaning \
          are: LUGAR, PESSOA"
        ]
    );
    let output = run(&at, "convert --to jsonl --label PER=ORG --label PER=PERSON a.ann");
    assert_eq!(
        said(&output),
        ["pullquote: --label PER=ORG changes nothing: PER is read as PERSON in any case"]
    );
    // No annotations yet: the set of an article in which nothing is marked.
    fs::write(at.join("a.ann"), "").expect("a file");
    assert!(written(&at, "convert --to jsonl a.ann").contains("\"entities\":[]"));
    fs::write(at.join("a.ann"), "\u{feff}").expect("a file");
    assert!(written(&at, "convert --to jsonl a.ann").contains("\"entities\":[]"));
}

/// Title, byline, day, publisher, language and address go through each format that has a place for them.
#[test]
fn what_is_known_of_an_article_travels() {
    let at = folder("known");
    let text = "“It stays,” said Ana Ruiz.";
    let known = "\"title\":\"Ferry \\\"stays\\\"\",\"byline\":\"Tom Bell & Co\",\"published\":\"2024-05-03\",\
        \"publisher\":\"<Norland> Times\",\"lang\":\"en\",\"url\":\"https://news.example/ferry\"";
    fs::write(at.join("ferry.jsonl"), format!("{{\"id\":\"ferry\",{known},\"text\":\"{text}\"}}\n"))
        .expect("a file");
    fs::write(at.join("plain.txt"), text).expect("a file");
    let details = |set: &str| {
        let set: serde_json::Value = serde_json::from_str(set).expect("a line of JSON");
        ["title", "byline", "published", "publisher", "lang", "url"].map(|name| set[name].clone())
    };
    let expected = details(&written(&at, "annotate ferry.jsonl"));
    assert_eq!(expected[3], "<Norland> Times");
    for format in pullquote::Format::ALL.iter().filter(|format| format.name() != "iob2") {
        let name = format!("sets/{format}/ferry.{}", format.extension());
        written(&at, &format!("annotate --format {format} --out sets/{format} ferry.jsonl"));
        fs::remove_file(at.join(format!("sets/{format}/ferry.txt"))).ok(); // brat's alone.
        let back = written(&at, &format!("convert --to jsonl --from {format} --text plain.txt {name}"));
        assert_eq!(details(&back), expected, "{format}");
    }
}

#[test]
fn shells_and_readers_of_manuals_are_served() {
    let at = folder("shells");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(written(&at, &format!("completions {shell}")).contains("annotate"), "{shell}");
    }
    let manual = written(&at, "manual");
    for word in [".TH pullquote", "PULLQUOTE ANNOTATE", "\\-\\-resume", "PULLQUOTE CONVERT", "\\-\\-label"] {
        assert!(manual.contains(word), "{word}");
    }
}
