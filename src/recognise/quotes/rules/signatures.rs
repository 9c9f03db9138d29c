//! Marked words with a dash and a name after them, on the same line or on the next: `“We go.” — Ada Lane, mayor`.

use std::ops::Range;

use super::units::{Shape, Unit};
use super::{Finder, Last, Rule, cover};
use crate::lang::en::speech::Class;
use crate::recognise::marks::End;
use crate::span::Span;

/// A name has at most this many words, and with what is said of its bearer this many.
const LONGEST_NAME: usize = 6;
const LONGEST: usize = 16;

impl Finder<'_> {
    /// Whether the paragraph is marked words with a signature, or the signature of those in the paragraph before;
    /// then they are quotations by that name.
    pub(super) fn signature(&mut self, units: &[Unit], index: usize) -> bool {
        let marked = units.iter().take_while(|u| u.marked().is_some() || u.shape == Shape::Stop).count();
        let Some(name) = signature(units, marked) else { return false };
        let speaker = Some(cover(&units[name]));
        let cue = Some(units[marked].span);
        if marked == 0 {
            return self.sign_before(index, speaker, cue);
        }
        self.last = Some(Last { speaker, cue, paragraph: index });
        for m in units[..marked].iter().filter_map(Unit::marked) {
            self.put_marked(m, speaker, cue, Rule::Signature);
        }
        true
    }

    /// Gives the marked words that fill the paragraph before to the name that stands alone in this one.
    fn sign_before(&mut self, index: usize, speaker: Option<Span>, cue: Option<Span>) -> bool {
        let Some(before) = index.checked_sub(1).map(|i| &self.document.paragraphs()[i]) else { return false };
        let Some(quote) = self.quotes.last_mut() else { return false };
        let fills = quote.spans.last().is_some_and(|s| {
            self.document.paragraph_at(s.start()) == index - 1 && before.span.end() == s.end()
        });
        let unsure = quote.why == Rule::Alone.why() || quote.why == Rule::Continued.why();
        // Among all marks of a long text: looked for, not gone through.
        let from = self.marked.partition_point(|m| m.paragraph < index - 1);
        let mut marks = self.marked[from..].iter().take_while(|m| m.paragraph < index);
        let open = marks.any(|m| m.end == End::ContinuesInNext);
        if !fills || !unsure || open {
            return false;
        }
        (quote.speaker, quote.cue, quote.why) = (speaker, cue, Rule::Signature.why());
        quote.confidence = Rule::Signature.confidence(quote.kind);
        let quote = quote.clone();
        self.last = Some(Last { speaker, cue, paragraph: index });
        self.hint(&quote, Rule::Signature);
        true
    }
}

/// The units of the name after a dash at `at`, where nothing but the name and what its bearer is follows.
fn signature(units: &[Unit], at: usize) -> Option<Range<usize>> {
    let dash = matches!(units.get(at)?.shape, Shape::Dash | Shape::Hyphen);
    let end = units.len() - units.iter().rev().take_while(|u| u.shape == Shape::Stop).count();
    let start = at + 1;
    if !dash || end <= start || LONGEST < end - start {
        return None;
    }
    let in_name = |i: &usize| {
        let (unit, inner) = (&units[*i], start < *i);
        unit.shape == Shape::Name
            || inner && (unit.shape == Shape::Hyphen || is_initial_dot(units, *i))
            || inner && unit.shape == Shape::Word && PARTICLES.contains(&unit.word)
    };
    let name = start..start + (start..end).take_while(in_name).count();
    let is_name = !name.is_empty() && name.len() <= LONGEST_NAME && units[start].names();
    let apart = units.get(name.end).filter(|_| name.end < end);
    let ends =
        apart.is_none_or(|u| matches!(u.shape, Shape::Comma | Shape::Open | Shape::Dash | Shape::Hyphen));
    let speaks = |u: &Unit| u.is(Class::Auxiliary) || u.marked().is_some() || u.shape == Shape::Stop;
    (is_name && ends && !units[name.end..end].iter().any(speaks)).then_some(name)
}

/// Small words within names.
const PARTICLES: [&str; 14] =
    ["of", "de", "da", "del", "della", "der", "den", "di", "du", "la", "le", "van", "von", "the"];

/// The dot of "G."
fn is_initial_dot(units: &[Unit], at: usize) -> bool {
    units[at].shape == Shape::Stop && units[at - 1].word.chars().count() == 1
}
