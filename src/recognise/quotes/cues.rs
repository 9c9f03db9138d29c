//! The words that report speech in a sentence, each with the words that name its source.

pub(crate) mod find;
mod handed_on;
pub(crate) mod reporting_verb;
mod subjects;
mod verb_group;
