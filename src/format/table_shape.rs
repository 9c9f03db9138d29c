//! Tables and lines whose columns are not recognised: their columns with their first values, what each may be, and what comes
//! in once a reader has said so.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::columns::{ColumnMap, HeaderLine, QUOTATION_COLUMNS};
use super::csv_rows::{self, column};
use super::registry::detect;
use super::{FormatError, article_details, article_table, csv};
use crate::sorting::Sorting as _;

/// Values of a column that a reader is shown.
const EXAMPLES: usize = 3;

/// Rows that are looked at for them.
const ROWS: usize = 50;

/// So much of a file is looked at, in bytes.
const HEAD: usize = 200_000;

/// A longer list of columns is no table that anybody would name by hand.
const MOST_COLUMNS: usize = 200;

/// Columns with longer values on average are taken for the text, in letters.
const LONG_VALUE: usize = 60;

/// The columns of a table, or the fields of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableShape {
    pub columns: Vec<TableColumn>,
    /// Whether the file is lines or an array of JSON objects.
    pub is_json: bool,
}

/// A column, with its first values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableColumn {
    /// As in the file; a second column of a name has a number.
    pub name: String,
    pub examples: Vec<String>,
}

/// What a table has in its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TableSort {
    #[default]
    Articles,
    Quotations,
}

/// What a reader has said of the columns of a table: for each what it is, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ColumnsChoice {
    pub sort: TableSort,
    pub roles: Vec<String>,
}

/// The columns of tables with one header, as a reader has said it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NamedColumns {
    /// The names of the columns.
    pub header: Vec<String>,
    pub map: ColumnMap,
}

/// What is known of the columns of a file that comes in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct ColumnsWish {
    /// What the reader has said of other files: [`NamedColumns`] as JSON, which the page only hands on.
    pub known: Value,
    /// Whether the reader wants to be asked.
    pub must_ask: bool,
}

/// What becomes of a file by its columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ColumnsFound {
    /// Its columns are recognised, or it is no table.
    AsItIs,
    /// The same file with the names that are known here.
    Renamed(String),
    /// The reader is to be asked; the beginning of the file.
    Unknown(String),
}

/// Looks at the columns of a file.
pub(crate) fn columns_of(file: &str, wish: &ColumnsWish) -> ColumnsFound {
    let Some(shape) = shape_of(file) else { return ColumnsFound::AsItIs };
    if wish.must_ask {
        return ColumnsFound::Unknown(head_of(file).to_owned());
    }
    let header = shape.header();
    let known = Vec::<NamedColumns>::deserialize(&wish.known).unwrap_or_default();
    if let Some(named) = known.iter().find(|named| named.header == header)
        && let Ok(renamed) = named.map.applied(file)
    {
        return ColumnsFound::Renamed(renamed);
    }
    if is_recognised(file) && !is_doubtful(file) {
        ColumnsFound::AsItIs
    } else {
        ColumnsFound::Unknown(head_of(file).to_owned())
    }
}

fn is_recognised(file: &str) -> bool {
    article_table::is_article_table(file) || article_table::are_article_lines(file) || detect(file).is_some()
}

/// Whether two columns of a table of articles have one name that is known here: which of them counts?
fn is_doubtful(file: &str) -> bool {
    let header = csv_rows::header(file);
    let twice = |name: &String| 1 < header.iter().filter(|other| *other == name).count();
    article_table::is_article_table(file)
        && header.iter().any(|name| article_table::role_of(name).is_some() && twice(name))
}

/// The beginning of a file, to a row's end where there is one. An array of JSON must be whole.
fn head_of(file: &str) -> &str {
    if file.len() <= HEAD || starts_with(file, '[') {
        return file;
    }
    let cut = file.floor_char_boundary(HEAD);
    &file[..file[..cut].rfind('\n').map_or(cut, |at| at + 1)]
}

fn starts_with(file: &str, sign: char) -> bool {
    file.trim_start_matches('\u{feff}').trim_start().starts_with(sign)
}

/// The columns of a table or of lines; none for other files.
pub(crate) fn shape_of(file: &str) -> Option<TableShape> {
    let head = head_of(file);
    let shape = if starts_with(head, '{') || starts_with(head, '[') {
        TableShape { columns: fields(&objects(head)), is_json: true }
    } else {
        TableShape { columns: cells(head), is_json: false }
    };
    let n = shape.columns.len();
    let has_rows = shape.columns.iter().any(|column| !column.examples.is_empty());
    (has_rows && n <= MOST_COLUMNS && (1 < n || shape.is_json)).then_some(shape)
}

impl TableShape {
    /// The names by which a file with the same columns is known.
    pub(crate) fn header(&self) -> Vec<String> {
        let mut header: Vec<String> = self.columns.iter().map(|found| column(&found.name)).collect();
        if self.is_json {
            header.order();
        }
        header
    }

    /// What the columns may be: by their names, then the dates and the longest values.
    pub(crate) fn guessed(&self) -> ColumnsChoice {
        let is_said = |found: &TableColumn| matches!(quotation_role(&found.name), Some("quote" | "speaker"));
        let sort = match !self.is_json && self.columns.iter().any(is_said) {
            true => TableSort::Quotations,
            false => TableSort::Articles,
        };
        self.guessed_as(sort)
    }

    /// The same of a table of one sort.
    pub(crate) fn guessed_as(&self, sort: TableSort) -> ColumnsChoice {
        let (role, main): (fn(&str) -> Option<&'static str>, _) = match sort {
            TableSort::Articles => (article_table::role_of, "text"),
            TableSort::Quotations => (quotation_role, "quote"),
        };
        let mut roles: Vec<String> = vec![];
        for found in &self.columns {
            let role = role(&found.name).filter(|role| !roles.iter().any(|other| other == role));
            roles.push(role.unwrap_or_default().to_owned());
        }
        let free = |roles: &[String], role: &str| !roles.iter().any(|other| other == role);
        if free(&roles, main) {
            let length = |found: &TableColumn| {
                found.examples.iter().map(|value| value.chars().count()).sum::<usize>()
                    / found.examples.len().max(1)
            };
            let unsaid = self.columns.iter().enumerate().filter(|(at, _)| roles[*at].is_empty());
            let longest = unsaid.max_by_key(|(_, found)| length(found));
            if let Some((at, _)) = longest.filter(|(_, found)| LONG_VALUE <= length(found)) {
                main.clone_into(&mut roles[at]);
            }
        }
        if sort == TableSort::Articles && free(&roles, "published") {
            let is_day = |found: &TableColumn| {
                !found.examples.is_empty()
                    && found.examples.iter().all(|value| article_details::is_day(value))
            };
            let at = (0..roles.len()).find(|&at| roles[at].is_empty() && is_day(&self.columns[at]));
            at.into_iter().for_each(|at| "published".clone_into(&mut roles[at]));
        }
        ColumnsChoice { sort, roles }
    }

    /// What a reader has said, as a map of names.
    ///
    /// # Errors
    /// Where no column has the words, or two are said to be the same.
    pub(crate) fn named(&self, choice: &ColumnsChoice) -> Result<NamedColumns, FormatError> {
        let said = self.columns.iter().zip(&choice.roles).filter(|(_, role)| !role.is_empty());
        let pairs: Vec<(&str, &str)> =
            said.map(|(column, role)| (role.as_str(), column.name.as_str())).collect();
        Ok(NamedColumns { header: self.header(), map: ColumnMap::new(pairs)? })
    }
}

/// What a column of quotations is, by its name.
fn quotation_role(name: &str) -> Option<&'static str> {
    let name = column(name);
    let known = QUOTATION_COLUMNS.into_iter().find(|known| *known == name);
    known.or(match name.as_str() {
        "quotation" | "words" | "statement" | "quoted_text" => Some("quote"),
        "who" | "said_by" | "speaker_name" => Some("speaker"),
        "verb" => Some("cue"),
        "kind" | "type" => Some("quote_type"),
        "note" | "remark" => Some("comment"),
        "id" => Some("quote_id"),
        "title" | "headline" => Some("article_title"),
        _ => None,
    })
}

/// What comes in of the beginning of a file, by what a reader has said: of each row what is shown of it.
pub(crate) fn first_rows(
    head: &str,
    named: &NamedColumns,
    sort: TableSort,
) -> Result<Vec<Vec<String>>, FormatError> {
    let file = named.map.applied(head)?;
    let shown = match sort {
        TableSort::Articles => article_table::first_articles(&file, EXAMPLES)?
            .into_iter()
            .map(|article| {
                let day = article.meta.published.map(|day| day.to_string());
                let known = [article.meta.title, day, article.meta.publisher, Some(clipped(&article.text))];
                known.map(Option::unwrap_or_default).to_vec()
            })
            .collect(),
        TableSort::Quotations => {
            let sets = csv::read(&file)?;
            let quotes = sets.iter().flat_map(|set| &set.annotations).filter_map(|annotation| {
                let crate::annotation::Body::Quote(quote) = &annotation.body else { return None };
                let words: Vec<&str> = annotation.selectors.iter().map(|s| s.exact.as_str()).collect();
                Some(vec![clipped(&words.join(" … ")), quote.speaker.clone().unwrap_or_default()])
            });
            quotes.take(EXAMPLES).collect()
        }
    };
    Ok(shown)
}

/// The longest value that is shown, in letters.
const SHOWN: usize = 120;

fn clipped(text: &str) -> String {
    let text = text.split_whitespace().take(SHOWN).collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{} …", text[..at].trim_end()),
        None => text,
    }
}

/// Adds a value to the examples of a column.
fn note(column: &mut TableColumn, value: &str) {
    if column.examples.len() < EXAMPLES && !value.trim().is_empty() {
        column.examples.push(clipped(value));
    }
}

fn cells(head: &str) -> Vec<TableColumn> {
    let header = HeaderLine::of(head);
    let named = |name: String| TableColumn { name, examples: vec![] };
    let mut columns: Vec<TableColumn> = header.unique_cells().into_iter().map(named).collect();
    for (_, row) in csv_rows::rows(header.rows(), header.separator()).rows.iter().take(ROWS) {
        columns.iter_mut().zip(row).for_each(|(column, cell)| note(column, csv::unguarded(cell)));
    }
    columns
}

fn objects(head: &str) -> Vec<Map<String, Value>> {
    let head = head.trim_start_matches('\u{feff}').trim();
    if let Ok(objects) = serde_json::from_str(head) {
        return objects;
    }
    if let Ok(object) = serde_json::from_str(head) {
        return vec![object];
    }
    head.lines().filter_map(|line| serde_json::from_str(line).ok()).take(ROWS).collect()
}

fn fields(objects: &[Map<String, Value>]) -> Vec<TableColumn> {
    let mut columns: Vec<TableColumn> = vec![];
    for (name, value) in objects.iter().take(ROWS).flatten() {
        let at = columns.iter().position(|column| column.name == *name).unwrap_or_else(|| {
            columns.push(TableColumn { name: name.clone(), examples: vec![] });
            columns.len() - 1
        });
        match value {
            Value::String(text) => note(&mut columns[at], text),
            Value::Number(number) => note(&mut columns[at], &number.to_string()),
            _ => {}
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(file: &str) -> bool {
        matches!(columns_of(file, &ColumnsWish::default()), ColumnsFound::Unknown(_))
    }

    /// What is guessed of a file, a column after the other.
    fn guess(file: &str) -> String {
        let shape = shape_of(file).expect("a table");
        let choice = shape.guessed();
        let said = shape.columns.iter().zip(&choice.roles).map(|(column, role)| {
            if role.is_empty() { column.name.clone() } else { format!("{}={role}", column.name) }
        });
        format!("{:?}: {}", choice.sort, said.collect::<Vec<_>>().join(", "))
    }

    const LONG: &str =
        "“It stays,” said Ada Lund, and so it was said by all who had come to the quay that day.";

    #[test]
    fn what_is_recognised_asks_nothing() {
        for file in [
            "id,title,text\n1,Ferry,“It stays.”\n",
            "quote,speaker\nIt stays,Ada Lund\n",
            "{\"headline\": \"Ferry\", \"body\": \"“It stays.”\"}\n",
            "",
            "no,rows\n",
            "{\"a\": ",
        ] {
            assert!(!asked(file), "{file}");
        }
        for file in
            ["text,text\na,b\n", "Nr;Kopf;Inhalt\n1;Fähre;“Sie bleibt.”\n", "{\"story\": \"“It stays.”\"}\n"]
        {
            assert!(asked(file), "{file}");
        }
    }

    #[test]
    fn columns_are_guessed_by_name_day_and_length() {
        assert_eq!(
            guess(&format!("Nr,Headline,Tag,Story\n1,Ferry,2024-05-03,{LONG:?}\n").replace("\\\"", "\"\"")),
            "Articles: Nr, Headline=title, Tag=published, Story=text"
        );
        assert_eq!(
            guess("Words\tWho\tKind\nIt stays\tAda Lund\tdirect\n"),
            "Quotations: Words=quote, Who=speaker, Kind=quote_type"
        );
        assert_eq!(guess("text,text\na,b\n"), "Articles: text=text, text (2)");
    }

    #[test]
    fn what_a_reader_said_holds_for_files_with_the_same_header() {
        let first = "Nr;Inhalt\n1;“Sie bleibt.”\n";
        let shape = shape_of(first).expect("a table");
        let choice = ColumnsChoice { sort: TableSort::Articles, roles: vec!["id".into(), "text".into()] };
        let named = shape.named(&choice).expect("a map");
        let wish = ColumnsWish { known: serde_json::to_value([&named]).unwrap(), must_ask: false };
        let second = "\u{feff}nr;INHALT\r\n2;“Nein.”\r\n";
        let ColumnsFound::Renamed(renamed) = columns_of(second, &wish) else { panic!("it is known") };
        let articles = article_table::read_article_table(&renamed).expect("it is one");
        let row = articles[0].as_ref().expect("a row with text");
        assert_eq!((row.id.as_deref(), row.text.as_str()), (Some("2"), "“Nein.”"));
        assert!(matches!(columns_of("nr;inhalt;tag\n1;a;b\n", &wish), ColumnsFound::Unknown(_)));
        let again = ColumnsWish { must_ask: true, ..wish };
        assert!(matches!(columns_of(second, &again), ColumnsFound::Unknown(_)), "the reader asks for it");
        assert_eq!(
            first_rows(first, &named, TableSort::Articles).expect("it comes in"),
            [["", "", "", "“Sie bleibt.”"]]
        );
    }

    #[test]
    fn the_second_column_of_a_name_can_be_the_text() {
        let file = "text,text\nshort,“The long one.”\n";
        let choice = ColumnsChoice { sort: TableSort::Articles, roles: vec![String::new(), "text".into()] };
        let named = shape_of(file).and_then(|shape| shape.named(&choice).ok()).expect("a map");
        assert_eq!(
            first_rows(file, &named, TableSort::Articles).expect("it comes in"),
            [["", "", "", "“The long one.”"]]
        );
    }

    #[test]
    fn quotations_come_in_by_their_columns() {
        let file = "Words;Who\n“It stays.”;Ada Lund\n;\n";
        let shape = shape_of(file).expect("a table");
        let named = shape.named(&shape.guessed()).expect("a map");
        assert_eq!(
            first_rows(file, &named, TableSort::Quotations).expect("they come in"),
            [["“It stays.”", "Ada Lund"]]
        );
    }
}
