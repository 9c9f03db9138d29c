//! What the verbs of saying of a sentence claim: the clause or marked words after them or before them; a name and a
//! colon.

use std::ops::Range;

use super::adverbials::after_object;
use super::clause_ends::{end_of_text, has_verb};
use super::collector::{DraftQuote, RuleCollector};
use super::complements::{self, Complement, ContentShape, is_complete};
use super::rule::QuoteRule;
use super::sentence::ReportedSentence;
use crate::document::Document;
use crate::lang::quotes::ClauseUse;
use crate::lang::speech::{Frame, WordClass};
use crate::recognise::quotes::clauses::noun_phrases::{phrase_before, phrase_from};
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape, hull, is_title_case, words_in};
use crate::recognise::quotes::cues::reporting_verb::{Construction, ReportingVerb};

/// Clauses and objects of fewer words are rarely speech: "said so", "told the truth".
const FEWEST_WORDS: usize = 4;

/// A clause with "that", or a question, is speech from this many words on: "that he left".
const FEWEST_WORDS_OF_THAT: usize = 3;

/// Fewer marked words are held up by their marks rather than spoken.
const FEWEST_MARKED_WORDS: usize = 3;

/// Units before the colon of `Lane: “We go.”`, at most: a name with its role.
const LONGEST_INTRODUCTION: usize = 9;

/// Takes the contents of the verbs of saying.
pub(super) fn take(collector: &mut RuleCollector, sentence: &mut ReportedSentence) {
    let mut from = 0;
    for i in 0..sentence.verbs.len() {
        let verb = sentence.verbs[i].clone();
        let nested = sentence.taken[verb.verb.start];
        let in_source = sentence.sources.iter().any(|s| s.contains(&verb.verb.start));
        // "The Herald quoted" reports nothing itself: "as saying" does.
        let hands_on = sentence.handed_on.iter().any(|all| all.contains(&verb.verb.start));
        if in_source
            || hands_on && verb.handed_on.is_none()
            || nested && verb.construction != Construction::SubjectFirst
        {
            continue;
        }
        if let Some((contents, rule)) = claimed(collector.document, sentence, i, from) {
            from = contents.iter().map(|c| c.end).fold(verb.end(), usize::max);
            attribute(collector, sentence, contents, (&verb, rule));
        }
    }
}

/// What a verb claims, given where the words that no earlier verb has claimed begin.
fn claimed(
    document: &Document,
    sentence: &ReportedSentence,
    index: usize,
    from: usize,
) -> Option<(Vec<Range<usize>>, QuoteRule)> {
    let verb = &sentence.verbs[index];
    let nested = sentence.taken[verb.verb.start];
    let complement = complements::after(sentence, index);
    let before = complements::before(sentence.units, verb, from);
    let before = before.filter(|words| !nested && may_precede(sentence, verb, words));
    if let Some(before) = before.clone().filter(|r| sentence.units[r.end - 1].marked().is_some()) {
        let more = complement.filter(|c| c.shape == ContentShape::Marks).map(|c| c.content);
        let more = more.or_else(|| carried_on(sentence, index, &before));
        return Some(([own_clause(sentence, before)].into_iter().chain(more).collect(), QuoteRule::Marks));
    }
    if let Some(c) = complement {
        let is_speech = is_speech(document, sentence, verb, &c) && (nested || !hands_on(sentence, index, &c));
        // "They left, the broadcaster reported last year": the noun is a time.
        let is_time = sentence.units[verb.end()..c.content.end].iter().all(|u| is_time(u));
        if is_speech || before.is_none() || !is_time {
            return is_speech.then(|| (vec![c.content], rule_of(c.shape)));
        }
    }
    if let Some(before) = before {
        return Some(([before].into_iter().chain(resumed(sentence, verb)).collect(), QuoteRule::Before));
    }
    let rest = resumed(sentence, verb).filter(|r| !nested && may_resume(sentence, verb, r))?;
    // "The bridge, she said, would open": the subject stands before the report.
    let subject = complements::before(sentence.units, verb, from)
        .filter(|b| sentence.units[rest.start].is(WordClass::Auxiliary) && !sentence.taken[b.start]);
    Some((subject.into_iter().chain([rest]).collect(), QuoteRule::Resumed))
}

/// Whether a word is one of "last year", "on Tuesday", "earlier this month".
fn is_time(unit: &ClauseUnit) -> bool {
    let classes =
        [WordClass::Day, WordClass::Time, WordClass::Adverb, WordClass::Determiner, WordClass::Preposition];
    unit.shape == UnitShape::Number
        || unit.does(ClauseUse::OpensTime)
        || classes.iter().any(|&class| unit.is(class))
}

fn rule_of(shape: ContentShape) -> QuoteRule {
    match shape {
        ContentShape::Marks => QuoteRule::Marks,
        ContentShape::That => QuoteRule::That,
        ContentShape::Question => QuoteRule::Question,
        ContentShape::Bare => QuoteRule::Bare,
        ContentShape::Infinitive | ContentShape::Noun => QuoteRule::Object,
    }
}

/// Makes a quotation of what a verb claims by a rule, and gives it to the verb's subject.
fn attribute(
    collector: &mut RuleCollector,
    sentence: &mut ReportedSentence,
    contents: Vec<Range<usize>>,
    (verb, rule): (&ReportingVerb, QuoteRule),
) {
    let subject = match verb.construction {
        Construction::Participle | Construction::SharedSubject if sentence.subject.is_some() => {
            sentence.subject.clone()
        }
        _ => verb.subject.clone(),
    };
    if is_main_verb(verb) {
        sentence.subject = verb.subject.clone();
    }
    let speaker = subject.map(|s| hull(&sentence.units[s]));
    let cue = Some(hull(&sentence.units[verb.verb.clone()]));
    sentence.taken[verb.verb.clone()].fill(true);
    // "The bridge, she said, would open"
    let is_resumed = rule == QuoteRule::Resumed && 1 < contents.len();
    let is_certain = verb.handed_on.is_some() || is_resumed;
    collector.add(sentence, DraftQuote { contents, speaker, cue, rule, is_certain });
}

/// Whether a verb has a subject of its own beside it: "she said", "said the minister".
fn is_main_verb(verb: &ReportingVerb) -> bool {
    matches!(verb.construction, Construction::SubjectFirst | Construction::VerbFirst)
}

/// Whether the words before a verb may be what it reports.
fn may_precede(sentence: &ReportedSentence, verb: &ReportingVerb, before: &Range<usize>) -> bool {
    if !is_main_verb(verb) || sentence.taken[before.end - 1] {
        return false;
    }
    let (first, last) = (&sentence.units[before.start], &sentence.units[before.end - 1]);
    if last.marked().is_some() {
        let title = 1 < before.len() && is_title_case(last.word);
        let speaks = [Frame::Clause, Frame::Marked, Frame::PersonAndClause, Frame::Question];
        let takes_speech = || speaks.iter().any(|&frame| verb.takes(frame));
        return !title && (verb.construction == Construction::VerbFirst || takes_speech());
    }
    let words = &sentence.units[before.clone()];
    // "In May, she said, …": an adverbial, if the clause comes after the report.
    let adverbial = first.is(WordClass::Preposition) || first.is(WordClass::Subordinator);
    let whole = resumed(sentence, verb).is_none() && words.iter().any(|u| u.shape == UnitShape::Comma);
    verb.takes(Frame::Clause)
        && (FEWEST_WORDS <= before.len() || is_short_clause(words))
        && has_verb(words)
        && (!adverbial || whole)
        && !sentence.taken[before.start]
}

/// "Prices will rise"
fn is_short_clause(words: &[ClauseUnit]) -> bool {
    matches!(words, [subject, verb, _] if subject.names() && verb.is(WordClass::Auxiliary))
}

/// Whether a complement is a quotation rather than anything else that the verb takes.
fn is_speech(document: &Document, sentence: &ReportedSentence, verb: &ReportingVerb, c: &Complement) -> bool {
    let units = &sentence.units[c.content.clone()];
    let marked = units.iter().any(|u| u.marked().is_some());
    let nested = sentence.taken[verb.verb.start];
    if nested && !(marked && matches!(c.shape, ContentShape::Marks | ContentShape::That)) {
        return false;
    }
    let held_up = c.shape == ContentShape::Marks && is_held_up(&sentence.units[c.content.start]);
    // "The study found that the deck …", but not "rules that bind".
    let tells = c.shape == ContentShape::That
        && begins_clause_with_that(units)
        && verb.construction == Construction::SubjectFirst
        && document.language().quotes.finding_verbs.contains(verb.cue.lemma);
    if verb.takes(Frame::Weak) && (!marked || held_up) && !tells {
        return false;
    }
    let words = words_in(document.slice(hull(units)));
    match c.shape {
        ContentShape::Marks => verb.construction != Construction::Passive || verb.subject.is_some(),
        ContentShape::That | ContentShape::Question => FEWEST_WORDS_OF_THAT <= words,
        // "he would go", "wages would rise"
        ContentShape::Bare if words + 1 == FEWEST_WORDS => {
            (units[0].is(WordClass::Pronoun) || units[0].names()) && units[1].is(WordClass::Auxiliary)
        }
        ContentShape::Bare | ContentShape::Noun | ContentShape::Infinitive => {
            FEWEST_WORDS <= words && verb.construction != Construction::Infinitive
        }
    }
}

/// Whether the words after "that" are a clause, not the rest of a noun's: a subject stands there, with its verb where it
/// has no article, or a phrase before it: "that in each year, the boats …".
fn begins_clause_with_that(units: &[ClauseUnit]) -> bool {
    let Some(first) = units.get(1) else { return false };
    let is_plural = || first.names() && first.does(ClauseUse::PluralEnding);
    let is_verb = |u: &ClauseUnit| {
        u.is(WordClass::Auxiliary) || u.does(ClauseUse::PastEnding) || u.does(ClauseUse::IrregularVerb)
    };
    let has_verb = || {
        phrase_from(units, 1)
            .is_some_and(|subject| 2 < subject.end && units.get(subject.end).is_some_and(is_verb))
    };
    let has_phrase_before = || {
        let comma = units.iter().position(|u| u.shape == UnitShape::Comma);
        let next = comma.and_then(|comma| units.get(comma + 1));
        first.is(WordClass::Preposition)
            && next.is_some_and(|u| complements::begins_clause_surely(u) || u.is(WordClass::Preposition))
    };
    complements::begins_clause_surely(first)
        || first.shape == UnitShape::Number
        || is_plural()
        || has_verb()
        || has_phrase_before()
}

/// Takes the marked words after a name and a colon: `Lane: “We go.”`
pub(super) fn take_after_colon(collector: &mut RuleCollector, sentence: &mut ReportedSentence) {
    let colon = sentence.units.iter().take(LONGEST_INTRODUCTION).position(|u| u.shape == UnitShape::Colon);
    let Some(colon) = colon else { return };
    let marked = sentence.units.get(colon + 1).is_some_and(|u| u.marked().is_some());
    if !marked || sentence.taken[colon + 1] {
        return;
    }
    let Some(phrase) = phrase_before(sentence.units, colon).filter(|p| p.start == 0) else { return };
    let speaker = Some(hull(&sentence.units[phrase]));
    let cue = Some(sentence.units[colon].span);
    let contents = std::iter::once(colon + 1..colon + 2).collect();
    collector.add(sentence, DraftQuote { contents, speaker, cue, rule: QuoteRule::Colon, is_certain: false });
}

/// Of words that end with marked ones, the marked ones alone where they are a clause of their own.
fn own_clause(sentence: &ReportedSentence, before: Range<usize>) -> Range<usize> {
    let mut start = before.end - 1;
    while before.start < start && sentence.units[start - 1].marked().is_some() {
        start -= 1;
    }
    if start == before.start {
        return before;
    }
    let inside = sentence.units[start].word;
    let whole = FEWEST_WORDS <= words_in(inside) && inside.trim_start().starts_with(char::is_uppercase);
    let apart = match sentence.units[start - 1].shape {
        UnitShape::Colon => true,
        UnitShape::Comma | UnitShape::Open | UnitShape::Dash | UnitShape::Hyphen => whole,
        _ => false,
    };
    if apart { start..before.end } else { before }
}

/// Of “We go,” said Lane, with a bow, “and you stay.” the second part: marked words after a comma that close the
/// sentence which the first part left open.
fn carried_on(sentence: &ReportedSentence, index: usize, before: &Range<usize>) -> Option<Range<usize>> {
    let (units, verb) = (sentence.units, &sentence.verbs[index]);
    let pauses =
        |unit: &ClauseUnit| matches!(unit.shape, UnitShape::Comma | UnitShape::Dash | UnitShape::Hyphen);
    let open = units[before.end - 1].word.trim_end().ends_with([',', ';', '—', '–', '-'])
        || units.get(before.end).is_some_and(pauses);
    let rest = verb.end()..end_of_text(units);
    let next = rest.clone().find(|&i| units[i].marked().is_some()).filter(|_| open && is_main_verb(verb))?;
    let apart = matches!(
        units[next - 1].shape,
        UnitShape::Comma | UnitShape::Semicolon | UnitShape::Dash | UnitShape::Hyphen
    );
    let after = sentence.verbs.get(index + 1);
    let further = after.is_some_and(|v| v.verb.start < next && v.construction != Construction::Participle);
    let goes_on = apart && !further && !is_title_case(units[next].word);
    (goes_on && is_complete(&units[next])).then_some(next..next + 1)
}

/// Whether the content is itself a report of marked words: "noted that Lane said “no”". Then the words are Lane's.
fn hands_on(sentence: &ReportedSentence, index: usize, c: &Complement) -> bool {
    let Some(inner) = sentence.verbs.get(index + 1) else { return false };
    let follows = inner.construction == Construction::SubjectFirst && inner.start() <= c.content.start + 1;
    let marked = |c: Complement| sentence.units[c.content].iter().take(2).any(|u| u.marked().is_some());
    follows && complements::after(sentence, index + 1).is_some_and(marked)
}

/// Whether marked words are too few for speech, or a title.
fn is_held_up(unit: &ClauseUnit) -> bool {
    words_in(unit.word) < FEWEST_MARKED_WORDS || is_title_case(unit.word)
}

/// `They left, she said, and stayed away`: what goes on after a report in commas.
fn resumed(sentence: &ReportedSentence, verb: &ReportingVerb) -> Option<Range<usize>> {
    let told = verb.takes(Frame::PersonAndClause) && verb.end() < sentence.units.len();
    let at = if told { after_object(sentence.units, verb.end()) } else { verb.end() };
    let end = end_of_text(sentence.units);
    let comma = sentence.units.get(at).is_some_and(|u| u.shape == UnitShape::Comma);
    let further = sentence.verbs.last().is_some_and(|last| verb.verb.end < last.verb.start);
    let relative = || sentence.units[at + 1].does(ClauseUse::PersonalRelative);
    // "The bridge, she said, would say it all"
    let is_main = sentence.units.get(at + 1).is_some_and(|u| u.is(WordClass::Auxiliary));
    let goes_on = comma && at + 2 < end && (is_main || !further) && !relative();
    (goes_on && verb.construction == Construction::SubjectFirst).then_some(at + 1..end)
}

/// `In May, she said, they left`; `As she said, they left`.
fn may_resume(sentence: &ReportedSentence, verb: &ReportingVerb, rest: &Range<usize>) -> bool {
    let before = verb.start().checked_sub(1).map(|i| &sentence.units[i]);
    verb.takes(Frame::Clause)
        && before.is_some_and(|u| u.shape == UnitShape::Comma || u.does(ClauseUse::As))
        && (FEWEST_WORDS <= rest.len() || sentence.units[rest.start].is(WordClass::Auxiliary))
        && has_verb(&sentence.units[rest.clone()])
}
