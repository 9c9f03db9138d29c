//! Words a second of each stage, and whether the time grows with the text and no faster:
//! `cargo bench --bench words --features training`. Throughput counts words between blanks; "Kelem/s" is thousands of
//! words a second.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use pullquote::Document;
use pullquote::SAMPLE;
use pullquote::training::quotes::{QuoteInput, pair};
use pullquote::training::{dates, entities, names, quotations, words};

/// An article of about so many words: the sample again and again, its people and places renamed each time, so that
/// neither tables of names nor the processor's memory find the same words over and over.
fn article(words: usize) -> String {
    let mut text = String::new();
    let per_copy = SAMPLE.split_whitespace().count();
    for copy in 0..words.div_ceil(per_copy) {
        for line in SAMPLE.lines() {
            let renamed = line.split(' ').map(|word| rename(word, copy)).collect::<Vec<_>>().join(" ");
            writeln!(text, "{renamed}").expect("a string can be written to");
        }
        text.push('\n');
    }
    let end = text.split_inclusive(char::is_whitespace).filter(|w| !w.trim().is_empty()).take(words);
    let length = end.map(str::len).sum::<usize>().min(text.len());
    let cut = (length..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    text.truncate(cut);
    text
}

/// In every second copy long capitalised words get another middle: "Haddad" becomes "Hakad", "Hamad", ….
fn rename(word: &str, copy: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ke", "mi", "no", "ru", "sa", "te", "vi", "wo", "zu", "la", "di", "po", "ga", "he", "ji"];
    let is_name = word.is_ascii() && 5 < word.len() && word.starts_with(|c: char| c.is_ascii_uppercase());
    if copy.is_multiple_of(2) || !is_name {
        return word.to_string();
    }
    format!("{}{}{}", &word[..2], SYLLABLES[copy / 2 % SYLLABLES.len()], &word[4..])
}

fn count(document: &Document) -> u64 {
    document.text().split_whitespace().count() as u64
}

/// Each stage on an article of usual length.
fn stages(criterion: &mut Criterion) {
    let text = article(1000);
    let document = Document::from_text(text.as_str());
    let lexicon = words::lexicon();
    let words = words::look_up(&document, lexicon);
    let found = entities::find_with(&document, &words, entities::tagger());
    let mut group = criterion.benchmark_group("1,000 words");
    group.throughput(Throughput::Elements(count(&document)));
    group.bench_function("document", |b| b.iter(|| Document::from_text(black_box(text.as_str()))));
    group.bench_function("look-up", |b| b.iter(|| words::look_up(black_box(&document), lexicon)));
    group.bench_function("entities", |b| {
        b.iter(|| entities::find_with(black_box(&document), &words, entities::tagger()));
    });
    group.bench_function("dates", |b| b.iter(|| dates::find(black_box(&document))));
    group.bench_function("names", |b| {
        b.iter(|| {
            let mut names = found.clone();
            names::fold(black_box(&document), &mut names);
            names
        });
    });
    let marked = pair(&document);
    group.bench_function("quotations", |b| {
        b.iter(|| {
            let document = black_box(&document);
            let input =
                QuoteInput { document, words: &words, marked: &marked, entities: &found, without_marks: &[] };
            quotations::find(&input, quotations::model(), None)
        });
    });
    group.bench_function("entities, names, dates", |b| b.iter(|| names_and_dates(black_box(&document))));
    group.bench_function("whole analysis", |b| b.iter(|| pullquote::annotate(black_box(&document))));
    group.finish();
}

fn names_and_dates(document: &Document) -> usize {
    let mut names = entities::find(document);
    names::fold(document, &mut names);
    names.len() + dates::find(document).len()
}

/// The same throughput at every length, or the time grows faster than the text.
fn lengths(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("whole analysis by length");
    group.sample_size(10).sampling_mode(SamplingMode::Flat).warm_up_time(Duration::from_secs(1));
    for words in [1_000, 10_000, 100_000, 1_000_000] {
        let document = Document::from_text(article(words));
        group.throughput(Throughput::Elements(count(&document)));
        group.bench_with_input(BenchmarkId::from_parameter(words), &document, |b, document| {
            b.iter(|| pullquote::annotate(document));
        });
        let id = BenchmarkId::new("entities, names, dates", words);
        group.bench_with_input(id, &document, |b, document| b.iter(|| names_and_dates(document)));
    }
    group.finish();
}

criterion_group!(benches, stages, lengths);
criterion_main!(benches);
