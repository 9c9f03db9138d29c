//! Where speech ends whose closing mark is missing.

use crate::document::{Document, Paragraph, TokenKind};
use crate::lang::speech::{Frame, VerbForm, WordClass, WordInfo};
use crate::span::{Pos, Span};

/// Tokens of a report at the end of a paragraph, at most: "said Ada Lane, the head of the harbour, on Monday".
const LONGEST_REPORT: usize = 14;

/// Words that may follow the verb of a report without its subject: "she said on Monday".
const LONGEST_AFTER_VERB: usize = 4;

/// Where marked words end that have no closing mark, because a report of them ends the paragraph:
/// `“The bridge is safe, said Ida Lund.` ends with the comma.
pub(super) fn end_before_report(document: &Document, paragraph: &Paragraph, inside: Span) -> Option<Pos> {
    let tokens = document.tokens_in(inside);
    let last = tokens.end.checked_sub(1).filter(|last| document.word(*last) == ".")?;
    if tokens.end != paragraph.tokens.end {
        return None;
    }
    let earliest = tokens.start.max(last.saturating_sub(LONGEST_REPORT));
    for pause in (earliest..last).rev() {
        match document.word(pause) {
            "," | "?" | "!" | "—" | "–" if is_report(document, pause + 1, last) => {
                return Some(document.tokens()[pause].span.end());
            }
            "?" | "!" | "." => return None,
            _ => {}
        }
    }
    None
}

/// Whether tokens are a verb of saying with its subject, and little else.
fn is_report(document: &Document, start: usize, end: usize) -> bool {
    let speech = &document.language().quotes.speech;
    let info = |token: usize| speech.look_up(document.word(token));
    let is_cue = |info: WordInfo| {
        info.verb.is_some_and(|verb| {
            let reports = [Frame::Clause, Frame::Marked, Frame::Question];
            let is_finite = matches!(verb.form, VerbForm::Past | VerbForm::Third);
            is_finite && speech.variants(verb).iter().any(|cue| reports.iter().any(|frame| cue.takes(*frame)))
        })
    };
    let Some(verb) = (start..end).find(|&token| is_cue(info(token))) else { return false };
    let names = |token: usize| {
        let (word, info) = (document.word(token), info(token));
        let is_word = document.tokens()[token].kind == TokenKind::Word;
        is_word
            && (word.starts_with(char::is_uppercase)
                || info.is(WordClass::Determiner)
                || info.is(WordClass::Pronoun))
    };
    let subject_follows = verb == start && verb + 1 < end && names(verb + 1);
    let subject_precedes =
        start < verb && names(start) && (start + 1..verb).all(|t| !info(t).is_function_word());
    subject_follows || subject_precedes && end - verb - 1 <= LONGEST_AFTER_VERB
}
