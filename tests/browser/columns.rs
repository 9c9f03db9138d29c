//! Tables whose columns nobody can know: the page asks, shows what comes in, and remembers the answer.

use crate::page::{Page, Scheme, View};
use crate::scene::{file, folder, visit, visit_sample};
use serde_json::Value;

const TABLE: &str = "Nr;Kopf;Zeitung;Tag;Inhalt\r\n\
    1;Ferry stays;Norland Times;2024-05-03;\"“The ferry stays,” said Ida Moor.\n\nThat was all; nobody asked.\"\r\n\
    2;Lock opens;Gazette;2024-05-04;“The lock opens in June,” said Bram Holt.\r\n";

impl Page {
    /// The text of the dialog, as it is shown.
    fn columns(&self) -> String {
        let text = self.eval("return document.querySelector('#columns').innerText.replace(/\\s+/g, ' ')");
        text.as_str().unwrap_or_default().to_owned()
    }

    fn is_asked(&self) {
        self.wait_until("the page asks", "document.querySelector('#columns-dialog[open] #columns table')");
    }

    fn titles(&self) -> Vec<String> {
        let titles = self.eval(
            "return [...document.querySelectorAll('#library-list tbody .title')].map((title) => title.textContent)",
        );
        serde_json::from_value(titles).unwrap_or_default()
    }
}

#[test]
fn a_reader_says_which_column_is_which_and_the_page_remembers() {
    let page = visit();
    let folder = folder();
    page.open_file(&file(&folder, "zeitung.csv", TABLE));
    page.is_asked();
    // The text is not guessed: its values are short.
    assert!(page.columns().contains("Choose the column that has the text"), "{}", page.columns());
    assert_eq!(page.eval("return document.querySelector('#columns button.primary').disabled"), true);
    page.select("What Inhalt is", "text");
    page.wait_until("it comes in", "document.querySelector('#columns').innerText.includes('said Ida Moor')");
    page.select("What Kopf is", "title");
    page.select("What Zeitung is", "publisher");
    page.wait_until(
        "the title comes in",
        "document.querySelectorAll('#columns table')[1].innerText.includes('Ferry stays')",
    );
    assert!(page.columns().contains("2024-05-03"), "the day is guessed: {}", page.columns());
    for (name, width, scheme) in [
        ("columns-light", 1440, Scheme::Light),
        ("columns-dark", 1440, Scheme::Dark),
        ("columns-390", 390, Scheme::Light),
        ("columns-390-dark", 390, Scheme::Dark),
    ] {
        page.set_view(&View { width, height: 900, scheme });
        page.screenshot(name);
        let wide = page.eval("return document.documentElement.scrollWidth > innerWidth");
        assert_eq!(wide, false, "{name}: nothing is wider than the screen");
    }
    page.set_view(&View::DESKTOP);
    page.click("button", "Use these columns");
    page.says("2 articles read: 2 added");
    let titles = page.titles();
    assert!(
        titles.contains(&"Ferry stays".to_owned()) && titles.contains(&"Lock opens".to_owned()),
        "{titles:?}"
    );
    page.close_dialog();

    // Another file with the same columns, in another visit: nothing is asked.
    page.wait_until("all is saved", "document.getElementById('saved').textContent === 'Saved'");
    page.reload();
    page.wait_until_ready();
    let more =
        "\u{feff}NR;Kopf;zeitung;Tag;Inhalt\n3;Bus comes;Gazette;1 June 2024;“It comes,” said Cleo Marsh.\n";
    page.open_file(&file(&folder, "mehr.csv", more));
    page.says("1 article read: 1 added");
    assert!(page.titles().contains(&"Bus comes".to_owned()), "{:?}", page.titles());
    assert_eq!(page.eval("return document.querySelector('#columns-dialog').open"), false);
    page.close_dialog();

    // Unless the reader wants to be asked.
    page.click("button", "Open article");
    page.choose_file("Article file", &file(&folder, "mehr.csv", more));
    page.click("checkbox", "Say which column of a table is which");
    page.click("button", "Annotate");
    page.is_asked();
    page.click("button", "Leave this file out");
    page.wait_until(
        "it is named with the reason",
        "document.querySelector('#library-queue').innerText.includes('nobody has said which column')",
    );
}

#[test]
fn a_dialog_that_is_closed_leaves_the_table_waiting() {
    let page = visit();
    let folder = folder();
    let lines = "{\"nr\": 1, \"story\": \"“The ferry stays,” said Ida Moor.\"}\n{\"nr\": 2, \"story\": \"“No,” said Bram Holt.\"}\n";
    page.drop_files(&[
        file(&folder, "stories.jsonl", lines),
        file(&folder, "a.txt", "“Yes,” said Ann Lee.\n"),
    ]);
    page.is_asked();
    page.press("Escape");
    page.wait_until("it is closed", "!document.querySelector('#columns-dialog').open");
    page.wait_until(
        "it says so",
        "document.querySelector('#library-queue').innerText.includes('1 table waits for you')",
    );
    // A reload forgets nothing.
    page.wait_until("all is saved", "document.getElementById('saved').textContent === 'Saved'");
    page.reload();
    page.wait_until_ready();
    page.wait_until("it still waits", "document.querySelector('#queue')?.innerText.includes('table waits')");
    page.click("button", "Say which");
    page.is_asked();
    page.select("What story is", "text");
    page.wait_until("it comes in", "!document.querySelector('#columns button.primary').disabled");
    page.click("button", "Use these columns");
    page.says("2 added");
    page.click("button", "Library");
    assert_eq!(page.titles().len(), 3, "{:?}", page.titles());
}

#[test]
fn a_table_of_quotations_is_imported_into_the_open_article() {
    let page = visit_sample();
    let folder = folder();
    let words = "any request";
    let table = format!("Wortlaut,Wer\n{words},Somebody Else\n");
    page.import(&file(&folder, "quotes.csv", table));
    page.is_asked();
    page.select("What Wortlaut is", "quote");
    page.select("What Wer is", "speaker");
    page.wait_until(
        "it comes in",
        "document.querySelectorAll('#columns table')[1]?.innerText.includes('Somebody Else')",
    );
    page.click("button", "Use these columns");
    page.says("imported");
    // Suggestions on the same words give way.
    assert!(page.listed("Quotes").iter().any(|one| one.contains(words)));
    assert!(page.listed("Speakers").iter().any(|one| one.contains("Somebody Else")));
    assert_eq!(page.eval("return document.querySelector('dialog[open]')"), Value::Null);
}
