//! Trains and measures what finds quotations. QUOTES_MODEL.md, beside this folder, says on what and how well.

use std::collections::HashMap;
use std::error::Error;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Instant;

use pullquote::model::tags::Part;
use pullquote::model::{Rows, Tags, Words};
use pullquote::recognise::features::{self, Lexicon, Word};
use pullquote::recognise::marks::{self, Marked};
use pullquote::recognise::quotes::candidates::{self, Candidate};
use pullquote::recognise::quotes::context::{Context, Material};
use pullquote::recognise::quotes::decide::Stretch;
use pullquote::recognise::quotes::speakers::{self, Choice, Ruled, Scene};
use pullquote::recognise::quotes::tagger::{self, Reading, Tagged};
use pullquote::recognise::quotes::tags::{self, CUE, Slots, TAGS};
use pullquote::recognise::quotes::{self, Model as Whole, Trust};
use pullquote::recognise::{coreference, entities};

mod corpus;
mod crf;
mod logistic;
mod measure;

use corpus::Record;
use crf::{Example, Lattice, Model, Settings};
use logistic::Logistic;

#[derive(clap::Args)]
pub struct Args {
    /// The folder with the training data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    #[arg(long, default_value = "src/model/lexicon.bin")]
    lexicon: PathBuf,
    /// Where the weights go.
    #[arg(long, default_value = "src/recognise/quotes/quotes.bin")]
    out: PathBuf,
    #[arg(long, default_value_t = 4)]
    epochs: usize,
    #[arg(long, default_value_t = 84_000)]
    keep: usize,
    #[arg(long)]
    refit: bool,
    /// Dropout of the second training.
    #[arg(long, default_value_t = 0.65)]
    again: f32,
    #[arg(long, default_value_t = 20)]
    bits: u32,
    #[arg(long, default_value_t = 0.65)]
    dropout: f32,
    #[arg(long, default_value_t = 0.03)]
    rate: f32,
    #[arg(long, default_value_t = 3)]
    folds: usize,
    /// Models that are averaged, at most four.
    #[arg(long, default_value_t = 4)]
    models: usize,
    /// Candidates with a chance under this are no quotations.
    #[arg(long, default_value_t = 0.38)]
    threshold: f32,
    /// Only measure the weights that `out` has.
    #[arg(long)]
    measure: bool,
    /// Show the mistakes on a set: `polnear/dev`.
    #[arg(long)]
    show: Option<String>,
}

/// Any number will do; this one was used.
const SEED: u64 = 20211110;
const SEEDS: [u64; 4] = [SEED, SEED + 2, SEED + 4, SEED + 6];

/// What is measured, never learned from.
const DEVELOPMENT: [&str; 5] =
    ["polnear/dev", "polnear_curly/dev", "polnear_straight/dev", "gum_news/dev", "pdnc/dev"];

/// An article with all that the tagger looks at.
struct Article {
    record: Record,
    words: Vec<Word>,
    marked: Vec<Marked>,
    ruled: Vec<Ruled>,
    contexts: Vec<Context>,
    /// Index of the first token of each context.
    starts: Vec<usize>,
}

/// Counts of a word: seen, and seen in a cue.
type Counts = HashMap<u64, (u32, u32)>;

pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let lexicon = std::fs::read(&args.lexicon).map_err(|e| format!("{}: {e}", args.lexicon.display()))?;
    let lexicon = Lexicon::from_bytes(&lexicon)?;
    if !args.measure {
        let bytes = train(&args, &lexicon)?;
        std::fs::write(&args.out, &bytes)?;
        println!("{}: {} bytes", args.out.display(), bytes.len());
    }
    let bytes = std::fs::read(&args.out).map_err(|e| format!("{}: {e}", args.out.display()))?;
    let whole = Whole::from_bytes(&bytes)?;
    for part in DEVELOPMENT {
        let counts = measure(&args.data, part, &lexicon, &whole)?;
        println!("{}", line(part, &counts));
        if part == "polnear/dev" {
            println!("{}", counts.reliability());
        }
        if args.show.as_deref() == Some(part) {
            counts.mistakes.iter().for_each(|m| println!("{m}"));
        }
    }
    Ok(())
}

/// The line of `tests/scores.txt`. Novels have direct quotations alone, and no words that name a speaker.
fn line(part: &str, counts: &measure::Counts) -> String {
    let name = part.trim_end_matches("/dev");
    match name {
        "pdnc" => format!("quotes   {name:16} direct {:.1}", counts.f1(1)),
        _ => format!("quotes   {name:16} {}", counts.line()),
    }
}

/// The figures of a set, with the library's own recogniser.
fn measure(
    data: &std::path::Path,
    part: &str,
    lexicon: &Lexicon,
    whole: &Whole,
) -> Result<measure::Counts, Box<dyn Error>> {
    let mut counts = measure::Counts::default();
    for record in corpus::read(data, part)? {
        let words = features::look_up(&record.document, lexicon);
        let mut found = quotes::find_by(&record.document, &words, whole);
        let mut named = entities::find_with(&record.document, &words, entities::tagger());
        coreference::fold(&record.document, &mut named);
        coreference::name_speakers(&record.document, &named, &mut found);
        measure::add(&record, &found, &mut counts);
    }
    Ok(counts)
}

fn train(args: &Args, lexicon: &Lexicon) -> Result<Vec<u8>, Box<dyn Error>> {
    let begun = Instant::now();
    let records = corpus::read(&args.data, "polnear/train")?;
    let words: Vec<Vec<Word>> = records.iter().map(|r| features::look_up(&r.document, lexicon)).collect();
    let mut counts = Counts::new();
    records.iter().zip(&words).for_each(|(r, w)| count(r, w, &mut counts));
    let articles: Vec<Article> = records
        .into_iter()
        .zip(words)
        .map(|(record, words)| {
            let mut own = Counts::new();
            count(&record, &words, &mut own);
            article(record, words, &|word| cue_class(word, &counts, Some(&own)))
        })
        .collect();
    let examples = examples_of(&articles, args.bits);
    println!(
        "read; {} features a token; {:.0?}",
        examples[0].rows.len() / examples[0].gold.len(),
        begun.elapsed()
    );
    let settings = Settings {
        bits: args.bits,
        dropout: args.dropout,
        rate: args.rate,
        epochs: args.epochs,
        keep: args.keep,
        refit: args.refit,
        again: args.again,
        seed: SEED,
    };
    // Everything after the tagger learns from its readings of articles that it has not seen.
    let mut readings: Vec<Reading> = examples.iter().map(|_| Reading::default()).collect();
    for fold in 0..args.folds {
        let rest: Vec<&Example> = examples.iter().filter(|e| e.article % args.folds != fold).collect();
        let model = cached(&format!("fold{fold}"), || crf::train_several(&rest, settings, &SEEDS[..args.models]));
        for (i, example) in examples.iter().enumerate().filter(|(_, e)| e.article % args.folds == fold) {
            readings[i] = read(&model, example, start_of(&articles, &examples, i));
        }
        println!("fold {fold}; {:.0?}", begun.elapsed());
    }
    let proposed = propose(&articles, &examples, &readings);
    let (weigher, held_out) = train_weigher(&articles, &examples, &proposed);
    println!("{} candidates; {:.0?}", proposed.iter().map(Vec::len).sum::<usize>(), begun.elapsed());
    let threshold = (args.threshold / (1.0 - args.threshold)).ln();
    let kept = keep(&articles, &examples, &proposed, held_out, threshold);
    println!("held out: {}", held_out_line(&articles, &examples, &kept));
    let spans = settle(&articles, &examples, &readings, &kept);
    let sources = sources(&articles, &examples, &readings);
    let right = |half: usize| {
        let ranker = ranker_bytes(&train_ranker(&articles, &spans, &sources, |a| a % HALVES != half));
        speakers_right(&articles, &spans, &sources, &ranker, |a| a % HALVES == half)
    };
    let (right, all) = (0..HALVES).map(right).fold((0, 0), |sum, r| (sum.0 + r.0, sum.1 + r.1));
    println!("held out: speaker {:.2}", 100.0 * right as f64 / all as f64);
    let ranker = train_ranker(&articles, &spans, &sources, |_| true);
    println!("ranker; {:.0?}", begun.elapsed());
    let ranker_bytes = ranker_bytes(&ranker);
    let trust = train_trust(&articles, &spans, &sources, &kept, &examples, &ranker_bytes);
    let all: Vec<&Example> = examples.iter().collect();
    let model = cached("all", || crf::train_several(&all, settings, &SEEDS[..args.models]));
    println!("all; {:.0?}", begun.elapsed());
    let mut bytes = b"quo1".to_vec();
    write_cues(&counts, &mut bytes);
    write_tagger(&model, args.bits, &mut bytes);
    let (weights, unit) = weigher.rounded();
    bytes.extend(unit.to_le_bytes());
    bytes.extend(threshold.to_le_bytes());
    Rows::write(1, candidates::BITS, &weights, &mut bytes);
    bytes.extend(ranker_bytes);
    trust.0.iter().for_each(|w| bytes.extend(w.to_le_bytes()));
    Ok(bytes)
}

// CACHE
fn cached(name: &str, make: impl FnOnce() -> Model) -> Model {
    let Ok(dir) = std::env::var("PQ_CACHE") else { return make() };
    let path = std::path::Path::new(&dir).join(name);
    if let Ok(bytes) = std::fs::read(&path) {
        let mut f = bytes.chunks(4).map(|c| f32::from_le_bytes(c.try_into().unwrap()));
        let size = f.next().unwrap() as usize;
        let mut model = Model { rows: vec![[0.0; crf::LANES]; size], steps: [[0.0; crf::LANES]; TAGS] };
        for row in &mut model.steps { for x in row.iter_mut() { *x = f.next().unwrap(); } }
        while let Some(hi) = f.next() {
            let at = hi as usize * 1024 + f.next().unwrap() as usize;
            for x in model.rows[at].iter_mut() { *x = f.next().unwrap(); }
        }
        return model;
    }
    let model = make();
    let mut out: Vec<f32> = vec![model.rows.len() as f32];
    model.steps.iter().flatten().for_each(|&x| out.push(x));
    for (i, row) in model.rows.iter().enumerate().filter(|(_, r)| r.iter().any(|&x| x != 0.0)) {
        out.push((i / 1024) as f32); out.push((i % 1024) as f32);
        out.extend(row);
    }
    let bytes: Vec<u8> = out.iter().flat_map(|x| x.to_le_bytes()).collect();
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(path, bytes).unwrap();
    model
}

fn count(record: &Record, words: &[Word], counts: &mut Counts) {
    for (word, &tag) in words.iter().zip(&record.gold) {
        let entry = counts.entry(word.lower).or_default();
        entry.0 += 1;
        entry.1 += u32::from(Part::of(usize::from(tag)).kind() == Some(CUE));
    }
}

/// Words seen more seldom tell nothing.
const ENOUGH: u32 = 3;

fn cue_class(word: u64, counts: &Counts, own: Option<&Counts>) -> u8 {
    let of = |counts: &Counts| counts.get(&word).copied().unwrap_or_default();
    let (all, own) = (of(counts), own.map(of).unwrap_or_default());
    let (seen, cues) = (all.0 - own.0, all.1 - own.1);
    if seen < ENOUGH {
        return 0;
    }
    match f64::from(cues) / f64::from(seen) {
        r if r < 0.02 => 1,
        r if r < 0.1 => 2,
        r if r < 0.3 => 3,
        r if r < 0.6 => 4,
        _ => 5,
    }
}

fn article(record: Record, words: Vec<Word>, cues: &impl Fn(u64) -> u8) -> Article {
    let marked = marks::pair(&record.document);
    let found = quotes::rules::find(&record.document, &marked);
    let ruled = speakers::ruled(&record.document, &found);
    let material =
        Material { document: &record.document, words: &words, marked: &marked, hints: &found.hints };
    let (mut contexts, mut starts) = (vec![], vec![]);
    for (index, tokens) in tagger::stretches(&record.document) {
        starts.push(tokens.start);
        contexts.push(material.context(index, tokens, cues));
    }
    Article { record, words, marked, ruled, contexts, starts }
}

fn examples_of(articles: &[Article], bits: u32) -> Vec<Example> {
    let mut slots = Slots::new(bits);
    let mut examples = vec![];
    for (a, article) in articles.iter().enumerate() {
        for (context, &start) in article.contexts.iter().zip(&article.starts) {
            let gold = article.record.gold[start..start + context.seen.len()].to_vec();
            let mut example = Example { rows: vec![], starts: vec![0], gold, article: a };
            for i in 0..context.seen.len() {
                tags::see(context, i, &mut slots);
                example.rows.extend_from_slice(slots.rows());
                example.starts.push(example.rows.len() as u32);
            }
            examples.push(example);
        }
    }
    examples
}

/// Which of its article's contexts an example is: they come in one order.
fn place_of(examples: &[Example], i: usize) -> usize {
    i - examples.partition_point(|e| e.article < examples[i].article)
}

fn start_of(articles: &[Article], examples: &[Example], i: usize) -> usize {
    articles[examples[i].article].starts[place_of(examples, i)]
}

fn read(model: &Model, example: &Example, start: usize) -> Reading {
    let mut lattice = Lattice::default();
    model.score(example, &mut lattice);
    let factors = crf::exponents(&model.steps);
    lattice.sum(&factors);
    let best = model.best(&lattice.scores, 0.0);
    Reading::new(start, &best, tagger::beliefs(&lattice.sums(&factors)))
}

fn propose(articles: &[Article], examples: &[Example], readings: &[Reading]) -> Vec<Vec<Candidate>> {
    let of = |(i, reading): (usize, &Reading)| {
        let article = &articles[examples[i].article];
        let within = reading.start..reading.start + reading.beliefs.len();
        let ruled = speakers::ruled_in(&article.ruled, &within);
        candidates::propose(&article.contexts[place_of(examples, i)], reading, ruled)
    };
    readings.iter().enumerate().map(of).collect()
}

/// Folds by which the candidates' weights, too, are worked out on articles that they were not learned from.
const HALVES: usize = 2;

/// The weights of all candidates, and what each candidate weighs by the weights of the other half.
fn train_weigher(
    articles: &[Article],
    examples: &[Example],
    proposed: &[Vec<Candidate>],
) -> (Logistic, Vec<Vec<f32>>) {
    let right: Vec<Vec<Option<bool>>> = proposed
        .iter()
        .enumerate()
        .map(|(i, p)| p.iter().map(|c| articles[examples[i].article].record.is_right(&c.tokens)).collect())
        .collect();
    let learn = |half: Option<usize>| {
        let mut rows: Vec<(&[u32], bool)> = vec![];
        for (i, p) in proposed.iter().enumerate() {
            if half.is_none_or(|half| examples[i].article % HALVES != half) {
                let known = p.iter().zip(&right[i]).filter_map(|(c, r)| Some((c.rows.as_slice(), (*r)?)));
                rows.extend(known);
            }
        }
        Logistic::train(candidates::BITS, &rows, SEED)
    };
    let halves: Vec<Logistic> = (0..HALVES).map(|half| learn(Some(half))).collect();
    let weigh = |(i, p): (usize, &Vec<Candidate>)| {
        let half = &halves[examples[i].article % HALVES];
        p.iter().map(|c| half.sum(&c.rows)).collect()
    };
    let held_out = proposed.iter().enumerate().map(weigh).collect();
    (learn(None), held_out)
}

/// The candidates that are kept, by what they weigh.
fn keep(
    articles: &[Article],
    examples: &[Example],
    proposed: &[Vec<Candidate>],
    weights: Vec<Vec<f32>>,
    threshold: f32,
) -> Vec<Vec<(Range<usize>, f32)>> {
    let of = |(i, (weights, proposed)): (usize, (Vec<f32>, &Vec<Candidate>))| {
        let article = &articles[examples[i].article];
        let context = &article.contexts[place_of(examples, i)];
        let start = start_of(articles, examples, i);
        let rules = speakers::ruled_in(&article.ruled, &(start..start + context.seen.len()));
        let stretch = Stretch { document: &article.record.document, context, start, rules };
        stretch.keep(proposed.iter().zip(weights).map(|(c, w)| (c.tokens.clone(), w)).collect(), threshold)
    };
    weights.into_iter().zip(proposed).enumerate().map(of).collect()
}

/// How well the spans that were kept agree with the training articles, none of which its tagger had seen.
fn held_out_line(articles: &[Article], examples: &[Example], kept: &[Vec<(Range<usize>, f32)>]) -> String {
    let (mut found, mut right) = ([0; 4], [0; 4]);
    for (i, kept) in kept.iter().enumerate() {
        let article = &articles[examples[i].article];
        for (tokens, _) in kept {
            let Some(is_right) = article.record.is_right(tokens) else { continue };
            let marked = |t: &usize| {
                let at = article.record.document.tokens()[*t].span;
                article.marked.iter().any(|m| m.span.overlaps(at))
            };
            let kind = match tokens.clone().filter(marked).count() {
                n if n == tokens.len() => 1,
                0 => 3,
                _ => 2,
            };
            for k in [0, kind] {
                found[k] += 1;
                right[k] += usize::from(is_right);
            }
        }
    }
    let mut gold = [0; 4];
    for quote in articles.iter().flat_map(|a| a.record.quotes.iter().filter(|q| !q.ignore)) {
        let kind = match quote.kind.as_deref() {
            Some("direct") => 1,
            Some("mixed") => 2,
            _ => 3,
        };
        gold[0] += 1;
        gold[kind] += 1;
    }
    let f = |k: usize| 200.0 * right[k] as f64 / (found[k] + gold[k]).max(1) as f64;
    format!("all {:.2}  direct {:.2}  mixed {:.2}  indirect {:.2}", f(0), f(1), f(2), f(3))
}

/// The spans of each article.
fn settle(
    articles: &[Article],
    examples: &[Example],
    readings: &[Reading],
    kept: &[Vec<(Range<usize>, f32)>],
) -> Vec<Vec<Tagged>> {
    let mut spans: Vec<Vec<Tagged>> = articles.iter().map(|_| vec![]).collect();
    for (i, (reading, kept)) in readings.iter().zip(kept).enumerate() {
        spans[examples[i].article].extend(candidates::settle(&reading.spans, kept));
    }
    spans
}

/// Of each article's tokens, how probable they are to name a source.
fn sources(articles: &[Article], examples: &[Example], readings: &[Reading]) -> Vec<Vec<f32>> {
    let mut all: Vec<Vec<f32>> =
        articles.iter().map(|a| vec![0.0; a.record.document.tokens().len()]).collect();
    for (example, reading) in examples.iter().zip(readings) {
        reading.note_sources(&mut all[example.article]);
    }
    all
}

const RANKER_EPOCHS: usize = 8;
const RANKER_RATE: f32 = 0.15;
/// Pull of a weight towards zero at each sight.
const RANKER_DECAY: f32 = 1e-3;

/// Weights that make a right speaker likely among all candidates: a softmax over them, by AdaGrad (Duchi et al. 2011).
fn train_ranker(
    articles: &[Article],
    spans: &[Vec<Tagged>],
    sources: &[Vec<f32>],
    learns: impl Fn(usize) -> bool,
) -> Vec<f32> {
    let size = 1usize << speakers::BITS;
    let (mut weights, mut squares) = (vec![0f32; size], vec![1f32; size]);
    let mut random = crate::entities::crf::Random(SEED);
    let mut order: Vec<usize> = (0..articles.len()).filter(|&a| learns(a)).collect();
    for epoch in 0..RANKER_EPOCHS {
        random.shuffle(&mut order);
        let rate = RANKER_RATE * (1.0 - 0.8 * epoch as f32 / RANKER_EPOCHS as f32);
        for &a in &order {
            let scene = scene(&articles[a], &spans[a], &sources[a]);
            let mut last: Option<Range<usize>> = None;
            for content in scene.contents() {
                let all = scene.candidates(content, last.as_ref());
                let gold = articles[a].record.speaker_of(&spans[a][content].tokens);
                let is_right: Vec<bool> =
                    all.iter().map(|c| gold.iter().any(|g| speakers::overlap(g, &c.tokens))).collect();
                let scores: Vec<f32> =
                    all.iter().map(|c| c.rows.iter().map(|&r| weights[r as usize]).sum()).collect();
                let most = scores.iter().fold(f32::MIN, |a, &b| a.max(b));
                let chances: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
                let sum = |right: bool| -> f32 {
                    chances.iter().zip(&is_right).filter(|(_, r)| **r || !right).map(|(c, _)| c).sum()
                };
                let (total, good) = (sum(false), sum(true));
                if 0.0 < good {
                    for (i, candidate) in all.iter().enumerate() {
                        let wanted = if is_right[i] { chances[i] / good } else { 0.0 };
                        let gradient = chances[i] / total - wanted;
                        if gradient.abs() < 1e-4 {
                            continue;
                        }
                        for &row in &candidate.rows {
                            let row = row as usize;
                            let g = gradient + RANKER_DECAY * weights[row];
                            squares[row] += g * g;
                            weights[row] -= rate * g / squares[row].sqrt();
                        }
                    }
                }
                // What it would choose itself, so that it learns to live with its mistakes.
                let best = (0..all.len()).max_by(|&i, &j| scores[i].total_cmp(&scores[j]).then(j.cmp(&i)));
                if let Some(best) = best {
                    last = Some(all[best].tokens.clone());
                }
            }
        }
    }
    weights
}

fn ranker_bytes(weights: &[f32]) -> Vec<u8> {
    let most = weights.iter().fold(0f32, |a, w| a.max(w.abs())).max(1e-6);
    let small: Vec<i8> = weights.iter().map(|w| (w * 100.0 / most).round() as i8).collect();
    let mut bytes = vec![];
    Rows::write(1, speakers::BITS, &small, &mut bytes);
    bytes
}

/// Of the contents that are right and have a speaker, how many get theirs, and how many there are.
fn speakers_right(
    articles: &[Article],
    spans: &[Vec<Tagged>],
    sources: &[Vec<f32>],
    ranker: &[u8],
    counts: impl Fn(usize) -> bool,
) -> (usize, usize) {
    let ranker = Rows::read(&mut pullquote::model::Reader(ranker)).expect("these bytes were just written");
    let (mut right, mut all) = (0, 0);
    for (a, article) in articles.iter().enumerate().filter(|(a, _)| counts(*a)) {
        let scene = scene(article, &spans[a], &sources[a]);
        let choices: Vec<Choice> = speakers::choose(&scene, &ranker);
        for (content, choice) in scene.contents().zip(&choices) {
            let tokens = &spans[a][content].tokens;
            let gold = article.record.speaker_of(tokens);
            if article.record.is_right(tokens) == Some(true) && !gold.is_empty() {
                all += 1;
                let named = choice.speaker.as_ref();
                right += usize::from(named.is_some_and(|s| gold.iter().any(|g| speakers::overlap(g, s))));
            }
        }
    }
    (right, all)
}

fn scene<'a>(article: &'a Article, spans: &'a [Tagged], sources: &'a [f32]) -> Scene<'a> {
    Scene::new(&article.record.document, &article.words, &article.marked, spans, &article.ruled, sources)
}

/// How far to trust a quotation, from those of the training articles.
fn train_trust(
    articles: &[Article],
    spans: &[Vec<Tagged>],
    sources: &[Vec<f32>],
    kept: &[Vec<(Range<usize>, f32)>],
    examples: &[Example],
    ranker: &[u8],
) -> Trust {
    let ranker = Rows::read(&mut pullquote::model::Reader(ranker)).expect("these bytes were just written");
    let mut weights: Vec<Vec<f32>> = articles.iter().map(|_| vec![]).collect();
    for (i, kept) in kept.iter().enumerate() {
        weights[examples[i].article].extend(kept.iter().map(|k| k.1));
    }
    let mut rows = vec![];
    for (a, article) in articles.iter().enumerate() {
        let scene = scene(article, &spans[a], &sources[a]);
        let choices: Vec<Choice> = speakers::choose(&scene, &ranker);
        for ((content, choice), &weight) in scene.contents().zip(&choices).zip(&weights[a]) {
            let tokens = &spans[a][content].tokens;
            let Some(right) = article.record.is_right(tokens) else { continue };
            let gold = article.record.speaker_of(tokens);
            let named = choice.speaker.as_ref().is_some_and(|s| gold.iter().any(|g| speakers::overlap(g, s)));
            rows.push((Trust::facts(&scene, content, choice, weight), right && named));
        }
    }
    Trust(logistic::dense(&rows))
}

fn write_cues(counts: &Counts, out: &mut Vec<u8>) {
    let mut entries: Vec<(u64, [u8; 1])> =
        counts.keys().map(|&word| (word, [cue_class(word, counts, None)])).filter(|e| 1 < e.1[0]).collect();
    entries.sort_unstable();
    Words::write(&entries, out);
}

/// Steps of a weight, each way: fewer take less room.
const STEPS: f32 = 24.0;

/// The largest weights are cut off, so that the steps are fine enough for the others.
const KEPT_WHOLE: f64 = 0.9995;

fn write_tagger(model: &Model, bits: u32, out: &mut Vec<u8>) {
    let mut sizes: Vec<f32> = model.rows.iter().flatten().map(|w| w.abs()).filter(|&w| w > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let largest = sizes.get((sizes.len() as f64 * KEPT_WHOLE) as usize).copied().unwrap_or(1.0);
    let unit = largest / STEPS;
    let small = |w: &f32| (w / unit).round().clamp(-127.0, 127.0) as i8;
    let weights: Vec<i8> = model.rows.iter().flat_map(|row| row[..TAGS].iter().map(small)).collect();
    let steps: Vec<i16> =
        model.steps.iter().flat_map(|row| row[..TAGS].iter().map(|w| (w / unit).round() as i16)).collect();
    Rows::write(TAGS, bits, &weights, out);
    Tags::write(TAGS, unit, &steps, out);
}

const _: () = assert!(TAGS <= crf::LANES);

#[cfg(test)]
mod tests {
    use super::*;

    /// Quick enough for every run.
    const CHECKED: [&str; 2] = ["polnear/dev", "gum_news/dev"];

    /// The scores in `tests/scores.txt` are those of the weights that are committed.
    #[test]
    fn scores_are_as_written() {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        let data = root.join("../shared/data");
        if !data.join("quotes").is_dir() {
            eprintln!("SKIPPED: {} is not here, so the quotation scores were not checked", data.display());
            return;
        }
        let read = |file: &str| std::fs::read(root.join(file)).expect("the weights are part of the project");
        let (lexicon, weights) = (read("src/model/lexicon.bin"), read("src/recognise/quotes/quotes.bin"));
        let lexicon = Lexicon::from_bytes(&lexicon).expect("the tables are whole");
        let whole = Whole::from_bytes(&weights).expect("the weights are whole");
        let written =
            std::fs::read_to_string(root.join("tests/scores.txt")).expect("it is part of the project");
        for part in CHECKED {
            let measured = line(part, &measure(&data, part, &lexicon, &whole).expect("the data can be read"));
            assert!(written.lines().any(|line| line == measured), "tests/scores.txt lacks: {measured}");
        }
    }
}
