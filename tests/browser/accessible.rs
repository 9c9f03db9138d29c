//! What axe-core finds in every state of the page: nothing.
//!
//! `tools/test` installs axe-core into the target folder; nothing of it is part of the page.

use crate::page::{Page, Scheme, View};
use crate::scene::{SAMPLE, visit, visit_sample};
use crate::site;

/// Puts axe-core into the page, once a load.
fn bring(page: &Page) {
    let file = site::target().join("tools/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file).unwrap_or_else(|why| {
        panic!("{}: {why}. `./tools/test` installs axe-core there (npm install --prefix target/tools axe-core@4)", file.display())
    });
    page.eval(&axe);
}

#[track_caller]
fn assert_accessible(page: &Page, scene: &str) {
    let found = violations(page);
    assert_eq!(found, "", "{scene}:\n{found}");
}

fn violations(page: &Page) -> String {
    let found = page.eval(
        "if (!window.axe) return 'axe-core is not there';
         const { violations } = await axe.run(document, { resultTypes: ['violations'] });
         return violations.flatMap(({ id, nodes }) => nodes.map((node) =>
           `${id}: ${node.target.join(' ')}: ${node.html.slice(0, 160)}: ${node.any.concat(node.all, node.none).map((c) => c.message).join('; ')}`)).join('\\n')",
    );
    found.as_str().unwrap_or("no answer").to_owned()
}

#[test]
fn a_page_that_keeps_people_out_is_noticed() {
    let page = visit();
    bring(&page);
    page.eval("document.querySelector('#article').append(document.createElement('input'))");
    assert!(violations(&page).starts_with("label: #article > input"), "{}", violations(&page));
}

#[test]
fn a_first_visit_is_accessible() {
    let page = visit();
    bring(&page);
    for (scheme, name) in [(Scheme::Light, "light"), (Scheme::Dark, "dark")] {
        page.set_view(&View { width: 1280, height: 800, scheme });
        assert_accessible(&page, &format!("welcome, {name}"));
    }
}

#[test]
fn an_article_is_accessible_in_every_tab() {
    let page = visit_sample();
    bring(&page);
    for (width, scheme, name) in
        [(1280, Scheme::Light, "light"), (1280, Scheme::Dark, "dark"), (390, Scheme::Light, "on a phone")]
    {
        page.set_view(&View { width, height: 800, scheme });
        if width < 896 {
            page.click("button", "Lists");
        }
        for tab in ["Quotes", "Speakers", "Entities", "Dates", "Notes", "Problems"] {
            page.click("tab", tab);
            assert_accessible(&page, &format!("{tab}, {name}"));
        }
    }
}

#[test]
fn what_is_selected_filtered_and_searched_is_accessible() {
    let page = visit_sample();
    bring(&page);
    for (scheme, name) in [(Scheme::Light, "light"), (Scheme::Dark, "dark")] {
        page.set_view(&View { width: 1280, height: 800, scheme });
        for kind in ["quote", "entity", "date"] {
            page.eval(&format!("document.querySelector('#article mark[data-kind={kind}]').click()"));
            assert_accessible(&page, &format!("a {kind} is selected, {name}"));
        }
        page.click("tab", "Quotes");
        page.type_into_search("harbour");
        assert_accessible(&page, &format!("searched, {name}"));
        page.click("button", "Show all");
        page.click("button", "Filter");
        page.select("Kind of quotation", "direct");
        assert_accessible(&page, &format!("filtered, {name}"));
        page.click("button", "Filter");
        page.click("button", "Show all");
        page.click("button", "Key");
        assert_accessible(&page, &format!("the key is open, {name}"));
        page.press("Escape");
        page.press("l");
        assert_accessible(&page, &format!("quotations only, {name}"));
        page.press("l");
        for (moment, time) in [("giving way", 8_200), ("that has given way", 9_000)] {
            page.eval(&format!(
                "document.getElementById('status').getAnimations().forEach((fading) => {{
                   fading.pause();
                   fading.currentTime = {time};
                 }})"
            ));
            assert_accessible(&page, &format!("a message {moment}, {name}"));
        }
    }
}

#[test]
fn dialogs_are_accessible() {
    let page = visit_sample();
    bring(&page);
    for (scheme, name) in [(Scheme::Light, "light"), (Scheme::Dark, "dark")] {
        page.set_view(&View { width: 1280, height: 800, scheme });
        for dialog in ["Open article", "Import", "Export", "Library", "Keyboard shortcuts"] {
            page.click("button", dialog);
            assert_accessible(&page, &format!("{dialog}, {name}"));
            page.close_dialog();
        }
    }
}

#[test]
fn the_word_list_and_guidelines_are_accessible() {
    let page = visit_sample();
    bring(&page);
    page.click("tab", "Entities");
    page.eval("document.querySelector('#article mark[data-kind=entity]').click()");
    page.fill("Name", "Somebody Else");
    page.press("Tab");
    for (width, scheme, name) in [
        (1280, Scheme::Light, "light"),
        (1280, Scheme::Dark, "dark"),
        (320, Scheme::Light, "on a small phone"),
    ] {
        page.set_view(&View { width, height: 800, scheme });
        page.click("button", "Library");
        page.click("button", "Word list");
        page.wait_until("it is listed", "document.querySelector('#word-list tbody tr')");
        assert_accessible(&page, &format!("Word list, {name}"));
        page.close_dialog();
        page.click("button", "Library");
        page.click("button", "Guidelines");
        page.wait_until("they are there", "document.querySelector('#guidelines .kinds')");
        page.click("button", "Add tag");
        page.wait_until("a tag is there", "document.querySelector('.tag-rule')");
        assert_accessible(&page, &format!("Guidelines, {name}"));
        page.click("button", "Work without guidelines");
        page.wait_until("none is there", "!document.querySelector('.tag-rule')");
        page.close_dialog();
    }
}

#[test]
fn corrections_are_accessible() {
    let page = visit_sample();
    bring(&page);
    for (width, scheme, name) in
        [(1280, Scheme::Light, "light"), (1280, Scheme::Dark, "dark"), (390, Scheme::Light, "on a phone")]
    {
        page.set_view(&View { width, height: 800, scheme });
        page.press("u");
        page.press("w");
        page.press("Shift+Right");
        page.wait_until("the toolbar is offered", "!document.getElementById('marker').hidden");
        assert_accessible(&page, &format!("words are walked, {name}"));
        page.press("Escape");
        page.press("u");
        page.press("e");
        assert_accessible(&page, &format!("Rename or merge, {name}"));
        page.close_dialog();
        page.click("button", "Newer version");
        assert_accessible(&page, &format!("Newer version, {name}"));
        page.fill(
            "Newer text",
            &SAMPLE.replace("five euros,", &format!("{width} euros, {name},")).replace("A spokesman", "He"),
        );
        page.click("button", "Compare");
        assert!(page.has("dialog", "What changed"));
        assert_accessible(&page, &format!("What changed, {name}"));
        page.close_dialog();
        page.click("button", "Library");
        page.click("button", "Same quotations in other articles");
        assert_accessible(&page, &format!("Same quotations, {name}"));
        page.close_dialog();
    }
}
