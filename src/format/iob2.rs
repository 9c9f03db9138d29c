//! Entities and dates as CoNLL has them: a token and its tag a line, `B-` where a name begins, `I-` where it goes
//! on, `O` elsewhere; an empty line after each sentence. Overlapping names have no place in it: the longer stays.

use super::pieces::{self, Found};
use super::{FormatError, Imported, labels};
use crate::annotation::{AnnotationSet, Body};
use crate::document::Document;

const FIRST_LINE: &str = "-DOCSTART-\tO";

pub fn write(document: &Document, set: &AnnotationSet) -> String {
    let tags = tags(document, set);
    let mut text = format!("{FIRST_LINE}\n\n");
    for sentence in document.sentences() {
        for index in sentence.tokens.clone() {
            let word: String = document.word(index).split_whitespace().collect();
            text += &format!("{word}\t{}\n", tags[index]);
        }
        text.push('\n');
    }
    text
}

/// One for each token.
fn tags(document: &Document, set: &AnnotationSet) -> Vec<String> {
    let mut tags = vec!["O".to_owned(); document.tokens().len()];
    let pieces = pieces::pieces(document, set);
    let names = pieces.iter().filter(|p| matches!(p.annotation.body, Body::Entity(_) | Body::Date(_)));
    let mut names: Vec<_> = names.collect();
    names.sort_by_key(|p| (std::cmp::Reverse(p.span.len()), p.span.start()));
    for name in names {
        let tokens = document.tokens_in(name.span);
        if tokens.is_empty() || tags[tokens.clone()].iter().any(|tag| tag != "O") {
            continue;
        }
        let label = labels::label(&name.annotation.body);
        for (index, prefix) in tokens.zip(std::iter::once("B").chain(std::iter::repeat("I"))) {
            tags[index] = format!("{prefix}-{label}");
        }
    }
    tags
}

/// The text of the file is its tokens with a blank between any two: places are found by the words.
pub fn read(file: &str) -> Result<Imported, FormatError> {
    let (mut text, mut at) = (String::new(), 0u32);
    let mut found: Vec<Found> = vec![];
    let mut open: Option<(String, u32)> = None;
    let mut close = |open: &mut Option<(String, u32)>, text: &str, end: u32| {
        if let Some((label, start)) = open.take() {
            let words: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
            let selectors = vec![pieces::selector(&words, start, end)];
            found.push(Found { key: found.len().to_string(), label, selectors, ..Found::default() });
        }
    };
    for (line, number) in file.lines().zip(1..) {
        if line.trim().is_empty() || line.starts_with("-DOCSTART-") {
            close(&mut open, &text, at);
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
                at += 1;
            }
            continue;
        }
        let mut columns = line.split_whitespace();
        let (Some(word), Some(tag)) = (columns.next(), columns.next_back()) else {
            return Err(FormatError::at_line(
                number,
                "a line is a token, a tab and its tag, such as \"B-PERSON\"",
            ));
        };
        let label = tag.get(2..).filter(|_| tag.starts_with("B-") || tag.starts_with("I-"));
        if label.is_none() && tag != "O" {
            let message = format!("{tag:?} is no tag: those begin with B- or I-, or are O");
            return Err(FormatError::at_line(number, message));
        }
        let goes_on =
            tag.starts_with("I-") && open.as_ref().is_some_and(|(open, _)| Some(open.as_str()) == label);
        if !goes_on {
            close(&mut open, &text, at);
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push(' ');
            at += 1;
        }
        if let (Some(label), false) = (label, goes_on) {
            open = Some((label.to_owned(), at));
        }
        text.push_str(word);
        at += word.chars().count() as u32;
    }
    close(&mut open, &text, at);
    let mut set = Imported { text: Some(text), ..Imported::default() };
    pieces::gather(&mut set, found, vec![]);
    Ok(set)
}
