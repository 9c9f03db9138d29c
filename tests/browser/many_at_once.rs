//! One correction for all mentions of a name, for entries ticked in a list, for every occurrence of some words.

use crate::page::Page;
use crate::scene::visit;
use serde_json::json;

/// Written for these tests: a name with several mentions, one of them in a compound.
const STORY: &str = "Kestria votes again\n\nBy Ada Quill - 3 May 2024\n\nKestria will vote in June, said Bram Holt, \
    the mayor of Lindhaven. “Kestria has waited long enough,” he said. The pro-Kestria party in Lindhaven was pleased. \
    Cleo Marsh said that Kestria could wait. The Marlow Institute said nothing, and neither did Dag Ferris.";

impl Page {
    /// The label of the marks of a name: kind and number of mentions, as the list of names has them.
    fn kinds_of(&self, name: &str) -> Vec<String> {
        let kinds = self.eval(&format!(
            "return [...document.querySelectorAll('#article mark[data-kind=entity]')]
               .filter((mark) => mark.textContent === {name:?}).map((mark) => mark.dataset.detail)"
        ));
        kinds
            .as_array()
            .into_iter()
            .flatten()
            .map(|kind| kind.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Presses the mouse on the checkbox of an entry, with the Shift key if `modifiers` is 8.
    fn tick(&self, name: &str, modifiers: u32) {
        let at = self.eval(&format!(
            "const box = document.querySelector('#list [role=checkbox][aria-label={:?}]');
             box.scrollIntoView({{ block: 'center', behavior: 'instant' }});
             const {{ x, y, width, height }} = box.getBoundingClientRect();
             return [x + width / 2, y + height / 2]",
            format!("Tick {name}")
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            self.devtools(
                "Input.dispatchMouseEvent",
                json!({ "type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1, "modifiers": modifiers }),
            );
        }
    }
}

#[test]
fn a_kind_is_changed_for_all_mentions_or_for_one() {
    let page = visit();
    page.paste(STORY);
    page.wait_until("it is open", "document.querySelector('#article mark')");
    let before = page.kinds_of("Kestria");
    assert!(3 <= before.len(), "{before:?}");
    page.click_words("Kestria could");
    page.press("2");
    page.says("Now organisation: all");
    page.says("Only this one: Shift+O");
    assert!(page.kinds_of("Kestria").iter().all(|kind| kind == "org"), "{:?}", page.kinds_of("Kestria"));
    assert!(page.has("button", "Only this one"));
    page.screenshot("all-mentions");
    page.press("Shift+O");
    let after = page.kinds_of("Kestria");
    assert_eq!(after.iter().filter(|kind| *kind == "org").count(), 1, "{after:?}");
    page.press("Control+z");
    page.says("Undone: Change kind");
    assert_eq!(page.kinds_of("Kestria"), before, "it is one step");
}

#[test]
fn a_verdict_is_for_all_mentions_or_for_one() {
    let page = visit();
    page.paste(STORY);
    page.wait_until("it is open", "document.querySelector('#article mark')");
    let before = page.kinds_of("Kestria").len();
    page.click_words("Kestria could");
    page.click("button", "Reject");
    page.says("Rejected: all");
    assert_eq!(page.kinds_of("Kestria").len(), 0);
    page.press("Shift+O");
    page.says("Rejected; it stays listed");
    assert_eq!(page.kinds_of("Kestria").len(), before - 1);
    page.press("Control+z");
    assert_eq!(page.kinds_of("Kestria").len(), before);
    page.press("y");
    page.says("Confirmed: all");
    let confirmed = "[...document.querySelectorAll('mark[data-state=confirmed]')].length";
    assert_eq!(page.eval(&format!("return {confirmed}")), before);
}

#[test]
fn ten_false_names_are_three_actions() {
    let page = visit();
    page.paste(STORY);
    page.wait_until("it is open", "document.querySelector('#article mark')");
    let names = page.listed("Entities");
    assert!(4 <= names.len(), "{names:?}");
    let name = |n: usize| {
        let label = page.eval(&format!(
            "return document.querySelectorAll('#list li [role=checkbox]')[{n}].getAttribute('aria-label')"
        ));
        label.as_str().unwrap_or_default().trim_start_matches("Tick ").to_owned()
    };
    let (first, last) = (name(0), name(names.len() - 1));
    page.tick(&first, 0);
    page.tick(&last, 8);
    page.wait_until(
        "all are ticked",
        &format!("document.querySelectorAll('#list li [aria-checked=true]').length === {}", names.len()),
    );
    page.screenshot("ticked");
    page.eval("document.querySelector('.ticks [data-command*=reject-ticked]').click()");
    page.says("Rejected");
    assert_eq!(page.listed("Entities").len(), 0);
    page.press("Control+z");
    page.says("Undone: Reject all");
    assert_eq!(page.listed("Entities").len(), names.len());
    // All that is shown, with the keys; then another kind for some.
    page.eval("document.querySelector('.ticks [role=checkbox]').focus()");
    page.press("Space");
    page.wait_until("all are ticked", "document.querySelector('.ticks [aria-checked=true]')");
    page.press("Space");
    page.wait_until("none is ticked", "document.querySelector('.ticks [aria-checked=false]')");
    page.tick(&first, 0);
    page.select("Change kind to", "EVENT");
    page.says("Kind changed of");
    assert!(page.kinds_of(&first).iter().all(|kind| kind == "event"), "{:?}", page.kinds_of(&first));
}

#[test]
fn every_occurrence_is_marked_after_others_are_shown() {
    let page = visit();
    page.paste(STORY);
    page.wait_until("it is open", "document.querySelector('#article mark')");
    // Two mentions are taken away, and one is made something else.
    page.click_words("Kestria could");
    page.press("2");
    page.says("Now organisation");
    page.press("Shift+O");
    page.says("Now: organisation");
    page.click_words("Kestria votes");
    page.press("6");
    page.says("Now");
    page.press("Shift+O");
    page.click_words("Kestria could");
    page.press("a");
    assert!(page.has("dialog", "Mark all"));
    page.screenshot("mark-all");
    page.press("Enter");
    page.says("Marked");
    let kinds = page.kinds_of("Kestria");
    assert!(5 <= kinds.len() && kinds.iter().all(|kind| kind == "org"), "{kinds:?}");
    let compound = page.eval(
        "return [...document.querySelectorAll('#article mark')].some((mark) => mark.textContent === 'Kestria'
           && mark.closest('p')?.textContent.includes('pro-Kestria party'))",
    );
    assert_eq!(compound, true, "the name within a compound, too");
    page.press("Control+z");
    page.says("Undone: Mark all");
}
