//! Takes the quotations of the rules in, and notes on each token what the rules say of it.

use std::ops::Range;

use super::hints::{self, RuleHint};
use super::rule::QuoteRule;
use super::sentence::ReportedSentence;
use crate::annotation::{QuoteKind, SourceKind, Why};
use crate::document::Document;
use crate::recognise::found::FoundQuote;
use crate::recognise::marks::{End, Marked, Start};
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape, hull};
use crate::sorting::Sorting as _;
use crate::span::Span;

/// The quotations of a document while the rules find them.
pub(super) struct RuleCollector<'a> {
    pub document: &'a Document,
    pub marked: &'a [Marked],
    // Invariant: each has at least one span.
    pub quotes: Vec<FoundQuote>,
    // Invariant: one a token.
    pub hints: Vec<RuleHint>,
    /// The contents whose speakers are certain.
    pub certain: Vec<Span>,
    /// Who spoke last.
    pub last: Option<LastSpeaker>,
    /// The quotation that runs on into the next paragraph, as an index into `quotes`.
    open: Option<usize>,
}

/// A speaker with the cue, and the paragraph where they stand.
#[derive(Clone, Copy)]
pub(super) struct LastSpeaker {
    pub speaker: Option<Span>,
    pub cue: Option<Span>,
    pub paragraph: usize,
}

/// What a rule has found in a sentence, in units of the sentence.
pub(super) struct DraftQuote {
    pub contents: Vec<Range<usize>>,
    pub speaker: Option<Span>,
    pub cue: Option<Span>,
    pub rule: QuoteRule,
    /// A set phrase names the speaker, so that there is nothing to weigh.
    pub is_certain: bool,
}

impl<'a> RuleCollector<'a> {
    /// Nothing found yet in a document with these marked stretches.
    pub(super) fn new(document: &'a Document, marked: &'a [Marked]) -> RuleCollector<'a> {
        let hints = vec![RuleHint::default(); document.tokens().len()];
        RuleCollector { document, marked, quotes: vec![], hints, certain: vec![], last: None, open: None }
    }

    /// Makes a quotation of a draft, unless other rules have taken all of it before.
    pub(super) fn add(&mut self, sentence: &mut ReportedSentence, mut draft: DraftQuote) {
        draft.contents.retain(|c| !sentence.taken[c.clone()].iter().all(|&taken| taken));
        draft.contents.order_by_key(|c| c.start);
        draft.contents.dedup_by(|b, a| b.start < a.end);
        let Some(first) = draft.contents.first() else { return };
        let continued =
            sentence.units[first.start].marked().filter(|&m| self.marked[m].start == Start::Continued);
        let units = || draft.contents.iter().flat_map(|c| &sentence.units[c.clone()]);
        let quote = FoundQuote {
            spans: draft.contents.iter().map(|c| hull(&sentence.units[c.clone()])).collect(),
            kind: kind(units()),
            source_kind: SourceKind::Cued,
            is_question: false,
            speaker: draft.speaker,
            speaker_name: None,
            cue: draft.cue,
            confidence: draft.rule.confidence(kind(units())),
            why: draft.rule.why(),
        };
        let runs_on =
            units().filter_map(ClauseUnit::marked).any(|m| self.marked[m].end == End::ContinuesInNext);
        draft.contents.iter().for_each(|c| sentence.taken[c.clone()].fill(true));
        if draft.is_certain {
            self.certain.extend(&quote.spans);
        }
        self.hint_rule(&quote, draft.rule);
        let index = self.put(quote, continued.is_some());
        self.open = if runs_on { Some(index) } else { self.open.filter(|_| continued.is_none()) };
    }

    /// Notes on each token what a rule makes of it.
    pub(super) fn hint_rule(&mut self, quote: &FoundQuote, rule: QuoteRule) {
        for &span in &quote.spans {
            let tokens = self.document.tokens_in(span);
            hints::paint(&mut self.hints, tokens.clone(), |hint| &mut hint.content);
            self.hints[tokens].iter_mut().for_each(|hint| hint.rule = rule.number());
        }
        if let Some(span) = quote.speaker {
            hints::paint(&mut self.hints, self.document.tokens_in(span), |hint| &mut hint.speaker);
        }
        if let Some(span) = quote.cue {
            hints::paint(&mut self.hints, self.document.tokens_in(span), |hint| &mut hint.cue);
        }
    }

    /// Puts a quotation in; one that carries on the paragraph before becomes part of that one, and gives it its
    /// speaker if it has none of its own.
    fn put(&mut self, quote: FoundQuote, continued: bool) -> usize {
        let paragraph = self.document.paragraph_at(quote.spans[0].start());
        self.last = Some(LastSpeaker { speaker: quote.speaker, cue: quote.cue, paragraph });
        let follows = |i: &usize| self.quotes[*i].spans.iter().all(|s| s.end() <= quote.spans[0].start());
        let open = self.open.filter(|_| continued && quote.kind == QuoteKind::Direct).filter(follows);
        let Some(index) = open else {
            self.quotes.push(quote);
            return self.quotes.len() - 1;
        };
        let begun = &mut self.quotes[index];
        begun.spans.extend(&quote.spans);
        let unsure = matches!(begun.why, Why::MarksAlone | Why::Continued);
        if unsure && matches!(quote.why, Why::MarksAndCue | Why::NameAndColon) {
            (begun.speaker, begun.cue, begun.why) = (quote.speaker, quote.cue, quote.why);
            begun.confidence = quote.confidence;
        }
        index
    }

    /// Makes a quotation of a marked stretch, given its index.
    pub(super) fn put_marked(&mut self, m: usize, speaker: Option<Span>, cue: Option<Span>, rule: QuoteRule) {
        let marked = &self.marked[m];
        let kind = QuoteKind::Direct;
        let quote = FoundQuote {
            spans: vec![marked.span],
            kind,
            source_kind: SourceKind::Cued,
            is_question: false,
            speaker,
            speaker_name: None,
            cue,
            confidence: rule.confidence(kind),
            why: rule.why(),
        };
        self.hint_rule(&quote, rule);
        let index = self.put(quote, marked.start == Start::Continued);
        self.open = (marked.end == End::ContinuesInNext).then_some(index);
    }
}

/// By how many of the units are marked, signs aside.
fn kind<'u, 'a: 'u>(units: impl Iterator<Item = &'u ClauseUnit<'a>>) -> QuoteKind {
    let (mut all, mut any) = (true, false);
    for unit in units {
        match unit.shape {
            UnitShape::Marked(_) => any = true,
            UnitShape::Comma | UnitShape::Stop | UnitShape::Dash | UnitShape::Semicolon => {}
            _ => all = false,
        }
    }
    match (any, all) {
        (true, true) => QuoteKind::Direct,
        (true, false) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    }
}
