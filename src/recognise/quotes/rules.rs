//! Quotations by rules alone, and what the rules have to say of every word: the tagger learns when to believe them.
//!
//! Sentence by sentence: verbs of saying with their subjects (`cues`), what they report (`content`, `reports`),
//! and the marked stretches that no report claims (`alone`), each of which goes on from the quotation before it
//! or stands by itself. Conventions are PolNeAR's (Newell, Margolin and Ruths, LREC 2018): a direct quotation
//! includes its marks, an indirect one its "that".

use std::ops::Range;

use self::cues::Report;
use self::hints::Hint;
use self::units::{Shape, Unit};
use crate::annotation::{QuoteKind, Why};
use crate::document::{Document, Role};
use crate::recognise::FoundQuote;
use crate::recognise::marks::{End, Marked, Start};
use crate::span::Span;

mod alone;
mod content;
mod cues;
pub(crate) mod hints;
mod phrases;
mod reports;
mod signatures;
mod units;

/// What the rules find.
pub struct Ruled {
    /// In the order of the text.
    pub quotes: Vec<FoundQuote>,
    /// One a token.
    pub hints: Vec<Hint>,
}

/// The quotations of a document with these marked stretches.
pub fn find(document: &Document, marked: &[Marked]) -> Ruled {
    let hints = vec![Hint::default(); document.tokens().len()];
    let mut finder = Finder { document, marked, quotes: vec![], hints, last: None, open: None, intro: None };
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
    finder.quotes.sort_by_key(|q| q.spans[0]);
    Ruled { quotes: finder.quotes, hints: finder.hints }
}

struct Finder<'a> {
    document: &'a Document,
    marked: &'a [Marked],
    // Invariant: each has at least one span.
    quotes: Vec<FoundQuote>,
    // Invariant: one a token.
    hints: Vec<Hint>,
    /// Who spoke last.
    last: Option<Last>,
    /// The quotation that runs on into the next paragraph, as an index into `quotes`.
    open: Option<usize>,
    /// Whose words the paragraph before has introduced with a colon.
    intro: Option<Last>,
}

/// A speaker with the cue, and the paragraph where they stand.
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
    /// Where the content of a report ends because another report begins: one for each unit.
    borders: Vec<bool>,
    paragraph: usize,
    /// Which units are content or cue already.
    taken: Vec<bool>,
    /// The sources of "according to".
    sources: Vec<Range<usize>>,
    /// The subject of the last report: participles and second verbs hang on it.
    subject: Option<Range<usize>>,
    is_title: bool,
}

impl<'u, 'a> Line<'u, 'a> {
    fn new(units: &'u [Unit<'a>], paragraph: usize, role: Role) -> Line<'u, 'a> {
        let reports = cues::reports(units);
        Line {
            units,
            borders: content::borders(units, &reports),
            reports,
            paragraph,
            taken: vec![false; units.len()],
            sources: vec![],
            subject: None,
            is_title: matches!(role, Role::Title | Role::Heading),
        }
    }
}

/// What a rule has found in a sentence, in units of the sentence.
struct Draft {
    contents: Vec<Range<usize>>,
    speaker: Option<Span>,
    cue: Option<Span>,
    rule: Rule,
}

/// The rule that found a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Marked words beside a report.
    Marks,
    That,
    Question,
    Bare,
    /// The object or infinitive of a verb: `denied the charge`, `vowed to leave`.
    Object,
    /// A clause before its report.
    Before,
    /// A clause after a report in commas.
    Resumed,
    According,
    Colon,
    Continued,
    Alone,
    /// A dash and a name after marked words.
    Signature,
}

impl Rule {
    fn why(self) -> Why {
        match self {
            Rule::Marks => Why::MarksAndCue,
            Rule::According => Why::AccordingTo,
            Rule::Colon | Rule::Signature => Why::NameAndColon,
            Rule::Continued => Why::Continued,
            Rule::Alone => Why::MarksAlone,
            _ => Why::ReportedClause,
        }
    }

    /// The share of what the rule finds in PolNeAR train (840 articles) that matches a quotation there with a
    /// word overlap of 0.8 or more.
    fn confidence(self, kind: QuoteKind) -> f32 {
        let indirect = kind == QuoteKind::Indirect;
        match self {
            Rule::Marks if kind == QuoteKind::Direct => 0.98,
            Rule::Marks => 0.71,
            Rule::Continued => 0.98,
            Rule::Colon => 0.84,
            Rule::According => 0.79,
            Rule::Alone => 0.54,
            Rule::That if indirect => 0.78,
            Rule::That => 0.85,
            Rule::Question => 0.73,
            Rule::Bare if indirect => 0.74,
            Rule::Bare => 0.80,
            Rule::Object if indirect => 0.53,
            Rule::Object => 0.66,
            Rule::Before if indirect => 0.78,
            Rule::Before => 0.87,
            Rule::Resumed => 0.94,
            // Too few there to count.
            Rule::Signature => 0.9,
        }
    }
}

impl<'a> Finder<'a> {
    fn paragraph(&mut self, index: usize, outer: &[usize]) {
        let paragraph = &self.document.paragraphs()[index];
        let units = units::of_paragraph(self.document, paragraph.tokens.clone(), self.marked, outer);
        if self.signature(&units, index) {
            self.intro = None;
            return;
        }
        // Marked sentences that wait for a report that may come after them in the paragraph.
        let mut waiting: Vec<usize> = vec![];
        for range in units::sentences(self.document, paragraph.sentences.clone(), &units) {
            let mut line = Line::new(&units[range], index, paragraph.role);
            let before = self.quotes.len();
            hints::note_reports(&line, &mut self.hints);
            self.according(&mut line);
            self.reports(&mut line);
            self.colon(&mut line);
            if before < self.quotes.len() {
                self.settle(&mut waiting, index);
            }
            self.leftover(&mut line, &mut waiting);
        }
        if let Some(last) = self.intro.take().filter(|_| !waiting.is_empty()) {
            self.last = Some(Last { paragraph: index, ..last });
        }
        self.settle_alone(&mut waiting, index);
        self.intro = introduced(&units, index);
    }

    /// Makes a quotation of a draft, unless other rules have taken all of it before.
    fn add(&mut self, line: &mut Line, mut draft: Draft) {
        draft.contents.retain(|c| !line.taken[c.clone()].iter().all(|&taken| taken));
        draft.contents.sort_by_key(|c| c.start);
        draft.contents.dedup_by(|b, a| b.start < a.end);
        let Some(first) = draft.contents.first() else { return };
        let continued =
            line.units[first.start].marked().filter(|&m| self.marked[m].start == Start::Continued);
        let units = || draft.contents.iter().flat_map(|c| &line.units[c.clone()]);
        let quote = FoundQuote {
            spans: draft.contents.iter().map(|c| cover(&line.units[c.clone()])).collect(),
            kind: kind(units()),
            speaker: draft.speaker,
            speaker_name: None,
            cue: draft.cue,
            confidence: draft.rule.confidence(kind(units())),
            why: draft.rule.why(),
        };
        let runs_on = units().filter_map(Unit::marked).any(|m| self.marked[m].end == End::ContinuesInNext);
        draft.contents.iter().for_each(|c| line.taken[c.clone()].fill(true));
        self.hint(&quote, draft.rule);
        let index = self.put(quote, continued.is_some());
        self.open = if runs_on { Some(index) } else { self.open.filter(|_| continued.is_none()) };
    }

    /// Notes on each token what a rule makes of it.
    fn hint(&mut self, quote: &FoundQuote, rule: Rule) {
        for &span in &quote.spans {
            let tokens = self.document.tokens_in(span);
            hints::paint(&mut self.hints, tokens.clone(), |hint| &mut hint.content);
            self.hints[tokens].iter_mut().for_each(|hint| hint.rule = 1 + rule as u8);
        }
        if let Some(span) = quote.speaker {
            hints::paint(&mut self.hints, self.document.tokens_in(span), |hint| &mut hint.speaker);
        }
        if let Some(span) = quote.cue {
            hints::paint(&mut self.hints, self.document.tokens_in(span), |hint| &mut hint.cue);
        }
    }

    /// Puts a quotation in; one that carries on the paragraph before becomes part of that one, and gives it its
    /// speaker if it has none of its own.
    fn put(&mut self, quote: FoundQuote, continued: bool) -> usize {
        let paragraph = self.document.paragraph_at(quote.spans[0].start());
        self.last = Some(Last { speaker: quote.speaker, cue: quote.cue, paragraph });
        let follows = |i: &usize| self.quotes[*i].spans.iter().all(|s| s.end() <= quote.spans[0].start());
        let open = self.open.filter(|_| continued && quote.kind == QuoteKind::Direct).filter(follows);
        let Some(index) = open else {
            self.quotes.push(quote);
            return self.quotes.len() - 1;
        };
        let begun = &mut self.quotes[index];
        begun.spans.extend(&quote.spans);
        let unsure = matches!(begun.why, Why::MarksAlone | Why::Continued);
        if unsure && matches!(quote.why, Why::MarksAndCue | Why::NameAndColon) {
            (begun.speaker, begun.cue, begun.why) = (quote.speaker, quote.cue, quote.why);
            begun.confidence = quote.confidence;
        }
        index
    }
}

/// Whose words a paragraph that ends with a colon introduces.
fn introduced(units: &[Unit], paragraph: usize) -> Option<Last> {
    let colon = units.last().filter(|u| u.shape == Shape::Colon)?;
    let from = units.iter().rposition(|u| u.shape == Shape::Stop).map_or(0, |i| i + 1);
    // The last sentence, unless it is endless.
    let line = &units[from.max(units.len().saturating_sub(units::LONGEST))..];
    let reports = cues::reports(line);
    let report = reports.iter().rev().find(|r| r.subject.is_some());
    let subject = report.and_then(|r| r.subject.clone()).or_else(|| phrases::first_subject(line));
    let cue = report.map_or(colon.span, |r| cover(&line[r.verb.clone()]));
    Some(Last { speaker: subject.map(|s| cover(&line[s])), cue: Some(cue), paragraph })
}

fn kind<'u, 'a: 'u>(units: impl Iterator<Item = &'u Unit<'a>>) -> QuoteKind {
    let (mut all, mut any) = (true, false);
    for unit in units {
        match unit.shape {
            Shape::Marked(_) => any = true,
            Shape::Comma | Shape::Stop | Shape::Dash | Shape::Semicolon => {}
            _ => all = false,
        }
    }
    match (any, all) {
        (true, true) => QuoteKind::Direct,
        (true, false) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    }
}

/// From the start of the first unit to the end of the last.
fn cover(units: &[Unit]) -> Span {
    units[0].span.hull(units[units.len() - 1].span)
}

fn words_in(text: &str) -> usize {
    text.split_whitespace().count()
}
