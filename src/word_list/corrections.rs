//! Which entries of a word list the corrections of an article make.
//!
//! What counts is what the article says now, against what the analysis had said: a correction that is undone makes no
//! entry, and neither does what came with a file or a back-up. The history tells what stood there before.

use std::collections::BTreeMap;

use super::apply_quotes::marked_words;
use super::entry::{LONGEST, WordEntry, WordSort, cut, fold_blanks};
use super::index::Index;
use crate::annotation::{
    Annotation, AnnotationSet, Body, Entity, EntityKind, Id, Origin, Quote, QuoteKind, RelationKind, Spans,
    Verdict, is_shown,
};
use crate::document::Document;
use crate::edit::{Change, Edit, History};
use crate::strings;

/// The steps by which a reader corrects. Imports, analyses and the like have other labels.
const CORRECTING: [&str; 11] = [
    strings::REJECT,
    strings::REJECT_ALL,
    strings::DELETE,
    strings::MARK,
    strings::MARK_ALL,
    strings::CHANGE_KIND,
    strings::CHANGE_NAME,
    strings::SET_SPEAKER,
    strings::RENAME,
    strings::SET_CUE,
    strings::RESIZE,
];

/// A passage in marks with more words than this is no scare quote.
const SCARE_WORDS: usize = 6;

/// The longest cue that is learned, in words: "took to the airwaves to say".
const CUE_WORDS: usize = 6;

/// An article with its work.
#[derive(Clone, Copy)]
pub(crate) struct CorrectedArticle<'a> {
    pub document: &'a Document,
    pub set: &'a AnnotationSet,
    pub history: &'a History,
    /// Its id in the library.
    pub id: &'a str,
}

/// What stood at an annotation before the reader's first correction of it.
#[derive(Default)]
struct BeforeCorrections {
    body: Option<Body>,
    spans: Option<Spans>,
    is_new: bool,
    is_judged: bool,
    has_new_cue: bool,
}

/// The entries that the corrections of an article make, in the order of the annotations' ids.
pub(crate) fn corrections(article: CorrectedArticle) -> Vec<WordEntry> {
    let mut before = BTreeMap::<Id, BeforeCorrections>::new();
    let steps = article.history.undo_steps().filter(|step| CORRECTING.contains(&step.label.as_str()));
    steps.for_each(|step| note(&step.edit, &mut before));
    if before.is_empty() {
        return vec![];
    }
    let said = SaidHere::of(article);
    let title = title(article.document);
    let mut entries: Vec<WordEntry> = vec![];
    for (id, before) in &before {
        let Some(annotation) = article.set.get(*id) else { continue };
        let found = said.of_annotation(annotation, before).into_iter().chain(said.cue(annotation, before));
        for entry in found.filter(is_kept) {
            entries.push(WordEntry { title: title.clone(), article: article.id.to_owned(), ..entry });
        }
    }
    entries
}

fn is_kept(entry: &WordEntry) -> bool {
    let is_short = |text: &str| text.chars().count() <= LONGEST;
    !entry.words.is_empty() && is_short(&entry.words) && is_short(&entry.name) && is_short(&entry.was)
}

/// What an article is called: its title, or its first words.
pub(crate) fn title(document: &Document) -> String {
    let first = document.paragraphs().first().map_or("", |paragraph| document.slice(paragraph.span));
    cut(&fold_blanks(document.meta().title.as_deref().unwrap_or(first)))
}

/// Notes what a step's inverse brings back; of several steps the first counts.
fn note(inverse: &Edit, before: &mut BTreeMap<Id, BeforeCorrections>) {
    match inverse {
        Edit::Batch(edits) => edits.iter().for_each(|edit| note(edit, before)),
        Edit::Remove(id) => before.entry(*id).or_default().is_new = true,
        Edit::Set(id, change) => {
            let before = before.entry(*id).or_default();
            match change {
                Change::Body(body) => drop(before.body.get_or_insert_with(|| body.clone())),
                Change::Spans(spans) => drop(before.spans.get_or_insert_with(|| spans.clone())),
                Change::Verdict(_) => before.is_judged = true,
                _ => {}
            }
        }
        Edit::Unlink(tie) if tie.kind == RelationKind::CuedBy => {
            before.entry(tie.from).or_default().has_new_cue = true;
        }
        Edit::Unlink(_) | Edit::Link(_) | Edit::Add(_) | Edit::Details(_) => {}
    }
}

/// What a reader said of words in an article, wherever in it.
struct SaidHere<'a> {
    article: CorrectedArticle<'a>,
    /// The mentions that a reader made, changed or confirmed, and those that are only shown, by their words.
    settled: Index,
    shown: Index,
    entities: Vec<&'a Entity>,
}

impl<'a> SaidHere<'a> {
    fn of(article: CorrectedArticle<'a>) -> SaidHere<'a> {
        let (settled, shown) = (Index::default(), Index::default());
        let mut here = SaidHere { article, settled, shown, entities: vec![] };
        for annotation in article.set.in_order().filter(|a| is_shown(article.set, a)) {
            let Some(entity) = annotation.entity() else { continue };
            let (words, at) = (here.words(annotation), here.entities.len());
            // Each name of the same words once: a book may have one ten thousand times.
            let has = |index: &Index| index.get(&words).iter().any(|&at| here.entities[at] == entity);
            let (is_shown, is_settled) =
                (has(&here.shown), has(&here.settled) || annotation.is_replaceable());
            if !is_settled {
                here.settled.add(words.clone(), at);
            }
            if !is_shown {
                here.shown.add(words, at);
            }
            here.entities.push(entity);
        }
        here
    }

    /// Whether words are shown as a name of a kind anywhere.
    fn is_shown_as(&self, words: &str, kind: EntityKind) -> bool {
        self.shown.get(words).iter().any(|&at| self.entities[at].kind == kind)
    }

    fn words(&self, annotation: &Annotation) -> String {
        fold_blanks(self.article.document.slice(annotation.spans.first()))
    }

    fn of_annotation(&self, annotation: &Annotation, before: &BeforeCorrections) -> Option<WordEntry> {
        if annotation.verdict == Verdict::Rejected {
            return self.rejected(annotation).filter(|_| before.is_judged);
        }
        let former = before.body.as_ref().or((!before.is_new).then_some(&annotation.body));
        match (&annotation.body, former) {
            (Body::Entity(now), former) => self.named(annotation, now, former, before),
            (Body::Quote(now), Some(Body::Quote(former))) => self.spoken(annotation, now, former),
            (_, Some(Body::Entity(former))) => {
                let words = self.words(annotation);
                let is_said_otherwise = self.is_shown_as(&words, former.kind);
                let entry =
                    WordEntry { kind: Some(former.kind), ..WordEntry::new(WordSort::NotAName, words) };
                (before.body.is_some() && !is_said_otherwise).then_some(entry)
            }
            _ => None,
        }
    }

    /// A name that the reader marked, renamed or gave another kind or extent.
    fn named(
        &self,
        annotation: &Annotation,
        now: &Entity,
        former: Option<&Body>,
        before: &BeforeCorrections,
    ) -> Option<WordEntry> {
        let words = self.words(annotation);
        let is_changed = before.is_new || former != Some(&annotation.body) || before.spans.is_some();
        // Words that the reader took for two things are left to each article.
        let is_one = self.settled.get(&words).iter().all(|&at| self.entities[at] == now);
        let former_words = before.spans.as_ref().map(|spans| self.article.document.slice(spans.first()));
        let was = former_words.map(fold_blanks).filter(|was| *was != words).unwrap_or_default();
        let entry = WordEntry {
            kind: Some(now.kind),
            name: now.name.clone(),
            was,
            ..WordEntry::new(WordSort::Name, words)
        };
        (is_changed && is_one && annotation.origin == Origin::Reader).then_some(entry)
    }

    /// A speaker that the reader named, by the words that stand for it.
    fn spoken(&self, annotation: &Annotation, now: &Quote, former: &Quote) -> Option<WordEntry> {
        let name = now.speaker.clone().filter(|_| now.speaker != former.speaker)?;
        let source = self.article.set.speaker_of(annotation.id)?;
        let words = self.words(source);
        let is_telling = is_telling(self.article.document, source) && words != name;
        let was = former.speaker.clone().unwrap_or_default();
        is_telling.then(|| WordEntry { name, was, ..WordEntry::new(WordSort::Speaker, words) })
    }

    /// A name that is none, or a word in marks that is no quotation.
    fn rejected(&self, annotation: &Annotation) -> Option<WordEntry> {
        match &annotation.body {
            Body::Entity(entity) => {
                let words = self.words(annotation);
                let is_kept_elsewhere = self.is_shown_as(&words, entity.kind);
                let entry =
                    WordEntry { kind: Some(entity.kind), ..WordEntry::new(WordSort::NotAName, words) };
                (!is_kept_elsewhere).then_some(entry)
            }
            Body::Quote(quote) => {
                let words = marked_words(self.article.document, annotation)?;
                let is_short = words.split(' ').count() <= SCARE_WORDS;
                let is_said =
                    quote.kind == QuoteKind::Direct && self.article.set.cue_of(annotation.id).is_some();
                (is_short && !is_said).then(|| WordEntry::new(WordSort::NotAQuotation, words))
            }
            _ => None,
        }
    }

    fn cue(&self, annotation: &Annotation, before: &BeforeCorrections) -> Option<WordEntry> {
        let cue = self.article.set.cue_of(annotation.id).filter(|_| before.has_new_cue)?;
        let words = self.words(cue);
        let is_short = words.split(' ').count() <= CUE_WORDS;
        let is_shown = annotation.verdict != Verdict::Rejected;
        (is_short && is_shown && cue.origin == Origin::Reader).then(|| WordEntry::new(WordSort::Cue, words))
    }
}

/// Whether the words of a source say who it is in another article, too: a name, "the Fatah leader"; not "she", "a
/// spokesman", "officials".
fn is_telling(document: &Document, source: &Annotation) -> bool {
    let words = &document.language().speakers;
    let tokens = document.tokens_in(source.spans.first());
    let Some(first) = tokens.clone().next().map(|token| document.word(token)) else { return false };
    let is_pronoun = tokens.len() == 1 && words.pronouns.contains_ignoring_case(first);
    let is_definite = words.definite_articles.contains_ignoring_case(first);
    let is_any = !is_definite
        && (words.articles.contains_ignoring_case(first) || words.indefinites.contains_ignoring_case(first));
    let has_name = tokens.clone().any(|token| document.word(token).starts_with(char::is_uppercase));
    !is_pronoun && !is_any && (is_definite || has_name)
}
