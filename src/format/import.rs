//! What is read from a file: annotations whose places are selectors, never raw positions.

use std::collections::{HashMap, HashSet, VecDeque};
use std::mem::discriminant;

use serde::{Deserialize, Serialize};

use super::error::FormatError;
use super::labels;
use crate::anchor::Selector;
use crate::annotation::{
    Annotation, AnnotationSet, Authorship, Body, EarlierVerdict, Id, Learned, Origin, Relation,
    SourceFinding, Spans, Verdict,
};
use crate::document::Meta;
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// What the sources show of a quotation, where the file says.
    pub finding: Option<Box<SourceFinding>>,
    /// What of a reader's word list it follows, where the file says.
    pub learned: Option<Box<Learned>>,
    /// Who marked it, and when, where the file says.
    pub made: Option<Box<Authorship>>,
    /// A reader's comment.
    pub note: String,
    /// A reader's tags.
    pub tags: Vec<String>,
    /// What the file says nothing of.
    pub(crate) unstated: Unstated,
}

/// What a file does not say of an annotation: what stands there is a default, which changes nothing where the annotation
/// is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Unstated {
    /// The id was only counted up.
    pub id: bool,
    /// Whether a quotation is direct, indirect or mixed.
    pub kind: bool,
    /// What a named thing is called: the words stand for it.
    pub name: bool,
    /// Who made it.
    pub origin: bool,
    /// What a reader thinks of it.
    pub verdict: bool,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Those of `lost` that are nothing but words, which stand in the text several times: no place is guessed.
    pub ambiguous: Vec<Id>,
}

impl ImportedAnnotation {
    /// A reader's annotation, as files of other tools give it: without an id of ours, without a verdict.
    pub(super) fn new(id: Id, selectors: Vec<Selector>, body: Body) -> ImportedAnnotation {
        let Annotation { origin, verdict, earlier, finding, learned, made, note, tags, .. } =
            Annotation::by_reader(id, Span::new(0usize, 0usize), Body::Note);
        let unstated = Unstated { id: true, kind: false, name: false, origin: true, verdict: true };
        ImportedAnnotation {
            id,
            selectors,
            body,
            origin,
            verdict,
            earlier,
            finding,
            learned,
            made,
            note,
            tags,
            unstated,
        }
    }

    /// Whether another annotation of a file has the same passages, by their words, and says the same of them.
    pub(crate) fn says_the_same(&self, other: &ImportedAnnotation) -> bool {
        self.body == other.body && self.words() == other.words()
    }

    /// The words of all its passages, without white space: files for people wrap lines.
    pub(crate) fn words(&self) -> String {
        let words = |s: &Selector| s.exact.split_whitespace().collect::<String>();
        self.selectors.iter().map(words).collect::<Vec<_>>().join(" ")
    }

    /// Whether nothing but its words says where it stands.
    fn has_words_alone(&self) -> bool {
        !self.selectors.is_empty() && self.selectors.iter().all(Selector::has_words_alone)
    }

    pub(super) fn at(&self, spans: Spans) -> Annotation {
        Annotation {
            id: self.id,
            spans,
            body: self.body.clone(),
            origin: self.origin.clone(),
            verdict: self.verdict,
            earlier: self.earlier.clone(),
            finding: self.finding.clone(),
            learned: self.learned.clone(),
            made: self.made.clone(),
            note: self.note.clone(),
            tags: self.tags.clone(),
        }
    }
}

/// The articles of a file, as far as they can be read: one bad line refuses no file. It is told with the article before
/// it, or else the first; where nothing can be read, it is the error.
pub(super) fn readable(
    all: impl Iterator<Item = Result<Imported, FormatError>>,
) -> Result<Vec<Imported>, FormatError> {
    let (mut sets, mut unread): (Vec<Imported>, Vec<(usize, FormatError)>) = (vec![], vec![]);
    for read in all {
        match read {
            Ok(set) => sets.push(set),
            Err(error) => unread.push((sets.len(), error)),
        }
    }
    if sets.is_empty() && !unread.is_empty() {
        return Err(unread.swap_remove(0).1);
    }
    for (above, error) in unread {
        sets[above.saturating_sub(1)].skipped.push(Skipped {
            line: error.line,
            what: format!("this line is not imported: {}", error.message),
        });
    }
    Ok(sets)
}

impl Imported {
    /// The set with labels of another tool read as ours, by pairs of theirs and ours. A label that is not known comes in
    /// as a note with the label as its tag.
    ///
    /// ```
    /// use pullquote::{Format, import_one, label};
    ///
    /// let set = import_one("T1\tPessoa 0 3\tAna\n", Format::Brat)?;
    /// let set = set.with_labels(&[("PESSOA".to_owned(), "PERSON".to_owned())]);
    /// assert_eq!(label(&set.annotations[0].body), "PERSON");
    /// # Ok::<(), pullquote::FormatError>(())
    /// ```
    #[must_use]
    pub fn with_labels(mut self, labels: &[(String, String)]) -> Imported {
        for annotation in self.annotations.iter_mut().filter(|a| a.body == Body::Note) {
            let mapped =
                |tag: &String| labels.iter().find(|(theirs, _)| theirs.to_lowercase() == tag.to_lowercase());
            let found = annotation.tags.iter().enumerate().find_map(|(at, tag)| Some((at, mapped(tag)?)));
            let Some((at, (_, ours))) = found else { continue };
            let words = annotation.selectors.iter().map(|s| s.exact.as_str()).collect::<Vec<_>>().join(" ");
            if let Some(body) = labels::body(ours, &words) {
                annotation.body = body;
                annotation.tags.remove(at);
            }
        }
        self
    }

    /// Gives annotations that have nothing but words the places that an export of now gives them: by their id, or in the
    /// order in which the same words stand in both. Where the file has them less often, only what it says of them tells
    /// which are meant.
    #[must_use]
    pub(crate) fn with_positions_of(mut self, own: &Imported) -> Imported {
        let key = |a: &ImportedAnnotation| (discriminant(&a.body), a.words());
        let mut by_words: HashMap<_, VecDeque<&ImportedAnnotation>> = HashMap::new();
        for annotation in &own.annotations {
            by_words.entry(key(annotation)).or_default().push_back(annotation);
        }
        let mut in_file: HashMap<_, usize> = HashMap::new();
        for annotation in self.annotations.iter().filter(|a| a.has_words_alone()) {
            *in_file.entry(key(annotation)).or_default() += 1;
        }
        for annotation in self.annotations.iter_mut().filter(|a| a.has_words_alone()) {
            let key = key(annotation);
            let Some(alike) = by_words.get_mut(&key) else { continue };
            let is_it = |own: &&ImportedAnnotation| own.id == annotation.id && !own.unstated.id;
            let same = alike.iter().position(is_it).filter(|_| !annotation.unstated.id);
            let count = in_file.entry(key).or_default();
            let in_order = (alike.len() <= *count).then_some(0);
            let told = || {
                let alike = alike.iter().take(AT_MOST_ALIKE).enumerate();
                let mut same = alike.filter(|(_, own)| own.body == annotation.body).map(|(at, _)| at);
                same.next().filter(|_| same.next().is_none())
            };
            *count = count.saturating_sub(1);
            if let Some(own) = same.or(in_order).or_else(told).and_then(|at| alike.remove(at)) {
                annotation.selectors.clone_from(&own.selectors);
            }
        }
        self
    }

    /// Numbers annotations that have no id of the file above those that have one.
    pub(super) fn numbered(mut self) -> Imported {
        let highest = self.annotations.iter().filter(|a| !a.unstated.id).map(|a| a.id.number()).max();
        let mut next = highest.unwrap_or(0);
        let mut new = HashMap::new();
        for annotation in self.annotations.iter_mut().filter(|a| a.unstated.id) {
            next += 1;
            new.insert(annotation.id, Id::new(next));
            annotation.id = Id::new(next);
        }
        let id = |old: Id| new.get(&old).copied().unwrap_or(old);
        for relation in &mut self.relations {
            *relation = Relation { from: id(relation.from), to: id(relation.to), ..*relation };
        }
        self
    }

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
                annotation.unstated.id = true;
                taken.insert(annotation.id);
            }
        }
        self
    }
}

/// How many passages of the same words are compared by what is said of them.
const AT_MOST_ALIKE: usize = 64;

/// Readers count from here what has no id in a file: no annotation of ours has so high a number.
/// [`Imported::numbered`] then gives it a lower one.
pub(super) const UNNAMED_IDS: u64 = 1 << 47;

/// New ids count upwards from the highest one. An id near the end of the numbers would leave none.
const HIGHEST_ID: u64 = 1 << 48;
