//! The rules that find quotations.

use serde::Serialize;

use crate::annotation::{QuoteKind, Why};

/// The rule that found a quotation. The place of each is a number that the weights know.
///
/// ```
/// # let document = pullquote::Document::from_text("According to Ada Lund, nobody will go back.");
/// let explanations = pullquote::explain(&document);
/// let rule = explanations[0].parts[0].rule.as_ref().unwrap().rule;
/// assert_eq!(rule, pullquote::QuoteRule::According);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum QuoteRule {
    /// Marked words beside a report.
    Marks,
    /// `said that …`
    That,
    /// `asked whether …`
    Question,
    /// `said they …`
    Bare,
    /// The object or infinitive of a verb: `denied the charge`, `vowed to leave`.
    Object,
    /// A clause before its report.
    Before,
    /// A clause after a report in commas.
    Resumed,
    /// `according to …`
    According,
    /// A name and a colon before marked words.
    Colon,
    /// Marked words that go on from the quotation before.
    Continued,
    /// Marked words that no report claims.
    Alone,
    /// A dash and a name after marked words.
    Signature,
}

impl QuoteRule {
    /// All rules, in the order of their numbers.
    const ALL: [QuoteRule; 12] = [
        QuoteRule::Marks,
        QuoteRule::That,
        QuoteRule::Question,
        QuoteRule::Bare,
        QuoteRule::Object,
        QuoteRule::Before,
        QuoteRule::Resumed,
        QuoteRule::According,
        QuoteRule::Colon,
        QuoteRule::Continued,
        QuoteRule::Alone,
        QuoteRule::Signature,
    ];

    /// The number that the weights know the rule by: one more than its place; 0 is no rule.
    pub(crate) fn number(self) -> u8 {
        1 + self as u8
    }

    /// The rule with a number.
    pub(crate) fn of_number(number: u8) -> Option<QuoteRule> {
        QuoteRule::ALL.get(usize::from(number.checked_sub(1)?)).copied()
    }

    pub(crate) fn why(self) -> Why {
        match self {
            QuoteRule::Marks => Why::MarksAndCue,
            QuoteRule::According => Why::AccordingTo,
            QuoteRule::Colon | QuoteRule::Signature => Why::NameAndColon,
            QuoteRule::Continued => Why::Continued,
            QuoteRule::Alone => Why::MarksAlone,
            _ => Why::ReportedClause,
        }
    }

    /// The share of what the rule finds in PolNeAR train (840 articles) that matches a quotation there with a
    /// word overlap of 0.8 or more.
    pub(crate) fn confidence(self, kind: QuoteKind) -> f32 {
        let indirect = kind == QuoteKind::Indirect;
        match self {
            QuoteRule::Marks if kind == QuoteKind::Direct => 0.98,
            QuoteRule::Marks => 0.71,
            QuoteRule::Continued => 0.98,
            QuoteRule::Colon => 0.84,
            QuoteRule::According => 0.79,
            QuoteRule::Alone => 0.54,
            QuoteRule::That if indirect => 0.78,
            QuoteRule::That => 0.85,
            QuoteRule::Question => 0.73,
            QuoteRule::Bare if indirect => 0.74,
            QuoteRule::Bare => 0.80,
            QuoteRule::Object if indirect => 0.53,
            QuoteRule::Object => 0.66,
            QuoteRule::Before if indirect => 0.78,
            QuoteRule::Before => 0.87,
            QuoteRule::Resumed => 0.94,
            // Too few there to count.
            QuoteRule::Signature => 0.9,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_comes_back_from_its_number() {
        for rule in QuoteRule::ALL {
            assert_eq!(QuoteRule::of_number(rule.number()), Some(rule));
        }
        assert_eq!((QuoteRule::of_number(0), QuoteRule::of_number(13)), (None, None));
    }
}
