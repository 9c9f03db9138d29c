//! Trains the model that gives capitals to text that has none: two logistic regressions over the features of
//! `src/recognise/normalise/casing`, one for a capital, one for capitals throughout.

use std::error::Error;
use std::path::PathBuf;

use pullquote::training::casing::{CasedWord, SCORES, cased_words};
use pullquote::training::learn::WeightRows;

use crate::entities::corpus::{self as entity_corpus, Set, Source};
use crate::quotes::corpus as quote_corpus;

#[derive(clap::Args)]
pub struct Args {
    /// The folder with the training data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Where the weights go.
    #[arg(long, default_value = "src/recognise/normalise/casing/casing.bin")]
    out: PathBuf,
    #[arg(long, default_value_t = 18)]
    bits: u32,
    #[arg(long, default_value_t = 3)]
    epochs: usize,
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    /// Rows that are kept.
    #[arg(long, default_value_t = 16_000)]
    keep: usize,
}

/// News whose names are annotated; the annotations are not used, the capitals are.
pub const ENTITY_SETS: [Source; 2] =
    [Source { set: Set::Worldwide, part: "train" }, Source { set: Set::Gmb, part: "train" }];

pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let mut words = vec![];
    for source in ENTITY_SETS {
        for record in entity_corpus::read(&args.data, source)? {
            words.push(cased_words(&record.document, args.bits));
        }
    }
    for record in quote_corpus::read(&args.data, "polnear/train")? {
        words.push(cased_words(&record.document, args.bits));
    }
    println!("{} words", words.iter().map(Vec::len).sum::<usize>());
    let mut first = Regressions::new(args.bits);
    first.learn(&words, &args, |_| true);
    let kept = first.largest(args.keep);
    let mut second = Regressions::new(args.bits);
    second.learn(&words, &args, |row| kept[row as usize]);
    let weights = second.rounded();
    for part in ["worldwide/dev", "polnear/dev"] {
        println!("{part}: {}", measure(&args, part, &weights)?);
    }
    let mut bytes = b"cas1".to_vec();
    WeightRows::write(SCORES, args.bits, &weights, &mut bytes);
    println!("{}: {} bytes", args.out.display(), bytes.len());
    Ok(std::fs::write(&args.out, bytes)?)
}

/// The share of words with the right case, and of capitals that are found and right.
fn measure(args: &Args, part: &str, weights: &[i8]) -> Result<String, Box<dyn Error>> {
    let documents: Vec<pullquote::Document> = if part.starts_with("polnear") {
        quote_corpus::read(&args.data, part)?.into_iter().map(|record| record.document).collect()
    } else {
        let source = Source { set: Set::Worldwide, part: "dev" };
        entity_corpus::read(&args.data, source)?.into_iter().map(|record| record.document).collect()
    };
    let [mut right, mut found, mut gold] = [0u32; 3];
    for word in documents.iter().flat_map(|document| cased_words(document, args.bits)) {
        let Some(is_capital) = word.is_capital else { continue };
        let score: i32 = word.rows.iter().map(|&row| i32::from(weights[row as usize * SCORES])).sum();
        right += u32::from(is_capital && 0 < score);
        found += u32::from(0 < score);
        gold += u32::from(is_capital);
    }
    let share = |of: u32| 100.0 * f64::from(right) / f64::from(of.max(1));
    Ok(format!("capitals right {:.1} %, found {:.1} %", share(found), share(gold)))
}

/// The regressions in training: a weight a row and score.
struct Regressions {
    weights: Vec<[f32; SCORES]>,
    squares: Vec<[f32; SCORES]>,
}

/// What the sums of squared gradients begin with: lower, and a feature's first sight moves it too far.
const START: f32 = 1.0;

/// A step of a rounded weight, in natural logarithms of odds: the sums of 50 features fit 16 bits, and few weights
/// reach 127 steps.
const STEP: f32 = 0.04;

impl Regressions {
    fn new(bits: u32) -> Regressions {
        Regressions { weights: vec![[0.0; SCORES]; 1 << bits], squares: vec![[START; SCORES]; 1 << bits] }
    }

    /// Learns from all articles, with the rows that are kept (AdaGrad).
    fn learn(&mut self, articles: &[Vec<CasedWord>], args: &Args, is_kept: impl Fn(u32) -> bool) {
        let mut rows = vec![];
        for epoch in 0..args.epochs {
            let rate = args.rate * (1.0 - 0.8 * epoch as f32 / args.epochs.max(2) as f32);
            for word in articles.iter().flatten() {
                rows.clear();
                rows.extend(word.rows.iter().copied().filter(|&row| is_kept(row)));
                let targets = [word.is_capital, Some(word.is_shouted)];
                for (score, target) in targets.into_iter().enumerate() {
                    let Some(target) = target else { continue };
                    self.step(&rows, score, target, rate);
                }
            }
        }
    }

    fn step(&mut self, rows: &[u32], score: usize, target: bool, rate: f32) {
        let sum: f32 = rows.iter().map(|&row| self.weights[row as usize][score]).sum();
        let gradient = 1.0 / (1.0 + (-sum).exp()) - f32::from(u8::from(target));
        // What is nearly certain teaches nothing.
        if gradient.abs() < 0.01 {
            return;
        }
        for &row in rows {
            let square = &mut self.squares[row as usize][score];
            *square += gradient * gradient;
            self.weights[row as usize][score] -= rate * gradient / square.sqrt();
        }
    }

    /// Of each row, whether it is one of the `count` with the most weight.
    fn largest(&self, count: usize) -> Vec<bool> {
        let size = |row: &[f32; SCORES]| row.iter().map(|weight| weight.abs()).fold(0.0, f32::max);
        let mut sizes: Vec<f32> = self.weights.iter().map(size).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        let least = sizes.get(count).copied().unwrap_or(0.0);
        self.weights.iter().map(|row| least < size(row)).collect()
    }

    fn rounded(&self) -> Vec<i8> {
        let round = |weight: &f32| (weight / STEP).round().clamp(-127.0, 127.0) as i8;
        self.weights.iter().flatten().map(round).collect()
    }
}
