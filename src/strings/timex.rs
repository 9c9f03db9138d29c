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
pub(crate) const QUARTER_ALONE: &str = "quarter {0}";
pub(crate) const HALF_ALONE: &str = "half {0}";
pub(crate) const THE_DECADE: &str = "the {0}0s";
pub(crate) const THE_CENTURY: &str = "{0}{1} century";
pub(crate) const DAY_OF_YEAR: &str = "{0} {1}";
pub(crate) const OF_YEAR: &str = "{0} {1}";
pub(crate) const DAY_AND_TIME: &str = "{0}, {1}";
pub(crate) const EVERY: &str = "every {0}";
/// What [`UnitWords`] that tell no number begin with.
pub(crate) const SEVERAL: &str = "several ";
pub(crate) const EVERY_FEW: &str = "every few {0}";
pub(crate) const SOME_WEEKDAY: &str = "a {0}";
pub(crate) const SEASONS: [(&str, &str); 4] =
    [("SP", "spring"), ("SU", "summer"), ("FA", "autumn"), ("WI", "winter")];
pub(crate) const PARTS_OF_DAY: [(&str, &str); 6] = [
    ("MO", "morning"),
    ("MI", "midday"),
    ("AF", "afternoon"),
    ("EV", "evening"),
    ("NI", "night"),
    ("DT", "daytime"),
];
pub(crate) const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Parts of years of which the text does not say more.
pub(crate) const UNKNOWN_PARTS: [(&str, &str); 5] = [
    ("XX-XX", "day not known"),
    ("WXX-WE", "weekend not known"),
    ("WXX", "week not known"),
    ("XX", "month not known"),
    ("QX", "quarter not known"),
];
pub(crate) const YEAR_NOT_KNOWN: &str = "year not known";
pub(crate) const DECADE_NOT_KNOWN: &str = "decade not known";
pub(crate) const CENTURY_NOT_KNOWN: &str = "century not known";
