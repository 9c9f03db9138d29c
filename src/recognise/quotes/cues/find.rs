//! Finds the verbs of a sentence that report speech.

use std::ops::Range;

use super::handed_on::{self, HandedOn};
use super::reporting_verb::{Construction, ReportingVerb};
use super::subjects::{VerbSubject, main_subject, nearest_subject, subject_before};
use super::verb_group::{VerbGroup, is_noun_or_adjective, verb_group};
use crate::lang::quotes::{ClauseUse, QuoteWords};
use crate::lang::speech::{CueVerb, VerbForm, WordClass};
use crate::recognise::quotes::clauses::noun_phrases::{phrase_before, phrase_from};
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape};

/// The verbs of saying in a sentence, in order.
pub(crate) fn find(units: &[ClauseUnit], words: &'static QuoteWords) -> Vec<ReportingVerb> {
    let mut found: Vec<ReportingVerb> = vec![];
    for at in 0..units.len() {
        let Some((cue, form)) = cue_at(units, at, words) else { continue };
        let verb = CandidateVerb { units, at, cue, form, group: verb_group(units, at), before: &found };
        if let Some(handed) = handed_on::find(units, &verb.range(), verb.group.start, &found) {
            found.push(verb.handed_on(handed));
        } else if let Some((subject, construction)) = verb.subject(words) {
            found.push(ReportingVerb { cue, verb: verb.range(), subject, construction, handed_on: None });
        }
    }
    found
}

/// The verb of saying at this place, with its particle if one follows.
fn cue_at(
    units: &[ClauseUnit],
    at: usize,
    words: &'static QuoteWords,
) -> Option<(&'static CueVerb, VerbForm)> {
    let unit = &units[at];
    let verb = unit.info.verb?;
    let is_name = |before: &ClauseUnit| before.word == "<" || before.does(ClauseUse::MakesName);
    if at.checked_sub(1).is_some_and(|i| is_name(&units[i])) {
        return None;
    }
    if !matches!(unit.shape, UnitShape::Word) && at != 0 && !is_headline_around(units, at) {
        return None;
    }
    let next = units.get(at + 1).map_or("", |u| u.word);
    let variants = words.speech.variants(verb);
    let with_particle = variants.iter().find(|c| c.particle.is_some_and(|p| next.eq_ignore_ascii_case(p)));
    let cue = with_particle.or_else(|| variants.iter().find(|c| c.particle.is_none()))?;
    Some((cue, verb.form))
}

/// Whether the words around are those of a headline in Title Case, which writes its verbs with a capital: all but the
/// short and small ones have one.
fn is_headline_around(units: &[ClauseUnit], at: usize) -> bool {
    // A few words tell; more would reach into the sentence after.
    let near = at.saturating_sub(3)..(at + 5).min(units.len());
    units[near]
        .iter()
        .all(|u| !matches!(u.shape, UnitShape::Word) || u.info.is_function_word() || u.word.len() <= 4)
}

/// A form of a verb of saying that may be the verb of a report.
struct CandidateVerb<'s, 'a> {
    units: &'s [ClauseUnit<'a>],
    at: usize,
    cue: &'static CueVerb,
    form: VerbForm,
    group: VerbGroup,
    /// The reporting verbs before it.
    before: &'s [ReportingVerb],
}

/// Whether words between commas have a verb of their own, without a relative before it.
fn is_clause(words: &[ClauseUnit]) -> bool {
    let ties = |u: &ClauseUnit| u.does(ClauseUse::Relative) || u.is(WordClass::Subordinator);
    words.iter().take_while(|u| !ties(u)).any(|u| u.is(WordClass::Auxiliary))
}

/// The subject of a reporting verb, if it has one, and how the verb stands to it.
type Attribution = (Option<Range<usize>>, Construction);

impl CandidateVerb<'_, '_> {
    /// The verb with its particle.
    fn range(&self) -> Range<usize> {
        self.at..self.at + 1 + usize::from(self.cue.particle.is_some())
    }

    /// The report of words that another hands on, as if their speaker said them: "Lane … saying".
    fn handed_on(&self, handed: HandedOn) -> ReportingVerb {
        ReportingVerb {
            cue: self.cue,
            verb: self.range(),
            subject: Some(handed.subject),
            construction: Construction::SubjectFirst,
            handed_on: Some(handed.all),
        }
    }

    /// The unit before the verb and its auxiliaries.
    fn prior(&self) -> Option<&ClauseUnit<'_>> {
        self.group.start.checked_sub(1).map(|i| &self.units[i])
    }

    /// Whose verb it is; `None` where it reports nothing.
    fn subject(&self, words: &QuoteWords) -> Option<Attribution> {
        match self.form {
            VerbForm::Ing if !self.group.is_progressive => return self.participle(),
            VerbForm::Base if self.group.is_infinitive => {
                return Some((nearest_subject(self.units, self.group.start), Construction::Infinitive));
            }
            _ => {}
        }
        if self.is_asked(words) {
            return Some((None, Construction::Passive));
        }
        if self.group.is_passive && matches!(self.form, VerbForm::Past | VerbForm::Participle) {
            return Some((self.agent(), Construction::Passive));
        }
        let has_particle = self.cue.particle.is_some();
        if is_noun_or_adjective(self.units, self.at, self.form, &self.group, has_particle) {
            return None;
        }
        match subject_before(self.units, self.group.start, self.before) {
            Some(VerbSubject::Own(range)) if self.follows_clause(&range) => self.subject_after(),
            Some(VerbSubject::Own(range)) => Some((Some(range), Construction::SubjectFirst)),
            Some(VerbSubject::Shared) => {
                Some((main_subject(self.units, self.at, self.before), Construction::SharedSubject))
            }
            None => self.subject_after(),
        }
    }

    /// Whether what seems the subject is a clause, and the subject follows: of "By May, the deck will close, said
    /// Lane", not "May, the deck will close".
    fn follows_clause(&self, seeming: &Range<usize>) -> bool {
        let ends = |u: &ClauseUnit| matches!(u.shape, UnitShape::Comma | UnitShape::Stop);
        let after = phrase_from(self.units, self.range().end);
        self.prior().is_some_and(|u| u.shape == UnitShape::Comma)
            && after.is_some_and(|subject| self.units.get(subject.end).is_none_or(ends))
            && self.units[seeming.clone()].split(|u| u.shape == UnitShape::Comma).skip(1).any(is_clause)
    }

    /// Whose participle it is: that of the noun beside it ("a sign saying"), or of the main clause.
    fn participle(&self) -> Option<Attribution> {
        // "the saying", "of saying": nouns.
        let prior = self.prior();
        if prior.is_some_and(|u| {
            u.is(WordClass::Determiner) || u.is(WordClass::Possessive) || u.shape == UnitShape::Clitic
        }) {
            return None;
        }
        let beside = prior.filter(|u| u.names() && u.shape != UnitShape::Clitic);
        // "She said at a meeting announcing": who said it announced it.
        let is_event = |noun: &Range<usize>| {
            let before = noun.start.checked_sub(1).map(|i| &self.units[i]);
            let is_thing = self.units[noun.end - 1].shape == UnitShape::Word;
            is_thing && !self.before.is_empty() && before.is_some_and(|u| u.is(WordClass::Preposition))
        };
        Some(match beside.and_then(|_| phrase_before(self.units, self.group.start)) {
            Some(noun) if !is_event(&noun) => (Some(noun), Construction::Beside),
            _ => (main_subject(self.units, self.at, self.before), Construction::Participle),
        })
    }

    /// "When asked", "told that": it is said to the subject, and nobody says who asks.
    fn is_asked(&self, words: &QuoteWords) -> bool {
        self.form == VerbForm::Past
            && self.group.start == self.at
            && words.asked_verbs.contains(self.cue.lemma)
            && self.prior().is_none_or(|u| u.does(ClauseUse::BeforeParticiple))
    }

    /// Who acts in the passive: "was told by a friend", with room for an adverb before "by".
    fn agent(&self) -> Option<Range<usize>> {
        let end = self.range().end;
        let by = (end..(end + 3).min(self.units.len())).find(|&i| self.units[i].does(ClauseUse::Agent));
        by.and_then(|i| phrase_from(self.units, i + 1))
    }

    /// The subject after a verb that begins its clause: `“…,” said the minister`.
    fn subject_after(&self) -> Option<Attribution> {
        let begins = self.prior().is_none_or(|u| {
            u.marked().is_some()
                || matches!(u.shape, UnitShape::Comma | UnitShape::Dash | UnitShape::Stop | UnitShape::Other)
        });
        let is_finite = matches!(self.form, VerbForm::Past | VerbForm::Third | VerbForm::Base);
        if !begins || self.group.start != self.at || !is_finite {
            return None;
        }
        Some((Some(phrase_from(self.units, self.range().end)?), Construction::VerbFirst))
    }
}
