//! Names that the article itself says are of one thing: "A, also known as B", "A (formerly B)", "A (北京)".

use super::clusters::Clusters;
use super::keys;
use crate::annotation::EntityKind;
use crate::document::Document;
use crate::recognise::FoundEntity;

/// What stands between two names for one thing is no longer than this, in bytes.
const LONGEST_BETWEEN: usize = 60;

/// Joins each name with the other name that the words between them give it. The entities are in the order of the
/// text.
pub fn join(document: &Document, entities: &[FoundEntity], clusters: &mut Clusters) {
    let named = |e: &FoundEntity| !matches!(e.kind, EntityKind::Money | EntityKind::Percent);
    let mut bracket: Option<Bracket> = None;
    let mut last: Option<usize> = None;
    for (index, entity) in entities.iter().enumerate().filter(|(_, entity)| named(entity)) {
        let Some(before) = last.replace(index) else { continue };
        let Some(between) = Between::read(document, &entities[before], entity) else {
            bracket = None;
            continue;
        };
        if between.opens {
            bracket = Some(Bracket { explained: before, joined: false, labelled: false });
        } else if between.closes {
            bracket = None;
        }
        let other = match &mut bracket {
            Some(bracket) => bracket.explains(document, entities, entity, &between),
            None => between.joins(document, &entities[before], entity).then_some(before),
        };
        if let Some(other) = other {
            clusters.join(other, index);
        }
    }
}

/// An open bracket after a name.
struct Bracket {
    /// The name before it.
    explained: usize,
    /// Whether a name in it was joined with that.
    joined: bool,
    /// Whether the last name in it was a label: "Russian:".
    labelled: bool,
}

impl Bracket {
    /// The name before the bracket, if a name in it is another of the same.
    fn explains(
        &mut self,
        document: &Document,
        entities: &[FoundEntity],
        entity: &FoundEntity,
        between: &Between,
    ) -> Option<usize> {
        let after = document.text().get(entity.span.end().index()..).unwrap_or("").trim_start();
        if after.starts_with(':') {
            self.labelled = true;
            return None;
        }
        let labelled = std::mem::take(&mut self.labelled);
        let explained = &entities[self.explained];
        let bare = between.words.is_empty();
        let goes_on = self.joined && (bare || between.words == ["or"]);
        let says_so = between.says_so(Place::Bracket) || goes_on;
        let explains = bare && is_translation(document, explained, entity, after, labelled);
        let one = (says_so && may_share(explained, entity)) || explains;
        self.joined |= one;
        one.then_some(self.explained)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Running,
    Bracket,
}

/// The words between two names of one sentence.
struct Between<'a> {
    words: Vec<&'a str>,
    opens: bool,
    closes: bool,
    /// Whether a comma sets the second name apart.
    apart: bool,
}

impl<'a> Between<'a> {
    fn read(document: &'a Document, a: &FoundEntity, b: &FoundEntity) -> Option<Between<'a>> {
        let between = document.text().get(a.span.end().index()..b.span.start().index())?;
        if LONGEST_BETWEEN < between.len() || between.contains('\n') {
            return None;
        }
        let inner = between.rsplit(['(', '[']).next().unwrap_or(between);
        let opens = inner.len() < between.len() && !inner.contains([')', ']']);
        let letters = |c: char| !c.is_alphanumeric() && c != '.';
        let words = inner.split(letters).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty());
        Some(Between {
            words: words.collect(),
            opens,
            closes: between.contains([')', ']']),
            apart: between.trim_start().starts_with([',', '–', '—']),
        })
    }

    /// Whether two names with these words between them, and no bracket, are of one thing.
    fn joins(&self, document: &Document, a: &FoundEntity, b: &FoundEntity) -> bool {
        let spelled = self.words == ["or"] && is_spelling(document, a, b);
        (self.says_so(Place::Running) && may_share(a, b)) || spelled
    }

    /// Whether the words say that the second name is another of the first.
    fn says_so(&self, place: Place) -> bool {
        let has = |word: &str| self.words.contains(&word);
        let set_apart = place == Place::Bracket || self.apart;
        let adverb = ["also", "formerly", "previously", "originally", "then", "once", "now", "later"]
            .into_iter()
            .any(has);
        let says = match () {
            _ if has("known") || has("referred") => has("as") || has("by"),
            _ if has("alias") || has("aka") || has("a.k.a") || has("née") || has("nicknamed") => true,
            _ if has("rebranded") => has("as") || has("to"),
            _ if has("changed") => has("name") && has("to"),
            _ if has("called") || has("named") || has("renamed") || has("abbreviated") => {
                place == Place::Bracket || adverb
            }
            _ if has("formerly") || has("born") || has("spelled") || has("spelt") || has("nee") => set_apart,
            _ => place == Place::Bracket && ["or", "also", "now", "later", "originally"].into_iter().any(has),
        };
        says && self.words.iter().all(|word| WORDS.contains(word))
    }
}

/// All words that may stand there.
const WORDS: [&str; 58] = [
    "also",
    "formerly",
    "previously",
    "originally",
    "then",
    "once",
    "now",
    "later",
    "known",
    "referred",
    "as",
    "by",
    "to",
    "alias",
    "aka",
    "a.k.a",
    "née",
    "nee",
    "nicknamed",
    "rebranded",
    "changed",
    "its",
    "his",
    "her",
    "their",
    "name",
    "called",
    "named",
    "renamed",
    "abbreviated",
    "born",
    "spelled",
    "spelt",
    "or",
    "is",
    "was",
    "were",
    "are",
    "has",
    "been",
    "who",
    "which",
    "the",
    "better",
    "best",
    "commonly",
    "popularly",
    "widely",
    "often",
    "sometimes",
    "simply",
    "locally",
    "officially",
    "usually",
    "generally",
    "became",
    "itself",
    "nickname",
];

/// Whether two kinds may be of one thing that the article says to have both names: a person is no place.
fn may_share(a: &FoundEntity, b: &FoundEntity) -> bool {
    use EntityKind::{Gpe, Loc, Norp, Org, Person};
    match (a.kind, b.kind) {
        (Norp, _) | (_, Norp) => false,
        (a, b) if a == b => true,
        (Person, Org | Gpe | Loc) | (Org | Gpe | Loc, Person) => false,
        _ => true,
    }
}

/// Whether a name in brackets right after another, and right before `after`, is the same in other letters, in other
/// words or cut short.
fn is_translation(
    document: &Document,
    a: &FoundEntity,
    b: &FoundEntity,
    after: &str,
    labelled: bool,
) -> bool {
    let (long, short) = (document.slice(a.span), document.slice(b.span));
    let latin = |text: &str| text.chars().all(|c| !c.is_alphabetic() || c < '\u{250}');
    // A transcription may follow: "(大阪湾 Ōsaka-wan)".
    if latin(long) != latin(short) {
        return true;
    }
    let alike = a.kind == b.kind && a.kind != EntityKind::Norp;
    // "Rodeo (Rhodes)" may say where, "Helga (Anna Lund)" who plays.
    let may_translate = match a.kind {
        EntityKind::Misc | EntityKind::Work | EntityKind::Event | EntityKind::Law => after.starts_with(')'),
        EntityKind::Org => long.chars().next() == short.chars().next(),
        _ => false,
    };
    let ticker = labelled && keys::is_acronym(short) && a.kind == EntityKind::Org;
    let ends = after.starts_with([')', ']', ',', ';', '/']);
    ends && (ticker || (alike && (may_translate || labelled)))
}

/// Letters that two spellings of one name begin with, at least.
const SAME_LETTERS: usize = 4;

/// "Aspren or Asprenas": names that begin alike and go on alike for the most part.
fn is_spelling(document: &Document, a: &FoundEntity, b: &FoundEntity) -> bool {
    let words = |e: &FoundEntity| keys::words(document.slice(e.span), e.kind);
    let (one, other) = (words(a), words(b));
    if one.iter().zip(&other).any(|(x, y)| keys::are_two_names(x, y)) {
        return false;
    }
    let (one, other) = (one.join(" "), other.join(" "));
    let same = one.chars().zip(other.chars()).take_while(|(x, y)| x == y).count();
    let longest = one.chars().count().max(other.chars().count());
    a.kind == b.kind && SAME_LETTERS <= same && 3 * longest <= 5 * same
}
