//! What single words say about time, out of `lang/en/time_words.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::document::{Document, TokenKind};
use crate::lang::en;
use crate::span::Span;

/// What one word says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeWord {
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
    Unit(Unit),
    Units(Unit),
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
    Often(Unit),
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
pub(super) enum Unit {
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
pub(super) enum Tense {
    Past,
    Future,
    /// A verb of telling: that was before now, but what is told may be at any time.
    Told,
}

static WORDS: LazyLock<HashMap<&'static str, TimeWord>> = LazyLock::new(|| {
    let list = include_str!("../../lang/en/time_words.txt");
    en::entries(list).filter_map(entry).collect()
});

/// Longer words are in no entry.
const LONGEST: usize = 13;

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

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

fn tense(name: &str) -> Option<Tense> {
    Some(match name {
        "past" => Tense::Past,
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

/// A token with what it says about time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub span: Span,
    pub kind: TokenKind,
    pub sense: Option<TimeWord>,
    /// No blank stands before it.
    pub glued: bool,
}

impl Word<'_> {
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    pub(super) fn is_capitalised(&self) -> bool {
        self.text.starts_with(|c: char| c.is_uppercase())
    }
}

/// Looks up the tokens of one sentence, or of any other stretch.
pub(super) fn words<'a>(document: &'a Document, tokens: std::ops::Range<usize>, words: &mut Vec<Word<'a>>) {
    words.clear();
    for token in &document.tokens()[tokens] {
        let text = document.slice(token.span);
        let glued = words.last().is_some_and(|w: &Word| w.span.end() == token.span.start());
        let sense = if token.kind == TokenKind::Number { None } else { look_up(text) };
        words.push(Word { text, span: token.span, kind: token.kind, sense, glued });
    }
}

fn look_up(word: &str) -> Option<TimeWord> {
    let base = word.strip_suffix('.').unwrap_or(word);
    if base.is_empty() || LONGEST < base.len() {
        return None;
    }
    let mut lower = [0; LONGEST];
    let lower = &mut lower[..base.len()];
    lower.copy_from_slice(base.as_bytes());
    lower.make_ascii_lowercase();
    let sense = *WORDS.get(std::str::from_utf8(lower).ok()?)?;
    // Names of months and days are capitalised; "march", "may", "sun" are other words.
    let named = matches!(
        sense,
        TimeWord::Month(_) | TimeWord::Weekday(_) | TimeWord::ShortWeekday(_) | TimeWord::Feast
    );
    (!named || word.starts_with(|c: char| c.is_ascii_uppercase())).then_some(sense)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_of_the_list_is_understood() {
        for line in en::entries(include_str!("../../lang/en/time_words.txt")) {
            let (word, _) = entry(line).unwrap_or_else(|| panic!("not understood: {line}"));
            assert!(word.len() <= LONGEST, "{word} is longer than LONGEST");
        }
    }
}
