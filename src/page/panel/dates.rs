//! The dates as a time line, ordered by value. Values without a day on the calendar stand apart.

use super::choice::PanelInput;
use super::entries::{EntryGroup, PanelEntry, annotation_entry, line, shown};
use crate::annotation::Annotation;
use crate::session::Session;
use crate::strings;
use crate::view::{Element, timex_kind};

pub(super) fn groups<'a>(input: &PanelInput<'a>) -> Vec<EntryGroup<'a>> {
    let mut dates: Vec<_> =
        shown(input, |a| a.date().is_some()).filter_map(|a| Some((a, a.date()?.value.as_str()))).collect();
    // By value; dates with the same value stay in the order of the text.
    dates.sort_by(|(_, a), (_, b)| (year(a).is_none(), a).cmp(&(year(b).is_none(), b)));
    let mut groups: Vec<EntryGroup> = vec![];
    for (annotation, value) in dates {
        let title = year(value).unwrap_or(strings::WITHOUT_DATE);
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.entries.push(PanelEntry::Date(annotation)),
            None => groups
                .push(EntryGroup { title: title.to_owned(), entries: vec![PanelEntry::Date(annotation)] }),
        }
    }
    groups
}

/// The four characters of a value's year (`202X` is the twenties); `None` for durations and the like.
fn year(value: &str) -> Option<&str> {
    value.get(..4).filter(|_| value.starts_with(|c: char| c.is_ascii_digit()))
}

/// What the date means in words, with its value beside it. Where there are no words for it, its value and kind.
pub(super) fn entry(session: &Session, annotation: &Annotation) -> Element {
    let Some(timex) = annotation.date() else { return Element::new("li") };
    let value = if timex.value.is_empty() { strings::NO_VALUE } else { &timex.value };
    let line = match said(&timex.value) {
        Some(said) => line(said, value),
        None => line(value, timex_kind(timex.kind)),
    };
    annotation_entry(session, annotation, line)
}

/// A value in words, where it is a day or a month: `2021-11-10` is `10 November`. The group's title has the year.
fn said(value: &str) -> Option<String> {
    let mut parts = value.get(5..)?.split(['-', 'T']);
    let month = strings::MONTHS.get(parts.next()?.parse::<usize>().ok()?.checked_sub(1)?)?;
    match parts.next().map(str::parse::<u8>) {
        Some(Ok(day)) => Some(format!("{day} {month}")),
        Some(Err(_)) => None,
        None => Some((*month).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_are_said_in_words() {
        let check = |value, expected: Option<&str>| assert_eq!(said(value).as_deref(), expected, "{value}");
        check("2021-11-10", Some("10 November"));
        check("2021-11-10T14:30", Some("10 November"));
        check("2021-02", Some("February"));
        check("2021", None);
        check("2021-W45", None);
        check("2021-13-01", None);
        check("P2W", None);
        check("XXXX-éé", None);
    }

    #[test]
    fn only_values_on_the_calendar_have_a_year() {
        assert_eq!(year("2021-11-10"), Some("2021"));
        assert_eq!(year("202X"), Some("202X"));
        assert_eq!(year("P2W"), None);
        assert_eq!(year("PRESENT_REF"), None);
        assert_eq!(year("20"), None);
    }
}
