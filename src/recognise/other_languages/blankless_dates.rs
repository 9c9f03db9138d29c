//! Dates of Chinese, Japanese and Korean, which stand within longer words: 2024年5月3日, 金曜日, 星期五.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::prose::{Prose, unknown_day, unknown_digits};
use super::utterance::is_blankless;
use crate::annotation::{Timex, TimexKind};
use crate::recognise::found::FoundDate;
use crate::sorting::Sorting as _;
use crate::span::Span;

/// The signs after year, month and day, in Chinese letters and in Korean ones.
const SIGNS: [[char; 3]; 2] = [['年', '月', '日'], ['년', '월', '일']];

/// Adds the dates of a paragraph.
pub(super) fn find(prose: &Prose, today: Option<Date>, dates: &mut Vec<FoundDate>) {
    let paragraph = prose.span(&(prose.start..prose.end));
    let text = prose.document.slice(paragraph);
    let offset = paragraph.start().index();
    let first = dates.len();
    for signs in SIGNS {
        let mut from = 0;
        while let Some(at) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
            let (length, value) = numbered(&text[at..], signs, today);
            from = at + length;
            if let Some(value) = value {
                dates.push(date(offset + at, length, value));
            }
        }
    }
    if is_blankless(text) {
        named_days(prose, text, offset, today, dates);
    }
    let from = dates.len().min(first);
    dates[from..].order_by_key(|date| date.span.start());
}

fn date(start: usize, length: usize, value: String) -> FoundDate {
    let confidence = if value.contains('X') { 0.6 } else { 0.9 };
    FoundDate {
        span: Span::new(start, start + length),
        timex: Timex { kind: TimexKind::Date, value },
        confidence,
    }
}

/// The length of the digits and signs that a text begins with, and the date that they are.
fn numbered(text: &str, signs: [char; 3], today: Option<Date>) -> (usize, Option<String>) {
    let (mut at, mut parts) = (0, [None; 3]);
    for (part, sign) in parts.iter_mut().zip(signs) {
        let rest = text[at..].trim_start_matches(' ');
        let blanks = text[at..].len() - rest.len();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if 0 < digits && digits <= 4 && rest[digits..].starts_with(sign) {
            *part = rest[..digits].parse::<i16>().ok();
            at += blanks + digits + sign.len_utf8();
        }
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let year = || today.map_or_else(|| unknown_digits(4), |today| format!("{:04}", today.year()));
    let value = match parts {
        [Some(year), Some(month), Some(day)] => Some(format!("{year:04}-{month:02}-{day:02}")),
        [Some(year), Some(month), None] => Some(format!("{year:04}-{month:02}")),
        [Some(year), None, None] if 1000 <= year => Some(format!("{year:04}")),
        [None, Some(month), Some(day)] => Some(format!("{}-{month:02}-{day:02}", year())),
        _ => None,
    };
    (at.max(digits).max(1), value)
}

/// Days of the week and near days anywhere in the text.
fn named_days(prose: &Prose, text: &str, offset: usize, today: Option<Date>, dates: &mut Vec<FoundDate>) {
    let calendar = &prose.language.calendar;
    let value_of_weekday = |day: i8| {
        let weekday = Weekday::from_monday_one_offset(day).ok();
        let date = today.zip(weekday).and_then(|(today, weekday)| {
            if today.weekday() == weekday { Some(today) } else { today.nth_weekday(-1, weekday).ok() }
        });
        date.map_or_else(|| format!("XXXX-WXX-{day}"), |date| date.to_string())
    };
    let value_of_day = |steps: i8| {
        let date = today.and_then(|today| today.checked_add(i64::from(steps).days()).ok());
        date.map_or_else(unknown_day, |date| date.to_string())
    };
    let weekdays = calendar.weekdays.entries().map(|(word, day)| (word, value_of_weekday(*day)));
    let days = calendar.days.entries().map(|(word, steps)| (word, value_of_day(*steps)));
    for (word, value) in weekdays.chain(days) {
        dates.extend(text.match_indices(word).map(|(at, _)| date(offset + at, word.len(), value.clone())));
    }
}
