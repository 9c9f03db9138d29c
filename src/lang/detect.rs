//! Whether a text is in a language, told by the small words that stand in every text of it.

use super::Language;

/// The least telling words of a hundred. English news has more than twenty, other languages have hardly three.
const LEAST_TELLING: usize = 8;

/// A text with fewer words or letters shows no language; then the page that it came from may say it.
const ENOUGH: usize = 30;

/// Whether a text is in the language, as far as it shows: `words` are its words, `tag` (BCP 47) is what its page
/// says. A text that is too short and without a tag is taken to be.
pub(crate) fn is_in<'a>(
    language: &Language,
    text: &str,
    words: impl Iterator<Item = &'a str> + Clone,
    tag: Option<&str>,
) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let latin = letters().filter(char::is_ascii).count();
    // Scripts without blanks have few words, and letters enough.
    if 2 * latin < letters().count() && ENOUGH < letters().count() {
        return false;
    }
    let all = words.clone().count();
    if all < ENOUGH {
        return tag.is_none_or(|tag| tag.to_lowercase().starts_with(language.code));
    }
    let telling = words.filter(|word| language.splitting.is_telling(word)).count();
    LEAST_TELLING * all <= 100 * telling
}
