//! The rows of a table as spreadsheets save it: which sign parts the cells, which quotation marks belong to them.

use super::FormatError;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The columns that the first line of a table names, below what tells Excel the separator.
pub(super) fn header(table: &str) -> Vec<String> {
    let line = without_separator_line(table).lines().next().unwrap_or_default();
    let line = line.trim_start_matches(BYTE_ORDER_MARK);
    line.split(separator(line)).map(|cell| column(cell.trim().trim_matches('"'))).collect()
}

/// A column by the name in a header, which people write as they like: `Quote ID` is `quote_id`.
pub(super) fn column(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

/// The rows of a table with its header, each with the line on which it begins.
pub(super) fn table(file: &str) -> Result<Vec<(usize, Vec<String>)>, FormatError> {
    let CsvTable { rows, unclosed } = parted(file);
    unclosed.map_or(Ok(rows), Err)
}

/// The rows of a table as far as they can be told apart.
pub(super) struct CsvTable {
    pub rows: Vec<(usize, Vec<String>)>,
    /// Of a cell that nothing closes: it would take in all rows below it.
    pub unclosed: Option<FormatError>,
}

/// As [`table`], but for what stands below a cell that nothing closes: an error only where that is all.
pub(super) fn readable_table(file: &str) -> Result<CsvTable, FormatError> {
    let table = parted(file);
    match table {
        CsvTable { rows, unclosed: Some(error) } if rows.len() < 2 => Err(error),
        table => Ok(table),
    }
}

fn parted(file: &str) -> CsvTable {
    let rest = without_separator_line(file);
    let above = usize::from(file.trim_start_matches(BYTE_ORDER_MARK).len() != rest.len());
    let stated = if above == 0 { None } else { file.trim_start_matches(BYTE_ORDER_MARK).chars().nth(4) };
    let CsvTable { mut rows, unclosed } = rows(rest, stated.unwrap_or_else(|| separator(rest)));
    for (line, _) in &mut rows {
        *line += above;
    }
    let unclosed = unclosed.map(|error| FormatError { line: error.line.map(|line| line + above), ..error });
    CsvTable { rows, unclosed }
}

/// The table below the line by which Excel is told the separator, `sep=;`.
fn without_separator_line(file: &str) -> &str {
    let file = file.trim_start_matches(BYTE_ORDER_MARK);
    let (first, rest) = file.split_once('\n').unwrap_or((file, ""));
    let first = first.trim_end_matches(['\r', '"']);
    let is_stated = first.len() == 5 && first.get(..4).is_some_and(|sep| sep.eq_ignore_ascii_case("sep="));
    if is_stated { rest } else { file }
}

/// The separator of the cells: spreadsheets save with a comma, a semicolon or a tab, depending on the country.
pub(super) fn separator(file: &str) -> char {
    let header = file.lines().next().unwrap_or_default();
    let count = |c: &char| header.matches(*c).count();
    [',', ';', '\t'].into_iter().rev().max_by_key(count).unwrap_or(',')
}

/// The rows of a table, each with the line on which it begins; blank rows are left out.
pub(super) fn rows(file: &str, separator: char) -> CsvTable {
    let mut rows = vec![];
    let (mut row, mut cell) = (vec![], String::new());
    let (mut line, mut began) = (1, 1);
    let mut chars = file.chars().peekable();
    let mut inside: Option<usize> = None;
    while let Some(c) = chars.next() {
        if c == '\n' {
            line += 1;
        }
        match (inside, c) {
            (Some(_), '"') if chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            (Some(_), '"') => inside = None,
            (Some(_), c) => cell.push(c),
            (None, '"') if cell.is_empty() => inside = Some(line),
            (None, '\r') if chars.peek() == Some(&'\n') => {}
            (None, '\n') => {
                row.push(std::mem::take(&mut cell));
                let full = std::mem::take(&mut row);
                if full.iter().any(|cell: &String| !cell.is_empty()) {
                    rows.push((began, full));
                }
                began = line;
            }
            (None, c) if c == separator => row.push(std::mem::take(&mut cell)),
            (None, c) => cell.push(c),
        }
    }
    let unclosed = inside.map(|line| {
        FormatError::at_line(line, "a quotation mark (\") opens a cell here, and none closes it")
    });
    if unclosed.is_none() && (!cell.is_empty() || !row.is_empty()) {
        row.push(cell);
        rows.push((began, row));
    }
    CsvTable { rows, unclosed }
}
