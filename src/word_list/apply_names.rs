//! Brings to an article what a reader said of names.

use super::applying::{Applying, SURE, active, is_open};
use super::entry::{WordEntry, WordSort, fold_blanks};
use super::index::Index;
use super::list::WordList;
use super::places::{WordPlaces, analysed};
use crate::annotation::{Annotation, Body, Entity, EntityKind, Id, Learned, Quote, Why, is_shown};
use crate::document::Document;
use crate::edit::{Change, Edit};
use crate::span::Span;

/// How many names that share a word are looked at: no article has so many Smiths.
const NAMESAKES: usize = 32;

pub(super) fn apply(applying: &mut Applying, list: &WordList) {
    reject(applying, list);
    let mut entries = active(list, WordSort::Name);
    if entries.is_empty() {
        return;
    }
    let article = NamesHere::of(applying);
    let document = applying.document;
    entries.retain(|entry| article.leaves_to_list(entry));
    let words = WordPlaces::new(entries);
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
    let by_words = Index::of(entries.iter().map(|entry| entry.words.clone()));
    if entries.is_empty() {
        return;
    }
    for id in applying.open(|a| a.entity().is_some()) {
        let Some(annotation) = applying.set.get(id) else { continue };
        let words = applying.document.slice(annotation.spans.first());
        let kind = annotation.entity().map(|entity| entity.kind);
        let mut said = by_words.get(words).iter().map(|&at| entries[at]);
        if let Some(entry) = said.find(|entry| entry.kind == kind) {
            applying.reject(id, entry);
        }
    }
}

/// What an article itself says of names.
#[derive(Default)]
pub(super) struct NamesHere {
    full: Vec<Entity>,
    /// The full names that have a word among theirs.
    by_word: Index,
    /// Names and kinds that a reader gave words in this article.
    decided: Vec<Entity>,
    decided_of: Index,
}

impl NamesHere {
    pub(super) fn of(applying: &Applying) -> NamesHere {
        let (set, document) = (&applying.set, applying.document);
        let mut here = NamesHere::default();
        let mut known = Index::default();
        for annotation in set.in_order().filter(|a| is_shown(set, a)) {
            let Some(entity) = annotation.entity() else { continue };
            let is_new = !known.get(&entity.name).iter().any(|&at| here.full[at] == *entity);
            if is_new && entity.name.contains(' ') {
                known.add(entity.name.clone(), here.full.len());
                for word in entity.name.split(' ') {
                    here.by_word.add(word.to_owned(), here.full.len());
                }
                here.full.push(entity.clone());
            }
            if !annotation.is_replaceable() {
                let words = fold_blanks(document.slice(annotation.spans.first()));
                let same = here.decided_of.get(&words);
                if same.len() < NAMESAKES && !same.iter().any(|&at| here.decided[at] == *entity) {
                    here.decided_of.add(words, here.decided.len());
                    here.decided.push(entity.clone());
                }
            }
        }
        here
    }

    /// Whether the article neither names another with these words nor has a reader's other word on them.
    fn leaves_to_list(&self, entry: &WordEntry) -> bool {
        let is_other = |entity: &Entity| entity.name != entry.name || Some(entity.kind) != entry.kind;
        let mut decided = self.decided_of.get(&entry.words).iter().map(|&at| &self.decided[at]);
        !self.has_another(&entry.words, &entry.name, entry.kind.unwrap_or(EntityKind::Person))
            && !decided.any(is_other)
    }

    /// Whether the article has a longer name of this kind with all these words that is not this one: Ann Smith, where
    /// "Smith" is to be Bob Smith.
    pub(super) fn has_another(&self, words: &str, name: &str, kind: EntityKind) -> bool {
        let n_words = words.split(' ').count();
        let last = words.rsplit(' ').next().unwrap_or(words);
        let has = |name: &str, part: &str| name.split(' ').any(|other| other == part);
        let is_longer =
            |other: &str| n_words < other.split(' ').count() && words.split(' ').all(|part| has(other, part));
        let others = self.by_word.get(last).iter().take(NAMESAKES).map(|&at| &self.full[at]);
        others.into_iter().any(|other| other.kind == kind && other.name != name && is_longer(&other.name))
    }
}

/// Which names were changed, for what carries them beside the mentions.
#[derive(Default)]
struct Renamed<'l> {
    /// The changed mentions in the order of the text, with the names that they had.
    mentions: Vec<(Span, String, &'l WordEntry)>,
}

impl<'l> Renamed<'l> {
    fn note(&mut self, span: Span, former: &Annotation, entry: &'l WordEntry) {
        let former = former.entity().map_or_else(String::new, |entity| entity.name.clone());
        self.mentions.push((span, former, entry));
    }

    /// What became of the mention at a place.
    fn at(&self, span: Span) -> Option<&(Span, String, &'l WordEntry)> {
        self.mentions.get(self.mentions.partition_point(|(other, ..)| *other < span)).filter(|m| m.0 == span)
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
        if renamed.at(span).is_none() {
            renamed.mentions.push((span, String::new(), entry));
        }
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
    let named =
        Index::of(applying.set.in_order().filter_map(|a| a.entity()).map(|entity| entity.name.clone()));
    let former = Index::of(renamed.mentions.iter().map(|(_, former, _)| former.clone()));
    // A name that is gone from the article, and has become one other.
    let follower = |name: &String| {
        let mut to = former.get(name).iter().map(|&at| renamed.mentions[at].2);
        let first = to.next().filter(|_| !named.has(name))?;
        to.all(|other| other.name == first.name).then_some(first)
    };
    let quotes = applying.set.in_order().filter(|a| is_open(a));
    let changes: Vec<(Id, Quote, &WordEntry)> = quotes
        .filter_map(|annotation| {
            let quote = annotation.quote()?;
            let by_name = quote.speaker.as_ref().and_then(follower);
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
    let mut changed = within.filter_map(|span| renamed.at(span));
    changed.find_map(|(span, former, entry)| {
        let is_theirs = *span == source || quote.speaker.as_ref().is_some_and(|name| name == former);
        is_theirs.then_some(*entry)
    })
}
