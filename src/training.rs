//! What `tools/lab` trains and measures with: the feature writers, the tables and the models of the analysis.
//!
//! The feature `training` opens it. Nothing here is part of the library's API: it may change with any version.

/// What a model is made of, as bytes and as numbers.
pub mod learn {
    pub use crate::learn::bytes::Reader;
    pub use crate::learn::calibration::Calibration;
    pub use crate::learn::crf::bioes::{BioesTag, TagRow, WIDTH, may_follow};
    pub use crate::learn::crf::marginals::ForwardBackward;
    pub use crate::learn::crf::transitions::TransitionTable;
    pub use crate::learn::hash::{mix, word as hash_word};
    pub use crate::learn::network::{HIDDEN, Network};
    pub use crate::learn::templates::FeatureWriter;
    pub use crate::learn::trees::{Tree, Trees};
    pub use crate::learn::weights::WeightRows;
    pub use crate::learn::word_table::WordTable;
}

/// Words and what the lexicon knows of them.
pub mod words {
    pub use crate::recognise::words::{
        CLUSTERS, LONGEST_NAME, Lexicon, List, Word, lexicon, look_up, plain, word_context,
    };
}

/// Word lists.
pub mod lang {
    pub use crate::lang::gazetteer::{is_people, organisations, peoples, places};
}

/// Tokens of a text that is no document.
pub mod tokens {
    pub use crate::document::tokens::split;
}

/// Dates.
pub mod dates {
    pub use crate::recognise::dates::find;
}

/// Capitals of text that has none, or nothing else.
pub mod casing {
    pub use crate::recognise::normalise::casing::training::{CasedWord, cased_sentences, second_rows};
    pub use crate::recognise::normalise::casing::{SCORES, Scores};
}

/// Names of people, organisations, places and other things.
pub mod entities {
    use crate::span::Span;

    pub use crate::recognise::entities::features::{write_features, write_set_features};
    pub use crate::recognise::entities::second_pass::{INPUTS, SecondPassToken};
    pub use crate::recognise::entities::tagger::{KINDS, MISC, NORP, ORG, PERSON, PLACE, TAGS, runs};
    pub use crate::recognise::entities::{EntityTagger, find, find_with, tagger};
    pub use crate::recognise::found::FoundEntity;

    /// A name in an English text without a leading article or trailing possessive.
    pub fn bare(text: &str, span: Span) -> Span {
        crate::recognise::entities::name_spans::bare(text, span, &crate::lang::english().entities)
    }
}

/// One name for all mentions of a thing.
pub mod names {
    pub use crate::recognise::names::fold;
}

/// Quotations with their speakers.
pub mod quotations {
    pub use crate::recognise::quotations::{QuoteModel, QuoteTrace, find, model};
}

/// Quotations.
pub mod quotes {
    pub use crate::recognise::found::FoundQuote;
    pub use crate::recognise::marks::{Marked, pair};
    pub use crate::recognise::quotes::context::{PassageContext, TaggerInput};
    pub use crate::recognise::quotes::find::QuoteInput;
    pub use crate::recognise::quotes::propose::{QuoteCandidate, propose};
    pub use crate::recognise::quotes::reports::find::find as find_by_rules;
    pub use crate::recognise::quotes::reports::rule_spans::{RuleSpan, rule_spans, rule_spans_in};
    pub use crate::recognise::quotes::select_spans::{ScoredSpan, SelectionInput, with_other_spans};
    pub use crate::recognise::quotes::span_features::COUNT as SPAN_FEATURES;
    pub use crate::recognise::quotes::tagger::{TaggedSpan, TaggerOutput, passages, token_marginals};
    pub use crate::recognise::quotes::tags::{CONTENT, CUE, SOURCE, TAGS, THOUGHT};
    pub use crate::recognise::quotes::token_features::write_features;
}

/// Whose words a quotation is.
pub mod speakers {
    pub use crate::recognise::speakers::calibration::{CALIBRATION_FEATURES, calibration_features};
    pub use crate::recognise::speakers::context::{SpeakerContext, SpeakerInput, overlap};
    pub use crate::recognise::speakers::features::BITS;
    pub use crate::recognise::speakers::rank::{SpeakerChoice, choose};
}
