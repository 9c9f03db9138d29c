//! What became of passages, in readable examples: `tests/passages/*.txt`. Removed, altered, the same in another form.

use crate::anchor::{self, PassageCandidate, Resolution};
use crate::span::Span;

/// A passage in two versions of a text, and what became of it.
struct PassageExample<'a> {
    title: &'a str,
    expected: &'a str,
    old: String,
    new: String,
}

fn examples(file: &str) -> Vec<PassageExample<'_>> {
    file.split("\n# ")
        .skip(1)
        .map(|example| {
            let (title, rest) = example.split_once('\n').expect("a title");
            let (expected, rest) = rest.split_once('\n').expect("what is expected");
            let (old, new) = rest.split_once("\n--\n").expect("two versions");
            PassageExample { title, expected, old: shown(old), new: shown(new.trim_end_matches('\n')) }
        })
        .collect()
}

/// The text with `\u{…}` read as the character that it names.
fn shown(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (code, rest) = part.split_once('}').expect("a closed escape");
        let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character");
        format!("{text}{c}{rest}")
    })
}

/// The text without ⟦ and ⟧, and what they enclose.
fn unmarked(text: &str) -> (String, Option<Span>) {
    let plain = text.replace(['⟦', '⟧'], "");
    let ends = text.find('⟦').zip(text.find('⟧'));
    (plain, ends.map(|(start, end)| Span::new(start, end - '⟦'.len_utf8())))
}

fn rendered(text: &str, resolution: Resolution) -> (&'static str, String) {
    let marked = |span: Span| {
        let (start, end) = (span.start().index(), span.end().index());
        format!("{}⟦{}⟧{}", &text[..start], &text[start..end], &text[end..])
    };
    match resolution {
        Resolution::Exact(span) => ("same", marked(span)),
        Resolution::Moved { span, score } => {
            assert!(0.0 < score && score < 1.0, "{score} for an altered passage");
            ("altered", marked(span))
        }
        Resolution::Lost { candidate: Some(PassageCandidate { span, .. }) } => ("asked", marked(span)),
        Resolution::Lost { candidate: None } => ("lost", text.to_owned()),
    }
}

/// Says of each example that went wrong what came out.
fn wrong(file: &str) -> Vec<String> {
    let mut wrong = vec![];
    for PassageExample { title, expected, old, new } in examples(file) {
        let (old, span) = unmarked(&old);
        let span = span.expect("a passage is marked");
        let (plain, _) = unmarked(&new);
        let (status, text) = rendered(&plain, anchor::reanchor(&old, &plain, &[span])[0]);
        let is_right = status == expected && (text == new || !new.contains('⟦'));
        if !is_right {
            wrong.push(format!("# {title}\n{status}, not {expected}\n{text}"));
        }
    }
    wrong
}

#[track_caller]
fn check(file: &str) {
    let wrong = wrong(file);
    let all = examples(file).len();
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_was_removed_is_not_found_in_what_is_like_it() {
    check(include_str!("../passages/removed.txt"));
}

#[test]
fn what_was_altered_is_found() {
    check(include_str!("../passages/altered.txt"));
}

#[test]
fn letters_in_another_form_are_the_same() {
    check(include_str!("../passages/forms.txt"));
}

#[test]
fn a_name_or_a_date_is_found_with_other_letters() {
    check(include_str!("../passages/respelled.txt"));
}

#[test]
fn more_of_the_same_kinds() {
    check(include_str!("../passages/more.txt"));
}

#[test]
fn of_two_selectors_one_has_a_place() {
    let old = "“We were never asked,” said Anna Holt. “We were never asked,” said Piet Maas.";
    let new = "“We were never asked,” said Piet Maas.";
    let spans: Vec<Span> = old
        .match_indices("“We")
        .map(|(start, _)| Span::new(start, start + "“We were never asked,”".len()))
        .collect();
    let found = anchor::resolve_all(new, &anchor::describe_all(old, &spans));
    assert_eq!(found[0].span(), None);
    assert_eq!(found[1], Resolution::Exact(Span::new(0, "“We were never asked,”".len())));
}

#[test]
fn a_selector_tells_one_speaker_from_another() {
    let old = "“I saw the red lamp go out,” said Anna Holt. Nobody slept.";
    let new = "Nobody slept. “I saw the blue lamp go out,” said Piet Maas.";
    let quotation = Span::new(0, old.find(" said").expect("it is there"));
    let Resolution::Lost { candidate: Some(candidate) } =
        anchor::resolve(new, &anchor::describe(old, quotation))
    else {
        panic!("another speaker's words are taken for these");
    };
    assert_eq!(candidate.span.get(new), Some("“I saw the blue lamp go out,”"));
}
