//! Two people's sets of one article: how far they agree, and the differences settled.

use crate::page::{Page, Scheme, View};
use crate::scene::{file, folder, visit, visit_sample};
use serde_json::Value;

/// The sample's set as another person would have it: one speaker is another, one quotation is missing.
fn other_set(page: &Page) -> String {
    let exported = page.exported("jsonld", "harbour-board-votes-to-keep-skarnholm.jsonld");
    let mut set: Value = serde_json::from_str(&exported).expect("it is JSON");
    let items = set["first"]["items"].as_array_mut().expect("a page of annotations has items");
    let is_quote = |item: &Value| item["pq:kind"].as_str().is_some_and(|kind| kind.starts_with("quotation"));
    let quotes: Vec<usize> = (0..items.len()).filter(|&at| is_quote(&items[at])).collect();
    let bodies = items[quotes[0]]["body"].as_array_mut().expect("it has several bodies");
    for body in bodies.iter_mut().filter(|body| body["purpose"] == "identifying") {
        body["value"] = "Somebody Else".into();
    }
    items.remove(quotes[1]);
    set.to_string()
}

impl Page {
    fn figures(&self) -> Vec<Vec<String>> {
        let rows = self.eval(
            "return [...document.querySelectorAll('#comparison table tbody tr')].map((row) =>
               [...row.children].map((cell) => cell.textContent))",
        );
        serde_json::from_value(rows).expect("rows of texts")
    }

    fn differences(&self) -> Vec<String> {
        let all = self.eval(
            "return [...document.querySelectorAll('#comparison .differences > li')].map((item) =>
               item.innerText.replace(/\\s+/g, ' '))",
        );
        serde_json::from_value(all).expect("texts")
    }

    fn wait_for_settled(&self, n: usize, all: usize) {
        self.wait_until(
            "so many are settled",
            &format!(
                "document.querySelector('#comparison .settled')?.textContent === '{n} of {all} settled'"
            ),
        );
    }
}

#[test]
fn two_sets_are_compared_and_settled() {
    let page = visit_sample();
    let theirs = other_set(&page);
    let folder = folder();
    // Three actions: the button, the file, a look.
    page.click("button", "Compare sets");
    page.choose_file("Other set", &file(&folder, "second-coder.jsonld", theirs));
    page.wait_until("they are compared", "document.querySelector('#comparison table')");
    assert!(page.has("table", "Agreement") && page.has("list", "Differences"));
    let quotations = &page.figures()[0];
    let [mine, theirs] = [1, 2].map(|at| quotations[at].parse::<usize>().expect("a number"));
    assert_eq!((quotations[0].as_str(), mine - theirs), ("Quotations", 1));
    let f1: f64 = quotations[3].parse().expect("a figure");
    assert!((f1 - 2.0 * theirs as f64 / (mine + theirs) as f64).abs() < 0.01, "{quotations:?}");
    assert_ne!(quotations[7], "–", "the kappa of speakers is known: {quotations:?}");
    let differences = page.differences();
    assert!(
        differences[0].contains("other speaker") && differences[0].contains("Somebody Else"),
        "{differences:?}"
    );
    assert!(
        differences.iter().any(|one| one.contains("only mine") && one.contains("Nothing")),
        "{differences:?}"
    );
    let all = differences.len();
    page.wait_for_settled(0, all);
    page.screenshot("comparing");

    // By keys: theirs, then back, then mine and on.
    page.eval("document.querySelector('#comparison .differences [aria-current]').focus()");
    page.press("t");
    page.wait_for_settled(1, all);
    page.press("Control+z");
    page.wait_for_settled(0, all);
    page.press("t");
    page.press("Up");
    page.press("Down");
    page.wait_for_settled(1, all);

    // It outlives a reload; the outcome is a set of its own, and the article's where the reader says so.
    page.close_dialog();
    page.reload();
    page.wait_until_ready();
    page.click("button", "Compare sets");
    page.wait_for_settled(1, all);
    page.click("button", "Settled set (JSON-LD)");
    let settled =
        String::from_utf8(page.downloaded("harbour-board-votes-to-keep-skarnholm-settled.jsonld")).unwrap();
    assert!(settled.contains("Somebody Else"), "{settled}");
    page.click("button", "Decisions (CSV)");
    let table =
        String::from_utf8(page.downloaded("harbour-board-votes-to-keep-skarnholm-decisions.csv")).unwrap();
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(table.contains(",theirs,") && table.contains(",yes"), "{table}");
    page.click("button", "Take the settled set");
    page.says("This article has the settled set now");
    page.close_dialog();
    assert!(page.listed("Speakers").iter().any(|one| one.contains("Somebody Else")));
    page.press("Control+z");
    page.says("Undone: Settle differences");
}

#[test]
fn a_file_of_another_article_is_refused() {
    let page = visit_sample();
    page.click("button", "Compare sets");
    page.choose_file(
        "Other set",
        &file(&folder(), "other.csv", "quote,speaker\nNobody said this here,Ada\n"),
    );
    page.wait_until(
        "it says why",
        "document.querySelector('#comparison-dialog .problem').textContent.includes('No annotation of this file')",
    );
}

#[test]
fn the_comparison_looks_well() {
    let page = visit();
    page.open_sample();
    let theirs = other_set(&page);
    page.click("button", "Compare sets");
    page.choose_file("Other set", &file(&folder(), "second-coder.jsonld", theirs));
    page.wait_until("they are compared", "document.querySelector('#comparison table')");
    for (name, width, scheme) in [
        ("comparing-wide", 1440, Scheme::Light),
        ("comparing-dark", 1440, Scheme::Dark),
        ("comparing-phone", 390, Scheme::Light),
    ] {
        page.set_view(&View { width, height: 900, scheme });
        page.eval("document.querySelector('#comparison').scrollIntoView()");
        page.screenshot(name);
        let overflow = page.eval(
            "const d = document.querySelector('#comparison-dialog'); return d.scrollWidth - d.clientWidth",
        );
        assert_eq!(overflow, 0, "{name}");
    }
}

/// The library's sets as another person would have them: in one article everything is the same, in the other a speaker is
/// another.
fn other_sets(lines: &str) -> Vec<String> {
    let mut sets: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
    assert_eq!(sets.len(), 2);
    sets[1]["quotes"][0]["speaker_name"] = "Somebody Else".into();
    sets.iter().map(ToString::to_string).collect()
}

/// For whoever looks at the pictures in `target/screenshots`.
fn draw_many(page: &Page) {
    for (width, scheme, name) in [
        (1440, Scheme::Light, "comparing-many"),
        (1440, Scheme::Dark, "comparing-many-dark"),
        (390, Scheme::Light, "comparing-many-390"),
        (820, Scheme::Light, "comparing-many-820"),
        (1920, Scheme::Dark, "comparing-many-1920"),
        (390, Scheme::Dark, "comparing-many-390-dark"),
    ] {
        page.set_view(&View { width, height: 900, scheme });
        page.screenshot(name);
    }
    page.set_view(&View::DESKTOP);
}

/// The same sets in a folder: a file an article, one of them in a folder of its own, and a file that is none.
fn compare_folder(page: &Page, folder: &tempfile::TempDir, sets: &[String]) {
    let ben = folder.path().join("ben");
    std::fs::create_dir_all(ben.join("second")).expect("a folder can be made");
    for (place, set) in ["first.jsonl", "second/1.jsonl"].iter().zip(sets) {
        std::fs::write(ben.join(place), set).expect("a file can be written");
    }
    std::fs::write(ben.join("notes.txt"), "No set at all.").expect("a file can be written");
    page.choose_file("or a folder of sets", &ben);
    page.wait_until(
        "the folder is compared",
        "document.querySelectorAll('#comparison table').length === 2
           && document.querySelector('#comparison .queue')?.textContent.includes('notes.txt')",
    );
    assert_eq!(page.differences().len(), 1);
}

#[test]
fn the_sets_of_many_articles_are_compared_together() {
    let page = crate::scene::visit();
    let folder = folder();
    let articles = [0, 1].map(|n| file(&folder, &format!("{n}.txt"), crate::library::article(n)));
    page.drop_files(&articles);
    page.says("2 files read: 2 added");
    page.click("button", "Export");
    page.select("Format", "jsonl");
    page.click("button", "Download");
    let lines = String::from_utf8(page.downloaded("pullquote-library.jsonl")).expect("it is UTF-8");
    let sets = other_sets(&lines);
    // As an archive with a file an article, one that is none, and an archive within it.
    let inner = pullquote_readers::archive(&[("x.txt".to_owned(), "x".to_owned())]).expect("it takes a file");
    std::fs::write(folder.path().join("inner.zip"), inner).expect("a file can be written");
    let files: Vec<(String, String)> = sets
        .iter()
        .enumerate()
        .map(|(n, set)| (format!("ben/{n}.jsonl"), set.clone()))
        .chain([("ben/empty.jsonl".to_owned(), String::new())])
        .collect();
    let archive = file(&folder, "ben.zip", pullquote_readers::archive(&files).expect("it takes three files"));
    page.wait_until("the library is there", "document.querySelector('#library-dialog[open]')");
    page.click("button", "Compare sets");
    page.choose_file("Other set", &archive);
    page.wait_until("they are compared", "document.querySelectorAll('#comparison table').length === 2");
    let shown = page.eval("return document.querySelector('#comparison').innerText.replace(/\\s+/g, ' ')");
    let shown = shown.as_str().unwrap_or_default().to_owned();
    assert!(shown.contains("2 articles compared"), "{shown}");
    assert!(shown.contains("ben.zip/ben/empty.jsonl"), "{shown}");
    assert!(page.has("table", "Agreement") && page.has("table", "By article"));
    let differences = page.differences();
    assert_eq!(differences.len(), 1, "{differences:?}");
    assert!(
        differences[0].contains("other speaker") && differences[0].contains("Somebody Else"),
        "{differences:?}"
    );
    draw_many(&page);
    // The article's name opens it at the difference, where it is settled as always; and back again.
    page.eval("document.querySelector('#comparison .differences button.name').click()");
    page.wait_for_settled(0, 1);
    assert!(page.differences()[0].contains("Somebody Else"));
    page.click("button", "Theirs");
    page.wait_until(
        "it is settled",
        "document.querySelector('#comparison .settled')?.textContent === 'All differences are settled.'",
    );
    page.click("button", "Back to all articles");
    page.wait_until("all are there", "document.querySelectorAll('#comparison table').length === 2");
    compare_folder(&page, &folder, &sets);
    // The same as one file, and as several.
    page.choose_file("Other set", &file(&folder, "all.jsonl", sets.join("\n")));
    page.wait_until(
        "they are compared again",
        "document.querySelectorAll('#comparison table').length === 2 && !document.querySelector('#comparison .queue')",
    );
    assert_eq!(page.differences().len(), 1);
}
