//! The paragraphs' elements. Those of a long article stand in groups, which the browser lays out only near what is in
//! view: each frame it looks at every box, and of groups there are few.

use std::collections::BTreeSet;
use std::ops::Range;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::dom;
use crate::document::Document;
use crate::sorting::CollectSorted as _;
use crate::view::{self, article};

/// From this many paragraphs on, an article is drawn as text first and its marks in slices, and stands in groups: below,
/// that would save nothing.
const LONG: usize = 150;

/// Paragraphs of a group. One more is laid out when the reader gets there, within a frame; three thousand paragraphs are
/// fewer than two hundred groups.
const GROUP: usize = 16;

/// A screen has no more groups than this where paragraphs are short. Their text is there at once.
const FIRST: usize = 3;

pub(super) fn are_many(n: usize) -> bool {
    LONG < n
}

/// So many paragraphs are drawn again at once: some ten milliseconds' work.
const AT_ONCE: usize = 40;

/// Of the paragraphs of an article those that are drawn again at once, where so many are to be: the others can wait.
pub(super) fn drawn_at_once(n: usize, n_changed: usize) -> Range<usize> {
    if are_many(n) && AT_ONCE < n_changed { paragraphs_in_view(n) } else { 0..n }
}

/// Makes room for all paragraphs of a long article; gives the groups that have no text yet.
pub(super) fn make_room(document: &Document) -> BTreeSet<usize> {
    let place = dom::article();
    let paragraphs = document.paragraphs();
    for group in paragraphs.chunks(GROUP) {
        let letters: usize = group.iter().map(|p| document.slice(p.span).chars().count()).sum();
        let room = dom::build(&view::Element::new("div").class("group"));
        if let Some(room) = room.dyn_ref::<HtmlElement>() {
            for (name, value) in [("--letters", letters), ("--paragraphs", group.len())] {
                room.style().set_property(name, &value.to_string()).ok(); // Both are names of properties.
            }
        }
        place.append_child(&room).expect("an article takes groups");
    }
    let mut without_text: BTreeSet<usize> = (0..paragraphs.len().div_ceil(GROUP)).collect_set();
    for group in 0..FIRST {
        put_text(document, &mut without_text, group);
    }
    without_text
}

/// Puts a group's text in the page, where it is still missing.
pub(super) fn put_text(document: &Document, without_text: &mut BTreeSet<usize>, group: usize) {
    if !without_text.remove(&group) {
        return;
    }
    let Some(place) = dom::child(&dom::article(), group) else { return };
    let end = document.paragraphs().len().min((group + 1) * GROUP);
    for index in group * GROUP..end {
        dom::append(&place, &article::bare_paragraph(document, index));
    }
}

/// The group in which a paragraph of a long article stands.
pub(super) fn group_of(index: usize) -> usize {
    index / GROUP
}

/// The element of a paragraph, where it has its text.
pub(super) fn at(index: usize) -> Option<Element> {
    let article = dom::article();
    if has_groups(&article) {
        dom::child(&dom::child(&article, index / GROUP)?, index % GROUP)
    } else {
        dom::child(&article, index)
    }
}

fn has_groups(article: &Element) -> bool {
    article.class_list().contains("long")
}

/// The groups of a long article that the window shows.
pub(super) fn groups_in_view(n: usize) -> Range<usize> {
    let article = dom::article();
    in_view(n.div_ceil(GROUP), |group| dom::child(&article, group))
}

/// The paragraphs that the window shows.
pub(super) fn paragraphs_in_view(n: usize) -> Range<usize> {
    let groups = groups_in_view(n);
    let start = groups.start * GROUP;
    let within = in_view(n.min(groups.end * GROUP).saturating_sub(start), |index| at(start + index));
    start + within.start..start + within.end
}

/// Elements stand one below the other, so half of them need not be asked.
fn in_view(n: usize, at: impl Fn(usize) -> Option<Element>) -> Range<usize> {
    let indices: Vec<usize> = (0..n).collect();
    let height = gloo::utils::window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    let at = |index: usize| at(index).map(|element| element.get_bounding_client_rect());
    let first = indices.partition_point(|&index| at(index).is_some_and(|p| p.bottom() < 0.0));
    let end = indices.partition_point(|&index| at(index).is_some_and(|p| p.top() < height));
    first..end.max(first)
}
