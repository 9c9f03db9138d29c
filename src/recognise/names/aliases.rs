//! Names that the article itself says are of one thing: "A, also known as B", "A (formerly B)", "A (北京)".

use super::alias_phrases::{AliasPosition, WordsBetween};
use super::clusters::Clusters;
use super::name_forms;
use crate::annotation::EntityKind;
use crate::document::Document;
use crate::lang::lists::WordSet;
use crate::recognise::FoundEntity;

/// Joins each name with the other name that the words between them give it. The entities are in the order of the
/// text.
pub(super) fn join(document: &Document, entities: &[FoundEntity], clusters: &mut Clusters) {
    let mut context = AliasContext { document, entities, bracket: None, row: None, apposed: None };
    let mut last: Option<usize> = None;
    for (index, entity) in entities.iter().enumerate() {
        if matches!(entity.kind, EntityKind::Money | EntityKind::Percent) || is_language(document, entity) {
            continue;
        }
        let Some(before) = last.replace(index) else { continue };
        match WordsBetween::read(document, &entities[before], entity) {
            Some(between) => {
                if let Some(other) = context.other_name(before, index, &between) {
                    clusters.join(other, index);
                }
            }
            None => (context.bracket, context.row, context.apposed) = (None, None, None),
        }
    }
}

/// What the names so far say of the next.
struct AliasContext<'a> {
    document: &'a Document,
    entities: &'a [FoundEntity],
    /// The bracket that is open.
    bracket: Option<Bracket>,
    /// What the other names so far are for, where more may follow: "also known as B or simply C".
    row: Option<AliasRow>,
    /// What a name was set apart from: Lavik, in "Lavik, the capital of Norland, formerly Torvik".
    apposed: Option<usize>,
}

impl AliasContext<'_> {
    /// The mention that the one at `index` is another name of, given the mention before it.
    fn other_name(&mut self, before: usize, index: usize, between: &WordsBetween) -> Option<usize> {
        let mut from = before;
        if between.opens {
            self.bracket = Some(Bracket { explained: before, joined: false, labelled: false });
        } else if between.closes {
            from = self.bracket.take().map_or(before, |bracket| bracket.explained);
        }
        let other = match &mut self.bracket {
            Some(bracket) => bracket.explains(self.document, self.entities, &self.entities[index], between),
            None => self.other_name_in_text(from, index, between),
        };
        self.apposed = between.is_apposition().then_some(from);
        other
    }

    /// The same where no bracket is open.
    fn other_name_in_text(&mut self, from: usize, index: usize, between: &WordsBetween) -> Option<usize> {
        let (entities, entity) = (self.entities, &self.entities[index]);
        let of = if between.apart { self.apposed.unwrap_or(from) } else { from };
        let unclear = of != from && entities[of].kind == entities[from].kind;
        let begins = || {
            let says = !unclear && joins(self.document, &entities[of], entity, between);
            says.then(|| AliasRow { of, several: between.names_several() })
        };
        let row = self.row.filter(|row| row.goes_on(between) && may_share(&entities[row.of], entity));
        self.row = row.or_else(begins);
        self.row.map(|row| row.of)
    }
}

/// A row of other names.
#[derive(Clone, Copy)]
struct AliasRow {
    /// The name that they stand for.
    of: usize,
    /// Whether the words before the first said that there are several: "under the pseudonyms".
    several: bool,
}

impl AliasRow {
    fn goes_on(self, between: &WordsBetween) -> bool {
        let comma = between.apart && between.words.is_empty();
        between.is_or() || (self.several && (comma || between.is_just(&between.lists.and)))
    }
}

/// "Mongolian" of "also known in Mongolian as …": the language of a name, not another name.
fn is_language(document: &Document, entity: &FoundEntity) -> bool {
    let (tokens, lists) = (document.tokens_in(entity.span), &document.language().names);
    let is =
        |token: usize, list: &WordSet| token < document.tokens().len() && list.contains(document.word(token));
    let before = || tokens.start.checked_sub(1).is_some_and(|before| is(before, &lists.before_languages));
    let after = || is(tokens.end, &lists.as_word);
    document.language().entities.is_people(document.slice(entity.span)) && before() && after()
}

/// Whether two names with these words between them, and no bracket, are of one thing.
fn joins(document: &Document, a: &FoundEntity, b: &FoundEntity, between: &WordsBetween) -> bool {
    let after = document.text().get(b.span.end().index()..).unwrap_or("").trim_start();
    // "known as Cole's friend", however it is spaced.
    let lists = &document.language().names;
    let owns = lists.possessive_endings.iter().any(|ending| after.starts_with(ending));
    let may = may_share(a, b) && (a.kind == b.kind || !between.gives_name());
    let one = || is_spelling(document, a, b) || defines(document, a, b);
    (may && !owns && between.says_so(AliasPosition::Running)) || (between.is_just(&lists.or) && one())
}

/// Bytes before the first name of an article: an opening mark and an article, no more.
const LONGEST_OPENING: usize = 7;

/// "Lavikite or Lavik spar is a stone": the first words of an article that explains what has two names.
fn defines(document: &Document, a: &FoundEntity, b: &FoundEntity) -> bool {
    let before = document.text().get(..a.span.start().index()).unwrap_or("");
    let after = document.text().get(b.span.end().index()..).unwrap_or("");
    let lists = &document.language().names;
    let after = after.trim_start_matches(['"', '”']).strip_prefix(' ').unwrap_or("");
    let explains = |is: &String| after.strip_prefix(is.as_str()).is_some_and(|rest| rest.starts_with(' '));
    before.len() <= LONGEST_OPENING
        && (matches!(before.trim(), "" | "“" | "\"") || lists.the.contains_ignoring_case(before.trim()))
        && lists.explains.iter().any(explains)
        && a.kind == b.kind
        && a.kind != EntityKind::Person
        && !are_two_names(document, a, b)
}

/// Whether two names differ in words that are both known: "Niger", "Nigeria".
fn are_two_names(document: &Document, a: &FoundEntity, b: &FoundEntity) -> bool {
    let words = |e: &FoundEntity| name_forms::words(document.language(), document.slice(e.span), e.kind);
    words(a).iter().zip(&words(b)).any(|(x, y)| name_forms::are_two_names(x, y))
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
        between: &WordsBetween,
    ) -> Option<usize> {
        let after = document.text().get(entity.span.end().index()..).unwrap_or("").trim_start();
        if after.starts_with(':') {
            self.labelled = true;
            return None;
        }
        let labelled = std::mem::take(&mut self.labelled);
        let explained = &entities[self.explained];
        let bare = between.words.is_empty();
        let goes_on = self.joined && (bare || between.is_or());
        let says_so = between.says_so(AliasPosition::Bracket) || goes_on;
        let explains = bare && is_translation(document, explained, entity, after, labelled);
        let one = (says_so && may_share(explained, entity)) || explains;
        self.joined |= one;
        one.then_some(self.explained)
    }
}

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
    // “Havstuen” (“The Sea Room”)
    let quoted =
        after.strip_prefix(['"', '”', '’', '»']).is_some_and(|after| after.trim_start().starts_with(')'));
    if alike && (quoted || (after.starts_with(')') && share_noun(long, short))) {
        return true;
    }
    // "Rodeo (Rhodes)" may say where, "Helga (Anna Lund)" who plays.
    let may_translate = match a.kind {
        EntityKind::Misc | EntityKind::Work | EntityKind::Event | EntityKind::Law => after.starts_with(')'),
        EntityKind::Org => long.chars().next() == short.chars().next(),
        _ => false,
    };
    let ticker =
        labelled && name_forms::is_acronym(&document.language().names, short) && a.kind == EntityKind::Org;
    let ends = after.starts_with([')', ']', ',', ';', '/']);
    ends && (ticker || (alike && (may_translate || labelled)))
}

/// "Norhavn Area (Greater Lavik Area)"
fn share_noun(a: &str, b: &str) -> bool {
    let last = |name: &str| name.split_whitespace().skip(1).last().map(str::to_lowercase);
    last(a).is_some() && last(a) == last(b)
}

/// Letters that two spellings of one name begin with, at least.
const SAME_LETTERS: usize = 4;

/// "Aspren or Asprenas": names that begin alike and go on alike for the most part.
fn is_spelling(document: &Document, a: &FoundEntity, b: &FoundEntity) -> bool {
    let words =
        |e: &FoundEntity| name_forms::words(document.language(), document.slice(e.span), e.kind).join(" ");
    let (one, other) = (words(a), words(b));
    let same = one.chars().zip(other.chars()).take_while(|(x, y)| x == y).count();
    let longest = one.chars().count().max(other.chars().count());
    a.kind == b.kind && !are_two_names(document, a, b) && SAME_LETTERS <= same && 3 * longest <= 5 * same
}
