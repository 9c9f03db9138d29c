//! Annotation sets out and in again, between pages that know nothing of each other; files that are none.

use crate::page::Page;
use crate::scene::{file, folder, visit, visit_sample};
use pullquote::Format;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const TITLE: &str = "Harbour board votes to keep Skarnholm";

fn exported(page: &Page, format: Format) -> String {
    page.exported(format.name(), &format.file_name(TITLE))
}

/// One of each kind of correction.
fn work(page: &Page) {
    page.click_words("You cannot tell four hundred");
    page.press("x");
    page.says("Rejected");
    page.click_words("a reprieve");
    page.press("y");
    page.says("Confirmed");
    page.press("s");
    page.write("Zoë O’Hara 🎙");
    page.press("Enter");
    page.says("Speaker");
    page.press("t");
    page.write("check, <b>bold</b>");
    page.press("Tab");
    page.says("Tags saved");
    page.press("Escape");
    page.select_words("any request");
    page.click("button", "Note");
    page.press("c");
    page.write("Which one?");
    page.press("Tab");
    page.says("Comment saved");
    page.press("Escape");
}

#[test]
fn a_set_comes_back_as_it_went() {
    let folder = folder();
    let page = visit_sample();
    work(&page);
    let offered =
        page.eval("return [...document.querySelectorAll('#format option')].map((option) => option.value)");
    let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    assert_eq!(offered, json!(names));
    // The binary one: tests/browser/formats.rs.
    for &format in Format::ALL.iter().filter(|format| !format.is_binary()) {
        let set = exported(&page, format);
        // Token files have no place for speakers.
        let expected = if format == Format::Iob2 { "B-PERSON" } else { "Zoë O’Hara" };
        assert!(set.contains(expected), "{format}: {set}");
    }
    let set = exported(&page, Format::Jsonld);
    serde_json::from_str::<Value>(&set).expect("JSON-LD is JSON");
    let file = file(&folder, "set.jsonld", &set);
    drop(page);

    // Another reader, with no article open: the file brings its own.
    let page = visit();
    page.import(&file);
    page.says("imported");
    page.assert_focus("article", "the import opened an article");
    assert_same(&exported(&page, Format::Jsonld), &set);
    assert!(page.listed("Problems").iter().any(|p| p.contains("You cannot tell")));
    assert!(page.listed("Notes").iter().any(|n| n.contains("Which one?")));
    page.import(&file);
    page.says("Nothing new: all");
    assert_same(&exported(&page, Format::Jsonld), &set);
    drop(page);

    // A third has opened the article and has the machine's suggestions: those that were corrected give way.
    let page = visit_sample();
    page.import(&file);
    page.says("imported");
    assert_same(&exported(&page, Format::Jsonld), &set);
    page.click("button", "Undo");
    page.says("Undone: Import");
    assert!(page.marked("quote").iter().any(|q| q.contains("You cannot tell")));
}

/// The same annotations, whatever their ids are.
#[track_caller]
fn assert_same(one: &str, other: &str) {
    let (one, other) = (without_ids(one), without_ids(other));
    let lost: Vec<_> = other.iter().filter(|line| !one.contains(line)).collect();
    let new: Vec<_> = one.iter().filter(|line| !other.contains(line)).collect();
    assert!(lost.is_empty() && new.is_empty(), "lost: {lost:#?}\nnew: {new:#?}");
    assert_eq!(one.len(), other.len());
}

/// Each annotation of a set as one line. In place of every id stand the words of the annotation that has it.
fn without_ids(set: &str) -> Vec<String> {
    let set: Value = serde_json::from_str(set).expect("JSON-LD is JSON");
    let items = set["first"]["items"].as_array().expect("a set has items");
    let words =
        |item: &Value| item["target"].pointer("/0/selector/0/exact").unwrap_or(&item["target"]).to_string();
    let ids = |item: &Value| ["id", "pq:id"].map(|name| item[name].as_str().unwrap_or_default().to_owned());
    let names: BTreeMap<String, String> = items
        .iter()
        .flat_map(|item| ids(item).map(|id| (id, words(item))))
        .filter(|(id, _)| !id.is_empty())
        .collect();
    let line = |item: &Value| {
        let mut item = item.clone();
        item.as_object_mut()
            .expect("an item is an object")
            .retain(|name, _| !["id", "pq:id"].contains(&&**name));
        plain(&item, &names).to_string()
    };
    items.iter().map(line).collect()
}

fn plain(value: &Value, names: &BTreeMap<String, String>) -> Value {
    match value {
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), plain(value, names))).collect())
        }
        Value::Array(items) => items.iter().map(|item| plain(item, names)).collect(),
        Value::String(text) => names.get(text).unwrap_or(text).clone().into(),
        other => other.clone(),
    }
}

const HOSTILE: &str =
    r#"<img src=x onerror=\"window.hit=1\"><svg onload=window.hit=2>javascript:window.hit=3"#;

#[test]
fn files_that_are_no_sets_change_nothing() {
    let folder = folder();
    let page = visit_sample();
    let before = exported(&page, Format::Jsonld);
    let refused = |name: &str, content: &str, why: &str| {
        page.import(&file(&folder, name, content));
        page.warns(why);
        page.close_dialog();
    };
    refused("note.txt", "this is no set", "does not recognise the format of this file; it reads jsonld");
    refused("cut.jsonld", &before[..before.len() / 2], "cut.jsonld");
    refused("other.json", r#"{"name": "package", "version": "1.0.0"}"#, "other.json");
    refused("empty.jsonld", "", "empty");
    refused(&HOSTILE.replace(['\\', '/'], ""), "{}", "<img src=x");
    assert_eq!(exported(&page, Format::Jsonld), before);

    // The strings of a set are words, never markup.
    let hostile = before.replace("value\": \"Amira Haddad\"", &format!("value\": \"{HOSTILE}\""));
    assert_ne!(hostile, before);
    page.import(&file(&folder, "hostile.jsonld", hostile));
    page.wait_until(
        "it is answered",
        "document.querySelector('[role=status]').textContent.includes('here already')",
    );
    for tab in ["Quotes", "Speakers", "Entities", "Dates", "Notes", "Problems"] {
        page.click("tab", tab);
    }
    assert_eq!(
        page.eval("return [window.hit ?? null, document.querySelectorAll('img, svg, iframe').length]"),
        json!([null, 0])
    );
    page.click("button", "Undo");
    page.says("Undone: Import");
    assert_eq!(exported(&page, Format::Jsonld), before);
}
