//! Text that is saved while a reader types it: each saving replaces the one before, so a visit to a field is one step.
//!
//! The journal gets every saving as the former one undone and the new one done. Its format needs nothing new for that,
//! and other tabs and a later replay come to the same history.

use super::action::{Action, ActionError};
use super::article::{Changed, Session};
use crate::edit::EditError;

impl Session {
    /// Saves what stands in a field so far. Until [`Session::end_typing`], or until something else is done, the next
    /// saving replaces this one.
    pub(crate) fn save_typed(&mut self, action: Action) -> Result<Changed, ActionError> {
        let former = self.cancel_typed()?;
        match (self.perform(action), former) {
            (Ok(changed), former) => {
                self.is_typing = true;
                let before = former.unwrap_or_default().paragraphs;
                Ok(Changed { paragraphs: &before | &changed.paragraphs, ..changed })
            }
            // The text from before the visit was typed again.
            (Err(ActionError::Nothing(_)), Some(former)) => Ok(Changed { said: String::new(), ..former }),
            (Err(error), Some(_)) => {
                self.redo()?;
                self.is_typing = true;
                Err(error)
            }
            (Err(error), None) => Err(error),
        }
    }

    /// Takes back what the visit that goes on has saved; `None` when that is nothing.
    pub(crate) fn cancel_typed(&mut self) -> Result<Option<Changed>, EditError> {
        if self.is_typing { self.undo() } else { Ok(None) }
    }

    /// The reader has left the field: what was saved stays, and the next visit is a step of its own.
    pub(crate) fn end_typing(&mut self) {
        self.is_typing = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Id;
    use crate::document::Document;
    use crate::edit::{History, LoggedStep, merge};
    use crate::session::SAMPLE;

    fn opened() -> (Session, Id) {
        let session = Session::analyse(Document::from_text(SAMPLE));
        let id = session.set().in_order().next().expect("the sample has annotations").id;
        (session, id)
    }

    fn note(id: Id, note: &str) -> Action {
        Action::SetNote { id, note: note.to_owned() }
    }

    fn note_of(session: &Session, id: Id) -> &str {
        &session.set().get(id).expect("it is still there").note
    }

    /// How many steps undo can take back.
    fn undoable(session: &Session) -> usize {
        let mut session = session.clone();
        std::iter::from_fn(|| session.undo().expect("what was done can be undone")).count()
    }

    /// The history that a journal of these steps gives.
    fn replayed(start: &Session, log: &[LoggedStep]) -> (Session, History) {
        let (mut set, mut history) = (start.set().clone(), start.history().clone());
        for logged in log {
            let inverse = merge(&mut set, logged.step.edit.clone());
            history.follow(logged.history_move, &logged.step.label, inverse);
        }
        (Session::restore(start.document().clone(), set, history.clone()), history)
    }

    #[test]
    fn a_visit_to_a_field_is_one_step() {
        let (mut session, id) = opened();
        for text in ["A", "Ask", "Ask the board"] {
            session.save_typed(note(id, text)).unwrap();
            assert_eq!(note_of(&session, id), text);
        }
        assert_eq!(undoable(&session), 1);
        session.end_typing();
        session.save_typed(note(id, "Ask the board twice")).unwrap();
        assert_eq!(undoable(&session), 2, "another visit is another step");
        session.end_typing();
        session.undo().unwrap();
        assert_eq!(note_of(&session, id), "Ask the board");
        session.undo().unwrap();
        assert_eq!(note_of(&session, id), "", "no half of it stays");
    }

    #[test]
    fn the_journal_gives_the_same_single_step() {
        let (mut session, id) = opened();
        let start = session.clone();
        let tags = |tags: &str| Action::SetTags { id, tags: tags.to_owned() };
        for action in [tags("f"), tags("ferry"), tags("ferry, to check")] {
            session.save_typed(action).unwrap();
        }
        session.end_typing();
        let log = session.take_log();
        let (mut reloaded, history) = replayed(&start, &log);
        assert_eq!(&history, session.history());
        assert_eq!(reloaded.set(), session.set());
        reloaded.undo().unwrap();
        assert_eq!(reloaded.set(), start.set(), "undo after a reload takes the whole visit back");
        // A kill between two savings leaves what the first ones came to.
        let (half, history) = replayed(&start, &log[..3]);
        assert_eq!(half.set().get(id).map(|a| a.tags.clone()), Some(vec!["ferry".to_owned()]));
        assert_eq!(history.steps().count(), 1);
    }

    #[test]
    fn a_visit_that_is_cancelled_leaves_nothing() {
        let (mut session, id) = opened();
        session.save_typed(note(id, "first")).unwrap();
        session.end_typing();
        let before = session.clone();
        session.save_typed(note(id, "first, and hal")).unwrap();
        session.save_typed(note(id, "first, and half")).unwrap();
        session.cancel_typed().unwrap();
        assert_eq!((note_of(&session, id), undoable(&session)), ("first", undoable(&before)));
        assert_eq!(session.cancel_typed(), Ok(None), "the former visit is not cancelled");
    }

    #[test]
    fn what_is_done_between_ends_the_step() {
        let (mut session, id) = opened();
        session.save_typed(note(id, "one")).unwrap();
        session.perform(Action::Confirm { id }).unwrap();
        session.save_typed(note(id, "one two")).unwrap();
        assert_eq!(undoable(&session), 3);
        session.undo().unwrap();
        assert_eq!(note_of(&session, id), "one");
        session.save_typed(note(id, "other")).unwrap();
        assert_eq!(undoable(&session), 3, "a step that was undone by hand is not replaced");
    }

    #[test]
    fn a_text_typed_back_to_what_it_was_is_no_step() {
        let (mut session, id) = opened();
        session.save_typed(note(id, "x")).unwrap();
        session.save_typed(note(id, "")).unwrap();
        assert_eq!(undoable(&session), 0);
        assert!(session.save_typed(note(id, "")).is_err());
        session.save_typed(note(id, "y")).unwrap();
        assert_eq!(undoable(&session), 1);
    }

    #[test]
    fn a_text_that_cannot_be_saved_leaves_the_saved_one() {
        let (mut session, id) = opened();
        session.save_typed(note(id, "one")).unwrap();
        session.save_typed(note(Id::new(987_654), "two")).unwrap_err();
        assert_eq!((note_of(&session, id), undoable(&session)), ("one", 1));
        session.save_typed(note(id, "three")).unwrap();
        assert_eq!(undoable(&session), 1);
    }
}
