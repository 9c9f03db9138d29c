//! A correction does what its maker meant: whom it concerns, which words it takes, where the keyboard is afterwards.

use crate::page::Page;
use crate::scene::{visit, visit_sample};
use serde_json::json;

const LETTERS: u32 = 1; // the Alt key

impl Page {
    /// Drags the mouse from one place to another; the numbers are characters into the words.
    fn drag_within(&self, words: &str, from: usize, to: usize, modifiers: u32) {
        self.ends_of(words);
        let at = |n: usize| {
            self.eval(&format!(
                "const texts = document.createTreeWalker(document.getElementById('article'), NodeFilter.SHOW_TEXT);
                 let all = '';
                 const pieces = [];
                 for (let node; node = texts.nextNode(); all += node.data) pieces.push([all.length, node]);
                 const at = all.indexOf({words:?}) + {n};
                 const [start, node] = pieces.findLast(([start]) => start <= at);
                 const range = document.createRange();
                 range.setStart(node, at - start);
                 range.setEnd(node, at - start + 1);
                 const box = range.getBoundingClientRect();
                 return [box.left + 1, box.top + box.height / 2]"
            ))
        };
        let (from, to) = (at(from), at(to));
        for (kind, point) in
            [("mouseMoved", &from), ("mousePressed", &from), ("mouseMoved", &to), ("mouseReleased", &to)]
        {
            let button = if kind == "mouseMoved" && point == &from { "none" } else { "left" };
            self.devtools(
                "Input.dispatchMouseEvent",
                json!({ "type": kind, "x": point[0], "y": point[1], "button": button, "buttons": 1,
                    "clickCount": 1, "modifiers": modifiers }),
            );
        }
    }

    fn speakers(&self) -> Vec<String> {
        let names = self.listed("Speakers");
        names.iter().map(|name| name.split(" 1 q").next().unwrap_or_default().to_owned()).collect()
    }
}

#[test]
fn another_person_as_the_speaker_concerns_one_quotation() {
    let page = visit_sample();
    let before = page.speakers().len();
    page.click_words("I can live");
    page.press("2");
    page.says("Speaker:");
    let said = page.eval("return document.getElementById('status').textContent");
    assert!(!said.as_str().unwrap_or_default().contains("press e"), "{said}");
    assert!(!page.has("button", "Change them too…"));
    page.press("e");
    assert!(page.has("dialog", "Rename or merge"));
    page.press("Enter");
    page.says("They have that name already");
    assert!(page.listed("Speakers").iter().any(|s| s.starts_with("Amira Haddad")), "she is still there");
    assert_eq!(page.speakers().len(), before);

    // A mention that gets another one's name: what else had its name is listed, and nothing of it is ticked.
    page.click_words("Jonas Pell");
    page.press("s");
    page.write("Amira Haddad");
    page.press("Enter");
    page.says("Name: Amira Haddad");
    page.press("e");
    assert!(page.has("dialog", "Rename or merge"));
    assert_eq!(page.eval("return document.querySelectorAll('#rename-list input:checked').length"), 0);
    assert_ne!(page.eval("return document.querySelectorAll('#rename-list [data-id]').length"), 0);
    page.eval("document.querySelector('#rename-list [data-ticks-all]').click()");
    assert_ne!(page.eval("return document.querySelectorAll('#rename-list [data-id]:checked').length"), 0);
}

#[test]
fn enter_takes_a_name_and_gives_the_keyboard_back() {
    let page = visit_sample();
    page.click_words("I can live");
    page.press("s");
    page.assert_focus("speaker", "s");
    assert_eq!(
        page.eval("const { value, selectionStart, selectionEnd } = document.activeElement; return selectionEnd - selectionStart === value.length && value.length > 0"),
        true,
        "the old name is selected whole"
    );
    page.write("Mara Tollgate");
    page.press("Enter");
    page.says("Speaker: Mara Tollgate");
    page.assert_focus("MARK", "Enter in the field");
    page.press("y");
    page.says("There is nothing to change");

    // Escape cancels, in every field, however far the text is saved by then.
    page.press("s");
    page.write("Nobody");
    page.press("Escape");
    assert!(!page.listed("Speakers").iter().any(|s| s.starts_with("Nobody")));
    for wait in [false, true] {
        page.click_words("a reprieve");
        page.press("t");
        page.write("fer");
        if wait {
            page.wait_until("it is saved", "document.getElementById('saved').textContent === 'Saved'");
        }
        page.press("Escape");
        page.assert_focus("article", "Escape in a field");
        assert_eq!(page.listed("Notes").len(), 0, "a half-typed tag is not saved");
        assert_eq!(page.eval("return document.querySelector('#card [data-change*=tags]').value"), "");
    }
}

#[test]
fn all_the_words_are_the_speaker() {
    let page = visit();
    page.paste("Denmark decides\n\nThe Danish parliament has decided, and the ferry will stay until June. Captain Mara Holt was pleased.");
    page.wait_until("it is open", "document.querySelector('#article p')");
    page.select_words("the ferry will stay until June");
    page.click("button", "Quote");
    page.says("Marked as");
    page.select_words("The Danish parliament");
    page.click("button", "Speaker of the quotation");
    page.says("Speaker: The Danish parliament");
    page.select_words("Captain Mara Holt");
    page.click("button", "Speaker of the quotation");
    page.says("Speaker: Mara Holt");
}

#[test]
fn a_selection_takes_whole_words_unless_asked_for_letters() {
    let page = visit_sample();
    page.drag_within("used the night crossing", 2, 17, 0);
    page.wait_until("whole words are selected", "String(getSelection()) === 'used the night crossing'");
    page.eval("getSelection().removeAllRanges()");
    page.drag_within("used the night crossing", 2, 17, LETTERS);
    page.wait_until("letters are selected", "String(getSelection()) === 'ed the night cr'");
    page.press("m");
    page.says("Marked as note");
    assert_eq!(page.marked("note"), ["ed the night cr"]);
}

#[test]
fn an_end_moves_by_a_word_with_its_marks_and_shows_on_the_card() {
    let page = visit_sample();
    page.click_words("You cannot tell");
    let shown = || page.text_of("region", "Selected annotation");
    page.press("}");
    assert!(page.looked_at().ends_with("is shut after"), "{}", page.looked_at());
    assert!(shown().contains("is shut after"), "{}", shown());
    page.press("]");
    assert!(page.looked_at().ends_with("shut after nine.”"), "{}", page.looked_at());
    assert!(shown().contains("after nine.”"), "{}", shown());
    // The word before is the pointer's, right up to the quotation.
    let over = page.eval(
        "const mark = document.querySelector('mark.selected').getBoundingClientRect();
         const at = document.elementFromPoint(mark.left - 8, mark.top + mark.height / 2);
         return at.className.includes('handle')",
    );
    assert_eq!(over, false, "the handle does not lie over the word before");
    page.screenshot("handles");
}
