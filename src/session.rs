//! One open article: its text, its annotations, what was done to them and can be undone.
//!
//! Every change goes through [`Session::perform`], is one step that can be undone, and tells which paragraphs
//! must be drawn again.

use std::collections::BTreeSet;

use crate::annotation::{Annotation, AnnotationSet, Body, Id, Relation, is_shown};
use crate::document::Document;
use crate::edit::{Edit, EditError, History, HistoryMove, LoggedStep, Step};
use crate::recognise;
use crate::span::{Pos, Span};
use crate::strings;
use crate::view::article;

mod action;
mod counts;
mod merge;
mod names;
mod review_order;
mod sample;
mod shared_quotations;
mod version_comparison;
mod word_selection;
mod words;

pub(crate) use action::{Action, ActionError, EdgeMove, MarkKind, SpanEdge};
pub(crate) use counts::Counts;
pub(crate) use names::{RenameOffer, name_of};
pub(crate) use review_order::{Checked, Progress};
pub use sample::SAMPLE;
pub(crate) use shared_quotations::SharedQuotation;
pub(crate) use version_comparison::{
    AlteredQuotation, DiffPart, NewerQuotation, RemovedPassage, VersionReport,
};
pub(crate) use word_selection::{Direction, SelectionMode, SelectionUnit, WordSelection};

/// An open article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Session {
    document: Document,
    set: AnnotationSet,
    history: History,
    /// What the reader is looking at.
    selected: Option<Id>,
    /// What was done since it was last asked for.
    log: Vec<LoggedStep>,
    /// How far the pass through the unchecked has come.
    passed: Option<review_order::ReviewPosition>,
    /// What the last step offers, if it changed a name.
    offer: Option<RenameOffer>,
    // Invariant: where it is, it is what counting the set would give.
    counts: std::cell::OnceCell<Counts>,
}

/// What must be drawn again after a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changed {
    /// Indices into [`Document::paragraphs`].
    pub paragraphs: BTreeSet<usize>,
    /// What was done, as a status line says it: `Confirmed`, `Undone: Confirm`.
    pub said: String,
}

impl Session {
    /// Opens an article that is new here: analyses it.
    pub(crate) fn analyse(document: Document) -> Session {
        let set = recognise::annotate(&document);
        Session { document, set, ..Session::default() }
    }

    /// Opens an article that is new here, without annotations.
    pub(crate) fn bare(document: Document) -> Session {
        Session { document, ..Session::default() }
    }

    /// Opens an article that was stored, as it was.
    pub(crate) fn restore(document: Document, set: AnnotationSet, history: History) -> Session {
        Session { document, set, history, ..Session::default() }
    }

    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    pub(crate) fn set(&self) -> &AnnotationSet {
        &self.set
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

    /// Does what a reader asked for, as one step.
    pub(crate) fn perform(&mut self, action: Action) -> Result<Changed, ActionError> {
        let renamed = match &action {
            Action::SetSpeaker { id, .. } | Action::SetName { id, .. } => Some(*id),
            _ => None,
        };
        let former = renamed.and_then(|id| self.set.get(id)).and_then(name_of).map(str::to_owned);
        let plan = action::plan(self, action)?;
        let changed = self.apply(plan.label, plan.edit)?;
        if let Some(id) = plan.select {
            self.select(Some(id));
        }
        if let Some(id) = renamed {
            self.make_offer(id, former);
        }
        Ok(Changed { said: plan.said, ..changed })
    }

    /// Gives all of these a name. Where that carries on the change of one name which was just made, the two become
    /// one step.
    pub(crate) fn rename(&mut self, mut ids: Vec<Id>, name: String) -> Result<Changed, ActionError> {
        let Some(id) = self.offer().filter(|offer| offer.to == name).map(|offer| offer.id) else {
            return self.perform(Action::Rename { ids, name });
        };
        ids.push(id);
        let undone = self.undo()?.unwrap_or_default();
        match self.perform(Action::Rename { ids, name }) {
            Ok(changed) => Ok(Changed { paragraphs: &undone.paragraphs | &changed.paragraphs, ..changed }),
            Err(error) => {
                self.redo()?;
                Err(error)
            }
        }
    }

    /// Takes the last step back; `None` when there is none.
    pub(crate) fn undo(&mut self) -> Result<Option<Changed>, EditError> {
        self.shift(Direction::Back)
    }

    /// Does the last undone step again; `None` when there is none.
    pub(crate) fn redo(&mut self) -> Result<Option<Changed>, EditError> {
        self.shift(Direction::Forward)
    }

    /// Analyses the article again, as one step: replaces what the machine found and nobody has judged, keeps
    /// everything that a reader made, confirmed, rejected, tagged or commented on.
    pub(crate) fn analyse_again(&mut self) -> Result<Changed, ActionError> {
        let edit = self.fresh_suggestions(&recognise::annotate(&self.document));
        let changed = self.apply(strings::ANALYSE_AGAIN, edit)?;
        Ok(Changed { said: strings::SAID_ANALYSED_AGAIN.to_owned(), ..changed })
    }

    /// Takes in what an analysis elsewhere has found: as what the article began with where nothing was done in it
    /// yet, else like analysing again.
    #[must_use]
    pub(crate) fn with_suggestions(mut self, found: AnnotationSet) -> Session {
        if self.set.is_empty() && self.history.next_undo().is_none() {
            return Session { set: found, counts: std::cell::OnceCell::new(), ..self };
        }
        let edit = self.fresh_suggestions(&found);
        // Every id in the edit is fresh or was read off the set: it fits.
        let _fits = self.apply(strings::ANALYSE, edit);
        self
    }

    /// Adds annotations that came from a file, already placed on this text, as one step. Those that are here
    /// already, with the same place and content, are passed over; a suggestion that nobody has touched gives way
    /// to what the file says of its words. Gives how many were added.
    pub(crate) fn add_imported(&mut self, imported: &AnnotationSet) -> Result<(usize, Changed), ActionError> {
        self.add(imported, strings::IMPORT)
    }

    fn add(&mut self, imported: &AnnotationSet, label: &str) -> Result<(usize, Changed), ActionError> {
        let (additions, added) = self.additions(imported, |known, new| {
            // Another machine's guess says nothing against what a reader of this article has judged.
            let is_settled = !known.is_replaceable() && new.is_replaceable();
            is_same(known, new) || is_settled && is_rival(known, new)
        });
        if additions.is_empty() {
            return Ok((0, Changed::default()));
        }
        let mut edits: Vec<Edit> = self.giving_way_to(imported).into_iter().map(Edit::Remove).collect();
        edits.extend(additions);
        let changed = self.apply(label, Edit::Batch(edits))?;
        Ok((added, changed))
    }

    /// Untouched suggestions over words of which an imported set says something else, with the cues and speakers
    /// that are theirs alone.
    fn giving_way_to(&self, imported: &AnnotationSet) -> BTreeSet<Id> {
        let said_otherwise = |a: &Annotation| {
            let over = || imported.overlapping(a.spans.hull()).map(|(new, _)| new);
            over().any(|new| is_rival(a, new)) && !over().any(|new| is_same(a, new))
        };
        let stale = self.set.in_order().filter(|a| a.is_replaceable() && said_otherwise(a));
        let mut stale: BTreeSet<Id> = stale.map(|a| a.id).collect();
        let is_in_file =
            |a: &Annotation| imported.overlapping(a.spans.hull()).any(|(new, _)| is_same(a, new));
        let left_alone = |a: &&Annotation| {
            let quotes = || self.set.relations_of(a.id).into_iter().filter(|r| r.to == a.id);
            quotes().next().is_some() && quotes().all(|r| stale.contains(&r.from)) && !is_in_file(a)
        };
        let parts: Vec<Id> = self.set.in_order().filter(left_alone).map(|a| a.id).collect();
        stale.extend(parts);
        stale
    }

    fn shift(&mut self, way: Direction) -> Result<Option<Changed>, EditError> {
        let next = if way == Direction::Back { self.history.next_undo() } else { self.history.next_redo() };
        let Some(ids) = next.map(|step| step.edit.touched()) else { return Ok(None) };
        self.offer = None;
        let before = self.drawn(&ids);
        let counted = self.count_out(&ids);
        let (step, history_move, said) = match way {
            Direction::Back => (self.history.undo(&mut self.set)?, HistoryMove::Undid, strings::UNDONE),
            Direction::Forward => {
                (self.history.redo(&mut self.set)?, HistoryMove::Redid, strings::DONE_AGAIN)
            }
        };
        self.count_in(counted, &ids);
        self.log.extend(step.clone().map(|step| LoggedStep { history_move, step }));
        if self.selected().is_none() {
            self.select(ids.first().copied());
        }
        let said = format!("{said}: {}", step.map_or(String::new(), |s| s.label));
        Ok(Some(Changed { paragraphs: &before | &self.drawn(&ids), said }))
    }

    fn apply(&mut self, label: &str, edit: Edit) -> Result<Changed, ActionError> {
        self.offer = None;
        let ids = edit.touched();
        let before = self.drawn(&ids);
        let step = Step { label: label.to_owned(), edit: edit.clone() };
        let counted = self.count_out(&ids);
        self.history.perform(&mut self.set, label, edit)?;
        self.count_in(counted, &ids);
        self.log.push(LoggedStep { history_move: HistoryMove::Did, step });
        Ok(Changed { paragraphs: &before | &self.drawn(&ids), said: String::new() })
    }

    /// The paragraphs in which annotations stand, with the cues and speakers of quotations among them (a
    /// rejected quotation hides its cue).
    fn drawn(&self, ids: &[Id]) -> BTreeSet<usize> {
        let related = ids.iter().flat_map(|&id| self.set.relations_of(id)).flat_map(|r| [r.from, r.to]);
        let annotations = ids.iter().copied().chain(related).filter_map(|id| self.set.get(id));
        annotations.flat_map(|a| article::paragraphs_of(&self.document, a)).collect()
    }

    fn fresh_suggestions(&self, found: &AnnotationSet) -> Edit {
        let kept_parts: BTreeSet<Id> = self.parts_of_kept_quotes();
        let stale = self.set.in_order().filter(|a| a.is_replaceable() && !kept_parts.contains(&a.id));
        let stale: BTreeSet<Id> = stale.map(|a| a.id).collect();
        let mut edits: Vec<Edit> = stale.iter().map(|&id| Edit::Remove(id)).collect();
        // What a reader has judged or changed stands where it stands: no suggestion of its kind over it.
        let (added, _) =
            self.additions(found, |known, new| !stale.contains(&known.id) && is_rival(known, new));
        edits.extend(added);
        Edit::Batch(edits)
    }

    /// Cues and speakers that belong to a quotation which stays.
    fn parts_of_kept_quotes(&self) -> BTreeSet<Id> {
        let kept = |r: &Relation| self.set.get(r.from).is_some_and(|quote| !quote.is_replaceable());
        self.set.relations().filter(kept).map(|r| r.to).collect()
    }

    /// The edits that add what `found` holds, under fresh ids, but for annotations that `known` says are here;
    /// relations of an annotation that is here already lead to the one that is here.
    fn additions(
        &self,
        found: &AnnotationSet,
        is_known: impl Fn(&Annotation, &Annotation) -> bool,
    ) -> (Vec<Edit>, usize) {
        let mut next = self.set.fresh_id();
        let mut ids = std::collections::HashMap::new();
        let mut added = BTreeSet::new();
        let mut edits = vec![];
        for new in found.in_order() {
            let here = self.set.overlapping(new.spans.hull()).find(|(known, _)| is_known(known, new));
            if let Some((known, _)) = here {
                ids.insert(new.id, known.id);
                continue;
            }
            ids.insert(new.id, next);
            added.insert(next);
            edits.push(Edit::Add(Box::new(Annotation { id: next, ..new.clone() })));
            next = next.following();
        }
        // A tie between two annotations that were here both is the reader's affair.
        let ties = found.relations().filter_map(|r| {
            let (from, to) = (*ids.get(&r.from)?, *ids.get(&r.to)?);
            added.contains(&from).then_some(Edit::Link(Relation { from, to, ..r }))
        });
        edits.extend(ties);
        (edits, added.len())
    }

    /// The span, in this document, of a stretch given by paragraph and offset in UTF-16 units within it.
    pub(crate) fn span_of(&self, start: (usize, u32), end: (usize, u32)) -> Option<Span> {
        let span = Span::new(self.pos_of(start)?, self.pos_of(end)?).trimmed(self.document.text());
        (!span.is_empty()).then_some(span)
    }

    /// The position of a place given in the same way.
    pub(crate) fn pos_of(&self, (paragraph, offset): (usize, u32)) -> Option<Pos> {
        let paragraph = self.document.paragraphs().get(paragraph)?;
        let start = self.document.to_utf16(paragraph.span.start())?;
        let pos = self.document.from_utf16(crate::span::Utf16Pos(start.0.checked_add(offset)?))?;
        Some(pos.min(paragraph.span.end()))
    }

    /// The next quotation that is shown, in the order of the text.
    pub(crate) fn quotation_after(&self, id: Id) -> Option<Id> {
        self.quotations().skip_while(|&quotation| quotation != id).nth(1)
    }

    pub(crate) fn quotation_before(&self, id: Id) -> Option<Id> {
        let before: Vec<Id> = self.quotations().take_while(|&quotation| quotation != id).collect();
        self.quotations().any(|quotation| quotation == id).then(|| before.last().copied()).flatten()
    }

    /// The quotation that a speaker or a cue belongs to; anything else itself.
    pub(crate) fn quotation_of<'a>(&'a self, annotation: &'a Annotation) -> &'a Annotation {
        let is_part = matches!(annotation.body, Body::Speaker | Body::Cue);
        let tie = self.set.relations_of(annotation.id).into_iter().find(|r| is_part && r.to == annotation.id);
        tie.and_then(|tie| self.set.get(tie.from)).unwrap_or(annotation)
    }

    fn quotations(&self) -> impl Iterator<Item = Id> {
        let shown = self.set.in_order().filter(|a| a.quote().is_some() && is_shown(&self.set, a));
        shown.map(|a| a.id)
    }
}

/// Whether two annotations say the same of the same words.
fn is_same(a: &Annotation, b: &Annotation) -> bool {
    a.spans == b.spans && a.body == b.body && a.verdict == b.verdict && a.note == b.note && a.tags == b.tags
}

/// Whether two annotations of one kind share words.
fn is_rival(a: &Annotation, b: &Annotation) -> bool {
    std::mem::discriminant(&a.body) == std::mem::discriminant(&b.body)
        && a.spans.iter().any(|x| b.spans.iter().any(|y| x.overlaps(*y)))
}
