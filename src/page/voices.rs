//! Who speaks in all articles of the library: the speakers, one person's quotations, the dates, the same quotations.

use serde::{Deserialize, Serialize};

use super::command::{Command, Field, VoicesCommand, VoicesFile, VoicesView};
use super::controls::{SelectOption, button, labelled, options};
use super::voices_parts::{ROWS, more, place};
use super::{voices_dates, voices_same};
use crate::project::digest::{ArticleDigest, QuotationDigest};
use crate::project::speaking::{NameFold, SpeakerRecord, SpeakingStatistics, Spoken, speaking_of};
use crate::sorting::{CollectSorted as _, Sorting as _};
use crate::strings;
use crate::view::{Element, count};

/// The articles of the library, and what a reader wants to see of them.
#[derive(Serialize, Deserialize)]
pub(crate) struct VoicesInput {
    pub articles: Vec<ArticleDigest>,
    pub folds: Vec<NameFold>,
    pub choice: VoicesChoice,
}

/// What a reader wants to see.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct VoicesChoice {
    pub view: VoicesView,
    /// Of this publisher alone; empty: of all.
    pub publisher: String,
    /// Of this month alone (`2024-05`); empty: of all.
    pub month: String,
}

/// The articles that the choice admits, and who speaks in them.
pub(super) struct Counted<'a> {
    pub articles: Vec<ArticleDigest>,
    pub input: &'a VoicesInput,
    pub found: SpeakingStatistics,
}

pub(super) fn counted(input: &VoicesInput) -> Counted<'_> {
    let VoicesChoice { publisher, month, .. } = &input.choice;
    let is_wanted = |article: &&ArticleDigest| {
        (publisher.is_empty() || article.publisher == *publisher)
            && (month.is_empty() || month_of(article) == *month)
    };
    let articles: Vec<ArticleDigest> = input.articles.iter().filter(is_wanted).cloned().collect();
    let found = speaking_of(&articles, &input.folds);
    Counted { articles, input, found }
}

fn month_of(article: &ArticleDigest) -> String {
    article.day.map_or_else(String::new, |day| format!("{:04}-{:02}", day.year(), day.month()))
}

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
        VoicesView::Person(key) => shown.extend(person(&counted, key)),
        VoicesView::Dates => shown.extend(voices_dates::render(&counted.articles)),
        VoicesView::Same => shown.extend(voices_same::render(&counted.articles)),
    }
    shown.push(files(&input.choice.view));
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
        let values: std::collections::BTreeSet<String> = values.into_iter().collect_set();
        values.into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>()
    };
    let publishers = sorted(input.articles.iter().map(|article| article.publisher.clone()).collect());
    let months = sorted(input.articles.iter().map(month_of).collect());
    let list = |label, all, field: Field, values: &[String], chosen: &str| {
        let first = SelectOption { value: String::new(), label: all, is_chosen: chosen.is_empty() };
        let others = values.iter().map(|value| SelectOption {
            value: value.clone(),
            label: value,
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

pub(super) fn voice_label(record: &SpeakerRecord) -> &str {
    use crate::project::speaking::Voice;
    match &record.voice {
        Voice::Person(name) | Voice::Other(name) => name,
        Voice::Unnamed => strings::UNNAMED,
        Voice::Nobody => strings::NO_SPEAKER,
    }
}

/// Surnames alone that may be somebody's who is named in full.
fn proposals(counted: &Counted) -> Option<Element> {
    let key_of = |name: &str| {
        let record = counted.found.speakers.iter().find(|record| record.voice.name() == Some(name))?;
        Some(record.key.clone())
    };
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

/// The quotations of one speaker in all articles, in the order of their days.
pub(super) fn quotations_of<'c>(
    counted: &'c Counted,
    key: &[String],
) -> Vec<(&'c ArticleDigest, &'c QuotationDigest)> {
    let folds = &counted.input.folds;
    let is_theirs = |quotation: &&QuotationDigest| {
        let own =
            folds.iter().find(|fold| fold.from == quotation.key).map_or(&quotation.key, |fold| &fold.to);
        own.as_slice() == key
    };
    let mut all: Vec<(&ArticleDigest, &QuotationDigest)> = counted
        .articles
        .iter()
        .flat_map(|article| {
            article.quotations.iter().filter(is_theirs).map(move |quotation| (article, quotation))
        })
        .collect();
    all.order_by_key(|(article, _)| (article.day.is_none(), article.day));
    all
}

fn person(counted: &Counted, key: &[String]) -> Vec<Element> {
    let all = quotations_of(counted, key);
    let record = counted.found.speakers.iter().find(|record| record.key == key);
    let name = record.map_or(strings::NO_SPEAKER, |record| voice_label(record));
    let said = record.map(|record| {
        let parts = [
            count(record.all.quotations, strings::QUOTATIONS),
            count(record.articles.len(), strings::ARTICLES),
            count(record.all.words, strings::WORDS),
        ];
        strings::fill(strings::PERSON_SUMMARY, &[&parts[0], &parts[1], &parts[2]])
    });
    let back = button(strings::ALL_VOICES, &Command::Voices(VoicesCommand::View(VoicesView::Speakers)));
    let item = |(article, quotation): &(&ArticleDigest, &QuotationDigest)| {
        Element::new("li")
            .child(place(article, quotation))
            .child(Element::new("p").class("words").with("dir", "auto").text(&quotation.text))
    };
    let list = Element::new("ol").class("said").with("aria-label", name);
    let mut shown = vec![
        Element::new("h3").with("dir", "auto").text(name),
        Element::new("p").class("facts").text(said.unwrap_or_default()),
        list.children(all.iter().take(ROWS).map(item)),
    ];
    shown.extend(more(all.len()));
    shown.push(Element::new("p").child(back));
    shown
}

fn files(view: &VoicesView) -> Element {
    let file = |label, file| button(label, &Command::Voices(VoicesCommand::Export(file)));
    let picture = matches!(view, VoicesView::Speakers | VoicesView::Dates);
    Element::new("div")
        .class("buttons")
        .with("role", "group")
        .with("aria-label", strings::VOICES_FILES)
        .children(picture.then(|| file(strings::AS_PICTURE, VoicesFile::Svg)))
        .children(picture.then(|| file(strings::AS_PIXELS, VoicesFile::Png)))
        .child(file(strings::AS_TABLE, VoicesFile::Csv))
}
