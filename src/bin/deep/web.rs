//! What the page calls, in a worker.

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{DeepModel, DeepReading};

/// A model, and the article that it reads.
#[wasm_bindgen]
pub struct PageReader {
    model: DeepModel,
    reading: Option<DeepReading>,
}

#[wasm_bindgen]
impl PageReader {
    /// A reader of its model's three files: `deep.json`, `vocab.txt` and `model.onnx`.
    ///
    /// # Errors
    /// Where one of them is damaged, or none that can be read.
    #[wasm_bindgen(constructor)]
    pub fn new(description: &str, vocabulary: &str, model: Vec<u8>) -> Result<PageReader, JsError> {
        Ok(PageReader { model: DeepModel::read(description, vocabulary, model)?, reading: None })
    }

    /// Begins to read the paragraphs of an article, at the one with index `first`, and forgets the article before. Gives
    /// the number of windows.
    pub fn begin(&mut self, paragraphs: Vec<String>, first: usize) -> usize {
        self.reading.insert(DeepReading::new(&self.model, &paragraphs, first)).windows_left()
    }

    /// Reads the next window, and gives the number of its words; 0 at the end.
    ///
    /// # Errors
    /// Where the model does not run.
    #[wasm_bindgen(js_name = readWindow)]
    pub fn read_window(&mut self) -> Result<usize, JsError> {
        let Some(reading) = &mut self.reading else { return Ok(0) };
        Ok(reading.read_window(&self.model)?)
    }

    /// Whether the paragraph with this index was read to its end.
    #[wasm_bindgen(js_name = hasRead)]
    pub fn has_read(&self, paragraph: usize) -> bool {
        self.reading.as_ref().is_some_and(|reading| reading.has_read(paragraph))
    }

    /// What was read so far, as JSON: one result a paragraph, without words where it was not read to its end.
    #[wasm_bindgen(js_name = soFar)]
    pub fn so_far(&self) -> String {
        let read = self.reading.as_ref().map(DeepReading::so_far).unwrap_or_default();
        serde_json::to_string(&read).expect("numbers become JSON")
    }

    /// What was read, as JSON: one result a paragraph.
    pub fn finish(&mut self) -> String {
        let read = self.reading.take().map(DeepReading::finish).unwrap_or_default();
        serde_json::to_string(&read).expect("numbers become JSON")
    }
}
