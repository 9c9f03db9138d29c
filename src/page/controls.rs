//! Buttons, fields and lists that carry the command they send.

use super::command::{Command, Field};
use crate::view::Element;
use crate::view::wire::json;

/// One option of a list of choices.
pub(crate) struct SelectOption<'a> {
    /// What the field's value is when this is chosen.
    pub value: String,
    pub label: &'a str,
    pub is_chosen: bool,
}

impl Element {
    /// Has a click send a command.
    #[must_use]
    pub(crate) fn sends(self, command: &Command) -> Element {
        self.with("data-command", json(command))
    }

    /// Has the field's value sent when the reader has changed it.
    #[must_use]
    pub(crate) fn changes(self, field: &Field) -> Element {
        self.with("data-change", json(field))
    }

    /// Has the text sent when the reader leaves the field, and meanwhile: what is typed is not lost.
    #[must_use]
    pub(crate) fn types(self, field: &Field) -> Element {
        self.changes(field).with("data-typed", "")
    }

    /// Has the field's value sent with each letter.
    #[must_use]
    pub(crate) fn inputs(self, field: &Field) -> Element {
        self.with("data-input", json(field))
    }

    #[must_use]
    pub(crate) fn disabled_unless(self, is_enabled: bool) -> Element {
        if is_enabled { self } else { self.with("disabled", "") }
    }
}

/// A button with a text.
pub(crate) fn button(label: &str, command: &Command) -> Element {
    bare_button(command).text(label)
}

/// A button to be filled.
pub(crate) fn bare_button(command: &Command) -> Element {
    Element::new("button").with("type", "button").sends(command)
}

/// A button with a sign whose name stands in its tooltip.
pub(crate) fn sign_button(sign: &str, name: &str, command: &Command) -> Element {
    button(sign, command).with("aria-label", name).with("title", name)
}

/// A field below its label.
pub(crate) fn labelled(label: &str, control: Element) -> Element {
    Element::new("label").class("field").child(Element::new("span").text(label)).child(control)
}

/// The options of a list.
pub(crate) fn options<'a>(
    choices: impl IntoIterator<Item = SelectOption<'a>>,
) -> impl Iterator<Item = Element> {
    choices.into_iter().map(|choice| {
        let option = Element::new("option").with("value", choice.value).text(choice.label);
        if choice.is_chosen { option.with("selected", "") } else { option }
    })
}
