//! Quotations with their cues and the words that name their speakers, by rules.
//!
//! Sentence by sentence: verbs of saying with their subjects ([`cues`]), what they report ([`content`]), and
//! the marked stretches, each of which belongs to a report of its sentence, goes on from the one before it, or
//! stands alone. Conventions are PolNeAR's (Newell, Margolin and Ruths, LREC 2018): a direct quotation includes
//! its marks, an indirect one its "that".

use std::ops::Range;

use self::cues::{Order, Report};
use self::units::{Shape, Unit};
use super::marks::{self, End, Marked, Start};
use super::{FoundEntity, FoundQuote};
use crate::annotation::{QuoteKind, Why};
use crate::document::{Document, Role};
use crate::lang::en::speech::{Class, Frame};
use crate::span::Span;

mod content;
mod cues;
mod units;

/// The quotations of a document, in the order of the text.
pub fn find(document: &Document, entities: &[FoundEntity]) -> Vec<FoundQuote> {
    let marked = marks::pair(document);
    find_with(document, entities, &marked)
}

/// As [`find`], given the marked stretches of the document.
pub fn find_with(document: &Document, _entities: &[FoundEntity], marked: &[Marked]) -> Vec<FoundQuote> {
    let mut finder = Finder { document, marked, quotes: vec![], last: None, open: None, intro: None };
    let mut next = 0;
    for index in 0..document.paragraphs().len() {
        let first = next;
        while next < marked.len() && marked[next].paragraph == index {
            next += 1;
        }
        if document.paragraphs()[index].role.is_analysed() {
            let outer: Vec<usize> = (first..next).filter(|&m| marked[m].depth == 0).collect();
            finder.paragraph(index, &outer);
        }
    }
    finder.quotes.retain(|q| !q.spans.is_empty());
    finder.quotes.sort_by_key(|q| q.spans[0]);
    finder.quotes
}

struct Finder<'a> {
    document: &'a Document,
    marked: &'a [Marked],
    quotes: Vec<FoundQuote>,
    /// Who spoke last, with the cue and the paragraph.
    last: Option<Last>,
    /// The quotation that runs on into the next paragraph, as an index into `quotes`.
    open: Option<usize>,
    /// Whose words the paragraph before has introduced with a colon.
    intro: Option<Last>,
}

#[derive(Clone, Copy)]
struct Last {
    speaker: Option<Span>,
    cue: Option<Span>,
    paragraph: usize,
}

/// A sentence while its quotations are being found.
struct Line<'u, 'a> {
    units: &'u [Unit<'a>],
    reports: Vec<Report>,
    paragraph: usize,
    /// Which units are content, cue or speaker already.
    taken: Vec<bool>,
    /// The sources of "according to".
    sources: Vec<Range<usize>>,
    is_title: bool,
}

impl<'a> Finder<'a> {
    fn paragraph(&mut self, index: usize, outer: &[usize]) {
        let paragraph = &self.document.paragraphs()[index];
        let units = units::of_paragraph(self.document, paragraph.tokens.clone(), self.marked, outer);
        let lines = units::sentences(self.document, paragraph.sentences.clone(), &units);
        let is_title = matches!(paragraph.role, Role::Title | Role::Heading) || index == 0;
        // Marked sentences that wait for a report that may come after them in the paragraph.
        let mut waiting: Vec<usize> = vec![];
        let intro = self.intro.take();
        for range in lines {
            let units = &units[range];
            let mut line = Line {
                units,
                reports: cues::reports(units),
                paragraph: index,
                taken: vec![false; units.len()],
                sources: vec![],
                is_title,
            };
            let before = self.quotes.len();
            self.according(&mut line);
            self.reports(&mut line);
            self.colon(&mut line);
            if before < self.quotes.len() {
                self.settle(&mut waiting, index);
            }
            self.leftover(&mut line, &mut waiting);
        }
        if let Some(last) = intro.filter(|_| !waiting.is_empty()) {
            self.last = Some(Last { paragraph: index, ..last });
        }
        self.settle_alone(&mut waiting, index);
        self.intro = self.introduced(&units, index);
    }

    /// Whose words a paragraph that ends with a colon introduces.
    fn introduced(&self, units: &[Unit], paragraph: usize) -> Option<Last> {
        let colon = units.last().filter(|u| u.shape == Shape::Colon)?;
        let from = units.iter().rposition(|u| u.shape == Shape::Stop).map_or(0, |i| i + 1);
        let line = &units[from..];
        let reports = cues::reports(line);
        let report = reports.iter().rev().find(|r| r.subject.is_some());
        let subject = report.and_then(|r| r.subject.clone()).or_else(|| cues::first_subject(line));
        let cue = report.map_or(colon.span, |r| cover(&line[r.verb.clone()]));
        Some(Last { speaker: subject.map(|s| cover(&line[s])), cue: Some(cue), paragraph })
    }

    /// The contents of the verbs of saying.
    fn reports(&mut self, line: &mut Line) {
        let mut from = 0;
        for i in 0..line.reports.len() {
            let report = line.reports[i].clone();
            if line.sources.iter().any(|s| s.contains(&report.verb.start)) {
                continue;
            }
            if line.taken[report.verb.start] && report.order != Order::SubjectFirst {
                continue;
            }
            let complement = content::after(line.units, &line.reports, i);
            let pre =
                content::before(line.units, &report, from).filter(|r| self.may_precede(line, &report, r));
            let marked_before = pre
                .as_ref()
                .is_some_and(|r| line.units[r.end - 1].marked().is_some() && !line.taken[r.end - 1]);
            let nested = line.taken[report.verb.start];
            if marked_before && !nested {
                let pre = pre.expect("marked words stand before");
                let mut contents = vec![self.own_clause(line, pre)];
                if let Some(c) = complement.filter(|c| c.form == content::Shaped::Marks) {
                    contents.push(c.content);
                }
                from = self.emit(line, contents, &report, Why::MarksAndCue);
            } else if let Some(c) = complement {
                let marks = c.form == content::Shaped::Marks;
                if !self.worth(line, &report, &c, nested) {
                    continue;
                }
                let why = if marks { Why::MarksAndCue } else { Why::ReportedClause };
                from = self.emit(line, vec![c.content], &report, why);
            } else if let Some(pre) = pre.filter(|_| !nested) {
                let mut contents = vec![pre];
                contents.extend(self.resumed(line, &report));
                from = self.emit(line, contents, &report, Why::ReportedClause);
            } else if let Some(rest) = self.resumed(line, &report).filter(|r| {
                !nested
                    && report.takes(Frame::Clause)
                    && 0 < report.start()
                    && line.units[report.start() - 1].shape == Shape::Comma
                    && 4 <= r.len()
                    && content::has_verb(&line.units[r.clone()])
            }) {
                from = self.emit(line, vec![rest], &report, Why::ReportedClause);
            }
        }
    }

    /// Of words that end with marked ones, the marked ones alone where they are a clause of their own.
    fn own_clause(&self, line: &Line, pre: Range<usize>) -> Range<usize> {
        let mut start = pre.end - 1;
        while pre.start < start && line.units[start - 1].marked().is_some() {
            start -= 1;
        }
        let inside = line.units[start].word;
        let whole = 3 < words_in(inside) && inside.trim_start().starts_with(char::is_uppercase);
        let apart = pre.start < start
            && matches!(
                line.units[start - 1].shape,
                Shape::Comma | Shape::Colon | Shape::Open | Shape::Dash | Shape::Hyphen
            );
        if whole && apart || apart && line.units[start - 1].shape == Shape::Colon {
            start..pre.end
        } else {
            pre
        }
    }

    /// Whether the words before a report may be what it reports.
    fn may_precede(&self, line: &Line, report: &Report, pre: &Range<usize>) -> bool {
        if !matches!(report.order, Order::SubjectFirst | Order::VerbFirst) {
            return false;
        }
        let marked = line.units[pre.end - 1].marked().is_some();
        let clause = report.takes(Frame::Clause);
        if marked && 1 < pre.len() && units::is_title_case(line.units[pre.end - 1].word) {
            return false;
        }
        if marked {
            return clause
                || report.takes(Frame::Marked)
                || report.takes(Frame::PersonAndClause)
                || report.takes(Frame::Question)
                || report.order == Order::VerbFirst;
        }
        let first = &line.units[pre.start];
        clause
            && 4 <= pre.len()
            && content::has_verb(&line.units[pre.clone()])
            && (!first.is(Class::Preposition) && !first.is(Class::Subordinator)
                || self.resumed(line, report).is_none()
                    && line.units[pre.clone()].iter().any(|u| u.shape == Shape::Comma))
            && !line.taken[pre.start]
    }

    /// Whether a complement is a quotation rather than anything else that the verb takes.
    fn worth(&self, line: &Line, report: &Report, c: &content::Complement, nested: bool) -> bool {
        use content::Shaped;
        let has_marks = line.units[c.content.clone()].iter().any(|u| u.marked().is_some());
        if nested && !(has_marks && matches!(c.form, Shaped::Marks | Shaped::That)) {
            return false;
        }
        if report.takes(Frame::Weak)
            && (!has_marks || c.form == Shaped::Marks && self.is_held_up(line, c.content.start))
        {
            return false;
        }
        let words = words_in(self.document.slice(cover(&line.units[c.content.clone()])));
        match c.form {
            Shaped::Marks => report.order != Order::Passive || report.subject.is_some(),
            Shaped::That | Shaped::Question => 3 <= words,
            Shaped::Bare => 4 <= words && !matches!(report.order, Order::Infinitive),
            Shaped::Noun | Shaped::Infinitive => 4 <= words && !matches!(report.order, Order::Infinitive),
        }
    }

    /// Whether marked words are too few for speech, or a title.
    fn is_held_up(&self, line: &Line, at: usize) -> bool {
        words_in(line.units[at].word) < 3 || units::is_title_case(line.units[at].word)
    }

    /// `They left, she said, and stayed away`: what goes on after a report in commas.
    fn resumed(&self, line: &Line, report: &Report) -> Option<Range<usize>> {
        let at = report.end();
        let end = content::end_of_text(line.units);
        let comma = line.units.get(at).is_some_and(|u| u.shape == Shape::Comma);
        if report.order != Order::SubjectFirst {
            return None;
        }
        let further = line.reports.iter().any(|r| report.verb.end < r.verb.start);
        (comma && at + 2 < end && !further && !line.units[at + 1].is_word("who")).then_some(at + 1..end)
    }

    /// Adds a quotation; returns where its sentence goes on.
    fn emit(&mut self, line: &mut Line, contents: Vec<Range<usize>>, report: &Report, why: Why) -> usize {
        let speaker = report.subject.as_ref().map(|s| cover(&line.units[s.clone()]));
        let cue = Some(cover(&line.units[report.verb.clone()]));
        let mut end = report.end();
        for i in report.verb.clone() {
            line.taken[i] = true;
        }
        for content in &contents {
            end = end.max(content.end);
        }
        self.add(line, contents, speaker, cue, why);
        end
    }

    fn add(
        &mut self,
        line: &mut Line,
        contents: Vec<Range<usize>>,
        speaker: Option<Span>,
        cue: Option<Span>,
        why: Why,
    ) {
        let mut spans: Vec<Span> = vec![];
        let (mut all_marked, mut any_marked) = (true, false);
        for content in &contents {
            let content = content.clone();
            if line.taken[content.clone()].iter().all(|&t| t) {
                continue;
            }
            for i in content.clone() {
                line.taken[i] = true;
                match line.units[i].shape {
                    Shape::Marked(m) => {
                        any_marked = true;
                        if self.marked[m].end == End::ContinuesInNext {
                            self.open = Some(self.quotes.len());
                        }
                    }
                    Shape::Comma | Shape::Stop | Shape::Dash | Shape::Semicolon => {}
                    _ => all_marked = false,
                }
            }
            spans.push(cover(&line.units[content]));
        }
        spans.sort();
        spans.dedup_by(|b, a| a.overlaps(*b));
        if spans.is_empty() {
            return;
        }
        let kind = match (any_marked, all_marked) {
            (true, true) => QuoteKind::Direct,
            (true, false) => QuoteKind::Mixed,
            _ => QuoteKind::Indirect,
        };
        let confidence = confidence(kind, why);
        self.last = Some(Last { speaker, cue, paragraph: line.paragraph });
        self.quotes.push(FoundQuote { spans, kind, speaker, speaker_name: None, cue, confidence, why });
    }

    /// `According to Lane, they left`; `They left, according to Lane`.
    fn according(&mut self, line: &mut Line) {
        for at in 0..line.units.len() {
            if !content::is_according(line.units, at) || line.taken[at] {
                continue;
            }
            let source_start = at + 2;
            let end = content::end_of_text(line.units);
            let source_end = source_end(line.units, source_start, end);
            if source_end <= source_start {
                continue;
            }
            line.sources.push(at..source_end);
            let speaker = Some(cover(&line.units[source_start..source_end]));
            let cue = Some(cover(&line.units[at..at + 2]));
            let mut from = (0..at).rev().find(|&i| line.taken[i]).map_or(0, |i| i + 1);
            while from < at
                && (line.units[from].is(Class::Conjunction) || line.units[from].shape == Shape::Comma)
            {
                from += 1;
            }
            let to = if 0 < at && line.units[at - 1].shape == Shape::Comma { at - 1 } else { at };
            let after = source_end + 1;
            let mut contents = vec![];
            if 3 < to.saturating_sub(from) {
                contents.push(from..to);
            }
            if after < end && line.units[source_end].shape == Shape::Comma && contents.is_empty() {
                let stop = line
                    .reports
                    .iter()
                    .filter(|r| {
                        after < r.start()
                            && r.order == Order::Participle
                            && line.units[r.verb.start - 1].shape == Shape::Comma
                    })
                    .map(|r| r.verb.start - 1)
                    .next();
                contents.push(after..stop.unwrap_or(end));
            }
            if after < end && line.units[source_end].marked().is_some() {
                contents.push(source_end..end);
            }
            if !contents.is_empty() {
                self.add(line, contents, speaker, cue, Why::AccordingTo);
            }
        }
    }

    /// `Lane: “We go.”`
    fn colon(&mut self, line: &mut Line) {
        let Some(colon) = line.units.iter().position(|u| u.shape == Shape::Colon) else { return };
        let Some(after) = line.units.get(colon + 1) else { return };
        if after.marked().is_none() || line.taken[colon + 1] || 8 < colon {
            return;
        }
        let Some(phrase) = cues::phrase_before(line.units, colon).filter(|p| p.start == 0) else { return };
        let speaker = Some(cover(&line.units[phrase]));
        let cue = Some(line.units[colon].span);
        let end = content::end_of_text(line.units);
        let content = colon + 1..(colon + 2).min(end.max(colon + 2));
        self.add(line, vec![content], speaker, cue, Why::NameAndColon);
    }

    /// Marked stretches that no report has claimed.
    fn leftover(&mut self, line: &mut Line, waiting: &mut Vec<usize>) {
        let alone = line.units.iter().all(|u| u.marked().is_some() || u.shape == Shape::Stop);
        for i in 0..line.units.len() {
            let Some(m) = line.units[i].marked().filter(|_| !line.taken[i]) else { continue };
            let marked = &self.marked[m];
            if marked.start == Start::Continued {
                self.carry_on(m);
            } else if alone || i == 0 && ends_sentence(self.document.slice(marked.inside)) {
                self.stand(m, line.paragraph, waiting);
            } else if self.is_speech(line, i, marked) {
                let speaker = cues::first_subject(line.units).map(|s| cover(&line.units[s]));
                self.push_marked(m, speaker, None, Why::MarksAlone);
            }
        }
    }

    /// A marked sentence without a report: it goes on from the last quotation of its paragraph, or waits for the
    /// next one.
    fn stand(&mut self, m: usize, paragraph: usize, waiting: &mut Vec<usize>) {
        match self.last.filter(|l| l.paragraph == paragraph) {
            Some(last) => self.push_marked(m, last.speaker, last.cue, Why::Continued),
            None => waiting.push(m),
        }
    }

    /// The marked sentences that waited have the speaker of the quotation that was found after them.
    fn settle(&mut self, waiting: &mut Vec<usize>, paragraph: usize) {
        let Some(last) = self.last.filter(|l| l.paragraph == paragraph) else { return };
        for m in waiting.drain(..) {
            self.push_marked(m, last.speaker, last.cue, Why::Continued);
        }
    }

    /// Nothing followed: the speaker is the one of the paragraph before.
    fn settle_alone(&mut self, waiting: &mut Vec<usize>, paragraph: usize) {
        let last = self.last.filter(|l| l.paragraph + 2 >= paragraph);
        for m in waiting.drain(..) {
            let (speaker, cue) = last.map_or((None, None), |l| (l.speaker, l.cue));
            self.push_marked(m, speaker, cue, Why::MarksAlone);
        }
    }

    /// A paragraph of a quotation that the paragraph before left open.
    fn carry_on(&mut self, m: usize) {
        let marked = &self.marked[m];
        match self.open {
            Some(i) => self.quotes[i].spans.push(marked.span),
            None => self.push_marked(m, self.last.and_then(|l| l.speaker), None, Why::Continued),
        }
        if marked.end != End::ContinuesInNext {
            self.open = None;
        }
    }

    fn push_marked(&mut self, m: usize, speaker: Option<Span>, cue: Option<Span>, why: Why) {
        let marked = &self.marked[m];
        if marked.end == End::ContinuesInNext {
            self.open = Some(self.quotes.len());
        }
        self.last = Some(Last { speaker, cue, paragraph: marked.paragraph });
        let confidence = confidence(QuoteKind::Direct, why);
        let kind = QuoteKind::Direct;
        self.quotes.push(FoundQuote {
            spans: vec![marked.span],
            kind,
            speaker,
            speaker_name: None,
            cue,
            confidence,
            why,
        });
    }

    /// Whether marked words within a sentence, without a report, are speech: not a title, nickname or word held
    /// up with tongs.
    fn is_speech(&self, line: &Line, at: usize, marked: &Marked) -> bool {
        let inside = self.document.slice(marked.inside);
        let words = inside.split_whitespace().count();
        let after_colon = 0 < at && line.units[at - 1].shape == Shape::Colon;
        if units::is_title_case(inside) && !after_colon {
            return false;
        }
        4 <= words || after_colon || marked.style.is_single() && line.is_title
    }
}

/// Where the words after "according to" end.
fn source_end(units: &[Unit], start: usize, end: usize) -> usize {
    (start..end)
        .find(|&i| {
            matches!(units[i].shape, Shape::Comma | Shape::Semicolon | Shape::Dash | Shape::Colon)
                || units[i].marked().is_some()
        })
        .unwrap_or(end)
}

fn words_in(text: &str) -> usize {
    text.split_whitespace().count()
}

fn ends_sentence(inside: &str) -> bool {
    inside.trim_end().ends_with(['.', '!', '?', '…'])
}

/// From the start of the first unit to the end of the last.
fn cover(units: &[Unit]) -> Span {
    units[0].span.hull(units[units.len() - 1].span)
}

fn confidence(_kind: QuoteKind, why: Why) -> f32 {
    match why {
        Why::MarksAndCue => 0.95,
        Why::Continued => 0.9,
        Why::AccordingTo => 0.8,
        Why::NameAndColon => 0.8,
        Why::ReportedClause => 0.7,
        _ => 0.6,
    }
}
