//! The quotations: in the order of the text, or under their speakers.

use std::collections::BTreeMap;

use super::{Choice, Group, Order, Row};
use crate::annotation::{Annotation, Quote, QuoteKind};
use crate::page::card::clip;
use crate::session::Session;
use crate::strings;
use crate::view::Element;

pub(super) fn groups<'a>(session: &'a Session, choice: &'a Choice) -> Vec<Group<'a>> {
    let quotes = super::shown(session, choice, |a| a.quote().is_some()).filter_map(|a| Some((a, a.quote()?)));
    if choice.order == Order::Text {
        return vec![Group::untitled(quotes.map(|(a, quote)| Row::Quote(a, quote)).collect())];
    }
    let mut by_speaker: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for (annotation, quote) in quotes {
        by_speaker
            .entry(said_by(session, annotation, quote))
            .or_default()
            .push(Row::Quote(annotation, quote));
    }
    let mut groups: Vec<Group> = by_speaker.into_iter().map(|(title, rows)| Group { title, rows }).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.rows.len()));
    groups
}

/// Two buttons: the order of the text, or by speaker.
pub(super) fn switch(order: Order) -> Element {
    let choice = |text: &str, value: &str, chosen: bool| {
        Element::button(text, "order", value).with("aria-pressed", chosen.to_string())
    };
    Element::new("div")
        .class("switch")
        .with("role", "group")
        .with("aria-label", strings::ORDER)
        .child(choice(strings::IN_ORDER, "text", order == Order::Text))
        .child(choice(strings::BY_SPEAKER, "speaker", order == Order::Speaker))
}

pub(super) fn entry(session: &Session, annotation: &Annotation, quote: &Quote) -> Element {
    let kind = kind_of(quote.kind).to_owned();
    let detail = match session.set().cue_of(annotation.id) {
        Some(cue) => format!("{} · {kind}", clip(session.document().slice(cue.spans.first()), 30)),
        None => kind,
    };
    super::entry(session, annotation, super::line(said_by(session, annotation, quote), detail))
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
