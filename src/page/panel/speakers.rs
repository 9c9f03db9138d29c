//! The speakers, each with a bar for the words that they say.

use super::choice::PanelInput;
use super::entries::{EntryGroup, PanelEntry, line};
use crate::page::command::{Command, ListCommand, SpeakersFile};
use crate::page::controls::{bare_button, button};
use crate::page::speakers::{SpeakerTotals, WordScale, totals};
use crate::strings;
use crate::view::{Element, count, search};

pub(super) fn groups<'a>(input: &PanelInput<'a>) -> Vec<EntryGroup<'a>> {
    let totals = totals(input.session);
    let scale = WordScale::of(&totals);
    let words = input.choice.filter.words.trim();
    let admitted = |t: &SpeakerTotals| words.is_empty() || search::contains(t.speaker.name(), words);
    let entries = totals.into_iter().filter(admitted).map(|totals| PanelEntry::Speaker(totals, scale));
    vec![EntryGroup::untitled(entries.collect())]
}

/// A speaker with a bar. Pressing the name shows what they say.
pub(super) fn entry(totals: &SpeakerTotals, scale: WordScale) -> Element {
    let name = totals.speaker.name();
    let facts =
        format!("{} · {}", count(totals.quotes, strings::QUOTATIONS), count(totals.words, strings::WORDS));
    let bar = Element::new("meter")
        .with("min", "0")
        .with("max", scale.most.to_string())
        .with("value", totals.words.to_string())
        .with("aria-label", strings::fill(strings::WORDS_OF, &[&name]));
    let button = bare_button(&Command::List(ListCommand::QuotesOf(totals.speaker.clone())))
        .class("entry")
        .child(line(name, scale.share(totals)))
        .text(" ")
        .child(Element::new("span").class("facts").text(facts));
    Element::new("li").with("data-kind", "speaker").child(button).text(" ").child(bar)
}

/// The buttons that download the list as a file.
pub(super) fn exports() -> Element {
    let export = |label, file| button(label, &Command::List(ListCommand::ExportSpeakers(file)));
    Element::new("div")
        .class("exports")
        .with("role", "group")
        .with("aria-label", strings::SPEAKERS_AS_A_FILE)
        .child(export(strings::AS_CSV, SpeakersFile::Csv))
        .child(export(strings::AS_SVG, SpeakersFile::Svg))
        .child(export(strings::AS_PNG, SpeakersFile::Png))
}
