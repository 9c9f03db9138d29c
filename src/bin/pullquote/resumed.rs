//! What an earlier run has written to a file: `--resume` goes on below it.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use pullquote::Format;

use crate::compressed::CompressedBy;

/// A file of an earlier run, open for more.
pub(crate) struct Resumed {
    pub(crate) file: File,
    /// The articles that it has, by their ids, and how often: several may have one id.
    pub(crate) ids: HashMap<String, usize>,
}

/// Opens the output of an earlier run, if there is one. Only what can be read as ours is added to. A last line that was
/// being written when that run ended is cut off: its article is read again.
pub(crate) fn open(path: &Path, format: Format) -> io::Result<Option<Resumed>> {
    if !path.exists() {
        return Ok(None);
    }
    let refused = |why: &str| {
        io::Error::new(io::ErrorKind::InvalidData, format!("{}: {why}; name another file", path.display()))
    };
    if !matches!(format, Format::Jsonl | Format::Prodigy | Format::Csv) {
        return Err(refused(
            "--resume goes on with files of jsonl, prodigy and csv only: they name their articles",
        ));
    }
    if CompressedBy::of(path).is_some() {
        return Err(refused("--resume cannot go on with a compressed file"));
    }
    let bytes = fs::read(path)?;
    let whole = match format {
        Format::Csv => whole_articles(&bytes),
        _ => bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1),
    };
    let text = std::str::from_utf8(&bytes[..whole]).map_err(|_| refused("it is not UTF-8"))?;
    let mut ids = HashMap::new();
    if !text.trim_start_matches('\u{feff}').trim().is_empty() {
        if pullquote::identify(text) != Ok(format) {
            return Err(refused(&format!("it holds something else than {format}")));
        }
        let sets = pullquote::import(text, format).map_err(|error| refused(&error.to_string()))?;
        if let Some(skipped) = sets.iter().flat_map(|set| &set.skipped).next() {
            return Err(refused(&format!("it cannot be read as {format}: {}", skipped.what)));
        }
        for id in sets.into_iter().filter_map(|set| set.id) {
            // Of several articles of one id a table has the rows together: all of them count as written.
            let count: &mut usize = ids.entry(id).or_default();
            *count = count.saturating_add(if format == Format::Csv { usize::MAX } else { 1 });
        }
    }
    let file = OpenOptions::new().write(true).open(path)?;
    file.set_len(whole as u64)?;
    drop(file);
    let file = OpenOptions::new().append(true).open(path)?;
    Ok(Some(Resumed { file, ids }))
}

/// How many bytes of a table hold whole articles: of the last one, which its cell in the column `article_id` names, some rows
/// may be missing.
fn whole_articles(table: &[u8]) -> usize {
    let header = table.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii();
    let named = header.split(|&byte| byte == b',').position(|name| name == b"article_id");
    let (mut is_quoted, mut row, mut cell, mut column) = (false, 0, 0, 0);
    // Where each row begins, and its article's name.
    let mut rows: Vec<(usize, &[u8])> = vec![];
    let mut name: &[u8] = b"";
    for (at, byte) in table.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b',' | b'\n' if !is_quoted => {
                if Some(column) == named {
                    name = &table[cell..at];
                }
                (cell, column) = (at + 1, column + 1);
                if *byte == b'\n' {
                    rows.push((row, std::mem::take(&mut name)));
                    (row, column) = (at + 1, 0);
                }
            }
            _ => {}
        }
    }
    let Some((_, last)) = rows.last().copied().filter(|_| 1 < rows.len()) else { return row };
    let above = rows.iter().skip(1).rposition(|(_, cell)| *cell != last).map_or(1, |at| at + 2);
    rows.get(above).map_or(row, |(start, _)| *start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept of a table whose last row was being written.
    fn kept(table: &str) -> &str {
        &table[..whole_articles(table.as_bytes())]
    }

    #[test]
    fn of_a_table_only_the_last_article_is_written_anew() {
        let header = "quote,article_id,publisher\r\n";
        let above = format!("{header}“No.”,n1,Times\r\n\"“Yes,\n, he\",n2,Times\r\n");
        assert_eq!(kept(&format!("{above}“So.”,n3,Times\r\n“Or”,n3,Times\r\n“Half")), above);
        assert_eq!(kept(&format!("{header}“So.”,n3,\r\n")), header);
        assert_eq!(kept(header), header);
        assert_eq!(kept("quote"), "");
    }
}
