//! Tables of articles: a row an article, with what is known of it in the other columns.

use std::collections::HashMap;

use super::{FormatError, csv, csv_rows};
use crate::document::Meta;
use crate::document::byline;
use crate::lang;

/// An article of a table.
///
/// ```
/// let table = "id,title,date,text\n7,Ferry stays,2024-05-03,“It stays.”\n";
/// let articles = pullquote::read_article_table(table)?;
/// assert_eq!(articles[0].id.as_deref(), Some("7"));
/// assert_eq!(articles[0].meta.published.unwrap().to_string(), "2024-05-03");
/// # Ok::<(), pullquote::FormatError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableArticle {
    /// The line of the table on which its row begins, counted from 1.
    pub line: usize,
    /// Its name, where the table has a column for that.
    pub id: Option<String>,
    /// Its text; never blank.
    pub text: String,
    /// What its row says beside the text.
    pub meta: Meta,
}

/// What columns are called, in small letters with `_` for blanks; the first that a table has counts.
const TEXT: &[&str] =
    &["text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext"];
const ID: &[&str] = &["id", "article_id", "doc_id", "document_id"];
const TITLE: &[&str] = &["title", "headline", "article_title"];
const BYLINE: &[&str] = &["byline", "author", "authors", "publisher", "source", "outlet", "publication"];
const PUBLISHED: &[&str] =
    &["published", "date", "publication_date", "published_at", "pubdate", "date_published"];
const LANG: &[&str] = &["lang", "language"];
const URL: &[&str] = &["url", "link", "article_url"];

/// Whether the first row of a table names a column of texts and none of quotations.
pub fn is_article_table(file: &str) -> bool {
    let header = csv_rows::header(file);
    let has = |names: &[&str]| header.iter().any(|column| names.contains(&column.as_str()));
    1 < header.len() && has(TEXT) && !has(&["quote"])
}

/// Reads a table of articles, as spreadsheets save them. Rows without text are left out.
///
/// # Errors
/// Where there is no column of texts, or a cell is not closed; with the line.
pub fn read_article_table(file: &str) -> Result<Vec<TableArticle>, FormatError> {
    let mut rows = csv_rows::table(file)?.into_iter();
    let (line, header) = rows.next().ok_or_else(|| FormatError::whole("the table is empty"))?;
    let columns: HashMap<String, usize> =
        header.iter().enumerate().rev().map(|(at, name)| (csv_rows::column(name), at)).collect();
    if !TEXT.iter().any(|name| columns.contains_key(*name)) {
        return Err(FormatError::at_line(line, "not a table of articles: it has no column named \"text\""));
    }
    let articles = rows.map(|(line, cells)| article(line, &cells, &columns));
    Ok(articles.filter(|article| !article.text.trim().is_empty()).collect())
}

fn article(line: usize, cells: &[String], columns: &HashMap<String, usize>) -> TableArticle {
    let get = |names: &[&str]| {
        let filled = names.iter().filter_map(|name| cells.get(*columns.get(*name)?));
        filled.map(|cell| csv::unguarded(cell).trim()).find(|cell| !cell.is_empty()).map(str::to_owned)
    };
    let lang = get(LANG);
    let day = get(PUBLISHED).and_then(|day| Some(byline::find_date(&day, lang::of(lang.as_deref()))?.0));
    let meta =
        Meta { title: get(TITLE), byline: get(BYLINE), published: day, lang, url: get(URL), times: vec![] };
    TableArticle { line, id: get(ID), text: get(TEXT).unwrap_or_default(), meta }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(table: &str, expected: &[&str]) {
        assert!(is_article_table(table));
        let articles = read_article_table(table).expect("a table");
        let line = |a: &TableArticle| {
            let known = [
                a.id.clone(),
                a.meta.title.clone(),
                a.meta.byline.clone(),
                a.meta.published.map(|d| d.to_string()),
            ];
            format!("{} {:?} {}", a.line, a.text, known.into_iter().flatten().collect::<Vec<_>>().join("|"))
        };
        assert_eq!(articles.iter().map(line).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn tables_as_people_have_them() {
        check(
            "\u{feff}ID;Title;Date;Publisher;Text\r\n7;Ferry stays;3 May 2024;Norland Times;\"“It stays.”\n\nAll said; so.\"\r\n8;;;;\r\n9;;;;No.\r\n",
            &["2 \"“It stays.”\\n\\nAll said; so.\" 7|Ferry stays|Norland Times|2024-05-03", "6 \"No.\" 9"],
        );
        check("sep=,\nheadline,Full Text\n\"'=Boats\",“No.”", &["3 \"“No.”\" =Boats"]);
    }

    #[test]
    fn what_is_no_table_of_articles() {
        for file in ["text", "The text, she said, was long.", "quote,text\nx,y", "name,age\nx,2"] {
            assert!(!is_article_table(file), "{file}");
        }
        assert_eq!(read_article_table("name,age\nx,2").expect_err("no text").line, Some(1));
    }
}
