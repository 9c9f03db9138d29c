//! Mentions of names, as the joining of names sees them.

use crate::annotation::EntityKind;
use crate::lang::persons::Gender;

/// A mention of a person.
pub(super) struct PersonMention {
    /// Index into the entities.
    pub index: usize,
    /// Its words in the form of [`super::name_forms`].
    pub words: Vec<String>,
    /// What a title before the name tells ("Mrs").
    pub gender: Option<Gender>,
}

/// A mention of something that is not a person.
pub(super) struct ThingMention<'a> {
    /// Index into the entities.
    pub index: usize,
    pub kind: EntityKind,
    /// As the document has it.
    pub text: &'a str,
    /// Its words in the form of [`super::name_forms`].
    pub words: Vec<String>,
    /// Whether it stands in brackets right after the mention before: "European Union (EU)".
    pub explains_previous: bool,
    /// Whether "the" stands before it.
    pub has_article: bool,
}
