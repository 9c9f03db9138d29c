//! What the tagger looks at around a token: words, shapes, clusters, lists, and what the document shows elsewhere.
//!
//! Each feature is a template of named values (see [`crate::learn::templates`]). The order of the templates is part of
//! the weights.

use std::ops::Range;
use std::sync::LazyLock;

use crate::learn::templates::{FeatureWriter, both};
use crate::recognise::words::{Looks, Word, sign};

/// Writes the features of token `i` of a sentence.
pub fn write_features(words: &[Word], sentence: &Range<usize>, i: usize, writer: &mut FeatureWriter) {
    let window = Window::around(words, sentence, i);
    writer.begin();
    window.write_words(writer);
    window.write_shapes(writer);
    window.write_affixes(writer);
    window.write_usage(writer);
    window.write_clusters(writer);
    window.write_lists(writer);
    write_capitalised_run(words, sentence, i, writer);
    window.write_document_context(writer);
}

/// Writes, after the features of token `i`, what is so in one set of training data alone: `set` is its number. The
/// library never asks for these features.
#[cfg(any(test, feature = "training"))]
pub fn write_set_features(
    words: &[Word],
    sentence: &Range<usize>,
    i: usize,
    set: u64,
    writer: &mut FeatureWriter,
) {
    let Window { before, word, after, .. } = Window::around(words, sentence, i);
    writer.write([set]);
    for near in [word, before, after] {
        writer.write([set, near.lower]);
    }
    let [shape_before, shape, shape_after] = [before, word, after].map(|near| u64::from(near.brief_shape));
    writer.write([set, word.fine.into()]);
    writer.write([set, shape]);
    writer.write([set, both(shape, shape_after)]);
    writer.write([set, both(shape_before, shape)]);
}

/// What stands before the first and after the last token of a sentence.
fn borders() -> &'static (Word, Word) {
    static BORDERS: LazyLock<(Word, Word)> = LazyLock::new(|| {
        // Any two numbers that no hash is likely to be; the weights know these.
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

/// A token with two on either side, as far as its sentence goes.
#[derive(Clone, Copy)]
struct Window<'a> {
    second_before: &'a Word,
    before: &'a Word,
    word: &'a Word,
    after: &'a Word,
    second_after: &'a Word,
}

impl<'a> Window<'a> {
    fn around(words: &'a [Word], sentence: &Range<usize>, i: usize) -> Window<'a> {
        let (start, end) = borders();
        let at = |k: isize| match i.checked_add_signed(k) {
            Some(j) if sentence.contains(&j) => &words[j],
            _ if k < 0 => start,
            _ => end,
        };
        Window { second_before: at(-2), before: at(-1), word: at(0), after: at(1), second_after: at(2) }
    }

    fn write_words(self, writer: &mut FeatureWriter) {
        let Window { second_before, before, word, after, second_after } = self;
        writer.write([0]);
        writer.write([word.exact]);
        for near in [word, before, after, second_before, second_after] {
            writer.write([near.lower]);
        }
        writer.write([before.lower, word.lower]);
        writer.write([word.lower, after.lower]);
        writer.write([second_before.lower, before.lower]);
        writer.write([after.lower, second_after.lower]);
    }

    fn write_shapes(self, writer: &mut FeatureWriter) {
        let Window { second_before, before, word, after, second_after } = self;
        let [shape_2_before, shape_before, shape, shape_after, shape_2_after] =
            [second_before, before, word, after, second_after].map(|near| u64::from(near.brief_shape));
        writer.write([word.shape.into()]);
        writer.write([shape]);
        writer.write([before.shape.into()]);
        writer.write([after.shape.into()]);
        writer.write([shape_before, shape]);
        writer.write([shape, shape_after]);
        writer.write([shape_before, shape, shape_after]);
        writer.write([shape_2_before, shape_before, shape]);
        writer.write([shape, shape_after, shape_2_after]);
        writer.write([before.lower, shape]);
        writer.write([shape, after.lower]);
        writer.write([after.lower, shape, shape_2_after]);
        writer.write([second_before.lower, shape_before, shape]);
        let glue = word.looks.0 & (Looks::GLUED_BEFORE | Looks::GLUED_AFTER);
        writer.write([glue.into(), shape]);
        writer.write([glue.into(), both(shape_before, shape_after)]);
    }

    fn write_affixes(self, writer: &mut FeatureWriter) {
        for length in 1..=4u8 {
            let mask = u32::MAX >> (32 - 8 * u32::from(length));
            let is_long_enough = length <= self.word.len;
            writer.write_some(is_long_enough.then_some([(self.word.head & mask).into()]));
            writer.write_some(is_long_enough.then_some([(self.word.tail & mask).into()]));
        }
        for near in [self.before, self.after] {
            writer.write_some((3 <= near.len).then_some([(near.tail & 0xff_ffff).into()]));
        }
    }

    fn write_usage(self, writer: &mut FeatureWriter) {
        let Window { before, word, after, .. } = self;
        let (usage, shape, seen) = (word.usage.into(), word.brief_shape.into(), word.seen.into());
        let position = self.position();
        writer.write([position, shape]);
        writer.write([position, usage]);
        writer.write([usage, shape]);
        writer.write([after.usage.into(), capital(after)]);
        writer.write([before.usage.into(), capital(before)]);
        writer.write([seen, position]);
        writer.write([seen, both(position, usage)]);
    }

    fn write_clusters(self, writer: &mut FeatureWriter) {
        let Window { second_before, before, word, after, second_after } = self;
        let case = capital(word);
        writer.write([case, word.coarse.into()]);
        writer.write([case, word.fine.into()]);
        for near in [second_before, before, after, second_after] {
            writer.write([near.coarse.into()]);
            writer.write([near.fine.into()]);
        }
        writer.write([before.fine.into(), word.fine.into()]);
        writer.write([word.fine.into(), after.fine.into()]);
        writer.write([before.coarse.into(), both(word.coarse.into(), after.coarse.into())]);
    }

    /// The lists of names that hold the word, alone or as a part.
    fn write_lists(self, writer: &mut FeatureWriter) {
        let Window { before, word, after, .. } = self;
        let (case, position) = (capital(word), self.position());
        for list in 0..6 {
            let part = u64::from(word.names >> (3 * list) & 7);
            let is_listed = part != 0;
            writer.write_some(is_listed.then_some([case, part]));
            writer.write_some(is_listed.then(|| [position, both(part, word.usage.into())]));
        }
        let [names_before, names, names_after] = [before, word, after].map(|near| u64::from(near.names));
        writer.write([names]);
        writer.write_some((names_before | names != 0).then_some([names_before, names]));
        writer.write_some((names_after | names != 0).then_some([names, names_after]));
        writer.write([names_before]);
        writer.write([names_after]);
    }

    /// What stands around the word elsewhere in the document.
    fn write_document_context(self, writer: &mut FeatureWriter) {
        let Window { before, word, after, .. } = self;
        let (case, first) = (capital(word), u64::from(word.looks.0 & Looks::FIRST));
        for sign in 0..sign::COUNT {
            writer.write_some((word.elsewhere >> sign & 1 == 1).then_some([case, first]));
        }
        const PLACE_IN_RUN: u64 = (sign::ALONE | sign::FIRST | sign::LAST) as u64;
        let (signs, usage, names) = (common_signs(word), word.usage.into(), word.names.into());
        writer.write([signs & PLACE_IN_RUN, both(word.seen.into(), usage)]);
        writer.write([case, signs]);
        writer.write([signs & !PLACE_IN_RUN, both(names, case)]);
        for near in [before, after] {
            let signs = common_signs(near);
            writer.write_some((signs != 0).then_some([signs, case]));
        }
        writer.write_some((word.long_form != 0).then_some([word.long_form.into()]));
    }

    /// Whether the word begins its sentence, and whether it begins with a capital.
    fn position(self) -> u64 {
        u64::from(self.word.looks.0 & (Looks::FIRST | Looks::CAPITAL))
    }
}

fn capital(word: &Word) -> u64 {
    u64::from(word.looks.0 & Looks::CAPITAL)
}

/// The signs of a word that templates combine: those that are common. Combinations with the others are too rare to
/// learn from.
fn common_signs(word: &Word) -> u64 {
    const COMMON: u64 = (1 << sign::COMMON) - 1;
    u64::from(word.elsewhere) & COMMON
}

/// Capitalised words to either side that are looked at; a bound, so that a text all in capitals costs no more.
const LONGEST_RUN: usize = 16;

/// The features of a token within a run of capitalised words.
const RUN_TEMPLATES: u64 = 14;

/// What the whole run of capitalised words that a token stands in begins and ends with, and what is around it:
/// "Ministry …", "… Inc", "former … said".
fn write_capitalised_run(words: &[Word], sentence: &Range<usize>, i: usize, writer: &mut FeatureWriter) {
    if !words[i].looks.has(Looks::CAPITAL) {
        writer.skip(RUN_TEMPLATES);
        return;
    }
    let is_capital = |j: &usize| words[*j].looks.has(Looks::CAPITAL);
    let start = (sentence.start..i).rev().take(LONGEST_RUN).take_while(is_capital).last().unwrap_or(i);
    let end = (i + 1..sentence.end).take(LONGEST_RUN).take_while(is_capital).last().unwrap_or(i) + 1;
    let before = if sentence.start < start { &words[start - 1] } else { &borders().0 };
    let after = if end < sentence.end { &words[end] } else { &borders().1 };
    let (first, last) = (&words[start], &words[end - 1]);
    let length = (end - start).min(5) as u64;
    let place = (i - start).min(2) as u64 * 3 + (end - 1 - i).min(2) as u64;
    writer.write([length, place]);
    writer.write([place, last.lower]);
    writer.write([place, first.lower]);
    writer.write([length, before.lower]);
    writer.write([length, after.lower]);
    writer.write([place, last.fine.into()]);
    writer.write([place, first.fine.into()]);
    writer.write([length, before.fine.into()]);
    writer.write([length, after.fine.into()]);
    writer.write([place, both(first.names.into(), last.names.into())]);
    writer.write([place, both(before.lower, after.lower)]);
    let (role_before, role_after) = (u64::from(before.role), u64::from(after.role));
    writer.write_some((role_before != 0).then_some([place, role_before]));
    writer.write_some((role_after != 0).then_some([place, role_after]));
    let any_role = role_before | role_after != 0;
    writer.write_some(any_role.then(|| [length, both(role_before, role_after)]));
}
