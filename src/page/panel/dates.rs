//! The dates as a time line, ordered by value. Values without a day on the calendar stand apart.

use super::choice::PanelInput;
use super::entries::{EntryGroup, PanelEntry, annotation_entry, line, shown};
use crate::annotation::{Annotation, TimexKind};
use crate::session::Session;
use crate::sorting::Sorting as _;
use crate::strings;
use crate::view::{Element, day_and_month, timex_kind, timex_words};

pub(super) fn groups<'a>(input: &PanelInput<'a>) -> Vec<EntryGroup<'a>> {
    let mut dates: Vec<_> =
        shown(input, |a| a.date().is_some()).filter_map(|a| Some((a, a.date()?.value.as_str()))).collect();
    // By value; dates with the same value stay in the order of the text.
    dates.order_by(|(_, a), (_, b)| (year(a).is_none(), a).cmp(&(year(b).is_none(), b)));
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

/// Whether a value is a length of time (`P2W`, `PXD`, `PT3H`), whatever kind its words had before a reader gave it.
fn is_duration(value: &str) -> bool {
    value
        .strip_prefix('P')
        .is_some_and(|length| length.starts_with(|c: char| c.is_ascii_digit() || "TX".contains(c)))
}

/// What the date means in words, with its value beside it; the group's title has the year. Where there are no words for it,
/// its value and kind. What has no place on the calendar has a code for a value, which says less than its kind.
pub(super) fn entry(session: &Session, annotation: &Annotation) -> Element {
    let Some(timex) = annotation.date() else { return Element::new("li") };
    let value = if timex.value.is_empty() { strings::NO_VALUE } else { &timex.value };
    let line = match day_and_month(&timex.value).or_else(|| timex_words(&timex.value)) {
        Some(said) if year(value).is_some() => line(said, value),
        Some(said) => {
            line(said, timex_kind(if is_duration(&timex.value) { TimexKind::Duration } else { timex.kind }))
        }
        None => line(value, timex_kind(timex.kind)),
    };
    annotation_entry(session, annotation, line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_durations() {
        assert!(["P2W", "PXD", "PT3H"].into_iter().all(is_duration));
        assert!(!["PRESENT_REF", "PAST_REF", "2021", ""].into_iter().any(is_duration));
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
