//! The deep reading in its worker: it reads a window at a time, and says what was found so far.

use js_sys::{Date, Function};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use super::deep_reader::DeepTask;
use super::open_article::LONG;
use super::reading::ArticleText;
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::page::deep_pace::DeepPace;
use crate::recognise::{self, SecondReading};
use crate::session::RefinedPart;
use crate::word_list::WordList;

/// What the worker is asked for.
#[derive(Serialize, Deserialize)]
pub(super) struct DeepRequest {
    pub task: DeepTask,
    pub article: ArticleText,
    /// The paragraphs that the reader sees: the first and the one after the last.
    pub in_view: (usize, usize),
    pub words: WordList,
}

/// How far the worker is, and what it has found.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum DeepMessage {
    Loading(f64, f64),
    Reading(u32, u32),
    Found(DeepFound),
}

/// How far the worker is before the library is asked. It is no part of [`DeepMessage`]: what is read from values of JavaScript
/// has every type within it compiled once more.
#[derive(Deserialize)]
pub(super) struct Loading {
    pub loading: (f64, f64),
}

/// What both readings have found in a part of an article.
#[derive(Serialize, Deserialize)]
pub(super) struct DeepFound {
    pub task: DeepTask,
    pub part: RefinedPart,
    pub found: AnnotationSet,
}

#[wasm_bindgen]
extern "C" {
    /// What runs the model: `PageReader` of the module of the deep reading.
    pub type DeepReader;

    #[wasm_bindgen(method, catch)]
    fn begin(this: &DeepReader, paragraphs: Vec<String>, first: usize) -> Result<u32, JsValue>;

    #[wasm_bindgen(method, catch, js_name = readWindow)]
    fn read_window(this: &DeepReader) -> Result<usize, JsValue>;

    #[wasm_bindgen(method, js_name = hasRead)]
    fn has_read(this: &DeepReader, paragraph: usize) -> bool;

    #[wasm_bindgen(method, js_name = soFar)]
    fn so_far(this: &DeepReader) -> String;

    #[wasm_bindgen(method)]
    fn finish(this: &DeepReader) -> String;
}

/// A reading under way.
struct DeepWork<'w> {
    task: DeepTask,
    document: Document,
    words: WordList,
    /// The description of the model.
    description: &'w str,
    reader: &'w DeepReader,
    tell: &'w Function,
    /// The paragraphs of which was said what was found there.
    is_told: Vec<bool>,
}

/// Reads the article that a reply's `deep` asks for with a model that has this description. Tells what `Page` is to be told
/// meanwhile; returns what says that it has ended. The worker calls it.
#[wasm_bindgen]
pub fn deepen(
    request: &str,
    description: &str,
    reader: &DeepReader,
    tell: &Function,
) -> Result<String, JsValue> {
    let DeepRequest { task, article, in_view, words } = serde_json::from_str(request).map_err(problem)?;
    let document = article.into_document();
    let is_told = vec![false; document.paragraphs().len()];
    let work = DeepWork { task, document, words, description, reader, tell, is_told };
    work.read(in_view)
}

fn problem(error: impl std::fmt::Display) -> JsValue {
    JsError::new(&error.to_string()).into()
}

impl DeepWork<'_> {
    fn read(mut self, (first, end): (usize, usize)) -> Result<String, JsValue> {
        let reader = self.reader;
        let windows = reader.begin(recognise::deep_paragraphs(&self.document), first)?;
        let mut pace = DeepPace::new(Date::now(), LONG <= self.document.text().len());
        let has_read_view = || (first..end).all(|paragraph| reader.has_read(paragraph));
        for n in 0..windows {
            self.say(&DeepMessage::Reading(n, windows))?;
            reader.read_window()?;
            let now = Date::now();
            if n + 1 < windows && pace.is_due(now, has_read_view) {
                self.tell_so_far()?;
                pace.has_shown(now, Date::now());
            }
        }
        let found = self.weigh(&reader.finish())?;
        self.tell_parts(&found, RefinedPart::all(&self.document, &found))?;
        serde_json::to_string(&self.task).map_err(problem)
    }

    /// Says what was found in the paragraphs that were read since the last time. Those before keep what was said of them,
    /// until all is read: they would change back and forth.
    fn tell_so_far(&mut self) -> Result<(), JsValue> {
        let is_new: Vec<bool> =
            self.is_told.iter().enumerate().map(|(at, told)| !told && self.reader.has_read(at)).collect();
        let found = self.weigh(&self.reader.so_far())?;
        self.tell_parts(&found, RefinedPart::so_far(&self.document, |paragraph| is_new[paragraph]))?;
        self.is_told.iter_mut().zip(is_new).for_each(|(told, is_new)| *told |= is_new);
        Ok(())
    }

    /// What both readings find in the article, given what the model has read of it, as JSON.
    fn weigh(&self, read: &str) -> Result<AnnotationSet, JsValue> {
        let reading = SecondReading::from_json(self.description, read).map_err(problem)?;
        let found = recognise::annotate_after(&reading, &self.document);
        Ok(self.words.applied(&self.document, found))
    }

    fn tell_parts(&self, found: &AnnotationSet, parts: Vec<RefinedPart>) -> Result<(), JsValue> {
        parts.into_iter().try_for_each(|part| {
            let found = DeepFound { task: self.task.clone(), part, found: part.of(found) };
            self.say(&DeepMessage::Found(found))
        })
    }

    fn say(&self, message: &DeepMessage) -> Result<(), JsValue> {
        let message = serde_json::to_string(message).map_err(problem)?;
        self.tell.call1(&JsValue::NULL, &message.into()).map(drop)
    }
}
