//! A document with what the tagger and the rules found in it, as those see it who ask whose words a quotation is.

use std::ops::Range;

use crate::document::{Document, TokenKind};
use crate::recognise::found::FoundEntity;
use crate::recognise::marks::Marked;
use crate::recognise::quotes::reports::rule_spans::RuleSpan;
use crate::recognise::quotes::tagger::TaggedSpan;
use crate::recognise::quotes::tags::{CONTENT, CUE};
use crate::recognise::words::Word;

/// Spans to either side that are looked at: a bound, so that the cost stays linear.
pub(super) const REACH: usize = 12;

/// Tokens as probable as this to name a source are looked at where no span is: the tagger marks a source from about
/// one half on, and few are right below this.
const DOUBTFUL: f32 = 0.08;

/// What the contexts of quotations are read from.
#[derive(Clone, Copy)]
pub struct SpeakerInput<'a> {
    /// The document.
    pub document: &'a Document,
    /// One a token.
    pub words: &'a [Word],
    /// In the order of the text.
    pub marked: &'a [Marked],
    /// In the order of the text, under their canonical names.
    pub entities: &'a [FoundEntity],
    /// In the order of the text, none in another.
    pub spans: &'a [TaggedSpan],
    /// What the rules found, in the order of the text.
    pub rule_spans: &'a [RuleSpan],
    /// Of each token, how probable it is to be in the words that name a source.
    pub source_marginals: &'a [f32],
}

/// The input, with what is worked out of it once.
pub struct SpeakerContext<'a> {
    pub(crate) document: &'a Document,
    pub(super) words: &'a [Word],
    pub(super) entities: &'a [FoundEntity],
    pub(super) spans: &'a [TaggedSpan],
    pub(super) rule_spans: &'a [RuleSpan],
    pub(super) source_marginals: &'a [f32],
    /// Tokens that may name a source and were not marked as such.
    pub(super) doubtful: Vec<Range<usize>>,
    /// Of each token, where it stands.
    places: Vec<TokenPlace>,
}

/// The indices of a token's paragraph and sentence, and whether it is between marks.
#[derive(Clone, Copy, Default)]
struct TokenPlace {
    paragraph: u32,
    sentence: u32,
    is_marked: bool,
}

impl<'a> SpeakerContext<'a> {
    /// Works out where the tokens of the input stand.
    pub fn new(input: &SpeakerInput<'a>) -> SpeakerContext<'a> {
        SpeakerContext {
            document: input.document,
            words: input.words,
            entities: input.entities,
            spans: input.spans,
            rule_spans: input.rule_spans,
            source_marginals: input.source_marginals,
            doubtful: doubtful(input),
            places: places(input.document, input.marked),
        }
    }

    pub(crate) fn is_marked(&self, token: usize) -> bool {
        self.places[token].is_marked
    }

    /// The index of the paragraph that a token is in.
    pub(super) fn paragraph(&self, token: usize) -> usize {
        self.places[token].paragraph as usize
    }

    /// The index of the sentence that a token is in.
    pub(super) fn sentence(&self, token: usize) -> u32 {
        self.places[token].sentence
    }

    /// Whether a token is in the sentence of the first or the last of some tokens.
    pub(super) fn is_in_sentence_of(&self, token: usize, tokens: &Range<usize>) -> bool {
        [tokens.start, tokens.end - 1].iter().any(|&end| self.sentence(end) == self.sentence(token))
    }

    /// The indices of the spans around one.
    pub(super) fn near(&self, span: usize) -> Range<usize> {
        span.saturating_sub(REACH)..(span + REACH + 1).min(self.spans.len())
    }

    /// The quotation of the rules that shares the most tokens with these, and how many in a hundred of both.
    pub(crate) fn rule_over(&self, tokens: &Range<usize>) -> Option<(&'a RuleSpan, usize)> {
        let from = self.rule_spans.partition_point(|r| r.tokens.start < tokens.start).saturating_sub(2);
        let near = self.rule_spans[from..].iter().take_while(|r| r.tokens.start < tokens.end).take(REACH);
        let shared =
            |r: &RuleSpan| r.tokens.end.min(tokens.end).saturating_sub(r.tokens.start.max(tokens.start));
        let best = near.filter(|r| 0 < shared(r)).max_by_key(|r| shared(r))?;
        let both = shared(best);
        Some((best, 100 * both / (best.tokens.len() + tokens.len() - both)))
    }

    /// The tokens of the span with this index.
    pub(crate) fn tokens(&self, span: usize) -> &Range<usize> {
        &self.spans[span].tokens
    }

    /// The indices of the contents among the spans.
    pub fn contents(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.spans.len()).filter(|&i| self.spans[i].kind == CONTENT)
    }
}

fn places(document: &Document, marked: &[Marked]) -> Vec<TokenPlace> {
    let mut places = vec![TokenPlace::default(); document.tokens().len()];
    for (index, paragraph) in document.paragraphs().iter().enumerate() {
        places[paragraph.tokens.clone()].iter_mut().for_each(|p| p.paragraph = index as u32);
    }
    for (index, sentence) in document.sentences().iter().enumerate() {
        places[sentence.tokens.clone()].iter_mut().for_each(|p| p.sentence = index as u32);
    }
    for m in marked.iter().filter(|m| m.depth == 0) {
        places[document.tokens_in(m.span)].iter_mut().for_each(|p| p.is_marked = true);
    }
    places
}

/// Runs of tokens that may name a source and lie in no span.
fn doubtful(input: &SpeakerInput) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = vec![];
    let mut next = 0;
    let mut paragraphs = input.document.paragraphs().iter().map(|p| p.tokens.start).peekable();
    for (token, &probability) in input.source_marginals.iter().enumerate() {
        while input.spans.get(next).is_some_and(|s| s.tokens.end <= token) {
            next += 1;
        }
        let taken = input.spans.get(next).is_some_and(|s| s.tokens.contains(&token) && s.kind != CUE);
        let kind = input.document.tokens()[token].kind;
        let sign = matches!(kind, TokenKind::Mark | TokenKind::Punctuation);
        let mut begins_paragraph = false;
        while paragraphs.next_if(|&start| start <= token).is_some() {
            begins_paragraph = true;
        }
        let is_new = begins_paragraph || all.last().is_none_or(|run| run.end != token);
        if probability < DOUBTFUL || taken || sign && is_new {
            continue;
        }
        match all.last_mut().filter(|_| !is_new) {
            Some(run) => run.end = token + 1,
            None => all.push(token..token + 1),
        }
    }
    all
}

/// Whether two spans share a token.
pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Tokens between two spans.
pub(super) fn gap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end))
}
