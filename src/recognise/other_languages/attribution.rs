//! Who is said to have said a marked stretch: the cue and the speaker before it or after it.
//!
//! After: « … », a déclaré X; “…”, disse X; « … », selon X; «…», X ha detto. Before: X a déclaré : « … »; dijo X: «…»;
//! Selon X, « … ». A clause without a cue names its speaker where it begins with one and ends with a colon.

use std::ops::Range;

use super::prose::{Prose, is_sentence_end};

/// The words that say who spoke, as tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RuleAttribution {
    pub cue: Option<Range<usize>>,
    pub speaker: Option<Range<usize>>,
    /// The token after them.
    pub end: usize,
}

/// Tokens of where or how between a cue and the marks: "in einer Mitteilung,".
const LONGEST_CIRCUMSTANCE: usize = 6;

/// How far from the marks a subject with its verb may begin.
const SUBJECT_REACH: usize = 9;

/// The most words before a colon that are taken for a speaker where no cue is among them.
const LONGEST_BEFORE_COLON: usize = 7;

impl Prose<'_> {
    /// The end of the clause that begins with a token: a sentence's end, or `limit`.
    pub(super) fn clause_end(&self, start: usize, limit: usize) -> usize {
        (start..limit).find(|&at| self.ends_sentence(at)).unwrap_or(limit)
    }

    /// The attribution that follows marks which end before `start`.
    pub(super) fn attribution_after(&self, start: usize, limit: usize) -> Option<RuleAttribution> {
        let closed = start.checked_sub(2).is_some_and(|at| is_sentence_end(self.word(at)));
        let mut at = start;
        while at < limit && (self.is_comma(at) || self.is_dash(at) || self.word(at) == "-") && at < start + 2
        {
            at += 1;
        }
        let end = self.clause_end(at, limit);
        if at == start && closed && self.word(at).starts_with(char::is_uppercase) {
            return None;
        }
        if self.is_conjunction(at, end) || self.is_object_of_cue(at) {
            at += 1;
        }
        self.source_first(at, end)
            .or_else(|| self.verb_first(at, end))
            .or_else(|| self.subject_first(at, end))
    }

    /// "wie X sagte", "comme l’explique X": one small word before the verb or its subject.
    fn is_conjunction(&self, at: usize, end: usize) -> bool {
        let cue_next = self.cue_at(at + 1).is_some();
        let short = self.is_word(at) && !self.is_capitalised(at) && self.cue_at(at).is_none();
        let listed =
            self.has(&self.language.speech.pronouns, at) || self.has(&self.language.speech.articles, at);
        at + 1 < end
            && short
            && !listed
            && self.source_at(at).is_none()
            && self.phrase_at(&self.language.speech.phrases, at).is_none()
            && (cue_next || self.has(&self.language.speech.articles, at + 1))
            && self.word(at).chars().count() <= 5
    }

    /// "le contestó X", "lo ammette X": a pronoun that is no subject, for the subject follows the verb.
    fn is_object_of_cue(&self, at: usize) -> bool {
        let words = &self.language.speech;
        let is_object = self.has(&words.objects, at) && self.cue_at(at).is_none();
        is_object && self.cue_at(at + 1).is_some_and(|cue| self.speaker_from(cue.end, self.end).is_some())
    }

    /// "selon X"
    fn source_first(&self, at: usize, end: usize) -> Option<RuleAttribution> {
        let cue = self.source_at(at)?;
        let speaker = self.speaker_from(cue.end, end)?;
        Some(RuleAttribution { end: speaker.end, cue: Some(cue), speaker: Some(speaker) })
    }

    /// "a déclaré X", "dit-il", "so X".
    fn verb_first(&self, at: usize, end: usize) -> Option<RuleAttribution> {
        if let Some(cue) = self.cue_at(at) {
            let speaker = match cue.pronoun {
                Some(pronoun) => Some(pronoun..pronoun + 1),
                None => self.subject_after(cue.end, end),
            };
            let after = speaker.as_ref().map_or(cue.end, |speaker| speaker.end.max(cue.end));
            return Some(RuleAttribution { cue: Some(cue.tokens), speaker, end: after });
        }
        let phrase = self.phrase_at(&self.language.speech.phrases, at)?;
        let speaker = self.speaker_from(phrase.end, end)?;
        let named =
            self.is_capitalised(speaker.start) || self.has(&self.language.speech.articles, speaker.start);
        named.then_some(RuleAttribution { end: speaker.end, cue: Some(phrase), speaker: Some(speaker) })
    }

    /// "X ha detto", "ein Sprecher später erklärte".
    fn subject_first(&self, at: usize, end: usize) -> Option<RuleAttribution> {
        let speaker = self.speaker_from(at, end)?;
        let reach = end.min(at + SUBJECT_REACH);
        let (place, cue) = (speaker.start..reach).find_map(|at| Some((at, self.cue_at(at)?)))?;
        let between = (speaker.end..place).all(|at| self.is_word(at) || self.is_comma(at));
        if place == speaker.start || !between {
            return None;
        }
        let speaker = speaker.start..speaker.end.min(place);
        Some(RuleAttribution { end: cue.end, cue: Some(cue.tokens), speaker: Some(speaker) })
    }

    /// The attribution in the clause of these tokens, which ends where marks open.
    pub(super) fn attribution_before(&self, clause: Range<usize>) -> Option<RuleAttribution> {
        let last = clause.end.checked_sub(1).filter(|last| clause.start <= *last)?;
        let colon = self.is_colon(last);
        if let Some(found) = self.source_before(&clause, colon) {
            return Some(found);
        }
        // "dijo que «…»", "sagte, „…“": what stands between the verb and the marks is short.
        let reach = if colon { clause.len() } else { LONGEST_CIRCUMSTANCE + 3 };
        let from = clause.end.saturating_sub(reach).max(clause.start);
        let cue = (from..clause.end).rev().find_map(|at| self.cue_at(at).filter(|cue| cue.end <= clause.end));
        match cue {
            Some(cue)
                if colon
                    || self.is_near(cue.end, clause.end)
                    || self.is_circumstance(cue.end, clause.end) =>
            {
                // "Il a dit": the auxiliary belongs to the cue.
                let cue = self.whole_cue(cue, clause.start);
                let speaker = match cue.pronoun {
                    Some(pronoun) => Some(pronoun..pronoun + 1),
                    None => self.subject_of(&cue.tokens, &clause),
                };
                Some(RuleAttribution { cue: Some(cue.tokens), speaker, end: clause.end })
            }
            None if colon => self.named_before_colon(&clause),
            _ => None,
        }
    }

    /// "« Le chantier, explique X, ne finira pas. »": the cue between two commas or dashes within the marks.
    pub(super) fn attribution_inside(&self, inside: Range<usize>) -> Option<RuleAttribution> {
        let parts = |at: usize| self.is_comma(at) || self.is_dash(at);
        let mut opening = inside.clone().filter(|&at| parts(at) && inside.start < at);
        opening.find_map(|at| {
            let start = at + 1 + usize::from(parts(at + 1));
            let cue = self.cue_at(start)?;
            let speaker = match cue.pronoun {
                Some(pronoun) => pronoun..pronoun + 1,
                None => self.subject_after(cue.end, inside.end)?,
            };
            let closed = parts(speaker.end) && speaker.end + 1 < inside.end;
            closed.then_some(RuleAttribution {
                cue: Some(cue.tokens),
                speaker: Some(speaker),
                end: inside.end,
            })
        })
    }

    fn whole_cue(&self, cue: super::cue::FoundCue, start: usize) -> super::cue::FoundCue {
        let last = cue.tokens.end;
        let earlier =
            (cue.tokens.start.saturating_sub(2).max(start)..cue.tokens.start).find_map(|at| self.cue_at(at));
        earlier.filter(|whole| whole.tokens.end == last).unwrap_or(cue)
    }

    /// Whether only commas and a conjunction stand between a cue and the marks.
    fn is_near(&self, from: usize, end: usize) -> bool {
        let words = (from..end).filter(|&at| self.is_word(at)).count();
        let others = (from..end).all(|at| self.is_word(at) || self.is_comma(at));
        let conjunction = (from..end)
            .all(|at| !self.is_word(at) || self.word(at).chars().count() <= 4 && !self.is_capitalised(at));
        words <= 1 && others && conjunction
    }

    /// Whether where or how stands between a cue and the conjunction or comma before the marks: "versichert in einer
    /// Mitteilung, „…“", "asegura en un comunicado que “…”".
    fn is_circumstance(&self, from: usize, end: usize) -> bool {
        let words = &self.language.speech;
        let introduced = end.checked_sub(1).is_some_and(|last| {
            let joins = !self.is_capitalised(last) && self.word(last).chars().count() <= 4;
            self.is_comma(last) || self.is_word(last) && joins && self.has(&words.ends_speaker, last)
        });
        from + 2 < end
            && end <= from + LONGEST_CIRCUMSTANCE
            && introduced
            && self.has(&words.ends_speaker, from)
            && (from..end).all(|at| self.is_word(at) || self.is_comma(at) && end <= at + 2)
    }

    /// "Selon X, « … »", "Laut X „kommt …“": at the clause's start, or before a colon, or just before the marks.
    fn source_before(&self, clause: &Range<usize>, colon: bool) -> Option<RuleAttribution> {
        let starts = clause.clone().find_map(|at| Some((at, self.source_at(at)?)));
        let (at, cue) = starts?;
        let speaker = self.speaker_from(cue.end, clause.end)?;
        let rest = clause.end - speaker.end;
        let near = rest <= 2 || colon;
        let first = at <= clause.start + 1;
        (near || first && self.is_comma(speaker.end) && rest <= SUBJECT_REACH).then_some(RuleAttribution {
            cue: Some(cue),
            speaker: Some(speaker),
            end: clause.end,
        })
    }

    /// The subject of a cue that marks follow: right after it ("dijo X: «…»"), else before it.
    fn subject_of(&self, cue: &Range<usize>, clause: &Range<usize>) -> Option<Range<usize>> {
        let words = &self.language.speech;
        let after = self.speaker_from(cue.end, clause.end).filter(|speaker| {
            let first = speaker.start;
            // "Dijo el alcalde: «…»": nothing stands before the verb.
            cue.start == clause.start
                || self.is_capitalised(first)
                || self.has(&words.articles, first)
                    && speaker.len() > 1
                    && !self.has_subject_before(cue, clause)
                || self.has(&words.pronouns, first)
                || self.is_title(first)
        });
        after.or_else(|| self.subject_before(cue.start, clause))
    }

    fn has_subject_before(&self, cue: &Range<usize>, clause: &Range<usize>) -> bool {
        self.subject_before(cue.start, clause).is_some()
    }

    /// "X, maire de Y, a déclaré": the words before the apposition; else those right before the verb.
    fn subject_before(&self, cue: usize, clause: &Range<usize>) -> Option<Range<usize>> {
        let is_object = |at: usize| self.has(&self.language.speech.objects, at);
        let cue = if clause.start + 1 < cue && is_object(cue - 1) { cue - 1 } else { cue };
        let first = (clause.start..cue).find(|&at| self.is_word(at) && !self.is_joining(at))?;
        let apposed = cue.checked_sub(1).is_some_and(|at| first < at && self.is_comma(at));
        let start = if apposed {
            first
        } else {
            (first..cue).rev().find(|&at| self.is_comma(at) || self.is_dash(at)).map_or(first, |at| at + 1)
        };
        let start = (start..cue).find(|&at| self.is_word(at) && !self.is_joining(at))?;
        self.speaker_from(self.behind_circumstance(start, cue), cue)
    }

    /// Where the subject begins in "In una nota la Regione assicura", whose first noun is the preposition's: at its own
    /// article, which is none of those that belong to a noun before ("della"). Where nouns have capitals, the verb
    /// stands between.
    fn behind_circumstance(&self, start: usize, cue: usize) -> usize {
        let words = &self.language.speech;
        let is_article = |at: usize| self.has(&words.articles, at) && !self.small(at).starts_with('d');
        let own = (start + 2..cue).find(|&at| is_article(at) && !self.has(&words.ends_speaker, at - 1));
        let is_circumstance =
            words.joins_capitals.is_empty() && is_article(start) && self.begins_with_preposition(start);
        own.filter(|_| is_circumstance).unwrap_or(start)
    }

    fn begins_with_preposition(&self, start: usize) -> bool {
        start
            .checked_sub(1)
            .is_some_and(|at| self.start <= at && self.has(&self.language.speech.ends_speaker, at))
    }

    /// Whether a token is a conjunction at the start of a clause: one short small word that no list has.
    fn is_joining(&self, at: usize) -> bool {
        let words = &self.language.speech;
        let listed = self.has(&words.articles, at) || self.has(&words.pronouns, at) || self.is_title(at);
        self.has(&words.ends_speaker, at) && !listed
    }

    /// "Le ministre a été clair : « … »", "La maire : « … »".
    fn named_before_colon(&self, clause: &Range<usize>) -> Option<RuleAttribution> {
        let words = &self.language.speech;
        let speaker = self.speaker_from(clause.start, clause.end - 1)?;
        let whole = speaker.end + 1 == clause.end;
        let verb = self.has(&words.ends_speaker, speaker.end) || self.has(&words.auxiliaries, speaker.end);
        let person = self.has(&words.articles, speaker.start)
            || self.is_title(speaker.start)
            || self.has(&words.pronouns, speaker.start)
            || self.name_in(&speaker).is_some_and(|name| name.len() > 1);
        let short = clause.len() <= LONGEST_BEFORE_COLON + speaker.len();
        (person && short && (whole || verb)).then_some(RuleAttribution {
            cue: None,
            speaker: Some(speaker),
            end: clause.end,
        })
    }
}
