//! Why quotations were found: by example, rendered for reading. Scores are shown by their order alone, so that new
//! weights change an example only where they change its reasons.

use crate::document::Document;
use crate::recognise::{Explanation, PartExplanation, explain};
use crate::{CodePointPos, annotate};
use expect_test::{Expect, expect};

fn render(explanation: &Explanation) -> String {
    let words: Vec<&str> = explanation.words.iter().map(|w| w.text.as_str()).collect();
    let name = explanation.speaker_name.as_deref().unwrap_or("nobody");
    let head =
        format!("{:?} {}: {name} by {:?}\n", explanation.kind, words.join(" / "), explanation.resolution);
    head + &explanation.parts.iter().map(render_part).collect::<String>()
}

fn render_part(part: &PartExplanation) -> String {
    let rule = part.rule.as_ref().map_or("model".to_owned(), |rule| format!("{:?}", rule.rule));
    let cue = part.rule.as_ref().and_then(|rule| rule.cue.as_ref()).map_or("", |cue| cue.text.as_str());
    let candidates: Vec<&str> = part.candidates.iter().map(|c| c.words.text.as_str()).collect();
    format!("  {rule} [{cue}]; {:?} of {}\n", part.chosen_by, candidates.join(" > "))
}

fn check(text: &str, expected: Expect) {
    let explanations = explain(&Document::from_text(text));
    expected.assert_eq(&explanations.iter().map(render).collect::<String>());
}

#[test]
fn a_quotation_has_a_rule_a_cue_and_its_candidates() {
    check(
        "Prime Minister Ada Lund told the BBC that Norland would not go back.",
        expect![[r#"
            Indirect that Norland would not go back: Ada Lund by Some(Person)
              That [told]; Ranker of Prime Minister Ada Lund
        "#]],
    );
}

#[test]
fn a_quotation_that_its_cue_splits_has_two_parts() {
    check(
        "Ada Lund was pleased. “We go,” she said, “and you stay.”",
        expect![[r#"
            Direct “We go,” / “and you stay.”: Ada Lund by Some(Pronoun)
              Marks [said]; Ranker of she
              Marks [said]; Ranker of she
        "#]],
    );
}

#[test]
fn a_signature_chooses_the_speaker() {
    check(
        "“We will never go back to that.” — Ada Lund, mayor",
        expect![[r#"
            Direct “We will never go back to that.”: Ada Lund by Some(Person)
              Signature [—]; Signature of Ada Lund
        "#]],
    );
}

#[test]
fn a_claim_is_its_owners() {
    check(
        "The board rejected Ada Lund's claim that the bridge was unsafe.",
        expect![[r#"
        Indirect that the bridge was unsafe: Ada Lund by Some(Name)
          model []; Claim of The board > Ada Lund's
    "#]],
    );
    check(
        "The board said that Ada Lund's bridge was unsafe.",
        expect![[r#"
        Indirect that Ada Lund's bridge was unsafe: board by Some(Description)
          That [said]; Ranker of The board
    "#]],
    );
}

#[test]
fn nobody_reports_what_is_estimated() {
    check(
        "The harbour office opened. It is estimated that the bridge is safe.",
        expect![[r#"
        Indirect that the bridge is safe: nobody by None
          That [estimated]; Impersonal of It > The harbour office
    "#]],
    );
}

#[test]
fn a_text_without_quotations_has_no_explanations() {
    check("The bridge is closed. It opens again in May.", expect![""]);
    check("", expect![""]);
}

#[test]
fn the_explanations_are_those_of_the_annotations() {
    let document = Document::from_text(crate::SAMPLE);
    let set = annotate(&document);
    let annotated = set.in_order().filter_map(|annotation| Some((annotation, annotation.quote()?)));
    let annotated: Vec<_> = annotated
        .map(|(annotation, quote)| {
            let words: Vec<&str> = annotation.spans.iter().map(|&span| document.slice(span)).collect();
            (words.join(" / "), quote.speaker.clone())
        })
        .collect();
    let explained: Vec<_> = explain(&document)
        .into_iter()
        .map(|e| {
            let words: Vec<&str> = e.words.iter().map(|w| w.text.as_str()).collect();
            (words.join(" / "), e.speaker_name)
        })
        .collect();
    assert!(!explained.is_empty());
    assert_eq!(explained, annotated);
}

#[test]
fn numbers_lie_in_their_ranges() {
    for explanation in explain(&Document::from_text(crate::SAMPLE)) {
        let least = explanation.parts.iter().map(|part| part.confidence).fold(1.0, f32::min);
        assert_eq!(explanation.confidence, least);
        for part in &explanation.parts {
            let m = &part.marginals;
            let all = [m.begin, m.end, m.inside, m.cue.unwrap_or(0.0), m.source.unwrap_or(0.0)];
            assert!(all.iter().all(|p| (0.0..=1.0).contains(p)), "{m:?}");
            assert!(part.threshold <= part.score, "a span under the threshold is none");
            let sum: f32 = part.calibration.iter().map(|term| term.value * term.weight).sum();
            assert!((1.0 / (1.0 + (-sum).exp()) - part.confidence).abs() < 1e-6);
            assert!(part.candidates.is_sorted_by(|a, b| b.score <= a.score));
        }
    }
}

#[test]
fn a_position_is_in_code_points() {
    let text = "Été 😀. “We will not go back,” said Ada Lund.";
    let explanations = explain(&Document::from_text(text));
    let at = |position: u32| explanations.iter().any(|e| e.is_at(CodePointPos(position)));
    assert_eq!([6, 7, 28, 29].map(at), [false, true, true, false]);
}

#[test]
fn quotations_in_another_language_are_found_by_its_own_rules() {
    check(
        "The council of Torvik voted on the ferry on Friday, and the mayor was pleased with it.\n\n\
         « Nous garderons le bac aussi longtemps que les habitants en auront besoin », a déclaré Anne Dupuis.\n\n\
         “The ferry stays,” Ada Lund said.",
        expect![[r#"
            Direct « Nous garderons le bac aussi longtemps que les habitants en auront besoin »: Anne Dupuis by None
            Direct “The ferry stays,”: Ada Lund by Some(Person)
              Marks [said]; Ranker of Ada Lund > The council of Torvik
        "#]],
    );
}

/// Almost every quotation has a speaker: with none, hardly one is thought right with its speaker. How sure the words are is
/// another question.
#[test]
fn without_a_speaker_the_confidence_is_that_of_the_words() {
    let confidence = |text: &str| {
        let document = Document::from_text(text);
        let set = annotate(&document);
        let quotation = set.in_order().find(|annotation| annotation.quote().is_some()).expect("there is one");
        let explanation = &explain(&document)[0];
        assert_eq!(quotation.confidence(), explanation.confidence);
        let part = &explanation.parts[0];
        (explanation.speaker_name.clone(), explanation.confidence, part.confidence, part.score)
    };
    let nobody = "The pier is closed.\n\n“We will never go back to that.”\n\nThe town voted on Monday.";
    let (name, shown, with_speaker, score) = confidence(nobody);
    assert_eq!(name, None);
    assert!(with_speaker < 0.01 && 0.5 < shown && 0.0 < score, "{with_speaker} {shown} {score}");
    let (name, shown, with_speaker, _) = confidence("“We will never go back to that,” said Ada Lund.");
    assert_eq!((name.as_deref(), shown), (Some("Ada Lund"), with_speaker));
}
