//! From lines to paragraphs: headers and footers go, lines join, hyphens at their ends are undone.

use std::collections::{HashMap, HashSet};

use crate::{FileBlock, FileRole};

use super::lines::PageLine;

/// Lines at the top and the bottom of a page that may be its header or footer.
const EDGE: usize = 2;
/// A line this much larger than the text is a heading.
const HEADING: f64 = 1.15;
/// Sizes that differ by less are one: programs round.
const SAME_SIZE: f64 = 0.06;
/// A line begins a paragraph where it stands this much, in sizes of the font, right of the line before.
const INDENT: f64 = 0.7;
/// A line that ends this much, in sizes of the font, before the column's edge is its paragraph's last one.
const SHORT: f64 = 4.0;
/// The distance of lines, as a multiple of the usual one, that parts paragraphs.
const WIDE: f64 = 1.25;

/// The blocks of a file's pages.
pub(super) fn blocks(mut pages: Vec<Vec<PageLine>>) -> Vec<FileBlock> {
    drop_edges(&mut pages);
    let measure = Measure::of(&pages);
    let words: HashSet<String> =
        pages.iter().flatten().flat_map(|line| line.text.split_whitespace()).map(bare).collect();
    let mut blocks: Vec<TextBlock> = vec![];
    for line in pages.into_iter().flatten() {
        match blocks.last_mut().filter(|block| measure.continues(block, &line)) {
            Some(block) => block.add(line, &words),
            None => blocks.push(TextBlock::of(line)),
        }
    }
    let first_text = blocks.iter().position(|block| !measure.is_heading(block)).unwrap_or(0);
    let largest = blocks[..first_text].iter().map(|block| block.last.size).fold(0.0, f64::max);
    let title = blocks[..first_text].iter().position(|block| block.last.size == largest);
    let role = |(i, block): (usize, TextBlock)| {
        let role = match measure.is_heading(&block) {
            true if Some(i) == title => FileRole::Title,
            true => FileRole::Heading,
            false => FileRole::Paragraph,
        };
        FileBlock { role, text: block.text }
    };
    blocks.into_iter().enumerate().map(role).collect()
}

/// Takes out what stands at the edge of several pages alike but for its numbers, and bare numbers of pages.
fn drop_edges(pages: &mut [Vec<PageLine>]) {
    let edges: Vec<Vec<usize>> = pages.iter().map(|page| edge(page)).collect();
    let mut counts: HashMap<(String, i64), usize> = HashMap::new();
    for (page, edge) in pages.iter().zip(&edges) {
        let keys: HashSet<(String, i64)> = edge.iter().map(|&at| key(&page[at])).collect();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    for (page, edge) in pages.iter_mut().zip(&edges) {
        let is_out = |at: &usize| {
            let key = key(&page[*at]);
            key.0.is_empty() || 1 < counts[&key]
        };
        let out: HashSet<usize> = edge.iter().copied().filter(is_out).collect();
        let mut at = 0..;
        page.retain(|_| at.next().is_none_or(|at| !out.contains(&at)));
    }
}

/// The indices of the lines at the top and the bottom of a page. Pieces of a header stand on one height.
fn edge(page: &[PageLine]) -> Vec<usize> {
    let mut heights: Vec<i64> = page.iter().map(|line| line.y as i64).collect();
    heights.sort_unstable();
    heights.dedup();
    let outer: HashSet<i64> =
        heights.iter().take(EDGE).chain(heights.iter().rev().take(EDGE)).copied().collect();
    (0..page.len()).filter(|&at| outer.contains(&(page[at].y as i64))).collect()
}

/// What a line says but for digits and marks, and its height: a header stands at one height on every page.
fn key(line: &PageLine) -> (String, i64) {
    let letters = line.text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    (letters, (line.y / 3.0).round() as i64)
}

/// What is usual in a file.
struct Measure {
    /// The size of most letters, in points.
    size: f64,
    /// The distance of most lines, in sizes of the font.
    leading: f64,
}

impl Measure {
    fn of(pages: &[Vec<PageLine>]) -> Measure {
        let mut sizes: HashMap<i64, usize> = HashMap::new();
        let mut leadings: HashMap<i64, usize> = HashMap::new();
        for page in pages {
            for line in page {
                *sizes.entry((line.size * 10.0) as i64).or_default() += line.text.len();
            }
            for pair in page.windows(2).filter(|pair| pair[1].y < pair[0].y) {
                *leadings
                    .entry(((pair[0].y - pair[1].y) / pair[0].size * 20.0).round() as i64)
                    .or_default() += 1;
            }
        }
        let usual = |counts: &HashMap<i64, usize>| {
            counts.iter().max_by_key(|(key, count)| (**count, -**key)).map(|(key, _)| *key as f64)
        };
        Measure {
            size: usual(&sizes).unwrap_or(100.0) / 10.0,
            leading: usual(&leadings).unwrap_or(24.0) / 20.0,
        }
    }

    fn is_heading(&self, block: &TextBlock) -> bool {
        self.size * HEADING < block.last.size
    }

    /// Whether a line belongs to the block that was read before it.
    fn continues(&self, block: &TextBlock, line: &PageLine) -> bool {
        let last = &block.last;
        if SAME_SIZE * last.size < (last.size - line.size).abs() {
            return false;
        }
        let down = (last.y - line.y) / line.size;
        if down <= 0.0 || self.leading * 3.0 < down {
            // Another column or page, or something stands between.
            return !ends_sentence(&last.text) && !is_indented(line.left, block.left_below)
                || line.text.starts_with(char::is_lowercase);
        }
        if self.is_heading(block) {
            return down < self.leading * 1.5;
        }
        let is_short = ends_sentence(&last.text) && last.right + SHORT * last.size < block.right;
        down < self.leading * WIDE && !is_short && !is_indented_by(line, block)
    }
}

/// Whether a line is set in from the lines of the block: all but the first stand on one edge.
fn is_indented_by(line: &PageLine, block: &TextBlock) -> bool {
    let edge = block.left_below.unwrap_or(block.last.left);
    edge + INDENT * line.size < line.left && line.left < edge + 6.0 * line.size
}

fn is_indented(left: f64, edge: Option<f64>) -> bool {
    // In another column the edge is another: only a file of one column shows an indent there.
    edge.is_some_and(|edge| edge + 5.0 < left && left < edge + 40.0)
}

/// A block that is being put together.
struct TextBlock {
    text: String,
    last: PageLine,
    /// The furthest end of its lines.
    right: f64,
    /// The left edge of its lines but the first, which may be set in.
    left_below: Option<f64>,
}

impl TextBlock {
    fn of(line: PageLine) -> TextBlock {
        TextBlock { text: line.text.clone(), right: line.right, last: line, left_below: None }
    }

    fn add(&mut self, line: PageLine, words: &HashSet<String>) {
        join(&mut self.text, &line.text, words);
        let is_same_column = line.y < self.last.y;
        self.right = if is_same_column { self.right.max(line.right) } else { line.right };
        self.left_below = Some(line.left);
        self.last = line;
    }
}

/// Puts a line after a text. A hyphen at its end goes, unless the word is written with one elsewhere in the file.
fn join(text: &mut String, line: &str, words: &HashSet<String>) {
    let hyphen = text.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{ad}'));
    let before = text.trim_end_matches(['-', '\u{2010}', '\u{ad}']);
    let is_within = before.ends_with(char::is_alphabetic) && line.starts_with(char::is_lowercase);
    let Some(hyphen) = hyphen.filter(|_| is_within) else {
        // A dash or a compound that is broken after its hyphen has no blank after it.
        let is_compound = text.ends_with(['-', '\u{2010}', '/']) && !text.ends_with(" -");
        if !is_compound {
            text.push(' ');
        }
        return text.push_str(line);
    };
    let first = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let second = line.split_whitespace().next().unwrap_or("");
    let compound = bare(&format!("{first}-{second}"));
    let is_compound =
        hyphen == '-' && words.contains(&compound) && !words.contains(&bare(&format!("{first}{second}")));
    let end = before.len();
    text.truncate(end);
    if is_compound {
        text.push('-');
    }
    text.push_str(line);
}

/// A word without the marks around it, in small letters.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '\'', '”', '’', '»', '›', ')', ']']);
    bare.ends_with(['.', '!', '?', '…', ':'])
}
