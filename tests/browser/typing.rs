//! Text that is being typed: saved before the reader leaves the field, taken back as one step, and left alone by what
//! another tab does.

use crate::page::Page;
use crate::scene::visit_sample;
use serde_json::json;

const SAVED: &str = "document.getElementById('saved').textContent === 'Saved'";

/// Types one more letter, and gives the label right after it.
const LETTER: &str = "const field = document.activeElement;
    field.setRangeText('!', field.value.length, field.value.length, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return document.getElementById('saved').textContent";

fn comment(page: &Page) -> String {
    let value = page.eval("return document.querySelector('#card textarea').value");
    value.as_str().unwrap_or_default().to_owned()
}

fn look_at(page: &Page, words: &str) {
    page.click_words(words);
    page.wait_until(
        "it is on the card",
        "document.querySelector('#card textarea') && document.querySelector('mark.selected')",
    );
}

#[test]
fn a_comment_survives_a_reload_without_leaving_its_field() {
    let page = visit_sample();
    look_at(&page, "a reprieve");
    page.press("c");
    page.write("Ask the bard");
    page.wait_until("it is saved", SAVED);
    page.assert_focus("note", "a saving");
    // The caret stays where it was, and the label tells of each letter.
    page.eval("document.activeElement.setSelectionRange(9, 9)");
    page.write("o");
    page.wait_until("the letter is saved", SAVED);
    assert_eq!(page.eval("return document.activeElement.selectionStart"), 10);
    assert_eq!(page.eval(LETTER), "Saving…");
    page.wait_until("it is saved", SAVED);
    page.screenshot("typed");
    page.reload();
    page.wait_until_ready();
    assert!(page.listed("Notes")[0].contains("Ask the board!"), "{:?}", page.listed("Notes"));
    page.click("button", "Undo");
    page.says("Undone: Comment");
    assert_eq!(page.listed("Notes").len(), 0, "no half of the comment stays");
    assert_eq!(page.eval("return document.querySelector('[data-command*=undo]').disabled"), true);
}

#[test]
fn the_escape_key_takes_back_what_was_typed() {
    let page = visit_sample();
    look_at(&page, "a reprieve");
    page.press("c");
    page.write("Half a tho");
    page.wait_until("half of it is saved", SAVED);
    page.write("ught");
    page.press("Escape");
    page.assert_focus("article", "Escape in a field");
    page.says("as it was before");
    assert_eq!(comment(&page), "");
    assert_eq!(page.listed("Notes").len(), 0);
    assert_eq!(page.eval("return document.querySelector('[data-command*=undo]').disabled"), true);

    // Half a name is no speaker. It is kept for the reader to decide on.
    look_at(&page, "You cannot tell");
    page.press("s");
    page.press("Control+a");
    page.write("Mara Tollg");
    assert_eq!(page.eval("return document.getElementById('saved').textContent"), "Enter saves it");
    page.reload();
    page.wait_until_ready();
    page.says("“Mara Tollg” was typed and not saved");
    assert_eq!(page.eval("return document.querySelector('[data-command*=undo]').disabled"), true);
    page.assert_focus("speaker", "a draft is offered");
    page.press("End");
    page.write("ate");
    page.press("Enter");
    page.says("Speaker: Mara Tollgate");
    assert!(page.listed("Speakers").iter().any(|s| s.starts_with("Mara Tollgate")));
}

#[test]
fn another_tab_does_not_write_into_a_field_in_use() {
    let page = visit_sample();
    look_at(&page, "a reprieve");
    page.press("c");
    page.write("mine");
    page.wait_until("it is saved", SAVED);
    page.eval("document.activeElement.setSelectionRange(1, 3)");
    page.eval(
        "window.other = open(location.href);
         window.until = async (done) => { while (!done()) await new Promise((r) => setTimeout(r, 5)) };
         await until(() => other.document.documentElement?.dataset?.ready);
         const mark = [...other.document.querySelectorAll('#article mark')].find((m) => m.textContent.includes('a reprieve'));
         mark.click();
         await until(() => other.document.querySelector('#card textarea'));
         const field = other.document.querySelector('#card textarea');
         field.value = 'theirs';
         field.dispatchEvent(new Event('change', { bubbles: true }));
         await new Promise((r) => setTimeout(r, 300))",
    );
    let field = page.eval(
        "const field = document.querySelector('#card textarea');
         return [document.activeElement === field, field.value, field.selectionStart, field.selectionEnd]",
    );
    assert_eq!(field, json!([true, "mine", 1, 3]));
    // The later text holds. This tab typed nothing after it.
    page.press("Tab");
    page.wait_until("the field shows it", "document.querySelector('#card textarea').value === 'theirs'");
}

/// The card says after a change what more there is to change; the next step takes that row away again. What is typed
/// meanwhile, and the keyboard, stay.
#[test]
fn a_comment_is_typed_after_another_correction() {
    let page = visit_sample();
    let type_a_comment = |words: &str| {
        page.wait_until("more is offered", "document.querySelector('.card > .offer')");
        page.press("c");
        page.write(words);
        page.wait_until("it is saved", SAVED);
        page.wait_until("nothing more is offered", "!document.querySelector('.card > .offer')");
        page.assert_focus("note", "a saving");
        page.write(", and on");
        page.wait_until("it is saved", SAVED);
        assert_eq!(comment(&page), format!("{words}, and on"));
        page.press("Escape");
        page.says("The text is as it was before");
        assert_eq!(comment(&page), "");
    };
    look_at(&page, "You cannot tell");
    page.press("s");
    page.write("Somebody Else");
    page.press("Enter");
    page.says("Speaker: Somebody Else");
    type_a_comment("Ask the board");
    look_at(&page, "Skarnholm");
    page.press("2");
    page.says("Now organisation: all");
    type_a_comment("A board");
    let name = "document.querySelector('#card input[data-change*=name]')";
    page.press("s");
    page.write("Another name");
    page.press("Enter");
    assert_eq!(page.eval(&format!("return {name}.value")), "Another name");
}
