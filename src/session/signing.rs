//! Who does something, and when: each annotation that a reader marks or changes says so, where the reader has a name.

use std::collections::BTreeSet;

use super::article::Session;
use super::author::Author;
use crate::annotation::{Authorship, Id, Origin};
use crate::edit::{Change, Edit};

impl Session {
    /// Says who does what comes next, and when; `None` where the reader has given no name.
    pub(crate) fn set_author(&mut self, author: Option<Author>) {
        self.author = author;
    }

    /// A reader's edit with what it says of who made it.
    pub(super) fn signed(&self, edit: Edit) -> Edit {
        let Some(author) = &self.author else { return edit };
        let mut edits = if let Edit::Batch(edits) = edit { edits } else { vec![edit] };
        let mut changed = BTreeSet::new();
        for edit in &mut edits {
            match edit {
                Edit::Add(annotation) if annotation.origin == Origin::Reader => {
                    let (creator, created) = (Some(author.name.clone()), Some(author.time.clone()));
                    annotation.made = Authorship { creator, created, modified: None }.known();
                }
                Edit::Set(id, _) => {
                    changed.insert(*id);
                }
                _ => {}
            }
        }
        edits.extend(changed.into_iter().filter_map(|id| self.resigned(id, author)));
        Edit::Batch(edits)
    }

    /// Somebody's annotation stays theirs; that it was changed, and when, is new.
    fn resigned(&self, id: Id, author: &Author) -> Option<Edit> {
        let former = self.set.get(id)?.made.as_deref().cloned().unwrap_or_default();
        let creator = former.creator.or_else(|| Some(author.name.clone()));
        let made = Authorship { creator, modified: Some(author.time.clone()), ..former };
        Some(Edit::Set(id, Change::Made(made.known())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::session::Action;

    #[test]
    fn who_changes_something_is_named_and_undo_takes_it_back() {
        let mut session = Session::analyse(Document::from_text("“It stays,” said Mara Lindqvist."));
        let id = session.set().in_order().find(|a| a.quote().is_some()).unwrap().id;
        session.perform(Action::Confirm { id }).unwrap();
        assert_eq!(session.set().get(id).unwrap().made, None, "nobody has given a name");
        session.undo().unwrap();
        let time = "2024-05-03T10:00:00Z".to_owned();
        session.set_author(Some(Author { name: "Ada".to_owned(), time: time.clone() }));
        session.perform(Action::Confirm { id }).unwrap();
        let made = session.set().get(id).unwrap().made.clone().unwrap();
        assert_eq!((made.creator.as_deref(), made.modified), (Some("Ada"), Some(time)));
        session.undo().unwrap();
        assert_eq!(session.set().get(id).unwrap().made, None);
    }
}
