//! Who may have spoken the words of a quotation: the sources that the tagger marked nearby, those that it may have
//! missed, the one that the rules name, and whoever spoke last.

use std::ops::Range;

use super::context::{SpeakerContext, overlap};
use super::features::{CandidateInput, features};
use crate::recognise::quotes::tags::SOURCE;

/// Paragraphs back and forth in which a source may stand: news names its sources beside their words.
const PARAGRAPHS_BACK: usize = 2;
const PARAGRAPHS_ON: usize = 1;

/// Tokens between a quotation and a source that the tagger may have missed, at most.
const FARTHEST_DOUBTFUL: usize = 60;

/// Words that may name the speaker.
#[derive(Clone, Debug)]
pub struct SpeakerCandidate {
    /// Tokens of the document.
    pub tokens: Range<usize>,
    /// Rows of the features, for the ranker.
    pub rows: Vec<u32>,
    /// Whether the rules name them.
    pub is_by_rule: bool,
}

impl SpeakerContext<'_> {
    /// Who may have spoken the words of a content, given the index of its span and who spoke before.
    pub fn candidates(&self, content: usize, last: Option<&Range<usize>>) -> Vec<SpeakerCandidate> {
        let tokens = &self.spans[content].tokens;
        let rule = self.rule_over(tokens);
        let by_rule = rule.and_then(|(rule, _)| rule.speaker.clone());
        let input = CandidateInput::new(self, content, rule, last);
        let candidate = |speaker: Range<usize>| {
            let is_by_rule = by_rule.as_ref().is_some_and(|r| overlap(r, &speaker));
            let rows = features(&input, &speaker, is_by_rule);
            SpeakerCandidate { tokens: speaker, rows, is_by_rule }
        };
        let all = self.speakers_around(content, by_rule.as_ref().into_iter().chain(last));
        all.into_iter().filter(|speaker| self.is_noun_phrase(speaker)).map(candidate).collect()
    }

    /// The words around a content that may name its speaker, and those of `others` that are not among them.
    fn speakers_around<'r>(
        &self,
        content: usize,
        others: impl Iterator<Item = &'r Range<usize>>,
    ) -> Vec<Range<usize>> {
        let tokens = &self.spans[content].tokens;
        let here = self.paragraph(tokens.start);
        let paragraphs = here.saturating_sub(PARAGRAPHS_BACK)..=here + PARAGRAPHS_ON;
        let near = self.spans[self.near(content)].iter();
        let sources =
            near.filter(|s| s.kind == SOURCE && paragraphs.contains(&self.paragraph(s.tokens.start)));
        let mut all: Vec<Range<usize>> = sources.map(|s| s.tokens.clone()).collect();
        let first = self.doubtful.partition_point(|d| d.end + FARTHEST_DOUBTFUL < tokens.start);
        let doubtful = self.doubtful[first..].iter().take_while(|d| d.start < tokens.end + FARTHEST_DOUBTFUL);
        all.extend(doubtful.filter(|d| self.paragraph(d.start) == here && !overlap(d, tokens)).cloned());
        for other in others {
            let inside = tokens.start <= other.start && other.end <= tokens.end;
            if !inside && !all.iter().any(|a| overlap(a, other)) {
                all.push(other.clone());
            }
        }
        all
    }
}
