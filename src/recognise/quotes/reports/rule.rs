//! The rules that find quotations.

use crate::annotation::{QuoteKind, Why};

/// The rule that found a quotation. The place of each is a number that the weights know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
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

impl Rule {
    /// All rules, in the order of their numbers.
    const ALL: [Rule; 12] = [
        Rule::Marks,
        Rule::That,
        Rule::Question,
        Rule::Bare,
        Rule::Object,
        Rule::Before,
        Rule::Resumed,
        Rule::According,
        Rule::Colon,
        Rule::Continued,
        Rule::Alone,
        Rule::Signature,
    ];

    /// The number that the weights know the rule by: one more than its place; 0 is no rule.
    pub(crate) fn number(self) -> u8 {
        1 + self as u8
    }

    /// The rule with a number.
    pub(crate) fn of_number(number: u8) -> Option<Rule> {
        Rule::ALL.get(usize::from(number.checked_sub(1)?)).copied()
    }

    /// The rule in the words of `explain`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Rule::Marks => "marked words beside a report",
            Rule::That => "clause with that",
            Rule::Question => "reported question",
            Rule::Bare => "clause without that",
            Rule::Object => "object or infinitive of a verb of saying",
            Rule::Before => "clause before its report",
            Rule::Resumed => "clause after a report in commas",
            Rule::According => "according to",
            Rule::Colon => "name and colon",
            Rule::Continued => "continued quotation",
            Rule::Alone => "marked words alone",
            Rule::Signature => "signature",
        }
    }

    pub(crate) fn why(self) -> Why {
        match self {
            Rule::Marks => Why::MarksAndCue,
            Rule::According => Why::AccordingTo,
            Rule::Colon | Rule::Signature => Why::NameAndColon,
            Rule::Continued => Why::Continued,
            Rule::Alone => Why::MarksAlone,
            _ => Why::ReportedClause,
        }
    }

    /// The share of what the rule finds in PolNeAR train (840 articles) that matches a quotation there with a
    /// word overlap of 0.8 or more.
    pub(crate) fn confidence(self, kind: QuoteKind) -> f32 {
        let indirect = kind == QuoteKind::Indirect;
        match self {
            Rule::Marks if kind == QuoteKind::Direct => 0.98,
            Rule::Marks => 0.71,
            Rule::Continued => 0.98,
            Rule::Colon => 0.84,
            Rule::According => 0.79,
            Rule::Alone => 0.54,
            Rule::That if indirect => 0.78,
            Rule::That => 0.85,
            Rule::Question => 0.73,
            Rule::Bare if indirect => 0.74,
            Rule::Bare => 0.80,
            Rule::Object if indirect => 0.53,
            Rule::Object => 0.66,
            Rule::Before if indirect => 0.78,
            Rule::Before => 0.87,
            Rule::Resumed => 0.94,
            // Too few there to count.
            Rule::Signature => 0.9,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_comes_back_from_its_number() {
        for rule in Rule::ALL {
            assert_eq!(Rule::of_number(rule.number()), Some(rule));
        }
        assert_eq!((Rule::of_number(0), Rule::of_number(13)), (None, None));
    }
}
