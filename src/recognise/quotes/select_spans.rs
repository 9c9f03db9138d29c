//! Which of the scored spans are quotations: the likeliest, but marked speech is not taken apart.

use std::collections::BTreeMap;
use std::ops::Range;

use super::context::{PassageContext, mark};
use super::no_speech::is_no_speech;
use super::reports::rule_spans::RuleSpan;
use super::tagger::TaggedSpan;
use super::tags::CONTENT;
use crate::document::tokens::is_emphasis;
use crate::document::{Document, TokenKind};
use crate::lang::quotes::ClauseUse;
use crate::recognise::marks::nicknames::gives_name;
use crate::sorting::Sorting as _;

/// What lifts a span over the threshold: too little to put it before another.
const JUST_OVER: f32 = 0.01;

/// A plain report lifts a span over the threshold that is no farther below it: farther down, the report is seldom one.
const PLAIN: f32 = 0.8;

/// Log odds of four in five: surer candidates keep a report that lies within them.
const SURE: f32 = 1.386;

/// Of candidates, one must be surer by so much than the marked speech that lies within it, to have it.
const SURER: f32 = 3.0;

/// So many words with a capital make a heading; fewer are an answer.
const HEADING: usize = 3;

/// Fewer tokens between marks, with a capital after a comma, may be a title.
const SHORT: usize = 4;

/// A span of tokens with its score.
pub type ScoredSpan = (Range<usize>, f32);

/// A passage with what the rules found in it.
pub struct SelectionInput<'s> {
    /// The document.
    pub document: &'s Document,
    /// What stands around each token of the passage.
    pub context: &'s PassageContext,
    /// Its first token.
    pub start: usize,
    /// What the rules found in it.
    pub rules: &'s [RuleSpan],
}

impl SelectionInput<'_> {
    /// Of candidates with their scores, those that are quotations, in the order of the text.
    pub fn select(&self, mut scored: Vec<ScoredSpan>, threshold: f32) -> Vec<ScoredSpan> {
        let marked: Vec<&RuleSpan> = self.rules.iter().filter(|r| self.has_marks(r)).collect();
        let speech: Vec<ScoredSpan> =
            scored.iter().filter(|(tokens, _)| self.is_speech(tokens)).cloned().collect();
        self.leave_out_listeners(&mut scored);
        for (tokens, score) in &mut scored {
            // "The statement said that Ames stressed that “…”": the words between the marks are those of Ames.
            let hands_on = |r: &&RuleSpan| *score < SURE && r.is_report_within(tokens);
            let takes_in = |r: &&RuleSpan| r.tokens != *tokens && takes_in(tokens, r);
            let widens = |(inner, own): &ScoredSpan| *score < own + SURER && self.widens(tokens, inner);
            if let Some(certain) = self.rules.iter().find(|r| r.is_certain && r.tokens == *tokens) {
                let floor = if self.is_all_marked(&certain.tokens) { SURE } else { JUST_OVER };
                *score = score.max(threshold + floor);
            } else if self.rules.iter().any(|r| r.is_certain && self.cuts(tokens, r))
                || marked.iter().any(|r| hands_on(r) || takes_in(r))
                || speech.iter().any(widens)
                || self.is_given_name(tokens)
                || threshold - PLAIN < *score && is_no_speech(self.document, tokens)
                || self.rules.iter().any(|r| self.takes_more(tokens, r))
            {
                *score = f32::MIN;
            } else if threshold - PLAIN < *score
                && self.rules.iter().any(|r| r.is_plain && r.tokens == *tokens)
            {
                *score = score.max(threshold + JUST_OVER);
            } else if speech.iter().any(|(t, _)| t == tokens) {
                // Dialogue has marks and no cues, which news does not teach.
                *score = score.max(threshold + JUST_OVER);
            }
        }
        without_overlaps(scored, threshold)
    }

    /// Words that begin with those whom they are said to give their score to the ones without: of "told the Danish envoy
    /// all troops must leave", not "envoy all troops must leave".
    fn leave_out_listeners(&self, scored: &mut [ScoredSpan]) {
        for rule in self.rules {
            let Some(listener) = &rule.listener else { continue };
            let mut best = f32::MIN;
            for (tokens, score) in scored.iter_mut() {
                if listener.contains(&tokens.start) && rule.tokens.start < tokens.end {
                    best = if tokens.end == rule.tokens.end { best.max(*score) } else { best };
                    *score = f32::MIN;
                }
            }
            if let Some((_, score)) = scored.iter_mut().find(|(tokens, _)| *tokens == rule.tokens) {
                *score = score.max(best);
            }
        }
    }

    /// Whether tokens share some with words whose speaker is certain, and are wrong about where they end: they take the
    /// speaker or the cue in, or are more or less than a whole marked stretch.
    fn cuts(&self, tokens: &Range<usize>, rule: &RuleSpan) -> bool {
        let over = rule.tokens.start < tokens.end && tokens.start < rule.tokens.end;
        let names = rule.speaker.as_ref().is_some_and(|s| s.start < tokens.end && tokens.start < s.end);
        over && (takes_in(tokens, rule) || self.is_all_marked(&rule.tokens)) || !over && names
    }

    /// Whether tokens begin and end with marks.
    fn is_all_marked(&self, tokens: &Range<usize>) -> bool {
        let end = self.start + self.context.seen.len();
        let at = |token: usize| {
            (self.start..end).contains(&token).then(|| self.context.seen[token - self.start].mark)
        };
        at(tokens.start) == Some(mark::OPENS) && at(tokens.end - 1) == Some(mark::CLOSES)
    }

    /// Whether tokens are those of other ones, and more that stand before their marks.
    fn widens(&self, tokens: &Range<usize>, inner: &Range<usize>) -> bool {
        let more = tokens.start <= inner.start && inner.end <= tokens.end && tokens != inner;
        more && self.context.seen[tokens.start - self.start].mark == mark::OUTSIDE
    }

    /// Whether tokens take in what a rule found with its cue, and are more than its speaker said: "that it was safe and
    /// added that it would open", with the speaker before it, or "Webb as saying that it was safe".
    fn takes_more(&self, tokens: &Range<usize>, rule: &RuleSpan) -> bool {
        let (Some(cue), Some(speaker)) = (&rule.cue, &rule.speaker) else { return false };
        let within = |part: &Range<usize>| tokens.start <= part.start && part.end <= tokens.end;
        let words = &self.document.language().quotes;
        let is_as = |t| words.uses(&self.document.word(t).to_lowercase()).has(ClauseUse::As);
        let hands_on = || speaker.start == tokens.start && (speaker.end..=cue.start).any(is_as);
        within(&rule.tokens) && within(cue) && (speaker.end <= tokens.start || hands_on())
    }

    /// Whether tokens begin with a name between marks that the words before it give, so that its marks are not those of
    /// speech: a rapper who calls himself “Mr. Kipper”, the members call her “Thorn”.
    fn is_given_name(&self, tokens: &Range<usize>) -> bool {
        let is_mark = |t: &usize| self.document.tokens()[*t].kind == TokenKind::Mark;
        let opens = (tokens.start..tokens.end.min(tokens.start + 2)).find(is_mark);
        opens.is_some_and(|token| {
            self.context.seen[token - self.start].mark == mark::OUTSIDE && gives_name(self.document, token)
        })
    }

    fn has_marks(&self, rule: &RuleSpan) -> bool {
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
        let speech = &self.document.language().quotes.speech;
        let mut capitals = 0;
        for token in inside {
            let word = self.document.word(token);
            match self.document.tokens()[token].kind {
                TokenKind::Punctuation if word != "." && word != ":" => return false,
                TokenKind::Word if word.starts_with(char::is_uppercase) => capitals += 1,
                TokenKind::Word if !speech.look_up(word).is_function_word() => return false,
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

/// Of scored spans, those that stand: the likeliest first, none over another, none under the
/// threshold. In the order of the text.
fn without_overlaps(mut scored: Vec<ScoredSpan>, threshold: f32) -> Vec<ScoredSpan> {
    scored.retain(|(_, score)| threshold < *score);
    scored.order_by(|a, b| b.1.total_cmp(&a.1).then((a.0.start, a.0.end).cmp(&(b.0.start, b.0.end))));
    let mut selected: BTreeMap<usize, (usize, f32)> = Default::default();
    for (span, score) in scored {
        let clear_before =
            selected.range(..span.end).next_back().is_none_or(|(_, &(end, _))| end <= span.start);
        if clear_before {
            selected.insert(span.start, (span.end, score));
        }
    }
    selected.into_iter().map(|(start, (end, score))| (start..end, score)).collect()
}

/// The spans of a passage: the contents that were selected, and what the tagger marked beside them.
pub fn with_other_spans(tagged: &[TaggedSpan], selected: &[ScoredSpan]) -> Vec<TaggedSpan> {
    let is_clear = |t: &TaggedSpan| {
        let after = selected.partition_point(|(k, _)| k.end <= t.tokens.start);
        selected.get(after).is_none_or(|(k, _)| t.tokens.end <= k.start)
    };
    let others = tagged.iter().filter(|t| t.kind != CONTENT && is_clear(t)).cloned();
    let contents = selected.iter().map(|(tokens, _)| TaggedSpan { kind: CONTENT, tokens: tokens.clone() });
    let mut all: Vec<TaggedSpan> = others.chain(contents).collect();
    all.order_by_key(|t| t.tokens.start);
    all
}

/// Where speech may be interrupted, and go on.
fn is_pause(word: &str) -> bool {
    matches!(word, "," | ";" | "—" | "–" | "--" | "-")
}

/// Whether tokens share some with marked words and take their cue or speaker for a part of them.
fn takes_in(tokens: &Range<usize>, rule: &RuleSpan) -> bool {
    let over = |part: &Range<usize>| part.start < tokens.end && tokens.start < part.end;
    let (Some(cue), Some(speaker)) = (&rule.cue, &rule.speaker) else { return false };
    over(&rule.tokens) && (over(cue) || over(speaker)) && !rule.is_report_within(tokens)
}
