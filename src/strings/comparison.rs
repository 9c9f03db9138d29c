//! What the page says of two people's sets of one article.

use super::frame;

pub(crate) const TAKE_BACK: &str = frame("undo");
pub(crate) const MAKE_AGAIN: &str = frame("redo");
pub(crate) const PROJECT_IS_SERVED: &str = "The single file does not have this. Checking sources, comparing sets, who speaks, the word list and \
     guidelines are in the page on the web, and in the programs pullquote check, compare, speakers and annotate.";
pub(crate) const NO_PROJECT: &str =
    "What this needs cannot be loaded now. Try again while you are connected.";
pub(crate) const WORKING_ON_IT: &str = "Working on it …";
pub(crate) const AGREEMENT: &str = "Agreement";
pub(crate) const DIFFERENCES: &str = "Differences";
pub(crate) const MINE: &str = "Mine";
pub(crate) const THEIRS: &str = "Theirs";
pub(crate) const BOTH: &str = "Both";
pub(crate) const NEITHER: &str = "Neither";
pub(crate) const NONE_HERE: &str = "Nothing";
pub(crate) const COMPARED_WITH: &str = "Compared with {0}";
pub(crate) const LOST_OF_SET: &str = "{0} of that set are not in this text, and are not compared.";
pub(crate) const NO_SET_HERE: &str = "No annotation of this file is in the open article. Choose the set that another person made of the same article.";
pub(crate) const NO_DIFFERENCES: &str = "The two sets are the same.";
pub(crate) const SETTLED_OF: &str = "{0} of {1} settled";
pub(crate) const ALL_SETTLED: &str = "All differences are settled.";
pub(crate) const SAID_COMPARED: &str = "Compared: {0}";
pub(crate) const CHOSEN: &str = "{0}: {1}";
pub(crate) const NO_DECISION_TO_UNDO: &str = "No decision to take back";
pub(crate) const NO_DECISION_TO_REDO: &str = "No decision to make again";
pub(crate) const DECISION_UNDONE: &str = "Decision taken back";
pub(crate) const DECISION_REDONE: &str = "Decision made again";
pub(crate) const SETTLED_SET: &str = "Settled set (JSON-LD)";
pub(crate) const DECISIONS_TABLE: &str = "Decisions (CSV)";
pub(crate) const TAKE_SETTLED: &str = "Take the settled set";
pub(crate) const TAKE_SETTLED_HINT: &str =
    "Makes this article’s set the settled one, as one step that can be undone";
pub(crate) const SETTLE: &str = "Settle differences";
pub(crate) const SAID_SETTLED: &str = "This article has the settled set now";
pub(crate) const SETTLED_FILES: &str = "The outcome";
pub(crate) const KEYS_HERE: &str =
    "Keys: up and down walk, M mine, T theirs, B both, N neither, Ctrl+Z takes back.";
pub(crate) const DIFFERENCES_SHOWN: &str = "{0} to {1} of {2}";
pub(crate) const EARLIER_ONES: &str = "Earlier";
pub(crate) const LATER_ONES: &str = "Later";

pub(crate) const COMPARE_SETS: &str = frame("compare-sets");
pub(crate) const COMPARED_OVER: &str = "{0} compared";
pub(crate) const BY_ARTICLE: &str = "By article";
pub(crate) const OPEN_TO_SETTLE: &str =
    "The name opens the article there, where the difference can be settled.";
pub(crate) const BACK_TO_ALL: &str = "Back to all articles";
pub(crate) const SETS_LEFT_OUT: &str = "Sets that are not compared";
pub(crate) const NO_ARTICLE_OF_SET: &str = "The library has no article of this set. Open the article first.";
pub(crate) const SECOND_SET: &str = "Another of these files has a set of the same article, which counts.";
pub(crate) const NO_WORDS_OF_SET: &str = "None of its annotations is in the article.";
pub(crate) const ARCHIVE_INSIDE: &str = "An archive within an archive is not read. Take it out first.";

pub(crate) const LAYER: &str = "Layer";
pub(crate) const SAME_SPANS: &str = "Same spans, F1";
pub(crate) const NEAR_SPANS: &str = "At 0.8, F1";
pub(crate) const ALPHA_U: &str = "α_u";
pub(crate) const KAPPA_KIND: &str = "κ of kinds";
pub(crate) const KAPPA_SPEAKER: &str = "κ of speakers";
pub(crate) const ONLY_MINE: &str = "only mine";
pub(crate) const ONLY_THEIRS: &str = "only theirs";
pub(crate) const OTHER_EXTENT: &str = "other words";
pub(crate) const OTHER_KIND: &str = "other kind";
pub(crate) const ANOTHER_SPEAKER: &str = "other speaker";
pub(crate) const OTHER_VALUE: &str = "other name or value";
pub(crate) const SPEAKER_WORDS_LAYER: &str = "Words for speakers";
pub(crate) const DATES_LAYER: &str = "Dates";
pub(crate) const CUES_LAYER: &str = "Cues";
pub(crate) const NAMES_LAYER: &str = "Names";

pub(crate) const MEASURES: &str = "What the figures mean";
/// The measures, what each is, and where it comes from.
pub(crate) const DEFINITIONS: [[&str; 3]; 4] = [
    [
        "F1",
        "2·both / (mine + theirs). Same spans: exactly the same words. At 0.8: of the words of both together at least 80 % are words of both.",
        "Hripcsak and Rothschild, JAMIA 12, 2005",
    ],
    [
        "α_u",
        "1 − observed / expected disagreement on where quotations begin and end; 1 is perfect, 0 is chance.",
        "Krippendorff, Sociological Methodology 25, 1995; Content Analysis, 2nd edition, 2004",
    ],
    [
        "κ of kinds",
        "(observed − expected) / (1 − expected) agreement on the kind of what both have at 0.8.",
        "Cohen, Educational and Psychological Measurement 20, 1960",
    ],
    [
        "κ of speakers",
        "The same for who says the quotations that both have. Short forms of a name count as the name.",
        "Cohen 1960",
    ],
];
pub(crate) const DIFFERENCES_COUNT: [&str; 2] = ["difference", "differences"];
