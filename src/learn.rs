//! Models out of bytes, used where the bytes lie, and what they compute: features become rows of weights, weights
//! become scores, scores become tags and probabilities. No training here.
//!
//! The bytes are coded (`coded.rs`) and unpacked once, on the first use: a download is what a reader waits for.

pub(crate) mod bytes;
pub(crate) mod coded;
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
