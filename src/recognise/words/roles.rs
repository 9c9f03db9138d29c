//! What a word is to the names that it stands beside: a title, "residents of", "'s coach"
//! (`src/lang/en/beside_names.txt`).

use std::sync::LazyLock;

use crate::lang::en;
use crate::learn::hash::{self, Map};

/// The roles, a bit each.
pub(crate) mod role {
    pub(crate) const TITLE: u32 = 1;
    pub(crate) const SAID: u32 = 1 << 1;
    pub(crate) const PLACE_WORD: u32 = 1 << 2;
    pub(crate) const THE: u32 = 1 << 3;
    pub(crate) const POSSESSIVE: u32 = 1 << 4;
    pub(crate) const ORGANISATION: u32 = 1 << 5;
    /// Stands within long names without a letter in their acronyms.
    pub(crate) const JOINS: u32 = 1 << 6;
    pub(crate) const COMMA: u32 = 1 << 7;
    pub(crate) const ETHNIC: u32 = 1 << 8;
    pub(crate) const FOLK: u32 = 1 << 9;
    pub(crate) const PLURAL: u32 = 1 << 10;
    pub(crate) const OFFICE: u32 = 1 << 11;
    pub(crate) const BODY: u32 = 1 << 12;
    pub(crate) const PLACE_OF: u32 = 1 << 13;
    pub(crate) const PLACE_NOUN: u32 = 1 << 14;
    pub(crate) const PERSON: u32 = 1 << 15;
    pub(crate) const OF: u32 = 1 << 16;
    pub(crate) const DASH: u32 = 1 << 17;
    pub(crate) const BASED: u32 = 1 << 18;
    pub(crate) const AND: u32 = 1 << 19;
}

/// The roles that the list names, by what it calls them.
fn listed(name: &str) -> u32 {
    match name {
        "said" => role::SAID,
        "in" => role::PLACE_WORD,
        "joins" => role::JOINS,
        "ethnic" => role::ETHNIC,
        "folk" => role::FOLK,
        "plural" => role::PLURAL,
        "office" => role::OFFICE,
        "body" => role::BODY,
        "place of" => role::PLACE_OF,
        "place" => role::PLACE_NOUN,
        "person" => role::PERSON,
        _ => 0,
    }
}

/// Roles of words that no list needs.
const OTHERS: [(u32, &[&str]); 7] = [
    (role::THE, &["the"]),
    (role::POSSESSIVE, &["'s", "'"]),
    (role::COMMA, &[","]),
    (role::OF, &["of"]),
    (role::BASED, &["based"]),
    (role::AND, &["and", "or", "&"]),
    (role::DASH, &["-", "–", "—"]),
];

static ROLES: LazyLock<Map<u32>> = LazyLock::new(|| {
    let titles = en::titles().map(|word| (role::TITLE, word));
    let organisations = en::organisation_words().map(|word| (role::ORGANISATION, word));
    let beside = en::beside_names().map(|(name, word)| (listed(name), word));
    let others = OTHERS.iter().flat_map(|(role, words)| words.iter().map(move |word| (*role, *word)));
    let mut roles = Map::default();
    for (role, word) in titles.chain(organisations).chain(beside).chain(others) {
        *roles.entry(hash::word(word.to_lowercase().as_bytes())).or_insert(0) |= role;
    }
    roles
});

/// The roles of a word, by the hash of its small letters.
pub(super) fn of(lower: u64) -> u32 {
    ROLES.get(&lower).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_role_is_known() {
        for (name, word) in en::beside_names() {
            assert!(listed(name) != 0, "{name}: {word}");
        }
    }

    #[test]
    fn a_word_may_have_several_roles() {
        let roles = |word: &str| of(hash::word(word.as_bytes()));
        assert_eq!(roles("coach") & (role::OFFICE | role::PERSON), role::OFFICE | role::PERSON);
        assert_eq!(roles("the") & (role::THE | role::JOINS), role::THE | role::JOINS);
        assert_eq!(roles("lantern"), 0);
    }
}
