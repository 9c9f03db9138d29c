//! The kinds of spans that the tagger of quotations marks.

/// Content that is a quotation.
pub const CONTENT: usize = 0;
/// Content that is a thought, a plan or a wish, and no quotation.
pub const THOUGHT: usize = 1;
/// The words that report content.
pub const CUE: usize = 2;
/// The words that name its source.
pub const SOURCE: usize = 3;
/// How many kinds there are.
pub(crate) const KINDS: usize = 4;
/// How many tags there are: outside, and four a kind.
pub const TAGS: usize = 1 + 4 * KINDS;
