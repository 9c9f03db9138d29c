//! The cells of a table: rows and their separators, as spreadsheets save them.

use super::super::FormatError;

/// The separator of the cells: spreadsheets save with a comma, a semicolon or a tab, depending on the country.
pub(super) fn separator(file: &str) -> char {
    let header = file.lines().next().unwrap_or_default();
    let count = |c: &char| header.matches(*c).count();
    [',', ';', '\t'].into_iter().rev().max_by_key(count).unwrap_or(',')
}

/// The rows of a table, each with the line on which it begins; blank rows are left out.
pub(super) fn rows(file: &str, separator: char) -> Result<Vec<(usize, Vec<String>)>, FormatError> {
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
    if let Some(line) = inside {
        return Err(FormatError::at_line(
            line,
            "a quotation mark (\") opens a cell here, and none closes it",
        ));
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push((began, row));
    }
    Ok(rows)
}
