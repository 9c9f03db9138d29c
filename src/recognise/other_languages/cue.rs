//! The words that report speech: a verb, an auxiliary with its participle, a fixed phrase.

use std::ops::Range;

use super::prose::Prose;

/// Words that report speech, with the pronoun that hangs on them: "a-t-elle ajouté", "dit-il".
pub(super) struct FoundCue {
    pub tokens: Range<usize>,
    pub pronoun: Option<usize>,
    /// The token after both.
    pub end: usize,
}

impl Prose<'_> {
    /// The cue that begins with a token.
    pub(super) fn cue_at(&self, token: usize) -> Option<FoundCue> {
        let words = &self.language.speech;
        if let Some(tokens) = self.phrase_at(&words.phrases, token).filter(|phrase| 1 < phrase.len()) {
            let end = tokens.end;
            return Some(FoundCue { tokens, pronoun: None, end });
        }
        self.with_auxiliary(token).or_else(|| {
            let is_cue = self.has(&words.cues, token);
            is_cue.then(|| {
                // "queixa-se", "respondeu-lhe"
                let has_object = self.word(token + 1) == "-" && self.has(&words.objects, token + 2);
                let last = if has_object { token + 3 } else { token + 1 };
                let (pronoun, end) = self.hanging_pronoun(last);
                FoundCue { tokens: token..last, pronoun, end }
            })
        })
    }

    /// "a déclaré", "a-t-elle ajouté", "ha poi detto", "se souvient".
    fn with_auxiliary(&self, token: usize) -> Option<FoundCue> {
        let words = &self.language.speech;
        if !self.has(&words.auxiliaries, token) {
            return None;
        }
        let (pronoun, next) = self.hanging_pronoun(token + 1);
        let reports = |at: usize| self.has(&words.participles, at) || self.has(&words.cues, at);
        // An adverb may stand between.
        let last = [next, next + 1].into_iter().find(|&at| self.is_word(at) && reports(at))?;
        if last != next && !self.is_word(next) {
            return None;
        }
        Some(FoundCue { tokens: token..last + 1, pronoun, end: last + 1 })
    }

    /// The pronoun that a hyphen ties to a verb, and the token after it: "-il", "-t-elle".
    fn hanging_pronoun(&self, token: usize) -> (Option<usize>, usize) {
        if self.word(token) != "-" {
            return (None, token);
        }
        let at = if self.word(token + 2) == "-" { token + 3 } else { token + 1 };
        if self.has(&self.language.speech.pronouns, at) { (Some(at), at + 1) } else { (None, token) }
    }

    /// What stands before a speaker and is the cue itself, from a token on: "selon", "nach Angaben von".
    pub(super) fn source_at(&self, token: usize) -> Option<Range<usize>> {
        self.phrase_at(&self.language.speech.sources, token)
    }
}
