//! The words that stand before and for persons, and what they tell of gender.

use super::folder::Folder;
use super::lists::{Sections, WordMap, WordSet};

/// A person's gender, as far as words show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// "Mr", "he", "chairman"
    Male,
    /// "Mrs", "she", "chairwoman"
    Female,
}

/// Titles, roles, first names and pronouns.
#[derive(Clone, Debug)]
pub(crate) struct PersonWords {
    titles: WordSet,
    roles: WordSet,
    first_names: WordMap<Gender>,
    gendered_titles: WordMap<Gender>,
    pronouns: WordMap<Gender>,
    /// The endings of role nouns, the longer of two alike first: "woman" ends with "man".
    role_endings: Vec<(&'static str, Option<Gender>)>,
    uncommon_role_endings: Vec<&'static str>,
}

impl PersonWords {
    pub(super) fn read(folder: &Folder) -> PersonWords {
        let gender = |letter| if letter == "f" { Gender::Female } else { Gender::Male };
        let first_names = folder.lines("first_names").filter_map(|line| line.split_once(' '));
        let sections = folder.sections("person_words");
        let by_gender = |male, female| gendered(&sections, male, female).collect();
        let common = sections.list("common_role_endings").iter().map(|ending| (*ending, None));
        let endings = gendered(&sections, "male_role_endings", "female_role_endings");
        PersonWords {
            titles: folder.set("titles"),
            roles: folder.set("roles"),
            first_names: first_names.map(|(name, letter)| (name, gender(letter))).collect(),
            gendered_titles: by_gender("male_titles", "female_titles"),
            pronouns: by_gender("male_pronouns", "female_pronouns"),
            uncommon_role_endings: sections.list("uncommon_role_endings").to_vec(),
            role_endings: common.chain(endings.map(|(ending, gender)| (ending, Some(gender)))).collect(),
        }
    }

    /// Whether a word (a full stop at its end does not matter) is a title that stands before a name: `Mr`,
    /// `President`, `Sen.`.
    pub(crate) fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word.strip_suffix('.').unwrap_or(word))
    }

    /// Whether a word, in small letters, is what one person can be: `ambassador`.
    pub(crate) fn is_role(&self, word: &str) -> bool {
        self.roles.contains(word)
    }

    /// Whether a word ends like those for what one person can be: `keeper`, `dentist`. So do many others.
    pub(crate) fn may_be_role(&self, word: &str) -> bool {
        self.is_role(word)
            || self
                .uncommon_role_endings
                .iter()
                .any(|ending| ending.len() + 2 < word.len() && word.ends_with(ending))
    }

    /// The gender of a first name, given in small letters without diacritics, where it is plain.
    pub(crate) fn gender_of(&self, first_name: &str) -> Option<Gender> {
        self.first_names.get(first_name).copied()
    }

    /// The gender that a title before a name tells: "Mrs", "King".
    pub(crate) fn gender_of_title(&self, title: &str) -> Option<Gender> {
        self.gendered_titles.get(title.trim_end_matches('.')).copied()
    }

    /// The gender of a pronoun of the third person.
    pub(crate) fn gender_of_pronoun(&self, word: &str) -> Option<Gender> {
        self.pronouns.get_ignoring_case(word).copied()
    }

    /// The gender of a role noun: "spokeswoman", "chairman".
    pub(crate) fn gender_of_role(&self, noun: &str) -> Option<Gender> {
        let noun = noun.to_ascii_lowercase();
        self.role_endings.iter().find(|(ending, _)| noun.ends_with(ending))?.1
    }
}

/// The entries of a section of men's words and of one of women's. The women's come first, since some end with the
/// men's.
fn gendered(sections: &Sections, male: &str, female: &str) -> impl Iterator<Item = (&'static str, Gender)> {
    let list = |section, gender| sections.list(section).to_vec().into_iter().map(move |word| (word, gender));
    list(female, Gender::Female).chain(list(male, Gender::Male))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_genders() {
        let persons = &crate::lang::english().persons;
        assert_eq!(persons.gender_of("angela"), Some(Gender::Female));
        assert_eq!(persons.gender_of("hadi"), Some(Gender::Male));
        assert_eq!(persons.gender_of("güney"), None);
        assert_eq!(persons.gender_of_title("Mrs."), Some(Gender::Female));
        assert_eq!(persons.gender_of_pronoun("Him"), Some(Gender::Male));
        assert_eq!(persons.gender_of_role("spokeswoman"), Some(Gender::Female));
        assert_eq!(persons.gender_of_role("chairman"), Some(Gender::Male));
        assert_eq!(persons.gender_of_role("chairperson"), None);
    }
}
