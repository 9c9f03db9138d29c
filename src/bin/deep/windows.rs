//! What the model reads at a time: as many whole paragraphs as fit.

use std::ops::Range;

use crate::pieces::PieceWord;
use crate::vocabulary::Vocabulary;

/// Some words of a paragraph, as they stand in a window.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WindowPart {
    /// The paragraph's index.
    pub(crate) paragraph: usize,
    /// Which of its words.
    pub(crate) words: Range<usize>,
}

/// The pieces that the model reads at a time.
#[derive(Debug, Default)]
pub(crate) struct PieceWindow {
    /// In the order of the text.
    pub(crate) parts: Vec<WindowPart>,
    /// Its pieces, those at the start and after each part included.
    pieces: usize,
}

impl PieceWindow {
    /// The numbers of its pieces and the shapes of their words: a start, and after each part a separator.
    pub(crate) fn inputs(
        &self,
        paragraphs: &[Vec<PieceWord>],
        vocabulary: &Vocabulary,
    ) -> (Vec<i32>, Vec<i32>) {
        let (mut ids, mut shapes) = (vec![vocabulary.start], vec![0]);
        for part in &self.parts {
            for word in &paragraphs[part.paragraph][part.words.clone()] {
                ids.extend(&word.pieces);
                shapes.resize(ids.len(), word.shape as i32);
            }
            ids.push(vocabulary.separator);
            shapes.push(0);
        }
        (ids, shapes)
    }

    /// Of each of its words: the paragraph, the word's index there, and where among the pieces it begins.
    pub(crate) fn beginnings<'p>(
        &'p self,
        paragraphs: &'p [Vec<PieceWord>],
    ) -> impl Iterator<Item = (usize, usize, usize)> + 'p {
        let mut at = 0;
        self.parts.iter().flat_map(move |part| {
            at += 1; // the start, or the separator before
            let mut begin = at;
            at += part.words.clone().map(|word| paragraphs[part.paragraph][word].pieces.len()).sum::<usize>();
            part.words.clone().map(move |word| {
                let here = begin;
                begin += paragraphs[part.paragraph][word].pieces.len();
                (part.paragraph, word, here)
            })
        })
    }
}

/// The windows of an article, of at most so many pieces. A paragraph that is too long is cut between words.
pub(crate) fn windows(paragraphs: &[Vec<PieceWord>], most: usize) -> Vec<PieceWindow> {
    let mut windows: Vec<PieceWindow> = vec![];
    for (paragraph, words) in paragraphs.iter().enumerate() {
        let mut next = 0;
        while next < words.len() {
            let start = next;
            let mut pieces = 0;
            // One word at least: none has as many pieces as a window.
            while next < words.len() && (next == start || pieces + words[next].pieces.len() + 2 <= most) {
                pieces += words[next].pieces.len();
                next += 1;
            }
            let part = WindowPart { paragraph, words: start..next };
            match windows.last_mut() {
                Some(last) if last.pieces + pieces < most => {
                    last.parts.push(part);
                    last.pieces += pieces + 1;
                }
                _ => windows.push(PieceWindow { parts: vec![part], pieces: pieces + 2 }),
            }
        }
    }
    windows
}
