//! The second, deep reading: a larger model, which the library does not carry, has given each word of an article the
//! probabilities of its labels. They are weighed with what the first reading found.
//!
//! `second_reading` takes in what the model says; `stretch` sums it over all sequences of labels; `weigh` scores the
//! spans of both readings by what `facts` names; `refine` keeps the likeliest and finds the speakers of those that are new;
//! `names` hands what the model says of names to the entity tagger.

mod facts;
mod names;
mod refine;
mod second_reading;
mod stretch;
mod weigh;

pub(super) use names::NamesRead;
pub(super) use refine::{Refinement, refine};
pub use second_reading::{BadReading, SecondReading};
