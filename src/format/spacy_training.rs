//! What spaCy was trained on before it had files of its own: documents in JSON, whose tokens have tags (version 2), and pairs
//! of a text and its entities, which the examples of both versions have. They come in only.

use serde_json::{Value, json};

use super::import::{Imported, Skipped};
use super::iob2::Iob2Tag;
use super::json;
use super::labelled_spans::{self, ImportedSpan};

/// `["Ana left.", {"entities": [[0, 3, "PERSON"]]}]`
pub(super) fn is_pair(value: &Value) -> bool {
    matches!(value.as_array().map(Vec::as_slice), Some([Value::String(_), known]) if known["entities"].is_array())
}

/// The pair as a task of Prodigy, which has the same in one object.
pub(super) fn task_of_pair(pair: &Value) -> Value {
    json!({ "text": pair[0], "entities": pair[1]["entities"] })
}

/// `{"id": 0, "paragraphs": [{"raw": "Ana left.", "sentences": [{"tokens": [{"orth": "Ana", "ner": "U-PERSON"}, …]}]}]}`
pub(super) fn is_document(value: &Value) -> bool {
    let first = value["paragraphs"].as_array().and_then(|all| all.first());
    first.is_some_and(|paragraph| paragraph["sentences"].is_array())
}

/// A document that begins on a line of its file. Its paragraphs stand with an empty line between them.
pub(super) fn document(value: &Value, line: usize) -> Imported {
    let mut reader = TrainingReader { line, ..TrainingReader::default() };
    for paragraph in json::each(value.get("paragraphs")) {
        reader.paragraph(paragraph);
    }
    let id =
        value["id"].as_str().map(str::to_owned).or_else(|| value["id"].as_u64().map(|id| id.to_string()));
    let skipped = reader.skipped();
    let mut set = Imported { id, text: Some(reader.text), skipped, ..Imported::default() };
    labelled_spans::assemble(&mut set, reader.found, vec![]);
    set
}

/// A document as far as it is read.
#[derive(Default)]
struct TrainingReader {
    line: usize,
    text: String,
    /// The length of the text in code points.
    at: u32,
    found: Vec<ImportedSpan>,
    /// The entity whose end is not read yet: its label, where it begins in bytes and code points, and where it ends so far.
    open: Option<TaggedEntity>,
    /// Words that the text does not have where they should be.
    lost: usize,
    wrong_tags: Vec<String>,
    has_grammar: bool,
    has_categories: bool,
}

struct TaggedEntity {
    label: String,
    start: (usize, u32),
    end: (usize, u32),
}

/// How far from the word before it a word is looked for, in bytes: no file may have a long text read once a word.
const FURTHEST: usize = 1 << 10;

impl TrainingReader {
    fn paragraph(&mut self, paragraph: &Value) {
        if !self.text.is_empty() {
            self.push("\n\n");
        }
        self.has_categories |= json::each(paragraph.get("cats"))
            .iter()
            .any(|cat| cat["value"].as_f64().is_some_and(|value| value != 0.0));
        let sentences = json::each(paragraph.get("sentences"));
        match paragraph["raw"].as_str() {
            Some(raw) => {
                let mut rest = raw;
                let tokens = sentences.iter().flat_map(|sentence| json::each(sentence.get("tokens")));
                for token in tokens {
                    rest = self.token_in(rest, token);
                }
                self.push(rest);
            }
            None => {
                for sentence in sentences {
                    for token in json::each(sentence.get("tokens")) {
                        self.token(token);
                    }
                }
            }
        }
        self.close();
    }

    /// A token of a paragraph whose text is known; gives the text behind it.
    fn token_in<'r>(&mut self, rest: &'r str, token: &Value) -> &'r str {
        let word = token["orth"].as_str().unwrap_or_default();
        let reach = rest.floor_char_boundary(rest.len().min(FURTHEST + word.len()));
        let Some(place) = rest[..reach].find(word).filter(|_| !word.is_empty()) else {
            self.lost += 1;
            return rest;
        };
        self.push(&rest[..place]);
        self.tagged(word, token);
        &rest[place + word.len()..]
    }

    /// A token of a paragraph that has its tokens alone: blanks stand between them.
    fn token(&mut self, token: &Value) {
        if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.push(" ");
        }
        self.tagged(token["orth"].as_str().unwrap_or_default(), token);
    }

    fn tagged(&mut self, word: &str, token: &Value) {
        self.has_grammar |= ["tag", "dep", "lemma"].iter().any(|key| {
            let said = token[*key].as_str().unwrap_or_default();
            !["", "-"].contains(&said)
        });
        let tag = token["ner"].as_str().unwrap_or("O");
        let read = Iob2Tag::read(tag);
        // A hyphen says that nothing is known of the word.
        if read.is_none() && !["-", ""].contains(&tag) && !self.wrong_tags.iter().any(|known| known == tag) {
            self.wrong_tags.push(tag.to_owned());
        }
        let tag = read.unwrap_or(Iob2Tag::Outside);
        let goes_on = match tag {
            Iob2Tag::Inside(label) | Iob2Tag::Ends(label) => {
                self.open.as_ref().is_some_and(|open| open.label == label)
            }
            _ => false,
        };
        if !goes_on {
            self.close();
            let start = (self.text.len(), self.at);
            self.open = tag.label().map(|label| TaggedEntity { label: label.to_owned(), start, end: start });
        }
        self.push(word);
        if let Some(open) = &mut self.open {
            open.end = (self.text.len(), self.at);
        }
        if matches!(tag, Iob2Tag::Ends(_) | Iob2Tag::Alone(_)) {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(TaggedEntity { label, start, end }) = self.open.take() else { return };
        let selectors = vec![labelled_spans::selector(&self.text[start.0..end.0], start.1, end.1)];
        let key = self.found.len().to_string();
        self.found.push(ImportedSpan { key, label, selectors, ..ImportedSpan::default() });
    }

    fn push(&mut self, words: &str) {
        self.text.push_str(words);
        self.at += words.chars().count() as u32;
    }

    /// What there is no place for here, told once.
    fn skipped(&self) -> Vec<Skipped> {
        let mut what = vec![];
        if self.has_grammar {
            what.push(
                "what spaCy says of words (lemmas, parts of speech, their dependencies) is not imported"
                    .to_owned(),
            );
        }
        if self.has_categories {
            what.push("the categories of the text are not imported".to_owned());
        }
        if 0 < self.lost {
            what.push(format!(
                "{} words are passed by: the paragraph's \"raw\" does not have them in this order",
                self.lost
            ));
        }
        what.extend(self.wrong_tags.iter().map(|tag| {
            format!("{tag:?} is not a tag: tags begin with B-, I-, L- or U-, or are O (read as a word without a label)")
        }));
        what.into_iter().map(|what| Skipped { line: Some(self.line), what }).collect()
    }
}
