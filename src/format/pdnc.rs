//! Tables of quotations as the Project Dialogism Novel Corpus has them: a quotation a row, its parts and their places as lists
//! in a cell. Positions count code points of the novel's text.

use std::collections::HashMap;

use super::csv_rows::{column, header, readable_table};
use super::import::{ImportedAnnotation, Skipped};
use super::{FormatError, Imported, labelled_spans};
use crate::anchor::Selector;
use crate::annotation::{Body, Id, Quote, QuoteKind};

/// What tells such a table from others.
const COLUMNS: [&str; 3] = ["quotetext", "subquotationlist", "speaker"];

/// Whether a table begins with the corpus's header.
pub(super) fn is_pdnc(table: &str) -> bool {
    let cells = header(table);
    COLUMNS.iter().all(|column| cells.iter().any(|cell| cell == column))
}

pub(super) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    let table = readable_table(file)?;
    let mut rows = table.rows.iter();
    let names = rows.next().map_or(&[][..], |(_, header)| header).iter().map(|name| column(name));
    let columns: HashMap<String, usize> = names.zip(0..).collect();
    let mut set = Imported::default();
    let mut has_more = false;
    for (line, cells) in rows {
        let cell = |name: &str| {
            let cell = columns.get(name).and_then(|&at| cells.get(at)).map_or("", |cell| cell.trim());
            if cell == "nan" { "" } else { cell }
        };
        has_more |= !["", "[]"].contains(&cell("addressees")) || !cell("referringexpression").is_empty();
        let selectors = selectors(cell("subquotationlist"), cell("quotebytespans"), cell("quotetext"));
        if selectors.is_empty() {
            let what = "the row is not imported: it has no quotation".to_owned();
            set.skipped.push(Skipped { line: Some(*line), what });
            continue;
        }
        let speaker = Some(cell("speaker")).filter(|name| !name.is_empty()).map(str::to_owned);
        let body = Body::Quote(Quote::new(QuoteKind::Direct, speaker));
        let id = Id::new(set.annotations.len() as u64 + 1);
        let mut quote = ImportedAnnotation::new(id, selectors, body);
        quote.tags =
            Some(cell("quotetype").to_lowercase()).filter(|kind| !kind.is_empty()).into_iter().collect();
        set.annotations.push(quote);
    }
    if has_more {
        let what = "the addressees, the referring expressions and the mentions are not imported".to_owned();
        set.skipped.push(Skipped { line: Some(1), what });
    }
    if let Some(FormatError { line, message, .. }) = table.unclosed {
        let what = format!("the rows from here on are not imported: {message}");
        set.skipped.push(Skipped { line, what });
    }
    Ok(vec![set])
}

/// The parts with their places; where the two lists do not fit, the words alone.
fn selectors(parts: &str, places: &str, whole: &str) -> Vec<Selector> {
    let words = strings(parts).unwrap_or_default();
    let places: Vec<[u32; 2]> = serde_json::from_str(places).unwrap_or_default();
    let at = |(words, [start, end]): (&String, [u32; 2])| labelled_spans::selector(words, start, end);
    let words: Vec<String> = words.into_iter().filter(|words| !words.trim().is_empty()).collect();
    if !words.is_empty() && words.len() == places.len() {
        return words.iter().zip(places).map(at).collect();
    }
    let words = if words.is_empty() { vec![whole.to_owned()] } else { words };
    let alone = |exact: String| Selector { exact, ..Selector::default() };
    words.into_iter().filter(|words| !words.trim().is_empty()).map(alone).collect()
}

/// A list of strings as Python prints it: `['No,', "I can't."]`.
fn strings(list: &str) -> Option<Vec<String>> {
    let mut rest = list.strip_prefix('[')?.strip_suffix(']')?.chars();
    let mut all = vec![];
    while let Some(mark) = rest.find(|c| matches!(c, '\'' | '"')) {
        let mut one = String::new();
        loop {
            match rest.next()? {
                c if c == mark => break,
                '\\' => one.push(match rest.next()? {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    c => c,
                }),
                c => one.push(c),
            }
        }
        all.push(one);
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_python_prints_them() {
        let list = "['Yes,\\nyou may', \"I can't\", 'a \\\\ b', '']";
        assert_eq!(strings(list).expect("it is one"), ["Yes,\nyou may", "I can't", "a \\ b", ""]);
        assert_eq!(strings("['open"), None);
        assert_eq!(strings("['open]"), None);
    }
}
