//! English names by kind, for the lexicon that is made from them and other sources (`lab lexicon`).

use super::LANGUAGES;
use super::folder::Folder;

fn english_folder() -> Folder {
    (LANGUAGES[0].folder)()
}

/// Whether a word, as written, names a people, a faith or a political group.
pub fn is_people(word: &str) -> bool {
    super::english().entities.is_people(word)
}

/// Peoples, faiths and political groups.
pub fn peoples() -> impl Iterator<Item = &'static str> {
    english_folder().lines("peoples")
}

/// Countries by other names, regions, seas, rivers.
pub fn places() -> impl Iterator<Item = &'static str> {
    english_folder().lines("places")
}

/// Organisations that the news is full of.
pub fn organisations() -> impl Iterator<Item = &'static str> {
    english_folder().lines("organisations")
}
