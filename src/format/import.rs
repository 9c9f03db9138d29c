//! What was read from a file, and its way into an article: through selectors, never by raw places.

use std::collections::HashSet;

use crate::anchor::{self, Resolution, Selector};
use crate::annotation::{Annotation, AnnotationSet, Body, Id, Origin, Relation, Spans, Verdict};
use crate::document::{Document, Meta};
use crate::span::Span;

/// An annotation set as it came out of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The article's name in the file.
    pub id: Option<String>,
    /// The article itself, where the file carries it.
    pub text: Option<String>,
    pub meta: Meta,
    pub annotations: Vec<ImportedAnnotation>,
    /// Between annotations of this set, by their ids.
    pub relations: Vec<Relation>,
    /// What could not be read; the rest could.
    pub skipped: Vec<Skipped>,
}

/// An annotation that has no place in a text yet.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedAnnotation {
    /// Unique within its set.
    pub id: Id,
    /// One for each stretch; several when the annotation is split.
    pub selectors: Vec<Selector>,
    pub body: Body,
    pub origin: Origin,
    pub verdict: Verdict,
    pub note: String,
    pub tags: Vec<String>,
}

/// Something in a file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Counted from 1.
    pub line: Option<usize>,
    /// What it was and why it could not be read.
    pub what: String,
}

/// An imported set in its article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// What was found, with its ids as imported and the relations among them.
    pub set: AnnotationSet,
    /// What was found in other words, with the share (0 to 1) that is still there.
    pub moved: Vec<(Id, f32)>,
    /// What was not found. Of an annotation that was found in part, what is left of it is in `set`, and here
    /// stand the selectors of the rest.
    pub lost: Vec<ImportedAnnotation>,
}

impl ImportedAnnotation {
    /// A reader's annotation, as files of other tools give it.
    pub(super) fn new(id: Id, selectors: Vec<Selector>, body: Body) -> ImportedAnnotation {
        let Annotation { origin, verdict, note, tags, .. } =
            Annotation::by_reader(id, Span::new(0usize, 0usize), Body::Note);
        ImportedAnnotation { id, selectors, body, origin, verdict, note, tags }
    }

    fn at(&self, spans: Spans) -> Annotation {
        Annotation {
            id: self.id,
            spans,
            body: self.body.clone(),
            origin: self.origin.clone(),
            verdict: self.verdict,
            note: self.note.clone(),
            tags: self.tags.clone(),
        }
    }
}

impl Imported {
    /// Gives each annotation whose id an earlier one has, or whose number leaves no room above it, a new one.
    /// Relations keep to the earlier.
    pub(super) fn with_unique_ids(mut self) -> Imported {
        let fits = |id: Id| id.number() <= HIGHEST_ID;
        let highest = self.annotations.iter().map(|a| a.id).filter(|&id| fits(id)).map(Id::number).max();
        let mut next = highest.unwrap_or(0);
        let mut taken = HashSet::new();
        for annotation in &mut self.annotations {
            if !fits(annotation.id) || !taken.insert(annotation.id) {
                next += 1;
                annotation.id = Id::new(next);
                taken.insert(annotation.id);
            }
        }
        self
    }
}

/// Ids are counted upwards; a file that has one near the end of the numbers would stop the count.
const HIGHEST_ID: u64 = 1 << 48;

/// Finds an imported set in an article.
pub fn place(imported: &Imported, document: &Document) -> Placed {
    let selectors: Vec<Selector> = imported.annotations.iter().flat_map(|a| a.selectors.clone()).collect();
    let mut found = resolve(imported.text.as_deref(), document.text(), &selectors).into_iter();
    let mut placed = Placed::default();
    for annotation in &imported.annotations {
        let found: Vec<Resolution> = found.by_ref().take(annotation.selectors.len()).collect();
        place_one(annotation, &found, &mut placed);
    }
    for &relation in &imported.relations {
        placed.set.link(relation);
    }
    placed
}

/// Where the file carries the article that it speaks of, the passages are found there first, and what stayed
/// between that text and this one shows the way.
fn resolve(own: Option<&str>, text: &str, selectors: &[Selector]) -> Vec<Resolution> {
    let Some(own) = own else { return anchor::resolve_all(text, selectors) };
    let there = anchor::resolve_all(own, selectors);
    if own == text {
        return there;
    }
    let spans: Vec<Span> = there.iter().map(|r| r.span().unwrap_or(Span::new(0usize, 0usize))).collect();
    let here = anchor::reanchor(own, text, &spans);
    there.into_iter().zip(here).map(|(there, here)| there.span().map_or(Resolution::Lost, |_| here)).collect()
}

fn place_one(annotation: &ImportedAnnotation, found: &[Resolution], placed: &mut Placed) {
    let (mut spans, mut lost, mut share, mut moved) = (vec![], vec![], 0.0, false);
    for (selector, resolution) in annotation.selectors.iter().zip(found) {
        match *resolution {
            Resolution::Exact(span) => {
                spans.push(span);
                share += 1.0;
            }
            Resolution::Moved { span, score } => {
                spans.push(span);
                (share, moved) = (share + score, true);
            }
            Resolution::Lost => lost.push(selector.clone()),
        }
    }
    if !lost.is_empty() || annotation.selectors.is_empty() {
        placed.lost.push(ImportedAnnotation { selectors: lost, ..annotation.clone() });
    }
    let Some(merged) = merged(spans) else { return };
    if moved {
        placed.moved.push((annotation.id, share / annotation.selectors.len() as f32));
    }
    placed.set.insert(annotation.at(merged));
}

/// The spans in order, those that overlap made one: an edit may have run two parts of a quotation together.
fn merged(mut spans: Vec<Span>) -> Option<Spans> {
    spans.sort_unstable();
    let mut apart: Vec<Span> = vec![];
    for span in spans {
        match apart.last_mut() {
            Some(last) if last.overlaps(span) || *last == span => *last = last.hull(span),
            _ => apart.push(span),
        }
    }
    Spans::new(apart).ok()
}
