//! Which kind of place, and which kind of the miscellany: by the words of the name itself, or by the words that
//! stand right beside it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::tagger;
use crate::annotation::EntityKind;
use crate::document::{Document, TokenKind};
use crate::lang::en;
use crate::recognise::FoundEntity;
use crate::recognise::words::{List, Word};

/// The kind of a name, from the tagger's kind and the name's words.
pub(super) fn kind_of(name: &str, tagged: usize) -> EntityKind {
    match tagged {
        tagger::PERSON => EntityKind::Person,
        tagger::ORG => EntityKind::Org,
        tagger::NORP => EntityKind::Norp,
        tagger::PLACE => place(name),
        _ => other(name),
    }
}

/// The kind that the words beside a name tell, where its own words tell none: "the film Limbo", "the Laja river".
pub(super) fn in_context(
    document: &Document,
    words: &[Word],
    tokens: &Range<usize>,
    kind: EntityKind,
) -> Option<EntityKind> {
    let before = word_before(document, tokens.start);
    match kind {
        EntityKind::Gpe if !is_listed(words, tokens) => place_beside(small_word(document, tokens.end)?),
        EntityKind::Misc if before.is_some_and(en::is_work) => Some(EntityKind::Work),
        EntityKind::Misc => is_product(document, tokens, before).then_some(EntityKind::Product),
        // "the film Gandhi", "the musical Chicago"
        EntityKind::Person | EntityKind::Gpe => {
            let apart = tokens.start.checked_sub(1).is_some_and(|before| document.word(before) == ",");
            (before.is_some_and(|word| NOTHING_BUT_WORKS.contains(&word)) && !apart)
                .then_some(EntityKind::Work)
        }
        _ => None,
    }
}

fn is_product(document: &Document, tokens: &Range<usize>, before: Option<&str>) -> bool {
    let first = document.word(tokens.start);
    let beside = [before, small_word(document, tokens.end)].into_iter().flatten();
    let within = Some(first).filter(|first| first.contains(char::is_uppercase));
    beside.chain(within).any(|word| PRODUCTS.contains(&word))
}

/// What a word after a name says that the name is. "Lowmere hospital" is in Lowmere, the Laja river is the Laja.
fn place_beside(word: &str) -> Option<EntityKind> {
    match word {
        "river" | "lake" | "sea" | "island" | "islands" | "archipelago" | "peninsula" | "strait"
        | "mountain" | "mountains" | "volcano" | "glacier" | "desert" => Some(EntityKind::Loc),
        "dam" => Some(EntityKind::Fac),
        _ => None,
    }
}

/// Gives all mentions of a name the kind that the words beside one of them told.
pub(super) fn spread(found: &mut [FoundEntity], told: &HashMap<String, EntityKind>) {
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
pub(super) fn settle(found: &mut [FoundEntity], told: &HashMap<String, EntityKind>) {
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
            entity.kind = kind_of(&entity.name, surest);
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
    let between = |token: &usize| {
        let word = document.word(*token);
        document.tokens()[*token].kind == TokenKind::Mark || word == "," || word.eq_ignore_ascii_case("the")
    };
    let before = (0..token).rev().take(4).find(|token| !between(token))?;
    small_word(document, before)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// Words before the names of works ([`en::is_work`]) that stand before no other names.
const NOTHING_BUT_WORKS: [&str; 12] = [
    "film",
    "movie",
    "musical",
    "opera",
    "ballet",
    "novel",
    "novella",
    "memoir",
    "song",
    "album",
    "documentary",
    "sitcom",
];

/// Words beside or within the names of products.
static PRODUCTS: LazyLock<Vec<&str>> =
    LazyLock::new(|| en::entries(include_str!("../../lang/en/products.txt")).collect());

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
    if name.ends_with("National Park") {
        return EntityKind::Loc;
    }
    let small = name.rsplit(' ').next().filter(|_| name.contains(' ')).and_then(place_beside);
    if let Some(kind) = small {
        return kind;
    }
    let whole = PLACE_WORDS.get(name);
    let last = name.rsplit([' ', '-']).next().and_then(|word| PLACE_WORDS.get(word));
    let head = match name.split_once(' ') {
        // Lake Chad, Gulf of Aden, Port of Mombasa; but West Virginia and North Korea have governments.
        Some((
            first @ ("Lake" | "Mount" | "Gulf" | "Bay" | "Strait" | "River" | "Cape" | "Sea" | "Port"
            | "Plaza" | "Hacienda" | "Parque" | "Camp" | "Hotel"),
            _,
        )) => PLACE_WORDS.get(first),
        _ => None,
    };
    whole.or(last).or(head).copied().unwrap_or(EntityKind::Gpe)
}

fn other(name: &str) -> EntityKind {
    let known = |word: &str| OTHER_WORDS.get(word.trim_end_matches(|c: char| !c.is_alphanumeric())).copied();
    let words = || name.split(' ');
    // "COP26", "COP 27".
    if name.strip_prefix("COP").is_some_and(|n| n.trim().parse::<u8>().is_ok()) {
        return EntityKind::Event;
    }
    // "the 2024 general election"
    let last = name.rsplit(' ').next().filter(|_| name.contains(' ')).map(capitalised);
    if let Some(&kind) = last.and_then(|last| OTHER_WORDS.get(last.as_str())) {
        return kind;
    }
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
        assert_eq!(kind("2024 Norland general election"), EntityKind::Event);
        assert_eq!(kind("COP27"), EntityKind::Event);
        assert_eq!(kind("Sputnik"), EntityKind::Misc);
    }
}
