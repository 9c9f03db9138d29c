//! The stages of the analysis in their order.

use super::found::FoundInDocument;
use super::normalise::NormalisedDocument;
use super::quotations::{self, QuoteTrace};
use super::quotes::find::QuoteInput;
use super::set_off::SetOffInput;
use super::{dates, entities, marks, names, set_off, turns, words};
use crate::document::Document;

/// Finds all that an article holds, in whatever form it is written.
pub(crate) fn find(document: &Document) -> FoundInDocument {
    match NormalisedDocument::of(document) {
        Some(copy) => copy.map_back(find_as_written(&copy.document, None)),
        None => find_as_written(document, None),
    }
}

/// Finds all that an article in the usual form holds. `trace` takes what led to the quotations.
pub(crate) fn find_as_written(document: &Document, trace: Option<&mut QuoteTrace>) -> FoundInDocument {
    let words = words::look_up(document, words::lexicon());
    let dates = dates::find(document);
    let mut entities = entities::find_with(document, &words, entities::tagger());
    let mut turns = turns::find(document, &words, &mut entities);
    names::fold(document, &mut entities);
    turns.name_speakers(document, &entities);
    let marked = marks::pair(document);
    let mut without_marks =
        set_off::find(&SetOffInput { document, marked: &marked, entities: &entities, turns: &turns.quotes });
    without_marks.append(&mut turns.quotes);
    without_marks.sort_by_key(|quote| quote.spans[0]);
    let input = QuoteInput {
        document,
        words: &words,
        marked: &marked,
        entities: &entities,
        without_marks: &without_marks,
    };
    let quotes = quotations::find(&input, quotations::model(), trace);
    FoundInDocument { quotes, entities, dates }
}
