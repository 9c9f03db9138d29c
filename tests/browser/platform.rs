//! What the page stands on: the build, the server, the single file, the service worker.

use crate::page;
use crate::site::{self, Site};

#[test]
fn the_page_loads_without_an_error() {
    let page = page::open("");
    page.wait_until_ready();
    assert_eq!(page.eval("return document.title"), "Pullquote: who said what");
}

#[test]
fn the_single_file_works_from_a_disk() {
    let file = site::folder().join("pullquote.html");
    let page = page::open_address(&format!("file://{}", file.display()));
    page.wait_until_ready();
    assert_eq!(page.eval("return performance.getEntriesByType('resource').length"), 0);
}

/// It can have no worker: a long article is analysed after it was painted.
#[test]
fn the_single_file_analyses_a_long_article() {
    let page = page::open("pullquote.html");
    page.wait_until_ready();
    page.paste(&crate::scene::long_story(8_000));
    page.wait_until(
        "it is analysed",
        "[...document.querySelectorAll('#article [data-paragraph]')].at(-1)?.querySelector('mark')",
    );
}

#[test]
fn the_single_file_is_served_too() {
    let page = page::open("pullquote.html");
    page.wait_until_ready();
}

#[test]
fn the_page_opens_without_a_server_after_one_visit() {
    let site = Site::start();
    let page = page::open_address(&site.address);
    page.wait_until_ready();
    page.eval("await navigator.serviceWorker.ready");
    drop(site);
    page.reload();
    page.wait_until_ready();
}

#[test]
fn the_service_worker_keeps_the_pages_files_and_no_others() {
    let page = page::open("");
    page.wait_until_ready();
    let kept = page.eval(
        "await navigator.serviceWorker.ready;
         const [name, ...others] = await caches.keys();
         const requests = await (await caches.open(name)).keys();
         return [others.length, ...requests.map((request) => new URL(request.url).pathname).sort()]",
    );
    let expected = serde_json::json!([
        0,
        "/",
        "/icon.svg",
        "/manifest.webmanifest",
        "/optional/licences.txt",
        "/optional/pullquote_formats.js",
        "/optional/pullquote_formats_bg.wasm",
        "/optional/pullquote_pages.js",
        "/optional/pullquote_pages_bg.wasm",
        "/optional/pullquote_project.js",
        "/optional/pullquote_project_bg.wasm",
        "/page.js",
        "/pkg/bindings.js",
        "/pkg/pullquote.js",
        "/pkg/pullquote_bg.wasm",
        "/style.css",
        "/worker.js"
    ]);
    assert_eq!(kept, expected);
}

/// From the served page without a server, and from the single file.
#[test]
fn the_licences_can_be_read_offline() {
    let site = Site::start();
    let page = page::open_address(&site.address);
    page.wait_until_ready();
    page.eval("await navigator.serviceWorker.ready");
    drop(site);
    let file = site::folder().join("pullquote.html");
    for address in [page.address(), format!("file://{}", file.display())] {
        page.go_to(&address);
        page.wait_until_ready();
        page.press("?");
        page.click("link", "Licences");
        page.wait_until(
            "the licences are shown",
            "document.querySelector('#licences-dialog[open] pre').textContent.includes('Mozilla Public License')",
        );
    }
}

/// README's JavaScript example, as a module of the served page would run it.
#[test]
fn the_example_in_the_readme_runs() {
    let readme = std::fs::read_to_string(site::checkout().join("README.md")).expect("README.md is there");
    let (_, rest) = readme.split_once("```js\n").expect("it has the example");
    let (example, _) = rest.split_once("```").expect("the example ends");
    let import = "import init, { annotate } from \"./pkg/pullquote.js\";";
    assert!(example.contains(import), "{example}");
    let dynamic = "const { default: init, annotate } = await import(\"/pkg/pullquote.js\");";
    let page = page::open("");
    page.wait_until_ready();
    let speaker = page.eval(&format!("{}\nreturn quotes[0].speaker_name", example.replace(import, dynamic)));
    assert_eq!(speaker, "Mara Lindqvist");
}
