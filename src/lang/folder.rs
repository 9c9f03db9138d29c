//! The files of one language, built into the program.

use super::lists::{ReadLists, Sections, WordMap, WordSet, entries};

/// The word lists of `lang/<code>/`, by the names of their files without `.txt`.
pub(super) struct Folder {
    pub(super) code: &'static str,
    files: &'static [(&'static str, &'static str)],
    /// The files and sections that were asked for: a list that nobody reads is dead.
    read: ReadLists,
}

/// The folder `lang/$code/`, whole: a missing file does not compile. Its paths are relative to `lang.rs`, which alone uses
/// it.
macro_rules! folder {
    ($code:literal) => {
        $crate::lang::folder::folder!($code:
            "abbreviations" "agencies" "aliases" "beside_names" "boilerplate" "cue_nouns" "cues"
            "date_words" "document_words" "elisions" "entity_words" "events" "facilities" "first_names"
            "function_words" "landforms" "laws" "money" "name_words" "organisation_words" "organisations"
            "peoples" "person_words" "places" "products" "quote_words" "role_nouns" "roles"
            "sentence_starters" "speaker_words" "telling" "time_words" "titles" "turn_words" "works"
        )
    };
    ($code:literal: $($file:literal)*) => {
        $crate::lang::folder::Folder::new(
            $code,
            &[$(($file, include_str!(concat!("lang/", $code, "/", $file, ".txt")))),*],
        )
    };
}
pub(super) use folder;

impl Folder {
    pub(super) fn new(code: &'static str, files: &'static [(&'static str, &'static str)]) -> Folder {
        Folder { code, files, read: ReadLists::default() }
    }

    /// The text of a file.
    pub(super) fn text(&self, file: &str) -> &'static str {
        self.read.borrow_mut().insert(file.to_owned());
        let found = self.files.iter().find(|(name, _)| *name == file);
        found.unwrap_or_else(|| panic!("lang: {} has no file {file}.txt", self.code)).1
    }

    /// The entries of a file with one a line, in its order.
    pub(super) fn lines(&self, file: &str) -> impl Iterator<Item = &'static str> + use<> {
        entries(self.text(file))
    }

    /// The entries of such a file as a set.
    pub(super) fn set(&self, file: &str) -> WordSet {
        self.lines(file).collect()
    }

    /// The lines `name = other, another` of the list of aliases, from each other to the name.
    pub(super) fn aliases(&self) -> WordMap<&'static str> {
        let lines = self.lines("aliases").filter_map(|line| line.split_once(" = "));
        lines.flat_map(|(name, others)| others.split(", ").map(move |other| (other, name))).collect()
    }

    /// A file of named sections.
    pub(super) fn sections(&self, file: &'static str) -> Sections {
        Sections::read(file, self.text(file), &self.read)
    }

    /// The files and sections that nobody has asked for.
    #[cfg(test)]
    pub(super) fn unread(&self) -> Vec<String> {
        let read = self.read.borrow();
        let sections = |&(file, text): &(&'static str, &'static str)| {
            let names = text.lines().filter_map(|line| line.trim().strip_prefix('[')?.strip_suffix(']'));
            names
                .map(move |section| format!("{file}: [{section}]"))
                .chain([file.to_owned()])
                .collect::<Vec<_>>()
        };
        self.files.iter().flat_map(sections).filter(|list| !read.contains(list)).collect()
    }
}
