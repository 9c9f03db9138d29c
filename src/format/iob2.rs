//! Entities and dates as in the CoNLL files: a token and its tag a line, `B-` where a name begins, `I-` where it
//! continues, `O` elsewhere. An empty line ends a sentence. Of overlapping names the longer one is written.

use super::labelled_spans::{self, ImportedSpan};
use super::spec::{FileStart, FormatCodec, FormatSpec, SeveralArticles, no_companions};
use super::{FormatError, Imported, Skipped, conllu, labels, redewiedergabe};
use crate::annotation::{AnnotationSet, Body};
use crate::document::Document;
use crate::sorting::Sorting as _;

mod columns;
mod tag;

use columns::Iob2Columns;
pub(super) use tag::Iob2Tag;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "iob2",
    label: "IOB2 (one token a line)",
    extension: "conll",
    own_endings: &["conll", "conllu", "iob", "iob2", "bio"],
    media_type: "text/plain",
    leaves_out: Some(
        "The file holds entities and dates only, one label for each token. Quotations, speakers, comments, \
         overlapping names and the article's details (title, byline, day, publisher, address, language) are not exported. \
         On import, the text is the tokens with spaces between them.",
    ),
    several_articles: SeveralArticles::Appended,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec {
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
    names.order_by_key(|p| (std::cmp::Reverse(p.span.len()), p.span.start()));
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

/// Whether a line is a comment between the tokens.
fn is_remark(line: &str) -> bool {
    line.starts_with("# ")
        || line.starts_with("#\t")
        || line.starts_with("#begin")
        || line.starts_with("#end")
}

/// How many lines detection looks at. Prose fails on the first; 20 keep a large file cheap.
const LINES_TO_DETECT: usize = 20;

/// Whether a file's first lines are tokens with their tags.
fn is_tagged(file: &str) -> bool {
    if conllu::is_conllu(file) || redewiedergabe::is_columns(file) {
        return true;
    }
    let lines: Vec<&str> = token_lines(file).map(|(line, _)| line).take(LINES_TO_DETECT).collect();
    let columns = Iob2Columns::of(&lines);
    !lines.is_empty()
        && lines.iter().all(|line| columns.of_line(line).is_some_and(|(_, tag)| Iob2Tag::read(tag).is_some()))
}

/// Whether a word of a file may be a tag.
pub(super) fn may_be_a_tag(word: &str) -> bool {
    Iob2Tag::read(word).is_some()
}

/// The confidence of names that nobody is known to have checked.
const UNSURE: f32 = 0.5;

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
    /// The name that is open in each column of tags.
    open: Vec<Option<UnfinishedName>>,
    /// How many tokens have tags.
    tagged: usize,
    /// Whether Pullquote wrote it: then nothing says that somebody checked its names.
    is_ours: bool,
    skipped: Vec<Skipped>,
}

/// The articles of a file: each follows a line that begins with `-DOCSTART-`.
fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    if conllu::is_conllu(file) {
        return conllu::read(file);
    }
    if redewiedergabe::is_columns(file) {
        return redewiedergabe::read(file);
    }
    let lines: Vec<&str> = token_lines(file).map(|(line, _)| line).collect();
    let columns = Iob2Columns::of(&lines);
    let (mut articles, mut article) = (vec![], Iob2Article::new(&columns));
    let mut first_problem = None;
    for (line, number) in file.lines().zip(1..) {
        if line.starts_with("-DOCSTART-") {
            let above = std::mem::replace(&mut article, Iob2Article::new(&columns));
            articles.push(above);
            article.is_ours = line.trim_end() == FIRST_LINE;
        } else if line.trim().is_empty() {
            article.end_sentence();
        } else if !(is_remark(line)
            && columns.of_line(line).is_none_or(|(_, tag)| Iob2Tag::read(tag).is_none()))
        {
            let message = match columns.of_line(line) {
                Some((word, tag)) => match article.line(word, &columns.tags_of(line)) {
                    true => continue,
                    false => format!("{tag:?} is not a tag: tags begin with B- or I-, or are O"),
                },
                None => "the line must be a token, a tab and a tag such as \"B-PERSON\"".to_owned(),
            };
            let problem = FormatError::at_line(number, message);
            let what = format!("{} (read as a token without a label)", problem.message);
            article.skipped.push(Skipped { line: Some(number), what });
            first_problem = first_problem.or(Some(problem));
        }
    }
    articles.push(article);
    if let Some(problem) = first_problem.filter(|_| articles.iter().all(|article| article.tagged == 0)) {
        return Err(problem);
    }
    // Nothing stands above the first article. A file without any article is one empty article.
    let empty = articles.iter().all(|article| article.text.is_empty());
    let full = |article: &Iob2Article| !article.text.is_empty();
    let count = if empty { 1 } else { usize::MAX };
    Ok(articles.into_iter().filter(|a| empty || full(a)).take(count).map(Iob2Article::finish).collect())
}

/// The lines that have tokens, with their numbers.
fn token_lines(file: &str) -> impl Iterator<Item = (&str, usize)> {
    let is_token =
        |line: &str| !line.trim().is_empty() && !line.starts_with("-DOCSTART-") && !is_remark(line);
    file.lines().zip(1..).filter(move |(line, _)| is_token(line))
}

impl Iob2Article {
    fn new(columns: &Iob2Columns) -> Iob2Article {
        let open = columns.tags.iter().map(|_| None).collect();
        Iob2Article { open, ..Iob2Article::default() }
    }

    /// Adds a token with a tag of each column; whether all of them are tags. One that is none counts as outside.
    fn line(&mut self, word: &str, tags: &[&str]) -> bool {
        let read: Vec<Option<Iob2Tag>> = tags.iter().map(|tag| Iob2Tag::read(tag)).collect();
        let outside = |column: usize| read.get(column).copied().flatten().unwrap_or(Iob2Tag::Outside);
        let goes_on: Vec<bool> =
            (0..self.open.len()).map(|column| self.goes_on(column, outside(column))).collect();
        for column in (0..self.open.len()).filter(|&column| !goes_on[column]) {
            self.close(column);
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push(" ");
        }
        for column in (0..self.open.len()).filter(|&column| !goes_on[column]) {
            if let Some(label) = outside(column).label() {
                let label = label.to_owned();
                self.open[column] = Some(UnfinishedName { label, byte: self.text.len(), start: self.at });
            }
        }
        self.push(word);
        for column in 0..self.open.len() {
            if matches!(outside(column), Iob2Tag::Ends(_) | Iob2Tag::Alone(_)) {
                self.close(column);
            }
        }
        let is_tagged = !read.is_empty() && read.iter().all(Option::is_some);
        self.tagged += usize::from(is_tagged);
        is_tagged
    }

    fn goes_on(&self, column: usize, tag: Iob2Tag) -> bool {
        match tag {
            Iob2Tag::Inside(label) | Iob2Tag::Ends(label) => {
                self.open[column].as_ref().is_some_and(|name| name.label == label)
            }
            _ => false,
        }
    }

    fn end_sentence(&mut self) {
        self.close_all();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push("\n");
        }
    }

    fn push(&mut self, words: &str) {
        self.text.push_str(words);
        self.at += words.chars().count() as u32;
    }

    fn close_all(&mut self) {
        (0..self.open.len()).for_each(|column| self.close(column));
    }

    fn close(&mut self, column: usize) {
        if let Some(UnfinishedName { label, byte, start }) = self.open[column].take() {
            let selectors = vec![labelled_spans::selector(&self.text[byte..], start, self.at)];
            let key = self.found.len().to_string();
            let confidence = self.is_ours.then_some(UNSURE);
            self.found.push(ImportedSpan { key, label, selectors, confidence, ..ImportedSpan::default() });
        }
    }

    fn finish(mut self) -> Imported {
        self.close_all();
        let mut set = Imported { text: Some(self.text), skipped: self.skipped, ..Imported::default() };
        labelled_spans::assemble(&mut set, self.found, vec![]);
        set
    }
}
