//! The article as spaCy's tokens: its text is theirs, each with a blank behind it or none. Our tokens are cut where an
//! annotation begins or ends, and what lies between them is tokens, too.

use std::collections::HashSet;
use std::ops::Range;

use super::super::labelled_spans::LabelledSpan;
use crate::document::Document;
use crate::sorting::Sorting as _;
use crate::span::Span;

/// The article's tokens.
pub(super) struct Pieces(pub(super) Vec<Piece>);

/// A token, with places in bytes.
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether a blank follows, which is no token.
    pub(super) is_spaced: bool,
}

impl Pieces {
    pub(super) fn new(document: &Document, spans: &[LabelledSpan]) -> Pieces {
        let text = document.text();
        let starts: HashSet<usize> = spans.iter().map(|span| span.span.start().index()).collect();
        let ends: HashSet<usize> = spans.iter().map(|span| span.span.end().index()).collect();
        let tokens = || document.tokens().iter().map(|token| token.span);
        let mut cuts: Vec<usize> = starts.iter().chain(&ends).copied().collect();
        cuts.extend(tokens().flat_map(|span| [span.start().index(), span.end().index()]));
        // A blank behind a token is by itself: it may be the one that follows it.
        let blank = |end: &usize| text[*end..].starts_with(' ');
        cuts.extend(tokens().map(|span| span.end().index()).filter(blank).map(|end| end + 1));
        cuts.extend([0, text.len()]);
        cuts.order();
        cuts.dedup();
        let mut all: Vec<Piece> = vec![];
        for (&start, &end) in cuts.iter().zip(&cuts[1..]) {
            // What begins or ends with a blank needs it as a token.
            let follows = &text[start..end] == " " && !starts.contains(&start) && !ends.contains(&end);
            match all.last_mut() {
                Some(last) if follows && !last.is_spaced => last.is_spaced = true,
                _ => all.push(Piece { start, end, is_spaced: false }),
            }
        }
        Pieces(all)
    }

    /// The tokens that a span covers.
    pub(super) fn of(&self, span: Span) -> Range<usize> {
        let (from, to) = (span.start().index(), span.end().index());
        let start = self.0.partition_point(|piece| piece.end <= from);
        let end = self.0.partition_point(|piece| piece.start < to);
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::labelled_spans;
    use super::*;
    use crate::annotation::{Annotation, AnnotationSet, Body, Id};

    #[test]
    fn the_tokens_are_the_text_and_cut_where_an_annotation_is() {
        let document = Document::from_text(" Zoë  told\n\nthem. ");
        let mut set = AnnotationSet::new();
        for (id, start, end) in [(1, 2, 5), (2, 6, 7), (3, 7, 12)] {
            set.insert(Annotation::by_reader(Id::new(id), Span::new(start, end), Body::Note));
        }
        let pieces = Pieces::new(&document, &labelled_spans::spans(&document, &set));
        let shown: Vec<String> = pieces
            .0
            .iter()
            .map(|p| format!("{:?}{}", &document.text()[p.start..p.end], if p.is_spaced { "_" } else { "" }))
            .collect();
        assert_eq!(shown.join(" "), r#"" " "Z" "oë"_ " " "told" "\n" "\n" "them" "."_"#);
    }
}
