//! Which mentions are of one person, organisation or place, and what the fullest name of it is.

use std::collections::{BTreeMap, HashMap};

use self::clusters::Clusters;
use self::mentions::{PersonMention, ThingMention};
use super::FoundEntity;
use crate::annotation::EntityKind;
use crate::document::{Document, Role};
use crate::lang::names::NameWords;
use crate::lang::persons::Gender;

mod alias_phrases;
mod aliases;
mod clusters;
mod mentions;
pub(crate) mod name_forms;
mod people;
pub(crate) mod roles;
mod short_forms;
mod things;

/// Gives the mentions of one thing one name: the fullest form that the article has.
///
/// Persons are joined with persons, other things with other things. Peoples stay apart from their countries
/// (Turkish, Turkey). Costs O(n log n) for n mentions.
pub fn fold(document: &Document, entities: &mut [FoundEntity]) {
    let language = document.language();
    let mut clusters = Clusters::new(entities.len());
    let (persons, things) = read_mentions(document, entities, &mut clusters);
    people::join(language, &persons, &mut clusters);
    things::join(language, &things, &mut clusters);
    let forms = fullest_forms(document, entities, &mut clusters);
    let mut named = clusters.clone();
    aliases::join(document, entities, &mut named);
    name_clusters(entities, &forms, &mut clusters, &mut named);
}

/// The mentions as the joining sees them: of persons, of other things. Joins those of other things that are written
/// alike; those of persons are joined one by one later, since "Smith" may be two persons.
fn read_mentions<'a>(
    document: &'a Document,
    entities: &[FoundEntity],
    clusters: &mut Clusters,
) -> (Vec<PersonMention>, Vec<ThingMention<'a>>) {
    let (mut persons, mut things) = (vec![], vec![]);
    let mut first_by_form: HashMap<String, usize> = HashMap::new();
    let is_amount = |kind| matches!(kind, EntityKind::Money | EntityKind::Percent);
    for (index, entity) in entities.iter().enumerate().filter(|(_, entity)| !is_amount(entity.kind)) {
        let (text, kind) = (document.slice(entity.span), entity.kind);
        let words = name_forms::words(document.language(), text, kind);
        if words.is_empty() {
            continue;
        }
        if kind == EntityKind::Person {
            persons.push(PersonMention { index, words, gender: title_gender(document, entity) });
            continue;
        }
        clusters.join(*first_by_form.entry(words.join(" ")).or_insert(index), index);
        let explains_previous = index > 0 && is_bracketed_after(document, &entities[index - 1], entity);
        let has_article = is_after_the(document, entity);
        things.push(ThingMention { index, kind, text, words, explains_previous, has_article });
    }
    (persons, things)
}

/// What the title before a mention tells of the person's gender.
pub(crate) fn title_gender(document: &Document, entity: &FoundEntity) -> Option<Gender> {
    let first = document.tokens_in(entity.span).start;
    let title = document.word(first.checked_sub(1)?);
    document.language().persons.gender_of_title(title)
}

fn is_after_the(document: &Document, entity: &FoundEntity) -> bool {
    let first = document.tokens_in(entity.span).start;
    first
        .checked_sub(1)
        .is_some_and(|before| document.language().names.the.contains_ignoring_case(document.word(before)))
}

/// "European Union (EU)", but not "Ada Lund (EU)".
fn is_bracketed_after(document: &Document, long: &FoundEntity, short: &FoundEntity) -> bool {
    if matches!(long.kind, EntityKind::Person | EntityKind::Money | EntityKind::Percent) {
        return false;
    }
    let text = document.text();
    let between = text.get(long.span.end().index()..short.span.start().index()).unwrap_or("");
    let after = text.get(short.span.end().index()..).unwrap_or("");
    matches!(between.trim(), "(" | "[") && after.starts_with([')', ']'])
}

/// The fullest form of each cluster's name, and how many mentions it has, by the cluster's first mention. A headline's
/// form is none where the text has a person's whole name and the headline only more words after it: "Ada Lund Slams
/// Port".
fn fullest_forms(
    document: &Document,
    entities: &[FoundEntity],
    clusters: &mut Clusters,
) -> BTreeMap<usize, (String, usize)> {
    let mut forms: BTreeMap<usize, (String, usize)> = BTreeMap::new();
    let is_title = |entity: &FoundEntity| {
        // What begins behind the last paragraph is in none.
        let paragraph = document.paragraphs().get(document.paragraph_at(entity.span.start()));
        paragraph.is_some_and(|paragraph| matches!(paragraph.role, Role::Title | Role::Heading))
    };
    let (titles, text): (Vec<usize>, Vec<usize>) = (0..entities.len()).partition(|&i| is_title(&entities[i]));
    for index in text.into_iter().chain(titles) {
        let entity = &entities[index];
        let mention = document.slice(entity.span);
        // The 's of "Moody's" is the company's: what it owns is not in the span.
        let name = match entity.kind {
            EntityKind::Org => clean_of_blanks(&document.language().names, mention),
            _ => clean(&document.language().names, mention),
        };
        let (best, mentions) = forms.entry(clusters.first(index)).or_default();
        *mentions += 1;
        let runs_on = entity.kind == EntityKind::Person && is_title(entity) && runs_on_from(&name, best);
        if fullness(best) < fullness(&name) && !runs_on {
            *best = name;
        }
    }
    forms
}

/// Whether a name has a whole one of two words or more, and others after it.
fn runs_on_from(name: &str, whole: &str) -> bool {
    let rest = name.strip_prefix(whole);
    whole.contains(' ') && rest.is_some_and(|rest| rest.starts_with(' '))
}

/// Names the mentions. Of something with two names (`named` joins what `clusters` has apart), the one with the
/// most mentions stands, between equals the first.
fn name_clusters(
    entities: &mut [FoundEntity],
    forms: &BTreeMap<usize, (String, usize)>,
    clusters: &mut Clusters,
    named: &mut Clusters,
) {
    let mut names: HashMap<usize, &(String, usize)> = HashMap::new();
    for (&first, form) in forms {
        let best = names.entry(named.first(first)).or_insert(form);
        if best.1 < form.1 {
            *best = form;
        }
    }
    for (index, entity) in entities.iter_mut().enumerate() {
        let (name, _) = names[&named.first(clusters.first(index))];
        if !name.is_empty() {
            entity.name.clone_from(name);
        }
    }
}

/// How full a form of a name is: more words, then more letters; capitals throughout only where there is nothing
/// else.
fn fullness(name: &str) -> (bool, bool, usize, usize) {
    let shouted = name_forms::is_all_capitals(name);
    let words = name.split_whitespace().count();
    (!name.is_empty(), !shouted, words, name.chars().count())
}

/// A mention's words with one blank between words and no leading "the".
fn clean_of_blanks(lists: &NameWords, mention: &str) -> String {
    let words: Vec<&str> = mention.split_whitespace().collect();
    let the = 1 < words.len() && lists.the.contains_ignoring_case(words[0]);
    words[usize::from(the)..].join(" ")
}

/// A mention's words as a name: one blank between words, no possessive, no leading "the".
pub(crate) fn clean(lists: &NameWords, mention: &str) -> String {
    clean_of_blanks(lists, name_forms::possessor(lists, mention.trim()))
}
