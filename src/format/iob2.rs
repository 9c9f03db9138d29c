//! Entities and dates as in the CoNLL files: a token and its tag a line, `B-` where a name begins, `I-` where it
//! continues, `O` elsewhere. An empty line ends a sentence. Of overlapping names the longer one is written.

use super::labelled_spans::{self, ImportedSpan};
use super::spec::{FileStart, FormatSpec, SeveralArticles, no_companions};
use super::{FormatError, Imported, labels};
use crate::annotation::{AnnotationSet, Body};
use crate::document::Document;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "iob2",
    label: "IOB2 (one token a line)",
    extension: "conll",
    own_endings: &["conll", "iob", "iob2", "bio"],
    media_type: "text/plain",
    leaves_out: Some(
        "The file holds entities and dates only, one label for each token. Quotations, speakers, comments and \
         overlapping names are not exported. On import, the text is the tokens with spaces between them.",
    ),
    several_articles: SeveralArticles::Appended,
    companion_files: no_companions,
    detect: |file: &FileStart| file.plain().is_some_and(is_tagged),
    write,
    read,
};

const FIRST_LINE: &str = "-DOCSTART-\tO";

fn write(document: &Document, set: &AnnotationSet, _: &str) -> String {
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
    let spans = labelled_spans::spans(document, set);
    let names = spans.iter().filter(|p| matches!(p.annotation.body, Body::Entity(_) | Body::Date(_)));
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
enum Iob2Tag<'a> {
    Outside,
    /// The first token of a name.
    Begins(&'a str),
    /// A token that continues a name; also its first one, in the older scheme (IOB1).
    Inside(&'a str),
    /// The last one, where last ones are marked (BILOU, BIOES).
    Ends(&'a str),
    /// A name of one token.
    Alone(&'a str),
}

impl Iob2Tag<'_> {
    fn read(tag: &str) -> Option<Iob2Tag<'_>> {
        if tag == "O" {
            return Some(Iob2Tag::Outside);
        }
        let (prefix, label) = tag.split_once('-').filter(|(_, label)| !label.is_empty())?;
        match prefix {
            "B" => Some(Iob2Tag::Begins(label)),
            "I" => Some(Iob2Tag::Inside(label)),
            "L" | "E" => Some(Iob2Tag::Ends(label)),
            "U" | "S" => Some(Iob2Tag::Alone(label)),
            _ => None,
        }
    }
}

/// The first and the last of a line's columns: a token and its tag. Tabs or spaces separate columns; some
/// write tokens with blanks in them, between tabs.
fn columns(line: &str) -> Option<(&str, &str)> {
    if let Some((word, rest)) = line.split_once('\t') {
        return Some((word.trim(), rest.rsplit('\t').next().unwrap_or(rest).trim()));
    }
    let mut columns = line.split_whitespace();
    Some((columns.next()?, columns.next_back()?))
}

/// Whether a line is a comment between the tokens.
fn is_remark(line: &str) -> bool {
    line.starts_with("# ") || line.starts_with("#begin") || line.starts_with("#end")
}

/// How many lines detection looks at. Prose fails on the first; 20 keep a large file cheap.
const LINES_TO_DETECT: usize = 20;

/// Whether a file's first lines are tokens with their tags.
fn is_tagged(file: &str) -> bool {
    let mut lines =
        file.lines().filter(|line| !line.trim().is_empty() && !is_remark(line)).take(LINES_TO_DETECT);
    lines.clone().next().is_some()
        && lines.all(|line| columns(line).is_some_and(|(_, tag)| Iob2Tag::read(tag).is_some()))
}

/// A name whose end is not read yet.
struct UnfinishedName {
    label: String,
    /// Where it starts, in bytes and in code points.
    byte: usize,
    start: u32,
}

/// An article as far as it is read. Its text is its tokens with a space between any two.
#[derive(Default)]
struct Iob2Article {
    text: String,
    /// The text's length in code points.
    at: u32,
    found: Vec<ImportedSpan>,
    open: Option<UnfinishedName>,
}

/// The articles of a file: each follows a line that begins with `-DOCSTART-`.
fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    let mut articles = vec![];
    let mut article = Iob2Article::default();
    for (line, number) in file.lines().zip(1..) {
        if line.starts_with("-DOCSTART-") {
            articles.push(std::mem::take(&mut article));
        } else if line.trim().is_empty() {
            article.end_sentence();
        } else if let Some((word, tag)) = columns(line) {
            match Iob2Tag::read(tag) {
                Some(tag) => article.token(word, tag),
                None if is_remark(line) => {}
                None => {
                    let message = format!("{tag:?} is not a tag: tags begin with B- or I-, or are O");
                    return Err(FormatError::at_line(number, message));
                }
            }
        } else {
            let message = "the line must be a token, a tab and a tag such as \"B-PERSON\"";
            return Err(FormatError::at_line(number, message));
        }
    }
    articles.push(article);
    // Nothing stands above the first article. A file without any article is one empty article.
    let empty = articles.iter().all(|article| article.text.is_empty());
    let full = |article: &Iob2Article| !article.text.is_empty();
    let count = if empty { 1 } else { usize::MAX };
    Ok(articles.into_iter().filter(|a| empty || full(a)).take(count).map(Iob2Article::finish).collect())
}

impl Iob2Article {
    fn token(&mut self, word: &str, tag: Iob2Tag) {
        let goes_on = match tag {
            Iob2Tag::Inside(label) | Iob2Tag::Ends(label) => {
                self.open.as_ref().is_some_and(|name| name.label == label)
            }
            _ => false,
        };
        if !goes_on {
            self.close();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push(" ");
        }
        if let (
            false,
            Iob2Tag::Begins(label) | Iob2Tag::Inside(label) | Iob2Tag::Ends(label) | Iob2Tag::Alone(label),
        ) = (goes_on, tag)
        {
            self.open =
                Some(UnfinishedName { label: label.to_owned(), byte: self.text.len(), start: self.at });
        }
        self.push(word);
        if matches!(tag, Iob2Tag::Ends(_) | Iob2Tag::Alone(_)) {
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
        if let Some(UnfinishedName { label, byte, start }) = self.open.take() {
            let selectors = vec![labelled_spans::selector(&self.text[byte..], start, self.at)];
            let key = self.found.len().to_string();
            self.found.push(ImportedSpan { key, label, selectors, ..ImportedSpan::default() });
        }
    }

    fn finish(mut self) -> Imported {
        self.close();
        let mut set = Imported { text: Some(self.text), ..Imported::default() };
        labelled_spans::assemble(&mut set, self.found, vec![]);
        set
    }
}
