//! Articles compared with others: checks against sources, coders, who speaks.

mod program;

use program::{check, file, folder, run};

#[test]
fn quotations_are_checked_against_sources() {
    let at = folder("check");
    let source = file(&at, "speech.txt", "The ferry stays, and we will never sell the boat.");
    let article =
        file(&at, "act.txt", "“The ferry stays,” said Ana Ruiz. “We will sell the boat,” she said.");
    let expected = concat!(
        r#"{"id":"a2","article_id":"act","quote":"“The ferry stays,”","speaker":"Ana Ruiz","outcome":"verbatim","#,
        r#""article":{"start":0,"end":18},"sources":[{"file":"speech.txt","start":0,"end":15,"speaker":null,"#,
        r#""words":"The ferry stays"}],"changes":[]}"#,
        "\n",
        r#"{"id":"a5","article_id":"act","quote":"“We will sell the boat,”","speaker":"Ana Ruiz","outcome":"altered","#,
        r#""article":{"start":34,"end":58},"sources":[{"file":"speech.txt","start":21,"end":48,"speaker":null,"#,
        r#""words":"we will never sell the boat"}],"changes":[{"kind":"case","article":{"start":35,"end":37},"#,
        r#""source":{"start":21,"end":23},"file":"speech.txt","before":"we","after":"We","permitted":true},"#,
        r#"{"kind":"word","article":{"start":42,"end":42},"source":{"start":29,"end":34},"file":"speech.txt","#,
        r#""before":"never","after":""}]}"#,
        "\n",
    );
    check(&at, &["check", &article, "--source", &source], "", (0, expected, ""));
    let text = "act: 2 quotations\n     1 verbatim\n     1 altered\n\nverbatim — “The ferry stays,” — Ana Ruiz\n  \
        speech.txt 0–15: The ferry stays\n\naltered — “We will sell the boat,” — Ana Ruiz\n  \
        speech.txt 21–48: we will never sell the boat\n  first letter: [-we-] {+We+}\n  words: [-never-]\n";
    check(&at, &["check", "--format", "text", "--source", &source, "--", &article], "", (0, text, ""));
    let set = file(&at, "set.jsonld", run(&["annotate", "--format", "jsonld", &article], "").stdout);
    let of_set = run(&["check", "--format", "csv", &set, "--source", &source], "");
    let table = String::from_utf8_lossy(&of_set.stdout).into_owned();
    assert!(table.starts_with("\u{feff}article_id,quote_id,quote,speaker,start,end,outcome,changes,source,"));
    assert!(table.contains("altered,\"case: we → We\nword: never → \","), "{table}");
}

#[test]
fn two_coders_are_compared() {
    let at = folder("compare");
    let article =
        file(&at, "act.txt", "“It stays where it is,” said Ana Ruiz. “We are glad of it,” said Tomas Rey.");
    let header = "quote_id,quote,quote_type,speaker,start,end\n";
    let (first, second) =
        ("a1,\"“It stays where it is,”\",direct,Ana Ruiz,0,23\n", "a2,\"“We are glad of it,”\",direct,");
    let mine = file(&at, "mine.csv", format!("{header}{first}{second}Tomas Rey,39,59\n"));
    let theirs = file(&at, "theirs.csv", format!("{header}{first}{second}Ana Ruiz,39,59\n"));
    let output = run(&["compare", "--text", &article, &mine, &theirs], "");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("\nquotations         2       2       1.000       1.000\n"), "{text}");
    assert!(
        text.contains("\nalpha_u of the quotations: 1.000\nkappa of the kinds of quotations: - (of 2)\n"),
        "{text}"
    );
    assert!(text.contains("\nkappa of their speakers: 0.000 (of 2)\n"), "{text}");
    assert!(
        text.contains(": quotations speaker\n  mine    “We are glad of it,” (direct, Tomas Rey)\n"),
        "{text}"
    );
    let output = run(&["compare", "--format", "json", "--text", &article, &mine, &mine], "");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(
        (&json["spans"]["quotations"]["f1_exact"], &json["differences"]),
        (&1.0.into(), &serde_json::json!([]))
    );
    // Two folders of sets with the same names.
    for (folder, set) in [("ana", "Tomas Rey"), ("ben", "Ana Ruiz")] {
        std::fs::create_dir(at.join(folder)).expect("the folder is empty");
        for name in ["one", "two"] {
            let set = format!("{header}{first}{second}{set},39,59\n");
            std::fs::write(at.join(folder).join(format!("{name}.csv")), set)
                .expect("the folder can be written");
        }
    }
    let [ana, ben] = ["ana", "ben"].map(|name| at.join(name).to_string_lossy().into_owned());
    let output = run(&["compare", "--text", &article, &ana, &ben], "");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.starts_with("articles: 2\n") && text.contains("two 39–59: quotations speaker"), "{text}");
}

#[test]
fn who_speaks_is_counted_over_articles() {
    let at = folder("speakers");
    let lines = "{\"id\":\"a\",\"published\":\"2024-05-03\",\"text\":\"“It stays,” said Ana Ruiz.\"}\n\
        {\"id\":\"b\",\"published\":\"2024-06-03\",\"text\":\"“It stays here,” said Ana Ruiz.\"}\n";
    let articles = file(&at, "articles.jsonl", lines);
    let text = "articles: 2, quotations: 2, words: 5\n\n  share  words  quotes  articles  speaker\n\
        100.0 %      5       2         2  Ana Ruiz\n";
    check(&at, &["speakers", &articles], "", (0, text, ""));
    let table = "\u{feff}speaker,kind,articles,quotations,words,share,direct,mixed,indirect,first,last\r\n\
        Ana Ruiz,person,2,2,5,1.0000,2,0,0,2024-05-03,2024-06-03\r\n";
    let output = run(&["speakers", "--format", "csv", &articles], "");
    assert_eq!(String::from_utf8_lossy(&output.stdout), table);
}
