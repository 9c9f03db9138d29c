//! What is read from a file, and how it is placed in an article: by selectors, never by the raw positions.

use std::collections::HashSet;

use super::judged;
use crate::anchor::{self, Resolution, Selector};
use crate::annotation::{
    Annotation, AnnotationSet, Body, EarlierVerdict, Id, Origin, Relation, Spans, Verdict,
};
use crate::document::{Document, Meta};
use crate::span::Span;

/// An annotation set as it is read from a file, not placed in any text yet.
///
/// ```
/// use pullquote::{Document, Format, annotate, export, import_one};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let file = export(&document, &annotate(&document), "ferry", Format::Tei);
/// let imported = import_one(&file, Format::Tei)?;
/// assert_eq!(imported.text.as_deref(), Some(document.text()));
/// # Ok::<(), pullquote::FormatError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The article's name in the file.
    pub id: Option<String>,
    /// The article's text, where the file contains it.
    pub text: Option<String>,
    /// What the file says of the article beside its text.
    pub meta: Meta,
    /// The annotations, not placed in any text yet.
    pub annotations: Vec<ImportedAnnotation>,
    /// Between annotations of this set, by their ids.
    pub relations: Vec<Relation>,
    /// What is not imported, with the reasons.
    pub skipped: Vec<Skipped>,
}

/// An annotation that is not placed in a text yet: selectors say how its passages are found.
///
/// ```
/// use pullquote::{Document, Format, annotate, export, import_one};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let file = export(&document, &annotate(&document), "ferry", Format::Jsonld);
/// let imported = import_one(&file, Format::Jsonld)?;
/// let words: Vec<&str> = imported.annotations.iter().map(|a| a.selectors[0].exact.as_str()).collect();
/// assert!(words.contains(&"“It stays,”"));
/// # Ok::<(), pullquote::FormatError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedAnnotation {
    /// Unique within its set.
    pub id: Id,
    /// One for each span; several when the annotation is split.
    pub selectors: Vec<Selector>,
    /// What it says its spans are.
    pub body: Body,
    /// Who made it.
    pub origin: Origin,
    /// What a reader thinks of it.
    pub verdict: Verdict,
    /// What the reader thought of it before its words changed.
    pub earlier: Option<EarlierVerdict>,
    /// A reader's comment.
    pub note: String,
    /// A reader's tags.
    pub tags: Vec<String>,
}

/// Something in a file that is not imported.
///
/// ```
/// use pullquote::{Format, import_one};
///
/// let file = "T1\tORG 0 4\tCity\nR1\tEmploys Arg1:T1 Arg2:T1\n";
/// let skipped = import_one(file, Format::Brat)?.skipped;
/// assert_eq!(skipped[0].line, Some(2));
/// # Ok::<(), pullquote::FormatError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The line, counted from 1, where the format has lines.
    pub line: Option<usize>,
    /// What it is, and why it is not imported.
    pub what: String,
}

/// An imported set in its article: what was found, and what was not.
///
/// ```
/// use pullquote::{Document, Format, annotate, export, import_one, place};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let file = export(&document, &annotate(&document), "ferry", Format::Jsonld);
/// let other = Document::from_text("Something else altogether.");
/// let placed = place(&import_one(&file, Format::Jsonld)?, &other);
/// assert!(placed.set.is_empty() && !placed.lost.is_empty());
/// # Ok::<(), pullquote::FormatError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// What was found, with the ids of the import and the relations between them.
    pub set: AnnotationSet,
    /// What was found in changed words, with the share of the words (0 to 1) that is still there.
    pub moved: Vec<(Id, f32)>,
    /// What was not found. Of an annotation that was found in part, `set` has the part that was found, and this the
    /// selectors of the rest.
    pub lost: Vec<ImportedAnnotation>,
}

impl ImportedAnnotation {
    /// A reader's annotation, as files of other tools give it.
    pub(super) fn new(id: Id, selectors: Vec<Selector>, body: Body) -> ImportedAnnotation {
        let Annotation { origin, verdict, earlier, note, tags, .. } =
            Annotation::by_reader(id, Span::new(0usize, 0usize), Body::Note);
        ImportedAnnotation { id, selectors, body, origin, verdict, earlier, note, tags }
    }

    fn at(&self, spans: Spans) -> Annotation {
        Annotation {
            id: self.id,
            spans,
            body: self.body.clone(),
            origin: self.origin.clone(),
            verdict: self.verdict,
            earlier: self.earlier.clone(),
            note: self.note.clone(),
            tags: self.tags.clone(),
        }
    }
}

impl Imported {
    /// Gives a new id to each annotation whose id is taken or too high. Relations stay with the first of an id.
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

/// New ids count upwards from the highest one. An id near the end of the numbers would leave none.
const HIGHEST_ID: u64 = 1 << 48;

/// Finds the passages of an imported set in an article. Passages that the article does not have are in
/// [`Placed::lost`]; none is put on other words.
pub fn place(imported: &Imported, document: &Document) -> Placed {
    let selectors: Vec<Selector> = imported.annotations.iter().flat_map(|a| a.selectors.clone()).collect();
    let (found, words) = resolve(imported.text.as_deref(), document.text(), &selectors);
    let (mut found, mut words) = (found.into_iter(), words.into_iter());
    let mut then = vec![];
    let mut placed = Placed::default();
    for annotation in &imported.annotations {
        let found: Vec<Resolution> = found.by_ref().take(annotation.selectors.len()).collect();
        then.push(words.by_ref().take(annotation.selectors.len()).collect());
        place_one(annotation, &found, &mut placed);
    }
    for &relation in &imported.relations {
        placed.set.link(relation);
    }
    judged::reopen_changed(&mut placed.set, imported, &then, document);
    placed
}

/// Where the file contains its article, the passages are found there first and then carried over to this text. With the
/// words that the file has for each.
fn resolve<'f>(
    own: Option<&'f str>,
    text: &str,
    selectors: &'f [Selector],
) -> (Vec<Resolution>, Vec<&'f str>) {
    let exact = selectors.iter().map(|s| s.exact.as_str());
    let Some(own) = own else { return (anchor::resolve_all(text, selectors), exact.collect()) };
    let there = anchor::resolve_all(own, selectors);
    let words = there.iter().zip(exact).map(|(r, exact)| r.span().and_then(|s| s.get(own)).unwrap_or(exact));
    let words = words.collect();
    if own == text {
        return (there, words);
    }
    let spans: Vec<Span> = there.iter().map(|r| r.span().unwrap_or(Span::new(0usize, 0usize))).collect();
    let here = anchor::reanchor(own, text, &spans);
    let here = there.into_iter().zip(here);
    (here.map(|(there, here)| there.span().map_or(Resolution::LOST, |_| here)).collect(), words)
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
            Resolution::Lost { .. } => lost.push(selector.clone()),
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

/// The spans in order, with those that overlap merged: an edit may have joined two parts of a quotation.
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
