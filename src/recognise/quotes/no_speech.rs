//! Words that stand as a quotation stands and are none: what something is called, a name between marks before its noun,
//! what somebody is charged with, and what a verb of saying does when it says nothing: "called a meeting".

use std::ops::Range;

use crate::document::{Document, TokenKind};
use crate::lang::quotes::{ClauseUse, QuoteWords};
use crate::lang::speech::WordClass;

/// Tokens of what something is called, with its article and marks, at most.
const LONGEST_NAME: usize = 8;

/// Words between marks before the noun that they name, at most: more are speech.
const LONGEST_TITLE: usize = 4;

/// Tokens of the object of a verb before its head, at most.
const LONGEST_OBJECT: usize = 5;

/// Whether some tokens are no speech, whatever reports them.
pub(crate) fn is_no_speech(document: &Document, tokens: &Range<usize>) -> bool {
    !tokens.is_empty()
        && (is_name_of_thing(document, tokens)
            || is_called(document, tokens)
            || is_charge(document, tokens)
            || is_deed(document, tokens))
}

fn words(document: &Document) -> &QuoteWords {
    &document.language().quotes
}

fn does(document: &Document, token: usize, which: ClauseUse) -> bool {
    words(document).uses(document.word(token)).has(which)
}

/// Whether few words between marks name the noun after them, and little else stands there: "the “stay in port” policy".
/// A single word in small letters may be somebody's: the “broken” law.
fn is_name_of_thing(document: &Document, tokens: &Range<usize>) -> bool {
    let is_mark = |&t: &usize| document.tokens()[t].kind == TokenKind::Mark;
    if LONGEST_NAME < tokens.len() {
        return false;
    }
    let mut marks = tokens.clone().filter(is_mark);
    let (Some(open), Some(close), None) = (marks.next(), marks.next(), marks.next()) else { return false };
    let inside = document.tokens()[open].span.hull(document.tokens()[close].span);
    let count = close - open - 1;
    let is_compound = 1 < count || document.slice(inside).contains('-');
    let noun = close + 1;
    is_compound
        && count <= LONGEST_TITLE
        && noun < document.tokens().len()
        && words(document).named_things.contains(document.word(noun))
}

/// Whether the words before a few tokens say what something is called, and nobody calls it so: "also known as", "is
/// sometimes dubbed".
fn is_called(document: &Document, tokens: &Range<usize>) -> bool {
    let agent = |t: usize| t < document.tokens().len() && does(document, t, ClauseUse::Agent);
    if LONGEST_NAME < tokens.len() || agent(tokens.end) {
        return false;
    }
    let is_article = |t: usize| words(document).articles.contains(document.word(t));
    let before = |t: usize| t.checked_sub(1);
    let Some(mut verb) = before(tokens.start) else { return false };
    if is_article(verb) {
        let Some(further) = before(verb) else { return false };
        verb = further;
    }
    let mut with_as = false;
    if does(document, verb, ClauseUse::As) {
        let Some(further) = before(verb) else { return false };
        (verb, with_as) = (further, true);
    }
    let (naming, knowing) = (&words(document).naming_participles, &words(document).knowing_participles);
    with_as && knowing.contains(document.word(verb))
        || naming.contains(document.word(verb)) && is_passive(document, verb)
}

/// Whether tokens are what somebody is charged with, whoever does that.
fn is_charge(document: &Document, tokens: &Range<usize>) -> bool {
    let charging = |t: usize| words(document).charging_participles.contains(document.word(t));
    let mut near = (0..tokens.start).rev().take(2);
    !does(document, tokens.start, ClauseUse::That)
        && near.find(|&t| charging(t)).is_some_and(|verb| is_passive(document, verb))
}

/// Whether a form of "be" stands before a participle, an adverb between at most.
fn is_passive(document: &Document, participle: usize) -> bool {
    (0..participle).rev().take(2).any(|t| does(document, t, ClauseUse::Be))
}

/// Whether tokens begin with the object of a verb right before them which with this object says nothing: "called an
/// emergency meeting", "admitted students".
fn is_deed(document: &Document, tokens: &Range<usize>) -> bool {
    let Some(verb) = tokens.start.checked_sub(1) else { return false };
    let speech = &words(document).speech;
    let Some(form) = speech.look_up(document.word(verb)).verb else { return false };
    let lemma = speech.variants(form).first().map_or("", |cue| cue.lemma);
    let deeds = words(document).deeds.iter().filter(|deed| deed.first() == Some(&lemma));
    let ends = |&t: &usize| {
        let info = speech.look_up(document.word(t));
        matches!(document.tokens()[t].kind, TokenKind::Punctuation | TokenKind::Mark | TokenKind::Clitic)
            || info.is(WordClass::Preposition)
            || info.is(WordClass::Conjunction)
            || info.is(WordClass::Subordinator)
    };
    let is_own = speech.look_up(document.word(tokens.start)).is(WordClass::Possessive);
    let head = tokens.clone().take(LONGEST_OBJECT).take_while(|t| !ends(t)).last();
    head.is_some_and(|head| {
        let head = document.word(head);
        !is_own
            && deeds.into_iter().any(|deed| deed[1..].iter().any(|object| head.eq_ignore_ascii_case(object)))
    })
}
