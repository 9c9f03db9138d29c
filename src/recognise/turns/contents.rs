//! The words of each turn: what follows its label, over as many paragraphs as the same person goes on.

use std::ops::Range;

use super::evidence::{LabelCandidate, follows_question, names};
use super::lines::{AnalysedLine, SpeechSigns};
use crate::document::{Document, Role};
use crate::span::Span;

/// A turn with its words.
pub(super) struct TurnWords {
    /// Its label's index; `None` for a question, or its answer, without one.
    pub label: Option<usize>,
    /// Each within one paragraph.
    pub spans: Vec<Span>,
    pub is_question: bool,
}

/// What a line without a label is to the turn before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineUse {
    /// The speaker goes on.
    Goes,
    /// A stage direction: "(APPLAUSE)".
    Aside,
    /// A question that has no label.
    Asks,
    /// The article's own words: the turn is over.
    Ends,
}

/// The turns with these labels, in the order of the text. `asks` tells the labels of whoever asks, by their keys.
pub(super) fn take(
    document: &Document,
    lines: &[AnalysedLine],
    labels: &[&LabelCandidate],
    asks: impl Fn(&str) -> bool,
) -> Vec<TurnWords> {
    let mut taker = TurnTaker {
        document,
        lines,
        labels,
        turns: vec![],
        runs_over: false,
        asks_without_label: asks_without_label(document, lines, labels, &asks),
        directions: most_have_small_letters(labels),
    };
    for (index, candidate) in labels.iter().enumerate() {
        let is_question = asks(&candidate.label.key);
        taker.take(index, is_question);
    }
    taker.turns.retain(|turn| !turn.spans.is_empty());
    taker.turns
}

/// Whether the answers have labels and the questions have none.
fn asks_without_label(
    document: &Document,
    lines: &[AnalysedLine],
    labels: &[&LabelCandidate],
    asks: &impl Fn(&str) -> bool,
) -> bool {
    let answers = || labels.iter().filter(|candidate| !asks(&candidate.label.key));
    let is_labelled = |line: usize| labels.binary_search_by_key(&line, |candidate| candidate.line).is_ok();
    let asked = answers().filter(|candidate| {
        let before = candidate.line.checked_sub(1);
        follows_question(lines, document, candidate.line) && before.is_some_and(|before| !is_labelled(before))
    });
    labels.len() == answers().count() && labels.len() <= asked.count() * 2
}

/// Whether words in capitals are something else than what is said.
fn most_have_small_letters(labels: &[&LabelCandidate]) -> bool {
    labels.iter().filter(|candidate| candidate.signs.is_shouted).count() * 2 < labels.len()
}

struct TurnTaker<'a> {
    document: &'a Document,
    lines: &'a [AnalysedLine],
    labels: &'a [&'a LabelCandidate],
    turns: Vec<TurnWords>,
    /// Whether a turn of several paragraphs stood between two labels.
    runs_over: bool,
    asks_without_label: bool,
    /// Whether lines in capitals are stage directions.
    directions: bool,
}

impl TurnTaker<'_> {
    /// Takes the turn of a label, and the unlabelled question before it.
    fn take(&mut self, index: usize, is_question: bool) {
        let candidate = self.labels[index];
        if index == 0 && self.asks_without_label {
            self.take_question_before(candidate.line);
        }
        self.turns.push(TurnWords { label: Some(index), spans: vec![], is_question });
        let is_quoted = candidate.head.is_quoted;
        if !candidate.head.words.is_empty() {
            self.add(candidate.line, self.said(candidate.head.words, is_quoted));
        }
        let next = self.labels.get(index + 1).map_or(self.lines.len(), |next| next.line);
        let is_last = index + 1 == self.labels.len();
        for line in self.following(candidate.line + 1..next) {
            let used = self.line_use(index, line, next, is_last);
            match used {
                LineUse::Goes => {
                    self.runs_over |= !is_last;
                    self.add(line, self.said(self.lines[line].span, is_quoted));
                }
                LineUse::Aside => {}
                LineUse::Asks => {
                    let span = self.lines[line].span;
                    self.turns.push(TurnWords { label: None, spans: vec![span], is_question: true });
                }
                LineUse::Ends => {
                    // What is asked without a label stands right above the answer.
                    if !is_last && self.asks_without_label {
                        self.take_question_before(next);
                    }
                    break;
                }
            }
        }
    }

    fn following(&self, lines: Range<usize>) -> Range<usize> {
        lines.start..lines.end.max(lines.start)
    }

    fn take_question_before(&mut self, line: usize) {
        if let Some(before) = line.checked_sub(1)
            && follows_question(self.lines, self.document, line)
        {
            let span = self.lines[before].span;
            self.turns.push(TurnWords { label: None, spans: vec![span], is_question: true });
        }
    }

    /// The words of a line. Where a paper quotes the transcript, its marks at the ends are not the speaker's.
    fn said(&self, line: Span, is_quoted: bool) -> Span {
        if is_quoted { without_lone_marks(self.document, line) } else { line }
    }

    /// Adds words to the turn. Lines of one paragraph are one span, unless something else stands between.
    fn add(&mut self, line: usize, words: Span) {
        let Some(turn) = self.turns.last_mut() else { return };
        let before = line.checked_sub(1).map(|before| self.lines[before]);
        let same = before.is_some_and(|before| before.paragraph == self.lines[line].paragraph);
        match turn.spans.last_mut() {
            Some(last) if same && before.is_some_and(|before| last.end() == before.span.end()) => {
                *last = last.hull(words);
            }
            _ => turn.spans.push(words),
        }
    }

    fn line_use(&self, label: usize, line: usize, next: usize, is_last: bool) -> LineUse {
        let (document, at) = (self.document, self.lines[line]);
        let signs = SpeechSigns::read(document, at.span);
        let has_words = self.turns.last().is_some_and(|turn| !turn.spans.is_empty());
        let asks = self.asks_without_label && signs.is_question && line + 1 == next && !is_last;
        match at.role(document) {
            _ if asks && has_words => return LineUse::Asks,
            _ if is_aside(document.slice(at.span)) || signs.n_words == 0 => return LineUse::Aside,
            // The first words after a label alone on its line are its turn, whatever they look like.
            _ if !has_words => return LineUse::Goes,
            Role::Paragraph | Role::ListItem | Role::BlockQuote => {}
            // In a transcript, the layout of short lines says little.
            Role::Heading | Role::Byline if signs.ends_sentence && !is_last => {}
            _ => return LineUse::Ends,
        }
        if self.directions && signs.is_shouted && 1 < signs.n_words {
            return LineUse::Aside;
        }
        let speaks = signs.is_first_person || !is_last && signs.is_conversation();
        let is_told =
            !speaks && (signs.is_about_other || names(document, at.span, self.labels[label].label.core));
        let closes = is_last && closes(document, at.span);
        // After the last label, the article may go on in its own words.
        let goes = !is_last || signs.is_first_person || self.runs_over && !is_told && self.is_dense();
        if is_told || closes || !goes { LineUse::Ends } else { LineUse::Goes }
    }

    /// Whether the text is little but turns.
    fn is_dense(&self) -> bool {
        let first = self.labels.first().map_or(0, |candidate| candidate.line);
        let last = self.labels.last().map_or(0, |candidate| candidate.line);
        MANY_TURNS <= self.labels.len() && last - first <= self.labels.len() * LINES_OF_TURN
    }
}

/// Characters of a line's beginning that are compared with those of closing lines; the longest has fewer.
const LONGEST_CLOSING: usize = 40;
/// Labels of a transcript rather than of a few turns in an article.
const MANY_TURNS: usize = 4;
/// Lines of a turn, on average, in such a transcript.
const LINES_OF_TURN: usize = 6;

/// Whether a line below a transcript is about it.
pub(super) fn closes(document: &Document, line: Span) -> bool {
    let text = document.slice(line).trim_start_matches(|c: char| !c.is_alphanumeric());
    let beginning: String = text.chars().take(LONGEST_CLOSING).collect::<String>().to_lowercase();
    document.language().turns.closings.iter().any(|closing| beginning.starts_with(closing.as_str()))
}

/// A line without the quotation mark at its beginning that nothing closes, and the one at its end that nothing opens.
fn without_lone_marks(document: &Document, line: Span) -> Span {
    let text = document.slice(line);
    // A straight mark may open or close: one of an odd number is alone.
    let is_alone = |text: &str, mark: char, partner: char| {
        let count = |mark: char| text.matches(mark).count();
        count('"') % 2 == 1 || count(partner) < count(mark)
    };
    let start = match text.strip_prefix(['"', '“']) {
        Some(rest) if is_alone(text, '“', '”') => text.len() - rest.trim_start().len(),
        _ => 0,
    };
    let rest = text[start..].trim_end();
    let end = match rest.strip_suffix(['"', '”']) {
        Some(words) if is_alone(rest, '”', '“') => words.trim_end().len(),
        _ => rest.len(),
    };
    let base = line.start().index() + start;
    Span::new(base, base + end)
}

/// Whether a line is nothing but a stage direction in brackets, which a transcript that is quoted has a mark before.
pub(super) fn is_aside(line: &str) -> bool {
    let line = line.trim().trim_start_matches(['"', '“']).trim_end_matches(['"', '”', '.', '*', '_']);
    let line = line.trim_start_matches(['*', '_']);
    let closes = |open: char, close: char| {
        line.strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            .is_some_and(|inside| !inside.contains([open, close]))
    };
    closes('(', ')') || closes('[', ']')
}
