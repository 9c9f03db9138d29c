//! Tables and lines whose columns have names that are not known here: a reader says which is which, and the file is read as
//! one that has the known names. Nothing but names changes, so that lines keep their numbers.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::FormatError;
use super::csv_rows::{column, separator};

/// What a column of a table of articles can be.
pub(crate) const ARTICLE_COLUMNS: [&str; 8] =
    ["text", "id", "title", "published", "publisher", "url", "byline", "lang"];

/// What a column of a table of quotations can be.
pub(crate) const QUOTATION_COLUMNS: [&str; 12] = [
    "quote",
    "speaker",
    "cue",
    "quote_type",
    "start",
    "end",
    "quote_id",
    "comment",
    "tags",
    "article_id",
    "article_title",
    "url",
];

/// Which columns of a file are which.
///
/// ```
/// use pullquote::{ColumnMap, is_article_table};
///
/// let columns: ColumnMap = "text=story,title=head line".parse()?;
/// let table = columns.applied("No;Head line;Story\n7;Ferry stays;“It stays.”\n")?;
/// assert_eq!(table, "No;title;text\n7;Ferry stays;“It stays.”\n");
/// assert!(is_article_table(&table));
/// assert!("text=story,colour=red".parse::<ColumnMap>().is_err());
/// # Ok::<(), pullquote::FormatError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMap {
    /// Names that are known here, and the names of columns, as [`column`] writes them.
    pairs: Vec<(String, String)>,
}

impl ColumnMap {
    /// A map of pairs: a name that is known here, and the name of a column.
    ///
    /// # Errors
    /// Where a name is not known, or is given to two columns.
    pub fn new<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Result<ColumnMap, FormatError> {
        let mut map = ColumnMap::default();
        for (ours, theirs) in pairs {
            // What people call them.
            let ours = match column(ours) {
                name if name == "kind" => "quote_type".to_owned(),
                name if name == "date" => "published".to_owned(),
                name => name,
            };
            if !ARTICLE_COLUMNS.iter().chain(&QUOTATION_COLUMNS).any(|known| *known == ours) {
                return Err(FormatError::whole(format!(
                    "no column can be {ours:?}; a table of articles has {}; one of quotations has {}",
                    ARTICLE_COLUMNS.join(", "),
                    QUOTATION_COLUMNS.join(", ")
                )));
            }
            if map.pairs.iter().any(|(other, _)| *other == ours) {
                return Err(FormatError::whole(format!("two columns cannot both be {ours:?}")));
            }
            map.pairs.push((ours, column(theirs)));
        }
        Ok(map)
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The file with the names that are known here: a table, lines of JSON objects, or a JSON array of them.
    ///
    /// # Errors
    /// Where the file has no column of a name that the map has, with the columns that it has.
    pub fn applied(&self, file: &str) -> Result<String, FormatError> {
        let start = file.trim_start_matches('\u{feff}').trim_start();
        match start.chars().next() {
            Some('[') => self.in_array(start),
            Some('{') => self.in_lines(file.trim_start_matches('\u{feff}')),
            _ => self.in_table(file),
        }
    }

    /// A line with the names that are known here; a line that is no JSON object stays as it is.
    pub fn renamed<'l>(&self, line: &'l str) -> std::borrow::Cow<'l, str> {
        if self.is_empty() {
            return line.into();
        }
        match serde_json::from_str::<Map<String, Value>>(line) {
            Ok(object) => serde_json::to_string(&self.in_object(object)).map_or(line.into(), Into::into),
            Err(_) => line.into(),
        }
    }

    /// An object with the names that are known here.
    fn in_object(&self, object: Map<String, Value>) -> Map<String, Value> {
        object.into_iter().map(|(name, value)| (self.name_of(&name), value)).collect()
    }

    /// What a column is called here. A column that another takes the name of steps aside.
    fn name_of(&self, name: &str) -> String {
        let theirs = column(name);
        match self.pairs.iter().find(|pair| pair.1 == theirs) {
            Some((ours, _)) => ours.clone(),
            None if self.pairs.iter().any(|(ours, _)| *ours == theirs) => format!("other_{theirs}"),
            None => name.to_owned(),
        }
    }

    fn in_array(&self, array: &str) -> Result<String, FormatError> {
        let Ok(objects) = serde_json::from_str::<Vec<Map<String, Value>>>(array) else {
            return Ok(array.to_owned()); // Whoever reads it says what is wrong.
        };
        self.require(objects.iter().flat_map(Map::keys).map(String::as_str), 1)?;
        let objects: Vec<Map<String, Value>> = objects.into_iter().map(|o| self.in_object(o)).collect();
        Ok(serde_json::to_string(&objects).unwrap_or_default())
    }

    fn in_lines(&self, lines: &str) -> Result<String, FormatError> {
        let read = |line: &str| serde_json::from_str::<Map<String, Value>>(line).ok();
        if let Some(first) = lines.lines().find_map(read) {
            self.require(first.keys().map(String::as_str), 1)?;
        }
        Ok(lines.lines().flat_map(|line| [self.renamed(line), "\n".into()]).collect())
    }

    fn in_table(&self, file: &str) -> Result<String, FormatError> {
        let header = HeaderLine::of(file);
        let cells = header.unique_cells();
        let HeaderLine { before, rows, separator, n_lines, .. } = header;
        self.require(cells.iter().map(String::as_str), 1 + before.matches('\n').count())?;
        let mut header: Vec<String> = cells.iter().map(|cell| self.name_of(cell)).collect();
        // Quotations are known by two columns at least: one word alone may begin an article.
        if header.iter().any(|name| name == "quote")
            && !header.iter().any(|name| name != "quote" && QUOTATION_COLUMNS.contains(&name.as_str()))
        {
            header.push("cue".to_owned());
        }
        let quoted = |name: &String| match name.contains([separator, '"']) {
            true => format!("\"{}\"", name.replace('"', "\"\"")),
            false => name.replace(['\n', '\r'], " "),
        };
        let header = header.iter().map(quoted).collect::<Vec<_>>().join(separator.encode_utf8(&mut [0; 4]));
        Ok(format!("{before}{header}{}{rows}", "\n".repeat(n_lines)))
    }

    /// Fails where a column is missing.
    fn require<'n>(&self, names: impl Iterator<Item = &'n str>, line: usize) -> Result<(), FormatError> {
        let names: Vec<&str> = names.collect();
        let known: std::collections::HashSet<String> = names.iter().map(|name| column(name)).collect();
        match self.pairs.iter().find(|(_, theirs)| !known.contains(theirs)) {
            None => Ok(()),
            Some((ours, theirs)) => {
                let mut shown = names;
                shown.dedup();
                shown.truncate(MOST_SHOWN);
                let what = format!(
                    "no column is called {theirs:?}, which was to be {ours:?}; the columns are: {}",
                    shown.join(", ")
                );
                Err(FormatError::at_line(line, what))
            }
        }
    }
}

/// How many columns a message names.
const MOST_SHOWN: usize = 30;

impl std::str::FromStr for ColumnMap {
    type Err = FormatError;

    /// Reads `text=body,title=headline`.
    fn from_str(text: &str) -> Result<ColumnMap, FormatError> {
        let pairs: Option<Vec<(&str, &str)>> = text.split(',').map(|pair| pair.split_once('=')).collect();
        match pairs {
            Some(pairs) => ColumnMap::new(pairs),
            None => Err(FormatError::whole("write which column is which as text=body,title=headline")),
        }
    }
}

/// A table, taken apart at its header.
pub(super) struct HeaderLine<'f> {
    /// The line by which Excel is told the separator, where there is one.
    before: &'f str,
    cells: Vec<String>,
    separator: char,
    /// How many lines the header takes.
    n_lines: usize,
    rows: &'f str,
}

impl<'f> HeaderLine<'f> {
    pub(super) fn of(file: &'f str) -> HeaderLine<'f> {
        let file = file.trim_start_matches('\u{feff}');
        let first = file.lines().next().unwrap_or_default().trim_matches('"');
        let states = first.len() == 5 && first.is_char_boundary(4) && first[..4].eq_ignore_ascii_case("sep=");
        let (before, table) =
            if states { file.split_at(file.find('\n').map_or(file.len(), |at| at + 1)) } else { ("", file) };
        let separator = if states { first.chars().nth(4).unwrap_or(',') } else { separator(table) };
        let (mut cells, mut cell, mut inside, mut end) = (vec![], String::new(), false, table.len());
        for (at, c) in table.char_indices() {
            match c {
                '"' => inside = !inside,
                '\n' if !inside => {
                    end = at + 1;
                    break;
                }
                c if c == separator && !inside => cells.push(std::mem::take(&mut cell)),
                c => cell.push(c),
            }
        }
        cells.push(cell);
        let cells = cells.iter().map(|cell| cell.trim().to_owned()).collect();
        let (header, rows) = table.split_at(end);
        HeaderLine { before, cells, separator, n_lines: header.matches('\n').count(), rows }
    }

    /// The names of the columns; a second one of a name has a number.
    pub(super) fn unique_cells(&self) -> Vec<String> {
        let mut seen: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
        let unique = self.cells.iter().map(|cell| {
            let n = seen.entry(column(cell)).or_default();
            *n += 1;
            if *n == 1 { cell.clone() } else { format!("{cell} ({n})") }
        });
        unique.collect()
    }

    pub(super) fn rows(&self) -> &'f str {
        self.rows
    }

    pub(super) fn separator(&self) -> char {
        self.separator
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;

    fn map(text: &str) -> ColumnMap {
        text.parse().expect("a map")
    }

    #[test]
    fn a_table_of_articles_with_other_names_is_read() {
        let table = "sep=;\n\"Nr\";Kopf;\"Der ; Text\"\n7;Fähre bleibt;“It stays.”\n";
        let table = map("text=Der ; Text,title=kopf,id=nr").applied(table).expect("it has the columns");
        let articles = format::read_article_table(&table).expect("it is one");
        let articles: Vec<_> = articles.into_iter().flatten().collect();
        assert_eq!((articles[0].line, articles[0].id.as_deref()), (3, Some("7")));
        assert_eq!(articles[0].meta.title.as_deref(), Some("Fähre bleibt"));
        assert_eq!(articles[0].text, "“It stays.”");
    }

    #[test]
    fn a_table_of_quotations_with_other_names_is_read() {
        let table = map("quote=words,speaker=who").applied("who,words\nAnn,It stays\n").expect("it has them");
        let set = format::import_one(&table, format::identify(&table).expect("a table")).expect("it is one");
        assert_eq!(set.annotations[0].selectors[0].exact, "It stays");
        let alone = map("quote=words").applied("n,words\n1,It stays\n").expect("it has it");
        assert!(format::identify(&alone).is_ok(), "{alone}");
    }

    #[test]
    fn lines_are_renamed_and_keep_their_numbers() {
        let lines = map("text=story").applied("{\"story\":\"“No.”\"}\nno JSON\n").expect("it has it");
        assert_eq!(lines, "{\"text\":\"“No.”\"}\nno JSON\n");
        assert_eq!(map("text=s").applied("[{\"s\":1}]").expect("it has it"), "[{\"text\":1}]");
    }

    #[test]
    fn a_header_over_several_lines_leaves_the_rows_where_they_are() {
        let table = map("text=story").applied("\"No\nof it\",story\n1,“No.”\n").expect("it has it");
        assert_eq!(format::read_article_table(&table).expect("it is one")[0].as_ref().map(|a| a.line), Ok(3));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let said = |map: &str, file: &str| match map.parse::<ColumnMap>() {
            Ok(map) => map.applied(file).expect_err("a column is missing").to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(
            said("text=body", "sep=,\nno,story\n"),
            "line 2: no column is called \"body\", which was to be \"text\"; the columns are: no, story"
        );
        assert!(
            said("colour=red", "")
                .starts_with("no column can be \"colour\"; a table of articles has text, id,")
        );
        assert_eq!(said("text", ""), "write which column is which as text=body,title=headline");
        assert_eq!(said("text=a,text=b", ""), "two columns cannot both be \"text\"");
    }
}
