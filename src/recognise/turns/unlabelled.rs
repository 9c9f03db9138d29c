//! Turns without labels: an interview whose questions stand on lines of their own, each above its answer.
//!
//! Explainers and columns ask on lines of their own, too. In an interview whoever asks says "you", and the answers say
//! "I" or "we".

use std::ops::Range;

use super::contents::{TurnWords, closes, is_aside};
use super::evidence::names;
use super::lines::{AnalysedLine, SpeechSigns};
use crate::annotation::EntityKind;
use crate::document::{Document, Role};
use crate::recognise::found::FoundEntity;
use crate::span::Span;

/// Words of the longest question; what is longer and ends with a question is the article's own text.
const LONGEST_QUESTION: usize = 70;
/// Lines above the first question in which the interview is announced and its person named.
const LINES_OF_INTRODUCTION: usize = 12;
/// Exchanges of an interview that is announced: "Ida Lund spoke to us". Two, as one question is any article's.
const FEWEST_ANNOUNCED: usize = 2;
/// Exchanges of an interview that nothing announces.
const FEWEST: usize = 4;

/// Lines of an answer, on average, at most: between the questions of a column stands more.
const LINES_OF_ANSWER: usize = 6;

/// Shares of exchanges, in a hundred, that show an interview.
struct Shares {
    /// The question says "you".
    asked: usize,
    /// The answer says "I" or "we", or begins as answers do.
    spoken: usize,
    /// The answer is longer than the question.
    longer: usize,
    /// At most: the question says "I" or "we", as a column's do.
    own: usize,
}

const ANNOUNCED: Shares = Shares { asked: 25, spoken: 60, longer: 50, own: 50 };
const UNANNOUNCED: Shares = Shares { asked: 50, spoken: 75, longer: 60, own: 20 };

/// A question with its answer, as lines.
struct Exchange {
    question: Range<usize>,
    answer: Range<usize>,
}

/// The questions and answers of an interview without labels, in the order of the text; of any other text, nothing.
pub(super) fn find(document: &Document, lines: &[AnalysedLine], entities: &[FoundEntity]) -> Vec<TurnWords> {
    let reader = InterviewReader { document, lines, signs: Vec::new() };
    if lines.iter().filter(|line| reader.ends_as_question(line)).count() < FEWEST_ANNOUNCED {
        return vec![];
    }
    let signs = lines.iter().map(|line| SpeechSigns::read(document, line.span)).collect();
    let reader = InterviewReader { signs, ..reader };
    let mut exchanges = reader.exchanges();
    // A question of the introduction has no answer of anybody.
    let silent = exchanges.iter().take_while(|exchange| !reader.is_spoken(exchange)).count();
    exchanges.drain(..silent);
    let Some(first) = exchanges.first().map(|exchange| exchange.question.start) else { return vec![] };
    let persons = reader.persons_above(first, entities);
    if !reader.is_interview(&exchanges, !persons.is_empty()) {
        return vec![];
    }
    reader.end_last_answer(&mut exchanges, &persons);
    exchanges.iter().flat_map(|exchange| reader.turns(exchange)).collect()
}

struct InterviewReader<'a> {
    document: &'a Document,
    lines: &'a [AnalysedLine],
    /// Of each line.
    signs: Vec<SpeechSigns>,
}

impl InterviewReader<'_> {
    fn ends_as_question(&self, line: &AnalysedLine) -> bool {
        let text = self.document.slice(line.span).trim_end_matches(['*', '_', ' ']);
        text.ends_with(['?', '？', '؟']) && self.is_said(line)
    }

    /// Whether a line has a role that a question can have.
    fn is_said(&self, line: &AnalysedLine) -> bool {
        matches!(line.role(self.document), Role::Paragraph | Role::Heading | Role::ListItem)
    }

    /// Whether a line is a question. One that says "I" and not "you" is what an answer asks.
    fn is_question(&self, line: usize) -> bool {
        let signs = &self.signs[line];
        self.ends_as_question(&self.lines[line])
            && !signs.is_marked
            && (1..=LONGEST_QUESTION).contains(&signs.n_words)
            && (signs.is_second_person || !signs.is_first_person)
    }

    /// Each run of questions with the lines up to the next.
    fn exchanges(&self) -> Vec<Exchange> {
        let mut exchanges: Vec<Exchange> = vec![];
        for line in 0..self.lines.len() {
            match exchanges.last_mut() {
                Some(last) if self.is_question(line) && last.answer.is_empty() => {
                    last.question.end = line + 1;
                    last.answer = line + 1..line + 1;
                }
                _ if self.is_question(line) => {
                    exchanges.push(Exchange { question: line..line + 1, answer: line + 1..line + 1 });
                }
                Some(last) => last.answer.end = line + 1,
                None => {}
            }
        }
        exchanges.retain(|exchange| !exchange.answer.is_empty());
        exchanges
    }

    fn is_spoken(&self, exchange: &Exchange) -> bool {
        let signs = &self.signs[exchange.answer.clone()];
        signs.first().is_some_and(|first| first.is_reply || first.is_second_person)
            || signs.iter().any(|line| line.is_first_person)
    }

    fn is_interview(&self, exchanges: &[Exchange], names_person: bool) -> bool {
        let n_exchanges = exchanges.len();
        let above = exchanges[0].question.start;
        let announced = names_person && self.announces(above.saturating_sub(LINES_OF_INTRODUCTION)..above);
        let (fewest, shares) = if announced { (FEWEST_ANNOUNCED, ANNOUNCED) } else { (FEWEST, UNANNOUNCED) };
        let share = |is_it: &dyn Fn(&Exchange) -> bool| {
            exchanges.iter().filter(|exchange| is_it(exchange)).count() * 100 / n_exchanges
        };
        let says_you = |exchange: &Exchange| {
            self.signs[exchange.question.clone()].iter().any(|signs| signs.is_second_person)
        };
        let says_i = |exchange: &Exchange| {
            self.signs[exchange.question.clone()].iter().any(|signs| signs.is_first_person)
        };
        let n_lines: usize = exchanges.iter().map(|exchange| exchange.answer.len()).sum();
        fewest <= n_exchanges
            && n_lines <= n_exchanges * LINES_OF_ANSWER
            && share(&says_i) <= shares.own
            && shares.asked <= share(&says_you)
            && shares.spoken <= share(&|exchange| self.is_spoken(exchange))
            && shares.longer <= share(&|exchange| self.len(&exchange.question) < self.len(&exchange.answer))
    }

    fn len(&self, lines: &Range<usize>) -> usize {
        self.lines[lines.clone()].iter().map(|line| line.span.len()).sum()
    }

    /// Whether lines say that somebody was interviewed.
    fn announces(&self, lines: Range<usize>) -> bool {
        let phrases = &self.document.language().turns.interviews;
        lines.into_iter().any(|line| {
            let text = self.document.slice(self.lines[line].span).to_lowercase();
            phrases.iter().any(|phrase| text.contains(phrase.as_str()))
        })
    }

    /// Where persons are named right above the first question.
    fn persons_above(&self, first: usize, entities: &[FoundEntity]) -> Vec<Span> {
        let above = first.saturating_sub(LINES_OF_INTRODUCTION)..first;
        let named = above.filter(|&line| self.lines[line].role(self.document) != Role::Byline);
        named
            .flat_map(|line| {
                let span = self.lines[line].span;
                let from = entities.partition_point(|entity| entity.span.end() <= span.start());
                entities[from..].iter().take_while(move |entity| entity.span.start() < span.end())
            })
            .filter(|entity| entity.kind == EntityKind::Person)
            .map(|entity| entity.span)
            .collect()
    }

    /// After the last answer, the article may go on in its own words.
    fn end_last_answer(&self, exchanges: &mut [Exchange], persons: &[Span]) {
        let runs_over = exchanges.iter().rev().skip(1).any(|exchange| 1 < exchange.answer.len());
        let Some(last) = exchanges.last_mut() else { return };
        let goes_on = |&line: &usize| {
            let (span, signs) = (self.lines[line].span, &self.signs[line]);
            let is_told = signs.is_about_other
                || persons.iter().take(MOST_PERSONS).any(|person| names(self.document, span, *person));
            let is_spoken = signs.is_first_person || runs_over && !is_told && signs.ends_sentence;
            !closes(self.document, span) && is_spoken && self.is_said(&self.lines[line])
        };
        let first = last.answer.start;
        let more = (first + 1..last.answer.end).take_while(goes_on).count();
        last.answer.end = first + 1 + more;
    }

    fn turns(&self, exchange: &Exchange) -> [TurnWords; 2] {
        let turn = |lines: &Range<usize>, is_question| {
            let words = lines.clone().filter(|&line| {
                let text = self.document.slice(self.lines[line].span);
                0 < self.signs[line].n_words && !is_aside(text)
            });
            TurnWords { label: None, spans: words.map(|line| self.bare(line)).collect(), is_question }
        };
        [turn(&exchange.question, true), turn(&exchange.answer, false)]
    }

    /// A line without the stars around it.
    fn bare(&self, line: usize) -> Span {
        let span = self.lines[line].span;
        let text = self.document.slice(span);
        let is_star = |c: char| matches!(c, '*' | '_') || c.is_whitespace();
        let start = span.start().index() + text.len() - text.trim_start_matches(is_star).len();
        Span::new(start, span.start().index() + text.trim_end_matches(is_star).len())
    }
}

/// Persons of an introduction whose names are looked for below the last answer: a bound on the cost.
const MOST_PERSONS: usize = 8;
