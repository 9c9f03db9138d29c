//! The stages of the analysis in their order.

use super::found::{FoundDate, FoundEntity, FoundQuote};
use super::other_languages::FoundByRules;
use super::quotations::{self, QuoteTrace};
use super::quotes::find::QuoteInput;
use super::{dates, entities, marks, names, other_languages, words};
use crate::document::Document;
use crate::lang::detect::ENGLISH;

/// What an article holds.
pub(super) struct FoundInDocument {
    pub quotes: Vec<FoundQuote>,
    pub entities: Vec<FoundEntity>,
    pub dates: Vec<FoundDate>,
}

/// Finds all that an article holds. `trace` takes what led to the quotations.
pub(super) fn find(document: &Document, trace: Option<&mut QuoteTrace>) -> FoundInDocument {
    let words = words::look_up(document, words::lexicon());
    let dates = dates::find(document);
    let mut entities = entities::find_with(document, &words, entities::tagger());
    names::fold(document, &mut entities);
    let marked = marks::pair(document);
    let input = QuoteInput { document, words: &words, marked: &marked, entities: &entities };
    let quotes = quotations::find(&input, quotations::model(), trace);
    let mut found = FoundInDocument { quotes, entities, dates };
    if document.paragraphs().iter().any(|paragraph| paragraph.language != ENGLISH) {
        found.add(other_languages::find(document, &marked));
    }
    found
}

impl FoundInDocument {
    /// Adds what paragraphs in other languages hold, in the order of the text.
    fn add(&mut self, others: FoundByRules) {
        self.quotes.extend(others.quotes);
        self.quotes.sort_by_key(|quote| quote.spans[0]);
        self.entities.extend(others.entities);
        self.entities.sort_by_key(|entity| entity.span);
        self.dates.extend(others.dates);
        self.dates.sort_by_key(|date| date.span);
    }
}
