//! An article's quotations, checked against their sources: what was said so, what was changed, what is nowhere.

mod changes;
mod find;
mod passages;
mod quoted;
mod source;

use std::collections::HashMap;

pub use self::changes::SourceChange;
use self::find::{FoundFragment, Search};
use self::quoted::QuotedWords;
pub use self::source::SourceText;
use crate::annotation::{
    Annotation, AnnotationSet, EntityKind, Id, Outcome, Quote, QuoteKind, Spans, is_shown,
};
use crate::document::{Document, MediaTime};
use crate::recognise::marks::{self, Marked};
use crate::recognise::names::name_forms;
use crate::span::{Pos, Span};

/// A passage of a source.
///
/// ```
/// use pullquote::{Document, SourceText, annotate, check_sources};
///
/// let speech = Document::from_text("The ferry stays, I promise.");
/// let article = Document::from_text("“The ferry stays,” said Ida Moor.");
/// let sources = [SourceText::new("speech.txt", &speech)];
/// let checks = check_sources(&article, &annotate(&article), &sources);
/// let passage = &checks[0].passages[0];
/// assert_eq!(sources[passage.source].document().slice(passage.span), "The ferry stays");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SourcePassage {
    /// The index of the source.
    pub source: usize,
    /// Where it is, in bytes of that source's text.
    pub span: Span,
    /// Who says it there, where the label of a turn says so.
    pub speaker: Option<String>,
    /// When it is said, where the source has times.
    pub time: Option<MediaTime>,
}

/// What the sources show of one quotation.
///
/// ```
/// use pullquote::{Document, Outcome, SourceText, annotate, check_sources};
///
/// let speech = Document::from_text("The ferry stays, I promise.");
/// let article = Document::from_text("“The ferry stays,” said Ida Moor.");
/// let sources = [SourceText::new("speech.txt", &speech)];
/// let checks = check_sources(&article, &annotate(&article), &sources);
/// assert_eq!((checks[0].outcome, checks[0].speaker.as_deref()), (Outcome::Verbatim, Some("Ida Moor")));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct QuotationCheck {
    /// The quotation.
    pub id: Id,
    /// Where it lies in the article.
    pub spans: Spans,
    /// Who says it, by the article.
    pub speaker: Option<String>,
    /// What the sources show.
    pub outcome: Outcome,
    /// The passages that it was made of, in its order; of a paraphrase the likeliest, best first.
    pub passages: Vec<SourcePassage>,
    /// What it changes of them, in its order.
    pub changes: Vec<SourceChange>,
}

/// Checks an article's quotations against sources, in the order of the text. What a reader rejected is left out.
///
/// Of a mixed quotation the words inside marks are compared. The cost is linear in the article and in the sources.
///
/// ```
/// use pullquote::{Document, Outcome, SourceText, annotate, check_sources};
///
/// let speech = Document::from_text("We have no money for a bridge, and we will not borrow any. The ferry stays.");
/// let article = Document::from_text(
///     "“The ferry stays,” said Ida Moor. “We will never borrow any,” she said.",
/// );
/// let checks = check_sources(&article, &annotate(&article), &[SourceText::new("speech", &speech)]);
/// let outcomes: Vec<Outcome> = checks.iter().map(|check| check.outcome).collect();
/// assert_eq!(outcomes, [Outcome::Verbatim, Outcome::Altered]);
/// ```
pub fn check_sources(
    document: &Document,
    set: &AnnotationSet,
    sources: &[SourceText],
) -> Vec<QuotationCheck> {
    let marked = marks::pair(document);
    let article = CheckedArticle { document, marked: &marked, kinds: kinds_of_names(set) };
    let quotations = set.in_order().filter(|annotation| is_shown(set, annotation));
    let checked = quotations.filter_map(|annotation| Some((annotation, annotation.quote()?)));
    checked.map(|(annotation, quote)| article.check(annotation, quote, sources)).collect()
}

/// What the names in an article are names of.
pub(super) fn kinds_of_names(set: &AnnotationSet) -> HashMap<&str, EntityKind> {
    let shown = set.in_order().filter(|annotation| is_shown(set, annotation));
    shown.filter_map(Annotation::entity).map(|entity| (entity.name.as_str(), entity.kind)).collect()
}

struct CheckedArticle<'a> {
    document: &'a Document,
    marked: &'a [Marked],
    /// What the names in it are names of.
    kinds: HashMap<&'a str, EntityKind>,
}

impl CheckedArticle<'_> {
    fn check(&self, annotation: &Annotation, quote: &Quote, sources: &[SourceText]) -> QuotationCheck {
        let person = self.person(quote);
        let is_said_by_other = |source: usize, word: usize| {
            let at = Pos::from(sources[source].words.words[word].start as usize);
            let there = sources[source].speaker_at(at).and_then(|speaker| speaker.person.as_deref());
            person.as_deref().zip(there).is_some_and(|(here, there)| are_two_people(here, there))
        };
        let mut check = QuotationCheck {
            id: annotation.id,
            spans: annotation.spans.clone(),
            speaker: quote.speaker.clone(),
            outcome: Outcome::Passages,
            passages: vec![],
            changes: vec![],
        };
        if quote.kind == QuoteKind::Indirect {
            let spans = annotation.spans.as_slice();
            let likeliest = passages::likeliest(self.document, spans, sources, is_said_by_other);
            check.passages =
                likeliest.into_iter().map(|(source, span)| passage(sources, source, span)).collect();
            return check;
        }
        let quoted = QuotedWords::new(self.document.text(), &self.claimed(annotation, quote));
        let search = Search { quoted: &quoted, sources, is_said_by_other: &is_said_by_other };
        let fragments = search.fragments();
        let comparison = changes::compare(&quoted, sources, &fragments);
        let is_others = |fragment: &FoundFragment| is_said_by_other(fragment.source, fragment.first().found);
        check.outcome = if fragments.is_empty() {
            Outcome::NotFound
        } else if fragments.iter().all(is_others) {
            Outcome::OtherSpeaker
        } else if comparison.is_assembled {
            Outcome::Assembled
        } else if comparison.changes.iter().any(|change| !change.is_permitted) {
            Outcome::Altered
        } else {
            Outcome::Verbatim
        };
        check.passages = together(&fragments)
            .into_iter()
            .map(|(source, words)| passage(sources, source, sources[source].span(&words)))
            .collect();
        check.changes = comparison.changes;
        check
    }

    /// The passages of an article that a quotation claims were said: its words inside marks.
    fn claimed(&self, annotation: &Annotation, quote: &Quote) -> Vec<Span> {
        let spans = annotation.spans.as_slice();
        if quote.kind == QuoteKind::Direct {
            return spans.to_vec();
        }
        let inside = spans.iter().flat_map(|&span| {
            let first = self.marked.partition_point(|marked| marked.span.end() <= span.start());
            let within =
                self.marked[first..].iter().take_while(move |marked| marked.span.start() < span.end());
            within
                .filter(|marked| marked.depth == 0)
                .filter_map(move |marked| marked.inside.intersection(span))
        });
        let inside: Vec<Span> = inside.filter(|span| !span.is_empty()).collect();
        if inside.is_empty() { spans.to_vec() } else { inside }
    }

    /// The words of the name of the person who says it, without titles; `None` where no person is named.
    fn person(&self, quote: &Quote) -> Option<Vec<String>> {
        let name = quote.speaker.as_deref()?;
        let is_person = match self.kinds.get(name) {
            Some(kind) => *kind == EntityKind::Person,
            // A set without names, as tables have it: then what has capitals throughout is taken for one.
            None => {
                self.kinds.is_empty()
                    && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
            }
        };
        is_person.then(|| name_forms::words(self.document.language(), name, EntityKind::Person))
    }
}

/// Whether two names, as words, are of two people: neither is a part of the other, and no initial stands for a given name.
fn are_two_people(one: &[String], other: &[String]) -> bool {
    let (Some(surname), Some(other_surname)) = (one.last(), other.last()) else { return false };
    if surname != other_surname {
        let has = |name: &[String], word: &String| name.contains(word);
        // "Moor" and "Ida Moor-Lund", a given name alone.
        let is_part = one.iter().all(|word| has(other, word)) || other.iter().all(|word| has(one, word));
        return !is_part;
    }
    let (given, other_given) = (&one[..one.len() - 1], &other[..other.len() - 1]);
    let is_like = |a: &String, b: &String| a.starts_with(b.as_str()) || b.starts_with(a.as_str());
    match given.first().zip(other_given.first()) {
        Some((a, b)) => !is_like(a, b) && !given.contains(b) && !other_given.contains(a),
        None => false,
    }
}

/// The words of a source that fragments have, those that lie side by side as one.
fn together(fragments: &[FoundFragment]) -> Vec<(usize, std::ops::Range<usize>)> {
    let mut passages: Vec<(usize, std::ops::Range<usize>)> = vec![];
    for fragment in fragments {
        let found = fragment.found();
        match passages.last_mut() {
            Some((source, last))
                if *source == fragment.source
                    && last.end <= found.start
                    && found.start - last.end <= find::FAR =>
            {
                last.end = found.end;
            }
            _ => passages.push((fragment.source, found)),
        }
    }
    passages
}

fn passage(sources: &[SourceText], source: usize, span: Span) -> SourcePassage {
    let there = &sources[source];
    SourcePassage {
        source,
        span,
        speaker: there.speaker_at(span.start()).map(|speaker| speaker.name.clone()),
        time: there.time_at(span.start()),
    }
}
