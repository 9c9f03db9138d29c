//! Paragraphs in languages that no model is trained for, read by rules: quotations by their marks or dashes, with cue and
//! speaker where the language has words for them (`lang/<code>/speech.txt`); names; dates.
//!
//! Each paragraph is read in its own language. Persons are resolved over the whole article.

use super::found::{FoundDate, FoundEntity, FoundQuote};
use super::marks::Marked;
use crate::document::Document;
use crate::lang::detect::ENGLISH;
use crate::lang::rule_based::rule_based;
use crate::sorting::Sorting as _;
use prose::Prose;

mod attribution;
mod blankless;
mod blankless_dates;
mod calendar;
mod capitalised;
mod cue;
mod dialogue;
mod marked_speech;
mod people;
mod prose;
mod speaker_phrase;
mod utterance;

/// What the paragraphs in other languages hold, each in the order of the text.
#[derive(Default)]
pub(super) struct FoundByRules {
    pub quotes: Vec<FoundQuote>,
    pub entities: Vec<FoundEntity>,
    pub dates: Vec<FoundDate>,
}

/// Reads the paragraphs that are not in English. `marked` are the marked stretches of the whole document.
pub(super) fn find(document: &Document, marked: &[Marked]) -> FoundByRules {
    let mut found = FoundByRules::default();
    let mut speeches = vec![];
    for (index, paragraph) in document.paragraphs().iter().enumerate() {
        if !paragraph.role.is_analysed() || paragraph.language == ENGLISH || paragraph.tokens.is_empty() {
            continue;
        }
        let prose = Prose::new(document, rule_based(paragraph.language), &paragraph.tokens);
        let from = marked.partition_point(|stretch| stretch.paragraph < index);
        let to = marked.partition_point(|stretch| stretch.paragraph <= index);
        speeches.extend(marked_speech::find(prose, &marked[from..to]));
        speeches.extend(dialogue::find(prose, index));
        speeches.order_by_key(|speech| speech.spans[0].start());
        calendar::find(prose, &mut found.dates);
    }

    let speeches = marked_speech::join_paragraphs(document, marked, speeches);
    found.entities = capitalised::find(document, &speeches, &found.dates);
    found.quotes = people::name_speakers(document, &mut found.entities, speeches);
    found
}
