//! Names by kind, for the lexicon that is made from them and other sources (`lab lexicon`).

use super::folder::Folder;

/// Listed names, as written.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    /// Peoples, faiths and political groups.
    pub peoples: Vec<&'static str>,
    /// Countries by other names, regions, seas, rivers.
    pub places: Vec<&'static str>,
    /// Organisations that the news is full of.
    pub organisations: Vec<&'static str>,
}

impl Gazetteer {
    pub(super) fn read(folder: &Folder) -> Gazetteer {
        let list = |file| folder.lines(file).collect();
        Gazetteer { peoples: list("peoples"), places: list("places"), organisations: list("organisations") }
    }
}

/// The English names.
pub fn english() -> Gazetteer {
    Gazetteer::read(&super::english_folder())
}

/// Whether a word, as written, is an English name of a people, a faith or a political group.
pub fn is_people(word: &str) -> bool {
    super::english().entities.is_people(word)
}
