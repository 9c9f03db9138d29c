//! Brings to an article what a reader said of speakers, and of words in quotation marks that are no quotations.

use super::apply_names::NamesHere;
use super::applying::{Applying, active, is_open};
use super::entry::{WordEntry, WordSort, fold_blanks};
use super::index::Index;
use super::list::WordList;
use crate::annotation::{Annotation, Body, EntityKind, Id, Quote, QuoteKind, is_shown};
use crate::document::Document;
use crate::document::tokens::{is_apostrophe, is_mark};
use crate::edit::{Change, Edit};

pub(super) fn apply(applying: &mut Applying, list: &WordList) {
    reject(applying, list);
    name_speakers(applying, list);
}

/// Rejects words in marks that a reader called no quotation. Where somebody is named who says them, they may well be one.
fn reject(applying: &mut Applying, list: &WordList) {
    let entries = active(list, WordSort::NotAQuotation);
    if entries.is_empty() {
        return;
    }
    let by_form = Index::of(entries.iter().map(|entry| inner_words(&entry.words)));
    let names =
        Index::of(applying.set.in_order().filter_map(|a| a.entity()).map(|entity| entity.name.clone()));
    for id in applying.open(|a| a.quote().is_some()) {
        let Some(annotation) = applying.set.get(id) else { continue };
        let Some((words, quote)) = marked_words(applying.document, annotation).zip(annotation.quote()) else {
            continue;
        };
        let is_said = match quote.kind {
            QuoteKind::Direct => applying.set.cue_of(id).is_some(),
            _ => quote.speaker.as_ref().is_some_and(|name| names.has(name)),
        };
        if let Some(&at) = by_form.get(&words).first().filter(|_| !is_said) {
            applying.reject(id, entries[at]);
        }
    }
}

/// The most words that stand around the marked ones in what a reader calls no quotation: "what he called the".
const AROUND: usize = 4;

/// The words between the marks of a quotation that has little else, as they are compared.
pub(super) fn marked_words(document: &Document, annotation: &Annotation) -> Option<String> {
    let [span] = annotation.spans.as_slice() else { return None };
    let text = document.slice(*span);
    let quoting = |c: char| is_mark(c) && !is_apostrophe(c);
    let (start, end) = (text.find(quoting)?, text.rfind(quoting)?);
    let inner = text.get(start..end)?.trim_start_matches(quoting);
    let around = text[..start].split_whitespace().chain(text[end..].split_whitespace().skip(1)).count();
    (!inner.contains(quoting) && around <= AROUND)
        .then(|| inner_words(inner))
        .filter(|words| !words.is_empty())
}

/// Words without marks and stops around them, in small letters.
pub(super) fn inner_words(words: &str) -> String {
    let is_around =
        |c: char| c.is_whitespace() || is_mark(c) || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '…');
    fold_blanks(words.trim_matches(is_around)).to_lowercase()
}

/// Names the speakers of quotations by the words that stand for them.
fn name_speakers(applying: &mut Applying, list: &WordList) {
    let entries = active(list, WordSort::Speaker);
    if entries.is_empty() {
        return;
    }
    let by_form = Index::of(entries.iter().map(|entry| speaker_form(&entry.words)));
    let here = SpeakersHere::of(applying);
    let mut changes: Vec<(Id, Quote, &WordEntry)> = vec![];
    for annotation in applying.set.in_order().filter(|a| is_open(a)) {
        let (Some(quote), Some(source)) = (annotation.quote(), applying.set.speaker_of(annotation.id)) else {
            continue;
        };
        let words = applying.document.slice(source.spans.first());
        let Some(entry) = by_form.get(&speaker_form(words)).first().map(|&at| entries[at]) else { continue };
        if here.leave_to_list(quote, &entry.words, entry) {
            changes.push((annotation.id, quote.clone(), entry));
        }
    }
    for (id, quote, entry) in changes {
        let body = Body::Quote(Quote { speaker: Some(entry.name.clone()), ..quote });
        applying.make(Edit::Set(id, Change::Body(body)));
        applying.explain(id, entry);
    }
}

/// The words of a source as they are compared: at the start of a sentence the first letter is a capital.
fn speaker_form(words: &str) -> String {
    let folded = fold_blanks(words);
    let mut letters = folded.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// How many speakers of the same words are looked at: with two it is settled that the list has no say.
const NAMESAKES: usize = 8;

/// Whom an article names, and whom a reader found behind words in it.
struct SpeakersHere {
    names: Index,
    namesakes: NamesHere,
    /// The speakers that a reader gave to words, by their form.
    decided: Vec<String>,
    decided_of: Index,
}

impl SpeakersHere {
    fn of(applying: &Applying) -> SpeakersHere {
        let set = &applying.set;
        let shown = || set.in_order().filter(|a| is_shown(set, a));
        let names = Index::of(shown().filter_map(|a| a.entity()).map(|entity| entity.name.clone()));
        let (mut decided, mut decided_of) = (vec![], Index::default());
        for annotation in shown().filter(|a: &&Annotation| !a.is_replaceable()) {
            let Some(name) = annotation.quote().and_then(|quote| quote.speaker.clone()) else { continue };
            let Some(source) = set.speaker_of(annotation.id) else { continue };
            let words = applying.document.slice(source.spans.first());
            let same = decided_of.get(&speaker_form(words));
            if same.len() < NAMESAKES && !same.iter().any(|&at: &usize| decided[at] == name) {
                decided_of.add(speaker_form(words), decided.len());
                decided.push(name);
            }
        }
        SpeakersHere { names, namesakes: NamesHere::of(applying), decided, decided_of }
    }

    /// Whether the article leaves it to the list whose words these are: it names nobody for them, or whom it named where
    /// the reader first corrected it. "The minister" may be anybody: the article must name the person, too.
    fn leave_to_list(&self, quote: &Quote, words: &str, entry: &WordEntry) -> bool {
        let is_known = self.names.has(&entry.name) || has_name(words);
        let is_unnamed = quote.speaker.as_ref().is_none_or(|name| {
            (!entry.was.is_empty() && *name == entry.was) || is_within(name, words) && !self.names.has(name)
        });
        let mut decided = self.decided_of.get(&speaker_form(words)).iter().map(|&at| &self.decided[at]);
        let is_undisputed = decided.all(|name| *name == entry.name)
            && !self.namesakes.has_another(words, &entry.name, EntityKind::Person);
        is_known && is_unnamed && is_undisputed
    }
}

/// Whether a name is no more than the words, but for an article before it.
fn is_within(name: &str, words: &str) -> bool {
    fold_blanks(words).to_lowercase().ends_with(&name.to_lowercase())
}

/// Whether words have a name among them, which tells whose they are: "the Fatah leader".
fn has_name(words: &str) -> bool {
    words.split(' ').skip(1).any(|word| word.starts_with(char::is_uppercase))
        || words.split(' ').count() == 1 && words.starts_with(char::is_uppercase)
}
