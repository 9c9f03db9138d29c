//! The keys, what they do, and the list of them.

use crate::view::Element;

/// A key and what it asks for. The key is written as the page reports it: modifiers first, then
/// `KeyboardEvent.key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    pub keys: &'static [&'static str],
    /// What a button with the same effect carries in `data-act`.
    pub act: &'static str,
    /// What goes with it: a kind to mark as.
    pub value: &'static str,
    pub does: &'static str,
}

const fn key(
    keys: &'static [&'static str],
    act: &'static str,
    value: &'static str,
    does: &'static str,
) -> Shortcut {
    Shortcut { keys, act, value, does }
}

/// Keys that work while nothing is being typed.
pub const SHORTCUTS: &[Shortcut] = &[
    key(&["j", "n"], "next", "", "Next annotation"),
    key(&["k", "p"], "previous", "", "Previous annotation"),
    key(&["u"], "next-unsure", "", "Next unsure annotation"),
    key(&["y", "Enter"], "confirm", "", "Confirm"),
    key(&["x"], "reject", "", "Reject"),
    key(&["Delete", "Backspace"], "delete", "", "Delete"),
    key(&["s"], "focus-speaker", "", "Set the speaker"),
    key(&["c"], "focus-note", "", "Write a comment"),
    key(&["t"], "focus-tags", "", "Add tags"),
    key(&["q"], "mark", "quote", "Mark the selected words as a quotation"),
    key(&["1"], "mark", "PERSON", "Mark the selected words as a person"),
    key(&["2"], "mark", "ORG", "Mark the selected words as an organisation"),
    key(&["3"], "mark", "GPE", "Mark the selected words as a country, city or state"),
    key(&["4"], "mark", "date", "Mark the selected words as a date"),
    key(&["m"], "mark", "note", "Mark the selected words to comment on"),
    key(&["["], "start-out", "", "Start one word earlier"),
    key(&["{"], "start-in", "", "Start one word later"),
    key(&["]"], "end-out", "", "End one word later"),
    key(&["}"], "end-in", "", "End one word earlier"),
    key(&["a"], "mark-all", "", "Mark every occurrence of these words"),
    key(&["Ctrl+z"], "undo", "", "Undo"),
    key(&["Ctrl+Shift+Z", "Ctrl+y"], "redo", "", "Redo"),
    key(&["o"], "dialog-open", "", "Open an article"),
    key(&["Escape"], "deselect", "", "Let go of the selection"),
    key(&["?"], "dialog-keys", "", "This list"),
];

/// What a key asks for.
pub fn find(pressed: &str) -> Option<&'static Shortcut> {
    SHORTCUTS.iter().find(|s| s.keys.contains(&pressed))
}

/// The list of keys.
pub fn render() -> Element {
    let row = |s: &Shortcut| {
        let keys = s.keys.iter().map(|k| Element::new("kbd").text(*k));
        Element::new("div").child(Element::new("dt").children(keys)).child(Element::new("dd").text(s.does))
    };
    Element::new("dl").class("keys").children(SHORTCUTS.iter().map(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_asks_for_two_things() {
        let mut keys: Vec<&str> = SHORTCUTS.iter().flat_map(|s| s.keys).copied().collect();
        let n = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), n);
        assert_eq!(find("Ctrl+z").map(|s| s.act), Some("undo"));
        assert_eq!(find("F5"), None);
    }
}
