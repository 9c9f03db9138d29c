//! What a word is to the names that it stands beside: a title, "residents of", "'s coach".

use std::collections::HashMap;

use super::folder::Folder;
use super::lists::WordMap;

/// What a word may be to a name beside it, a bit each. The trained weights know the bits by their places.
pub(crate) mod role {
    /// "President Lund"
    pub(crate) const TITLE: u32 = 1;
    /// "Lund said"
    pub(crate) const SAID: u32 = 1 << 1;
    /// "in Torvik"
    pub(crate) const PLACE_WORD: u32 = 1 << 2;
    /// "the Orvani"
    pub(crate) const THE: u32 = 1 << 3;
    /// "Torvik's"
    pub(crate) const POSSESSIVE: u32 = 1 << 4;
    /// Begins or ends the names of organisations: "Ministry of Ice".
    pub(crate) const ORGANISATION: u32 = 1 << 5;
    /// Stands within long names without a letter in their acronyms.
    pub(crate) const JOINS: u32 = 1 << 6;
    /// "Lund, 34,"
    pub(crate) const COMMA: u32 = 1 << 7;
    /// "indigenous Orvani"
    pub(crate) const ETHNIC: u32 = 1 << 8;
    /// "the Orvani people"
    pub(crate) const FOLK: u32 = 1 << 9;
    /// "the Orvani were"
    pub(crate) const PLURAL: u32 = 1 << 10;
    /// "Torvik's coach"
    pub(crate) const OFFICE: u32 = 1 << 11;
    /// "the club Torvik"
    pub(crate) const BODY: u32 = 1 << 12;
    /// "residents" before "of Torvik"
    pub(crate) const PLACE_OF: u32 = 1 << 13;
    /// "Torvik district"
    pub(crate) const PLACE_NOUN: u32 = 1 << 14;
    /// "activist Lund"
    pub(crate) const PERSON: u32 = 1 << 15;
    /// "of" between a place's part and its name
    pub(crate) const OF: u32 = 1 << 16;
    /// "Torvik-", "2–1"
    pub(crate) const DASH: u32 = 1 << 17;
    /// "based" after "Torvik-"
    pub(crate) const BASED: u32 = 1 << 18;
    /// "Torvik and Lavik"
    pub(crate) const AND: u32 = 1 << 19;
}

/// Words beside names, with their roles.
#[derive(Clone, Debug)]
pub(crate) struct NeighbourWords {
    roles: WordMap<u32>,
}

/// The sections of the list, each with the role of its words.
const SECTIONS: [(&str, u32); 16] = [
    ("said", role::SAID),
    ("before_places", role::PLACE_WORD),
    ("joins", role::JOINS),
    ("before_peoples", role::ETHNIC),
    ("after_peoples", role::FOLK),
    ("plural_verbs", role::PLURAL),
    ("had_by_organisations", role::OFFICE),
    ("before_organisations", role::BODY),
    ("place_of", role::PLACE_OF),
    ("after_places", role::PLACE_NOUN),
    ("before_persons", role::PERSON),
    ("the", role::THE),
    ("possessive", role::POSSESSIVE),
    ("of", role::OF),
    ("based", role::BASED),
    ("and", role::AND),
];

/// Marks beside names, in every language.
const MARKS: [(&str, u32); 4] = [(",", role::COMMA), ("-", role::DASH), ("–", role::DASH), ("—", role::DASH)];

impl NeighbourWords {
    pub(super) fn read(folder: &Folder) -> NeighbourWords {
        let sections = folder.sections("beside_names");
        let mut roles: HashMap<&'static str, u32> = MARKS.into();
        let mut add = |word, role| *roles.entry(word).or_insert(0) |= role;
        for (section, role) in SECTIONS {
            sections.list(section).iter().for_each(|word| add(word, role));
        }
        folder.lines("organisation_words").for_each(|word| add(word, role::ORGANISATION));
        // Like the lists, the small letters of titles last as long as the program.
        folder.lines("titles").for_each(|title| add(title.to_lowercase().leak(), role::TITLE));
        NeighbourWords { roles: roles.into_iter().collect() }
    }

    /// The roles of a word, given in small letters without accents: bits of [`role`].
    pub(crate) fn roles(&self, word: &str) -> u32 {
        self.roles.get(word).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_have_several_roles() {
        let roles = |word: &str| crate::lang::english().neighbours.roles(word);
        assert_eq!(roles("coach") & (role::OFFICE | role::PERSON), role::OFFICE | role::PERSON);
        assert_eq!(roles("the") & (role::THE | role::JOINS), role::THE | role::JOINS);
        assert_eq!(roles("lantern"), 0);
    }
}
