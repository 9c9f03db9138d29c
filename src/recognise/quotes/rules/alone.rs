//! Marked stretches that no report has claimed: they go on from the quotation before, or stand alone, or are no
//! speech at all.

use super::units::{Shape, is_title_case};
use super::{Draft, Finder, Last, Line, Rule, cover, phrases, words_in};
use crate::annotation::QuoteKind;
use crate::recognise::FoundQuote;
use crate::recognise::marks::{End, Marked, Start};
use crate::span::Span;

impl Finder<'_> {
    /// The marked stretches of a sentence that are left. `waiting` takes those that may belong to a report later
    /// in the paragraph.
    pub(super) fn leftover(&mut self, line: &mut Line, waiting: &mut Vec<usize>) {
        let alone = line.units.iter().all(|u| u.marked().is_some() || u.shape == Shape::Stop);
        for i in 0..line.units.len() {
            let Some(m) = line.units[i].marked().filter(|_| !line.taken[i]) else { continue };
            let marked = &self.marked[m];
            if marked.start == Start::Continued {
                self.carry_on(m);
            } else if alone || i == 0 && ends_sentence(line.units[i].word) {
                self.stand(m, line.paragraph, waiting);
            } else if is_speech(line, i, marked) {
                let speaker = phrases::first_subject(line.units).map(|s| cover(&line.units[s]));
                let contents = std::iter::once(i..i + 1).collect();
                self.add(line, Draft { contents, speaker, cue: None, rule: Rule::Alone });
            }
        }
    }

    /// A marked sentence without a report: it goes on from the last quotation of its paragraph, or waits for the
    /// next one.
    fn stand(&mut self, m: usize, paragraph: usize, waiting: &mut Vec<usize>) {
        match self.last.filter(|l| l.paragraph == paragraph) {
            Some(last) => self.put_marked(m, last.speaker, last.cue, Rule::Continued),
            None => waiting.push(m),
        }
    }

    /// The marked sentences that waited have the speaker of the quotation that was found after them.
    pub(super) fn settle(&mut self, waiting: &mut Vec<usize>, paragraph: usize) {
        let Some(last) = self.last.filter(|l| l.paragraph == paragraph) else { return };
        for m in waiting.drain(..) {
            self.put_marked(m, last.speaker, last.cue, Rule::Continued);
        }
    }

    /// Nothing followed: the speaker is the one of the paragraph before, if any spoke there.
    pub(super) fn settle_alone(&mut self, waiting: &mut Vec<usize>, paragraph: usize) {
        let last = self.last.filter(|l| paragraph <= l.paragraph + 2);
        for m in waiting.drain(..) {
            let (speaker, cue) = last.map_or((None, None), |l: Last| (l.speaker, l.cue));
            self.put_marked(m, speaker, cue, Rule::Alone);
        }
    }

    /// A paragraph of a quotation that the paragraph before left open.
    fn carry_on(&mut self, m: usize) {
        let last = self.last;
        self.put_marked(m, last.and_then(|l| l.speaker), last.and_then(|l| l.cue), Rule::Continued);
    }

    pub(super) fn put_marked(&mut self, m: usize, speaker: Option<Span>, cue: Option<Span>, rule: Rule) {
        let marked = &self.marked[m];
        let kind = QuoteKind::Direct;
        let quote = FoundQuote {
            spans: vec![marked.span],
            kind,
            speaker,
            speaker_name: None,
            cue,
            confidence: rule.confidence(kind),
            why: rule.why(),
        };
        self.hint(&quote, rule);
        let index = self.put(quote, marked.start == Start::Continued);
        self.open = (marked.end == End::ContinuesInNext).then_some(index);
    }
}

/// Whether marked words within a sentence, without a report, are speech: not a title, nickname or word held up
/// with tongs.
fn is_speech(line: &Line, at: usize, marked: &Marked) -> bool {
    let inside = line.units[at].word;
    let after_colon = 0 < at && line.units[at - 1].shape == Shape::Colon;
    if is_title_case(inside) && !after_colon {
        return false;
    }
    4 <= words_in(inside) || after_colon || marked.style.is_single() && line.is_title
}

fn ends_sentence(inside: &str) -> bool {
    inside.trim_end().ends_with(['.', '!', '?', '…'])
}
