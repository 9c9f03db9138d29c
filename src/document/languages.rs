//! The language of each paragraph: told by its words where they tell it, else by the paragraphs around it.

use super::parts::{Meta, Paragraph};
use super::tokens::{Token, TokenKind};
use crate::lang::detect::{self, ENGLISH, LanguageScores, Shown};

/// What the languages of paragraphs are told by.
pub(super) struct LanguageInput<'a> {
    pub text: &'a str,
    pub paragraphs: &'a [Paragraph],
    pub tokens: &'a [Token],
    pub meta: &'a Meta,
}

/// The language of each paragraph: that which a reader chose for all of them, if one did.
///
/// Else what a paragraph shows goes before what the page says of the whole: pages often carry the tag of their template. A
/// paragraph that shows nothing is in the language of both its neighbours, else in that of most of the article, else
/// in that of the tag, else in English.
pub(super) fn languages(input: &LanguageInput) -> Vec<&'static str> {
    let count = input.paragraphs.len();
    if let Some(chosen) = input.meta.reader_lang.as_deref().and_then(detect::of_tag) {
        return vec![chosen; count];
    }
    let shown: Vec<Shown> = input.paragraphs.iter().map(|paragraph| shown(input, paragraph)).collect();
    let told: Vec<Option<&'static str>> = shown.iter().map(Shown::language).collect();
    let tag = || input.meta.lang.as_deref().and_then(detect::of_tag);
    let whole = most(input.paragraphs, &told).or_else(|| together(&shown)).or_else(tag).unwrap_or(ENGLISH);
    if whole == ENGLISH && told.iter().flatten().all(|code| *code == ENGLISH) {
        return vec![ENGLISH; count];
    }
    let told: Vec<Option<&'static str>> = shown.iter().map(|shown| shown.language_within(whole)).collect();
    let after = following(&told);
    let mut before = None;
    let language = |index: usize| {
        let around = before.filter(|_| before == after[index]);
        before = told[index].or(before);
        told[index].or(around).unwrap_or(whole)
    };
    (0..count).map(language).collect()
}

/// What a paragraph shows.
fn shown(input: &LanguageInput, paragraph: &Paragraph) -> Shown {
    let slice = |token: &Token| token.span.get(input.text).unwrap_or("");
    let words = input.tokens[paragraph.tokens.clone()].iter().filter(|token| token.kind == TokenKind::Word);
    detect::shown(paragraph.span.get(input.text).unwrap_or(""), words.map(slice))
}

/// The language that short paragraphs show together.
fn together(shown: &[Shown]) -> Option<&'static str> {
    let mut all = LanguageScores::NONE;
    for paragraph in shown {
        if let Shown::Scores(scores) = paragraph {
            all.add(scores);
        }
    }
    all.best()
}

/// The language that most of the text shows.
fn most(paragraphs: &[Paragraph], told: &[Option<&'static str>]) -> Option<&'static str> {
    let mut lengths: Vec<(&'static str, usize)> = vec![];
    for (paragraph, code) in paragraphs.iter().zip(told) {
        let Some(code) = code else { continue };
        match lengths.iter_mut().find(|(known, _)| known == code) {
            Some((_, length)) => *length += paragraph.span.len(),
            None => lengths.push((code, paragraph.span.len())),
        }
    }
    lengths.into_iter().max_by_key(|(_, length)| *length).map(|(code, _)| code)
}

/// Of each paragraph the language of the next one that shows one.
fn following(told: &[Option<&'static str>]) -> Vec<Option<&'static str>> {
    let mut after = vec![None; told.len()];
    let mut next = None;
    for index in (0..told.len()).rev() {
        after[index] = next;
        next = told[index].or(next);
    }
    after
}
