//! Small files as corpora and the tools of researchers have them. Their sentences are made up.

use crate::format::Format;

use super::others::check;

#[test]
fn attributions_of_brat_become_quotations_with_speaker_and_cue() {
    let text = "They see “a way” as good, the group said: “We act.” “And soon.” A source spoke.";
    let file = "T1\tSource 0 4\tThey\nT2\tCue 5 8\tsee\nT3\tContent 9 24\t“a way” as good\n\
        T4\tAttribution 5 8\tsee\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n\
        T5\tSource 26 35\tthe group\nT6\tCue 36 40\tsaid\nT7\tContent 42 51;52 63\t“We act.” “And soon.”\n\
        T8\tAttribution 36 40\tsaid\nE2\tAttribution:T8 Content:T7 Cue:T6 Source:T5\n\
        T9\tSource 64 72\tA source\n";
    check(
        Format::Brat,
        file,
        Some(text),
        "
a1 They | Speaker
a2 see | Cue
a3 “a way” as good | Quote
a4 the group | Speaker
a5 said | Cue
a6 “We act.” … “And soon.” | Quote
a7 A source | Speaker
SpokenBy a3 → a1
SpokenBy a6 → a4
CuedBy a3 → a2
CuedBy a6 → a5",
    );
}

#[test]
fn tables_of_novels_come_in_with_their_parts_and_speakers() {
    let text = "\"No,\" said Ana, \"I can't.\"\n\n\"Well!\" cried Tom.";
    let file = "\"quoteID\",\"quoteText\",\"subQuotationList\",\"quoteByteSpans\",\"speaker\",\"addressees\",\"quoteType\",\
        \"referringExpression\"\r\n\
        \"Q0\",\"No, I can't.\",\"['No,', \"\"I can't.\"\"]\",\"[[1, 4], [17, 25]]\",\"Ana\",\"['Tom']\",\"Explicit\",\"said Ana\"\r\n\
        \"Q1\",\"Well!\",\"['Well!']\",\"[[29, 34]]\",\"Tom\",\"[]\",\"Implicit\",\"nan\"\r\n\
        \"Q2\",\"\",\"[]\",\"[]\",\"Tom\",\"[]\",\"Implicit\",\"nan\"\r\n";
    check(
        Format::Csv,
        file,
        Some(text),
        "
a1 No, … I can't. | Quote Ana #explicit
a2 Well! | Quote Tom #implicit
! line 4: the row is not imported: it has no quotation
! line 1: the addressees, the referring expressions and the mentions are not imported",
    );
}

#[test]
fn entities_of_conllu_come_in() {
    let token = |id: &str, form: &str, misc: &str| format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n");
    let first = [
        token("1", "Ana", "Entity=(e1-person-1-Ana_Maria_Ruiz"),
        token("2", "Ruiz", "Entity=e1)"),
        token("3", "of", "_"),
        token("4-5", "Torvik's", "_"),
        token("4", "Torvik", "Entity=(e2-organization-1(e3-place-1)"),
        token("5", "'s", "_"),
        token("5.1", "hidden", "_"),
        token("6", "FC", "Entity=e2)|SpaceAfter=No"),
        token("7", ".", "_"),
    ];
    let second =
        [token("1", "She", "Entity=(e1-person-1-Ana_Maria_Ruiz)"), token("2", "left", "Entity=(e9-event-1-")];
    let file = format!(
        "# newdoc id = one\n# global.Entity = eid-etype-head-identity\n# text = …\n{}\n# newdoc id = two\n{}\n1\tbad\n",
        first.concat(),
        second.concat()
    );
    check(
        Format::Iob2,
        &file,
        None,
        "
a1 Ana Ruiz | PERSON Ana Maria Ruiz
a3 Torvik's FC | ORG
a2 Torvik's | LOC
a1 She | PERSON Ana Maria Ruiz
! line 16: entity e9 is not imported: it begins here and ends nowhere
! line 18: this line is not imported: it has 2 columns separated by tabs, and needs ten",
    );
}

#[test]
fn bioc_of_others_comes_in() {
    let file = r#"{"source": "x", "date": "", "key": "", "infons": {}, "documents": [
        {"id": "7", "infons": {}, "passages": [
          {"offset": 0, "infons": {"type": "title"}, "text": "🙂 Ana", "annotations": [
            {"id": "1", "infons": {"type": "Person", "identifier": "Q1"}, "text": "Ana", "locations": [{"offset": 2, "length": 3}]}],
           "relations": []},
          {"offset": 7, "infons": {}, "text": "Ana fled.", "annotations": [
            {"id": "2", "infons": {"type": "Gene"}, "text": "Ana fled", "locations": [{"offset": 7, "length": 3}, {"offset": 11, "length": 4}]},
            {"id": "3", "infons": {"type": "Person"}, "text": "?", "locations": [{"offset": 70, "length": 3}]}],
           "relations": [{"id": "R1", "infons": {"type": "likes"}, "nodes": [{"refid": "1", "role": ""}, {"refid": "2", "role": ""}]}]}],
         "relations": []}]}"#;
    let expected = "
a1 Ana | PERSON #identifier: Q1
a2 Ana … fled | Note #Gene
! line 1: annotation \"3\" is not imported: it has no place in the text
! line 1: relation \"likes\" is not imported: Pullquote has only speaker and cue relations";
    check(Format::Bioc, file, None, expected);
    let lines =
        "{\"id\": 1, \"passages\": [{\"offset\": 0, \"text\": \"Ana\", \"annotations\": []}]}\n{\"id\": 2}\n";
    check(
        Format::Bioc,
        lines,
        None,
        "! line 2: this line is not imported: not a document of BioC: it has no list of \"passages\"",
    );
}

#[test]
fn projects_of_inception_come_in_as_webanno_tsv() {
    let file = "#FORMAT=WebAnno TSV 3.2\n\
        #T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n\
        #T_SP=custom.Passage|\n#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation\n\
        #T_RL=custom.Tie|label|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity\n\n\n\
        #Text=🙂 Ana of\n#Text=Torvik.\\tNo\n\
        1-1\t0-2\t🙂\t_\t_\t_\t_\t_\t_\t_\t\n\
        1-2\t3-6\tAna\tQ\\_1[1]\tPER[1]\t_\t_\t_\t_\t_\t\n\
        1-3\t7-9\tof\t*\t*\t_\t_\t_\t_\t_\t\n\
        1-4\t10-16\tTorvik\t*[2]|*[3]\tLOC[2]|a\\|b[3]\t_\t_\t_\tlives in\t1-2[1_2]\t\n\
        1-4.1\t12-16\trvik\t_\t_\t*[4]\t_\t_\t_\t_\t\n\
        1-5\t16-17\t.\t_\t_\t*[4]\t_\t_\t_\t_\t\n\
        1-6\t18-20\n\n\
        #Text=She\n2-1\t21-24\tShe\t*[2]\tLOC[2]\t_\t_\t_\t_\t_\t\n";
    check(
        Format::Tsv3,
        file,
        None,
        "
a1 Ana | PERSON
a2 of | Note #NamedEntity
a3 Torvik.\tNo\nShe | LOC
a4 Torvik | Note #a|b
a5 rvik. | Note #Passage
! line 4: the chains of layer de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink are not imported: Pullquote has no such relation
! line 13: relation \"lives in\" is not imported: Pullquote has only speaker and cue relations
! line 16: this line is not imported: it has 2 columns, and the head of the file announces 10",
    );
}
