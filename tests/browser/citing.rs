//! A quotation copied with its source, as text and as Markdown, and pasted again.

use crate::page::Page;
use crate::scene::{file, folder, visit};

const PAGE: &str = "<!doctype html><html lang=en><head><title>Ferry stays</title>\
    <link rel=canonical href='https://news.example/ferry'><meta property='article:published_time' content='2025-03-14'>\
    </head><body><article><h1>Ferry stays</h1>\
    <p>“It stays for as long as anyone wants to sail,” said Tomas Rey, who has sailed on it since he was a boy of six.</p>\
    <p>The town was glad of it, and nobody on the quay that morning had a word to say against the plan.</p>\
    <p>Some of the older people wept, and some of the younger ones, who had never known another boat, laughed.</p>\
    </article></body></html>";

/// What the clipboard holds: pasted into a text box, as a reader would.
fn pasted(page: &Page) -> String {
    page.click("button", "Open article");
    page.click("textbox", "Article text");
    page.press("Control+a");
    page.press("Control+v");
    let text = page.eval("return document.getElementById('article-text').value");
    page.close_dialog();
    text.as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_quotation_is_copied_with_its_source() {
    let folder = folder();
    let page = visit();
    page.open_file(&file(&folder, "ferry.html", PAGE));
    page.says("1 quotation found");
    page.click_words("It stays for");
    page.click("button", "More");
    page.click("button", "Copy quote");
    page.says("Copied, with its source");
    let link = "https://news.example/ferry#:~:text=%E2%80%9CIt%20stays%20for%20as,anyone%20wants%20to%20sail%2C%E2%80%9D";
    let words = "“It stays for as long as anyone wants to sail,”";
    assert_eq!(pasted(&page), format!("{words} — Tomas Rey, “Ferry stays”, 2025-03-14, {link}"));
    page.press("M");
    page.says("Copied");
    assert_eq!(pasted(&page), format!("> {words}\n>\n> — Tomas Rey, [Ferry stays]({link}), 2025-03-14\n"));

    // Where the browser has no clipboard to write to, the copy command does it.
    page.eval("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    page.press("C");
    page.says("Copied");
    assert!(pasted(&page).starts_with(&format!("{words} — Tomas Rey")));
}
