//! What titles, first names and pronouns tell of a person's gender.

use crate::lang::Language;
pub(crate) use crate::lang::names::Gender;

/// The gender of a first name, given in small letters without diacritics.
pub(crate) fn of_first_name(language: &Language, name: &str) -> Option<Gender> {
    language.names.first_names.get(name).copied()
}

/// The gender that a title before a name tells.
pub(crate) fn of_title(title: &str) -> Option<Gender> {
    match title.trim_end_matches('.') {
        "Mr" | "Sir" | "Lord" | "King" | "Prince" | "Father" | "Brother" | "Congressman" | "Councilman"
        | "Duke" | "Count" | "Baron" | "Emperor" | "Pope" | "Imam" | "Ayatollah" | "Sheikh" => {
            Some(Gender::Male)
        }
        "Mrs" | "Ms" | "Miss" | "Dame" | "Lady" | "Queen" | "Princess" | "Sister" | "Congresswoman"
        | "Councilwoman" | "Duchess" | "Countess" | "Baroness" | "Empress" => Some(Gender::Female),
        _ => None,
    }
}

/// The gender of a pronoun of the third person.
pub(crate) fn of_pronoun(word: &str) -> Option<Gender> {
    match word.to_ascii_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

/// The gender of a role noun: "spokeswoman", "chairman".
pub(crate) fn of_role(noun: &str) -> Option<Gender> {
    let noun = noun.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| noun.ends_with(ending));
    if ends(&[
        "woman", "mother", "sister", "daughter", "wife", "actress", "queen", "princess", "widow", "girl",
    ]) {
        Some(Gender::Female)
    } else if ends(&["man", "father", "brother", "son", "husband", "king", "prince", "boy"])
        && !noun.ends_with("person")
    {
        Some(Gender::Male)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names_have_their_gender() {
        let of_first_name = |name| of_first_name(crate::lang::english(), name);
        assert_eq!(of_first_name("angela"), Some(Gender::Female));
        assert_eq!(of_first_name("hadi"), Some(Gender::Male));
        assert_eq!(of_first_name("güney"), None);
    }
}
