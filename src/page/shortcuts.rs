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

const SHIFT: &str = "Shift+";

/// Keys that work while nothing is being typed.
pub const SHORTCUTS: &[Shortcut] = &[
    key(&["j", "n"], "next", "", "Next annotation"),
    key(&["k", "p"], "previous", "", "Previous annotation"),
    key(&["u"], "next-unsure", "", "Next to check: quotations first, the least sure of them first"),
    key(&["Enter"], "confirm-next", "", "Confirm, and go on to the next to check"),
    key(&["r"], "reject-next", "", "Reject, and go on to the next to check"),
    key(&["y"], "confirm", "", "Confirm, and stay"),
    key(&["x"], "reject", "", "Reject, and stay"),
    key(
        &["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        "digit",
        "",
        "Choose the speaker of a quotation, or the kind of a name; mark the selected words as a name of that kind",
    ),
    key(&["s"], "focus-speaker", "", "Write the speaker"),
    key(&["e"], "rename-dialog", "", "Rename or merge: carry a name to everything that has it"),
    key(&["c"], "focus-note", "", "Write a comment"),
    key(&["t"], "focus-tags", "", "Add tags"),
    key(&["Delete", "Backspace"], "delete", "", "Delete"),
    key(
        &["w"],
        "walk",
        "",
        "Select a word; then the arrows go from word to word, up and down from sentence to sentence",
    ),
    key(&["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], "step", "", "Go on from the selected word"),
    key(
        &["Shift+ArrowLeft", "Shift+ArrowRight", "Shift+ArrowUp", "Shift+ArrowDown"],
        "step",
        "",
        "Select more words, or fewer",
    ),
    key(&["q"], "mark", "quote", "Mark the selected words as a quotation"),
    key(&["d"], "mark", "date", "Mark the selected words as a date"),
    key(&["m"], "mark", "note", "Mark the selected words to comment on"),
    key(&["a"], "mark-all", "", "Mark every occurrence of these words"),
    key(&["v"], "as-speaker", "", "The selected words name the speaker of the quotation"),
    key(&["b"], "as-cue", "", "The selected words are the cue of the quotation"),
    key(&["["], "start-out", "", "Start one word earlier"),
    key(&["{"], "start-in", "", "Start one word later"),
    key(&["]"], "end-out", "", "End one word later"),
    key(&["}"], "end-in", "", "End one word earlier"),
    key(&["+"], "include", "", "Take the selected words in"),
    key(&["-"], "exclude", "", "Leave the selected words out"),
    key(&["|"], "split", "", "Split in two at the selected words"),
    key(&["J"], "join-next", "", "Join with the next quotation"),
    key(&["K"], "join-previous", "", "Join with the quotation before"),
    key(&["C"], "copy-plain", "", "Copy the quotation with its source"),
    key(&["M"], "copy-markdown", "", "Copy it as Markdown"),
    key(&["Ctrl+z"], "undo", "", "Undo"),
    key(&["Ctrl+Shift+Z", "Ctrl+y"], "redo", "", "Redo"),
    key(&["/"], "focus-search", "", "Search the article and the lists"),
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
        let kbd = |k: &&str| Element::new("kbd").text(shown(k));
        // A row of digits is said by its ends.
        let dt = match s.keys {
            [first, _, _, _, _, .., last] => Element::new("dt").child(kbd(first)).text("– ").child(kbd(last)),
            // What they are all pressed with is said once.
            several if 2 < several.len() && several.iter().all(|key| key.starts_with(SHIFT)) => {
                let rest = several.iter().map(|key| key.trim_start_matches(SHIFT));
                Element::new("dt").child(kbd(&"Shift")).children(rest.map(|key| kbd(&key)))
            }
            few => Element::new("dt").children(few.iter().map(kbd)),
        };
        Element::new("div").child(dt).child(Element::new("dd").text(s.does))
    };
    Element::new("dl").class("keys").children(SHORTCUTS.iter().map(row))
}

/// A key as it is printed on a keyboard.
fn shown(key: &str) -> String {
    let arrows = [("ArrowLeft", "←"), ("ArrowRight", "→"), ("ArrowUp", "↑"), ("ArrowDown", "↓")];
    arrows.iter().fold(key.to_owned(), |key, (name, sign)| key.replace(name, sign))
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
