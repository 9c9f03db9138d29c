//! Tables with a column of texts become articles.

use arrow_array::cast::AsArray;
use arrow_array::{Array, LargeStringArray, RecordBatch};
use arrow_schema::DataType;
use jiff::civil::Date;
use pullquote::{Document, MAX_BYTES, Meta};

use crate::failure::TableFailure;

/// An article of a table, not taken apart yet: that is work for threads.
#[derive(Clone, Debug, Default)]
pub struct BatchArticle {
    /// From the column `id`; where there is none, the row's number, counted from 1.
    pub id: String,
    /// Empty where the row has none.
    pub text: String,
    /// From the columns `published`, `title`, `byline`, `publisher`, `lang` and `url`.
    pub meta: Meta,
}

impl BatchArticle {
    /// The article as the analysis sees it: what `pullquote annotate` makes of a line of JSON.
    pub fn document(self) -> Document {
        Document::from_text_with(self.text, self.meta)
    }
}

/// The articles of a part of a table: a row each, from its column `text`. `before` says how many rows other parts had
/// before.
///
/// # Errors
/// Where there is no column `text`, a column cannot be read as text, a date is none, or an article is too long.
pub fn articles(batch: &RecordBatch, before: usize) -> Result<Vec<BatchArticle>, TableFailure> {
    let column = |name: &'static str| as_text(batch, name);
    let Some(texts) = column("text")? else {
        let fields = batch.schema_ref().fields().iter();
        return Err(TableFailure::NoText(fields.map(|field| field.name().clone()).collect()));
    };
    let (ids, published) = (column("id")?, column("published")?);
    let (title, byline, publisher) = (column("title")?, column("byline")?, column("publisher")?);
    let (lang, url) = (column("lang")?, column("url")?);
    let article = |at: usize| {
        let row = before + at + 1;
        let text = cell(Some(&texts), at).unwrap_or_default();
        if MAX_BYTES < text.len() {
            return Err(TableFailure::TooLong { row, bytes: text.len() });
        }
        let day = cell(published.as_ref(), at).filter(|date| !date.trim().is_empty());
        let published = day.map(|date| day_of(row, date)).transpose()?;
        let known = |column: &Option<LargeStringArray>| cell(column.as_ref(), at).map(str::to_owned);
        let meta = Meta {
            title: known(&title),
            byline: known(&byline),
            published,
            publisher: known(&publisher),
            lang: known(&lang),
            url: known(&url),
            ..Meta::default()
        };
        let id = known(&ids).unwrap_or_else(|| row.to_string());
        Ok(BatchArticle { id, text: text.to_owned(), meta })
    };
    (0..batch.num_rows()).map(article).collect()
}

/// `2021-11-10`, with or without a time of day after it.
fn day_of(row: usize, date: &str) -> Result<Date, TableFailure> {
    let day = date.trim().get(..10).and_then(|day| day.parse().ok());
    day.ok_or_else(|| TableFailure::Date { row, date: date.to_owned() })
}

fn as_text(batch: &RecordBatch, name: &'static str) -> Result<Option<LargeStringArray>, TableFailure> {
    let Some(column) = batch.column_by_name(name) else { return Ok(None) };
    let text = arrow_cast::cast(column, &DataType::LargeUtf8);
    let text = text.map_err(|why| TableFailure::Column { name, why })?;
    Ok(Some(text.as_string::<i64>().clone()))
}

fn cell(column: Option<&LargeStringArray>, at: usize) -> Option<&str> {
    column.filter(|column| column.is_valid(at)).map(|column| column.value(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::{Date32Array, Int64Array, StringArray};
    use std::sync::Arc;

    #[test]
    fn columns_of_other_types_are_read_as_text() {
        let batch = RecordBatch::try_from_iter([
            ("id", Arc::new(Int64Array::from(vec![Some(7), None])) as Arc<dyn Array>),
            ("text", Arc::new(StringArray::from(vec![Some("It stays."), None]))),
            ("published", Arc::new(Date32Array::from(vec![Some(19_000), None]))),
        ]);
        let batch = batch.expect("the columns are of one length");
        let read = articles(&batch, 10).expect("it has texts");
        assert_eq!(read[0].id, "7");
        assert_eq!(read[0].meta.published.map(|day| day.to_string()).as_deref(), Some("2022-01-08"));
        assert_eq!((read[1].id.as_str(), read[1].text.as_str()), ("12", ""));
    }

    #[test]
    fn what_is_no_table_of_articles_is_told() {
        let none =
            RecordBatch::try_from_iter([("body", Arc::new(StringArray::from(vec!["a"])) as Arc<dyn Array>)]);
        let why = articles(&none.expect("one column"), 0).expect_err("it has no texts").to_string();
        assert!(why.contains("(it has: body)"), "{why}");
        let wrong = RecordBatch::try_from_iter([
            ("text", Arc::new(StringArray::from(vec!["a"])) as Arc<dyn Array>),
            ("published", Arc::new(StringArray::from(vec!["last May"]))),
        ]);
        let why = articles(&wrong.expect("two columns"), 0).expect_err("no date").to_string();
        assert!(why.starts_with("row 1: \"last May\" is not a date"), "{why}");
    }
}
