//! The dates that all articles of the library name, on one line.

use std::collections::BTreeMap;

use super::voices_parts::{ROWS, more, opens};
use crate::annotation::Id;
use crate::project::digest::ArticleDigest;
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
        let said = timex_words(value).unwrap_or_else(|| (*value).to_owned());
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
    let mut shown = vec![line(&dates)];
    shown.push(list.children(dates.iter().take(ROWS).map(item)));
    shown.extend(more(dates.len()));
    shown
}

const WIDTH: f64 = 960.0;
const MARGIN: f64 = 40.0;
const AXIS: f64 = 96.0;

/// The line: a column a date, as high as the articles that name it.
pub(super) fn line(dates: &BTreeMap<&str, Vec<Mention>>) -> Element {
    let placed: Vec<(f64, &str, usize)> = dates
        .iter()
        .filter_map(|(value, mentions)| Some((year_of(value)?, *value, mentions.len())))
        .collect();
    let first = placed.iter().map(|(year, ..)| *year).fold(f64::INFINITY, f64::min);
    let last = placed.iter().map(|(year, ..)| *year).fold(f64::NEG_INFINITY, f64::max);
    let most = placed.iter().map(|(.., n)| *n).max().unwrap_or(1) as f64;
    let width = WIDTH - 2.0 * MARGIN;
    let at =
        |year: f64| MARGIN + if first < last { width * (year - first) / (last - first) } else { width / 2.0 };
    let number = |value: f64| format!("{value:.1}");
    let column = |&(year, value, n): &(f64, &str, usize)| {
        let height = (AXIS - 24.0) * n as f64 / most;
        let said = strings::fill(strings::ON_DATE, &[&value, &count(n, strings::ARTICLES)]);
        Element::new("rect")
            .with("x", number(at(year) - 1.5))
            .with("y", number(AXIS - height))
            .with("width", "3")
            .with("height", number(height))
            .with("fill", "#b0521a")
            .with("aria-label", said)
    };
    let label = |year: f64, anchor: &str| {
        Element::new("text")
            .with("x", number(at(year)))
            .with("y", number(AXIS + 20.0))
            .with("font-size", "14")
            .with("text-anchor", anchor)
            .with("fill", "currentColor")
            .text(format!("{:.0}", year.floor()))
    };
    let axis = Element::new("line")
        .with("x1", number(MARGIN))
        .with("x2", number(WIDTH - MARGIN))
        .with("y1", number(AXIS))
        .with("y2", number(AXIS))
        .with("stroke", "currentColor");
    let ends: Vec<Element> = match placed.is_empty() {
        true => vec![],
        false if first.floor() == last.floor() => vec![label(first, "middle")],
        false => vec![label(first, "middle"), label(last, "middle")],
    };
    Element::new("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("viewBox", format!("0 0 {WIDTH} 130"))
        .with("role", "img")
        .with("aria-label", strings::DATES_LINE)
        .class("date-line")
        .child(axis)
        .children(placed.iter().map(column))
        .children(ends)
}

/// The line as a picture of its own: with a size, without which some browsers draw none, and a ground.
pub(super) fn picture(dates: &BTreeMap<&str, Vec<Mention<'_>>>) -> Element {
    let ground = Element::new("rect").with("width", "100%").with("height", "100%").with("fill", "#fdfcf8");
    Element::new("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("width", WIDTH.to_string())
        .with("height", "130")
        .with("color", "#1d1b18")
        .child(ground)
        .child(line(dates))
}

/// Where a value stands, in years: `2021-11-10`, `2021-11`, `2021`, `2021-W45`.
fn year_of(value: &str) -> Option<f64> {
    let year: f64 = value.get(..4)?.parse().ok()?;
    let part = |at: std::ops::Range<usize>| value.get(at).and_then(|part| part.parse::<f64>().ok());
    if value.get(5..6) == Some("W") {
        return Some(year + (part(6..8)? - 1.0) / 53.0);
    }
    let month = part(5..7).map_or(0.0, |month| (month - 1.0) / 12.0);
    let day = part(8..10).map_or(0.0, |day| (day - 1.0) / 372.0);
    Some(year + month + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_their_order() {
        let years: Vec<f64> = ["2021", "2021-W02", "2021-02", "2021-02-03", "2022-01-01"]
            .iter()
            .filter_map(|v| year_of(v))
            .collect();
        assert_eq!(years.len(), 5);
        assert!(years.windows(2).all(|pair| pair[0] < pair[1]), "{years:?}");
        assert_eq!((year_of("202X"), year_of("P2W")), (None, None));
    }
}
