//! The deep reading: switched on, it finds more, in one step, in the article that it was asked for; offline, too.

use crate::engines::{self, Command, Engine};
use crate::marionette::Firefox;
use crate::page::{self, Page};
use crate::releases::{Fault, Release, ReleaseServer};
use crate::site;
use crate::webkit::WebKit;
use serde_json::{Value, json};

/// The model of a few words takes these for a quotation; the first reading does not.
const NEWS: &str = "Good news: that harbour stays open.";
const FOUND: &str = "that harbour stays open";

const HELD: (&str, Fault) = ("optional/deep/model.onnx", Fault::Held);
const CACHE: &str = "pullquote-deep-reading";
/// The worker, the module with its bindings, and the model's three files.
const FILES: usize = 5;

/// The page with a model of a few words: see `make.py` beside it.
fn release() -> Release {
    let tiny = site::checkout().join("src/bin/deep/tests/tiny");
    ["deep.json", "vocab.txt", "model.onnx"].iter().fold(Release::built(), |release, name| {
        let bytes = std::fs::read(tiny.join(name)).expect("it is part of the project");
        release.with_file(&format!("optional/deep/{name}"), bytes)
    })
}

fn visit() -> (Release, ReleaseServer, Page) {
    let release = release();
    let server = ReleaseServer::start(release.clone());
    let page = page::open_address(&server.address);
    page.wait_until_ready();
    page.eval("await navigator.serviceWorker.ready");
    (release, server, page)
}

/// The body of an async function. Firefox keeps large files in pieces.
fn until_files_are_kept() -> String {
    format!(
        "const cache = await caches.open('{CACHE}');
         const files = async () => (await cache.keys()).filter(({{ url }}) => !url.includes('piece='));
         while ((await files()).length < {FILES}) await new Promise((done) => setTimeout(done, 50))"
    )
}

impl Page {
    fn switch_deep_reading(&self) {
        self.click("switch", "Deep reading");
    }

    fn is_read_deeply(&self) -> bool {
        self.eval("return document.querySelector('[role=switch]').checked") == true
    }

    /// Waits until the status line no longer says what it says, and then says this.
    #[track_caller]
    fn reads_deeply(&self, words: &str) {
        self.wait_until("the reading has ended", "!document.querySelector('#deep progress')");
        self.says(words);
    }

    fn wait_until_files_are_kept(&self) {
        self.eval(&until_files_are_kept());
    }
}

#[test]
fn a_deep_reading_finds_more_in_one_step_and_offline() {
    let (_, server, page) = visit();
    page.paste(NEWS);
    page.says("0 quotations found");
    assert!(!server.take_requests().iter().any(|path| path.contains("deep")), "nothing is fetched before");
    page.eval(
        "window.shown = []; const deep = document.getElementById('deep');
         new MutationObserver(() => shown.push(deep.textContent)).observe(deep, { subtree: true, childList: true });",
    );
    page.switch_deep_reading();
    page.reads_deeply("Deep reading: 1 quotation more");
    let shown = page.eval("return shown.join()").to_string();
    assert!(shown.contains("Fetching the model") && shown.contains("Stop"), "{shown}");
    assert_eq!(page.marked("quote"), [FOUND]);
    page.click_words("harbour stays");
    page.wait_until(
        "the card says why",
        "document.getElementById('card').textContent.includes('deep reading')",
    );
    page.click("button", "Undo");
    assert_eq!(page.marked("quote"), [""; 0]);
    page.click("button", "Redo");
    assert_eq!(page.marked("quote"), [FOUND]);

    page.wait_until_files_are_kept();
    server.turn_off();
    page.reload();
    page.wait_until_ready();
    assert!(page.is_read_deeply(), "the switch is remembered");
    page.paste(&format!("A second story\n\n{NEWS}"));
    page.reads_deeply("Deep reading: 1 quotation more");
    assert_eq!(page.marked("quote"), [FOUND]);

    page.switch_deep_reading();
    page.says("Deep reading is off");
    assert_eq!(page.marked("quote"), [FOUND], "what it has found stays");
    page.click("button", "Remove its files");
    page.says("removed");
    assert_eq!(page.eval(&format!("return caches.has('{CACHE}')")), false);
    page.switch_deep_reading();
    page.warns("was not fetched");
    assert!(!page.is_read_deeply());
    assert_eq!(page.marked("quote"), [FOUND]);
    page.take_errors(); // What the browser says of files that it did not get.
}

#[test]
fn damaged_files_are_refused_and_nothing_changes() {
    for (file, fault, words) in [
        ("optional/deep/model.onnx", Fault::Damaged, "model.onnx is damaged"),
        ("optional/deep/vocab.txt", Fault::Damaged, "vocab.txt is damaged"),
        ("optional/deep/deep.json", Fault::Portal, "does not describe a model"),
        ("optional/deep/model.onnx", Fault::Missing, "was not fetched"),
        ("optional/deep/pullquote_deep_bg.wasm", Fault::Missing, "was not fetched"),
        ("optional/deep/pullquote_deep.js", Fault::Missing, "was not fetched"),
    ] {
        // A browser that has fetched nothing before: the service worker fetches a damaged file again when it can.
        let (release, server, page) = visit();
        page.paste(NEWS);
        server.publish(&release, &[(file, fault)]);
        page.switch_deep_reading();
        page.warns(words);
        assert!(!page.is_read_deeply(), "{file} {fault:?}");
        assert_eq!(page.marked("quote"), [""; 0]);
        server.publish(&release, &[]);
        page.eval("document.getElementById('alert').textContent = ''");
        page.switch_deep_reading();
        page.reads_deeply("Deep reading: 1 quotation more");
        page.take_errors();
    }
}

#[test]
fn another_article_gets_nothing_of_a_reading() {
    let (release, server, page) = visit();
    page.paste(&format!("The first story\n\n{NEWS}"));
    server.publish(&release, &[HELD]);
    page.switch_deep_reading();
    page.wait_until("it begins", "document.querySelector('#deep progress')");
    page.paste("Another story\n\nIt is late, the mayor said.");
    page.wait_until(
        "the other is open",
        "document.querySelector('#article h1').textContent === 'Another story'",
    );
    let before = page.marked("quote");
    server.publish(&release, &[]);
    page.reads_deeply("Deep reading: ");
    assert_eq!(page.marked("quote").len(), before.len());
    page.click("button", "Library");
    page.click("button", "The first story");
    page.wait_until("it is open", "document.querySelector('#article h1').textContent === 'The first story'");
    assert_eq!(page.marked("quote"), [""; 0], "what was stopped has changed nothing");
    page.click("button", "Read this article deeply");
    page.reads_deeply("Deep reading: 1 quotation more");
    assert!(!page.has("button", "Read this article deeply"));
}

#[test]
fn a_reading_can_be_stopped() {
    let (release, server, page) = visit();
    page.paste(NEWS);
    server.publish(&release, &[HELD]);
    page.switch_deep_reading();
    page.click("button", "Stop");
    page.says("Deep reading is stopped. Nothing has changed");
    assert!(page.is_read_deeply() && !page.has("button", "Stop"));
    server.publish(&release, &[]);
    page.click("button", "Read this article deeply");
    page.reads_deeply("Deep reading: 1 quotation more");
}

/// Paragraphs of a long article, each with a quotation that the deep reading finds.
const MANY: usize = 1600;

/// Shows the middle of a long article, and has it read deeply. As soon as a quotation is shown there, this is done.
fn read_long_article(page: &Page, then: &str) {
    page.paste(&format!("A long story\n\n{}", vec![NEWS; MANY].join("\n\n")));
    page.says("0 quotations found");
    page.wait_until(
        "all text is there",
        &format!("document.querySelectorAll('#article p').length >= {MANY}"),
    );
    page.eval(&format!(
        "const looked = () => [...document.querySelectorAll('#article p')].slice({MANY} / 2, {MANY} / 2 + 3);
         looked()[0].scrollIntoView({{ behavior: 'instant' }});
         window.first = null;
         const watch = new MutationObserver(() => {{
           const mark = looked().map((p) => p.querySelector('mark[data-kind=quote]')).find((mark) => mark);
           if (!mark) return;
           watch.disconnect();
           window.first = {{
             isReading: !!document.querySelector('#deep progress'),
             atStart: !!document.querySelectorAll('#article p')[1].querySelector('mark'),
             canUndo: !document.querySelector('header [data-command*=undo]').disabled,
           }};
           queueMicrotask(() => {{ {then} }});
         }});
         watch.observe(document.getElementById('article'), {{ subtree: true, childList: true }});"
    ));
    // The switch is out of view: a click of the driver would scroll there.
    page.eval(&format!("{SWITCH}.click()"));
    page.wait_until("something is shown", "window.first || sessionStorage.left");
}

#[test]
fn a_long_article_shows_first_what_is_looked_at_and_one_undo_takes_all_back() {
    let (_, _server, page) = visit();
    read_long_article(&page, "");
    let first = page.eval("return window.first");
    assert_eq!(first, json!({ "isReading": true, "atStart": false, "canUndo": false }));
    page.wait_until("the reading has ended", "!document.querySelector('#deep progress')");
    page.says(&format!("Deep reading: {MANY} quotations more"));
    page.wait_until(
        "all is drawn",
        &format!("document.querySelectorAll('#article mark[data-kind=quote]').length === {MANY}"),
    );
    page.click("button", "Undo");
    page.wait_until("all is taken back", "!document.querySelector('#article mark[data-kind=quote]')");
    assert_eq!(page.eval(NO_UNDO), true, "it was one step");
}

/// Whether nothing can be undone.
const NO_UNDO: &str = "return document.querySelector('header [data-command*=undo]').disabled";

const STOP: &str =
    "[...document.querySelectorAll('#deep button')].find((b) => b.textContent === 'Stop').click()";

#[test]
fn a_reading_that_is_stopped_in_the_middle_leaves_what_it_has_shown_as_one_step() {
    let (_, _server, page) = visit();
    read_long_article(&page, STOP);
    page.says("Deep reading is stopped. What it had found by then stays; Undo takes it back");
    page.wait_until("it has stopped", "!document.querySelector('#deep progress')");
    let shown = page.marked("quote").len();
    assert!((1..MANY).contains(&shown), "{shown}");
    page.click("button", "Undo");
    page.wait_until("all is taken back", "!document.querySelector('#article mark[data-kind=quote]')");
    assert_eq!(page.eval(NO_UNDO), true, "it was one step");
}

/// The reader confirms the quotation that is shown first.
const CONFIRM: &str = "mark.click();
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'y', bubbles: true }));";

const CONFIRMED: &str =
    "document.querySelectorAll('#article mark[data-state=confirmed][data-kind=quote]').length";

#[test]
fn what_a_reader_confirms_while_it_is_read_stays_when_the_reading_is_undone() {
    let (_, _server, page) = visit();
    read_long_article(&page, CONFIRM);
    page.wait_until("the reading has ended", "!document.querySelector('#deep progress')");
    page.says("Deep reading: ");
    page.click("button", "Undo");
    page.wait_until(
        "the others are gone",
        "document.querySelectorAll('#article mark[data-kind=quote]').length === 1",
    );
    assert_eq!(page.eval(&format!("return {CONFIRMED}")), 1);
    page.click("button", "Undo");
    assert_eq!(page.eval(&format!("return {CONFIRMED}")), 0, "then the reader's own step");
    assert_eq!(page.marked("quote").len(), 1);
    page.click("button", "Undo");
    assert_eq!(page.marked("quote"), [""; 0]);
}

#[test]
fn a_page_that_is_left_in_the_middle_keeps_what_the_reader_did_and_no_more() {
    let (_, _server, page) = visit();
    // At once: by the time that the driver has heard of it, all would be read.
    read_long_article(&page, &format!("{CONFIRM} sessionStorage.left = 'yes'; location.reload();"));
    page.wait_until(
        "it is drawn again",
        "!window.first && document.querySelector('#article mark[data-kind=quote]')",
    );
    page.wait_until_ready();
    page.wait_until(
        "all text is there",
        &format!("document.querySelectorAll('#article p').length >= {MANY}"),
    );
    assert_eq!(page.eval(&format!("return {CONFIRMED}")), 1);
    page.click("button", "Undo");
    assert_eq!(page.eval(&format!("return {CONFIRMED}")), 0, "the reader's own step is the last");
    assert_eq!(page.marked("quote").len(), 1);
    page.click("button", "Undo");
    assert_eq!(page.marked("quote"), [""; 0]);
    assert_eq!(page.eval(NO_UNDO), true);
}

#[test]
fn a_new_version_of_the_page_keeps_the_model() {
    let (release, server, page) = visit();
    page.paste(NEWS);
    page.switch_deep_reading();
    page.reads_deeply("Deep reading: 1 quotation more");
    page.wait_until_files_are_kept();
    server.take_requests();
    server.publish(
        &release
            .with_line("style.css", "/* Release 2 */\n")
            .with_line("optional/deep/pullquote_deep.js", "// 2\n"),
        &[],
    );
    page.eval(
        "const registration = await navigator.serviceWorker.ready; await registration.update();
         const worker = registration.installing ?? registration.waiting;
         while (worker.state !== 'activated') await new Promise((done) => setTimeout(done, 10));",
    );
    let requests = server.take_requests();
    let asked = |name: &str| requests.iter().any(|path| path == name);
    assert!(asked("optional/deep/pullquote_deep.js") && !asked("optional/deep/model.onnx"), "{requests:?}");
    server.turn_off();
    page.reload();
    page.wait_until_ready();
    page.paste(&format!("A second story\n\n{NEWS}"));
    page.reads_deeply("Deep reading: 1 quotation more");
    page.take_errors();
}

const SWITCH: &str = "document.querySelector('[role=switch]')";

fn visit_in(engine: &mut dyn Engine, address: &str) {
    let body = json!({ "url": address });
    engine.command(Command { name: "WebDriver:Navigate", path: "url".into(), body });
    engines::wait_until(engine, "document.documentElement.dataset.ready");
}

fn reads_deeply(engine: &mut dyn Engine, address: &str) {
    visit_in(engine, address);
    engines::click(engine, "Open article");
    engines::run(engine, &format!("document.getElementById('article-text').value = {NEWS:?}"));
    engines::click(engine, "Annotate");
    engines::click_on(engine, SWITCH);
    let found = "document.querySelector('#article mark[data-kind=quote]')?.textContent";
    engines::wait_until(engine, &format!("{found} === {FOUND:?}"));
}

#[test]
fn firefox_reads_deeply_and_offline() {
    let server = ReleaseServer::start(release());
    let mut firefox = Firefox::launch_light();
    // What is fetched before the service worker is there is kept the next time only.
    visit_in(&mut firefox, &server.address);
    firefox.eval("await navigator.serviceWorker.ready");
    reads_deeply(&mut firefox, &server.address);
    firefox.eval(&until_files_are_kept());
    firefox.eval("await navigator.serviceWorker.ready");
    server.turn_off();
    visit_in(&mut firefox, &server.address);
    engines::click(&mut firefox, "Open article");
    let second = format!("A second story\n\n{NEWS}");
    engines::run(&mut firefox, &format!("document.getElementById('article-text').value = {}", json!(second)));
    engines::click(&mut firefox, "Annotate");
    let found = "document.querySelector('#article mark[data-kind=quote]')?.textContent";
    engines::wait_until(&mut firefox, &format!("{found} === {FOUND:?}"));
}

#[test]
fn webkit_reads_deeply() {
    let server = ReleaseServer::start(release());
    reads_deeply(&mut WebKit::launch(), &server.address);
}

/// Words a second and the memory of the model's module, with the model that is shipped; and what is found at last.
const MEASURE: &str = "window.measured = null; (async () => {
    const [{ default: init, PageReader }, files] = await Promise.all([
        import(`${location.origin}/optional/deep/pullquote_deep.js`),
        Promise.all(['deep.json', 'vocab.txt', 'model.onnx'].map(async (name) =>
            (await fetch(`optional/deep/${name}`)).arrayBuffer())),
    ]);
    const [description, vocabulary] = files.map((bytes) => new TextDecoder().decode(bytes));
    const { memory } = await init();
    const begun = performance.now();
    const reader = new PageReader(description, vocabulary, new Uint8Array(files[2]));
    const opened = performance.now();
    reader.begin(ARTICLE.split('\\n').filter(Boolean));
    let words = 0;
    for (let read; (read = reader.readWindow()); ) words += read;
    const seconds = (performance.now() - opened) / 1000;
    window.measured = { words, perSecond: words / seconds, open: opened - begun, megabytes: memory.buffer.byteLength / 1e6 };
})().catch((why) => (window.measured = String(why)));";

fn measure(engine: &str, measured: &Value) {
    let number = |name: &str| measured[name].as_f64().unwrap_or_default();
    println!(
        "{engine}: {:.0} words a second ({:.0} words), {:.0} ms to open, {:.0} MB",
        number("perSecond"),
        number("words"),
        number("open"),
        number("megabytes")
    );
    assert!(0.0 < number("perSecond"), "{measured}");
}

/// `PULLQUOTE_LONG=1 cargo test --test browser deep::how_fast -- --nocapture` prints it; the machine decides.
#[test]
fn how_fast_the_shipped_model_reads_in_each_browser() {
    let words = if std::env::var_os("PULLQUOTE_LONG").is_some() { 3_000 } else { 300 };
    let script = MEASURE.replace("ARTICLE", &json!(crate::scene::long_story(words)).to_string());
    let page = page::open("");
    page.wait_until_ready();
    page.eval(&script);
    while page.eval("return window.measured").is_null() {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    measure("Chromium", &page.eval("return window.measured"));
    drop(page);
    let mut firefox = Firefox::launch();
    for (name, engine) in [("Firefox", &mut firefox as &mut dyn Engine), ("WebKit", &mut WebKit::launch())] {
        engines::visit(engine);
        engines::run(engine, &script);
        engines::wait_until(engine, "window.measured");
        measure(name, &engines::run(engine, "return window.measured"));
    }
}
