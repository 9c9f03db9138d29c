//! A file with the sets of many articles, taken apart: a file an article, with the article's id.

use std::collections::HashMap;

use super::csv_rows::{column, table};
use super::{Format, csv};

/// The parts of a file in which articles stand one after the other, each with the id of its article; empty for other files,
/// and for those that cannot be read: to read such a file as a whole says what is wrong with it.
pub(crate) fn split(file: &str, format: Format) -> Vec<(String, String)> {
    match format {
        Format::Csv => split_table(file).unwrap_or_default(),
        Format::Jsonl => file.lines().filter_map(|line| Some((id_in_line(line)?, line.to_owned()))).collect(),
        _ => vec![],
    }
}

fn id_in_line(line: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct WithId {
        id: String,
    }
    serde_json::from_str::<WithId>(line).ok().map(|line| line.id)
}

/// The rows of each article under the table's header. Rows without an id belong to the article above them.
fn split_table(file: &str) -> Option<Vec<(String, String)>> {
    let mut rows = table(file).ok()?.into_iter();
    let (_, header) = rows.next()?;
    let at = header.iter().position(|name| column(name) == "article_id")?;
    let mut start = String::new();
    csv::write_row(&mut start, header.iter().map(String::as_str));
    let mut parts: Vec<(String, String)> = vec![];
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut last = None;
    for (_, cells) in rows {
        let id = cells.get(at).map(|cell| csv::unguarded(cell).trim()).filter(|id| !id.is_empty());
        let place = match id {
            Some(id) => *places.entry(id.to_owned()).or_insert_with(|| {
                parts.push((id.to_owned(), start.clone()));
                parts.len() - 1
            }),
            None => last?,
        };
        last = Some(place);
        csv::write_row(&mut parts[place].1, cells.iter().map(|cell| csv::unguarded(cell)));
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::recognise::annotate;

    #[test]
    fn the_parts_of_an_export_are_the_exports_of_its_articles() {
        let texts = ["“=It stays,” said Mara Lindqvist.", "“No,” said Tomas Rey. “Never.”"];
        for format in [Format::Csv, Format::Jsonl] {
            let alone: Vec<(String, String)> = texts
                .iter()
                .enumerate()
                .map(|(at, text)| {
                    let document = Document::from_text(*text);
                    let set = annotate(&document);
                    (at.to_string(), super::super::export(&document, &set, &at.to_string(), format))
                })
                .collect();
            let together = alone.iter().enumerate().fold(String::new(), |together, (at, (_, file))| {
                together + if at == 0 { file } else { format.appendable(file).unwrap() }
            });
            let plain = |file: &str| file.trim_start_matches('\u{feff}').trim_end().to_owned();
            let parts = split(&together, format).into_iter().map(|(id, part)| (id, plain(&part)));
            let alone = alone.into_iter().map(|(id, file)| (id, plain(&file)));
            assert_eq!(parts.collect::<Vec<_>>(), alone.collect::<Vec<_>>());
        }
        assert!(
            split("quote,cue\n\"open", Format::Csv).is_empty() && split("quote\nx", Format::Csv).is_empty()
        );
    }
}
