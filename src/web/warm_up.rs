//! The rehearsal of the first article.

use gloo::timers::callback::Timeout;

use super::draw;
use crate::document::Document;
use crate::page::command::{ArticleCommand, Command};
use crate::session::{SAMPLE, Session};
use crate::store::{Library, MemoryStore};
use crate::view::wire::json;

/// When an article is rehearsed, in milliseconds after the first paint: browsers optimise what has run more than once.
const WARM_UP_AFTER: [u32; 3] = [300, 500, 700];

/// Has an article rehearsed, so that the first real one does not pay for what is done once.
pub(super) fn begin() {
    for after in WARM_UP_AFTER {
        Timeout::new(after, warm_up).forget();
    }
}

/// Analyses, draws and stores an article that nobody sees, while the reader is still looking for one: the first analysis
/// sets up tables, the first layout loads fonts, and the browser compiles what it runs.
fn warm_up() {
    // What the buttons send is read by large functions.
    serde_json::from_str::<Command>(&json(&Command::Article(ArticleCommand::OpenSample))).ok();
    let mut session = Session::analyse(Document::from_text(SAMPLE));
    let first = session.set().in_order().find(|a| a.quote().is_some()).map(|a| a.id);
    session.select(first);
    draw::rehearse(&session);
    // Memory never refuses.
    Library::new(MemoryStore::default()).add("", session.document(), session.set()).ok();
}
