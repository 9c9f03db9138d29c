//! The bookmarklet, in a page of another address: it sends that page here, and the reader is asked. What other pages
//! send without being agreed with is not taken in.

use crate::page::Page;
use crate::scene::visit;
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpListener;

/// A newspaper: an address of its own, with one page.
fn newspaper(html: String) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    let port = listener.local_addr().expect("it has an address").port();
    std::thread::spawn(move || {
        for mut reader in listener.incoming().flatten() {
            let _request = reader.read(&mut [0; 4096]);
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n";
            let _sent = write!(reader, "{head}Content-Length: {}\r\n\r\n{html}", html.len());
        }
    });
    // Another host than the annotator's as well as another port.
    format!("http://localhost:{port}/")
}

fn article(bookmarklet: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>Lock to open at last</title></head><body>\
         <nav><a href=\"/sport\">Sport</a></nav><article><h1>Lock to open at last</h1>\
         <p>The old lock on the river Orn will open again in the spring, after nine years of repairs that cost the \
         county more than it had planned, and more than the boatmen had hoped for.</p>\
         <p id=late></p><img src=x onerror=\"window.hit=1\">\
         <p>The first boats may pass on Monday, according to the county, and the last in November each year.</p>\
         </article><p><a href=\"{}\">Bookmark</a></p>\
         <script>document.getElementById('late').textContent = '“The water is back,” said the lock journal_sync, Ada Brook, \
         who has waited for it since the gates were shut, and who lives beside them.'</script></body></html>",
        bookmarklet.replace('&', "&amp;")
    )
}

/// The bookmarklet's address, as the dialog `Open article` offers it.
fn bookmarklet(page: &Page) -> String {
    page.click("button", "Open article");
    let href = page.eval("return document.getElementById('bookmarklet').href");
    assert!(page.has("link", "Send to Pullquote"));
    page.close_dialog();
    let href = href.as_str().unwrap_or_default().to_owned();
    assert!(href.starts_with("javascript:"), "{href}");
    href
}

/// The browser notes each hello that came to the tab before the page had its address. And `x` is no picture.
fn calls_before_it_was_there(page: &Page) {
    let expected =
        |error: &String| error.contains("target origin") || error.contains("404") || error.contains("/x ");
    let others: Vec<String> = page.take_errors().into_iter().filter(|error| !expected(error)).collect();
    assert_eq!(others, Vec::<String>::new());
}

#[test]
fn the_page_that_is_being_read_is_sent_and_opened() {
    let page = visit();
    let news = newspaper(article(&bookmarklet(&page)));
    page.go_to(&news);
    let first = page.tab();
    page.click("link", "Bookmark");
    page.go_to_other_tab();
    page.wait_until("the reader is asked", "document.querySelector('#received-dialog[open]')");
    calls_before_it_was_there(&page);
    page.screenshot("received");
    assert_eq!(page.eval("return document.getElementById('received-from').textContent"), json!(news));
    assert_eq!(page.eval("return document.body.dataset.open"), "false", "nothing is opened unasked");
    page.click("button", "Open it");
    page.says("found");
    assert!(page.paragraphs()[0].contains("Lock to open at last"), "{:?}", page.paragraphs());
    assert!(!page.paragraphs().iter().any(|p| p.contains("Sport")), "{:?}", page.paragraphs());
    // As it stands in the tab, not as it was served.
    assert!(page.marked("quote").iter().any(|quote| quote.contains("The water is back")));
    assert!(page.exported("jsonld", "lock-to-open-at-last.jsonld").contains(&news));
    assert_eq!(page.eval("return window.hit ?? null"), json!(null));

    // Again, from the same tab: the annotator's tab takes it without being loaded again.
    page.eval("window.stayed = true");
    let second = page.tab();
    page.go_to_tab(&first);
    page.click("link", "Bookmark");
    page.go_to_tab(&second);
    page.wait_until("the reader is asked again", "document.querySelector('#received-dialog[open]')");
    assert_eq!(page.eval("return window.stayed"), true);
    page.click("button", "Not now");
    page.wait_until("the dialog is closed", "!document.querySelector('dialog[open]')");
    assert!(page.paragraphs()[0].contains("Lock to open at last"));
    calls_before_it_was_there(&page);
}

#[test]
fn what_was_not_agreed_on_is_not_taken_in() {
    let page = visit();
    let home = page.address();
    page.go_to(&newspaper("<!doctype html><title>x</title><iframe></iframe>".into()));
    let news = page.address();
    let first = page.tab();
    page.eval(&format!(
        "const home = {home:?};
         const rest = (ms) => new Promise((done) => setTimeout(done, ms));
         window.answers = [];
         addEventListener('message', ({{ data, origin }}) => window.answers.push([data, origin]));
         window.tab = open(home, 'annotator');
         window.send = (message) => tab.postMessage(message, '*');
         while (!answers.length) {{ await rest(100); send({{ pullquote: 'hello' }}); }}
         // What is said again while the page starts does not change what was answered first.
         for (let n = 0; n < 3; n++) send({{ pullquote: 'hello' }});
         window.nonce = answers[0][0].nonce;
         await rest(300);
         const html = '<p>“Taken in,” said nobody.</p>';
         for (const data of [null, 7, 'page', [], {{}}, {{ pullquote: 'page' }}, {{ pullquote: {{}} }},
             {{ pullquote: 'page', html }}, {{ pullquote: 'page', nonce: 'guess', html }},
             {{ pullquote: 'page', nonce: answers[0][0].nonce + '0', html }}, {{ pullquote: 'page', nonce, html: 7 }},
             {{ pullquote: 'page', nonce, html: {{}} }}, {{ pullquote: 'open-received' }}]) send(data);
         // The right number, from another window.
         frames[0].eval(`parent.tab.postMessage({{ pullquote: 'page', nonce: parent.nonce, html: ${{JSON.stringify(html)}} }}, '*')`);
         await rest(300);"
    ));
    let answer =
        page.eval("return [answers.at(-1)[1], nonce.length, new Set(answers.map(([a]) => a.nonce)).size]");
    assert_eq!(answer, json!([home.trim_end_matches('/'), 32, 1]));
    page.go_to_other_tab();
    let second = page.tab();
    page.wait_until_ready();
    assert_eq!(page.eval("return document.querySelector('dialog[open]')?.id ?? null"), json!(null));

    // The right number, and an address that is not the sender's.
    page.go_to_tab(&first);
    page.eval("send({ pullquote: 'page', nonce, html: '<p>“Taken in,” said nobody.</p>', url: 'https://bank.example/' })");
    page.go_to_tab(&second);
    page.wait_until("the reader is asked", "document.querySelector('#received-dialog[open]')");
    let shown = page.eval("return document.getElementById('received-from').textContent");
    assert_eq!(shown, json!(news.trim_end_matches('/')));
    // What is being asked about stays what it is.
    page.go_to_tab(&first);
    let answered = page.eval(
        "const before = answers.length;
         send({ pullquote: 'hello' });
         send({ pullquote: 'page', nonce, html: '<p>“Another,” said somebody.</p>', url: location.href });
         await new Promise((done) => setTimeout(done, 300));
         return answers.length - before",
    );
    assert_eq!(answered, 0);
    page.go_to_tab(&second);
    page.click("button", "Open it");
    page.wait_until("it is open", "document.querySelector('#article').textContent.includes('Taken in')");
    // It has been taken: the number counts no more.
    page.go_to_tab(&first);
    page.eval("send({ pullquote: 'page', nonce, html: '<p>“Late,” said nobody.</p>' })");
    page.go_to_tab(&second);
    page.eval("await new Promise((done) => setTimeout(done, 200))");
    assert_eq!(page.eval("return document.querySelector('dialog[open]')?.id ?? null"), json!(null));
}

/// Script of the sending page: opens Pullquote's page, says hello until it answers, and keeps the answers.
const HELLO: &str = "const rest = (ms) => new Promise((done) => setTimeout(done, ms));
     window.answers ??= [];
     onmessage ??= ({ data }) => answers.push(data);
     window.tab ??= open(HOME, 'annotator');
     window.ask = async () => {
       for (answers.length = 0; !answers.length;) { await rest(100); tab.postMessage({ pullquote: 'hello' }, '*') }
       await rest(300);
       return answers.at(-1).pullquote;
     };
     window.send = (url) => tab.postMessage(
       { pullquote: 'page', nonce: answers.at(-1).nonce, html: '<p>“Taken in,” said nobody.</p>', url }, '*');";

#[test]
fn a_question_closes_nothing_and_a_site_can_be_refused() {
    let page = visit();
    let home = page.address();
    page.go_to(&newspaper("<!doctype html><title>x</title>".into()));
    let news = page.address();
    let first = page.tab();
    let script = HELLO.replace("HOME", &format!("{home:?}"));
    assert_eq!(page.eval(&format!("{script} return ask()")), "ready");
    page.go_to_other_tab();
    let second = page.tab();
    page.wait_until_ready();
    page.click("button", "Open article");
    page.fill("Article text", "Half a text");

    // Its address turns the direction, and goes on for ever.
    page.go_to_tab(&first);
    page.eval(
        "send(location.origin + '/\\u202Emoc.knab ' + ' '.repeat(1e5)); send(location.href); tab.postMessage({ pullquote: 'hello' }, '*')",
    );
    page.go_to_tab(&second);
    let dialogs = "return [...document.querySelectorAll('dialog[open]')].map((d) => d.id)";
    page.wait_until("the reader is asked", "document.querySelector('#received-dialog[open]')");
    assert_eq!(page.eval(dialogs), json!(["open-dialog", "received-dialog"]));
    let shown = page.eval("return document.getElementById('received-from').textContent");
    let shown = shown.as_str().unwrap_or_default();
    assert!(shown.starts_with(&format!("{news}%E2%80%AEmoc.knab%20%20")), "{shown}");
    assert!(shown.len() < 250, "{shown}");
    page.screenshot("received-over");

    page.click("button", "Never from this site");
    page.says("is not asked about again");
    assert_eq!(page.eval(dialogs), json!(["open-dialog"]));
    assert_eq!(page.eval("return document.getElementById('article-text').value"), "Half a text");
    page.go_to_tab(&first);
    assert_eq!(page.eval("return ask()"), "refused");
    page.go_to_tab(&second);
    assert_eq!(page.eval(dialogs), json!(["open-dialog"]));

    // The choice is seen, and taken back.
    page.eval("document.querySelector('#refused-sites summary').click()");
    page.click("button", &format!("Allow {} again", news.trim_end_matches('/')));
    page.go_to_tab(&first);
    assert_eq!(page.eval("return ask()"), "ready");
    calls_before_it_was_there(&page);
}
