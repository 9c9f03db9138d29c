//! Which kind of place, and which kind of the miscellany: by the words of the name itself, or by the words that
//! stand right beside it.

use std::collections::HashMap;
use std::ops::Range;

use super::tagger;
use crate::annotation::EntityKind;
use crate::document::{Document, TokenKind};
use crate::lang::entities::EntityWords;
use crate::recognise::FoundEntity;
use crate::recognise::words::{List, Word};

/// The kind of a name, from the tagger's kind and the name's words.
pub(super) fn kind_of(words: &EntityWords, name: &str, tagged: usize) -> EntityKind {
    match tagged {
        tagger::PERSON => EntityKind::Person,
        tagger::ORG => EntityKind::Org,
        tagger::NORP => EntityKind::Norp,
        tagger::PLACE => place(words, name),
        _ => other(words, name),
    }
}

/// The kind that the words beside a name tell, where its own words tell none: "the film Limbo", "the Laja river".
pub(super) fn in_context(
    document: &Document,
    words: &[Word],
    tokens: &Range<usize>,
    kind: EntityKind,
) -> Option<EntityKind> {
    let language = &document.language().entities;
    let before = word_before(document, tokens.start);
    match kind {
        EntityKind::Gpe if !is_listed(words, tokens) => {
            place_beside(language, small_word(document, tokens.end)?)
        }
        EntityKind::Misc if before.is_some_and(|word| language.is_work(word)) => Some(EntityKind::Work),
        EntityKind::Misc => is_product(document, tokens, before).then_some(EntityKind::Product),
        // "the film Gandhi", "the musical Chicago"
        EntityKind::Person | EntityKind::Gpe => {
            let apart = tokens.start.checked_sub(1).is_some_and(|before| document.word(before) == ",");
            (before.is_some_and(|word| language.only_before_works.contains(word)) && !apart)
                .then_some(EntityKind::Work)
        }
        _ => None,
    }
}

fn is_product(document: &Document, tokens: &Range<usize>, before: Option<&str>) -> bool {
    let first = document.word(tokens.start);
    let beside = [before, small_word(document, tokens.end)].into_iter().flatten();
    let within = Some(first).filter(|first| first.contains(char::is_uppercase));
    let products = &document.language().entities.products;
    beside.chain(within).any(|word| products.contains(word))
}

/// What a word after a name says that the name is. "Lowmere hospital" is in Lowmere, the Laja river is the Laja.
fn place_beside(words: &EntityWords, word: &str) -> Option<EntityKind> {
    match word {
        _ if words.landforms_after_names.contains(word) => Some(EntityKind::Loc),
        _ if words.facilities_after_names.contains(word) => Some(EntityKind::Fac),
        _ => None,
    }
}

/// Gives all mentions of a name the kind that the words beside one of them told.
pub(super) fn take_told(found: &mut [FoundEntity], told: &HashMap<String, EntityKind>) {
    if told.is_empty() {
        return;
    }
    for entity in found.iter_mut().filter(|e| matches!(e.kind, EntityKind::Gpe | EntityKind::Misc)) {
        let fits = |kind: &&EntityKind| {
            let place = matches!(kind, EntityKind::Loc | EntityKind::Fac);
            place == (entity.kind == EntityKind::Gpe)
        };
        if let Some(&kind) = told.get(&entity.name).filter(fits) {
            entity.kind = kind;
        }
    }
}

/// Gives all mentions of a name the kind that the article is surest of: one that calls a club Torvik once and
/// again means the club. What the words beside a name told stands.
pub(super) fn take_surest(
    words: &EntityWords,
    found: &mut [FoundEntity],
    told: &HashMap<String, EntityKind>,
) {
    let mut sums: HashMap<String, [f32; tagger::KINDS]> = HashMap::new();
    for entity in found.iter() {
        if let Some(tagged) = tagged(entity.kind) {
            sums.entry(entity.name.clone()).or_default()[tagged] += entity.confidence;
        }
    }
    for entity in found.iter_mut().filter(|e| !told.contains_key(&e.name)) {
        let (Some(own), Some(sums)) = (tagged(entity.kind), sums.get(&entity.name)) else { continue };
        let surest =
            (0..tagger::KINDS).fold(own, |best, kind| if sums[best] < sums[kind] { kind } else { best });
        if surest != own {
            entity.kind = kind_of(words, &entity.name, surest);
        }
    }
}

/// The tagger's kind that a kind is of; `None` for amounts.
fn tagged(kind: EntityKind) -> Option<usize> {
    use EntityKind::{Event, Fac, Gpe, Law, Loc, Misc, Money, Norp, Org, Percent, Person, Product, Work};
    Some(match kind {
        Person => tagger::PERSON,
        Org => tagger::ORG,
        Gpe | Loc | Fac => tagger::PLACE,
        Norp => tagger::NORP,
        Event | Work | Product | Law | Misc => tagger::MISC,
        Money | Percent => return None,
    })
}

/// Whether a name is a city's or a country's on the lists: "the Paris airport" says nothing of Paris.
fn is_listed(words: &[Word], tokens: &Range<usize>) -> bool {
    let places = [List::City, List::Country].map(|list| 0b111 << (3 * list as u32));
    words[tokens.clone()].iter().any(|word| word.names & (places[0] | places[1]) != 0)
}

/// The word in small letters that stands right after a name.
fn small_word(document: &Document, token: usize) -> Option<&str> {
    let word = document.tokens().get(token).filter(|token| token.kind == TokenKind::Word)?;
    Some(document.slice(word.span)).filter(|word| word.starts_with(char::is_lowercase))
}

/// The word right before a name; an opening mark, a comma and "the" may stand between: `his book, “The …`.
fn word_before(document: &Document, token: usize) -> Option<&str> {
    let the = &document.language().entities.the;
    let between = |token: &usize| {
        let word = document.word(*token);
        document.tokens()[*token].kind == TokenKind::Mark || word == "," || the.contains_ignoring_case(word)
    };
    let before = (0..token).rev().take(4).find(|token| !between(token))?;
    small_word(document, before)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

fn place(words: &EntityWords, name: &str) -> EntityKind {
    if words.park_endings.iter().any(|park| name.ends_with(park)) {
        return EntityKind::Loc;
    }
    let several = name.contains(' ');
    let last = |separators: &[char]| name.rsplit(separators).next().unwrap_or(name);
    if let Some(kind) = Some(last(&[' '])).filter(|_| several).and_then(|word| place_beside(words, word)) {
        return kind;
    }
    // Lake Chad, Gulf of Aden, Port of Mombasa; but West Virginia and North Korea have governments.
    let head = name.split_once(' ').map(|(first, _)| first).filter(|first| words.place_heads.contains(first));
    let known = place_by_word(words, name).or_else(|| place_by_word(words, last(&[' ', '-'])));
    known.or_else(|| place_by_word(words, head?)).unwrap_or(EntityKind::Gpe)
}

/// What a word says of the place whose name it ends (`Nile River`), begins (`Lake Chad`) or is.
fn place_by_word(words: &EntityWords, word: &str) -> Option<EntityKind> {
    match word {
        _ if words.facilities.contains(word) => Some(EntityKind::Fac),
        _ if words.landforms.contains(word) => Some(EntityKind::Loc),
        _ => None,
    }
}

fn other(words: &EntityWords, name: &str) -> EntityKind {
    let known = |word: &str| other_by_word(words, word.trim_end_matches(|c: char| !c.is_alphanumeric()));
    let parts = || name.split(' ');
    // "COP26", "COP 27".
    let number = words.numbered_events.iter().find_map(|event| name.strip_prefix(event));
    if number.is_some_and(|n| n.trim().parse::<u8>().is_ok()) {
        return EntityKind::Event;
    }
    // "the 2024 general election"
    let last = parts().next_back().filter(|_| name.contains(' ')).map(capitalised);
    if let Some(kind) = last.and_then(|last| other_by_word(words, &last)) {
        return kind;
    }
    // The last telling word decides: "Climate Change Conference", "Treaty of Lisbon", "World Cup 2022".
    parts().next_back().and_then(known).or_else(|| parts().rev().find_map(known)).unwrap_or(EntityKind::Misc)
}

/// What a word says of the event or the law whose name it is part of.
fn other_by_word(words: &EntityWords, word: &str) -> Option<EntityKind> {
    match word {
        _ if words.laws.contains(word) => Some(EntityKind::Law),
        _ if words.events.contains(word) => Some(EntityKind::Event),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_apart() {
        let kind = |name| kind_of(&crate::lang::english().entities, name, tagger::PLACE);
        assert_eq!(kind("Ankara"), EntityKind::Gpe);
        assert_eq!(kind("North Korea"), EntityKind::Gpe);
        assert_eq!(kind("Indian Ocean"), EntityKind::Loc);
        assert_eq!(kind("Lake Chad"), EntityKind::Loc);
        assert_eq!(kind("Gulf of Aden"), EntityKind::Loc);
        assert_eq!(kind("Heathrow Airport"), EntityKind::Fac);
    }

    #[test]
    fn events_and_laws_are_told_by_their_words() {
        let kind = |name| kind_of(&crate::lang::english().entities, name, tagger::MISC);
        assert_eq!(kind("World Cup"), EntityKind::Event);
        assert_eq!(kind("Treaty of Lisbon"), EntityKind::Law);
        assert_eq!(kind("Penal Code"), EntityKind::Law);
        assert_eq!(kind("2024 Norland general election"), EntityKind::Event);
        assert_eq!(kind("COP27"), EntityKind::Event);
        assert_eq!(kind("Sputnik"), EntityKind::Misc);
    }
}
