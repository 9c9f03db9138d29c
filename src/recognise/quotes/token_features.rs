//! What the tagger looks at around a token: words, marks, what stands before and after, and the rules' hints.
//!
//! Each feature is a template of named values (see [`crate::learn::templates`]). The order of the templates is part of
//! the weights.

use super::context::{Context, NONE, Seen, bucket, number};
use crate::learn::templates::{FeatureWriter, both, three};

/// Writes the features of token `i`.
pub fn write_features(context: &Context, i: usize, writer: &mut FeatureWriter) {
    writer.begin();
    let view = TokenView { context, i, token: &context.seen[i], mark: u64::from(context.seen[i].mark) };
    view.write_words(writer);
    view.write_classes(writer);
    view.write_clusters(writer);
    view.write_cues(writer);
    view.write_marks(writer);
    view.write_sentence(writer);
    view.write_breaks(writer);
    view.write_nearest_cue(view.token.cue_before, Side::Before, writer);
    view.write_nearest_cue(view.token.cue_after, Side::After, writer);
    view.write_hints(writer);
}

/// A token with what is around it.
struct TokenView<'a> {
    context: &'a Context,
    i: usize,
    token: &'a Seen,
    mark: u64,
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

/// A likely cue near a token.
struct NearestCue<'a> {
    token: &'a Seen,
    at: usize,
    distance: u64,
    /// Whether a break stands between.
    is_broken_off: u64,
}

/// The features of the nearest cue on one side.
const CUE_TEMPLATES: u64 = 13;

// What stands for a value where there is no token. The numbers are any that values seldom have; the weights know these.
const BEFORE_PARAGRAPH: u64 = 101;
const AFTER_PARAGRAPH: u64 = 102;
const NO_TOKEN: u64 = 103;
const BESIDE_NO_CUE: u64 = 104;
const NO_DISTANCE: u64 = 50;
const NO_SENTENCE_BEFORE: u64 = 33;
/// Added to how the paragraph before ends.
const PARAGRAPH_BEFORE: u64 = 40;

/// A distance of ten tokens or more, as [`bucket`] has it.
const FAR: u64 = 7;

fn known(place: u32) -> Option<usize> {
    (place != NONE).then_some(place as usize)
}

/// Whether one place lies after another; a place that is none lies before all.
fn after(a: u32, b: u32) -> bool {
    match (known(a), known(b)) {
        (Some(a), Some(b)) => b < a,
        (Some(_), None) => true,
        _ => false,
    }
}

impl TokenView<'_> {
    fn get(&self, k: isize) -> Option<&Seen> {
        self.context.seen.get(self.i.checked_add_signed(k)?)
    }

    /// A value of the token at a distance from this one.
    #[inline]
    fn near(&self, k: isize, value: impl Fn(&Seen) -> u64) -> u64 {
        self.get(k).map_or(if k < 0 { BEFORE_PARAGRAPH } else { AFTER_PARAGRAPH }, value)
    }

    fn word(&self, k: isize) -> u64 {
        self.near(k, |s| s.word)
    }

    fn class(&self, k: isize) -> u64 {
        self.near(k, |s| s.class)
    }

    fn cue(&self, k: isize) -> u64 {
        self.near(k, |s| u64::from(s.cue))
    }

    fn mark(&self, k: isize) -> u64 {
        self.near(k, |s| u64::from(s.mark))
    }

    /// A value of the token at an index.
    fn there(&self, place: usize, value: impl Fn(&Seen) -> u64) -> u64 {
        self.context.seen.get(place).map_or(NO_TOKEN, value)
    }

    fn distance(&self, place: usize) -> u64 {
        bucket(self.i.abs_diff(place))
    }

    fn write_words(&self, writer: &mut FeatureWriter) {
        let words = [-3, -2, -1, 0, 1, 2, 3].map(|k| self.word(k));
        writer.write([1]);
        writer.write_each(words);
        let [_, second_before, before, word, after, second_after, _] = words;
        writer.write([before, word]);
        writer.write([word, after]);
        writer.write([second_before, before]);
        writer.write([after, second_after]);
        writer.write([self.token.shape]);
        writer.write([self.token.tail]);
        writer.write([self.near(-1, |s| s.tail)]);
        writer.write([self.near(1, |s| s.tail)]);
        writer.write([self.token.shape, self.near(1, |s| s.shape)]);
    }

    fn write_classes(&self, writer: &mut FeatureWriter) {
        let classes = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map(|k| self.class(k));
        writer.write_each(classes);
        for k in 1..7 {
            writer.write([classes[k], classes[k + 1]]);
        }
        for k in 2..6 {
            writer.write([classes[k], classes[k + 1], classes[k + 2]]);
        }
        let (word, class) = (self.word(0), classes[4]);
        writer.write([class, self.word(-1)]);
        writer.write([class, self.word(1)]);
        writer.write([word, classes[5]]);
        writer.write([word, classes[3]]);
    }

    fn write_clusters(&self, writer: &mut FeatureWriter) {
        for k in -2..=2 {
            writer.write([self.near(k, |s| s.coarse)]);
            writer.write([self.near(k, |s| s.fine)]);
        }
        let [before, coarse, after] = [-1, 0, 1].map(|k| self.near(k, |s| s.coarse));
        writer.write([before, coarse]);
        writer.write([coarse, after]);
        writer.write([before, coarse, after]);
    }

    fn write_cues(&self, writer: &mut FeatureWriter) {
        for k in -3..=3 {
            writer.write([self.cue(k)]);
        }
        let [class_before, class, class_after, class_2_after] = [-1, 0, 1, 2].map(|k| self.class(k));
        let [cue_before, cue, cue_after, cue_2_after] = [-1, 0, 1, 2].map(|k| self.cue(k));
        let word = self.word(0);
        writer.write([cue, class]);
        writer.write([cue_before, class]);
        writer.write([cue_before, class_before, word]);
        writer.write([cue_after, class_after, word]);
        writer.write([cue_2_after, class_2_after, word]);
        writer.write([cue_after, class, class_after]);
        writer.write([cue_before, class_before, class]);
        writer.write([cue, class, self.word(1)]);
    }

    fn write_marks(&self, writer: &mut FeatureWriter) {
        let (mark, token, word, class) = (self.mark, self.token, self.word(0), self.class(0));
        let marks = [-2, -1, 0, 1, 2].map(|k| self.mark(k));
        writer.write_each(marks);
        let [_, mark_before, _, mark_after, _] = marks;
        writer.write([mark_before, both(mark, mark_after)]);
        writer.write([word, mark]);
        writer.write([word, both(mark_after, mark)]);
        writer.write([self.word(-1), both(mark_before, mark)]);
        let (since_opening, until_closing) =
            (bucket(token.from_opening.into()), bucket(token.to_closing.into()));
        writer.write([mark, token.stretch]);
        writer.write([mark, token.stretch, since_opening.min(until_closing)]);
        writer.write([mark, both(since_opening, until_closing)]);
        writer.write([mark, u64::from(self.context.goes_on) * 4 + self.context.before]);
        writer.write([mark_before, word, self.class(1)]);
        writer.write([mark, class, mark_after]);
        writer.write([mark, class]);
        writer.write([mark, self.near(-1, |near| near.stretch)]);
        writer.write([mark, self.near(1, |near| near.stretch)]);
    }

    fn write_sentence(&self, writer: &mut FeatureWriter) {
        let (mark, token, i) = (self.mark, self.token, self.i);
        let (first, last) = (token.first as usize, token.last as usize);
        let (begins, ends) = (u64::from(i == first), u64::from(i == last));
        let (opens_paragraph, closes_paragraph) =
            (u64::from(first == 0), u64::from(last + 1 == self.context.seen.len()));
        writer.write([mark, begins * 2 + ends]);
        writer.write([mark, self.distance(first)]);
        writer.write([mark, self.distance(last)]);
        writer.write([mark, opens_paragraph * 2 + closes_paragraph]);
        writer.write([begins * 2 + opens_paragraph, both(self.word(0), mark)]);
        writer.write([bucket(last - first), mark]);
        writer.write([mark, bucket(self.context.seen.len())]);
        writer.write([
            self.there(first, |token| token.word),
            self.there(first + 1, |token| token.class),
            mark,
        ]);
        let end = |token: &Seen| both(token.word, token.mark.into());
        writer.write([self.there(last, end), mark]);
        writer.write([
            self.there(first, |token| token.mark.into()),
            both(self.there(last, |token| token.mark.into()), mark),
        ]);
        writer.write([u64::from(self.context.begins_article) * 2 + u64::from(self.context.is_title), mark]);
        writer.write([u64::from(self.context.is_title), self.word(0)]);
        match first.checked_sub(1).map(|before| &self.context.seen[before]) {
            Some(before) => {
                let cue = known(before.cue_before);
                let distance = cue.map_or(NO_DISTANCE, |cue| bucket(first - cue));
                writer
                    .write([mark, both(cue.map_or(0, |cue| self.there(cue, |token| token.word)), distance)]);
                writer.write([mark, both(before.mark.into(), u64::from(distance < FAR))]);
            }
            None => {
                writer.write([mark, NO_SENTENCE_BEFORE]);
                writer.write([mark, PARAGRAPH_BEFORE + self.context.before]);
            }
        }
    }

    /// What stands since and until the next comma, dash or mark.
    fn write_breaks(&self, writer: &mut FeatureWriter) {
        let (mark, token, class) = (self.mark, self.token, self.class(0));
        let subordinator = token.subordinator_before;
        let in_clause = u64::from(after(subordinator, token.verb_before));
        let break_before = token.break_before;
        let since = u64::from(after(subordinator, break_before)) * 4
            + in_clause * 2
            + u64::from(after(token.pronoun_before, token.verb_before));
        writer.write([
            mark,
            known(subordinator).map_or(0, |at| both(self.there(at, |token| token.word), in_clause)),
        ]);
        writer.write([mark, since]);
        let last_break =
            known(break_before).map_or(0, |at| both(self.there(at, |token| token.word), self.distance(at)));
        writer.write([class, mark, last_break]);
        let since_break = u64::from(after(token.pronoun_before, break_before)) * 2
            + u64::from(after(token.verb_before, break_before));
        writer.write([since_break, both(class, mark)]);
        writer.write([since_break, both(self.word(0), mark)]);
        for place in [token.break_after, break_before] {
            let Some(at) = known(place) else {
                writer.write([mark]);
                writer.skip(2);
                continue;
            };
            let next = [at + 1, at + 2, at + 3];
            let classes = next.map(|n| self.there(n, |token| token.class));
            let cues = next.map(|n| self.there(n, |token| token.cue.into()));
            writer.write([self.there(at, |token| token.word), self.distance(at), mark]);
            writer.write([classes[0], classes[1], mark]);
            writer.write([cues[0], cues[1], cues[2], mark]);
        }
    }

    /// What the nearest likely cue on one side has to say; `index` is its place in the paragraph.
    fn write_nearest_cue(&self, index: u32, side: Side, writer: &mut FeatureWriter) {
        let (mark, token, class) = (self.mark, self.token, self.class(0));
        let Some(at) = known(index) else {
            writer.write([mark]);
            writer.write([class, mark]);
            writer.skip(CUE_TEMPLATES - 2);
            return;
        };
        let cue = NearestCue {
            token: &self.context.seen[at],
            at,
            distance: self.distance(at),
            is_broken_off: u64::from(match side {
                Side::Before => after(token.break_before, index),
                Side::After => known(token.break_after).is_some_and(|stop| stop < at),
            }),
        };
        self.write_cue(&cue, writer);
        match side {
            Side::Before => self.write_since_cue(&cue, writer),
            Side::After => self.write_until_cue(&cue, writer),
        }
    }

    /// The cue itself and what is beside it.
    fn write_cue(&self, cue: &NearestCue, writer: &mut FeatureWriter) {
        let (mark, class, word) = (self.mark, self.class(0), self.word(0));
        let &NearestCue { token, distance, is_broken_off, .. } = cue;
        let rate = u64::from(token.cue);
        let beside = |k: isize, value: fn(&Seen) -> u64| self.beside(cue, k, value);
        writer.write([mark, token.word]);
        writer.write([mark, distance]);
        writer.write([mark, token.word, distance]);
        writer.write([mark, token.word, beside(1, |near| near.word)]);
        writer.write([mark, token.class, both(beside(-1, |near| near.class), beside(1, |near| near.class))]);
        writer.write([mark, is_broken_off, both(rate, distance)]);
        writer.write([word, mark, both(is_broken_off, rate)]);
        writer.write([class, mark, both(is_broken_off, token.word)]);
        let marks_beside = both(beside(1, |near| near.mark.into()), beside(-1, |near| near.mark.into()));
        writer.write([mark, rate, marks_beside]);
    }

    /// What stands between a cue and the token after it.
    fn write_since_cue(&self, cue: &NearestCue, writer: &mut FeatureWriter) {
        let (mark, token, class) = (self.mark, self.token, self.class(0));
        let since = [token.verb_before, token.subordinator_before, token.pronoun_before];
        let since = since.iter().fold(0, |bits, &place| bits * 2 + u64::from(after(place, cue.at as u32)));
        let has_verb = since >> 2;
        writer.write([mark, since]);
        writer.write([mark, since, cue.token.word]);
        writer.write([mark, since, both(class, cue.is_broken_off)]);
        writer.write([self.word(0), self.class(1), both(cue.token.word, has_verb)]);
    }

    /// What stands between the token and a cue after it, and around that cue.
    fn write_until_cue(&self, cue: &NearestCue, writer: &mut FeatureWriter) {
        let mark = self.mark;
        let until = [cue.token.verb_before, cue.token.subordinator_before, cue.token.pronoun_before];
        let between = until.map(|place| known(place).is_some_and(|place| self.i < place));
        let between = between.iter().fold(0, |bits, &stands| bits * 2 + u64::from(stands));
        let to_end = bucket(self.token.last as usize - cue.at);
        let beside = |k: isize, value: fn(&Seen) -> u64| self.beside(cue, k, value);
        writer.write([mark, between]);
        writer.write([mark, to_end, both(beside(-1, |near| near.class), beside(-2, |near| near.word))]);
        writer.write([mark, to_end, both(beside(1, |near| near.class), beside(-1, |near| near.word))]);
        let is_near = u64::from(cue.distance < 3);
        writer.write([self.word(0), to_end, both(cue.token.cue.into(), is_near)]);
    }

    /// A value of the token at a distance from a cue.
    fn beside(&self, cue: &NearestCue, k: isize, value: fn(&Seen) -> u64) -> u64 {
        cue.at.checked_add_signed(k).and_then(|at| self.context.seen.get(at)).map_or(BESIDE_NO_CUE, value)
    }

    /// What the rules say.
    fn write_hints(&self, writer: &mut FeatureWriter) {
        let (mark, word, class) = (self.mark, self.word(0), self.class(0));
        let parts = |token: &Seen| {
            let hint = &token.hint;
            number(hint.content) + 5 * (number(hint.speaker) + 5 * number(hint.cue))
        };
        let hints = [-2, -1, 0, 1, 2].map(|k| self.near(k, parts));
        let [_, hint_before, hint, hint_after, _] = hints;
        writer.write_each(hints);
        writer.write([hint_before, both(hint, hint_after)]);
        writer.write([hint, word]);
        writer.write([hint, both(class, mark)]);
        writer.write([hint, self.cue(0)]);
        let rule = |token: &Seen| both(number(token.hint.content), token.hint.rule.into());
        let [rule_before, rule, rule_after] = [-1, 0, 1].map(|k| self.near(k, rule));
        writer.write([rule]);
        writer.write([rule, mark]);
        writer.write([rule, word]);
        writer.write([rule_before, both(rule, rule_after)]);
        writer.write([rule_after, self.word(1)]);
        writer.write([rule_before, self.word(-1)]);
        let reports = [-1, 0, 1].map(|k| self.near(k, report));
        writer.write_each(reports);
        writer.write([reports[1], hint]);
        let cue_hint = |index: u32| {
            known(index).map_or(0, |at| {
                let hint = &self.context.seen[at].hint;
                three(hint.report.into(), hint.frames.into(), number(hint.cue))
            })
        };
        let (cue_before, cue_after) = (cue_hint(self.token.cue_before), cue_hint(self.token.cue_after));
        writer.write([cue_before, both(rule, mark)]);
        writer.write([cue_after, both(rule, mark)]);
        // Tells a break at the first token, one later, and none (which counts as later) apart.
        let break_before = u64::from(self.token.break_before.min(1));
        writer.write([cue_before, both(break_before, class)]);
    }
}

/// What a rule says of a token's part in a report.
fn report(token: &Seen) -> u64 {
    let hint = &token.hint;
    let kind = u64::from(hint.frames) * 2 + u64::from(hint.is_border);
    both(number(hint.subject), both(hint.report.into(), kind))
}
