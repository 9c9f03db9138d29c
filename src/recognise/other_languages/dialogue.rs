//! Speech behind dashes: "—Sí —responde Mateo—. Ahora todo es verdura.", "– Vallen har hållit, säger Hugo Ferm."
//!
//! A dash also opens items of lists, so a paragraph counts only where a cue stands in it, or where it goes on a dialogue.

use std::ops::Range;

use super::attribution::Attribution;
use super::marked_speech::Speech;
use super::prose::{Prose, is_sentence_end};
use crate::document::{Document, TokenKind};
use crate::lang::rule_based::rule_based;

/// The quotations of a paragraph that a dash opens.
pub(super) fn find<'a>(prose: Prose<'a>, index: usize) -> Vec<Speech<'a>> {
    if !opens(&prose) {
        return vec![];
    }
    let document = prose.document;
    match spoken(&prose) {
        Some((parts, attribution)) => speech(prose, &parts, Some(&attribution)).into_iter().collect(),
        None if has_spoken_neighbour(document, index) && ends_as_speech(&prose) => {
            speech(prose, &[prose.start + 1..prose.end], None).into_iter().collect()
        }
        None => vec![],
    }
}

fn speech<'a>(prose: Prose<'a>, parts: &[Range<usize>], found: Option<&Attribution>) -> Option<Speech<'a>> {
    let spans: Vec<_> = parts.iter().filter(|part| !part.is_empty()).map(|part| prose.span(part)).collect();
    (!spans.is_empty()).then(|| Speech::new(prose, spans, found))
}

fn opens(prose: &Prose) -> bool {
    prose.is_dash(prose.start) && prose.start + 2 < prose.end && !prose.is_number(prose.start + 1)
}

fn ends_as_speech(prose: &Prose) -> bool {
    is_sentence_end(prose.word(prose.end - 1))
}

/// Whether a paragraph beside this one is dialogue with a cue.
fn has_spoken_neighbour(document: &Document, index: usize) -> bool {
    let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
    beside.filter_map(|at| document.paragraphs().get(at)).any(|paragraph| {
        let prose = Prose::new(document, rule_based(paragraph.language), &paragraph.tokens);
        !paragraph.tokens.is_empty() && opens(&prose) && spoken(&prose).is_some()
    })
}

/// The parts of the speech in such a paragraph, and who speaks them.
fn spoken(prose: &Prose) -> Option<(Vec<Range<usize>>, Attribution)> {
    let first = prose.start + 1;
    let dashes: Vec<usize> = (first..prose.end).filter(|&at| prose.is_dash(at)).collect();
    for (number, &dash) in dashes.iter().enumerate() {
        let limit = dashes.get(number + 1).copied().unwrap_or(prose.end);
        if let Some(found) = behind(prose, dash + 1, limit) {
            let mut parts = vec![first..before_comma(prose, dash)];
            let rest = limit + 1;
            if limit < prose.end {
                parts.push(without_stop(prose, rest)..prose.end);
            }
            return Some((parts, found));
        }
    }
    (first + 1..prose.end).find_map(|at| {
        let closes = prose.is_comma(at - 1) || matches!(prose.word(at - 1), "!" | "?" | "…" | "...");
        let small = !prose.is_capitalised(at) && prose.kind(at) == Some(TokenKind::Word);
        let found = if closes && small { behind(prose, at, prose.clause_end(at, prose.end)) } else { None }?;
        Some((vec![first..before_comma(prose, at)], found))
    })
}

/// The attribution that begins with a token and is one for certain: verb and subject.
fn behind(prose: &Prose, at: usize, limit: usize) -> Option<Attribution> {
    let cue = prose.cue_at(at)?;
    let speaker = match cue.pronoun {
        Some(pronoun) => Some(pronoun..pronoun + 1),
        None => prose.subject_after(cue.end, prose.clause_end(cue.end, limit)),
    };
    let end = speaker.as_ref().map_or(cue.end, |speaker| speaker.end);
    Some(Attribution { cue: Some(cue.tokens), speaker, end })
}

fn before_comma(prose: &Prose, end: usize) -> usize {
    if prose.is_comma(end - 1) { end - 1 } else { end }
}

/// Past the full stop that ends the report before a dash: "—. Ahora".
fn without_stop(prose: &Prose, start: usize) -> usize {
    if prose.kind(start) == Some(TokenKind::Punctuation) && !prose.is_dash(start) && start + 1 < prose.end {
        start + 1
    } else {
        start
    }
}
