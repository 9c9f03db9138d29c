//! Corpora of speech, thought and writing, documents of GATE, and spaCy's files of other programs: small ones, of our own
//! writing.

use rmpv::Value;

use super::others::check;
use crate::format::{self, Format};

#[test]
fn gates_xml_comes_in_by_its_nodes() {
    let file = "<?xml version='1.0' encoding='UTF-8'?>\n<GateDocument version=\"3\">\n<GateDocumentFeatures>\n\
        <Feature><Name className=\"java.lang.String\">title</Name><Value className=\"java.lang.String\">Quay</Value></Feature>\n\
        <Feature><Name>gate.SourceURL</Name><Value>https://news.example/quay</Value></Feature>\n\
        </GateDocumentFeatures>\n\
        <TextWithNodes><Node id=\"0\"/>🙂 <Node id=\"3\"/>Zoë<Node id=\"6\"/> &amp; Acme said: <Node id=\"19\"/>“Done.”<Node id=\"26\"/></TextWithNodes>\n\
        <AnnotationSet>\n\
        <Annotation Id=\"1\" Type=\"Token\" StartNode=\"3\" EndNode=\"6\"/>\n\
        <Annotation Id=\"2\" Type=\"Person\" StartNode=\"3\" EndNode=\"6\"><Feature><Name>rule</Name><Value>P1</Value></Feature>\
        <Feature><Name>gender</Name><Value>female</Value></Feature></Annotation>\n\
        <Annotation Id=\"3\" Type=\"Person\" StartNode=\"3\" EndNode=\"99\"/>\n\
        </AnnotationSet>\n\
        <AnnotationSet Name=\"Key\">\n\
        <Annotation Id=\"2\" Type=\"Person\" StartNode=\"3\" EndNode=\"6\"/>\n\
        <Annotation Id=\"4\" Type=\"Quotation\" StartNode=\"19\" EndNode=\"26\"><Feature><Name>speaker</Name><Value>Zoë Ömer</Value></Feature></Annotation>\n\
        </AnnotationSet>\n\
        <AnnotationSet Name=\"Original markups\"><Annotation Id=\"5\" Type=\"p\" StartNode=\"0\" EndNode=\"26\"/></AnnotationSet>\n\
        </GateDocument>\n";
    check(
        Format::Tei,
        file,
        None,
        "
a1 Zoë | PERSON #gender: female
a2 “Done.” | Quote Zoë Ömer
! 2 annotations are not imported: they are GATE's own of words, sentences and mark-up
! 1 annotations are not imported: they have no place in the text",
    );
    let set = format::import_one(file, Format::Tei).expect("it is one");
    assert_eq!(set.meta.title.as_deref(), Some("Quay"));
    assert_eq!(set.meta.url.as_deref(), Some("https://news.example/quay"));
    let error = format::import_one(&file.replace("</TextWithNodes>", "</Text>"), Format::Tei);
    assert!(error.expect_err("it is cut").to_string().starts_with("line 7: not well-formed XML"));
}

#[test]
fn gates_json_comes_in_in_both_shapes_and_units() {
    let python = r#"{"annotation_sets": {"": {"name": "detached-from:", "annotations": [
        {"type": "Organization", "start": 2, "end": 6, "id": 0, "features": {"name": "Acme Ltd", "n": 3}},
        {"type": "Word", "start": 7, "end": 11, "id": 1, "features": {}},
        {"type": "Oath", "start": 7, "end": 11, "id": 2, "features": {}}], "next_annid": 3}},
        "text": "🙂 Acme left", "features": {}, "offset_type": "p", "name": "n7"}"#;
    let skipped = "! 1 annotations are not imported: they are GATE's own of words, sentences and mark-up";
    let expected = format!("a1 Acme | ORG Acme Ltd #n: 3\na2 left | Note #Oath\n{skipped}");
    let one_line = python.replace('\n', " ");
    check(Format::Prodigy, &one_line, None, &expected);
    let java = one_line.replace("\"p\"", "\"j\"").replace("2, \"end\": 6", "3, \"end\": 7");
    let java = java.replace("7, \"end\": 11", "8, \"end\": 12");
    check(Format::Prodigy, &java, None, &expected);
    assert_eq!(format::import_one(&one_line, Format::Prodigy).expect("it is one").id.as_deref(), Some("n7"));
    let tweet = r#"{"text": "🙂 Acme left", "entities": {"Organization": [{"indices": [3, 7], "rule": "O2", "kind": "firm"}]}}"#;
    check(Format::Prodigy, tweet, None, "a1 Acme | ORG #kind: firm");
}

#[test]
fn a_layer_of_tags_that_names_nothing_hides_no_other() {
    let numbered = "1\tAngela\tB-PER\tO\n2\tkam\tO\tO\n\n1\tRom\tB-LOC\tO\n";
    check(Format::Iob2, numbered, None, "a1 Angela | PERSON\na2 Rom | LOC");
    check(Format::Iob2, "Angela\tB-PER\tI-NP\nkam\tO\tI-VP\n", None, "a1 Angela | PERSON");
    check(Format::Iob2, "Angela\tI-NP\tB-PER\nkam\tI-VP\tO\n", None, "a1 Angela | PERSON");
}

#[test]
fn a_tie_that_was_moved_to_a_name_moves_the_speaker() {
    let text = "“It stays,” said Ana Ruiz. Tom Bell nodded.";
    let document = crate::document::Document::from_text(text);
    let set = crate::recognise::annotate(&document);
    let file = format::export(&document, &set, "act", Format::Labelstudio);
    let speaker = |file: &str| {
        let set = format::import_one(file, Format::Labelstudio).expect("it is one");
        let placed = format::place(&set, &document).set;
        placed.in_order().find_map(|a| a.quote()?.speaker.clone())
    };
    assert_eq!(speaker(&file).as_deref(), Some("Ana Ruiz"));
    let bell =
        set.in_order().find(|a| a.entity().is_some_and(|e| e.name == "Tom Bell")).expect("he is found");
    let ruiz = set
        .relations()
        .find(|r| r.kind == crate::annotation::RelationKind::SpokenBy)
        .expect("she says it")
        .to;
    let tied = |to| format!("\"to_id\": \"{to}\"");
    assert!(file.contains(&tied(ruiz)), "{file}");
    let moved = file.replace(&tied(ruiz), &tied(bell.id));
    assert_eq!(speaker(&moved).as_deref(), Some("Tom Bell"));
}

#[test]
fn a_tie_to_a_name_that_was_there_moves_no_speaker() {
    use crate::annotation::{AnnotationSet, Body, Quote, QuoteKind, Relation, RelationKind};
    let document = crate::document::Document::from_text("“It stays,” said Ana Ruiz.");
    let mut set: AnnotationSet = crate::recognise::annotate(&document);
    let quote = set.in_order().find(|a| a.quote().is_some()).expect("it is found").id;
    let ruiz = set.in_order().find(|a| a.entity().is_some()).expect("she is found").id;
    let (mut unnamed, ties) = set.remove(quote).expect("it is there");
    unnamed.body = Body::Quote(Quote::new(QuoteKind::Direct, None));
    set.insert(unnamed);
    for tie in ties.into_iter().filter(|tie| tie.kind == RelationKind::CuedBy) {
        set.link(tie);
    }
    set.link(Relation { kind: RelationKind::SpokenBy, from: quote, to: ruiz });
    for format in [Format::Brat, Format::Labelstudio, Format::Doccano, Format::Vtt] {
        let file = format::export(&document, &set, "act", format);
        let back = format::place(&format::import_one(&file, format).expect("it is one"), &document).set;
        assert_eq!(back.get(quote).and_then(|a| a.quote()).expect("it is there").speaker, None, "{format}");
    }
}

#[test]
fn an_answer_of_hypothesis_needs_no_count() {
    let file = r#"{"rows": [{"id": "x", "uri": "https://e.example", "tags": [], "text": "hm", "target": [{"selector": [
        {"type": "TextQuoteSelector", "exact": "left"}]}]}]}"#;
    check(Format::Hypothesis, file, Some("Zoë left."), "a1 left | Note “hm”");
}

const COLUMNS: &str = "tok\tnormtok\tsentstart\tstwr\tframe\tspeaker\tintexpr\tnote\n\
    Zoë\tZoë\tyes\t-\tframe.1\tspeaker.1_2\t-\t-\n\
    sagte\tsagte\tno\t-\tframe.1\t-\tintexpr.1\t-\n\
    :\t:\tno\t-\tframe.1\t-\t-\t-\n\
    „\t\"\tyes\tdirect.speech.1\t-\t-\t-\t-\n\
    Er\tEr\tno\tdirect.speech.1|reported.thought_writing.2.nonfact.border=state\t-\t-\t-\t-\n\
    zweifelt\tzweifelt\tno\tdirect.speech.1|reported.thought_writing.2.nonfact.border=state\t-\t-\tintexpr.2\t-\n\
    .\t.\tno\tdirect.speech.1\t-\t-\t-\t-\n\
    “\t\"\tno\tdirect.speech.1\t-\t-\t-\t-\n\
    rief\trief\tno\t-\tframe.1\t-\tintexpr.1\t-\n\
    „\t\"\tyes\tdirect.speech.1\t-\t-\t-\t-\n\
    Ja\tJa\tno\tdirect.speech.1\t-\t-\t-\t-\n\
    “\t\"\tno\tdirect.speech.1\t-\t-\t-\t-\n\
    Wohin\tWohin\tyes\tindirect_freeIndirect.thought.3\t-\t-\t-\t-\n\
    nun\tnun\tno\tsung.loudly\t-\t-\t-\t-\n\
    er\ter\tno\t-\t-\tspeaker.0\t-\t-\n";

#[test]
fn redewiedergabes_columns_come_in_with_parts_nested_passages_and_ties() {
    check(
        Format::Iob2,
        COLUMNS,
        None,
        "
a1 Zoë | Speaker
a2 sagte … rief | Cue
a3 „ Er zweifelt . “ … „ Ja “ | Quote
a4 Er zweifelt | Quote #reported #thought #writing #non-factual #border: state
a5 zweifelt | Cue
a6 Wohin | Quote #free indirect #thought
a7 er | Speaker
SpokenBy a3 → a1
SpokenBy a4 → a1
CuedBy a3 → a2
CuedBy a4 → a5
! line 15: \"sung.loudly\" is not imported: it is no passage of speech, thought or writing
! 2 frames are not imported: their speakers and the words that report are",
    );
}

#[test]
fn redewiedergabes_tei_comes_in_with_its_numbers() {
    let file = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><fs type=\"metadata\"><f name=\"year\">1895</f></fs><body><p>\
        <seg id=\"1\" type=\"frame\" pos=\"start\"><seg id=\"1 2\" type=\"speaker\">Zoë</seg> <seg id=\"1\" type=\"intExpr\">rief</seg> laut \
        <seg id=\"1\" type=\"intExpr\">aus</seg>:</seg> <said id=\"1\" mode=\"direct\" content=\"speech\" level=\"1\">„Ja,“</said> \
        <said id=\"1\" mode=\"direct\" content=\"speech\" level=\"1\">„<said id=\"2\" mode=\"indirect\" content=\"thought writing\" \
        level=\"2\" nonfact=\"yes\" prag=\"no\">es geht</said>.“</said></p></body></text></TEI>";
    check(
        Format::Tei,
        file,
        None,
        "
a1 Zoë | Speaker
a2 rief … aus | Cue
a3 „Ja,“ … „es geht.“ | Quote
a4 es geht | Quote #non-factual #thought #writing
SpokenBy a3 → a1
SpokenBy a4 → a1
CuedBy a3 → a2
! 1 frames are not imported: their speakers and the words that report are",
    );
}

/// A `DocBin` as spaCy writes one, of a row for each token.
fn doc_bin(columns: &[u64], rows: &[&[u64]], strings: &[&str], more: Vec<(&str, Value)>) -> String {
    let list = |numbers: &[u64]| Value::Array(numbers.iter().map(|&n| n.into()).collect());
    let bytes = rows.iter().flat_map(|row| row.iter().flat_map(|cell| cell.to_le_bytes())).collect();
    let mut fields: Vec<(Value, Value)> = vec![
        ("version".into(), "0.1".into()),
        ("attrs".into(), list(columns)),
        ("tokens".into(), Value::Binary(bytes)),
        ("spaces".into(), Value::Binary(vec![1; rows.len()])),
        ("lengths".into(), Value::Binary((rows.len() as i32).to_le_bytes().to_vec())),
        ("strings".into(), Value::Array(strings.iter().map(|&s| s.into()).collect())),
    ];
    fields.extend(more.into_iter().map(|(name, value)| (name.into(), value)));
    let mut packed = vec![];
    rmpv::encode::write_value(&mut packed, &Value::Map(fields)).expect("memory takes everything");
    let bytes = miniz_oxide::deflate::compress_to_vec_zlib(&packed, 6);
    format::binary_set(&bytes).expect("it begins as one does")
}

/// spaCy's number of "hello".
const HELLO: u64 = 5_983_625_672_228_268_878;

#[test]
fn spacys_files_of_others_come_in_and_what_is_lost_is_told_once() {
    let cats = Value::Array(vec![Value::Map(vec![("news".into(), 1.0.into())])]);
    // PERSON over two tokens, then ORG beside it; a part of speech; a number without a string.
    let rows: &[&[u64]] =
        &[&[HELLO, 3, 380, 92], &[380, 1, 380, 96], &[HELLO, 3, 383, 92], &[77_777, 2, 0, 0]];
    let file = doc_bin(&[65, 77, 78, 74], rows, &["hello"], vec![("cats", cats)]);
    check(
        Format::Spacy,
        &file,
        None,
        "
a1 hello PERSON | PERSON
a2 hello | ORG
! what spaCy says of words (lemmas, parts of speech, their dependencies) is not imported
! the categories of the text are not imported
! 1 words are left out: the file has numbers for them and no strings",
    );
}

#[test]
fn what_was_changed_in_spacy_comes_in() {
    let document = super::document(super::ARTICLE);
    let file = format::export(&document, &super::full_set(), "act", Format::Spacy);
    let bytes = Format::Spacy.file_bytes(&file).into_owned();
    let packed = miniz_oxide::inflate::decompress_to_vec_zlib(&bytes).expect("we packed it");
    let mut bin = rmpv::decode::read_value(&mut packed.as_slice()).expect("we wrote it");
    // Somebody says that the person is an organisation: the numbers of both labels are small.
    let Value::Map(fields) = &mut bin else { panic!("it is a map") };
    for (name, value) in fields {
        if let (Some("tokens"), Value::Binary(cells)) = (name.as_str(), value) {
            for cell in cells.chunks_exact_mut(8).filter(|cell| **cell == 380_u64.to_le_bytes()) {
                cell.copy_from_slice(&383_u64.to_le_bytes());
            }
        }
    }
    let mut changed = vec![];
    rmpv::encode::write_value(&mut changed, &bin).expect("memory takes everything");
    let changed = miniz_oxide::deflate::compress_to_vec_zlib(&changed, 6);
    let file = format::binary_set(&changed).expect("it is one");
    let imported = format::import_one(&file, Format::Spacy).expect("it is one");
    let placed = format::place(&imported, &document).set;
    let person = placed.get(crate::annotation::Id::new(4)).and_then(|a| a.entity()).expect("it is there");
    assert_eq!(
        (format::label(&crate::annotation::Body::Entity(person.clone())), &*person.name),
        ("ORG", "Ana Núñez")
    );
}

#[test]
fn damaged_files_of_spacy_are_refused_with_a_reason() {
    let file = doc_bin(&[65], &[&[HELLO]], &["hello"], vec![]);
    let error = |file: &str| format::import_one(file, Format::Spacy).expect_err(file).to_string();
    assert!(error(&file[..file.len() - 8]).contains("it cannot be unpacked"));
    assert!(error("e!").contains("it is not Base64"));
    assert!(error(&doc_bin(&[78], &[&[HELLO]], &[], vec![])).contains("it has no table of tokens"));
    // More tokens are said to be there than are.
    let long = doc_bin(&[65], &[&[HELLO]], &["hello"], vec![("lengths", Value::Binary(vec![0xff; 4]))]);
    assert!(format::import(&long, Format::Spacy).is_ok());
}

/// What spaCy 2 was trained on: paragraphs with their text or without, tags of tokens, and what else it says of words.
#[test]
fn spacys_training_files_come_in_as_names() {
    let token =
        |orth: &str, ner: &str| format!(r#"{{"id": 0, "orth": {orth:?}, "tag": "-", "ner": "{ner}"}}"#);
    let tokens =
        |all: &[(&str, &str)]| all.iter().map(|(orth, ner)| token(orth, ner)).collect::<Vec<_>>().join(",");
    let sentence = |all: &[(&str, &str)]| format!(r#"{{"tokens": [{}], "brackets": []}}"#, tokens(all));
    let first = sentence(&[
        ("🙂", "O"),
        ("Zoë", "B-PERSON"),
        ("Ömer", "L-PERSON"),
        ("left", "-"),
        ("Acme", "U-ORG"),
        (".", "O"),
    ]);
    let second =
        sentence(&[("\n", "O"), ("Rio", "B-GPE"), ("de", "I-GPE"), ("Norte", "L-GPE"), ("won", "O")]);
    let bare = sentence(&[("“", "O"), ("No", "O"), ("Pessoa", "U-Pessoa"), ("x", "?-y")]);
    let file = format!(
        "[\n{{\"id\": 4, \"paragraphs\": [{{\"raw\": \"🙂  Zoë Ömer left Acme.\\nRio de Norte won\", \"sentences\": [{first}, {second}], \
         \"cats\": [{{\"label\": \"NEWS\", \"value\": 0}}]}}, {{\"sentences\": [{bare}]}}]}},\n\
         {{\"id\": \"b\", \"paragraphs\": [{{\"raw\": \"Ana\", \"sentences\": [{{\"tokens\": [{}, {}]}}], \
         \"cats\": [{{\"label\": \"NEWS\", \"value\": 1.0}}]}}]}}]\n",
        token("Ana", "U-PER"),
        r#"{"orth": "Bell", "tag": "NNP", "ner": "U-PER"}"#,
    );
    check(
        Format::Prodigy,
        &file,
        None,
        "
a1 Zoë Ömer | PERSON
a2 Acme | ORG
a3 Rio de Norte | GPE
a4 Pessoa | Note #Pessoa
! line 2: \"?-y\" is not a tag: tags begin with B-, I-, L- or U-, or are O (read as a word without a label)
a1 Ana | PERSON
! line 3: the categories of the text are not imported
! line 3: 1 words are passed by: the paragraph's \"raw\" does not have them in this order",
    );
    let sets = format::import(&file, Format::Prodigy).expect("it can be read");
    assert_eq!(sets[0].text.as_deref(), Some("🙂  Zoë Ömer left Acme.\nRio de Norte won\n\n“ No Pessoa x"));
    assert_eq!((sets[0].id.as_deref(), sets[1].id.as_deref()), (Some("4"), Some("b")));
    let grammar = file.replace("\"tag\": \"-\"", "\"tag\": \"NN\"");
    let said = format::import(&grammar, Format::Prodigy).expect("it can be read")[0].skipped[0].what.clone();
    assert_eq!(
        said,
        "what spaCy says of words (lemmas, parts of speech, their dependencies) is not imported"
    );
}

/// Pairs of a text and its entities, as spaCy's examples have them: a line each, in a list, or one over several lines.
#[test]
fn pairs_of_text_and_entities_come_in() {
    let pair = r#"["🙂 Zoë left", {"entities": [[2, 5, "PERSON"], [6, 10, "Move"]]}]"#;
    let none = r#"["No “one”.", {"entities": [], "cats": {"NEWS": 1.0}}]"#;
    let one = "a1 Zoë | PERSON\na2 left | Note #Move";
    for file in [
        pair.to_owned(),
        format!("{pair}\n{none}\n"),
        format!("[{pair},\n {none}]"),
        pair.replace(", ", ",\n  "),
        format!("{none}\n{pair}\n"),
    ] {
        check(Format::Prodigy, &file, None, one);
    }
    let broken = format!("{pair}\n[\"No\"\n");
    let sets = format::import(&broken, Format::Prodigy).expect("one line can be read");
    assert_eq!((sets.len(), sets[0].skipped[0].line), (1, Some(2)));
    let lost = r#"["Zoë", {"entities": [[0, 30, "PERSON"]]}]"#;
    let expected = "! line 1: span [0,30,\"PERSON\"] is not imported: it has no position in the text";
    check(Format::Prodigy, lost, None, expected);
    for other in [r#"["Ana", "Tom"]"#, r#"["Ana", {"names": []}]"#, r#"["Ana"]"#, "[[\"Ana\", 3]]"] {
        assert_eq!(format::detect(other), None, "{other}");
    }
}
