//! Small files as other tools write them: what Pullquote has a place for is imported, the rest is reported.

use crate::annotation::{Annotation, Origin, Verdict};
use crate::document::{Document, Meta};
use crate::format::{self, Format};

/// The annotations of a file, one a line, then its relations and what was skipped; `text` is the article where the file
/// carries none.
pub(super) fn check(format: Format, file: &str, text: Option<&str>, expected: &str) {
    assert_eq!(format::detect(file), Some(format), "{file}");
    let mut shown = String::new();
    for imported in format::import(file, format).unwrap_or_else(|e| panic!("{format}: {e}")) {
        let article = imported.text.as_deref().or(text).expect("the article is carried or named");
        let document = Document::from_text(article);
        let placed = format::place(&imported, &document);
        assert_eq!(placed.lost, [], "{file}");
        placed.set.in_order().for_each(|annotation| shown += &line(&document, annotation));
        for relation in placed.set.relations() {
            shown += &format!("{:?} {} → {}\n", relation.kind, relation.from, relation.to);
        }
        for skipped in &imported.skipped {
            let at = skipped.line.map(|line| format!("line {line}: ")).unwrap_or_default();
            shown += &format!("! {at}{}\n", skipped.what);
        }
    }
    assert_eq!(shown.trim_end(), expected.trim());
}

/// `a1 Zoë | PERSON Zoë | #tag | note`
fn line(document: &Document, annotation: &Annotation) -> String {
    let words: Vec<&str> = annotation.spans.iter().map(|&span| document.slice(span)).collect();
    let mut line = format!("{} {} | {}", annotation.id, words.join(" … "), format::label(&annotation.body));
    let name = annotation.entity().map(|e| &e.name).or(annotation.quote().and_then(|q| q.speaker.as_ref()));
    let name = name.filter(|&name| *name != words.concat());
    line.extend(name.map(|name| format!(" {name}")));
    line.extend(annotation.tags.iter().map(|tag| format!(" #{tag}")));
    if !annotation.note.is_empty() {
        line += &format!(" “{}”", annotation.note.replace('\n', "/"));
    }
    if let (Origin::Machine { confidence, .. }, Verdict::Open) = (&annotation.origin, annotation.verdict) {
        line += &format!(" {confidence}?");
    }
    line + "\n"
}

const TEXT: &str = "🙂 Zoë Ömer of Acme said: “Done.” 🙂 She left Paris.";

#[test]
fn brat_files_come_in_with_events_attributes_and_notes() {
    let file = "T1\tPerson 2 10\tZoë Ömer\n\
        T2\tOrganization 14 18\tAcme\n\
        T3\tMove 37 41\tleft\n\
        T4\tQuote 19 23;25 32\tsaid “Done.”\n\
        E1\tMove:T3 Who:T1\n\
        R1\tEmployed Arg1:T1 Arg2:T2\t\n\
        R2\tSpeaker Arg1:T4 Arg2:T1\t\n\
        *\tEquiv T1 T2\n\
        A1\tConfidence T1 High\n\
        A2\tNegated E1\n\
        A3\tQuoteKind T4 mixed\n\
        N1\tReference T1 Wikidata:Q42\tZoë Maria Ömer\n\
        #1\tAnnotatorNotes T2\twhich one?\n\
        #2\tAnnotatorNotes E1\tfor good\n";
    check(
        Format::Brat,
        file,
        Some(TEXT),
        "
a1 Zoë Ömer | PERSON Zoë Maria Ömer #Confidence: High #Wikidata:Q42
a2 Acme | ORG “which one?”
a4 said … “Done.” | Quote
a3 left | Note #Move #Negated “for good”
SpokenBy a4 → a1
! line 5: the arguments of event \"Move\" are not imported
! line 6: relation \"Employed\" is not imported: Pullquote has only speaker and cue relations
! line 8: the equivalence of spans is not imported: Pullquote has no such relation",
    );
}

#[test]
fn every_tagging_scheme_comes_in() {
    let expected = "a1 Zoë Ömer | PERSON\na2 Acme | ORG\na3 Paris | LOC";
    let iob1 = "Zoë\tI-PER\nÖmer\tI-PER\nAcme\tI-ORG\n\nParis\tI-LOC\n";
    check(Format::Iob2, iob1, None, expected);
    let bilou = "Zoë B-PER\nÖmer L-PER\nAcme U-ORG\n\nParis U-LOC\n";
    check(Format::Iob2, bilou, None, expected);
    let bioes = "# sent = 1\nZoë\t_\tB-PER\nÖmer\t_\tE-PER\nAcme\t_\tS-ORG\n# sent = 2\nParis\t_\tS-LOC\n";
    check(Format::Iob2, bioes, None, expected);
    let conll = "-DOCSTART- -X- -X- O\n\nZoë NNP I-NP B-PER\nÖmer NNP I-NP I-PER\n\n-DOCSTART- -X- -X- O\n\nParis NNP I-NP B-LOC\n";
    check(Format::Iob2, conll, None, "a1 Zoë Ömer | PERSON\na1 Paris | LOC");
}

#[test]
fn doccano_files_come_in_with_triples_and_with_relations() {
    let file = "{\"id\": 1, \"text\": \"🙂 Zoë left\", \"label\": [[2, 5, \"PER\"], [6, 10, \"Verb\"]]}\n\
        {\"id\": 2, \"text\": \"🙂 “Done,” Zoë\", \"entities\": [{\"id\": 7, \"start_offset\": 2, \"end_offset\": 9, \
        \"label\": \"Quote\"}, {\"id\": 9, \"start_offset\": 10, \"end_offset\": 13, \"label\": \"Speaker\"}], \
        \"relations\": [{\"id\": 1, \"from_id\": 7, \"to_id\": 9, \"type\": \"speaker\"}, \
        {\"id\": 2, \"from_id\": 9, \"to_id\": 7, \"type\": \"likes\"}]}\n";
    check(
        Format::Prodigy,
        file,
        None,
        "
a1 Zoë | PERSON
a2 left | Note #Verb
a1 “Done,” | Quote
a2 Zoë | Speaker
SpokenBy a1 → a2
! line 2: relation \"likes\" is not imported: Pullquote has only speaker and cue relations",
    );
}

#[test]
fn doccano_files_come_in_in_every_shape() {
    let expected = "a1 Zoë | PERSON";
    for file in [
        r#"{"id": 4, "data": "Zoë left", "label": [[0, 3, "PER"]]}"#,
        r#"{"text": "Zoë left", "annotations": [{"label": "PER", "start_offset": 0, "end_offset": 3}]}"#,
        r#"{"text": "Zoë left", "labels": [], "entities": [{"label": "PER", "start_offset": 0, "end_offset": 3}]}"#,
        "[\n  {\"id\": 4,\n   \"text\": \"Zoë left\",\n   \"label\": [[0, 3, \"PER\"]]}\n]\n",
    ] {
        assert_eq!(format::detect(file), Some(Format::Prodigy), "{file}");
        check(Format::Prodigy, file, None, expected);
    }
    let numbered = r#"{"text": "Zoë left", "annotations": [{"label": 7, "start_offset": 0, "end_offset": 3, "user": 1}]}"#;
    check(Format::Prodigy, numbered, None, "a1 Zoë | Note #7");
    let two = r#"[{"text": "Zoë left", "label": [[0, 3, "PER"]]}, {"text": "Zoë", "label": [[0, 3, "PER"], [9, 8, "PER"]]}]"#;
    check(
        Format::Prodigy,
        two,
        None,
        "a1 Zoë | PERSON\na1 Zoë | PERSON\n! line 1: span [9,8,\"PER\"] is not imported: it has no position in the text",
    );
}

#[test]
fn label_studios_annotations_outweigh_its_predictions() {
    let region = |id: &str, start: u32, end: u32, text: &str, label: &str| {
        format!(
            "{{\"id\": \"{id}\", \"type\": \"labels\", \"from_name\": \"l\", \"to_name\": \"t\", \"score\": 0.75, \
             \"value\": {{\"start\": {start}, \"end\": {end}, \"text\": \"{text}\", \"labels\": [\"{label}\"]}}}}"
        )
    };
    let (zoe, acme) = (region("x", 2, 10, "Zoë Ömer", "PER"), region("y", 14, 18, "Acme", "Firm"));
    let tie = "{\"type\": \"relation\", \"from_id\": \"x\", \"to_id\": \"y\", \"labels\": [\"works for\"]}";
    let choice = "{\"id\": \"z\", \"type\": \"choices\", \"value\": {\"choices\": [\"News\"]}}";
    let file = format!(
        "[{{\"id\": 3, \"data\": {{\"story\": \"{TEXT}\"}},\n\
         \"annotations\": [{{\"id\": 1, \"result\": [{acme}]}}, {{\"id\": 2, \"result\": [{zoe}, {acme}, {tie}, {choice}]}}, \
         {{\"id\": 4, \"was_cancelled\": true, \"result\": []}}],\n\
         \"predictions\": [{{\"result\": [{acme}]}}]}},\n\
         {{\"id\": 4, \"data\": {{\"story\": \"{TEXT}\"}}, \"annotations\": [], \"predictions\": [{{\"result\": [{zoe}]}}]}}]"
    );
    check(
        Format::Labelstudio,
        &file,
        None,
        "
a1 Zoë Ömer | PERSON
a2 Acme | Note #Firm
! line 1: the task has 2 annotations; only the last is imported
! line 1: relation \"works for\" is not imported: Pullquote has only speaker and cue relations
! line 1: choices \"z\" is not imported: it labels no passage of text
a1 Zoë Ömer | PERSON 0.75?",
    );
    let small = format!(
        "[{{\"id\": 3, \"text\": \"{TEXT}\", \"annotator\": 1, \"annotation_id\": 5, \"label\": \
         [{{\"start\": 2, \"end\": 10, \"text\": \"Zoë Ömer\", \"labels\": [\"PER\", \"Source\"]}}]}}]"
    );
    check(Format::Labelstudio, &small, None, "a1 Zoë Ömer | PERSON #Source");
}

#[test]
fn layers_of_inception_come_in_with_wide_characters() {
    let file = "{\"%FEATURE_STRUCTURES\": [\
        {\"%ID\": 1, \"%TYPE\": \"uima.cas.Sofa\", \"sofaID\": \"_InitialView\", \"sofaString\": \"🙂 Zoë 👩‍🔬 שלום 東京\"},\
        {\"%ID\": 2, \"%TYPE\": \"uima.cas.Sofa\", \"sofaID\": \"other\", \"sofaString\": \"elsewhere\"},\
        {\"%ID\": 3, \"%TYPE\": \"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token\", \"@sofa\": 1, \"begin\": 3, \"end\": 6},\
        {\"%ID\": 4, \"%TYPE\": \"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity\", \"@sofa\": 1, \"begin\": 3, \"end\": 6, \"value\": \"PER\", \"identifier\": \"Q1\"},\
        {\"%ID\": 5, \"%TYPE\": \"webanno.custom.Passage\", \"@sofa\": 1, \"begin\": 13, \"end\": 17},\
        {\"%ID\": 6, \"%TYPE\": \"webanno.custom.Passage\", \"@sofa\": 1, \"begin\": 18, \"end\": 20, \"label\": \"GPE\"},\
        {\"%ID\": 7, \"%TYPE\": \"webanno.custom.Tie\", \"@sofa\": 1, \"begin\": 3, \"end\": 6, \"@Governor\": 4, \"@Dependent\": 6, \"label\": \"lives in\"},\
        {\"%ID\": 8, \"%TYPE\": \"webanno.custom.Passage\", \"@sofa\": 1, \"begin\": 18, \"end\": 99},\
        {\"%ID\": 9, \"%TYPE\": \"webanno.custom.Passage\", \"@sofa\": 2, \"begin\": 0, \"end\": 4}]}";
    check(
        Format::Cas,
        file,
        None,
        "
a1 Zoë | PERSON
a2 שלום | Note #Passage
a3 東京 | GPE
! webanno.custom.Passage 8 is not imported: it ends after the text
! relation \"lives in\" is not imported: Pullquote has only speaker and cue relations",
    );
    let by_id = "{\"%FEATURE_STRUCTURES\": {\"1\": {\"%TYPE\": \"uima.cas.Sofa\", \"sofaString\": \"🙂 Zoë\"}, \
        \"2\": {\"%TYPE\": \"custom.Span\", \"@sofa\": 1, \"begin\": 3, \"end\": 6, \"label\": \"PERSON\"}}}";
    check(Format::Cas, by_id, None, "a1 Zoë | PERSON");
}

/// INCEpTION puts the name of the file where DKPro has the title. What of it is a title, an address and a language, is taken.
#[test]
fn what_dkpro_knows_of_a_document_comes_in() {
    let known = |file: &str, format| format::import_one(file, format).expect("it can be read").meta;
    let json = |title: &str, uri: &str, language: &str| {
        let file = format!(
            "{{\"%FEATURE_STRUCTURES\": [{{\"%ID\": 1, \"%TYPE\": \"uima.cas.Sofa\", \"sofaString\": \"Zoë\"}}, \
             {{\"%ID\": 2, \"%TYPE\": \"de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData\", \"@sofa\": 1, \
             \"begin\": 0, \"end\": 3, \"language\": \"{language}\", \"documentTitle\": \"{title}\", \
             \"documentUri\": \"{uri}\"}}]}}"
        );
        let Meta { title, url, lang, .. } = known(&file, Format::Cas);
        [title, url, lang].map(Option::unwrap_or_default)
    };
    let page = "https://news.example/a";
    assert_eq!(json("Ferry stays", page, "de"), ["Ferry stays", page, "de"]);
    assert_eq!(json("ferry.txt", "file:/srv/repository/ferry.txt", "x-unspecified"), ["", "", ""]);
    let xmi = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" \
        xmlns:cas=\"http:///uima/cas.ecore\" xmlns:type7=\"http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore\" \
        xmi:version=\"2.0\"><type7:DocumentMetaData xmi:id=\"7\" sofa=\"1\" begin=\"0\" end=\"3\" language=\"pt\" \
        documentTitle=\"Porto &amp; mar\"/><cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" sofaString=\"Zoë\"/>\
        <cas:View sofa=\"1\" members=\"7\"/></xmi:XMI>";
    let Meta { title, lang, .. } = known(xmi, Format::Xmi);
    assert_eq!((title.as_deref(), lang.as_deref()), (Some("Porto & mar"), Some("pt")));
}

/// As other programs name them, in lines, in what Prodigy shows below a task, in the data of Label Studio and in infons.
#[test]
fn the_details_of_other_programs_come_in_by_their_names() {
    let details =
        r#""headline": "Ferry stays", "author": "Ana Ruiz", "date": "3 May 2024", "source": "Norland Times""#;
    for (format, file) in [
        (Format::Jsonl, format!(r#"{{"id": 1, {details}, "quotes": []}}"#)),
        (Format::Prodigy, format!(r#"{{"text": "No.", "spans": [], "meta": {{{details}}}}}"#)),
        (Format::Labelstudio, format!(r#"[{{"data": {{"text": "No.", {details}}}, "annotations": []}}]"#)),
        (
            Format::Bioc,
            format!(
                r#"{{"id": "a", "infons": {{{details}}}, "passages": [{{"offset": 0, "text": "No."}}]}}"#
            ),
        ),
    ] {
        assert_eq!(format::detect(&file), Some(format), "{file}");
        let meta = format::import_one(&file, format).expect("it can be read").meta;
        let published = meta.published.map(|day| day.to_string());
        assert_eq!(
            [meta.title, meta.byline, published, meta.publisher].map(Option::unwrap_or_default),
            ["Ferry stays", "Ana Ruiz", "2024-05-03", "Norland Times"],
            "{format}"
        );
    }
}

/// A label without a meaning here is the tag of a note in every format.
#[test]
fn an_unknown_label_of_a_line_becomes_a_tag() {
    let line =
        r#"{"text": "Zoë left", "entities": [{"start": 0, "end": 3, "label": "Pessoa"}], "dates": []}"#;
    check(Format::Jsonl, line, None, "a1 Zoë | Note #Pessoa 0.5?");
}

#[test]
fn hypothesis_files_come_in_in_all_three_shapes() {
    let row = "{\"id\": \"k1\", \"uri\": \"https://news.example/a\", \"text\": \"who?\", \"tags\": [\"Person\", \"check\"], \
        \"document\": {\"title\": [\"A\"]}, \"target\": [{\"source\": \"https://news.example/a\", \"selector\": [\
        {\"type\": \"RangeSelector\", \"startContainer\": \"/p[1]\", \"endContainer\": \"/p[1]\", \"startOffset\": 3, \"endOffset\": 11},\
        {\"type\": \"TextPositionSelector\", \"start\": 3, \"end\": 11},\
        {\"type\": \"TextQuoteSelector\", \"exact\": \"Zoë Ömer\", \"prefix\": \"🙂 \", \"suffix\": \" of\"}]}]}";
    let page = "{\"id\": \"k2\", \"uri\": \"https://news.example/a\", \"text\": \"good\", \"tags\": [], \"target\": [{\"source\": \"x:y\"}]}";
    let reply = "{\"id\": \"k3\", \"uri\": \"https://news.example/a\", \"text\": \"yes\", \"references\": [\"k1\"], \"target\": [{\"source\": \"x:y\"}]}";
    let zoe = "a1 Zoë Ömer | PERSON #check “who?”";
    let skipped = "! annotation k2 is not imported: it annotates the page as a whole\n! annotation k3 is not imported: it replies to another annotation";
    let answer = format!("{{\"total\": 3, \"rows\": [{row}, {page}, {reply}]}}");
    check(Format::Hypothesis, &answer, Some(TEXT), &format!("{zoe}\n{skipped}"));
    let export =
        format!("{{\"export_date\": \"2024-01-01\", \"client_version\": \"1\", \"annotations\": [{row}]}}");
    check(Format::Hypothesis, &export, Some(TEXT), zoe);
    check(Format::Hypothesis, row, Some(TEXT), zoe);
    check(Format::Hypothesis, &format!("[{row}]"), Some(TEXT), zoe);
}

#[test]
fn tables_come_in_as_spreadsheets_save_them() {
    let expected = "a1 “Done.” | Quote Zoë Ömer “checked, twice”";
    let comma = "speaker,quote,comment\r\nZoë Ömer,“Done.”,\"checked, twice\"\r\n";
    check(Format::Csv, comma, Some(TEXT), expected);
    let semicolon = "\u{feff}\"quote\";\"speaker\";\"comment\"\n“Done.”;Zoë Ömer;checked, twice\n";
    check(Format::Csv, semicolon, Some(TEXT), expected);
    let tab = "quote\tspeaker\tcomment\n“Done.”\tZoë Ömer\tchecked, twice\n";
    check(Format::Csv, tab, Some(TEXT), expected);
    for by_hand in [
        "Quote,SPEAKER,Comment\n“Done.”,Zoë Ömer,\"checked, twice\"\n",
        "sep=;\r\nquote;speaker;comment\r\n“Done.”;Zoë Ömer;checked, twice\r\n",
        "\u{feff}SEP=\t\nQuote\tSpeaker\tComment\n“Done.”\tZoë Ömer\tchecked, twice",
    ] {
        assert_eq!(format::detect(by_hand), Some(Format::Csv));
        check(Format::Csv, by_hand, Some(TEXT), expected);
    }
    let error = format::import("sep=,\nquote,cue\n\"c,d\n", Format::Csv).expect_err("the cell is open");
    assert_eq!(error.line, Some(3));
}

#[test]
fn notes_come_in_after_another_program_saved_them() {
    let file = "---\ntitle: \"A\"\ntags:\n  - pullquote\n---\n\n# A\n\n> “Done.”\n>\n> — Zoë Ömer (mixed)\n";
    check(Format::Markdown, file, Some(TEXT), "a1 “Done.” | Quote Zoë Ömer");
}

#[test]
fn web_annotations_that_break_a_rule_are_refused_with_the_line() {
    let refused = |fields: &str, expected: &str| {
        let file = format!(
            "{{\n\"@context\": \"http://www.w3.org/ns/anno.jsonld\",\n\"type\": \"Annotation\",\n{fields}\n}}"
        );
        let error = format::import_one(&file, Format::Jsonld).expect_err(fields).to_string();
        assert_eq!(error.replace("not a Web Annotation: ", ""), expected, "{file}");
    };
    let id = "\"id\": \"urn:a\"";
    refused(
        "\"id\": \"not a uri\",\n\"target\": \"x:y\"",
        "line 4: its \"id\" must be an IRI, without spaces",
    );
    refused("\"id\": [\"x:1\", \"x:2\"],\n\"target\": \"x:y\"", "line 4: it needs one \"id\"");
    refused(
        &format!("{id},\n\"target\": 9"),
        "line 5: its \"target\" must be an IRI, or an object in braces",
    );
    refused(
        &format!("{id},\n\"target\": \"x:y\",\n\"bodyValue\": 23"),
        "line 6: \"bodyValue\" must be one string",
    );
    let body = |body: &str| format!("{id},\n\"target\": \"x:y\",\n\n\"body\": {body}");
    let value = "line 7: its \"body\" is a TextualBody and needs one \"value\", a string";
    refused(&body("{\"type\": \"TextualBody\", \"value\": [\"a\", \"b\"]}"), value);
    refused(&body("{\"type\": \"TextualBody\"}"), value);
    let target = |target: &str| format!("{id},\n\"target\": {target}");
    refused(
        &target("{\"type\": \"SpecificResource\"}"),
        "line 5: its \"target\" is a SpecificResource and needs its \"source\"",
    );
    refused(
        &target(
            "{\"source\": \"x:y\", \"selector\": {\"type\": \"FragmentSelector\", \"value\": [\"x\", \"y\"]}}",
        ),
        "line 5: its \"target\" has a FragmentSelector, which needs one \"value\", a string",
    );
    refused(
        &target(
            "{\"source\": \"x:y\", \"selector\": {\"type\": \"TextPositionSelector\", \"start\": 9, \"end\": 3}}",
        ),
        "line 5: its \"target\" has a TextPositionSelector, which needs \"start\" and \"end\" as whole numbers in order",
    );
}

#[test]
fn highlights_of_reading_programs_come_in() {
    let hypothesis = "Created at,Author,Page,URL,Group,Type,Quote,Comment,Tags\n\
        2024-05-03,ana,,https://news.example/act,Public,Annotation,Zoë Ömer,who?,\"people, check\"\n\
        2024-05-03,ana,,https://news.example/act,Public,Page note,,All of it,\n";
    let expected = "a1 Zoë Ömer | Note #people #check “who?”\n\
        ! annotation in line 3 is not imported: it annotates the page as a whole";
    check(Format::Hypothesis, hypothesis, Some(TEXT), expected);
    let today = hypothesis.replace("Quote,", "Quote/description,");
    check(Format::Hypothesis, &today, Some(TEXT), expected);
    let plain = "2024-05-03 10:00\nAct\nhttps://news.example/act\nGroup: Public\nTotal users: 1\nUsers: ana\n\
        Total annotations: 2\nTotal replies: 0\n\nAnnotation 1:\nCreated at: 2024-05-03 10:00\nAuthor: ana\n\
        Type: Annotation\nQuote: \"Zoë Ömer\"\nComment: who?\nAnnotation 7:\nTags: people, check\n\nAnnotation 2:\n\
        Created at: 2024-05-03 10:00\nAuthor: ana\nType: Page note\nComment: All of it";
    let expected = "a1 Zoë Ömer | Note #people #check “who?/Annotation 7:”\n\
        ! annotation in line 19 is not imported: it annotates the page as a whole";
    check(Format::Hypothesis, plain, Some(TEXT), expected);
    let zotero = "Title,Annotation Text,Annotation Comment,Annotation Tags\r\n\
        Act,She left Paris.,why?,\"move; check\"\r\nAct,,only a thought,\r\n";
    let expected = "a1 She left Paris. | Note #move #check “why?”\n\
        ! annotation in line 3 is not imported: it annotates the page as a whole";
    check(Format::Hypothesis, zotero, Some(TEXT), expected);
    let readwise = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at\n\
        “Done.”,Act,Ana Ruiz,,said by whom?,yellow,Quote,page,3,2024-05-03\n";
    check(Format::Hypothesis, readwise, Some(TEXT), "a1 “Done.” | Quote “said by whom?”");
    let kindle = "\u{feff}Act (Ana Ruiz)\r\n- Your Highlight on page 3 | Added on Friday, 3 May 2024\r\n\r\nShe left Paris.\r\n\
        ==========\r\nAct (Ana Ruiz)\r\n- Your Note on page 3 | Added on Friday, 3 May 2024\r\n\r\nwhy?\r\n==========\r\n";
    let expected =
        "a1 She left Paris. | Note\n! annotation in line 6 is not imported: it annotates the page as a whole";
    check(Format::Hypothesis, kindle, Some(TEXT), expected);
}
