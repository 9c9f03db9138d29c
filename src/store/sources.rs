//! The sources of an article, which its quotations are checked against.

use serde::{Deserialize, Serialize};

use super::article::TextRecord;
use super::error::StoreError;
use super::keys::key;
use super::library::Library;
use super::traits::Store;
use crate::document::Document;

/// A source: what it is called, and its text.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct StoredSource {
    /// The name of its file, or what the page calls it.
    pub name: String,
    text: TextRecord,
}

impl StoredSource {
    pub(crate) fn new(name: impl Into<String>, document: &Document) -> StoredSource {
        StoredSource { name: name.into(), text: TextRecord::as_corrected(document) }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text.text
    }

    pub(crate) fn document(&self) -> Document {
        Document::from_stored(self.text.text.clone(), &self.text.roles, self.text.meta.clone())
    }

    /// Whether both have the same words, whatever they are called.
    pub(crate) fn is_same_text(&self, other: &StoredSource) -> bool {
        self.text.text == other.text.text
    }
}

impl std::fmt::Debug for StoredSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} bytes)", self.name, self.text.text.len())
    }
}

impl<S: Store> Library<S> {
    /// The sources of an article, in the order in which they were given.
    pub(crate) fn sources(&self, id: &str) -> Result<Vec<StoredSource>, StoreError> {
        Ok(self.read(&key("sources", id))?.unwrap_or_default())
    }

    /// Keeps the sources of an article.
    pub(crate) fn set_sources(&mut self, id: &str, sources: &Vec<StoredSource>) -> Result<(), StoreError> {
        if sources.is_empty() {
            return self.store.remove(&key("sources", id));
        }
        self.write(&key("sources", id), sources)
    }
}

#[cfg(test)]
mod tests {
    use super::super::memory::MemoryStore;
    use super::*;
    use crate::document::Meta;

    #[test]
    fn sources_are_kept_and_go_with_their_article() {
        let mut library = Library::new(MemoryStore::default());
        let source = StoredSource::new("speech.txt", &Document::from_text("We stay."));
        library.set_sources("a", &vec![source]).unwrap();
        assert_eq!(library.sources("a").unwrap()[0].document().text(), "We stay.");
        assert!(library.sources("b").unwrap().is_empty());
        library.remove("a").unwrap();
        assert!(library.sources("a").unwrap().is_empty());
    }
    #[test]
    fn an_article_that_is_read_elsewhere_keeps_its_corrected_details() {
        let mut document = Document::from_text("We stay.");
        let corrected = Meta { title: Some("The ferry".to_owned()), ..document.meta().clone() };
        document.correct(Some(&corrected));
        assert_eq!(StoredSource::new("", &document).document().meta().title, corrected.title);
    }
}
