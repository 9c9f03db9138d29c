//! Brings a word list to the suggestions of an article.

use super::{WordEntry, WordList, WordSort, apply_cues, apply_names, apply_quotes};
use crate::annotation::{Annotation, AnnotationSet, Body, Id, Learned, Origin, Verdict};
use crate::document::Document;
use crate::edit::{self, Change, Edit};

/// How sure a suggestion is that follows the list: "very sure". In tests/unit/word_list.rs more than nineteen of twenty are
/// right.
pub(super) const SURE: f32 = 0.95;

/// The edits that bring a word list to a set; none where it says nothing of it.
pub(crate) fn edits(list: &WordList, document: &Document, set: &AnnotationSet) -> Vec<Edit> {
    if list.entries().iter().all(|entry| entry.is_off) {
        return vec![];
    }
    let mut applying = Applying { document, set: set.clone(), edits: vec![] };
    apply_names::apply(&mut applying, list);
    apply_cues::apply(&mut applying, list);
    apply_quotes::apply(&mut applying, list);
    applying.edits
}

/// The entries of a sort that are applied, by their words; those that contradict each other are not.
pub(super) fn active(list: &WordList, sort: WordSort) -> std::collections::HashMap<&str, Vec<&WordEntry>> {
    let mut by_words = std::collections::HashMap::<&str, Vec<&WordEntry>>::new();
    for entry in list.entries().iter().filter(|entry| entry.sort == sort && !entry.is_off) {
        by_words.entry(&entry.words).or_default().push(entry);
    }
    if sort != WordSort::NotAName {
        by_words.retain(|_, entries| entries.len() == 1);
    }
    by_words
}

/// A set as the edits so far make it.
pub(super) struct Applying<'d> {
    pub document: &'d Document,
    pub set: AnnotationSet,
    pub edits: Vec<Edit>,
}

impl Applying<'_> {
    pub(super) fn make(&mut self, edit: Edit) {
        edit::apply(&mut self.set, edit.clone()).expect("each id in it is fresh or was read off the set");
        self.edits.push(edit);
    }

    /// Gives a suggestion another body, as an entry says.
    pub(super) fn change(&mut self, id: Id, body: Body, entry: &WordEntry) {
        let Some(origin) = self.set.get(id).map(|annotation| annotation.origin.clone()) else { return };
        self.make(Edit::Set(id, Change::Body(body)));
        if let Origin::Machine { why, .. } = origin {
            self.make(Edit::Set(id, Change::Origin(Origin::Machine { confidence: SURE, why })));
        }
        self.explain(id, entry);
    }

    /// Keeps with a suggestion where the reader said so.
    pub(super) fn explain(&mut self, id: Id, entry: &WordEntry) {
        let learned = Learned { title: entry.title.clone(), is_rejected: false };
        self.make(Edit::Set(id, Change::Learned(Some(Box::new(learned)))));
    }

    /// Rejects a suggestion, as an entry says. It stays listed among the problems, with the reason.
    pub(super) fn reject(&mut self, id: Id, entry: &WordEntry) {
        let learned = Learned { title: entry.title.clone(), is_rejected: true };
        self.make(Edit::Set(id, Change::Verdict(Verdict::Rejected)));
        self.make(Edit::Set(id, Change::Learned(Some(Box::new(learned)))));
    }

    /// Adds a suggestion.
    pub(super) fn add(&mut self, annotation: Annotation) -> Id {
        let id = self.set.fresh_id();
        self.make(Edit::Add(Box::new(Annotation { id, ..annotation })));
        id
    }

    /// The ids of suggestions that wait for a verdict, of those that are wanted.
    pub(super) fn open(&self, is_wanted: impl Fn(&Annotation) -> bool) -> Vec<Id> {
        let open = self.set.in_order().filter(|a| is_open(a) && is_wanted(a));
        open.map(|annotation| annotation.id).collect()
    }
}

/// Whether nobody has said anything of a suggestion, neither the reader nor the list.
pub(super) fn is_open(annotation: &Annotation) -> bool {
    annotation.is_replaceable() && annotation.verdict == Verdict::Open
}
