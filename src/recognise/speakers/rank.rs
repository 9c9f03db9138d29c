//! Whose words a quotation is: of the candidates around it, the likeliest by a trained ranker.

use std::ops::Range;

use serde::Serialize;

use super::candidates::SpeakerCandidate;
use super::context::SpeakerContext;
use crate::annotation::Why;
use crate::document::TokenKind;
use crate::lang::quotes::ClauseUse;
use crate::lang::speech::{VerbForm, WordClass};
use crate::learn::{WeightRows, ranker};

/// The lead of one who has no rival: far more than scores differ by.
const CERTAIN: i32 = 1000;

/// A rule's quotation that shares so much with one, in percent, is about the same words.
pub(super) const SAME_WORDS: usize = 80;

/// A speaker as chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpeakerChoice {
    /// The words that name the speaker, in tokens of the document.
    pub speaker: Option<Range<usize>>,
    /// How far the chosen one is ahead of the next, in units of the ranker's weights; all of it where there is no
    /// other.
    pub lead: i32,
    /// Whether the rules name them.
    pub is_by_rule: bool,
    /// What made the choice.
    pub(crate) reason: SpeakerReason,
}

/// What chose a speaker.
///
/// ```
/// # let document = pullquote::Document::from_text("“We will not go back,” said Ada Lund.");
/// let part = &pullquote::explain(&document)[0].parts[0];
/// assert_eq!(part.chosen_by, pullquote::SpeakerReason::Ranker);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SpeakerReason {
    /// The ranker's scores.
    #[default]
    Ranker,
    /// A set phrase, a dash or a colon ties the name to the words.
    Signature,
    /// A noun before the words says whose claim they are: "Lund's claim that …".
    Claim,
    /// What introduces the words names nobody.
    NobodyNamed,
    /// The report has "it" for a subject, and no one who reports: "it is estimated that …".
    Impersonal,
    /// A question or its answer stands alone after the words of two speakers.
    Turn,
    /// A report stands between the words and the one whom the ranker chose.
    NearestReport,
}

/// A candidate with the ranker's score, for whoever asks why.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredSpeaker {
    pub tokens: Range<usize>,
    pub score: i32,
    pub is_by_rule: bool,
}

/// The speakers of all contents, in their order, by the ranker's weights. `trace` takes the candidates of each.
pub fn choose(
    context: &SpeakerContext,
    weights: &WeightRows,
    mut trace: Option<&mut Vec<Vec<ScoredSpeaker>>>,
) -> Vec<SpeakerChoice> {
    let mut last: Option<Range<usize>> = None;
    let (mut chosen, mut told) = (vec![], vec![]);
    for content in context.contents() {
        let candidates = context.candidates(content, last.as_ref());
        let scores: Vec<i32> =
            candidates.iter().map(|candidate| ranker::score(weights, &candidate.rows)).collect();
        let choice = context.somebody(content, best(&candidates, &scores));
        let choice = context
            .certain(content)
            .or_else(|| context.introduced_by_nobody(content))
            .or_else(|| context.claimed(content))
            .or_else(|| context.impersonal(content))
            .or_else(|| context.next_turn(content, &told))
            .unwrap_or_else(|| context.nearest_report(content, choice));
        if choice.speaker.is_some() {
            last.clone_from(&choice.speaker);
        }
        told.push((content, choice.speaker.clone()));
        chosen.push(choice);
        if let Some(trace) = trace.as_deref_mut() {
            trace.push(scored(candidates, &scores));
        }
    }
    chosen
}

fn scored(candidates: Vec<SpeakerCandidate>, scores: &[i32]) -> Vec<ScoredSpeaker> {
    let of = |(candidate, &score): (SpeakerCandidate, &i32)| ScoredSpeaker {
        tokens: candidate.tokens,
        score,
        is_by_rule: candidate.is_by_rule,
    };
    candidates.into_iter().zip(scores).map(of).collect()
}

/// The candidate with the highest score.
fn best(candidates: &[SpeakerCandidate], scores: &[i32]) -> SpeakerChoice {
    ranker::best(scores).map_or_else(SpeakerChoice::default, |best| SpeakerChoice {
        speaker: Some(candidates[best.index].tokens.clone()),
        lead: best.lead.unwrap_or(CERTAIN),
        is_by_rule: candidates[best.index].is_by_rule,
        reason: SpeakerReason::Ranker,
    })
}

impl SpeakerContext<'_> {
    /// The name that a set phrase, a dash or a colon ties to the words: there is nothing to rank.
    fn certain(&self, content: usize) -> Option<SpeakerChoice> {
        let tokens = &self.spans[content].tokens;
        let (rule, _) = self.rule_over(tokens).filter(|(rule, share)| {
            (rule.is_certain || rule.why == Why::NameAndColon && self.is_named(&rule.speaker))
                && SAME_WORDS <= *share
        })?;
        let speaker = Some(rule.speaker.clone()?);
        Some(SpeakerChoice { speaker, lead: CERTAIN, is_by_rule: true, reason: SpeakerReason::Signature })
    }

    /// The choice, or nobody where it is what happened: "protests in Bergen denouncing fraud" speak, and are nobody. No
    /// other one nearby is the speaker either.
    fn somebody(&self, content: usize, choice: SpeakerChoice) -> SpeakerChoice {
        let rule = self.rule_over(&self.spans[content].tokens).filter(|(_, share)| SAME_WORDS <= *share);
        let by_rule = rule.and_then(|(rule, _)| rule.speaker.as_ref());
        if !choice.speaker.as_ref().into_iter().chain(by_rule).any(|speaker| self.is_happening(speaker)) {
            return choice;
        }
        SpeakerChoice { speaker: None, is_by_rule: false, reason: SpeakerReason::NobodyNamed, ..choice }
    }

    /// Nobody, where a colon introduces the words and nothing before it speaks: "One thing was clear: “…”".
    fn introduced_by_nobody(&self, content: usize) -> Option<SpeakerChoice> {
        self.has_empty_introduction(content).then_some(SpeakerChoice {
            speaker: None,
            lead: CERTAIN,
            is_by_rule: false,
            reason: SpeakerReason::NobodyNamed,
        })
    }

    /// The one whose claim it is: of "the board rejected Lane's claim that …", Lane.
    fn claimed(&self, content: usize) -> Option<SpeakerChoice> {
        let speaker = Some(self.claimant(content)?);
        Some(SpeakerChoice { speaker, lead: CERTAIN, is_by_rule: true, reason: SpeakerReason::Claim })
    }

    /// Nobody, where "it" stands for the clause itself: "it is estimated that …".
    fn impersonal(&self, content: usize) -> Option<SpeakerChoice> {
        let start = self.spans[content].tokens.start;
        let verb = start.checked_sub(1).filter(|_| self.is_that(start))?;
        let form = self.info(verb).verb?.form;
        // "it's", with whichever apostrophe
        let is_be = |token: &usize| {
            self.document.tokens()[*token].kind == TokenKind::Clitic
                || self.document.language().quotes.uses(self.document.word(*token)).has(ClauseUse::Be)
        };
        let be = (0..verb).rev().take(2).find(is_be)?;
        let subject =
            (0..be).rev().find(|token| !is_be(token) && !self.info(*token).is(WordClass::Auxiliary))?;
        let is_it =
            self.document.language().speakers.impersonal.contains_ignoring_case(self.document.word(subject));
        (is_it && matches!(form, VerbForm::Past | VerbForm::Participle)).then_some(SpeakerChoice {
            speaker: None,
            lead: CERTAIN,
            is_by_rule: true,
            reason: SpeakerReason::Impersonal,
        })
    }

    /// The speaker before the last, where a paragraph of nothing else answers the last one's question, or asks again:
    /// “Is it lit?” Holt asked. / “No,” Ames said. / “Why not?” `told` are the contents before with their speakers.
    fn next_turn(&self, content: usize, told: &[(usize, Option<Range<usize>>)]) -> Option<SpeakerChoice> {
        let [.., (first, Some(one)), (second, Some(other))] = told else { return None };
        let tokens = |content: usize| &self.spans[content].tokens;
        let paragraph = self.paragraph(tokens(content).start);
        let stands_alone = self.is_marked(tokens(content).start)
            && self.document.paragraphs()[paragraph].tokens == *tokens(content);
        let follows = self.paragraph(tokens(*second).start) + 1 == paragraph
            && self.paragraph(tokens(*first).start) + 2 == paragraph;
        let name = |speaker: &Range<usize>| self.document.slice(self.text_span(speaker));
        if !stands_alone || !follows || name(one) == name(other) {
            return None;
        }
        let asks = |content: usize| {
            let words = self.document.slice(self.text_span(tokens(content)));
            words.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?')
        };
        let is_turn = asks(*second) || asks(*first) && asks(content);
        is_turn.then(|| SpeakerChoice {
            speaker: Some(one.clone()),
            lead: 0,
            is_by_rule: true,
            reason: SpeakerReason::Turn,
        })
    }

    /// Gives the words to the subject of the report that stands between them and the speaker chosen: of "the letter says
    /// that Ames stressed that …", to Ames. Where "that" puts it within the report of the one chosen, this is as sure as
    /// a speaker without a rival.
    fn nearest_report(&self, content: usize, choice: SpeakerChoice) -> SpeakerChoice {
        let tokens = &self.spans[content].tokens;
        let chosen = choice.speaker.as_ref().map_or(tokens.start, |s| s.end);
        let rule = self.rule_over(tokens).filter(|(_, share)| SAME_WORDS <= *share).map(|(rule, _)| rule);
        let parts = rule.and_then(|rule| Some((rule.speaker.clone()?, rule.cue.clone()?)));
        match parts {
            Some((speaker, cue))
                if chosen <= speaker.start
                    && speaker.end <= cue.start
                    && cue.end <= tokens.start
                    && self.is_noun_phrase(&speaker)
                    && !self.is_happening(&speaker) =>
            {
                let is_within = speaker.start.checked_sub(1).is_some_and(|before| self.is_that(before));
                let lead = if is_within { CERTAIN } else { 0 };
                let (speaker, reason) = (Some(speaker), SpeakerReason::NearestReport);
                SpeakerChoice { speaker, lead, is_by_rule: true, reason }
            }
            _ => choice,
        }
    }

    fn is_that(&self, token: usize) -> bool {
        self.document.language().quotes.uses(self.document.word(token)).has(ClauseUse::That)
    }
}
