//! Tables of articles: a row an article, with what is known of it in the other columns.

use std::collections::HashMap;

use super::article_details::{BYLINE, LANG, PUBLISHED, PUBLISHER, TITLE, URL, cells, filled, known};
use super::csv_rows::CsvTable;
use super::registry::detect;
use super::{FormatError, csv, csv_rows};
use crate::document::Meta;

/// An article of a table.
///
/// ```
/// let table = "id,title,date,text\n7,Ferry stays,2024-05-03,“It stays.”\n";
/// let articles = pullquote::read_article_table(table)?;
/// let first = articles[0].as_ref().unwrap();
/// assert_eq!(first.id.as_deref(), Some("7"));
/// assert_eq!(first.meta.published.unwrap().to_string(), "2024-05-03");
/// # Ok::<(), pullquote::FormatError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
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

/// What a column is, by its name.
pub(super) fn role_of(name: &str) -> Option<&'static str> {
    let name = csv_rows::column(name);
    let roles = [TEXT, ID, TITLE, BYLINE, PUBLISHER, PUBLISHED, LANG, URL];
    let names = ["text", "id", "title", "byline", "publisher", "published", "lang", "url"];
    roles.iter().zip(names).find(|(known, _)| known.contains(&name.as_str())).map(|(_, role)| role)
}

/// Whether the first row of a table names a column of texts and none of quotations.
pub fn is_article_table(file: &str) -> bool {
    let header = csv_rows::header(file);
    let has = |names: &[&str]| header.iter().any(|column| names.contains(&column.as_str()));
    1 < header.len() && has(TEXT) && !has(&["quote"])
}

/// Reads a table of articles, as spreadsheets save them. Rows without text are left out. A cell that nothing closes takes in
/// all rows below it: it stands as an error behind the articles above it.
///
/// # Errors
/// Where there is no column of texts, or no row can be read; with the line.
pub fn read_article_table(file: &str) -> Result<Vec<Result<TableArticle, FormatError>>, FormatError> {
    let CsvTable { rows, unclosed } = csv_rows::readable_table(file)?;
    let articles = all_rows(rows)?.into_iter().filter(|article| !article.text.trim().is_empty()).map(Ok);
    Ok(articles.chain(unclosed.map(Err)).collect())
}

/// The first articles of a file, which may be the beginning of a longer one.
pub(super) fn first_articles(file: &str, n: usize) -> Result<Vec<TableArticle>, FormatError> {
    let start = file.trim_start_matches('\u{feff}').trim_start();
    let rows = match start.starts_with(['{', '[']) {
        true => read_article_lines(file),
        false => read_article_table(file)?,
    };
    let with_text = |article: &TableArticle| !article.text.trim().is_empty();
    Ok(rows.into_iter().filter_map(Result::ok).filter(with_text).take(n).collect())
}

/// The articles of a table, where each row that is none stands as its error: one without text, and what follows a cell that
/// nothing closes.
pub(crate) fn read_article_rows(file: &str) -> Vec<Result<TableArticle, FormatError>> {
    let read = csv_rows::readable_table(file).and_then(|table| Ok((all_rows(table.rows)?, table.unclosed)));
    let (articles, unclosed) = match read {
        Ok(read) => read,
        Err(error) => return vec![Err(error)],
    };
    let with_text = |article: TableArticle| match article.text.trim().is_empty() {
        true => Err(FormatError::at_line(article.line, "this row has no text")),
        false => Ok(article),
    };
    articles.into_iter().map(with_text).chain(unclosed.map(Err)).collect()
}

fn all_rows(rows: Vec<(usize, Vec<String>)>) -> Result<Vec<TableArticle>, FormatError> {
    let mut rows = rows.into_iter();
    let (line, header) = rows.next().ok_or_else(|| FormatError::whole("the table is empty"))?;
    let columns: HashMap<String, usize> =
        header.iter().enumerate().rev().map(|(at, name)| (csv_rows::column(name), at)).collect();
    if !TEXT.iter().any(|name| columns.contains_key(*name)) {
        return Err(FormatError::at_line(line, "not a table of articles: it has no column named \"text\""));
    }
    let articles = rows.map(|(line, cells)| {
        article(line, |name| cells.get(*columns.get(name)?).map(|cell| csv::unguarded(cell)))
    });
    Ok(articles.collect())
}

/// The articles of a file of JSON lines (`{"id","title","date","publisher","text"}`, by the names that columns have), or
/// of a JSON array of such objects. Each line that is none stands as its error, so that the others can be read; blank ones
/// are left out.
///
/// ```
/// let lines = "{\"id\": 7, \"headline\": \"Ferry stays\", \"text\": \"“It stays.”\"}\nno JSON\n";
/// let articles = pullquote::read_article_lines(lines);
/// assert_eq!(articles[0].as_ref().unwrap().meta.title.as_deref(), Some("Ferry stays"));
/// assert_eq!(articles[1].as_ref().unwrap_err().line, Some(2));
/// ```
pub fn read_article_lines(file: &str) -> Vec<Result<TableArticle, FormatError>> {
    let file = file.trim_start_matches('\u{feff}');
    if let Ok(objects) = serde_json::from_str::<Vec<serde_json::Value>>(file) {
        return objects.iter().map(|object| article_of_object(1, object)).collect();
    }
    if let Ok(object @ serde_json::Value::Object(_)) = serde_json::from_str(file) {
        return vec![article_of_object(1, &object)];
    }
    let lines = file.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = |(at, line): (usize, &str)| match serde_json::from_str(line) {
        Ok(object) => article_of_object(at + 1, &object),
        Err(error) => Err(FormatError::at_line(at + 1, format!("no JSON: {error}"))),
    };
    lines.map(read).collect()
}

/// So many lines are looked at for the first that is an object.
const LOOKED_AT: usize = 20;

/// Whether a file begins with an article as [`read_article_lines`] reads it, and is no annotation set: sets carry their
/// article's text, too, and would lose what is in them.
pub fn are_article_lines(file: &str) -> bool {
    if detect(file).is_some() {
        return false;
    }
    let start = file.trim_start_matches('\u{feff}').trim_start();
    // A first line may be broken as any other.
    let is_object = |line: &&str| serde_json::from_str::<serde_json::Map<_, serde_json::Value>>(line).is_ok();
    let line = start.lines().take(LOOKED_AT).find(is_object).unwrap_or_default();
    if detect(line).is_some() {
        return false;
    }
    let first = match start.starts_with('[') {
        true => {
            serde_json::from_str::<Vec<serde_json::Value>>(start).ok().and_then(|all| all.into_iter().next())
        }
        false => serde_json::from_str(line).or_else(|_| serde_json::from_str(start)).ok(),
    };
    first.is_some_and(|object| article_of_object(1, &object).is_ok())
}

fn article_of_object(line: usize, object: &serde_json::Value) -> Result<TableArticle, FormatError> {
    let Some(object) = object.as_object() else {
        return Err(FormatError::at_line(line, "not an article: no JSON object"));
    };
    let cells = cells(object);
    let article = article(line, |name| cells.get(name).map(String::as_str));
    if article.text.trim().is_empty() {
        let names: Vec<&str> = object.keys().map(String::as_str).collect();
        let what =
            format!("no text: of {}, none is called \"text\", \"body\" or \"content\"", names.join(", "));
        return Err(FormatError::at_line(line, what));
    }
    Ok(article)
}

/// An article from the cells of its row, or the values of its object.
fn article<'c>(line: usize, cell: impl Fn(&str) -> Option<&'c str>) -> TableArticle {
    let text = filled(TEXT, &cell).unwrap_or_default();
    TableArticle { line, id: filled(ID, &cell), text, meta: known(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(table: &str, expected: &[&str]) {
        assert!(is_article_table(table));
        let articles = read_article_table(table).expect("a table").into_iter();
        let articles: Vec<TableArticle> = articles.map(|row| row.expect("an article")).collect();
        let line = |a: &TableArticle| {
            let known = [
                a.id.clone(),
                a.meta.title.clone(),
                a.meta.publisher.clone(),
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
        check("date,text\n20240503,“No.”\n", &["2 \"“No.”\" 2024-05-03"]);
        check("sep=,\nheadline,Full Text\n\"'=Boats\",“No.”", &["3 \"“No.”\" =Boats"]);
    }

    #[test]
    fn a_cell_that_nothing_closes_refuses_no_row_above_it() {
        let rows = read_article_table("id,text\n7,No.\n8,\"Yes.\n9,Or so.\n").expect("rows can be read");
        let said = rows.iter().map(|row| row.as_ref().map_or_else(ToString::to_string, |a| a.text.clone()));
        let unclosed = "line 3: a quotation mark (\") opens a cell here, and none closes it";
        assert_eq!(said.collect::<Vec<_>>(), ["No.", unclosed]);
        assert_eq!(read_article_table("id,text\n8,\"Yes.\n").expect_err("nothing can be read").line, Some(2));
    }

    #[test]
    fn one_bad_row_refuses_no_table() {
        let table = "id,text\n1,“It stays.”\n2,\n3,“No.”\n4,\"“Open,\n5,“Lost.”\n";
        let said = read_article_rows(table).into_iter().map(|row| match row {
            Ok(article) => article.text,
            Err(error) => error.to_string(),
        });
        assert_eq!(
            said.collect::<Vec<_>>(),
            [
                "“It stays.”",
                "line 3: this row has no text",
                "“No.”",
                "line 5: a quotation mark (\") opens a cell here, and none closes it"
            ]
        );
        assert_eq!(read_article_rows("").len(), 1);
    }

    #[test]
    fn lines_as_programs_have_them() {
        let file = "\u{feff}{\"ID\":7,\"headline\":\"Ferry\",\"date\":\"2024-05-03\",\"source\":\"Norland Times\",\
            \"body\":\"“It stays.”\"}\r\n\r\nnonsense\n{\"title\":\"No text\"}\n{\"text\":\"“No.”\"}";
        assert!(are_article_lines(file) && are_article_lines("[{\"text\":\"“No.”\"}]"));
        let said = read_article_lines(file).into_iter().map(|article| match article {
            Ok(TableArticle { line, id, text, meta }) => {
                format!(
                    "{line} {text} {:?} {:?} {:?}",
                    id,
                    meta.publisher,
                    meta.published.map(|d| d.to_string())
                )
            }
            Err(error) => error.to_string(),
        });
        assert_eq!(
            said.collect::<Vec<_>>(),
            [
                "1 “It stays.” Some(\"7\") Some(\"Norland Times\") Some(\"2024-05-03\")",
                "line 3: no JSON: expected ident at line 1 column 2",
                "line 4: no text: of title, none is called \"text\", \"body\" or \"content\"",
                "line 5 “No.” None None None".trim_start_matches("line "),
            ]
        );
        let alone = "{\n  \"title\": \"Ferry\",\n  \"text\": \"“No.”\"\n}\n";
        assert!(are_article_lines(alone), "one object over several lines");
        assert_eq!(read_article_lines(alone)[0].as_ref().expect("an article").text, "“No.”");
        for file in ["", "[", "[]", "{}", "text", "{\"quotes\":[]}"] {
            assert!(!are_article_lines(file), "{file}");
        }
    }

    #[test]
    fn a_broken_first_line_is_one_of_many() {
        let lines = "nonsense\n{\"text\":\"“No.”\"}";
        assert!(are_article_lines(lines));
        assert_eq!(read_article_lines(lines)[0].as_ref().expect_err("it is broken").line, Some(1));
        assert!(!are_article_lines("nonsense\n{\"text\":\"“No.”\",\"quotes\":[]}"), "a set");
    }

    #[test]
    fn sets_with_their_text_are_no_articles() {
        for file in [
            r#"{"id":"a","text":"“No.”","quotes":[],"entities":[],"dates":[]}"#,
            r#"{"text":"No.","spans":[{"start":0,"end":2,"label":"QUOTE"}],"answer":"accept"}"#,
            r#"{"text":"Ada Lund.","label":[[0,8,"PERSON"]]}"#,
            r#"[{"id":1,"text":"Ada Lund.","label":[{"start":0,"end":8,"text":"Ada Lund","labels":["PERSON"]}]}]"#,
        ] {
            assert!(!are_article_lines(file), "{file}");
        }
    }

    #[test]
    fn what_is_no_table_of_articles() {
        for file in ["text", "The text, she said, was long.", "quote,text\nx,y", "name,age\nx,2"] {
            assert!(!is_article_table(file), "{file}");
        }
        assert_eq!(read_article_table("name,age\nx,2").expect_err("no text").line, Some(1));
    }
}
