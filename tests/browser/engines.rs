//! The main path in other browsers than Chromium: Firefox and WebKitGTK. An article is pasted, a quotation
//! confirmed, taken back and confirmed again, the set exported; a reload shows all as it was.

use crate::marionette::Firefox;
use crate::site;
use crate::webkit::WebKit;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use url::{ParseError, Url};

/// A command of the WebDriver standard, in the two shapes in which browsers take it.
pub(crate) struct Command<'c> {
    /// As Firefox names it.
    pub(crate) name: &'c str,
    /// Within the session, as the standard has it.
    pub(crate) path: String,
    pub(crate) body: Value,
}

/// A browser that does what it is told.
pub(crate) trait Engine {
    fn command(&mut self, command: Command) -> Value;
}

const ARTICLE: &str = "Ferry to run again\n\n“The ferry sails on Monday,” said Mara Lindqvist. Nobody at the quay in \
    Skarnholm had expected it before May.\n\nAccording to the council, the repairs cost less than was feared.";

pub(crate) fn run(engine: &mut dyn Engine, script: &str) -> Value {
    let body = json!({ "script": script, "args": [], "sandbox": null });
    engine.command(Command { name: "WebDriver:ExecuteScript", path: "execute/sync".into(), body })
}

#[track_caller]
pub(crate) fn wait_until(engine: &mut dyn Engine, expression: &str) {
    let start = Instant::now();
    while run(engine, &format!("return Boolean({expression})")) != true {
        assert!(start.elapsed() < Duration::from_secs(30), "not yet: {expression}");
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// The id of the button of this name that can be pressed now, as the standard refers to elements.
#[track_caller]
fn element(engine: &mut dyn Engine, expression: &str) -> String {
    wait_until(engine, expression);
    let found = run(engine, &format!("return {expression}"));
    let id = found.as_object().and_then(|reference| reference.values().next()).and_then(Value::as_str);
    id.unwrap_or_else(|| panic!("{expression} is no element: {found}")).to_owned()
}

#[track_caller]
pub(crate) fn click(engine: &mut dyn Engine, name: &str) {
    let button = format!(
        "[...(document.querySelector('dialog[open]') ?? document).querySelectorAll('button:enabled')].find((b) => \
         (b.getAttribute('aria-label') ?? b.textContent).trim() === {name:?} && b.checkVisibility())"
    );
    click_on(engine, &button);
}

#[track_caller]
pub(crate) fn click_on(engine: &mut dyn Engine, expression: &str) {
    let id = element(engine, expression);
    let command = Command {
        name: "WebDriver:ElementClick",
        path: format!("element/{id}/click"),
        body: json!({ "id": id }),
    };
    engine.command(command);
}

#[track_caller]
pub(crate) fn type_into(engine: &mut dyn Engine, selector: &str, text: &str) {
    let id = element(engine, &format!("document.querySelector({selector:?})"));
    let body = json!({ "id": id, "text": text });
    engine.command(Command { name: "WebDriver:ElementSendKeys", path: format!("element/{id}/value"), body });
}

pub(crate) fn press(engine: &mut dyn Engine, key: &str) {
    strike(engine, &[("keyDown", key), ("keyUp", key)]);
}

/// A key while another is held.
pub(crate) fn press_with(engine: &mut dyn Engine, held: &str, key: &str) {
    strike(engine, &[("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)]);
}

fn strike(engine: &mut dyn Engine, strokes: &[(&str, &str)]) {
    let strokes: Vec<Value> =
        strokes.iter().map(|(what, key)| json!({ "type": what, "value": key })).collect();
    let body = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] });
    engine.command(Command { name: "WebDriver:PerformActions", path: "actions".into(), body });
}

/// A first visit.
pub(crate) fn visit(engine: &mut dyn Engine) {
    let address = json!({ "url": site::shared().address });
    engine.command(Command { name: "WebDriver:Navigate", path: "url".into(), body: address });
    wait_until(engine, "document.documentElement.dataset.ready");
}

/// A command as the standard has it, for browsers whose driver speaks it.
#[derive(Debug)]
pub(crate) struct Post {
    /// Within the session.
    pub(crate) path: String,
    pub(crate) body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

const STATE: &str = "document.querySelector('#article mark[data-kind=quote]')?.dataset.state";

fn main_path(engine: &mut dyn Engine) {
    visit(engine);
    click(engine, "Open article");
    // Pasted rather than typed: WebKit's driver loses line ends.
    run(engine, &format!("document.getElementById('article-text').value = {}", json!(ARTICLE)));
    click(engine, "Annotate");
    wait_until(engine, "document.querySelectorAll('#article mark').length > 3");
    let lines = run(
        engine,
        "return [...document.querySelectorAll('#article [data-paragraph]')].map((p) => p.textContent)",
    );
    let expected: Vec<&str> = ARTICLE.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, json!(expected), "the article's text, to the character");
    let speaker = run(engine, "return document.querySelector('#list li b').textContent");
    assert_eq!(speaker, "Mara Lindqvist");

    click_on(engine, "document.querySelector('#article mark[data-kind=quote]')");
    wait_until(engine, "document.querySelector('#article mark.selected[data-kind=quote]')");
    press(engine, "y");
    wait_until(engine, &format!("{STATE} === 'confirmed'"));
    click(engine, "Undo");
    wait_until(engine, &format!("{STATE} !== 'confirmed'"));
    click(engine, "Redo");
    wait_until(engine, &format!("{STATE} === 'confirmed'"));

    // Where downloads go is the browser's affair: what would go there is looked at.
    run(
        engine,
        "URL.createObjectURL = (file) => (file.text().then((text) => (window.exported = text)), '#');",
    );
    click(engine, "Export");
    run(engine, "document.getElementById('format').value = 'jsonld'");
    click(engine, "Download");
    wait_until(engine, "window.exported?.includes('The ferry sails on Monday')");

    type_into(engine, "#search", "ferry");
    wait_until(engine, "CSS.highlights.get('found').size === 2");
    wait_until(engine, "document.getElementById('saved').textContent === 'Saved'");
    engine.command(Command { name: "WebDriver:Refresh", path: "refresh".into(), body: json!({}) });
    wait_until(engine, &format!("document.documentElement.dataset.ready && {STATE} === 'confirmed'"));
}

#[test]
fn firefox_goes_the_main_path() {
    main_path(&mut Firefox::launch());
}

#[test]
fn webkit_goes_the_main_path() {
    main_path(&mut WebKit::launch());
}
