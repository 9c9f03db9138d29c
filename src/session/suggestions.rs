//! Annotations that come from an analysis or an older version, beside what a reader has made or judged.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::action::ActionError;
use super::article::{Changed, Session};
use crate::annotation::{Annotation, AnnotationSet, Id, Relation};
use crate::document::{Document, Meta};
use crate::edit::Edit;
use crate::recognise;
use crate::sorting::CollectSorted as _;
use crate::strings;
use crate::view::count;
use crate::word_list::{self, WordList};

/// From this length on, in bytes, an article is shown first and analysed in a worker: a shorter one is analysed before a
/// reader could see the difference.
pub(crate) const LONG: usize = 30_000;

impl Session {
    /// Analyses the article again, as one step: replaces what the machine found and nobody has judged, leaves
    /// everything that a reader made, confirmed, rejected, tagged or commented on.
    pub(crate) fn analyse_again(&mut self) -> Result<Changed, ActionError> {
        let edit = self.fresh_suggestions(&self.suggestions_for(&self.document));
        let changed = self.apply(strings::ANALYSE_AGAIN, edit)?;
        Ok(Changed { said: strings::SAID_ANALYSED_AGAIN.to_owned(), ..changed })
    }

    /// Has suggestions follow what the reader has said in other articles.
    pub(crate) fn set_words(&mut self, words: Rc<WordList>) {
        self.words = words;
    }

    /// Has the suggestions that are here follow what the reader has said in other articles, as one step.
    pub(crate) fn apply_words(&mut self) -> Result<Changed, ActionError> {
        let edits = word_list::apply::edits(&self.words, &self.document, &self.set);
        if edits.is_empty() {
            return Err(ActionError::Nothing(strings::NOTHING_LEARNED));
        }
        let n = Edit::Batch(edits.clone()).touched().len();
        let changed = self.apply(strings::APPLY_WORD_LIST, Edit::Batch(edits))?;
        let said = strings::fill(strings::SAID_LEARNED, &[&count(n, strings::ANNOTATIONS)]);
        Ok(Changed { said, ..changed })
    }

    /// How many suggestions follow the word list.
    pub(crate) fn n_learned(&self) -> usize {
        self.set.in_order().filter(|a| a.learned.is_some() && a.is_replaceable()).count()
    }

    /// What the analysis finds in a text of this article, with what the reader has said in others.
    pub(super) fn suggestions_for(&self, document: &Document) -> AnnotationSet {
        self.words.applied(document, recognise::annotate(document))
    }

    /// Reads the article in the language with this code, or, where that is empty, in what its words show. The annotations
    /// stay as they are until it is analysed again.
    pub(crate) fn read_in(&mut self, code: &str) {
        let reader_lang = (!code.is_empty()).then(|| code.to_owned());
        let meta = Meta { reader_lang, ..self.document.original_meta().clone() };
        let (text, roles) = (self.document.text().to_owned(), self.document.roles());
        self.document = Document::from_stored(text, &roles, meta);
        self.follow_details();
    }

    /// Takes in what an analysis elsewhere has found: as what the article began with where nothing was done in it
    /// yet, else like analysing again.
    #[must_use]
    pub(crate) fn with_suggestions(mut self, found: AnnotationSet) -> Session {
        if self.set.is_empty() && self.history.next_undo().is_none() {
            return Session { set: found, counts: std::cell::OnceCell::new(), ..self };
        }
        let edit = self.fresh_suggestions(&found);
        self.apply(strings::ANALYSE, edit).ok(); // cannot fail: each id in it is fresh or was read off the set
        self
    }

    /// Adds annotations that are already placed on this text, as one step. Those that are here already, with the same
    /// place and content, are passed over; a suggestion that nobody has touched gives way. Gives how many were added.
    pub(super) fn add(
        &mut self,
        imported: &AnnotationSet,
        label: &str,
    ) -> Result<(usize, Changed), ActionError> {
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
        let mut stale: BTreeSet<Id> = stale.map(|a| a.id).collect_set();
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

    pub(super) fn fresh_suggestions(&self, found: &AnnotationSet) -> Edit {
        let kept_parts: BTreeSet<Id> = self.parts_of_kept_quotes();
        let stale = self.set.in_order().filter(|a| a.is_replaceable() && !kept_parts.contains(&a.id));
        let stale: BTreeSet<Id> = stale.map(|a| a.id).collect_set();
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
}

/// Whether two annotations say the same of the same words.
fn is_same(a: &Annotation, b: &Annotation) -> bool {
    let judged_alike = a.verdict == b.verdict && a.earlier == b.earlier;
    a.spans == b.spans && a.body == b.body && judged_alike && a.note == b.note && a.tags == b.tags
}

/// Whether two annotations of one kind share words.
fn is_rival(a: &Annotation, b: &Annotation) -> bool {
    std::mem::discriminant(&a.body) == std::mem::discriminant(&b.body)
        && a.spans.iter().any(|x| b.spans.iter().any(|y| x.overlaps(*y)))
}
