//! What `tools/lab` trains with: the feature writers, tables and models of the analysis.
//!
//! The feature `training` opens it. Nothing here is part of the library's API: it may change with any version.

/// The stages of the analysis, one by one.
pub mod recognise {
    pub use crate::recognise::{FoundEntity, FoundQuote};

    /// Words and their features.
    pub mod words {
        pub use crate::recognise::words::{
            CLUSTERS, LONGEST_NAME, Lexicon, List, Word, lexicon, look_up, plain,
        };
    }

    /// Quotation marks.
    pub mod marks {
        pub use crate::recognise::marks::{Marked, pair};
    }

    /// Dates.
    pub mod dates {
        pub use crate::recognise::dates::find;
    }

    /// Entities.
    pub mod entities {
        pub use crate::recognise::entities::{Tagger, find, find_with, tagger};

        /// The second pass.
        pub mod second {
            pub use crate::recognise::entities::second::{INPUTS, Seen, seen};
        }
    }

    /// Names.
    pub mod names {
        pub use crate::recognise::names::fold;
    }

    /// Speakers.
    pub mod speakers {
        pub use crate::recognise::speakers::name_speakers;
    }

    /// Quotations.
    pub mod quotes {
        pub use crate::recognise::quotes::{Model, Trust, find_by, find_with};

        /// Candidates.
        pub mod candidates {
            pub use crate::recognise::quotes::candidates::{Candidate, propose, settle};
        }

        /// Contexts.
        pub mod context {
            pub use crate::recognise::quotes::context::{Context, Material};
        }

        /// Selection.
        pub mod decide {
            pub use crate::recognise::quotes::decide::Stretch;
        }

        /// Span features.
        pub mod facts {
            pub use crate::recognise::quotes::facts::COUNT;
        }

        /// Rules.
        pub mod rules {
            pub use crate::recognise::quotes::rules::find;
        }

        /// Speakers.
        pub mod speakers {
            pub use crate::recognise::quotes::speakers::{
                BITS, Choice, Ruled, Scene, choose, overlap, ruled, ruled_in,
            };
        }

        /// The tagger.
        pub mod tagger {
            pub use crate::recognise::quotes::tagger::{Reading, Tagged, beliefs, stretches};
        }

        /// Tags.
        pub mod tags {
            pub use crate::recognise::quotes::tags::{CONTENT, CUE, SOURCE, Slots, TAGS, THOUGHT, see};
        }
    }
}

/// Models and their bytes.
pub mod learn {
    pub use crate::learn::{Network, Reader, Rows, Tags, Trees, WordTable};

    /// Hashes.
    pub mod hash {
        pub use crate::learn::hash::{mix, word};
    }

    /// Marginals.
    pub mod marginals {
        pub use crate::learn::marginals::{Row, Sums, WIDTH};
    }

    /// The network.
    pub mod network {
        pub use crate::learn::network::{HIDDEN, Network};
    }

    /// Tags.
    pub mod tags {
        pub use crate::learn::tags::{Part, may_follow};
    }

    /// Trees.
    pub mod trees {
        pub use crate::learn::trees::Tree;
    }
}

/// Word lists.
pub mod lang {
    /// Listed names.
    pub mod gazetteer {
        pub use crate::lang::gazetteer::{Gazetteer, english, is_people};
    }
}

/// Tokens.
pub mod tokens {
    pub use crate::document::tokens::*;
}
