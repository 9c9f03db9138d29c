//! What is compared: an article with two coders' sets, layer by layer.

use serde::{Deserialize, Serialize};

use crate::annotation::{Annotation, AnnotationSet, Body, is_shown};
use crate::document::Document;

/// One article with two coders' sets of it.
///
/// ```
/// use pullquote::{CodedArticle, Document, annotate, differences};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let set = annotate(&document);
/// let article = CodedArticle { document: &document, mine: &set, theirs: &set };
/// assert_eq!(differences(&article), []);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CodedArticle<'a> {
    /// The article that both sets annotate.
    pub document: &'a Document,
    /// One coder's set.
    pub mine: &'a AnnotationSet,
    /// The other's.
    pub theirs: &'a AnnotationSet,
}

/// What annotations are compared with each other.
///
/// ```
/// assert_eq!(serde_json::to_string(&pullquote::AnnotationLayer::Quotations).unwrap(), "\"quotations\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum AnnotationLayer {
    /// The words that are quoted.
    Quotations,
    /// The words that name who says them.
    Speakers,
    /// The words that report.
    Cues,
    /// Named things.
    Entities,
    /// Temporal expressions.
    Dates,
}

impl AnnotationLayer {
    /// All, in the order of reports.
    pub const ALL: [AnnotationLayer; 5] = [
        AnnotationLayer::Quotations,
        AnnotationLayer::Speakers,
        AnnotationLayer::Cues,
        AnnotationLayer::Entities,
        AnnotationLayer::Dates,
    ];

    fn of(body: &Body) -> Option<AnnotationLayer> {
        match body {
            Body::Quote(_) => Some(AnnotationLayer::Quotations),
            Body::Speaker => Some(AnnotationLayer::Speakers),
            Body::Cue => Some(AnnotationLayer::Cues),
            Body::Entity(_) => Some(AnnotationLayer::Entities),
            Body::Date(_) => Some(AnnotationLayer::Dates),
            _ => None,
        }
    }
}

/// The annotations of a layer that count, in the order of the text.
pub(super) fn counted(set: &AnnotationSet, layer: AnnotationLayer) -> Vec<&Annotation> {
    set.in_order().filter(|a| AnnotationLayer::of(&a.body) == Some(layer) && is_shown(set, a)).collect()
}
