//! What is known of an article, in a CAS: title, address and language in DKPro's structure for them, which INCEpTION has in
//! each document, and all of it in one of ours.

use serde_json::{Map, Value, json};

use super::super::article_details;
use crate::document::{Document, Meta};

/// DKPro's structure of a document.
pub(in super::super) const DKPRO: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";

/// Ours. Its features have the names of [`article_details`].
pub(in super::super) const ARTICLE: &str = "custom.Article";

/// The structures of an article of which something is known, numbered above `last`.
pub(in super::super) fn structures(document: &Document, last: usize) -> Vec<Value> {
    let meta = document.meta();
    let own = article_details::fields(meta);
    if own.is_empty() {
        return vec![];
    }
    let end = document.text().encode_utf16().count();
    let mut dkpro = json!({
        "%ID": last + 1, "%TYPE": DKPRO, "@sofa": 1, "begin": 0, "end": end,
        "language": meta.lang.as_deref().unwrap_or(NO_LANGUAGE),
    });
    for (feature, known) in [("documentTitle", &meta.title), ("documentUri", &meta.url)] {
        if let Some(known) = known {
            dkpro[feature] = known.as_str().into();
        }
    }
    let mut article = json!({ "%ID": last + 2, "%TYPE": ARTICLE, "@sofa": 1 });
    for (feature, known) in own {
        article[feature] = known;
    }
    vec![dkpro, article]
}

/// UIMA's word for a language that is not known.
const NO_LANGUAGE: &str = "x-unspecified";

/// The types of both.
pub(super) fn types() -> Map<String, Value> {
    let kind = |name: &str, above: &str, features: &[&str]| {
        let mut kind = Map::new();
        kind.insert("%NAME".to_owned(), name.into());
        kind.insert("%SUPER_TYPE".to_owned(), above.into());
        let feature = |name: &str| json!({ "%NAME": name, "%RANGE": "uima.cas.String" });
        kind.extend(features.iter().map(|name| ((*name).to_owned(), feature(name))));
        (name.to_owned(), Value::Object(kind))
    };
    let dkpro = kind(DKPRO, "uima.tcas.DocumentAnnotation", &["documentTitle", "documentUri"]);
    let article = kind(ARTICLE, "uima.cas.AnnotationBase", &article_details::NAMES);
    [dkpro, article].into_iter().collect()
}

/// What the structures of a CAS say of its article. Ours goes first: INCEpTION puts the name of the file where DKPro has the
/// title.
pub(super) fn details<'s>(structures: impl Iterator<Item = &'s Value>) -> Meta {
    let (mut own, mut dkpro) = (Meta::default(), Meta::default());
    for fields in structures {
        let kind = fields["%TYPE"].as_str().unwrap_or_default();
        if kind == ARTICLE {
            own = own.or(article_details::of_value(fields));
        } else if kind.rsplit('.').next() == Some("DocumentMetaData") {
            let text = |feature: &str| fields[feature].as_str().map(str::to_owned);
            dkpro = dkpro.or(Meta {
                title: text("documentTitle").filter(|title| is_title(title)),
                url: text("documentUri").filter(|url| url.starts_with("http")),
                lang: text("language").filter(|lang| !lang.is_empty() && lang != NO_LANGUAGE),
                ..Meta::default()
            });
        }
    }
    own.or(dkpro)
}

/// The name of a file is no title.
fn is_title(title: &str) -> bool {
    let is_file = !title.contains(char::is_whitespace) && title.contains('.');
    !is_file && !title.trim().is_empty()
}
