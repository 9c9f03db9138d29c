//! What an article has of each sort: counted once, then kept in step with every change, so that a change costs no
//! more in a book than in a story.

use std::collections::BTreeMap;

use super::review_order::{Checked, OpenPositions, Progress};
use crate::annotation::{
    Annotation, AnnotationSet, Body, EntityKind, Id, Verdict, has_remark, is_problem, is_shown,
};
use crate::document::{Document, Role};
use crate::guidelines::Guidelines;
use crate::span::Pos;

/// The counts. What is rejected counts as a problem and as checked, else nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub quotations: usize,
    pub dates: usize,
    /// Annotations with a comment or tags, and notes.
    pub notes: usize,
    pub problems: usize,
    /// Quotations of someone that the text gives no name.
    pub unnamed: usize,
    /// Quotations of nobody.
    pub unattributed: usize,
    pub progress: Progress,
    /// How many annotations have each tag.
    pub tags: BTreeMap<String, usize>,
    /// What has each name.
    pub(super) by_name: BTreeMap<String, NameCounts>,
    /// What waits for a verdict.
    pub(super) open: OpenPositions,
}

/// How often one name occurs, and as what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NameCounts {
    /// Quotations of this speaker.
    pub quotations: usize,
    /// Mentions of each kind.
    pub kinds: BTreeMap<EntityKind, usize>,
    /// Where people and organisations are mentioned, but for the line of the authors; `true` for a person.
    pub mentions: BTreeMap<(Pos, Id), bool>,
}

impl NameCounts {
    pub(super) fn all(&self) -> usize {
        self.quotations + self.kinds.values().sum::<usize>()
    }

    fn of_kind(&self, kind: EntityKind) -> usize {
        self.kinds.get(&kind).copied().unwrap_or(0)
    }

    pub(super) fn is_person(&self) -> bool {
        0 < self.of_kind(EntityKind::Person)
    }

    /// Quotations, and mentions of what can speak.
    pub(super) fn able(&self) -> usize {
        self.quotations + self.of_kind(EntityKind::Person) + self.of_kind(EntityKind::Org)
    }
}

impl Counts {
    pub(super) fn of(document: &Document, set: &AnnotationSet, guidelines: &Guidelines) -> Counts {
        let mut counts = Counts::default();
        let counted = set.in_order().filter(|annotation| guidelines.shows(annotation));
        counted.for_each(|annotation| counts.count(document, set, annotation, 1));
        counts
    }

    /// The names of those who speak, in their order.
    pub(crate) fn speakers(&self) -> impl Iterator<Item = &str> {
        self.by_name
            .iter()
            .filter(|(_, name_counts)| 0 < name_counts.quotations)
            .map(|(name, _)| name.as_str())
    }

    /// Names of each kind, however often they occur.
    pub(crate) fn names(&self) -> usize {
        self.by_name.values().map(|name_counts| name_counts.kinds.len()).sum()
    }

    /// Counts an annotation in, with `by` 1, or out again, with -1.
    pub(super) fn count(
        &mut self,
        document: &Document,
        set: &AnnotationSet,
        annotation: &Annotation,
        by: isize,
    ) {
        self.count_checked(annotation, by);
        step(&mut self.problems, if is_problem(annotation) { by } else { 0 });
        for tag in &annotation.tags {
            change(&mut self.tags, tag, |n: &mut usize| step(n, by), |n| *n == 0);
        }
        let is_part = matches!(annotation.body, Body::Cue | Body::Speaker);
        if is_part && !has_remark(annotation) || !is_shown(set, annotation) {
            return;
        }
        step(&mut self.notes, if has_remark(annotation) { by } else { 0 });
        match &annotation.body {
            Body::Quote(quote) => {
                step(&mut self.quotations, by);
                if quote.speaker.is_none() {
                    let has_source = set.speaker_of(annotation.id).is_some();
                    step(if has_source { &mut self.unnamed } else { &mut self.unattributed }, by);
                }
            }
            Body::Date(_) => step(&mut self.dates, by),
            _ => {}
        }
        self.count_name(document, annotation, by);
    }

    fn count_checked(&mut self, annotation: &Annotation, by: isize) {
        let checked = match annotation.body {
            Body::Quote(_) => &mut self.progress.quotations,
            Body::Entity(_) | Body::Date(_) => &mut self.progress.others,
            Body::Speaker | Body::Cue | Body::Note => return,
        };
        let Checked { done, all } = checked;
        step(all, by);
        if annotation.verdict != Verdict::Open {
            step(done, by);
        } else if by < 0 {
            self.open.remove(annotation);
        } else {
            self.open.insert(annotation);
        }
    }

    fn count_name(&mut self, document: &Document, annotation: &Annotation, by: isize) {
        let Some(name) = name_of(annotation) else { return };
        let start = annotation.spans.first().start();
        let counted = |name_counts: &mut NameCounts| match annotation.entity().map(|entity| entity.kind) {
            None => step(&mut name_counts.quotations, by),
            Some(kind) => {
                change(&mut name_counts.kinds, &kind, |n| step(n, by), |n| *n == 0);
                let is_able = matches!(kind, EntityKind::Person | EntityKind::Org);
                if by < 0 {
                    name_counts.mentions.remove(&(start, annotation.id));
                } else if is_able && !is_credit(document, start) {
                    name_counts.mentions.insert((start, annotation.id), kind == EntityKind::Person);
                }
            }
        };
        change(&mut self.by_name, name, counted, |name_counts| *name_counts == NameCounts::default());
    }
}

/// Who wrote the article has no part in it.
fn is_credit(document: &Document, pos: Pos) -> bool {
    document.paragraphs().get(document.paragraph_at(pos)).is_some_and(|p| p.role == Role::Byline)
}

fn step(n: &mut usize, by: isize) {
    *n = n.wrapping_add_signed(by);
}

/// Changes the value of a key, which is made where there is none, and goes when the value is empty.
fn change<K, Q, V>(
    map: &mut BTreeMap<K, V>,
    key: &Q,
    by: impl FnOnce(&mut V),
    is_empty: impl FnOnce(&V) -> bool,
) where
    K: Ord + std::borrow::Borrow<Q>,
    Q: Ord + ToOwned<Owned = K> + ?Sized,
    V: Default,
{
    if !map.contains_key(key) {
        map.insert(key.to_owned(), V::default());
    }
    let Some(value) = map.get_mut(key) else { return };
    by(value);
    if is_empty(value) {
        map.remove(key);
    }
}

/// What an annotation is called, or who speaks it.
pub(crate) fn name_of(annotation: &Annotation) -> Option<&str> {
    match &annotation.body {
        Body::Entity(entity) => Some(&entity.name),
        Body::Quote(quote) => quote.speaker.as_deref(),
        _ => None,
    }
}
