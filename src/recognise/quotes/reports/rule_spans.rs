//! The quotations of the rules as spans of tokens, for what weighs them against those of the tagger.

use std::ops::Range;

use super::find::RuleOutput;
use super::hints::RuleHint;
use super::rule::QuoteRule;
use crate::annotation::Why;
use crate::document::Document;
use crate::lang::speech::Frame;
use crate::recognise::found::FoundQuote;
use crate::recognise::quotes::cues::reporting_verb::Construction;
use crate::sorting::Sorting as _;

/// A quotation that the rules found, or a part of one, in tokens.
#[derive(Clone, Debug)]
pub struct RuleSpan {
    /// Tokens of the document.
    pub tokens: Range<usize>,
    /// The words that name the source, in tokens.
    pub speaker: Option<Range<usize>>,
    /// The words that report it, in tokens.
    pub cue: Option<Range<usize>>,
    /// The words between the report and it that name whom it is said to, in tokens, or when and where: "told the council
    /// that …", "said on its page that …".
    pub listener: Option<Range<usize>>,
    /// What kind of rule found it.
    pub why: Why,
    /// The number of the rule (`super::rule::QuoteRule::number`).
    pub rule: u8,
    /// A set phrase names the speaker, so that there is nothing to weigh.
    pub is_certain: bool,
    /// The report can be nothing else by its form: it ends the sentence that these words begin ("They left, she said."),
    /// or is a verb of finding before "that" ("The study found that …").
    pub is_plain: bool,
}

impl RuleSpan {
    /// Whether the quotation lies within these tokens with its cue and its speaker: one report within another.
    pub fn is_report_within(&self, tokens: &Range<usize>) -> bool {
        let within = |part: &Range<usize>| tokens.start <= part.start && part.end <= tokens.end;
        let all = [Some(&self.tokens), self.cue.as_ref(), self.speaker.as_ref()];
        all.into_iter().all(|part| part.is_some_and(within))
    }
}

/// The quotations of the rules, a span each, in the order of the text.
pub fn rule_spans(document: &Document, found: &RuleOutput) -> Vec<RuleSpan> {
    let mut all: Vec<RuleSpan> = vec![];
    for quote in &found.quotes {
        for &span in &quote.spans {
            let tokens = document.tokens_in(span);
            if tokens.is_empty() {
                continue;
            }
            let cue = quote.cue.map(|s| document.tokens_in(s));
            all.push(RuleSpan {
                rule: found.hints[tokens.start].rule,
                speaker: quote.speaker.map(|s| document.tokens_in(s)),
                is_plain: is_closed_by_report(document, quote, found) || is_finding(document, quote, found),
                listener: cue.as_ref().and_then(|cue| listener(cue, &tokens, found)),
                cue,
                tokens,
                why: quote.why,
                is_certain: found.certain.binary_search(&span).is_ok(),
            });
        }
    }
    all.order_by_key(|span| span.tokens.start);
    all
}

/// Whether a verb with its subject ends the sentence, after a comma and words that are a clause: "They left, she said."
fn is_closed_by_report(document: &Document, quote: &FoundQuote, found: &RuleOutput) -> bool {
    let (Some(speaker), Some(cue)) = (quote.speaker, quote.cue) else { return false };
    let report = document.tokens_in(speaker.hull(cue));
    let words = document.tokens_in(quote.spans[0]);
    let says = |hint: &RuleHint| hint.takes(Frame::Clause) && !hint.takes(Frame::Weak);
    quote.spans.len() == 1
        && QuoteRule::of_number(found.hints[words.start].rule) == Some(QuoteRule::Before)
        && words.end + 1 == report.start
        && document.word(words.end) == ","
        && report.end < document.tokens().len()
        && document.word(report.end) == "."
        && found.hints[report].iter().any(says)
}

/// Whether a clause with "that" follows a verb of finding with its subject.
fn is_finding(document: &Document, quote: &FoundQuote, found: &RuleOutput) -> bool {
    let words = &document.language().quotes;
    let Some(cue) = quote.cue.map(|cue| document.tokens_in(cue)) else { return false };
    let hint = &found.hints[cue.start];
    let lemma = |verb| words.speech.variants(verb).first().map_or("", |cue| cue.lemma);
    let start = document.tokens_in(quote.spans[0]).start;
    QuoteRule::of_number(found.hints[start].rule) == Some(QuoteRule::That)
        && hint.report == 1 + Construction::SubjectFirst as u8
        && hint.info.verb.is_some_and(|verb| words.finding_verbs.contains(lemma(verb)))
}

/// What stands between a report and the clause that it takes: the one who is told it, or when and where it was said
/// before "that".
fn listener(cue: &Range<usize>, tokens: &Range<usize>, found: &RuleOutput) -> Option<Range<usize>> {
    let rule = QuoteRule::of_number(found.hints[tokens.start].rule);
    let tells = || found.hints[cue.clone()].iter().any(|hint| hint.takes(Frame::PersonAndClause));
    let stands = match rule {
        Some(QuoteRule::That) => true,
        Some(QuoteRule::Bare | QuoteRule::Question) => tells(),
        _ => false,
    };
    (stands && cue.end < tokens.start).then_some(cue.end..tokens.start)
}

/// Those of them that lie, in part at least, within some tokens.
pub fn rule_spans_in<'s>(spans: &'s [RuleSpan], within: &Range<usize>) -> &'s [RuleSpan] {
    let from = spans.partition_point(|span| span.tokens.end <= within.start);
    let to = spans.partition_point(|span| span.tokens.start < within.end).max(from);
    &spans[from..to]
}
