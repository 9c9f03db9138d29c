//! What a reader thinks of an annotation, and what the reader thought before the article changed under it.

use serde::{Deserialize, Serialize};

/// What a reader thinks of an annotation.
///
/// ```
/// use pullquote::{Document, Verdict, annotate};
///
/// let mut set = annotate(&Document::from_text("“It stays,” said Mara Lindqvist."));
/// let mut first = set.in_order().next().unwrap().clone();
/// assert_eq!(first.verdict, Verdict::Open);
/// first.verdict = Verdict::Confirmed;
/// set.insert(first);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nobody has said yet.
    #[default]
    Open,
    /// It is right.
    Confirmed,
    /// It is wrong. It stays in the set, so that analysing again cannot bring it back.
    Rejected,
}

/// A verdict on what an annotation was, before a newer version of the article said something else. A verdict belongs to
/// what was judged: the annotation is [`Verdict::Open`] again, and this says what it was about. At least one of the
/// parts is given; the others are as they were.
///
/// ```
/// use pullquote::{Annotation, Body, EarlierVerdict, Id, Span, Verdict};
///
/// let mut mine = Annotation::by_reader(Id::new(1), Span::new(0, 9), Body::Note);
/// mine.verdict = Verdict::Open;
/// mine.earlier = Some(EarlierVerdict {
///     verdict: Verdict::Confirmed,
///     words: Some("five euros".to_owned()),
///     ..EarlierVerdict::default()
/// });
/// let json = serde_json::to_string(&mine)?;
/// assert!(json.contains(r#""earlier":{"verdict":"confirmed","words":"five euros"}"#));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierVerdict {
    /// What the reader said; open where the reader only made a comment or gave tags.
    #[serde(default)]
    pub verdict: Verdict,
    /// The words that were judged, on one line, where they are others now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Who said them then, where that is another now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// The words that reported them then, where those are others now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<String>,
    /// The value of a date then, where it is another now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl EarlierVerdict {
    /// Whether anything of what was judged is another now.
    pub(crate) fn has_changes(&self) -> bool {
        [&self.words, &self.speaker, &self.cue, &self.value].iter().any(|part| part.is_some())
    }
}
