//! The words for dates and durations that have no day on the calendar.

/// One, several, and so many that the text does not say.
pub(crate) type UnitWords = [&'static str; 3];

pub(crate) const SECONDS: UnitWords = ["second", "seconds", "several seconds"];
pub(crate) const MINUTES: UnitWords = ["minute", "minutes", "several minutes"];
pub(crate) const HOURS: UnitWords = ["hour", "hours", "several hours"];
pub(crate) const DAYS_LONG: UnitWords = ["day", "days", "several days"];
pub(crate) const WEEKENDS: UnitWords = ["weekend", "weekends", "several weekends"];
pub(crate) const WEEKS: UnitWords = ["week", "weeks", "several weeks"];
pub(crate) const MONTHS_LONG: UnitWords = ["month", "months", "several months"];
pub(crate) const QUARTERS: UnitWords = ["quarter", "quarters", "several quarters"];
pub(crate) const YEARS: UnitWords = ["year", "years", "several years"];
pub(crate) const DECADES: UnitWords = ["decade", "decades", "several decades"];
pub(crate) const CENTURIES: UnitWords = ["century", "centuries", "several centuries"];
pub(crate) const BETWEEN_UNITS: &str = " and ";

pub(crate) const NOW: &str = "now";
pub(crate) const IN_THE_PAST: &str = "in the past";
pub(crate) const IN_THE_FUTURE: &str = "in the future";
pub(crate) const WEEK_OF: &str = "week {0} of {1}";
pub(crate) const WEEKEND_OF: &str = "weekend of week {0}, {1}";
pub(crate) const QUARTER_OF: &str = "quarter {0} of {1}";
pub(crate) const HALF_OF: &str = "half {0} of {1}";
pub(crate) const THE_DECADE: &str = "the {0}0s";
pub(crate) const SPRING_OF: &str = "spring {0}";
pub(crate) const SUMMER_OF: &str = "summer {0}";
pub(crate) const AUTUMN_OF: &str = "autumn {0}";
pub(crate) const WINTER_OF: &str = "winter {0}";
