//! Models out of bytes, used where the bytes lie, and what they compute: features become rows of weights, weights
//! become scores, scores become tags and probabilities. No training here.
//!
//! Nearly everything is a view of a byte slice: only a few thousand nodes of trees and the weights of a network are
//! unpacked. So the same bytes can be compiled in or fetched beside the program.

pub(crate) mod bytes;
pub(crate) mod hash;

pub(crate) mod calibration;
pub(crate) mod crf;
pub(crate) mod network;
pub(crate) mod ranker;
pub(crate) mod templates;
pub(crate) mod trees;
pub(crate) mod weights;
pub(crate) mod word_table;

pub(crate) use bytes::BadModel;
pub(crate) use bytes::Reader;
pub(crate) use network::Network;
pub(crate) use trees::Trees;
pub(crate) use weights::WeightRows;
pub(crate) use word_table::WordTable;
