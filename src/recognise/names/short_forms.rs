//! The parts of a long name that stand for the whole later in an article: "the House", "the Institute", "Rio".

use super::keys;
use super::things::ThingMention;
use crate::annotation::EntityKind;
use crate::lang;

/// Institutions that an article has one of: "the Senate" is "the U.S. Senate" that it names later.
const INSTITUTIONS: [&str; 32] = [
    "senate",
    "house",
    "parliament",
    "assembly",
    "congress",
    "cabinet",
    "court",
    "council",
    "commission",
    "ministry",
    "department",
    "army",
    "navy",
    "police",
    "party",
    "bank",
    "union",
    "league",
    "association",
    "federation",
    "committee",
    "authority",
    "agency",
    "university",
    "church",
    "board",
    "institute",
    "centre",
    "center",
    "foundation",
    "society",
    "office",
];

/// Whether the last word is an institution's.
pub(super) fn is_institution(part: &str) -> bool {
    INSTITUTIONS.contains(&part.rsplit(' ').next().unwrap_or(part))
}

/// Words after which a place's name goes on that may be left out.
const PARTICLES: [&str; 12] =
    ["de", "di", "del", "della", "du", "des", "da", "do", "dos", "am", "upon", "sur"];

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "in"
            | "on"
            | "at"
            | "against"
            | "to"
            | "with"
            | "de"
            | "du"
            | "des"
            | "del"
            | "di"
            | "and"
    )
}

/// Whether things of a kind are called by parts of their names. Seas and mountains are not, nor are peoples.
pub(super) fn is_shortened(kind: EntityKind) -> bool {
    !matches!(kind, EntityKind::Loc | EntityKind::Norp)
}

/// Whether a name cut before this word leaves a part that may stand for it.
type Cut = fn(&[String], usize) -> bool;

/// The parts of a name of two words or more that may stand for the whole.
pub(super) fn of(mention: &ThingMention) -> Vec<String> {
    use EntityKind::{Gpe, Misc, Product, Work};
    let words = mention.words.as_slice();
    let (head, tail): (Cut, Cut) = match mention.kind {
        Gpe => (goes_on_after, |_, _| false),
        // "Comet 5" for "Vesta Comet 5", which "Vesta" made.
        Misc | Product | Work => (|_, _| false, is_whole_without),
        _ => (is_whole_before, is_whole_without),
    };
    let heads = (1..words.len()).filter(|&i| head(words, i)).map(|i| &words[..i]);
    let tails = (1..words.len()).filter(|&i| tail(words, i)).map(|i| &words[i..]);
    // "the Institute" for "the Lund Institute for Ice".
    let institutions = (1..words.len() - 1)
        .filter(|&i| mention.kind != Gpe && is_institution(&words[i]) && is_preposition(&words[i + 1]))
        .map(|i| &words[i..i + 1]);
    // What is written in capitals is a name of its own: "BBC" in "BBC Two".
    let parts = heads.chain(tails).chain(institutions).filter(|part| !is_acronym_in(mention.text, part));
    parts.filter(|part| !is_people(part)).map(|part| part.join(" ")).collect()
}

/// Whether a part is the word for a people or a faith, which is more than what is named after it: "Lutherans"
/// are not the "Lutheran Aid".
fn is_people(part: &[String]) -> bool {
    let [word] = part else { return false };
    let mut letters = word.chars();
    let capital = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
    capital.is_some_and(|word| lang::english().entities.is_people(&word))
}

/// "Rio" for "Rio de Janeiro", but not "Kansas" for "Kansas City".
fn goes_on_after(words: &[String], end: usize) -> bool {
    PARTICLES.contains(&words[end].as_str())
}

/// "the House" for "the House of Commons", but not "Bell University" for its School of Law.
fn is_whole_before(words: &[String], end: usize) -> bool {
    !is_institution(&words[end - 1]) || is_preposition(&words[end])
}

/// "the Senate" for "the Norland Senate", but not "Norvik" for "the University of Norvik".
fn is_whole_without(words: &[String], start: usize) -> bool {
    let house = start + 1 == words.len() && matches!(words[start].as_str(), "commons" | "lords");
    house || !is_preposition(&words[start - 1])
}

/// Whether a part of a name is one word that stands there in capitals, and the rest does not.
fn is_acronym_in(name: &str, part: &[String]) -> bool {
    let [word] = part else { return false };
    let written = name.split_whitespace().find(|written| written.to_lowercase() == *word);
    written.is_some_and(|written| 2 <= written.len() && keys::is_all_capitals(written))
        && !keys::is_all_capitals(name)
}
