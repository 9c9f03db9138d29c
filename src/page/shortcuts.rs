//! The keys, what they do, and the list of them.

use crate::strings;
use crate::view::Element;

/// A key and what it asks for. The key is written as the page reports it: modifiers first, then
/// `KeyboardEvent.key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shortcut {
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

/// Keys that work while nothing is being typed, under what they are for.
pub(crate) const GROUPS: &[(&str, &[Shortcut])] = &[
    (strings::KEYS_READ, READ),
    (strings::KEYS_CHECK, CHECK),
    (strings::KEYS_CORRECT, CORRECT),
    (strings::KEYS_MARK, MARK),
    (strings::KEYS_EXTENT, EXTENT),
    (strings::KEYS_MORE, MORE),
];

const READ: &[Shortcut] = &[
    key(&["j", "n"], "next", "", strings::KEY_NEXT),
    key(&["k", "p"], "previous", "", strings::KEY_PREVIOUS),
    key(&["/"], "focus-search", "", strings::KEY_SEARCH),
    key(&["Escape"], "deselect", "", strings::KEY_LET_GO),
];

const CHECK: &[Shortcut] = &[
    key(&["u"], "next-unsure", "", strings::KEY_NEXT_UNSURE),
    key(&["Enter"], "confirm-next", "", strings::KEY_CONFIRM_NEXT),
    key(&["r"], "reject-next", "", strings::KEY_REJECT_NEXT),
    key(&["y"], "confirm", "", strings::KEY_CONFIRM),
    key(&["x"], "reject", "", strings::KEY_REJECT),
    key(&["1", "2", "3", "4", "5", "6", "7", "8", "9"], "digit", "", strings::KEY_DIGIT),
];

const CORRECT: &[Shortcut] = &[
    key(&["s"], "focus-speaker", "", strings::KEY_SPEAKER),
    key(&["i"], "focus-kind", "", strings::KEY_KIND),
    key(&["e"], "rename-dialog", "", strings::KEY_RENAME),
    key(&["c"], "focus-note", "", strings::KEY_COMMENT),
    key(&["t"], "focus-tags", "", strings::KEY_TAGS),
    key(&["Delete", "Backspace"], "delete", "", strings::DELETE),
    key(&["Ctrl+z"], "undo", "", strings::UNDO),
    key(&["Ctrl+Shift+Z", "Ctrl+y"], "redo", "", strings::REDO),
];

const MARK: &[Shortcut] = &[
    key(&["w"], "walk", "", strings::KEY_WALK),
    key(&["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], "step", "", strings::KEY_STEP),
    key(
        &["Shift+ArrowLeft", "Shift+ArrowRight", "Shift+ArrowUp", "Shift+ArrowDown"],
        "step",
        "",
        strings::KEY_EXTEND,
    ),
    key(&["q"], "mark", "quote", strings::KEY_MARK_QUOTE),
    key(&["d"], "mark", "date", strings::KEY_MARK_DATE),
    key(&["m"], "mark", "note", strings::KEY_MARK_NOTE),
    key(&["a"], "mark-all", "", strings::KEY_MARK_ALL),
    key(&["v"], "as-speaker", "", strings::KEY_AS_SPEAKER),
    key(&["b"], "as-cue", "", strings::KEY_AS_CUE),
];

const EXTENT: &[Shortcut] = &[
    key(&["["], "start-out", "", strings::START_OUT),
    key(&["{"], "start-in", "", strings::START_IN),
    key(&["]"], "end-out", "", strings::END_OUT),
    key(&["}"], "end-in", "", strings::END_IN),
    key(&["+"], "include", "", strings::KEY_INCLUDE),
    key(&["-"], "exclude", "", strings::KEY_EXCLUDE),
    key(&["|"], "split", "", strings::KEY_SPLIT),
    key(&["J"], "join-next", "", strings::KEY_JOIN_NEXT),
    key(&["K"], "join-previous", "", strings::KEY_JOIN_PREVIOUS),
];

const MORE: &[Shortcut] = &[
    key(&["C"], "copy-plain", "", strings::KEY_COPY),
    key(&["M"], "copy-markdown", "", strings::KEY_COPY_MARKDOWN),
    key(&["o"], "dialog-open", "", strings::KEY_OPEN),
    key(&["?"], "dialog-keys", "", strings::KEY_KEYS),
];

/// What a key asks for.
pub(crate) fn find(pressed: &str) -> Option<&'static Shortcut> {
    all().find(|s| s.keys.contains(&pressed))
}

fn all() -> impl Iterator<Item = &'static Shortcut> {
    GROUPS.iter().flat_map(|(_, shortcuts)| *shortcuts)
}

/// The list of keys.
pub(crate) fn render() -> Element {
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
    let group = |(title, shortcuts): &(&str, &[Shortcut])| {
        let list = Element::new("dl").children(shortcuts.iter().map(row));
        Element::new("section").child(Element::new("h3").text(*title)).child(list)
    };
    Element::new("div").class("keys").children(GROUPS.iter().map(group))
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
        let mut keys: Vec<&str> = all().flat_map(|s| s.keys).copied().collect();
        let n = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), n);
        assert_eq!(find("Ctrl+z").map(|s| s.act), Some("undo"));
        assert_eq!(find("F5"), None);
    }
}
