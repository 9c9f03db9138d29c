//! The text of a TEI file with the elements that say something of its passages.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::FormatError;

/// A TEI file as far as annotations need it.
#[derive(Default)]
pub(super) struct TeiText {
    /// The text of `<text>`, with one blank for any white space and a line for each block.
    pub text: String,
    pub title: Option<String>,
    pub elements: Vec<TeiElement>,
    /// The names of the listed persons by their `xml:id`.
    pub people: HashMap<String, String>,
}

/// An element that marks a passage, with its place in the text, in bytes.
#[derive(Debug)]
pub(super) struct TeiElement {
    pub name: String,
    pub attributes: HashMap<String, String>,
    pub start: usize,
    pub end: usize,
}

impl TeiElement {
    pub(super) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }
}

/// Elements that begin and end a line of the text.
const BLOCKS: &[&str] =
    &["p", "head", "ab", "l", "lg", "div", "item", "list", "sp", "row", "opener", "closer", "byline"];

/// Elements whose words are no part of the running text.
const UNREAD: &[&str] = &["note", "fs", "fw", "orig", "sic", "abbr", "del", "figDesc"];

/// Elements that mark passages.
const MARKING: &[&str] = &[
    "said",
    "q",
    "quote",
    "persName",
    "orgName",
    "placeName",
    "geogName",
    "settlement",
    "country",
    "region",
    "rs",
    "name",
    "date",
    "time",
    "measure",
    "seg",
];

/// Levels of elements: a file that nests more is none of TEI's.
const DEEPEST: usize = 200;

struct TeiReader {
    read: TeiText,
    /// The elements that are open: their names, and the index of those that mark something.
    open: Vec<(String, Option<usize>)>,
    in_text: usize,
    unread: usize,
    /// What is read of a listed person or of the title.
    aside: Option<(TeiAside, String)>,
}

enum TeiAside {
    Person(String),
    Title,
}

/// Reads a file; an error where it is no XML.
pub(super) fn read(file: &str) -> Result<TeiText, FormatError> {
    let mut tei = TeiReader { read: TeiText::default(), open: vec![], in_text: 0, unread: 0, aside: None };
    let mut reader = Reader::from_str(file);
    loop {
        let at = reader.buffer_position();
        match reader.read_event().map_err(|error| FormatError::in_xml(file, at, error))? {
            Event::Start(element) => tei.begin(&element),
            Event::Empty(element) => {
                tei.begin(&element);
                tei.end();
            }
            Event::End(_) => tei.end(),
            Event::Text(text) => tei.add(&text),
            Event::CData(text) => tei.add(&text),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => tei.add(&character.to_string()),
                _ => tei.add(quick_xml::escape::resolve_xml_entity(&reference).unwrap_or_default()),
            },
            Event::Eof => break,
            _ => {}
        }
        if DEEPEST < tei.open.len() {
            return Err(FormatError::in_xml(file, at, "its elements are nested too deeply"));
        }
    }
    tei.read.text.truncate(tei.read.text.trim_end().len());
    Ok(tei.read)
}

impl TeiReader {
    fn begin(&mut self, element: &BytesStart) {
        let name = element.local_name().as_ref().to_owned();
        let mut marks = None;
        if name == "text" {
            self.in_text += 1;
        } else if self.in_text == 0 {
            self.begin_in_header(&name, element);
        } else if UNREAD.contains(&&*name) {
            self.unread += 1;
        } else if BLOCKS.contains(&&*name) {
            self.break_line();
        } else if name == "lb" {
            self.add(" ");
        } else if self.unread == 0 && MARKING.contains(&&*name) {
            marks = Some(self.read.elements.len());
            let start = self.read.text.len();
            let attributes = attributes(element);
            self.read.elements.push(TeiElement { name: name.clone(), attributes, start, end: start });
        }
        self.open.push((name, marks));
    }

    fn begin_in_header(&mut self, name: &str, element: &BytesStart) {
        match name {
            "person" => {
                let id = attributes(element).remove("xml:id").unwrap_or_default();
                self.aside = Some((TeiAside::Person(id), String::new()));
            }
            "title" if self.read.title.is_none() && self.open.iter().any(|(name, _)| name == "titleStmt") => {
                self.aside = Some((TeiAside::Title, String::new()));
            }
            _ => {}
        }
    }

    fn end(&mut self) {
        let Some((name, marks)) = self.open.pop() else { return };
        if let Some(index) = marks {
            self.read.elements[index].end = self.read.text.len();
        }
        match name.as_str() {
            "text" => self.in_text -= 1,
            "person" | "title" => match self.aside.take() {
                Some((TeiAside::Person(id), name)) => {
                    self.read.people.insert(id, name);
                }
                Some((TeiAside::Title, title)) => {
                    self.read.title = Some(title).filter(|t| !t.trim().is_empty());
                }
                None => {}
            },
            name if self.in_text == 0 => drop(name.len()),
            name if UNREAD.contains(&name) => self.unread -= 1,
            name if BLOCKS.contains(&name) => self.break_line(),
            _ => {}
        }
    }

    fn break_line(&mut self) {
        let text = &mut self.read.text;
        while text.ends_with(' ') {
            text.pop();
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    }

    fn add(&mut self, words: &str) {
        if let Some((_, aside)) = &mut self.aside {
            aside.push_str(words);
        } else if self.in_text == 0 || 0 < self.unread {
            return;
        }
        let text = &mut self.read.text;
        for c in words.chars().filter(|_| self.aside.is_none()) {
            match c {
                c if c.is_whitespace() => {
                    if !text.is_empty() && !text.ends_with([' ', '\n']) {
                        text.push(' ');
                    }
                }
                c => text.push(c),
            }
        }
    }
}

fn attributes(element: &BytesStart) -> HashMap<String, String> {
    let mut all = HashMap::new();
    for attribute in element.attributes().with_checks(false).flatten() {
        if let Ok(value) = quick_xml::escape::unescape(&attribute.value) {
            all.insert(attribute.key.as_ref().to_owned(), value.into_owned());
        }
    }
    all
}
