//! The named things that are found in articles: fixtures of text with what should come out, one phenomenon each.

use std::path::{Path, PathBuf};

use crate::annotation::EntityKind;
use crate::document::Document;
use crate::recognise::entities;
use proptest::prelude::*;

/// The article's paragraphs, each followed by its entities: `PERSON Hadi Ozturk | GPE Iraq`.
fn render(text: &str) -> String {
    let document = Document::from_text(text);
    let found = entities::find(&document);
    let mut lines = vec![];
    for paragraph in document.paragraphs() {
        lines.push(document.slice(paragraph.span).to_string());
        let within = found.iter().filter(|e| paragraph.span.covers(e.span));
        let names = within.map(|e| format!("{} {}", label(e.kind), document.slice(e.span)));
        lines.push(format!("= {}", names.collect::<Vec<_>>().join(" | ")).trim_end().to_string());
    }
    lines.join("\n") + "\n"
}

fn label(kind: EntityKind) -> String {
    serde_json::to_string(&kind).expect("kinds are written as words").replace('"', "")
}

/// A fixture holds paragraphs, each with a line `= …` of what should be found. `UPDATE=1 cargo test` rewrites
/// those lines; read the difference before you keep it.
fn check(name: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/entities").join(name);
    let fixture = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let text: Vec<&str> = fixture.lines().filter(|line| !line.starts_with('=')).collect();
    compare(&path, name, &fixture, render(&text.join("\n\n")));
}

/// The same where each paragraph is an article.
fn check_alone(name: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/entities").join(name);
    let fixture = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let articles = fixture.lines().filter(|line| !line.starts_with('='));
    compare(&path, name, &fixture, articles.map(render).collect());
}

fn compare(path: &Path, name: &str, fixture: &str, rendered: String) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, rendered).expect("the fixture can be written");
    } else {
        assert_eq!(rendered, fixture, "{name}");
    }
}

#[test]
fn names_of_all_the_world_are_found() {
    check("world_names.txt");
}

#[test]
fn names_in_headlines_are_found() {
    check("headlines.txt");
}

#[test]
fn names_end_where_titles_and_possessives_begin() {
    check("borders.txt");
}

#[test]
fn places_and_governments_are_told_apart() {
    check("places.txt");
}

/// Small letters that begin brands, possessives, names joined by "and".
#[test]
fn brands_possessives_and_pairs_are_found() {
    check("brands.txt");
}

#[test]
fn events_works_laws_and_products_are_told_apart() {
    check("kinds.txt");
}

/// What a name is, is said in one place and holds in another: acronyms, surnames, places.
#[test]
fn a_name_is_what_it_is_elsewhere_in_the_article() {
    check("elsewhere.txt");
}

/// What can only be told from the rest of the article: a club called after a town, and the town.
#[test]
fn the_whole_article_decides() {
    check_alone("clubs.txt");
}

/// What the words beside a name say of it, each an article.
#[test]
fn words_beside_a_name_tell_what_it_is() {
    check_alone("beside_names.txt");
}

#[test]
fn datelines_name_a_place_and_an_agency() {
    check_alone("datelines.txt");
}

/// Peoples that no list knows, each an article: by what stands beside their other mentions.
#[test]
fn peoples_of_no_list_are_found() {
    check_alone("peoples.txt");
}

#[test]
fn amounts_are_found_by_rule() {
    check("amounts.txt");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the text: spans on character borders, in order, disjoint, confidences between 0 and 1.
    #[test]
    fn spans_are_sound(text in "(\\PC|[A-Za-z ]|\r\n|\0|Mr\\. |U\\.S\\. |\\$5 |the |’s |-|😀|e\u{301}|ש){0,200}") {
        let document = Document::from_text(text.as_str());
        let mut end = 0;
        for entity in entities::find(&document) {
            prop_assert!(end <= entity.span.start().index(), "out of order: {entity:?}");
            prop_assert!(entity.span.get(&text).is_some_and(|name| name.trim() == name && !name.is_empty()));
            prop_assert!((0.0..=1.0).contains(&entity.confidence));
            end = entity.span.end().index();
        }
    }
}
