//! The command line, called as people and programs call it.

mod program;

use std::io::Write;
use std::path::Path;
use std::process::Command;

use program::{check, file, folder, pullquote, run};

const NOTHING: &str = "\"quotes\":[],\"entities\":[],\"dates\":[]";

#[test]
fn articles_come_from_files_and_standard_input() {
    let at = folder("articles");
    let text = file(&at, "short.txt", "\u{feff}oh\n");
    let lines = file(
        &at,
        "two.jsonl",
        "{\"id\": 7, \"text\": \"ah\", \"published\": \"2021-11-10T08:00:00Z\"}\n\n{\"text\": \"\"}\n",
    );
    let expected = format!(
        "{{\"id\":\"short\",{NOTHING}}}\n{{\"id\":\"7\",\"published\":\"2021-11-10\",{NOTHING}}}\n\
         {{\"id\":\"two:3\",{NOTHING}}}\n"
    );
    check(&at, &["annotate", &text, &lines], "", (0, &expected, ""));
    check(
        &at,
        &["annotate", "-"],
        "{\"id\": \"a\", \"text\": \"ah\"}\n",
        (0, &format!("{{\"id\":\"a\",{NOTHING}}}\n"), ""),
    );
    check(&at, &["annotate", "-"], "oh well", (0, &format!("{{\"id\":\"stdin\",{NOTHING}}}\n"), ""));
}

#[test]
fn suggestions_follow_a_word_list_and_guidelines() {
    let at = folder("wishes");
    let text = file(
        &at,
        "bridge.txt",
        "She opened the “cheapest bridge in the world” in Brume.\n\n“We stay,” Ossory said.",
    );
    let words = file(
        &at,
        "words.json",
        "{\"pullquote-words\":1,\"entries\":[\n\
         {\"sort\":\"name\",\"words\":\"Ossory\",\"kind\":\"PERSON\",\"name\":\"Nuala Ossory\"},\n\
         {\"sort\":\"not-a-quotation\",\"words\":\"cheapest bridge in the world\"}]}",
    );
    let output = run(&["annotate", "--words", &words, &text], "");
    let set = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(set.contains("\"speaker_name\":\"Nuala Ossory\"") && !set.contains("“cheapest"), "{set}");
    let rules = file(&at, "rules.json", "{\"pullquote-guidelines\":1,\"kinds\":[\"PERSON\"]}");
    let output = run(&["annotate", "--words", &words, "--guidelines", &rules, &text], "");
    let set = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(set.contains("\"quotes\":[]") && set.contains("Nuala Ossory") && !set.contains("Brume"), "{set}");
    let wrong = file(&at, "wrong.json", "{\"pullquote-words\":1,\"entries\":[\n{\"sort\":\"cue\"}]}");
    let problem = "wrong.json: line 2, entry 1: the field \"words\" is missing.";
    let output = run(&["annotate", "--words", &wrong, &text], "");
    assert!(String::from_utf8_lossy(&output.stderr).contains(problem), "{output:?}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn subtitles_tables_and_arrays_of_articles_come_in() {
    let at = folder("kinds");
    let cues = file(
        &at,
        "talk.vtt",
        "WEBVTT\n\n00:04.000 --> 00:05.500\n<v Ana>oh\n\n00:05.500 --> 00:06.000\n<v Ana>well\n",
    );
    let table = file(&at, "list.csv", "sep=;\r\nID;Date;Text\r\nx;3 May 2021;oh\r\n;;well\r\n");
    let array = file(&at, "list.json", "[\n {\"id\": 7,\n  \"text\": \"ah\"},\n {\"text\": \"oh\"}\n]\n");
    let expected: String = ["x\",\"published\":\"2021-05-03", "list:4", "7", "list:2"]
        .map(|known| format!("{{\"id\":\"{known}\",{NOTHING}}}\n"))
        .concat();
    check(&at, &["annotate", &table, &array], "", (0, &expected, ""));
    let output = run(&["annotate", "--format", "jsonld", &cues], "");
    let set = String::from_utf8_lossy(&output.stdout).into_owned();
    for part in ["\"pq:text\": \"Ana: oh well\"", "\"pq:times\": [\n", "\"start\": 4000"] {
        assert!(set.contains(part), "{part} in\n{set}");
    }
    let other = file(&at, "other.csv", "name,age\nx,2\n");
    let problem = "pullquote: other.csv:1: not a table of articles: it has no column named \"text\"\n";
    check(&at, &["annotate", &other], "", (1, "", problem));
    let output = run(&["annotate", "https://news.example/a"], "");
    assert!(String::from_utf8_lossy(&output.stderr).contains("this is the address of a page"));
    let pdf = file(&at, "cut.txt", "%PDF-1.7\n");
    let problem = "pullquote: cut.txt: This file is damaged or incomplete.";
    assert!(
        String::from_utf8_lossy(&run(&["annotate", &pdf], "").stderr)
            .contains(&problem["pullquote: ".len()..])
    );
}

#[test]
fn columns_of_other_names_are_mapped() {
    let at = folder("columns");
    file(&at, "list.csv", "Nr;Story\n7;“It stays,” said Ann Lee.\n");
    file(&at, "list.jsonl", "{\"nr\":7,\"story\":\"“It stays,” said Ann Lee.\"}\n");
    file(&at, "set.csv", "who,words\nAnn Lee,It stays\n");
    file(&at, "set.txt", "“It stays,” said Ann Lee.\n");
    let run = |args: &[&str]| {
        let output = pullquote(args).current_dir(&at).output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("it writes UTF-8");
        (text(output.stdout), text(output.stderr))
    };
    for list in ["list.csv", "list.jsonl"] {
        let (set, errors) = run(&["annotate", "--map", "text=story,id=nr", list]);
        assert!(set.contains("\"id\":\"7\"") && set.contains("Ann Lee"), "{list}: {set} {errors}");
    }
    let (set, errors) = run(&["convert", "--to", "csv", "--map", "quote=words,speaker=who", "set.csv"]);
    assert!(set.contains("It stays") && set.contains("Ann Lee"), "{set} {errors}");
    let (_, errors) = run(&["annotate", "--map", "text=body", "list.csv"]);
    let told =
        "list.csv:1: no column is called \"body\", which was to be \"text\"; the columns are: Nr, Story";
    assert!(errors.contains(told), "{errors}");
}

#[test]
fn a_file_that_cannot_be_read_is_reported_and_the_others_are_annotated() {
    let at = folder("troubles");
    let lines = file(
        &at,
        "mixed.jsonl",
        "{\"id\": \"a\", \"text\": \"ah\"}\n{\"id\": \"b\"}\nnot json\n{\"id\": \"d\", \"text\": \"oh\", \"published\": \"soon\"}\n",
    );
    let binary = file(&at, "photo.txt", b"\x89PNG\r\n\x1a\n\0\0\0");
    let output = run(&["annotate", &lines, &binary, "nowhere.txt"], "");
    assert_eq!(output.status.code(), Some(1));
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(out, format!("{{\"id\":\"a\",{NOTHING}}}\n{{\"id\":\"d\",{NOTHING}}}\n"));
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    for part in [
        "mixed.jsonl:2: column 11: the field \"text\" is missing; each line must be an object such as",
        "mixed.jsonl:3: column 2: this is not valid JSON",
        "mixed.jsonl:4: \"soon\" is not a date; write it as 2021-11-10",
        "photo.txt: This file is a picture",
        "nowhere.txt: cannot be read: there is no such file",
    ] {
        assert!(errors.contains(part), "{part:?} in\n{errors}");
    }
}

#[test]
fn an_unknown_format_is_refused_with_the_list_of_formats() {
    let output = run(&["annotate", "--format", "docx", "-"], "");
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("unknown format \"docx\"; choose one of jsonld, csv, jsonl"), "{errors}");
}

#[test]
fn passages_are_found_in_the_new_text() {
    let at = folder("reanchor");
    let revisions = "{\"id\":\"a\",\"old\":\"😀 She said no. They left early that day.\",\
        \"new\":\"😀 Then she said no.\",\"spans\":[{\"start\":11,\"end\":13},{\"start\":15,\"end\":36}]}\n\
        {\"id\":\"b\"}\n";
    let path = file(&at, "r.jsonl", revisions);
    let expected = "{\"id\":\"a\",\"results\":[{\"status\":\"exact\",\"start\":16,\"end\":18,\"score\":1.0},\
        {\"status\":\"lost\",\"start\":null,\"end\":null,\"score\":0.0}]}\n";
    let trouble = "pullquote: r.jsonl:2: not a revision: column 10: the field \"old\" is missing; \
        a line is {\"id\",\"old\",\"new\",\"spans\":[{\"start\",\"end\"}]}\n";
    check(&at, &["reanchor", &path], "", (1, expected, trouble));
}

#[test]
fn sets_are_converted_with_the_article_beside_them() {
    let at = folder("convert");
    file(&at, "act.txt", "“We act,” said Ana.");
    let rows =
        "quote_id,quote,quote_type,speaker,start,end\na1,\"“We act,”\",direct,Ana,0,9\na2,gone,direct,,0,4\n";
    let table = file(&at, "act.csv", rows);
    let line = "{\"id\":\"act\",\"quotes\":[{\"start\":0,\"end\":9,\"kind\":\"direct\",\"source_kind\":\"cued\",\"speaker\":null,\
        \"speaker_name\":\"Ana\",\"cue\":null,\"group\":\"a1\",\"words\":\"“We act,”\",\"confidence\":0.5}],\"entities\":[],\"dates\":[]}\n";
    let loss = "pullquote: jsonl: Each line holds positions, labels and the words, but not the article: import it into \
        the same text. Comments, tags and rejected suggestions are not exported.\n";
    let trouble = format!("pullquote: act.csv: not found in the article: \"gone\"\n{loss}");
    check(&at, &["convert", "--to", "jsonl", &table], "", (1, line, &trouble));
    let alone = file(&at, "alone.csv", rows);
    let trouble =
        "pullquote: alone.csv: the set does not contain its article; name the article with --text\n";
    // Nothing is written, so nothing is left out.
    check(&at, &["convert", "--to", "jsonl", &alone], "", (1, "", trouble));
}

#[test]
fn a_broken_set_is_reported_with_its_line() {
    let at = folder("refused");
    let broken = file(&at, "broken.json", "[\n{\"quotes\": oops");
    let unknown = file(&at, "unknown.json", "{\"a\": 1}");
    // The second line is wrong: the first is imported.
    let half = file(&at, "half.jsonl", "{\"text\": \"ah\", \"label\": []}\n{\"label\": []}\n");
    let output = run(&["convert", "--to", "jsonl", &broken, &unknown, &half], "");
    let written = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!((output.status.code(), written), (Some(1), format!("{{\"id\":\"half\",{NOTHING}}}\n")));
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    for part in [
        "broken.json:2: this is not valid JSON",
        "unknown.json: Pullquote does not recognise the format of this file; it reads jsonld, csv",
        "half.jsonl:2: this line is not imported: not a task of Prodigy: it has no \"text\"",
    ] {
        assert!(errors.contains(part), "{part:?} in\n{errors}");
    }
}

#[test]
fn every_format_converts_to_every_other() {
    let at = folder("every_format");
    let article = file(&at, "act.txt", "😀 “We will act,” said Ana Núñez of Acme on 3 May 2021. “And soon.”");
    let formats = [
        "jsonld",
        "csv",
        "jsonl",
        "brat",
        "iob2",
        "prodigy",
        "labelstudio",
        "cas",
        "tei",
        "markdown",
        "hypothesis",
        "html",
        "xmi",
        "tsv3",
        "doccano",
        "bioc",
        "vtt",
    ];
    for from in formats {
        let set = run(&["annotate", "--format", from, &article], "");
        // No ending: the content shows what it is.
        let set = file(&at, "set", &set.stdout);
        for to in formats {
            let output = run(&["convert", "--to", to, "--text", &article, &set], "");
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(0), "{from} to {to}: {errors}");
            assert!(!output.stdout.is_empty(), "{from} to {to}");
            assert_eq!(
                errors.contains(&format!("pullquote: {to}: ")),
                !["jsonld", "tei", "html"].contains(&to)
            );
        }
    }
}

#[test]
fn help_says_what_each_format_leaves_out() {
    for command in ["annotate", "convert"] {
        let output = run(&[command, "--help"], "");
        let help = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains("csv The table holds quotations only"), "{help}");
        assert!(help.contains("jsonld Nothing is left out."), "{help}");
    }
}

#[test]
fn several_tables_share_one_header() {
    let input = "{\"id\": \"a\", \"text\": \"ah\"}\n{\"id\": \"b\", \"text\": \"oh\"}\n";
    let output = run(&["annotate", "--format", "csv", "-"], input);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(table.matches("article_title").count(), 1, "{table}");
}

#[test]
fn the_article_is_extracted_from_a_page() {
    let at = folder("extract");
    let paragraph =
        "The council met on Monday evening to talk about the bridge, and the talk went on until midnight. ";
    let page = format!(
        "<html lang=en><head><title>The bridge</title></head><body><nav>Home</nav><article><h1>The bridge</h1>\
         <p>{}</p><p>{}</p></article><footer>About us</footer></body></html>",
        paragraph.repeat(3),
        paragraph.repeat(4)
    );
    let path = file(&at, "bridge.html", page);
    let output = run(&["extract", &path], "");
    assert_eq!(output.status.code(), Some(0));
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a line of JSON");
    assert_eq!((line["id"].as_str(), line["lang"].as_str()), (Some("bridge"), Some("en")));
    let text = line["text"].as_str().expect("the text is a string");
    assert!(text.starts_with("The council met") && !text.contains("About us"), "{text}");
    assert_eq!(run(&["annotate", &path], "").status.code(), Some(0));
}

#[test]
fn output_that_is_closed_early_is_an_error_without_a_panic() {
    let input = "{\"text\": \"ah\"}\n".repeat(20_000);
    let mut child = pullquote(&["annotate", "-"]).spawn().expect("the program starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("standard input is piped");
    stdin.write_all(input.as_bytes()).ok(); // The program may have ended already.
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    let said = "pullquote: the output was closed before everything was written\n";
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), said));
}

#[test]
fn help_has_an_example_for_every_command() {
    for command in ["annotate", "extract", "reanchor", "convert", "explain"] {
        let output = run(&[command, "--help"], "");
        let help = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(help.contains(&format!("  pullquote {command} ")), "{help}");
    }
}

#[test]
fn a_folder_gets_one_file_an_article_with_its_companions() {
    let at = folder("out");
    let input = "{\"id\": \"a/b\", \"text\": \"ah\"}\n{\"id\": \"a-b\", \"text\": \"oh\"}\n";
    let out = at.join("set");
    let output = run(&["annotate", "--format", "brat", "--out", out.to_str().expect("plain"), "-"], input);
    assert_eq!(output.status.code(), Some(0));
    let mut names: Vec<String> = std::fs::read_dir(&out)
        .expect("the folder was made")
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["a-b-2.ann", "a-b-2.txt", "a-b.ann", "a-b.txt", "annotation.conf"]);
}

#[test]
fn several_articles_in_a_format_that_holds_one_are_reported() {
    let input = "{\"id\": \"a\", \"text\": \"ah\"}\n{\"id\": \"b\", \"text\": \"oh\"}\n";
    let output = run(&["annotate", "--format", "tei", "-"], input);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("tei: the output has several articles"), "{errors}");
    assert_eq!(output.status.code(), Some(1));
}

const SPEECH: &str = "It rained. “We will not go back,” said Ada Lund.";

#[test]
fn explain_says_why_a_quotation_was_found_and_why_this_speaker() {
    let at = folder("explain");
    let article = file(&at, "speech.txt", SPEECH);
    let output = run(&["explain", &article], "");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0));
    assert!(text.starts_with("speech: 1 quotation\n\n11–33         direct, confidence 0.9"), "{text}");
    for line in [
        "\n  name        Ada Lund (a person's name is in the words)\n",
        "\n  words       “We will not go back,”\n  cue         said\n  speaker     Ada Lund (by ranker)\n",
        "\n  rule        marked words beside a report, 100 % of the words, cue said, speaker Ada Lund\n",
        "\n  tagger      begin ",
        ", threshold -0.",
        "\n  candidates  ",
        "  Ada Lund (by rule)\n",
        "\n  calibration 0.9",
    ] {
        assert!(text.contains(line), "{line:?} in {text}");
    }
}

#[test]
fn explain_takes_pages_markdown_and_several_articles() {
    let at = folder("explain_inputs");
    let first_line = |args: &[&str]| {
        let output = run(args, "");
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned()
    };
    let page = file(&at, "page.html", format!("<article><h1>Rain</h1><p>{SPEECH}</p></article>"));
    assert_eq!(first_line(&["explain", &page]), "page: 1 quotation");
    let markdown = file(&at, "notes.md", format!("# Rain\n\n{SPEECH}\n"));
    assert_eq!(first_line(&["explain", &markdown]), "notes: 1 quotation");
    let lines = format!("{{\"id\":\"a\",\"text\":\"{SPEECH}\"}}\n{{\"id\":\"b\",\"text\":\"It rained.\"}}\n");
    let lines = file(&at, "two.jsonl", lines);
    let output = run(&["explain", "--json", &lines], "");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one line, of one quotation");
    assert_eq!((&json["id"], &json["words"][0]["start"]), (&"a".into(), &11.into()));
    assert_eq!(json["parts"][0]["rule"]["cue"]["text"], "said");
    assert_eq!(json["resolution"], "person");
}

#[test]
fn explain_says_where_there_is_no_quotation() {
    let at = folder("explain_nothing");
    let article = file(&at, "speech.txt", SPEECH);
    let explained = run(&["explain", "--at", "11", &article], "");
    assert_eq!(explained.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&explained.stdout).starts_with("speech: 1 quotation\n"));
    check(
        &at,
        &["explain", "--at", "10", &article],
        "",
        (1, "", "pullquote: speech.txt: no quotation was found at 10\n"),
    );
    check(
        &at,
        &["explain", "--at", "99", &article],
        "",
        (1, "", "pullquote: speech.txt: 99 is beyond the text, which has 48 code points\n"),
    );
    let lines = file(&at, "one.jsonl", "{\"id\":\"b\",\"text\":\"It rained.\"}\n");
    check(
        &at,
        &["explain", "--at", "3", &lines],
        "",
        (1, "", "pullquote: one.jsonl (b): no quotation was found at 3\n"),
    );
    let missing = run(&["explain", "nowhere.txt"], "");
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).starts_with("pullquote: nowhere.txt: cannot be read"));
}

/// README's shell example, with the program that these tests have.
#[test]
fn the_example_in_the_readme_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("README.md is there");
    let line =
        readme.lines().find(|line| line.contains("| target/release/pullquote")).expect("it has the example");
    let line = line.replace("target/release/pullquote", env!("CARGO_BIN_EXE_pullquote"));
    let output = Command::new("sh").args(["-c", &line]).output().expect("there is a shell");
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && table.contains("Mara Lindqvist"), "{table}");
}

#[test]
fn the_licences_are_printed() {
    let output = run(&["--licenses"], "");
    let licences = String::from_utf8_lossy(&output.stdout);
    for part in ["GeoNames", "CC BY-SA 4.0", "cssparser", "Mozilla Public License Version 2.0"] {
        assert!(licences.contains(part), "{part}");
    }
    assert_eq!(run(&[], "").status.code(), Some(2), "a command is needed");
}

/// A model of a few words: see `make.py` beside it.
const TINY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../deep/tests/tiny");

#[test]
fn an_article_is_read_a_second_time() {
    let quoted = |args: &[&str]| {
        let output = run(args, "Good news: that harbour stays open.");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).contains("\"start\":11,\"end\":34")
    };
    assert!(!quoted(&["annotate", "-"]));
    assert!(quoted(&["annotate", "--deep", "--deep-model", TINY, "-"]));
}

#[test]
fn a_model_that_is_missing_or_another_is_reported() {
    let at = folder("deep");
    let nowhere = file(&at, "x", "").replace("/x", "/nowhere");
    let refused = |folder: &str| {
        let output = run(&["annotate", "--deep", "--deep-model", folder, "-"], "oh");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(refused(&nowhere).contains("/nowhere/deep.json: cannot be read"));
    file(&at, "deep.json", "{}");
    file(&at, "vocab.txt", "");
    file(&at, "model.onnx", "");
    assert!(refused(at.to_str().expect("plain")).contains("deep.json does not describe a model"));
    let output = run(&["annotate", "--deep-model", TINY, "-"], "oh");
    assert_eq!(output.status.code(), Some(2), "the folder of a model is of no use without --deep");
}
