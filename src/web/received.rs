//! Pages that the bookmarklet sends from other tabs, each opened only when the reader says so.
//!
//! Any page of the web can write to this window, so nothing is taken in that was not agreed on. A tab says hello and
//! is given a number made for it; what it then sends counts when it comes from the same tab, from the same address
//! and with this number. The reader is shown the address, which the browser vouches for, and asked. What was sent is
//! read as a pasted page is.

use std::cell::RefCell;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

use super::files;
use super::state::State;
use super::{Page, Reply, dom};
use crate::strings;

const DIALOG: &str = "received-dialog";

/// What ends an address, or means something else in one.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'`');

/// A tab that has said hello.
struct Caller {
    window: JsValue,
    /// Scheme, host and port, as the browser gives it.
    origin: String,
    nonce: String,
    page: Option<Sent>,
}

struct Sent {
    html: String,
    url: String,
}

thread_local! {
    static CALLER: RefCell<Option<Caller>> = const { RefCell::new(None) };
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_at_random(bytes: &mut [u8]);
}

#[wasm_bindgen]
impl Page {
    /// Takes a message from another window: answers a hello, keeps a page that was agreed on and asks the reader.
    pub fn hear(&self, event: &MessageEvent) -> JsValue {
        hear(event).map_or(JsValue::NULL, Reply::into_js)
    }
}

fn hear(event: &MessageEvent) -> Option<Reply> {
    let data = event.data();
    let field = |name: &str| js_sys::Reflect::get(&data, &name.into()).ok();
    let window: JsValue = event.source()?.into();
    let is_asking = dom::find(&format!("#{DIALOG}[open]")).is_some();
    match field("pullquote")?.as_string()?.as_str() {
        // Nobody changes what the reader is just being asked about.
        "hello" if !is_asking => {
            let caller = Caller { window, origin: event.origin(), nonce: nonce(), page: None };
            answer(&caller)?;
            CALLER.set(Some(caller));
            None
        }
        "page" => CALLER.with_borrow_mut(|caller| {
            let caller = caller.as_mut().filter(|caller| caller.page.is_none())?;
            let is_agreed = js_sys::Object::is(&caller.window, &window)
                && caller.origin == event.origin()
                && field("nonce")?.as_string()? == caller.nonce;
            if !is_agreed {
                return None;
            }
            let html = field("html")?.dyn_into::<js_sys::JsString>().ok()?;
            if let Some(refusal) = files::refusal(html.length() as usize) {
                return Some(refusal);
            }
            let url = field("url").and_then(|url| url.as_string()).unwrap_or_default();
            // An address is believed as far as the browser vouches for it.
            let is_its_own = url.strip_prefix(&caller.origin).is_some_and(|path| path.starts_with('/'));
            let url = if is_its_own { url } else { caller.origin.clone() };
            dom::by_id("received-from").set_text_content(Some(&url));
            caller.page = Some(Sent { html: html.into(), url });
            Some(Reply::dialog(DIALOG).and_close())
        }),
        _ => None,
    }
}

fn answer(caller: &Caller) -> Option<()> {
    let message = js_sys::Object::new();
    js_sys::Reflect::set(&message, &"pullquote".into(), &"ready".into()).ok()?;
    js_sys::Reflect::set(&message, &"nonce".into(), &caller.nonce.as_str().into()).ok()?;
    // Local files and sandboxed frames have no address to answer to.
    let origin = Some(caller.origin.as_str()).filter(|origin| origin.contains("://"))?;
    caller.window.unchecked_ref::<web_sys::Window>().post_message(&message, origin).ok()
}

/// 128 random bits.
fn nonce() -> String {
    let mut bytes = [0; 16];
    fill_at_random(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Opens the page that the reader was asked about.
pub(super) fn open(state: &mut State) -> Reply {
    let Some(sent) = CALLER.take().and_then(|caller| caller.page) else {
        return Reply::failed("empty", strings::NOTHING_SENT);
    };
    files::open_sent(state, &sent.html, &sent.url)
}

/// Puts the bookmarklet on its link, where the page has an address that a bookmark can open.
pub(super) fn offer() {
    let base = dom::document().base_uri().ok().flatten().filter(|base| base.starts_with("http"));
    let Some(base) = base else { return };
    let place = base.split(['?', '#']).next().and_then(|path| path.rsplit_once('/'));
    let Some((folder, _)) = place else { return };
    let link = dom::by_id("bookmarklet");
    let _shown_without = link.set_attribute("href", &bookmarklet(&format!("{folder}/")));
    let _stays_hidden = dom::by_id("bookmarklet-hint").remove_attribute("hidden");
}

fn bookmarklet(home: &str) -> String {
    let program: String = include_str!("bookmarklet.js")
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//"))
        .flat_map(|line| [line, " "])
        .collect();
    let blanks = [
        ("HOME", home),
        ("NO_TAB", strings::BOOKMARKLET_NO_TAB),
        ("NO_ANSWER", strings::BOOKMARKLET_NO_ANSWER),
    ];
    let fill = |program: String, (blank, text): (&str, &str)| {
        program.replace(blank, &serde_json::Value::from(text).to_string())
    };
    let program = blanks.into_iter().fold(program, fill);
    format!("javascript:{}", utf8_percent_encode(program.trim(), ENCODED))
}
