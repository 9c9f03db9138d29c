//! W3C Web Annotations: an AnnotationCollection with all that a set holds, and the article with it.
//!
//! A quotation in several parts is one annotation with several targets. Its relations to speaker and cue are
//! annotations of their own, motivated by `linking`, whose two targets are the related ones in order. What the W3C's
//! model has no words for stands under the prefix `pq`, which other readers ignore.

use super::json;
use super::spec::{FileStart, FormatCodec, FormatSpec, SeveralArticles, no_companions};

mod read;
mod rules;
mod vocabulary;
mod write;

pub(super) use read::{read, read_one};
pub(super) use write::write;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "jsonld",
    label: "Web Annotations (JSON-LD): everything, imports back",
    extension: "jsonld",
    own_endings: &["jsonld"],
    media_type: "application/ld+json",
    leaves_out: None,
    several_articles: SeveralArticles::OneFileEach,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec =
    FormatCodec { companion_files: no_companions, detect: is_web_annotation, write, read };

fn is_web_annotation(file: &FileStart) -> bool {
    file.has_key("@context") || file.json_value("type").is_some_and(|kind| json::includes(kind, "Annotation"))
}
