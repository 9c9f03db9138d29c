//! The names within temporal expressions, which corpora of news mark as entities.
//!
//! The name of "early Tuesday morning" is "Tuesday". "last year", "two weeks" and "now" have no name, nor has "the 19th
//! century", which is counted and not called. A whole range is one name: "July 10 to 17, 2021", "2008-2009". A time of
//! the clock has a name where its zone is said: "10:30 GMT".

use std::ops::Range;

use super::time_tokens::{self, TimeToken, TimeUnit, TimeWord};
use crate::annotation::TimexKind;
use crate::document::{Document, TokenKind};
use crate::lang::dates::DateWords;
use crate::span::Span;

/// The tokens of a name that a later expression may prolong.
struct NamedPart {
    tokens: Range<usize>,
    what: NamedPartKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NamedPartKind {
    Name,
    Year,
    /// Of "July 10 to 17" the last.
    BareDay,
    /// Of "July 10 to 17, 2021".
    DayAndYear,
    Clock,
}

/// The names in the temporal expressions at `spans`, which are in the order of the text; both are.
pub(crate) fn names(document: &Document, spans: impl Iterator<Item = Span>) -> Vec<(Span, TimexKind)> {
    let mut parts: Vec<NamedPart> = vec![];
    let (mut words, lists) = (vec![], &document.language().dates);
    for span in spans {
        let tokens = document.tokens_in(span);
        time_tokens::words(document, tokens.clone(), &mut words);
        let zone = words.iter().position(|word| word.is(&lists.zones));
        let clock = zone.map_or(0, |zone| zone + 1);
        if let Some(zone) = zone {
            parts.push(NamedPart {
                tokens: tokens.start..tokens.start + zone + 1,
                what: NamedPartKind::Clock,
            });
        }
        let Some((named, what)) = named(lists, &words[clock..]) else { continue };
        let tokens = tokens.start + clock..tokens.end;
        let named = tokens.start + named.start..tokens.start + named.end;
        match parts.last_mut() {
            Some(last) if is_range(document, last, &named, what) => {
                last.tokens.end = named.end;
                last.what = NamedPartKind::Name;
            }
            _ => parts.push(NamedPart { tokens: named, what }),
        }
    }
    let next = |index: usize| parts.get(index + 1).map_or(usize::MAX, |next| next.tokens.start);
    let named = parts.iter().enumerate().filter(|(_, part)| part.what != NamedPartKind::BareDay);
    let kind = |what| if what == NamedPartKind::Clock { TimexKind::Time } else { TimexKind::Date };
    named.map(|(index, part)| (span_of(document, part, next(index)), kind(part.what))).collect()
}

/// Where a name stands; the next one begins with token `next`.
fn span_of(document: &Document, part: &NamedPart, next: usize) -> Span {
    let tokens = document.tokens();
    let end = match part.what {
        NamedPartKind::Year => short_end(document, part.tokens.end),
        _ => part.tokens.end,
    };
    let end = if next < end { part.tokens.end } else { end };
    tokens[part.tokens.start].span.hull(tokens[end - 1].span)
}

/// The end of a year's tokens, or of the span of years that it begins: "2021/22", "1558-9".
fn short_end(document: &Document, end: usize) -> usize {
    let tokens = document.tokens();
    let follows =
        |index: usize| tokens.get(index).filter(|token| token.span.start() == tokens[index - 1].span.end());
    let joined = follows(end).is_some() && is_between_years(document.word(end));
    let year = document.word(end - 1);
    let last_digits = |span: Span| {
        let text = document.slice(span);
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        digits && (text.len() == 2 || (text.len() == 1 && year.get(3..).is_some_and(|last| last < text)))
    };
    if joined && follows(end + 1).is_some_and(|token| last_digits(token.span)) { end + 2 } else { end }
}

/// Whether this stands between the years of one range.
fn is_between_years(mark: &str) -> bool {
    matches!(mark, "-" | "–" | "/")
}

fn is_range(document: &Document, last: &NamedPart, next: &Range<usize>, what: NamedPartKind) -> bool {
    if next.start != last.tokens.end + 1 {
        return false;
    }
    let between = document.word(last.tokens.end);
    let joins_days = &document.language().dates.joins_days;
    match (last.what, what) {
        (NamedPartKind::Year, NamedPartKind::Year) => is_between_years(between),
        (NamedPartKind::Clock, _) => false,
        (NamedPartKind::BareDay, _) | (_, NamedPartKind::BareDay | NamedPartKind::DayAndYear) => {
            joins_days.contains(between)
        }
        _ => false,
    }
}

/// Which of an expression's words are its name.
fn named(lists: &DateWords, words: &[TimeToken]) -> Option<(Range<usize>, NamedPartKind)> {
    let anchor = |i: usize| is_anchor(lists, words, i);
    let is_day = |word: &TimeToken| is_day(lists, word);
    let Some(first) = (0..words.len()).find(|&i| anchor(i)) else {
        // "17", "17 this year"
        let free = words
            .get(1)
            .is_none_or(|next| matches!(next.sense, Some(TimeWord::Step(_) | TimeWord::StepThere(_))));
        let bare = free && words.first().is_some_and(is_day);
        return bare.then_some((0..1, NamedPartKind::BareDay));
    };
    let last = (first..words.len()).rev().find(|&i| anchor(i)).unwrap_or(first);
    let year = first == last && words[first].kind == TokenKind::Number && is_year(words[first].text);
    let month = |i: usize| matches!(words[i].sense, Some(TimeWord::Month(_)));
    let of = usize::from(month(first) && first > 1 && words[first - 1].is(&lists.of));
    let day_before = month(first) && first > of && is_day(&words[first - 1 - of]);
    // "the '90s"
    let apostrophe = first > 0 && words[first - 1].kind == TokenKind::Mark;
    let start = if day_before { first - 1 - of } else { first - usize::from(apostrophe) };
    let end = if month(last) && words.get(last + 1).is_some_and(is_day) { last + 2 } else { last + 1 };
    // "1990's"
    let clitic =
        words.get(end).is_some_and(|w| w.kind == TokenKind::Clitic) && words[end - 1].text.ends_with('0');
    if year && first > 0 && is_day(&words[0]) {
        return Some((0..end, NamedPartKind::DayAndYear));
    }
    Some((start..end + usize::from(clitic), if year { NamedPartKind::Year } else { NamedPartKind::Name }))
}

/// Whether a word is on the calendar by itself: a month, a day of the week, a year, a decade, a whole date.
fn is_anchor(lists: &DateWords, words: &[TimeToken], i: usize) -> bool {
    let word = &words[i];
    match word.sense {
        Some(TimeWord::Month(_) | TimeWord::Weekday(_) | TimeWord::Weekdays(_) | TimeWord::Decade(_)) => true,
        Some(TimeWord::ShortWeekday(_)) => true,
        Some(TimeWord::Feast) => true,
        Some(TimeWord::Unit(TimeUnit::Day | TimeUnit::Year)) => follows_feast(words, i),
        Some(_) => false,
        None if follows_feast(words, i) => true,
        None if word.kind != TokenKind::Number => false,
        None => {
            let text = word.text;
            (is_year(text) && !is_counted(words, i))
                || is_decade(lists, text)
                || text.split('.').count() == 3
                || is_numeric(words, i)
        }
    }
}

/// "1462 hours"
fn is_counted(words: &[TimeToken], i: usize) -> bool {
    words.get(i + 1).is_some_and(|word| matches!(word.sense, Some(TimeWord::Units(_))))
}

/// "Eve" and the like after "Christmas", "New Year's".
fn follows_feast(words: &[TimeToken], i: usize) -> bool {
    let feast = |k: usize| words[k].sense == Some(TimeWord::Feast);
    let capitalised = words[i].is_capitalised() || words[i].kind == TokenKind::Clitic;
    capitalised && words[i].kind != TokenKind::Number && (i.saturating_sub(3)..i).any(feast)
}

/// A part of "2021-10-05", "10/11/2021".
fn is_numeric(words: &[TimeToken], i: usize) -> bool {
    let mark = |k: usize| words.get(k).is_some_and(|w| w.glued && w.is_mark(&["-", "/"]));
    let number = |k: usize| words.get(k).is_some_and(|w| w.kind == TokenKind::Number);
    let starts = |k: usize| mark(k + 1) && number(k + 2) && mark(k + 3) && number(k + 4);
    [0, 2, 4].into_iter().filter_map(|back| i.checked_sub(back)).any(starts)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_decade(lists: &DateWords, text: &str) -> bool {
    lists.without_plural(text).is_some_and(|digits| {
        matches!(digits.len(), 2 | 4) && digits.ends_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

/// "7", "7th".
fn is_day(lists: &DateWords, word: &TimeToken) -> bool {
    let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word.text[digits.len()..];
    matches!(digits.len(), 1 | 2)
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (ending.is_empty() || lists.ordinal_endings.contains(ending))
}
