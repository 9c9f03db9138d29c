//! What is known of one token: the features that all recognisers start from.

/// Yes-or-no facts of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Looks(pub u16);

impl Looks {
    /// Begins its sentence, opening marks aside.
    pub const FIRST: u16 = 1;
    /// Begins with a capital, or with a letter of a script that has none.
    pub const CAPITAL: u16 = 2;
    /// Two letters or more, all capital.
    pub const ALL_CAPITALS: u16 = 4;
    /// Begins with a digit.
    pub const DIGIT: u16 = 8;
    /// Begins with a letter.
    pub const LETTER: u16 = 16;
    /// Has a capital after its first letter.
    pub const CAPITAL_INSIDE: u16 = 32;
    /// A quotation mark or punctuation.
    pub const MARK: u16 = 64;
    /// No blank before, within the sentence.
    pub const GLUED_BEFORE: u16 = 128;
    /// No blank after, within the sentence.
    pub const GLUED_AFTER: u16 = 256;

    /// Whether one of the given bits is set.
    pub fn has(self, look: u16) -> bool {
        self.0 & look != 0
    }

    /// Sets each of the bits whose condition holds; takes none back.
    pub(super) fn set(&mut self, looks: impl IntoIterator<Item = (u16, bool)>) {
        self.0 |= looks.into_iter().filter(|(_, holds)| *holds).fold(0, |bits, (bit, _)| bits | bit);
    }
}

/// What is known of one token. Hashes are of `crate::learn::hash`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Hash of the word as written.
    pub exact: u64,
    /// Hash of the word in small letters without accents.
    pub lower: u64,
    /// Hash of its pattern of capitals, small letters, digits: `Xxxx`, with long runs cut short.
    pub shape: u32,
    /// The same with each run as one.
    pub brief_shape: u32,
    /// The first four bytes of the small letters, the first in the low byte.
    pub head: u32,
    /// The last four, the last in the low byte.
    pub tail: u32,
    /// Bytes of the small letters, at most 255.
    pub len: u8,
    /// Cluster of words used alike, of 1024; 0: in none.
    pub fine: u16,
    /// Cluster of 128.
    pub coarse: u8,
    /// Low three bits: how frequent, 0 (unknown) to 7; next two: how often it is capitalised within sentences,
    /// 1 (hardly ever) to 3 (mostly), 0 (not known).
    pub usage: u8,
    /// Lists that hold the word by itself: bits of [`List`](super::List).
    pub lists: u8,
    /// Lists that hold a name of which the word is a part: three bits a [`List`](super::List), from the lowest: the
    /// word is the name, begins it or stands inside, ends it.
    pub names: u32,
    /// What its letters and its place in the sentence show.
    pub looks: Looks,
    /// How the word is written elsewhere in the document: bits of `seen`.
    pub seen: u8,
    /// Hash of the word without the "s" at its end, of a capitalised one; else 0.
    pub singular: u64,
    /// What the word is to names beside it: bits of `role`.
    pub role: u32,
    /// What stands around the word elsewhere in the document: bits of `sign`.
    pub elsewhere: u32,
    /// Of an acronym: the cluster of the last word of its long form, if the document has one.
    pub long_form: u16,
    /// Hash of that last word.
    pub long_form_word: u64,
}

impl Word {
    /// How frequent the word is in news: 0 (not known) to 7.
    #[cfg(feature = "training")]
    pub fn frequency(&self) -> u8 {
        self.usage & 7
    }
}

/// How a word is written in its document, and what its sentence looks like.
pub(crate) mod seen {
    /// With a capital, not first in its sentence.
    pub(crate) const CAPITAL_WITHIN: u8 = 1;
    /// With a small letter, not first in its sentence.
    pub(crate) const SMALL_WITHIN: u8 = 2;
    /// With a capital, first in its sentence.
    pub(crate) const CAPITAL_FIRST: u8 = 4;
    /// The word stands in a sentence of which most words have a capital: a headline.
    pub(crate) const IN_TITLE_CASE: u8 = 8;
    /// The word stands in a sentence all in capitals.
    pub(crate) const IN_CAPITALS: u8 = 16;
}
