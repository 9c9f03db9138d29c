//! Trains and measures the models of Pullquote, with the library's own feature code.

#![forbid(unsafe_code)]

mod casing;
mod crf;
mod cut;
mod data;
mod entities;
mod lexicon;
mod manifest;
mod quotes;
#[cfg(test)]
#[path = "../../../tests/common/skipped.rs"]
mod skipped;

use std::process::ExitCode;

use clap::Parser;

/// Train and measure the models of Pullquote.
#[derive(Parser)]
enum Lab {
    /// Entities: train the tagger and write its weights and tables.
    Entities(entities::Args),
    /// Quotations: train the tagger and write its weights.
    Quotes(quotes::Args),
    /// What the deep model says of texts that no one has annotated, for the tagger of quotations to learn from.
    Readings(quotes::readings::Args),
    /// Capitals: train the model that gives them to text that has none.
    Casing(casing::Args),
    /// Make the entity tagger smaller.
    Cut(cut::Args),
    /// Words and lists of names: make the tables that all models share.
    Lexicon(lexicon::Args),
    /// The manifest: record which code and data the models were made from.
    Manifest(manifest::Args),
}

fn main() -> ExitCode {
    let done = match Lab::parse() {
        Lab::Entities(args) => entities::run(args),
        Lab::Quotes(args) => quotes::run(args),
        Lab::Readings(args) => quotes::readings::run(args),
        Lab::Casing(args) => casing::run(args),
        Lab::Cut(args) => cut::run(args),
        Lab::Lexicon(args) => lexicon::run(args),
        Lab::Manifest(args) => manifest::run(args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
