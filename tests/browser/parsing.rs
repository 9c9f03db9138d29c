//! Web pages, rich text and Markdown are parsed by a module of its own: the first load is without it, it works offline, in
//! the single file, and where it is missing the page says so.

use crate::page::{self, Page};
use crate::releases::{Fault, Release, ReleaseServer};
use crate::scene::{file, folder};
use crate::site;

const PAGE: &str = "<!doctype html><html lang=en><head><title>Lock opens</title></head><body><nav>Sport</nav><article>\
    <h1>Lock opens</h1><p>“The water is back,” said Ada Brook on Monday.</p><p>It had been away for nine years, \
    and longer than the boatmen had hoped for, who had to go round by the sea.</p></article></body></html>";
const MARKDOWN: &str =
    "# Lock opens\n\n“The *water* is back,” said Ada Brook on Monday.\n\n<q>So it is</q>, she said.\n";
const MODULE: [&str; 2] = ["optional/pullquote_pages.js", "optional/pullquote_pages_bg.wasm"];

/// Opens a page and a Markdown text; both show their title and a quotation.
fn reads_pages(page: &Page) {
    let folder = folder();
    for (n, (name, text)) in [("lock.html", PAGE), ("lock.md", MARKDOWN)].into_iter().enumerate() {
        // Each is an article of its own.
        let text = text.replace("Monday", ["Monday", "Tuesday"][n]);
        page.open_file(&file(&folder, name, text));
        page.says("found");
        page.wait_until(
            name,
            "document.querySelector('#article [data-paragraph]')?.textContent === 'Lock opens'",
        );
        page.wait_until("it is marked", "document.querySelector('#article mark[data-kind=quote]')");
        assert!(page.paragraphs()[1].starts_with("“The water is back,”"), "{:?}", page.paragraphs());
    }
}

#[test]
fn the_page_begins_without_parsers_and_has_them_offline() {
    let server = ReleaseServer::start(Release::built());
    let page = page::open_address(&server.address);
    page.wait_until_ready();
    let loaded =
        "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('pages')).length";
    assert_eq!(page.eval(loaded), 0);
    page.eval("await navigator.serviceWorker.ready");
    server.turn_off();
    page.reload();
    page.wait_until_ready();
    reads_pages(&page);
    assert_eq!(page.eval(loaded), 0, "a worker parses, not the page");
}

#[test]
fn a_page_is_refused_while_its_parsers_are_missing_and_a_text_is_not() {
    let release = Release::built();
    for missing in MODULE {
        let server = ReleaseServer::start(release.clone());
        server.publish(&release, &[(missing, Fault::Missing)]);
        let page = page::open_address(&server.address);
        page.wait_until_ready();
        page.paste("Rain stays\n\n“It rained all day,” said Ada Brook.\n");
        page.says("1 quotation found");
        let folder = folder();
        page.open_file(&file(&folder, "lock.html", PAGE));
        page.warns("formatted text and Markdown cannot be loaded. Try again while you are connected");
        assert_eq!(page.paragraphs()[0], "Rain stays");
        page.close_dialog();
        page.take_errors(); // What the browser says of the file that it did not get.
        server.publish(&release, &[]);
        reads_pages(&page);
        page.take_errors();
    }
}

#[test]
fn the_single_file_reads_pages() {
    let file = site::folder().join("pullquote.html");
    let page = page::open_address(&format!("file://{}", file.display()));
    page.wait_until_ready();
    reads_pages(&page);
    assert_eq!(page.eval("return performance.getEntriesByType('resource').length"), 0);
}
