//! Entities and dates as CoNLL has them: a token and its tag a line, `B-` where a name begins, `I-` where it goes
//! on, `O` elsewhere; an empty line after each sentence. Overlapping names have no place in it: the longer stays.

use super::pieces::{self, Found};
use super::{FormatError, Imported, labels};
use crate::annotation::{AnnotationSet, Body};
use crate::document::Document;

const FIRST_LINE: &str = "-DOCSTART-\tO";

pub(crate) fn write(document: &Document, set: &AnnotationSet) -> String {
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

/// What a tag says of its token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag<'a> {
    Outside,
    /// The first token of a name.
    Begins(&'a str),
    /// A token that goes on with a name; the first one in the older custom (IOB1).
    Inside(&'a str),
    /// The last one, where last ones are marked (BILOU, BIOES).
    Ends(&'a str),
    /// A name of one token.
    Alone(&'a str),
}

impl Tag<'_> {
    fn read(tag: &str) -> Option<Tag<'_>> {
        if tag == "O" {
            return Some(Tag::Outside);
        }
        let (prefix, label) = tag.split_once('-').filter(|(_, label)| !label.is_empty())?;
        match prefix {
            "B" => Some(Tag::Begins(label)),
            "I" => Some(Tag::Inside(label)),
            "L" | "E" => Some(Tag::Ends(label)),
            "U" | "S" => Some(Tag::Alone(label)),
            _ => None,
        }
    }
}

/// The first and the last of a line's columns: a token and its tag. Columns are parted by tabs or blanks; some
/// write tokens with blanks in them, between tabs.
fn columns(line: &str) -> Option<(&str, &str)> {
    if let Some((word, rest)) = line.split_once('\t') {
        return Some((word.trim(), rest.rsplit('\t').next().unwrap_or(rest).trim()));
    }
    let mut columns = line.split_whitespace();
    Some((columns.next()?, columns.next_back()?))
}

/// Lines that stand between those of tokens.
fn is_remark(line: &str) -> bool {
    line.starts_with("# ") || line.starts_with("#begin") || line.starts_with("#end")
}

/// How many lines show whether a file is of this kind.
const TELLING: usize = 20;

/// Whether a file's first lines are tokens with their tags.
pub(crate) fn is_tagged(file: &str) -> bool {
    let mut lines = file.lines().filter(|line| !line.trim().is_empty() && !is_remark(line)).take(TELLING);
    lines.clone().next().is_some()
        && lines.all(|line| columns(line).is_some_and(|(_, tag)| Tag::read(tag).is_some()))
}

/// A name whose end has not come yet.
struct Open {
    label: String,
    /// Where it starts, in bytes and in code points.
    byte: usize,
    start: u32,
}

/// An article in the making. Its text is its tokens with a blank between any two: places are found by the words.
#[derive(Default)]
struct Reading {
    text: String,
    /// The text's length in code points.
    at: u32,
    found: Vec<Found>,
    open: Option<Open>,
}

/// The articles of a file: a line that begins with `-DOCSTART-` stands above each.
pub(crate) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    let mut articles = vec![];
    let mut reading = Reading::default();
    for (line, number) in file.lines().zip(1..) {
        if line.starts_with("-DOCSTART-") {
            articles.push(std::mem::take(&mut reading));
        } else if line.trim().is_empty() {
            reading.end_sentence();
        } else if let Some((word, tag)) = columns(line) {
            match Tag::read(tag) {
                Some(tag) => reading.token(word, tag),
                None if is_remark(line) => {}
                None => {
                    let message = format!("{tag:?} is no tag: those begin with B- or I-, or are O");
                    return Err(FormatError::at_line(number, message));
                }
            }
        } else {
            let message = "a line is a token, a tab and its tag, such as \"B-PERSON\"";
            return Err(FormatError::at_line(number, message));
        }
    }
    articles.push(reading);
    // Above the first article nothing stands; a file without any is one empty article.
    let empty = articles.iter().all(|article| article.text.is_empty());
    let full = |article: &Reading| !article.text.is_empty();
    let count = if empty { 1 } else { usize::MAX };
    Ok(articles.into_iter().filter(|a| empty || full(a)).take(count).map(Reading::finish).collect())
}

impl Reading {
    fn token(&mut self, word: &str, tag: Tag) {
        let goes_on = match tag {
            Tag::Inside(label) | Tag::Ends(label) => self.open.as_ref().is_some_and(|o| o.label == label),
            _ => false,
        };
        if !goes_on {
            self.close();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push(" ");
        }
        if let (false, Tag::Begins(label) | Tag::Inside(label) | Tag::Ends(label) | Tag::Alone(label)) =
            (goes_on, tag)
        {
            self.open = Some(Open { label: label.to_owned(), byte: self.text.len(), start: self.at });
        }
        self.push(word);
        if matches!(tag, Tag::Ends(_) | Tag::Alone(_)) {
            self.close();
        }
    }

    fn end_sentence(&mut self) {
        self.close();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push("\n");
        }
    }

    fn push(&mut self, words: &str) {
        self.text.push_str(words);
        self.at += words.chars().count() as u32;
    }

    fn close(&mut self) {
        if let Some(Open { label, byte, start }) = self.open.take() {
            let selectors = vec![pieces::selector(&self.text[byte..], start, self.at)];
            let key = self.found.len().to_string();
            self.found.push(Found { key, label, selectors, ..Found::default() });
        }
    }

    fn finish(mut self) -> Imported {
        self.close();
        let mut set = Imported { text: Some(self.text), ..Imported::default() };
        pieces::gather(&mut set, self.found, vec![]);
        set
    }
}
