//! Which mentions are of one person, organisation or place, and what the fullest name of it is.

use std::collections::{BTreeMap, HashMap};

use self::clusters::Clusters;
use self::people::PersonMention;
use self::things::ThingMention;
use super::FoundEntity;
use crate::annotation::EntityKind;
use crate::document::Document;

mod aliases;
mod clusters;
pub(crate) mod gender;
pub(crate) mod keys;
mod people;
mod phrases;
pub(crate) mod roles;
mod short_forms;
mod things;

/// Gives the mentions of one thing one name: the fullest form that the article has.
///
/// Persons are joined with persons, other things with other things. Peoples stay apart from their countries
/// (Turkish, Turkey). Costs O(n log n) for n mentions.
pub fn fold(document: &Document, entities: &mut [FoundEntity]) {
    let mut clusters = Clusters::new(entities.len());
    let (mut persons, mut things) = (vec![], vec![]);
    let mut forms: HashMap<(bool, String), usize> = HashMap::new();
    for (index, entity) in entities.iter().enumerate() {
        let text = document.slice(entity.span);
        let words = keys::words(text, entity.kind);
        let is_person = entity.kind == EntityKind::Person;
        if words.is_empty() || matches!(entity.kind, EntityKind::Money | EntityKind::Percent) {
            continue;
        }
        let first = *forms.entry((is_person, words.join(" "))).or_insert(index);
        // The mentions of a person are joined one by one: "Smith" may be two persons.
        if is_person {
            persons.push(PersonMention { index, words, gender: title_gender(document, entity) });
        } else {
            clusters.join(first, index);
            let explains_previous = index > 0 && is_bracketed_after(document, &entities[index - 1], entity);
            let has_article = is_after_the(document, entity);
            things.push(ThingMention {
                index,
                kind: entity.kind,
                text,
                words,
                explains_previous,
                has_article,
            });
        }
    }
    people::join(&persons, &mut clusters);
    things::join(&things, &mut clusters);
    let forms = fullest_forms(document, entities, &mut clusters);
    let mut named = clusters.clone();
    aliases::join(document, entities, &mut named);
    name_clusters(entities, &forms, &mut clusters, &mut named);
}

/// What the title before a mention tells of the person's gender.
pub(crate) fn title_gender(document: &Document, entity: &FoundEntity) -> Option<gender::Gender> {
    let first = document.tokens_in(entity.span).start;
    let title = document.word(first.checked_sub(1)?);
    gender::of_title(title)
}

fn is_after_the(document: &Document, entity: &FoundEntity) -> bool {
    let first = document.tokens_in(entity.span).start;
    first.checked_sub(1).is_some_and(|before| document.word(before).eq_ignore_ascii_case("the"))
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

/// The fullest form of each cluster's name, and how many mentions it has, by the cluster's first mention.
fn fullest_forms(
    document: &Document,
    entities: &[FoundEntity],
    clusters: &mut Clusters,
) -> BTreeMap<usize, (String, usize)> {
    let mut forms: BTreeMap<usize, (String, usize)> = BTreeMap::new();
    for (index, entity) in entities.iter().enumerate() {
        let name = clean(document.slice(entity.span));
        let (best, mentions) = forms.entry(clusters.first(index)).or_default();
        *mentions += 1;
        if fullness(best) < fullness(&name) {
            *best = name;
        }
    }
    forms
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
    let shouted = keys::is_all_capitals(name);
    let words = name.split_whitespace().count();
    (!name.is_empty(), !shouted, words, name.chars().count())
}

/// A mention's words as a name: one blank between words, no possessive, no leading "the".
pub(crate) fn clean(mention: &str) -> String {
    let words: Vec<&str> = keys::possessor(mention.trim()).split_whitespace().collect();
    let the = 1 < words.len() && words[0].eq_ignore_ascii_case("the");
    words[usize::from(the)..].join(" ")
}
