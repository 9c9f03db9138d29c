//! Who said it: the person, organisation or description that each quotation's speaker words mean.

use std::collections::HashMap;

use self::pronouns::Antecedents;
use self::resolve::{History, Scene};
use super::names::roles::Roles;
use super::{FoundEntity, FoundQuote};
use crate::annotation::EntityKind;
use crate::document::Document;
use crate::span::Span;

mod pronouns;
mod resolve;

/// Finds who is meant by each quotation's speaker: the name of a person or organisation of the article, or the
/// words that describe a source without a name ("police", "Iraqi media"). A pronoun that finds nobody stays
/// without a name.
///
/// The entities are in the order of the text and have their names from [`fold`]; the quotations are in the order
/// of the text.
pub fn name_speakers(document: &Document, entities: &[FoundEntity], quotes: &mut [FoundQuote]) {
    let persons: Vec<usize> =
        (0..entities.len()).filter(|&index| entities[index].kind == EntityKind::Person).collect();
    let roles = Roles::read(document, entities, &persons);
    let quoted = disjoint(quotes.iter().flat_map(|quote| quote.spans.iter().copied()).collect());
    let antecedents = Antecedents::new(document, entities, &quoted, &roles);
    let scene = Scene { document, entities, roles, antecedents };
    let mut history = History::default();
    // "Island council" in the headline and "the island council" in the text are one source.
    let mut spellings: HashMap<String, String> = HashMap::new();
    for quote in quotes.iter_mut() {
        let Some(speaker) = quote.speaker else { continue };
        let source = match &history.last {
            Some((span, source)) if *span == speaker => Some(source.clone()),
            _ => scene.source(speaker, &mut history),
        };
        quote.speaker_name = source.as_ref().map(|source| {
            let name = scene.name(source);
            spellings.entry(name.to_lowercase()).or_insert(name).clone()
        });
        if let Some(source) = source {
            history.last = Some((speaker, source));
        }
    }
}

/// The spans in order, those that overlap made one.
fn disjoint(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = vec![];
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start() < last.end() => *last = last.hull(span),
            _ => joined.push(span),
        }
    }
    joined
}
