//! A benchmark made at test time: quotations as they were said, and with one word, number, name, negation or the order
//! changed, each checked against a long source.
//!
//! The sources are the speeches and interviews of ../shared/data, which are no part of the project, and a meeting of our own
//! writing. The figures are printed: `cargo test --release --lib project::altered -- --nocapture`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::time::Duration;

use crate::annotation::{Annotation, AnnotationSet, Body, Id, Quote, QuoteKind};
use crate::annotation::{ChangeKind, Outcome};
use crate::document::Document;
use crate::project::source_check::{QuotationCheck, SourceText, check_sources};
use crate::span::Span;
use crate::tests::skipped::skip;
use crate::tests::trust::spent;

/// How a quotation was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Alteration {
    None,
    Word,
    Number,
    Negation,
    Name,
    Order,
    /// Of a text that is not among the sources.
    Foreign,
}

const ALTERATIONS: [Alteration; 5] =
    [Alteration::Word, Alteration::Number, Alteration::Negation, Alteration::Name, Alteration::Order];

struct MadeQuotation {
    words: String,
    alteration: Alteration,
}

/// The sentences of a text that are long enough to be quoted, on one line each.
fn sentences(document: &Document) -> Vec<String> {
    let folded = |span: Span| document.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let all = document.sentences().iter().map(|sentence| folded(sentence.span));
    all.filter(|s| (5..=45).contains(&s.split(' ').count()) && !s.contains(['“', '”', '"', '[', '…']))
        .collect()
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_name(word: &str) -> bool {
    2 < word.len() && word.starts_with(char::is_uppercase)
}

fn is_plain(word: &str) -> bool {
    3 < word.len() && word.chars().all(char::is_lowercase)
}

const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "hundred", "thousand"];

fn is_number(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit()) || NUMBERS.contains(&word)
}

/// The words of a sentence that can be changed in one way.
struct Words<'r> {
    words: Vec<String>,
    rng: &'r mut fastrand::Rng,
}

impl Words<'_> {
    /// One of the words that are meant.
    fn any(&mut self, is_meant: impl Fn(usize, &str) -> bool) -> Option<usize> {
        let places: Vec<usize> =
            (0..self.words.len()).filter(|&at| is_meant(at, bare(&self.words[at]))).collect();
        self.rng.choice(places)
    }

    fn replace(&mut self, at: usize, new: &str) {
        self.words[at] = self.words[at].replacen(bare(&self.words[at]), new, 1);
    }

    /// Replaces a word by another of its sort, out of other sentences.
    fn exchange(&mut self, at: usize, others: &[String], is_meant: fn(&str) -> bool) -> Option<()> {
        let old = bare(&self.words[at]).to_owned();
        let new = (0..400).find_map(|_| {
            let sentence = &others[self.rng.usize(..others.len())];
            let candidates = sentence.split(' ').skip(1).map(bare).filter(|word| is_meant(word));
            let word = self.rng.choice(candidates.collect::<Vec<_>>())?;
            (!word.eq_ignore_ascii_case(&old)).then_some(word)
        })?;
        self.replace(at, new);
        Some(())
    }

    fn change_number(&mut self) -> Option<()> {
        let at = self.any(|_, word| is_number(word))?;
        let old = bare(&self.words[at]);
        let new = match NUMBERS.iter().position(|number| *number == old) {
            Some(number) => NUMBERS[(number + 1) % NUMBERS.len()].to_owned(),
            None => old.chars().map(|c| if c.is_ascii_digit() { shifted(c) } else { c }).collect(),
        };
        self.replace(at, &new);
        Some(())
    }

    fn negate(&mut self) -> Option<()> {
        if let Some(at) = self.any(|_, word| matches!(word, "not" | "never" | "no")) {
            self.words.remove(at);
            return Some(());
        }
        let is_verb =
            |word: &str| matches!(word, "is" | "are" | "was" | "were" | "will" | "can" | "have" | "do");
        let at = self.any(|_, word| is_verb(word))?;
        self.words.insert(at + 1, "not".to_owned());
        Some(())
    }

    fn change_order(&mut self) -> Option<()> {
        let is_free = |word: &String| word.chars().all(char::is_alphanumeric);
        let words = self.words.clone();
        let differs = |at: usize| {
            words.get(at + 1).is_some_and(|next| {
                is_free(next) && is_free(&words[at]) && !next.eq_ignore_ascii_case(&words[at])
            })
        };
        let at = self.any(|at, _| differs(at))?;
        self.words.swap(at, at + 1);
        Some(())
    }
}

/// A sentence changed in one way; `None` where that cannot be done to it.
fn alter(
    sentence: &str,
    alteration: Alteration,
    others: &[String],
    rng: &mut fastrand::Rng,
) -> Option<String> {
    let mut words = Words { words: sentence.split(' ').map(str::to_owned).collect(), rng };
    match alteration {
        Alteration::None | Alteration::Foreign => {}
        Alteration::Word => {
            let at = words.any(|_, word| is_plain(word))?;
            words.exchange(at, others, is_plain)?;
        }
        Alteration::Name => {
            let at = words.any(|at, word| 0 < at && is_name(word))?;
            words.exchange(at, others, is_name)?;
        }
        Alteration::Number => words.change_number()?,
        Alteration::Negation => words.negate()?,
        Alteration::Order => words.change_order()?,
    }
    Some(words.words.join(" "))
}

fn shifted(digit: char) -> char {
    char::from(b'0' + (digit as u8 - b'0' + 3) % 10)
}

/// An article that quotes all of these, with its set.
fn article(quotations: &[MadeQuotation]) -> (Document, AnnotationSet) {
    let (mut text, mut set) = (String::new(), AnnotationSet::new());
    for (number, quotation) in quotations.iter().enumerate() {
        let start = text.len();
        text += &format!("“{},”", quotation.words.trim_end_matches(['.', ',', ';', ':']));
        let body = Body::Quote(Quote::new(QuoteKind::Direct, None));
        set.insert(Annotation::by_reader(Id::new(number as u64 + 1), Span::new(start, text.len()), body));
        text += " the speaker said.\n\n";
    }
    (Document::from_text(text), set)
}

/// Quotations of some sentences: every second as it was said, the others with something changed.
fn made(sentences: &[String], count: usize, rng: &mut fastrand::Rng) -> Vec<MadeQuotation> {
    let said: Vec<String> = sentences.iter().map(|s| s.to_lowercase()).collect();
    let mut quotations = vec![];
    for number in 0..20 * count {
        if quotations.len() == count {
            break;
        }
        let sentence = &sentences[rng.usize(..sentences.len())];
        let alteration = match number % 2 {
            0 => Alteration::None,
            _ => ALTERATIONS[number / 2 % ALTERATIONS.len()],
        };
        let Some(words) = alter(sentence, alteration, sentences, rng) else { continue };
        // What somebody else said in these words is not altered.
        let key = words.to_lowercase();
        let is_said = said.iter().any(|other| other.contains(key.trim_end_matches(['.', '?', '!'])));
        if alteration == Alteration::None || !is_said {
            quotations.push(MadeQuotation { words, alteration });
        }
    }
    quotations
}

/// How many of each sort came out as what.
type Tally = BTreeMap<(Alteration, Outcome), usize>;

fn is_right(alteration: Alteration, check: &QuotationCheck) -> bool {
    match alteration {
        Alteration::None => check.outcome == Outcome::Verbatim,
        Alteration::Foreign => check.outcome == Outcome::NotFound,
        _ => {
            check.outcome == Outcome::Altered
                && check.changes.iter().any(|change| change.kind == ChangeKind::Word)
        }
    }
}

/// Checks what was made, thirty quotations an article. Gives the tally, the shares of right ones, and the processor time an article,
/// the reading of the source included.
fn run(source: &Document, quotations: &[MadeQuotation]) -> (Tally, [f64; 3], Duration) {
    let mut tally = Tally::new();
    let mut right = [(0, 0); 3];
    let (mut time, mut articles) = (Duration::ZERO, 0);
    for thirty in quotations.chunks(30) {
        let (document, set) = article(thirty);
        let begun = spent();
        let checks = check_sources(&document, &set, &[SourceText::new("speeches", source)]);
        time += spent() - begun;
        articles += 1;
        assert_eq!(checks.len(), thirty.len());
        for (made, check) in thirty.iter().zip(&checks) {
            *tally.entry((made.alteration, check.outcome)).or_default() += 1;
            let group = match made.alteration {
                Alteration::None => 0,
                Alteration::Foreign => 2,
                _ => 1,
            };
            right[group].1 += 1;
            if is_right(made.alteration, check) {
                right[group].0 += 1;
            } else if std::env::var_os("PULLQUOTE_SHOW").is_some() {
                eprintln!("{:?} {:?}: {}", made.alteration, check.outcome, made.words);
            }
        }
    }
    let shares = right.map(|(right, all)| f64::from(right) / f64::from(all.max(1)));
    (tally, shares, time / articles.max(1))
}

#[test]
fn alterations_of_our_own_meeting_are_told() {
    let meeting = Document::from_text(super::sources::MEETING);
    let sentences = sentences(&meeting);
    let quotations = made(&sentences, 120, &mut fastrand::Rng::with_seed(7));
    let (tally, [verbatim, altered, _], _) = run(&meeting, &quotations);
    assert_eq!(verbatim, 1.0, "{tally:?}");
    assert!(0.97 <= altered, "{tally:?}");
    assert_no_altered_is_verbatim(&tally);
}

fn assert_no_altered_is_verbatim(tally: &Tally) {
    let wrong = tally.iter().filter(|((alteration, outcome), _)| {
        *alteration != Alteration::None && *outcome == Outcome::Verbatim
    });
    assert_eq!(wrong.count(), 0, "{tally:?}");
}

/// The speeches and interviews in the data, by their names.
fn speeches() -> Option<Vec<String>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/ner/gum_other");
    let mut texts = vec![];
    for part in ["train", "dev"] {
        let file = File::open(folder.join(format!("{part}.jsonl.gz"))).ok()?;
        let mut lines = String::new();
        flate2::read::GzDecoder::new(file).read_to_string(&mut lines).ok()?;
        for line in lines.lines() {
            let record: serde_json::Value = serde_json::from_str(line).ok()?;
            let id = record["id"].as_str()?;
            if id.contains("speech") || id.contains("interview") || id.contains("court") {
                texts.push(record["text"].as_str()?.to_owned());
            }
        }
    }
    Some(texts)
}

/// Words of the source that quotations are checked against.
const SOURCE_WORDS: usize = 20_000;

#[test]
fn alterations_of_speeches_are_told() {
    let Some(texts) = speeches() else {
        return skip("quotations against speeches: ../shared/data/ner/gum_other is missing");
    };
    let mut words = 0;
    let (inside, outside): (Vec<&String>, Vec<&String>) = texts.iter().partition(|text| {
        let is_inside = words < SOURCE_WORDS;
        words += text.split_whitespace().count();
        is_inside
    });
    let inside: Vec<&str> = inside.into_iter().map(String::as_str).collect();
    let source = Document::from_text(inside.join("\n\n"));
    let sentences = sentences(&source);
    let mut rng = fastrand::Rng::with_seed(20_240_503);
    let mut quotations = made(&sentences, 1_000, &mut rng);
    assert_eq!(quotations.len(), 1_000);
    let foreign =
        outside.iter().flat_map(|text| self::sentences(&Document::from_text(text.as_str()))).take(300);
    quotations.extend(foreign.map(|words| MadeQuotation { words, alteration: Alteration::Foreign }));
    let (tally, [verbatim, altered, foreign], time) = run(&source, &quotations);
    let n_words = source.text().split_whitespace().count();
    println!(
        "against {n_words} words: {time:?} an article of 30; verbatim {verbatim:.4}, altered {altered:.4}, not said {foreign:.4}"
    );
    println!("{tally:?}");
    assert!(0.99 <= verbatim, "{tally:?}");
    assert!(0.97 <= altered, "{tally:?}");
    assert!(0.95 <= foreign, "{tally:?}");
    assert_no_altered_is_verbatim(&tally);
}
