//! A model: what it reads, what it runs, what its numbers mean.

use std::ops::Range;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::encoder::Encoder;
use crate::error::DeepError;
use crate::vocabulary::Vocabulary;

/// No model reads more pieces at a time: the cost of a window grows with its square.
const LONGEST_WINDOW: usize = 4096;

/// The label of a word that a task finds nothing in.
const OUTSIDE: &str = "O";

/// A model, ready to read.
pub struct DeepModel {
    pub(crate) encoder: Encoder,
    pub(crate) vocabulary: Vocabulary,
    labels: Vec<String>,
    /// The labels of each task.
    pub(crate) tasks: Vec<Range<usize>>,
    /// In pieces.
    pub(crate) window: usize,
}

/// The part of `deep.json` that reading needs.
#[derive(Deserialize)]
struct ModelDescription {
    labels: Vec<String>,
    window: usize,
    model_sha256: String,
    vocab_sha256: String,
}

impl DeepModel {
    /// A model of its three files: `deep.json`, `vocab.txt` (a piece a line) and `model.onnx`.
    ///
    /// # Errors
    /// Where one of them is not what its name says, is not the file whose SHA-256 `deep.json` names, or needs what this
    /// program lacks.
    ///
    /// ```
    /// use pullquote_deep::{DeepError, DeepModel};
    ///
    /// let refused = DeepModel::read("{}", "", vec![]).err();
    /// assert!(matches!(refused, Some(DeepError::Description(_))));
    /// ```
    pub fn read(description: &str, vocabulary: &str, model: Vec<u8>) -> Result<DeepModel, DeepError> {
        let ModelDescription { labels, window, model_sha256, vocab_sha256 } =
            serde_json::from_str(description).map_err(|why| DeepError::Description(why.to_string()))?;
        if labels.is_empty() || !(8..=LONGEST_WINDOW).contains(&window) {
            return Err(DeepError::Description("no labels, or a window of another size".into()));
        }
        check("vocab.txt", vocabulary.as_bytes(), &vocab_sha256)?;
        check("model.onnx", &model, &model_sha256)?;
        let vocabulary = Vocabulary::read(vocabulary)?;
        let tasks = tasks(&labels);
        Ok(DeepModel { encoder: Encoder::read(model)?, vocabulary, labels, tasks, window })
    }

    /// The names of the labels, in the order of their numbers: `O`, `B-C`. An `O` begins the labels of a task.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }
}

/// The labels of each task: each `O` is the first of one.
fn tasks(labels: &[String]) -> Vec<Range<usize>> {
    let begins = (1..labels.len()).filter(|&label| labels[label] == OUTSIDE);
    let mut bounds: Vec<usize> = std::iter::once(0).chain(begins).collect();
    bounds.push(labels.len());
    bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// A file that is not the one that belongs to the description is refused: with a byte changed it could still be read,
/// and would say something else.
fn check(file: &'static str, bytes: &[u8], sha256: &str) -> Result<(), DeepError> {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if hex == sha256 { Ok(()) } else { Err(DeepError::Damaged(file)) }
}
