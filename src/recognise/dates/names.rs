//! The names within temporal expressions. Of "early Tuesday morning" the name is "Tuesday"; "last year", "two weeks"
//! and "now" have none, nor has "the 19th century", which is counted and not called. Corpora of news mark these, and
//! whole ranges: "July 10 to 17, 2021", "2008-2009". A time of the clock has a name where its zone is said: "10:30 GMT".

use std::ops::Range;

use super::calendar::ZONES;
use super::lexicon::{self, TimeWord, Unit, Word};
use crate::annotation::TimexKind;
use crate::document::{Document, TokenKind};
use crate::span::Span;

/// What stands between the days or the years of one range.
const BETWEEN_DAYS: [&str; 8] = ["-", "–", "to", "and", "or", "through", "&", "/"];
const BETWEEN_YEARS: [&str; 3] = ["-", "–", "/"];

/// A name in the making.
struct Part {
    tokens: Range<usize>,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
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
    let mut parts: Vec<Part> = vec![];
    let mut words = vec![];
    for span in spans {
        let tokens = document.tokens_in(span);
        lexicon::words(document, tokens.clone(), &mut words);
        let zone = words.iter().position(|word| word.is_any(&ZONES));
        let clock = zone.map_or(0, |zone| zone + 1);
        if let Some(zone) = zone {
            parts.push(Part { tokens: tokens.start..tokens.start + zone + 1, what: What::Clock });
        }
        let Some((named, what)) = named(&words[clock..]) else { continue };
        let tokens = tokens.start + clock..tokens.end;
        let named = tokens.start + named.start..tokens.start + named.end;
        match parts.last_mut() {
            Some(last) if is_range(document, last, &named, what) => {
                last.tokens.end = named.end;
                last.what = What::Name;
            }
            _ => parts.push(Part { tokens: named, what }),
        }
    }
    let named = parts.into_iter().filter(|part| part.what != What::BareDay);
    let kind = |what| if what == What::Clock { TimexKind::Time } else { TimexKind::Date };
    named.map(|part| (span_of(document, &part), kind(part.what))).collect()
}

fn span_of(document: &Document, part: &Part) -> Span {
    let tokens = document.tokens();
    let end = if part.what == What::Year { short_end(document, part.tokens.end) } else { part.tokens.end };
    tokens[part.tokens.start].span.hull(tokens[end - 1].span)
}

/// The end of a year's tokens, or of the span of years that it begins: "2021/22", "1558-9".
fn short_end(document: &Document, end: usize) -> usize {
    let tokens = document.tokens();
    let follows =
        |index: usize| tokens.get(index).filter(|token| token.span.start() == tokens[index - 1].span.end());
    let joined = follows(end).is_some() && BETWEEN_YEARS.contains(&document.word(end));
    let year = document.word(end - 1);
    let last_digits = |span: Span| {
        let text = document.slice(span);
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        digits && (text.len() == 2 || (text.len() == 1 && year.get(3..).is_some_and(|last| last < text)))
    };
    if joined && follows(end + 1).is_some_and(|token| last_digits(token.span)) { end + 2 } else { end }
}

fn is_range(document: &Document, last: &Part, next: &Range<usize>, what: What) -> bool {
    if next.start != last.tokens.end + 1 {
        return false;
    }
    let between = document.word(last.tokens.end);
    match (last.what, what) {
        (What::Year, What::Year) => BETWEEN_YEARS.contains(&between),
        (What::Clock, _) => false,
        (What::BareDay, _) | (_, What::BareDay | What::DayAndYear) => BETWEEN_DAYS.contains(&between),
        _ => false,
    }
}

/// Which of an expression's words are its name.
fn named(words: &[Word]) -> Option<(Range<usize>, What)> {
    let anchor = |i: usize| is_anchor(words, i);
    let Some(first) = (0..words.len()).find(|&i| anchor(i)) else {
        // "17", "17 this year"
        let free = words
            .get(1)
            .is_none_or(|next| matches!(next.sense, Some(TimeWord::Step(_) | TimeWord::StepThere(_))));
        let bare = free && words.first().is_some_and(is_day);
        return bare.then_some((0..1, What::BareDay));
    };
    let last = (first..words.len()).rev().find(|&i| anchor(i)).unwrap_or(first);
    let year = first == last && words[first].kind == TokenKind::Number && is_year(words[first].text);
    let month = |i: usize| matches!(words[i].sense, Some(TimeWord::Month(_)));
    let of = usize::from(month(first) && first > 1 && words[first - 1].is("of"));
    let day_before = month(first) && first > of && is_day(&words[first - 1 - of]);
    // "the '90s"
    let apostrophe = first > 0 && words[first - 1].kind == TokenKind::Mark;
    let start = if day_before { first - 1 - of } else { first - usize::from(apostrophe) };
    let end = if month(last) && words.get(last + 1).is_some_and(is_day) { last + 2 } else { last + 1 };
    // "1990's"
    let clitic =
        words.get(end).is_some_and(|w| w.kind == TokenKind::Clitic) && words[end - 1].text.ends_with('0');
    if year && first > 0 && is_day(&words[0]) {
        return Some((0..end, What::DayAndYear));
    }
    Some((start..end + usize::from(clitic), if year { What::Year } else { What::Name }))
}

/// Whether a word is on the calendar by itself: a month, a day of the week, a year, a decade, a whole date.
fn is_anchor(words: &[Word], i: usize) -> bool {
    let word = &words[i];
    match word.sense {
        Some(TimeWord::Month(_) | TimeWord::Weekday(_) | TimeWord::Weekdays(_) | TimeWord::Decade(_)) => true,
        Some(TimeWord::ShortWeekday(_)) => true,
        Some(TimeWord::Feast) => true,
        Some(TimeWord::Unit(Unit::Day | Unit::Year)) => follows_feast(words, i),
        Some(_) => false,
        None if follows_feast(words, i) => true,
        None if word.kind != TokenKind::Number => false,
        None => {
            let text = word.text;
            (is_year(text) && !is_counted(words, i))
                || is_decade(text)
                || text.split('.').count() == 3
                || is_numeric(words, i)
        }
    }
}

/// "1462 hours"
fn is_counted(words: &[Word], i: usize) -> bool {
    words.get(i + 1).is_some_and(|word| matches!(word.sense, Some(TimeWord::Units(_))))
}

/// "Eve" and the like after "Christmas", "New Year's".
fn follows_feast(words: &[Word], i: usize) -> bool {
    let feast = |k: usize| words[k].sense == Some(TimeWord::Feast);
    let capitalised = words[i].is_capitalised() || words[i].kind == TokenKind::Clitic;
    capitalised && words[i].kind != TokenKind::Number && (i.saturating_sub(3)..i).any(feast)
}

/// A part of "2021-10-05", "10/11/2021".
fn is_numeric(words: &[Word], i: usize) -> bool {
    let mark = |k: usize| words.get(k).is_some_and(|w| w.glued && w.is_any(&["-", "/"]));
    let number = |k: usize| words.get(k).is_some_and(|w| w.kind == TokenKind::Number);
    let starts = |k: usize| mark(k + 1) && number(k + 2) && mark(k + 3) && number(k + 4);
    [0, 2, 4].into_iter().filter_map(|back| i.checked_sub(back)).any(starts)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_decade(text: &str) -> bool {
    text.strip_suffix('s').is_some_and(|digits| {
        matches!(digits.len(), 2 | 4) && digits.ends_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

/// "7", "7th".
fn is_day(word: &Word) -> bool {
    let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word.text[digits.len()..];
    matches!(digits.len(), 1 | 2)
        && digits.bytes().all(|b| b.is_ascii_digit())
        && matches!(ending, "" | "st" | "nd" | "rd" | "th")
}
