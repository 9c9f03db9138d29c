//! Which of the words that were weighed are quotations: the likeliest, but marked speech is not taken apart.

use std::ops::Range;

use super::candidates;
use super::context::{Context, mark};
use super::speakers::Ruled;
use crate::document::tokens::is_emphasis;
use crate::document::{Document, TokenKind};
use crate::lang::en;

/// Log odds of four in five: surer candidates keep a report that lies within them.
const SURE: f32 = 1.386;

/// Of candidates, one must be surer by so much than the marked speech that lies within it, to have it.
const SURER: f32 = 3.0;

/// So many words with a capital make a heading; fewer are an answer.
const HEADING: usize = 3;

/// Fewer tokens between marks, with a capital after a comma, may be a title.
const SHORT: usize = 4;

/// A stretch of tokens with what the rules found in it.
pub struct Stretch<'s> {
    pub document: &'s Document,
    pub context: &'s Context,
    /// Its first token.
    pub start: usize,
    pub rules: &'s [Ruled],
}

impl Stretch<'_> {
    /// Of candidates with their weights, those that are quotations, in the order of the text.
    pub fn keep(&self, mut weighed: Vec<(Range<usize>, f32)>, threshold: f32) -> Vec<(Range<usize>, f32)> {
        let marked: Vec<&Ruled> = self.rules.iter().filter(|r| self.has_marks(r)).collect();
        let speech: Vec<(Range<usize>, f32)> =
            weighed.iter().filter(|(tokens, _)| self.is_speech(tokens)).cloned().collect();
        for (tokens, weight) in &mut weighed {
            // "The statement said that Ames stressed that “…”": the words between the marks are those of Ames.
            let hands_on = |r: &&Ruled| *weight < SURE && r.is_report_within(tokens);
            let takes_in = |r: &&Ruled| r.tokens != *tokens && takes_in(tokens, r);
            let widens =
                |(inner, own): &(Range<usize>, f32)| *weight < own + SURER && self.widens(tokens, inner);
            if marked.iter().any(|r| hands_on(r) || takes_in(r)) || speech.iter().any(widens) {
                *weight = f32::MIN;
            } else if speech.iter().any(|(t, _)| t == tokens) {
                // Dialogue has marks and no cues, which news does not teach.
                *weight = weight.max(threshold + 0.01);
            }
        }
        candidates::keep(weighed, threshold)
    }

    /// Whether tokens are those of other ones, and more that stand before their marks.
    fn widens(&self, tokens: &Range<usize>, inner: &Range<usize>) -> bool {
        let more = tokens.start <= inner.start && inner.end <= tokens.end && tokens != inner;
        more && self.context.seen[tokens.start - self.start].mark == mark::OUTSIDE
    }

    fn has_marks(&self, rule: &Ruled) -> bool {
        let end = self.start + self.context.seen.len();
        let places = rule.tokens.start.max(self.start) - self.start..rule.tokens.end.min(end) - self.start;
        self.context.seen[places].iter().any(|s| s.mark == mark::OPENS)
    }

    /// Whether tokens are a whole marked stretch that begins and ends as speech does: at a sentence's start or with a
    /// capital after a comma or colon, and with a stop or comma before the closing mark. A title, a nickname or a word
    /// held up with tongs does not.
    fn is_speech(&self, tokens: &Range<usize>) -> bool {
        let from = tokens.start - self.start;
        let seen = &self.context.seen[from..tokens.end - self.start];
        let [first, inner @ .., last] = seen else { return false };
        // Speech that runs on over paragraphs has no closing mark before its last one.
        let runs_on = self.context.stays_open && from + seen.len() == self.context.seen.len();
        let whole = first.mark == mark::OPENS && (runs_on || last.mark == mark::CLOSES);
        let one = inner.iter().all(|s| s.mark != mark::OPENS && s.mark != mark::CLOSES);
        let inside = self.bare(tokens.start + 1..if runs_on { tokens.end } else { tokens.end - 1 });
        let ending = self.document.word(inside.end - 1);
        let begins = || {
            let back = |n: usize| tokens.start.checked_sub(n).map_or("", |t| self.document.word(t));
            let before = back(1);
            let capital = self.document.word(inside.start).starts_with(char::is_uppercase);
            let title = before == "," && self.document.language().entities.is_work(back(2));
            let anew = capital && !title && matches!(before, "," | ":");
            SHORT < tokens.len() && (anew || is_pause(before) && self.carries_on(from))
        };
        let ends = ending.ends_with(['.', '!', '?', ',', '…', '—', '–']) || ending == "--";
        let alone = seen.len() == self.context.seen.len();
        let heading = || alone && self.is_heading(inside.clone());
        whole && one && ends && (first.first as usize == from && !heading() || begins())
    }

    /// Whether a paragraph of these words is a heading between marks: each but the small ones has a capital.
    fn is_heading(&self, inside: Range<usize>) -> bool {
        let mut capitals = 0;
        for token in inside {
            let word = self.document.word(token);
            match self.document.tokens()[token].kind {
                TokenKind::Punctuation if word != "." && word != ":" => return false,
                TokenKind::Word if word.starts_with(char::is_uppercase) => capitals += 1,
                TokenKind::Word if !en::speech::look_up(word).is_function_word() => return false,
                _ => {}
            }
        }
        HEADING <= capitals
    }

    /// Whether the marked words before a token of the stretch end as speech does that is interrupted: “We go,” said
    /// Lane, with a bow, “and you stay.”
    fn carries_on(&self, from: usize) -> bool {
        let closed = self.context.seen[..from].iter().rposition(|s| s.mark == mark::CLOSES);
        let last = closed.and_then(|at| (self.start + at).checked_sub(1));
        last.is_some_and(|last| is_pause(self.document.word(last)))
    }

    /// Tokens without the signs of emphasis at their ends, but for one token at least.
    fn bare(&self, mut tokens: Range<usize>) -> Range<usize> {
        let is_sign = |t: usize| self.document.word(t).starts_with(is_emphasis);
        while 1 < tokens.len() && is_sign(tokens.start) {
            tokens.start += 1;
        }
        while 1 < tokens.len() && is_sign(tokens.end - 1) {
            tokens.end -= 1;
        }
        tokens
    }
}

/// Where speech may be interrupted, and go on.
fn is_pause(word: &str) -> bool {
    matches!(word, "," | ";" | "—" | "–" | "--" | "-")
}

/// Whether tokens share some with marked words and take their cue or speaker for a part of them.
fn takes_in(tokens: &Range<usize>, rule: &Ruled) -> bool {
    let over = |part: &Range<usize>| part.start < tokens.end && tokens.start < part.end;
    let (Some(cue), Some(speaker)) = (&rule.cue, &rule.speaker) else { return false };
    over(&rule.tokens) && (over(cue) || over(speaker)) && !rule.is_report_within(tokens)
}
