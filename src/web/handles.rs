//! Handles at both ends of the selected annotation. Dragged, they move the end.

use web_sys::Element;

use super::dom;
use crate::session::SpanEdge;
use crate::view::wire::wire_name;

/// Puts handles at the ends of an annotation's marks, in the order of the text.
pub(super) fn put(marks: &[Element]) {
    let [first, .., last] = marks else {
        if let [only] = marks {
            only.prepend_with_node_1(&handle(SpanEdge::Start)).expect("a mark takes children");
            only.append_with_node_1(&handle(SpanEdge::End)).expect("a mark takes children");
        }
        return;
    };
    first.prepend_with_node_1(&handle(SpanEdge::Start)).expect("a mark takes children");
    last.append_with_node_1(&handle(SpanEdge::End)).expect("a mark takes children");
}

/// For the pointer alone: keys and the card's buttons do the same.
fn handle(edge: SpanEdge) -> Element {
    let handle = dom::document().create_element("span").expect("span is an element's name");
    dom::set_attribute(&handle, "class", Some("handle"));
    dom::set_attribute(&handle, "data-edge", Some(&wire_name(&edge)));
    dom::set_attribute(&handle, "aria-hidden", Some("true"));
    handle
}
