//! What the deep model says of an article, as the package `pullquote-deep` hands it over.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;

use super::facts::Combination;
use crate::learn::crf::bioes::BioesTag;
use crate::learn::weights::{LANES, TokenScores};
use crate::recognise::entities::tagger::KINDS;
use crate::recognise::quotes::tags::{CONTENT, CUE, SOURCE, TAGS, THOUGHT};

/// What a deep model made of an article: the probabilities of each word's labels, and how they are weighed with the
/// first reading.
#[derive(Clone, Debug)]
pub struct SecondReading {
    pub(super) combination: Combination,
    /// How much the second reading counts for names; `None` where the model knows none.
    pub(super) names: Option<NamesCombination>,
    /// One a paragraph of the article.
    pub(super) paragraphs: Vec<ReadParagraph>,
}

/// What the logarithms of the probabilities of a name's tags weigh.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct NamesCombination {
    /// Those of the first reading.
    pub(super) first: f32,
    /// Those of the second.
    pub(super) second: f32,
}

/// The words of a paragraph with their scores.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadParagraph {
    /// Bytes of the paragraph, in order.
    pub(super) words: Vec<Range<usize>>,
    /// One a word; in thousandths of natural logarithms, the best tag at 0.
    pub(super) scores: Vec<TokenScores>,
    /// The same for names, where the model knows them: outside, and for each kind of the entity tagger the beginning
    /// and the inside of a name.
    pub(super) names: Vec<NameRow>,
}

/// How much less likely each label of names is than the likeliest, in thousandths of natural logarithms.
pub(super) type NameRow = [u16; NAME_LABELS];

/// Labels of names: outside, and the beginning and the inside of each kind, in the order of the entity tagger's kinds. They
/// stand in a model's description after those of quotations.
pub(super) const NAME_LABELS: usize = 1 + 2 * KINDS;

/// Why a reading is refused.
#[derive(Debug)]
#[non_exhaustive]
pub enum BadReading {
    /// The description of the model is not of the form that is read here; the text says where it breaks off.
    Description(String),
    /// What the model says is not of the form that is read here.
    Paragraphs(String),
}

impl fmt::Display for BadReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadReading::Description(why) => write!(f, "the model is described in another way: {why}"),
            BadReading::Paragraphs(why) => write!(f, "the model says something else than labels: {why}"),
        }
    }
}

impl std::error::Error for BadReading {}

/// The part of `deep.json` that is of use here.
#[derive(Deserialize)]
struct CombinedModel {
    labels: Vec<String>,
    combination: Combination,
    #[serde(default)]
    names: Option<NamesCombination>,
}

#[derive(Deserialize)]
struct ReadWords {
    words: Vec<[usize; 2]>,
    costs: Vec<u16>,
}

impl SecondReading {
    /// What `pullquote-deep` gives for the paragraphs of [`crate::deep_paragraphs`], as JSON, with the description of its
    /// model (`deep.json`).
    ///
    /// # Errors
    /// Where one of them is of another form.
    ///
    /// ```
    /// use pullquote::{BadReading, SecondReading};
    ///
    /// assert!(matches!(SecondReading::from_json("{}", "[]"), Err(BadReading::Description(_))));
    /// ```
    pub fn from_json(description: &str, paragraphs: &str) -> Result<SecondReading, BadReading> {
        let model: CombinedModel =
            serde_json::from_str(description).map_err(|why| BadReading::Description(why.to_string()))?;
        let paragraphs: Vec<ReadWords> =
            serde_json::from_str(paragraphs).map_err(|why| BadReading::Paragraphs(why.to_string()))?;
        let labels = ReadLabels::new(&model.labels);
        let other = || BadReading::Description(model.labels.join(" "));
        let labels = labels.filter(|labels| labels.has_names == model.names.is_some()).ok_or_else(other)?;
        let read = |read: ReadWords| ReadParagraph::new(read, &labels);
        Ok(SecondReading {
            combination: model.combination,
            names: model.names,
            paragraphs: paragraphs.into_iter().map(read).collect(),
        })
    }
}

/// The labels of a model: first those of quotations, then those of names, if it knows them.
struct ReadLabels {
    /// Of those of quotations, the number that each has here.
    quotations: Vec<Option<usize>>,
    has_names: bool,
}

impl ReadLabels {
    /// `None` where a tag of quotations is missing, or others follow than those of names.
    fn new(labels: &[String]) -> Option<ReadLabels> {
        let names = labels.iter().skip(1).position(|label| label == "O").map(|at| at + 1);
        let (quotations, names) = labels.split_at(names.unwrap_or(labels.len()));
        let quotations: Vec<Option<usize>> = quotations.iter().map(|label| tag(label)).collect();
        let is_whole = (0..TAGS).all(|tag| quotations.contains(&Some(tag)));
        let has_names = !names.is_empty();
        (is_whole && (!has_names || are_names(names))).then_some(ReadLabels { quotations, has_names })
    }

    fn count(&self) -> usize {
        self.quotations.len() + if self.has_names { NAME_LABELS } else { 0 }
    }
}

/// Whether labels are those of names.
fn are_names(labels: &[String]) -> bool {
    let is_kind = |pair: &[String]| match pair {
        [begin, inside] => {
            begin.strip_prefix("B-").is_some_and(|kind| inside.strip_prefix("I-") == Some(kind))
        }
        _ => false,
    };
    labels.len() == NAME_LABELS && labels[1..].chunks(2).all(is_kind)
}

impl ReadParagraph {
    /// Without words where there is not a number for each word and label.
    fn new(read: ReadWords, labels: &ReadLabels) -> ReadParagraph {
        if read.costs.len() != read.words.len() * labels.count() {
            return ReadParagraph::default();
        }
        let row = |costs: &[u16]| {
            let mut scores = [i16::MIN; LANES];
            for (&tag, &cost) in labels.quotations.iter().zip(costs) {
                if let Some(tag) = tag {
                    scores[tag] = i16::try_from(cost).map_or(i16::MIN, |cost| -cost);
                }
            }
            scores
        };
        let rows = || read.costs.chunks(labels.count());
        let names = |costs: &[u16]| NameRow::try_from(costs.get(labels.quotations.len()..)?).ok();
        ReadParagraph {
            scores: rows().map(row).collect(),
            names: rows().filter_map(names).collect(),
            words: read.words.into_iter().map(|[start, end]| start..end).collect(),
        }
    }
}

/// The number that a label has here: `O`, or a place (`B`, `I`, `E`, `S`) and a kind. Labels for other tasks have none.
fn tag(label: &str) -> Option<usize> {
    let (place, kind) = match label.split_once('-') {
        Some(both) => both,
        None => return (label == "O").then_some(BioesTag::Outside.tag()),
    };
    let kind = match kind {
        "C" => CONTENT,
        "I" => THOUGHT,
        "K" => CUE,
        "S" => SOURCE,
        _ => return None,
    };
    let tag = match place {
        "B" => BioesTag::Begin(kind),
        "I" => BioesTag::Inside(kind),
        "E" => BioesTag::End(kind),
        "S" => BioesTag::Single(kind),
        _ => return None,
    };
    Some(tag.tag())
}
