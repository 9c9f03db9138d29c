//! Pages that the bookmarklet sends from other tabs, each opened only when the reader says so.
//!
//! Any page of the web can send a message to this window. So a tab first says hello, and gets a token made for it. The
//! page accepts messages only with this token, from this tab and origin. The reader sees the origin, which the browser
//! guarantees, and decides. What was sent is then read like a pasted page.

use std::cell::RefCell;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

use super::coming_in::refusal;
use super::reply::{FailureCode, Reply};
use super::state::State;
use super::{dom, files, refused_sites};
use crate::page::command::{Dialog, SiteCommand};
use crate::page::{address, sites};
use crate::strings;

/// What ends an address, or means something else in one.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'`');

/// A tab that has said hello.
struct SendingTab {
    window: JsValue,
    /// Scheme, host and port, as the browser gives it.
    origin: String,
    nonce: String,
    page: Option<SentPage>,
}

impl SendingTab {
    fn is(&self, window: &JsValue, origin: &str) -> bool {
        js_sys::Object::is(&self.window, window) && self.origin == origin
    }
}

struct SentPage {
    html: String,
    url: String,
}

thread_local! {
    static SENDING_TAB: RefCell<Option<SendingTab>> = const { RefCell::new(None) };
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_at_random(bytes: &mut [u8]);
}

/// Takes a message from another window. Answers a hello; stores a page that has the right token, and asks the reader.
pub(super) fn hear(event: &MessageEvent) -> Option<Reply> {
    let data = event.data();
    let field = |name: &str| js_sys::Reflect::get(&data, &name.into()).ok();
    let window: JsValue = event.source()?.into();
    let is_asking = dom::find("#received-dialog[open]").is_some();
    let is_refused = refused_sites::refuses(&event.origin());
    match field("pullquote")?.as_string()?.as_str() {
        "hello" if is_refused => {
            answer(&window, &event.origin(), [("pullquote", "refused")])?;
            None
        }
        // While the dialog asks about one page, no other takes its place.
        "hello" if !is_asking => {
            let origin = event.origin();
            // A page that is slow to start finds several hellos of a tab, which takes the first answer.
            let known = SENDING_TAB.with_borrow(|tab| {
                let tab = tab.as_ref().filter(|tab| tab.page.is_none() && tab.is(&window, &origin));
                tab.map(|tab| tab.nonce.clone())
            });
            let tab = SendingTab { window, origin, nonce: known.unwrap_or_else(nonce), page: None };
            answer(&tab.window, &tab.origin, [("pullquote", "ready"), ("nonce", &tab.nonce)])?;
            SENDING_TAB.set(Some(tab));
            None
        }
        "page" => SENDING_TAB.with_borrow_mut(|tab| {
            let tab = tab.as_mut().filter(|tab| tab.page.is_none())?;
            if !tab.is(&window, &event.origin()) || field("nonce")?.as_string()? != tab.nonce {
                return None;
            }
            let html = field("html")?.dyn_into::<js_sys::JsString>().ok()?;
            if let Some(refusal) = refusal(html.length() as usize) {
                return Some(refusal);
            }
            let url = field("url").and_then(|url| url.as_string()).unwrap_or_default();
            // The address must have the origin that the browser guarantees.
            let is_its_own = url.strip_prefix(&tab.origin).is_some_and(|path| path.starts_with('/'));
            let url = if is_its_own { url } else { tab.origin.clone() };
            dom::fill(&dom::by_id("received-from"), &address::render(&tab.origin, &url));
            let url = address::stored(&tab.origin, &url);
            tab.page = Some(SentPage { html: html.into(), url });
            // Over what is open already: a dialog, or a field in use.
            Some(Reply { keeps_toolbar: true, ..Reply::dialog(Dialog::Received) })
        }),
        _ => None,
    }
}

fn answer<const N: usize>(window: &JsValue, origin: &str, fields: [(&str, &str); N]) -> Option<()> {
    let message = js_sys::Object::new();
    for (name, value) in fields {
        js_sys::Reflect::set(&message, &name.into(), &value.into()).ok()?;
    }
    // Local files and sandboxed frames have no address to answer to.
    let origin = Some(origin).filter(|origin| origin.contains("://"))?;
    window.unchecked_ref::<web_sys::Window>().post_message(&message, origin).ok()
}

/// 128 random bits.
fn nonce() -> String {
    let mut bytes = [0; 16];
    fill_at_random(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Does what the reader says of a site.
pub(super) fn act(command: SiteCommand) -> Reply {
    let reply = match command {
        SiteCommand::Refuse => {
            let Some(tab) = SENDING_TAB.take() else { return Reply::done().and_close() };
            refused_sites::add(&tab.origin);
            Reply::said(strings::fill(strings::SITE_REFUSED, &[&tab.origin])).and_close()
        }
        SiteCommand::Allow(origin) => {
            refused_sites::remove(&origin);
            Reply::said(strings::fill(strings::SITE_ALLOWED, &[&origin]))
        }
    };
    list_refused_sites();
    reply
}

fn list_refused_sites() {
    dom::fill(&dom::by_id("refused-sites"), &sites::render(&refused_sites::list()));
}

/// Opens the page that the reader was asked about.
pub(super) fn open(state: &mut State) -> Reply {
    let Some(sent) = SENDING_TAB.take().and_then(|tab| tab.page) else {
        return Reply::failed(FailureCode::Empty, strings::NOTHING_SENT);
    };
    files::open_sent(state, &sent.html, &sent.url)
}

/// Puts the bookmarklet on its link, where the page has an address that a bookmark can open.
pub(super) fn offer() {
    list_refused_sites();
    let base = dom::document().base_uri().ok().flatten().filter(|base| base.starts_with("http"));
    let Some(base) = base else { return };
    let place = base.split(['?', '#']).next().and_then(|path| path.rsplit_once('/'));
    let Some((folder, _)) = place else { return };
    let link = dom::by_id("bookmarklet");
    dom::set_attribute(&link, "href", Some(&bookmarklet(&format!("{folder}/"))));
    dom::set_attribute(&dom::by_id("bookmarklet-hint"), "hidden", None);
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
        ("REFUSED", strings::BOOKMARKLET_REFUSED),
    ];
    let fill = |program: String, (blank, text): (&str, &str)| {
        program.replace(blank, &serde_json::Value::from(text).to_string())
    };
    let program = blanks.into_iter().fold(program, fill);
    format!("javascript:{}", utf8_percent_encode(program.trim(), ENCODED))
}
