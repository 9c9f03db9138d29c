//! What the deep model says of an article, as the package `pullquote-deep` hands it over.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;

use super::facts::Combination;
use crate::learn::crf::bioes::BioesTag;
use crate::learn::weights::{LANES, TokenScores};
use crate::recognise::quotes::tags::{CONTENT, CUE, SOURCE, TAGS, THOUGHT};

/// What a deep model made of an article: the probabilities of each word's labels, and how they are weighed with the
/// first reading.
#[derive(Clone, Debug)]
pub struct SecondReading {
    pub(super) combination: Combination,
    /// One a paragraph of the article.
    pub(super) paragraphs: Vec<ReadParagraph>,
}

/// The words of a paragraph with their scores.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadParagraph {
    /// Bytes of the paragraph, in order.
    pub(super) words: Vec<Range<usize>>,
    /// One a word; in thousandths of natural logarithms, the best tag at 0.
    pub(super) scores: Vec<TokenScores>,
}

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
        let tags: Vec<Option<usize>> = model.labels.iter().map(|label| tag(label)).collect();
        if (0..TAGS).any(|tag| !tags.contains(&Some(tag))) {
            return Err(BadReading::Description(model.labels.join(" ")));
        }
        let read = |read: ReadWords| ReadParagraph::new(read, &tags);
        Ok(SecondReading {
            combination: model.combination,
            paragraphs: paragraphs.into_iter().map(read).collect(),
        })
    }
}

impl ReadParagraph {
    /// Without words where there is not a number for each word and label.
    fn new(read: ReadWords, tags: &[Option<usize>]) -> ReadParagraph {
        if read.costs.len() != read.words.len() * tags.len() {
            return ReadParagraph::default();
        }
        let row = |costs: &[u16]| {
            let mut scores = [i16::MIN; LANES];
            for (&tag, &cost) in tags.iter().zip(costs) {
                if let Some(tag) = tag {
                    scores[tag] = i16::try_from(cost).map_or(i16::MIN, |cost| -cost);
                }
            }
            scores
        };
        ReadParagraph {
            words: read.words.into_iter().map(|[start, end]| start..end).collect(),
            scores: read.costs.chunks(tags.len()).map(row).collect(),
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
