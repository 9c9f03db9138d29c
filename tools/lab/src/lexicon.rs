//! Makes `src/recognise/words/lexicon.bin`: what the library knows of words and listed names.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::{Path, PathBuf};

use pullquote::Span;
use pullquote::training::lang;
use pullquote::training::learn::{WordTable, hash_word, mix};
use pullquote::training::tokens;
use pullquote::training::words::{CLUSTERS, LONGEST_NAME, List, plain, word_context};

use crate::data;
use crate::entities::corpus;

#[derive(clap::Args)]
pub struct Args {
    /// The folder with the training data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    #[arg(long, default_value = "src/recognise/words/lexicon.bin")]
    out: PathBuf,
    /// Sets whose words are not counted.
    #[arg(long, value_delimiter = ',')]
    without: Vec<String>,
}

/// Cities smaller than this are seldom in the news, and many of their names are common words elsewhere.
const SMALLEST_CITY: u64 = 15_000;

/// What the table keeps of a word: cluster (high, low), usage, lists.
type Facts = [u8; 4];

pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let lex = args.data.join("lex");
    let counts = Counts::of_training_texts(&args)?;
    let names = Names::read(&lex.join("names.tsv.gz"))?;
    let (clusters, coarse) = read_clusters(&lex.join("md_vectors_clusters.tsv.gz"))?;
    let frequencies = read_frequencies(&lex.join("wordfreq_zipf.tsv.gz"))?;

    let mut words: BTreeMap<String, Facts> = BTreeMap::new();
    for (word, &count) in &counts.exact {
        if 2 <= count || counts.is_mostly_capitalised(word) {
            words.entry(word.clone()).or_default();
            words.entry(lower(word)).or_default();
        }
    }
    for word in frequencies.keys().chain(names.words.keys()) {
        words.entry(word.clone()).or_default();
        words.entry(capitalised(word)).or_default();
    }
    for (word, facts) in &mut words {
        let cluster = clusters.get(word.as_str()).copied().unwrap_or(0);
        [facts[0], facts[1]] = cluster.to_be_bytes();
        if lower(word) == *word {
            facts[2] = frequencies.get(word).map_or(0, |&zipf| zipf.clamp(1, 7)) | counts.case(word) << 3;
            facts[3] = names.words.get(word).copied().unwrap_or(0);
        }
    }
    // A cased form earns its place only where its cluster says something else than the small form's.
    let cluster_of = |word: &str| words.get(word).map_or(0, |f| u16::from_be_bytes([f[0], f[1]]));
    let kept = words.iter().filter(|(word, facts)| {
        let small = lower(word);
        let cluster = u16::from_be_bytes([facts[0], facts[1]]);
        if small == **word { **facts != [0; 4] } else { cluster != 0 && cluster != cluster_of(&small) }
    });
    let entries: Vec<(u64, Facts)> = kept.map(|(word, &facts)| (hash_word(word.as_bytes()), facts)).collect();
    let phrases: Vec<(u64, [u8; 1])> = names.phrases.iter().map(|(&hash, &lists)| (hash, [lists])).collect();
    println!("{} words, {} names of several words", entries.len(), phrases.len());

    let mut bytes = b"lex2".to_vec();
    bytes.extend_from_slice(&coarse);
    WordTable::write(&entries, |before| word_context(&coarse, before), &mut bytes);
    WordTable::write(&phrases, |_| 0, &mut bytes);
    println!("{}: {} bytes", args.out.display(), bytes.len());
    Ok(std::fs::write(args.out, bytes)?)
}

fn lower(word: &str) -> String {
    let mut small = vec![];
    plain(word, &mut small);
    String::from_utf8(small).expect("plain letters are UTF-8")
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// How often words are written how in the training texts.
#[derive(Default)]
struct Counts {
    exact: HashMap<String, u32>,
    /// Within sentences: with a capital, with a small letter.
    within: HashMap<String, (u32, u32)>,
}

impl Counts {
    fn of_training_texts(args: &Args) -> Result<Counts, Box<dyn Error>> {
        let mut counts = Counts::default();
        let counted = |set: corpus::Set| !args.without.iter().any(|without| without == set.folder());
        for source in corpus::TRAINING.into_iter().filter(|source| counted(source.set)) {
            for record in corpus::read(&args.data, source)? {
                counts.add(&record.document);
            }
        }
        Ok(counts)
    }

    fn add(&mut self, document: &pullquote::Document) {
        for sentence in document.sentences() {
            for i in sentence.tokens.clone() {
                let word = document.word(i);
                if !word.starts_with(char::is_alphabetic) {
                    continue;
                }
                *self.exact.entry(word.to_string()).or_default() += 1;
                if sentence.tokens.start + 1 < i {
                    let within = self.within.entry(lower(word)).or_default();
                    if word.starts_with(char::is_uppercase) { within.0 += 1 } else { within.1 += 1 }
                }
            }
        }
    }

    /// 1: hardly ever with a capital within sentences; 2: at times; 3: mostly; 0: not seen often enough.
    fn case(&self, word: &str) -> u8 {
        match self.within.get(word) {
            Some(&(capital, small)) if 3 <= capital + small => match 100 * capital / (capital + small) {
                0..=5 => 1,
                6..=60 => 2,
                _ => 3,
            },
            _ => 0,
        }
    }

    fn is_mostly_capitalised(&self, word: &str) -> bool {
        self.within.get(&lower(word)).is_some_and(|&(capital, small)| small < capital)
    }
}

/// The lists, by single word in small letters and by the hash of several.
#[derive(Default)]
struct Names {
    words: BTreeMap<String, u8>,
    phrases: BTreeMap<u64, u8>,
}

impl Names {
    fn read(path: &Path) -> Result<Names, Box<dyn Error>> {
        let mut names = Names::default();
        for line in data::lines(path)? {
            let mut columns = line.split('\t');
            let (kind, name) = (columns.next().unwrap_or(""), columns.next().unwrap_or(""));
            let population = columns.nth(1).and_then(|n| n.parse().ok()).unwrap_or(0u64);
            match kind {
                "FIRST_MALE" | "FIRST_FEMALE" => names.add(name, List::FirstName),
                "CITY" if SMALLEST_CITY <= population => names.add(name, List::City),
                "COUNTRY" | "STATE" => names.add(name, List::Country),
                // Those of several words are three in four of all such names, and without them as many are found.
                "COMPANY" => names.add_word(name, List::Organisation),
                "PERSON" => names.add_person(name),
                _ => {}
            }
        }
        for (list, entries) in [
            (List::People, lang::peoples().collect::<Vec<_>>()),
            (List::Country, lang::places().collect()),
            (List::Organisation, lang::organisations().collect()),
        ] {
            entries.into_iter().for_each(|name| names.add(name, list));
        }
        Ok(names)
    }

    /// A name, if it is of one word.
    fn add_word(&mut self, name: &str, list: List) {
        if split(name).len() == 1 {
            self.add(name, list);
        }
    }

    fn add(&mut self, name: &str, list: List) {
        let words = split(name);
        if let [word] = &words[..] {
            // One letter, or a number, is never looked up as a name.
            if 1 < word.chars().count() && !word.starts_with(|c: char| c.is_numeric()) {
                *self.words.entry(word.clone()).or_default() |= list.bit();
            }
        } else if words.len() <= LONGEST_NAME {
            let hashes = words.iter().map(|w| hash_word(w.as_bytes()));
            if let Some(hash) = hashes.reduce(mix) {
                *self.phrases.entry(hash).or_default() |= list.bit();
            }
        }
    }

    /// A person's name gives a first name and a surname, not a phrase: people are met in other combinations.
    fn add_person(&mut self, name: &str) {
        let words: Vec<&str> = name.split(' ').collect();
        if let [first, .., last] = words[..] {
            self.add(first, List::FirstName);
            self.add(last.rsplit('-').next().unwrap_or(last), List::Surname);
        }
    }
}

fn split(name: &str) -> Vec<String> {
    let mut found = vec![];
    tokens::split(name, Span::new(0, name.len()), &mut found);
    found.iter().map(|token| lower(&name[token.span.range()])).collect()
}

/// Words with their fine clusters, and the coarse cluster of each fine one.
type Clusters = (HashMap<String, u16>, Vec<u8>);

/// Fine cluster of each word (from 1), and the coarse cluster that most words of each fine one are in.
fn read_clusters(path: &Path) -> Result<Clusters, Box<dyn Error>> {
    let (mut fine, mut votes) = (HashMap::new(), vec![[0u32; 128]; CLUSTERS]);
    for line in data::lines(path)? {
        let columns: Vec<&str> = line.split('\t').collect();
        let [word, coarse, id, _] = columns[..] else { continue };
        let id = id.parse::<u16>()? + 1;
        votes[usize::from(id)][coarse.parse::<usize>()?] += 1;
        fine.insert(word.to_string(), id);
    }
    let most = |votes: &[u32; 128]| (0..128).max_by_key(|&i| votes[i]).map_or(0, |i| i as u8);
    let mut coarse: Vec<u8> = votes.iter().map(most).collect();
    coarse[0] = 128;
    Ok((fine, coarse))
}

fn read_frequencies(path: &Path) -> Result<BTreeMap<String, u8>, Box<dyn Error>> {
    let lines = data::lines(path)?;
    let pairs = lines.iter().filter_map(|line| line.split_once('\t'));
    Ok(pairs.filter_map(|(word, zipf)| Some((lower(word), zipf.parse().ok()?))).collect())
}
