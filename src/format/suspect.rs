//! Whether a file may be an annotation set, by a look at its beginning: the page loads what reads the formats only for such
//! files, and opens any other as an article at once.

use super::iob2::may_be_a_tag;
use super::spec::without_byte_order_mark;
use super::{spacy, vtt};

/// How many lines are looked at: what the formats know themselves by stands above.
const LINES: usize = 20;

/// Words in the headers of tables of quotations and of highlights.
const COLUMNS: [&str; 3] = ["quote", "highlight", "annotation"];

/// Whether a format may recognise a file. It says yes to more files than the formats do, and to each of theirs.
pub(crate) fn may_be_a_set(file: &str) -> bool {
    let file = without_byte_order_mark(file).trim_start();
    if file.starts_with(['{', '[', '<', '#'])
        || file.starts_with("---")
        || vtt::is_ours(file)
        || spacy::may_be(file)
    {
        return true;
    }
    let mut lines = file.lines().filter(|line| !line.trim().is_empty()).take(LINES).enumerate();
    lines.any(|(at, line)| {
        line.contains('\t')
            || line.trim_start().starts_with("- ")
            || line.starts_with("-DOCSTART-")
            || line.starts_with("Total annotations: ")
            || line.split_whitespace().any(may_be_a_tag)
            || at < 2 && is_header(line)
    })
}

fn is_header(line: &str) -> bool {
    let line = line.to_lowercase();
    line.contains([',', ';']) && COLUMNS.iter().any(|column| line.contains(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_none() {
        assert!(!may_be_a_set(
            "Ferry stays in town\n\n“It stays,” said Mara Lindqvist; the quay was empty.\n"
        ));
        assert!(!may_be_a_set(""));
    }

    #[test]
    fn notes_and_tables_may_be_one() {
        for file in
            ["Quote;Speaker\nIt stays;Ann\n", "Ann B-PER\nsaid O\n", "T1\tORG 0 4\tCity\n", "{\"a\": 1}"]
        {
            assert!(may_be_a_set(file), "{file}");
        }
    }
}
