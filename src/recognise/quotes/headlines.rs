//! Headlines that name a speaker beside a colon or dash: "‘We stay open’: Lane on the harbour", "Harbour will stay
//! open: Lane", "Lane: Harbour will stay open". Marks are not needed, so that the name must be one who speaks.

use std::ops::Range;

use super::clauses::units::{ClauseUnit, UnitShape, of_paragraph, words_in};
use super::reports::rule::QuoteRule;
use super::reports::rule_spans::RuleSpan;
use crate::annotation::{EntityKind, Why};
use crate::document::{Document, Role};
use crate::lang::quotes::ClauseUse;
use crate::lang::speech::{VerbForm, WordClass};
use crate::recognise::found::FoundEntity;
use crate::recognise::marks::Marked;

/// Units of a headline, at most: longer lines are sentences.
const LONGEST: usize = 40;

/// A name has at most this many units: longer runs of capitals are headings.
const LONGEST_NAME: usize = 6;

/// Fewer words without marks are a topic: "Lane: New harbour".
const FEWEST_WORDS: usize = 3;

/// What a headline is read from.
struct Headline<'h, 'a> {
    document: &'a Document,
    entities: &'h [FoundEntity],
    units: &'h [ClauseUnit<'a>],
}

/// Puts the quotations of the headlines among those that the rules found, instead of others over the same words.
pub(super) fn add(
    document: &Document,
    marked: &[Marked],
    entities: &[FoundEntity],
    rule_spans: &mut Vec<RuleSpan>,
) {
    for (index, paragraph) in document.paragraphs().iter().enumerate() {
        if !matches!(paragraph.role, Role::Title | Role::Heading) || LONGEST < paragraph.tokens.len() {
            continue;
        }
        let first = marked.partition_point(|m| m.paragraph < index);
        let here = marked[first..].iter().enumerate().take_while(|(_, m)| m.paragraph == index);
        let outer: Vec<usize> = here.filter(|(_, m)| m.depth == 0).map(|(i, _)| first + i).collect();
        let units = of_paragraph(document, paragraph.tokens.clone(), marked, &outer);
        let headline = Headline { document, entities, units: &units };
        if let Some(found) = headline.quotation() {
            rule_spans.retain(|r| r.tokens.end <= found.tokens.start || found.tokens.end <= r.tokens.start);
            let at = rule_spans.partition_point(|r| r.tokens.start < found.tokens.start);
            rule_spans.insert(at, found);
        }
    }
}

impl Headline<'_, '_> {
    /// The quotation of the headline.
    fn quotation(&self) -> Option<RuleSpan> {
        let stops = self.units.iter().rev().take_while(|u| u.shape == UnitShape::Stop).count();
        let end = self.units.len() - stops;
        if let Some(found) = self.with_verb(end) {
            return Some(found);
        }
        let colon = self.units[..end].iter().position(|u| u.shape == UnitShape::Colon);
        let at = colon.or_else(|| (0..end).rev().find(|&i| self.is_dash(i)))?;
        if let Some(name) = self.name(at + 1..end)
            && self.is_said(0..at, name.end == end && self.is_known(&name))
            && (self.ends_or_has_topic(&name, end) || name.end < end && self.tells_of(0..at, name.end))
        {
            return self.rule_span(0..at, name, at);
        }
        let name = self.name(0..at).filter(|name| name.end == at && colon.is_some())?;
        if self.is_said(at + 1..end, self.is_known(&name)) {
            self.rule_span(at + 1..end, name, at)
        } else {
            None
        }
    }

    /// "Harbour is safe, says Lane"
    fn with_verb(&self, end: usize) -> Option<RuleSpan> {
        let comma = (0..end).rev().find(|&i| self.units[i].shape == UnitShape::Comma)?;
        let verb = self.units.get(comma + 1)?.info.verb?;
        let is_finite = matches!(verb.form, VerbForm::Third | VerbForm::Past);
        let name =
            self.name(comma + 2..end).filter(|name| is_finite && name.end == end && self.is_known(name))?;
        if self.is_said(0..comma, true) { self.rule_span(0..comma, name, comma + 1) } else { None }
    }

    /// Whether a dash with blanks around it stands at a unit.
    fn is_dash(&self, at: usize) -> bool {
        let apart = |a: usize, b: usize| self.units[a].span.end() < self.units[b].span.start();
        match self.units[at].shape {
            UnitShape::Dash => true,
            UnitShape::Hyphen => {
                0 < at && at + 1 < self.units.len() && apart(at - 1, at) && apart(at, at + 1)
            }
            _ => false,
        }
    }

    /// The name of one who speaks with which some units begin: a person, a body, or a role.
    fn name(&self, within: Range<usize>) -> Option<Range<usize>> {
        let is_part = |i: &usize| {
            let unit = &self.units[*i];
            unit.shape == UnitShape::Name && unit.names()
                || unit.shape == UnitShape::Hyphen
                || unit.does(ClauseUse::InName) && within.start < *i
                || self.is_role(*i)
                || self.is_plural_role(*i)
        };
        let end = within.start + within.clone().take_while(is_part).count();
        let name = within.start..end;
        if name.is_empty() || LONGEST_NAME < name.len() {
            return None;
        }
        let is_label = self
            .document
            .language()
            .quotes
            .headline_labels
            .contains_ignoring_case(self.units[name.start].word);
        let speaks = self.is_role(end - 1) || self.is_speaker(end - 1) || self.is_plural_role(end - 1);
        (!is_label && speaks).then_some(name)
    }

    fn is_role(&self, at: usize) -> bool {
        let unit = &self.units[at];
        let several = &self.document.language().speakers.several;
        unit.is(WordClass::RoleNoun)
            || unit.does(ClauseUse::Role)
            || several.contains_ignoring_case(unit.word)
    }

    /// "survivors", "farmers"
    fn is_plural_role(&self, at: usize) -> bool {
        let language = self.document.language();
        let word = self.units[at].word.to_lowercase();
        let one = language.speakers.plural_endings.iter().find_map(|ending| word.strip_suffix(ending));
        one.is_some_and(|one| language.persons.is_role(one))
    }

    /// Whether the name of a person or organisation covers a unit.
    fn is_speaker(&self, at: usize) -> bool {
        let span = self.units[at].span;
        let first = self.entities.partition_point(|entity| entity.span.end() <= span.start());
        self.entities.get(first).is_some_and(|entity| {
            entity.span.overlaps(span) && matches!(entity.kind, EntityKind::Person | EntityKind::Org)
        })
    }

    /// Whether a name is surely that of one who speaks. A word alone that the article takes for a person and never gives
    /// another name may be a place: "Torvik: School will close".
    fn is_known(&self, name: &Range<usize>) -> bool {
        let span = self.units[name.end - 1].span;
        let first = self.entities.partition_point(|entity| entity.span.end() <= span.start());
        let entity = self.entities.get(first).filter(|entity| entity.span.overlaps(span));
        self.is_role(name.end - 1)
            || entity.is_some_and(|entity| entity.kind != EntityKind::Person || entity.name.contains(' '))
    }

    /// Whether what follows a name is what its bearer speaks about: "on the ferry fight".
    fn is_topic(&self, at: usize) -> bool {
        let unit = &self.units[at];
        unit.is(WordClass::Preposition) || unit.is(WordClass::Subordinator) || unit.shape == UnitShape::Comma
    }

    /// Whether a verb after the name of one who spoke goes on with what else there is to tell: "‘We stay’: crews recall
    /// storm".
    fn tells_of(&self, words: Range<usize>, at: usize) -> bool {
        let unit = &self.units[at];
        let several = at.checked_sub(1).is_some_and(|last| self.is_plural_role(last));
        let is_verb = unit.info.verb.is_some()
            || unit.does(ClauseUse::PresentEnding)
            || several && !unit.info.is_function_word();
        words.len() == 1
            && self.units[words.start].marked().is_some()
            && unit.shape == UnitShape::Word
            && is_verb
    }

    /// Whether a name ends the headline, or is followed by what its bearer speaks about. Several without a name do so
    /// seldom: "‘No more cuts’: teachers on the march".
    fn ends_or_has_topic(&self, name: &Range<usize>, end: usize) -> bool {
        let last = name.end - 1;
        let is_one = self.is_role(last) || self.is_speaker(last);
        is_one && (name.end == end || self.is_topic(name.end))
    }

    /// Whether some units are said: one marked stretch, or a clause where the name stands alone beside it.
    fn is_said(&self, words: Range<usize>, is_name_alone: bool) -> bool {
        let units = &self.units[words];
        match units {
            [] => false,
            [one] if one.marked().is_some() => true,
            [first, ..] => {
                let marked = units.iter().any(|u| u.marked().is_some());
                let asks = first.is(WordClass::Question);
                let relative = |u: &ClauseUnit| u.does(ClauseUse::Relative) && !u.does(ClauseUse::That);
                let text = self.document.slice(super::clauses::units::hull(units));
                is_name_alone
                    && !asks
                    && FEWEST_WORDS <= words_in(text)
                    && (marked || is_clause(units))
                    && !units.iter().any(relative)
            }
        }
    }

    fn rule_span(&self, words: Range<usize>, name: Range<usize>, sign: usize) -> Option<RuleSpan> {
        let tokens = |units: &Range<usize>| {
            let span = super::clauses::units::hull(&self.units[units.clone()]);
            self.document.tokens_in(span)
        };
        let rule = QuoteRule::Signature;
        Some(RuleSpan {
            tokens: tokens(&words),
            speaker: Some(tokens(&name)),
            cue: Some(tokens(&(sign..sign + 1))),
            listener: None,
            why: if self.units[sign].info.verb.is_some() { Why::ReportedClause } else { rule.why() },
            rule: rule.number(),
            is_plain: false,
            is_certain: true,
        })
    }
}

/// Whether units hold the verb of a clause rather than a plural: "will stay", "needs new", but not "five lessons from".
fn is_clause(units: &[ClauseUnit]) -> bool {
    (1..units.len()).any(|i| {
        let (before, unit) = (&units[i - 1], &units[i]);
        let is_verb = unit.info.verb.is_some_and(|verb| verb.form != VerbForm::Ing);
        let third = || {
            let next = units.get(i + 1);
            let goes_on = next.is_some_and(|u| !u.is(WordClass::Preposition) && u.shape != UnitShape::Comma);
            unit.does(ClauseUse::PresentEnding)
                && before.names()
                && before.shape != UnitShape::Number
                && goes_on
        };
        unit.is(WordClass::Auxiliary)
            || matches!(unit.shape, UnitShape::Word)
                && !unit.does(ClauseUse::NounLike)
                && (is_verb || unit.does(ClauseUse::IrregularVerb) || third())
            || unit.does(ClauseUse::To) && before.names()
    })
}
