//! What a temporal expression means before it is known when it was written.

use crate::lang::dates::Feast;
use crate::lang::time_words::{Tense, TimeUnit};
use crate::span::Span;

/// An expression as read: what it means, and what its sentence tells of when that is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TimeExpression {
    pub span: Span,
    pub meaning: Meaning,
    /// The time of that day, where the words say one.
    pub time: Option<TimeOfDay>,
    /// Which way the sentence looks, where its verbs tell.
    pub tense: Option<Tense>,
}

/// A day, a month, a length of time…: only as much of it as the words say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    Day {
        year: WhichYear,
        month: i8,
        day: i8,
    },
    /// "10/11/2021": which of the two is the month is not said.
    Slashed {
        first: i8,
        second: i8,
        year: i32,
    },
    Month {
        year: WhichYear,
        month: i8,
    },
    Year(i32),
    /// 199 is the 1990s.
    Decade(i32),
    /// "the nineties": 9.
    DecadeOfCentury(i32),
    /// 18 is the 19th century.
    Century(i32),
    Quarter {
        year: WhichYear,
        number: i8,
    },
    Half {
        year: WhichYear,
        number: i8,
    },
    Season {
        year: WhichYear,
        season: &'static str,
    },
    /// 1 for Monday to 7.
    Weekday {
        step: Option<i32>,
        weekday: i8,
    },
    /// "the following Monday": so many from the date that was spoken of last.
    WeekdayThere {
        step: i32,
        weekday: i8,
    },
    /// "the first Monday of next month": of the month so many from the article's; the last is -1.
    NthWeekday {
        nth: i8,
        weekday: i8,
        months: i32,
    },
    /// "Friday the 8th".
    WeekdayAndDay {
        weekday: i8,
        day: i8,
    },
    /// "the day after tomorrow", "a week on Friday".
    AwayFrom {
        amount: i32,
        unit: TimeUnit,
        from: AnchorDay,
    },
    /// "last week": so many steps from the unit that holds the article's day.
    Step {
        step: i32,
        unit: TimeUnit,
    },
    /// "the following week": so many steps from the unit that was spoken of last.
    StepThere {
        step: i32,
        unit: TimeUnit,
    },
    /// "two weeks ago": negative; "two weeks from now": positive.
    Away {
        amount: i32,
        unit: TimeUnit,
    },
    /// "two weeks later", counted from the date that was spoken of last.
    AwayThere {
        amount: i32,
        unit: TimeUnit,
    },
    /// The last, or in the future tense the next.
    TheWeekend,
    /// "the quarter", "the 1988 quarter": the one that was spoken of last, or the last to end; in that year where
    /// one is given.
    TheQuarter(Option<i32>),
    /// "Thanksgiving".
    Feast {
        year: WhichYear,
        feast: Feast,
    },
    /// The day that the article itself was written, for times of the day.
    SomeDay,
    /// The day of a time of which only the hour is said: that of a date in the sentence, else the article's.
    UnsaidDay,
    Reference(&'static str),
    Duration {
        amount: Amount,
        unit: TimeUnit,
    },
    /// "every two weeks".
    Every {
        amount: Amount,
        unit: TimeUnit,
    },
    EveryWeekday(i8),
    EveryMonth(i8),
    EverySeason(&'static str),
}

/// A day that another is counted from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum AnchorDay {
    /// "today", "tomorrow".
    Step(i32),
    /// The last, or in the future tense the next.
    Weekday(i8),
    Day {
        year: WhichYear,
        month: i8,
        day: i8,
    },
    Feast {
        year: WhichYear,
        feast: Feast,
    },
}

/// The year of a day, month, quarter or season.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum WhichYear {
    Known(i32),
    /// "of last year": so many years from the article's.
    Step(i32),
    /// "last November" (-1), "next spring" (1): the nearest on that side.
    Side(i32),
    /// "of that year".
    StepThere(i32),
    /// Not said: the nearest that fits the sentence.
    Unsaid,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TimeOfDay {
    /// As TIMEX3 writes it: `MO`, `AF`, `EV`, `NI`.
    Part(&'static str),
    Clock {
        hour: i8,
        minute: Option<i8>,
    },
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Amount {
    Whole(u32),
    /// So many and a half.
    AndHalf(u32),
    /// "several", "a few", or no number at all.
    Vague,
}
