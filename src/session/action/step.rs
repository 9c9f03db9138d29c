//! Where an end of an annotation comes to stand when it moves by a word.

use super::request::{EdgeMove, SpanEdge};
use crate::annotation::Body;
use crate::document::{Document, Token, TokenKind};
use crate::span::{Pos, Span};

/// What an end moves by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepUnit {
    /// A word with the punctuation and the quotation marks that touch it: what quotations are made of.
    WordWithMarks,
    /// A word alone: a name ends before the comma.
    Word,
}

impl StepUnit {
    pub(super) fn of(body: &Body) -> StepUnit {
        if matches!(body, Body::Quote(_) | Body::Note) { StepUnit::WordWithMarks } else { StepUnit::Word }
    }
}

/// Where an edge of a span comes to stand when it moves by a word, within its paragraph and never empty. Punctuation alone
/// is no step, unless nothing else is left.
pub(super) fn stepped(
    document: &Document,
    span: Span,
    (edge, towards): (SpanEdge, EdgeMove),
    unit: StepUnit,
) -> Option<Pos> {
    let paragraph = document.paragraphs().get(document.paragraph_at(span.start()))?;
    let tokens = &document.tokens()[paragraph.tokens.clone()];
    let groups = groups(document, tokens, unit);
    let has_word = |from: Pos, to: Pos| {
        let between = |t: &&Token| from <= t.span.start() && t.span.end() <= to;
        tokens.iter().filter(between).any(is_word)
    };
    let starts = || groups.iter().map(|group| group.start());
    let ends = || groups.iter().map(|group| group.end());
    match (edge, towards) {
        (SpanEdge::Start, EdgeMove::Grow) => {
            let before = || starts().rev().filter(|&p| p < span.start());
            before().find(|&p| has_word(p, span.start())).or_else(|| before().next())
        }
        (SpanEdge::Start, EdgeMove::Shrink) => {
            starts().find(|&p| span.start() < p && p < span.end() && has_word(span.start(), p))
        }
        (SpanEdge::End, EdgeMove::Grow) => {
            let after = || ends().filter(|&p| span.end() < p);
            let rest = || tokens.last().map(|t| t.span.end()).filter(|&p| span.end() < p);
            after().find(|&p| has_word(span.end(), p)).or_else(rest)
        }
        (SpanEdge::End, EdgeMove::Shrink) => {
            ends().rev().find(|&p| span.start() < p && p < span.end() && has_word(p, span.end()))
        }
    }
}

/// The words of a paragraph, each with what goes along.
fn groups(document: &Document, tokens: &[Token], unit: StepUnit) -> Vec<Span> {
    if unit == StepUnit::Word {
        return tokens.iter().filter(|t| is_word(t)).map(|t| t.span).collect();
    }
    let touches = |a: &Token, b: &Token| {
        a.span.end() == b.span.start() && !is_dash(document, a) && !is_dash(document, b)
    };
    let groups = tokens.chunk_by(|a, b| touches(a, b)).filter(|group| group.iter().any(is_word));
    groups.map(with_marks).collect()
}

/// A word with its punctuation, to its closing quotation mark: what stands behind that is the article's.
fn with_marks(group: &[Token]) -> Span {
    let last_word = group.iter().rposition(is_word).unwrap_or(0);
    let closing = group[last_word..].iter().rposition(|t| t.kind == TokenKind::Mark);
    let last = closing.map_or(group.len() - 1, |at| last_word + at);
    group[0].span.hull(group[last].span)
}

fn is_word(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic)
}

fn is_dash(document: &Document, token: &Token) -> bool {
    matches!(document.slice(token.span), "–" | "—" | "--" | "…")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "He said: “We stay, all of us”. Then—at last—the pro-Beijing side left (at 9).";

    /// Moves one end of the words once; gives what is covered then, or nothing.
    fn check(words: &str, step: (SpanEdge, EdgeMove), unit: StepUnit, expected: &str) {
        let document = Document::from_text(TEXT);
        let start = TEXT.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        let moved = stepped(&document, span, step, unit).map(|to| match step.0 {
            SpanEdge::Start => Span::new(to, span.end()),
            SpanEdge::End => Span::new(span.start(), to),
        });
        assert_eq!(moved.map_or("", |span| document.slice(span)), expected, "{words}");
    }

    #[test]
    fn a_word_takes_its_punctuation_and_marks_along() {
        use EdgeMove::{Grow, Shrink};
        use SpanEdge::{End, Start};
        use StepUnit::WordWithMarks;
        let check = |words, step, expected| check(words, step, WordWithMarks, expected);
        check("“We stay, all of us”", (End, Shrink), "“We stay, all of");
        check("“We stay, all of", (End, Grow), "“We stay, all of us”");
        check("“We stay, all of us”", (End, Grow), "“We stay, all of us”. Then");
        check("“We stay, all", (End, Shrink), "“We stay,");
        check("“We stay,", (Start, Shrink), "stay,");
        check("stay,", (Start, Grow), "“We stay,");
        check("“We stay,", (Start, Grow), "said: “We stay,");
        check("Then", (End, Grow), "Then—at");
        check("left", (End, Grow), "left (at");
        check("left (at", (End, Grow), "left (at 9).");
        check("left (at 9", (End, Grow), "left (at 9).");
        check("left (at 9).", (End, Grow), "");
        check("He", (Start, Grow), "");
        check("He", (Start, Shrink), "");
    }

    #[test]
    fn a_name_ends_at_a_word() {
        use EdgeMove::{Grow, Shrink};
        use SpanEdge::{End, Start};
        let check = |words, step, expected| check(words, step, StepUnit::Word, expected);
        check("pro-Beijing", (Start, Shrink), "Beijing");
        check("Beijing", (Start, Grow), "pro-Beijing");
        check("We", (End, Grow), "We stay");
        check("We stay,", (End, Shrink), "We");
    }
}
