//! Columns on a line of time, in the page and as a picture of its own.

use super::voices_parts::{INK, PAPER, written};
use crate::view::Element;

/// What happened at one time.
pub(super) struct TimedColumn {
    /// In years.
    pub at: f64,
    /// In units of what is counted.
    pub height: usize,
    /// What the column says.
    pub said: String,
    /// What an end of the line is called where this column stands there.
    pub label: String,
}

/// Columns in the order of their times.
pub(super) struct TimeLine {
    pub name: &'static str,
    pub columns: Vec<TimedColumn>,
}

const WIDTH: f64 = 960.0;
const MARGIN: f64 = 40.0;
const AXIS: f64 = 76.0;
const BELOW: f64 = 4.0;

/// A picture's height, and where its line begins below its title.
const PICTURE: usize = 190;
const HEAD: usize = 72;

impl TimeLine {
    /// The line with what its ends are called below it, where it is as wide as there is room for; nothing without columns.
    pub(super) fn on_page(&self) -> Option<Element> {
        let end = |label: &str| Element::new("span").text(label);
        let (first, last) = self.ends()?;
        let drawing = self
            .drawing(0.0)
            .with("viewBox", format!("0 0 {WIDTH} {}", AXIS + BELOW))
            .with("preserveAspectRatio", "none");
        let ends = Element::new("p").class("facts ends").child(end(first)).children(last.map(end));
        Some(Element::new("div").class("date-line").child(drawing).child(ends))
    }

    /// The line under a title: with a size, without which some browsers draw no picture, and a ground.
    pub(super) fn picture(&self, title: &str, facts: &str) -> Element {
        let bottom = HEAD + (AXIS + BELOW) as usize + 20;
        let label = |x: f64, anchor: &str, text: &str| {
            written([x as usize, bottom], 14, text).with("text-anchor", anchor)
        };
        let ends = self.ends().map_or(vec![], |(first, last)| match last {
            Some(last) => vec![label(MARGIN, "start", first), label(WIDTH - MARGIN, "end", last)],
            None => vec![label(WIDTH / 2.0, "middle", first)],
        });
        let drawing = self.drawing(MARGIN).with("y", HEAD.to_string()).with("width", WIDTH.to_string());
        let drawing = drawing.with("height", (AXIS + BELOW).to_string());
        Element::new("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("width", WIDTH.to_string())
            .with("height", PICTURE.to_string())
            .with("viewBox", format!("0 0 {WIDTH} {PICTURE}"))
            .with("font-family", super::voices_parts::FONTS)
            .with("color", INK)
            .child(Element::new("rect").with("width", "100%").with("height", "100%").with("fill", PAPER))
            .child(written([MARGIN as usize, 34], 20, title))
            .child(written([MARGIN as usize, 56], 13, facts))
            .child(drawing)
            .children(ends)
    }

    /// What the first and the last column are called; one where that is the same.
    fn ends(&self) -> Option<(&str, Option<&str>)> {
        let (first, last) = (self.columns.first()?, self.columns.last()?);
        let last = Some(last.label.as_str()).filter(|last| *last != first.label);
        Some((&first.label, last))
    }

    /// Axis and columns, with so much room on both sides.
    fn drawing(&self, margin: f64) -> Element {
        const THICK: f64 = 4.0;
        let number = |value: f64| format!("{value:.1}");
        let first = self.columns.first().map_or(0.0, |column| column.at);
        let last = self.columns.last().map_or(0.0, |column| column.at);
        let most = self.columns.iter().map(|column| column.height).max().unwrap_or(1).max(1) as f64;
        let room = WIDTH - 2.0 * margin - THICK;
        let place = |at: f64| if first < last { (at - first) / (last - first) } else { 0.5 };
        let column = |column: &TimedColumn| {
            let height = (AXIS * column.height as f64 / most).max(2.0);
            Element::new("rect")
                .with("x", number(margin + room * place(column.at)))
                .with("y", number(AXIS - height))
                .with("width", number(THICK))
                .with("height", number(height))
                .with("fill", "#b0521a")
                .with("aria-label", column.said.as_str())
        };
        let axis = Element::new("line")
            .with("x1", number(margin))
            .with("x2", number(WIDTH - margin))
            .with("y1", number(AXIS + 1.0))
            .with("y2", number(AXIS + 1.0))
            .with("stroke", "currentColor");
        Element::new("svg")
            .with("role", "img")
            .with("aria-label", self.name)
            .child(axis)
            .children(self.columns.iter().map(column))
    }
}

/// Where a value stands, in years: `2021-11-10`, `2021-11`, `2021`, `2021-W45`, `2021-Q4`, `2021-SU`. A decade (`202`) and
/// a century (`20`) stand where they begin.
pub(super) fn year_of(value: &str) -> Option<f64> {
    let (year, rest) = value.split_once('-').unwrap_or((value, ""));
    let digits = year.trim_end_matches('X');
    let begins = match digits.len() {
        2 => 100.0,
        3 => 10.0,
        4 => 1.0,
        _ => return None,
    };
    let year: f64 = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
    let number = |text: &str| text.get(..text.len().min(2))?.parse::<f64>().ok();
    let part = match (rest.get(..1), rest.get(1..)) {
        (Some("W"), Some(week)) => (number(week)? - 1.0) / 53.0,
        (Some("Q"), Some(quarter)) => (number(quarter)? - 1.0) / 4.0,
        (Some("H"), Some(half)) => (number(half)? - 1.0) / 2.0,
        _ => match rest {
            "SP" => 2.0 / 12.0,
            "SU" => 5.0 / 12.0,
            "FA" => 8.0 / 12.0,
            "WI" => 11.0 / 12.0,
            _ => {
                let day = rest.get(3..).and_then(number).map_or(0.0, |day| (day - 1.0) / 372.0);
                number(rest).map_or(0.0, |month| (month - 1.0) / 12.0) + day
            }
        },
    };
    Some(year * begins + part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_their_order() {
        let values = [
            "17",
            "199",
            "1999-12-31",
            "20",
            "2021",
            "2021-W02",
            "2021-02",
            "2021-02-03",
            "2021-SU",
            "2021-H2",
            "2021-Q4",
            "2022-01-01",
        ];
        let years: Vec<f64> = values.iter().filter_map(|value| year_of(value)).collect();
        assert_eq!(years.len(), values.len());
        assert!(years[..3].is_sorted() && years[3..].is_sorted(), "{years:?}");
        assert_eq!(
            (year_of("17"), year_of("199"), year_of("202X")),
            (Some(1700.0), Some(1990.0), Some(2020.0))
        );
        assert_eq!((year_of("P2W"), year_of("XXXX-05"), year_of("éé")), (None, None, None));
    }

    #[test]
    fn the_ends_are_called_and_a_single_column_stands_in_the_middle() {
        let column =
            |at, label: &str| TimedColumn { at, height: 3, said: label.to_owned(), label: label.to_owned() };
        let line = |columns| TimeLine { name: "Dates", columns };
        assert_eq!(line(vec![]).on_page(), None);
        let one = line(vec![column(2021.0, "2021")]);
        assert!(one.picture("Ida <Moor>", "").to_string().contains("Ida &lt;Moor&gt;"));
        assert!(one.on_page().is_some_and(|shown| shown.to_string().contains("x=\"478.0\"")));
        let two = line(vec![column(2021.0, "2021"), column(2024.0, "2024")]).on_page().map(|e| e.to_string());
        assert!(two.is_some_and(|shown| shown.contains("<span>2021</span><span>2024</span>")));
    }
}
