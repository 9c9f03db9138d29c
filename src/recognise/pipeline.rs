//! The stages of the analysis in their order.

use super::found::{FoundDate, FoundEntity, FoundQuote};
use super::quotations::{self, QuoteTrace};
use super::quotes::find::QuoteInput;
use super::set_off::SetOffInput;
use super::{dates, entities, marks, names, set_off, turns, words};
use crate::document::Document;

/// What an article holds.
pub(crate) struct FoundInDocument {
    pub quotes: Vec<FoundQuote>,
    pub entities: Vec<FoundEntity>,
    pub dates: Vec<FoundDate>,
}

/// Finds all that an article holds. `trace` takes what led to the quotations.
pub(crate) fn find(document: &Document, trace: Option<&mut QuoteTrace>) -> FoundInDocument {
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
