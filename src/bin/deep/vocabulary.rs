//! The pieces of words that a model knows.

use std::collections::HashMap;

use crate::error::DeepError;

/// What continues a word begins so in the list.
const CONTINUES: &str = "##";

/// The numbers of pieces: those that begin a word, and those that continue one.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    beginnings: HashMap<String, i32>,
    continuations: HashMap<String, i32>,
    /// Bytes of the longest piece: no longer one is looked up.
    longest: usize,
    /// Stands for a word that no pieces make up.
    pub(crate) unknown: i32,
    /// Before everything.
    pub(crate) start: i32,
    /// After each paragraph.
    pub(crate) separator: i32,
}

impl Vocabulary {
    /// Reads a list of one piece a line; its number is that of its line, from 0.
    pub(crate) fn read(list: &str) -> Result<Vocabulary, DeepError> {
        let (mut beginnings, mut continuations) = (HashMap::new(), HashMap::new());
        for (number, piece) in (0..).zip(list.lines()) {
            match piece.strip_prefix(CONTINUES) {
                Some(rest) if !rest.is_empty() => continuations.insert(rest.to_owned(), number),
                _ => beginnings.insert(piece.to_owned(), number),
            };
        }
        let special = |piece| beginnings.get(piece).copied().ok_or(DeepError::Vocabulary(piece));
        let [unknown, start, separator] = [special("[UNK]")?, special("[CLS]")?, special("[SEP]")?];
        let longest = beginnings.keys().chain(continuations.keys()).map(String::len).max().unwrap_or(0);
        Ok(Vocabulary { beginnings, continuations, longest, unknown, start, separator })
    }

    /// Adds the numbers of a word's pieces, each the longest that the rest of the word begins with, or that of an
    /// unknown word.
    pub(crate) fn add_pieces(&self, word: &str, pieces: &mut Vec<i32>) {
        let before = pieces.len();
        let mut rest = word;
        while !rest.is_empty() {
            let known = if pieces.len() == before { &self.beginnings } else { &self.continuations };
            let mut ends = (1..=rest.len().min(self.longest)).rev().filter(|&end| rest.is_char_boundary(end));
            let Some((end, number)) = ends.find_map(|end| Some((end, *known.get(&rest[..end])?))) else {
                pieces.truncate(before);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(number);
            rest = &rest[end..];
        }
    }
}
