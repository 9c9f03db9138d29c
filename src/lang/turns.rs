//! The words of interviews and transcripts, and of passages that are set off: one field a list.

use super::lists::{WordSet, word_lists};

word_lists! {
    /// Word lists, each named after what its words do.
    pub(crate) struct TurnWords {
        /// Labels of whoever asks: `Q`, `host`.
        askers: WordSet,
        /// Labels of whoever answers: `A`.
        answerers: WordSet,
        /// Labels of the parts that people play: `witness`.
        parts: WordSet,
        /// What stands before a colon and names nobody: `note`, `price`.
        no_labels: WordSet,
        /// Small words within a label.
        within_labels: WordSet,
        /// Stand between a name and where its bearer comes from.
        before_origins: WordSet,
        first_persons: WordSet,
        second_persons: WordSet,
        /// Begin an answer: `yes`.
        replies: WordSet,
        /// Begin a sentence about somebody else: `she`.
        third_persons: WordSet,
        /// Stand before a speaker's own name: `my name is`.
        own_name: Vec<String>,
        /// Begin a line below a transcript that is nobody's turn.
        closings: Vec<String>,
        /// Announce an interview whose questions have no labels: `spoke to`.
        interviews: Vec<String>,
        /// Announce words that follow whole: `in full`.
        announcements: Vec<String>,
        /// Before whoever shares a post, on a line below it: `a post shared by`.
        sharing_credits: Vec<String>,
        /// Where words are written that are then set off: `blog`, `letter`.
        posting_places: WordSet,
        /// Begin a letter: `dear`.
        salutations: Vec<String>,
        /// Stand before the name of a letter's writer: `yours`.
        letter_closings: Vec<String>,
        /// Begin a note in a block, which is nobody's quotation.
        notes: Vec<String>,
    }
}
