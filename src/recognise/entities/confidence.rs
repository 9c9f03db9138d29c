//! How far the tagger's probabilities can be believed.
//!
//! It is surer than it should be: of the names that it gave more than 0.9 (0.99 on average), 0.92 were right on worldwide
//! news, 0.87 on UNER, 0.83 on GMB. So what a reader is shown is weaker: a logistic regression on the log odds, fitted for
//! each kind on the development set of worldwide news, with both readings (`tools/lab/name_confidence.py`). The error of the
//! tenths goes from .081 to .021 there, and from .148 to .046 on UNER and .164 to .077 on GMB, where nothing was fitted.

use crate::annotation::{EntityKind, Why};
use crate::recognise::FoundEntity;

/// Weight of the log odds, and what is added.
type LogOddsMap = (f32, f32);

const PERSON: LogOddsMap = (0.53, -0.41);
const ORGANISATION: LogOddsMap = (0.49, -0.01);
const PLACE: LogOddsMap = (0.43, -0.19);
/// Of the other kinds there are too few: the mean.
const OTHER: LogOddsMap = (0.48, -0.2);

/// Probabilities beyond these say no more.
const LEAST: f32 = 0.01;
const MOST: f32 = 0.9995;

/// The confidence that a reader is shown. What rules have found keeps its own.
pub(crate) fn shown_confidence(entity: &FoundEntity) -> f32 {
    if entity.why != Why::Model {
        return entity.confidence;
    }
    let (weight, added) = match entity.kind {
        EntityKind::Person => PERSON,
        EntityKind::Org => ORGANISATION,
        EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac => PLACE,
        _ => OTHER,
    };
    let probability = entity.confidence.clamp(LEAST, MOST);
    let log_odds = weight * (probability / (1.0 - probability)).ln() + added;
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn shown(kind: EntityKind, why: Why, confidence: f32) -> f32 {
        shown_confidence(&FoundEntity { span: Span::new(0, 1), kind, name: String::new(), confidence, why })
    }

    #[test]
    fn the_tagger_is_believed_less_and_rules_as_they_are() {
        assert_eq!(shown(EntityKind::Org, Why::Pattern, 0.95), 0.95);
        let shown = |confidence| (100.0 * shown(EntityKind::Person, Why::Model, confidence)).round();
        assert_eq!([0.0, 0.5, 0.9, 0.99, 1.0].map(shown), [5.0, 40.0, 68.0, 88.0, 97.0]);
    }
}
