//! How probable it is that a quotation is right with its speaker: a logistic regression over what the stages say of
//! it.

use serde::Serialize;

use super::rank::{SAME_WORDS, SpeakerChoice};
use crate::annotation::QuoteKind;
use crate::learn::calibration::Calibration;

/// How many features it has.
pub const CALIBRATION_FEATURES: usize = 10;

/// What a feature of the calibration says.
///
/// ```
/// # let document = pullquote::Document::from_text("“We will not go back,” said Ada Lund.");
/// let part = &pullquote::explain(&document)[0].parts[0];
/// assert_eq!(part.calibration[0].feature, pullquote::CalibrationFeature::Always);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CalibrationFeature {
    /// One, for every quotation.
    Always,
    /// The span classifier's score.
    SpanScore,
    /// The same of a direct quotation, else nothing.
    DirectSpanScore,
    /// How far the speaker is ahead of the next candidate.
    SpeakerLead,
    /// The same of a direct quotation, else nothing.
    DirectSpeakerLead,
    /// No words name a speaker.
    NoSpeaker,
    /// The rules name the speaker.
    SpeakerByRule,
    /// A rule found about the same words.
    SameWordsByRule,
    /// No rule found any of the words.
    NoRule,
    /// The quotation is direct.
    Direct,
}

impl CalibrationFeature {
    /// All features, in the order of the weights.
    pub(crate) const ALL: [CalibrationFeature; CALIBRATION_FEATURES] = [
        CalibrationFeature::Always,
        CalibrationFeature::SpanScore,
        CalibrationFeature::DirectSpanScore,
        CalibrationFeature::SpeakerLead,
        CalibrationFeature::DirectSpeakerLead,
        CalibrationFeature::NoSpeaker,
        CalibrationFeature::SpeakerByRule,
        CalibrationFeature::SameWordsByRule,
        CalibrationFeature::NoRule,
        CalibrationFeature::Direct,
    ];
}

/// Scores are cut to this range: what lies beyond is as sure.
const LEAST_SCORE: f32 = -4.0;
const MOST_SCORE: f32 = 8.0;

/// Leads are cut here and counted in these units, so that they are about as large as the other features.
const MOST_LEAD: i32 = 150;
const LEAD_UNIT: f32 = 50.0;

/// The weights of the regression.
pub(crate) type SpeakerCalibration = Calibration<CALIBRATION_FEATURES>;

/// What the stages say of a quotation with its speaker.
#[derive(Clone, Copy, Debug)]
pub struct CalibrationInput<'c> {
    /// Direct, mixed or indirect.
    pub kind: QuoteKind,
    /// The span classifier's score.
    pub score: f32,
    /// The speaker as chosen.
    pub choice: &'c SpeakerChoice,
    /// How many tokens in a hundred the quotation shares with one that the rules found, if there is any.
    pub rule_share: Option<usize>,
}

/// The features of a quotation, in the order of `CalibrationFeature::ALL`.
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
