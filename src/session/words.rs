//! What the words of a passage show: their quotation marks, their borders.

use crate::annotation::QuoteKind;
use crate::document::tokens::{is_apostrophe, is_mark};
use crate::span::Span;

/// The span with the quotation marks that stand right before and after it: a direct quotation has them. Commas and
/// stops before the closing one belong to it.
pub(super) fn with_marks(text: &str, span: Span) -> Span {
    let quoting = |c: &char| is_mark(*c) && !is_apostrophe(*c);
    let before = text[..span.start().index()].chars().next_back().filter(quoting);
    let rest = &text[span.end().index()..];
    let closing = rest.trim_start_matches([',', '.', ';', ':', '!', '?', '…']);
    let stops = rest.len() - closing.len();
    let after = closing.chars().next().filter(quoting);
    match (before, after) {
        (Some(b), Some(a)) => {
            Span::new(span.start().index() - b.len_utf8(), span.end().index() + stops + a.len_utf8())
        }
        _ => span,
    }
}

/// Direct when every part is inside marks, mixed when marks stand within, indirect when there are none.
pub(super) fn kind_by_marks<'a>(mut parts: impl Iterator<Item = &'a str> + Clone) -> QuoteKind {
    let quoting = |c: char| is_mark(c) && !is_apostrophe(c);
    let enclosed = |part: &str| part.starts_with(quoting) && part.ends_with(quoting);
    if parts.clone().all(enclosed) {
        QuoteKind::Direct
    } else if parts.any(|part| part.contains(quoting)) {
        QuoteKind::Mixed
    } else {
        QuoteKind::Indirect
    }
}

/// Whether no letter or digit touches a span from outside.
pub(super) fn stands_alone(text: &str, span: Span) -> bool {
    let before = text[..span.start().index()].chars().next_back();
    let after = text[span.end().index()..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

pub(super) fn fold_blanks(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
