//! What the page says of an article's language.

pub(crate) const LANGUAGE: &str = "Language";
pub(crate) const LANGUAGE_AS_SHOWN: &str = "As its words show: {0}";

/// Over an article of which all or a part is not in English.
pub(crate) const NOT_IN_FULL: &str = "Not analysed in full: {0}. Only English is. ";
pub(crate) const LEFT_OUT_WITH_WORDS: &str = "In {0}, Pullquote finds quotations by their marks, with their speakers, and \
    dates by short word lists; speech without marks and the kinds of most names are left out. ";
pub(crate) const LEFT_OUT_WITHOUT_WORDS: &str = "In {0}, it finds quotations by their marks alone; speakers, names and dates are \
    left out. ";
pub(crate) const BY_HAND: &str = "You can mark and correct everything by hand.";

/// The names of languages, by their codes.
pub(crate) const LANGUAGE_NAMES: [(&str, &str); 45] = [
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ka", "Georgian"),
    ("km", "Khmer"),
    ("ko", "Korean"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("nb", "Norwegian"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("und", "an unknown language"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];
