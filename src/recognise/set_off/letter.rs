//! Letters that an article gives whole: "Dear neighbours, …", with the writer's name below "Yours sincerely,".

use std::ops::Range;

use super::signature;
use crate::document::Document;
use crate::recognise::found::FoundEntity;
use crate::span::Span;

/// Paragraphs of a letter, at most: a bound, so that the cost is linear.
const LONGEST: usize = 40;
/// Words of the longest salutation: "Dear members of the council and neighbours,".
const LONGEST_SALUTATION: usize = 9;
/// Words of the longest line before the name: "Yours most sincerely and in haste,".
const LONGEST_CLOSING: usize = 6;

/// A letter that somebody signs.
pub(super) struct Letter {
    /// Its paragraphs without the salutation and the signature.
    pub body: Range<usize>,
    pub writer: Span,
}

/// The letter whose salutation is a paragraph.
pub(super) fn read(document: &Document, entities: &[FoundEntity], at: usize) -> Option<Letter> {
    let paragraphs = document.paragraphs();
    let words = &document.language().turns;
    let salutation = document.slice(paragraphs[at].span);
    let greets = words.salutations.iter().any(|word| begins_with(salutation, word))
        && salutation.ends_with([',', ':', '!'])
        && salutation.split_whitespace().count() <= LONGEST_SALUTATION;
    if !greets {
        return None;
    }
    let last = paragraphs.len().min(at + LONGEST);
    let closing = (at + 2..last).find_map(|index| Some((index, after_closing(document, index)?)));
    let (end, rest) = closing?;
    let line = if rest.is_empty() { paragraphs.get(end + 1)?.span } else { rest };
    let line = first_line(document, line);
    let writer = signature::read(document, entities, line).filter(|signed| signed.before.is_empty())?.speaker;
    Some(Letter { body: at + 1..end, writer })
}

/// What follows the words before a writer's name in a paragraph that begins with them.
fn after_closing(document: &Document, paragraph: usize) -> Option<Span> {
    let span = document.paragraphs()[paragraph].span;
    let line = first_line(document, span);
    let text = document.slice(line);
    let closes = text.split_whitespace().count() <= LONGEST_CLOSING
        && (text.ends_with(',') || line.end() < span.end())
        && document.language().turns.letter_closings.iter().any(|words| begins_with(text, words));
    closes.then(|| Span::new(line.end(), span.end()).trimmed(document.text()))
}

fn first_line(document: &Document, span: Span) -> Span {
    let text = document.slice(span);
    let len = text.find(['\n', '\r']).unwrap_or(text.len());
    Span::new(span.start(), span.start().index() + len).trimmed(document.text())
}

/// Whether a text begins with some words, in any case.
fn begins_with(text: &str, words: &str) -> bool {
    text.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words))
        && !text[words.len()..].starts_with(char::is_alphanumeric)
}
