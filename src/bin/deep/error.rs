//! What can be wrong with the files of a model.

use std::fmt;

/// Why a model cannot be used.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DeepError {
    /// `deep.json` is not the description of a model; the text says where it breaks off.
    Description(String),
    /// A file is not the one whose SHA-256 `deep.json` names.
    Damaged(&'static str),
    /// `vocab.txt` lacks one of the pieces that every text needs.
    Vocabulary(&'static str),
    /// `model.onnx` is no model, or one that needs what this program lacks; the text says what.
    Model(String),
}

impl fmt::Display for DeepError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            DeepError::Description(why) => write!(f, "deep.json does not describe a model: {why}"),
            DeepError::Damaged(file) => {
                write!(f, "{file} is damaged, or belongs to another deep.json: fetch all three files again")
            }
            DeepError::Vocabulary(piece) => write!(f, "vocab.txt lacks the piece {piece}"),
            DeepError::Model(why) => write!(f, "model.onnx cannot be used: {why}"),
        }
    }
}

impl std::error::Error for DeepError {}
