//! The sequence tagger: which tokens it looks at, what it sees of them, how its tags become spans.

use std::ops::Range;
use std::sync::LazyLock;

use crate::document::Document;
use crate::learn::hash::{mix, row};
use crate::learn::tags::Part;
use crate::recognise::words::{Looks, Word, sign};
use crate::span::Span;

/// The kinds that the tagger tells apart; places and the miscellany are divided afterwards.
pub const PERSON: usize = 0;
pub const ORG: usize = 1;
pub const PLACE: usize = 2;
pub const NORP: usize = 3;
pub const MISC: usize = 4;
pub const KINDS: usize = 5;
pub const TAGS: usize = 1 + 4 * KINDS;

/// Tokens after one that a name may go on with, and so, with the one before, the widest gap within a name: `Boeing
/// 737-800`, `University of the West of England`.
const AFTER: usize = 2;

/// The runs of tokens of a sentence that may hold a name: capitalised words with what stands between and
/// around them. All else is outside any name, which spares scoring half of a text.
pub fn runs(words: &[Word], sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = vec![];
    for i in sentence.clone() {
        if !words[i].looks.has(Looks::CAPITAL | Looks::CAPITAL_INSIDE) {
            continue;
        }
        let (start, end) = (start_before(words, &sentence, i), (i + 1 + AFTER).min(sentence.end));
        match runs.last_mut() {
            Some(run) if start <= run.end => run.end = end,
            _ => runs.push(start..end),
        }
    }
    runs
}

/// Where a name with the capitalised word `i` may begin: one word before (`de Gaulle`), or at the start of what is
/// written as one (`al-Ameri`).
fn start_before(words: &[Word], sentence: &Range<usize>, i: usize) -> usize {
    let before = i.saturating_sub(1).max(sentence.start);
    let glued = |start: &usize| words[*start].looks.has(Looks::GLUED_BEFORE);
    let parts = (sentence.start + 1..before + 1).rev().take(MOST_PARTS).take_while(glued).count();
    before - parts
}

/// Parts of a word written as one that are looked at; a bound, so that odd texts cost no more than others.
const MOST_PARTS: usize = 3;

/// Features of one token, at most.
pub const MOST_FEATURES: usize = 150;

/// Takes the rows of a token's features.
pub struct Slots {
    bits: u32,
    /// In training: the set that a document comes from, where its habits are learned apart.
    pub source: Option<u64>,
    template: u64,
    filled: usize,
    rows: [u32; MOST_FEATURES],
}

impl Slots {
    pub fn new(bits: u32) -> Slots {
        Slots { bits, source: None, template: 0, filled: 0, rows: [0; MOST_FEATURES] }
    }

    pub fn rows(&self) -> &[u32] {
        &self.rows[..self.filled]
    }

    #[inline]
    fn add(&mut self, value: u64) {
        self.template += 1;
        self.rows[self.filled] = row(self.template, value, self.bits);
        self.filled += 1;
    }

    /// Keeps the templates' numbers where they are when one has nothing to say.
    #[inline]
    fn add_if(&mut self, value: Option<u64>) {
        match value {
            Some(value) => self.add(value),
            None => self.template += 1,
        }
    }
}

/// What stands before the first and after the last token of a sentence.
fn borders() -> &'static (Word, Word) {
    static BORDERS: LazyLock<(Word, Word)> = LazyLock::new(|| {
        let border = |side: u32| Word {
            exact: side.into(),
            lower: side.into(),
            shape: side,
            brief_shape: side,
            ..Word::default()
        };
        (border(101), border(102))
    });
    &BORDERS
}

/// Fills in the features of token `i` of a sentence.
pub fn see(words: &[Word], sentence: &Range<usize>, i: usize, slots: &mut Slots) {
    let (start, end) = borders();
    let at = |k: isize| match i.checked_add_signed(k) {
        Some(j) if sentence.contains(&j) => &words[j],
        _ if k < 0 => start,
        _ => end,
    };
    let around = [at(-2), at(-1), at(0), at(1), at(2)];
    slots.filled = 0;
    slots.template = 0;
    see_words(around, slots);
    see_shapes(around, slots);
    see_affixes(around, slots);
    see_usage(around, slots);
    see_clusters(around, slots);
    see_names(around, slots);
    see_capitalised(words, sentence, i, slots);
    see_elsewhere(around, slots);
    see_source(around, slots);
}

/// Capitalised words to either side that are looked at; a bound, so that a text all in capitals costs no more.
const LONGEST_ROW: usize = 16;

/// What the whole row of capitalised words that a token stands in begins and ends with, and what is around it:
/// "Ministry …", "… Inc", "former … said".
fn see_capitalised(words: &[Word], sentence: &Range<usize>, i: usize, slots: &mut Slots) {
    if !words[i].looks.has(Looks::CAPITAL) {
        slots.template += 14;
        return;
    }
    let capital = |j: &usize| words[*j].looks.has(Looks::CAPITAL);
    let start = (sentence.start..i).rev().take(LONGEST_ROW).take_while(capital).last().unwrap_or(i);
    let end = (i + 1..sentence.end).take(LONGEST_ROW).take_while(capital).last().unwrap_or(i) + 1;
    let before = if sentence.start < start { &words[start - 1] } else { &borders().0 };
    let after = if end < sentence.end { &words[end] } else { &borders().1 };
    let (first, last) = (&words[start], &words[end - 1]);
    let length = (end - start).min(5) as u64;
    let here = (i - start).min(2) as u64 * 3 + (end - 1 - i).min(2) as u64;
    slots.add(mix(length, here));
    slots.add(mix(here, last.lower));
    slots.add(mix(here, first.lower));
    slots.add(mix(length, before.lower));
    slots.add(mix(length, after.lower));
    slots.add(mix(here, u64::from(last.fine)));
    slots.add(mix(here, u64::from(first.fine)));
    slots.add(mix(length, u64::from(before.fine)));
    slots.add(mix(length, u64::from(after.fine)));
    slots.add(mix(here, mix(u64::from(first.names), u64::from(last.names))));
    slots.add(mix(here, mix(before.lower, after.lower)));
    let roles = mix(u64::from(before.role), u64::from(after.role));
    slots.add_if((before.role != 0).then(|| mix(here, u64::from(before.role))));
    slots.add_if((after.role != 0).then(|| mix(here, u64::from(after.role))));
    slots.add_if((before.role | after.role != 0).then(|| mix(length, roles)));
}

/// The signs that are looked at together too.
const TOGETHER: u64 = (1 << sign::COMMON) - 1;

/// What stands around the word elsewhere in the document.
fn see_elsewhere([_, b1, w, a1, _]: [&Word; 5], slots: &mut Slots) {
    let capital = u64::from(w.looks.0 & Looks::CAPITAL);
    let first = u64::from(w.looks.0 & Looks::FIRST);
    for sign in 0..sign::COUNT {
        slots.add_if((w.elsewhere >> sign & 1 == 1).then(|| mix(capital, first)));
    }
    // More of them together would be met too seldom.
    let together = |word: &Word| u64::from(word.elsewhere) & TOGETHER;
    let signs = together(w);
    const PLACE_IN_ROW: u64 = (sign::ALONE | sign::FIRST | sign::LAST) as u64;
    slots.add(mix(signs & PLACE_IN_ROW, mix(u64::from(w.seen), u64::from(w.usage))));
    slots.add(mix(capital, signs));
    slots.add(mix(signs & !PLACE_IN_ROW, mix(u64::from(w.names), capital)));
    slots.add_if((together(b1) != 0).then(|| mix(together(b1), capital)));
    slots.add_if((together(a1) != 0).then(|| mix(together(a1), capital)));
    slots.add_if((w.long_form != 0).then(|| u64::from(w.long_form)));
}

/// What is so in one set of training data alone. The library never asks for it.
fn see_source([_, b1, w, a1, _]: [&Word; 5], slots: &mut Slots) {
    let Some(source) = slots.source else { return };
    slots.add(source);
    for value in [w.lower, b1.lower, a1.lower] {
        slots.add(mix(source, value));
    }
    let shape = u64::from(w.brief_shape);
    slots.add(mix(source, u64::from(w.fine)));
    slots.add(mix(source, shape));
    slots.add(mix(source, mix(shape, u64::from(a1.brief_shape))));
    slots.add(mix(source, mix(u64::from(b1.brief_shape), shape)));
}

fn see_words([b2, b1, w, a1, a2]: [&Word; 5], slots: &mut Slots) {
    slots.add(0);
    slots.add(w.exact);
    for word in [w, b1, a1, b2, a2] {
        slots.add(word.lower);
    }
    slots.add(mix(b1.lower, w.lower));
    slots.add(mix(w.lower, a1.lower));
    slots.add(mix(b2.lower, b1.lower));
    slots.add(mix(a1.lower, a2.lower));
}

fn see_shapes([b2, b1, w, a1, a2]: [&Word; 5], slots: &mut Slots) {
    let [s_b2, s_b1, s, s_a1, s_a2] = [b2, b1, w, a1, a2].map(|w| u64::from(w.brief_shape));
    slots.add(u64::from(w.shape));
    slots.add(s);
    slots.add(u64::from(b1.shape));
    slots.add(u64::from(a1.shape));
    slots.add(mix(s_b1, s));
    slots.add(mix(s, s_a1));
    slots.add(mix(mix(s_b1, s), s_a1));
    slots.add(mix(mix(s_b2, s_b1), s));
    slots.add(mix(mix(s, s_a1), s_a2));
    slots.add(mix(b1.lower, s));
    slots.add(mix(s, a1.lower));
    slots.add(mix(mix(a1.lower, s), s_a2));
    slots.add(mix(mix(b2.lower, s_b1), s));
    let glue = u64::from(w.looks.0 & (Looks::GLUED_BEFORE | Looks::GLUED_AFTER));
    slots.add(mix(glue, s));
    slots.add(mix(glue, mix(s_b1, s_a1)));
}

fn see_affixes([_, b1, w, a1, _]: [&Word; 5], slots: &mut Slots) {
    for n in 1..=4u8 {
        let mask = u32::MAX >> (32 - 8 * u32::from(n));
        let long_enough = n <= w.len;
        slots.add_if(long_enough.then_some(u64::from(w.head & mask)));
        slots.add_if(long_enough.then_some(u64::from(w.tail & mask)));
    }
    for word in [b1, a1] {
        slots.add_if((3 <= word.len).then_some(u64::from(word.tail & 0xff_ffff)));
    }
}

fn see_usage([_, b1, w, a1, _]: [&Word; 5], slots: &mut Slots) {
    let (usage, first) = (u64::from(w.usage), u64::from(w.looks.0 & (Looks::FIRST | Looks::CAPITAL)));
    slots.add(mix(first, u64::from(w.brief_shape)));
    slots.add(mix(first, usage));
    slots.add(mix(usage, u64::from(w.brief_shape)));
    slots.add(mix(u64::from(a1.usage), u64::from(a1.looks.0 & Looks::CAPITAL)));
    slots.add(mix(u64::from(b1.usage), u64::from(b1.looks.0 & Looks::CAPITAL)));
    slots.add(mix(u64::from(w.seen), first));
    slots.add(mix(u64::from(w.seen), mix(first, usage)));
}

fn see_clusters([b2, b1, w, a1, a2]: [&Word; 5], slots: &mut Slots) {
    let capital = u64::from(w.looks.0 & Looks::CAPITAL);
    slots.add(mix(capital, u64::from(w.coarse)));
    slots.add(mix(capital, u64::from(w.fine)));
    for word in [b2, b1, a1, a2] {
        slots.add(u64::from(word.coarse));
        slots.add(u64::from(word.fine));
    }
    slots.add(mix(u64::from(b1.fine), u64::from(w.fine)));
    slots.add(mix(u64::from(w.fine), u64::from(a1.fine)));
    slots.add(mix(u64::from(b1.coarse), mix(u64::from(w.coarse), u64::from(a1.coarse))));
}

fn see_names([_, b1, w, a1, _]: [&Word; 5], slots: &mut Slots) {
    let capital = u64::from(w.looks.0 & Looks::CAPITAL);
    let first = u64::from(w.looks.0 & (Looks::FIRST | Looks::CAPITAL));
    for list in 0..6 {
        let part = u64::from(w.names >> (3 * list) & 7);
        slots.add_if((part != 0).then(|| mix(capital, part)));
        slots.add_if((part != 0).then(|| mix(first, mix(part, u64::from(w.usage)))));
    }
    slots.add(u64::from(w.names));
    slots.add_if((b1.names | w.names != 0).then(|| mix(u64::from(b1.names), u64::from(w.names))));
    slots.add_if((a1.names | w.names != 0).then(|| mix(u64::from(w.names), u64::from(a1.names))));
    slots.add(u64::from(b1.names));
    slots.add(u64::from(a1.names));
}

/// A name without a leading article or trailing possessive.
pub fn bare(text: &str, span: Span) -> Span {
    let mut span = span.trimmed(text);
    let Some(name) = span.get(text) else { return span };
    let lower = name.to_ascii_lowercase();
    let article = ["the ", "an ", "a "].into_iter().find(|a| lower.starts_with(a)).map_or(0, str::len);
    if article < name.len() {
        span = Span::new(span.start().index() + article, span.end().index());
    }
    for clitic in ["'s", "’s", "'", "’"] {
        if name.len() > article + clitic.len() && name.ends_with(clitic) {
            span = Span::new(span.start().index(), span.end().index() - clitic.len());
            break;
        }
    }
    span.trimmed(text)
}

/// A person's name without the titles before it, as long as something is left.
pub fn without_titles(document: &Document, mut tokens: Range<usize>) -> Range<usize> {
    let names = &document.language().names;
    while tokens.len() > 1 && names.is_title(document.word(tokens.start)) {
        tokens.start += 1;
    }
    tokens
}

/// The spans that a legal sequence of tags marks, with their kinds.
pub fn spans(tags: &[u8]) -> Vec<(Range<usize>, usize)> {
    let (mut spans, mut open) = (vec![], 0);
    for (i, &tag) in tags.iter().enumerate() {
        match Part::of(usize::from(tag)) {
            Part::Begin(_) => open = i,
            Part::End(kind) => spans.push((open..i + 1, kind)),
            Part::Single(kind) => spans.push((i..i + 1, kind)),
            Part::Outside | Part::Inside(_) => {}
        }
    }
    spans
}

/// The names of what was marked as one: "Torvik, Norland" are two places, though one of the sets that the tagger
/// learns from marks some of them as one. But "Washington, D.C." is one.
pub fn apart(document: &Document, tokens: Range<usize>, kind: usize) -> impl Iterator<Item = Range<usize>> {
    let is_district = move |i: usize| i < tokens.end && matches!(document.word(i), "D.C." | "DC");
    let comma = move |i: &usize| kind == PLACE && document.word(*i) == "," && !is_district(*i + 1);
    let mut start = tokens.start;
    std::iter::from_fn(move || {
        if tokens.end <= start {
            return None;
        }
        let end = (start..tokens.end).find(comma).unwrap_or(tokens.end);
        let name = start..end;
        start = end + 1;
        Some(name)
    })
    .filter(|name| !name.is_empty())
}

/// Words before a person's name that are nobody's name.
const FORMS_OF_ADDRESS: [&str; 6] = ["Mr", "Mrs", "Ms", "Mr.", "Mrs.", "Ms."];

/// Where a name of these tokens stands, without article, titles and possessive; `None` if nothing is left.
pub fn place(document: &Document, tokens: Range<usize>, kind: usize) -> Option<Span> {
    let mut tokens = if kind == PERSON { without_titles(document, tokens) } else { tokens };
    // "Mr and Mrs Lund"
    if tokens.len() == 1 && FORMS_OF_ADDRESS.contains(&document.word(tokens.start)) {
        return None;
    }
    // "U.S.-led": the dash belongs to no name.
    while 1 < tokens.len() && document.word(tokens.end - 1) == "-" {
        tokens.end -= 1;
    }
    let first = document.tokens().get(tokens.start)?.span;
    let last = document.tokens().get(tokens.end.checked_sub(1)?)?.span;
    let span = bare(document.text(), first.hull(last));
    (!span.is_empty()).then_some(span)
}
