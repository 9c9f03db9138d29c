//! Where the names stand that the tagger marks: without articles, titles and possessives, two places apart at a comma.

use std::ops::Range;

use super::tagger::{PERSON, PLACE};
use crate::annotation::EntityKind;
use crate::document::{Document, TokenKind};
use crate::lang::entities::EntityWords;
use crate::lang::speech::WordClass;
use crate::recognise::FoundEntity;
use crate::span::Span;

/// A name without a leading article or trailing possessive.
pub(crate) fn bare(text: &str, span: Span, words: &EntityWords) -> Span {
    let mut span = span.trimmed(text);
    let Some(name) = span.get(text) else { return span };
    let article =
        words.articles.iter().find(|article| begins_with_word(name, article)).map_or(0, |a| a.len() + 1);
    if article < name.len() {
        span = Span::new(span.start().index() + article, span.end().index());
    }
    for ending in &words.possessive_endings {
        if name.len() > article + ending.len() && name.ends_with(ending) {
            span = Span::new(span.start().index(), span.end().index() - ending.len());
            break;
        }
    }
    span.trimmed(text)
}

/// Whether a text begins with a word in small letters, whatever its own case, and a blank.
fn begins_with_word(text: &str, word: &str) -> bool {
    let (text, length) = (text.as_bytes(), word.len());
    length < text.len() && text[length] == b' ' && text[..length].eq_ignore_ascii_case(word.as_bytes())
}

/// A person's name without the titles before it, as long as something is left, and without what the person does, as
/// long as two words are: "Engineer Ada Lund".
pub(crate) fn without_titles(document: &Document, mut tokens: Range<usize>) -> Range<usize> {
    let words = &document.language().persons;
    while tokens.len() > 1 && words.is_title(document.word(tokens.start)) {
        tokens.start += 1;
    }
    while tokens.len() > 2 && is_capital_role(document, tokens.start) {
        tokens.start += 1;
    }
    tokens
}

/// Whether a word with a capital is what somebody does rather than a given name: "Engineer", not "Mason".
pub(crate) fn is_capital_role(document: &Document, token: usize) -> bool {
    let (word, language) = (document.word(token), document.language());
    word.starts_with(char::is_uppercase)
        && language.persons.is_role(&word.to_lowercase())
        && !language.entities.given_names_like_words.contains(word)
}

/// The names of what the tagger marks as one: "Torvik, Norland" are two places, though one of the sets that the tagger
/// learns from marks some of them as one. But "Washington, D.C." is one.
pub(crate) fn split_places(
    document: &Document,
    tokens: Range<usize>,
    kind: usize,
) -> impl Iterator<Item = Range<usize>> {
    let words = &document.language().entities;
    let is_district = move |i: usize| i < tokens.end && words.federal_districts.contains(document.word(i));
    let is_border = move |i: &usize| kind == PLACE && document.word(*i) == "," && !is_district(*i + 1);
    let mut start = tokens.start;
    std::iter::from_fn(move || {
        if tokens.end <= start {
            return None;
        }
        let end = (start..tokens.end).find(is_border).unwrap_or(tokens.end);
        let name = start..end;
        start = end + 1;
        Some(name)
    })
    .filter(|name| !name.is_empty())
}

/// Where a name of these tokens stands, without article, titles and possessive; `None` if nothing is left.
pub(crate) fn span_of(document: &Document, tokens: Range<usize>, kind: usize) -> Option<Span> {
    let words = &document.language().entities;
    let mut tokens = if kind == PERSON { without_titles(document, tokens) } else { tokens };
    // "Mr and Mrs Lund": "Mr" alone is nobody's name.
    if tokens.len() == 1 && words.forms_of_address.contains(document.word(tokens.start)) {
        return None;
    }
    // "U.S.-led": the dash belongs to no name.
    while 1 < tokens.len() && document.word(tokens.end - 1) == "-" {
        tokens.end -= 1;
    }
    let first = document.tokens().get(tokens.start)?.span;
    let last = document.tokens().get(tokens.end.checked_sub(1)?)?.span;
    let span = bare(document.text(), first.hull(last), words);
    (!span.is_empty()).then_some(span)
}

/// Words of a nickname, at most.
const LONGEST_NICKNAME: usize = 3;

/// Makes one name of `Ada “Sparks” Lane`: the tagger sees the marks as borders.
pub(super) fn take_in_nicknames(document: &Document, found: &mut Vec<FoundEntity>) {
    let mut at = 0;
    while at < found.len() {
        let start = first_name_before(document, &found[at]);
        if let Some(start) = start {
            found[at].span = start.hull(found[at].span);
            found[at].name = document.slice(found[at].span).to_owned();
            let inside =
                found[..at].iter().rev().take_while(|other| start.start() < other.span.end()).count();
            if let Some(first) = found[..at].get(at - inside) {
                found[at].span = first.span.hull(found[at].span);
                found[at].name = document.slice(found[at].span).to_owned();
            }
            found.drain(at - inside..at);
            at -= inside;
        }
        at += 1;
    }
}

/// The word before a nickname between marks that stands right before a person's name.
fn first_name_before(document: &Document, name: &FoundEntity) -> Option<Span> {
    if name.kind != EntityKind::Person {
        return None;
    }
    let close = document.tokens_in(name.span).start.checked_sub(1)?;
    let is_mark = |token: usize| document.tokens()[token].kind == TokenKind::Mark;
    if !is_mark(close) || document.tokens()[close].span.end() == name.span.start() {
        return None;
    }
    let earliest = close.saturating_sub(LONGEST_NICKNAME + 1);
    let open = (earliest..close).rev().find(|&token| is_mark(token)).filter(|&open| open + 1 < close)?;
    let is_name = |token: usize| {
        document.tokens()[token].kind == TokenKind::Word
            && document.word(token).starts_with(char::is_uppercase)
    };
    let first = open.checked_sub(1).filter(|&first| is_name(first))?;
    let info = document.language().quotes.speech.look_up(document.word(first));
    // "Per" is a name before a nickname, "The" is none.
    let is_small = info.is(WordClass::Determiner) || info.is(WordClass::Pronoun);
    (!is_small && (open + 1..close).all(is_name)).then(|| document.tokens()[first].span)
}
