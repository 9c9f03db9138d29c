//! What was decided between two people's sets, as a table.

use std::collections::HashMap;

use super::comparison::layer_label;
use crate::annotation::{AnnotationSet, Id};
use crate::document::Document;
use crate::format::write_csv_row;
use crate::project::settling::Dispute;
use crate::store::{Decision, DisputedPair, StoredComparison};
use crate::view::describe;
use crate::view::wire::wire_name;

const COLUMNS: [&str; 9] = ["time", "by", "choice", "start", "end", "layer", "mine", "theirs", "in_force"];

/// The decisions in the order in which they were made, for spreadsheets: UTF-8 with a byte order mark, no cell a formula.
/// A decision is in force unless a later one is about the same two annotations.
pub(crate) fn decisions(
    document: &Document,
    mine: &AnnotationSet,
    comparison: &StoredComparison,
    disputes: &[Dispute],
) -> String {
    let mut table = String::from("\u{feff}");
    write_csv_row(&mut table, COLUMNS.into_iter());
    let of_pair: HashMap<DisputedPair, &Dispute> =
        disputes.iter().map(|dispute| (dispute.pair, dispute)).collect();
    let all = || comparison.decisions.iter().enumerate();
    let last: HashMap<DisputedPair, usize> = all().map(|(index, decision)| (decision.pair, index)).collect();
    for (index, decision) in all() {
        let Decision { pair, choice, at, by } = decision;
        let dispute = of_pair.get(pair);
        let place = dispute.map(|dispute| [dispute.place.start(), dispute.place.end()]);
        let place =
            place.map(|place| place.map(|pos| document.to_code_point(pos).map_or(0, |p| p.0).to_string()));
        let [start, end] = place.unwrap_or_default();
        let is_last = last.get(pair) == Some(&index);
        let cells = [
            at.clone(),
            by.clone().unwrap_or_default(),
            wire_name(choice),
            start,
            end,
            dispute.map_or(String::new(), |dispute| layer_label(dispute.layer).to_owned()),
            words(document, mine, pair.mine),
            words(document, &comparison.theirs, pair.theirs),
            if is_last { "yes" } else { "no" }.to_owned(),
        ];
        write_csv_row(&mut table, cells.iter().map(String::as_str));
    }
    table
}

/// What an annotation is, and its words.
fn words(document: &Document, set: &AnnotationSet, id: Option<Id>) -> String {
    let Some(annotation) = id.and_then(|id| set.get(id)) else { return String::new() };
    let parts: Vec<&str> = annotation.spans.iter().map(|&span| document.slice(span)).collect();
    let words = parts.join(" […] ").split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}: {words}", describe(&annotation.body))
}
