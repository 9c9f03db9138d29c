//! What is said of corrections: of one annotation, of all mentions of a name, of many at once.

pub(crate) const SAID_KIND_OF_ALL: &str = "Now {0}: all {1} mentions of “{2}”";
pub(crate) const SAID_KINDS: &str = "Kind changed of {0}";
pub(crate) const SAID_CONFIRMED_NAME: &str = "Confirmed: all {0} mentions of “{1}”";
pub(crate) const SAID_REJECTED_NAME: &str =
    "Rejected: all {0} mentions of “{1}”; they stay listed under Problems";
pub(crate) const ONLY_THIS_HINT: &str = "{0}. Only this one: Shift+O";
pub(crate) const ALL_CHANGED: &str = "All {0} mentions were changed.";
pub(crate) const ONLY_THIS: &str = "Only this one";
pub(crate) const NOTHING_NARROWER: &str = "The last step was not about several mentions of a name";
pub(crate) const KEY_ONLY_THIS: &str = "Only this one: undo the last step for the other mentions of the name";
pub(crate) const SAID_WITH_MENTIONS: &str = "{0} ({1} mentions; only the one: Shift+O)";

pub(crate) const MARK_ALL_LEAD: &str = "What is ticked becomes “{0}”, {1}. You can undo this as one step.";
pub(crate) const MARKED_AS_OTHERS: &str = "Marked as something else";
pub(crate) const NOT_MARKED_YET: &str = "Not marked yet";
pub(crate) const TICK_ALL_OF: &str = "All: {0}";
pub(crate) const TICK_ONE: &str = "Tick what is to be marked.";

pub(crate) const TICK: &str = "Tick {0}";
pub(crate) const TICK_SHOWN: &str = "Select all shown";
pub(crate) const N_TICKED: &str = "{0} of {1} selected";
pub(crate) const SELECTED_ENTRIES: &str = "Selected entries";
pub(crate) const CHANGE_KIND_TO: &str = "Change kind to";
pub(crate) const KIND_TO_CHOOSE: &str = "Change kind…";
pub(crate) const BEING_ANALYSED: &str =
    "The article is being analysed. What is found is listed here when that is done.";

pub(crate) const TAGGED: &str = "Tag";
pub(crate) const ALL_TAGS: &str = "With tags or not";

pub(crate) const ORDER_OF_PASS: &str = "Order of checking";
pub(crate) const READING_ORDER: &str = "As the text goes";
pub(crate) const LEAST_SURE_FIRST: &str = "Least sure first";

pub(crate) const DETAILS_BUTTON: &str = "Article details…";
pub(crate) const KEY_DETAILS: &str = "Correct the article’s title, date, address …";
pub(crate) const CHANGE_DETAILS: &str = "Change details";
pub(crate) const DETAILS_SAVED: &str = "Details saved";
pub(crate) const DETAILS_SAVED_DATES: &str = "Details saved; {0} resolved anew";
pub(crate) const DATES_OF_TEXT: [&str; 2] = ["date", "dates"];
pub(crate) const ARTICLE_TITLE: &str = "Title";
pub(crate) const BYLINE: &str = "Byline";
pub(crate) const DAY: &str = "Day of publication";
pub(crate) const PUBLISHER: &str = "Publisher";
pub(crate) const ADDRESS: &str = "Address";
pub(crate) const DETAILS_LANGUAGE: &str = "Language (code, such as en or pt-BR)";
pub(crate) const BAD_DAY: &str = "“{0}” is no day: write it as 2025-03-14.";
pub(crate) const BAD_ADDRESS: &str = "“{0}” is no address of a page: it begins with https:// or http://.";
pub(crate) const BAD_LANGUAGE: &str = "“{0}” is no code of a language: write one such as en or pt-BR.";
pub(crate) const DAY_FORM: &str = "2025-03-14";
pub(crate) const DETAILS_HINT: &str = "Title, byline, day, publisher, address, language (D)";

pub(crate) const SAID_REMOVED: &str = "Removed: “{0}”.";
pub(crate) const BRING_BACK: &str = "Bring it back";
pub(crate) const BROUGHT_BACK: &str = "Back in the library: “{0}”";
