//! Which columns of a file have the tokens and which their tags: tools write them in different orders, some with a
//! number before each token, some with a second layer of tags.

use super::super::labels;
use super::tag::Iob2Tag;

/// Where the tokens and their tags stand in a line.
pub(super) struct Iob2Columns {
    word: usize,
    /// One for each layer of tags; the first is the main one.
    pub tags: Vec<usize>,
    /// Whether the last column has the tags, whatever the number of columns: some lines have more than others.
    is_last: bool,
}

/// A line's columns. Tabs or spaces separate them; some write tokens with blanks in them, between tabs.
fn cells(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        line.split('\t').map(str::trim).collect()
    } else {
        line.split_whitespace().collect()
    }
}

impl Iob2Columns {
    /// The columns of a file, by those of its lines that have tokens.
    pub(super) fn of(lines: &[&str]) -> Iob2Columns {
        let rows: Vec<Vec<&str>> = lines.iter().map(|line| cells(line)).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let column = |at: usize| rows.iter().filter_map(move |row| row.get(at)).copied();
        let is_numbered = 2 < width && are_running_numbers(column(0));
        let is_tags = |at: usize| column(at).all(|cell| Iob2Tag::read(cell).is_some());
        let names_things =
            |at: usize| column(at).filter_map(Iob2Tag::read).filter_map(Iob2Tag::label).any(is_name);
        let first = usize::from(is_numbered);
        if first + 1 < width && is_tags(first) && !is_tags(width - 1) {
            // The tags stand before the tokens.
            return Iob2Columns { word: first + 1, tags: vec![first], is_last: false };
        }
        // Phrases of grammar have tags of the same form: they are layers only where they name something.
        let layers: Vec<usize> = (first + 1..width).filter(|&at| is_tags(at) && names_things(at)).collect();
        // The last column may have tags that name nothing: a second layer in a file without any.
        let is_elsewhere = layers.len() == 1 && layers[0] + 1 < width && is_tags(width - 1);
        if 1 < layers.len() || is_elsewhere {
            return Iob2Columns { word: first, tags: layers, is_last: false };
        }
        Iob2Columns { word: first, tags: vec![width.saturating_sub(1)], is_last: true }
    }

    /// The token of a line and its main tag.
    pub(super) fn of_line<'l>(&self, line: &'l str) -> Option<(&'l str, &'l str)> {
        let cells = cells(line);
        let tag = self.tag_at(&cells, *self.tags.first()?)?;
        Some((*cells.get(self.word)?, tag))
    }

    /// A tag of each layer.
    pub(super) fn tags_of<'l>(&self, line: &'l str) -> Vec<&'l str> {
        let cells = cells(line);
        self.tags.iter().map(|&at| self.tag_at(&cells, at).unwrap_or("")).collect()
    }

    fn tag_at<'l>(&self, cells: &[&'l str], at: usize) -> Option<&'l str> {
        let at = if self.is_last { cells.len().checked_sub(1)? } else { at };
        cells.get(at).copied().filter(|_| at != self.word)
    }
}

/// Whether these cells number the tokens of each sentence: each is one more than the one before, or begins anew.
fn are_running_numbers<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    let mut before: Option<u32> = None;
    let mut count = 0;
    for cell in cells {
        let Ok(number) = cell.parse::<u32>() else { return false };
        let goes_on = before.is_some_and(|before| number == before.saturating_add(1));
        if !goes_on && 1 < number {
            return false;
        }
        (before, count) = (Some(number), count + 1);
    }
    0 < count
}

fn is_name(label: &str) -> bool {
    labels::body(label, "").is_some()
}
