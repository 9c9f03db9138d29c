//! What other tools do with our exports and their own files: what they changed counts, what nobody checked stays open,
//! what stands in another article or cannot be placed for sure is not put anywhere.

use super::document;
use crate::annotation::{Annotation, RelationKind, Verdict};
use crate::document::Document;
use crate::format::{self, Format, Imported};
use crate::session::Session;
use serde_json::{Value, json};

const ARTICLE: &str = "“We will act,” said Ana Núñez on 3 May 2021. “No,” said Tom Bell.\n\n\
    “No,” said Eva Ruiz. The harbour of Torvik stays open, she said.";

fn session() -> Session {
    Session::analyse(document(ARTICLE))
}

fn exported(session: &Session, format: Format) -> String {
    format::export(session.document(), session.set(), "act", format)
}

fn read_one(file: &str, format: Format) -> Imported {
    format::import_one(file, format).unwrap_or_else(|e| panic!("{format}: {e}\n{file}"))
}

fn import(session: &mut Session, file: &str, format: Format) -> String {
    session.import(&read_one(file, format), format).unwrap_or_else(|e| panic!("{format}: {e}")).said(0)
}

/// The quotation with these words.
fn quote<'s>(session: &'s Session, words: &str) -> &'s Annotation {
    let has =
        |a: &&Annotation| a.quote().is_some() && session.document().slice(a.spans.first()).contains(words);
    session.set().in_order().find(has).unwrap_or_else(|| panic!("{words} is quoted"))
}

fn speaker(session: &Session, words: &str) -> Option<String> {
    quote(session, words).quote().and_then(|quote| quote.speaker.clone())
}

/// `words LABEL` of each annotation, in order.
fn shown(imported: &Imported) -> String {
    let document = Document::from_text(imported.text.clone().expect("the file has its text"));
    let placed = format::place(imported, &document);
    assert_eq!(placed.lost, []);
    let one = |a: &Annotation| {
        let words: Vec<&str> = a.spans.iter().map(|&s| document.slice(s)).collect();
        let name = a.quote().and_then(|q| q.speaker.as_deref()).map(|name| format!(" by {name}"));
        format!("{} {}{}", words.join(" … "), format::label(&a.body), name.unwrap_or_default())
    };
    placed.set.in_order().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn columns_are_told_apart_with_and_without_their_comment_line() {
    let lines =
        "1\tAna\tB-PER\tO\n2\tof\tO\tO\n3\tTorvik\tB-ORG\tB-LOC\n4\tFC\tI-ORG\tO\n\n1\tParis\tB-LOC\tO\n";
    let expected = "Ana PERSON; Torvik FC ORG; Torvik LOC; Paris LOC";
    let shown = |file: &str| {
        assert_eq!(format::detect(file), Some(Format::Iob2), "{file}");
        self::shown(&read_one(file, Format::Iob2))
    };
    assert_eq!(shown(lines), expected);
    assert_eq!(shown(&format!("#\thttp://news.example/a [2009-10-17]\n{lines}")), expected);
    assert_eq!(shown("B-PER\tAna\nO\tof\nB-LOC\tTorvik\n"), "Ana PERSON; Torvik LOC");
    // Phrases of grammar have tags like names, and are none.
    assert_eq!(shown("Ana NNP B-NP B-PER\nof IN B-PP O\n"), "Ana PERSON");
}

#[test]
fn one_bad_line_refuses_no_file() {
    let check = |format: Format, file: &str, annotations: usize, line: usize| {
        let sets = format::import(file, format).unwrap_or_else(|e| panic!("{format}: {e}"));
        assert_eq!(sets.iter().map(|set| set.annotations.len()).sum::<usize>(), annotations, "{format}");
        let skipped: Vec<_> = sets.iter().flat_map(|set| &set.skipped).collect();
        assert_eq!(skipped.iter().map(|s| s.line).collect::<Vec<_>>(), [Some(line)], "{format}: {skipped:?}");
    };
    check(Format::Iob2, "Ana\tB-PER\nof\tX-Y\n", 1, 2);
    check(Format::Brat, "T1\tPERSON 0 3\tAna\nT2 broken\n", 1, 2);
    check(Format::Jsonl, "{\"entities\":[{\"start\":0,\"end\":3,\"label\":\"PER\"}]}\n{oops\n", 1, 2);
    check(Format::Prodigy, "{oops\n{\"text\":\"Ana\",\"label\":[[0,3,\"PER\"]]}\n", 1, 1);
    check(Format::Csv, "quote,cue\nNo,said\n\"Yes,said\n", 1, 3);
    for format in [Format::Iob2, Format::Brat, Format::Jsonl, Format::Prodigy] {
        format::import("{oops\n", format).expect_err("nothing in it can be read");
    }
    assert_eq!(format::import("\u{feff}", Format::Brat).map(|sets| sets.len()), Ok(1));
}

#[test]
fn the_answers_of_prodigy_count() {
    let task = |answer: &str, spans: &str| {
        let file = format!("{{\"text\":\"Ana of Torvik\",\"spans\":[{spans}],\"answer\":\"{answer}\"}}");
        let set = read_one(&file, Format::Prodigy);
        let verdicts: Vec<Verdict> = set.annotations.iter().map(|a| a.verdict).collect();
        (verdicts, set.skipped.len())
    };
    let one = "{\"start\":0,\"end\":3,\"label\":\"PER\"}";
    let two = format!("{one},{{\"start\":7,\"end\":13,\"label\":\"LOC\"}}");
    assert_eq!(task("accept", &two), (vec![Verdict::Confirmed; 2], 0));
    assert_eq!(task("reject", one), (vec![Verdict::Rejected], 0));
    assert_eq!(task("reject", &two), (vec![], 1));
    assert_eq!(task("ignore", &two), (vec![Verdict::Open; 2], 0));
    let comments = "{\"id\":3,\"text\":\"Ana\",\"label\":[[0,3,\"PER\"]],\"Comments\":[\"which one?\"]}";
    assert_eq!(read_one(comments, Format::Prodigy).skipped.len(), 1);
    let tokens = "{\"tokens\":[{\"text\":\"Ana\",\"start\":0,\"end\":3,\"ws\":true},{\"text\":\"left\",\"start\":4,\"end\":8,\
        \"ws\":false},{\"text\":\".\",\"start\":8,\"end\":9}],\"spans\":[{\"start\":0,\"end\":3,\"label\":\"PER\"}]}";
    assert_eq!(read_one(tokens, Format::Prodigy).text.as_deref(), Some("Ana left."));
    assert_eq!(shown(&read_one(tokens, Format::Prodigy)), "Ana PERSON");
}

#[test]
fn a_task_that_was_accepted_was_checked() {
    let mut session = session();
    let file = exported(&session, Format::Prodigy);
    let mut task: Value = serde_json::from_str(&file).expect("it is JSON");
    task["answer"] = json!("accept");
    let said = import(&mut session, &task.to_string(), Format::Prodigy);
    assert!(said.contains("verdicts changed"), "{said}");
    assert!(session.set().in_order().all(|a| a.verdict == Verdict::Confirmed));
}

#[test]
fn the_standards_parts_of_web_annotations_rule() {
    let mut session = session();
    let mut file: Value = serde_json::from_str(&exported(&session, Format::Jsonld)).expect("it is JSON");
    for item in file["first"]["items"].as_array_mut().expect("items") {
        let Some(bodies) = item["body"].as_array_mut() else { continue };
        for body in bodies {
            if body["value"] == "Ana Núñez" && body["purpose"] == "identifying" {
                body["value"] = json!("Ana Maria Núñez");
            } else if body["value"] == "quotation:direct" {
                body["value"] = json!("quotation:mixed");
            }
        }
    }
    import(&mut session, &file.to_string(), Format::Jsonld);
    assert_eq!(speaker(&session, "We will act").as_deref(), Some("Ana Maria Núñez"));
    let kind = quote(&session, "No,").quote().map(|q| q.kind);
    assert_eq!(kind, Some(crate::annotation::QuoteKind::Mixed));
}

#[test]
fn a_changed_who_in_the_text_of_tei_rules() {
    let mut session = session();
    let file = exported(&session, Format::Tei);
    let person = |name: &str| {
        let at = file.find(&format!("<persName>{name}</persName>")).expect("the person is listed");
        file[..at]
            .rsplit("xml:id=\"")
            .next()
            .and_then(|rest| rest.split('"').next())
            .expect("an id")
            .to_owned()
    };
    let (tom, eva) = (person("Tom Bell"), person("Eva Ruiz"));
    let file = file.replacen(
        &format!("who=\"#{tom}\" direct=\"true\""),
        &format!("who=\"#{eva}\" direct=\"false\""),
        1,
    );
    import(&mut session, &file, Format::Tei);
    assert_eq!(speaker(&session, "No,").as_deref(), Some("Eva Ruiz"));
    assert_eq!(quote(&session, "No,").quote().map(|q| q.kind), Some(crate::annotation::QuoteKind::Indirect));
}

#[test]
fn tei_of_others_comes_in() {
    let file = "<?xml version=\"1.0\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader><fileDesc><titleStmt>\
        <title>The ferry</title></titleStmt></fileDesc><profileDesc><particDesc><listPerson><person xml:id=\"ana\">\
        <persName>Ana Ruiz</persName></person></listPerson></particDesc></profileDesc></teiHeader>\n<text><body>\n\
        <p><said who=\"#ana\" xml:id=\"s1\">“It stays,</said> said <persName>Ana\n  Ruiz</persName>, \
        <said prev=\"#s1\" who=\"#ana\">here.”</said></p>\n<p>On <date when=\"2021-05-03\">3 May</date> in \
        <settlement>Torvik</settlement> &amp; <name type=\"ORG\">Acme</name>.</p></body></text></TEI>";
    assert_eq!(format::detect(file), Some(Format::Tei));
    let set = read_one(file, Format::Tei);
    assert_eq!(set.text.as_deref(), Some("“It stays, said Ana Ruiz, here.”\nOn 3 May in Torvik & Acme."));
    assert_eq!(set.meta.title.as_deref(), Some("The ferry"));
    assert_eq!(
        shown(&set),
        "“It stays, … here.” Quote by Ana Ruiz; Ana Ruiz PERSON; 3 May DATE; Torvik GPE; Acme ORG"
    );
    let error = format::import_one("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<text></body>", Format::Tei);
    assert_eq!(error.expect_err("it is cut").line, Some(2));
}

#[test]
fn a_speaker_tie_moved_in_label_studio_moves_the_speaker() {
    let mut session = session();
    let mut tasks: Value =
        serde_json::from_str(&exported(&session, Format::Labelstudio)).expect("it is JSON");
    let said = |session: &Session, words: &str| quote(session, words).id.to_string();
    let eva = session.set().speaker_of(quote(&session, "No,").id).expect("it has one").id;
    let act = said(&session, "We will act");
    let result = tasks[0]["predictions"][0]["result"].take();
    let mut result = result.as_array().expect("regions").clone();
    for item in &mut result {
        if item["type"] == "relation" && item["from_id"] == act.as_str() && item["labels"][0] == "Speaker" {
            item["to_id"] = json!(eva.to_string());
        }
    }
    tasks[0]["annotations"] = json!([{ "result": result }]);
    import(&mut session, &tasks.to_string(), Format::Labelstudio);
    assert_eq!(speaker(&session, "We will act"), speaker(&session, "No,"));
    let id = quote(&session, "We will act").id;
    let ties = session
        .set()
        .relations_of(id)
        .into_iter()
        .filter(|r| r.kind == RelationKind::SpokenBy && r.from == id);
    assert_eq!(ties.map(|r| r.to).collect::<Vec<_>>(), [eva]);
    assert!(session.set().in_order().all(|a| a.verdict == Verdict::Confirmed), "somebody handed it in");
}

#[test]
fn the_small_export_of_label_studio_brings_labels_back() {
    let mut session = session();
    let tasks: Value = serde_json::from_str(&exported(&session, Format::Labelstudio)).expect("it is JSON");
    let regions = tasks[0]["predictions"][0]["result"].as_array().expect("regions").iter();
    let mut labels: Vec<Value> =
        regions.filter(|r| r["type"] == "labels").map(|r| r["value"].clone()).collect();
    let torvik = labels.iter_mut().find(|label| label["text"] == "Torvik").expect("it is named");
    torvik["labels"] = json!(["PRODUCT"]);
    let small = json!([{ "text": ARTICLE, "id": 7, "topics": [], "label": labels, "annotator": 1, "annotation_id": 3 }]);
    import(&mut session, &small.to_string(), Format::Labelstudio);
    let torvik = session.set().in_order().find(|a| session.document().slice(a.spans.first()) == "Torvik");
    assert_eq!(torvik.map(|a| (format::label(&a.body), a.verdict)), Some(("PRODUCT", Verdict::Confirmed)));
    assert!(session.set().in_order().all(|a| a.verdict == Verdict::Confirmed), "somebody handed it in");
}

/// Hypothesis's server keeps the first target, the comment and the tags, and gives ids of its own.
fn served(file: &str) -> String {
    let export: Value = serde_json::from_str(file).expect("it is JSON");
    let rows = export["annotations"].as_array().expect("annotations").iter().enumerate().map(|(n, row)| {
        json!({
            "id": format!("srv{n}"), "uri": row["uri"], "text": row["text"], "tags": row["tags"],
            "document": row["document"], "target": [row["target"][0]],
        })
    });
    let rows: Vec<Value> = rows.rev().collect();
    json!({ "total": rows.len(), "rows": rows }).to_string()
}

#[test]
fn what_hypothesis_keeps_brings_everything_back() {
    let session = session();
    let file = exported(&session, Format::Hypothesis);
    let mut blank = Session::bare(session.document().clone());
    import(&mut blank, &served(&file), Format::Hypothesis);
    assert_eq!(blank.set().len(), session.set().len());
    for annotation in session.set().in_order() {
        let back = blank.set().get(annotation.id).expect("it has its id");
        let label = |a: &Annotation| (a.spans.clone(), a.body.clone(), a.verdict);
        let (mut there, here) = (label(back), label(annotation));
        if let (crate::annotation::Body::Quote(there), crate::annotation::Body::Quote(here)) =
            (&mut there.1, &here.1)
        {
            there.source_kind = here.source_kind; // Its tags do not say how a quotation is known.
        }
        assert_eq!(there, here);
    }
    assert!(blank.set().relations().eq(session.set().relations()));
    let mut same = session.clone();
    let said = import(&mut same, &served(&file), Format::Hypothesis);
    assert_eq!(same.set(), session.set(), "{said}");
}

#[test]
fn annotations_of_several_pages_are_sets_of_several_articles() {
    let row = |id: &str, uri: &str, words: &str| {
        json!({ "id": id, "uri": uri, "text": "", "tags": [], "target": [{ "source": uri, "selector":
            [{ "type": "TextQuoteSelector", "exact": words }] }] })
    };
    let answer = json!({ "total": 3, "rows": [
        row("a", "https://x.example/1", "one"), row("b", "https://x.example/2", "two"), row("c", "https://x.example/1", "six")
    ] });
    let counts = |file: &Value, format: Format| {
        let sets = format::import(&file.to_string(), format).expect("it can be read");
        sets.iter()
            .map(|set| (set.meta.url.clone().unwrap_or_default(), set.annotations.len()))
            .collect::<Vec<_>>()
    };
    let expected = [("https://x.example/1".to_owned(), 2), ("https://x.example/2".to_owned(), 1)];
    assert_eq!(counts(&answer, Format::Hypothesis), expected);
    let of_two = format::import_for(&answer.to_string(), Format::Hypothesis, Some("https://x.example/2"));
    let of_two = of_two.expect("the page is one of them");
    assert_eq!((of_two.annotations.len(), of_two.skipped.len()), (1, 1));
    format::import_for(&answer.to_string(), Format::Hypothesis, Some("https://x.example/3"))
        .expect_err("another page");
    let item = |id: &str, source: &str| {
        json!({ "@context": "http://www.w3.org/ns/anno.jsonld", "id": id, "type": "Annotation", "target": { "source": source,
            "selector": { "type": "TextQuoteSelector", "exact": "one" } } })
    };
    let page = json!([
        item("urn:1", "https://x.example/1"),
        item("urn:2", "https://x.example/2"),
        item("urn:3", "https://x.example/1")
    ]);
    assert_eq!(counts(&page, Format::Jsonld), expected);
}

#[test]
fn words_that_stand_several_times_are_not_put_anywhere() {
    let set = read_one("quote,speaker\n\"“No,”\",Tom\n\"“We will act,”\",Ana\n", Format::Csv);
    let placed = format::place(&set, &document(ARTICLE));
    assert_eq!((placed.set.len(), placed.lost.len(), placed.ambiguous.len()), (1, 1, 1));
    // In the article itself, what the file says of them may tell which are meant.
    let mut session = session();
    let said = import(&mut session.clone(), "quote,speaker\n\"“No,”\",Ann\n", Format::Csv);
    assert!(said.contains("1 in words that stand here several times"), "{said}");
    import(
        &mut session,
        "quote,quote_type,speaker,comment\n\"“No,”\",direct,Eva Ruiz,the second\n",
        Format::Csv,
    );
    let noted: Vec<&Annotation> = session.set().in_order().filter(|a| !a.note.is_empty()).collect();
    assert_eq!(
        noted.iter().map(|a| a.quote().and_then(|q| q.speaker.as_deref())).collect::<Vec<_>>(),
        [Some("Eva Ruiz")]
    );
}

#[test]
fn rows_of_articles_without_a_title_are_told_apart_by_their_names() {
    let table = |text: &str, id: &str| {
        let document = Document::from_text(text);
        format::export(&document, &crate::recognise::annotate(&document), id, Format::Csv)
    };
    let (one, two) = (table("“Yes,” said Ana Ruiz.", "one"), table("“No,” said Tom Bell.", "two"));
    let both = one + Format::Csv.appendable(&two).expect("tables can be appended");
    let sets = format::import(&both, Format::Csv).expect("it is a table");
    let ids: Vec<_> = sets.iter().map(|set| (set.id.as_deref(), set.annotations.is_empty())).collect();
    assert_eq!(ids, [(Some("one"), false), (Some("two"), false)]);
}
