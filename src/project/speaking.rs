//! Who speaks in many articles: how often, how much, how, when and where.
//!
//! Names are folded with care: the same full name of a person is the same person in any article, titles aside, and so is the
//! same name of a thing. A surname alone stays by itself: whose it may be is only proposed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::digest::ArticleDigest;
pub use super::voice::{SpokenArticle, Voice};
use crate::annotation::QuoteKind;
use crate::format::write_csv_row;
use crate::sorting::Sorting as _;

/// What one speaker says.
///
/// ```
/// use pullquote::{Document, SpokenArticle, annotate, speaking};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let set = annotate(&document);
/// let articles = [SpokenArticle { document: &document, set: &set }];
/// let all = speaking(&articles).all;
/// assert_eq!((all.quotations, all.direct, all.words), (1, 1, 2));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Spoken {
    /// Quotations.
    pub quotations: usize,
    /// Their words.
    pub words: usize,
    /// Quotations wholly inside marks.
    pub direct: usize,
    /// Quotations partly inside marks.
    pub mixed: usize,
    /// Quotations without marks.
    pub indirect: usize,
}

/// What one speaker says in many articles.
///
/// ```
/// use pullquote::{Document, SpokenArticle, annotate, speaking};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let set = annotate(&document);
/// let articles = [SpokenArticle { document: &document, set: &set }];
/// let record = &speaking(&articles).speakers[0];
/// assert_eq!((record.voice.name(), record.share), (Some("Mara Lindqvist"), 1.0));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpeakerRecord {
    /// Who.
    pub voice: Voice,
    /// The words of the name, in small letters and without titles: the same for all that are counted together.
    #[serde(skip)]
    pub(crate) key: Vec<String>,
    /// All of it.
    pub all: Spoken,
    /// The share of the words of all quotations, from 0 to 1.
    pub share: f64,
    /// The indices of the articles, ascending.
    pub articles: Vec<usize>,
    /// The days of the first and the last of these articles of which the day is known.
    pub days: Option<(Date, Date)>,
    /// By publisher: the host of the article's address; empty where that is not known.
    pub by_publisher: BTreeMap<String, Spoken>,
    /// By the month of publication (`2024-05`); empty where that is not known.
    pub by_month: BTreeMap<String, Spoken>,
}

/// A short name, and the full ones that it may be short for.
///
/// ```
/// use pullquote::{Document, SpokenArticle, annotate, speaking};
///
/// let texts = ["“It stays,” said Mara Lindqvist.", "“It stays,” said Mr Lindqvist."];
/// let documents = texts.map(Document::from_text);
/// let sets = documents.each_ref().map(annotate);
/// let articles: Vec<_> =
///     documents.iter().zip(&sets).map(|(document, set)| SpokenArticle { document, set }).collect();
/// let proposal = &speaking(&articles).proposals[0];
/// assert_eq!((proposal.short.as_str(), proposal.full.as_slice()), ("Lindqvist", ["Mara Lindqvist".to_owned()].as_slice()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameProposal {
    /// As it is counted: a surname alone.
    pub short: String,
    /// The full names with this surname that are counted beside it.
    pub full: Vec<String>,
}

/// Who speaks in many articles.
///
/// ```
/// use pullquote::{Document, SpokenArticle, annotate, speaking};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let set = annotate(&document);
/// let articles = [SpokenArticle { document: &document, set: &set }];
/// let found = speaking(&articles);
/// assert_eq!((found.speakers.len(), found.proposals.len()), (1, 0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SpeakingStatistics {
    /// By words, the most first: the named, then the unnamed, then nobody.
    pub speakers: Vec<SpeakerRecord>,
    /// Quotations and words of all speakers together.
    pub all: Spoken,
    /// Surnames alone that may be somebody's who is named in full elsewhere.
    pub proposals: Vec<NameProposal>,
}

/// Counts who speaks in some articles. What a reader rejected does not count, nor do questions of an interviewer.
///
/// ```
/// use pullquote::{Document, SpokenArticle, Voice, annotate, speaking};
///
/// let texts = ["“It stays,” said Mara Lindqvist.", "“No,” said Mayor Mara Lindqvist. “Why?” asked Rey."];
/// let documents = texts.map(Document::from_text);
/// let sets = documents.each_ref().map(annotate);
/// let articles: Vec<_> =
///     documents.iter().zip(&sets).map(|(document, set)| SpokenArticle { document, set }).collect();
/// let found = speaking(&articles);
/// let first = &found.speakers[0];
/// assert_eq!(first.voice, Voice::Person("Mara Lindqvist".to_owned()));
/// assert_eq!((first.articles.len(), first.all.quotations, first.all.words), (2, 2, 3));
/// ```
pub fn speaking(articles: &[SpokenArticle]) -> SpeakingStatistics {
    let digests: Vec<ArticleDigest> = articles.iter().map(|article| ArticleDigest::of("", article)).collect();
    speaking_of(&digests, &[])
}

/// Two names that somebody says are one person's: what is counted under `from` counts under `to`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NameFold {
    /// The words of the shorter name, as they are counted.
    pub from: Vec<String>,
    pub short: String,
    pub to: Vec<String>,
    pub name: String,
}

/// The same of articles that were read before, with names that somebody put together.
pub(crate) fn speaking_of(articles: &[ArticleDigest], folds: &[NameFold]) -> SpeakingStatistics {
    let mut records: HashMap<VoiceKey, SpeakerRecord> = HashMap::new();
    let mut all = Spoken::default();
    for (index, article) in articles.iter().enumerate() {
        let month = article.day.map_or_else(String::new, month);
        for quotation in &article.quotations {
            let fold = folds.iter().find(|fold| !fold.from.is_empty() && fold.from == quotation.key);
            let (voice, words) = match fold {
                Some(fold) => (Voice::Person(fold.name.clone()), &fold.to),
                None => (quotation.voice.clone(), &quotation.key),
            };
            let record = records
                .entry(VoiceKey::of(&voice, words))
                .or_insert_with(|| SpeakerRecord::new(voice, words.clone()));
            if record.articles.last() != Some(&index) {
                record.articles.push(index);
            }
            record.see(article.day);
            let publisher = article.publisher.clone();
            let places = [record.by_publisher.entry(publisher).or_default(), &mut record.all];
            let months = [record.by_month.entry(month.clone()).or_default(), &mut all];
            places.into_iter().chain(months).for_each(|sum| sum.add(quotation.kind, quotation.words));
        }
    }
    let proposals = proposals(&records);
    let mut speakers: Vec<SpeakerRecord> = records.into_values().collect();
    speakers.iter_mut().for_each(|one| one.share = one.all.words as f64 / all.words.max(1) as f64);
    speakers.order_by(|a, b| {
        let rank = |record: &SpeakerRecord| (record.voice.rank(), std::cmp::Reverse(record.all.words));
        rank(a).cmp(&rank(b)).then_with(|| a.voice.cmp(&b.voice))
    });
    SpeakingStatistics { speakers, all, proposals }
}

impl Spoken {
    fn add(&mut self, kind: QuoteKind, words: usize) {
        self.quotations += 1;
        self.words += words;
        match kind {
            QuoteKind::Direct => self.direct += 1,
            QuoteKind::Mixed => self.mixed += 1,
            QuoteKind::Indirect => self.indirect += 1,
        }
    }
}

impl SpeakerRecord {
    fn new(voice: Voice, key: Vec<String>) -> SpeakerRecord {
        SpeakerRecord {
            voice,
            key,
            all: Spoken::default(),
            share: 0.0,
            articles: vec![],
            days: None,
            by_publisher: BTreeMap::new(),
            by_month: BTreeMap::new(),
        }
    }

    fn see(&mut self, day: Option<Date>) {
        let Some(day) = day else { return };
        self.days = Some(self.days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
    }
}

/// What two voices share that are one: the sort of thing, and the words of the name without titles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum VoiceKey {
    Person(Vec<String>),
    Other(Vec<String>),
    Unnamed,
    Nobody,
}

impl VoiceKey {
    fn of(voice: &Voice, words: &[String]) -> VoiceKey {
        match voice {
            Voice::Person(_) => VoiceKey::Person(words.to_vec()),
            Voice::Other(_) => VoiceKey::Other(words.to_vec()),
            Voice::Unnamed => VoiceKey::Unnamed,
            Voice::Nobody => VoiceKey::Nobody,
        }
    }
}

fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// The surnames that stand alone, with the persons of that surname.
fn proposals(records: &HashMap<VoiceKey, SpeakerRecord>) -> Vec<NameProposal> {
    let mut by_surname: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut alone: BTreeMap<&str, &str> = BTreeMap::new();
    for (key, record) in records {
        let (VoiceKey::Person(words), Some(name)) = (key, record.voice.name()) else { continue };
        match words.as_slice() {
            [one] => {
                alone.insert(one, name);
            }
            [.., surname] => {
                by_surname.entry(surname).or_default().insert(name);
            }
            [] => {}
        }
    }
    let proposal = |(word, short): (&str, &str)| {
        let full = by_surname.get(word)?.iter().map(|name| (*name).to_owned()).collect();
        Some(NameProposal { short: short.to_owned(), full })
    };
    alone.into_iter().filter_map(proposal).collect()
}

/// The columns of [`speaking_table`].
const COLUMNS: [&str; 11] = [
    "speaker",
    "kind",
    "articles",
    "quotations",
    "words",
    "share",
    "direct",
    "mixed",
    "indirect",
    "first",
    "last",
];

/// Who speaks as a table (CSV), one speaker a row, for spreadsheets: no cell is taken for a formula.
///
/// ```
/// use pullquote::{Document, SpokenArticle, annotate, speaking, speaking_table};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let set = annotate(&document);
/// let articles = [SpokenArticle { document: &document, set: &set }];
/// let table = speaking_table(&speaking(&articles));
/// assert!(table.ends_with("Mara Lindqvist,person,1,1,2,1.0000,1,0,0,,\r\n"));
/// ```
pub fn speaking_table(found: &SpeakingStatistics) -> String {
    let mut table = String::from('\u{feff}');
    write_csv_row(&mut table, COLUMNS.iter().copied());
    for record in &found.speakers {
        let kind = match record.voice {
            Voice::Person(_) => "person",
            Voice::Other(_) => "other",
            Voice::Unnamed => "unnamed",
            Voice::Nobody => "nobody",
        };
        let all = &record.all;
        let numbers = [all.quotations, all.words].map(|number| number.to_string());
        let kinds = [all.direct, all.mixed, all.indirect].map(|number| number.to_string());
        let days = record
            .days
            .map_or([String::new(), String::new()], |(first, last)| [first, last].map(|d| d.to_string()));
        let mut cells = vec![record.voice.name().unwrap_or_default().to_owned(), kind.to_owned()];
        cells.push(record.articles.len().to_string());
        cells.extend(numbers);
        cells.push(format!("{:.4}", record.share));
        cells.extend(kinds.into_iter().chain(days));
        write_csv_row(&mut table, cells.iter().map(String::as_str));
    }
    table
}
