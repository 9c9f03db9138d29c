//! The same quotations as a picture: each on a line of time, with a dot on the day of every article that has it.

use jiff::civil::Date;

use super::clip::clip;
use super::time_line::year_of;
use super::voices_parts::{drawn, titled, written};
use super::voices_same::{Said, groups};
use crate::project::digest::ArticleDigest;
use crate::strings;
use crate::view::{Element, count};

/// Lines of the picture, and its measures in its own units.
const LINES: usize = 30;
const WIDTH: usize = 960;
const MARGIN: usize = 24;
/// What is beside the lines is as wide.
const FACTS: usize = 120;
const ROW: usize = 52;
const HEAD: usize = 84;
const DOT: usize = 10;

/// Characters of a quotation that are as long as the line at most.
const SHOWN: usize = 110;

pub(super) fn picture(articles: &[ArticleDigest]) -> Element {
    let groups = groups(articles);
    let facts = strings::fill(
        strings::COUNTED_IN,
        &[&count(groups.len(), strings::QUOTATIONS), &count(articles.len(), strings::ARTICLES)],
    );
    let shown = &groups[..groups.len().min(LINES)];
    let days = || shown.iter().flatten().filter_map(|(article, _)| article.day);
    let ends = days().min().zip(days().max());
    let bottom = HEAD + ROW * shown.len();
    let rows = shown.iter().enumerate().flat_map(|(i, group)| row(group, HEAD + ROW * i, ends));
    let labels = ends.map_or(vec![], |(first, last)| {
        let label = |x: usize, day: Date| written([x, bottom + 12], 12, &day.to_string());
        let at_end = label(WIDTH - MARGIN - FACTS, last).with("text-anchor", "end");
        if first == last { vec![label(MARGIN, first)] } else { vec![label(MARGIN, first), at_end] }
    });
    let left = groups.len() - shown.len();
    let more = (0 < left).then(|| {
        let said = strings::fill(strings::MORE_ROWS, &[&left]);
        written([MARGIN, bottom + 34], 12, &said)
    });
    titled([WIDTH, bottom + 48], strings::SHARED_QUOTATIONS, &facts)
        .children(rows)
        .children(labels)
        .children(more)
}

/// The words of a quotation over its line, and how many articles have it.
fn row(group: &[Said], top: usize, ends: Option<(Date, Date)>) -> Vec<Element> {
    let room = WIDTH - 2 * MARGIN - FACTS;
    let words = written([MARGIN, top + 14], 14, &clip(&group[0].1.text, SHOWN));
    let number = count(group.len(), strings::ARTICLES);
    let facts = written([MARGIN + room + 20, top + 31], 12, &number);
    let line = drawn([MARGIN, top + 26], [room, 1], "#cfc8ba");
    let years = |day: Date| year_of(&day.to_string());
    let dot = |(article, _): &Said| {
        let (day, (first, last)) = (article.day?, ends?);
        let (at, first, last) = (years(day)?, years(first)?, years(last)?);
        let share = if first < last { (at - first) / (last - first) } else { 0.0 };
        let x = MARGIN + (share * (room - DOT) as f64) as usize;
        let said = strings::fill(strings::ON_DATE, &[&day, &article.title]);
        let dot = drawn([x, top + 26 - DOT / 2], [DOT, DOT], "#b0521a");
        Some(dot.with("rx", (DOT / 2).to_string()).with("aria-label", said))
    };
    [words, line].into_iter().chain(group.iter().filter_map(dot)).chain([facts]).collect()
}
