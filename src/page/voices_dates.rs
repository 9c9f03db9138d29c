//! The dates that all articles of the library name, on one line.

use std::collections::BTreeMap;

use super::time_line::{TimeLine, TimedColumn, year_of};
use super::voices_parts::{ROWS, more, opens};
use crate::annotation::{Id, TimexKind};
use crate::project::digest::ArticleDigest;
use crate::sorting::Sorting as _;
use crate::strings;
use crate::view::{Element, count, timex_words};

/// Where a date is named.
pub(super) type Mention<'a> = (&'a ArticleDigest, Id);

/// The dates by their values, each with the articles that name it; an article once.
pub(super) fn by_value(articles: &[ArticleDigest]) -> BTreeMap<&str, Vec<Mention<'_>>> {
    let mut dates: BTreeMap<&str, Vec<Mention>> = BTreeMap::new();
    for article in articles {
        for date in &article.dates {
            // A time of day is of its day.
            let day = date.value.split('T').next().unwrap_or(&date.value);
            let mentions = dates.entry(day).or_default();
            if mentions.last().is_none_or(|(last, _)| last.id != article.id) {
                mentions.push((article, date.id));
            }
        }
    }
    dates
}

pub(super) fn render(articles: &[ArticleDigest]) -> Vec<Element> {
    let dates = by_value(articles);
    if dates.is_empty() {
        return vec![Element::new("p").class("hint").text(strings::NO_DATES_YET)];
    }
    let item = |(value, mentions): (&&str, &Vec<Mention>)| {
        let said = in_words(value);
        let number = count(mentions.len(), strings::ARTICLES);
        let links = mentions.iter().map(|(article, id)| Element::new("li").child(opens(article, *id)));
        Element::new("li")
            .child(
                Element::new("p")
                    .class("line")
                    .child(Element::new("b").text(said))
                    .child(Element::new("span").class("facts").text(number)),
            )
            .child(Element::new("ul").children(links))
    };
    let list = Element::new("ol").class("said dated").with("aria-label", strings::DATES_LINE);
    let mut shown: Vec<Element> = line(&dates).on_page().into_iter().collect();
    shown.push(list.children(dates.iter().take(ROWS).map(item)));
    shown.extend(more(dates.len()));
    shown
}

/// The line: a column a date, as high as the articles that name it.
fn line(dates: &BTreeMap<&str, Vec<Mention>>) -> TimeLine {
    let column = |(value, mentions): (&&str, &Vec<Mention>)| {
        let at = year_of(value)?;
        let articles = count(mentions.len(), strings::ARTICLES);
        Some(TimedColumn {
            at,
            height: mentions.len(),
            said: strings::fill(strings::ON_DATE, &[&in_words(value), &articles]),
            label: format!("{:.0}", at.floor()),
        })
    };
    let mut columns: Vec<TimedColumn> = dates.iter().filter_map(column).collect();
    columns.order_by(|a, b| a.at.total_cmp(&b.at));
    TimeLine { name: strings::DATES_LINE, columns }
}

/// The line as a picture of its own.
pub(super) fn picture(articles: &[ArticleDigest]) -> Element {
    let dates = by_value(articles);
    let facts = count(articles.len(), strings::ARTICLES);
    line(&dates).picture(strings::DATES_LINE, &facts)
}

fn in_words(value: &str) -> String {
    timex_words(TimexKind::Date, value).unwrap_or_else(|| value.to_owned())
}
