//! Dates, times, durations and recurring times, with their TIMEX3 values.
//!
//! Rules over tokens, in three steps. `time_tokens` says what each word says about time. `expressions` reads expressions out
//! of the words, with `calendar`, `years`, `durations` and `feasts`. `values` works out when that is, seen from the day
//! of the article. The words are in `lang`. Spans and values follow the TIMEX3 guidelines (TimeML 1.2.1), except that
//! a leading "the" stays outside.

use jiff::civil::Date;

use self::expressions::{SentenceWords, is_one_day};
use self::meaning::{Meaning, TimeExpression, WhichYear};
use self::time_tokens::{Tense, TimeToken};
use self::values::{DayOrder, TimeContext};
use super::FoundDate;
use crate::annotation::TimexKind;
use crate::document::{Document, Paragraph, Role};
use crate::lang::dates::DateWords;
use crate::span::Span;

pub(crate) use names::names;

mod calendar;
mod clock;
mod durations;
mod expressions;
mod false_years;
mod feasts;

mod meaning;
mod names;

mod tenses;
mod time_tokens;
mod values;
mod weekday_values;
mod weekdays;
mod years;

/// How many paragraphs may hold the article's own date where nothing else gives it: headline, standfirst, byline
/// and a paragraph or two. A full date further down is of something else.
const HEAD: usize = 6;

/// The temporal expressions of a document, in the order of the text, without overlaps.
///
/// Relative ones ("last month") resolve against the day of publication; where that is not known, against the
/// first full date of the byline or of the article's head; where there is none, what cannot be known is written
/// with `X`, as TIMEX3 does.
pub fn find(document: &Document) -> Vec<FoundDate> {
    let mut expressions = vec![];
    let (mut words, mut head) = (vec![], 0);
    for (index, paragraph) in document.paragraphs().iter().enumerate() {
        let first = expressions.len();
        if paragraph.role.is_analysed() {
            read_paragraph(document, paragraph, &mut words, &mut expressions);
        }
        if paragraph.role == Role::Caption {
            tell_of_pictures(&mut expressions[first..]);
        }
        if index + 1 == HEAD {
            head = expressions.len();
        }
    }
    let head = if document.paragraphs().len() < HEAD { expressions.len() } else { head };
    let today = document.meta().published.or_else(|| own_date(document, &expressions[..head]));
    let mut context = TimeContext { today, there: None, quarter: None, order: day_order(document) };
    expressions.iter().filter_map(|expression| resolved(&mut context, expression)).collect()
}

fn read_paragraph<'a>(
    document: &'a Document,
    paragraph: &Paragraph,
    words: &mut Vec<TimeToken<'a>>,
    expressions: &mut Vec<TimeExpression>,
) {
    for sentence in &document.sentences()[paragraph.sentences.clone()] {
        time_tokens::words(document, sentence.tokens.clone(), words);
        read_sentence(&document.language().dates, words, expressions);
    }
}

fn read_sentence(lists: &DateWords, words: &[TimeToken], expressions: &mut Vec<TimeExpression>) {
    let sentence = SentenceWords { words, lists };
    let first = expressions.len();
    let (mut at, mut previous) = (0, None);
    while at < words.len() {
        match sentence.expression(at, previous) {
            Some(expression) => {
                let end = expression.span.end();
                at += words[at..].partition_point(|word| word.span.start() < end);
                previous = Some((expression.meaning, at));
                expressions.push(expression);
            }
            None => at += 1,
        }
    }
    give_days(&mut expressions[first..]);
}

/// What captions tell in the present tense was when the picture was taken: "Ada Lund speaks in Oslo on Friday".
fn tell_of_pictures(expressions: &mut [TimeExpression]) {
    for expression in expressions {
        if expression.tense == Some(Tense::Present) {
            expression.tense = Some(Tense::Past);
        }
    }
}

/// Gives each time of a sentence that has no day of its own the day that was told before it, else the next one.
fn give_days(expressions: &mut [TimeExpression]) {
    let day = |expression: &TimeExpression| {
        is_one_day(expression.meaning).then_some((expression.meaning, expression.tense))
    };
    let mut told = expressions.iter().find_map(day);
    for i in 1..expressions.len() {
        // "9 a.m. to 5 p.m. on Friday": one Friday.
        let [.., before, after] = &mut expressions[..=i] else { continue };
        if before.meaning == after.meaning && before.time.is_some() {
            let tense = before.tense.or(after.tense);
            (before.tense, after.tense) = (tense, tense);
        }
    }
    for expression in expressions {
        match (expression.meaning, told) {
            (Meaning::UnsaidDay, Some((meaning, tense))) => {
                (expression.meaning, expression.tense) = (meaning, tense);
            }
            _ => told = day(expression).or(told),
        }
    }
}

fn resolved(context: &mut TimeContext, expression: &TimeExpression) -> Option<FoundDate> {
    let timex = context.resolve(expression)?;
    // A value with an `X` is known in part. Lengths of time are taken for others more often than dates are.
    let confidence = match timex.kind {
        _ if timex.value.contains('X') => 0.6,
        TimexKind::Date | TimexKind::Time => 0.9,
        TimexKind::Duration | TimexKind::Set => 0.8,
    };
    Some(FoundDate { span: expression.span, timex, confidence })
}

/// The first full date of the byline, else of the article's head.
fn own_date(document: &Document, head: &[TimeExpression]) -> Option<Date> {
    let in_byline = |span: Span| {
        let paragraph = &document.paragraphs()[document.paragraph_at(span.start())];
        paragraph.role == Role::Byline
    };
    let byline = head.iter().filter(|expression| in_byline(expression.span)).find_map(full_date);
    byline.or_else(|| head.iter().find_map(full_date))
}

fn full_date(expression: &TimeExpression) -> Option<Date> {
    match expression.meaning {
        Meaning::Day { year: WhichYear::Known(year), month, day } => {
            Date::new(i16::try_from(year).ok()?, month, day).ok()
        }
        _ => None,
    }
}

/// Americans write the month first; everyone else the day.
fn day_order(document: &Document) -> DayOrder {
    let tags = &document.language().dates.month_first_tags;
    let tag = document.meta().lang.as_deref().unwrap_or("");
    if tags.contains_ignoring_case(tag) { DayOrder::MonthFirst } else { DayOrder::DayFirst }
}
