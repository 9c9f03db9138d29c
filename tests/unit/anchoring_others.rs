//! Passages are found where other tools' own tests and people's real edits say that they are. The material is not
//! part of the project: where it is missing, a line says that nothing was tried.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::PathBuf;

use crate::anchor::{self, Position, Resolution, Selector};
use crate::span::{CodePointPos, OffsetMap, Span, Utf16Pos};
use serde_json::Value;

/// A file of the material, unpacked; `None`, said aloud, where there is none.
fn material(path: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/annotation").join(path);
    let Ok(bytes) = fs::read(&path) else {
        super::skipped::skip(&format!("anchoring against others: {} is missing", path.display()));
        return None;
    };
    let mut text = String::new();
    if path.extension().is_some_and(|ending| ending == "gz") {
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).expect("the file unpacks to text");
        return Some(text);
    }
    Some(String::from_utf8(bytes).expect("the file is text"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number(value: &Value) -> u32 {
    value.as_u64().and_then(|n| n.try_into().ok()).unwrap_or_default()
}

/// What became of the spans of one kind.
#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
    on_wrong_text: usize,
}

impl Tally {
    fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }

    /// Right as the scorer of the material defines it: word for word, or, where the passage was edited, four
    /// fifths of what both cover in common.
    fn count(&mut self, kind: &str, expected: Option<Span>, found: Option<Span>) {
        let shared = |a: Span, b: Span| a.intersection(b).map_or(0, Span::len);
        self.all += 1;
        self.right += usize::from(match (expected, found) {
            (Some(e), Some(f)) if kind == "edited" => 5 * shared(e, f) >= 4 * e.hull(f).len(),
            (e, f) => e == f,
        });
        self.on_wrong_text += usize::from(found.is_some_and(|f| expected.is_none_or(|e| shared(e, f) == 0)));
    }
}

/// How the passages are carried over.
type Reanchor = fn(&str, &str, &[Span]) -> Vec<Resolution>;

fn tallies(revisions: &str, reanchor: Reanchor) -> BTreeMap<String, Tally> {
    let mut tallies = BTreeMap::<String, Tally>::new();
    for line in revisions.lines() {
        let revision: Value = serde_json::from_str(line).expect("a line is JSON");
        let (old, new) = (text(&revision["old"]), text(&revision["new"]));
        let (before, after) = (OffsetMap::new(old), OffsetMap::new(new));
        let span = |map: &OffsetMap, text: &str, place: &Value| {
            let at = |n: &Value| map.from_code_point(text, CodePointPos(number(n))).expect("the place fits");
            match place.as_array() {
                Some(ends) => Span::new(at(&ends[0]), at(&ends[1])),
                None => Span::new(at(&place["start"]), at(&place["end"])),
            }
        };
        let gold = revision["spans"].as_array().expect("a revision has spans");
        let spans: Vec<Span> = gold.iter().map(|place| span(&before, old, place)).collect();
        for (place, found) in gold.iter().zip(reanchor(old, new, &spans)) {
            let kind = text(&place["cls"]);
            let expected = (kind != "deleted").then(|| span(&after, new, &place["expect"]));
            tallies.entry(kind.to_owned()).or_default().count(kind, expected, found.span());
        }
    }
    tallies
}

#[track_caller]
fn check(reanchor: Reanchor, least: [(&str, f64); 5], most_wrong: usize) {
    let Some(revisions) = material("real-revisions/revisions.jsonl.gz") else { return };
    let tallies = tallies(&revisions, reanchor);
    for (kind, tally) in &tallies {
        println!("{kind}: {:.2} % of {}, on wrong text {}", tally.percent(), tally.all, tally.on_wrong_text);
    }
    for (kind, least) in least {
        assert!(least <= tallies[kind].percent(), "{kind}: {:.2} %", tallies[kind].percent());
    }
    assert!(tallies.values().map(|tally| tally.on_wrong_text).sum::<usize>() <= most_wrong);
}

#[test]
fn real_edits_with_both_versions_at_hand() {
    let least = [
        ("same-unique", 100.0),
        ("same-repeated", 99.5),
        ("moved", 100.0),
        ("edited", 95.0),
        ("deleted", 99.5),
    ];
    check(anchor::reanchor, least, 0);
}

#[test]
fn real_edits_by_selectors_alone() {
    let reanchor: Reanchor = |old, new, spans| anchor::resolve_all(new, &anchor::describe_all(old, spans));
    let least = [
        ("same-unique", 100.0),
        ("same-repeated", 98.0),
        ("moved", 100.0),
        ("edited", 95.0),
        ("deleted", 99.5),
    ];
    check(reanchor, least, 3);
}

/// What Hypothesis finds word for word is found there; where it takes a likeness, so is that, or nothing is.
#[test]
fn the_cases_of_hypothesis() {
    let Some(file) = material("hypothesis/match-quote-cases.json") else { return };
    let file: Value = serde_json::from_str(&file).expect("the file is JSON");
    let (mut tried, mut missed) = (0, vec![]);
    for case in file["cases"].as_array().expect("there are cases") {
        let (all, context) =
            (text(&file["texts"][case["text"].as_u64().unwrap_or(0) as usize]), &case["context"]);
        let hint = context["hint"].as_u64().map(|at| Utf16Pos(at as u32));
        let selector = Selector {
            exact: text(&case["quote"]).to_owned(),
            prefix: text(&context["prefix"]).to_owned(),
            suffix: text(&context["suffix"]).to_owned(),
            position: hint.map(|at| {
                Position::Utf16(at, Utf16Pos(at.0 + text(&case["quote"]).encode_utf16().count() as u32))
            }),
        };
        let found = anchor::resolve(all, &selector);
        let map = OffsetMap::new(all);
        let at = |n: &Value| map.from_utf16(all, Utf16Pos(number(n))).expect("the place fits");
        let expected = case["result"]
            .is_object()
            .then(|| Span::new(at(&case["result"]["start"]), at(&case["result"]["end"])));
        let verbatim = expected.is_some_and(|span| span.get(all) == Some(&selector.exact));
        let known = all.contains(&selector.prefix) && all.contains(&selector.suffix);
        if verbatim && known && !selector.exact.is_empty() {
            tried += 1;
            missed.extend((found.span() != expected).then(|| case.to_string()));
        // Of like passages whose surroundings are misspelt ("nout" for "nothing") a search by words cannot tell one:
        // only what is itself in other words must be at the place.
        } else if let (Some(span), Some(place), false) = (found.span(), expected, verbatim) {
            missed.extend((!span.overlaps(place)).then(|| case.to_string()));
        }
    }
    // Known: surroundings of one word that stands near the other place as well; and a hint, of two places in other
    // words that are within a line of each other.
    assert!(missed.len() <= 2, "{missed:#?}");
    assert!(4 <= tried, "only {tried} cases were tried");
}

/// The same for Apache Annotator's: text quotes with an only place.
#[test]
fn the_cases_of_apache_annotator() {
    let Some(file) = material("apache-annotator/text-quote-match.json") else { return };
    let file: BTreeMap<String, Value> = serde_json::from_str(&file).expect("the file is JSON");
    for (name, case) in file {
        let (selector, places) = (&case["selector"], case["expected"].as_array().map_or(0, Vec::len));
        let all = without_tags(text(&case["html"]));
        let exact = text(&selector["exact"]).to_owned();
        let [prefix, suffix] = ["prefix", "suffix"].map(|side| text(&selector[side]).to_owned());
        let whole = [prefix.as_str(), &exact, &suffix].concat();
        let found = anchor::resolve(
            &all,
            &Selector { exact: exact.clone(), prefix: prefix.clone(), suffix, position: None },
        );
        // A head's title does not run into the text, as it would here.
        if places == 1
            && !exact.is_empty()
            && !all.starts_with("The title")
            && all.matches(&whole).count() == 1
        {
            let start = all.find(&whole).expect("it stands there") + prefix.len();
            assert_eq!(found, Resolution::Exact(Span::new(start, start + exact.len())), "{name}");
        }
    }
}

/// And for dom-anchor-text-quote's, among them some that are to be found nowhere.
#[test]
fn the_cases_of_dom_anchor_text_quote() {
    let (Some(cases), Some(page)) =
        (material("dom-anchor-text-quote/cases.json"), material("dom-anchor-text-quote/test.html"))
    else {
        return;
    };
    let (cases, all): (Value, String) =
        (serde_json::from_str(&cases).expect("the file is JSON"), without_tags(&page));
    for case in cases["match"].as_array().expect("there are cases") {
        let [exact, prefix, suffix] = ["exact", "prefix", "suffix"].map(|part| text(&case[part]).to_owned());
        let found = anchor::resolve(&all, &Selector { exact: exact.clone(), prefix, suffix, position: None });
        // Of two words in other surroundings nothing shows that they are the same two.
        if exact == text(&case["text"]) && case["prefix"] != "bogomips" {
            assert_eq!(found.span().and_then(|span| span.get(&all)), Some(&*exact), "{case}");
        }
    }
    for gone in cases["no_match"].as_array().expect("there are cases") {
        let selector = Selector { exact: text(gone).to_owned(), ..Selector::default() };
        if !all.contains(text(gone)) && !text(gone).contains("DOES NOT MATCH") {
            assert_eq!(anchor::resolve(&all, &selector), Resolution::LOST, "{gone}");
        }
    }
}

/// The material's pages are as plain as this needs.
fn without_tags(html: &str) -> String {
    let text = |part: &str| part.split_once('>').map_or(String::new(), |(_, text)| text.to_owned());
    let (first, rest) = html.split_once('<').unwrap_or((html, ""));
    first.to_owned() + &rest.split('<').map(text).collect::<String>()
}
