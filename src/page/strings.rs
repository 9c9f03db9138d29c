//! What the page says around the article, in one place: a translation replaces this file's values.

pub const WELCOME: &str = "Who said what, exactly?";
pub const WELCOME_MORE: &str = "Give Pullquote a news article. Every quotation stands out with who said it; people, \
    organisations, places and dates too.";
pub const PASTE: &str = "Paste or choose an article";
pub const SAMPLE: &str = "Try the sample";
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

pub const BACKUP: &str = "Back-up";
pub const BACKUP_TAKEN_IN: &str = "Back-up taken in";
pub const BACKUP_EMPTY: &str = "There is no article in this back-up: nothing was changed";
pub const BACKUP_CHOOSE: &str = "Choose a back-up file first.";
pub const BACKUP_SURE: &str = "of this library would give way to what is in the file. Press the button once more to \
    have it so; Merge keeps both.";
pub const BACKUP_NOTHING_CHANGED: &str = "Nothing was changed";
pub const MAKE_ROOM: &str = "Make a back-up, then remove articles from the library.";

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
