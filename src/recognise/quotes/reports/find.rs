//! Reads a document sentence by sentence: what its verbs of saying report, and what marked words are left.

use std::ops::Range;

use super::collector::{LastSpeaker, RuleCollector};
use super::hints::{self, RuleHint};
use super::sentence::ReportedSentence;
use super::{according, claims, set_phrases, signatures, unclaimed};
use crate::document::Document;
use crate::recognise::found::FoundQuote;
use crate::recognise::marks::Marked;
use crate::recognise::quotes::clauses::noun_phrases::first_subject;
use crate::recognise::quotes::clauses::units::{self, ClauseUnit, UnitShape, hull};
use crate::recognise::quotes::cues;
use crate::sorting::Sorting as _;
use crate::span::Span;

/// What the rules find.
pub struct RuleOutput {
    /// In the order of the text.
    pub quotes: Vec<FoundQuote>,
    /// One a token.
    pub hints: Vec<RuleHint>,
    /// The contents whose speakers a set phrase names, in the order of the text.
    pub certain: Vec<Span>,
}

/// The quotations of a document with these marked stretches, by rules alone.
pub fn find(document: &Document, marked: &[Marked]) -> RuleOutput {
    let mut collector = RuleCollector::new(document, marked);
    let mut introduction = None;
    let mut next = 0;
    for index in 0..document.paragraphs().len() {
        let first = next;
        while next < marked.len() && marked[next].paragraph == index {
            next += 1;
        }
        if document.paragraphs()[index].is_read_as_english() {
            let outer: Vec<usize> = (first..next).filter(|&m| marked[m].depth == 0).collect();
            introduction = paragraph(&mut collector, index, &outer, introduction);
        }
    }
    collector.quotes.order_by_key(|q| q.spans[0]);
    collector.certain.order();
    RuleOutput { quotes: collector.quotes, hints: collector.hints, certain: collector.certain }
}

/// Reads a paragraph with these outermost marked stretches. `introduction` is whose words the paragraph before has
/// introduced with a colon; gives whose words this one introduces.
fn paragraph(
    collector: &mut RuleCollector,
    index: usize,
    outer: &[usize],
    introduction: Option<LastSpeaker>,
) -> Option<LastSpeaker> {
    let document = collector.document;
    let words = &document.language().quotes;
    let paragraph = &document.paragraphs()[index];
    let units = units::of_paragraph(document, paragraph.tokens.clone(), collector.marked, outer);
    if signatures::take(collector, &units, index) {
        return None;
    }
    // Marked sentences that wait for a report that may come after them in the paragraph.
    let mut waiting: Vec<usize> = vec![];
    for range in units::sentences(document, paragraph.sentences.clone(), &units) {
        let mut sentence = ReportedSentence::new(&units[range], index, paragraph.role, words);
        let before = collector.quotes.len();
        hints::note_reports(&sentence, &mut collector.hints);
        according::take(collector, &mut sentence, words);
        set_phrases::take(collector, &mut sentence, words);
        claims::take(collector, &mut sentence);
        claims::take_after_colon(collector, &mut sentence);
        if before < collector.quotes.len() {
            unclaimed::give_to_next(collector, &mut waiting, index);
        }
        unclaimed::take(collector, &mut sentence, &mut waiting);
    }
    if let Some(last) = introduction.filter(|_| !waiting.is_empty()) {
        collector.last = Some(LastSpeaker { paragraph: index, ..last });
    }
    unclaimed::give_to_last(collector, &mut waiting, index);
    introduced(document, &units, index)
}

/// Whose words a paragraph that ends with a colon introduces.
fn introduced(document: &Document, units: &[ClauseUnit], paragraph: usize) -> Option<LastSpeaker> {
    let colon = units.last().filter(|u| u.shape == UnitShape::Colon)?;
    let from = units.iter().rposition(|u| u.shape == UnitShape::Stop).map_or(0, |i| i + 1);
    // The last sentence, unless it is endless.
    let sentence = &units[from.max(units.len().saturating_sub(units::LONGEST))..];
    let verbs = cues::find::find(sentence, &document.language().quotes);
    let verb = verbs.iter().rev().find(|verb| verb.subject.is_some());
    let subject: Option<Range<usize>> = verb.and_then(|verb| verb.subject.clone());
    let subject = subject.or_else(|| first_subject(sentence));
    let cue = verb.map_or(colon.span, |verb| hull(&sentence[verb.verb.clone()]));
    Some(LastSpeaker { speaker: subject.map(|s| hull(&sentence[s])), cue: Some(cue), paragraph })
}
