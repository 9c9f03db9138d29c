//! New versions of the page: a browser takes one as a whole or not at all, and never under a page that is open.

use crate::engines::{self, Command, Engine};
use crate::marionette::Firefox;
use crate::page::{self, Page};
use crate::releases::{Fault, Release, ReleaseServer};
use serde_json::{Value, json};

/// The bodies of async functions. Both wait until a check for updates has ended, and give the caches of the page.
const VISIT: &str = "await navigator.serviceWorker.ready; return caches.keys()";
const UPDATE: &str = "const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => {});
    const worker = registration.installing ?? registration.waiting;
    const isDone = () => ['activated', 'redundant'].includes(worker.state);
    if (worker) while (!isDone()) await new Promise((done) => setTimeout(done, 10));
    return caches.keys()";
const RELEASE: &str = "return document.documentElement.dataset.release ?? '1'";
/// As from a page that knows nothing of hashes.
const WORKER_SCRIPT: &str = "return (await fetch('worker.js')).text()";

fn second(first: &Release) -> Release {
    let second = first.with_line("page.js", "document.documentElement.dataset.release = '2';\n");
    second.with_line("worker.js", "// Release 2\n")
}

fn caches(releases: &[&Release]) -> Value {
    releases.iter().map(|release| format!("pullquote-files-{}", release.version())).collect()
}

fn first_visit() -> (Release, Release, ReleaseServer, Page) {
    let first = Release::built();
    let second = second(&first);
    let server = ReleaseServer::start(first.clone());
    let page = page::open_address(&server.address);
    page.wait_until_ready();
    assert_eq!(page.eval(VISIT), caches(&[&first]));
    (first, second, server, page)
}

#[test]
fn a_faulty_version_leaves_the_one_before() {
    let (first, second, server, page) = first_visit();
    // An installation that was killed left this behind.
    page.eval("await (await caches.open('pullquote-files-0')).put('page.js?sha256=0', new Response('half'))");
    for (file, fault) in [
        ("page.js", Fault::Damaged),
        ("index.html", Fault::Cut),
        ("pkg/pullquote_bg.wasm", Fault::Cut),
        ("style.css", Fault::Missing),
        ("worker.js", Fault::Portal),
        ("sw.js", Fault::Cut),
        ("sw.js", Fault::Damaged),
        ("sw.js", Fault::Missing),
        ("sw.js", Fault::Portal),
    ] {
        server.publish(&second, &[(file, fault)]);
        assert_eq!(page.eval(UPDATE), caches(&[&first]), "{file} {fault:?}");
    }
    // A network of servers has copies of both: the worker of the newer, some file of the older.
    server.publish(&first.with_files_of(&second, &["sw.js", "index.html", "page.js"]), &[]);
    assert_eq!(page.eval(UPDATE), caches(&[&first]), "a mixture");
    page.reload();
    page.wait_until_ready();
    assert_eq!(page.eval(RELEASE), "1");
    server.turn_off();
    page.reload();
    page.wait_until_ready();
    assert_eq!(page.eval(RELEASE), "1");

    server.turn_on();
    server.publish(&second, &[]);
    assert_eq!(page.eval(UPDATE), caches(&[&first, &second]));
    server.turn_off();
    page.reload();
    page.wait_until_ready();
    assert_eq!(page.eval(RELEASE), "2");
    page.eval("while ((await caches.keys()).length > 1) await new Promise((done) => setTimeout(done, 10))");
    page.take_errors(); // What the browser says of files that it did not get.
}

#[test]
fn an_open_page_keeps_its_version() {
    let (first, second, server, page) = first_visit();
    server.publish(&second, &[]);
    assert_eq!(page.eval(UPDATE), caches(&[&first, &second]));
    let asks = |page: &Page| {
        let script = page.eval(WORKER_SCRIPT);
        script.as_str().unwrap_or_default().contains("Release 2")
    };
    assert!(!asks(&page));
    server.take_requests();
    page.paste(&crate::scene::long_story(8_000));
    page.wait_until(
        "it is analysed",
        "[...document.querySelectorAll('#article [data-paragraph]')].at(-1)?.querySelector('mark')",
    );
    // The browser may look for a newer worker at any time.
    let of_the_page: Vec<String> =
        server.take_requests().into_iter().filter(|name| name != "sw.js").collect();
    assert_eq!(of_the_page, Vec::<String>::new());

    let [older, newer] = open_another(&page);
    page.go_to_tab(&newer);
    page.wait_until_ready();
    assert_eq!(page.eval(RELEASE), "2");
    assert!(asks(&page));
    page.stop_workers();
    page.go_to_tab(&older);
    assert!(!asks(&page));
    assert_eq!(page.eval("return caches.keys()"), caches(&[&first, &second]));
}

fn open_another(page: &Page) -> [fantoccini::wd::WindowHandle; 2] {
    let older = page.tab();
    page.eval("window.open(location.href)");
    page.go_to_other_tab();
    [older, page.tab()]
}

/// The bytes of every stored file change.
const DAMAGE: &str = "const [name] = await caches.keys();
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
        const { headers } = await cache.match(key);
        await cache.put(key, new Response('damaged', { headers }));
    }";
/// Waits until none of them is left.
const REPAIRED: &str = "const [name] = await caches.keys();
    const cache = await caches.open(name);
    const isDamaged = async (key) => (await (await cache.match(key)).text()) === 'damaged';
    const isAnyDamaged = async () => (await Promise.all((await cache.keys()).map(isDamaged))).includes(true);
    while (await isAnyDamaged()) await new Promise((done) => setTimeout(done, 50))";

#[test]
fn damaged_files_are_fetched_again() {
    let (_, _, server, page) = first_visit();
    page.eval(DAMAGE);
    page.reload();
    page.wait_until_ready();
    page.eval(REPAIRED);
    server.turn_off();
    page.reload();
    page.wait_until_ready();
    page.take_errors();
}

/// Firefox stores large files in pieces.
#[test]
fn firefox_takes_a_version_as_a_whole_too() {
    let first = Release::built();
    let second = second(&first);
    let server = ReleaseServer::start(first.clone());
    let mut firefox = Firefox::launch_light();
    visit(&mut firefox, &server);
    assert_eq!(firefox.eval(VISIT), caches(&[&first]));
    server.publish(&second, &[("pkg/pullquote_bg.wasm", Fault::Damaged)]);
    assert_eq!(firefox.eval(UPDATE), caches(&[&first]));
    firefox.eval(DAMAGE);
    server.publish(&first, &[]);
    visit(&mut firefox, &server);
    firefox.eval(REPAIRED);
    server.turn_off();
    visit(&mut firefox, &server);
    server.turn_on();
    server.publish(&second, &[]);
    assert_eq!(firefox.eval(UPDATE), caches(&[&first, &second]));
    let script = firefox.eval(WORKER_SCRIPT);
    assert!(!script.as_str().unwrap_or_default().contains("Release 2"));
    visit(&mut firefox, &server);
    assert_eq!(firefox.eval(RELEASE), "2");
}

fn visit(firefox: &mut Firefox, server: &ReleaseServer) {
    let body = json!({ "url": server.address });
    firefox.command(Command { name: "WebDriver:Navigate", path: "url".into(), body });
    engines::wait_until(firefox, "document.documentElement.dataset.ready");
}
