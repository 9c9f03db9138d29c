//! The quotations: in the order of the text, or under their speakers.

use std::collections::BTreeMap;

use super::choice::PanelInput;
use super::entries::{EntryGroup, PanelEntry, annotation_entry, line, shown};
use crate::annotation::{Annotation, Quote, QuoteKind};
use crate::page::clip::clip;
use crate::page::command::{Command, ListCommand};
use crate::page::controls::button;
use crate::page::tab::QuoteOrder;
use crate::session::Session;
use crate::sorting::Sorting as _;
use crate::strings;
use crate::view::Element;

pub(super) fn groups<'a>(input: &PanelInput<'a>) -> Vec<EntryGroup<'a>> {
    let PanelInput { session, choice, .. } = *input;
    let quotes = shown(input, |a| a.quote().is_some()).filter_map(|a| Some((a, a.quote()?)));
    if choice.order == QuoteOrder::Text {
        let entries = quotes.map(|(a, quote)| PanelEntry::Quote(a, quote));
        return vec![EntryGroup::untitled(entries.collect())];
    }
    let mut by_speaker: BTreeMap<String, Vec<PanelEntry>> = BTreeMap::new();
    for (annotation, quote) in quotes {
        by_speaker
            .entry(said_by(session, annotation, quote))
            .or_default()
            .push(PanelEntry::Quote(annotation, quote));
    }
    let groups = by_speaker.into_iter().map(|(title, entries)| EntryGroup { title, entries });
    let mut groups: Vec<EntryGroup> = groups.collect();
    groups.order_by_key(|group| std::cmp::Reverse(group.entries.len()));
    groups
}

/// Two buttons: the order of the text, or by speaker.
pub(super) fn switch(order: QuoteOrder) -> Element {
    let choice = |text: &str, choice: QuoteOrder| {
        let is_chosen = choice == order;
        button(text, &Command::List(ListCommand::Order(choice))).with("aria-pressed", is_chosen.to_string())
    };
    Element::new("div")
        .class("switch")
        .with("role", "group")
        .with("aria-label", strings::ORDER)
        .child(choice(strings::IN_ORDER, QuoteOrder::Text))
        .child(choice(strings::BY_SPEAKER, QuoteOrder::Speaker))
}

pub(super) fn entry(session: &Session, annotation: &Annotation, quote: &Quote) -> Element {
    let kind = kind_of(quote.kind).to_owned();
    let detail = match session.set().cue_of(annotation.id) {
        Some(cue) => format!("{} · {kind}", clip(session.document().slice(cue.spans.first()), 30)),
        None => kind,
    };
    annotation_entry(session, annotation, line(said_by(session, annotation, quote), detail))
}

fn kind_of(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => strings::DIRECT,
        QuoteKind::Indirect => strings::INDIRECT,
        QuoteKind::Mixed => strings::MIXED,
    }
}

/// Who is named as the speaker, or what the text calls them, or that nobody is.
fn said_by(session: &Session, annotation: &Annotation, quote: &Quote) -> String {
    match (&quote.speaker, session.set().speaker_of(annotation.id)) {
        (Some(name), _) => name.clone(),
        (None, Some(mention)) => {
            strings::fill(strings::UNNAMED_WORDS, &[&session.document().slice(mention.spans.first())])
        }
        (None, None) => strings::SPOKEN_BY_NOBODY.to_owned(),
    }
}
