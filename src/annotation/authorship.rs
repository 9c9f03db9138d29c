//! Who marked something, and when.

use serde::{Deserialize, Serialize};

/// Who marked something, and when, as far as it is known. Times are those of ISO 8601: `2021-11-10T09:30:00Z`.
///
/// ```
/// use pullquote::{Annotation, Authorship, Body, Id, Span};
///
/// let mut mine = Annotation::by_reader(Id::new(1), Span::new(0, 9), Body::Note);
/// mine.made = Some(Box::new(Authorship { creator: Some("Ada".to_owned()), ..Authorship::default() }));
/// assert!(serde_json::to_string(&mine)?.contains(r#""made":{"creator":"Ada"}"#));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorship {
    /// The name under which somebody marked it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    /// When it was marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// When it was changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

impl Authorship {
    /// `None` where nothing is known.
    pub(crate) fn known(self) -> Option<Box<Authorship>> {
        (self != Authorship::default()).then(|| Box::new(self))
    }
}
