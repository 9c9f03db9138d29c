//! What the page says within the article, and in its place.

/// Beside a line that is no part of the article.
pub(crate) const LEFT_OUT: &str = "left out of the analysis";

/// The parts of an example sentence, with their kinds.
pub(crate) const SPECIMEN: [(&str, &str); 8] = [
    ("quote", "“The last ferry stays,”"),
    ("", " "),
    ("speaker", "Mara Lindqvist"),
    ("", " "),
    ("cue", "promised"),
    ("", " on "),
    ("date", "3 April"),
    ("", "."),
];
pub(crate) const SPECIMEN_KEY: [(&str, &str); 4] =
    [("quote", "what was said"), ("speaker", "by whom"), ("cue", "how"), ("date", "when")];
