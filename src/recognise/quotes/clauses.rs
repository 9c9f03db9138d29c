//! A paragraph as the rules read it: words with their classes, marked stretches as one unit, and noun phrases.

pub(crate) mod noun_phrases;
pub(crate) mod units;
