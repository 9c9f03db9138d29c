//! How probable it is that a quotation is right with its speaker: a logistic regression over what the stages say of
//! it.

use super::rank::{SAME_WORDS, SpeakerChoice};
use crate::annotation::QuoteKind;
use crate::learn::calibration::Calibration;

/// How many features it has.
pub const CALIBRATION_FEATURES: usize = 10;

/// The names of the features, for whoever asks why.
pub(crate) const FEATURE_NAMES: [&str; CALIBRATION_FEATURES] = [
    "always",
    "span score",
    "span score of a direct quotation",
    "speaker's lead",
    "speaker's lead of a direct quotation",
    "no speaker",
    "speaker by rule",
    "rule with the same words",
    "no rule",
    "direct quotation",
];

/// Scores are cut to this range: what lies beyond is as sure.
const LEAST_SCORE: f32 = -4.0;
const MOST_SCORE: f32 = 8.0;

/// Leads are cut here and counted in these units, so that they are about as large as the other features.
const MOST_LEAD: i32 = 150;
const LEAD_UNIT: f32 = 50.0;

/// The weights of the regression.
pub type SpeakerCalibration = Calibration<CALIBRATION_FEATURES>;

/// What the stages say of a quotation with its speaker.
#[derive(Clone, Copy, Debug)]
pub struct CalibrationInput<'c> {
    pub kind: QuoteKind,
    /// The span classifier's score.
    pub score: f32,
    pub choice: &'c SpeakerChoice,
    /// How many tokens in a hundred the quotation shares with one that the rules found, if there is any.
    pub rule_share: Option<usize>,
}

/// The features of a quotation, in the order of [`FEATURE_NAMES`].
pub fn calibration_features(input: &CalibrationInput) -> [f32; CALIBRATION_FEATURES] {
    let on = |condition: bool| if condition { 1.0 } else { 0.0 };
    let direct = on(input.kind == QuoteKind::Direct);
    let lead = input.choice.lead.clamp(0, MOST_LEAD) as f32 / LEAD_UNIT;
    let score = input.score.clamp(LEAST_SCORE, MOST_SCORE);
    [
        1.0,
        score,
        score * direct,
        lead,
        lead * direct,
        on(input.choice.speaker.is_none()),
        on(input.choice.is_by_rule),
        on(input.rule_share.is_some_and(|share| SAME_WORDS <= share)),
        on(input.rule_share.is_none()),
        direct,
    ]
}
