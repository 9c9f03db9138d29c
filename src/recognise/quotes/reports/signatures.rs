//! Marked words with a dash and a name after them, on the same line or on the next: `“We go.” — Ada Lane, mayor`.

use std::ops::Range;

use super::collector::{LastSpeaker, RuleCollector};
use super::rule::QuoteRule;
use crate::lang::quotes::ClauseUse;
use crate::lang::speech::WordClass;
use crate::recognise::marks::End;
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape, hull};
use crate::span::Span;

/// A name has at most this many units: longer runs of capitals are headings.
const LONGEST_NAME: usize = 6;

/// A name with what is said of its bearer has at most this many units: longer ones are sentences.
const LONGEST_SIGNATURE: usize = 16;

/// Whether the paragraph is marked words with a signature, or the signature of those in the paragraph before; then they
/// are quotations by that name.
pub(super) fn take(collector: &mut RuleCollector, units: &[ClauseUnit], index: usize) -> bool {
    let marked = units.iter().take_while(|u| u.marked().is_some() || u.shape == UnitShape::Stop).count();
    let Some(name) = signature(units, marked) else { return false };
    let speaker = Some(hull(&units[name]));
    let cue = Some(units[marked].span);
    if marked == 0 {
        return sign_before(collector, index, speaker, cue);
    }
    collector.last = Some(LastSpeaker { speaker, cue, paragraph: index });
    for m in units[..marked].iter().filter_map(ClauseUnit::marked) {
        collector.put_marked(m, speaker, cue, QuoteRule::Signature);
    }
    true
}

/// Gives the marked words that fill the paragraph before to the name that stands alone in this one.
fn sign_before(
    collector: &mut RuleCollector,
    index: usize,
    speaker: Option<Span>,
    cue: Option<Span>,
) -> bool {
    let document = collector.document;
    let Some(before) = index.checked_sub(1).map(|i| &document.paragraphs()[i]) else { return false };
    let Some(quote) = collector.quotes.last_mut() else { return false };
    let fills = quote
        .spans
        .last()
        .is_some_and(|s| document.paragraph_at(s.start()) == index - 1 && before.span.end() == s.end());
    let unsure = quote.why == QuoteRule::Alone.why() || quote.why == QuoteRule::Continued.why();
    // Among all marks of a long text: looked for, not gone through.
    let from = collector.marked.partition_point(|m| m.paragraph < index - 1);
    let mut marks = collector.marked[from..].iter().take_while(|m| m.paragraph < index);
    let open = marks.any(|m| m.end == End::ContinuesInNext);
    if !fills || !unsure || open {
        return false;
    }
    (quote.speaker, quote.cue, quote.why) = (speaker, cue, QuoteRule::Signature.why());
    quote.confidence = QuoteRule::Signature.confidence(quote.kind);
    quote.words_confidence = quote.confidence;
    let quote = quote.clone();
    collector.last = Some(LastSpeaker { speaker, cue, paragraph: index });
    collector.hint_rule(&quote, QuoteRule::Signature);
    true
}

/// The units of the name after a dash at `at`, where nothing but the name and what its bearer is follows.
fn signature(units: &[ClauseUnit], at: usize) -> Option<Range<usize>> {
    let dash = matches!(units.get(at)?.shape, UnitShape::Dash | UnitShape::Hyphen);
    let end = units.len() - units.iter().rev().take_while(|u| u.shape == UnitShape::Stop).count();
    let start = at + 1;
    if !dash || end <= start || LONGEST_SIGNATURE < end - start {
        return None;
    }
    let in_name = |i: &usize| {
        let (unit, inner) = (&units[*i], start < *i);
        unit.shape == UnitShape::Name
            || inner && (unit.shape == UnitShape::Hyphen || is_initial_dot(units, *i))
            || inner && unit.shape == UnitShape::Word && unit.does(ClauseUse::InName)
    };
    let name = start..start + (start..end).take_while(in_name).count();
    let is_name = !name.is_empty() && name.len() <= LONGEST_NAME && units[start].names();
    let apart = units.get(name.end).filter(|_| name.end < end);
    let ends = apart.is_none_or(|u| {
        matches!(u.shape, UnitShape::Comma | UnitShape::Open | UnitShape::Dash | UnitShape::Hyphen)
    });
    let speaks =
        |u: &ClauseUnit| u.is(WordClass::Auxiliary) || u.marked().is_some() || u.shape == UnitShape::Stop;
    (is_name && ends && !units[name.end..end].iter().any(speaks)).then_some(name)
}

/// The dot of "G."
fn is_initial_dot(units: &[ClauseUnit], at: usize) -> bool {
    units[at].shape == UnitShape::Stop && units[at - 1].word.chars().count() == 1
}
