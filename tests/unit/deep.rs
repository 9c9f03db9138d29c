//! The second reading: what it adds, moves and takes away.

use crate::{Document, SecondReading, Why, annotate, annotate_after, deep_paragraphs};

/// Spans that a reading marks are between braces with their kind: `{C:that it stays}`.
const MARKS: [char; 2] = ['{', '}'];

const LABELS: &str = r#"["O","B-C","I-C","E-C","S-C","B-I","I-I","E-I","S-I","B-K","I-K","E-K","S-K","B-S","I-S","E-S","S-S"]"#;

/// A model whose readings alone decide: what is nearly certain is a quotation.
fn description() -> String {
    let names = "one first first_confidence exact content ignored likeliest first_elsewhere first_near direct mixed \
                 first_elsewhere_confidence marked_near first_and_near length source";
    let weights: String = names.split(' ').map(|name| format!(r#""{name}":0,"#)).collect();
    format!(r#"{{"labels":{LABELS},"combination":{{"threshold":0.5,"weights":{{{weights}"near":1}}}}}}"#)
}

/// The words and costs of a paragraph with marks, as JSON.
fn read_paragraph(marked: &str) -> String {
    let (mut words, mut costs, mut at) = (vec![], vec![], 0);
    let mut kind = None;
    for piece in marked.split_inclusive(MARKS) {
        let (body, mark) = match piece.strip_suffix(MARKS) {
            Some(body) => (body, piece.chars().next_back()),
            None => (piece, None),
        };
        let (named, body) = match kind {
            Some(()) => body.split_at(2),
            None => ("", body),
        };
        let first = words.len();
        let mut rest = body;
        while let Some(start) = rest.find(|c: char| !c.is_whitespace()) {
            let end = rest[start..].find(char::is_whitespace).map_or(rest.len(), |end| start + end);
            words.push([at + start, at + end]);
            at += end;
            rest = &rest[end..];
        }
        at += rest.len();
        let count = words.len() - first;
        for n in 0..count {
            let place = match (n == 0, n + 1 == count) {
                (true, true) => 4,
                (true, false) => 1,
                (false, false) => 2,
                (false, true) => 3,
            };
            let kinds = ["C:", "I:", "K:", "S:"];
            let label = kinds.iter().position(|kind| *kind == named).map_or(0, |kind| 4 * kind + place);
            let row: Vec<u16> = (0..17).map(|other| if other == label { 0 } else { 9000 }).collect();
            costs.extend(row);
        }
        kind = (mark == Some('{')).then_some(());
    }
    serde_json::json!({ "words": words, "costs": costs }).to_string()
}

fn without_marks(marked: &str) -> String {
    ["C:", "I:", "K:", "S:"]
        .iter()
        .fold(marked.replace('}', ""), |text, kind| text.replace(&format!("{{{kind}"), ""))
}

/// The quotations of an article after both readings, with who said them.
fn both(marked: &[&str]) -> Vec<String> {
    let paragraphs: Vec<String> = marked.iter().map(|paragraph| without_marks(paragraph)).collect();
    let document = Document::from_text(paragraphs.join("\n\n"));
    assert_eq!(deep_paragraphs(&document), paragraphs);
    let read: Vec<String> = marked.iter().map(|paragraph| read_paragraph(paragraph)).collect();
    let reading = SecondReading::from_json(&description(), &format!("[{}]", read.join(","))).unwrap();
    shown(&document, &annotate_after(&reading, &document))
}

fn shown(document: &Document, set: &crate::AnnotationSet) -> Vec<String> {
    let quotes = set.in_order().filter_map(|annotation| Some((annotation, annotation.quote()?)));
    let show = |(annotation, quote): (&crate::Annotation, &crate::Quote)| {
        let words: Vec<&str> = annotation.spans.iter().map(|&span| document.slice(span)).collect();
        let is_new = matches!(annotation.origin, crate::Origin::Machine { why: Why::DeepReading, .. });
        let sign = if is_new { "+ " } else { "" };
        format!("{sign}{}: {}", quote.speaker.as_deref().unwrap_or("?"), words.join(" … "))
    };
    quotes.map(show).collect()
}

#[test]
fn what_was_not_read_stays_as_it_was() {
    let document = Document::from_text("Mara Lindqvist said that the ferry would stay.");
    let reading = SecondReading::from_json(&description(), "[]").unwrap();
    assert_eq!(annotate_after(&reading, &document), annotate(&document));
    // Words of another text, and numbers that are none of a word.
    for other in [
        r#"[{"words":[[0,900]],"costs":[]}]"#,
        r#"[{"words":[[0,4],[2,9]],"costs":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}]"#,
        r#"[{"words":[[0,4]],"costs":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}]"#,
    ] {
        let reading = SecondReading::from_json(&description(), other).unwrap();
        assert_eq!(annotate_after(&reading, &document), annotate(&document), "{other}");
    }
}

#[test]
fn quotations_are_added_with_their_speakers_and_taken_away() {
    let plan = "{S:Mara Lindqvist} {K:blamed} the weather {C:for the late ferries of this spring} on Monday.";
    assert_eq!(both(&[plan]), ["+ Mara Lindqvist: for the late ferries of this spring"]);
    assert_eq!(both(&["Mara Lindqvist said that the ferry would stay."]), [] as [&str; 0]);
    let same = "{S:Mara Lindqvist} {K:said} {C:that the ferry would stay}.";
    assert_eq!(both(&[same]), ["Mara Lindqvist: that the ferry would stay"]);
}

#[test]
fn what_happened_to_somebody_is_no_speaker() {
    let of =
        |source: &str| format!("{{S:{source}}} {{K:showed}} {{C:that the old harbour was unsafe}} at night.");
    assert_eq!(both(&[&of("The killing of two guards")]), ["+ ?: that the old harbour was unsafe"]);
    assert_eq!(both(&[&of("Peaceful protests in Bergen")]), ["+ ?: that the old harbour was unsafe"]);
    let witnesses = of("Witnesses to the killing of two guards");
    assert!(!both(&[&witnesses])[0].starts_with("+ ?"));
}

#[test]
fn edges_move() {
    let moved = "{S:Mara Lindqvist} {K:said} {C:that the ferry would stay} and the bus would go.";
    assert_eq!(both(&[moved]), ["+ Mara Lindqvist: that the ferry would stay"]);
}

/// Where the words can be nothing else by their form, the second reading moves their edges at most.
#[test]
fn a_plain_report_is_not_weighed_away() {
    let plain = "The survey found that the old ferry leaks.";
    assert_eq!(both(&[plain]), ["survey: that the old ferry leaks"]);
    assert_eq!(both(&["The captain thought that the old ferry leaks."]), [] as [&str; 0]);
    let moved = "{S:The survey} {K:found} {C:that the old ferry leaks} and the new one has no lamps.";
    assert_eq!(both(&[moved]), ["+ survey: that the old ferry leaks"]);
}

#[test]
fn what_is_no_speech_stays_none() {
    let charge = "{S:Mara Lindqvist} is {K:charged with} {C:the theft of the old ferry}.";
    assert_eq!(both(&[charge]), [] as [&str; 0]);
    let report = "{S:Mara Lindqvist} {K:denied} {C:the theft of the old ferry}.";
    assert_eq!(both(&[report]).len(), 1);
    let named = "{S:The crew} {K:attacked} {C:the “stay in port” policy}.";
    assert_eq!(both(&[named]), [] as [&str; 0]);
}

#[test]
fn turns_stay_whatever_the_second_reading_says() {
    let turns = [
        "Q: Will the ferry stay, Ms Lindqvist?",
        "A: It will stay.",
        "Q: Why?",
        "A: {C:Because} people need it.",
    ];
    let document = Document::from_text(turns.map(without_marks).join("\n\n"));
    assert_eq!(both(&turns), shown(&document, &annotate(&document)));
}

#[test]
fn only_english_paragraphs_of_the_article_are_read() {
    let french =
        "Le bateau reste, a dit la maire dans une lettre aux habitants de la ville et de ses environs.";
    let text = format!("The ferry stays, the mayor said in a letter to all people of the town.\n\n{french}");
    let read = deep_paragraphs(&Document::from_text(text));
    assert_eq!(read.iter().map(String::is_empty).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn descriptions_of_other_models_are_refused() {
    let refused = |description: &str| SecondReading::from_json(description, "[]").unwrap_err().to_string();
    let fewer = description().replace("\"S-S\"", "\"S-X\"");
    let more = description().replace("\"near\"", "\"other\":1,\"near\"");
    for description in ["", "{}", &fewer, &more] {
        assert!(refused(description).starts_with("the model is described in another way"));
    }
    assert!(SecondReading::from_json(&description(), "{}").is_err());
}

/// A model that is sure of nothing makes the most candidates.
#[test]
fn a_long_paragraph_of_doubtful_words_takes_bounded_time() {
    let count = 20_000;
    let document = Document::from_text("the ferry ".repeat(count / 2));
    let start = |word: usize| word / 2 * 10 + word % 2 * 4;
    let words: Vec<[usize; 2]> =
        (0..count).map(|word| [start(word), start(word) + 3 + word % 2 * 2]).collect();
    let costs: Vec<usize> = (0..count * 17).map(|n| n * 7919 % 997).collect();
    let read = serde_json::json!([{ "words": words, "costs": costs }]).to_string();
    let reading = SecondReading::from_json(&description(), &read).unwrap();
    let started = std::time::Instant::now();
    annotate_after(&reading, &document);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

/// A description of a model that knows names, too, and is believed as much as the first reading.
fn description_with_names() -> String {
    let names =
        ["PERSON", "ORG", "PLACE", "NORP", "MISC"].map(|kind| format!(r#","B-{kind}","I-{kind}""#)).concat();
    let labels = LABELS.replace(']', &format!(r#","O"{names}]"#));
    description().replacen(LABELS, &labels, 1).replacen('{', r#"{"names":{"first":0.5,"second":0.5},"#, 1)
}

/// The names of a text after both readings; the second takes the word at `named` for the label of that number.
fn names_after(text: &str, named: usize, label: usize) -> Vec<String> {
    let document = Document::from_text(text);
    let mut costs = vec![];
    let words: Vec<[usize; 2]> =
        text.match_indices(char::is_alphabetic).fold(vec![], |mut words: Vec<[usize; 2]>, (at, _)| {
            match words.last_mut() {
                Some(last) if last[1] == at => last[1] += 1,
                _ => words.push([at, at + 1]),
            }
            words
        });
    for word in 0..words.len() {
        let label = if word == named { label } else { 0 };
        costs.extend((0..17).map(|other| if other == 0 { 0 } else { 9000 }));
        costs.extend((0..11).map(|other| if other == label { 0 } else { 9000 }));
    }
    let read = serde_json::json!([{ "words": words, "costs": costs }]).to_string();
    let reading = SecondReading::from_json(&description_with_names(), &read).unwrap();
    let set = annotate_after(&reading, &document);
    let name = |a: &crate::Annotation| Some((document.slice(a.spans.first()), a.entity()?.kind));
    set.in_order().filter_map(name).map(|(words, kind)| format!("{kind:?} {words}")).collect()
}

#[test]
fn names_are_those_of_both_readings() {
    let text = "Sunrise is strong in the north. Few voted for Sunrise.";
    let [organisation, place] = [3, 5];
    assert_eq!(names_after(text, 0, organisation)[0], "Org Sunrise");
    assert_eq!(names_after(text, 0, place)[0], "Gpe Sunrise");
}

#[test]
fn what_a_model_says_of_names_must_be_told_how_to_be_weighed() {
    let refused = |description: &str| SecondReading::from_json(description, "[]").unwrap_err().to_string();
    let unweighed = description_with_names().replace("names", "other");
    let unnamed = description_with_names().replace("B-ORG", "B-BODY");
    let without = description().replacen('{', r#"{"names":{"first":1,"second":1},"#, 1);
    for description in [unweighed, unnamed, without] {
        assert!(refused(&description).starts_with("the model is described in another way"), "{description}");
    }
}
