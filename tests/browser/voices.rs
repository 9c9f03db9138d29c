//! Who speaks in all articles of the library.

use crate::page::{Page, Scheme, View};
use crate::scene::visit;
use serde_json::Value;

/// Written for these tests: articles of two days in which one person speaks under her full name and her surname.
fn article(number: usize, day: u32, rest: &str) -> String {
    format!(
        "Harbour news {number}\n\nBy Ada Quill - {day} May 2024\n\n“We will keep the old boat for as long as we can,” said Ida Moor, the \
         mayor of Lindhaven. The pier opened on 3 June 2019.\n\n{rest}"
    )
}

impl Page {
    fn save(&self, text: &str) {
        self.paste(text);
        let title = text.lines().next().unwrap_or_default();
        self.wait_until(
            "it is open",
            &format!("document.querySelector('#article h1, #article p').textContent === {title:?}"),
        );
    }

    fn counted_speakers(&self) -> Vec<Vec<String>> {
        let rows = self.eval(
            "return [...document.querySelectorAll('#voices table tbody tr')].map((row) =>
               [...row.children].map((cell) => cell.textContent))",
        );
        serde_json::from_value(rows).unwrap_or_default()
    }

    fn voices(&self) -> String {
        let text = self.eval("return document.querySelector('#voices').innerText.replace(/\\s+/g, ' ')");
        text.as_str().unwrap_or_default().to_owned()
    }
}

fn visit_library() -> Page {
    let page = visit();
    page.save(&article(1, 3, "“Nobody has asked the people who row,” said Bram Holt."));
    page.save(&article(
        2,
        4,
        "Bram Holt said that the bridge was a dream. A spokesman said that it would take time.",
    ));
    page.save("Harbour news 3\n\nBy Ada Quill - 5 May 2024\n\n“The fare stays as it is,” said Moor. “We all row,” said Cleo Marsh.");
    page
}

#[test]
fn who_speaks_is_counted_over_all_articles() {
    let page = visit_library();
    page.click("button", "Library");
    page.click("button", "Who speaks");
    page.wait_until("they are counted", "document.querySelector('#voices table')");
    let rows = page.counted_speakers();
    let ida = rows.iter().find(|row| row[0] == "Ida Moor").unwrap_or_else(|| panic!("{rows:?}"));
    assert_eq!(ida[1..4], ["2", "2", "24"], "{rows:?}");
    assert!(ida[7].contains("2024-05-03") && ida[7].contains("2024-05-04"), "{ida:?}");
    assert!(rows.iter().any(|row| row[0] == "Unnamed"), "{rows:?}");
    page.screenshot("voices");

    // A shared surname is only proposed; put together once, it counts everywhere, and comes apart in one step.
    assert!(rows.iter().any(|row| row[0] == "Moor"), "{rows:?}");
    page.click("button", "Moor is Ida Moor");
    page.wait_until(
        "they are one",
        "!document.querySelector('#voices').innerText.includes('The same person?')",
    );
    assert!(
        page.counted_speakers().iter().any(|row| row[0] == "Ida Moor" && row[1] == "3"),
        "{:?}",
        page.counted_speakers()
    );
    page.click("button", "Undo: Moor is Ida Moor");
    page.wait_until(
        "they are two",
        "document.querySelector('#voices').innerText.includes('The same person?')",
    );

    // One person's quotations in time, each a link into its article.
    page.click("button", "Ida Moor");
    page.wait_until(
        "her quotations are there",
        "document.querySelectorAll('#voices .said > li').length === 2",
    );
    assert!(page.eval("return document.querySelectorAll('#voices .date-line rect').length") == 2);
    page.screenshot("voices-person");
    page.click("button", "Picture (SVG)");
    let picture = String::from_utf8(page.downloaded("library-quotations.svg")).unwrap();
    assert!(picture.contains("Ida Moor") && picture.contains("2024-05-04"), "{picture}");
    page.click("button", "Picture (PNG)");
    assert_eq!(size_of_png(&page.downloaded("library-quotations.png")), (2 * 960, 2 * 190));
    page.click("button", "2024-05-03 · Harbour news 1");
    page.wait_until("the dialog is closed", "!document.querySelector('dialog[open]')");
    assert!(page.looked_at().contains("keep the old boat"), "{}", page.looked_at());
    assert_eq!(page.paragraphs()[0], "Harbour news 1");
}

#[test]
fn the_ticked_articles_alone_are_counted() {
    let page = visit_library();
    page.click("button", "Library");
    page.click("checkbox", "Tick Harbour news 2");
    page.click("button", "Who speaks");
    page.wait_until("they are counted", "document.querySelector('#voices table')");
    assert!(page.voices().contains("in 1 article,"), "{}", page.voices());
    let speakers: Vec<String> = page.counted_speakers().iter().map(|row| row[0].clone()).collect();
    assert!(
        speakers.contains(&"Bram Holt".to_owned()) && !speakers.contains(&"Moor".to_owned()),
        "{speakers:?}"
    );
}

#[test]
fn dates_and_same_quotations_are_shown_and_written() {
    let page = visit_library();
    page.click("button", "Library");
    page.click("button", "Who speaks");
    page.wait_until("they are counted", "document.querySelector('#voices table')");
    page.click("button", "Table (CSV)");
    let table = String::from_utf8(page.downloaded("library-speakers.csv")).unwrap();
    assert!(table.contains("Ida Moor,person,2,2,24,"), "{table}");
    page.click("button", "Picture (SVG)");
    let picture = String::from_utf8(page.downloaded("library-speakers.svg")).unwrap();
    assert!(picture.contains("<svg") && picture.contains("Ida Moor"), "{picture}");
    page.click("button", "Picture (PNG)");
    assert_eq!(size_of_png(&page.downloaded("library-speakers.png")).0, 2 * 720);
    page.click("button", "Same quotations");
    page.wait_until("they are shown", "document.querySelector('#voices .wordings')");
    let shown = page.voices();
    assert!(shown.contains("In 2 articles") && shown.contains("Harbour news 2"), "{shown}");
    page.screenshot("voices-same");
    page.click("button", "Picture (PNG)");
    assert_eq!(size_of_png(&page.downloaded("library-same-quotations.png")).0, 2 * 960);
    page.click("button", "Dates");
    page.wait_until("the line is there", "document.querySelector('#voices svg')");
    assert!(
        page.voices().contains("3 June 2019") && page.voices().contains("2 articles"),
        "{}",
        page.voices()
    );
    page.screenshot("voices-dates");
    page.click("button", "Picture (PNG)");
    assert_eq!(size_of_png(&page.downloaded("library-dates.png")), (2 * 960, 2 * 190));
}

/// Width and height of a picture, in pixels.
fn size_of_png(bytes: &[u8]) -> (u32, u32) {
    assert!(bytes.starts_with(b"\x89PNG\r\n"), "{:?}", &bytes[..bytes.len().min(20)]);
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

#[test]
fn who_speaks_looks_well() {
    let page = visit_library();
    page.click("button", "Library");
    page.click("button", "Who speaks");
    page.wait_until("they are counted", "document.querySelector('#voices table')");
    looks_well(&page, "voices-all");
    page.click("button", "Ida Moor");
    page.wait_until("her quotations are there", "document.querySelector('#voices .date-line')");
    looks_well(&page, "voices-one");
}

fn looks_well(page: &Page, scene: &str) {
    for (name, width, scheme) in [
        ("wide", 1440, Scheme::Light),
        ("dark", 1440, Scheme::Dark),
        ("phone", 390, Scheme::Light),
        ("phone-dark", 390, Scheme::Dark),
        ("tablet", 820, Scheme::Light),
        ("wider", 1920, Scheme::Dark),
    ] {
        page.set_view(&View { width, height: 900, scheme });
        page.screenshot(&format!("{scene}-{name}"));
        let overflow: Value = page
            .eval("const d = document.querySelector('#voices-dialog'); return d.scrollWidth - d.clientWidth");
        assert_eq!(overflow, 0, "{scene} {name}");
    }
    page.set_view(&View::DESKTOP);
}
