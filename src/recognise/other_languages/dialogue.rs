//! Speech behind dashes: "—Sí —responde Mateo—. Ahora todo es verdura.", "– Vallen har hållit, säger Hugo Ferm."
//!
//! A dash also opens items of lists, so a paragraph counts only where a cue stands in it, or where it goes on a dialogue.

use std::ops::Range;

use super::attribution::RuleAttribution;
use super::marked_speech::Speech;
use super::prose::{Prose, is_sentence_end};
use crate::document::{Document, TokenKind};
use crate::lang::rule_based::rule_based;
use crate::span::Span;

/// The quotations of a paragraph that a dash opens.
pub(super) fn find<'a>(prose: Prose<'a>, index: usize) -> Vec<Speech<'a>> {
    if !opens(&prose) {
        return vec![];
    }
    let document = prose.document;
    match spoken(&prose) {
        Some(spoken) => vec![Speech::new(prose, spoken.spans(&prose), Some(&spoken.attribution))],
        None if has_spoken_neighbour(document, index) && ends_as_speech(&prose) => {
            vec![Speech::new(prose, vec![prose.span(&(prose.start + 1..prose.end))], None)]
        }
        None => vec![],
    }
}

/// The speech of such a paragraph, as tokens.
struct SpokenParagraph {
    first: Range<usize>,
    /// What goes on behind the report.
    rest: Option<Range<usize>>,
    attribution: RuleAttribution,
}

impl SpokenParagraph {
    fn spans(&self, prose: &Prose) -> Vec<Span> {
        [Some(&self.first), self.rest.as_ref()].into_iter().flatten().map(|part| prose.span(part)).collect()
    }
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

/// The speech of a paragraph that a dash opens, where a cue says who speaks.
fn spoken(prose: &Prose) -> Option<SpokenParagraph> {
    let first = prose.start + 1;
    let dashes: Vec<usize> = (first + 1..prose.end).filter(|&at| prose.is_dash(at)).collect();
    for (number, &dash) in dashes.iter().enumerate() {
        let limit = dashes.get(number + 1).copied().unwrap_or(prose.end);
        if let Some(attribution) = behind(prose, dash + 1, limit) {
            let rest = without_stop(prose, limit + 1)..prose.end;
            let rest = (limit < prose.end && !rest.is_empty()).then_some(rest);
            return Some(SpokenParagraph { first: first..before_comma(prose, dash), rest, attribution });
        }
    }
    (first + 2..prose.end).find_map(|at| {
        let closes = prose.is_comma(at - 1) || matches!(prose.word(at - 1), "!" | "?" | "…" | "...");
        let small = !prose.is_capitalised(at) && prose.kind(at) == Some(TokenKind::Word);
        let found = if closes && small {
            behind(prose, at, prose.clause_end(at, prose.end.min(at + LONGEST_REPORT)))
        } else {
            None
        };
        Some(SpokenParagraph { first: first..before_comma(prose, at), rest: None, attribution: found? })
    })
}

/// Tokens of the longest report behind a comma, with room to spare. A paragraph may have very many commas and no end of
/// a sentence.
const LONGEST_REPORT: usize = 40;

/// The attribution that begins with a token and is one for certain: verb and subject.
fn behind(prose: &Prose, at: usize, limit: usize) -> Option<RuleAttribution> {
    let cue = prose.cue_at(at)?;
    let speaker = match cue.pronoun {
        Some(pronoun) => Some(pronoun..pronoun + 1),
        None => prose.subject_after(cue.end, prose.clause_end(cue.end, limit)),
    };
    let end = speaker.as_ref().map_or(cue.end, |speaker| speaker.end);
    Some(RuleAttribution { cue: Some(cue.tokens), speaker, end })
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
