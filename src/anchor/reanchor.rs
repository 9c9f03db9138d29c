//! Finds the passages of one version of a text in another, with both at hand.

use super::compared::ComparedVersions;
use super::describe::{ceil, describe_in, floor};
use super::pattern::Pattern;
use super::selector::Resolution;
use super::words::WordIndex;
use super::{placement, search, versions};
use crate::span::Span;

/// Finds passages of one version of a text in another; the resolutions come in the order of the spans.
///
/// Surer than [`describe_all`] and [`resolve_all`] where the old text is still at hand: what stayed between the
/// versions shows which of several like passages is meant.
pub fn reanchor(old: &str, new: &str, spans: &[Span]) -> Vec<Resolution> {
    if old == new && spans.iter().all(|span| span.get(old).is_some()) {
        return spans.iter().map(|&span| Resolution::Exact(span)).collect();
    }
    let (old, new) = (WordIndex::new(old), WordIndex::new(new));
    let runs = versions::runs(&old, &new);
    let compared = ComparedVersions::new(&old, &new, &runs);
    spans
        .iter()
        .map(|&span| {
            versions::unchanged(&runs, span).unwrap_or_else(|| {
                let expected = versions::expected(&runs, span.start().index());
                let pattern = Pattern::new(&describe_in(&old, span), &old);
                let there = compared.place(&old, &new, &pattern, span);
                let here = floor(old.text, span.start().index())..ceil(old.text, span.end().index());
                let has_copies = || search::has_copies(&old, here.clone());
                placement::place_compared(&new, &pattern, there, expected, has_copies)
            })
        })
        .collect()
}
