//! The formats of other tools are read and written by a module of its own: the first load is without it, it works offline, in
//! the single file, and where it is missing the page says so.

use crate::page::{self, Page};
use crate::releases::{Fault, Release, ReleaseServer};
use crate::scene::{file, folder};
use crate::site;
use pullquote::Format;

const ARTICLE: &str = "Lock opens\n\n“The water is back,” said Ada Brook on Monday.\n";
const LOADED: &str =
    "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('formats')).length";
const MODULE: [&str; 2] = ["optional/pullquote_formats.js", "optional/pullquote_formats_bg.wasm"];

/// Writes the open article in formats of each kind, and reads the files back.
fn writes_and_reads(page: &Page) {
    let folder = folder();
    for format in [Format::Csv, Format::Tei, Format::Tsv3, Format::Jsonld] {
        let text = page.exported(format.name(), &format.file_name("Lock opens"));
        assert!(text.contains("The water is back"), "{format}: {text}");
        page.import(&file(&folder, &format.file_name("set"), text));
        page.says("Nothing new: all");
    }
}

fn opened(address: &str) -> Page {
    let page = page::open_address(address);
    page.wait_until_ready();
    page.paste(ARTICLE);
    page.says("1 quotation found");
    page
}

#[test]
fn the_page_begins_without_formats_and_has_them_offline() {
    let server = ReleaseServer::start(Release::built());
    let page = opened(&server.address);
    assert_eq!(page.eval(LOADED), 0);
    page.eval("await navigator.serviceWorker.ready");
    server.turn_off();
    page.reload();
    page.wait_until_ready();
    let folder = folder();
    page.open_file(&file(&folder, "rain.txt", "Rain stays\n\n“It rained all day,” said Ada Brook.\n"));
    page.says("1 quotation found");
    assert_eq!(page.eval(LOADED), 0, "a text is no annotation set");
    page.open_file(&file(&folder, "lock.txt", ARTICLE));
    page.says("This article was in your library");
    writes_and_reads(&page);
}

#[test]
fn an_export_is_refused_while_the_formats_are_missing_and_works_afterwards() {
    let release = Release::built();
    for missing in MODULE {
        let server = ReleaseServer::start(release.clone());
        server.publish(&release, &[(missing, Fault::Missing)]);
        let page = opened(&server.address);
        page.click("button", "Export");
        page.click("button", "Download");
        page.warns("cannot be loaded. Check the connection, then try again");
        page.close_dialog();
        page.take_errors(); // What the browser says of the file that it did not get.
        server.publish(&release, &[]);
        writes_and_reads(&page);
        page.take_errors();
    }
}

#[test]
fn the_single_file_has_the_formats() {
    let file = site::folder().join("pullquote.html");
    let page = opened(&format!("file://{}", file.display()));
    writes_and_reads(&page);
    assert_eq!(page.eval("return performance.getEntriesByType('resource').length"), 0);
}
