//! Handles at both ends of the annotation that is looked at: dragged, they move the end.

use web_sys::Element;

use super::correct::perform;
use super::state::State;
use super::{Reply, dom, selection};
use crate::session::{Action, Session, SpanEdge};
use crate::span::Pos;
use crate::strings;

/// Says on the body that an end is being dragged: then the handles let the pointer through to the words.
const DRAGGING: &str = "dragging";

/// Puts handles at the ends of an annotation's marks, in the order of the text.
pub(super) fn put(marks: &[Element]) {
    let [first, .., last] = marks else {
        if let [only] = marks {
            only.prepend_with_node_1(&handle("start")).expect("a mark takes children");
            only.append_with_node_1(&handle("end")).expect("a mark takes children");
        }
        return;
    };
    first.prepend_with_node_1(&handle("start")).expect("a mark takes children");
    last.append_with_node_1(&handle("end")).expect("a mark takes children");
}

/// For the pointer alone: keys and the card's buttons do the same.
fn handle(edge: &str) -> Element {
    let handle = dom::document().create_element("span").expect("span is an element's name");
    for (name, value) in [("class", "handle"), ("data-edge", edge), ("aria-hidden", "true")] {
        handle.set_attribute(name, value).expect("these are names of attributes");
    }
    handle
}

/// Follows the pointer: the words that the annotation would have are selected.
pub(super) fn drag(state: &State, edge: &str, point: &str) -> Reply {
    let Some(session) = &state.session else { return Reply::default() };
    set_dragging(true);
    if let (Some(to), Some(fixed)) = (place(session, point), fixed_end(session, edge)) {
        selection::set(session, fixed, to);
    }
    Reply::done()
}

/// Moves the end to where the pointer let go of it. A handle that was only pressed does nothing.
pub(super) fn drop(state: &mut State, edge: &str, point: &str) -> Reply {
    let is_dragged = dom::document().body().is_some_and(|body| body.class_list().contains(DRAGGING));
    if !is_dragged {
        return Reply::default();
    }
    let to = state.session.as_ref().and_then(|session| place(session, point));
    let id = state.session.as_ref().and_then(Session::selected).map(|a| a.id);
    set_dragging(false);
    selection::clear();
    let edge = if edge == "start" { SpanEdge::Start } else { SpanEdge::End };
    match (id, to) {
        (Some(id), Some(to)) => perform(state, Action::MoveEdge { id, edge, to }),
        _ => Reply::said(strings::OUTSIDE_ARTICLE),
    }
}

fn set_dragging(is_dragging: bool) {
    if let Some(body) = dom::document().body() {
        let _it_has_classes = body.class_list().toggle_with_force(DRAGGING, is_dragging);
    }
}

/// `x y`, in CSS pixels from the window's corner.
fn place(session: &Session, point: &str) -> Option<Pos> {
    let (x, y) = point.split_once(' ')?;
    selection::at_point(session, x.parse().ok()?, y.parse().ok()?)
}

/// The end that stays.
fn fixed_end(session: &Session, edge: &str) -> Option<Pos> {
    let hull = session.selected()?.spans.hull();
    Some(if edge == "start" { hull.end() } else { hull.start() })
}
