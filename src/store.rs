//! Where articles and their annotations are kept.
