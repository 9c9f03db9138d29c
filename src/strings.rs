//! All that the page says, in one place. A translation replaces the values here and in `frame`.

mod article;
mod backup;
mod columns;
mod comparison;
mod correcting;
mod deep;
mod frame;
mod guidelines;
mod imports;
mod keys;
mod languages;
mod layout;
mod library;
mod places;
mod recovery;
mod sources;
mod timex;
mod turns;
mod versions;
mod voices;
mod word_list;

pub(crate) use article::*;
pub(crate) use backup::*;
pub(crate) use columns::*;
pub(crate) use comparison::*;
pub(crate) use correcting::*;
pub(crate) use deep::*;
use frame::frame;
pub(crate) use guidelines::*;
pub(crate) use imports::*;
pub(crate) use keys::*;
pub(crate) use languages::*;
pub(crate) use layout::*;
pub(crate) use library::*;
pub(crate) use places::*;
pub(crate) use recovery::*;
pub(crate) use sources::*;
pub(crate) use timex::*;
pub(crate) use turns::*;
pub(crate) use versions::*;
pub(crate) use voices::*;
pub(crate) use word_list::*;

pub(crate) const WELCOME: &str = "Who said what, exactly?";
pub(crate) const WELCOME_MORE: &str = "Give Pullquote a news article. It highlights every quotation with who said it, and the \
    people, organisations, places and dates.";
pub(crate) const PASTE: &str = "Paste or choose an article";
pub(crate) const STOP: &str = frame("stop");
pub(crate) const SAMPLE: &str = frame("try-the-sample");
pub(crate) const WELCOME_POINTS: [(&str, &str); 3] = [
    ("Correct", "what is wrong with a click or a key: j and k move, y confirms, x rejects."),
    ("Mark", "what was missed: select the words and say what they are."),
    ("Export", "the annotations to the tools you use. Nothing you open leaves this browser."),
];

pub(crate) const SEARCH: &str = "Search article and lists";
pub(crate) const NOT_IN_ARTICLE: &str = "Not in the article";
pub(crate) const PREVIOUS_MATCH: &str = "Previous match";
pub(crate) const NEXT_MATCH: &str = "Next match";

pub(crate) const NO_ARTICLES: &str =
    "No articles yet. Each article that you open is saved here automatically.";

pub(crate) const QUOTE_KIND: &str = "Kind of quotation";
pub(crate) const NAME_KIND: &str = "Kind of name";
pub(crate) const ALL_KINDS: &str = "All kinds";
pub(crate) const WHOSE: &str = "Whose quotations";
pub(crate) const ALL_SPEAKERS: &str = "All speakers";
pub(crate) const VERDICT: &str = "Verdict";
pub(crate) const ALL_VERDICTS: &str = "Checked or not";
pub(crate) const CONFIDENCE: &str = "Confidence";
pub(crate) const ALL_CONFIDENCES: &str = "Sure or not";
pub(crate) const SURE: &str = "Sure";
pub(crate) const UNSURE: &str = "Unsure";
pub(crate) const CONFIRM_THESE: &str = "Confirm these";
pub(crate) const REJECT_THESE: &str = "Reject these";
pub(crate) const CLEAR: &str = "Show all";

pub(crate) const UNNAMED: &str = "Unnamed";
pub(crate) const NOBODY: &str = "Nobody given";

pub(crate) const IN_ORDER: &str = "In order";
pub(crate) const BY_SPEAKER: &str = "By speaker";
pub(crate) const ORDER: &str = "Order of the quotations";
pub(crate) const TABS: &str = "Annotations by kind";
pub(crate) const EARLIER: &str = "Earlier entries";
pub(crate) const LATER: &str = "Later entries";

pub(crate) const NO_QUOTES: &str = "No quotations found. Select words in the article to mark one.";
pub(crate) const NO_SPEAKERS: &str = "Nobody speaks in this article.";
pub(crate) const NO_NAMES: &str = "No names found. Select words in the article to mark one.";
pub(crate) const NO_DATES: &str = "No dates found.";
pub(crate) const NO_NOTES: &str = "No comments or tags yet. Select a highlight, or words in the article.";
pub(crate) const NO_PROBLEMS: &str = "Nothing to look at.";
pub(crate) const NONE_SHOWN: &str = "Nothing here fits the filter.";

pub(crate) const NOT_FOUND: &str = "Not found";
pub(crate) const NOT_IN_TEXT: &str = "not found in this text";
pub(crate) const REJECTED: &str = "Rejected";
pub(crate) const REJECTED_HINT: &str = "rejected; confirm it to bring it back";
pub(crate) const WITHOUT_DATE: &str = "Without a day on the calendar";

pub(crate) const AS_CSV: &str = "Table (CSV)";
pub(crate) const AS_SVG: &str = "Picture (SVG)";
pub(crate) const AS_PNG: &str = "Picture (PNG)";

pub(crate) const SELECT_HIGHLIGHT: &str = "Select a highlight to check or change it.";
pub(crate) const DESELECT: &str = "Deselect";
/// What the article's lines are for: kind, detail, what it says.
pub(crate) const LEGEND: &str = "What the lines mean";
pub(crate) const LEGEND_KINDS: [(&str, &str, &str); 10] = [
    ("quote", "direct", "direct quotation"),
    ("quote", "indirect", "indirect"),
    ("quote", "mixed", "mixed"),
    ("speaker", "", "speaker"),
    ("cue", "", "cue"),
    ("entity", "person", "person"),
    ("entity", "org", "organisation"),
    ("entity", "gpe", "place"),
    ("entity", "norp", "other name"),
    ("date", "", "date"),
];
pub(crate) const FIRST_KEYS_NAME: &str = "First keys";
pub(crate) const FIRST_KEYS: [(&str, &str); 4] =
    [("u", "next unsure"), ("j", "next"), ("w", "select words"), ("?", "all keys")];
pub(crate) const EXTENT: &str = "Extent";
pub(crate) const STARTS: &str = "Start";
pub(crate) const ENDS: &str = "End";
pub(crate) const START_OUT: &str = "Start one word earlier";
pub(crate) const START_IN: &str = "Start one word later";
pub(crate) const END_IN: &str = "End one word earlier";
pub(crate) const END_OUT: &str = "End one word later";

pub(crate) const NO_VALUE: &str = "no value";
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(crate) const SAID_CARRIED: &str = "{0} carried over";

pub(crate) const SAID_EXTENT: &str = "Now: “{0}”";
pub(crate) const SAID_JOINED: &str = "Joined: “{0}”";

pub(crate) const SAID_CONFIRMED: &str = "Confirmed {0}";
pub(crate) const SAID_REJECTED: &str = "Rejected {0}; they stay listed under Problems";
pub(crate) const SAID_OPEN_AGAIN: &str = "Reopened {0}";

pub(crate) const SAID_MARKED: &str = "Marked as {0}";
pub(crate) const SAID_MARKED_MORE: &str = "Marked {0} more";
pub(crate) const SAID_KIND: &str = "Now: {0}";

pub(crate) const SAID_SPEAKER: &str = "Speaker: {0}";
pub(crate) const SAID_NAME: &str = "Name: {0}";
pub(crate) const SAID_RENAMED: &str = "{0} now under {1}";

pub(crate) const SAID_VALUE: &str = "Value: {0}";

pub(crate) const NAMES_CHECKED: &str = "{0} of {1} names and dates";
pub(crate) const SAID_CHECKED: &str = "{0} checked";
pub(crate) const OF_CHECKED: &str = "{0} of {1} checked";
pub(crate) const BOTH_CHECKED: &str = "{0} of {1} checked, {2}";

pub(crate) const WHY_WITH_CUE: &str = "{0} Cue: “{1}”.";

pub(crate) const SAME_QUOTATIONS_IN: &str =
    "Found in {0} of your library. Words that only this article has are struck out.";
pub(crate) const OPEN_TITLE: &str = "Open {0}";

pub(crate) const UNCHANGED: &str = "{0} unchanged";
pub(crate) const AND_LOST: &str = "; {0} of yours not found: see Problems";

pub(crate) const N_UNDER: &str = "{0} under “{1}”";
pub(crate) const NAME_QUOTATION: &str = "{0}, quotation";

pub(crate) const IN_THE_ARTICLE: &str = "{0} in the article";
pub(crate) const OF: &str = "{0} of {1}";
pub(crate) const OF_SHOWN: &str = "{0} of {1} shown";

pub(crate) const RANGE_OF: &str = "{0}–{1} of {2}";

pub(crate) const UNNAMED_WORDS: &str = "unnamed: “{0}”";

pub(crate) const WORDS_OF: &str = "Words of {0}";
pub(crate) const PICTURE_FOOT: &str = "{0} in {1}, by words; share of all quoted words";

pub(crate) const TOO_LONG: &str = "This text has {0} MB. The page opens at most {1} MB, because a browser saves no more. Open it in parts, or use the command line.";
pub(crate) const SAID_FOUND: &str = "{0} found";
pub(crate) const SAID_IMPORTED: &str = "{0} imported";

pub(crate) const SAID_WORDS: &str = " ({0} words)";

pub(crate) const ALL_CHECKED: &str = "Everything is checked: {0}";
pub(crate) const NO_CHOICE: &str = "The key {0} chooses nothing here";
pub(crate) const OTHERS_COULD_FOLLOW: &str = "{0}. {1} still under “{2}”: press e to rename them";

pub(crate) const SELECTED_ANNOTATION: &str = "Selected annotation";
pub(crate) const YOUR_OWN: &str = "Your own";
pub(crate) const CONFIRM: &str = "Confirm";
pub(crate) const REJECT: &str = "Reject";
pub(crate) const MARK_ALL: &str = frame("mark-all");
pub(crate) const KIND: &str = "Kind";
pub(crate) const NAME: &str = "Name";
pub(crate) const VALUE: &str = "Value";
pub(crate) const COMMENT: &str = "Comment";
pub(crate) const SPEAKER: &str = "Speaker";
pub(crate) const SAID_BY: &str = "Said by";
pub(crate) const CUE: &str = "Cue";
pub(crate) const LIKELY_SPEAKERS: &str = "Likely speakers";
pub(crate) const CHANGE_THEM_TOO: &str = "Change them too…";
pub(crate) const RENAME_OR_MERGE: &str = "Rename or merge…";
pub(crate) const TAGS: &str = "Tags";
pub(crate) const COPY_QUOTE: &str = "Copy quote";
pub(crate) const COPY_QUOTE_HINT: &str = "With speaker, title, date and link (C)";
pub(crate) const COPY_AS_MARKDOWN: &str = "Copy as Markdown";
pub(crate) const COPY_AS_MARKDOWN_HINT: &str = "The same, as Markdown (M)";
pub(crate) const CITATION: &str = "Citation";
pub(crate) const SPLIT_HERE: &str = frame("split-here");
pub(crate) const SPLIT_HERE_HINT: &str = "Click between two words first (|)";
pub(crate) const JOIN_WITH_NEXT: &str = "Join with next";
pub(crate) const JOIN_HINT: &str = "Join with the next quotation (J)";
pub(crate) const PARTS: &str = "Parts";
pub(crate) const WHY_YOURS: &str = "You marked or changed this.";
pub(crate) const WHY_MARKS_AND_CUE: &str = "Words in quotation marks beside a verb of saying.";
pub(crate) const WHY_CONTINUED: &str = "Words in quotation marks that continue the quotation before.";
pub(crate) const WHY_MARKS_ALONE: &str = "Words in quotation marks with no verb of saying near them.";
pub(crate) const WHY_NOBODY: &str = "No speaker was found.";
pub(crate) const WHY_REPORTED: &str = "A clause that depends on a verb of saying.";
pub(crate) const WHY_ACCORDING: &str = "Words that the text gives a source for.";
pub(crate) const WHY_CLAIM: &str = "A clause after a noun that says whose claim it is.";
pub(crate) const WHY_COLON: &str = "Words that follow a name and a colon or dash.";
pub(crate) const WHY_PART: &str = "Part of a quotation.";
pub(crate) const WHY_KNOWN: &str = "A known name.";
pub(crate) const WHY_ELSEWHERE: &str = "The same name occurs elsewhere in the article.";
pub(crate) const WHY_CONTEXT: &str = "The form of the words, and the words around them.";
pub(crate) const WHY_PATTERN: &str = "A pattern of dates or amounts.";
pub(crate) const WHY_MODEL: &str = "Learned from annotated news.";
pub(crate) const WHY_DEEP: &str = "Found by the deep reading.";

pub(crate) const NO_SAME_QUOTATION: &str = "No quotation of this article is in another one of your library.";
pub(crate) const OPEN: &str = "Open";
pub(crate) const NO_SPEAKER: &str = "No speaker";
pub(crate) const SAME_WORDS: &str = "same words";
pub(crate) const OTHER_WORDS: &str = "other words";
pub(crate) const SHOW: &str = "Show";

pub(crate) const FILTERS: &str = "Filters";

pub(crate) const REMOVE: &str = "Remove";
pub(crate) const DELETE: &str = "Delete";
pub(crate) const MARK: &str = "Mark";

pub(crate) const ALTERED: &str = "Altered";
pub(crate) const MOVED: &str = "Moved";
pub(crate) const REMOVED: &str = "Removed";
pub(crate) const NEW: &str = "New";
pub(crate) const YOURS_LOST: &str = "Your work that was not found";
pub(crate) const WHAT_CHANGED: &str = "What changed since the older version";
pub(crate) const N_ALTERED: &str = "altered";
pub(crate) const N_MOVED: &str = "moved";
pub(crate) const N_REMOVED: &str = "removed";
pub(crate) const N_NEW: &str = "new";

pub(crate) const QUOTES: &str = "Quotes";
pub(crate) const SPEAKERS: &str = "Speakers";
pub(crate) const ENTITIES: &str = "Entities";
pub(crate) const DATES: &str = "Dates";
pub(crate) const NOTES: &str = "Notes";
pub(crate) const PROBLEMS: &str = "Problems";

pub(crate) const OTHER_NAME: &str = frame("other-name");

pub(crate) const SPOKEN_BY_NOBODY: &str = "no speaker";

pub(crate) const SPEAKERS_AS_A_FILE: &str = "Speakers as a file";
pub(crate) const WHO_SPEAKS: &str = "Who speaks";

pub(crate) const CHECKED: &str = "Checked";
pub(crate) const CHECK_NEXT: &str = frame("check-next");
pub(crate) const CHECK_NEXT_HINT: &str = "The unsure quotations first (u)";

pub(crate) const NEW_NAME: &str = "New name";
pub(crate) const PERHAPS_THE_SAME: &str = "Perhaps the same";
pub(crate) const RENAME_HINT: &str = "Everything that is ticked gets the new name. You can undo this as one step. If the article has the new name already, the two become one.";

pub(crate) const UNDO: &str = frame("undo");
pub(crate) const REDO: &str = frame("redo");

pub(crate) const ANALYSE_AGAIN: &str = "Analyse again";
pub(crate) const ANALYSE_AGAIN_HINT: &str = "Your own work stays as it is";
pub(crate) const SAID_ANALYSED_AGAIN: &str = "Analysed again. Your own work has not changed";
pub(crate) const ANALYSE: &str = "Analyse";
pub(crate) const IMPORT: &str = frame("import");
pub(crate) const UNDONE: &str = "Undone";
pub(crate) const DONE_AGAIN: &str = "Done again";

pub(crate) const NOT_IN_THIS_TEXT: &str = "The selection is not in this text";
pub(crate) const SO_ALREADY: &str = "There is nothing to change";

pub(crate) const NO_FURTHER: &str = "It cannot go further that way";
pub(crate) const WOULD_OVERLAP: &str = "Its parts would overlap";
pub(crate) const RESIZE: &str = "Resize";
pub(crate) const ENDS_WOULD_CROSS: &str = "An end cannot go past the other";
pub(crate) const TAKE_IN: &str = frame("take-in");
pub(crate) const LEAVE_OUT: &str = frame("leave-out");
pub(crate) const NOTHING_LEFT: &str = "Nothing would be left of it";
pub(crate) const SPLIT_WHERE: &str =
    "Put the cursor inside the annotation, or select a word in it, where you want to split it";
pub(crate) const SPLIT: &str = "Split";
pub(crate) const SAID_SPLIT: &str = "Split in two: the second part is selected";
pub(crate) const ONLY_QUOTATIONS_JOIN: &str = "Only quotations can be joined";
pub(crate) const NONE_TO_JOIN: &str = "There is no other quotation to join it with";
pub(crate) const JOIN: &str = "Join";

pub(crate) const CONFIRMED: &str = "Confirmed";
pub(crate) const SAID_REJECTED_ONE: &str = "Rejected; it stays listed under Problems";
pub(crate) const REOPEN: &str = "Reopen";
pub(crate) const SAID_REOPENED: &str = "Reopened";
pub(crate) const ALL_SO_ALREADY: &str = "There is nothing to change";
pub(crate) const CONFIRM_ALL: &str = "Confirm all";
pub(crate) const REJECT_ALL: &str = "Reject all";
pub(crate) const REOPEN_ALL: &str = "Reopen all";
pub(crate) const SAID_DELETED_LISTED: &str = "Deleted; it stays listed under Problems";
pub(crate) const DELETED: &str = "Deleted";

pub(crate) const NO_TEXT_SELECTED: &str = "There is no text in the selection";
pub(crate) const ALL_MARKED: &str = "Every occurrence is marked already";
pub(crate) const CHANGE_KIND: &str = "Change kind";

pub(crate) const ONLY_QUOTATIONS_SPEAK: &str = "Only a quotation has a speaker";
pub(crate) const SET_SPEAKER: &str = "Set speaker";
pub(crate) const QUOTATION_FIRST: &str = "Select a quotation first: only a quotation has a speaker and a cue";
pub(crate) const SET_CUE: &str = "Set cue";
pub(crate) const ONLY_ENTITIES_NAMED: &str = "Only an entity has a name";
pub(crate) const EMPTY_NAME: &str = "A name cannot be empty";
pub(crate) const CHANGE_NAME: &str = "Change name";
pub(crate) const NAMED_SO: &str = "They have that name already";
pub(crate) const RENAME: &str = "Rename";

pub(crate) const ONLY_DATES_HAVE_VALUES: &str = "Only a date has a value";
pub(crate) const CHANGE_VALUE: &str = "Change value";
pub(crate) const COMMENT_SAVED: &str = "Comment saved";
pub(crate) const TAG: &str = "Tag";
pub(crate) const TAGS_SAVED: &str = "Tags saved";

pub(crate) const CARRY_OVER: &str = "Carry over";

pub(crate) const DATE: &str = frame("date");
pub(crate) const NOTE: &str = frame("note");
pub(crate) const TIMEX_DATE: &str = "date";
pub(crate) const TIMEX_TIME: &str = "time";
pub(crate) const TIMEX_DURATION: &str = "duration";
pub(crate) const TIMEX_SET: &str = "set";
pub(crate) const DIRECT_QUOTATION: &str = "Direct quotation";
pub(crate) const INDIRECT_QUOTATION: &str = "Indirect quotation";
pub(crate) const MIXED_QUOTATION: &str = "Mixed quotation";
pub(crate) const DIRECT: &str = "direct";
pub(crate) const INDIRECT: &str = "indirect";
pub(crate) const MIXED: &str = "mixed";
pub(crate) const PERSON: &str = frame("person");
pub(crate) const ORGANISATION: &str = frame("organisation");
pub(crate) const COUNTRY_CITY_OR_STATE: &str = "Country, city or state";
pub(crate) const PLACE: &str = frame("place");
pub(crate) const BUILDING_OR_STRUCTURE: &str = "Building or structure";
pub(crate) const NATIONALITY_OR_GROUP: &str = "Nationality or group";
pub(crate) const EVENT: &str = "Event";
pub(crate) const WORK: &str = "Work";
pub(crate) const PRODUCT: &str = "Product";
pub(crate) const LAW: &str = "Law";
pub(crate) const AMOUNT_OF_MONEY: &str = "Amount of money";
pub(crate) const PERCENTAGE: &str = "Percentage";
pub(crate) const NOT_CHECKED: &str = "Not checked";

pub(crate) const SPEAKER_NOT_NAMED: &str = "speaker not named";

pub(crate) const NOTHING_TO_UNDO: &str = "Nothing to undo";
pub(crate) const NOTHING_TO_REDO: &str = "Nothing to redo";
pub(crate) const OPEN_FIRST: &str = "Open an article first";
pub(crate) const SELECT_FIRST: &str = "Select an annotation first";
pub(crate) const NO_OTHER: &str = "There is no other";
pub(crate) const SELECT_FITTING: &str = "Select an annotation that has this first";
pub(crate) const SAID_OPENED: &str = "Opened from the library";
pub(crate) const GONE_FROM_LIBRARY: &str = "This article is not in the library any more";

pub(crate) const SELECT_WORDS: &str = "Select some words in the article first";
pub(crate) const NO_OTHER_TO_CHECK: &str = "There is no other to check";
pub(crate) const CLICK_TO_SPLIT: &str = "Click between two words where you want to split it";
pub(crate) const NO_QUOTATION_TO_JOIN: &str = "There is no quotation to join it with";
pub(crate) const SELECT_NAMED: &str = "Select a quotation that has a speaker, or a name";
pub(crate) const WRITE_AND_TICK: &str = "Write a name, and tick what should have it.";
pub(crate) const COPIED_WITH_ITS_SOURCE: &str = "Copied, with its source";

pub(crate) const REALLY_REMOVE: &str = "Really remove?";
pub(crate) const SAVED: &str = "Saved";
pub(crate) const NOT_SAVED: &str = frame("not-saved");

pub(crate) const OPEN_FIRST_STOP: &str = "Open an article first.";
pub(crate) const SAME_TEXT: &str = "This text is the same as the open one: nothing has changed.";
pub(crate) const NO_TEXT_YET: &str = "There is no text yet. Paste an article, or choose a file.";
pub(crate) const THE_PASTED_PAGE: &str = "The pasted page";
pub(crate) const ANALYSING: &str = "Analysing";
pub(crate) const NOT_READ: &str = "The browser ended the reading. Try it again with a shorter text.";
pub(crate) const SAID_STOPPED: &str = "Stopped. To have the article analysed, open it again";
pub(crate) const NO_ARTICLE_TEXT: &str =
    "No article text was found in this. Copy the text of the page and paste it.";
pub(crate) const SAID_KNOWN: &str = "This article was in your library, with your work on it";
pub(crate) const EXPORTED: &str = "Exported";
pub(crate) const ADDRESS_ALONE: &str = "This is only the address of a page, and Pullquote fetches nothing from the net. Open the \
     page and send it here with the bookmarklet “Send to Pullquote”, or copy the page’s text and paste it.";
pub(crate) const SET_WITHOUT_TEXT: &str =
    "this annotation file does not carry its article: open the article first, then use Import";

pub(crate) const OUTSIDE_ARTICLE: &str = "That is not in the article";

pub(crate) const NO_WORDS: &str = "There are no words here";
pub(crate) const ONE_MORE_UNDER: &str = "{0} more is under “{1}”.";
pub(crate) const MORE_UNDER: &str = "{0} more are under “{1}”.";
pub(crate) const ONE_MORE_SAME: &str = "{0} more is under this name.";
pub(crate) const MORE_SAME: &str = "{0} more are under this name.";
pub(crate) const SENT_PAGE: &str = "The page that was sent";
/// Said by the bookmarklet, in the page that is being read.
pub(crate) const BOOKMARKLET_NO_TAB: &str =
    "The browser did not let Pullquote open. Allow pop-ups for this page, and try again.";
pub(crate) const BOOKMARKLET_NO_ANSWER: &str = "This site does not let a bookmark send its pages. Select the article, copy it, and paste it in Pullquote.";
pub(crate) const NOTHING_SENT: &str = "There is no page to open: send it again.";
pub(crate) const SAVING: &str = "Saving…";
pub(crate) const IN_THIS_TAB: &str = "In this tab only";
/// Beside the buttons while a name or a date is half typed.
pub(crate) const UNDECIDED: &str = "Enter saves it";
pub(crate) const TYPING_CANCELLED: &str = "The text is as it was before";
pub(crate) const TYPED_FOR_NOTHING: &str =
    "The annotation was removed elsewhere, so this text could not be saved: {0}";
pub(crate) const DRAFT_OFFERED: &str = "“{0}” was typed and not saved. Enter saves it, Escape drops it";
pub(crate) const QUOTATIONS_CHECKED: &str = ". All quotations are checked";
pub(crate) const PERCENT_SURE: &str = "{0} % sure";

/// One, and several.
pub(crate) const QUOTATIONS: [&str; 2] = ["quotation", "quotations"];
pub(crate) const ANNOTATIONS: [&str; 2] = ["annotation", "annotations"];
pub(crate) const MENTIONS: [&str; 2] = ["mention", "mentions"];
pub(crate) const WORDS: [&str; 2] = ["word", "words"];
pub(crate) const RECORDS: [&str; 2] = ["record", "records"];
pub(crate) const OTHER_ARTICLES: [&str; 2] = ["other article", "other articles"];
pub(crate) const QUOTED_WORDS: [&str; 2] = ["quoted word", "quoted words"];

/// For the browser's console alone.
pub(crate) const UNKNOWN_COMMAND: &str = "Unknown command: {0}";

/// Fills a text: `{0}` with the first part, and so on. A translation may use them in another order.
pub(crate) fn fill(text: &str, parts: &[&dyn std::fmt::Display]) -> String {
    let mut pieces = text.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let part =
            piece.split_once('}').and_then(|(n, rest)| Some((parts.get(n.parse::<usize>().ok()?)?, rest)));
        match part {
            Some((part, rest)) => filled += &format!("{part}{rest}"),
            None => filled += piece,
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn parts_are_filled_in_any_order() {
        assert_eq!(fill("{0} of {1}", &[&3, &"5 words"]), "3 of 5 words");
        assert_eq!(fill("{1}: {0}.", &[&"a {1}", &"b"]), "b: a {1}.");
        assert_eq!(fill("nothing", &[]), "nothing");
    }
}
