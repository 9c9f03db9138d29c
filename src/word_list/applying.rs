//! A set into which a word list is being brought.

use super::entry::{WordEntry, WordSort};
use super::list::WordList;
use crate::annotation::{Annotation, AnnotationSet, Body, Id, Learned, Origin, Verdict};
use crate::document::Document;
use crate::edit::{self, Change, Edit};

/// How sure a suggestion is that follows the list: "very sure". In tests/unit/word_list.rs more than nineteen of twenty are
/// right.
pub(super) const SURE: f32 = 0.95;

/// The entries of a sort that are applied: those that are on, and of which no other says otherwise.
pub(super) fn active(list: &WordList, sort: WordSort) -> Vec<&WordEntry> {
    let undisputed =
        list.entries().iter().zip(list.contradicted()).filter(|(_, is_contradicted)| !is_contradicted);
    undisputed.map(|(entry, _)| entry).filter(|entry| entry.sort == sort && !entry.is_off).collect()
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
