//! Key strokes by their names: `Control+Shift+z`, `Enter`, `?`.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

/// Presses all keys of a stroke in order and lets them go in the opposite one.
pub(crate) fn stroke(keys: &str) -> KeyActions {
    let keys: Vec<char> = names(keys).into_iter().map(key).collect();
    let actions = KeyActions::new("keyboard".into());
    let pressed = keys.iter().fold(actions, |actions, &value| actions.then(KeyAction::Down { value }));
    keys.iter().rev().fold(pressed, |actions, &value| actions.then(KeyAction::Up { value }))
}

/// Presses and lets go of one key after the other, as text is typed.
pub(crate) fn typing(text: &str) -> KeyActions {
    let actions = KeyActions::new("keyboard".into());
    text.chars()
        .fold(actions, |actions, value| actions.then(KeyAction::Down { value }).then(KeyAction::Up { value }))
}

/// `+` stands between keys, and is itself a key where nothing stands before it.
fn names(keys: &str) -> Vec<&str> {
    match keys.strip_suffix('+') {
        Some(modifiers) => modifiers.split('+').filter(|name| !name.is_empty()).chain(["+"]).collect(),
        None => keys.split('+').collect(),
    }
}

fn key(name: &str) -> char {
    let mut chars = name.chars();
    if let (Some(char), None) = (chars.next(), chars.next()) {
        return char;
    }
    let key = match name {
        "Alt" => Key::Alt,
        "Backspace" => Key::Backspace,
        "Control" => Key::Control,
        "Delete" => Key::Delete,
        "Down" => Key::Down,
        "End" => Key::End,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "F1" => Key::F1,
        "Home" => Key::Home,
        "Left" => Key::Left,
        "PageDown" => Key::PageDown,
        "PageUp" => Key::PageUp,
        "Right" => Key::Right,
        "Shift" => Key::Shift,
        "Space" => return ' ',
        "Tab" => Key::Tab,
        "Up" => Key::Up,
        _ => panic!("keys.rs knows no key named {name:?}"),
    };
    key.into()
}

#[test]
fn strokes_are_split_at_the_plus_signs() {
    assert_eq!(names("Control+Shift+z"), ["Control", "Shift", "z"]);
    assert_eq!(names("?"), ["?"]);
    assert_eq!(names("+"), ["+"]);
    assert_eq!(names("Control++"), ["Control", "+"]);
}
