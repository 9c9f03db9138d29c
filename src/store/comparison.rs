//! Another coder's set of an article, and what was decided where it differs from the reader's own.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::keys::key;
use super::library::Library;
use super::traits::Store;
use crate::annotation::{AnnotationSet, Id};

/// The other set, with the decisions so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredComparison {
    /// What the other coder, or the file, is called.
    pub name: String,
    pub theirs: AnnotationSet,
    /// How many annotations of the file are not in the article.
    #[serde(default)]
    pub lost: usize,
    /// In the order in which they were made.
    pub decisions: Vec<Decision>,
    /// Those that were taken back, the last one last.
    #[serde(default)]
    pub undone: Vec<Decision>,
}

/// Two annotations of one thing, or one that the other coder does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct DisputedPair {
    pub mine: Option<Id>,
    pub theirs: Option<Id>,
}

/// What becomes of two annotations. Where there is one alone, the other's choice is to have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Choice {
    Mine,
    Theirs,
    Both,
    Neither,
}

/// What somebody decided, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Decision {
    pub pair: DisputedPair,
    pub choice: Choice,
    /// The time, as `2021-11-10T09:30:00Z`.
    pub at: String,
    /// The name of who decided, if the reader has given one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl StoredComparison {
    /// What was decided last of each pair.
    pub(crate) fn choices(&self) -> HashMap<DisputedPair, Choice> {
        self.decisions.iter().map(|decision| (decision.pair, decision.choice)).collect()
    }

    /// Decides, as one step that can be undone.
    pub(crate) fn decide(&mut self, decision: Decision) {
        self.decisions.push(decision);
        self.undone.clear();
    }

    /// Takes the last decision back; the pair that it was about.
    pub(crate) fn undo(&mut self) -> Option<DisputedPair> {
        let decision = self.decisions.pop()?;
        let pair = decision.pair;
        self.undone.push(decision);
        Some(pair)
    }

    /// Decides once more what was taken back last.
    pub(crate) fn redo(&mut self) -> Option<DisputedPair> {
        let decision = self.undone.pop()?;
        let pair = decision.pair;
        self.decisions.push(decision);
        Some(pair)
    }
}

impl<S: Store> Library<S> {
    /// The other coder's set of an article, if there is one.
    pub(crate) fn comparison(&self, id: &str) -> Result<Option<StoredComparison>, StoreError> {
        self.read(&key("comparison", id))
    }

    /// Keeps it.
    pub(crate) fn set_comparison(
        &mut self,
        id: &str,
        comparison: &StoredComparison,
    ) -> Result<(), StoreError> {
        self.write(&key("comparison", id), comparison)
    }

    /// The names that the reader has put together over all articles, as the page writes them.
    pub(crate) fn folds<T: DeserializeOwned + Default>(&self) -> T {
        self.read(&key("folds", "")).ok().flatten().unwrap_or_default()
    }

    /// Keeps them.
    pub(crate) fn set_folds<T: Serialize + DeserializeOwned>(&mut self, folds: &T) -> Result<(), StoreError> {
        self.write(&key("folds", ""), folds)
    }

    /// The name that the reader works under; empty where none is given or it cannot be read.
    pub(crate) fn annotator(&self) -> String {
        self.read(&key("annotator", "")).ok().flatten().unwrap_or_default()
    }

    /// Keeps the name that the reader works under.
    pub(crate) fn set_annotator(&mut self, name: &str) -> Result<(), StoreError> {
        self.write(&key("annotator", ""), &name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_taken_back_and_made_again() {
        let pair = DisputedPair { mine: Some(Id::new(1)), theirs: None };
        let decision = |choice| Decision { pair, choice, at: String::new(), by: None };
        let (name, theirs) = ("Ada".to_owned(), AnnotationSet::new());
        let mut comparison = StoredComparison { name, theirs, lost: 0, decisions: vec![], undone: vec![] };
        assert_eq!(comparison.undo(), None);
        comparison.decide(decision(Choice::Mine));
        comparison.decide(decision(Choice::Neither));
        let choice = |comparison: &StoredComparison| comparison.choices().get(&pair).copied();
        assert_eq!(choice(&comparison), Some(Choice::Neither));
        assert_eq!(comparison.undo(), Some(pair));
        assert_eq!(choice(&comparison), Some(Choice::Mine));
        assert_eq!(comparison.redo(), Some(pair));
        assert_eq!((choice(&comparison), comparison.redo()), (Some(Choice::Neither), None));
        comparison.undo();
        comparison.decide(decision(Choice::Theirs));
        assert_eq!(comparison.redo(), None, "what is decided now is the last");
    }
}
