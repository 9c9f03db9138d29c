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

    /// Begins to read the paragraphs of an article, and forgets the one before. Gives the number of windows.
    pub fn begin(&mut self, paragraphs: Vec<String>) -> usize {
        self.reading.insert(DeepReading::new(&self.model, &paragraphs, 0)).windows_left()
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

    /// What was read, as JSON: one result a paragraph.
    pub fn finish(&mut self) -> String {
        let read = self.reading.take().map(DeepReading::finish).unwrap_or_default();
        serde_json::to_string(&read).expect("numbers become JSON")
    }
}
