//! Sequences of tokens to learn from.

/// A sequence of tokens with their features and what is known of their tags.
#[derive(Clone)]
pub struct Example<const LANES: usize> {
    /// Rows of all tokens' features, one token after the other.
    rows: Vec<u32>,
    /// Where in `rows` each token begins; then the end.
    starts: Vec<u32>,
    pub target: Target<LANES>,
}

/// What is known of the right tags, for each token.
#[derive(Clone)]
pub enum Target<const LANES: usize> {
    /// This tag.
    Tags(Vec<u8>),
    /// Any of these, as a set of bits.
    AnyOf(Vec<u32>),
    /// The logarithms of the tags' probabilities.
    LogProbabilities(Vec<[f32; LANES]>),
}

impl<const LANES: usize> Example<LANES> {
    /// A sequence whose tokens are still to be added.
    pub fn new(target: Target<LANES>) -> Example<LANES> {
        Example { rows: vec![], starts: vec![0], target }
    }

    /// Adds a token with these features.
    pub fn push(&mut self, rows: &[u32]) {
        self.rows.extend_from_slice(rows);
        self.starts.push(self.rows.len() as u32);
    }

    /// How many tokens it has.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The rows of a token's features.
    pub fn rows(&self, i: usize) -> &[u32] {
        &self.rows[self.starts[i] as usize..self.starts[i + 1] as usize]
    }

    /// The same sequence with some features alone.
    pub fn filtered(&self, is_kept: impl Fn(u32) -> bool) -> Example<LANES> {
        let mut filtered = Example::new(self.target.clone());
        for i in 0..self.len() {
            filtered.rows.extend(self.rows(i).iter().copied().filter(|&row| is_kept(row)));
            filtered.starts.push(filtered.rows.len() as u32);
        }
        filtered
    }
}
