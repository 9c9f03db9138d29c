//! The words that the analysis of speakers asks for: one field a list.

use super::lists::{Sections, WordSet};

/// Word lists, each named after what its words do.
#[derive(Clone, Debug)]
pub(crate) struct SpeakerWords {
    /// Pronouns that can name a source.
    pub(crate) pronouns: WordSet,
    /// Pronouns of one person, which have a gender.
    pub(crate) of_persons: WordSet,
    /// Pronouns of the person named last.
    pub(crate) of_nearest_person: WordSet,
    /// Pronouns of an organisation.
    pub(crate) of_bodies: WordSet,
    /// Pronouns of several, or of an organisation.
    pub(crate) of_groups: WordSet,
    /// What is written of a person whose pronoun is "they".
    pub(crate) neutral_pronouns: Vec<&'static str>,
    /// Words for several people that do not end like plurals.
    pub(crate) several: WordSet,
    /// Nouns for those who wrote a study.
    pub(crate) study_authors: WordSet,
    /// Other pronouns and nouns that can speak.
    pub(crate) of_speakers: WordSet,
    /// Nouns for things said: whose they are is who says it.
    pub(crate) documents: WordSet,
    /// Nouns for what somebody says: the mayor's answer is the mayor's.
    pub(crate) utterances: WordSet,
    /// Nouns for what is claimed: the clause after "Lane's claim" is Lane's.
    pub(crate) claims: WordSet,
    /// Things that words are written on: a sign says what nobody does.
    pub(crate) written_on: WordSet,
    /// Words between a thing said and whose it is: "a statement by the union".
    pub(crate) before_owners: WordSet,
    /// Nouns for organisations: "the company" is the one spoken of last.
    pub(crate) bodies: WordSet,
    /// Those of them that mean the last organisation whatever it is called.
    pub(crate) any_bodies: WordSet,
    pub(crate) articles: WordSet,
    pub(crate) definite_articles: WordSet,
    /// Words that begin a phrase about one that is not known: "a minister".
    pub(crate) indefinites: WordSet,
    /// Nouns for times that nobody can be.
    pub(crate) times: WordSet,
    /// Nouns for what happens to somebody.
    pub(crate) happenings: WordSet,
    /// The subject of a report by nobody: "it is said that".
    pub(crate) impersonal: WordSet,
    /// Nouns for what happens somewhere: "demonstrations in Bergen" speak of nothing.
    pub(crate) gatherings: WordSet,
    /// Words before the name of a place where something is.
    pub(crate) before_places: WordSet,
    /// Words that join names, and do not govern the one after them.
    pub(crate) joiners: WordSet,
    /// Words that end a description: "police who were there".
    pub(crate) after_descriptions: WordSet,
    /// Words that begin descriptions and are no names.
    pub(crate) common: WordSet,
    /// Endings of plurals.
    pub(crate) plural_endings: Vec<&'static str>,
}

impl SpeakerWords {
    /// Reads the lists from a file of sections.
    pub(super) fn read(sections: &Sections) -> SpeakerWords {
        SpeakerWords {
            pronouns: sections.set("pronouns"),
            of_persons: sections.set("of_persons"),
            of_nearest_person: sections.set("of_nearest_person"),
            of_bodies: sections.set("of_bodies"),
            of_groups: sections.set("of_groups"),
            neutral_pronouns: sections.list("neutral_pronouns").to_vec(),
            several: sections.set("several"),
            study_authors: sections.set("study_authors"),
            of_speakers: sections.set("of_speakers"),
            documents: sections.set("documents"),
            utterances: sections.set("utterances"),
            claims: sections.set("claims"),
            written_on: sections.set("written_on"),
            before_owners: sections.set("before_owners"),
            bodies: sections.set("bodies"),
            any_bodies: sections.set("any_bodies"),
            articles: sections.set("articles"),
            definite_articles: sections.set("definite_articles"),
            indefinites: sections.set("indefinites"),
            times: sections.set("times"),
            happenings: sections.set("happenings"),
            impersonal: sections.set("impersonal"),
            gatherings: sections.set("gatherings"),
            before_places: sections.set("before_places"),
            joiners: sections.set("joiners"),
            after_descriptions: sections.set("after_descriptions"),
            common: sections.set("common"),
            plural_endings: sections.list("plural_endings").to_vec(),
        }
    }
}
