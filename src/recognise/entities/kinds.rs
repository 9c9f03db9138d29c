//! Which kind of place, and which kind of the miscellany, by the words of the name itself.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tagger;
use crate::annotation::EntityKind;
use crate::lang::en;

/// The kind of a name, from the tagger's kind and the name's words.
pub fn kind_of(name: &str, tagged: usize) -> EntityKind {
    match tagged {
        tagger::PERSON => EntityKind::Person,
        tagger::ORG => EntityKind::Org,
        tagger::NORP => EntityKind::Norp,
        tagger::PLACE => place(name),
        _ => other(name),
    }
}

/// Words that end (`Nile River`) or begin (`Lake Chad`) the names of one kind.
type Words = HashMap<&'static str, EntityKind>;

static PLACE_WORDS: LazyLock<Words> = LazyLock::new(|| {
    let loc = en::entries(include_str!("../../lang/en/landforms.txt")).map(|w| (w, EntityKind::Loc));
    let fac = en::entries(include_str!("../../lang/en/facilities.txt")).map(|w| (w, EntityKind::Fac));
    loc.chain(fac).collect()
});

static OTHER_WORDS: LazyLock<Words> = LazyLock::new(|| {
    let event = en::entries(include_str!("../../lang/en/events.txt")).map(|w| (w, EntityKind::Event));
    let law = en::entries(include_str!("../../lang/en/laws.txt")).map(|w| (w, EntityKind::Law));
    event.chain(law).collect()
});

fn place(name: &str) -> EntityKind {
    let whole = PLACE_WORDS.get(name);
    let last = name.rsplit([' ', '-']).next().and_then(|word| PLACE_WORDS.get(word));
    let head = match name.split_once(' ') {
        // Lake Chad, Gulf of Aden, Port of Mombasa; but West Virginia and North Korea have governments.
        Some((
            first @ ("Lake" | "Mount" | "Gulf" | "Bay" | "Strait" | "River" | "Cape" | "Sea" | "Port"),
            _,
        )) => PLACE_WORDS.get(first),
        _ => None,
    };
    whole.or(last).or(head).copied().unwrap_or(EntityKind::Gpe)
}

fn other(name: &str) -> EntityKind {
    let known = |word: &str| OTHER_WORDS.get(word.trim_end_matches(|c: char| !c.is_alphanumeric())).copied();
    let words = || name.split(' ');
    // The last telling word decides: "Climate Change Conference", "Treaty of Lisbon", "World Cup 2022".
    words().next_back().and_then(known).or_else(|| words().rev().find_map(known)).unwrap_or(EntityKind::Misc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_apart() {
        let kind = |name| kind_of(name, tagger::PLACE);
        assert_eq!(kind("Ankara"), EntityKind::Gpe);
        assert_eq!(kind("North Korea"), EntityKind::Gpe);
        assert_eq!(kind("Indian Ocean"), EntityKind::Loc);
        assert_eq!(kind("Lake Chad"), EntityKind::Loc);
        assert_eq!(kind("Gulf of Aden"), EntityKind::Loc);
        assert_eq!(kind("Heathrow Airport"), EntityKind::Fac);
    }

    #[test]
    fn events_and_laws_are_told_by_their_words() {
        let kind = |name| kind_of(name, tagger::MISC);
        assert_eq!(kind("World Cup"), EntityKind::Event);
        assert_eq!(kind("Treaty of Lisbon"), EntityKind::Law);
        assert_eq!(kind("Penal Code"), EntityKind::Law);
        assert_eq!(kind("Sputnik"), EntityKind::Misc);
    }
}
