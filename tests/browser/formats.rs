//! The formats of other tools are read and written by a module of its own: the first load is without it, it works offline, in
//! the single file, and where it is missing the page says so.

use crate::engines::{self, Command, Engine};
use crate::marionette::Firefox;
use crate::page::{self, Page};
use crate::releases::{Fault, Release, ReleaseServer};
use crate::scene::{file, folder};
use crate::site;
use crate::webkit::WebKit;
use pullquote::Format;
use serde_json::json;

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

/// An export that cannot be had, as in `an_export_is_refused_while_the_formats_are_missing_and_works_afterwards`: other
/// engines remember that a module's address failed.
fn exports_once_the_module_is_there(engine: &mut dyn Engine) {
    let release = Release::built();
    let server = ReleaseServer::start(release.clone());
    server.publish(&release, &[(MODULE[0], Fault::Missing)]);
    let address = json!({ "url": server.address });
    engine.command(Command { name: "WebDriver:Navigate", path: "url".into(), body: address });
    engines::wait_until(engine, "document.documentElement.dataset.ready");
    engines::click(engine, "Open article");
    engines::run(engine, &format!("document.getElementById('article-text').value = {}", json!(ARTICLE)));
    engines::click(engine, "Annotate");
    engines::wait_until(engine, "document.querySelector('#article mark[data-kind=quote]')");
    engines::run(
        engine,
        "URL.createObjectURL = (file) => (file.text().then((text) => (window.exported = text)), '#');",
    );
    engines::click(engine, "Export");
    engines::run(engine, "document.getElementById('format').value = 'tei'");
    engines::click(engine, "Download");
    engines::wait_until(
        engine,
        "[...document.querySelectorAll('[role=alert]')].some((alert) => alert.textContent.includes('cannot be loaded'))",
    );
    assert!(engines::run(engine, "return window.exported ?? null").is_null());
    server.publish(&release, &[]);
    engines::click(engine, "Download");
    engines::wait_until(engine, "window.exported?.includes('The water is back')");
}

#[test]
fn firefox_exports_once_the_module_can_be_had() {
    exports_once_the_module_is_there(&mut Firefox::launch_light());
}

#[test]
fn webkit_exports_once_the_module_can_be_had() {
    exports_once_the_module_is_there(&mut WebKit::launch());
}

/// spaCy's files are bytes: they go out as they are, also many in an archive, and come in where sets and where articles do.
fn writes_and_reads_bytes(page: &Page) {
    let folder = folder();
    let name = Format::Spacy.file_name("Lock opens");
    page.click("button", "Export");
    page.select("Format", "spacy");
    page.click("button", "Download");
    let bytes = page.downloaded(&name);
    assert!(pullquote::binary_set(&bytes).is_some(), "{:?}", &bytes[..bytes.len().min(20)]);
    page.import(&file(&folder, &name, &bytes));
    page.says("Nothing new: all");
}

#[test]
fn a_binary_file_goes_out_and_comes_in() {
    let page = opened(&site::shared().address);
    writes_and_reads_bytes(&page);
    let folder = folder();
    let document = pullquote::Document::from_text("Rain stays\n\n“It rained all day,” said Ada Brook.\n");
    let set = pullquote::annotate(&document);
    let exported = pullquote::export(&document, &set, "rain", Format::Spacy);
    page.open_file(&file(&folder, "rain.spacy", Format::Spacy.file_bytes(&exported)));
    page.wait_until(
        "the set's article is open",
        "document.querySelector('#article').textContent.includes('It rained')",
    );
}

#[test]
fn the_single_file_has_the_formats() {
    let file = site::folder().join("pullquote.html");
    let page = opened(&format!("file://{}", file.display()));
    writes_and_reads(&page);
    writes_and_reads_bytes(&page);
    assert_eq!(page.eval("return performance.getEntriesByType('resource').length"), 0);
}
