//! The open article itself: its parts, and the one way in which they change.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::action::Action;
use super::author::Author;
use super::counts::Counts;
use super::growing_step::GrowingStep;
use super::review_order::{ReviewOrder, ReviewPosition};
use crate::annotation::{Annotation, AnnotationSet, Id};
use crate::document::Document;
use crate::edit::{Edit, EditError, History, HistoryMove, LoggedStep, Step};
use crate::guidelines::Guidelines;
use crate::recognise;
use crate::strings;
use crate::view::article;
use crate::word_list::WordList;

/// An open article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Session {
    pub(super) document: Document,
    pub(super) set: AnnotationSet,
    pub(super) history: History,
    /// What the reader is looking at.
    pub(super) selected: Option<Id>,
    /// What a work beside the reader has changed so far, and is in no step yet.
    pub(super) growing: GrowingStep,
    /// What was done since it was last asked for.
    pub(super) log: Vec<LoggedStep>,
    /// How far the pass through the unchecked has come.
    pub(super) passed: Option<(ReviewOrder, ReviewPosition)>,
    /// What the last step offers, if it changed a name.
    pub(super) offer: Option<RenameOffer>,
    /// The last step, as it would be for one mention of a name, where it was for several.
    pub(super) narrower: Option<NarrowerStep>,
    /// Who does what comes next, where the reader has a name.
    pub(super) author: Option<Author>,
    /// Whether the last step is what a field has so far, in which a reader is typing: the next saving replaces it.
    pub(super) is_typing: bool,
    /// What the reader has said in other articles: suggestions follow it.
    pub(super) words: Rc<WordList>,
    /// What the reader's project marks.
    pub(super) guidelines: Rc<Guidelines>,
    // Invariant: where there is one, it is what counting the set would give.
    pub(super) counts: std::cell::OnceCell<Counts>,
}

/// What must be drawn again after a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changed {
    /// Indices into [`Document::paragraphs`].
    pub paragraphs: BTreeSet<usize>,
    /// What was done, as a status line says it: `Confirmed`, `Undone: Confirm`.
    pub said: String,
}

/// A change of one name that others of the same name could follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RenameOffer {
    /// The annotation whose name was changed.
    pub id: Id,
    pub from: String,
    pub to: String,
    /// How many have the old name still.
    pub others: usize,
}

/// What would do to one mention of a name what was done to all.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NarrowerStep {
    pub id: Id,
    /// How many annotations the step was for.
    pub all: usize,
    pub(super) action: Action,
}

/// The counts without what a change touches.
pub(super) struct CountsWithout {
    counts: Counts,
    ids: BTreeSet<Id>,
}

impl Session {
    /// Opens an article that is new here: analyses it.
    pub(crate) fn analyse(document: Document) -> Session {
        Session::analyse_with(document, Rc::default())
    }

    /// The same, with what the reader has said in other articles.
    pub(crate) fn analyse_with(document: Document, words: Rc<WordList>) -> Session {
        let set = words.applied(&document, recognise::annotate(&document));
        Session { document, set, words, ..Session::default() }
    }

    /// Opens an article that is new here, without annotations.
    pub(crate) fn bare(document: Document) -> Session {
        Session { document, ..Session::default() }
    }

    /// Opens an article that was stored, as it was.
    pub(crate) fn restore(mut document: Document, set: AnnotationSet, history: History) -> Session {
        document.correct(set.details());
        Session { document, set, history, ..Session::default() }
    }

    /// Has the document say what the set says of the article.
    pub(super) fn follow_details(&mut self) {
        self.document.correct(self.set.details());
    }

    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    pub(crate) fn set(&self) -> &AnnotationSet {
        &self.set
    }

    /// What the reader's project marks.
    pub(crate) fn guidelines(&self) -> &Guidelines {
        &self.guidelines
    }

    /// Has the lists and counts show what these guidelines mark.
    pub(crate) fn set_guidelines(&mut self, guidelines: Rc<Guidelines>) {
        if self.guidelines != guidelines {
            self.guidelines = guidelines;
            self.counts.take();
        }
    }

    pub(crate) fn history(&self) -> &History {
        &self.history
    }

    /// The annotation that the reader is looking at; `None` when it is gone.
    pub(crate) fn selected(&self) -> Option<&Annotation> {
        self.selected.and_then(|id| self.set.get(id))
    }

    /// Looks at an annotation, or at none.
    pub(crate) fn select(&mut self, id: Option<Id>) {
        self.selected = id.filter(|&id| self.set.get(id).is_some());
    }

    /// Takes the last step back; `None` when there is none.
    pub(crate) fn undo(&mut self) -> Result<Option<Changed>, EditError> {
        self.shift(HistoryMove::Undid)
    }

    /// Does the last undone step again; `None` when there is none.
    pub(crate) fn redo(&mut self) -> Result<Option<Changed>, EditError> {
        self.shift(HistoryMove::Redid)
    }

    fn shift(&mut self, history_move: HistoryMove) -> Result<Option<Changed>, EditError> {
        let is_undo = history_move == HistoryMove::Undid;
        let next = if is_undo { self.history.next_undo() } else { self.history.next_redo() };
        let Some(ids) = next.map(|step| step.edit.touched()) else { return Ok(None) };
        let dropped = self.drop_around(&ids).paragraphs;
        self.offer = None;
        self.narrower = None;
        self.is_typing = false;
        let before = self.drawn(&ids);
        let counted = self.count_out(&ids);
        let (step, said) = if is_undo {
            (self.history.undo(&mut self.set)?, strings::UNDONE)
        } else {
            (self.history.redo(&mut self.set)?, strings::DONE_AGAIN)
        };
        self.follow_details();
        self.count_in(counted, &ids);
        self.log.extend(step.clone().map(|step| LoggedStep { history_move, step }));
        if self.selected().is_none() {
            self.select(ids.first().copied());
        }
        let said = format!("{said}: {}", step.map_or(String::new(), |s| s.label));
        Ok(Some(Changed { paragraphs: &(&before | &self.drawn(&ids)) | &dropped, said }))
    }

    /// Makes an edit, as one step that can be undone.
    pub(super) fn apply(&mut self, label: &str, edit: Edit) -> Result<Changed, EditError> {
        self.offer = None;
        self.narrower = None;
        self.is_typing = false;
        let ids = edit.touched();
        self.settle_around(&ids);
        let before = self.drawn(&ids);
        let step = Step { label: label.to_owned(), edit: edit.clone() };
        let counted = self.count_out(&ids);
        self.history.perform(&mut self.set, label, edit)?;
        self.follow_details();
        self.count_in(counted, &ids);
        self.log.push(LoggedStep { history_move: HistoryMove::Did, step });
        Ok(Changed { paragraphs: &before | &self.drawn(&ids), said: String::new() })
    }

    /// The paragraphs in which annotations stand, with the cues and speakers of quotations among them (a
    /// rejected quotation hides its cue).
    pub(super) fn drawn(&self, ids: &[Id]) -> BTreeSet<usize> {
        let related = ids.iter().flat_map(|&id| self.set.relations_of(id)).flat_map(|r| [r.from, r.to]);
        let annotations = ids.iter().copied().chain(related).filter_map(|id| self.set.get(id));
        annotations.flat_map(|a| article::paragraphs_of(&self.document, a)).collect()
    }

    /// How much there is of each sort.
    pub(crate) fn counts(&self) -> &Counts {
        self.counts.get_or_init(|| Counts::of(&self.document, &self.set, &self.guidelines))
    }

    /// Counts out what a change is about to touch. `None` where that is most of the article, or nothing is counted:
    /// then all is counted anew when it is next asked for.
    pub(super) fn count_out(&mut self, touched: &[Id]) -> Option<CountsWithout> {
        let mut counts = self.counts.take()?;
        let ids = self.around(touched);
        if self.set.len() < 2 * ids.len() {
            return None;
        }
        for annotation in self.counted(&ids) {
            counts.count(&self.document, &self.set, annotation, -1);
        }
        Some(CountsWithout { counts, ids })
    }

    /// Counts in again what the change has touched.
    pub(super) fn count_in(&mut self, without: Option<CountsWithout>, touched: &[Id]) {
        let Some(CountsWithout { mut counts, ids }) = without else { return };
        // A tie that is new touches both its ends: nothing else is about them now.
        if !self.around(touched).is_subset(&ids) {
            return;
        }
        for annotation in self.counted(&ids) {
            counts.count(&self.document, &self.set, annotation, 1);
        }
        self.counts.set(counts).ok(); // count_out took the old ones, so there is room
    }

    /// Those of these annotations that are counted.
    fn counted<'a>(&'a self, ids: &'a BTreeSet<Id>) -> impl Iterator<Item = &'a Annotation> {
        let here = ids.iter().filter_map(|&id| self.set.get(id));
        here.filter(|annotation| self.guidelines.shows(annotation))
    }

    /// These and what they are tied to: a verdict on a quotation shows or hides its parts.
    fn around(&self, ids: &[Id]) -> BTreeSet<Id> {
        let related = ids.iter().flat_map(|&id| self.set.relations_of(id)).flat_map(|r| [r.from, r.to]);
        ids.iter().copied().chain(related).collect()
    }
}
