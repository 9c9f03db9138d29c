//! How long each stage of the analysis takes in this browser, for whoever measures it (tests/browser).

use wasm_bindgen::prelude::*;

use crate::document::Document;
use crate::recognise::quotes::find::QuoteInput;
use crate::recognise::{self, dates, entities, marks, names, quotations, words};

/// Milliseconds of each stage on a text: document, look-up, entities, names, dates, quotations, and the whole
/// analysis by itself.
#[wasm_bindgen]
pub fn measure(text: &str) -> Vec<f64> {
    let Some(clock) = web_sys::window().and_then(|window| window.performance()) else { return vec![] };
    let mut times = vec![clock.now()];
    let document = Document::from_text(text);
    times.push(clock.now());
    let words = words::look_up(&document, words::lexicon());
    times.push(clock.now());
    let mut names = entities::find_with(&document, &words, entities::tagger());
    times.push(clock.now());
    names::fold(&document, &mut names);
    times.push(clock.now());
    drop(dates::find(&document));
    times.push(clock.now());
    let marked = marks::pair(&document);
    let input = QuoteInput {
        document: &document,
        words: &words,
        marked: &marked,
        entities: &names,
        without_marks: &[],
    };
    drop(quotations::find(&input, quotations::model(), None));
    times.push(clock.now());
    drop(recognise::annotate(&document));
    times.push(clock.now());
    times.windows(2).map(|pair| pair[1] - pair[0]).collect()
}
