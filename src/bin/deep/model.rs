//! A model: what it reads, what it runs, what its numbers mean.

use serde::Deserialize;

use crate::encoder::Encoder;
use crate::error::DeepError;
use crate::vocabulary::Vocabulary;

/// No model reads more pieces at a time: the cost of a window grows with its square.
const LONGEST_WINDOW: usize = 4096;

/// A model, ready to read.
pub struct DeepModel {
    pub(crate) encoder: Encoder,
    pub(crate) vocabulary: Vocabulary,
    labels: Vec<String>,
    /// In pieces.
    pub(crate) window: usize,
}

/// The part of `deep.json` that reading needs.
#[derive(Deserialize)]
struct ModelDescription {
    labels: Vec<String>,
    window: usize,
}

impl DeepModel {
    /// A model of its three files: `deep.json`, `vocab.txt` (a piece a line) and `model.onnx`.
    ///
    /// # Errors
    /// Where one of them is not what its name says, or needs what this program lacks.
    ///
    /// ```
    /// use pullquote_deep::{DeepError, DeepModel};
    ///
    /// let refused = DeepModel::read("{}", "", vec![]).err();
    /// assert!(matches!(refused, Some(DeepError::Description(_))));
    /// ```
    pub fn read(description: &str, vocabulary: &str, model: Vec<u8>) -> Result<DeepModel, DeepError> {
        let ModelDescription { labels, window } =
            serde_json::from_str(description).map_err(|why| DeepError::Description(why.to_string()))?;
        if labels.is_empty() || !(8..=LONGEST_WINDOW).contains(&window) {
            return Err(DeepError::Description("no labels, or a window of another size".into()));
        }
        let vocabulary = Vocabulary::read(vocabulary)?;
        Ok(DeepModel { encoder: Encoder::read(model)?, vocabulary, labels, window })
    }

    /// The names of the labels, in the order of their numbers: `O`, `B-C`.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }
}
