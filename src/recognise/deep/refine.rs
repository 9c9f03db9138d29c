//! Puts the readings together: what is a quotation after both, and whose words the new ones are.

use std::ops::Range;

use super::second_reading::SecondReading;
use super::stretch::{Stretch, stretches};
use super::weigh::{FirstSpan, WeighedSpan, WeighedStretch};
use crate::annotation::{SourceKind, Why};
use crate::document::Document;
use crate::recognise::found::FoundQuote;
use crate::recognise::quotations::QuoteModel;
use crate::recognise::quotes::find::{QuoteInput, QuoteSpans};
use crate::recognise::quotes::join::join;
use crate::recognise::quotes::no_speech::is_no_speech;
use crate::recognise::quotes::reports::rule_spans::RuleSpan;
use crate::recognise::quotes::tagger::TaggedSpan;
use crate::recognise::quotes::tags::{CONTENT, CUE, SOURCE};
use crate::recognise::speakers::attribute::kind_of;
use crate::recognise::speakers::context::{SpeakerContext, SpeakerInput, overlap};
use crate::recognise::speakers::{name_speakers, rank};
use crate::sorting::Sorting as _;
use crate::span::Span;

/// What both readings are put together from.
pub(in crate::recognise) struct Refinement<'a> {
    pub(in crate::recognise) input: &'a QuoteInput<'a>,
    pub(in crate::recognise) model: &'a QuoteModel,
    /// What the first reading made its quotations of.
    pub(in crate::recognise) spans: &'a QuoteSpans,
    pub(in crate::recognise) reading: &'a SecondReading,
}

/// The quotations after both readings, in the order of the text. What stands by its layout stays, and so does what the
/// second reading has not read.
pub(in crate::recognise) fn refine(refinement: &Refinement, mut first: Vec<FoundQuote>) -> Vec<FoundQuote> {
    let Refinement { input, reading, .. } = *refinement;
    let stretches = stretches(input.document, reading);
    let (stays, added) = choose(refinement, &stretches, &first);
    keep(&mut first, &stays);
    let mut all = with_speakers(refinement, &stretches, first, &added);
    all.order_by_key(|quote| quote.spans[0]);
    let (mut joined, _) = join(input.document, input.marked, all);
    name_speakers(input.document, input.entities, &mut joined);
    joined
}

/// Of each part of each quotation the confidence that it has now, `None` where it goes.
type Kept = Vec<Vec<Option<f32>>>;

/// What stays of the first reading, and what the second adds.
fn choose(refinement: &Refinement, stretches: &[Stretch], first: &[FoundQuote]) -> (Kept, Vec<WeighedSpan>) {
    let Refinement { input, spans, reading, .. } = *refinement;
    let mut listeners: Vec<Span> = spans
        .rule_spans
        .iter()
        .filter_map(|rule| rule.listener.as_ref())
        .map(|listener| {
            let tokens = &input.document.tokens()[listener.clone()];
            tokens[0].span.hull(tokens[tokens.len() - 1].span)
        })
        .collect();
    listeners.order();
    let mut stays: Kept = first.iter().map(|q| vec![Some(q.confidence); q.spans.len()]).collect();
    let (mut weighed, settled) = split(first);
    for first in &mut weighed {
        first.is_plain = is_plain(input.document, &spans.rule_spans, first.span);
    }
    let marked = marked_tokens(input);
    let kind = |span: Span| {
        let tokens = input.document.tokens_in(span);
        let is_speech = !is_no_speech(input.document, &tokens);
        is_speech.then(|| kind_of(input.document, &tokens, |token| marked[token]))
    };
    let mut added = vec![];
    for stretch in stretches {
        let within = stretch.span();
        let firsts = starting_in(&weighed, within);
        for &FirstSpan { index: (quote, part), .. } in firsts {
            stays[quote][part] = None;
        }
        let weighing = WeighedStretch {
            stretch,
            firsts,
            settled: overlapping(&settled, within),
            listeners: overlapping(&listeners, within),
        };
        for chosen in weighing.choose(&reading.combination, kind) {
            match chosen.first {
                Some(FirstSpan { index: (quote, part), .. }) => stays[quote][part] = Some(chosen.probability),
                None => added.push(chosen),
            }
        }
    }
    (stays, added)
}

/// The parts of the quotations that are weighed, in the order of the text, and of those that are not.
fn split(quotes: &[FoundQuote]) -> (Vec<FirstSpan>, Vec<Span>) {
    let (mut weighed, mut settled) = (vec![], vec![]);
    for (index, quote) in quotes.iter().enumerate() {
        if matches!(quote.source_kind, SourceKind::Turn | SourceKind::SetOff) {
            settled.extend(&quote.spans);
            continue;
        }
        let FoundQuote { kind, confidence, .. } = *quote;
        let part =
            |(part, &span)| FirstSpan { index: (index, part), span, kind, confidence, is_plain: false };
        weighed.extend(quote.spans.iter().enumerate().map(part));
    }
    weighed.order_by_key(|first| first.span);
    settled.order();
    (weighed, settled)
}

/// Whether the rules found these words by a report that can be nothing else.
fn is_plain(document: &Document, rules: &[RuleSpan], span: Span) -> bool {
    let tokens = document.tokens_in(span);
    let first = rules.partition_point(|rule| rule.tokens.start < tokens.start);
    rules[first..].iter().take_while(|rule| rule.tokens.start == tokens.start).any(|rule| rule.is_plain)
}

fn starting_in(firsts: &[FirstSpan], within: Span) -> &[FirstSpan] {
    let before = |pos| firsts.partition_point(|first| first.span.start() < pos);
    &firsts[before(within.start())..before(within.end())]
}

/// Those of spans, in order and apart from one another, that share text with a span.
fn overlapping(spans: &[Span], within: Span) -> &[Span] {
    let until = spans.partition_point(|span| span.start() < within.end());
    let from = spans[..until].partition_point(|span| span.end() <= within.start());
    &spans[from..until]
}

/// Of each token, whether it is between marks.
fn marked_tokens(input: &QuoteInput) -> Vec<bool> {
    let mut marked = vec![false; input.document.tokens().len()];
    for m in input.marked.iter().filter(|m| m.depth == 0) {
        marked[input.document.tokens_in(m.span)].fill(true);
    }
    marked
}

/// Leaves of the quotations the parts that stay.
fn keep(quotes: &mut Vec<FoundQuote>, stays: &Kept) {
    let mut stays = stays.iter();
    quotes.retain_mut(|quote| {
        let Some(parts) = stays.next() else { return true };
        let mut each = parts.iter();
        quote.spans.retain(|_| each.next().is_some_and(Option::is_some));
        if let Some(confidence) = parts.iter().flatten().copied().reduce(f32::min) {
            (quote.confidence, quote.words_confidence) = (confidence, confidence);
        }
        !quote.spans.is_empty()
    });
}

/// The quotations, and those of the spans that were added, with their speakers.
fn with_speakers(
    refinement: &Refinement,
    stretches: &[Stretch],
    mut quotes: Vec<FoundQuote>,
    added: &[WeighedSpan],
) -> Vec<FoundQuote> {
    let Refinement { input, model, spans: found, .. } = *refinement;
    let document = input.document;
    if added.is_empty() {
        return quotes;
    }
    let of_first = quotes.iter().flat_map(|quote| &quote.spans).map(|&span| (span, None));
    let of_second = added.iter().map(|added| (added.span, Some(added.probability)));
    let mut contents: Vec<(Range<usize>, Option<f32>)> =
        of_first.chain(of_second).map(|(span, p)| (document.tokens_in(span), p)).collect();
    contents.order_by_key(|(tokens, _)| tokens.start);
    contents.dedup_by(|b, a| overlap(&a.0, &b.0));
    let spans = with_other_spans(document, found, stretches, contents.iter().map(|(tokens, _)| tokens));
    let context = SpeakerContext::new(&SpeakerInput {
        document,
        words: input.words,
        marked: input.marked,
        entities: input.entities,
        spans: &spans,
        rule_spans: &found.rule_spans,
        source_marginals: &found.source_marginals,
    });
    let choices = rank::choose(&context, model.speaker_ranker(), None);
    for ((content, choice), (_, probability)) in context.contents().zip(&choices).zip(&contents) {
        let &Some(probability) = probability else { continue };
        let quote = context.attribute(content, choice, log_odds(probability), &model.calibration);
        let confidence = quote.confidence.min(probability);
        quotes.push(FoundQuote { confidence, why: Why::DeepReading, ..quote });
    }
    quotes
}

/// What the calibration takes for the score of a span.
fn log_odds(probability: f32) -> f32 {
    let probability = probability.clamp(0.001, 0.999);
    (probability / (1.0 - probability)).ln()
}

/// Contents, with the cues and sources beside them that the first reading marks, or else the second.
fn with_other_spans<'c>(
    document: &Document,
    found: &QuoteSpans,
    stretches: &[Stretch],
    contents: impl Iterator<Item = &'c Range<usize>>,
) -> Vec<TaggedSpan> {
    let mut all: Vec<TaggedSpan> =
        contents.map(|tokens| TaggedSpan { kind: CONTENT, tokens: tokens.clone() }).collect();
    let others = found.spans.iter().filter(|span| span.kind != CONTENT).cloned();
    add_clear(&mut all, others.collect());
    let read = stretches.iter().flat_map(|stretch| {
        let others = stretch.best.iter().filter(|span| matches!(span.kind, CUE | SOURCE));
        let tokens = |span: &TaggedSpan| document.tokens_in(stretch.text_span(&span.tokens));
        others.map(move |span| TaggedSpan { kind: span.kind, tokens: tokens(span) })
    });
    add_clear(&mut all, read.collect());
    all
}

/// Adds those of other spans that share no tokens with one that is here. Both are in the order of the text.
fn add_clear(all: &mut Vec<TaggedSpan>, others: Vec<TaggedSpan>) {
    let mut clear = vec![];
    for other in others {
        let after = all.partition_point(|span| span.tokens.end <= other.tokens.start);
        let is_clear = all.get(after).is_none_or(|span| other.tokens.end <= span.tokens.start);
        if is_clear && !other.tokens.is_empty() {
            clear.push(other);
        }
    }
    all.extend(clear);
    all.order_by_key(|span| span.tokens.start);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::QuoteKind;

    fn quote(spans: &[(usize, usize)], source_kind: SourceKind) -> FoundQuote {
        FoundQuote {
            spans: spans.iter().map(|&(a, b)| Span::new(a, b)).collect(),
            kind: QuoteKind::Direct,
            source_kind,
            is_question: false,
            speaker: None,
            speaker_name: None,
            cue: None,
            confidence: 0.9,
            words_confidence: 0.9,
            why: Why::Model,
        }
    }

    #[test]
    fn parts_that_go_leave_the_others() {
        let mut quotes = vec![
            quote(&[(0, 3), (5, 9)], SourceKind::Cued),
            quote(&[(10, 12)], SourceKind::Cued),
            quote(&[(20, 30)], SourceKind::Turn),
        ];
        keep(&mut quotes, &vec![vec![None, Some(0.4)], vec![None], vec![Some(0.9)]]);
        assert_eq!(quotes.len(), 2);
        assert_eq!((quotes[0].spans.len(), quotes[0].confidence, quotes[0].words_confidence), (1, 0.4, 0.4));
    }

    #[test]
    fn what_shares_text_with_a_stretch_is_looked_up() {
        let spans = [(0, 4), (4, 6), (8, 12), (12, 20)].map(|(start, end)| Span::new(start, end));
        let overlapped = |start, end| overlapping(&spans, Span::new(start, end));
        assert_eq!(overlapped(4, 8), &spans[1..2]);
        assert_eq!(overlapped(5, 13), &spans[1..]);
        assert_eq!(overlapped(6, 8), &[]);
        assert_eq!(overlapped(30, 40), &[]);
    }
}
