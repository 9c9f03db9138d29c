//! The trained tagger of quotations: how probable each token is to begin, continue and end what is quoted, its cue
//! and its source. A linear-chain CRF over a paragraph (Lafferty et al. 2001).

use std::ops::Range;

use super::context::{PassageContext, TaggerInput, mark};
use super::reports::hints::SpanPart;
use super::tags::{CONTENT, CUE, KINDS, SOURCE, TAGS, THOUGHT};
use super::token_features::write_features;
use crate::document::Document;
use crate::learn::crf::bioes::{self, BioesTag};
use crate::learn::crf::marginals::ForwardBackward;
use crate::learn::crf::{Marginals, TransitionTable};
use crate::learn::templates::FeatureWriter;
use crate::learn::{BadModel, Reader, WeightRows, WordTable};

/// The classes of words by how often they are cues, and the weights.
#[derive(Clone, Debug)]
pub struct QuoteTagger {
    cues: WordTable,
    weights: WeightRows,
    transitions: TransitionTable,
}

/// A span that the tagger marks.
#[derive(Clone, Debug, PartialEq)]
pub struct TaggedSpan {
    /// One of [`CONTENT`] and its like.
    pub kind: usize,
    /// Tokens of the document.
    pub tokens: Range<usize>,
}

/// How probable a token is to be in each kind of span, and to begin and end content.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokenMarginals {
    pub kinds: [f32; KINDS],
    pub begins: f32,
    pub ends: f32,
    /// Logarithms whose sum, of a first and a last token, is that of the probability of the content between.
    open: f64,
    close: f64,
    /// The probability of this token alone being a content, and of it with the one before.
    one: f32,
    two: f32,
}

/// What the sums over all sequences say of each token.
pub fn token_marginals<R: AsRef<[f32]>>(sums: &ForwardBackward<R>) -> Vec<TokenMarginals> {
    let mut all = Vec::with_capacity(sums.forward.len());
    let (mut inside, steps) = (0.0, ContentSteps::of(sums));
    for i in 0..sums.forward.len() {
        all.push(marginals_of_token(sums, i, &steps, &mut inside));
    }
    all
}

const BEGIN: usize = BioesTag::Begin(CONTENT).tag();
const INNER: usize = BioesTag::Inside(CONTENT).tag();
const END: usize = BioesTag::End(CONTENT).tag();
const SINGLE: usize = BioesTag::Single(CONTENT).tag();

/// The logarithms of the steps from one tag of a content to the next.
struct ContentSteps {
    begin_inner: f64,
    inner_inner: f64,
    inner_end: f64,
}

impl ContentSteps {
    fn of<R: AsRef<[f32]>>(sums: &ForwardBackward<R>) -> ContentSteps {
        let step = |from: usize, to: usize| log(sums.factors[from].as_ref()[to]);
        ContentSteps {
            begin_inner: step(BEGIN, INNER),
            inner_inner: step(INNER, INNER),
            inner_end: step(INNER, END),
        }
    }
}

fn log(x: f32) -> f64 {
    f64::from(x.max(f32::MIN_POSITIVE)).ln()
}

/// The same of one token. `inside` is the logarithm of going on inside a content from the first token to the one
/// before; the token's own step is added to it.
fn marginals_of_token<R: AsRef<[f32]>>(
    sums: &ForwardBackward<R>,
    i: usize,
    steps: &ContentSteps,
    inside: &mut f64,
) -> TokenMarginals {
    let (forward, backward) = (sums.forward[i].as_ref(), sums.backward[i].as_ref());
    let potential = sums.potentials[i].as_ref();
    let probability = |tag: usize| forward[tag] * backward[tag];
    let kind = |k: usize| (1 + 4 * k..5 + 4 * k).map(probability).sum::<f32>();
    let enter = |tag: usize| potential[tag] / sums.scales[i];
    let close = *inside + steps.inner_end + log(enter(END)) + log(backward[END]);
    *inside += steps.inner_inner + log(enter(INNER));
    let before = i.checked_sub(1).map_or(0.0, |before| sums.forward[before].as_ref()[BEGIN]);
    TokenMarginals {
        kinds: [kind(CONTENT), kind(THOUGHT), kind(CUE), kind(SOURCE)],
        begins: probability(BEGIN) + probability(SINGLE),
        ends: probability(END) + probability(SINGLE),
        open: log(forward[BEGIN]) + steps.begin_inner - steps.inner_inner - *inside,
        close,
        one: probability(SINGLE),
        two: before * sums.factors[BEGIN].as_ref()[END] * enter(END) * backward[END],
    }
}

/// How probable it is that these tokens are one content, neither more nor less.
pub(crate) fn probability_of_content(marginals: &[TokenMarginals], tokens: &Range<usize>) -> f32 {
    let (first, last) = (&marginals[tokens.start], &marginals[tokens.end - 1]);
    match tokens.len() {
        1 => first.one,
        2 => last.two,
        _ => (first.open + last.close).min(0.0).exp() as f32,
    }
}

/// A passage as the tagger tags it.
#[derive(Clone, Debug, Default)]
pub struct TaggerOutput {
    /// Index of the first token.
    pub start: usize,
    /// One a token.
    pub marginals: Vec<TokenMarginals>,
    /// The likeliest spans, in tokens of the document.
    pub spans: Vec<TaggedSpan>,
}

impl TaggerOutput {
    /// From the likeliest tags and the probabilities of all.
    pub fn new(start: usize, tags: &[u8], marginals: Vec<TokenMarginals>) -> TaggerOutput {
        let span =
            |(s, kind): (Range<usize>, usize)| TaggedSpan { kind, tokens: start + s.start..start + s.end };
        TaggerOutput { start, marginals, spans: bioes::spans(tags).into_iter().map(span).collect() }
    }

    /// Records how probable each token is to name a source.
    pub fn record_sources(&self, sources: &mut [f32]) {
        for (source, marginals) in sources[self.start..].iter_mut().zip(&self.marginals) {
            *source = marginals.kinds[SOURCE];
        }
    }
}

/// Tokens of the longest passage: longer paragraphs are tagged in parts, so that the sums take a bounded amount of
/// memory.
const LONGEST: usize = 1500;

impl QuoteTagger {
    /// Splits a tagger off the front of a model's bytes.
    pub(crate) fn read(reader: &mut Reader) -> Result<QuoteTagger, BadModel> {
        let tagger = QuoteTagger {
            cues: WordTable::read(reader, |_| 0)?,
            weights: WeightRows::read(reader)?,
            transitions: TransitionTable::read(reader)?,
        };
        let fits = tagger.weights.labels() == TAGS && tagger.transitions.count() == TAGS;
        if fits { Ok(tagger) } else { Err(BadModel) }
    }

    /// How often a word is a cue, as a class from 0 (unknown) to 5.
    pub(crate) fn cue_class(&self, word: u64) -> u8 {
        self.cues.find(word).map_or(0, |place| self.cues.value(0, place).min(5))
    }

    /// Tags each passage of a document that may hold a quotation, and hands it over with its context.
    pub(crate) fn tag_all(&self, input: &TaggerInput, mut take: impl FnMut(&PassageContext, TaggerOutput)) {
        let (mut scores, mut work, mut tags) = (vec![], vec![], vec![]);
        let (mut marginals, mut writer) = (Marginals::default(), FeatureWriter::new(self.weights.bits()));
        let all = passages(input.document);
        for (tokens, context) in input.contexts(all, |word| self.cue_class(word)) {
            if !may_hold_quotations(&context) {
                continue;
            }
            scores.clear();
            for i in 0..context.seen.len() {
                write_features(&context, i, &mut writer);
                scores.push(self.weights.sum(writer.rows()));
            }
            self.transitions.best(&scores, &mut work, &mut tags);
            marginals.compute(&self.transitions, &scores);
            let marginals = token_marginals(&marginals.forward_backward(&self.transitions));
            take(&context, TaggerOutput::new(tokens.start, &tags, marginals));
        }
    }
}

/// The passages of a document: tokens that are tagged as one sequence, with the index of their paragraph.
pub fn passages(document: &Document) -> Vec<(usize, Range<usize>)> {
    let mut all = vec![];
    for (index, paragraph) in document.paragraphs().iter().enumerate() {
        if !paragraph.is_read_as_english() {
            continue;
        }
        let mut from = paragraph.tokens.start;
        for sentence in &document.sentences()[paragraph.sentences.clone()] {
            if LONGEST < sentence.tokens.end - from && from < sentence.tokens.start {
                all.push((index, from..sentence.tokens.start));
                from = sentence.tokens.start;
            }
            while LONGEST < sentence.tokens.end - from {
                all.push((index, from..from + LONGEST));
                from += LONGEST;
            }
        }
        if from < paragraph.tokens.end {
            all.push((index, from..paragraph.tokens.end));
        }
    }
    all
}

/// Whether there is a mark, a likely cue, or something that a rule takes for a report: without any, there is no
/// quotation, and nothing need be scored.
fn may_hold_quotations(context: &PassageContext) -> bool {
    context.goes_on
        || context.seen.iter().any(|s| {
            s.mark != mark::OUTSIDE || 2 <= s.cue || s.hint.report != 0 || s.hint.content != SpanPart::None
        })
}
