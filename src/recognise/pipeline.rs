//! The stages of the analysis in their order.

use serde::{Deserialize, Serialize};

use super::deep::{NamesRead, Refinement, SecondReading, refine};
use super::found::{FoundDate, FoundEntity, FoundInDocument, FoundQuote};
use super::normalise::NormalisedDocument;
use super::other_languages::FoundByRules;
use super::quotations::{self, QuoteTrace};
use super::quotes::find::QuoteInput;
use super::set_off::SetOffInput;
use super::{dates, entities, marks, names, other_languages, set_off, turns, words};
use crate::annotation::{SourceKind, TimexKind};
use crate::document::{Document, Paragraph};
use crate::lang::detect::ENGLISH;
use crate::sorting::Sorting as _;
use crate::span::Span;

/// Finds all that an article holds, in whatever form it is written.
pub(crate) fn find(document: &Document) -> FoundInDocument {
    match NormalisedDocument::of(document) {
        Some(copy) => copy.map_back(find_as_written(&copy.document, None)),
        None => find_as_written(document, None),
    }
}

/// The same, after a second reading of [`deep_paragraphs`].
pub(crate) fn find_after(reading: &SecondReading, document: &Document) -> FoundInDocument {
    match NormalisedDocument::of(document) {
        Some(copy) => copy.map_back(find_in(&copy.document, Some(reading), None)),
        None => find_in(document, Some(reading), None),
    }
}

/// The paragraphs of an article as the second reading reads them: in the usual form. Those are empty that are not
/// analysed, or are in another language.
pub(crate) fn deep_paragraphs(document: &Document) -> Vec<String> {
    let copy = NormalisedDocument::of(document);
    let document = copy.as_ref().map_or(document, |copy| &copy.document);
    let is_read = |p: &Paragraph| p.language == ENGLISH && p.role.is_analysed();
    let text = |p: &Paragraph| if is_read(p) { document.slice(p.span).to_owned() } else { String::new() };
    document.paragraphs().iter().map(text).collect()
}

/// A turn of a transcript, by whom its label names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LabelledTurn {
    pub spans: Vec<Span>,
    /// The person's name in the fullest form of the labels, or the label as it stands.
    pub speaker: String,
    /// Whether the label is a person's name, and no part (`WITNESS`) or letter (`Q`).
    pub is_person: bool,
}

/// The turns of a transcript whose labels say who speaks. Of a text of which nothing else is asked this takes less than
/// half of the whole analysis, and next to nothing where no line begins as a turn does.
pub(crate) fn labelled_turns(document: &Document) -> Vec<LabelledTurn> {
    if !turns::may_have_labels(document) {
        return vec![];
    }
    let Some(copy) = NormalisedDocument::of(document) else { return turns_as_written(document) };
    let mut turns = turns_as_written(&copy.document);
    turns.iter_mut().flat_map(|turn| &mut turn.spans).for_each(|span| *span = copy.original(*span));
    turns
}

fn turns_as_written(document: &Document) -> Vec<LabelledTurn> {
    let words = words::look_up(document, words::lexicon());
    let mut entities = entities::find_with(document, &words, entities::tagger());
    let mut turns = turns::find(document, &words, &mut entities);
    names::fold(document, &mut entities);
    turns.name_speakers(document, &entities);
    let turn = |turn: FoundQuote| {
        let label = turn.speaker?;
        let in_label = turns::person_at(&entities, label);
        let named = turn.speaker_name.or(in_label.map(|person| fullest(document, person)));
        let is_person = named.is_some();
        let speaker = named.unwrap_or_else(|| document.slice(label).to_owned());
        Some(LabelledTurn { spans: turn.spans, speaker, is_person })
    };
    turns.quotes.into_iter().filter_map(turn).collect()
}

/// A person's name, or the label where that has more of it. `IDA MOOR` is Ida Moor.
fn fullest(document: &Document, person: &FoundEntity) -> String {
    let label = document.slice(person.span);
    let count = |name: &str| name.split_whitespace().count();
    let fullest = if count(&person.name) < count(label) { label } else { &person.name };
    let plain = |word: &str| match turns::labels::is_shouted(word) && word.chars().all(char::is_alphabetic) {
        true => turns::labels::with_one_capital(word),
        false => word.to_owned(),
    };
    fullest.split_whitespace().map(plain).collect::<Vec<_>>().join(" ")
}

/// The dates alone, in the order of the text.
pub(crate) fn find_dates(document: &Document) -> Vec<FoundDate> {
    let read = |document: &Document| {
        let mut dates = dates::find(document);
        if document.paragraphs().iter().any(|paragraph| paragraph.language != ENGLISH) {
            dates.extend(other_languages::find(document, &marks::pair(document)).dates);
        }
        dates
    };
    let mut dates = match NormalisedDocument::of(document) {
        Some(copy) => {
            let dates = read(&copy.document);
            copy.map_back(FoundInDocument { dates, quotes: vec![], entities: vec![] }).dates
        }
        None => read(document),
    };
    dates.order_by_key(|date| date.span);
    dates
}

/// The names in the temporal expressions at `spans`, in whatever form the article is written: see [`dates::names`].
pub(crate) fn date_names(document: &Document, spans: impl Iterator<Item = Span>) -> Vec<(Span, TimexKind)> {
    let Some(usual) = NormalisedDocument::of(document) else { return date_names_as_written(document, spans) };
    let named = dates::names(&usual.document, spans.map(|span| usual.copied(span)));
    named.into_iter().map(|(span, kind)| (usual.original(span), kind)).collect()
}

/// The same where the article is in the usual form: without the tables of words that find out whether it is.
pub(crate) fn date_names_as_written(
    document: &Document,
    spans: impl Iterator<Item = Span>,
) -> Vec<(Span, TimexKind)> {
    dates::names(document, spans)
}

/// Finds all that an article in the usual form holds. `trace` takes what led to the quotations.
pub(crate) fn find_as_written(document: &Document, trace: Option<&mut QuoteTrace>) -> FoundInDocument {
    find_in(document, None, trace)
}

fn find_in(
    document: &Document,
    reading: Option<&SecondReading>,
    mut trace: Option<&mut QuoteTrace>,
) -> FoundInDocument {
    let words = words::look_up(document, words::lexicon());
    let dates = dates::find(document);
    let names_read = reading.and_then(|reading| NamesRead::of(document, reading));
    let mut entities = entities::find_after(names_read.as_ref(), document, &words, entities::tagger());
    let mut turns = turns::find(document, &words, &mut entities);
    names::fold(document, &mut entities);
    turns.name_speakers(document, &entities);
    let marked = marks::pair(document);
    let mut without_marks =
        set_off::find(&SetOffInput { document, marked: &marked, entities: &entities, turns: &turns.quotes });
    without_marks.append(&mut turns.quotes);
    without_marks.order_by_key(|quote| quote.spans[0]);
    let input = QuoteInput {
        document,
        words: &words,
        marked: &marked,
        entities: &entities,
        without_marks: &without_marks,
    };
    let model = quotations::model();
    let (mut quotes, spans) = quotations::find_with_spans(&input, model, trace.as_deref_mut());
    if let Some(reading) = reading {
        quotes = refine(&Refinement { input: &input, model, spans: &spans, reading }, quotes);
    }
    let mut found = FoundInDocument { quotes, entities, dates };
    if document.paragraphs().iter().any(|paragraph| paragraph.language != ENGLISH) {
        let order = found.add(other_languages::find(document, &marked));
        if let Some(trace) = trace {
            trace.follow(&order);
        }
    }
    found
}

impl FoundInDocument {
    /// Adds what paragraphs in other languages hold, in the order of the text. Gives of each quotation the index that it
    /// had before; none of those added.
    fn add(&mut self, others: FoundByRules) -> Vec<Option<usize>> {
        // What is quoted by its layout has its marks within it.
        let by_layout: Vec<FoundQuote> =
            self.quotes.iter().filter(|quote| quote.source_kind != SourceKind::Cued).cloned().collect();
        let added = others.quotes.into_iter().filter(|quote| quotations::is_free(quote, &by_layout));
        let before = self.quotes.drain(..).enumerate().map(|(index, quote)| (Some(index), quote));
        let mut all: Vec<(Option<usize>, FoundQuote)> =
            before.chain(added.map(|quote| (None, quote))).collect();
        all.order_by_key(|(_, quote)| quote.spans[0]);
        let order;
        (order, self.quotes) = all.into_iter().unzip();
        self.entities.extend(others.entities);
        self.entities.order_by_key(|entity| entity.span);
        self.dates.extend(others.dates);
        self.dates.order_by_key(|date| date.span);
        order
    }
}
