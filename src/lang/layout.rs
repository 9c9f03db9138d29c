//! The lines that pages set around an article: the names of agencies, and boilerplate.

use super::folder::Folder;
use super::lists::WordSet;

/// Whole lines that are no text of the article.
#[derive(Clone, Debug)]
pub(crate) struct LayoutWords {
    agencies: WordSet,
    boilerplate: WordSet,
}

/// Longer lines are no boilerplate, in bytes: every entry is shorter, and one that goes on may be a headline long.
const LONGEST_LINE: usize = 200;

/// An entry that goes on (`*`) has at most so many words.
const LONGEST_BEGINNING: usize = 6;

/// At most so many words stand between the first and the last of an entry with `..`: "More great Courier stories".
const LONGEST_MIDDLE: usize = 4;

impl LayoutWords {
    pub(super) fn read(folder: &Folder) -> LayoutWords {
        LayoutWords { agencies: folder.set("agencies"), boilerplate: folder.set("boilerplate") }
    }

    /// Whether a byline without a person's name is an agency's or a desk's: `Reuters`, `News Desk`.
    pub(crate) fn is_agency(&self, name: &str) -> bool {
        self.agencies.contains(name)
    }

    /// Whether a whole line is one that pages set around articles: `Most Popular`, `Read more: Storm on its way`.
    pub(crate) fn is_boilerplate(&self, line: &str) -> bool {
        if LONGEST_LINE < line.len() {
            return false;
        }
        let sentence = line.trim_end().ends_with(['.', '!', '?']);
        let line = line.to_lowercase();
        let words: Vec<&str> = line.split_whitespace().collect();
        if let [first, middle @ .., last] = words.as_slice()
            && self.boilerplate.contains(&format!("{first} .. {last}"))
        {
            return middle.len() <= LONGEST_MIDDLE;
        }
        let folded = words.join(" ");
        let whole = folded.trim_matches(|c: char| !c.is_alphanumeric() && !"©()?".contains(c));
        self.boilerplate.contains(whole)
            || (1..words.len().min(LONGEST_BEGINNING + 1))
                .any(|n| self.goes_on(&words[..n].join(" "), sentence))
    }

    /// Whether a line, a sentence or not, that begins with these words is boilerplate.
    fn goes_on(&self, beginning: &str, sentence: bool) -> bool {
        // The stars of the list: see its head.
        let listed = |stars: &str| self.boilerplate.contains(&format!("{beginning} {stars}"));
        listed("**") || (!sentence && listed("*"))
    }
}
