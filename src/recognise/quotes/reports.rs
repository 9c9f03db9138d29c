//! Quotations by rules alone, and what the rules have to say of every word: the tagger learns when to believe them.
//!
//! Sentence by sentence: what verbs of saying report (`complements`, `claims`, `according`), and the marked stretches
//! that no report claims (`unclaimed`), each of which goes on from the quotation before it or stands by itself.
//! Conventions are PolNeAR's (Newell, Margolin and Ruths, LREC 2018): a direct quotation includes its marks, an
//! indirect one its "that".

mod according;
mod adverbials;
mod borders;
mod claims;
mod clause_ends;
mod collector;
mod complements;
pub(crate) mod find;
pub(crate) mod hints;
pub(crate) mod rule;
pub(crate) mod rule_spans;
mod sentence;
mod set_phrases;
mod signatures;
mod unclaimed;
