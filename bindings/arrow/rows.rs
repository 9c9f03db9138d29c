//! Lines of JSON become rows of the table.

use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use serde::{Deserialize, Serialize};

use crate::failure::TableFailure;
use crate::schema::schema;

/// Collects annotation sets, and gives them as a part of the table.
pub struct Rows(Decoder);

#[derive(Deserialize, Serialize)]
struct Row {
    id: String,
    quotes: Vec<QuoteRow>,
    entities: Vec<EntityRow>,
    dates: Vec<DateRow>,
    title: Option<String>,
    byline: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    lang: Option<String>,
    url: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct QuoteRow {
    start: u32,
    end: u32,
    kind: String,
    source_kind: String,
    #[serde(default)]
    is_question: bool,
    speaker: Option<MentionRow>,
    speaker_name: Option<String>,
    cue: Option<MentionRow>,
    group: String,
    words: String,
    confidence: f32,
    #[serde(default)]
    checked: bool,
}

#[derive(Deserialize, Serialize)]
struct MentionRow {
    start: u32,
    end: u32,
    id: String,
    words: String,
}

#[derive(Deserialize, Serialize)]
struct EntityRow {
    start: u32,
    end: u32,
    label: String,
    name: String,
    id: Option<String>,
    words: String,
    confidence: f32,
    #[serde(default)]
    checked: bool,
}

#[derive(Deserialize, Serialize)]
struct DateRow {
    start: u32,
    end: u32,
    r#type: String,
    value: String,
    id: String,
    words: String,
    confidence: f32,
    #[serde(default)]
    checked: bool,
}

impl Rows {
    /// For up to so many rows between two calls of [`Rows::take`].
    ///
    /// # Errors
    /// Where Arrow does not know a type of the schema.
    pub fn new(most: usize) -> Result<Rows, TableFailure> {
        Ok(Rows(ReaderBuilder::new(schema()).with_batch_size(most).build_decoder()?))
    }

    /// Adds the line that [`pullquote::export`] gives for one article in [`pullquote::Format::Jsonl`].
    ///
    /// # Errors
    /// Where it is no such line.
    pub fn add(&mut self, line: &str) -> Result<(), TableFailure> {
        let row: Row = serde_json::from_str(line).map_err(TableFailure::Line)?;
        Ok(self.0.serialize(&[row])?)
    }

    /// What was added since the last call; with no row where that is nothing.
    ///
    /// # Errors
    /// Where a row does not fit the schema.
    pub fn take(&mut self) -> Result<RecordBatch, TableFailure> {
        Ok(self.0.flush()?.unwrap_or_else(|| RecordBatch::new_empty(schema())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::cast::AsArray;

    #[test]
    fn a_row_has_what_the_line_has() {
        let document = pullquote::Document::from_text(
            "“It stays,” said Mara Lindqvist on 3 May 2024.\n\nThe ferry left.",
        );
        let set = pullquote::annotate(&document);
        let line = pullquote::export(&document, &set, "ferry", pullquote::Format::Jsonl);
        let mut rows = Rows::new(4).expect("the schema is known");
        rows.add(&line).expect("it is a line");
        let batch = rows.take().expect("it fits");
        assert_eq!(batch.column(0).as_string::<i32>().value(0), "ferry");
        let quotes = batch.column(1).as_list::<i32>().value(0);
        let words = quotes.as_struct().column_by_name("words").expect("it has words");
        assert_eq!(words.as_string::<i32>().value(0), "“It stays,”");
        assert_eq!(batch.column_by_name("title").map(|title| title.null_count()), Some(1), "it is not known");
        assert_eq!(rows.take().expect("nothing is left").num_rows(), 0);
        assert!(rows.add("{}").is_err());
    }
}
