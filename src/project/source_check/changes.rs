//! What a quotation changes of the words that it was made of: words told apart from marks, capitals, omissions that dots
//! show, and what stands in brackets.

use std::ops::Range;

use super::find::{FAR, FoundFragment};
use super::quoted::{CutKind, QuotedWords};
use super::source::SourceText;
use crate::anchor::{WordPair, same_form, word_key};
use crate::annotation::ChangeKind;
use crate::sorting::Sorting as _;
use crate::span::Span;

/// A place where a quotation and its source differ.
///
/// ```
/// use pullquote::{ChangeKind, Document, SourceText, annotate, check_sources};
///
/// let transcript = Document::from_text("We will never close the harbour.");
/// let article = Document::from_text("“We will close the harbour,” said Ida Moor.");
/// let checks = check_sources(&article, &annotate(&article), &[SourceText::new("speech.txt", &transcript)]);
/// let change = &checks[0].changes[0];
/// assert_eq!(change.kind, ChangeKind::Word);
/// assert!(change.article.is_empty());
/// assert_eq!(transcript.slice(change.in_source), "never");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceChange {
    /// What sort of change it is.
    pub kind: ChangeKind,
    /// Where, in the article; empty where something is left out.
    pub article: Span,
    /// The index of the source.
    pub source: usize,
    /// Where, in that source; empty where something was added.
    pub in_source: Span,
    /// Whether writers may do it without a sign: the first letter great or small, as the sentence around the quotation
    /// wants it (The Chicago Manual of Style, 17th edition, 13.7). It does not make a quotation an altered one.
    pub is_permitted: bool,
}

/// What a comparison of a quotation with its fragments gives.
#[derive(Default)]
pub(super) struct QuotedComparison {
    pub changes: Vec<SourceChange>,
    /// Whether what stands side by side in the quotation comes from places far apart.
    pub is_assembled: bool,
}

/// Compares a quotation with the fragments that it was made of, in its order.
pub(super) fn compare(
    quoted: &QuotedWords,
    sources: &[SourceText],
    fragments: &[FoundFragment],
) -> QuotedComparison {
    let mut comparer = Comparer { quoted, sources, comparison: QuotedComparison::default() };
    let Some((first, last)) = fragments.first().zip(fragments.last()) else { return comparer.comparison };
    comparer.compare_start(first);
    for (index, fragment) in fragments.iter().enumerate() {
        if let Some(before) = index.checked_sub(1).map(|before| &fragments[before]) {
            comparer.compare_fragments(before, fragment);
        }
        comparer.compare_pair(fragment.source, fragment.first());
        for pair in fragment.pairs.windows(2) {
            comparer.compare_gap(fragment.source, pair[0], pair[1]);
            comparer.compare_pair(fragment.source, pair[1]);
        }
    }
    comparer.compare_end(last);
    comparer.comparison.changes.order_by_key(|change| (change.article, change.in_source));
    comparer.comparison
}

struct Comparer<'a, 'd> {
    quoted: &'a QuotedWords,
    sources: &'a [SourceText<'d>],
    comparison: QuotedComparison,
}

impl Comparer<'_, '_> {
    fn change(&mut self, kind: ChangeKind, article: Span, (source, in_source): (usize, Span)) {
        let change = SourceChange { kind, article, source, in_source, is_permitted: false };
        self.comparison.changes.push(change);
    }

    fn word_change(&mut self, wanted: Range<usize>, source: usize, found: Range<usize>) {
        let is_bracketed = !wanted.is_empty() && wanted.clone().all(|word| self.quoted.is_bracketed[word]);
        let kind = if is_bracketed { ChangeKind::Insertion } else { ChangeKind::Word };
        let in_source = self.sources[source].span(&found);
        self.change(kind, self.quoted.span(&wanted), (source, in_source));
    }

    fn insertions(&self, wanted: &Range<usize>) -> Vec<Span> {
        self.quoted.insertions_at(wanted).collect()
    }

    /// Words before the first that was found, and the marks there.
    fn compare_start(&mut self, first: &FoundFragment) {
        let (pair, source) = (first.first(), &self.sources[first.source]);
        let place = self.quoted.span(&(0..pair.wanted));
        if 0 < pair.wanted {
            let found = self.in_sentence(first.source, pair.found - pair.wanted.min(pair.found)..pair.found);
            self.word_change(0..pair.wanted, first.source, found);
        } else if self.has_other_sign_before(self.quoted.lead(), first.source, pair) {
            let at = source.span(&(pair.found..pair.found));
            self.change(ChangeKind::Word, place, (first.source, at));
        }
        for insertion in self.insertions(&(0..pair.wanted)) {
            let at = source.span(&(pair.found..pair.found));
            self.change(ChangeKind::Insertion, insertion, (first.source, at));
        }
    }

    fn has_other_sign_before(&self, gap: &str, source: usize, pair: WordPair) -> bool {
        let word = self.quoted.word(pair.wanted);
        sign_before(gap, word) != sign_before(self.sources[source].gap_before(pair.found), word)
    }

    /// Words behind the last that was found, and the marks there.
    fn compare_end(&mut self, last: &FoundFragment) {
        let (pair, end) = (last.last(), self.quoted.words.len());
        let source = &self.sources[last.source];
        let at = source.span(&(pair.found + 1..pair.found + 1));
        let rest = pair.wanted + 1..end;
        if !rest.is_empty() {
            let to = (pair.found + 1 + rest.len()).min(source.words.words.len());
            let found = self.in_sentence(last.source, pair.found + 1..to);
            self.word_change(rest.clone(), last.source, found);
        } else {
            let (here, there) = (self.quoted.gap_after(pair.wanted), source.gap_after(pair.found));
            if sign_behind(here) != sign_behind(there) {
                self.change(ChangeKind::Word, self.quoted.end_span(pair.wanted), (last.source, at));
            } else if source.signs.has_marks && end_mark(here) != end_mark(there) {
                self.change(ChangeKind::Mark, self.quoted.end_span(pair.wanted), (last.source, at));
            }
        }
        for insertion in self.insertions(&(pair.wanted + 1..end)) {
            self.change(ChangeKind::Insertion, insertion, (last.source, at));
        }
    }

    /// As many of these words of a source as belong to the sentence of what they stand beside.
    fn in_sentence(&self, source: usize, words: Range<usize>) -> Range<usize> {
        let ends = |word: usize| self.sources[source].gap_after(word).contains(['.', '!', '?', '\n', ':']);
        if words.clone().any(ends) { words.start..words.start } else { words }
    }

    /// What lies between two fragments.
    fn compare_fragments(&mut self, before: &FoundFragment, after: &FoundFragment) {
        let (last, first) = (before.last(), after.first());
        let is_ahead = before.source == after.source && last.found < first.found;
        let is_near = is_ahead && first.found - last.found <= FAR + 1;
        let cut = self.quoted.cut(first.wanted);
        let is_part = matches!(cut, Some(CutKind::Part));
        if is_near && is_part && first.wanted == last.wanted + 1 {
            // The marks were closed and opened again: what is left out there, nobody says was said.
            return self.compare_part_end(before.source, last);
        }
        if is_near {
            return self.compare_gap(before.source, last, first);
        }
        let is_behind = before.source == after.source && after.last().found < before.first().found;
        let is_other_order = is_behind && before.first().found - after.last().found <= FAR && !is_part;
        if last.wanted + 1 < first.wanted {
            self.word_change(last.wanted + 1..first.wanted, before.source, last.found + 1..last.found + 1);
        }
        if is_other_order {
            let moved = first.wanted..after.last().wanted + 1;
            self.word_change(moved, after.source, after.found());
        } else {
            self.comparison.is_assembled = true;
        }
    }

    /// The marks at the end of a part that another follows.
    fn compare_part_end(&mut self, source: usize, last: WordPair) {
        let there = &self.sources[source];
        let marks = (self.quoted.gap_after(last.wanted), there.gap_after(last.found));
        let at = there.span(&(last.found + 1..last.found + 1));
        if there.signs.has_marks && end_mark(marks.0) != end_mark(marks.1) {
            self.change(ChangeKind::Mark, self.quoted.end_span(last.wanted), (source, at));
        }
    }

    /// What lies between two words that follow each other in the alignment.
    fn compare_gap(&mut self, source: usize, before: WordPair, after: WordPair) {
        let wanted = before.wanted + 1..after.wanted;
        let found = before.found + 1..after.found;
        let ellipsis = (wanted.start..=wanted.end).find_map(|word| match self.quoted.cut(word) {
            Some(CutKind::Ellipsis(dots)) => Some(dots),
            _ => None,
        });
        let insertions = self.insertions(&wanted);
        let left_out = (source, self.sources[source].span(&found));
        if wanted.is_empty() && found.is_empty() {
            match ellipsis {
                Some(dots) if !has_dots(self.sources[source].gap_after(before.found)) => {
                    self.change(ChangeKind::Ellipsis, dots, left_out);
                }
                None if insertions.is_empty() => self.compare_marks(source, before),
                _ => {}
            }
        } else if let (true, Some(dots)) = (wanted.is_empty(), ellipsis) {
            self.change(ChangeKind::Ellipsis, dots, left_out);
        } else if wanted.is_empty() && !insertions.is_empty() {
            // What stands in brackets stands there instead.
            for insertion in insertions {
                self.change(ChangeKind::Insertion, insertion, left_out);
            }
            return;
        } else if wanted.is_empty() && self.is_in_brackets(source, &found) {
            self.change(ChangeKind::Insertion, self.quoted.span(&wanted), left_out);
        } else {
            self.word_change(wanted, source, found);
        }
        for insertion in insertions {
            self.change(ChangeKind::Insertion, insertion, left_out);
        }
    }

    /// Whether words of a source stand in square brackets: whoever wrote it down put them there.
    fn is_in_brackets(&self, source: usize, found: &Range<usize>) -> bool {
        let there = &self.sources[source];
        let (before, after) = (there.gap_before(found.start), there.gap_after(found.end - 1));
        before.trim_end().ends_with('[') && after.trim_start().starts_with(']')
    }

    /// Marks between two words that follow each other in both.
    fn compare_marks(&mut self, source: usize, before: WordPair) {
        if self.quoted.cut(before.wanted + 1).is_some() {
            return;
        }
        let there = &self.sources[source];
        let (here, gap) = (self.quoted.gap_after(before.wanted), there.gap_after(before.found));
        if marks(here) == marks(gap) {
            return;
        }
        // "3.5" and "3 5" are other numbers.
        let digits = self.quoted.word(before.wanted).ends_with(|c: char| c.is_ascii_digit())
            && self.quoted.word(before.wanted + 1).starts_with(|c: char| c.is_ascii_digit());
        let next = self.quoted.word(before.wanted + 1);
        let is_sign =
            sign_behind(here) != sign_behind(gap) || sign_before(here, next) != sign_before(gap, next);
        let start = there.span(&(before.found..before.found + 1)).end().index();
        let at = Span::new(start, start + gap.len());
        if is_sign || digits {
            self.change(ChangeKind::Word, self.quoted.gap_span(before.wanted), (source, at));
        } else if there.signs.has_marks {
            self.change(ChangeKind::Mark, self.quoted.gap_span(before.wanted), (source, at));
        }
    }

    /// Two words that are the same, or nearly so.
    fn compare_pair(&mut self, source: usize, pair: WordPair) {
        let (wanted, found) = (pair.wanted..pair.wanted + 1, pair.found..pair.found + 1);
        let there = &self.sources[source];
        let in_source = there.span(&found);
        let is_bracketed = self.quoted.is_bracketed[pair.wanted];
        if pair.alike < 1.0 {
            return self.word_change(wanted, source, found);
        }
        let (here, written) = (self.quoted.word(pair.wanted), there.document().slice(in_source));
        if same_form(here, written) {
            return;
        }
        if is_bracketed {
            return self.change(ChangeKind::Insertion, self.quoted.span(&wanted), (source, in_source));
        }
        if !there.signs.has_case {
            return;
        }
        let begins = pair.wanted == 0 || matches!(self.quoted.cut(pair.wanted), Some(CutKind::Part));
        let rest = |word: &str| word.chars().skip(1).collect::<String>();
        let is_permitted = begins && same_form(&rest(here), &rest(written));
        let article = self.quoted.span(&wanted);
        let change = SourceChange { kind: ChangeKind::Case, article, source, in_source, is_permitted };
        self.comparison.changes.push(change);
    }
}

/// The marks between two words without what is only form: blanks, the shapes of quotation marks and dashes, and whether
/// quotation marks are double.
fn marks(gap: &str) -> String {
    let key = word_key(gap).replace("''", "'").replace("--", "-");
    key.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '"' { '\'' } else { c }).collect()
}

/// Whether an end asks or calls: any other mark there may be the writer's.
fn end_mark(gap: &str) -> Option<char> {
    let mark = gap.chars().find(|c| !matches!(c, '"' | '\'' | '”' | '’' | ' ' | ')' | ']'));
    mark.filter(|c| matches!(c, '?' | '!'))
}

fn has_dots(gap: &str) -> bool {
    gap.contains('…') || gap.contains("..") || gap.contains(". .")
}

/// The sign of an amount or a share behind a word: `5%`, `5 €`.
fn sign_behind(gap: &str) -> Option<char> {
    let near = gap.strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or(gap);
    near.chars().next().filter(|c| matches!(c, '%' | '‰' | '°' | '$' | '€' | '£' | '¥' | '₹'))
}

/// The sign directly before a word: `$5`, `−5`, `#metoo`.
fn sign_before(gap: &str, word: &str) -> Option<char> {
    let sign = gap.chars().next_back()?;
    if matches!(sign, '$' | '€' | '£' | '¥' | '₹' | '+' | '<' | '>' | '#' | '@' | '§') {
        return Some(sign);
    }
    let rest = &gap[..gap.len() - sign.len_utf8()];
    let is_minus = matches!(sign, '-' | '−' | '–') && word.starts_with(|c: char| c.is_ascii_digit());
    (is_minus && (rest.is_empty() || rest.ends_with(char::is_whitespace))).then_some('-')
}
