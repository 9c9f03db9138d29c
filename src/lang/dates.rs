//! The words of temporal expressions that say something only beside others; feasts.

use super::lists::{FromSection, Sections, WordMap, WordSet, word_lists};

/// When a feast is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feast {
    /// Month and day.
    Fixed(i8, i8),
    /// Days from Easter Sunday of the western churches.
    Easter(i32),
    /// "the fourth Thursday of November": which one (-1 for the last), which day (Monday is 1), month.
    Nth(i8, i8, i8),
    /// The Tuesday after the first Monday of November.
    ElectionDay,
}

word_lists! {
    /// The sections of `date_words.txt`.
    pub(crate) struct DateWords {
        /// Words without a sense of time that an expression may begin with: "the '90s", "at least a year", "right
        /// now".
        begins_expressions: WordSet,
        /// Letters that periods in figures begin with: Q3, FY2021.
        begins_periods: Vec<&'static str>,
        /// The definite article.
        the: WordSet,
        /// Between a part and its whole: "the end of May", "the 5th of May".
        of: WordSet,
        /// "the next week", which is counted from the date that was spoken of last.
        next: WordSet,
        /// "the last Sunday of May"
        last_of_all: WordSet,
        /// "the day after tomorrow", "the week after next"
        after: WordSet,
        /// "the day before yesterday", "the year before last"
        before: WordSet,
        /// "three days from today"
        from_word: WordSet,
        /// "the past", "the past decade"
        past: WordSet,
        /// Before "day" these say nothing of when: "his last day".
        last_day: WordSet,
        /// "that quarter"
        that: WordSet,
        /// "that same year": the first word and the second.
        that_same: WordMap<&'static str>,
        /// Before a unit this says nothing of when: "a recent week".
        recent: WordSet,
        /// "the previous Tuesday" is the last; other such days count from the date that was spoken of last.
        previous: WordSet,
        /// Before "the year", "the month", these say that the current one is meant.
        before_the_unit: WordSet,
        /// After "the year", "the weekend", these say which one it is: not the current.
        bounds_units: WordSet,
        /// "for the year ended 31 March"
        ended: WordSet,
        /// Between "late" and a date: "late on Tuesday".
        after_edges: WordSet,
        /// Edges that such a word may follow.
        edges_with_preposition: WordSet,
        /// "year-end"
        end: WordSet,
        /// "more than"
        than: WordSet,
        /// "no more than"
        no: WordSet,
        /// How nearly, in two words: "up to", "at least".
        bounds: WordMap<&'static str>,
        /// The present, in two words.
        right_now: WordMap<&'static str>,
        /// The past, in two words.
        more_recently: WordMap<&'static str>,
        /// "the near future", "the near term": the first word, and the second.
        near: WordSet,
        near_times: WordSet,
        /// After these, "the past" and "the future" have ended.
        ends_references: WordSet,
        /// "as soon as Tuesday"
        as_word: WordSet,
        /// "soon after", "shortly before" say when something was, not that it will be.
        soon_conjunctions: WordSet,
        /// "as soon as", "as early as"
        soon: WordSet,
        /// Before a date, these say that it is to come.
        before_future: WordSet,
        /// Before "to" and a date, these say that it is to come: "moved to Monday".
        moving: WordSet,
        /// Before a date, this says that it is to come, but after a verb of the past.
        through: WordSet,
        /// Before a date, this says that it is past.
        since: WordSet,
        /// After this, a participle says nothing of when: "will be held".
        be: WordSet,
        /// After these, words of the future are of the past: "had been due".
        had: WordSet,
        /// "is to resume", "set to leave": the second word, and the first.
        to: WordSet,
        before_future_infinitives: WordSet,
        /// Verbs of events that are planned, to the letter: "the council meets on Friday" is the coming one.
        scheduled_thirds: WordSet,
        /// The same after a plural or after "to": "they meet".
        scheduled_bases: WordSet,
        /// Those of them that are no nouns, and before which words they are infinitives: "did not resume".
        scheduled_bases_only: WordSet,
        before_infinitives: WordSet,
        /// The same after "is" and "are": "it is meeting".
        scheduled_participles: WordSet,
        /// The same, of what is done: "it is held".
        scheduled_passives: WordSet,
        /// Before such a verb these say that it is a noun.
        before_nouns: WordSet,
        /// Before a verb these stand for several: "they meet".
        plural_subjects: WordSet,
        /// "The vote is on Friday": the verb, and what may stand before the day.
        copulas: WordSet,
        after_copulas: WordSet,
        /// "The results are out on Friday".
        adverbs_of_copulas: WordSet,
        /// Words that begin another clause: "on Friday and were".
        begins_clauses: WordSet,
        /// Verbs that look ahead, to the letter: "could", "may".
        modals: WordSet,
        /// After these they look back: "may have left".
        after_past_modals: WordSet,
        /// Before a participle these say that it is an adjective: "opens to invited guests".
        before_adjectives: WordSet,
        /// How verbs of the past end.
        past_endings: Vec<&'static str>,
        /// Words after which a year, a month or a season is one beyond doubt.
        before_times: WordSet,
        /// After a number, these say that it is no day: "May 5 percent".
        counted_like_days: WordSet,
        /// How ordinals in figures end: 1st.
        ordinal_endings: WordSet,
        /// What joins two days or two months: "July 10 to 17", "March or October".
        joins_days: WordSet,
        /// Words that may follow a day of a month without being counted by it.
        after_days: WordSet,
        /// Months of four letters, which are not cut short.
        short_months: WordSet,
        /// Months that are verbs too, with a capital or not.
        months_like_verbs: WordSet,
        /// Months that are women's names too.
        months_like_first_names: WordSet,
        /// Months that are names or verbs too: "the March accession" is in March, "the May" is not.
        months_like_names: WordSet,
        /// Months beside the number of a day, where small letters are as good: "28th jan".
        months_in_small_letters: WordMap<i8>,
        /// Months that are nothing else.
        plain_months: WordSet,
        /// Before a month that something is named after: "a June agreement".
        determines_months: WordSet,
        /// Before a month and another word with a capital, these say that the two are a person: "for April Ryan".
        before_persons: WordSet,
        /// Before a season, these say that it is one: "in spring", "in the fall".
        before_seasons: WordSet,
        /// Seasons that are other nouns too: "the fall".
        seasons_like_nouns: WordSet,
        /// Seasons that are verbs too: "in fall".
        seasons_like_verbs: WordSet,
        /// Zones that follow a time of the day; small letters.
        zones: WordSet,
        /// After a time of the day: the first word and the second.
        local_time: WordMap<&'static str>,
        /// "9 a.m. on Tuesday"
        on: WordSet,
        /// "4 in the morning": the first word and the second.
        in_the: WordMap<&'static str>,
        /// "10 o'clock at night"
        before_night: WordSet,
        /// Between two times of one day: "9 a.m. to 5 p.m. on Tuesday".
        joins_times: WordSet,
        /// "at 1900 hours"
        hours: WordSet,
        /// "half past six": the minutes.
        parts_of_hours: WordMap<i8>,
        past_hours: WordSet,
        /// "4 o'clock"
        o_clock: WordSet,
        /// After a time of the day: the hours that it adds.
        halves_of_day: WordMap<i8>,
        /// Before "10:30", these say that it is a time and not a score.
        before_clock_times: WordSet,
        /// What four digits count, when they are no year: "1984 votes".
        counted_like_years: WordSet,
        /// Between a day or month and its year.
        before_years: WordSet,
        /// How plurals end: "1900 children" has none, "the 1990s" has.
        plural_endings: Vec<&'static str>,
        /// How clitics of possession end.
        possessive_endings: Vec<&'static str>,
        /// What years do: "as 2024 approaches".
        verbs_of_years: WordSet,
        /// Before a year, this says that it is one.
        before_free_years: WordSet,
        /// Before an apostrophe and two digits, these say that it is a year: "the class of ’22".
        before_short_years: WordSet,
        /// How names of streets end: "1600 Elm Street".
        streets: WordSet,
        /// Before four digits in the name of a work: "the film 1984".
        before_titles_of_works: WordSet,
        /// Before a name, these say that there are others of it: "a Corvo 2008".
        one_of_many: WordSet,
        /// Before a year that something is of: "its 2019 results".
        determines_years: WordSet,
        /// "as early as 1729"
        as_early: WordSet,
        /// "born 1729"
        born: WordSet,
        /// Before four digits, these say that they are no year; small letters.
        before_numbers: WordSet,
        /// The same after them; small letters.
        after_numbers: WordSet,
        /// "FY 2021"; small letters.
        fiscal: WordSet,
        /// "FY2021"
        fiscal_prefixes: Vec<&'static str>,
        /// "Q3"
        quarter_prefixes: Vec<&'static str>,
        /// "H1"
        half_prefixes: Vec<&'static str>,
        /// "the 1988 period" is the quarter.
        period: WordSet,
        /// "the latter half"
        second_half: WordSet,
        /// Before a decade: "the 1990's".
        before_decades: WordSet,
        /// Before two digits: "late 90s".
        before_short_decades: WordSet,
        /// Between two decades: "the eighties and early nineties".
        joins_decades: WordSet,
        /// "another two weeks"
        another: WordSet,
        /// "two to three weeks"
        joins_numbers: WordSet,
        /// "between 12 and 18 months": the two words.
        between: WordSet,
        and_word: WordSet,
        /// "two and a half": the first word and the second.
        and_a: WordMap<&'static str>,
        /// Words that may stand between a number and its unit.
        between_number_and_unit: WordSet,
        /// Words after which a unit without any number is a length of time: "for years".
        before_bare_units: WordSet,
        /// Ages are not on the calendar: "52 years old".
        old: WordSet,
        /// "decades-long"
        long: WordSet,
        /// Words that end like plurals and are none.
        no_plurals: WordSet,
        /// Before "a year", these are counted by it: "5 percent a year".
        counted_by_rates: WordSet,
        /// How far from the date that was spoken of last: before it, and after it.
        earlier: WordSet,
        later: WordSet,
        /// How far from now, into the future: in one word, and in two.
        hence: WordSet,
        from_now: WordMap<&'static str>,
        /// "these days" are now.
        these: WordSet,
        /// "in the weeks before the shooting"
        after_bounded_units: WordSet,
        /// "the year-ago quarter"
        after_distances: WordSet,
        /// "recent years", "past years" are the past.
        recent_years: WordSet,
        /// "the coming weeks" are the future.
        coming: WordSet,
        /// "every other week"
        other: WordSet,
        /// "twice per week"
        per: WordSet,
        /// Days that have a name, the longer names before what they begin with, and when they are.
        feasts: Vec<(String, Feast)>,
        /// Languages of regions that write the month first in figures: 10/11/2021 is 11 October; small letters.
        month_first_tags: WordSet,
    }
}

impl DateWords {
    /// The word without the ending of a plural; `None` where it has none.
    pub(crate) fn without_plural<'a>(&self, word: &'a str) -> Option<&'a str> {
        self.plural_endings.iter().find_map(|ending| word.strip_suffix(ending))
    }
}

impl FromSection for Vec<(String, Feast)> {
    fn from_section(sections: &Sections, section: &str) -> Vec<(String, Feast)> {
        let understood = |entry: &&str| {
            feast(entry).unwrap_or_else(|| panic!("lang: [{section}]: not understood: {entry}"))
        };
        sections.list(section).iter().map(understood).collect()
    }
}

/// An entry of the list of feasts: `good_friday=easter:-2`.
fn feast(entry: &str) -> Option<(String, Feast)> {
    let (name, when) = entry.split_once('=')?;
    let (kind, numbers) = when.split_once(':').unwrap_or((when, ""));
    let numbers: Vec<i8> = numbers.split(':').filter_map(|number| number.parse().ok()).collect();
    let feast = match (kind, numbers.as_slice()) {
        ("fixed", &[month, day]) => Feast::Fixed(month, day),
        ("easter", &[days]) => Feast::Easter(i32::from(days)),
        ("nth", &[nth, weekday, month]) => Feast::Nth(nth, weekday, month),
        ("election-day", []) => Feast::ElectionDay,
        _ => return None,
    };
    Some((name.replace('_', " "), feast))
}
