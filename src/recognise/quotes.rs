//! What is quoted: spans of words, with the words beside them that may report them or name their source.
//!
//! Rules read verbs of saying, marks and continuations (`clauses`, `cues`, `reports`). A tagger, trained on annotated
//! news, reads all that again beside what they say (`context`, `tags`, `tagger`). What either proposes is scored as a
//! whole (`propose`, `span_features`, `classify`), and the likeliest spans that do not overlap are kept
//! (`select_spans`). `find` does all this; `speakers` says whose words they are; `join` makes one quotation of what
//! belongs together. Conventions are PolNeAR's (Newell, Margolin and Ruths, LREC 2018): a direct quotation includes its
//! marks, an indirect one its "that".

pub(crate) mod classify;
pub(crate) mod clauses;
pub(crate) mod context;
pub(crate) mod cues;
pub(crate) mod find;
mod headlines;
pub(crate) mod join;
pub(crate) mod no_speech;
pub(crate) mod propose;
pub(crate) mod reports;
pub(crate) mod select_spans;
pub(crate) mod span_features;
pub(crate) mod tagger;
pub(crate) mod tags;
pub(crate) mod token_features;
