//! The trainer of linear-chain CRFs over hashed features (Lafferty et al. 2001): AdaGrad (Duchi et al. 2011), feature
//! dropout, right tags that are known, known in part (Tsuboi et al. 2008) or known as probabilities.
//!
//! `TAGS` is the number of tags; `LANES` the length of a row, a number that vector instructions like. The lanes past
//! the last tag stay zero. Training repeats to the byte: fixed seeds, one thread a model.

pub mod example;
pub mod lattice;
pub mod model;
pub mod random;
#[cfg(test)]
mod tests;
pub mod trainer;

pub use example::{Example, Target};
pub use lattice::Lattice;
pub use model::Model;
pub use random::Random;
pub use trainer::{Arithmetic, Settings, Trainer};
