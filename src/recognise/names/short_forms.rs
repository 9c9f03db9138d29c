//! The parts of a long name that stand for the whole later in an article: "the House", "the Institute", "Rio".

use super::mentions::ThingMention;
use super::name_forms;
use crate::annotation::EntityKind;
use crate::lang::Language;
use crate::lang::names::NameWords;

/// Whether the last word is an institution's.
pub(super) fn is_institution(lists: &NameWords, part: &str) -> bool {
    lists.institutions.contains(part.rsplit(' ').next().unwrap_or(part))
}

/// Whether things of a kind are called by parts of their names. Seas and mountains are not, nor are peoples.
pub(super) fn is_shortened(kind: EntityKind) -> bool {
    !matches!(kind, EntityKind::Loc | EntityKind::Norp)
}

/// Whether a name cut before this word leaves a part that may stand for it.
type LeavesShortForm = fn(&NameWords, &[String], usize) -> bool;

/// The parts of a name of two words or more that may stand for the whole.
pub(super) fn of(language: &Language, mention: &ThingMention) -> Vec<String> {
    use EntityKind::{Gpe, Misc, Product, Work};
    let (words, lists) = (mention.words.as_slice(), &language.names);
    let (head, tail): (LeavesShortForm, LeavesShortForm) = match mention.kind {
        Gpe => (goes_on_after, |_, _, _| false),
        // "Comet 5" for "Vesta Comet 5", which "Vesta" made.
        Misc | Product | Work => (|_, _, _| false, is_whole_without),
        _ => (is_whole_before, is_whole_without),
    };
    let heads = (1..words.len()).filter(|&i| head(lists, words, i)).map(|i| &words[..i]);
    let tails = (1..words.len()).filter(|&i| tail(lists, words, i)).map(|i| &words[i..]);
    // "the Institute" for "the Lund Institute for Ice".
    let institutions = (1..words.len() - 1)
        .filter(|&i| mention.kind != Gpe && is_institution(lists, &words[i]))
        .filter(|&i| lists.within_names.contains(&words[i + 1]))
        .map(|i| &words[i..i + 1]);
    // What is written in capitals is a name of its own: "BBC" in "BBC Two".
    let parts = heads.chain(tails).chain(institutions).filter(|part| !is_acronym_in(mention.text, part));
    parts.filter(|part| !is_people(language, part)).map(|part| part.join(" ")).collect()
}

/// Whether a part is the word for a people or a faith, which is more than what is named after it: "Lutherans"
/// are not the "Lutheran Aid".
fn is_people(language: &Language, part: &[String]) -> bool {
    let [word] = part else { return false };
    let mut letters = word.chars();
    let capital = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
    capital.is_some_and(|word| language.entities.is_people(&word))
}

/// "Rio" for "Rio de Janeiro", but not "Kansas" for "Kansas City".
fn goes_on_after(lists: &NameWords, words: &[String], end: usize) -> bool {
    lists.particles_of_places.contains(&words[end])
}

/// "the House" for "the House of Commons", but not "Bell University" for its School of Law.
fn is_whole_before(lists: &NameWords, words: &[String], end: usize) -> bool {
    !is_institution(lists, &words[end - 1]) || lists.within_names.contains(&words[end])
}

/// "the Senate" for "the Norland Senate", but not "Norvik" for "the University of Norvik".
fn is_whole_without(lists: &NameWords, words: &[String], start: usize) -> bool {
    let house = start + 1 == words.len() && lists.houses.contains(&words[start]);
    house || !lists.within_names.contains(&words[start - 1])
}

/// Whether a part of a name is one word that stands there in capitals, and the rest does not.
fn is_acronym_in(name: &str, part: &[String]) -> bool {
    let [word] = part else { return false };
    let written = name.split_whitespace().find(|written| written.to_lowercase() == *word);
    written.is_some_and(|written| 2 <= written.len() && name_forms::is_all_capitals(written))
        && !name_forms::is_all_capitals(name)
}
