//! Finds the spans of a document that are quoted, passage by passage.

use super::classify::SpanClassifier;
use super::context::TaggerInput;
use super::headlines;
use super::propose;
use super::reports;
use super::reports::rule_spans::{RuleSpan, rule_spans, rule_spans_in};
use super::select_spans::{SelectionInput, with_other_spans};
use super::tagger::{QuoteTagger, TaggedSpan, TaggerOutput};
use crate::document::Document;
use crate::recognise::found::{FoundEntity, FoundQuote};
use crate::recognise::marks::Marked;
use crate::recognise::words::Word;

/// What the stages before have made of a document.
#[derive(Clone, Copy)]
pub struct QuoteInput<'a> {
    /// The document.
    pub document: &'a Document,
    /// One a token.
    pub words: &'a [Word],
    /// In the order of the text.
    pub marked: &'a [Marked],
    /// In the order of the text, under their canonical names.
    pub entities: &'a [FoundEntity],
    /// What is known to be quoted by its layout, in the order of the text: no other quotation lies there.
    pub without_marks: &'a [FoundQuote],
}

/// The quoted spans of a document, with what their speakers are found by.
pub(crate) struct QuoteSpans {
    /// Contents, cues and sources, in the order of the text, none in another.
    pub spans: Vec<TaggedSpan>,
    /// The span classifier's score of each content.
    pub scores: Vec<f32>,
    /// What the rules found by themselves.
    pub rule_spans: Vec<RuleSpan>,
    /// Of each token, how probable it is to be in the words that name a source.
    pub source_marginals: Vec<f32>,
}

/// The quoted spans of a document. `trace` takes what the tagger makes of each passage.
pub(crate) fn find(
    input: &QuoteInput,
    tagger: &QuoteTagger,
    classifier: &SpanClassifier,
    mut trace: Option<&mut Vec<TaggerOutput>>,
) -> QuoteSpans {
    let QuoteInput { document, words, marked, .. } = *input;
    let by_rules = reports::find::find(document, marked);
    let mut rule_spans = rule_spans(document, &by_rules);
    headlines::add(document, marked, input.entities, &mut rule_spans);
    let tagger_input = TaggerInput { document, words, marked, hints: &by_rules.hints };
    let (mut spans, mut scores) = (vec![], vec![]);
    let mut source_marginals = vec![0.0; document.tokens().len()];
    tagger.tag_all(&tagger_input, |context, output| {
        let within = output.start..output.start + output.marginals.len();
        let rules = rule_spans_in(&rule_spans, &within);
        let scored = classifier.score(&propose::propose(context, &output, rules));
        output.record_sources(&mut source_marginals);
        let selection = SelectionInput { document, context, start: output.start, rules };
        let selected = selection.select(scored, classifier.threshold());
        scores.extend(selected.iter().map(|(_, score)| score));
        spans.extend(with_other_spans(&output.spans, &selected));
        if let Some(trace) = trace.as_deref_mut() {
            trace.push(output);
        }
    });
    QuoteSpans { spans, scores, rule_spans, source_marginals }
}
