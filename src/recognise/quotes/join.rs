//! Makes one quotation of what belongs together: one that its cue splits, and one that runs on over paragraphs.

use std::ops::Range;

use crate::annotation::QuoteKind;
use crate::document::Document;
use crate::recognise::found::FoundQuote;
use crate::recognise::marks::{End, Marked, Start};
use crate::span::Span;

/// Marked stretches after a quotation that are looked at: it has the last of its own among them, unless it is made of
/// marks.
const MARKS_AHEAD: usize = 8;

/// Joins the quotations that belong together. They are in the order of the text. Gives the quotations, and of each
/// which of those before it is made of.
pub(crate) fn join(
    document: &Document,
    marked: &[Marked],
    quotes: Vec<FoundQuote>,
) -> (Vec<FoundQuote>, Vec<Range<usize>>) {
    let (mut joined, mut parts): (Vec<FoundQuote>, Vec<Range<usize>>) = (vec![], vec![]);
    for (index, quote) in quotes.into_iter().enumerate() {
        match (joined.last_mut(), parts.last_mut()) {
            (Some(last), Some(part))
                if runs_on(document, marked, last, &quote) || is_split(document, last, &quote) =>
            {
                last.spans.extend(&quote.spans);
                last.confidence = last.confidence.min(quote.confidence);
                last.words_confidence = last.words_confidence.min(quote.words_confidence);
                part.end = index + 1;
            }
            _ => {
                joined.push(quote);
                parts.push(index..index + 1);
            }
        }
    }
    (joined, parts)
}

/// Whether the marks of one were left open at its paragraph's end, and the other carries it on.
fn runs_on(document: &Document, marked: &[Marked], last: &FoundQuote, next: &FoundQuote) -> bool {
    let (Some(&end), Some(&start)) = (last.spans.last(), next.spans.first()) else { return false };
    let both = last.kind == QuoteKind::Direct && next.kind == QuoteKind::Direct;
    if !both || document.paragraph_at(end.start()) + 1 != document.paragraph_at(start.start()) {
        return false;
    }
    let from = marked.partition_point(|m| m.span.end() < end.start());
    let near = &marked[from..marked.len().min(from + MARKS_AHEAD)];
    near.iter().any(|m| m.span.overlaps(end) && m.end == End::ContinuesInNext)
        && near.iter().any(|m| m.span.overlaps(start) && m.start == Start::Continued)
}

/// Whether only a cue and the speaker of both stand between two marked parts of one sentence: the first part ends with a
/// pause, or one follows its closing mark.
fn is_split(document: &Document, last: &FoundQuote, next: &FoundQuote) -> bool {
    let (Some(&end), Some(&start)) = (last.spans.last(), next.spans.first()) else { return false };
    let both = last.kind == QuoteKind::Direct && next.kind == QuoteKind::Direct;
    let inside = |s: Span| end.end() <= s.start() && s.end() <= start.start();
    let is_told_between = last.cue.is_some_and(inside) && last.speaker.is_none_or(inside);
    let between = is_told_between && last.cue == next.cue && last.speaker == next.speaker;
    let apart = Span::new(end.end().min(start.start()), start.start());
    let inner = document.slice(end).trim_end_matches(['"', '\'', '”', '’', '»', '“']).trim_end();
    let pauses = inner.ends_with(PAUSES) || document.slice(apart).trim_start().starts_with(PAUSES);
    let ends = |token: usize| matches!(document.word(token), "." | "!" | "?");
    // "The bridge, she said, would open": the report stands between commas.
    let is_clause = last.kind == QuoteKind::Indirect && next.kind == QuoteKind::Indirect;
    let apart_text = document.slice(apart).trim();
    let in_commas = is_clause && apart_text.starts_with(PAUSES) && apart_text.ends_with(PAUSES);
    (both && pauses || in_commas) && between && !document.tokens_in(apart).any(ends)
}

/// What speech may be interrupted at.
const PAUSES: [char; 4] = [',', '—', '–', '-'];
