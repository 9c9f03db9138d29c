//! Trains and measures the tagger of quotations. QUOTES_MODEL.md, beside this folder, says on what and how well.

use std::collections::HashMap;
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use pullquote::annotation::{QuoteKind, Why};
use pullquote::model::tags::Part;
use pullquote::recognise::features::{self, Lexicon, Word};
use pullquote::recognise::quotes::context::{Context, Material, mark};
use pullquote::recognise::quotes::rules;
use pullquote::recognise::quotes::tags::{self, CONTENT, CUE, Guess, Guesses, Slots, TAGS};
use pullquote::recognise::{FoundQuote, marks};

mod corpus;
mod crf;
mod measure;

use corpus::Record;
use crf::{Example, Lattice, Model, Settings};

#[derive(clap::Args)]
pub struct Args {
    /// The folder with the training data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    #[arg(long, default_value = "src/model/lexicon.bin")]
    lexicon: PathBuf,
    #[arg(long, default_value_t = 6)]
    epochs: usize,
    #[arg(long, default_value_t = 1)]
    polish: usize,
    #[arg(long, default_value_t = 30_000)]
    keep: usize,
    #[arg(long, default_value_t = 20)]
    bits: u32,
    #[arg(long, default_value_t = 0.4)]
    dropout: f32,
    #[arg(long, default_value_t = 0.05)]
    rate: f32,
    #[arg(long, default_value_t = 4)]
    folds: usize,
    /// Train the first layer alone.
    #[arg(long)]
    fast: bool,
    #[arg(long)]
    show: bool,
}

/// Any number will do; this one was used.
const SEED: u64 = 20211110;

/// An article with all that the tagger looks at.
struct Article {
    record: Record,
    contexts: Vec<Context>,
    /// Indices of the first token of each context.
    starts: Vec<usize>,
}

/// Counts of a word: seen, and seen in a cue.
type Counts = HashMap<u64, (u32, u32)>;

pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let lexicon = std::fs::read(&args.lexicon).map_err(|e| format!("{}: {e}", args.lexicon.display()))?;
    let lexicon = Lexicon::from_bytes(&lexicon)?;
    let train = corpus::read(&args.data, "polnear/train")?;
    let words: Vec<Vec<Word>> = train.iter().map(|r| features::look_up(&r.document, &lexicon)).collect();
    let mut counts = Counts::new();
    train.iter().zip(&words).for_each(|(r, w)| count(r, w, &mut counts));
    let train: Vec<Article> = train
        .into_iter()
        .zip(&words)
        .map(|(record, words)| {
            let mut own = Counts::new();
            count(&record, words, &mut own);
            article(record, words, &|word| cue_class(word, &counts, Some(&own)))
        })
        .collect();
    let mut sets = vec![];
    for part in ["polnear/dev", "gum_news/dev"] {
        let of = |record: Record| {
            let words = features::look_up(&record.document, &lexicon);
            article(record, &words, &|word| cue_class(word, &counts, None))
        };
        let read: Vec<Article> = corpus::read(&args.data, part)?.into_iter().map(of).collect();
        sets.push((part, read));
    }
    println!("read; {:.0?}", begun.elapsed());
    let settings = Settings {
        bits: args.bits,
        dropout: args.dropout,
        rate: args.rate,
        epochs: args.epochs,
        polish: args.polish,
        keep: args.keep,
        seed: SEED,
    };
    let say = |name: &'static str| {
        move |epoch: usize, loss: f64| {
            println!("{name} epoch {}: loss {loss:.4} a token; {:.0?}", epoch + 1, begun.elapsed());
        }
    };
    for (part, set) in &sets {
        let mut counts = measure::Counts::default();
        for article in set {
            let marked = marks::pair(&article.record.document);
            measure::add(&article.record, &rules::find(&article.record.document, &marked).quotes, &mut counts);
        }
        println!("rules   {part:13} {}", counts.line());
    }
    let mut examples = examples_of(&train, args.bits, |_, c, i, slots| tags::see_first(c, i, slots));
    println!("{} features a token", examples[0].rows.len() / examples[0].gold.len());
    let all: Vec<&Example> = examples.iter().collect();
    let first = crf::train(&all, settings, say("first"));
    let dev: Vec<Vec<Example>> = sets
        .iter()
        .map(|(_, set)| examples_of(set, args.bits, |_, c, i, slots| tags::see_first(c, i, slots)))
        .collect();
    for ((part, set), examples) in sets.iter().zip(&dev) {
        for bias in [0.0, 0.5, 1.0] {
            println!("first  {bias} {part:13} {}", judge(set, examples, &first, bias, false));
        }
    }
    if args.fast {
        return Ok(());
    }
    // The second layer learns from guesses on articles that the first has not seen.
    let mut guesses: Vec<Guesses> = examples.iter().map(|_| Guesses::default()).collect();
    for fold in 0..args.folds {
        let rest: Vec<&Example> = examples.iter().filter(|e| e.article % args.folds != fold).collect();
        let model = crf::train(&rest, settings, |_, _| {});
        let mut lattice = Lattice::default();
        for (i, example) in examples.iter().enumerate().filter(|(_, e)| e.article % args.folds == fold) {
            guesses[i] = guess(&model, example, context_of(&train, &examples, i), &mut lattice);
        }
        println!("fold {fold}; {:.0?}", begun.elapsed());
    }
    examples.clear();
    let examples = examples_of(&train, args.bits, |n, c, i, slots| tags::see_second(c, &guesses[n], i, slots));
    println!("{} features a token", examples[0].rows.len() / examples[0].gold.len());
    let all: Vec<&Example> = examples.iter().collect();
    let second = crf::train(&all, settings, say("second"));
    for ((part, set), firsts) in sets.iter().zip(&dev) {
        let mut lattice = Lattice::default();
        let guesses: Vec<Guesses> = firsts
            .iter()
            .enumerate()
            .map(|(i, e)| guess(&first, e, context_of(set, firsts, i), &mut lattice))
            .collect();
        let seconds = examples_of(set, args.bits, |n, c, i, slots| tags::see_second(c, &guesses[n], i, slots));
        for bias in [0.0, 0.5, 1.0, 1.5] {
            println!("second {bias} {part:13} {}", judge(set, &seconds, &second, bias, false));
        }
        if args.show && *part == "polnear/dev" {
            println!("{}", judge(set, &seconds, &second, 0.5, true));
        }
    }
    Ok(())
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

fn article(record: Record, words: &[Word], cues: &impl Fn(u64) -> u8) -> Article {
    let marked = marks::pair(&record.document);
    let ruled = rules::find(&record.document, &marked);
    let material = Material { document: &record.document, words, marked: &marked, hints: &ruled.hints };
    let (mut contexts, mut starts) = (vec![], vec![]);
    for (i, paragraph) in record.document.paragraphs().iter().enumerate() {
        if paragraph.role.is_analysed() && !paragraph.tokens.is_empty() {
            contexts.push(material.context(i, paragraph.tokens.clone(), cues));
            starts.push(paragraph.tokens.start);
        }
    }
    Article { record, contexts, starts }
}

fn examples_of(
    articles: &[Article],
    bits: u32,
    see: impl Fn(usize, &Context, usize, &mut Slots),
) -> Vec<Example> {
    let mut slots = Slots::new(bits);
    let mut examples = vec![];
    for (a, article) in articles.iter().enumerate() {
        for (context, &start) in article.contexts.iter().zip(&article.starts) {
            let gold = article.record.gold[start..start + context.seen.len()].to_vec();
            let mut example = Example { rows: vec![], starts: vec![0], gold, article: a };
            for i in 0..context.seen.len() {
                see(examples.len(), context, i, &mut slots);
                example.rows.extend_from_slice(slots.rows());
                example.starts.push(example.rows.len() as u32);
            }
            examples.push(example);
        }
    }
    examples
}

/// The context of an example: they come in one order.
fn context_of<'a>(articles: &'a [Article], examples: &[Example], i: usize) -> &'a Context {
    let article = examples[i].article;
    let first = examples.partition_point(|e| e.article < article);
    &articles[article].contexts[i - first]
}

fn guess(model: &Model, example: &Example, context: &Context, lattice: &mut Lattice) -> Guesses {
    model.score(example, lattice);
    lattice.sum(&crf::exponents(&model.steps));
    let best = model.best(&lattice.scores, 0.0);
    let of = |(&tag, row): (&u8, &crf::Row)| {
        let kind = |k: usize| row[1 + 4 * k..5 + 4 * k].iter().sum::<f32>();
        let begins = row[Part::Begin(CONTENT).tag()] + row[Part::Single(CONTENT).tag()];
        Guess::new(tag, [kind(0), kind(1), kind(2), kind(3), begins])
    };
    Guesses::new(best.iter().zip(&lattice.marginals).map(of).collect(), &context.seen)
}

fn judge(set: &[Article], examples: &[Example], model: &Model, bias: f32, show: bool) -> String {
    let mut counts = measure::Counts::default();
    let mut lattice = Lattice::default();
    for (a, article) in set.iter().enumerate() {
        let mut found = vec![];
        let first = examples.partition_point(|e| e.article < a);
        for (c, context) in article.contexts.iter().enumerate() {
            model.score(&examples[first + c], &mut lattice);
            let best = model.best(&lattice.scores, bias);
            found.extend(quotes(article, context, article.starts[c], &best));
        }
        measure::add(&article.record, &found, &mut counts);
    }
    if show {
        counts.mistakes.iter().for_each(|m| println!("{m}"));
    }
    counts.line()
}

/// The quotations that tags mark, with the nearest source.
fn quotes(article: &Article, context: &Context, start: usize, best: &[u8]) -> Vec<FoundQuote> {
    let tokens = article.record.document.tokens();
    let (mut found, mut sources, mut open) = (vec![], vec![], 0);
    for (i, &tag) in best.iter().enumerate() {
        let (from, kind) = match Part::of(usize::from(tag)) {
            Part::Begin(_) => {
                open = i;
                continue;
            }
            Part::End(kind) => (open, kind),
            Part::Single(kind) => (i, kind),
            _ => continue,
        };
        let span = tokens[start + from].span.hull(tokens[start + i].span);
        if kind == tags::SOURCE {
            sources.push(span);
        } else if kind == CONTENT {
            let seen = &context.seen[from..=i];
            let marked = |s: &pullquote::recognise::quotes::context::Seen| s.mark != mark::OUTSIDE;
            let kind = match (seen.iter().all(marked), seen.iter().any(marked)) {
                (true, _) => QuoteKind::Direct,
                (_, true) => QuoteKind::Mixed,
                _ => QuoteKind::Indirect,
            };
            found.push(FoundQuote {
                spans: vec![span],
                kind,
                speaker: None,
                speaker_name: None,
                cue: None,
                confidence: 0.5,
                why: Why::Model,
            });
        }
    }
    for quote in &mut found {
        let span = quote.spans[0];
        let far = |s: &&pullquote::span::Span| {
            if s.end() <= span.start() {
                span.start().index() - s.end().index()
            } else {
                s.start().index().saturating_sub(span.end().index())
            }
        };
        quote.speaker = sources.iter().min_by_key(far).copied();
    }
    found
}

const _: () = assert!(TAGS <= crf::LANES);
