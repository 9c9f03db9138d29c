//! An article's quotations are checked against their sources: pasted, or in files of several kinds.

use crate::page::{Page, Scheme, View};
use crate::scene::{file, folder, visit};
use serde_json::Value;

/// Written for these tests: quotations of each sort.
const ARTICLE: &str = "Harbour town keeps its ferry\n\nThe ferry of Lindhaven will run for ten more years, Ida Moor said on \
    Monday.\n\n“The ferry stays, and so do its four sailors,” said Ida Moor, the mayor.\n\n“We will raise the \
    fare next year,” Ida Moor added.\n\n“Nobody has asked the people who row,” said Bram Holt, who has a boat.\n\n\
    “The bridge was always a dream,” said Cleo Marsh, an engineer.";

/// What was really said, with who said it and when.
const TRANSCRIPT: &str = "WEBVTT\n\n00:01:02.000 --> 00:01:09.000\n<v Ida Moor>The ferry stays, and so do its four sailors.\n\n\
    00:01:10.000 --> 00:01:16.000\n<v Ida Moor>We will never raise the fare next year.\n\n\
    00:01:17.000 --> 00:01:24.000\n<v Bram Holt>The bridge was always a dream, and I said so at the time.\n\n\
    00:01:25.000 --> 00:01:30.000\n<v Ida Moor>I promise you that the ferry will run for ten years more.\n";

impl Page {
    /// The outcomes in the list, each with the quotation's first words.
    fn outcomes(&self) -> Vec<String> {
        let all = self.eval(
            "return [...document.querySelectorAll('#source-check li')].map((item) =>
               `${item.dataset.outcome} ${[...item.querySelectorAll('.quoted .words')].map((words) => [...words.childNodes].filter((node) => node.nodeName !== 'DEL').map((node) => node.textContent).join(''))[0].replace(/[^\\p{L} ]/gu, '').trim().split(/\\s+/).slice(0, 2).join(' ')}`)",
        );
        let all = all.as_array().cloned().unwrap_or_default();
        all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Clicks the words of a quotation in the list.
    fn click_quoted(&self, words: &str) {
        self.eval(&format!(
            "[...document.querySelectorAll('#source-check .quoted')].find((button) => button.innerText.includes({words:?})).click()"
        ));
    }

    fn item(&self, words: &str) -> String {
        let text = self.eval(&format!(
            "return [...document.querySelectorAll('#source-check li')].find((item) => item.innerText.includes({words:?}))
               ?.innerText.replace(/\\s+/g, ' ')"
        ));
        text.as_str().unwrap_or_default().to_owned()
    }
}

const FOUND: [&str; 5] = [
    "passages The ferry",
    "verbatim The ferry",
    "altered We will",
    "not-found Nobody has",
    "other-speaker The bridge",
];

#[test]
fn quotations_are_checked_against_a_transcript() {
    let page = visit();
    page.paste(ARTICLE);
    page.wait_until("it is open", "document.querySelector('#article mark')");
    let folder = folder();
    // Three actions: the button, the file, the button.
    page.click("button", "Sources");
    page.choose_file("Source file", &file(&folder, "council.vtt", TRANSCRIPT));
    page.click("button", "Check");
    page.wait_until("the list is there", "document.querySelectorAll('#source-check li').length === 5");
    assert!(page.has("list", "Source check"));
    assert_eq!(page.outcomes(), FOUND);
    let altered = page.item("raise the fare");
    assert!(
        altered.contains("council.vtt · Ida Moor · 0:01:02–0:01:16") && altered.contains("never"),
        "{altered}"
    );
    let struck = page.eval("return document.querySelector('#source-check del').textContent");
    assert_eq!(struck, "never");
    let other = page.item("bridge was");
    assert!(other.contains("By the source, Bram Holt says this."), "{other}");
    let paraphrase = page.item("ten more years");
    assert!(paraphrase.contains("cannot be compared word by word"), "{paraphrase}");
    assert!(!paraphrase.to_lowercase().contains("verbatim"), "{paraphrase}");
    page.screenshot("sources");

    // A click goes to the quotation, and its card says what the source shows.
    page.click_quoted("raise the fare");
    page.wait_until("the dialog is closed", "!document.querySelector('dialog[open]')");
    assert!(page.looked_at().contains("raise the fare"), "{}", page.looked_at());
    let card = page.eval("return document.querySelector('#card .check').innerText.replace(/\\s+/g, ' ')");
    assert!(card.as_str().is_some_and(|card| card.contains("altered") && card.contains("never")), "{card}");
    page.screenshot("sources-card");

    // It outlives a reload, and is one step.
    page.reload();
    page.wait_until_ready();
    page.click("button", "Sources");
    assert_eq!(page.outcomes(), FOUND);
    assert!(page.has("list", "Sources of this article"));
    page.close_dialog();
    page.press("Control+z");
    page.says("Undone: Check against sources");
    page.press("Control+Shift+z");
    page.says("Check against sources");
    for (format, part) in [
        ("csv", ",verbatim,"),
        ("jsonl", "\"source_check\":{\"outcome\":\"altered\""),
        ("jsonld", "\"pq:sourceCheck\""),
    ] {
        let ending = if format == "jsonl" { "jsonl" } else { format };
        let exported = page.exported(format, &format!("harbour-town-keeps-its-ferry.{ending}"));
        assert!(exported.contains(part), "{format}: {exported}");
    }
}

#[test]
fn a_source_is_pasted_and_the_report_is_a_file() {
    let page = visit();
    page.paste(ARTICLE);
    page.wait_until("it is open", "document.querySelector('#article mark')");
    page.click("button", "Sources");
    page.click("button", "Check");
    page.wait_until(
        "it asks for a source",
        "document.querySelector('#sources-dialog .problem').textContent.includes('no source yet')",
    );
    page.fill("Source text", "<b>The ferry stays</b>, and so do its four sailors. <script>alert(1)</script>");
    page.click("button", "Check");
    page.wait_until("the list is there", "document.querySelectorAll('#source-check li').length === 5");
    assert!(page.outcomes().contains(&"not-found We will".to_owned()), "{:?}", page.outcomes());
    page.click("button", "Table (CSV)");
    let table = String::from_utf8(page.downloaded("harbour-town-keeps-its-ferry-sources.csv")).unwrap();
    assert!(table.contains("outcome,changes,source,source_speaker,source_time,source_words"), "{table}");
    page.click("button", "Web page (HTML)");
    let report = String::from_utf8(page.downloaded("harbour-town-keeps-its-ferry-sources.html")).unwrap();
    assert!(report.contains("style-src 'sha256-") && !report.contains("unsafe-inline"), "{report}");
    assert!(!report.contains("<script"), "{report}");
    // Without the source nothing stands in its list any more; what was found stays until the next check.
    page.click("button", "Remove the source Pasted text 1");
    assert!(!page.has("list", "Sources of this article"));

    // What a reader changes after the check is not called checked.
    page.click_quoted("four sailors");
    page.wait_until("the dialog is closed", "!document.querySelector('dialog[open]')");
    page.press("s");
    page.write("Ada Quill");
    page.press("Enter");
    page.wait_until(
        "the card says so",
        "document.querySelector('#card .check').textContent.includes('Changed since it was checked')",
    );
}

#[test]
fn sources_look_well() {
    let page = visit();
    page.paste(ARTICLE);
    page.wait_until("it is open", "document.querySelector('#article mark')");
    page.click("button", "Sources");
    page.choose_file("Source file", &file(&folder(), "council.vtt", TRANSCRIPT));
    page.click("button", "Check");
    page.wait_until("the list is there", "document.querySelectorAll('#source-check li').length === 5");
    for (name, width, scheme) in [
        ("sources-wide", 1440, Scheme::Light),
        ("sources-dark", 1440, Scheme::Dark),
        ("sources-phone", 390, Scheme::Light),
        ("sources-narrow", 320, Scheme::Dark),
    ] {
        page.set_view(&View { width, height: 900, scheme });
        page.eval("document.querySelector('#sources-dialog').scrollTop = 0");
        page.screenshot(name);
        page.eval("document.querySelector('#source-check').scrollIntoView()");
        page.screenshot(&format!("{name}-list"));
        let overflow = page.eval(
            "const d = document.querySelector('#sources-dialog'); return d.scrollWidth - d.clientWidth",
        );
        assert_eq!(overflow, 0, "{name}");
    }
}

#[test]
fn a_pasted_page_and_pasted_subtitles_are_read_as_what_they_are() {
    let page = visit();
    page.paste(ARTICLE);
    page.wait_until("it is open", "document.querySelector('#article mark')");
    let html = "<!DOCTYPE html><html><head><title>Speech</title></head><body><main><p>The ferry stays, and so do its \
        four&nbsp;sailors.</p><p>We will never raise the fare next year, and nobody should fear that we will, because the town has \
        promised it.</p></main></body></html>";
    for source in [html, TRANSCRIPT] {
        page.click("button", "Sources");
        page.fill("Source text", source);
        page.click("button", "Check");
        page.wait_until("it is read", "document.querySelector('#source-text').value === ''");
        page.wait_until("it is checked", "document.querySelectorAll('#source-check li').length === 5");
        let outcomes = page.outcomes();
        assert!(outcomes.contains(&"verbatim The ferry".to_owned()), "{outcomes:?}");
        assert!(outcomes.contains(&"altered We will".to_owned()), "{outcomes:?}");
        let shown = page.eval("return document.querySelector('#source-check').innerText");
        assert!(!shown.as_str().unwrap_or_default().contains("<p>"), "{shown}");
        assert_eq!(page.eval("return document.querySelector('#source-text').value"), "");
        page.close_dialog();
    }
}

/// What was said, as a Word file.
fn docx(lines: &[&str]) -> Vec<u8> {
    let paragraphs: String =
        lines.iter().map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).collect();
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{paragraphs}</w:body></w:document>"
    );
    pullquote_readers::archive(&[("word/document.xml".to_owned(), document)]).expect("it takes a file")
}

/// The same as a page of a PDF, without the table that readers can do without.
fn pdf(lines: &[&str]) -> Vec<u8> {
    let lines: String = lines.iter().map(|line| format!("({line}) Tj 0 -30 Td ")).collect();
    let content = format!("BT /F 10 Tf 40 500 Td {lines}ET");
    format!(
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[4 0 R]/Count 1>>\nendobj\n\
         3 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>\nendobj\n4 0 obj\n<</Type/Page/Parent 2 0 R\
         /MediaBox[0 0 500 600]/Resources<</Font<</F 3 0 R>>>>/Contents 5 0 R>>\nendobj\n5 0 obj\n<</Length {}>>stream\n\
         {content}\nendstream\nendobj\ntrailer<</Size 6/Root 1 0 R>>\n%%EOF\n",
        content.len()
    )
    .into_bytes()
}

#[test]
fn word_and_pdf_files_are_sources() {
    let speech = [
        "The ferry stays, and so do its four sailors. I said so in May.",
        "We will never raise the fare next year, and I have the numbers here.",
    ];
    let (page, folder) = (visit(), folder());
    page.paste(ARTICLE);
    page.wait_until("it is open", "document.querySelector('#article mark')");
    for (name, bytes) in [("council.docx", docx(&speech)), ("council.pdf", pdf(&speech))] {
        page.click("button", "Sources");
        page.choose_file("Source file", &file(&folder, name, bytes));
        page.click("button", "Check");
        page.wait_until(
            "it is checked",
            &format!(
                "document.querySelectorAll('#source-check li').length === 5
                   && document.querySelector('#source-check').textContent.includes({name:?})"
            ),
        );
        let outcomes = page.outcomes();
        assert!(outcomes.contains(&"verbatim The ferry".to_owned()), "{name}: {outcomes:?}");
        assert!(outcomes.contains(&"altered We will".to_owned()), "{name}: {outcomes:?}");
        let altered = page.item("raise the fare");
        assert!(altered.contains(name) && altered.contains("never"), "{altered}");
        page.click("button", &format!("Remove the source {name}"));
        page.close_dialog();
    }
}
