//! Trains the model that gives capitals to text that has none: logistic regressions over the features of
//! `src/recognise/normalise/casing`, for a capital and for capitals throughout, in two passes. The second adds to the
//! scores of the first.

use std::error::Error;
use std::path::PathBuf;

use pullquote::training::casing::{CasedWord, SCORES, Scores, cased_sentences, second_rows};
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
    #[arg(long, default_value_t = 48_000)]
    keep: usize,
    /// The same of the second pass.
    #[arg(long, default_value_t = 16)]
    second_bits: u32,
    #[arg(long, default_value_t = 16_000)]
    second_keep: usize,
}

/// News and other prose whose names are annotated; the annotations are not used, the capitals are. Tweets are left out:
/// their capitals follow no rule.
pub const ENTITY_SETS: [Source; 9] = [
    Source { set: Set::Worldwide, part: "train" },
    Source { set: Set::Gmb, part: "train" },
    Source { set: Set::Redocred, part: "dev" },
    Source { set: Set::Redocred, part: "test" },
    Source { set: Set::Wikigold, part: "test" },
    Source { set: Set::Crossner, part: "train" },
    Source { set: Set::Crossner, part: "dev" },
    Source { set: Set::Crossner, part: "test" },
    Source { set: Set::Gum, part: "train" },
];

/// An article in sentences of words.
type Article = Vec<Vec<CasedWord>>;

pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let mut articles: Vec<Article> = vec![];
    for source in ENTITY_SETS {
        let records = entity_corpus::read(&args.data, source)?;
        articles.extend(records.iter().map(|record| cased_sentences(&record.document, args.bits)));
    }
    let records = quote_corpus::read(&args.data, "polnear/train")?;
    articles.extend(records.iter().map(|record| cased_sentences(&record.document, args.bits)));
    println!("{} words", articles.iter().flatten().map(Vec::len).sum::<usize>());
    let first = first_pass(&args, &articles, |_| true);
    let second = second_pass(&args, &articles);
    for part in ["worldwide/dev", "polnear/dev"] {
        measure(&args, part, [&first, &second])?;
    }
    let mut bytes = b"cas2".to_vec();
    WeightRows::write(SCORES, args.bits, &first, &mut bytes);
    WeightRows::write(SCORES, args.second_bits, &second, &mut bytes);
    println!("{}: {} bytes", args.out.display(), bytes.len());
    Ok(std::fs::write(&args.out, bytes)?)
}

/// The weights of the first pass, from the articles at such places.
fn first_pass(args: &Args, articles: &[Article], is_learned: impl Fn(usize) -> bool) -> Vec<i8> {
    let words: Vec<Example> = articles
        .iter()
        .enumerate()
        .filter(|&(place, _)| is_learned(place))
        .flat_map(|(_, article)| article.iter().flatten())
        .map(|word| Example { rows: &word.rows, base: Scores::default(), targets: targets(word) })
        .collect();
    learn(args.bits, &words, args, args.keep)
}

/// The weights of the second pass. It learns from scores of words that the first has not learned from.
fn second_pass(args: &Args, articles: &[Article]) -> Vec<i8> {
    let mut rows: Vec<Vec<Vec<u32>>> = articles.iter().map(|_| vec![]).collect();
    let mut bases: Vec<Vec<Scores>> = articles.iter().map(|_| vec![]).collect();
    for half in 0..2 {
        let weights = first_pass(args, articles, |place| place % 2 != half);
        for (place, article) in articles.iter().enumerate().filter(|(place, _)| place % 2 == half) {
            let scores = first_scores(article, &weights);
            rows[place] = second_rows(article, &scores, args.second_bits);
            bases[place] = scores.concat();
        }
    }
    let words = articles.iter().flat_map(|article| article.iter().flatten());
    let examples: Vec<Example> = words
        .zip(rows.iter().flatten().zip(bases.iter().flatten()))
        .map(|(word, (rows, &base))| Example { rows, base, targets: targets(word) })
        .collect();
    learn(args.second_bits, &examples, args, args.second_keep)
}

fn first_scores(article: &Article, weights: &[i8]) -> Vec<Vec<Scores>> {
    article.iter().map(|words| words.iter().map(|word| summed(&word.rows, weights)).collect()).collect()
}

fn summed(rows: &[u32], weights: &[i8]) -> Scores {
    let sum = |score| rows.iter().map(|&row| i32::from(weights[row as usize * SCORES + score])).sum();
    std::array::from_fn(sum)
}

fn targets(word: &CasedWord) -> [Option<bool>; SCORES] {
    [word.is_capital, word.is_shouted]
}

/// Prints the share of capitals that are right and found, after each pass.
fn measure(args: &Args, part: &str, [first, second]: [&[i8]; 2]) -> Result<(), Box<dyn Error>> {
    let documents: Vec<pullquote::Document> = if part.starts_with("polnear") {
        quote_corpus::read(&args.data, part)?.into_iter().map(|record| record.document).collect()
    } else {
        let source = Source { set: Set::Worldwide, part: "dev" };
        entity_corpus::read(&args.data, source)?.into_iter().map(|record| record.document).collect()
    };
    let mut counts = [[[0u32; 3]; 2]; SCORES];
    for document in &documents {
        let article = cased_sentences(document, args.bits);
        let scores = first_scores(&article, first);
        let rows = second_rows(&article, &scores, args.second_bits);
        for (word, (own, rows)) in article.iter().flatten().zip(scores.iter().flatten().zip(rows)) {
            let more = summed(&rows, second);
            for (score, target) in targets(word).into_iter().enumerate() {
                let Some(target) = target else { continue };
                for (pass, sum) in [own[score], own[score] + more[score]].into_iter().enumerate() {
                    let [right, found, gold] = &mut counts[score][pass];
                    *right += u32::from(target && 0 < sum);
                    *found += u32::from(0 < sum);
                    *gold += u32::from(target);
                }
            }
        }
    }
    let share = |part: u32, of: u32| 100.0 * f64::from(part) / f64::from(of.max(1));
    for (name, counts) in ["capital", "all capitals"].iter().zip(counts) {
        for (pass, [right, found, gold]) in ["first", "second"].iter().zip(counts) {
            let [found, gold] = [share(right, found), share(right, gold)];
            println!("{part}: {name}, {pass} pass: right {found:.1} %, found {gold:.1} %");
        }
    }
    Ok(())
}

/// A word to learn from: the rows of its features, its scores so far, what is right.
struct Example<'a> {
    rows: &'a [u32],
    base: Scores,
    targets: [Option<bool>; SCORES],
}

/// Rounded weights of so many rows.
fn learn(bits: u32, examples: &[Example], args: &Args, keep: usize) -> Vec<i8> {
    let mut first = Regressions::new(bits);
    first.learn(examples, args, |_| true);
    let kept = first.largest(keep);
    let mut second = Regressions::new(bits);
    second.learn(examples, args, |row| kept[row as usize]);
    second.rounded()
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

/// Weights are multiples of so many steps: finer ones take more room and are no better.
const STEPS: f32 = 4.0;

impl Regressions {
    fn new(bits: u32) -> Regressions {
        Regressions { weights: vec![[0.0; SCORES]; 1 << bits], squares: vec![[START; SCORES]; 1 << bits] }
    }

    /// Learns from all articles, with the rows that are kept (AdaGrad).
    fn learn(&mut self, examples: &[Example], args: &Args, is_kept: impl Fn(u32) -> bool) {
        let mut rows = vec![];
        for epoch in 0..args.epochs {
            let rate = args.rate * (1.0 - 0.8 * epoch as f32 / args.epochs.max(2) as f32);
            for Example { rows: all, base, targets } in examples {
                rows.clear();
                rows.extend(all.iter().copied().filter(|&row| is_kept(row)));
                for (score, target) in targets.iter().enumerate() {
                    let Some(target) = *target else { continue };
                    self.step(&rows, score, (base[score] as f32 * STEP, target), rate);
                }
            }
        }
    }

    /// One step for a word with a score so far and what is right.
    fn step(&mut self, rows: &[u32], score: usize, (base, target): (f32, bool), rate: f32) {
        let sum: f32 = base + rows.iter().map(|&row| self.weights[row as usize][score]).sum::<f32>();
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
        let most = (127.0 / STEPS).floor();
        let round = |weight: &f32| ((weight / (STEP * STEPS)).round().clamp(-most, most) * STEPS) as i8;
        self.weights.iter().flatten().map(round).collect()
    }
}
