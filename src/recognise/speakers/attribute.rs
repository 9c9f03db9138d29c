//! Makes quotations of contents with their speakers: their kinds, their cues, and where exactly they begin and end.

use std::ops::Range;

use super::calibration::{CalibrationInput, SpeakerCalibration, calibration_features};
use super::context::SpeakerContext;
use super::rank::{SpeakerChoice, SpeakerReason};
use crate::annotation::{QuoteKind, SourceKind, Why};
use crate::document::layout::BULLETS;
use crate::document::{Document, TokenKind};
use crate::recognise::found::FoundQuote;
use crate::span::Span;

/// From this share on, in percent, a rule's quotation is the reason why one was found.
pub(crate) const RULE_SHARE: usize = 51;

/// The most tokens of a dateline, up to its dash: "WASHINGTON, D.C. (Reuters) —".
const LONGEST_DATELINE: usize = 10;

/// Letters of the place in a dateline, at least: it is in capitals, and shorter words in capitals are others.
const SHORTEST_PLACE: usize = 3;

/// Signs that an item of a list begins with, beside bullets, where its words do not.
const ITEM_SIGNS: &[&str] = &["»", "›", "*", "-", "–", "—", "--"];

impl SpeakerContext<'_> {
    /// The quotation of a content with its speaker, given the index of its span and its score.
    pub(crate) fn attribute(
        &self,
        content: usize,
        choice: &SpeakerChoice,
        score: f32,
        calibration: &SpeakerCalibration,
    ) -> FoundQuote {
        let tokens = &self.spans[content].tokens;
        let features = calibration_features(&self.calibration_input(content, choice, score));
        // What introduces the words without naming anybody reports nothing.
        let is_reported = choice.reason != SpeakerReason::NobodyNamed;
        let cue = is_reported.then(|| self.cue(content, choice.speaker.as_ref())).flatten();
        let kind = self.kind(tokens);
        let rule = self.rule_over(tokens).filter(|(_, share)| RULE_SHARE <= *share);
        FoundQuote {
            spans: vec![self.text_span(&self.trimmed(tokens.clone()))],
            kind,
            source_kind: source_kind(kind, cue.is_some()),
            is_question: false,
            speaker: choice
                .speaker
                .as_ref()
                .map(|tokens| self.bare(self.without_clauses(tokens.clone())))
                .map(|tokens| with_both_marks(self.document, self.text_span(&tokens))),
            speaker_name: None,
            cue: cue.map(|tokens| self.text_span(&self.bare(tokens))),
            confidence: calibration.probability(&features),
            // The trees' score is their log odds.
            words_confidence: 1.0 / (1.0 + (-score).exp()),
            why: match choice.reason {
                SpeakerReason::Claim => Why::Claim,
                _ => rule.map_or(Why::Model, |(rule, _)| rule.why),
            },
        }
    }

    /// What the calibration goes by for a content with its speaker.
    pub fn calibration_input<'c>(
        &self,
        content: usize,
        choice: &'c SpeakerChoice,
        score: f32,
    ) -> CalibrationInput<'c> {
        let tokens = &self.spans[content].tokens;
        let rule_share = self.rule_over(tokens).map(|(_, share)| share);
        CalibrationInput { kind: self.kind(tokens), score, choice, rule_share }
    }

    /// The text of some tokens.
    pub(crate) fn text_span(&self, tokens: &Range<usize>) -> Span {
        let all = self.document.tokens();
        all[tokens.start].span.hull(all[tokens.end - 1].span)
    }

    fn is_sign(&self, token: usize, signs: &[&str]) -> bool {
        signs.contains(&self.document.word(token))
    }

    /// Without a bullet before it, and without commas and semicolons at the ends that stand outside the marks. With the
    /// stop that closes a marked stretch left open.
    fn trimmed(&self, mut tokens: Range<usize>) -> Range<usize> {
        tokens.start = self.after_dateline(&tokens);
        let begins_item =
            |token: usize| self.document.word(token).starts_with(BULLETS) || self.is_sign(token, ITEM_SIGNS);
        while 1 < tokens.len() && !self.is_marked(tokens.start) && begins_item(tokens.start) {
            tokens.start += 1;
        }
        let outside = |token: usize| !self.is_marked(token) && self.is_sign(token, &[",", ";"]);
        while 1 < tokens.len() && outside(tokens.end - 1) {
            tokens.end -= 1;
        }
        while 1 < tokens.len() && outside(tokens.start) {
            tokens.start += 1;
        }
        if self.stops_after(&tokens) {
            tokens.end += 1;
        }
        tokens
    }

    /// Whether the token after marked words that nothing closes is the stop that ends them.
    fn stops_after(&self, tokens: &Range<usize>) -> bool {
        let (last, next) = (tokens.end - 1, tokens.end);
        let paragraph = self.paragraph(tokens.start);
        let count = self.document.tokens().len();
        let ends_marks =
            |token: usize| count <= token || !self.is_marked(token) || self.paragraph(token) != paragraph;
        self.is_marked(last)
            && next < count
            && self.paragraph(next) == paragraph
            && self.is_marked(next)
            && self.is_sign(next, &[".", "!", "?", "…"])
            && self.document.tokens()[last].kind != TokenKind::Mark
            && ends_marks(next + 1)
    }

    /// Where the words begin when a paragraph's dateline ("LONDON —") is no part of them.
    fn after_dateline(&self, tokens: &Range<usize>) -> usize {
        let paragraph = self.paragraph(tokens.start);
        let begins = tokens.start.checked_sub(1).is_none_or(|before| self.paragraph(before) != paragraph);
        let place = self.document.word(tokens.start);
        let is_place = SHORTEST_PLACE <= place.len() && place.chars().all(char::is_uppercase);
        let mut near = tokens.clone().take(LONGEST_DATELINE);
        let dash = near.find(|&token| self.is_sign(token, &["—", "–", "--"]));
        dash.filter(|&dash| begins && is_place && dash + 1 < tokens.end).map_or(tokens.start, |dash| dash + 1)
    }

    /// Without the comma or colon after it.
    fn bare(&self, mut tokens: Range<usize>) -> Range<usize> {
        while 1 < tokens.len() && self.is_sign(tokens.end - 1, &[",", ";", ":"]) {
            tokens.end -= 1;
        }
        tokens
    }

    fn kind(&self, tokens: &Range<usize>) -> QuoteKind {
        kind_of(self.document, tokens, |token| self.is_marked(token))
    }
}

/// By how many of the words stand between marks.
pub(crate) fn kind_of(
    document: &Document,
    tokens: &Range<usize>,
    is_marked: impl Fn(usize) -> bool,
) -> QuoteKind {
    let is_word = |token: &usize| {
        let kind = document.tokens()[*token].kind;
        !matches!(kind, TokenKind::Punctuation | TokenKind::Mark)
    };
    if !tokens.clone().any(&is_marked) {
        QuoteKind::Indirect
    } else if tokens.clone().filter(is_word).all(is_marked) {
        QuoteKind::Direct
    } else {
        QuoteKind::Mixed
    }
}

/// Tokens between a speaker's words and the closing mark that belongs to them, at most: a full stop.
const BEFORE_CLOSING_MARK: usize = 1;

/// A speaker's words with both marks of a name between marks, or with neither: `who calls himself "Mr. Rivet."`
fn with_both_marks(document: &Document, speaker: Span) -> Span {
    let is_double = |token: &usize| matches!(document.word(*token), "\"" | "“" | "”" | "''" | "``");
    // A closing mark is glued to what it closes; the mark after "said" opens.
    let is_glued =
        |token: &usize| document.tokens()[*token - 1].span.end() == document.tokens()[*token].span.start();
    let tokens = document.tokens_in(speaker);
    let mut marks = tokens.clone().filter(is_double);
    let (Some(last), true) = (marks.clone().next_back(), marks.by_ref().count() % 2 == 1) else {
        return speaker;
    };
    let behind = tokens.end..(tokens.end + BEFORE_CLOSING_MARK + 1).min(document.tokens().len());
    match behind.take_while(is_glued).find(is_double) {
        Some(closing) => speaker.hull(document.tokens()[closing].span),
        None if tokens.start < last => speaker_before(document, tokens.start..last),
        None => speaker,
    }
}

fn speaker_before(document: &Document, tokens: Range<usize>) -> Span {
    document.tokens()[tokens.start].span.hull(document.tokens()[tokens.end - 1].span)
}

/// How a quotation is known to be one. What stands between marks is told by them; words without marks and without a
/// cue carry on the statement before.
fn source_kind(kind: QuoteKind, has_cue: bool) -> SourceKind {
    match kind {
        QuoteKind::Indirect if !has_cue => SourceKind::Reported,
        _ => SourceKind::Cued,
    }
}
