//! What the machine got wrong is put right: with the mouse, with the keys, and taken back.

use crate::scene::visit_sample;

/// A stretch of a direct quotation of the sample that no entity covers.
const SHUT: &str = "You cannot tell four hundred";

#[test]
fn a_quotation_is_corrected_on_its_card() {
    let page = visit_sample();
    let is_marked = || page.marked("quote").iter().any(|q| q.contains(SHUT));
    page.click_words(SHUT);
    let card = || page.text_of("region", "Selected annotation");
    page.wait_until(
        "it is on the card",
        "document.querySelector('#card blockquote')?.textContent.includes('You cannot')",
    );
    assert!(card().contains("Direct quotation") && card().contains("Tomas Okonjo-Reyes"), "{}", card());

    page.click("button", "Reject");
    page.says("Rejected");
    assert!(!is_marked());
    assert!(page.listed("Problems").iter().any(|p| p.contains(SHUT) && p.contains("rejected")));
    assert!(!page.listed("Quotes").iter().any(|q| q.contains(SHUT)));
    page.click("button", "Undo");
    page.says("Undone: Reject");
    assert!(is_marked());
    page.click("button", "Redo");
    page.says("Done again");
    assert!(!is_marked());
    page.click("button", "Confirm");
    page.says("Confirmed");
    assert!(is_marked());
    assert!(card().contains("Confirmed"), "{}", card());

    page.click("button", "More");
    // Who said it: typed, and left with the Tab key for the next field.
    page.click("combobox", "Speaker");
    page.press("Control+a");
    page.write("Mara Tollgate");
    page.press("Tab");
    page.says("Speaker: Mara Tollgate");
    page.assert_focus("reject", "the Tab key left the speaker");
    page.press("Shift+Tab");
    page.assert_focus("show-rename", "the Tab key back");
    assert!(page.listed("Speakers").iter().any(|s| s.starts_with("Mara Tollgate")));
    page.select("Kind", "indirect");
    page.says("indirect");
    assert!(card().contains("Indirect quotation"), "{}", card());

    // A button pressed straight from a field gets the press, and the field its text.
    page.click("combobox", "Tags");
    page.write("ferry, to check");
    page.click("textbox", "Comment");
    page.write("Ask the board for the minutes");
    page.click("button", "Start one word later");
    page.says("cannot tell");
    let notes = page.listed("Notes");
    assert!(
        notes.len() == 1 && notes[0].contains("Ask the board") && notes[0].contains("#ferry #to check"),
        "{notes:?}"
    );

    page.click("button", "Delete");
    page.says("Deleted");
    assert!(!is_marked());
    for _ in 0..7 {
        page.click("button", "Undo");
    }
    page.says("Undone: Confirm");
    assert_eq!(page.listed("Notes").len(), 0);
}

#[test]
fn words_are_marked_with_the_mouse() {
    let page = visit_sample();
    page.select_words("any request");
    page.wait_until("the toolbar is offered", "!document.getElementById('marker').hidden");
    assert!(page.has("toolbar", "Mark the selected words"));
    page.click("button", "Note");
    assert_eq!(page.marked("note"), ["any request"]);
    assert!(!page.has("toolbar", "Mark the selected words"));
    page.assert_focus("MARK", "marking a note");

    page.select_words("weekly passes");
    assert_eq!(page.selected_text(), "weekly passes");
    page.click("button", "Quote");
    page.says("Marked as indirect quotation");
    assert!(page.marked("quote").contains(&"weekly passes".to_owned()), "{:?}", page.marked("quote"));

    page.select_words("nurses");
    page.click("button", "Person");
    page.says("Marked as person");
    assert!(page.marked("entity").contains(&"nurses".to_owned()));
    assert!(page.listed("Entities").iter().any(|e| e.starts_with("nurses")));

    // Speaker and cue of the quotation that is looked at.
    page.click_words("You cannot tell");
    page.select_words("passes");
    page.click("button", "Speaker of the quotation");
    page.says("Speaker: passes");
    assert!(page.marked("speaker").contains(&"passes".to_owned()));
    page.press("Delete");
    page.says("Deleted");
    page.press("Control+z");
    page.says("Undone: Delete");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one visit, step by step")]
fn the_keys_do_it_all() {
    let page = visit_sample();
    page.assert_focus("article", "opening");
    page.press("j");
    let first = page.looked_at();
    assert!(!first.is_empty());
    page.press("j");
    let second = page.looked_at();
    page.press("k");
    assert_eq!(page.looked_at(), first);

    // A rejection, and the way goes on behind it.
    page.press("x");
    page.says("Rejected");
    assert_eq!(page.looked_at(), "");
    page.assert_focus("article", "x");
    page.press("j");
    assert_eq!(page.looked_at(), second);
    page.press("Control+z");
    page.says("Undone: Reject");
    assert_ne!(page.focus(), "BODY", "after undoing");
    page.press("Control+Shift+z");
    page.says("Done again: Reject");
    page.press("Control+z");
    page.press("y");
    page.says("Confirmed");
    page.assert_focus("MARK", "y");

    page.click_words("a reprieve");
    let words = page.looked_at();
    for key in ["]", "}", "[", "{"] {
        let before = page.looked_at();
        page.press(key);
        assert_ne!(page.looked_at(), before, "{key} moves an end");
        assert_ne!(page.focus(), "BODY", "after {key}");
    }
    assert_eq!(page.looked_at(), words, "out and in again at both ends");

    page.press("s");
    page.assert_focus("speaker", "s");
    page.write("Jo Rask");
    page.press("Enter");
    page.says("Speaker: Jo Rask");
    page.assert_focus("MARK", "Enter in the field");
    page.press("c");
    page.write("j and x are only letters here");
    page.press("Tab");
    page.says("Comment saved");
    page.press("Escape");

    page.press("u");
    assert_eq!(page.eval("return document.querySelector('mark.selected').dataset.state"), "unsure");

    page.press("?");
    assert!(page.has("dialog", "Keyboard shortcuts"));
    page.press("x");
    assert!(page.has("dialog", "Keyboard shortcuts"), "keys do nothing behind a dialog");
    page.close_dialog();
    page.press("Escape");
    assert_eq!(page.looked_at(), "");
    page.press("o");
    assert!(page.has("dialog", "Open article"));
    page.close_dialog();

    // The Undo button takes itself away with the last step; the keyboard is not lost with it.
    let steps = "document.querySelector('[data-command*=undo]').disabled";
    for _ in 0..20 {
        if page.eval(&format!("return {steps}")) == true {
            break;
        }
        page.click("button", "Undo");
    }
    page.wait_until("all is undone", steps);
    assert_ne!(page.focus(), "BODY", "after the last undo");
}

#[test]
fn analysing_again_leaves_what_a_reader_did() {
    let page = visit_sample();
    page.click_words("I can live");
    page.press("x");
    page.says("Rejected");
    page.press("Escape");
    page.click("button", "Analyse again");
    page.says("Analysed again");
    assert!(!page.marked("quote").iter().any(|q| q.contains("I can live")), "{:?}", page.marked("quote"));
    page.click("button", "Undo");
    page.says("Undone: Analyse again");
    // Everything on the card has a key that leads to it.
    page.click_words("a reprieve");
    page.press("i");
    page.assert_focus("quote-kind", "the key for kinds");
    page.press("Escape");
    page.click_words("3 April");
    page.press("s");
    page.assert_focus("value", "the key for values");
}
