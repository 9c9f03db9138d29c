//! What a word list does to an article, and which entries corrections make.

mod affair;

use proptest::prelude::*;

use crate::annotation::{Annotation, AnnotationSet, Body, EntityKind, RelationKind, Verdict};
use crate::document::Document;
use crate::edit;
use crate::recognise::annotate;
use crate::session::{Action, MarkKind, Session};
use crate::span::Span;
use crate::word_list::corrections::{CorrectedArticle, corrections};
use crate::word_list::{WordEntry, WordList, WordListError, WordSort, apply};

fn list(entries: &[&str]) -> WordList {
    let file = format!("{{\"pullquote-words\": 1, \"entries\": [{}]}}", entries.join(", "));
    WordList::from_json(&file).unwrap()
}

/// What follows the list: a line an annotation.
fn followed(document: &Document, set: &AnnotationSet) -> String {
    let line = |a: &Annotation| {
        a.learned.as_ref()?;
        let words = document.slice(a.spans.first());
        let said = match &a.body {
            _ if a.verdict == Verdict::Rejected => "rejected".to_owned(),
            Body::Entity(entity) => format!("{:?} {}", entity.kind, entity.name),
            Body::Quote(quote) => quote.speaker.clone().unwrap_or_default(),
            Body::Cue => "cue".to_owned(),
            Body::Speaker => "speaker".to_owned(),
            _ => return None,
        };
        Some(format!("{words}: {said}"))
    };
    set.in_order().filter_map(line).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(entries: &[&str], text: &str, expected: &str) {
    let document = Document::from_text(text);
    let set = list(entries).applied(&document, annotate(&document));
    assert_eq!(followed(&document, &set), expected, "{text}");
}

const OSSORY: &str = r#"{"sort":"name","words":"Ossory","kind":"PERSON","name":"Nuala Ossory"}"#;
const LANTERN: &str = r#"{"sort":"name","words":"Lantern","kind":"ORG","name":"Skerrow Lantern"}"#;

#[test]
fn a_name_is_named_marked_and_given_its_kind() {
    check(
        &[OSSORY],
        "In Brume, Ossory waited.\n\nOssory left.",
        "Ossory: Person Nuala Ossory\nOssory: Person Nuala Ossory",
    );
    check(&[LANTERN], "He reads the Lantern.", "Lantern: Org Skerrow Lantern");
    // Whole words, and as they are written.
    check(&[OSSORY], "The Ossorys waited in Ossory-on-Sea, and ossory is no word.", "");
}

#[test]
fn a_name_that_may_be_anothers_is_not_touched() {
    let text = "Donal Ossory, a baker, said that bread is dear. “It is,” Ossory said.";
    check(&[OSSORY], text, "");
    // What is contradicted is not used, and neither is what is switched off.
    let other = r#"{"sort":"name","words":"Ossory","kind":"GPE","name":"Ossory"}"#;
    check(&[OSSORY, other], "Ossory left.", "");
    let off = OSSORY.replace("}", ",\"is-off\":true}");
    check(&[&off], "Ossory left.", "");
}

#[test]
fn the_speaker_follows_the_name() {
    check(&[OSSORY], "“We stay,” Ossory said.", "“We stay,”: Nuala Ossory\nOssory: Person Nuala Ossory");
    // The words of somebody else's spokesman are not hers.
    let document = Document::from_text("“We stay,” a spokesman for Ossory said.");
    let set = list(&[OSSORY]).applied(&document, annotate(&document));
    let quote = set.in_order().find_map(|a| a.quote()).unwrap();
    assert_ne!(quote.speaker.as_deref(), Some("Nuala Ossory"));
}

#[test]
fn a_role_is_a_person() {
    let leader = r#"{"sort":"speaker","words":"the Fatah leader","name":"Marwan Barghouti"}"#;
    check(&[leader], "“We go on,” the Fatah leader said.", "“We go on,”: Marwan Barghouti");
    check(&[leader], "The Fatah leader said it was over.", "it was over: Marwan Barghouti");
    // "The minister" may be anybody, unless the article names the person.
    let minister = r#"{"sort":"speaker","words":"the minister","name":"Ana Ruiz"}"#;
    check(&[minister], "“We go on,” the minister said.", "");
}

#[test]
fn words_in_marks_are_no_quotation() {
    let scare = r#"{"sort":"not-a-quotation","words":"cheapest bridge in the world"}"#;
    let text = "She opened the “cheapest bridge in the world” on Monday.";
    check(&[scare], text, "the “cheapest bridge in the world”: rejected");
    // Somebody who says it says it.
    check(&[scare], "“The cheapest bridge in the world,” Ana Ruiz said.", "");
    check(&[scare], "“Cheapest bridge in the world,” Ana Ruiz said.", "");
}

#[test]
fn a_cue_is_found_beside_marks_and_a_name() {
    let cue = r#"{"sort":"cue","words":"zings"}"#;
    let document = Document::from_text("“So much for the bridge,” zings Mara Lindqvist of Brume.");
    let before = annotate(&document);
    let set = list(&[cue]).applied(&document, before);
    let quote = set.in_order().find(|a| a.quote().is_some()).unwrap();
    let cue = set.cue_of(quote.id).map(|cue| document.slice(cue.spans.first()));
    assert_eq!((cue, quote.quote().unwrap().speaker.as_deref()), (Some("zings"), Some("Mara Lindqvist")));
}

fn entries(session: &Session) -> Vec<WordEntry> {
    let (document, set, history) = (session.document(), session.set(), session.history());
    corrections(CorrectedArticle { document, set, history, id: "a1" })
}

fn lines(session: &Session) -> String {
    let line = |entry: &WordEntry| {
        let kind = entry.kind.map_or(String::new(), |kind| format!(" {kind:?}"));
        format!("{:?} {}{kind} {}", entry.sort, entry.words, entry.name).trim().to_owned()
    };
    entries(session).iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn corrections_become_entries_and_undo_takes_them_back() {
    let text = "Bridge opens\n\nShe opened the “cheapest bridge in the world” on Monday.\n\n\
                “We stay,” the Fatah leader said in Brume.";
    let mut session = Session::analyse(Document::from_text(text));
    assert_eq!(lines(&session), "");
    let quotes: Vec<_> = session.set().in_order().filter(|a| a.quote().is_some()).map(|a| a.id).collect();
    let [scare, said] = quotes[..] else { panic!("{quotes:?}") };
    session.perform(Action::Reject { id: scare }).unwrap();
    session.perform(Action::SetSpeaker { id: said, name: "Marwan Barghouti".to_owned() }).unwrap();
    let start = text.find("Brume").unwrap();
    let label = MarkKind::Entity(EntityKind::Fac);
    let there = session.set().overlapping(Span::new(start, start + 5)).map(|(a, _)| a.id).next();
    match there {
        Some(id) => session.perform(Action::SetKind { id, label }).unwrap(),
        None => session.perform(Action::Mark { span: Span::new(start, start + 5), label }).unwrap(),
    };
    let all = [
        "NotAQuotation cheapest bridge in the world",
        "Speaker the Fatah leader Marwan Barghouti",
        "Name Brume Fac Brume",
    ];
    let mut said: Vec<String> = lines(&session).lines().map(str::to_owned).collect();
    said.sort();
    let mut wanted = all.to_vec();
    wanted.sort_unstable();
    assert_eq!(said, wanted);
    assert!(entries(&session).iter().all(|entry| entry.title == "Bridge opens" && entry.article == "a1"));
    for _ in 0..3 {
        session.undo().unwrap();
    }
    assert_eq!(lines(&session), "");
}

#[test]
fn what_a_pronoun_or_anybody_says_is_no_entry() {
    for text in ["“We stay,” she said.", "“We stay,” a spokesman said.", "“We stay,” officials said."]
    {
        let mut session = Session::analyse(Document::from_text(text));
        let id = session.set().in_order().find(|a| a.quote().is_some()).unwrap().id;
        session.perform(Action::SetSpeaker { id, name: "Ana Ruiz".to_owned() }).unwrap();
        assert_eq!(lines(&session), "", "{text}");
    }
}

#[test]
fn a_cue_that_the_reader_set_is_an_entry() {
    let text = "“So much for the bridge,” zings Mara Lindqvist of Brume.";
    let mut session = Session::analyse(Document::from_text(text));
    let id = session.set().in_order().find(|a| a.quote().is_some()).unwrap().id;
    let start = text.find("zings").unwrap();
    let span = Span::new(start, start + 5);
    session.perform(Action::SetMention { id, span, kind: RelationKind::CuedBy }).unwrap();
    assert_eq!(lines(&session), "Cue zings");
}

#[test]
fn what_a_reader_judged_stays_and_a_verdict_takes_the_lists_place() {
    let document = Document::from_text("She opened the “cheapest bridge in the world” on Monday.");
    let words = list(&[r#"{"sort":"not-a-quotation","words":"cheapest bridge in the world"}"#]);
    let mut session = Session::analyse_with(document.clone(), std::rc::Rc::new(words.clone()));
    let id = session.set().in_order().find(|a| a.quote().is_some()).unwrap().id;
    assert!(session.set().get(id).unwrap().is_replaceable(), "the list's verdict is nobody's");
    session.perform(Action::Confirm { id }).unwrap();
    assert_eq!(session.set().get(id).unwrap().learned, None);
    assert!(apply::edits(&words, &document, session.set()).is_empty(), "it is the reader's now");
    session.analyse_again().unwrap();
    assert_eq!(session.set().get(id).unwrap().verdict, Verdict::Confirmed);
    session.undo().unwrap();
    session.undo().unwrap();
    assert!(session.set().get(id).unwrap().is_rejected_by_list());
}

#[test]
fn an_open_article_follows_the_list_in_one_step() {
    let mut session = Session::analyse(Document::from_text("“We stay,” Ossory said. Ossory left."));
    let before = session.set().clone();
    session.set_words(std::rc::Rc::new(list(&[OSSORY])));
    session.apply_words().unwrap();
    assert!(session.n_learned() == 3, "{}", followed(session.document(), session.set()));
    assert!(session.apply_words().is_err(), "nothing is left to change");
    session.undo().unwrap();
    assert_eq!(*session.set(), before);
}

#[track_caller]
fn refuse(file: &str, expected: &str) {
    let error = WordList::from_json(file).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn a_file_that_is_wrong_says_where_and_what_to_do() {
    let one = |entry: &str| format!("{{\"pullquote-words\": 1, \"entries\": [\n{entry}\n]}}");
    refuse("", "line 1: the JSON ends too early");
    refuse("{\"entries\": []}", "not a word list");
    refuse("{\"pullquote-words\": \"x\"}", "not a word list");
    refuse("{\"pullquote-words\": 9, \"entries\": []}", "version 9");
    refuse(&one(r#"{"sort":"name"}"#), "line 2, entry 1: the field \"words\" is missing");
    refuse(&one(r#"{"sort":"nick","words":"x"}"#), "\"nick\" is not one of \"name\", \"speaker\"");
    refuse(&one(r#"{"sort":"name","words":"x","name":"y"}"#), "“kind” is missing");
    refuse(&one(r#"{"sort":"speaker","words":"x"}"#), "“name” is missing");
    refuse(&one(r#"{"sort":"cue","words":"x","colour":"red"}"#), "the field \"colour\" is not known");
    refuse(&one(&format!(r#"{{"sort":"cue","words":"{}"}}"#, "x".repeat(201))), "longer than 200");
    let two = one("{\"sort\":\"cue\",\"words\":\"x\"},\n{\"sort\":\"cue\",\"words\":\" \"}");
    refuse(&two, "line 3, entry 2: “words”");
    let many = vec![r#"{"sort":"cue","words":"x"}"#; 2_001].join(",");
    assert_eq!(WordList::from_json(&one(&many)), Err(WordListError::TooMany(2_001)));
}

#[test]
fn guidelines_are_read_and_written_and_wrong_ones_refused() {
    use crate::guidelines::Guidelines;
    let file = "{\"pullquote-guidelines\": 1, \"title\": \"Ferry\", \"kinds\": [\"direct\", \"PERSON\", \"date\"],\n\
                \"tags\": [{\"tag\": \"to check\", \"note\": \"A figure without a source.\"}]}";
    let guidelines = Guidelines::from_json(file).unwrap();
    assert_eq!(Guidelines::from_json(&guidelines.to_json()).unwrap(), guidelines);
    let refuse = |file: &str, expected: &str| {
        let error = Guidelines::from_json(file).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    refuse("[]", "no guidelines of Pullquote");
    refuse("{\"pullquote-guidelines\": 7}", "version 7");
    refuse("{\"pullquote-guidelines\": 1,\n\"kinds\": [\"direct\"", "line 2: the JSON ends too early");
    refuse("{\"pullquote-guidelines\": 1, \"kinds\": [\"PERSN\"]}", "“PERSN”, which is no kind");
    refuse("{\"pullquote-guidelines\": 1, \"kind\": []}", "the field \"kind\" is not known");
    refuse(
        "{\"pullquote-guidelines\": 1, \"tags\": [{\"tag\": \"a\"}, {\"tag\": \"a\"}]}",
        "tag 2: “a” stands there twice",
    );
    refuse("{\"pullquote-guidelines\": 1, \"tags\": [{\"tag\": \"a, b\"}]}", "tag 1: “tag” has a comma");
}

#[test]
fn what_two_entries_say_against_each_other_is_not_followed() {
    let document = Document::from_text("The boats left Long Quay at noon.");
    let entry = |sort| WordEntry {
        kind: Some(EntityKind::Gpe),
        name: "Long Quay".to_owned(),
        ..WordEntry::new(sort, "Long Quay")
    };
    let found = annotate(&document);
    let edits = |entries| apply::edits(&WordList::from_entries(entries), &document, &found).len();
    assert_eq!(edits(vec![entry(WordSort::Name), entry(WordSort::NotAName)]), 0);
    let off = WordEntry { is_off: true, ..entry(WordSort::NotAName) };
    assert_eq!(edits(vec![entry(WordSort::Name), off]), edits(vec![entry(WordSort::Name)]));
}

fn entry() -> impl Strategy<Value = WordEntry> {
    let sort = prop_oneof![
        Just(WordSort::Name),
        Just(WordSort::Speaker),
        Just(WordSort::Cue),
        Just(WordSort::NotAQuotation),
        Just(WordSort::NotAName)
    ];
    let words = prop_oneof![
        Just("Ossory"),
        Just("Brume"),
        Just("Quist Marine"),
        Just("the Fatah leader"),
        Just("said"),
        Just("temporary"),
        Just("”"),
        Just(" "),
        Just("Long"),
        Just("Long Quay")
    ];
    let kind = prop_oneof![Just(None), Just(Some(EntityKind::Person)), Just(Some(EntityKind::Gpe))];
    (sort, words, kind, "[A-Z][a-z]{0,3}( [A-Z][a-z]{0,3})?", any::<bool>()).prop_map(
        |(sort, words, kind, name, is_off)| WordEntry { kind, name, is_off, ..WordEntry::new(sort, words) },
    )
}

proptest! {
    /// No file has the readers panic, and what they take can be written and read again.
    #[test]
    fn any_file_is_read_or_refused(
        parts in prop::collection::vec(
            prop_oneof![
                Just("{\"pullquote-words\":1,\"entries\":["), Just("{\"pullquote-guidelines\":1,"), Just("]}"), Just("}"),
                Just("{\"sort\":\"cue\",\"words\":\"x\"}"), Just(","), Just("\"kinds\":[\"direct\"]"), Just("[[[["), Just("\n"),
                Just("\"tags\":[{\"tag\":\"a\"}]"), Just("\u{feff}"), Just("😀"), Just("\0"), Just("1e999"),
            ],
            0..12,
        ),
    ) {
        let file = parts.concat();
        if let Ok(list) = WordList::from_json(&file) {
            prop_assert_eq!(WordList::from_json(&list.to_json()).unwrap(), list);
        }
        if let Ok(guidelines) = crate::guidelines::Guidelines::from_json(&file) {
            prop_assert_eq!(crate::guidelines::Guidelines::from_json(&guidelines.to_json()).unwrap(), guidelines);
        }
    }

    /// Whatever the list and the text: its edits can be made, undone, and made once; the file brings the list back.
    #[test]
    fn any_list_can_be_applied_and_taken_back(
        all in prop::collection::vec(entry(), 0..12),
        parts in prop::collection::vec(
            prop_oneof![
                Just("Ossory"), Just("Brume"), Just("Quist Marine"), Just("The Fatah leader"), Just("said"),
                Just("“temporary”"), Just("“We stay,”"), Just("Long Quay"), Just("Long"), Just(".\n\n"), Just("in"),
            ],
            0..24,
        ),
    ) {
        let document = Document::from_text(parts.join(" "));
        let words = WordList::from_entries(all);
        let found = annotate(&document);
        let edits = apply::edits(&words, &document, &found);
        let mut set = found.clone();
        let inverse = edit::apply(&mut set, edit::Edit::Batch(edits)).unwrap();
        prop_assert!(apply::edits(&words, &document, &set).is_empty(), "once is enough");
        edit::apply(&mut set, inverse).unwrap();
        prop_assert_eq!(set, found);
    }
}
