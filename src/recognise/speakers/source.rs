//! Who a source is, and how that was found out.

use serde::Serialize;

use crate::span::Span;

/// Who a source is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// Something that has a name: an index into the entities.
    Entity(usize),
    /// Somebody without a name: the words that describe them.
    Described(String),
}

/// What the quotations so far say of sources.
#[derive(Default)]
pub(super) struct SourceHistory {
    /// The last source and where it was named.
    pub last: Option<(Span, Source)>,
    /// Whose the last "statement" was.
    pub document: Option<Source>,
    /// Those who wrote the study that was last spoken of.
    pub authors: Option<Source>,
}

/// How the name of a speaker was found from the words that name them.
///
/// ```
/// # let document = pullquote::Document::from_text("“We will not go back,” said Ada Lund.");
/// let explanation = &pullquote::explain(&document)[0];
/// assert_eq!(explanation.resolution, Some(pullquote::NameResolution::Person));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NameResolution {
    /// The words are those of the quotation before.
    SameWords,
    /// The words hold the name of a person.
    Person,
    /// The words end with the name of something else.
    Name,
    /// A pronoun stands for a name before it.
    Pronoun,
    /// A role stands for the person who has it: "the minister".
    Role,
    /// A noun stands for an organisation: "the company".
    Organisation,
    /// A thing said or written stands for whose it is: "the union's statement".
    Statement,
    /// The label of a turn stands for somebody the article names elsewhere, or is itself all that names the speaker.
    Label,
    /// The source has no name in the article: the words describe it.
    Description,
    /// A pronoun that finds nobody.
    Unresolved,
}
