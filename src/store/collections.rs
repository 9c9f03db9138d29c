//! Collections: names that a reader gives to some articles of the library. An article may be in several.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::keys::key;
use super::library::Library;
use super::traits::Store;

/// The collections by name, with the ids of their articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Collections(BTreeMap<String, BTreeSet<String>>);

/// Longer names are cut.
const LONGEST_NAME: usize = 60;

impl Collections {
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(crate) fn has(&self, name: &str, id: &str) -> bool {
        self.0.get(name).is_some_and(|ids| ids.contains(id))
    }

    /// The collections of an article.
    pub(crate) fn of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(_, ids)| ids.contains(id)).map(|(name, _)| name.as_str())
    }

    /// Puts articles into a collection, which may be new. Returns its name as it is kept; `None` for a blank one.
    pub(crate) fn add(&mut self, name: &str, ids: &BTreeSet<String>) -> Option<String> {
        let name = proper(name)?;
        self.0.entry(name.clone()).or_default().extend(ids.iter().cloned());
        Some(name)
    }

    /// Takes articles out of a collection. An empty one stays: it has a name that a reader gave.
    pub(crate) fn take_out(&mut self, name: &str, ids: &BTreeSet<String>) {
        if let Some(here) = self.0.get_mut(name) {
            here.retain(|id| !ids.contains(id));
        }
    }

    /// Gives a collection another name; where there is one of that name, both become one.
    pub(crate) fn rename(&mut self, name: &str, new: &str) -> Option<String> {
        let new = proper(new)?;
        let ids = self.0.remove(name)?;
        self.0.entry(new.clone()).or_default().extend(ids);
        Some(new)
    }

    /// Adds those of another library: articles come to the collection of the same name.
    pub(crate) fn extend(&mut self, others: Collections) {
        for (name, ids) in others.0 {
            self.0.entry(name).or_default().extend(ids);
        }
    }

    /// Removes a collection. Its articles stay in the library.
    pub(crate) fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }
}

fn proper(name: &str) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(name.chars().take(LONGEST_NAME).collect()).filter(|name: &String| !name.is_empty())
}

impl<S: Store> Library<S> {
    /// The collections; none where that cannot be read.
    pub(crate) fn collections(&self) -> Collections {
        self.read(&key("collections", "")).ok().flatten().unwrap_or_default()
    }

    pub(crate) fn set_collections(&mut self, collections: &Collections) -> Result<(), StoreError> {
        self.write(&key("collections", ""), collections)
    }
}

#[cfg(test)]
mod tests {
    use super::super::memory::MemoryStore;
    use super::*;

    fn ids(ids: &[&str]) -> BTreeSet<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn an_article_may_be_in_several() {
        let mut library = Library::new(MemoryStore::default());
        let mut collections = library.collections();
        assert_eq!(collections.add("  Ferry \n affair ", &ids(&["a", "b"])).as_deref(), Some("Ferry affair"));
        collections.add("May", &ids(&["b"]));
        assert_eq!(collections.add(" ", &ids(&["b"])), None);
        assert_eq!(collections.of("b").collect::<Vec<_>>(), ["Ferry affair", "May"]);
        library.set_collections(&collections).unwrap();
        assert_eq!(library.collections(), collections);

        collections.take_out("May", &ids(&["b"]));
        assert_eq!(collections.names().collect::<Vec<_>>(), ["Ferry affair", "May"]);
        assert_eq!(collections.rename("Ferry affair", "May").as_deref(), Some("May"));
        assert!(collections.has("May", "a") && !collections.has("Ferry affair", "a"));
        assert_eq!(collections.rename("none", "x"), None);
        collections.remove("May");
        assert_eq!(collections, Collections::default());
    }
}
