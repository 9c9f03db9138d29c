//! Quotations with their speakers: the stages of `quotes` and `speakers` in order, and the model that they share.

use std::ops::Range;
use std::sync::LazyLock;

use super::found::FoundQuote;
use super::quotes::classify::SpanClassifier;
use super::quotes::find::{self, QuoteInput, QuoteSpans};
use super::quotes::join::join;
use super::quotes::reports::rule_spans::RuleSpan;
use super::quotes::tagger::{QuoteTagger, TaggerOutput};
use super::speakers::calibration::{CALIBRATION_FEATURES, SpeakerCalibration, calibration_features};
use super::speakers::context::{SpeakerContext, SpeakerInput};
use super::speakers::rank::{self, ScoredSpeaker, SpeakerChoice};
use super::speakers::{NameResolution, features, name_speakers};
use crate::learn::{BadModel, Reader, WeightRows};
use crate::sorting::Sorting as _;

/// Everything trained: tagger, span classifier, speaker ranker, and how probable their results are.
#[derive(Clone, Debug)]
pub struct QuoteModel {
    /// Marks contents, cues and sources.
    pub tagger: QuoteTagger,
    pub(crate) span_classifier: SpanClassifier,
    speaker_ranker: WeightRows,
    pub(crate) calibration: SpeakerCalibration,
}

impl QuoteModel {
    /// A model from the bytes that `tools/lab` writes.
    pub fn from_bytes(bytes: &[u8]) -> Result<QuoteModel, BadModel> {
        let mut reader = Reader(bytes);
        reader.magic(b"quo2")?;
        let model = QuoteModel {
            tagger: QuoteTagger::read(&mut reader)?,
            span_classifier: SpanClassifier::read(&mut reader)?,
            speaker_ranker: WeightRows::read(&mut reader)?,
            calibration: SpeakerCalibration::read(&mut reader)?,
        };
        let ranker = &model.speaker_ranker;
        if ranker.labels() == 1 && ranker.bits() == features::BITS { Ok(model) } else { Err(BadModel) }
    }

    pub(crate) fn speaker_ranker(&self) -> &WeightRows {
        &self.speaker_ranker
    }
}

/// The model that the program carries.
pub fn model() -> &'static QuoteModel {
    static MODEL: LazyLock<QuoteModel> = LazyLock::new(|| {
        QuoteModel::from_bytes(include_bytes!("quotes/quotes.bin"))
            .expect("the program's own weights are whole")
    });
    &MODEL
}

/// What the stages made of a document on the way to its quotations, for whoever asks why.
#[derive(Default)]
pub struct QuoteTrace {
    /// What the tagger makes of each passage.
    pub(crate) passages: Vec<TaggerOutput>,
    /// The speaker candidates of each content.
    candidates: Vec<Vec<ScoredSpeaker>>,
    /// The contents, in the order of the text.
    pub(crate) contents: Vec<ContentTrace>,
    /// Of each quotation, which contents it is made of.
    pub(crate) parts: Vec<Range<usize>>,
    /// Of each quotation, how its speaker's name was found.
    pub(crate) resolutions: Vec<Option<NameResolution>>,
}

impl QuoteTrace {
    /// Puts the quotations in the order of these indices; `None` is one that other rules found.
    pub(crate) fn follow(&mut self, order: &[Option<usize>]) {
        let known = |index: &Option<usize>| index.filter(|&index| index < self.parts.len());
        let parts = order.iter().map(|index| known(index).map_or(0..0, |index| self.parts[index].clone()));
        let resolutions = order.iter().map(|index| known(index).and_then(|index| self.resolutions[index]));
        (self.parts, self.resolutions) = (parts.collect(), resolutions.collect());
    }
}

/// What the stages made of a span that was selected as a quotation, or a part of one.
pub(crate) struct ContentTrace {
    pub tokens: Range<usize>,
    /// The quotation before it was joined with others.
    pub quote: FoundQuote,
    /// The quotation of the rules over it, and how many tokens in a hundred they share.
    pub rule: Option<(RuleSpan, usize)>,
    pub score: f32,
    pub candidates: Vec<ScoredSpeaker>,
    pub choice: SpeakerChoice,
    pub calibration: [f32; CALIBRATION_FEATURES],
}

/// The quotations of a document with their speakers, in the order of the text. `trace` takes what led to them.
#[cfg(any(feature = "training", target_arch = "wasm32"))]
pub fn find(input: &QuoteInput, model: &QuoteModel, trace: Option<&mut QuoteTrace>) -> Vec<FoundQuote> {
    find_with_spans(input, model, trace).0
}

/// The same, with the spans that they were made of.
pub(super) fn find_with_spans(
    input: &QuoteInput,
    model: &QuoteModel,
    mut trace: Option<&mut QuoteTrace>,
) -> (Vec<FoundQuote>, QuoteSpans) {
    let passages = trace.as_deref_mut().map(|trace| &mut trace.passages);
    let found = find::find(input, &model.tagger, &model.span_classifier, passages);
    let context = speaker_context(input, &found);
    let candidates = trace.as_deref_mut().map(|trace| &mut trace.candidates);
    let choices = rank::choose(&context, &model.speaker_ranker, candidates);
    let contents = || context.contents().zip(&choices).zip(&found.scores);
    let attribute = |((content, choice), &score): ((usize, &SpeakerChoice), &f32)| {
        context.attribute(content, choice, score, &model.calibration)
    };
    let mut attributed: Vec<FoundQuote> = contents().map(attribute).collect();
    if let Some(trace) = trace.as_deref_mut() {
        let candidates = std::mem::take(&mut trace.candidates);
        let traced = contents().zip(&attributed).zip(candidates);
        let of = |((((content, choice), &score), quote), candidates)| {
            content_trace(&context, content, (choice, score), quote, candidates)
        };
        trace.contents =
            traced.map(of).filter(|content| is_free(&content.quote, input.without_marks)).collect();
    }
    attributed.retain(|quote| is_free(quote, input.without_marks));
    let joined = join(input.document, input.marked, attributed);
    let (mut quotes, parts) = with_others(joined, input.without_marks);
    let resolutions = name_speakers(input.document, input.entities, &mut quotes);
    if let Some(trace) = trace {
        (trace.parts, trace.resolutions) = (parts, resolutions);
    }
    (quotes, found)
}

/// Whether a quotation shares no words with any of others, which are in the order of the text.
pub(super) fn is_free(quote: &FoundQuote, others: &[FoundQuote]) -> bool {
    quote.spans.iter().all(|span| {
        let last = |other: &FoundQuote| other.spans.last().map(|span| span.end());
        let first = others.partition_point(|other| last(other) <= Some(span.start()));
        let near = others[first..].iter().take_while(|other| other.spans[0].start() < span.end());
        near.flat_map(|other| &other.spans).all(|other| !other.overlaps(*span))
    })
}

/// Quotations with what each is made of, and others among them that are made of nothing the stages have traced.
fn with_others(
    (quotes, parts): (Vec<FoundQuote>, Vec<Range<usize>>),
    others: &[FoundQuote],
) -> (Vec<FoundQuote>, Vec<Range<usize>>) {
    let others = others.iter().map(|other| (other.clone(), 0..0));
    let mut all: Vec<(FoundQuote, Range<usize>)> = quotes.into_iter().zip(parts).chain(others).collect();
    all.order_by_key(|(quote, _)| quote.spans[0]);
    all.into_iter().unzip()
}

fn speaker_context<'a>(input: &QuoteInput<'a>, found: &'a QuoteSpans) -> SpeakerContext<'a> {
    SpeakerContext::new(&SpeakerInput {
        document: input.document,
        words: input.words,
        marked: input.marked,
        entities: input.entities,
        spans: &found.spans,
        rule_spans: &found.rule_spans,
        source_marginals: &found.source_marginals,
    })
}

fn content_trace(
    context: &SpeakerContext,
    content: usize,
    (choice, score): (&SpeakerChoice, f32),
    quote: &FoundQuote,
    candidates: Vec<ScoredSpeaker>,
) -> ContentTrace {
    let tokens = context.tokens(content).clone();
    ContentTrace {
        quote: quote.clone(),
        rule: context.rule_over(&tokens).map(|(rule, share)| (rule.clone(), share)),
        score,
        candidates,
        choice: choice.clone(),
        calibration: calibration_features(&context.calibration_input(content, choice, score)),
        tokens,
    }
}
