//! Two coders compared: how far their sets of the same articles agree, and where they differ.
//!
//! - **F1** of spans: 2·|A∩B| / (|A|+|B|), where A and B are the two coders' annotations of one layer and A∩B those that both
//!   have. It is the same whoever is taken for the truth, and where there is no count of what both left unmarked, it is what
//!   kappa comes to (G. Hripcsak and A. S. Rothschild, “Agreement, the F-measure, and reliability in information
//!   retrieval”, JAMIA 12, 2005). *Exact*: the same spans. *At 0.8*: of the words of both together at least 80 % are words of
//!   both, and each annotation has one counterpart.
//! - **κ** (J. Cohen, “A coefficient of agreement for nominal scales”, Educational and Psychological Measurement 20, 1960):
//!   (p_o − p_e) / (1 − p_e), of what both say of the annotations matched at 0.8.
//! - **α_u** (K. Krippendorff, “On the reliability of unitizing continuous data”, Sociological Methodology 25, 1995, as
//!   corrected in *Content Analysis*, 2nd edition, 2004, p. 251 ff.): 1 − D_o / D_e, for where quotations begin and end.
//!   See [`alpha_u`].

mod alpha;
mod coded;
mod kappa;
mod matching;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::alpha::Continuum;
pub use self::alpha::{UnitizedCoder, alpha_u};
pub use self::coded::{AnnotationLayer, CodedArticle};
pub use self::kappa::{Kappa, kappa};
use self::matching::{LayerMatches, matches};
use crate::annotation::{Annotation, Body, Id};
use crate::sorting::Sorting as _;
use crate::span::Span;

/// How many annotations of a layer two coders have, and how many of them both have.
///
/// ```
/// let spans = pullquote::SpanAgreement { mine: 10, theirs: 6, exact: 4, near: 6 };
/// assert_eq!((spans.exact_f1(), spans.near_f1()), (Some(0.5), Some(0.75)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanAgreement {
    /// One coder's.
    pub mine: usize,
    /// The other's.
    pub theirs: usize,
    /// Those with the same spans.
    pub exact: usize,
    /// Those that share 80 % of their words.
    pub near: usize,
}

impl SpanAgreement {
    /// F1 of those with the same spans; `None` where nobody marked anything.
    pub fn exact_f1(self) -> Option<f64> {
        self.f1(self.exact)
    }

    /// F1 of those that share 80 % of their words.
    pub fn near_f1(self) -> Option<f64> {
        self.f1(self.near)
    }

    fn f1(self, both: usize) -> Option<f64> {
        let all = self.mine + self.theirs;
        (0 < all).then(|| 2.0 * both as f64 / all as f64)
    }
}

/// How far two coders agree over some articles.
///
/// ```
/// use pullquote::{CodedArticle, Document, annotate, compare_sets};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let set = annotate(&document);
/// let found = compare_sets(&[CodedArticle { document: &document, mine: &set, theirs: &set }]);
/// assert_eq!((found.alpha_u, found.speakers.observed), (Some(1.0), 1.0));
/// // All quotations are of one kind: then chance agrees, too.
/// assert_eq!(found.kinds.value, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// The spans of each layer; all layers are there.
    pub spans: BTreeMap<AnnotationLayer, SpanAgreement>,
    /// Where quotations begin and end: [`alpha_u`] with the articles one after the other as one continuum, in code
    /// points. Of quotations that overlap in one set the first counts. `None` where nobody marked any.
    pub alpha_u: Option<f64>,
    /// Whether quotations are direct, indirect or mixed, of those that both have.
    pub kinds: Kappa,
    /// Who says them, of those that both have. Short forms of a name count as the name that they are short for.
    pub speakers: Kappa,
    /// What sort of thing is named, of the names that both have.
    pub entity_kinds: Kappa,
}

/// Where two sets differ.
///
/// ```
/// use pullquote::{CodedArticle, Document, AnnotationLayer, annotate, differences};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let set = annotate(&document);
/// let none = Default::default();
/// let found = differences(&CodedArticle { document: &document, mine: &set, theirs: &none });
/// assert_eq!((found[0].layer, found[0].theirs), (AnnotationLayer::Quotations, None));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// What is compared.
    pub layer: AnnotationLayer,
    /// How they differ.
    pub kind: DifferenceKind,
    /// One coder's annotation.
    pub mine: Option<Id>,
    /// The other's.
    pub theirs: Option<Id>,
    /// From the start of the first to the end of the last span of both, in bytes.
    pub place: Span,
}

/// How two coders differ in an annotation.
///
/// ```
/// assert_eq!(serde_json::to_string(&pullquote::DifferenceKind::OnlyMine).unwrap(), "\"only-mine\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DifferenceKind {
    /// The other has nothing like it.
    OnlyMine,
    /// The same, the other way round.
    OnlyTheirs,
    /// It begins or ends at other words.
    Extent,
    /// The quotation is of another kind, or the name or date of another sort.
    Kind,
    /// Another says it.
    Speaker,
    /// The name or the date has another value.
    Value,
}

/// Compares two coders over some articles. What a coder rejected does not count.
///
/// ```
/// use pullquote::{CodedArticle, Document, AnnotationLayer, annotate, compare_sets};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist. “We are glad,” said Tomas Rey.");
/// let mine = annotate(&document);
/// let mut theirs = mine.clone();
/// let last = theirs.in_order().filter(|annotation| annotation.quote().is_some()).last().unwrap().id;
/// theirs.remove(last);
/// let agreement = compare_sets(&[CodedArticle { document: &document, mine: &mine, theirs: &theirs }]);
/// let quotations = agreement.spans[&AnnotationLayer::Quotations];
/// assert_eq!((quotations.mine, quotations.theirs, quotations.exact), (2, 1, 1));
/// assert_eq!(quotations.exact_f1(), Some(2.0 / 3.0));
/// ```
pub fn compare_sets(articles: &[CodedArticle]) -> Agreement {
    let mut agreement = Agreement::default();
    let mut continuum = Continuum::default();
    let (mut kinds, mut speakers, mut entity_kinds) = (vec![], vec![], vec![]);
    for article in articles {
        for layer in AnnotationLayer::ALL {
            let matches = matches(article, layer);
            let sum = agreement.spans.entry(layer).or_default();
            sum.mine += matches.mine.len();
            sum.theirs += matches.theirs.len();
            sum.exact += matches.exact;
            sum.near += matches.near.len();
            match layer {
                AnnotationLayer::Quotations => {
                    kinds.extend(matches.near_pairs().filter_map(|(a, b)| Some((kind(a)?, kind(b)?))));
                    speakers.extend(speaker_pairs(&matches));
                    continuum.add(article.document, &matches.mine, &matches.theirs);
                }
                AnnotationLayer::Entities => {
                    let pairs = matches.near_pairs();
                    entity_kinds.extend(pairs.filter_map(|(a, b)| Some((kind(a)?, kind(b)?))));
                }
                _ => {}
            }
        }
    }
    agreement.alpha_u = continuum.alpha();
    agreement.kinds = kappa(&kinds);
    agreement.speakers = kappa(&speakers);
    agreement.entity_kinds = kappa(&entity_kinds);
    agreement
}

/// Where two coders differ in one article, in the order of the text.
///
/// ```
/// use pullquote::{CodedArticle, DifferenceKind, Document, annotate, differences};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let (mine, theirs) = (annotate(&document), Default::default());
/// let found = differences(&CodedArticle { document: &document, mine: &mine, theirs: &theirs });
/// assert!(found.iter().all(|difference| difference.kind == DifferenceKind::OnlyMine));
/// ```
pub fn differences(article: &CodedArticle) -> Vec<Difference> {
    let mut found = vec![];
    for layer in AnnotationLayer::ALL {
        let matches = matches(article, layer);
        let difference = |kind, mine: Option<&Annotation>, theirs: Option<&Annotation>| {
            let spans = mine.into_iter().chain(theirs).map(|annotation| annotation.spans.hull());
            let place = spans.reduce(Span::hull).unwrap_or(Span::new(0, 0));
            Difference { layer, kind, mine: mine.map(|a| a.id), theirs: theirs.map(|a| a.id), place }
        };
        found.extend(
            matches
                .only_mine()
                .into_iter()
                .map(|mine| difference(DifferenceKind::OnlyMine, Some(mine), None)),
        );
        found.extend(
            matches
                .only_theirs()
                .into_iter()
                .map(|theirs| difference(DifferenceKind::OnlyTheirs, None, Some(theirs))),
        );
        let names = matching::NameForms::of(&matches);
        for (mine, theirs) in matches.overlapping_pairs() {
            let is_other_value = match (&mine.body, &theirs.body) {
                (Body::Quote(a), Body::Quote(b)) => {
                    names.form(a.speaker.as_deref()) != names.form(b.speaker.as_deref())
                }
                (Body::Entity(a), Body::Entity(b)) => a.name != b.name,
                (Body::Date(a), Body::Date(b)) => a.value != b.value,
                _ => false,
            };
            let value = if layer == AnnotationLayer::Quotations {
                DifferenceKind::Speaker
            } else {
                DifferenceKind::Value
            };
            let kinds = [
                (mine.spans != theirs.spans, DifferenceKind::Extent),
                (kind(mine) != kind(theirs), DifferenceKind::Kind),
                (is_other_value, value),
            ];
            let differing = kinds.into_iter().filter(|(differs, _)| *differs);
            found.extend(differing.map(|(_, kind)| difference(kind, Some(mine), Some(theirs))));
        }
    }
    found.order_by_key(|difference| (difference.place, difference.layer, difference.kind));
    found
}

/// What sort a quotation, a name or a date is.
fn kind(annotation: &Annotation) -> Option<String> {
    let name = match &annotation.body {
        Body::Quote(quote) => serde_json::to_string(&quote.kind),
        Body::Entity(entity) => serde_json::to_string(&entity.kind),
        Body::Date(timex) => serde_json::to_string(&timex.kind),
        _ => return None,
    };
    name.ok()
}

fn speaker_pairs(matches: &LayerMatches) -> Vec<(String, String)> {
    let names = matching::NameForms::of(matches);
    let speaker = |annotation: &Annotation| annotation.quote().and_then(|quote| quote.speaker.clone());
    matches
        .near_pairs()
        .map(|(a, b)| (names.form(speaker(a).as_deref()), names.form(speaker(b).as_deref())))
        .collect()
}
