//! The language of each paragraph: told by its words where they tell it, else by the paragraphs around it.

use super::{Document, TokenKind};
use crate::lang::detect::{self, ENGLISH, LanguageScores, Shown};

/// Sets the language of each paragraph: that which a reader chose for all of them, if one did.
///
/// Else what a paragraph shows goes before what the page says of the whole: pages often carry the tag of their template. A
/// paragraph that shows nothing is in the language of both its neighbours, else in that of most of the article, else
/// in that of the tag, else in English.
pub(super) fn assign(document: &mut Document) {
    if let Some(chosen) = document.meta.reader_lang.as_deref().and_then(detect::of_tag) {
        document.paragraphs.iter_mut().for_each(|paragraph| paragraph.language = chosen);
        return;
    }
    let shown: Vec<Shown> = (0..document.paragraphs.len()).map(|index| shown(document, index)).collect();
    let told: Vec<Option<&'static str>> = shown.iter().map(Shown::language).collect();
    let whole =
        most(document, &told).or_else(|| together(&shown)).or_else(|| tag(document)).unwrap_or(ENGLISH);
    if whole == ENGLISH && told.iter().flatten().all(|code| *code == ENGLISH) {
        return;
    }
    let told: Vec<Option<&'static str>> = shown.iter().map(|shown| shown.language_within(whole)).collect();
    let after = following(&told);
    let mut before = None;
    for (index, paragraph) in document.paragraphs.iter_mut().enumerate() {
        let around = before.filter(|_| before == after[index]);
        paragraph.language = told[index].or(around).unwrap_or(whole);
        before = told[index].or(before);
    }
}

fn tag(document: &Document) -> Option<&'static str> {
    detect::of_tag(document.meta.lang.as_deref()?)
}

/// What a paragraph shows.
fn shown(document: &Document, index: usize) -> Shown {
    let paragraph = &document.paragraphs[index];
    let words =
        document.tokens[paragraph.tokens.clone()].iter().filter(|token| token.kind == TokenKind::Word);
    detect::shown(document.slice(paragraph.span), words.map(|token| document.slice(token.span)))
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
fn most(document: &Document, told: &[Option<&'static str>]) -> Option<&'static str> {
    let mut lengths: Vec<(&'static str, usize)> = vec![];
    for (paragraph, code) in document.paragraphs.iter().zip(told) {
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
