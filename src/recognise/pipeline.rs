//! The stages of the analysis in their order.

use super::found::{FoundInDocument, FoundQuote};
use super::normalise::NormalisedDocument;
use super::other_languages::FoundByRules;
use super::quotations::{self, QuoteTrace};
use super::quotes::find::QuoteInput;
use super::set_off::SetOffInput;
use super::{dates, entities, marks, names, other_languages, set_off, turns, words};
use crate::annotation::SourceKind;
use crate::document::Document;
use crate::lang::detect::ENGLISH;

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
    let mut found = FoundInDocument { quotes, entities, dates };
    if document.paragraphs().iter().any(|paragraph| paragraph.language != ENGLISH) {
        found.add(other_languages::find(document, &marked));
    }
    found
}

impl FoundInDocument {
    /// Adds what paragraphs in other languages hold, in the order of the text.
    fn add(&mut self, others: FoundByRules) {
        // What is quoted by its layout has its marks within it.
        let by_layout: Vec<FoundQuote> =
            self.quotes.iter().filter(|quote| quote.source_kind != SourceKind::Cued).cloned().collect();
        self.quotes.extend(others.quotes.into_iter().filter(|quote| quotations::is_free(quote, &by_layout)));
        self.quotes.sort_by_key(|quote| quote.spans[0]);
        self.entities.extend(others.entities);
        self.entities.sort_by_key(|entity| entity.span);
        self.dates.extend(others.dates);
        self.dates.sort_by_key(|date| date.span);
    }
}
