//! Brings to an article the words that a reader called a cue: they are looked for beside marked words that have none.
//!
//! Three orders are known, as news has them: `“…,” quips Rey`, `“…,” Rey quips`, `Rey quips: “…”`. Only where a name stands
//! on the cue's other side or between the two is it one: rather none than a false one.

use super::applying::{Applying, SURE, active};
use super::entry::{WordEntry, WordSort};
use super::list::WordList;
use super::places::WordPlaces;
use crate::annotation::{
    Annotation, Body, EntityKind, Id, Learned, Quote, QuoteKind, Relation, RelationKind, Why,
};
use crate::document::TokenKind;
use crate::edit::{Change, Edit};
use crate::span::Span;

/// How many tokens of a cue and a name stand beside a quotation.
const BESIDE: usize = 10;

pub(super) fn apply(applying: &mut Applying, list: &WordList) {
    let cues = active(list, WordSort::Cue);
    if cues.is_empty() {
        return;
    }
    let words = WordPlaces::new(cues);
    let without = |a: &Annotation| a.quote().is_some_and(|quote| quote.kind != QuoteKind::Indirect);
    for id in applying.open(without) {
        if applying.set.cue_of(id).is_none()
            && let Some(found) = cue_of(applying, &words, id)
        {
            tie(applying, id, &found);
        }
    }
}

/// A cue beside a quotation, with the name of who speaks.
struct LearnedCue<'l> {
    cue: Span,
    speaker: Span,
    name: String,
    entry: &'l WordEntry,
}

fn cue_of<'l>(applying: &Applying, words: &WordPlaces<'l>, id: Id) -> Option<LearnedCue<'l>> {
    let (document, quote) = (applying.document, applying.set.get(id)?);
    let hull = quote.spans.hull();
    let paragraph = &document.paragraphs()[document.paragraph_at(hull.start())];
    let inside = document.tokens_in(paragraph.span);
    let quoted = document.tokens_in(hull);
    let after = quoted.end..inside.end.min(quoted.end + BESIDE);
    let before = inside.start.max(quoted.start.saturating_sub(BESIDE))..quoted.start;
    let found = |range: std::ops::Range<usize>| words.find(document, range);
    let behind = || {
        found(after.clone()).into_iter().find_map(|(cue, entry)| {
            let is_next = gap(applying, hull.end().index(), cue.start().index());
            let (speaker, name) = if is_next {
                named(applying, |span| gap(applying, cue.end().index(), span.start().index()), cue)?
            } else {
                let is_between = |span: Span| {
                    gap(applying, hull.end().index(), span.start().index())
                        && gap(applying, span.end().index(), cue.start().index())
                };
                named(applying, is_between, cue)?
            };
            Some(LearnedCue { cue, speaker, name, entry })
        })
    };
    let ahead = || {
        found(before.clone()).into_iter().rev().find_map(|(cue, entry)| {
            if !gap(applying, cue.end().index(), hull.start().index()) {
                return None;
            }
            let (speaker, name) =
                named(applying, |span| gap(applying, span.end().index(), cue.start().index()), cue)?;
            Some(LearnedCue { cue, speaker, name, entry })
        })
    };
    behind().or_else(ahead)
}

/// Whether nothing but blanks, commas, colons and marks stands between two places.
fn gap(applying: &Applying, from: usize, to: usize) -> bool {
    if to < from {
        return false;
    }
    let document = applying.document;
    let between = document.tokens_in(Span::new(from, to));
    let mut tokens = document.tokens()[between.clone()].iter().zip(between);
    from == to
        || tokens.all(|(token, at)| match token.kind {
            TokenKind::Mark => true,
            TokenKind::Punctuation => matches!(document.word(at), "," | ":"),
            _ => false,
        })
}

/// The person or organisation near the cue at a place that fits.
fn named(applying: &Applying, fits: impl Fn(Span) -> bool, cue: Span) -> Option<(Span, String)> {
    let document = applying.document;
    let tokens = document.tokens_in(cue);
    let first = tokens.start.saturating_sub(BESIDE);
    let last = (tokens.end + BESIDE).min(document.tokens().len()) - 1;
    let near = Span::new(document.tokens()[first].span.start(), document.tokens()[last].span.end());
    let named = applying.set.overlapping(near).filter_map(|(annotation, span)| {
        let entity = annotation.entity()?;
        let is_able = matches!(entity.kind, EntityKind::Person | EntityKind::Org);
        (is_able && annotation.verdict != crate::annotation::Verdict::Rejected && fits(span))
            .then(|| (span, entity.name.clone()))
    });
    named.into_iter().next()
}

/// Ties a quotation to the cue, and to its speaker where it has none.
fn tie(applying: &mut Applying, id: Id, found: &LearnedCue) {
    let Some(quote) = applying.set.get(id).and_then(Annotation::quote).cloned() else { return };
    let part = |span: Span, body: Body| {
        let learned = Some(Box::new(Learned { title: found.entry.title.clone(), is_rejected: false }));
        let part = Annotation::by_machine(Id::new(1), span, body, SURE, Why::PartOfQuotation);
        Annotation { learned, ..part }
    };
    let cue = applying.add(part(found.cue, Body::Cue));
    applying.make(Edit::Link(Relation { kind: RelationKind::CuedBy, from: id, to: cue }));
    if applying.set.speaker_of(id).is_none() {
        let speaker = applying.add(part(found.speaker, Body::Speaker));
        applying.make(Edit::Link(Relation { kind: RelationKind::SpokenBy, from: id, to: speaker }));
        let body = Body::Quote(Quote { speaker: Some(found.name.clone()), ..quote });
        applying.make(Edit::Set(id, Change::Body(body)));
    }
    applying.explain(id, found.entry);
}
