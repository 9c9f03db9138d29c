//! Words selected with keys and with a finger, ends dragged with the mouse: links stay, every step can be undone.

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, PointerAction, TouchActions};

use crate::scene::visit_sample;

#[test]
#[expect(clippy::too_many_lines, reason = "one visit, step by step")]
fn words_are_walked_and_marked_with_keys_alone() {
    let page = visit_sample();
    page.press("w");
    assert_eq!(page.selected_text(), "Harbour");
    page.press("Right");
    assert_eq!(page.selected_text(), "board");
    page.press("Shift+Right");
    page.press("Shift+Right");
    assert_eq!(page.selected_text(), "board votes to");
    page.says("to (3 words)");
    page.find("toolbar", "Mark the selected words");
    page.press("Shift+Left");
    page.press("m");
    page.says("Marked as note");
    assert_eq!(page.marked("note"), ["board votes"]);
    page.assert_focus("MARK", "marking");
    assert_eq!(page.selected_text(), "");

    // From what is looked at on, sentence by sentence; then a name by its digit, a date and a quotation.
    page.click_words("The ministry declined");
    page.click_words("Brenmark");
    page.press("w");
    assert_eq!(page.selected_text(), "Brenmark");
    page.press("Down");
    assert_eq!(page.selected_text(), "The");
    page.press("Right");
    page.press("2");
    page.says("Marked as organisation");
    assert!(page.marked("entity").contains(&"ministry".to_owned()));
    page.press("w");
    page.press("Right");
    page.press("d");
    page.says("Marked as date");
    assert!(page.marked("date").contains(&"declined".to_owned()));
    page.press("w");
    page.press("Shift+Down");
    assert_eq!(page.selected_text(), "declined to comment");
    page.press("q");
    page.says("Marked as indirect quotation");
    // Speaker and cue of the new quotation, with keys alone.
    page.press("w");
    page.press("Left");
    page.press("Shift+Left");
    assert_eq!(page.selected_text(), "The ministry");
    page.press("v");
    page.says("Speaker: ministry");
    page.press("w");
    page.press("b");
    page.says("Set cue");
    assert_eq!(
        page.eval(
            "return [...document.querySelectorAll('#card .part q')].map((q) => q.textContent).join('|')"
        ),
        "The ministry|declined"
    );
    for step in ["Set cue", "Set speaker", "Mark", "Mark", "Mark", "Mark"] {
        page.press("Control+z");
        page.says(&format!("Undone: {step}"));
    }

    // Let go of the words, the arrows scroll again.
    page.press("w");
    page.press("Escape");
    assert_eq!(page.selected_text(), "");
    assert!(!page.has("toolbar", "Mark the selected words"));
    let top = page.eval("return scrollY").as_f64();
    page.press("Down");
    page.wait_until("the page scrolls", &format!("{} < scrollY", top.unwrap_or_default()));
}

#[test]
fn arrows_go_the_way_that_a_text_is_read() {
    let page = visit_sample();
    page.paste("המעבורת נשארת\n\nראש העיר אמר אתמול שהיא תישאר.");
    page.press("w");
    assert_eq!(page.selected_text(), "המעבורת");
    page.press("Left");
    assert_eq!(page.selected_text(), "נשארת");
    page.press("Shift+Right");
    assert_eq!(page.selected_text(), "המעבורת נשארת");
    page.press("m");
    page.says("Marked as note");
    assert_eq!(page.marked("note"), ["המעבורת נשארת"]);
}

#[test]
fn an_end_is_dragged() {
    let page = visit_sample();
    page.click_words("You cannot tell");
    let tied =
        || page.eval("return [...document.querySelectorAll('mark.linked')].map((m) => m.textContent).join()");
    let before = tied();
    assert!(before.as_str().is_some_and(|words| words.contains("argued")), "{before}");
    let targets = page.eval(
        "return [...document.querySelectorAll('.handle')].map((h) => { const r = getComputedStyle(h, '::after'); return Math.min(parseFloat(r.width), parseFloat(r.height)) })",
    );
    let sizes: Vec<f64> = targets.as_array().into_iter().flatten().filter_map(|size| size.as_f64()).collect();
    assert!(sizes.len() == 2 && sizes.iter().all(|&size| 24.0 <= size), "{sizes:?}");
    page.drag_handle("start", "four hundred");
    page.says("Now: “four hundred nurses");
    assert!(page.looked_at().starts_with("four hundred nurses"), "{}", page.looked_at());
    page.drag_handle("end", "cleaners");
    assert_eq!(page.looked_at(), "four hundred nurses, cooks and");
    page.drag_handle("start", "“You cannot");
    assert_eq!(page.looked_at(), "“You cannot tell four hundred nurses, cooks and");
    assert_eq!(tied(), before, "speaker and cue stay");
    assert_ne!(page.focus(), "BODY", "after dragging");
    for _ in 0..3 {
        page.press("Control+z");
        page.says("Undone: Resize");
    }
    assert!(page.looked_at().ends_with("after nine.”"), "{}", page.looked_at());
    // A handle that is only pressed changes nothing.
    let whole = page.looked_at();
    page.drag_handle("start", "“You cannot");
    assert_eq!(page.looked_at(), whole);
}

#[test]
fn words_are_marked_with_a_finger() {
    let page = visit_sample();
    page.tap_words("You cannot tell");
    assert!(page.text_of("region", "Selected annotation").contains("Direct quotation"));
    // What a long press does: the browser selects words, and no pointer is let go of.
    page.eval(
        "const text = document.evaluate(\"//*[@id='article']//text()[contains(., 'was less sure')]\", document, null, 9).singleNodeValue;
         const at = text.data.indexOf('less sure');
         getSelection().setBaseAndExtent(text, at, text, at + 9)",
    );
    page.wait_until("the toolbar is offered", "!document.getElementById('marker').hidden");
    page.tap("button", "Note");
    page.says("Marked as note");
    assert_eq!(page.marked("note"), ["less sure"]);
}

#[test]
fn tags_are_completed() {
    let page = visit_sample();
    page.click_words("You cannot tell");
    page.press("t");
    page.write("to check, ferry");
    page.press("Enter");
    page.says("Tags saved");
    page.press("Escape");
    page.wait_until("it is saved", "document.getElementById('saved').textContent === 'Saved'");
    // Another article knows them too.
    page.paste("“It stays,” said Tomas Rey.");
    page.says("1 quotation found");
    page.click_words("It stays");
    page.click("combobox", "Tags");
    page.write("new, f");
    let options =
        || page.eval("return [...document.querySelectorAll('#known-tags option')].map((o) => o.value)");
    assert_eq!(options(), serde_json::json!(["new, ferry", "new, to check"]));
    page.write("erry");
    page.press("Tab");
    page.says("Tags saved");
    assert!(page.listed("Notes")[0].contains("#new #ferry"), "{:?}", page.listed("Notes"));
}

impl crate::page::Page {
    /// Presses a finger on an element, and lifts it.
    #[track_caller]
    fn tap(&self, role: &str, name: &str) {
        let element = self.find(role, name);
        let finger = TouchActions::new("finger".into())
            .then(PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.act(finger);
    }

    /// Presses a finger on the first of these words of the article.
    #[track_caller]
    fn tap_words(&self, words: &str) {
        let [x, y, ..] = self.ends_of(words);
        let finger = TouchActions::new("finger".into())
            .then(PointerAction::MoveTo { duration: None, x: x + 3.0, y })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.act(finger);
    }
}
