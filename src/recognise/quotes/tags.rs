//! What the tagger sees of a token: words, marks, what stands before and after, and the rules' hints.

use super::context::{Context, NONE, Seen, bucket, number};
use crate::learn::hash::{mix, row};

/// The kinds of spans: content that is a quotation, content that is a thought, plan or wish and no quotation, the
/// words that report it, the words that name its source.
pub const CONTENT: usize = 0;
pub const THOUGHT: usize = 1;
pub const CUE: usize = 2;
pub const SOURCE: usize = 3;
pub(crate) const KINDS: usize = 4;
pub const TAGS: usize = 1 + 4 * KINDS;

/// Features of one token, at most.
pub(crate) const MOST_FEATURES: usize = 250;

/// Takes the rows of a token's features.
pub struct Slots {
    bits: u32,
    template: u64,
    filled: usize,
    rows: [u32; MOST_FEATURES],
}

impl Slots {
    pub fn new(bits: u32) -> Slots {
        Slots { bits, template: 0, filled: 0, rows: [0; MOST_FEATURES] }
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

    /// Keeps the templates' numbers where they are when some have nothing to say.
    #[inline]
    fn skip(&mut self, templates: u64) {
        self.template += templates;
    }

    fn begin(&mut self) {
        self.filled = 0;
        self.template = 0;
    }
}

/// Fills in the features of token `i`.
pub fn see(c: &Context, i: usize, slots: &mut Slots) {
    slots.begin();
    let view = View { c, i, at: &c.seen[i], mark: u64::from(c.seen[i].mark) };
    view.words(slots);
    view.classes(slots);
    view.clusters(slots);
    view.cues(slots);
    view.marks(slots);
    view.sentence(slots);
    view.breaks(slots);
    view.cue_at(c.seen[i].cue_before, slots, false);
    view.cue_at(c.seen[i].cue_after, slots, true);
    view.hints(slots);
}

struct View<'a> {
    c: &'a Context,
    i: usize,
    at: &'a Seen,
    mark: u64,
}

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

impl View<'_> {
    fn get(&self, k: isize) -> Option<&Seen> {
        self.c.seen.get(self.i.checked_add_signed(k)?)
    }

    #[inline]
    fn near(&self, k: isize, value: impl Fn(&Seen) -> u64) -> u64 {
        self.get(k).map_or(if k < 0 { 101 } else { 102 }, value)
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

    /// The same of a token by its place.
    fn there(&self, place: usize, value: impl Fn(&Seen) -> u64) -> u64 {
        self.c.seen.get(place).map_or(103, value)
    }

    fn distance(&self, place: usize) -> u64 {
        bucket(self.i.abs_diff(place))
    }

    fn words(&self, slots: &mut Slots) {
        let w = [-3, -2, -1, 0, 1, 2, 3].map(|k| self.word(k));
        slots.add(1);
        w.iter().for_each(|&w| slots.add(w));
        slots.add(mix(w[2], w[3]));
        slots.add(mix(w[3], w[4]));
        slots.add(mix(w[1], w[2]));
        slots.add(mix(w[4], w[5]));
        slots.add(self.at.shape);
        slots.add(self.at.tail);
        slots.add(self.near(-1, |s| s.tail));
        slots.add(self.near(1, |s| s.tail));
        slots.add(mix(self.at.shape, self.near(1, |s| s.shape)));
    }

    fn classes(&self, slots: &mut Slots) {
        let p = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map(|k| self.class(k));
        p.iter().for_each(|&p| slots.add(p));
        for k in 1..7 {
            slots.add(mix(p[k], p[k + 1]));
        }
        for k in 2..6 {
            slots.add(mix(mix(p[k], p[k + 1]), p[k + 2]));
        }
        let (w, here) = (self.word(0), p[4]);
        slots.add(mix(here, self.word(-1)));
        slots.add(mix(here, self.word(1)));
        slots.add(mix(w, p[5]));
        slots.add(mix(w, p[3]));
    }

    fn clusters(&self, slots: &mut Slots) {
        for k in -2..=2 {
            slots.add(self.near(k, |s| s.coarse));
            slots.add(self.near(k, |s| s.fine));
        }
        slots.add(mix(self.near(-1, |s| s.coarse), self.at.coarse));
        slots.add(mix(self.at.coarse, self.near(1, |s| s.coarse)));
        slots.add(mix(mix(self.near(-1, |s| s.coarse), self.at.coarse), self.near(1, |s| s.coarse)));
    }

    fn cues(&self, slots: &mut Slots) {
        for k in -3..=3 {
            slots.add(self.cue(k));
        }
        let p = [-1, 0, 1, 2].map(|k| self.class(k));
        let (w, c) = (self.word(0), [-1, 0, 1, 2].map(|k| self.cue(k)));
        slots.add(mix(c[1], p[1]));
        slots.add(mix(c[0], p[1]));
        slots.add(mix(mix(c[0], p[0]), w));
        slots.add(mix(mix(c[2], p[2]), w));
        slots.add(mix(mix(c[3], p[3]), w));
        slots.add(mix(mix(c[2], p[1]), p[2]));
        slots.add(mix(mix(c[0], p[0]), p[1]));
        slots.add(mix(mix(c[1], p[1]), self.word(1)));
    }

    fn marks(&self, slots: &mut Slots) {
        let (s, at, w) = (self.mark, self.at, self.word(0));
        let m = [-2, -1, 0, 1, 2].map(|k| self.mark(k));
        m.iter().for_each(|&m| slots.add(m));
        slots.add(mix(m[1], mix(s, m[3])));
        slots.add(mix(w, s));
        slots.add(mix(w, mix(m[3], s)));
        slots.add(mix(self.word(-1), mix(m[1], s)));
        let (open, close) = (bucket(at.from_opening.into()), bucket(at.to_closing.into()));
        slots.add(mix(s, at.stretch));
        slots.add(mix(mix(s, at.stretch), open.min(close)));
        slots.add(mix(s, mix(open, close)));
        slots.add(mix(s, u64::from(self.c.goes_on) * 4 + self.c.before));
        slots.add(mix(mix(m[1], w), self.class(1)));
        slots.add(mix(mix(s, self.class(0)), m[3]));
        slots.add(mix(s, self.class(0)));
        slots.add(mix(s, self.near(-1, |x| x.stretch)));
        slots.add(mix(s, self.near(1, |x| x.stretch)));
    }

    fn sentence(&self, slots: &mut Slots) {
        let (s, at, i) = (self.mark, self.at, self.i);
        let (first, last) = (at.first as usize, at.last as usize);
        let (begins, ends) = (u64::from(i == first), u64::from(i == last));
        let opens_paragraph = u64::from(first == 0);
        let closes_paragraph = u64::from(last + 1 == self.c.seen.len());
        slots.add(mix(s, begins * 2 + ends));
        slots.add(mix(s, self.distance(first)));
        slots.add(mix(s, self.distance(last)));
        slots.add(mix(s, opens_paragraph * 2 + closes_paragraph));
        slots.add(mix(begins * 2 + opens_paragraph, mix(self.word(0), s)));
        slots.add(mix(bucket(last - first), s));
        slots.add(mix(s, bucket(self.c.seen.len())));
        slots.add(mix(mix(self.there(first, |x| x.word), self.there(first + 1, |x| x.class)), s));
        let end = |x: &Seen| mix(x.word, x.mark.into());
        slots.add(mix(self.there(last, end), s));
        slots.add(mix(self.there(first, |x| x.mark.into()), mix(self.there(last, |x| x.mark.into()), s)));
        slots.add(mix(u64::from(self.c.begins_article) * 2 + u64::from(self.c.is_title), s));
        slots.add(mix(u64::from(self.c.is_title), self.word(0)));
        match first.checked_sub(1).map(|before| &self.c.seen[before]) {
            Some(before) => {
                let cue = known(before.cue_before);
                let far = cue.map_or(50, |cue| bucket(first - cue));
                slots.add(mix(s, mix(cue.map_or(0, |cue| self.there(cue, |x| x.word)), far)));
                slots.add(mix(s, mix(before.mark.into(), u64::from(far < 7))));
            }
            None => {
                slots.add(mix(s, 33));
                slots.add(mix(s, 40 + self.c.before));
            }
        }
    }

    /// What stands since and until the next comma, dash or mark.
    fn breaks(&self, slots: &mut Slots) {
        let (s, at, p) = (self.mark, self.at, self.class(0));
        let sub = at.subordinator_before;
        let clause = u64::from(after(sub, at.verb_before));
        let comma = at.break_before;
        let since = u64::from(after(sub, comma)) * 4
            + clause * 2
            + u64::from(after(at.pronoun_before, at.verb_before));
        slots.add(mix(s, known(sub).map_or(0, |sub| mix(self.there(sub, |x| x.word), clause))));
        slots.add(mix(s, since));
        let word = known(comma).map_or(0, |b| mix(self.there(b, |x| x.word), self.distance(b)));
        slots.add(mix(mix(p, s), word));
        let in_piece =
            u64::from(after(at.pronoun_before, comma)) * 2 + u64::from(after(at.verb_before, comma));
        slots.add(mix(in_piece, mix(p, s)));
        slots.add(mix(in_piece, mix(self.word(0), s)));
        for place in [at.break_after, comma] {
            let Some(b) = known(place) else {
                slots.add(s);
                slots.skip(2);
                continue;
            };
            let next = [b + 1, b + 2, b + 3];
            let classes = next.map(|n| self.there(n, |x| x.class));
            let cues = next.map(|n| self.there(n, |x| x.cue.into()));
            slots.add(mix(mix(self.there(b, |x| x.word), self.distance(b)), s));
            slots.add(mix(mix(classes[0], classes[1]), s));
            slots.add(mix(mix(mix(cues[0], cues[1]), cues[2]), s));
        }
    }

    /// What the nearest likely cue on one side has to say.
    fn cue_at(&self, place: u32, slots: &mut Slots, is_after: bool) {
        let (s, at, p, w) = (self.mark, self.at, self.class(0), self.word(0));
        let Some(j) = known(place) else {
            slots.add(s);
            slots.add(mix(p, s));
            slots.skip(11);
            return;
        };
        let cue = &self.c.seen[j];
        let there = |k: isize, value: fn(&Seen) -> u64| {
            j.checked_add_signed(k).and_then(|j| self.c.seen.get(j)).map_or(104, value)
        };
        let (far, chance) = (self.distance(j), u64::from(cue.cue));
        slots.add(mix(s, cue.word));
        slots.add(mix(s, far));
        slots.add(mix(mix(s, cue.word), far));
        slots.add(mix(mix(s, cue.word), there(1, |x| x.word)));
        slots.add(mix(mix(s, cue.class), mix(there(-1, |x| x.class), there(1, |x| x.class))));
        let broken = if is_after {
            known(at.break_after).is_some_and(|b| b < j)
        } else {
            after(at.break_before, place)
        };
        let broken = u64::from(broken);
        slots.add(mix(mix(s, broken), mix(chance, far)));
        slots.add(mix(mix(w, s), mix(broken, chance)));
        slots.add(mix(mix(p, s), mix(broken, cue.word)));
        slots.add(mix(mix(s, chance), mix(there(1, |x| x.mark.into()), there(-1, |x| x.mark.into()))));
        if is_after {
            let from = [cue.verb_before, cue.subordinator_before, cue.pronoun_before];
            let between = from.map(|f| known(f).is_some_and(|f| self.i < f));
            let between = between.iter().fold(0, |sum, &b| sum * 2 + u64::from(b));
            let end = bucket(at.last as usize - j);
            slots.add(mix(s, between));
            slots.add(mix(mix(s, end), mix(there(-1, |x| x.class), there(-2, |x| x.word))));
            slots.add(mix(mix(s, end), mix(there(1, |x| x.class), there(-1, |x| x.word))));
            slots.add(mix(mix(w, end), mix(chance, u64::from(far < 3))));
        } else {
            let since = [at.verb_before, at.subordinator_before, at.pronoun_before];
            let since = since.iter().fold(0, |sum, &f| sum * 2 + u64::from(after(f, place)));
            slots.add(mix(s, since));
            slots.add(mix(mix(s, since), cue.word));
            slots.add(mix(mix(s, since), mix(p, broken)));
            slots.add(mix(mix(w, self.class(1)), mix(cue.word, since >> 2)));
        }
    }

    /// What the rules say.
    fn hints(&self, slots: &mut Slots) {
        let (s, w, p) = (self.mark, self.word(0), self.class(0));
        let parts = |x: &Seen| {
            let h = &x.hint;
            number(h.content) + 5 * (number(h.speaker) + 5 * number(h.cue))
        };
        let rule = |x: &Seen| mix(number(x.hint.content), x.hint.rule.into());
        let h = [-2, -1, 0, 1, 2].map(|k| self.near(k, parts));
        h.iter().for_each(|&h| slots.add(h));
        slots.add(mix(h[1], mix(h[2], h[3])));
        slots.add(mix(h[2], w));
        slots.add(mix(h[2], mix(p, s)));
        slots.add(mix(h[2], self.cue(0)));
        let r = self.near(0, rule);
        slots.add(r);
        slots.add(mix(r, s));
        slots.add(mix(r, w));
        slots.add(mix(self.near(-1, rule), mix(r, self.near(1, rule))));
        slots.add(mix(self.near(1, rule), self.word(1)));
        slots.add(mix(self.near(-1, rule), self.word(-1)));
        let report = |x: &Seen| {
            let h = &x.hint;
            mix(number(h.subject), mix(h.report.into(), u64::from(h.frames) * 2 + u64::from(h.is_border)))
        };
        let reports = [-1, 0, 1].map(|k| self.near(k, report));
        reports.iter().for_each(|&r| slots.add(r));
        slots.add(mix(reports[1], h[2]));
        let side = |place: u32| {
            known(place).map_or(0, |j| {
                let h = &self.c.seen[j].hint;
                mix(mix(h.report.into(), h.frames.into()), number(h.cue))
            })
        };
        let (before, after) = (side(self.at.cue_before), side(self.at.cue_after));
        slots.add(mix(before, mix(r, s)));
        slots.add(mix(after, mix(r, s)));
        slots.add(mix(before, mix(self.at.break_before.min(1).into(), p)));
    }
}
