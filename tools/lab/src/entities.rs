//! Trains and measures the entity tagger. ENTITIES_MODEL.md, beside this folder, says on what and how well.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use pullquote::training::entities::{EntityTagger, INPUTS, TAGS};
use pullquote::training::learn::Network;
use pullquote::training::words::Lexicon;

pub mod corpus;
mod examples;
mod measure;
mod second_pass;

use corpus::{Set, TRAINING};
use examples::LANES;

use crate::crf::lattice::Scaling;
use crate::crf::{Arithmetic, Example, Model, Settings, Trainer};

#[derive(clap::Args)]
pub struct Args {
    /// The folder with the training data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    #[arg(long, default_value = "src/recognise/words/lexicon.bin")]
    lexicon: PathBuf,
    /// Where the weights go, or with --measure, where they are.
    #[arg(long, default_value = "src/recognise/entities/entities.bin")]
    out: PathBuf,
    /// Measure the weights that are there; train nothing.
    #[arg(long)]
    measure: bool,
    /// Print the mistakes on this set.
    #[arg(long, default_value = "")]
    show: String,
    /// Measure the kinds of places and of the miscellany too, where sets tell them apart.
    #[arg(long)]
    finer: bool,
    /// Sets to leave out of the training, to see how it does without.
    #[arg(long, value_delimiter = ',')]
    without: Vec<String>,
    /// Sevenths (0 to 6) of the articles of worldwide news to leave out of the training, and measure on too.
    #[arg(long, value_delimiter = ',')]
    hold_out: Vec<usize>,
    /// The marks of another model on news that no one has marked by hand, for --finer.
    #[arg(long, default_value = "tools/lab/silver/marks.tsv.gz")]
    silver: PathBuf,
    /// What a larger model makes of the words of many texts, to learn from.
    #[arg(long, default_value = "tools/lab/silver/chances.tsv.gz")]
    taught: PathBuf,
    /// Train no second pass, to see how the first does alone.
    #[arg(long)]
    first: bool,
    /// Models that are trained at once.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    #[arg(long, default_value_t = 6)]
    epochs: usize,
    /// How many of the epochs go on with the kept rows alone.
    #[arg(long, default_value_t = 2)]
    polish: usize,
    /// Rows that are kept.
    #[arg(long, default_value_t = 90_000)]
    keep: usize,
    /// Logarithm of the number of rows that features are hashed to.
    #[arg(long, default_value_t = 19)]
    bits: u32,
    #[arg(long, default_value_t = 0.4)]
    dropout: f32,
    #[arg(long, default_value_t = 0.12)]
    rate: f32,
}

const ARITHMETIC: Arithmetic = Arithmetic {
    scaling: Scaling::Sums,
    draws: 1,
    least_gradient: 1e-4,
    is_least_of_enlarged: true,
    least_loss: 1e-4,
};

/// Any number will do; this one was used.
const SEED: u64 = 20211110;

pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let lexicon = std::fs::read(&args.lexicon).map_err(|e| format!("{}: {e}", args.lexicon.display()))?;
    let lexicon = Lexicon::from_bytes(&lexicon)?;
    if !args.measure {
        let bytes = train_all(&args, &lexicon)?;
        println!("{}: {} bytes", args.out.display(), bytes.len());
        std::fs::write(&args.out, bytes)?;
    }
    let bytes = std::fs::read(&args.out).map_err(|e| format!("{}: {e}", args.out.display()))?;
    let tagger = EntityTagger::from_bytes(&bytes)?;
    for line in measure::development(&args.data, &lexicon, &tagger)? {
        println!("{line}");
    }
    for &seventh in &args.hold_out {
        println!("{}", measure::held_out(&args.data, &lexicon, &tagger, &[seventh])?);
    }
    if 1 < args.hold_out.len() {
        println!("{}", measure::held_out(&args.data, &lexicon, &tagger, &args.hold_out)?);
    }
    if args.finer {
        measure::finer(&args.data, &args.silver, &lexicon, &tagger)?;
    }
    measure::details(&args.data, &lexicon, &tagger, &args.show)
}

/// A text as runs to learn from.
type Text = Vec<Example<LANES>>;

/// The texts that a larger model has read, as it reads them.
fn read_taught(args: &Args, lexicon: &Lexicon) -> Result<Vec<Text>, Box<dyn Error>> {
    let records = corpus::read_taught(&args.data, &args.taught)?;
    Ok(records.iter().map(|record| examples::of(record, lexicon, args.bits)).collect())
}

/// What one of the models learns from, beside what the larger model has read.
#[derive(Clone, Copy)]
struct Mix {
    seed: u64,
    marked: Marked,
    /// Of the worldwide news and of what the larger model has read, a third that is left out.
    without: Option<usize>,
}

/// What people have marked.
#[derive(Clone, Copy)]
enum Marked {
    Worldwide,
    /// All sets but GMB.
    WithoutGmb,
    /// All sets, of GMB one article in so many. It is large and marked in part by machine, so much of it costs accuracy
    /// on worldwide news, and little of it on American news.
    All {
        gmb_one_in: usize,
    },
}

impl Marked {
    /// One article of a set in so many; `None` where none is learned from.
    fn one_in(self, set: Set) -> Option<usize> {
        match (self, set) {
            (_, Set::Worldwide) => Some(1),
            (Marked::Worldwide, _) | (Marked::WithoutGmb, Set::Gmb) => None,
            (Marked::All { gmb_one_in }, Set::Gmb) => Some(gmb_one_in),
            _ => Some(1),
        }
    }
}

/// Parts of the texts, each of which is read by models that learned from the others.
const PARTS: usize = 3;

const fn mix(seed: u64, marked: Marked) -> Mix {
    Mix { seed: SEED + seed, marked, without: None }
}

/// With the larger model's readings, what people marked in other sets is not needed by all.
const FIRST: [Mix; 4] = [
    mix(1, Marked::WithoutGmb),
    mix(3, Marked::All { gmb_one_in: 3 }),
    mix(5, Marked::Worldwide),
    mix(7, Marked::Worldwide),
];

const WITHOUT_WORLDWIDE: [Mix; 4] = [
    mix(1, Marked::WithoutGmb),
    mix(3, Marked::All { gmb_one_in: 3 }),
    mix(5, Marked::All { gmb_one_in: 1 }),
    mix(7, Marked::WithoutGmb),
];

/// For the second pass.
const IN_PARTS: [Mix; 2] = [mix(1, Marked::Worldwide), mix(3, Marked::Worldwide)];

fn is_without(args: &Args, set: Set) -> bool {
    args.without.iter().any(|without| without == set.folder())
}

/// The bytes of the tagger, trained for both passes. Without worldwide news there is no second pass: it learns from
/// that set. The probabilities are then to be of a larger model that has not learned from it either.
fn train_all(args: &Args, lexicon: &Lexicon) -> Result<Vec<u8>, Box<dyn Error>> {
    let taught = read_taught(args, lexicon)?;
    if is_without(args, Set::Worldwide) {
        let model = average(args, &train_some(args, lexicon, &WITHOUT_WORLDWIDE, &taught)?);
        return Ok(to_bytes(&model, &Network::zero(INPUTS)));
    }
    // Several models, averaged: they make different mistakes, and the average makes fewer on news unlike any's.
    let model = average(args, &train_some(args, lexicon, &FIRST, &taught)?);
    let second = if args.first { Network::zero(INPUTS) } else { train_second(args, lexicon, &taught)? };
    Ok(to_bytes(&model, &second))
}

/// The second pass learns from worldwide news, each part of it as read by models that have not seen it.
fn train_second(args: &Args, lexicon: &Lexicon, taught: &[Text]) -> Result<Network, Box<dyn Error>> {
    let mut tokens = vec![];
    let source = TRAINING[0];
    for part in 0..PARTS {
        let mixes = IN_PARTS.map(|mix| Mix { without: Some(part), ..mix });
        let model = average(args, &train_some(args, lexicon, &mixes, taught)?);
        let bytes = to_bytes(&model, &Network::zero(INPUTS));
        let tagger = EntityTagger::from_bytes(&bytes)?;
        for (i, record) in corpus::read(&args.data, source)?.into_iter().enumerate() {
            if i % PARTS == part && !corpus::is_held_out(source, i, &args.hold_out) {
                for record in corpus::paragraphs(&record).iter().chain([&record]) {
                    tokens.extend(second_pass::tokens(record, lexicon, &tagger));
                }
            }
        }
    }
    println!("{} tokens for the second pass", tokens.len());
    Ok(second_pass::train(&tokens, SEED))
}

fn train_some(
    args: &Args,
    lexicon: &Lexicon,
    mixes: &[Mix],
    taught: &[Text],
) -> Result<Vec<Model<TAGS, LANES>>, Box<dyn Error>> {
    let mut models = vec![];
    for together in mixes.chunks(args.threads.max(1)) {
        std::thread::scope(|scope| -> Result<(), Box<dyn Error>> {
            let train =
                |&mix| scope.spawn(move || train(args, lexicon, mix, taught).map_err(|e| e.to_string()));
            let running: Vec<_> = together.iter().map(train).collect();
            for model in running {
                models.push(model.join().expect("a trainer does not panic")?);
            }
            Ok(())
        })?;
    }
    Ok(models)
}

/// The average of models, without the rows that weigh least.
fn average(args: &Args, models: &[Model<TAGS, LANES>]) -> Model<TAGS, LANES> {
    let mut average = Model::average(models, args.bits);
    average.prune(args.keep);
    average
}

fn read_examples(args: &Args, lexicon: &Lexicon, mix: Mix) -> Result<Vec<Example<LANES>>, Box<dyn Error>> {
    let mut read = vec![];
    for source in TRAINING.into_iter().filter(|source| !is_without(args, source.set)) {
        let Some(one_in) = mix.marked.one_in(source.set) else { continue };
        let left_out = |i: usize| source.set == Set::Worldwide && Some(i % PARTS) == mix.without;
        let held_out = |i: usize| left_out(i) || corpus::is_held_out(source, i, &args.hold_out);
        let records = corpus::read(&args.data, source)?.into_iter().enumerate();
        for (_, record) in records.filter(|(i, _)| !held_out(*i)).step_by(one_in) {
            read.extend(examples::of(&record, lexicon, args.bits));
            if record.set == Set::Worldwide {
                read.extend(examples::of(&corpus::with_headlines(&record), lexicon, args.bits));
            }
        }
    }
    Ok(read)
}

fn train(
    args: &Args,
    lexicon: &Lexicon,
    mix: Mix,
    taught: &[Text],
) -> Result<Model<TAGS, LANES>, Box<dyn Error>> {
    let begun = Instant::now();
    let mut examples = read_examples(args, lexicon, mix)?;
    let wanted = taught.iter().enumerate().filter(|(i, _)| Some(i % PARTS) != mix.without);
    examples.extend(wanted.flat_map(|(_, text)| text.iter().cloned()));
    let tokens: usize = examples.iter().map(|example| example.len()).sum();
    println!("{tokens} tokens in {} runs; {:.0?}", examples.len(), begun.elapsed());
    let settings =
        Settings { bits: args.bits, dropout: args.dropout, seed: mix.seed, arithmetic: ARITHMETIC };
    let mut trainer = Trainer::new(settings);
    for epoch in 0..args.epochs {
        if epoch + args.polish == args.epochs {
            trainer.model.prune(args.keep);
            let has_weights = |row| trainer.model.has(row);
            examples = examples.iter().map(|example| example.filtered(has_weights)).collect();
        }
        let rate = args.rate * (1.0 - 0.9 * epoch as f32 / args.epochs as f32);
        let loss = trainer.epoch(&examples.iter().collect::<Vec<_>>(), rate) / tokens as f64;
        println!("epoch {}: loss {loss:.4} a token; {:.0?}", epoch + 1, begun.elapsed());
    }
    Ok(trainer.model)
}

/// Steps of a weight, each way: down to about 20 cost no accuracy.
const LEVELS: f32 = 24.0;

/// The bytes of a model, its weights rounded to what a byte holds.
fn to_bytes(model: &Model<TAGS, LANES>, second: &Network) -> Vec<u8> {
    let mut bytes = b"ent2".to_vec();
    model.write(model.unit(LEVELS), &mut bytes);
    second.write(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The scores in `tests/scores.txt` are those of the weights that are committed.
    #[test]
    fn scores_are_as_written() {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        let data = root.join("../shared/data");
        if !data.join("ner").is_dir() {
            crate::skipped::skip(&format!("scores of entities: {} is missing", data.display()));
            return;
        }
        let lexicon = std::fs::read(root.join("src/recognise/words/lexicon.bin")).unwrap();
        let weights = std::fs::read(root.join("src/recognise/entities/entities.bin")).unwrap();
        let (lexicon, tagger) =
            (Lexicon::from_bytes(&lexicon).unwrap(), EntityTagger::from_bytes(&weights).unwrap());
        let measured = measure::development(&data, &lexicon, &tagger).unwrap();
        let written = std::fs::read_to_string(root.join("tests/scores.txt")).unwrap();
        let written: Vec<&str> = written.lines().filter(|line| line.starts_with("entities ")).collect();
        assert_eq!(measured, written, "tests/scores.txt; `lab entities --measure` prints the new lines");
    }
}
