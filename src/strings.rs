//! All that the page says, in one place: a translation replaces the values here and in `frame`. Above `view`, so that
//! whatever shows something can say it.

mod article;
mod backup;
mod frame;
mod keys;

pub use article::*;
pub use backup::*;
use frame::frame;
pub use keys::*;

pub const WELCOME: &str = "Who said what, exactly?";
pub const WELCOME_MORE: &str = "Give Pullquote a news article. Every quotation stands out with who said it; people, \
    organisations, places and dates too.";
pub const PASTE: &str = "Paste or choose an article";
pub const SAMPLE: &str = frame("try-the-sample");
pub const WELCOME_POINTS: [(&str, &str); 3] = [
    ("Correct", "what is wrong with a click or a key: j and k walk, y confirms, x rejects."),
    ("Mark", "what was missed: select the words and say what they are."),
    ("Export", "the set for the tools you use. Nothing you open leaves this browser."),
];
/// Stretches of an example sentence, with their kinds.
pub const SPECIMEN: [(&str, &str); 8] = [
    ("quote", "“The last ferry stays,”"),
    ("", " "),
    ("speaker", "Mara Lindqvist"),
    ("", " "),
    ("cue", "promised"),
    ("", " on "),
    ("date", "3 April"),
    ("", "."),
];
pub const SPECIMEN_KEY: [(&str, &str); 4] =
    [("quote", "what was said"), ("speaker", "by whom"), ("cue", "how"), ("date", "when")];

pub const SEARCH: &str = "Search article and lists";
pub const NOT_IN_ARTICLE: &str = "Not in the article";
pub const PREVIOUS_MATCH: &str = "Previous match";
pub const NEXT_MATCH: &str = "Next match";

pub const SEARCH_LIBRARY: &str = "Search all articles";
pub const NOT_IN_LIBRARY: &str = "No saved article says this.";
pub const NO_ARTICLES: &str = "No articles yet. Open one: it is saved here by itself.";

pub const QUOTE_KIND: &str = "Kind of quotation";
pub const NAME_KIND: &str = "Kind of name";
pub const ALL_KINDS: &str = "All kinds";
pub const WHOSE: &str = "Whose quotations";
pub const ALL_SPEAKERS: &str = "All speakers";
pub const VERDICT: &str = "Verdict";
pub const ALL_VERDICTS: &str = "Checked or not";
pub const CONFIDENCE: &str = "Confidence";
pub const ALL_CONFIDENCES: &str = "Sure or not";
pub const SURE: &str = "Sure";
pub const UNSURE: &str = "Unsure";
pub const CONFIRM_THESE: &str = "Confirm these";
pub const REJECT_THESE: &str = "Reject these";
pub const CLEAR: &str = "Show all";

pub const UNNAMED: &str = "Unnamed";
pub const NOBODY: &str = "Nobody given";

pub const IN_ORDER: &str = "In order";
pub const BY_SPEAKER: &str = "By speaker";
pub const ORDER: &str = "Order of the quotations";
pub const TABS: &str = "Annotations by kind";
pub const EARLIER: &str = "Earlier entries";
pub const LATER: &str = "Later entries";

pub const NO_QUOTES: &str = "No quotations found. Select words in the article to mark one.";
pub const NO_SPEAKERS: &str = "Nobody speaks in this article.";
pub const NO_NAMES: &str = "No names found. Select words in the article to mark one.";
pub const NO_DATES: &str = "No dates found.";
pub const NO_NOTES: &str = "No comments or tags yet. Select a highlight, or words in the article.";
pub const NO_PROBLEMS: &str = "Nothing to look at.";
pub const NONE_SHOWN: &str = "Nothing here fits the filter.";

pub const NOT_FOUND: &str = "Not found";
pub const NOT_IN_TEXT: &str = "not found in this text";
pub const REJECTED: &str = "Rejected";
pub const REJECTED_HINT: &str = "rejected; confirm it to bring it back";
pub const WITHOUT_DATE: &str = "Without a day on the calendar";

pub const AS_CSV: &str = "Table (CSV)";
pub const AS_SVG: &str = "Picture (SVG)";
pub const AS_PNG: &str = "Picture (PNG)";

pub const SELECT_HIGHLIGHT: &str = "Select a highlight to check or change it.";
pub const LET_GO: &str = "Let go of it";
/// What the article's lines are for: kind, detail, what it says.
pub const LEGEND: &str = "What the lines mean";
pub const LEGEND_KINDS: [(&str, &str, &str); 10] = [
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
pub const FIRST_KEYS_NAME: &str = "First keys";
pub const FIRST_KEYS: [(&str, &str); 4] =
    [("u", "least sure"), ("j", "next"), ("w", "select words"), ("?", "all keys")];
pub const EXTENT: &str = "Extent";
pub const STARTS: &str = "Start";
pub const ENDS: &str = "End";
pub const START_OUT: &str = "Start one word earlier";
pub const START_IN: &str = "Start one word later";
pub const END_IN: &str = "End one word earlier";
pub const END_OUT: &str = "End one word later";

pub const NO_VALUE: &str = "no value";
pub const MONTHS: [&str; 12] = [
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

pub const NOT_ENGLISH: &str = "This article does not seem to be in English. All that you do by hand serves all the same. \
    Quotations, speakers, names and dates were looked for with rules made for English: some will be missing or wrong.";

pub const SAID_CARRIED: &str = "{0} carried over";

pub const SAID_EXTENT: &str = "Now: “{0}”";
pub const SAID_JOINED: &str = "Joined: “{0}”";

pub const SAID_CONFIRMED: &str = "Confirmed {0}";
pub const SAID_REJECTED: &str = "Rejected {0}; they stay listed under Problems";
pub const SAID_OPEN_AGAIN: &str = "Open again: {0}";

pub const SAID_MARKED: &str = "Marked as {0}";
pub const SAID_MARKED_MORE: &str = "Marked {0} more";
pub const SAID_KIND: &str = "Now: {0}";

pub const SAID_SPEAKER: &str = "Speaker: {0}";
pub const SAID_NAME: &str = "Name: {0}";
pub const SAID_RENAMED: &str = "{0} now under {1}";

pub const SAID_VALUE: &str = "Value: {0}";

pub const NAMES_CHECKED: &str = "{0} of {1} names and dates";
pub const SAID_CHECKED: &str = "{0} checked";
pub const OF_CHECKED: &str = "{0} of {1} checked";
pub const BOTH_CHECKED: &str = "{0} of {1} checked, {2}";

pub const WHY_WITH_CUE: &str = "{0} Cue: “{1}”.";

pub const FOUND_ELSEWHERE: &str =
    "Found in {0} of your library. Words that only this article has are struck out.";
pub const OPEN_TITLE: &str = "Open {0}";

pub const UNCHANGED: &str = "{0} unchanged";
pub const AND_LOST: &str = "; {0} of yours not found: see Problems";

pub const N_UNDER: &str = "{0} under “{1}”";
pub const NAME_QUOTATION: &str = "{0}, quotation";

pub const IN_THE_ARTICLE: &str = "{0} in the article";
pub const OF: &str = "{0} of {1}";
pub const OF_SHOWN: &str = "{0} of {1} shown";

pub const DAMAGED: &str = "{0} could not be read and was left as it is: {1}.";
pub const REMOVE_TITLE: &str = "Remove {0}";

pub const RANGE_OF: &str = "{0}–{1} of {2}";

pub const UNNAMED_WORDS: &str = "unnamed: “{0}”";

pub const WORDS_OF: &str = "Words of {0}";
pub const PICTURE_FOOT: &str = "{0} in {1}, by words; share of all quoted words";

pub const TOO_LONG: &str = "This text has {0} MB; the page takes in {1} MB at the most, since a browser keeps no more. Open it in parts, or use the command line.";
pub const SAID_FOUND: &str = "{0} found";
pub const SAID_IMPORTED: &str = "{0} imported";

pub const SAID_WORDS: &str = " ({0} words)";

pub const ALL_CHECKED: &str = "Everything is checked: {0}";
pub const NO_CHOICE: &str = "There is nothing for {0} to choose";
pub const OTHERS_COULD_FOLLOW: &str = "{0}. {1} under “{2}” could follow: press e to see them";

pub const SELECTED_ANNOTATION: &str = "Selected annotation";
pub const YOUR_OWN: &str = "Your own";
pub const CONFIRM: &str = "Confirm";
pub const REJECT: &str = "Reject";
pub const MARK_ALL: &str = "Mark all";
pub const KIND: &str = "Kind";
pub const NAME: &str = "Name";
pub const VALUE: &str = "Value";
pub const COMMENT: &str = "Comment";
pub const SPEAKER: &str = "Speaker";
pub const SAID_BY: &str = "Said by";
pub const CUE: &str = "Cue";
pub const LIKELY_SPEAKERS: &str = "Likely speakers";
pub const CHANGE_THEM_TOO: &str = "Change them too…";
pub const RENAME_OR_MERGE: &str = "Rename or merge…";
pub const TAGS: &str = "Tags";
pub const COPY_QUOTE: &str = "Copy quote";
pub const COPY_QUOTE_HINT: &str = "With speaker, title, date and link (C)";
pub const COPY_AS_MARKDOWN: &str = "Copy as Markdown";
pub const COPY_AS_MARKDOWN_HINT: &str = "The same, as Markdown (M)";
pub const CITATION: &str = "Citation";
pub const SPLIT_HERE: &str = frame("split-here");
pub const SPLIT_HERE_HINT: &str = "Click between two words first (|)";
pub const JOIN_WITH_NEXT: &str = "Join with next";
pub const JOIN_HINT: &str = "Join with the next quotation (J)";
pub const PARTS: &str = "Parts";
pub const WHY_YOURS: &str = "You marked or changed this.";
pub const WHY_MARKS_AND_CUE: &str = "Marked words beside a verb of saying.";
pub const WHY_CONTINUED: &str = "Marked words that go on from the quotation before.";
pub const WHY_MARKS_ALONE: &str = "Marked words, without a verb of saying near them.";
pub const WHY_REPORTED: &str = "A clause that depends on a verb of saying.";
pub const WHY_ACCORDING: &str = "What someone is the source of.";
pub const WHY_COLON: &str = "Words that a colon or a dash ties to a name.";
pub const WHY_PART: &str = "Part of a quotation.";
pub const WHY_KNOWN: &str = "A known name.";
pub const WHY_ELSEWHERE: &str = "The same name stands elsewhere in the article.";
pub const WHY_CONTEXT: &str = "The shape of the words and of those around them.";
pub const WHY_PATTERN: &str = "A pattern of dates or amounts.";
pub const WHY_MODEL: &str = "Learned from annotated news.";

pub const NOT_ELSEWHERE: &str = "No quotation of this article is in another one of your library.";
pub const OPEN: &str = "Open";
pub const NO_SPEAKER: &str = "No speaker";
pub const SAME_WORDS: &str = "same words";
pub const OTHER_WORDS: &str = "other words";
pub const SHOW: &str = "Show";

pub const FORMAT_JSONLD: &str = "Web Annotations (JSON-LD): everything, imports back";
pub const FORMAT_CSV: &str = "Table of the quotations (CSV)";
pub const FORMAT_JSONL: &str = "JSON lines: quotations, entities, dates";
pub const FORMAT_MARKDOWN: &str = "Markdown: the quotations with their speakers";
pub const FORMAT_HTML: &str = "Web page that carries its annotations (HTML)";
pub const FORMAT_PRODIGY: &str = "spaCy and Prodigy (JSON lines)";
pub const FORMAT_HYPOTHESIS: &str = "Hypothesis (JSON)";
pub const FORMAT_TEI: &str = "TEI (XML)";
pub const FORMAT_BRAT: &str = "brat standoff";
pub const FORMAT_LABELSTUDIO: &str = "Label Studio (JSON)";
pub const FORMAT_CAS: &str = "UIMA CAS for INCEpTION (JSON)";
pub const FORMAT_IOB2: &str = "IOB2 (one token a line)";

pub const FILTERS: &str = "Filters";

pub const REMOVE: &str = "Remove";
pub const DELETE: &str = "Delete";
pub const MARK: &str = "Mark";

pub const ALTERED: &str = "Altered";
pub const MOVED: &str = "Moved";
pub const REMOVED: &str = "Removed";
pub const NEW: &str = "New";
pub const YOURS_LOST: &str = "Your work that was not found";
pub const WHAT_CHANGED: &str = "What changed since the older version";
pub const N_ALTERED: &str = "altered";
pub const N_MOVED: &str = "moved";
pub const N_REMOVED: &str = "removed";
pub const N_NEW: &str = "new";

pub const QUOTES: &str = "Quotes";
pub const SPEAKERS: &str = "Speakers";
pub const ENTITIES: &str = "Entities";
pub const DATES: &str = "Dates";
pub const NOTES: &str = "Notes";
pub const PROBLEMS: &str = "Problems";

pub const OTHER_NAME: &str = frame("other-name");

pub const SPOKEN_BY_NOBODY: &str = "no speaker";

pub const SPEAKERS_AS_A_FILE: &str = "Speakers as a file";
pub const WHO_SPEAKS: &str = "Who speaks";

pub const CHECKED: &str = "Checked";
pub const CHECK_NEXT: &str = "Check next";
pub const CHECK_NEXT_HINT: &str = "The least sure first (u)";

pub const NEW_NAME: &str = "New name";
pub const PERHAPS_THE_SAME: &str = "Perhaps the same";
pub const RENAME_HINT: &str = "Those that are ticked get the new name, as one step that can be undone. A name that is in the article already makes the two one.";

pub const UNDO: &str = frame("undo");
pub const REDO: &str = frame("redo");

pub const ANALYSE_AGAIN: &str = "Analyse again";
pub const ANALYSE_AGAIN_HINT: &str = "Your own work stays as it is";
pub const SAID_ANALYSED_AGAIN: &str = "Analysed again; your own work is as it was";
pub const ANALYSE: &str = "Analyse";
pub const IMPORT: &str = frame("import");
pub const UNDONE: &str = "Undone";
pub const DONE_AGAIN: &str = "Done again";

pub const NOT_IN_THIS_TEXT: &str = "The selection is not in this text";
pub const SO_ALREADY: &str = "It is so already";

pub const NO_FURTHER: &str = "It cannot go further that way";
pub const WOULD_OVERLAP: &str = "Its parts would overlap";
pub const RESIZE: &str = "Resize";
pub const ENDS_WOULD_CROSS: &str = "An end cannot go past the other";
pub const TAKE_IN: &str = frame("take-in");
pub const LEAVE_OUT: &str = frame("leave-out");
pub const NOTHING_LEFT: &str = "Nothing would be left of it";
pub const SPLIT_WHERE: &str = "Put the caret, or select a word, inside the annotation: it is split there";
pub const SPLIT: &str = "Split";
pub const SAID_SPLIT: &str = "Split in two; this is the second";
pub const ONLY_QUOTATIONS_JOIN: &str = "Only quotations can be joined";
pub const NONE_TO_JOIN: &str = "There is no other quotation to join it with";
pub const JOIN: &str = "Join";

pub const CONFIRMED: &str = "Confirmed";
pub const SAID_REJECTED_ONE: &str = "Rejected; it stays listed under Problems";
pub const REOPEN: &str = "Reopen";
pub const SAID_REOPENED: &str = "Open again";
pub const ALL_SO_ALREADY: &str = "They are so already";
pub const CONFIRM_ALL: &str = "Confirm all";
pub const REJECT_ALL: &str = "Reject all";
pub const REOPEN_ALL: &str = "Reopen all";
pub const SAID_DELETED_LISTED: &str = "Deleted; it stays listed under Problems";
pub const DELETED: &str = "Deleted";

pub const NO_TEXT_SELECTED: &str = "There is no text in the selection";
pub const ALL_MARKED: &str = "Every occurrence is marked already";
pub const CHANGE_KIND: &str = "Change kind";

pub const ONLY_QUOTATIONS_SPEAK: &str = "Only a quotation has a speaker";
pub const SET_SPEAKER: &str = "Set speaker";
pub const QUOTATION_FIRST: &str = "Select a quotation first: only a quotation has a speaker and a cue";
pub const SET_CUE: &str = "Set cue";
pub const ONLY_ENTITIES_NAMED: &str = "Only an entity has a name";
pub const EMPTY_NAME: &str = "A name cannot be empty";
pub const CHANGE_NAME: &str = "Change name";
pub const NAMED_SO: &str = "They have that name already";
pub const RENAME: &str = "Rename";

pub const ONLY_DATES_HAVE_VALUES: &str = "Only a date has a value";
pub const CHANGE_VALUE: &str = "Change value";
pub const COMMENT_KEPT: &str = "Comment kept";
pub const TAG: &str = "Tag";
pub const TAGS_KEPT: &str = "Tags kept";

pub const CARRY_OVER: &str = "Carry over";

pub const DATE: &str = frame("date");
pub const NOTE: &str = frame("note");
pub const DIRECT_QUOTATION: &str = "Direct quotation";
pub const INDIRECT_QUOTATION: &str = "Indirect quotation";
pub const MIXED_QUOTATION: &str = "Mixed quotation";
pub const DIRECT: &str = "direct";
pub const INDIRECT: &str = "indirect";
pub const MIXED: &str = "mixed";
pub const PERSON: &str = frame("person");
pub const ORGANISATION: &str = frame("organisation");
pub const COUNTRY_CITY_OR_STATE: &str = "Country, city or state";
pub const PLACE: &str = frame("place");
pub const BUILDING_OR_STRUCTURE: &str = "Building or structure";
pub const NATIONALITY_OR_GROUP: &str = "Nationality or group";
pub const EVENT: &str = "Event";
pub const WORK: &str = "Work";
pub const PRODUCT: &str = "Product";
pub const LAW: &str = "Law";
pub const AMOUNT_OF_MONEY: &str = "Amount of money";
pub const PERCENTAGE: &str = "Percentage";
pub const NOT_CHECKED: &str = "Not checked";

pub const SPEAKER_NOT_NAMED: &str = "speaker not named";

pub const NOTHING_TO_UNDO: &str = "Nothing to undo";
pub const NOTHING_TO_REDO: &str = "Nothing to redo";
pub const OPEN_FIRST: &str = "Open an article first";
pub const SELECT_FIRST: &str = "Select an annotation first";
pub const NO_OTHER: &str = "There is no other";
pub const SELECT_FITTING: &str = "Select an annotation that has this first";
pub const SAID_OPENED: &str = "Opened from the library";
pub const GONE_FROM_LIBRARY: &str = "This article is not in the library any more";

pub const SELECT_WORDS: &str = "Select some words in the article first";
pub const NO_OTHER_TO_CHECK: &str = "There is no other to check";
pub const CLICK_TO_SPLIT: &str = "Click between the words where it is to be split";
pub const NO_QUOTATION_TO_JOIN: &str = "There is no quotation to join it with";
pub const SELECT_NAMED: &str = "Select a quotation that has a speaker, or a name";
pub const WRITE_AND_TICK: &str = "Write a name, and tick what should have it.";
pub const COPIED_WITH_ITS_SOURCE: &str = "Copied, with its source";

pub const REALLY_REMOVE: &str = "Really remove?";
pub const SAVED: &str = "Saved";
pub const NOT_SAVED: &str = frame("not-saved");

pub const OPEN_FIRST_STOP: &str = "Open an article first.";
pub const SAME_TEXT: &str = "This is the very text that is open: nothing has changed.";
pub const NO_TEXT_YET: &str = "There is no text yet. Paste an article, or choose a file.";
pub const THE_PASTED_PAGE: &str = "The pasted page";
pub const ANALYSING: &str = "Analysing";
pub const SAID_STOPPED: &str = "Stopped; open the article again to have it analysed";
pub const NO_ARTICLE_TEXT: &str =
    "No article text was found in this. Copy the text of the page and paste it.";
pub const SAID_KNOWN: &str = "This article was in your library: your work on it is here";
pub const EXPORTED: &str = "Exported";
pub const SET_WITHOUT_TEXT: &str =
    "this annotation file does not carry its article: open the article first, then use Import";
pub const N_NOT_FOUND: &str = "not found in this text: see Problems";
pub const N_UNREADABLE: &str = "that could not be read";

pub const OUTSIDE_ARTICLE: &str = "That is not in the article";

pub const NO_WORDS: &str = "There are no words here";
pub const ONE_MORE_UNDER: &str = "{0} more is under “{1}”.";
pub const MORE_UNDER: &str = "{0} more are under “{1}”.";
pub const ONE_MORE_SAME: &str = "{0} more is under this name.";
pub const MORE_SAME: &str = "{0} more are under this name.";
pub const SENT_PAGE: &str = "The page that was sent";
/// Said by the bookmarklet, in the page that is being read.
pub const BOOKMARKLET_NO_TAB: &str =
    "The browser did not let Pullquote open. Allow pop-ups for this page, and try again.";
pub const BOOKMARKLET_NO_ANSWER: &str =
    "This site keeps its pages to itself. Select the article, copy it, and paste it in Pullquote.";
pub const NOTHING_SENT: &str = "There is no page to open: send it again.";
pub const SAVING: &str = "Saving…";
pub const QUOTATIONS_CHECKED: &str = ". All quotations are checked";
pub const PERCENT_SURE: &str = "{0} % sure";

/// One, and several.
pub const QUOTATIONS: [&str; 2] = ["quotation", "quotations"];
pub const ANNOTATIONS: [&str; 2] = ["annotation", "annotations"];
pub const MENTIONS: [&str; 2] = ["mention", "mentions"];
pub const WORDS: [&str; 2] = ["word", "words"];
pub const RECORDS: [&str; 2] = ["record", "records"];
pub const OTHER_ARTICLES: [&str; 2] = ["other article", "other articles"];
pub const QUOTED_WORDS: [&str; 2] = ["quoted word", "quoted words"];

/// A text with its places filled: `{0}` with the first part, and so on. A translation may use them in another order.
pub fn fill(text: &str, parts: &[&dyn std::fmt::Display]) -> String {
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
    fn places_are_filled_in_any_order() {
        assert_eq!(fill("{0} of {1}", &[&3, &"5 words"]), "3 of 5 words");
        assert_eq!(fill("{1}: {0}.", &[&"a {1}", &"b"]), "b: a {1}.");
        assert_eq!(fill("nothing", &[]), "nothing");
    }
}
