//! The words that stand before names and for persons, and names that are one thing's.

use super::folder::Folder;
use super::lists::{WordMap, WordSet};

/// A person's gender, as far as words show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// "Mr", "he", "chairman"
    Male,
    /// "Mrs", "she", "chairwoman"
    Female,
}

/// Word lists, each named after what its words do.
#[derive(Clone, Debug)]
pub(crate) struct NameWords {
    titles: WordSet,
    /// What one person can be, in small letters: `ambassador`.
    roles: WordSet,
    /// From each other name of a thing to the one that it stands for; written alike, see the file.
    pub(crate) aliases: WordMap<&'static str>,
    /// First names of which the gender is plain, in small letters without diacritics.
    pub(crate) first_names: WordMap<Gender>,
}

impl NameWords {
    pub(super) fn read(folder: &Folder) -> NameWords {
        let gender = |letter| if letter == "f" { Gender::Female } else { Gender::Male };
        let first_names = folder.lines("first_names").filter_map(|line| line.split_once(' '));
        let aliases = folder.lines("aliases").filter_map(|line| line.split_once(" = "));
        NameWords {
            titles: folder.set("titles"),
            roles: folder.set("roles"),
            aliases: aliases
                .flat_map(|(name, others)| others.split(", ").map(move |other| (other, name)))
                .collect(),
            first_names: first_names.map(|(name, letter)| (name, gender(letter))).collect(),
        }
    }

    /// Whether a word (a full stop at its end does not matter) is a title that stands before a name: `Mr`,
    /// `President`, `Sen.`.
    pub(crate) fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word.strip_suffix('.').unwrap_or(word))
    }

    /// Whether a word, in small letters, is what one person can be.
    pub(crate) fn is_role(&self, word: &str) -> bool {
        self.roles.contains(word)
    }
}
