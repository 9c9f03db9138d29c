//! The reading of an article, a window at a time: whoever reads can say how far it is, and stop.

use serde::Serialize;

use crate::error::DeepError;
use crate::model::DeepModel;
use crate::pieces::{self, PieceWord};
use crate::windows::{PieceWindow, windows};

/// What the model makes of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DeepParagraph {
    /// Start and end of each word, in bytes of the paragraph.
    pub words: Vec<[usize; 2]>,
    /// For each word one number a label: how much less likely it is than the likeliest of the same task, in thousandths
    /// of the natural logarithm of the odds.
    pub costs: Vec<u16>,
}

/// The reading of an article, from its first window to its last.
pub struct DeepReading {
    paragraphs: Vec<Vec<PieceWord>>,
    /// Those still to be read, the next one last.
    windows: Vec<PieceWindow>,
    labels: usize,
    /// In the order of the article, filled in as the windows are read.
    results: Vec<DeepParagraph>,
    /// How many words of each paragraph are still to be read.
    unread: Vec<usize>,
}

impl DeepReading {
    /// Begins to read the paragraphs of an article, at the one with index `first`; those before it come last.
    #[must_use]
    pub fn new(model: &DeepModel, paragraphs: &[impl AsRef<str>], first: usize) -> DeepReading {
        let read = |text: &_| pieces::words(AsRef::as_ref(text), &model.vocabulary);
        let paragraphs: Vec<Vec<PieceWord>> = paragraphs.iter().map(read).collect();
        let mut windows = windows(&paragraphs, model.window);
        let begins = windows.partition_point(|w| w.parts.last().is_none_or(|part| part.paragraph < first));
        windows.rotate_left(begins);
        windows.reverse();
        let labels = model.labels().len();
        let results = paragraphs.iter().map(|words| unread(words, labels)).collect();
        let unread = paragraphs.iter().map(Vec::len).collect();
        DeepReading { paragraphs, windows, labels, results, unread }
    }

    /// The number of windows that are still to be read.
    #[must_use]
    pub fn windows_left(&self) -> usize {
        self.windows.len()
    }

    /// Reads the next window, and gives the number of its words; 0 at the end.
    ///
    /// # Errors
    /// Where the model does not run.
    pub fn read_window(&mut self, model: &DeepModel) -> Result<usize, DeepError> {
        let Some(window) = self.windows.pop() else { return Ok(0) };
        let (ids, shapes) = window.inputs(&self.paragraphs, &model.vocabulary);
        let logits = model.encoder.run(ids, shapes, self.labels)?.into_data();
        let mut count = 0;
        for (paragraph, word, piece) in window.beginnings(&self.paragraphs) {
            let row = &logits[piece * self.labels..(piece + 1) * self.labels];
            let costs = &mut self.results[paragraph].costs[word * self.labels..(word + 1) * self.labels];
            for task in &model.tasks {
                let best = row[task.clone()].iter().copied().fold(f32::MIN, f32::max);
                for (cost, logit) in costs[task.clone()].iter_mut().zip(&row[task.clone()]) {
                    *cost = ((best - logit) * 1000.0).round() as u16; // What is larger becomes the largest number.
                }
            }
            self.unread[paragraph] -= 1;
            count += 1;
        }
        Ok(count)
    }

    /// Whether a paragraph was read to its end; one without words was.
    #[must_use]
    pub fn has_read(&self, paragraph: usize) -> bool {
        self.unread.get(paragraph).is_none_or(|&left| left == 0)
    }

    /// What was read so far: one result a paragraph, without words where it was not read to its end. The labels of its
    /// other words would count as known, and as equally likely.
    #[must_use]
    pub fn so_far(&self) -> Vec<DeepParagraph> {
        let so_far = |(paragraph, read): (usize, &DeepParagraph)| {
            if self.has_read(paragraph) { read.clone() } else { DeepParagraph::default() }
        };
        self.results.iter().enumerate().map(so_far).collect()
    }

    /// What was read: one result a paragraph.
    #[must_use]
    pub fn finish(self) -> Vec<DeepParagraph> {
        self.results
    }
}

/// A paragraph before it is read: each label of each word is as likely as the others.
fn unread(words: &[PieceWord], labels: usize) -> DeepParagraph {
    DeepParagraph {
        words: words.iter().map(|word| [word.bytes.start, word.bytes.end]).collect(),
        costs: vec![0; words.len() * labels],
    }
}
