//! From letters to lines.

use super::glyphs::PlacedLetter;

/// A line of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct PageLine {
    pub text: String,
    /// Its ends, in points from the left of the page.
    pub left: f64,
    pub right: f64,
    /// Its base line, in points from the bottom of the page.
    pub y: f64,
    /// The size of most of its letters, in points.
    pub size: f64,
}

/// All distances are in sizes of the font.
///
/// A gap as wide as this is a blank. Blanks have a quarter, spaced-out letters up to a tenth.
const BLANK: f64 = 0.17;
/// A wider gap parts columns.
const COLUMN_GAP: f64 = 2.5;
/// Letters raised by less stand on the same line: first, second, footnote signs.
const RAISED: f64 = 0.6;
/// A letter that is as much smaller than its line and raised is a footnote sign where it is a digit or a mark.
const SMALLER: f64 = 0.8;

/// The lines of a page in the order in which they are drawn.
pub(super) fn lines(letters: &[PlacedLetter]) -> Vec<PageLine> {
    let mut lines: Vec<PageLine> = vec![];
    let mut last: Option<&PlacedLetter> = None;
    for letter in letters {
        let line = lines.last_mut().filter(|line| last.is_some_and(|last| follows(line, last, letter)));
        match line {
            Some(line) if is_footnote_sign(line, letter) => {}
            Some(line) => {
                let gap = letter.x - line.right;
                if BLANK * letter.size.min(line.size) < gap && !line.text.ends_with(' ') {
                    line.text.push(' ');
                }
                line.add(letter);
            }
            None => lines.push(PageLine::of(letter)),
        }
        last = Some(letter);
    }
    let mut lines: Vec<PageLine> = lines.into_iter().map(PageLine::folded).collect();
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// Whether a letter stands on the line that the letter before it ended.
fn follows(line: &PageLine, last: &PlacedLetter, letter: &PlacedLetter) -> bool {
    let size = line.size.max(letter.size);
    let gap = letter.x - line.right;
    (letter.y - line.y).abs() < RAISED * size
        && -size < gap
        && gap < COLUMN_GAP * size
        && last.x - size < letter.x
}

fn is_footnote_sign(line: &PageLine, letter: &PlacedLetter) -> bool {
    let is_raised = line.size * 0.2 < letter.y - line.y && letter.size < line.size * SMALLER;
    let is_sign = |c: char| c.is_numeric() || matches!(c, '*' | '†' | '‡' | '§' | ',');
    is_raised && letter.text.chars().all(is_sign)
}

impl PageLine {
    fn of(letter: &PlacedLetter) -> PageLine {
        let mut line = PageLine {
            left: letter.x,
            right: letter.x,
            y: letter.y,
            size: letter.size,
            ..PageLine::default()
        };
        line.add(letter);
        line
    }

    fn add(&mut self, letter: &PlacedLetter) {
        // A large initial stands before its line, whose letters count.
        if self.text.chars().count() == 1 && letter.size < self.size {
            (self.y, self.size) = (letter.y, letter.size);
        }
        self.text.push_str(&letter.text);
        self.right = self.right.max(letter.end);
    }

    /// The line with its blanks folded and ligatures taken apart.
    fn folded(self) -> PageLine {
        let mut text = String::with_capacity(self.text.len());
        for c in self.text.chars() {
            match ligature(c) {
                Some(letters) => text.push_str(letters),
                None if c.is_whitespace() || c.is_control() => {
                    if !text.is_empty() && !text.ends_with(' ') {
                        text.push(' ');
                    }
                }
                None => text.push(c),
            }
        }
        PageLine { text: text.trim_end().to_owned(), ..self }
    }
}

/// The letters of a Latin ligature.
fn ligature(c: char) -> Option<&'static str> {
    const LIGATURES: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "ft", "st"];
    LIGATURES.get((c as usize).checked_sub('\u{fb00}' as usize)?).copied()
}
