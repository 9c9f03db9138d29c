//! Who speaks in all articles of the library: the speakers, one person's quotations, the dates, the same quotations.

use std::collections::{BTreeSet, HashMap};

use super::command::{Command, Field, VoicesCommand, VoicesFile, VoicesView};
use super::controls::{SelectOption, button, labelled, options};
use super::voices_input::{Counted, counted, month_of};
pub(crate) use super::voices_input::{VoicesChoice, VoicesInput};
use super::voices_parts::{ROWS, more, voice_label};
use super::{voices_dates, voices_person, voices_same};
use crate::annotation::TimexKind;
use crate::project::speaking::{NameFold, SpeakerRecord, Spoken};
use crate::sorting::CollectSorted as _;
use crate::strings;
use crate::view::{Element, count, timex_words};

/// What the dialog shows.
pub(crate) fn render(input: &VoicesInput) -> Vec<Element> {
    let counted = counted(input);
    let all = &counted.found.all;
    if input.articles.iter().all(|article| article.quotations.is_empty() && article.dates.is_empty()) {
        return vec![Element::new("p").class("hint").text(strings::NO_VOICES)];
    }
    let said = strings::fill(
        strings::COUNTED_OVER,
        &[
            &count(all.quotations, strings::QUOTATIONS),
            &count(counted.articles.len(), strings::ARTICLES),
            &count(all.words, strings::QUOTED_WORDS),
        ],
    );
    let mut shown = vec![views(&input.choice), filters(input), Element::new("p").class("facts").text(said)];
    match &input.choice.view {
        VoicesView::Speakers => shown.extend(speakers(&counted)),
        VoicesView::Person(key) => shown.extend(voices_person::render(&counted, key)),
        VoicesView::Dates => shown.extend(voices_dates::render(&counted.articles)),
        VoicesView::Same => shown.extend(voices_same::render(&counted.articles)),
    }
    shown.push(files());
    shown
}

fn views(choice: &VoicesChoice) -> Element {
    let view = |label, view: VoicesView| {
        let is_shown = choice.view == view;
        button(label, &Command::Voices(VoicesCommand::View(view))).with("aria-pressed", is_shown.to_string())
    };
    Element::new("div")
        .class("chips")
        .with("role", "group")
        .with("aria-label", strings::VOICES_VIEWS)
        .child(view(strings::VOICES_SPEAKERS, VoicesView::Speakers))
        .child(view(strings::DATES_LINE, VoicesView::Dates))
        .child(view(strings::SHARED_QUOTATIONS, VoicesView::Same))
}

/// The lists of publishers and months, where there are several.
fn filters(input: &VoicesInput) -> Element {
    let sorted = |values: Vec<String>| {
        let values: BTreeSet<String> = values.into_iter().filter(|value| !value.is_empty()).collect_set();
        values.into_iter().map(|value| (value.clone(), value)).collect::<Vec<_>>()
    };
    let publishers = sorted(input.articles.iter().map(|article| article.publisher.clone()).collect());
    let mut months = sorted(input.articles.iter().map(month_of).collect());
    for (month, label) in &mut months {
        *label = timex_words(TimexKind::Date, month).unwrap_or_default();
    }
    let list = |label, all, field: Field, values: &[(String, String)], chosen: &str| {
        let first = SelectOption { value: String::new(), label: all, is_chosen: chosen.is_empty() };
        let others = values.iter().map(|(value, label)| SelectOption {
            value: value.clone(),
            label,
            is_chosen: value == chosen,
        });
        let select = Element::new("select").changes(&field);
        (1 < values.len())
            .then(|| labelled(label, select.children(options(std::iter::once(first).chain(others)))))
    };
    let VoicesChoice { publisher, month, .. } = &input.choice;
    let fields = [
        list(strings::PUBLISHER, strings::ALL_PUBLISHERS, Field::VoicesPublisher, &publishers, publisher),
        list(strings::MONTH, strings::ALL_MONTHS, Field::VoicesMonth, &months, month),
    ];
    Element::new("div").class("voices-filters").children(fields.into_iter().flatten())
}

fn speakers(counted: &Counted) -> Vec<Element> {
    let found = &counted.found;
    let columns = [
        strings::SPEAKER_COLUMN,
        strings::ARTICLES_COLUMN,
        strings::QUOTATIONS_COLUMN,
        strings::WORDS_COLUMN,
        strings::SHARE_COLUMN,
        strings::DIRECT_COLUMN,
        strings::INDIRECT_COLUMN,
        strings::DAYS_COLUMN,
    ];
    let head = columns.map(|name| Element::new("th").with("scope", "col").text(name));
    let most = found.speakers.iter().map(|record| record.all.words).max().unwrap_or(1).max(1);
    let rows = found.speakers.iter().take(ROWS).map(|record| row(record, most));
    let table = Element::new("table")
        .with("aria-label", strings::WHO_SPEAKS_BUTTON)
        .child(Element::new("thead").child(Element::new("tr").children(head)))
        .child(Element::new("tbody").children(rows));
    let mut shown = vec![Element::new("div").class("figures").with("tabindex", "0").child(table)];
    shown.extend(more(found.speakers.len()));
    shown.extend(proposals(counted));
    shown.extend(folded(&counted.input.folds));
    shown
}

fn row(record: &SpeakerRecord, most: usize) -> Element {
    let Spoken { quotations, words, direct, mixed, indirect } = record.all;
    let name = match record.voice.name() {
        Some(name) => {
            let view = VoicesView::Person(record.key.clone());
            button(name, &Command::Voices(VoicesCommand::View(view))).class("name").with("dir", "auto")
        }
        None => Element::new("span").class("nobody").text(voice_label(record)),
    };
    let bar = Element::new("meter")
        .with("min", "0")
        .with("max", most.to_string())
        .with("value", words.to_string())
        .with("aria-label", strings::WORDS_COLUMN);
    let share = Element::new("td").text(format!("{:.1} %", 100.0 * record.share)).child(bar);
    let number = |n: usize| Element::new("td").text(n.to_string());
    Element::new("tr")
        .child(Element::new("th").with("scope", "row").child(name))
        .child(number(record.articles.len()))
        .child(number(quotations))
        .child(number(words))
        .child(share)
        .child(number(direct + mixed))
        .child(number(indirect))
        .child(Element::new("td").text(days(record)))
}

fn days(record: &SpeakerRecord) -> String {
    match record.days {
        Some((first, last)) if first == last => first.to_string(),
        Some((first, last)) => format!("{first} – {last}"),
        None => "–".to_owned(),
    }
}

/// Surnames alone that may be somebody's who is named in full.
fn proposals(counted: &Counted) -> Option<Element> {
    let mut keys: HashMap<&str, &[String]> = HashMap::new();
    for record in &counted.found.speakers {
        if let Some(name) = record.voice.name() {
            // Of two of one name, a person and a thing, the first.
            keys.entry(name).or_insert(&record.key);
        }
    }
    let key_of = |name: &str| keys.get(name).map(|key| key.to_vec());
    let proposed = counted.found.proposals.iter().flat_map(|proposal| {
        let from = key_of(&proposal.short);
        proposal.full.iter().filter_map(move |full| {
            let fold = NameFold {
                from: from.clone()?,
                short: proposal.short.clone(),
                to: key_of(full)?,
                name: full.clone(),
            };
            let label = strings::fill(strings::IS_SAME, &[&proposal.short, full]);
            Some(Element::new("li").child(button(&label, &Command::Voices(VoicesCommand::Fold(fold)))))
        })
    });
    let items: Vec<Element> = proposed.take(ROWS).collect();
    let section = Element::new("section")
        .child(Element::new("h3").text(strings::PROPOSALS))
        .child(Element::new("p").class("hint").text(strings::PROPOSALS_HINT));
    (!items.is_empty()).then(|| section.child(Element::new("ul").class("proposals").children(items)))
}

/// The last name that was put together with another can be parted again.
fn folded(folds: &[NameFold]) -> Option<Element> {
    let last = folds.last()?;
    let label = strings::fill(strings::UNFOLD, &[&last.short, &last.name]);
    Some(Element::new("p").child(button(&label, &Command::Voices(VoicesCommand::Unfold))))
}

fn files() -> Element {
    let file = |label, file| button(label, &Command::Voices(VoicesCommand::Export(file)));
    Element::new("div")
        .class("buttons")
        .with("role", "group")
        .with("aria-label", strings::VOICES_FILES)
        .child(file(strings::AS_PICTURE, VoicesFile::Svg))
        .child(file(strings::AS_PIXELS, VoicesFile::Png))
        .child(file(strings::AS_TABLE, VoicesFile::Csv))
}
