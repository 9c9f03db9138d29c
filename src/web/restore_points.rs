//! Takes restore points of the open article, shows them, and restores one.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::reply::{FailureCode, Reply};
use super::state::State;
use super::update::changed;
use super::waiting::BrowserRequest;
use super::{dom, storage};
use crate::page::command::{Command, Dialog, RecoveryCommand};
use crate::page::restore_points::{RestorePointSummary, render};
use crate::sorting::Sorting as _;
use crate::store::{
    POINT_PREFIX, PointKey, Store, StoreError, difference, plan_points, prefix_of_points, read_point,
    seal_point,
};
use crate::strings;

/// Writes the points that were taken, and removes those that they make dispensable.
pub(super) fn write(state: &Rc<RefCell<State>>) {
    let unwritten = state.borrow_mut().points.take_unwritten();
    if unwritten.is_empty() {
        return;
    }
    let state = Rc::clone(state);
    spawn_local(async move {
        for (id, time, set) in unwritten {
            let (point, value) = seal_point(&id, time, &set);
            let keys = storage::database_keys(&state, &prefix_of_points(&id)).await;
            put(&mut state.borrow_mut(), &point, &value, keys).ok(); // Without a database there are no points.
            storage::write_pending(&state);
        }
    });
}

fn put(
    state: &mut State,
    point: &PointKey,
    value: &str,
    keys: Result<Vec<String>, StoreError>,
) -> Result<(), StoreError> {
    if state.saving.is_superseded {
        return Ok(());
    }
    let points = keys?.iter().filter_map(|key| PointKey::parse(key)).collect();
    let plan = plan_points(points, point);
    let store = state.saving.library.store_mut();
    if plan.is_new {
        store.set(&point.to_string(), value)?;
    }
    plan.obsolete.iter().try_for_each(|point| store.remove(&point.to_string()))
}

/// Reads the open article's points from the database, to show them.
pub(super) fn show(state: &mut State) -> Reply {
    if state.open.session.is_none() {
        return Reply::said(strings::OPEN_FIRST);
    }
    let prefixes = vec![prefix_of_points(state.open.id())];
    state.waiting.ask(BrowserRequest::Records(prefixes), Command::Recovery(RecoveryCommand::DrawPoints))
}

/// Shows the points that were read.
pub(super) fn draw(state: &mut State) -> Reply {
    let place = dom::by_id("points");
    if let Some(error) = &state.waiting.error {
        let text = match error {
            StoreError::Denied => strings::POINTS_NEED_DATABASE.to_owned(),
            error => strings::fill(strings::POINTS_UNREAD, &[error]),
        };
        dom::fill(&place, [&crate::view::Element::new("p").text(text)]);
        return Reply::dialog(Dialog::RestorePoints).and_close();
    }
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let mut points: Vec<(u64, RestorePointSummary)> = vec![];
    for (key, value) in &state.waiting.records {
        let Some(PointKey { time, .. }) = PointKey::parse(key) else { continue };
        let Some(there) = read_point(key, value, session.document()) else { continue };
        points.push((time, RestorePointSummary::of(key.clone(), said_time(time), &there, session.set())));
    }
    points.order_by_key(|(time, _)| std::cmp::Reverse(*time));
    let points: Vec<RestorePointSummary> = points.into_iter().map(|(_, point)| point).collect();
    dom::fill(&place, &render(&points));
    Reply::dialog(Dialog::RestorePoints).and_close()
}

/// A time in the reader's language and time zone.
fn said_time(time: u64) -> String {
    let options = js_sys::Object::new();
    for part in ["dateStyle", "timeStyle"] {
        js_sys::Reflect::set(&options, &part.into(), &"medium".into()).ok(); // A new object takes a value.
    }
    let date = js_sys::Date::new(&JsValue::from_f64(time as f64));
    date.to_locale_string("default", &options).into()
}

/// Makes the open article's annotations what they were, in one step. Those of now become a point first.
pub(super) fn restore(state: &mut State, key: &str) -> Reply {
    let unread = || Reply::failed(FailureCode::Storage, StoreError::Damaged(key.to_owned()).to_string());
    let Some(point) = PointKey::parse(key).filter(|point| point.article == state.open.id()) else {
        return unread();
    };
    let value = state.waiting.records.iter().find(|(other, _)| other == key).map(|(_, value)| value.clone());
    let Some(session) = &state.open.session else { return unread() };
    let Some(there) = value.and_then(|value| read_point(key, &value, session.document())) else {
        return unread();
    };
    let edits = difference(session.set(), &there).edits;
    state.points.take(&state.open);
    let Some(session) = &mut state.open.session else { return unread() };
    match session.perform_restored(strings::RESTORED_POINT, edits) {
        Ok(done) => {
            changed(state, done);
            Reply::said(strings::fill(strings::SAID_RESTORED_POINT, &[&said_time(point.time)]))
                .and_close()
                .and_read()
        }
        Err(error) => Reply::failed(FailureCode::Edit, error.to_string()),
    }
}

/// In local storage: that articles were removed, whose points stay as long as they can be brought back.
const REMOVED: &str = "pullquote/removed-article";

/// Notes that articles were removed.
pub(super) fn note_removal() {
    let storage = gloo::utils::window().local_storage().ok().flatten();
    storage.and_then(|storage| storage.set_item(REMOVED, "yes").ok()); // Full storage: points stay, which does no harm.
}

/// At the start of a visit: the points of articles that were removed in the last one go. Nobody can bring them back.
pub(super) fn drop_kept(state: &Rc<RefCell<State>>) {
    let Some(local) = gloo::utils::window().local_storage().ok().flatten() else { return };
    if local.get_item(REMOVED).ok().flatten().is_none() {
        return;
    }
    local.remove_item(REMOVED).ok(); // The next visit would look again.
    let state = Rc::clone(state);
    spawn_local(async move {
        let keys = storage::database_keys(&state, POINT_PREFIX).await.unwrap_or_default();
        for key in keys {
            let library = &mut state.borrow_mut().saving.library;
            let article = PointKey::parse(&key).map(|point| point.article);
            if article.is_some_and(|id| !library.has_article(&id)) {
                library.store_mut().remove(&key).ok(); // A point that stays does no harm.
            }
        }
        storage::write_pending(&state);
    });
}
