//! The names of spaCy's fields, and those of the groups of spans.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::labelled_spans::AnnotationDetails;
use crate::annotation::Body;

/// The columns of the table of tokens, by spaCy's numbers of them.
pub(super) const ORTH: u64 = 65;
pub(super) const ENT_IOB: u64 = 77;
pub(super) const ENT_TYPE: u64 = 78;
pub(super) const SENT_START: u64 = 80;
pub(super) const ENT_KB_ID: u64 = 452;
pub(super) const ENT_ID: u64 = 454;

/// Whether a token begins an entity, goes on with one, or is none.
pub(super) const BEGINS: u64 = 3;
pub(super) const INSIDE: u64 = 1;
pub(super) const OUTSIDE: u64 = 2;

/// The group of the quotations: it is always there, and its attributes have what spaCy has no place for.
pub(super) const QUOTES: &str = "quotes";

/// The group of the names and dates that overlap others.
pub(super) const ENTITIES: &str = "entities";

/// Every group.
pub(super) const GROUPS: [&str; 5] = [QUOTES, "speakers", "cues", ENTITIES, "notes"];

/// The attribute that has what spaCy has no place for, as JSON.
pub(super) const CARRIED: &str = "pullquote";

/// The group of an annotation.
pub(super) fn group(body: &Body) -> &'static str {
    match body {
        Body::Quote(_) => QUOTES,
        Body::Speaker => "speakers",
        Body::Cue => "cues",
        Body::Entity(_) | Body::Date(_) => ENTITIES,
        Body::Note => "notes",
    }
}

/// What spaCy has no place for. It stands in the attributes of the quotations' group, which every `DocBin` keeps; user
/// data it keeps only when it is told to.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct BesideSpacy {
    pub id: Option<String>,
    /// What is known of the article.
    #[serde(flatten)]
    pub known: Map<String, Value>,
    /// By the ids of the annotations.
    pub details: BTreeMap<String, AnnotationDetails>,
    /// What, from which annotation, to which.
    pub ties: Vec<[String; 3]>,
}
