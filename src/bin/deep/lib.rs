//! The deep reading of an article: a small language model gives each word the probabilities of its labels.
//!
//! What comes out is numbers; the library makes quotations of them. The library compiles without this and the model,
//! and this knows nothing of the library. The page loads it as a WebAssembly module of its own.

mod encoder;
mod error;
mod model;
mod pieces;
mod reading;
mod vocabulary;
mod windows;

pub use error::DeepError;
pub use model::DeepModel;
pub use reading::{DeepParagraph, DeepReading};

#[cfg(target_arch = "wasm32")]
pub mod web;

#[cfg(test)]
#[path = "tests/unit/mod.rs"]
mod tests;
