//! Trains and measures what finds quotations. QUOTES_MODEL.md, beside this folder, says on what and how well.

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use pullquote::training::learn::{BioesTag, FeatureWriter, WordTable};
use pullquote::training::quotations::{self, QuoteModel};
use pullquote::training::quotes::{self, CUE, QuoteInput, TaggerInput};
use pullquote::training::words::{self, Lexicon, Word};
use pullquote::training::{entities, names};

mod articles;
mod calibration;
pub mod corpus;
mod folds;
mod losses;
mod measure;
pub mod readings;
mod settings;
mod span_classifier;
mod speaker_ranker;
mod taggers;
mod trees;

use articles::{Article, TaggedArticles};
use corpus::Record;
use folds::Scores;
use readings::ReadText;
use settings::LANES;
use settings::SEED;
use taggers::{PassageExample, Schedule};

use crate::crf::{Example, Target};

#[derive(clap::Args)]
pub struct Args {
    /// The folder with the training data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    #[arg(long, default_value = "src/recognise/words/lexicon.bin")]
    lexicon: PathBuf,
    /// Where the weights go.
    #[arg(long, default_value = "src/recognise/quotes/quotes.bin")]
    out: PathBuf,
    /// What the deep model makes of texts that no one has annotated, to learn from (`lab readings` makes it).
    #[arg(long, default_value = "tools/lab/silver/readings.tsv.gz")]
    taught: PathBuf,
    /// Learn without that.
    #[arg(long)]
    untaught: bool,
    #[arg(long, default_value_t = 4)]
    epochs: usize,
    #[arg(long, default_value_t = 60_000)]
    keep: usize,
    /// Dropout of the second training, with the rows that are kept alone.
    #[arg(long, default_value_t = 0.5)]
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
    #[arg(long, default_value_t = 2)]
    models: usize,
    /// Steps of a weight, each way: fewer take less room.
    #[arg(long, default_value_t = 8.0)]
    levels: f32,
    /// Epochs in which the average learns with its weights rounded.
    #[arg(long, default_value_t = 2)]
    finish: usize,
    #[arg(long, default_value_t = 0.01)]
    finish_rate: f32,
    #[arg(long, default_value_t = 0.5)]
    finish_dropout: f32,
    /// Candidates with a probability under this are no quotations.
    #[arg(long, default_value_t = 0.38)]
    threshold: f32,
    /// A file for what the taggers of the folds make of all tokens. It is read where it is there: for trials alone.
    #[arg(long)]
    scores: Option<PathBuf>,
    /// Stop after the figures of the articles held out.
    #[arg(long)]
    trial: bool,
    /// Only measure the weights that `out` has.
    #[arg(long)]
    measure: bool,
    /// Show the mistakes on a set: `polnear/dev`.
    #[arg(long)]
    show: Option<String>,
}

const SEEDS: [u64; 4] = [SEED, SEED + 2, SEED + 4, SEED + 6];

/// What is measured, never learned from.
const DEVELOPMENT: [&str; 5] =
    ["polnear/dev", "polnear_curly/dev", "polnear_straight/dev", "gum_news/dev", "pdnc/dev"];

/// Counts of a word: seen, and seen in a cue.
type Counts = HashMap<u64, (u32, u32)>;

pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let lexicon = std::fs::read(&args.lexicon).map_err(|e| format!("{}: {e}", args.lexicon.display()))?;
    let lexicon = Lexicon::from_bytes(&lexicon)?;
    if !args.measure {
        let Some(bytes) = train(&args, &lexicon)? else { return Ok(()) };
        std::fs::write(&args.out, &bytes)?;
        println!("{}: {} bytes", args.out.display(), bytes.len());
    }
    let bytes = std::fs::read(&args.out).map_err(|e| format!("{}: {e}", args.out.display()))?;
    let whole = QuoteModel::from_bytes(&bytes)?;
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
    data: &Path,
    part: &str,
    lexicon: &Lexicon,
    whole: &QuoteModel,
) -> Result<measure::Counts, Box<dyn Error>> {
    let mut counts = measure::Counts::default();
    for record in corpus::read(data, part)? {
        let words = words::look_up(&record.document, lexicon);
        let mut named = entities::find_with(&record.document, &words, entities::tagger());
        names::fold(&record.document, &mut named);
        let marked = quotes::pair(&record.document);
        let document = &record.document;
        let input =
            QuoteInput { document, words: &words, marked: &marked, entities: &named, without_marks: &[] };
        let found = quotations::find(&input, whole, None);
        measure::add(&record, &found, &mut counts);
    }
    Ok(counts)
}

/// The weights; none after a trial.
fn train(args: &Args, lexicon: &Lexicon) -> Result<Option<Vec<u8>>, Box<dyn Error>> {
    let begun = Instant::now();
    let (articles, cues) = read_articles(&args.data, lexicon)?;
    let examples = examples_of(&articles, args.bits);
    println!("{} passages read; {:.0?}", examples.len(), begun.elapsed());
    let schedule = Schedule {
        bits: args.bits,
        rate: args.rate,
        epochs: args.epochs,
        dropouts: [args.dropout, args.again],
        keep: args.keep,
        levels: args.levels,
        finish: (args.finish, args.finish_rate, args.finish_dropout),
        seeds: SEEDS[..args.models].to_vec(),
    };
    let taught = match args.untaught {
        true => vec![],
        false => taught_examples(&args.data, &args.taught, lexicon, &cues, args.bits)?,
    };
    println!("{} passages read by the deep model; {:.0?}", taught.len(), begun.elapsed());
    let learn = || Scores::learn(&examples, &taught, args.folds, &schedule);
    let scores = match &args.scores {
        Some(file) => Scores::stored(file, &examples, args.folds, learn)?,
        None => learn(),
    };
    let outputs = scores.outputs(&articles, &examples);
    println!("tagged by others; {:.0?}", begun.elapsed());
    let tagged = TaggedArticles { articles, examples, outputs };
    let threshold = (args.threshold / (1.0 - args.threshold)).ln();
    let classified = span_classifier::train(&tagged, threshold);
    println!("held out: {}", span_classifier::held_out_line(&tagged, &classified));
    println!("{}", losses::table(&tagged, &classified));
    if args.trial {
        return Ok(None);
    }
    let contexts = speaker_ranker::SpeakerArticles::new(&tagged, &classified);
    println!("held out: speaker {:.2}", contexts.held_out());
    let speaker_weights = contexts.train_ranker();
    println!("speaker ranker; {:.0?}", begun.elapsed());
    let calibration = contexts.train_calibration(&speaker_weights);
    let all: Vec<&Example<LANES>> = tagged.examples.iter().map(|e| &e.sequence).chain(&taught).collect();
    let (tagger, unit) = taggers::train(&all, &schedule);
    println!("all; {:.0?}", begun.elapsed());
    let mut bytes = b"quo2".to_vec();
    write_cues(&cues, &mut bytes);
    tagger.write(unit, &mut bytes);
    bytes.extend(threshold.to_le_bytes());
    bytes.extend(classified.trees.bytes());
    bytes.extend(speaker_weights);
    calibration.write(&mut bytes);
    Ok(Some(bytes))
}

/// The articles to learn from, and how often each word is a cue in them. An article's own cues do not count for it.
fn read_articles(data: &Path, lexicon: &Lexicon) -> Result<(Vec<Article>, Counts), Box<dyn Error>> {
    let records = corpus::read(data, "polnear/train")?;
    let words: Vec<Vec<Word>> = records.iter().map(|r| words::look_up(&r.document, lexicon)).collect();
    let mut counts = Counts::new();
    records.iter().zip(&words).for_each(|(r, w)| count(r, w, &mut counts));
    let read = |(record, words): (Record, Vec<Word>)| {
        let mut own = Counts::new();
        count(&record, &words, &mut own);
        article(record, words, &|word| cue_class(word, &counts, Some(&own)))
    };
    let articles = records.into_iter().zip(words).map(read).collect();
    Ok((articles, counts))
}

fn count(record: &Record, words: &[Word], counts: &mut Counts) {
    for (word, &tag) in words.iter().zip(&record.gold) {
        let entry = counts.entry(word.lower).or_default();
        entry.0 += 1;
        entry.1 += u32::from(BioesTag::of(usize::from(tag)).kind() == Some(CUE));
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
    let marked = quotes::pair(&record.document);
    let found = quotes::find_by_rules(&record.document, &marked);
    let rule_spans = quotes::rule_spans(&record.document, &found);
    let input =
        TaggerInput { document: &record.document, words: &words, marked: &marked, hints: &found.hints };
    let (mut contexts, mut starts) = (vec![], vec![]);
    for (tokens, context) in input.contexts(quotes::passages(&record.document), cues) {
        starts.push(tokens.start);
        contexts.push(context);
    }
    Article { record, words, marked, rule_spans, contexts, starts }
}

fn examples_of(articles: &[Article], bits: u32) -> Vec<PassageExample> {
    let mut writer = FeatureWriter::new(bits);
    let mut examples = vec![];
    for (a, article) in articles.iter().enumerate() {
        for (context, &start) in article.contexts.iter().zip(&article.starts) {
            let gold = article.record.gold[start..start + context.seen.len()].to_vec();
            let mut sequence = Example::new(Target::Tags(gold));
            for i in 0..context.seen.len() {
                quotes::write_features(context, i, &mut writer);
                sequence.push(writer.rows());
            }
            examples.push(PassageExample { sequence, article: a });
        }
    }
    examples
}

/// Passages of texts that the deep model has read. Of those where it saw next to nothing, one in so many is kept.
fn taught_examples(
    data: &Path,
    file: &Path,
    lexicon: &Lexicon,
    cues: &Counts,
    bits: u32,
) -> Result<Vec<Example<LANES>>, Box<dyn Error>> {
    const EMPTY_ONE_IN: usize = 3;
    let mut writer = FeatureWriter::new(bits);
    let (mut examples, mut empty) = (vec![], 0);
    for ReadText { document, probabilities } in readings::read(data, file)? {
        let words = words::look_up(&document, lexicon);
        let marked = quotes::pair(&document);
        let found = quotes::find_by_rules(&document, &marked);
        let input = TaggerInput { document: &document, words: &words, marked: &marked, hints: &found.hints };
        for (tokens, context) in
            input.contexts(quotes::passages(&document), |word| cue_class(word, cues, None))
        {
            let rows = &probabilities[tokens.clone()];
            if rows.iter().all(|row| 0.9 < row[0]) {
                empty += 1;
                if empty % EMPTY_ONE_IN != 0 {
                    continue;
                }
            }
            let mut example = Example::new(Target::LogProbabilities(rows.iter().map(logarithms).collect()));
            for i in 0..tokens.len() {
                quotes::write_features(&context, i, &mut writer);
                example.push(writer.rows());
            }
            examples.push(example);
        }
    }
    Ok(examples)
}

/// No tag is less probable, so that some sequence is always legal.
const LEAST_PROBABILITY: f32 = 1e-4;

fn logarithms(row: &[f32; LANES]) -> [f32; LANES] {
    row.map(|probability| probability.max(LEAST_PROBABILITY).ln())
}

fn write_cues(counts: &Counts, out: &mut Vec<u8>) {
    let mut entries: Vec<(u64, [u8; 1])> =
        counts.keys().map(|&word| (word, [cue_class(word, counts, None)])).filter(|e| 1 < e.1[0]).collect();
    entries.sort_unstable();
    WordTable::write(&entries, |_| 0, out);
}

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
            crate::skipped::skip(&format!("scores of quotations: {} is missing", data.display()));
            return;
        }
        let read = |file: &str| std::fs::read(root.join(file)).expect("the weights are part of the project");
        let (lexicon, weights) =
            (read("src/recognise/words/lexicon.bin"), read("src/recognise/quotes/quotes.bin"));
        let lexicon = Lexicon::from_bytes(&lexicon).expect("the tables are whole");
        let whole = QuoteModel::from_bytes(&weights).expect("the weights are whole");
        let written =
            std::fs::read_to_string(root.join("tests/scores.txt")).expect("it is part of the project");
        for part in CHECKED {
            let measured = line(part, &measure(&data, part, &lexicon, &whole).expect("the data can be read"));
            assert!(written.lines().any(|line| line == measured), "tests/scores.txt lacks: {measured}");
        }
    }
}
