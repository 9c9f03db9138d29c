//! The trained tagger of quotations: how probable each token is to begin, continue and end what is quoted, its cue
//! and its source. A linear-chain CRF over a paragraph (Lafferty et al. 2001).

use std::ops::Range;

use super::context::{Context, Material, mark};
use super::rules::hints::Part as Hinted;
use super::tags::{self, CONTENT, CUE, KINDS, SOURCE, Slots, TAGS, THOUGHT};
use crate::document::Document;
use crate::learn::marginals::Sums;
use crate::learn::rows::{LANES, Scores};
use crate::learn::tags::Part;
use crate::learn::{BadModel, Marginals, Reader, Rows, Tags, WordTable};
use crate::recognise::entities::tagger::spans;

/// The classes of words by how often they are cues, and the weights.
#[derive(Clone, Debug)]
pub struct Tagger<'a> {
    cues: WordTable<'a>,
    rows: Rows<'a>,
    tags: Tags,
}

/// A span that the tagger marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged {
    /// One of [`tags::CONTENT`] and its like.
    pub kind: usize,
    /// Tokens of the document.
    pub tokens: Range<usize>,
}

/// How probable a token is to be in each kind of span, and to begin and end content.
#[derive(Clone, Copy, Debug, Default)]
pub struct Belief {
    pub kinds: [f32; KINDS],
    pub begins: f32,
    pub ends: f32,
    /// Logarithms whose sum, of a first and a last token, is that of the chance of the content between.
    open: f64,
    close: f64,
    /// The chance of this token alone being a content, and of it with the one before.
    one: f32,
    two: f32,
}

/// What the sums say of each token.
pub fn beliefs<R: AsRef<[f32]>>(sums: &Sums<R>) -> Vec<Belief> {
    let [begin, inside, end, one] =
        [Part::Begin(CONTENT), Part::Inside(CONTENT), Part::End(CONTENT), Part::Single(CONTENT)]
            .map(Part::tag);
    let step = |from: usize, to: usize| sums.factors[from].as_ref()[to];
    let log = |x: f32| f64::from(x.max(f32::MIN_POSITIVE)).ln();
    // The logarithm of going on inside from the first token to this one.
    let mut inner = 0.0;
    let mut all = Vec::with_capacity(sums.forward.len());
    for i in 0..sums.forward.len() {
        let (forward, backward) = (sums.forward[i].as_ref(), sums.backward[i].as_ref());
        let potential = sums.potentials[i].as_ref();
        let chance = |tag: usize| forward[tag] * backward[tag];
        let kind = |k: usize| (1 + 4 * k..5 + 4 * k).map(chance).sum::<f32>();
        let enter = |tag: usize| potential[tag] / sums.scales[i];
        let close = inner + log(step(inside, end)) + log(enter(end)) + log(backward[end]);
        inner += log(step(inside, inside)) + log(enter(inside));
        let before = i.checked_sub(1).map_or(0.0, |before| sums.forward[before].as_ref()[begin]);
        all.push(Belief {
            kinds: [kind(CONTENT), kind(THOUGHT), kind(CUE), kind(SOURCE)],
            begins: chance(begin) + chance(one),
            ends: chance(end) + chance(one),
            open: log(forward[begin]) + log(step(begin, inside)) - log(step(inside, inside)) - inner,
            close,
            one: chance(one),
            two: before * step(begin, end) * enter(end) * backward[end],
        });
    }
    all
}

/// How probable it is that these tokens are one content, neither more nor less.
pub(crate) fn chance_of_content(beliefs: &[Belief], tokens: &Range<usize>) -> f32 {
    let (first, last) = (&beliefs[tokens.start], &beliefs[tokens.end - 1]);
    match tokens.len() {
        1 => first.one,
        2 => last.two,
        _ => (first.open + last.close).min(0.0).exp() as f32,
    }
}

/// What the tagger makes of a stretch of tokens.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Index of the first token.
    pub start: usize,
    /// One a token.
    pub beliefs: Vec<Belief>,
    /// The likeliest spans, in tokens of the document.
    pub spans: Vec<Tagged>,
}

impl Reading {
    /// From the likeliest tags and the probabilities of all.
    pub fn new(start: usize, tags: &[u8], beliefs: Vec<Belief>) -> Reading {
        let place =
            |(s, kind): (Range<usize>, usize)| Tagged { kind, tokens: start + s.start..start + s.end };
        Reading { start, beliefs, spans: spans(tags).into_iter().map(place).collect() }
    }

    /// Notes how probable each token is to name a source.
    pub fn note_sources(&self, sources: &mut [f32]) {
        for (source, belief) in sources[self.start..].iter_mut().zip(&self.beliefs) {
            *source = belief.kinds[SOURCE];
        }
    }
}

/// Longer paragraphs are read in parts, which keeps the room that the sums take bounded.
const LONGEST: usize = 1500;

impl<'a> Tagger<'a> {
    pub fn read(reader: &mut Reader<'a>) -> Result<Tagger<'a>, BadModel> {
        let tagger =
            Tagger { cues: WordTable::read(reader)?, rows: Rows::read(reader)?, tags: Tags::read(reader)? };
        let fits = tagger.rows.labels() == TAGS && tagger.tags.count() == TAGS;
        if fits { Ok(tagger) } else { Err(BadModel) }
    }

    /// How often a word is a cue, as a class from 0 (unknown) to 5.
    pub fn cue_class(&self, word: u64) -> u8 {
        self.cues.find(word).map_or(0, |place| self.cues.fact(0, place).min(5))
    }

    /// What it makes of each stretch of a document that may hold a quotation, with the stretch's context.
    pub fn read_all(&self, material: &Material, mut take: impl FnMut(&Context, Reading)) {
        let (mut scores, mut work, mut tags) = (vec![], vec![], vec![]);
        let (mut chances, mut slots) = (Marginals::default(), Slots::new(self.rows.bits()));
        let all = stretches(material.document);
        for (tokens, context) in material.contexts(all, |word| self.cue_class(word)) {
            if !may_hold_quotations(&context) {
                continue;
            }
            scores.clear();
            for i in 0..context.seen.len() {
                tags::see(&context, i, &mut slots);
                let mut sums: Scores = [0; LANES];
                slots.rows().iter().for_each(|&row| self.rows.add(row, &mut sums));
                scores.push(sums);
            }
            self.tags.best(&scores, &mut work, &mut tags);
            chances.read(&self.tags, &scores);
            let beliefs = beliefs(&chances.sums(&self.tags));
            take(&context, Reading::new(tokens.start, &tags, beliefs));
        }
    }
}

/// The stretches of tokens that are tagged as one, with the index of their paragraph.
pub fn stretches(document: &Document) -> Vec<(usize, Range<usize>)> {
    let mut all = vec![];
    for (index, paragraph) in document.paragraphs().iter().enumerate() {
        if !paragraph.role.is_analysed() {
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
fn may_hold_quotations(context: &Context) -> bool {
    context.goes_on
        || context.seen.iter().any(|s| {
            s.mark != mark::OUTSIDE || 2 <= s.cue || s.hint.report != 0 || s.hint.content != Hinted::None
        })
}
