//! The list of keys.

pub const KEYS_READ: &str = "Read";
pub const KEYS_CHECK: &str = "Check";
pub const KEYS_CORRECT: &str = "Correct";
pub const KEYS_MARK: &str = "Mark";
pub const KEYS_EXTENT: &str = "Shape";
pub const KEYS_MORE: &str = "More";

pub const KEY_NEXT: &str = "Next annotation";
pub const KEY_PREVIOUS: &str = "Previous annotation";
pub const KEY_SEARCH: &str = "Search the article and the lists";
pub const KEY_LET_GO: &str = "Let go of the selection";
pub const KEY_NEXT_UNSURE: &str = "Next to check: quotations first, the least sure of them first";
pub const KEY_CONFIRM_NEXT: &str = "Confirm, and go on to the next to check";
pub const KEY_REJECT_NEXT: &str = "Reject, and go on to the next to check";
pub const KEY_CONFIRM: &str = "Confirm, and stay";
pub const KEY_REJECT: &str = "Reject, and stay";
pub const KEY_DIGIT: &str = "Choose the speaker of a quotation, or the kind of a name; mark the selected words as a name of that kind";
pub const KEY_SPEAKER: &str = "Write the speaker, the name or the value";
pub const KEY_KIND: &str = "Choose the kind";
pub const KEY_RENAME: &str = "Rename or merge: carry a name to everything that has it";
pub const KEY_COMMENT: &str = "Write a comment";
pub const KEY_TAGS: &str = "Add tags";
pub const KEY_WALK: &str =
    "Select a word; then the arrows go from word to word, up and down from sentence to sentence";
pub const KEY_STEP: &str = "Go on from the selected word";
pub const KEY_EXTEND: &str = "Select more words, or fewer";
pub const KEY_MARK_QUOTE: &str = "Mark the selected words as a quotation";
pub const KEY_MARK_DATE: &str = "Mark the selected words as a date";
pub const KEY_MARK_NOTE: &str = "Mark the selected words to comment on";
pub const KEY_MARK_ALL: &str = "Mark every occurrence of these words";
pub const KEY_AS_SPEAKER: &str = "The selected words name the speaker of the quotation";
pub const KEY_AS_CUE: &str = "The selected words are the cue of the quotation";
pub const KEY_INCLUDE: &str = "Take the selected words in";
pub const KEY_EXCLUDE: &str = "Leave the selected words out";
pub const KEY_SPLIT: &str = "Split in two at the selected words";
pub const KEY_JOIN_NEXT: &str = "Join with the next quotation";
pub const KEY_JOIN_PREVIOUS: &str = "Join with the quotation before";
pub const KEY_COPY: &str = "Copy the quotation with its source";
pub const KEY_COPY_MARKDOWN: &str = "Copy it as Markdown";
pub const KEY_OPEN: &str = "Open an article";
pub const KEY_KEYS: &str = "This list";
