//! The stages of the analysis in their order.

use super::found::FoundInDocument;
use super::quotations::{self, QuoteTrace};
use super::quotes::find::QuoteInput;
use super::normalise::NormalisedDocument;
use super::{dates, entities, marks, names, words};
use crate::document::Document;

/// Finds all that an article holds, in whatever form it is written.
pub(crate) fn find(document: &Document) -> FoundInDocument {
    match NormalisedDocument::of(document) {
        Some(copy) => copy.map_back(find_as_written(&copy.document, None)),
        None => find_as_written(document, None),
    }
}

/// Finds all that an article in the usual form holds. `trace` takes what led to the quotations.
pub(super) fn find_as_written(document: &Document, trace: Option<&mut QuoteTrace>) -> FoundInDocument {
    let words = words::look_up(document, words::lexicon());
    let dates = dates::find(document);
    let mut entities = entities::find_with(document, &words, entities::tagger());
    names::fold(document, &mut entities);
    let marked = marks::pair(document);
    let input = QuoteInput { document, words: &words, marked: &marked, entities: &entities };
    let quotes = quotations::find(&input, quotations::model(), trace);
    FoundInDocument { quotes, entities, dates }
}
