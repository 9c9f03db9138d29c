//! What the page says of the word list: what a reader has said in one article and other articles follow.

use super::frame;

pub(crate) const WORD_LIST: &str = frame("word-list");
pub(crate) const WORD_LIST_LEAD: &str = "What you correct is kept here, on this device, and followed in articles that you \
    open later: names, speakers, cues, words in quotation marks that are no quotation. A suggestion that follows it says \
    so in its card. What you have judged is never changed.";
pub(crate) const NO_ENTRIES: &str =
    "Nothing yet. Correct a name, a kind or a speaker in an article, and it is listed here.";
pub(crate) const REMEMBER: &str = "Remember my corrections";
pub(crate) const REMEMBERS: &str = "Corrections are remembered from now on";
pub(crate) const REMEMBERS_NO_MORE: &str = "Corrections are not remembered any more; the list stays";
pub(crate) const WORDS_OF_ENTRY: &str = "Words";
pub(crate) const MEANING: &str = "What they are";
pub(crate) const SAID_IN: &str = "You said so in";
pub(crate) const IS_USED: &str = "Use";
pub(crate) const USE_ENTRY: &str = "Use “{0}”";
pub(crate) const NAME_OF_ENTRY: &str = "Name of “{0}”";
pub(crate) const KIND_OF_ENTRY: &str = "Kind of “{0}”";
pub(crate) const REMOVE_ENTRY: &str = "Remove “{0}”";
pub(crate) const IS_A_NAME: &str = "A name:";
pub(crate) const IS_A_SPEAKER: &str = "As a speaker:";
pub(crate) const IS_A_CUE: &str = "A cue: they report speech";
pub(crate) const IS_NO_QUOTATION: &str = "In quotation marks, no quotation";
pub(crate) const IS_NO_NAME: &str = "No name: not “{0}”";
pub(crate) const CONTRADICTED: &str = "Another entry says otherwise: neither is used.";
pub(crate) const FROM_A_FILE: &str = "A file, or by hand";
pub(crate) const N_ENTRIES: [&str; 2] = ["entry", "entries"];
pub(crate) const N_ENTRIES_USED: &str = "{0}, {1} in use";
pub(crate) const LIST_IS_FULL: &str = "The list is full. Remove entries, so that more can be remembered.";
pub(crate) const EXPORT_LIST: &str = "Export the list";
pub(crate) const APPLY_TO_LIBRARY: &str = "Apply to library…";
pub(crate) const APPLY_TO_ARTICLE: &str = "Apply to the open article";
pub(crate) const ENTRY_PAGES: &str = "Pages of the word list";
pub(crate) const ENTRY_CHANGED: &str = "Changed: “{0}”";
pub(crate) const ENTRY_ON: &str = "Used again: “{0}”";
pub(crate) const ENTRY_OFF: &str = "Not used any more: “{0}”";
pub(crate) const ENTRY_REMOVED: &str = "Removed: “{0}”. The article in which you said so stays as it is.";
pub(crate) const ENTRY_BACK: &str = "In the list again: “{0}”";
pub(crate) const ENTRIES_ADDED: &str = "{0} added to the word list, {1} were there";
pub(crate) const LIST_HAS_CHANGED: &str = "The list has changed meanwhile. It is shown anew";
pub(crate) const APPLY_WORD_LIST: &str = "Apply word list";
pub(crate) const NOTHING_LEARNED: &str = "The word list changes nothing here";
pub(crate) const SAID_LEARNED: &str = "{0} changed as in the word list";
pub(crate) const WOULD_CHANGE: &str = "The word list changes {0} in {1}: nothing that you have judged. In each article you \
    can undo it as one step.";
pub(crate) const CHANGE_THEM: &str = "Change them";
pub(crate) const CHANGES_NOTHING: &str = "The word list changes nothing in the library.";
pub(crate) const SAID_APPLIED: &str = "The word list has changed {0} in {1}";
pub(crate) const FOLLOW_LIST: &str = "{0}; {1} as in your word list";
pub(crate) const WHY_SAID_SO: &str = "You said so in “{0}”.";
pub(crate) const WHY_IN_LIST: &str = "As in your word list.";
