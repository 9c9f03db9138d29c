//! Days in words.

use crate::strings;

/// A day in words: `2021-11-10` is `10 November 2021`. `None` where it is no date.
pub(crate) fn day_in_words(date: &str) -> Option<String> {
    let mut parts = date.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = strings::MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(format!("{} {month} {year}", day.parse::<u8>().ok()?))
}
