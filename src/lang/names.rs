//! The words of names and of what stands between two names of one thing.

use super::lists::{WordMap, WordSet, word_lists};

word_lists! {
    /// The sections of `name_words.txt`. Where nothing else is said, their words are compared with names in the form of
    /// `recognise::names::name_forms`: small letters without diacritics.
    pub(crate) struct NameWords {
        /// The definite article, before or within names.
        the: WordSet,
        /// Endings of companies' names.
        legal_forms: WordSet,
        /// The last two words of a club's name that it may do without: the first and the second.
        clubs: WordMap<&'static str>,
        /// Words that a name's initials may leave out: United States of America is USA.
        left_out_of_acronyms: WordSet,
        /// What is cut short within names, and its whole: "St. Ives", "Health Dept".
        written_out: WordMap<&'static str>,
        /// The same of the first word: "US Army". Here `_` is a blank.
        first_written_out: WordMap<&'static str>,
        /// The same of persons.
        first_written_out_of_persons: WordMap<&'static str>,
        /// After a person's name, no part of it.
        after_persons: WordSet,
        /// Before a title, part of it: "Vice President". As written.
        qualifies_titles: WordSet,
        /// Titles that are no titles elsewhere. As written.
        chairs: WordSet,
        /// The endings of possession.
        possessive_endings: Vec<&'static str>,
        /// Between two names: "Cole, who later named Reed" gives Reed no other name.
        subjects: WordSet,
        /// Verbs with which "named" gives another name: "Cole was named".
        passives: WordSet,
        /// Nouns for names.
        name_nouns: WordSet,
        /// "known as", "referred to as", "known by the name"
        known: WordSet,
        as_word: WordSet,
        by: WordSet,
        /// These say by themselves that another name follows.
        alias_words: WordSet,
        /// "under the name"
        under: WordSet,
        /// "rebranded as", "rebranded to", "changed its name to"
        rebranded: WordSet,
        changed: WordSet,
        to: WordSet,
        /// Words for a name that friends give.
        nicknames: WordSet,
        /// What is done to a thing that gets a name.
        gives_names: WordSet,
        /// What tells when, where or how often a name is used.
        name_adverbs: WordSet,
        /// Before a noun for names: "whose real name was".
        kinds_of_names: WordSet,
        /// Set apart after a name, these give another.
        formerly: WordSet,
        /// "short for"
        short: WordSet,
        for_word: WordSet,
        /// "or", "or simply"
        or: WordSet,
        simply: WordSet,
        /// What may stand with such an "or".
        with_or: WordSet,
        /// Between two names, or two words of a person's name that are two persons.
        and: WordSet,
        /// What says enough in a bracket: "Lavik (now Norhavn)".
        enough_in_brackets: WordSet,
        /// All other words that may stand between a name and another of the same.
        between_names: WordSet,
        /// What a phrase after a name ends with, before the name within it: ", the capital of".
        ends_appositions: WordSet,
        /// These say that several names follow.
        several_names: WordSet,
        /// Abbreviations between two names that end no sentence.
        abbreviations_between: Vec<&'static str>,
        /// "also known in Mongolian as": before the language, and after it.
        before_languages: WordSet,
        /// "Lavikite or Lavik spar is a stone": after the second of two names, what says that the article explains
        /// them.
        explains: Vec<String>,
        /// Institutions that an article has one of: "the Senate" is "the U.S. Senate" that it names later.
        institutions: WordSet,
        /// Words after which a place's name goes on that may be left out: "Rio" for "Rio de Janeiro".
        particles_of_places: WordSet,
        /// Between the parts of a long name: "the House of Commons".
        within_names: WordSet,
        /// Houses that are called by the last word of their name: "the Commons".
        houses: WordSet,
        /// "West Norland" for "Western Norland": the adjective and the noun.
        sides: WordMap<&'static str>,
        /// But not of these: Southern Africa is no country.
        regions_by_side: WordSet,
        /// What the name of a country may leave out before it: "Kingdom of Thailand". Here `_` is a blank.
        forms_of_state: Vec<String>,
        /// What the name of a place may leave out after it: "Hubei Province".
        forms_of_places: Vec<String>,
        /// "the Justice Department", "the Department of Justice"
        departments: WordSet,
        of: WordSet,
        /// "the Foreign Ministry" is the Ministry of Foreign Affairs.
        affairs: WordSet,
        /// What the name of a place may leave out after "the": "the Laja".
        left_out_of_places: WordSet,
        /// Groups that are named like several: "the Torviks" for "the Torvik Islands".
        groups: WordSet,
        /// How plurals end.
        plural_endings: Vec<&'static str>,
        /// First names and those that they are short for: pairs in which one man is known by both.
        short_first_names: WordMap<&'static str>,
        /// Before a role, these say when a person had it.
        times_of_roles: WordSet,
        /// Before a role, these tell nothing of which one it is.
        loose_before_roles: WordSet,
        /// Nouns for whoever leads something: one article uses several for one person.
        leaders: WordSet,
        /// After a role, these tell of what.
        of_roles: WordSet,
        /// Between a person's name and the role that the person comes to have.
        becoming: WordSet,
        /// Titles that are short for a role, and its noun.
        roles_of_titles: WordMap<&'static str>,
        /// Words for parties and beliefs.
        creeds: WordSet,
        /// Words that begin a noun phrase.
        determiners: WordSet,
        /// Words that come after the noun of a noun phrase, or begin something else.
        ends_noun_phrases: WordSet,
    }
}

impl NameWords {
    /// The word without the ending of a plural; `None` where it has none.
    pub(crate) fn without_plural<'a>(&self, word: &'a str) -> Option<&'a str> {
        self.plural_endings.iter().find_map(|ending| word.strip_suffix(ending))
    }
}
