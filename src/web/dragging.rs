//! An end of the selected annotation that the pointer drags by its handle.

use super::reply::Reply;
use super::state::State;
use super::update::{offer_rename, perform};
use super::{dom, selection};
use crate::session::{Action, Session, SpanEdge};
use crate::strings;

/// The body has this class while an end is dragged: then the handles let the pointer through to the words.
const DRAGGING: &str = "dragging";

/// A point of the window, in CSS pixels from its corner.
#[derive(Clone, Copy)]
pub(super) struct Point {
    pub x: f32,
    pub y: f32,
}

/// Follows the pointer: selects the words that the annotation would have.
pub(super) fn drag(state: &State, edge: SpanEdge, point: Point) {
    let Some(session) = &state.open.session else { return };
    set_dragging(true);
    let to = selection::at_point(session, point.x, point.y);
    let spans = session.selected().map(|a| a.spans.hull());
    if let (Some(to), Some(hull)) = (to, spans) {
        let fixed = if edge == SpanEdge::Start { hull.end() } else { hull.start() };
        selection::set(session, fixed, to);
    }
}

/// Moves the end to where the pointer released it. A handle that was only pressed does nothing.
pub(super) fn drop(state: &mut State, edge: SpanEdge, point: Point) -> Reply {
    let is_dragged = dom::document().body().is_some_and(|body| body.class_list().contains(DRAGGING));
    if !is_dragged {
        return Reply::default();
    }
    let session = state.open.session.as_ref();
    let to = session.and_then(|session| selection::at_point(session, point.x, point.y));
    let id = session.and_then(Session::selected).map(|a| a.id);
    set_dragging(false);
    selection::clear();
    match (id, to) {
        (Some(id), Some(to)) => {
            let reply = perform(state, |session| session.perform(Action::MoveEdge { id, edge, to }));
            offer_rename(state, reply)
        }
        _ => Reply::said(strings::OUTSIDE_ARTICLE),
    }
}

fn set_dragging(is_dragging: bool) {
    if let Some(body) = dom::document().body() {
        dom::set_class(&body, DRAGGING, is_dragging);
    }
}
