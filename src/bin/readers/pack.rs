//! Packs exports: files into an archive (ZIP), rows into a spreadsheet (XLSX).

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Format, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Why an export cannot be packed.
///
/// ```
/// let error = pullquote_readers::spreadsheet(&vec![vec![]; 2_000_000]).unwrap_err();
/// assert!(error.to_string().contains("1,048,576"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackError {
    /// A spreadsheet has no more rows, or an archive no more files.
    TooMany(String),
}

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let PackError::TooMany(why) = self;
        write!(f, "{why}")
    }
}

impl std::error::Error for PackError {}

/// Characters that a cell of a spreadsheet holds.
const LONGEST_CELL: usize = 32_767;

const MOST_ROWS: usize = 1_048_576;

/// Columns are as wide as this, in characters, where their cells are longer: those with sentences.
const WIDEST: f64 = 60.0;

/// An archive of files.
///
/// # Errors
/// Where there is more than an archive takes.
///
/// ```
/// let files = [("a.csv".to_owned(), "one".to_owned())];
/// let archive = pullquote_readers::archive(&files)?;
/// let there = pullquote_readers::unpack(&archive).unwrap().unwrap();
/// assert_eq!(there[0].bytes, Ok(b"one".to_vec()));
/// # Ok::<(), pullquote_readers::PackError>(())
/// ```
pub fn archive<T: AsRef<[u8]>>(files: &[(String, T)]) -> Result<Vec<u8>, PackError> {
    let mut archive = ZipWriter::new(Cursor::new(vec![]));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let failed =
        |error: zip::result::ZipError| PackError::TooMany(format!("The archive cannot be written: {error}"));
    for (name, content) in files {
        archive.start_file(name, options).map_err(failed)?;
        archive.write_all(content.as_ref()).map_err(|error| failed(error.into()))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(failed)
}

/// A spreadsheet of one sheet whose first row is its head. Cells that are numbers in every row of their column are numbers;
/// no text is taken for a formula.
///
/// # Errors
/// Where there are more rows than a sheet takes.
pub fn spreadsheet(rows: &[Vec<String>]) -> Result<Vec<u8>, PackError> {
    if MOST_ROWS < rows.len() {
        let n = rows.len();
        return Err(PackError::TooMany(format!(
            "A spreadsheet has at most 1,048,576 rows, and these are {n}. Export fewer articles, or a CSV."
        )));
    }
    let failed = |error: rust_xlsxwriter::XlsxError| {
        PackError::TooMany(format!("The spreadsheet cannot be written: {error}"))
    };
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let head = Format::new().set_bold();
    let numbers = number_columns(rows);
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = (at as u32, column as u16);
            let number = cell.parse::<f64>().ok().filter(|_| 0 < at && numbers.get(column) == Some(&true));
            let written = match number {
                Some(number) => sheet.write_number(place.0, place.1, number),
                None if at == 0 => sheet.write_string_with_format(place.0, place.1, cut(cell), &head),
                None => sheet.write_string(place.0, place.1, cut(cell)),
            };
            written.map_err(failed)?;
        }
    }
    for (column, width) in widths(rows).into_iter().enumerate() {
        sheet.set_column_width(column as u16, width).map_err(failed)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    let (last_row, last_column) =
        (rows.len().saturating_sub(1), rows.first().map_or(0, Vec::len).saturating_sub(1));
    if 0 < last_row {
        sheet.autofilter(0, 0, last_row as u32, last_column as u16).map_err(failed)?;
    }
    workbook.save_to_buffer().map_err(failed)
}

fn cut(cell: &str) -> String {
    cell.chars().take(LONGEST_CELL).collect()
}

/// Which columns have numbers alone, below the head.
fn number_columns(rows: &[Vec<String>]) -> Vec<bool> {
    let n_columns = rows.first().map_or(0, Vec::len);
    let is_number = |cell: &str| {
        let is_plain = cell.chars().all(|c| c.is_ascii_digit() || c == '.') && !cell.starts_with('.');
        // A number of an article may begin with zeros: it is a name.
        is_plain && (cell.len() < 16) && (cell == "0" || cell.starts_with("0.") || !cell.starts_with('0'))
    };
    let has_numbers = |column: usize| {
        let mut cells = rows.iter().skip(1).filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty());
        cells.clone().next().is_some() && cells.all(|cell| is_number(cell))
    };
    (0..n_columns).map(has_numbers).collect()
}

/// How wide the columns are, in characters: as the longest of the first rows.
fn widths(rows: &[Vec<String>]) -> Vec<f64> {
    let n_columns = rows.first().map_or(0, Vec::len);
    let longest = |column: usize| {
        let lengths =
            rows.iter().take(100).filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        lengths.max().unwrap_or(0) as f64
    };
    (0..n_columns).map(|column| (longest(column) + 2.0).clamp(8.0, WIDEST)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_an_archive_with_numbers_and_texts() {
        let rows = [["id", "n", "text"], ["007", "3", "=1+1"], ["8", "0.5", "“No.”"]];
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
        assert_eq!(number_columns(&rows), [false, true, false]);
        let sheet = spreadsheet(&rows).expect("three rows fit");
        let mut parts = zip::ZipArchive::new(Cursor::new(sheet)).expect("it is an archive");
        let mut xml = String::new();
        let mut part = parts.by_name("xl/worksheets/sheet1.xml").expect("it has a sheet");
        std::io::Read::read_to_string(&mut part, &mut xml).expect("it is text");
        assert!(xml.contains("<v>0.5</v>") && !xml.contains("<f>"), "{xml}");
        assert!(spreadsheet(&[]).is_ok());
    }

    #[test]
    fn many_files_are_one_archive() {
        let files: Vec<_> = (0..300).map(|n| (format!("folder/{n}.txt"), "text ".repeat(n))).collect();
        let there =
            crate::unpack(&archive(&files).expect("they fit")).expect("it is one").expect("it is one");
        let there =
            there.into_iter().map(|file| (file.name, String::from_utf8(file.bytes.unwrap()).unwrap()));
        assert_eq!(there.collect::<Vec<_>>(), files);
    }
}
