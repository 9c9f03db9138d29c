//! What a reader corrects is kept on the device, followed in articles that are opened later, and shown; guidelines.

use crate::page::{Page, Scheme, View};
use crate::scene::{file, visit};

const FIRST: &str =
    "Council meets\n\nIn Brume, Ossory waited for an hour. “We stay here,” the Skerrow mayor said.";
const SECOND: &str =
    "Council meets again\n\n“Nothing is hidden,” the Skerrow mayor said. In Brume, Ossory left early.";

impl Page {
    fn open_article(&self, text: &str) {
        self.paste(text);
        let title = text.lines().next().unwrap_or_default();
        self.wait_until(
            "it is open",
            &format!("document.querySelector('#article h1, #article p').textContent === {title:?}"),
        );
    }

    /// Says in the first article who the mayor is.
    fn name_the_mayor(&self) {
        self.open_article(FIRST);
        self.click_words("We stay here");
        self.click("combobox", "Speaker");
        self.press("Control+a");
        self.write("Nuala Ossory");
        self.press("Enter");
        self.wait_until("she speaks", "document.querySelector('#list').innerText.includes('Nuala Ossory')");
    }

    /// Types in place of what is in a text box, as a reader does.
    fn overwrite(&self, label: &str, text: &str) {
        self.click("textbox", label);
        self.press("Control+a");
        self.write(text);
    }

    fn show_word_list(&self) {
        self.click("button", "Library");
        self.click("button", "Word list");
        self.wait_until("the list is there", "document.querySelector('#word-list .hint')");
    }

    fn word_list(&self) -> String {
        let text = self.eval("return document.querySelector('#word-list').innerText.replace(/\\s+/g, ' ')");
        text.as_str().unwrap_or_default().to_owned()
    }
}

#[test]
fn a_correction_is_followed_in_a_later_article_and_says_why() {
    let page = visit();
    page.name_the_mayor();
    page.open_article(SECOND);
    page.wait_until(
        "it is said",
        "document.querySelector('#status').textContent.includes('1 as in your word list')",
    );
    page.click_words("Nothing is hidden");
    page.wait_until(
        "the card says where",
        "document.querySelector('.why').innerText.includes('You said so in “Council meets”.')",
    );
    page.screenshot("learned-card");
    // It is an entry of the list, with the article that it comes from.
    page.show_word_list();
    page.wait_until("it is listed", "document.querySelector('#word-list tbody tr')");
    let list = page.word_list();
    assert!(list.contains("the Skerrow mayor") && list.contains("Council meets"), "{list}");
    for (width, scheme, name) in [
        (1440, Scheme::Light, "word-list-light"),
        (1440, Scheme::Dark, "word-list-dark"),
        (320, Scheme::Light, "word-list-320"),
    ] {
        page.set_view(&View { width, height: 900, scheme });
        page.screenshot(name);
    }
    page.set_view(&View { width: 1280, height: 900, scheme: Scheme::Light });
    page.click("button", "Council meets");
    page.wait_until(
        "the first is open again",
        "document.querySelector('#article').innerText.includes('for an hour')",
    );
    assert_eq!(page.take_errors(), Vec::<String>::new());
}

#[test]
fn what_is_taken_back_switched_off_or_removed_is_not_followed() {
    let page = visit();
    page.name_the_mayor();
    page.show_word_list();
    page.wait_until("it is listed", "document.querySelector('#word-list tbody tr')");
    page.click("checkbox", "Use “the Skerrow mayor”");
    page.wait_until(
        "it is off",
        "document.querySelector('#status').textContent.includes('Not used any more')",
    );
    page.close_dialog();
    page.open_article(SECOND);
    page.click_words("Nothing is hidden");
    assert!(
        !page.eval("return document.querySelector('.why').innerText").to_string().contains("You said so")
    );
    // Removed, and brought back.
    page.show_word_list();
    page.wait_until("it is listed", "document.querySelector('#word-list tbody tr')");
    page.click("button", "Remove “the Skerrow mayor”");
    page.wait_until("it is gone", "!document.querySelector('#word-list tbody tr')");
    page.click("button", "Bring it back");
    page.wait_until("it is back", "document.querySelector('#word-list tbody tr')");
    // A second look at it: the name is changed in its place.
    page.overwrite("Name of “the Skerrow mayor”", "Nuala M. Ossory");
    page.press("Tab");
    page.wait_until(
        "it is kept",
        "document.querySelector('#status').textContent.includes('Changed: “the Skerrow mayor”')",
    );
    page.reload();
    page.show_word_list();
    page.wait_until(
        "it is kept over a reload",
        "document.querySelector('#word-list tbody input:not([type])')?.value === 'Nuala M. Ossory'",
    );
}

#[test]
fn a_list_goes_out_and_comes_in_and_the_library_follows_it() {
    let page = visit();
    page.open_article(SECOND);
    page.name_the_mayor();
    page.show_word_list();
    page.wait_until("it is listed", "document.querySelector('#word-list tbody tr')");
    page.click("button", "Export the list");
    let exported = String::from_utf8(page.downloaded("pullquote-words.json")).unwrap();
    assert!(exported.contains("\"words\":\"the Skerrow mayor\",\"name\":\"Nuala Ossory\""), "{exported}");
    page.click("button", "Apply to library…");
    page.wait_until("it is counted", "document.querySelector('#word-list-work .primary')");
    page.click("button", "Change them");
    page.wait_until(
        "it is done",
        "document.querySelector('#status').textContent.includes('The word list has changed')",
    );
    page.close_dialog();
    // The other article has the name, as a step of its own.
    page.open_article(SECOND);
    page.click_words("Nothing is hidden");
    page.wait_until("it is hers", "document.querySelector('#card input').value === 'Nuala Ossory'");
    page.press("Control+z");
    page.wait_until("it is taken back", "document.querySelector('#card input').value !== 'Nuala Ossory'");

    let other = visit();
    let folder = tempfile::tempdir().unwrap();
    other.show_word_list();
    other.choose_file(
        "Word list file",
        &file(&folder, "words.json", "{\"pullquote-words\":1,\"entries\":[{\"sort\":\"x\"}]}"),
    );
    other.wait_until(
        "it says what is wrong",
        "document.querySelector('#word-list-dialog .problem').textContent.includes('line 1, entry 1')",
    );
    other.choose_file("Word list file", &file(&folder, "mine.json", exported));
    other.wait_until("it is there", "document.querySelector('#word-list tbody tr')");
    other.close_dialog();
    other.open_article(SECOND);
    other.click_words("Nothing is hidden");
    other.wait_until("it is followed", "document.querySelector('#card input').value === 'Nuala Ossory'");
}

#[test]
fn the_page_offers_what_the_guidelines_mark() {
    let page = visit();
    page.open_article(FIRST);
    page.click("button", "Library");
    page.click("button", "Guidelines");
    page.wait_until("they are there", "document.querySelector('#guidelines .kinds')");
    for kind in ["Country, city or state", "Date", "Indirect quotation"] {
        page.click("checkbox", kind);
        page.wait_until(
            "it is kept",
            "document.querySelector('#status').textContent.includes('Guidelines kept')",
        );
    }
    page.click("button", "Add tag");
    page.wait_until("a tag is there", "document.querySelector('.tag-rule')");
    page.overwrite("Tag 1", "to check");
    page.press("Tab");
    page.wait_until("it is kept", "document.querySelector('[aria-label=\"When to use “to check”\"]')");
    page.overwrite("When to use “to check”", "A figure without a source.");
    page.press("Tab");
    for (width, scheme, name) in [
        (1440, Scheme::Light, "guidelines-light"),
        (1440, Scheme::Dark, "guidelines-dark"),
        (320, Scheme::Light, "guidelines-320"),
    ] {
        page.set_view(&View { width, height: 900, scheme });
        page.screenshot(name);
    }
    page.set_view(&View { width: 1280, height: 900, scheme: Scheme::Light });
    page.click("button", "Export the guidelines");
    let exported = String::from_utf8(page.downloaded("pullquote-guidelines.json")).unwrap();
    assert!(exported.contains("A figure without a source.") && !exported.contains("\"GPE\""), "{exported}");
    page.close_dialog();

    // No places: neither marks nor a layer nor a choice; the tag is offered with its note.
    assert!(!page.has("checkbox", "Dates"), "the layer is gone");
    let kinds = page
        .eval("return [...document.querySelectorAll('#article mark')].map((mark) => mark.dataset.detail)");
    assert!(!kinds.to_string().contains("gpe"), "{kinds}");
    page.click_words("We stay here");
    page.click("button", "More");
    page.click("combobox", "Tags");
    page.write("to check, other");
    page.press("Tab");
    page.wait_until(
        "the note is there",
        "document.querySelector('#card').innerText.includes('A figure without a source.')
           && document.querySelector('#card').innerText.includes('Outside the guidelines: other')",
    );
    // Without guidelines everything is back.
    page.click("button", "Library");
    page.click("button", "Guidelines");
    page.wait_until("they are there", "document.querySelector('#guidelines .kinds')");
    page.click("button", "Work without guidelines");
    page.wait_until(
        "they are gone",
        "document.querySelector('#status').textContent.includes('No guidelines')",
    );
    page.close_dialog();
    assert!(page.has("checkbox", "Dates"), "the layer is back");
}
