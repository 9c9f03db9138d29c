//! Names the speakers of quotations: the person, organisation or description that their speaker words mean.

use std::collections::HashMap;

use super::pronouns::Antecedents;
use super::resolve::SourceContext;
use super::source::{NameResolution, SourceHistory};
use crate::annotation::{EntityKind, SourceKind};
use crate::document::Document;
use crate::recognise::found::{FoundEntity, FoundQuote};
use crate::recognise::names::roles::Roles;
use crate::sorting::Sorting as _;
use crate::span::Span;

/// Finds who is meant by each quotation's speaker: the name of a person or organisation of the article, or the words
/// that describe a source without a name ("police", "Iraqi media"). A pronoun that finds nobody stays without a name.
/// Gives how each was found; nothing for a quotation without speaker words.
///
/// The entities are in the order of the text and have their names from [`crate::recognise::names::fold`]; the
/// quotations are in the order of the text.
pub(crate) fn name_speakers(
    document: &Document,
    entities: &[FoundEntity],
    quotes: &mut [FoundQuote],
) -> Vec<Option<NameResolution>> {
    let persons: Vec<usize> =
        (0..entities.len()).filter(|&index| entities[index].kind == EntityKind::Person).collect();
    let roles = Roles::read(document, entities, &persons);
    let quoted = disjoint(quotes.iter().flat_map(|quote| quote.spans.iter().copied()).collect());
    let antecedents = Antecedents::new(document, entities, &quoted, &roles);
    let words = &document.language().speakers;
    let context = SourceContext { document, entities, words, roles, antecedents };
    let mut history = SourceHistory::default();
    // "Island council" in the headline and "the island council" in the text are one source.
    let mut spellings: HashMap<String, String> = HashMap::new();
    let mut resolutions = vec![];
    for quote in quotes.iter_mut() {
        let resolved = match (quote.source_kind, quote.speaker) {
            (_, None) => None,
            (SourceKind::Turn, Some(label)) => Some(resolve_label(&context, label, quote, &mut history)),
            (_, Some(speaker)) => Some(resolve(&context, speaker, &mut history)),
        };
        let name = resolved.as_ref().and_then(|(name, _)| name.clone());
        quote.speaker_name = name.map(|name| spellings.entry(name.to_lowercase()).or_insert(name).clone());
        resolutions.push(resolved.map(|(_, resolution)| resolution));
    }
    resolutions
}

/// The name of whom a speaker's words mean, and how it was found.
fn resolve(
    context: &SourceContext,
    speaker: Span,
    history: &mut SourceHistory,
) -> (Option<String>, NameResolution) {
    let (source, resolution) = match &history.last {
        Some((span, source)) if *span == speaker => (Some(source.clone()), NameResolution::SameWords),
        _ => context.source(speaker, history),
    };
    let name = source.as_ref().map(|source| context.name(source));
    if let Some(source) = source {
        history.last = Some((speaker, source));
    }
    (name, resolution)
}

/// The name of whom the label of a turn means: who is known to stand behind it, whom its words name, or else the label.
fn resolve_label(
    context: &SourceContext,
    label: Span,
    turn: &FoundQuote,
    history: &mut SourceHistory,
) -> (Option<String>, NameResolution) {
    if let Some(name) = &turn.speaker_name {
        return (Some(name.clone()), NameResolution::Label);
    }
    match resolve(context, label, history) {
        (Some(name), resolution) if resolution != NameResolution::Description => (Some(name), resolution),
        _ => {
            let words: Vec<&str> = context.document.slice(label).split_whitespace().collect();
            (Some(words.join(" ")), NameResolution::Label)
        }
    }
}

/// The spans in order, those that overlap made one.
fn disjoint(mut spans: Vec<Span>) -> Vec<Span> {
    spans.order();
    let mut joined: Vec<Span> = vec![];
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start() < last.end() => *last = last.hull(span),
            _ => joined.push(span),
        }
    }
    joined
}
