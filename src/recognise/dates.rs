//! Dates, times, durations and recurring times, with their TIMEX3 values.
//!
//! Rules over tokens, in three steps: `lexicon` says what single words say about time, `phrases` (with
//! `calendar` and `amounts`) reads expressions out of them, `values` works out when that is, seen from the
//! day of the article. Spans and values follow the TIMEX3 guidelines (TimeML 1.2.1), except that a leading "the"
//! stays outside.

use jiff::civil::Date;

use self::lexicon::Word;
use self::meaning::{Meaning, Reading, WhichYear};
use self::phrases::Phrase;
use self::values::{Calendar, DayOrder};
use super::FoundDate;
use crate::annotation::TimexKind;
use crate::document::{Document, Paragraph, Role};
use crate::span::Span;

pub(crate) use names::names;

mod amounts;
mod calendar;
mod feasts;
mod lexicon;
mod meaning;
mod names;
mod phrases;
mod values;
mod years;

/// How many paragraphs to look at for the article's own date, when nothing else tells it: headline,
/// standfirst, byline and a paragraph or two.
const HEAD: usize = 6;

/// The temporal expressions of a document, in the order of the text, without overlaps.
///
/// Relative ones ("last month") resolve against the day of publication; where that is not known, against the
/// first full date of the byline or of the article's head; where there is none, what cannot be known is written
/// with `X`, as TIMEX3 does.
pub fn find(document: &Document) -> Vec<FoundDate> {
    let mut readings = vec![];
    let (mut words, mut head) = (vec![], 0);
    for (index, paragraph) in document.paragraphs().iter().enumerate() {
        if paragraph.role.is_analysed() {
            read_paragraph(document, paragraph, &mut words, &mut readings);
        }
        if index + 1 == HEAD {
            head = readings.len();
        }
    }
    let head = if document.paragraphs().len() < HEAD { readings.len() } else { head };
    let today = document.meta().published.or_else(|| own_date(document, &readings[..head]));
    let mut calendar = Calendar { today, there: None, quarter: None, order: day_order(document) };
    readings.iter().filter_map(|reading| resolved(&mut calendar, reading)).collect()
}

fn read_paragraph<'a>(
    document: &'a Document,
    paragraph: &Paragraph,
    words: &mut Vec<Word<'a>>,
    readings: &mut Vec<Reading>,
) {
    for sentence in &document.sentences()[paragraph.sentences.clone()] {
        lexicon::words(document, sentence.tokens.clone(), words);
        read_sentence(words, readings);
    }
}

fn read_sentence(words: &[Word], readings: &mut Vec<Reading>) {
    let phrase = Phrase { words };
    let (mut at, mut previous) = (0, None);
    while at < words.len() {
        match phrase.expression(at, previous) {
            Some(reading) => {
                let end = reading.span.end();
                at += words[at..].partition_point(|word| word.span.start() < end);
                previous = Some((reading.meaning, at));
                readings.push(reading);
            }
            None => at += 1,
        }
    }
}

fn resolved(calendar: &mut Calendar, reading: &Reading) -> Option<FoundDate> {
    let timex = calendar.resolve(reading)?;
    let confidence = match timex.kind {
        _ if timex.value.contains('X') => 0.6,
        TimexKind::Date | TimexKind::Time => 0.9,
        TimexKind::Duration | TimexKind::Set => 0.8,
    };
    Some(FoundDate { span: reading.span, timex, confidence })
}

/// The first full date of the byline, else of the article's head.
fn own_date(document: &Document, head: &[Reading]) -> Option<Date> {
    let in_byline = |span: Span| {
        let paragraph = &document.paragraphs()[document.paragraph_at(span.start())];
        paragraph.role == Role::Byline
    };
    let byline = head.iter().filter(|reading| in_byline(reading.span)).find_map(full_date);
    byline.or_else(|| head.iter().find_map(full_date))
}

fn full_date(reading: &Reading) -> Option<Date> {
    match reading.meaning {
        Meaning::Day { year: WhichYear::Known(year), month, day } => {
            Date::new(i16::try_from(year).ok()?, month, day).ok()
        }
        _ => None,
    }
}

/// Americans write the month first; everyone else the day.
fn day_order(document: &Document) -> DayOrder {
    match document.meta().lang.as_deref() {
        Some(lang) if lang.eq_ignore_ascii_case("en-US") => DayOrder::MonthFirst,
        _ => DayOrder::DayFirst,
    }
}
