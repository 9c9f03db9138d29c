//! Exact-match scores by kind, as `score_ner.py` counts them.

use pullquote::recognise::entities::tagger::{self, KINDS};
use pullquote::span::Span;

use super::corpus::{Record, Set};

/// Right, predicted and gold entities of each kind.
#[derive(Clone, Copy, Default, Debug)]
pub struct Score {
    pub counts: [[u32; 3]; KINDS],
}

pub const NAMES: [&str; KINDS] = ["PERSON", "ORG", "PLACE", "NORP", "MISC"];

fn f1([right, predicted, gold]: [u32; 3]) -> f64 {
    if right == 0 { 0.0 } else { 200.0 * f64::from(right) / f64::from(predicted + gold) }
}

impl Score {
    pub fn add(&mut self, record: &Record, found: &[(Span, usize)]) {
        let covered = |kind: usize| !record.set.leaves_open(kind);
        let unique = |entities: &[(Span, usize)]| -> std::collections::BTreeSet<(Span, usize)> {
            entities.iter().copied().filter(|e| covered(e.1)).collect()
        };
        let (found, gold) = (unique(found), unique(&record.entities));
        found.intersection(&gold).for_each(|e| self.counts[e.1][0] += 1);
        found.iter().for_each(|e| self.counts[e.1][1] += 1);
        gold.iter().for_each(|e| self.counts[e.1][2] += 1);
    }

    /// F1 over persons, organisations and places.
    pub fn core(&self) -> f64 {
        let sum = |i| [tagger::PERSON, tagger::ORG, tagger::PLACE].map(|k| self.counts[k][i]).iter().sum();
        f1([sum(0), sum(1), sum(2)])
    }

    pub fn line(&self, set: Set) -> String {
        let kinds = (0..KINDS).filter(|&k| !set.leaves_open(k) && self.counts[k][2] > 0);
        let kinds = kinds.map(|k| format!("{} {:.1}", NAMES[k], f1(self.counts[k])));
        format!("{:<16} {:.2}  {}", set.folder(), self.core(), kinds.collect::<Vec<_>>().join("  "))
    }
}
