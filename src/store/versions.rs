//! Which article of the library is a newer version of which, and what a reader said of the two.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::VersionAnswers;
use super::article::StoredArticle;
use super::error::StoreError;
use super::keys::{id_in, key};
use super::library::Library;
use super::traits::Store;
use crate::sorting::CollectSorted as _;

impl<S: Store> Library<S> {
    /// Notes that an article is a newer version of another. Where it was an older one of that, the chain is cut there and
    /// joined again, so that it never leads in a circle.
    pub(crate) fn link_older(&mut self, id: &str, older: &str) -> Result<(), StoreError> {
        let links = self.older_links()?;
        if id == older || links.get(id).is_some_and(|known| known == older) {
            return Ok(());
        }
        if let Some(newer) = chain(&links, older).find(|at| links.get(*at).is_some_and(|next| next == id)) {
            self.relink(newer, links.get(id).map(String::as_str))?;
        }
        self.relink(id, Some(older))
    }

    /// The version before this one, if it is in the library still.
    pub(crate) fn older(&self, id: &str) -> Result<Option<StoredArticle>, StoreError> {
        let Some(older) = self.older_id(id)? else { return Ok(None) };
        self.load(&older)
    }

    /// The id of the version before this one, whether it is in the library still or not.
    pub(crate) fn older_id(&self, id: &str) -> Result<Option<String>, StoreError> {
        self.read(&key("older", id))
    }

    /// The id of the version before each article that has one. What cannot be read is left out.
    pub(crate) fn older_links(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let keys = self.store.keys()?;
        let ids: BTreeSet<&str> = keys.iter().filter_map(|key| id_in(key, "older")).collect_set();
        let link = |id: &str| Some((id.to_owned(), self.older_id(id).ok().flatten()?));
        Ok(ids.into_iter().filter_map(link).collect())
    }

    /// Links the version after an article that is about to be removed with the one before it. Returns whether there are both.
    pub(crate) fn bridge_versions(&mut self, id: &str) -> Result<bool, StoreError> {
        let links = self.older_links()?;
        let older = links.get(id).map(String::as_str);
        let newer: Vec<&String> =
            links.iter().filter(|(_, older)| *older == id).map(|(newer, _)| newer).collect();
        for newer in &newer {
            self.relink(newer, older)?;
        }
        Ok(!newer.is_empty() && older.is_some())
    }

    /// What a reader said was about the version that was linked before.
    fn relink(&mut self, id: &str, older: Option<&str>) -> Result<(), StoreError> {
        self.store.remove(&key("answers", id))?;
        match older {
            Some(older) => self.set_older(id, older),
            None => self.store.remove(&key("older", id)),
        }
    }

    /// What a reader said of quotations that this version may have altered or removed; nothing where that cannot be read:
    /// then the page asks again.
    pub(crate) fn version_answers(&self, id: &str) -> VersionAnswers {
        self.read(&key("answers", id)).ok().flatten().unwrap_or_default()
    }

    /// Keeps what a reader said.
    pub(crate) fn set_version_answers(
        &mut self,
        id: &str,
        answers: &VersionAnswers,
    ) -> Result<(), StoreError> {
        self.write(&key("answers", id), answers)
    }
}

/// An article and its older versions, the newest first, each once.
pub(crate) fn chain<'l>(links: &'l BTreeMap<String, String>, id: &'l str) -> impl Iterator<Item = &'l str> {
    let mut seen = BTreeSet::new();
    std::iter::successors(Some(id), |id| links.get(*id).map(String::as_str))
        .take_while(move |id| seen.insert(*id))
}

#[cfg(test)]
mod tests {
    use super::super::answers::VersionAnswer;
    use super::super::memory::MemoryStore;
    use super::*;
    use crate::annotation::Id;

    fn library(links: [(&str, &str); 2]) -> Library<MemoryStore> {
        let mut library = Library::new(MemoryStore::default());
        for (id, older) in links {
            library.link_older(id, older).unwrap();
        }
        library
    }

    fn links(library: &Library<MemoryStore>) -> String {
        let links = library.older_links().unwrap();
        links.iter().map(|(id, older)| format!("{id}>{older}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn removing_a_version_keeps_the_chain() {
        let mut library = library([("b", "a"), ("c", "b")]);
        library.set_version_answers("c", &[(Id::new(1), VersionAnswer::Removed)].into()).unwrap();
        assert!(library.bridge_versions("b").unwrap());
        library.remove("b").unwrap();
        assert_eq!(links(&library), "c>a");
        assert!(library.version_answers("c").is_empty(), "they were about the version that is gone");
        assert!(!library.bridge_versions("a").unwrap());
        library.remove("a").unwrap();
        assert_eq!(links(&library), "");
    }

    #[test]
    fn a_chain_is_no_circle() {
        let mut library = library([("b", "a"), ("c", "b")]);
        library.link_older("a", "c").unwrap();
        assert_eq!(links(&library), "a>c c>b");
        library.link_older("b", "a").unwrap();
        assert_eq!(links(&library), "a>c b>a");
        let links = library.older_links().unwrap();
        assert_eq!(chain(&links, "b").collect::<Vec<_>>(), ["b", "a", "c"]);
    }
}
