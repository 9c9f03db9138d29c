//! Brings to an article what a reader said of names.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::apply::{Applying, SURE, active, is_open};
use super::places::{Words, analysed};
use super::{WordEntry, WordList, WordSort, fold_blanks};
use crate::annotation::{Annotation, Body, Entity, EntityKind, Id, Learned, Quote, Why, is_shown};
use crate::document::Document;
use crate::edit::{Change, Edit};
use crate::span::Span;

/// How many names that share a word are looked at: no article has so many Smiths.
const NAMESAKES: usize = 32;

pub(super) fn apply(applying: &mut Applying, list: &WordList) {
    reject(applying, list);
    let names = active(list, WordSort::Name);
    if names.is_empty() {
        return;
    }
    let article = NamesHere::of(applying);
    let document = applying.document;
    let wanted = names.into_iter().map(|(words, entries)| (words.to_owned(), entries[0]));
    let wanted = wanted.filter(|(_, entry)| article.leaves_to_list(entry));
    let words = Words::new(document, wanted);
    let mut renamed = Renamed::default();
    for tokens in analysed(document) {
        for (span, entry) in words.find(document, tokens) {
            name(applying, span, entry, &mut renamed);
        }
    }
    follow(applying, &renamed);
}

/// Rejects suggestions that a reader called no such name.
fn reject(applying: &mut Applying, list: &WordList) {
    let entries = active(list, WordSort::NotAName);
    if entries.is_empty() {
        return;
    }
    for id in applying.open(|a| a.entity().is_some()) {
        let Some(annotation) = applying.set.get(id) else { continue };
        let words = applying.document.slice(annotation.spans.first());
        let kind = annotation.entity().map(|entity| entity.kind);
        let said = entries.get(words).and_then(|all| all.iter().find(|entry| entry.kind == kind));
        if let Some(entry) = said {
            applying.reject(id, entry);
        }
    }
}

/// What an article itself says of names.
pub(super) struct NamesHere {
    /// The full names that have a word among theirs.
    by_word: HashMap<String, BTreeSet<(EntityKind, String)>>,
    /// Names and kinds that a reader gave words in this article.
    decided: HashMap<String, Vec<Entity>>,
}

impl NamesHere {
    pub(super) fn of(applying: &Applying) -> NamesHere {
        let (set, document) = (&applying.set, applying.document);
        let mut here = NamesHere { by_word: HashMap::new(), decided: HashMap::new() };
        for annotation in set.in_order().filter(|a| is_shown(set, a)) {
            let Some(entity) = annotation.entity() else { continue };
            if entity.name.contains(' ') {
                for word in entity.name.split(' ') {
                    let names = here.by_word.entry(word.to_owned()).or_default();
                    if names.len() < NAMESAKES {
                        names.insert((entity.kind, entity.name.clone()));
                    }
                }
            }
            if !annotation.is_replaceable() {
                let words = fold_blanks(document.slice(annotation.spans.first()));
                let decided = here.decided.entry(words).or_default();
                if decided.len() < NAMESAKES {
                    decided.push(entity.clone());
                }
            }
        }
        here
    }

    /// Whether the article neither names another with these words nor has a reader's other word on them.
    fn leaves_to_list(&self, entry: &WordEntry) -> bool {
        let is_other = |entity: &Entity| entity.name != entry.name || Some(entity.kind) != entry.kind;
        !self.has_another(&entry.words, &entry.name, entry.kind.unwrap_or(EntityKind::Person))
            && !self.decided.get(&entry.words).is_some_and(|decided| decided.iter().any(is_other))
    }

    /// Whether the article has a longer name of this kind with all these words that is not this one: Ann Smith, where
    /// "Smith" is to be Bob Smith.
    pub(super) fn has_another(&self, words: &str, name: &str, kind: EntityKind) -> bool {
        let parts: Vec<&str> = words.split(' ').collect();
        let Some(names) = parts.last().and_then(|last| self.by_word.get(*last)) else { return false };
        let has_all = |other: &str| {
            let others: HashSet<&str> = other.split(' ').collect();
            parts.len() < others.len() && parts.iter().all(|part| others.contains(part))
        };
        names.iter().any(|(of_kind, other)| *of_kind == kind && other != name && has_all(other))
    }
}

/// Which names were changed, for what carries them beside the mentions.
#[derive(Default)]
struct Renamed<'l> {
    /// From each former name to the new ones.
    names: HashMap<String, Vec<&'l WordEntry>>,
    /// The changed mentions, with the names that they had.
    mentions: HashMap<Span, (String, &'l WordEntry)>,
}

impl<'l> Renamed<'l> {
    fn note(&mut self, span: Span, former: &Annotation, entry: &'l WordEntry) {
        let former = former.entity().map_or_else(String::new, |entity| entity.name.clone());
        if former != entry.name {
            let to = self.names.entry(former.clone()).or_default();
            if !to.iter().any(|known| known.name == entry.name) {
                to.push(entry);
            }
        }
        self.mentions.insert(span, (former, entry));
    }
}

/// Has the words at a place name what the entry says.
fn name<'l>(applying: &mut Applying, span: Span, entry: &'l WordEntry, renamed: &mut Renamed<'l>) {
    let Some(kind) = entry.kind else { return };
    let body = Body::Entity(Entity { kind, name: entry.name.clone() });
    let is_name = |a: &Annotation| matches!(a.body, Body::Entity(_) | Body::Date(_));
    let there = applying.set.overlapping(span).map(|(a, _)| a).filter(|a| is_name(a));
    let there: Vec<Annotation> = there.cloned().collect();
    // What somebody has judged stands, and nothing beside it in the same words.
    if there.iter().any(|a| !is_open(a) && !is_rejected_elsewhere(a, kind)) {
        return;
    }
    if let Some(exact) = there.iter().find(|a| a.spans.as_slice() == [span] && is_open(a)) {
        if exact.body == body {
            return;
        }
        renamed.note(span, exact, entry);
        applying.change(exact.id, body, entry);
        return;
    }
    let is_within = |a: &&Annotation| span.covers(a.spans.hull());
    let is_former = |a: &&Annotation| fold_blanks(applying.document.slice(a.spans.first())) == entry.was;
    if let [other] = there.as_slice()
        && is_former(&other)
    {
        renamed.note(span, other, entry);
        applying.make(Edit::Set(other.id, Change::Spans(span.into())));
        applying.change(other.id, body, entry);
    } else if there.iter().all(|a| is_within(&a)) && may_be_added(applying.document, span) {
        for inner in there.iter().filter(|a| is_open(a)) {
            renamed.note(span, inner, entry);
            applying.make(Edit::Remove(inner.id));
        }
        let learned = Some(Box::new(Learned { title: entry.title.clone(), is_rejected: false }));
        let new = Annotation::by_machine(Id::new(1), span, body, SURE, Why::KnownName);
        applying.add(Annotation { learned, ..new });
        renamed.mentions.entry(span).or_insert((String::new(), entry));
    }
}

/// Whether the list has just called these words no name of another kind.
fn is_rejected_elsewhere(annotation: &Annotation, kind: EntityKind) -> bool {
    annotation.is_rejected_by_list() && annotation.entity().is_some_and(|entity| entity.kind != kind)
}

/// Whether words may be marked where the analysis saw nothing: they look like a name, and are no part of a compound.
fn may_be_added(document: &Document, span: Span) -> bool {
    let text = document.text();
    let is_joined = |c: char| c.is_alphanumeric() || matches!(c, '-' | '‑' | '@' | '#' | '/');
    let before = text[..span.start().index()].chars().next_back();
    let after = text[span.end().index()..].chars().next();
    let words = document.slice(span);
    let is_named = words.chars().any(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase());
    is_named && !before.is_some_and(is_joined) && !after.is_some_and(is_joined)
}

/// Has quotations follow the names of their speakers: by the mention, and where a name is gone from the article as a whole,
/// by the name.
fn follow(applying: &mut Applying, renamed: &Renamed) {
    if renamed.mentions.is_empty() {
        return;
    }
    let named: HashSet<&str> =
        applying.set.in_order().filter_map(|a| a.entity()).map(|entity| entity.name.as_str()).collect();
    let gone = renamed.names.iter().filter(|(name, to)| to.len() == 1 && !named.contains(name.as_str()));
    let gone: HashMap<&str, &WordEntry> = gone.map(|(name, to)| (name.as_str(), to[0])).collect();
    let quotes = applying.set.in_order().filter(|a| is_open(a));
    let changes: Vec<(Id, Quote, &WordEntry)> = quotes
        .filter_map(|annotation| {
            let quote = annotation.quote()?;
            let by_name = quote.speaker.as_deref().and_then(|name| gone.get(name).copied());
            let entry = by_name.or_else(|| said_by(applying, annotation.id, quote, renamed))?;
            (quote.speaker.as_ref() != Some(&entry.name)).then(|| (annotation.id, quote.clone(), entry))
        })
        .collect();
    for (id, quote, entry) in changes {
        // How sure it is that these words are a quotation, the list does not say.
        let body = Body::Quote(Quote { speaker: Some(entry.name.clone()), ..quote });
        applying.make(Edit::Set(id, Change::Body(body)));
        applying.explain(id, entry);
    }
}

/// The entry that names a quotation's speaker by the words of its source. The words are the mention alone, or the quotation
/// had its former name: "Rey's lawyer" is not Rey.
fn said_by<'l>(applying: &Applying, id: Id, quote: &Quote, renamed: &Renamed<'l>) -> Option<&'l WordEntry> {
    let source = applying.set.speaker_of(id)?.spans.first();
    let within = applying.set.overlapping(source).filter(|(a, _)| a.entity().is_some()).map(|(_, span)| span);
    let mut changed = within.filter_map(|span| Some((span, renamed.mentions.get(&span)?)));
    changed.find_map(|(span, (former, entry))| {
        let is_theirs = span == source || quote.speaker.as_ref().is_some_and(|name| name == former);
        is_theirs.then_some(*entry)
    })
}
