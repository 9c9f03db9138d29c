//! What single words say about time: `time_words.txt`.

use super::folder::Folder;
use super::lists::WordMap;

/// What one word says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeWord {
    /// 1 to 12.
    Month(i8),
    /// 1 for Monday to 7.
    Weekday(i8),
    /// "Tuesdays".
    Weekdays(i8),
    /// "Tue", "Sun": a day of the week only in the company of a date.
    ShortWeekday(i8),
    /// As TIMEX3 writes it: `SP`, `SU`, `FA`, `WI`.
    Season(&'static str),
    Unit(TimeUnit),
    Units(TimeUnit),
    Fortnight,
    Number(u32),
    Ordinal(u32),
    /// "several", "few".
    Vague,
    Article,
    Couple,
    Half,
    /// "last", "this", "next": counted from the day of the article.
    Step(i32),
    /// "previous", "that", "following": counted from the date last spoken of.
    StepThere(i32),
    /// "yesterday".
    Days(i32),
    /// "tonight".
    PartToday(&'static str),
    /// As TIMEX3 writes it: `MO`, `AF`, `EV`, `NI`.
    Part(&'static str),
    Parts(&'static str),
    /// "noon", "midnight".
    Clock(i8),
    Often(TimeUnit),
    Every,
    Times,
    Reference(&'static str),
    /// "current": a reference, or a step within the unit that follows.
    ThisReference(&'static str),
    /// The first word of a day that has a name: "Christmas".
    Feast,
    /// "latest": the quarter that an article reports on.
    Latest,
    /// "the future": a reference only after "the".
    TheReference(&'static str),
    Ago,
    /// "early", "late": belongs to the date that follows.
    Edge,
    Nearly,
    /// "more" or "less", before "than".
    Than,
    /// "end", "beginning", before "of".
    Side,
    Fiscal,
    /// "nineties": 9.
    Decade(i32),
    Tense(Tense),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Which way a sentence looks from the day of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    /// Of events that are planned: "the council meets on Friday".
    Present,
    Future,
    /// A verb of telling: that was before now, but what is told may be at any time.
    Told,
}

/// What each word says about time.
#[derive(Clone, Debug)]
pub(crate) struct TimeWords {
    words: WordMap<TimeWord>,
}

impl TimeWords {
    pub(super) fn read(folder: &Folder) -> TimeWords {
        let understood = |line| {
            entry(line)
                .unwrap_or_else(|| panic!("lang: {}/time_words.txt: not understood: {line}", folder.code))
        };
        TimeWords { words: folder.lines("time_words").map(understood).collect() }
    }

    /// What a word, in any case and without a full stop, says about time.
    pub(crate) fn get(&self, word: &str) -> Option<TimeWord> {
        self.words.get_ignoring_case(word).copied()
    }
}

/// A line of the list: the word, what it is, and which one.
fn entry(line: &'static str) -> Option<(&'static str, TimeWord)> {
    let mut fields = line.split(' ');
    let (word, kind, which) = (fields.next()?, fields.next()?, fields.next()?);
    time_word(kind, which).map(|sense| (word, sense))
}

fn time_word(kind: &str, which: &'static str) -> Option<TimeWord> {
    let small = || which.parse::<i8>().ok();
    Some(match kind {
        "month" => TimeWord::Month(small()?),
        "weekday" => TimeWord::Weekday(small()?),
        "weekdays" => TimeWord::Weekdays(small()?),
        "short-weekday" => TimeWord::ShortWeekday(small()?),
        "season" => TimeWord::Season(which),
        "unit" => TimeWord::Unit(unit(which)?),
        "units" => TimeWord::Units(unit(which)?),
        "fortnight" => TimeWord::Fortnight,
        "number" => TimeWord::Number(which.parse().ok()?),
        "ordinal" => TimeWord::Ordinal(which.parse().ok()?),
        "vague" => TimeWord::Vague,
        "article" => TimeWord::Article,
        "couple" => TimeWord::Couple,
        "half" => TimeWord::Half,
        "step" => TimeWord::Step(which.parse().ok()?),
        "step-there" => TimeWord::StepThere(which.parse().ok()?),
        "days" => TimeWord::Days(which.parse().ok()?),
        "part-today" => TimeWord::PartToday(which),
        "part" => TimeWord::Part(which),
        "parts" => TimeWord::Parts(which),
        "clock" => TimeWord::Clock(small()?),
        "often" => TimeWord::Often(unit(which)?),
        "every" => TimeWord::Every,
        "times" => TimeWord::Times,
        "reference" => TimeWord::Reference(reference(which)?),
        "this-reference" => TimeWord::ThisReference(reference(which)?),
        "feast" => TimeWord::Feast,
        "latest" => TimeWord::Latest,
        "the-reference" => TimeWord::TheReference(reference(which)?),
        "ago" => TimeWord::Ago,
        "edge" => TimeWord::Edge,
        "nearly" => TimeWord::Nearly,
        "than" => TimeWord::Than,
        "side" => TimeWord::Side,
        "fiscal" => TimeWord::Fiscal,
        "decade" => TimeWord::Decade(which.parse().ok()?),
        "tense" => TimeWord::Tense(tense(which)?),
        _ => return None,
    })
}

fn unit(name: &str) -> Option<TimeUnit> {
    Some(match name {
        "second" => TimeUnit::Second,
        "minute" => TimeUnit::Minute,
        "hour" => TimeUnit::Hour,
        "day" => TimeUnit::Day,
        "weekend" => TimeUnit::Weekend,
        "week" => TimeUnit::Week,
        "month" => TimeUnit::Month,
        "quarter" => TimeUnit::Quarter,
        "year" => TimeUnit::Year,
        "decade" => TimeUnit::Decade,
        "century" => TimeUnit::Century,
        _ => return None,
    })
}

fn tense(name: &str) -> Option<Tense> {
    Some(match name {
        "past" => Tense::Past,
        "present" => Tense::Present,
        "future" => Tense::Future,
        "told" => Tense::Told,
        _ => return None,
    })
}

fn reference(name: &str) -> Option<&'static str> {
    Some(match name {
        "past" => "PAST_REF",
        "present" => "PRESENT_REF",
        "future" => "FUTURE_REF",
        _ => return None,
    })
}
