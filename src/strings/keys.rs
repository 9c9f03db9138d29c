//! The list of keys.

pub(crate) const KEYS_READ: &str = "Read";
pub(crate) const KEYS_CHECK: &str = "Check";
pub(crate) const KEYS_CORRECT: &str = "Correct";
pub(crate) const KEYS_MARK: &str = "Mark";
pub(crate) const KEYS_EXTENT: &str = "Extent";
pub(crate) const KEYS_MORE: &str = "More";

pub(crate) const KEY_NEXT: &str = "Next annotation, the one before";
pub(crate) const KEY_NEXT_QUOTATION: &str = "Next quotation, the one before";
pub(crate) const KEY_SEARCH: &str = "Search the article and the lists";
pub(crate) const KEY_DESELECT: &str = "Deselect";
pub(crate) const KEY_NEXT_UNSURE: &str = "Next to check: the unsure quotations first";
pub(crate) const KEY_CONFIRM_NEXT: &str = "Confirm, and go on to the next to check";
pub(crate) const KEY_REJECT_NEXT: &str = "Reject, and go on to the next to check";
pub(crate) const KEY_CONFIRM: &str = "Confirm, and stay";
pub(crate) const KEY_REJECT: &str = "Reject, and stay";
pub(crate) const KEY_DIGIT: &str = "Choose the speaker of a quotation, or the kind of a name; mark the selected words as a name of that kind";
pub(crate) const KEY_SPEAKER: &str = "Write the speaker, the name or the value";
pub(crate) const KEY_KIND: &str = "Choose the kind";
pub(crate) const KEY_RENAME: &str = "Rename or merge: change a name everywhere";
pub(crate) const KEY_COMMENT: &str = "Write a comment";
pub(crate) const KEY_TAGS: &str = "Add tags";
pub(crate) const KEY_WALK: &str =
    "Select a word. Then left and right go from word to word, up and down from sentence to sentence";
pub(crate) const KEY_STEP: &str = "Go on from the selected word";
pub(crate) const KEY_EXTEND: &str = "Select more words, or fewer";
pub(crate) const KEY_MARK_QUOTE: &str = "Mark the selected words as a quotation";
pub(crate) const KEY_MARK_DATE: &str = "Mark the selected words as a date";
pub(crate) const KEY_MARK_NOTE: &str = "Mark the selected words to comment on";
pub(crate) const KEY_MARK_ALL: &str = "Mark every occurrence of these words";
pub(crate) const KEY_AS_SPEAKER: &str = "The selected words name the speaker of the quotation";
pub(crate) const KEY_AS_CUE: &str = "The selected words are the cue of the quotation";
pub(crate) const KEY_INCLUDE: &str = "Take in the selected words";
pub(crate) const KEY_EXCLUDE: &str = "Leave out the selected words";
pub(crate) const KEY_SPLIT: &str = "Split in two at the selected words";
pub(crate) const KEY_JOIN_NEXT: &str = "Join with the next quotation";
pub(crate) const KEY_JOIN_PREVIOUS: &str = "Join with the quotation before";
pub(crate) const KEY_COPY: &str = "Copy the quotation with its source";
pub(crate) const KEY_COPY_MARKDOWN: &str = "Copy it as Markdown";
pub(crate) const KEY_OPEN: &str = "Open an article";
pub(crate) const KEY_KEYS: &str = "This list";
