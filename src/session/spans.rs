//! Spans as an annotation may have them: one for each paragraph at least, without blanks at their ends.

use crate::annotation::Spans;
use crate::document::Document;
use crate::sorting::Sorting as _;
use crate::span::Span;

/// The parts of these spans in each paragraph that they touch, without blanks at their ends; parts with nothing
/// but blanks between them are one. `None` when nothing is left.
pub(super) fn by_paragraph(document: &Document, spans: impl IntoIterator<Item = Span>) -> Option<Spans> {
    let mut spans: Vec<Span> = spans.into_iter().collect();
    spans.order();
    let mut whole: Vec<Span> = vec![];
    for span in spans {
        match whole.last_mut() {
            Some(last) if is_blank_between(document.text(), *last, span) => *last = last.hull(span),
            _ => whole.push(span),
        }
    }
    let cut = |span: Span| {
        document.paragraphs_in(span).filter_map(move |i| span.intersection(document.paragraphs()[i].span))
    };
    let parts = whole.into_iter().flat_map(cut).map(|part| part.trimmed(document.text()));
    Spans::new(parts.filter(|part| !part.is_empty()).collect()).ok()
}

fn is_blank_between(text: &str, before: Span, after: Span) -> bool {
    let gap = text.get(before.end().index()..after.start().index());
    after.start() <= before.end() || gap.is_some_and(|gap| gap.trim().is_empty())
}
