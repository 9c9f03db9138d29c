//! What the reports of a sentence claim: the clause or marked words after them or before them; "according to";
//! a name and a colon.

use std::ops::Range;

use super::content::{self, Complement, Shaped};
use super::cues::{Order, Report};
use super::phrases;
use super::units::{self, Shape, Unit};
use super::{Draft, Finder, Line, Rule, cover, words_in};
use crate::lang::en::speech::{Class, Frame};

impl Finder<'_> {
    /// The contents of the verbs of saying.
    pub(super) fn reports(&mut self, line: &mut Line) {
        let mut from = 0;
        for i in 0..line.reports.len() {
            let report = line.reports[i].clone();
            let nested = line.taken[report.verb.start];
            let in_source = line.sources.iter().any(|s| s.contains(&report.verb.start));
            if in_source || nested && report.order != Order::SubjectFirst {
                continue;
            }
            if let Some((contents, rule)) = self.claimed(line, i, from) {
                from = contents.iter().map(|c| c.end).fold(report.end(), usize::max);
                self.attribute(line, contents, &report, rule);
            }
        }
    }

    /// What a report claims, given where the words that no earlier report has claimed begin.
    fn claimed(&self, line: &Line, index: usize, from: usize) -> Option<(Vec<Range<usize>>, Rule)> {
        let report = &line.reports[index];
        let nested = line.taken[report.verb.start];
        let complement = content::after(line, index);
        let before = content::before(line.units, report, from);
        let before = before.filter(|r| !nested && self.may_precede(line, report, r));
        if let Some(before) = before.clone().filter(|r| line.units[r.end - 1].marked().is_some()) {
            let more = complement.filter(|c| c.form == Shaped::Marks).map(|c| c.content);
            let more = more.or_else(|| carried_on(line, index, &before));
            return Some(([own_clause(line, before)].into_iter().chain(more).collect(), Rule::Marks));
        }
        if let Some(c) = complement {
            let worth = self.is_worth(line, report, &c) && (nested || !hands_on(line, index, &c));
            return worth.then(|| (vec![c.content], c.form.rule()));
        }
        if let Some(before) = before {
            return Some(([before].into_iter().chain(resumed(line, report)).collect(), Rule::Before));
        }
        let rest = resumed(line, report).filter(|r| !nested && may_resume(line, report, r))?;
        // "The bridge, she said, would open": the subject stands before the report.
        let subject = content::before(line.units, report, from)
            .filter(|b| line.units[rest.start].is(Class::Auxiliary) && !line.taken[b.start]);
        Some((subject.into_iter().chain([rest]).collect(), Rule::Resumed))
    }

    fn attribute(&mut self, line: &mut Line, contents: Vec<Range<usize>>, report: &Report, rule: Rule) {
        let subject = match report.order {
            Order::Participle | Order::SharedSubject if line.subject.is_some() => line.subject.clone(),
            _ => report.subject.clone(),
        };
        if matches!(report.order, Order::SubjectFirst | Order::VerbFirst) {
            line.subject = report.subject.clone();
        }
        let speaker = subject.map(|s| cover(&line.units[s]));
        let cue = Some(cover(&line.units[report.verb.clone()]));
        line.taken[report.verb.clone()].fill(true);
        self.add(line, Draft { contents, speaker, cue, rule });
    }

    /// Whether the words before a report may be what it reports.
    fn may_precede(&self, line: &Line, report: &Report, before: &Range<usize>) -> bool {
        if !matches!(report.order, Order::SubjectFirst | Order::VerbFirst) || line.taken[before.end - 1] {
            return false;
        }
        let (first, last) = (&line.units[before.start], &line.units[before.end - 1]);
        if last.marked().is_some() {
            let title = 1 < before.len() && units::is_title_case(last.word);
            let speaks = [Frame::Clause, Frame::Marked, Frame::PersonAndClause, Frame::Question];
            return !title && (report.order == Order::VerbFirst || speaks.iter().any(|&f| report.takes(f)));
        }
        let words = &line.units[before.clone()];
        // "In May, she said, …": an adverbial, if the clause comes after the report.
        let adverbial = first.is(Class::Preposition) || first.is(Class::Subordinator);
        let whole = resumed(line, report).is_none() && words.iter().any(|u| u.shape == Shape::Comma);
        report.takes(Frame::Clause)
            && 4 <= before.len()
            && content::has_verb(words)
            && (!adverbial || whole)
            && !line.taken[before.start]
    }

    /// Whether a complement is a quotation rather than anything else that the verb takes.
    fn is_worth(&self, line: &Line, report: &Report, c: &Complement) -> bool {
        let units = &line.units[c.content.clone()];
        let marked = units.iter().any(|u| u.marked().is_some());
        let nested = line.taken[report.verb.start];
        if nested && !(marked && matches!(c.form, Shaped::Marks | Shaped::That)) {
            return false;
        }
        let held_up = c.form == Shaped::Marks && is_held_up(&line.units[c.content.start]);
        if report.takes(Frame::Weak) && (!marked || held_up) {
            return false;
        }
        let words = words_in(self.document.slice(cover(units)));
        match c.form {
            Shaped::Marks => report.order != Order::Passive || report.subject.is_some(),
            Shaped::That | Shaped::Question => 3 <= words,
            Shaped::Bare if words == 3 => units[0].is(Class::Pronoun) && units[1].is(Class::Auxiliary),
            // Fewer words are rarely speech: "said so", "told the truth".
            Shaped::Bare | Shaped::Noun | Shaped::Infinitive => {
                4 <= words && report.order != Order::Infinitive
            }
        }
    }

    /// `According to Lane, they left`; `They left, according to Lane`.
    pub(super) fn according(&mut self, line: &mut Line) {
        let end = content::end_of_text(line.units);
        let mut from = 0;
        for at in 0..end {
            if !content::is_according(line.units, at) {
                continue;
            }
            let source = at + 2..source_end(line.units, at + 2, end);
            if source.is_empty() {
                continue;
            }
            let contents = told_by(line, from, at, &source, end);
            from = source.end;
            line.sources.push(at..source.end);
            let speaker = Some(cover(&line.units[source]));
            let cue = Some(cover(&line.units[at..at + 2]));
            if !contents.is_empty() {
                self.add(line, Draft { contents, speaker, cue, rule: Rule::According });
            }
        }
    }

    /// `Lane: “We go.”`
    pub(super) fn colon(&mut self, line: &mut Line) {
        let Some(colon) = line.units.iter().take(9).position(|u| u.shape == Shape::Colon) else { return };
        let marked = line.units.get(colon + 1).is_some_and(|u| u.marked().is_some());
        if !marked || line.taken[colon + 1] {
            return;
        }
        let Some(phrase) = phrases::phrase_before(line.units, colon).filter(|p| p.start == 0) else { return };
        let speaker = Some(cover(&line.units[phrase]));
        let cue = Some(line.units[colon].span);
        let contents = std::iter::once(colon + 1..colon + 2).collect();
        self.add(line, Draft { contents, speaker, cue, rule: Rule::Colon });
    }
}

/// Of words that end with marked ones, the marked ones alone where they are a clause of their own.
fn own_clause(line: &Line, before: Range<usize>) -> Range<usize> {
    let mut start = before.end - 1;
    while before.start < start && line.units[start - 1].marked().is_some() {
        start -= 1;
    }
    if start == before.start {
        return before;
    }
    let inside = line.units[start].word;
    let whole = 3 < words_in(inside) && inside.trim_start().starts_with(char::is_uppercase);
    let apart = match line.units[start - 1].shape {
        Shape::Colon => true,
        Shape::Comma | Shape::Open | Shape::Dash | Shape::Hyphen => whole,
        _ => false,
    };
    if apart { start..before.end } else { before }
}

/// Of “We go,” said Lane, with a bow, “and you stay.” the second part: marked words after a comma that close the
/// sentence which the first part left open.
fn carried_on(line: &Line, index: usize, before: &Range<usize>) -> Option<Range<usize>> {
    let report = &line.reports[index];
    let open = line.units[before.end - 1].word.trim_end().ends_with([',', ';', '—', '–', '-']);
    let speaks = matches!(report.order, Order::SubjectFirst | Order::VerbFirst);
    let rest = report.end()..content::end_of_text(line.units);
    let next = rest.clone().find(|&i| line.units[i].marked().is_some()).filter(|_| open && speaks)?;
    let apart =
        matches!(line.units[next - 1].shape, Shape::Comma | Shape::Semicolon | Shape::Dash | Shape::Hyphen);
    let further =
        line.reports.get(index + 1).is_some_and(|r| r.verb.start < next && r.order != Order::Participle);
    let goes_on = apart && !further && !units::is_title_case(line.units[next].word);
    (goes_on && content::is_complete(&line.units[next])).then_some(next..next + 1)
}

/// Whether the content is itself a report of marked words: "noted that Lane said “no”". Then the words are
/// Lane's.
fn hands_on(line: &Line, index: usize, c: &Complement) -> bool {
    let Some(inner) = line.reports.get(index + 1) else { return false };
    let follows = inner.order == Order::SubjectFirst && inner.start() <= c.content.start + 1;
    let marked = |c: Complement| line.units[c.content].iter().take(2).any(|u| u.marked().is_some());
    follows && content::after(line, index + 1).is_some_and(marked)
}

/// Whether marked words are too few for speech, or a title.
fn is_held_up(unit: &Unit) -> bool {
    words_in(unit.word) < 3 || units::is_title_case(unit.word)
}

/// `They left, she said, and stayed away`: what goes on after a report in commas.
fn resumed(line: &Line, report: &Report) -> Option<Range<usize>> {
    let at = report.end();
    let end = content::end_of_text(line.units);
    let comma = line.units.get(at).is_some_and(|u| u.shape == Shape::Comma);
    let further = line.reports.last().is_some_and(|r| report.verb.end < r.verb.start);
    let goes_on = comma && at + 2 < end && !further && !line.units[at + 1].is_word("who");
    (goes_on && report.order == Order::SubjectFirst).then_some(at + 1..end)
}

/// `In May, she said, they left`; `As she said, they left`.
fn may_resume(line: &Line, report: &Report, rest: &Range<usize>) -> bool {
    let before = report.start().checked_sub(1).map(|i| &line.units[i]);
    report.takes(Frame::Clause)
        && before.is_some_and(|u| u.shape == Shape::Comma || u.is_word("as"))
        && 4 <= rest.len()
        && content::has_verb(&line.units[rest.clone()])
}

/// What is told by the source after "according to": the words before, else those after the comma.
fn told_by(line: &Line, from: usize, at: usize, source: &Range<usize>, end: usize) -> Vec<Range<usize>> {
    let units = line.units;
    let mut from = from;
    while from < at && (units[from].is(Class::Conjunction) || units[from].shape == Shape::Comma) {
        from += 1;
    }
    let to = if 0 < at && units[at - 1].shape == Shape::Comma { at - 1 } else { at };
    let mut contents = vec![];
    if from + 2 < to {
        contents.push(from..to);
    }
    let Some(next) = units.get(source.end) else { return contents };
    if next.marked().is_some() {
        contents.push(source.end..end);
    } else if contents.is_empty() && next.shape == Shape::Comma && source.end + 1 < end {
        let participle = |r: &&Report| r.order == Order::Participle && source.end + 1 < r.start();
        let stop = line.reports.iter().find(participle).map_or(end, |r| r.verb.start - 1);
        contents.push(source.end + 1..stop);
    }
    contents
}

/// Where the words after "according to" end.
fn source_end(units: &[Unit], start: usize, end: usize) -> usize {
    let border = |u: &Unit| {
        matches!(u.shape, Shape::Comma | Shape::Semicolon | Shape::Dash | Shape::Colon)
            || u.marked().is_some()
    };
    (start..end).find(|&i| border(&units[i])).unwrap_or(end)
}
