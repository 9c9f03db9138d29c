//! Trains and measures the entity tagger.

use std::collections::HashSet;
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use pullquote::model::tags::Part;
use pullquote::model::{Rows, Tags};
use pullquote::recognise::entities::tagger::{self, KINDS, MISC, NORP, Slots, TAGS};
use pullquote::recognise::features::{self, Lexicon};
use pullquote::span::Span;

pub mod corpus;
mod crf;
mod score;

use corpus::{DEVELOPMENT, OPEN, Record, Set, TRAINING};
use crf::{Example, Grid, LANES, Model, Row, Settings, Trainer};
use score::Score;

#[derive(clap::Args)]
pub struct Args {
    /// The folder with the training data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    #[arg(long, default_value = "src/recognise/entities/entities.bin")]
    out: PathBuf,
    #[arg(long, default_value_t = 16)]
    bits: u32,
    #[arg(long, default_value_t = 8)]
    epochs: usize,
    /// Rows that are kept.
    #[arg(long, default_value_t = 45_000)]
    keep: usize,
    /// Epochs with the kept rows alone.
    #[arg(long, default_value_t = 1)]
    polish: usize,
    #[arg(long, default_value_t = 0.3)]
    dropout: f32,
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    #[arg(long, default_value_t = 0.0)]
    decay: f32,
    /// Sets to leave out of the training, to see how it does without.
    #[arg(long)]
    indicators: bool,
    #[arg(long, default_value = "")]
    show: String,
    #[arg(long, default_value_t = 1.0)]
    start: f32,
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    #[arg(long, value_delimiter = ',')]
    without: Vec<String>,
}

pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let lexicon_bytes = std::fs::read("src/model/lexicon.bin")?;
    let lexicon = Lexicon::from_bytes(&lexicon_bytes)?;
    let mut examples = vec![];
    let (mut tokens, mut looked_at, mut lost) = (0, 0, 0);
    for source in TRAINING {
        if args.without.iter().any(|w| w == source.set.folder()) {
            continue;
        }
        if !args.only.is_empty() && !args.only.iter().any(|w| w == source.set.folder()) {
            continue;
        }
        for record in corpus::read(&args.data, source)? {
            tokens += record.gold.len();
            let source = (args.indicators && record.set.is_peculiar()).then_some(record.set as u64 + 1);
            let runs = Runs::of(&record, &lexicon, args.bits, source);
            looked_at += runs.0.iter().map(|r| r.1.len()).sum::<usize>();
            lost += runs.lost(&record);
            examples.extend(runs.0.into_iter().map(|r| r.1));
        }
    }
    println!(
        "{tokens} tokens, {looked_at} looked at, {lost} marked outside; {} runs; {:.0?}",
        examples.len(),
        begun.elapsed()
    );
    let mut development = vec![];
    for source in DEVELOPMENT {
        development.push((source.set, corpus::read(&args.data, source)?));
    }
    let settings = Settings {
        bits: args.bits,
        dropout: args.dropout,
        decay: args.decay,
        start: args.start,
        seed: 20211110,
    };
    let mut trainer = Trainer::new(settings);
    let mut kept = vec![];
    for epoch in 0..args.epochs {
        if epoch + args.polish == args.epochs {
            kept = prune(&mut trainer.model, args.keep);
            examples.iter_mut().for_each(|e| e.keep(&kept));
        }
        let rate = args.rate * (1.0 - 0.9 * epoch as f32 / args.epochs as f32);
        let loss = trainer.epoch(&examples, rate, None);
        println!("epoch {epoch}: loss {:.4} a token, {:.0?}", loss / looked_at as f64, begun.elapsed());
    }
    let model = trainer.model;
    let (quantised, bytes) = quantise(&model, args.bits);
    println!("{}: {} bytes", args.out.display(), bytes.len());
    std::fs::write(&args.out, bytes)?;
    let mut variants = vec![(&model, None, 0.0), (&quantised, None, 0.0), (&quantised, None, 2.0), (&quantised, None, 4.0), (&quantised, None, 6.0)];
    if args.indicators {
        variants.push((&model, Some(2), 0.0));
    }
    for (model, source, pull) in variants {
        println!("--- {source:?} {pull}");
        for (set, records) in &development {
            let mut score = Score::default();
            for record in records {
                let found = predict(record, &lexicon, model, args.bits, source, pull);
                if args.show == set.folder() {
                    show(record, &found);
                }
                score.add(record, &found);
            }
            println!("{}", score.line(*set));
        }
    }
    Ok(())
}

/// Steps of a weight, each way: fewer take less room, and down to about 20 cost no accuracy.
const STEPS: f32 = 24.0;

/// The largest weights are cut off, so that the steps are fine enough for the others.
const KEPT_WHOLE: f64 = 0.9995;

/// Rounds the weights to what a byte holds.
fn quantise(model: &Model, bits: u32) -> (Model, Vec<u8>) {
    let mut sizes: Vec<f32> = model.rows.iter().flatten().map(|w| w.abs()).filter(|&w| w > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let scale = sizes[(sizes.len() as f64 * KEPT_WHOLE) as usize] / STEPS;
    let small = |w: f32| (w / scale).round().clamp(-127.0, 127.0) as i8;
    let weights: Vec<i8> = model.rows.iter().flat_map(|row| row[..TAGS].iter().map(|&w| small(w))).collect();
    let steps: Vec<i16> =
        model.steps.iter().flat_map(|row| row[..TAGS].iter().map(|&w| (w / scale).round() as i16)).collect();
    let kept = model.rows.iter().filter(|row| row.iter().any(|&w| small(w) != 0)).count();
    let zeros = weights.iter().filter(|&&w| w == 0).count() - (model.rows.len() - kept) * TAGS;
    println!("scale {scale:.4}, {kept} rows, zeros in them {:.2}", zeros as f64 / (kept * TAGS) as f64);
    let mut bytes = b"ent1".to_vec();
    Rows::write(TAGS, bits, &weights, &mut bytes);
    Tags::write(TAGS, &steps, &mut bytes);
    let rows = model.rows.iter().map(|row| row.map(|w| f32::from(small(w)) * scale)).collect();
    (Model { rows, steps: model.steps }, bytes)
}

/// Keeps the rows with the most weight; all others become zero.
fn prune(model: &mut Model, keep: usize) -> Vec<bool> {
    let size = |row: &Row| row.iter().map(|w| w * w).sum::<f32>();
    let mut sizes: Vec<f32> = model.rows.iter().map(size).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let least = sizes.get(keep).copied().unwrap_or(0.0);
    let kept: Vec<bool> = model.rows.iter().map(|row| least < size(row)).collect();
    for (row, kept) in model.rows.iter_mut().zip(&kept) {
        if !kept {
            *row = [0.0; LANES];
        }
    }
    kept
}

/// The runs of a record, each with where it starts.
struct Runs(Vec<(usize, Example)>);

impl Runs {
    fn of(record: &Record, lexicon: &Lexicon, bits: u32, source: Option<u64>) -> Runs {
        let words = features::look_up(&record.document, lexicon);
        let mut slots = Slots::new(bits);
        slots.source = source;
        let mut runs = vec![];
        for sentence in record.document.sentences() {
            for run in tagger::runs(&words, sentence.tokens.clone()) {
                let mut example = Example { rows: vec![], starts: vec![0], allowed: vec![] };
                for i in run.clone() {
                    tagger::see(&words, &sentence.tokens, i, &mut slots);
                    example.rows.extend_from_slice(slots.rows());
                    example.starts.push(example.rows.len() as u32);
                    example.allowed.push(allowed(record.gold[i], record.set));
                }
                mend(&mut example.allowed);
                runs.push((run.start, example));
            }
        }
        Runs(runs)
    }

    fn lost(&self, record: &Record) -> usize {
        let seen: HashSet<usize> = self.0.iter().flat_map(|(s, e)| *s..s + e.len()).collect();
        (0..record.gold.len()).filter(|i| record.gold[*i] != 0 && !seen.contains(i)).count()
    }
}

/// The tags that a gold tag of this set may stand for, as bits.
fn allowed(gold: u8, set: Set) -> u32 {
    if gold == 0 || gold == OPEN {
        let open = (0..KINDS)
            .filter(|&kind| set.leaves_open(kind) || gold == OPEN && kind == NORP)
            .map(|kind| 0b1111 << (1 + 4 * kind));
        return open.fold(1, |a, b| a | b);
    }
    let tag = u32::from(gold);
    // In sets that do not mark peoples as such, the miscellany holds them.
    if set.leaves_open(NORP) && Part::of(tag as usize).kind() == Some(MISC) {
        return 1 << tag | 1 << (tag - 4 * (MISC - NORP) as u32);
    }
    1 << tag
}

/// A run's edge may cut a marked name: what is left of it is left open.
fn mend(allowed: &mut [u32]) {
    let legal = |a: u32, b: u32| {
        (0..TAGS).any(|x| {
            a >> x & 1 == 1 && (0..TAGS).any(|y| b >> y & 1 == 1 && pullquote::model::tags::may_follow(x, y))
        })
    };
    for i in 0..allowed.len() {
        let before = if i == 0 { 1 } else { allowed[i - 1] };
        if !legal(before, allowed[i]) {
            allowed[i] = (1 << TAGS) - 1;
        }
    }
    if let Some(last) = allowed.last_mut() {
        if !legal(*last, 1) {
            *last = (1 << TAGS) - 1;
        }
    }
}

fn predict(record: &Record, lexicon: &Lexicon, model: &Model, bits: u32, source: Option<u64>, pull: f32) -> Vec<(Span, usize)> {
    let grid = Grid::new();
    let mut found = vec![];
    let mut runs: Vec<(usize, Vec<Row>)> =
        Runs::of(record, lexicon, bits, source).0.into_iter().map(|(s, e)| (s, scores(&e, model))).collect();
    if pull > 0.0 {
        let words = features::look_up(&record.document, lexicon);
        let steps = crf::exponents(&model.steps);
        let mut pool: std::collections::HashMap<u64, [f32; KINDS + 2]> = Default::default();
        let mut lattice = crf::Lattice::default();
        let mut all = vec![];
        for (start, scores) in &runs {
            lattice.scores.clone_from(scores);
            lattice.sum(&grid, &steps, |_| u32::MAX);
            let kinds: Vec<[f32; KINDS + 2]> = lattice.marginals[..scores.len()].iter().map(|m| {
                let mut kinds = [0.0; KINDS + 2];
                kinds[0] = m[0];
                for kind in 0..KINDS {
                    kinds[1 + kind] = m[1 + 4 * kind..5 + 4 * kind].iter().sum();
                }
                kinds[KINDS + 1] = 1.0;
                kinds
            }).collect();
            for (i, kinds) in kinds.iter().enumerate() {
                let word = &words[start + i];
                if word.looks.has(features::Looks::CAPITAL) {
                    let sums = pool.entry(word.lower).or_default();
                    (0..KINDS + 2).for_each(|k| sums[k] += kinds[k]);
                }
            }
            all.push(kinds);
        }
        for ((start, scores), kinds) in runs.iter_mut().zip(&all) {
            for i in 0..scores.len() {
                let Some(sums) = pool.get(&words[*start + i].lower) else { continue };
                let own = &kinds[i];
                let others = sums[KINDS + 1] - own[KINDS + 1];
                if others < 0.5 || !words[*start + i].looks.has(features::Looks::CAPITAL) {
                    continue;
                }
                let trust = pull * others / (others + 1.0);
                for tag in 0..TAGS {
                    let k = Part::of(tag).kind().map_or(0, |k| k + 1);
                    scores[i][tag] += trust * ((sums[k] - own[k]) / others - own[k]);
                }
            }
        }
    }
    for (start, scores) in runs {
        let tags = crf::best(&scores, &model.steps, &grid);
        let spans = tagger::spans(&tags, start);
        found.extend(spans.into_iter().filter_map(|(tokens, kind)| {
            Some((tagger::place(&record.document, tokens, kind)?, kind))
        }));
    }
    found
}

fn scores(example: &Example, model: &Model) -> Vec<Row> {
    let token = |i: usize| {
        let mut sums = [0.0; LANES];
        for &row in example.rows(i) {
            let weights = &model.rows[row as usize];
            (0..LANES).for_each(|k| sums[k] += weights[k]);
        }
        sums
    };
    (0..example.len()).map(token).collect()
}

fn show(record: &Record, found: &[(Span, usize)]) {
    let text = record.document.text();
    let found: HashSet<_> = found.iter().copied().filter(|e| !record.set.leaves_open(e.1)).collect();
    let gold: HashSet<_> = record.entities.iter().copied().filter(|e| !record.set.leaves_open(e.1)).collect();
    let context = |s: Span| {
        let a =
            (0..=s.start().index().saturating_sub(40)).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
        let b = (s.end().index() + 40..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
        format!("{}[{}]{}", &text[a..s.start().index()], &text[s.range()], &text[s.end().index()..b])
            .replace('\n', "/")
    };
    for &(s, k) in gold.difference(&found) {
        println!("MISS {} {}", score::NAMES[k], context(s));
    }
    for &(s, k) in found.difference(&gold) {
        println!("WRONG {} {}", score::NAMES[k], context(s));
    }
}
