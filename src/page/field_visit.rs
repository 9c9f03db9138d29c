//! A reader's visit to a text field of the card: what was typed, what of it is saved, and when the rest is to be saved.
//!
//! No clock of its own: each call says what time it is, in milliseconds.

use serde::{Deserialize, Serialize};

use super::command::AnnotationField;
use crate::annotation::Id;

/// How long after a key the text is saved: a word is typed without a pause of this length.
const PAUSE: f64 = 400.0;

/// How old an unsaved letter may grow while the keys go on.
const LONGEST_WAIT: f64 = 2000.0;

/// A visit, from the first letter until the reader leaves the field.
#[derive(Clone, Debug)]
pub(crate) struct FieldVisit {
    pub id: Id,
    pub field: AnnotationField,
    /// What the status line says when the reader leaves the field; empty where nothing was saved.
    pub said: String,
    /// What stands in the field, without what an input method is still composing.
    text: String,
    /// What the set has of it.
    saved: String,
    is_composing: bool,
    /// When the oldest letter was typed that is not saved, and when the newest.
    typed: Option<TypingTimes>,
}

#[derive(Clone, Copy, Debug)]
struct TypingTimes {
    first: f64,
    last: f64,
}

/// A text that a reader has typed and not yet decided on, kept for the next visit of the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub id: Id,
    pub field: AnnotationField,
    pub text: String,
}

impl FieldVisit {
    /// A visit to a field that shows `saved`, which the set has.
    pub(crate) fn new(id: Id, field: AnnotationField, saved: String) -> FieldVisit {
        let text = saved.clone();
        FieldVisit { id, field, said: String::new(), text, saved, is_composing: false, typed: None }
    }

    /// The field has this text now.
    pub(crate) fn typed(&mut self, text: String, now: f64) {
        self.is_composing = false;
        self.text = text;
        let first = self.typed.map_or(now, |times| times.first);
        self.typed = self.is_unsaved().then_some(TypingTimes { first, last: now });
    }

    /// An input method is composing: what it shows in the field is no text yet.
    pub(crate) fn composing(&mut self) {
        self.is_composing = true;
    }

    /// In how many milliseconds the text is to be saved; `None` where there is nothing to save.
    pub(crate) fn due(&self, now: f64) -> Option<f64> {
        let TypingTimes { first, last } = self.typed.filter(|_| !self.is_composing)?;
        Some(((last + PAUSE).min(first + LONGEST_WAIT) - now).max(0.0))
    }

    /// Whether the field has something that the set does not have.
    pub(crate) fn is_unsaved(&self) -> bool {
        self.is_composing || self.text != self.saved
    }

    /// The text that is not saved. From now on it counts as saved.
    pub(crate) fn take_unsaved(&mut self) -> Option<String> {
        self.typed = None;
        (self.text != self.saved).then(|| self.saved.clone_from(&self.text)).map(|()| self.text.clone())
    }

    /// What is to be kept of a text on which the reader decides by leaving the field.
    pub(crate) fn draft(&self) -> Option<Draft> {
        let is_draft = !self.field.is_saved_while_typed() && self.text != self.saved;
        is_draft.then(|| Draft { id: self.id, field: self.field, text: self.text.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit() -> FieldVisit {
        FieldVisit::new(Id::new(1), AnnotationField::Note, "old".to_owned())
    }

    #[test]
    fn a_text_is_saved_after_a_pause_and_while_the_keys_go_on() {
        let mut visit = visit();
        assert_eq!((visit.due(0.0), visit.is_unsaved()), (None, false));
        visit.typed("old w".to_owned(), 1000.0);
        assert_eq!((visit.due(1000.0), visit.is_unsaved()), (Some(400.0), true));
        visit.typed("old wo".to_owned(), 1300.0);
        assert_eq!(visit.due(1300.0), Some(400.0), "each key puts it off");
        visit.typed("old wor".to_owned(), 2900.0);
        assert_eq!(visit.due(2900.0), Some(100.0), "but not for ever");
        assert_eq!(visit.due(9000.0), Some(0.0));
        assert_eq!(visit.take_unsaved().as_deref(), Some("old wor"));
        assert_eq!((visit.take_unsaved(), visit.due(9000.0), visit.is_unsaved()), (None, None, false));
        visit.typed("old word".to_owned(), 9100.0);
        assert_eq!(visit.due(9100.0), Some(400.0));
    }

    #[test]
    fn a_text_typed_back_needs_no_saving() {
        let mut visit = visit();
        visit.typed("ol".to_owned(), 0.0);
        visit.typed("old".to_owned(), 10.0);
        assert_eq!((visit.due(20.0), visit.is_unsaved(), visit.take_unsaved()), (None, false, None));
    }

    #[test]
    fn nothing_is_saved_while_an_input_method_composes() {
        let mut visit = visit();
        visit.typed("old に".to_owned(), 0.0);
        visit.composing();
        assert_eq!((visit.due(500.0), visit.is_unsaved()), (None, true));
        assert_eq!(visit.take_unsaved().as_deref(), Some("old に"), "only what was there before");
        assert!(visit.is_unsaved());
        visit.typed("old に本".to_owned(), 900.0);
        assert_eq!(visit.due(900.0), Some(400.0));
    }

    #[test]
    fn a_half_typed_name_is_kept_as_a_draft() {
        let mut visit = FieldVisit::new(Id::new(1), AnnotationField::Speaker, String::new());
        assert_eq!(visit.draft(), None);
        visit.typed("Mar".to_owned(), 0.0);
        let draft = visit.draft().expect("it is typed and not decided on");
        assert_eq!((draft.text.as_str(), draft.field), ("Mar", AnnotationField::Speaker));
        let mut note = FieldVisit::new(Id::new(1), AnnotationField::Note, String::new());
        note.typed("Ask".to_owned(), 0.0);
        assert_eq!(note.draft(), None, "a comment is saved instead");
    }
}
