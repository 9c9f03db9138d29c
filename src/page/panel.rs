//! The panel beside the article: its tabs and their lists.
//!
//! A list is gathered first and drawn a page at a time. So an article with thousands of annotations costs no more to
//! draw than one with a few.

mod choice;
mod dates;
mod entities;
mod entries;
mod list;
mod notes;
mod problems;
mod quotes;
mod speakers;
mod tabs;
mod tick_boxes;
mod ticks;

pub(crate) use choice::{CardExtent, Orphan, PanelChoice};
pub(crate) use list::{EntryList, ListCounts};
#[cfg(test)]
pub(crate) use tabs::TABS;
pub(crate) use tabs::{AnnotationFilters, tabs};
pub(crate) use ticks::Ticks;
