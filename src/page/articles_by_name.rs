//! The articles of the library by the names that their files may have.

use std::collections::HashMap;

use crate::format::file_stem;
use crate::store::LibraryEntry;

/// The ids of articles by the stems of their titles; `None` where two articles have one name, which is then nobody's.
#[derive(Default)]
pub(crate) struct ArticlesByName(HashMap<String, Option<String>>);

impl ArticlesByName {
    pub(crate) fn of(entries: impl IntoIterator<Item = LibraryEntry>) -> ArticlesByName {
        let mut by_name = HashMap::new();
        for entry in entries {
            let id = by_name.entry(file_stem(&entry.title)).or_insert_with(|| Some(entry.id.clone()));
            if id.as_deref() != Some(entry.id.as_str()) {
                *id = None;
            }
        }
        ArticlesByName(by_name)
    }

    /// The article whose file may be called so.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(&file_stem(name))?.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_articles_of_one_name_have_none() {
        let entry = |id: &str, title: &str| LibraryEntry {
            id: id.to_owned(),
            title: title.to_owned(),
            ..LibraryEntry::default()
        };
        let entries =
            [entry("a", "The ferry"), entry("b", "Bread"), entry("c", "The ferry"), entry("d", "The ferry")];
        let names = ArticlesByName::of(entries);
        assert_eq!(names.get("Bread"), Some("b"));
        assert_eq!(names.get("The ferry"), None);
        assert_eq!(names.get("Boat"), None);
    }
}
