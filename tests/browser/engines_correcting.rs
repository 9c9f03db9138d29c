//! Correcting in every engine: the same steps in Chromium, Firefox and WebKitGTK, by name, with their own keys and
//! pointers.

use crate::chromium::{self, Chromium, Profile};
use crate::engines::{Command, Engine, Post, click, press, press_with, run, type_into, visit, wait_until};
use crate::marionette::Firefox;
use crate::webkit::WebKit;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

const SHIFT: &str = "\u{e008}";
const CONTROL: &str = "\u{e009}";
const LEFT: &str = "\u{e012}";
const RIGHT: &str = "\u{e014}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

#[track_caller]
fn says(engine: &mut dyn Engine, words: &str) {
    wait_until(engine, &format!("document.querySelector('#status').textContent.includes({words:?})"));
}

#[track_caller]
fn undo(engine: &mut dyn Engine, step: &str) {
    press_with(engine, CONTROL, "z");
    says(engine, &format!("Undone: {step}"));
}

fn looked_at(engine: &mut dyn Engine) -> String {
    let marks =
        "[...document.querySelectorAll('#article mark.selected')].map((m) => m.textContent).join('|')";
    run(engine, &format!("return {marks}")).as_str().unwrap_or_default().to_owned()
}

fn selected(engine: &mut dyn Engine) -> String {
    run(engine, "return String(getSelection())").as_str().unwrap_or_default().to_owned()
}

/// The middle of the first place that has these words, in the window, which is scrolled there.
#[track_caller]
fn point_of(engine: &mut dyn Engine, words: &str) -> (i64, i64) {
    let script = format!(
        "const walk = document.createTreeWalker(document.querySelector('#article'), NodeFilter.SHOW_TEXT);
         for (let node; (node = walk.nextNode()); ) {{
           const at = node.data.indexOf({words:?});
           if (at < 0) continue;
           node.parentElement.scrollIntoView({{ block: 'center' }});
           const range = document.createRange();
           range.setStart(node, at);
           range.setEnd(node, at + {length});
           const box = range.getClientRects()[0];
           return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)];
         }}",
        length = words.encode_utf16().count()
    );
    let point = run(engine, &script);
    let at = |i: usize| point[i].as_i64().unwrap_or_else(|| panic!("the article does not say {words:?}"));
    (at(0), at(1))
}

fn pointer(engine: &mut dyn Engine, strokes: &[Value]) {
    let source = json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": strokes });
    let body = json!({ "actions": [source] });
    engine.command(Command { name: "WebDriver:PerformActions", path: "actions".into(), body });
}

fn to((x, y): (i64, i64)) -> Value {
    json!({ "type": "pointerMove", "duration": 40, "x": x, "y": y, "origin": "viewport" })
}

fn down() -> Value {
    json!({ "type": "pointerDown", "button": 0 })
}

fn up() -> Value {
    json!({ "type": "pointerUp", "button": 0 })
}

#[track_caller]
fn click_words(engine: &mut dyn Engine, words: &str) {
    let point = point_of(engine, words);
    pointer(engine, &[to(point), down(), up()]);
}

/// By keys alone: the pass, words selected and marked, a speaker chosen.
fn by_keys(engine: &mut dyn Engine) {
    press(engine, "u");
    wait_until(engine, "document.querySelector('#article mark.selected') === document.activeElement");
    let first = looked_at(engine);
    press(engine, ENTER);
    says(engine, "Confirmed. 1 of");
    press(engine, "r");
    says(engine, "Rejected. 2 of");
    undo(engine, "Reject");
    undo(engine, "Confirm");
    assert!(!first.is_empty());

    press(engine, ESCAPE);
    run(engine, "scrollTo(0, 0)");
    press(engine, "w");
    assert_eq!(selected(engine), "Harbour");
    press_with(engine, SHIFT, RIGHT);
    press_with(engine, SHIFT, RIGHT);
    assert_eq!(selected(engine), "Harbour board votes");
    press_with(engine, SHIFT, LEFT);
    press(engine, "m");
    says(engine, "Marked as note");
    assert_eq!(looked_at(engine), "Harbour board");
    undo(engine, "Mark");

    click_words(engine, "I can live");
    press(engine, "2");
    says(engine, "Speaker: ");
    undo(engine, "Set speaker");
    // A change can be undone after the page was left, too.
    press(engine, "]");
    says(engine, "“");
    wait_until(engine, "document.getElementById('saved').textContent === 'Saved'");
    engine.command(Command { name: "WebDriver:Refresh", path: "refresh".into(), body: json!({}) });
    wait_until(engine, "document.documentElement.dataset.ready && document.querySelector('#article mark')");
    click(engine, "Undo");
    says(engine, "Undone: Resize");
}

/// With the pointer: an end dragged, a quotation split and joined.
fn by_pointer(engine: &mut dyn Engine) {
    click_words(engine, "You cannot tell");
    wait_until(engine, "document.querySelectorAll('.handle').length === 2");
    let target = point_of(engine, "four hundred");
    let handle = run(
        engine,
        "const box = document.querySelector('.handle[data-edge=start]').getBoundingClientRect();
         return [Math.round(box.left + 6), Math.round(box.top - 8)]",
    );
    let handle = (handle[0].as_i64().unwrap_or_default(), handle[1].as_i64().unwrap_or_default());
    let near = (target.0 - 4, target.1);
    pointer(engine, &[to(handle), down(), to(near), to(target), up()]);
    says(engine, "Now: “");
    assert!(!looked_at(engine).contains("You cannot"), "{}", looked_at(engine));
    undo(engine, "Resize");

    click_words(engine, "cleaners that");
    click(engine, "More");
    click(engine, "Split here");
    says(engine, "Split in two");
    press(engine, "K");
    says(engine, "Joined");
    undo(engine, "Join");
    undo(engine, "Split");
}

/// In the dialogs and lists: a name carried on, a filter's bulk verdict, a newer version.
fn by_dialogs(engine: &mut dyn Engine) {
    click_words(engine, "I can live");
    press(engine, "e");
    wait_until(engine, "document.querySelector('#rename-dialog').open");
    type_into(engine, "#new-name", " Senior");
    click(engine, "Change these");
    says(engine, "now under");
    undo(engine, "Rename");

    click(engine, "Filter");
    run(
        engine,
        "const kind = document.querySelector('[aria-label=\"Kind of quotation\"]');
         kind.value = 'direct';
         kind.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    click(engine, "Confirm these");
    says(engine, "Confirmed ");
    click(engine, "Show all");
    click(engine, "Undo");
    says(engine, "Undone: Confirm all");

    click(engine, "Newer version");
    let newer = pullquote::SAMPLE.replace("nurses, cooks and cleaners", "nurses and cooks");
    run(engine, &format!("document.getElementById('newer-text').value = {}", json!(newer)));
    click(engine, "Compare");
    wait_until(engine, "document.querySelector('#report-dialog').open");
    let removed = run(
        engine,
        "return [...document.querySelectorAll('#report del')].map((d) => d.textContent).join('|')",
    );
    assert!(removed.as_str().is_some_and(|words| words.contains("cleaners")), "{removed}");
    click(engine, "Close");
}

fn correct(engine: &mut dyn Engine) {
    visit(engine);
    click(engine, "Try the sample");
    wait_until(engine, "document.querySelector('#article mark')");
    by_keys(engine);
    by_pointer(engine);
    by_dialogs(engine);
}

struct OwnChromium {
    browser: Chromium,
    runtime: Runtime,
    _profile: Profile,
}

impl Engine for OwnChromium {
    fn command(&mut self, command: Command) -> Value {
        let post = Post { path: command.path, body: command.body };
        let answer = self.runtime.block_on(self.browser.client.issue_cmd(post));
        answer.unwrap_or_else(|why| panic!("{}: {why}", command.name))
    }
}

impl Drop for OwnChromium {
    fn drop(&mut self) {
        let _it_goes_with_its_driver = self.runtime.block_on(self.browser.client.clone().close());
    }
}

#[test]
fn corrections_are_made_in_chromium() {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
    let profile = Profile::new();
    let browser = runtime.block_on(chromium::launch(&profile));
    correct(&mut OwnChromium { browser, runtime, _profile: profile });
}

#[test]
fn corrections_are_made_in_firefox() {
    correct(&mut Firefox::launch());
}

#[test]
fn corrections_are_made_in_webkit() {
    correct(&mut WebKit::launch());
}
