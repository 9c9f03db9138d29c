//! Quotations with their cues and the words that name their speakers.
//!
//! Rules read verbs of saying, marks and continuations (`rules`). A tagger, trained on annotated news, reads all that
//! again beside what they say (`context`, `tags`, `tagger`). What either proposes is weighed as a whole
//! (`candidates`, `facts`), and each quotation is given the likeliest of the sources around it (`speakers`).
//! Conventions are PolNeAR's (Newell, Margolin and Ruths, LREC 2018): a direct quotation includes its marks, an indirect
//! one its "that".

use std::ops::Range;
use std::sync::LazyLock;

use self::candidates::Candidate;
use self::context::Material;
use self::decide::Stretch;
use self::speakers::{Choice, Scene};
use self::tagger::QuoteTagger;
use super::FoundQuote;
use super::marks::{self, End, Marked, Start};
use super::words::Word;
use crate::annotation::{QuoteKind, Why};
use crate::document::{Document, TokenKind};
use crate::learn::calibration::Calibration;
use crate::learn::{BadModel, Reader, Trees, WeightRows};

pub(crate) mod candidates;
pub(crate) mod context;
pub(crate) mod decide;
pub(crate) mod facts;
pub(crate) mod rules;
pub(crate) mod speakers;
pub(crate) mod tagger;
pub(crate) mod tags;
pub(crate) mod token_features;

/// Everything trained: tagger, weights of candidates and of speakers, and how far to trust them.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    pub tagger: QuoteTagger<'a>,
    weigher: Trees,
    /// Candidates that weigh less are no quotations.
    threshold: f32,
    ranker: WeightRows<'a>,
    calibration: Calibration<{ Trust::COUNT }>,
}

impl<'a> Model<'a> {
    /// A model from the bytes that `tools/lab` writes.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Model<'a>, BadModel> {
        let mut reader = Reader(bytes);
        reader.magic(b"quo2")?;
        let tagger = QuoteTagger::read(&mut reader)?;
        let threshold = reader.f32()?;
        let weigher = Trees::read(&mut reader, facts::COUNT)?;
        let ranker = WeightRows::read(&mut reader)?;
        let calibration = Calibration::read(&mut reader)?;
        let fits = ranker.labels() == 1 && ranker.bits() == speakers::BITS;
        if fits { Ok(Model { tagger, weigher, threshold, ranker, calibration }) } else { Err(BadModel) }
    }
}

fn own_model() -> &'static Model<'static> {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        Model::from_bytes(include_bytes!("quotes/quotes.bin")).expect("the program's own weights are whole")
    });
    &MODEL
}

/// The quotations of a document, in the order of the text.
#[cfg(test)]
pub(crate) fn find(document: &Document) -> Vec<FoundQuote> {
    use super::words;
    find_with(document, &words::look_up(document, words::lexicon()))
}

/// The same with words that were looked up before.
pub fn find_with(document: &Document, words: &[Word]) -> Vec<FoundQuote> {
    find_by(document, words, own_model())
}

/// The same by a model of one's own.
pub fn find_by(document: &Document, words: &[Word], model: &Model) -> Vec<FoundQuote> {
    let marked = marks::pair(document);
    let found = rules::find(document, &marked);
    let ruled = speakers::ruled(document, &found);
    let material = Material { document, words, marked: &marked, hints: &found.hints };
    let (mut spans, mut weights) = (vec![], vec![]);
    let mut sources = vec![0.0; document.tokens().len()];
    model.tagger.tag_all(&material, |context, reading| {
        let within = reading.start..reading.start + reading.marginals.len();
        let rules = speakers::ruled_in(&ruled, &within);
        let proposed = candidates::propose(context, &reading, rules);
        reading.record_sources(&mut sources);
        let weigh = |c: Candidate| (c.tokens.clone(), model.weigher.score(c.facts.values()));
        let weighed = proposed.into_iter().map(weigh).collect();
        let stretch = Stretch { document, context, start: reading.start, rules };
        let kept = stretch.keep(weighed, model.threshold);
        weights.extend(kept.iter().map(|k| k.1));
        spans.extend(candidates::settle(&reading.spans, &kept));
    });
    let scene = Scene::new(document, words, &marked, &spans, &ruled, &sources);
    let choices = speakers::choose(&scene, &model.ranker);
    let mut quotes = vec![];
    for ((content, choice), weight) in scene.contents().zip(choices).zip(weights) {
        quotes.push(quote(&scene, content, choice, weight, &model.calibration));
    }
    join(document, &marked, quotes)
}

/// What the probability that a quotation is right with its speaker is calibrated by.
#[derive(Clone, Copy, Debug)]
pub struct Trust;

impl Trust {
    pub const COUNT: usize = 10;

    /// What it goes by.
    pub fn facts(scene: &Scene, content: usize, choice: &Choice, weight: f32) -> [f32; Trust::COUNT] {
        let tokens = &scene.spans[content].tokens;
        let on = |condition: bool| if condition { 1.0 } else { 0.0 };
        let direct = on(kind(scene, tokens) == QuoteKind::Direct);
        let lead = choice.lead.clamp(0, 150) as f32 / 50.0;
        let rule = scene.rule_over(tokens);
        [
            1.0,
            weight.clamp(-4.0, 8.0),
            weight.clamp(-4.0, 8.0) * direct,
            lead,
            lead * direct,
            on(choice.speaker.is_none()),
            on(choice.is_by_rule),
            on(rule.is_some_and(|(_, share)| 80 <= share)),
            on(rule.is_none()),
            direct,
        ]
    }
}

fn quote(
    scene: &Scene,
    content: usize,
    choice: Choice,
    weight: f32,
    calibration: &Calibration<{ Trust::COUNT }>,
) -> FoundQuote {
    let tokens = &scene.spans[content].tokens;
    let facts = Trust::facts(scene, content, &choice, weight);
    let cue = scene.cue(content, choice.speaker.as_ref());
    let rule = scene.rule_over(tokens).filter(|(_, share)| 50 < *share);
    let span = |tokens: Range<usize>| {
        let all = scene.document.tokens();
        all[tokens.start].span.hull(all[tokens.end - 1].span)
    };
    FoundQuote {
        spans: vec![span(trimmed(scene, tokens.clone()))],
        kind: kind(scene, tokens),
        speaker: choice.speaker.map(|tokens| span(bare(scene, tokens))),
        speaker_name: None,
        cue: cue.map(|tokens| span(bare(scene, tokens))),
        confidence: calibration.probability(&facts),
        why: rule.map_or(Why::Model, |(rule, _)| rule.why),
    }
}

/// Without commas and semicolons at the ends that stand outside the marks; with the stop that closes a stretch left
/// open.
fn trimmed(scene: &Scene, mut tokens: Range<usize>) -> Range<usize> {
    tokens.start = after_dateline(scene, &tokens);
    let is_sign = |t: usize, signs: &[&str]| signs.contains(&scene.document.word(t));
    let outside = |t: usize| !scene.is_marked(t) && is_sign(t, &[",", ";"]);
    while 1 < tokens.len() && outside(tokens.end - 1) {
        tokens.end -= 1;
    }
    while 1 < tokens.len() && outside(tokens.start) {
        tokens.start += 1;
    }
    let open = |t: usize| scene.is_marked(t) && is_sign(t, &[".", "!", "?", "…"]);
    let paragraph = scene.paragraph(tokens.start);
    let count = scene.document.tokens().len();
    let closes = |t: usize| count <= t || !scene.is_marked(t) || scene.paragraph(t) != paragraph;
    if scene.is_marked(tokens.end - 1)
        && tokens.end < count
        && scene.paragraph(tokens.end) == paragraph
        && open(tokens.end)
        && scene.document.tokens()[tokens.end - 1].kind != TokenKind::Mark
        && closes(tokens.end + 1)
    {
        tokens.end += 1;
    }
    tokens
}

/// The most tokens of a dateline, up to its dash: "WASHINGTON, D.C. (Reuters) —".
const LONGEST_DATELINE: usize = 10;

/// Where the words begin when a paragraph's dateline ("LONDON —") is no part of them.
fn after_dateline(scene: &Scene, tokens: &Range<usize>) -> usize {
    let paragraph = scene.paragraph(tokens.start);
    let begins = tokens.start.checked_sub(1).is_none_or(|before| scene.paragraph(before) != paragraph);
    let place = scene.document.word(tokens.start);
    let is_place = 3 <= place.len() && place.chars().all(char::is_uppercase);
    let mut near = tokens.clone().take(LONGEST_DATELINE);
    let dash = near.find(|&t| matches!(scene.document.word(t), "—" | "–" | "--"));
    dash.filter(|&dash| begins && is_place && dash + 1 < tokens.end).map_or(tokens.start, |dash| dash + 1)
}

/// Without the comma or colon after it.
fn bare(scene: &Scene, mut tokens: Range<usize>) -> Range<usize> {
    while 1 < tokens.len() && matches!(scene.document.word(tokens.end - 1), "," | ";" | ":") {
        tokens.end -= 1;
    }
    tokens
}

/// By how many of the words stand between marks.
fn kind(scene: &Scene, tokens: &Range<usize>) -> QuoteKind {
    let is_word =
        |t: &usize| !matches!(scene.document.tokens()[*t].kind, TokenKind::Punctuation | TokenKind::Mark);
    let words = || tokens.clone().filter(is_word);
    let any = tokens.clone().any(|t| scene.is_marked(t));
    match any {
        true if words().all(|t| scene.is_marked(t)) => QuoteKind::Direct,
        true => QuoteKind::Mixed,
        false => QuoteKind::Indirect,
    }
}

/// Makes one of what belongs together: a quotation that its cue splits, and one that runs on over paragraphs.
fn join(document: &Document, marked: &[Marked], quotes: Vec<FoundQuote>) -> Vec<FoundQuote> {
    let mut joined: Vec<FoundQuote> = vec![];
    for quote in quotes {
        match joined.last_mut() {
            Some(last) if runs_on(document, marked, last, &quote) || is_split(document, last, &quote) => {
                last.spans.extend(&quote.spans);
                last.confidence = last.confidence.min(quote.confidence);
            }
            _ => joined.push(quote),
        }
    }
    joined
}

/// Whether the marks of one were left open at its paragraph's end, and the other carries it on.
fn runs_on(document: &Document, marked: &[Marked], last: &FoundQuote, next: &FoundQuote) -> bool {
    let (Some(&end), Some(&start)) = (last.spans.last(), next.spans.first()) else { return false };
    let both = last.kind == QuoteKind::Direct && next.kind == QuoteKind::Direct;
    if !both || document.paragraph_at(end.start()) + 1 != document.paragraph_at(start.start()) {
        return false;
    }
    let from = marked.partition_point(|m| m.span.end() < end.start());
    let near = &marked[from..marked.len().min(from + 8)];
    near.iter().any(|m| m.span.overlaps(end) && m.end == End::ContinuesInNext)
        && near.iter().any(|m| m.span.overlaps(start) && m.start == Start::Continued)
}

/// Whether only a cue and the speaker of both stand between two marked parts of one sentence, the first of which
/// ends with a comma.
fn is_split(document: &Document, last: &FoundQuote, next: &FoundQuote) -> bool {
    let (Some(&end), Some(&start)) = (last.spans.last(), next.spans.first()) else { return false };
    let both = last.kind == QuoteKind::Direct && next.kind == QuoteKind::Direct;
    let inside = |s: crate::span::Span| end.end() <= s.start() && s.end() <= start.start();
    let between = last.cue.is_some_and(inside) && last.cue == next.cue && last.speaker == next.speaker;
    let stops =
        document.slice(end).trim_end_matches(['"', '\'', '”', '’', '»', '“']).ends_with([',', '—', '–', '-']);
    let apart = crate::span::Span::new(end.end().min(start.start()), start.start());
    let one_sentence = !document.slice(apart).contains(['.', '!', '?']);
    both && between && stops && one_sentence
}
