//! One speaker of the library: the quotations in the order of their days, on a line and one by one.

use super::command::{Command, VoicesCommand, VoicesView};
use super::controls::button;
use super::time_line::{TimeLine, TimedColumn, year_of};
use super::voices_input::Counted;
use super::voices_parts::{ROWS, more, place, voice_label};
use super::voices_same::Said;
use crate::project::digest::{ArticleDigest, QuotationDigest};
use crate::project::speaking::NameFolds;
use crate::sorting::Sorting as _;
use crate::strings;
use crate::view::{Element, count};

/// The quotations of one speaker in all articles, in the order of their days.
pub(super) fn quotations_of<'c>(counted: &'c Counted, key: &[String]) -> Vec<Said<'c>> {
    let folds = NameFolds::of(&counted.input.folds);
    let is_theirs = |quotation: &&QuotationDigest| {
        folds.get(&quotation.key).map_or(quotation.key.as_slice(), |fold| &fold.to) == key
    };
    let of_article = |article: &'c ArticleDigest| {
        article.quotations.iter().filter(is_theirs).map(move |quotation| (article, quotation))
    };
    let mut all: Vec<Said> = counted.articles.iter().flat_map(of_article).collect();
    all.order_by_key(|(article, _)| (article.day.is_none(), article.day));
    all
}

/// The speaker's name, and how much is counted.
fn name_and_facts<'c>(counted: &'c Counted, key: &[String]) -> (&'c str, String) {
    let record = counted.found.speakers.iter().find(|record| record.key == key);
    let Some(record) = record else { return (strings::NO_SPEAKER, String::new()) };
    let parts = [
        count(record.all.quotations, strings::QUOTATIONS),
        count(record.articles.len(), strings::ARTICLES),
        count(record.all.words, strings::WORDS),
    ];
    (voice_label(record), strings::fill(strings::PERSON_SUMMARY, &[&parts[0], &parts[1], &parts[2]]))
}

pub(super) fn render(counted: &Counted, key: &[String]) -> Vec<Element> {
    let all = quotations_of(counted, key);
    let (name, facts) = name_and_facts(counted, key);
    let back = button(strings::ALL_VOICES, &Command::Voices(VoicesCommand::View(VoicesView::Speakers)));
    let item = |(article, quotation): &Said| {
        Element::new("li")
            .child(place(article, quotation))
            .child(Element::new("p").class("words").with("dir", "auto").text(&quotation.text))
    };
    let list = Element::new("ol").class("said").with("aria-label", name);
    let mut shown =
        vec![Element::new("h3").with("dir", "auto").text(name), Element::new("p").class("facts").text(facts)];
    shown.extend(line(&all).on_page());
    shown.push(list.children(all.iter().take(ROWS).map(item)));
    shown.extend(more(all.len()));
    shown.push(Element::new("p").child(back));
    shown
}

/// When the speaker says how much: a column a day, as high as the words.
fn line(all: &[Said]) -> TimeLine {
    // They are in the order of their days.
    let days = all.chunk_by(|(one, _), (other, _)| one.day == other.day);
    let column = |said: &[Said]| {
        let day = said.first()?.0.day?.to_string();
        let words: usize = said.iter().map(|(_, quotation)| quotation.words).sum();
        let parts = [count(said.len(), strings::QUOTATIONS), count(words, strings::WORDS)];
        Some(TimedColumn {
            at: year_of(&day)?,
            height: words,
            said: strings::fill(strings::SAID_ON_DAY, &[&day, &parts[0], &parts[1]]),
            label: day,
        })
    };
    TimeLine { name: strings::QUOTATIONS_LINE, columns: days.filter_map(column).collect() }
}

/// The line as a picture of its own.
pub(super) fn picture(counted: &Counted, key: &[String]) -> Element {
    let (name, facts) = name_and_facts(counted, key);
    line(&quotations_of(counted, key)).picture(name, &facts)
}
