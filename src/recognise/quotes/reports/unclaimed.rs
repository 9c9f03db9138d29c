//! Marked stretches that no report has claimed: they go on from the quotation before, or stand alone, or are no
//! speech at all.

use super::collector::{DraftQuote, RuleCollector};
use super::rule::QuoteRule;
use super::sentence::ReportedSentence;
use crate::recognise::marks::{Marked, Start};
use crate::recognise::quotes::clauses::noun_phrases::first_subject;
use crate::recognise::quotes::clauses::units::{UnitShape, hull, is_title_case, words_in};

/// Paragraphs back to the speaker of marked words that nobody else speaks: farther back, it is somebody else.
const SPEAKER_REACH: usize = 2;

/// Marked words within a sentence are speech from this many on; fewer are held up by their marks.
const FEWEST_WORDS: usize = 4;

/// Takes the marked stretches of a sentence that are left. `waiting` takes those that may belong to a report later in
/// the paragraph.
pub(super) fn take(collector: &mut RuleCollector, sentence: &mut ReportedSentence, waiting: &mut Vec<usize>) {
    let alone = sentence.units.iter().all(|u| u.marked().is_some() || u.shape == UnitShape::Stop);
    for i in 0..sentence.units.len() {
        let Some(m) = sentence.units[i].marked().filter(|_| !sentence.taken[i]) else { continue };
        let marked = &collector.marked[m];
        if marked.start == Start::Continued {
            carry_on(collector, m);
        } else if alone || i == 0 && ends_sentence(sentence.units[i].word) {
            stand(collector, m, sentence.paragraph, waiting);
        } else if is_speech(sentence, i, marked) {
            let speaker = first_subject(sentence.units).map(|s| hull(&sentence.units[s]));
            let contents = std::iter::once(i..i + 1).collect();
            collector.add(
                sentence,
                DraftQuote { contents, speaker, cue: None, rule: QuoteRule::Alone, is_certain: false },
            );
        }
    }
}

/// A marked sentence without a report: it goes on from the last quotation of its paragraph, or waits for the next one.
fn stand(collector: &mut RuleCollector, m: usize, paragraph: usize, waiting: &mut Vec<usize>) {
    match collector.last.filter(|last| last.paragraph == paragraph) {
        Some(last) => collector.put_marked(m, last.speaker, last.cue, QuoteRule::Continued),
        None => waiting.push(m),
    }
}

/// Gives the marked sentences that waited to the speaker of the quotation that was found after them.
pub(super) fn give_to_next(collector: &mut RuleCollector, waiting: &mut Vec<usize>, paragraph: usize) {
    let Some(last) = collector.last.filter(|last| last.paragraph == paragraph) else { return };
    for m in waiting.drain(..) {
        collector.put_marked(m, last.speaker, last.cue, QuoteRule::Continued);
    }
}

/// Gives marked sentences that nothing followed to the speaker of the paragraph before, if any spoke there.
pub(super) fn give_to_last(collector: &mut RuleCollector, waiting: &mut Vec<usize>, paragraph: usize) {
    let last = collector.last.filter(|last| paragraph <= last.paragraph + SPEAKER_REACH);
    for m in waiting.drain(..) {
        let (speaker, cue) = last.map_or((None, None), |last| (last.speaker, last.cue));
        collector.put_marked(m, speaker, cue, QuoteRule::Alone);
    }
}

/// A paragraph of a quotation that the paragraph before left open.
fn carry_on(collector: &mut RuleCollector, m: usize) {
    let last = collector.last;
    let (speaker, cue) = (last.and_then(|last| last.speaker), last.and_then(|last| last.cue));
    collector.put_marked(m, speaker, cue, QuoteRule::Continued);
}

/// Whether marked words within a sentence, without a report, are speech: not a title, nickname or word held up with
/// tongs.
fn is_speech(sentence: &ReportedSentence, at: usize, marked: &Marked) -> bool {
    let inside = sentence.units[at].word;
    let after_colon = 0 < at && sentence.units[at - 1].shape == UnitShape::Colon;
    if is_title_case(inside) && !after_colon {
        return false;
    }
    FEWEST_WORDS <= words_in(inside) || after_colon || marked.style.is_single() && sentence.is_title
}

fn ends_sentence(inside: &str) -> bool {
    inside.trim_end().ends_with(['.', '!', '?', '…'])
}
