//! What the page says of sources, and of what they show of quotations.

use super::frame;

pub(crate) const SOURCES: &str = frame("sources");
pub(crate) const CHECK_SOURCES: &str = "Check against sources";
pub(crate) const SOURCE_CHECK: &str = "Source check";
pub(crate) const KEPT_SOURCES: &str = "Sources of this article";
pub(crate) const REMOVE_SOURCE: &str = "Remove the source {0}";
pub(crate) const PASTED_SOURCE: &str = "Pasted text {0}";
pub(crate) const NO_SOURCE: &str = "There is no source yet. Paste what was said, or choose its file: a transcript, a speech, a press release, another article.";
pub(crate) const SEVERAL_ARTICLES: &str = "This file has several articles. Choose a file with one.";
pub(crate) const NOTHING_TO_CHECK: &str = "This article has no quotations to check.";
pub(crate) const SAID_SOURCES_CHECKED: &str = "{0} checked: {1}";
pub(crate) const SAID_SOURCE_ADDED: &str = "{0} added: {1}. Choose Check.";
pub(crate) const SAID_SOURCE_REMOVED: &str =
    "{0} removed from the sources. Check again to see what the others show.";
pub(crate) const CHECKED_OTHER_ARTICLE: &str =
    "Another article is open by now: its quotations were not checked. Open this one again, and choose Check.";
pub(crate) const SHOW_IN_ARTICLE: &str = "Show in the article";
pub(crate) const CHANGED_SINCE_CHECK: &str = "Changed since it was checked: check again";
pub(crate) const SOURCE_REPORT: &str = "Report as a file";

pub(crate) const VERBATIM: &str = "verbatim";
pub(crate) const ALTERED_OF_SOURCE: &str = "altered";
pub(crate) const ASSEMBLED: &str = "assembled";
pub(crate) const NOT_IN_SOURCES: &str = "not found";
pub(crate) const OTHER_SPEAKER: &str = "other speaker";
pub(crate) const PASSAGES: &str = "paraphrase";

pub(crate) const VERBATIM_HINT: &str = "Said so, word for word.";
pub(crate) const ALTERED_HINT: &str = "Something is changed:";
pub(crate) const ASSEMBLED_HINT: &str = "Put together from passages far apart, without a sign of it.";
pub(crate) const NOT_FOUND_HINT: &str = "The sources do not have these words.";
pub(crate) const OTHER_SPEAKER_HINT: &str = "By the source, {0} says this.";
pub(crate) const PASSAGES_HINT: &str =
    "A paraphrase cannot be compared word by word. The likeliest passages, for you to read:";
pub(crate) const NO_PASSAGES_HINT: &str =
    "A paraphrase cannot be compared word by word, and no passage is like it.";
pub(crate) const CHANGE_WORD: &str = "words";
pub(crate) const CHANGE_MARK: &str = "marks";
pub(crate) const CHANGE_CASE: &str = "capitals";
pub(crate) const CHANGE_ELLIPSIS: &str = "left out, as dots show";
pub(crate) const CHANGE_INSERTION: &str = "in brackets";
