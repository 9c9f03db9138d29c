//! Finds the passages of one version of a text in another, with both at hand.

use super::alignments::KnownAlignments;
use super::compared::ComparedVersions;
use super::describe::describe_in;
use super::pattern::Pattern;
use super::placement::{self, ComparedPassage};
use super::selector::Resolution;
use super::units::TextUnits;
use super::versions::{self, TextVersion};
use super::words::WordIndex;
use crate::span::Span;

/// Finds passages of one version of a text in another; the resolutions come in the order of the spans.
///
/// Surer than [`describe_all`](crate::describe_all) and [`resolve_all`](crate::resolve_all) where the old text is still at hand: what stayed between the
/// versions shows which of several like passages is meant.
pub fn reanchor(old: &str, new: &str, spans: &[Span]) -> Vec<Resolution> {
    if old == new && spans.iter().all(|span| span.get(old).is_some()) {
        return spans.iter().map(|&span| Resolution::Exact(span)).collect();
    }
    let (old, new) = (WordIndex::new(old), WordIndex::new(new));
    let units = (TextUnits::new(&old), TextUnits::new(&new));
    let before = TextVersion { words: &old, units: &units.0 };
    let after = TextVersion { words: &new, units: &units.1 };
    let runs = versions::runs(before, after);
    let compared = ComparedVersions::new(before, after, &runs);
    let mut known = KnownAlignments::default();
    let place = |&span: &Span| {
        let stayed = versions::unchanged(&runs, span).filter(|place| compared.confirms(span, *place));
        if let Some(place) = stayed {
            return Resolution::Exact(place);
        }
        let pattern = Pattern::new(&describe_in(&old, span), &old);
        let passage = ComparedPassage {
            compared: &compared,
            old: &old,
            span,
            there: compared.place(&pattern, span),
            expected: versions::expected(&runs, span.start().index()),
        };
        placement::place_compared(&new, &pattern, passage, &mut known)
    };
    spans.iter().map(place).collect()
}
