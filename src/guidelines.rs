//! What a project marks: the kinds of annotations and the tags that its guidelines have, as a small file.

use serde::{Deserialize, Serialize};

use crate::anchor::json_problem::json_problem;
use crate::annotation::{Annotation, AnnotationSet, Body, EntityKind, Id, QuoteKind};

/// The version of files that are written, and the highest that can be read.
pub(crate) const VERSION: u32 = 1;

/// A longer file is none of guidelines.
const LONGEST_FILE: usize = 1 << 20;

/// More tags are not kept: nobody has so many in mind.
const MOST_TAGS: usize = 500;

/// The longest tag, and the longest note of one, in letters.
const LONGEST_TAG: usize = 80;
const LONGEST_NOTE: usize = 1_000;

/// A kind of annotations, as guidelines name it: `direct`, `PERSON`, `date`, `note`.
///
/// ```
/// use pullquote::{EntityKind, MarkedKind};
///
/// assert_eq!(serde_json::to_string(&MarkedKind::Entity(EntityKind::Gpe)).unwrap(), "\"GPE\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum MarkedKind {
    /// Quotations of a kind, with cue and speaker.
    Quote(QuoteKind),
    /// Names of a kind.
    Entity(EntityKind),
    /// Dates, times and notes.
    Other(OtherKind),
}

/// What is marked beside quotations and names.
///
/// ```
/// use pullquote::{MarkedKind, OtherKind};
///
/// assert_eq!(serde_json::to_string(&MarkedKind::Other(OtherKind::Date)).unwrap(), "\"date\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherKind {
    /// Temporal expressions.
    Date,
    /// Passages that a reader comments on.
    Note,
}

/// All kinds that guidelines can name, with their names, in the order in which the page shows them.
pub(crate) const ALL_KINDS: [(MarkedKind, &str); 18] = [
    (MarkedKind::Quote(QuoteKind::Direct), "direct"),
    (MarkedKind::Quote(QuoteKind::Indirect), "indirect"),
    (MarkedKind::Quote(QuoteKind::Mixed), "mixed"),
    (MarkedKind::Entity(EntityKind::Person), "PERSON"),
    (MarkedKind::Entity(EntityKind::Org), "ORG"),
    (MarkedKind::Entity(EntityKind::Gpe), "GPE"),
    (MarkedKind::Entity(EntityKind::Loc), "LOC"),
    (MarkedKind::Entity(EntityKind::Fac), "FAC"),
    (MarkedKind::Entity(EntityKind::Norp), "NORP"),
    (MarkedKind::Entity(EntityKind::Event), "EVENT"),
    (MarkedKind::Entity(EntityKind::Work), "WORK"),
    (MarkedKind::Entity(EntityKind::Product), "PRODUCT"),
    (MarkedKind::Entity(EntityKind::Law), "LAW"),
    (MarkedKind::Entity(EntityKind::Money), "MONEY"),
    (MarkedKind::Entity(EntityKind::Percent), "PERCENT"),
    (MarkedKind::Entity(EntityKind::Misc), "MISC"),
    (MarkedKind::Other(OtherKind::Date), "date"),
    (MarkedKind::Other(OtherKind::Note), "note"),
];

impl MarkedKind {
    /// The kind with this name.
    fn named(name: &str) -> Option<MarkedKind> {
        ALL_KINDS.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }
}

impl TryFrom<String> for MarkedKind {
    type Error = &'static str;

    fn try_from(name: String) -> Result<MarkedKind, &'static str> {
        MarkedKind::named(&name).ok_or("no kind has this name")
    }
}

impl From<MarkedKind> for &'static str {
    fn from(kind: MarkedKind) -> &'static str {
        ALL_KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, name)| *name)
    }
}

/// A tag of the guidelines.
///
/// ```
/// let rule = pullquote::TagRule { tag: "to check".to_owned(), note: "A figure without a source.".to_owned() };
/// assert!(serde_json::to_string(&rule).unwrap().contains("without a source"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagRule {
    /// The tag.
    pub tag: String,
    /// When to use it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The guidelines of a project.
///
/// ```
/// use pullquote::{Document, Guidelines, annotate};
///
/// let guidelines = Guidelines::from_json(r#"{"pullquote-guidelines": 1, "kinds": ["direct", "PERSON"]}"#)?;
/// let set = annotate(&Document::from_text("“It stays,” said Mara Lindqvist in Paris."));
/// let marked = set.in_order().filter(|a| a.entity().is_some() && guidelines.allows(&a.body)).count();
/// assert_eq!(marked, 1);
/// # Ok::<(), pullquote::GuidelinesError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guidelines {
    /// What the project is called; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The kinds that are marked; without, all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinds: Option<Vec<MarkedKind>>,
    /// The tags that are used; without, any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<TagRule>>,
}

impl Guidelines {
    /// Whether they leave everything to the reader.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_none() && self.tags.is_none()
    }

    /// Whether annotations of this sort are marked. Cues and speakers go with the quotations.
    pub fn allows(&self, body: &Body) -> bool {
        match body {
            Body::Quote(quote) => self.allows_kind(MarkedKind::Quote(quote.kind)),
            Body::Entity(entity) => self.allows_kind(MarkedKind::Entity(entity.kind)),
            Body::Date(_) => self.allows_kind(MarkedKind::Other(OtherKind::Date)),
            Body::Note => self.allows_kind(MarkedKind::Other(OtherKind::Note)),
            Body::Speaker | Body::Cue => self.allows_quotations(),
        }
    }

    /// Whether annotations of this kind are marked.
    pub fn allows_kind(&self, kind: MarkedKind) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }

    pub(crate) fn allows_quotations(&self) -> bool {
        [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect]
            .into_iter()
            .any(|kind| self.allows_kind(MarkedKind::Quote(kind)))
    }

    /// Whether an annotation is shown: of a kind that is marked, or one that a reader has touched. Suggestions of other
    /// kinds stay in the set.
    pub(crate) fn shows(&self, annotation: &Annotation) -> bool {
        self.kinds.is_none() || self.allows(&annotation.body) || !annotation.is_replaceable()
    }

    /// A set without what is not marked, and without the cues and speakers of quotations that are not. For what nobody has
    /// judged: a reader's work is never left out.
    #[must_use]
    pub fn applied(&self, mut set: AnnotationSet) -> AnnotationSet {
        let outside: Vec<Id> = set.in_order().filter(|a| !self.shows(a)).map(|a| a.id).collect();
        outside.into_iter().for_each(|id| set.remove_with_parts(id));
        set
    }

    /// Whether a tag is one of theirs.
    pub fn allows_tag(&self, tag: &str) -> bool {
        self.tags.as_ref().is_none_or(|tags| tags.iter().any(|rule| rule.tag == tag))
    }
}

/// Why a file cannot be read as guidelines, and what to do.
///
/// ```
/// let error = pullquote::Guidelines::from_json(r#"{"kinds": ["direct"]}"#).unwrap_err();
/// assert_eq!(error, pullquote::GuidelinesError::Foreign);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GuidelinesError {
    /// It is another kind of file.
    Foreign,
    /// A newer version of Pullquote wrote it.
    Newer(u32),
    /// It is longer than any guidelines.
    TooLong,
    /// Something is wrong with its JSON, in this line.
    Json {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// A kind that is none.
    Kind(String),
    /// A tag that cannot be one: which, from 1, and what is wrong.
    Tag {
        /// Which tag, from 1.
        tag: usize,
        /// What is wrong, and what to do.
        problem: String,
    },
}

impl std::fmt::Display for GuidelinesError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            GuidelinesError::Foreign => f.write_str(
                "this file has no guidelines of Pullquote: it has no field \"pullquote-guidelines\". docs/guidelines.md \
                 shows what such a file looks like",
            ),
            GuidelinesError::Newer(version) => write!(
                f,
                "these guidelines have version {version}, but this page reads versions up to {VERSION}. Open them with \
                 the newer Pullquote that wrote them"
            ),
            GuidelinesError::TooLong => {
                write!(f, "the file is larger than {} MB; no guidelines are. Choose another file", LONGEST_FILE >> 20)
            }
            GuidelinesError::Json { line, problem } => write!(f, "line {line}: {problem}. Correct it and try again"),
            GuidelinesError::Kind(kind) => write!(
                f,
                "“kinds” has “{kind}”, which is no kind. Use direct, mixed, indirect, PERSON, ORG, GPE, LOC, FAC, NORP, \
                 EVENT, WORK, PRODUCT, LAW, MONEY, PERCENT, MISC, date or note"
            ),
            GuidelinesError::Tag { tag, problem } => write!(f, "tag {tag}: {problem}"),
        }
    }
}

impl std::error::Error for GuidelinesError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuidelinesFile {
    #[serde(rename = "pullquote-guidelines")]
    _version: u32,
    #[serde(default)]
    title: String,
    kinds: Option<Vec<String>>,
    tags: Option<Vec<TagRule>>,
}

impl Guidelines {
    /// Reads a file: all of it, or nothing.
    ///
    /// # Errors
    /// See [`GuidelinesError`].
    pub fn from_json(file: &str) -> Result<Guidelines, GuidelinesError> {
        let file = file.trim_start_matches('\u{feff}');
        if LONGEST_FILE < file.len() {
            return Err(GuidelinesError::TooLong);
        }
        let wrong = |error: serde_json::Error| GuidelinesError::Json {
            line: error.line(),
            problem: json_problem(&error),
        };
        let value: serde_json::Value = serde_json::from_str(file).map_err(wrong)?;
        let version = value.get("pullquote-guidelines").and_then(serde_json::Value::as_u64);
        let version = version.and_then(|n| u32::try_from(n).ok()).ok_or(GuidelinesError::Foreign)?;
        if VERSION < version {
            return Err(GuidelinesError::Newer(version));
        }
        let GuidelinesFile { title, kinds, tags, .. } = serde_json::from_str(file).map_err(wrong)?;
        let kinds = kinds.map(|kinds| kinds.into_iter().map(kind_of).collect()).transpose()?;
        if let Some(tags) = &tags {
            check_tags(tags)?;
        }
        Ok(Guidelines { title: title.chars().take(LONGEST_TAG).collect(), kinds, tags })
    }

    /// The guidelines as a file.
    pub fn to_json(&self) -> String {
        let json =
            |value: serde_json::Result<String>| value.expect("guidelines have nothing that JSON cannot say");
        let mut file = format!("{{\n  \"pullquote-guidelines\": {VERSION}");
        if !self.title.is_empty() {
            file += &format!(",\n  \"title\": {}", json(serde_json::to_string(&self.title)));
        }
        if let Some(kinds) = &self.kinds {
            file += &format!(",\n  \"kinds\": {}", json(serde_json::to_string(kinds)));
        }
        if let Some(tags) = &self.tags {
            let tags: Vec<String> = tags.iter().map(|tag| json(serde_json::to_string(tag))).collect();
            file += &format!(",\n  \"tags\": [\n    {}\n  ]", tags.join(",\n    "));
        }
        file + "\n}\n"
    }
}

fn kind_of(name: String) -> Result<MarkedKind, GuidelinesError> {
    MarkedKind::named(&name).ok_or(GuidelinesError::Kind(name))
}

fn check_tags(tags: &[TagRule]) -> Result<(), GuidelinesError> {
    if MOST_TAGS < tags.len() {
        let problem = format!("there are more than {MOST_TAGS} tags. Remove some");
        return Err(GuidelinesError::Tag { tag: MOST_TAGS + 1, problem });
    }
    let mut seen = std::collections::HashSet::new();
    for (TagRule { tag, note }, n) in tags.iter().zip(1..) {
        let wrong = |problem: String| Err(GuidelinesError::Tag { tag: n, problem });
        if tag.trim().is_empty() || tag.trim() != tag {
            return wrong("“tag” is empty, or begins or ends with a blank. Write the tag alone".to_owned());
        }
        if tag.contains(',') || tag.chars().any(char::is_control) {
            return wrong(
                "“tag” has a comma or a control character, which part tags. Leave it out".to_owned(),
            );
        }
        if LONGEST_TAG < tag.chars().count() || LONGEST_NOTE < note.chars().count() {
            return wrong(format!(
                "a tag has at most {LONGEST_TAG} letters, its note {LONGEST_NOTE}. Shorten it"
            ));
        }
        if !seen.insert(tag) {
            return wrong(format!("“{tag}” stands there twice. Remove one"));
        }
    }
    Ok(())
}
