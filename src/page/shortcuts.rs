//! The keys: what each asks for, and the list of them.

use super::command::{
    AnnotationCommand, Arrow, ArticleCommand, CardField, CitationStyle, Command, Dialog, HistoryCommand,
    ListCommand, Navigation, PageCommand, ReviewCommand, ViewCommand, WordsCommand,
};
use crate::session::{EdgeMove, MarkKind, ReadingDirection, SpanEdge};
use crate::strings;
use crate::view::Element;

/// Keys with what each asks for, and the text for all of them. A key is written as the page reports it: modifiers
/// first, then `KeyboardEvent.key`.
pub(crate) struct Shortcut {
    pub keys: &'static [(&'static str, Command)],
    pub text: &'static str,
}

const SHIFT: &str = "Shift+";

/// Keys that work while nothing is being typed, under what they are for.
static GROUPS: [(&str, &[Shortcut]); 6] = [
    (strings::KEYS_READ, READ),
    (strings::KEYS_CHECK, CHECK),
    (strings::KEYS_CORRECT, CORRECT),
    (strings::KEYS_MARK, MARK),
    (strings::KEYS_EXTENT, EXTENT),
    (strings::KEYS_MORE, MORE),
];

const NEXT: Command = Command::Navigate(Navigation::Walk(ReadingDirection::Forward));
const PREVIOUS: Command = Command::Navigate(Navigation::Walk(ReadingDirection::Back));
const ONLY_QUOTATIONS: Command = Command::View(ViewCommand::OnlyQuotations);
const LAYERS: Command = Command::View(ViewCommand::FocusLayers);
const NEXT_QUOTATION: Command = Command::Navigate(Navigation::WalkQuotations(ReadingDirection::Forward));
const PREVIOUS_QUOTATION: Command = Command::Navigate(Navigation::WalkQuotations(ReadingDirection::Back));
const SEARCH: Command = Command::List(ListCommand::FocusSearch);

const READ: &[Shortcut] = &[
    Shortcut { keys: &[("j", NEXT), ("k", PREVIOUS)], text: strings::KEY_NEXT },
    Shortcut { keys: &[("n", NEXT_QUOTATION), ("p", PREVIOUS_QUOTATION)], text: strings::KEY_NEXT_QUOTATION },
    Shortcut { keys: &[("/", SEARCH)], text: strings::KEY_SEARCH },
    Shortcut { keys: &[("l", ONLY_QUOTATIONS)], text: strings::KEY_QUOTATIONS_ONLY },
    Shortcut { keys: &[("L", LAYERS)], text: strings::KEY_LAYERS },
    Shortcut { keys: &[("Escape", Command::Navigate(Navigation::Deselect))], text: strings::KEY_DESELECT },
];

const CHECK: &[Shortcut] = &[
    Shortcut { keys: &[("u", review(ReviewCommand::NextUnchecked))], text: strings::KEY_NEXT_UNSURE },
    Shortcut { keys: &[("Enter", review(ReviewCommand::ConfirmAndNext))], text: strings::KEY_CONFIRM_NEXT },
    Shortcut { keys: &[("r", review(ReviewCommand::RejectAndNext))], text: strings::KEY_REJECT_NEXT },
    Shortcut { keys: &[("y", selected(AnnotationCommand::Confirm))], text: strings::KEY_CONFIRM },
    Shortcut { keys: &[("x", selected(AnnotationCommand::Reject))], text: strings::KEY_REJECT },
    Shortcut {
        keys: &[
            ("1", review(ReviewCommand::Digit(1))),
            ("2", review(ReviewCommand::Digit(2))),
            ("3", review(ReviewCommand::Digit(3))),
            ("4", review(ReviewCommand::Digit(4))),
            ("5", review(ReviewCommand::Digit(5))),
            ("6", review(ReviewCommand::Digit(6))),
            ("7", review(ReviewCommand::Digit(7))),
            ("8", review(ReviewCommand::Digit(8))),
            ("9", review(ReviewCommand::Digit(9))),
        ],
        text: strings::KEY_DIGIT,
    },
];

const DELETE: Command = selected(AnnotationCommand::Delete);
const REDO: Command = Command::History(HistoryCommand::Redo);

const CORRECT: &[Shortcut] = &[
    Shortcut { keys: &[("s", card(CardField::Name))], text: strings::KEY_SPEAKER },
    Shortcut { keys: &[("i", card(CardField::Kind))], text: strings::KEY_KIND },
    Shortcut { keys: &[("O", review(ReviewCommand::OnlyThis))], text: strings::KEY_ONLY_THIS },
    Shortcut { keys: &[("e", selected(AnnotationCommand::ShowRename))], text: strings::KEY_RENAME },
    Shortcut { keys: &[("c", card(CardField::Note))], text: strings::KEY_COMMENT },
    Shortcut { keys: &[("t", card(CardField::Tags))], text: strings::KEY_TAGS },
    Shortcut { keys: &[("Delete", DELETE), ("Backspace", DELETE)], text: strings::DELETE },
    Shortcut { keys: &[("Ctrl+z", Command::History(HistoryCommand::Undo))], text: strings::UNDO },
    Shortcut { keys: &[("Ctrl+Shift+Z", REDO), ("Ctrl+y", REDO)], text: strings::REDO },
];

const MARK: &[Shortcut] = &[
    Shortcut { keys: &[("w", words(WordsCommand::SelectFirst))], text: strings::KEY_WALK },
    Shortcut {
        keys: &[
            ("ArrowLeft", words(WordsCommand::Move(Arrow::Left))),
            ("ArrowRight", words(WordsCommand::Move(Arrow::Right))),
            ("ArrowUp", words(WordsCommand::Move(Arrow::Up))),
            ("ArrowDown", words(WordsCommand::Move(Arrow::Down))),
        ],
        text: strings::KEY_STEP,
    },
    Shortcut {
        keys: &[
            ("Shift+ArrowLeft", words(WordsCommand::Extend(Arrow::Left))),
            ("Shift+ArrowRight", words(WordsCommand::Extend(Arrow::Right))),
            ("Shift+ArrowUp", words(WordsCommand::Extend(Arrow::Up))),
            ("Shift+ArrowDown", words(WordsCommand::Extend(Arrow::Down))),
        ],
        text: strings::KEY_EXTEND,
    },
    Shortcut { keys: &[("q", words(WordsCommand::Mark(MarkKind::Quote)))], text: strings::KEY_MARK_QUOTE },
    Shortcut { keys: &[("d", words(WordsCommand::Mark(MarkKind::Date)))], text: strings::KEY_MARK_DATE },
    Shortcut { keys: &[("m", words(WordsCommand::Mark(MarkKind::Note)))], text: strings::KEY_MARK_NOTE },
    Shortcut { keys: &[("a", selected(AnnotationCommand::MarkAll))], text: strings::KEY_MARK_ALL },
    Shortcut { keys: &[("v", words(WordsCommand::AsSpeaker))], text: strings::KEY_AS_SPEAKER },
    Shortcut { keys: &[("b", words(WordsCommand::AsCue))], text: strings::KEY_AS_CUE },
];

const EXTENT: &[Shortcut] = &[
    Shortcut { keys: &[("[", resize(SpanEdge::Start, EdgeMove::Grow))], text: strings::START_OUT },
    Shortcut { keys: &[("{", resize(SpanEdge::Start, EdgeMove::Shrink))], text: strings::START_IN },
    Shortcut { keys: &[("]", resize(SpanEdge::End, EdgeMove::Grow))], text: strings::END_OUT },
    Shortcut { keys: &[("}", resize(SpanEdge::End, EdgeMove::Shrink))], text: strings::END_IN },
    Shortcut { keys: &[("+", words(WordsCommand::Include))], text: strings::KEY_INCLUDE },
    Shortcut { keys: &[("-", words(WordsCommand::Exclude))], text: strings::KEY_EXCLUDE },
    Shortcut { keys: &[("|", selected(AnnotationCommand::Split))], text: strings::KEY_SPLIT },
    Shortcut {
        keys: &[("J", selected(AnnotationCommand::Join(ReadingDirection::Forward)))],
        text: strings::KEY_JOIN_NEXT,
    },
    Shortcut {
        keys: &[("K", selected(AnnotationCommand::Join(ReadingDirection::Back)))],
        text: strings::KEY_JOIN_PREVIOUS,
    },
];

const MORE: &[Shortcut] = &[
    Shortcut {
        keys: &[("C", selected(AnnotationCommand::Copy(CitationStyle::Plain)))],
        text: strings::KEY_COPY,
    },
    Shortcut {
        keys: &[("M", selected(AnnotationCommand::Copy(CitationStyle::Markdown)))],
        text: strings::KEY_COPY_MARKDOWN,
    },
    Shortcut { keys: &[("D", Command::Article(ArticleCommand::ShowDetails))], text: strings::KEY_DETAILS },
    Shortcut { keys: &[("o", Command::Page(PageCommand::Show(Dialog::Open)))], text: strings::KEY_OPEN },
    Shortcut { keys: &[("?", Command::Page(PageCommand::Show(Dialog::Keys)))], text: strings::KEY_KEYS },
];

const fn selected(action: AnnotationCommand) -> Command {
    Command::Annotation { id: None, action }
}

const fn review(command: ReviewCommand) -> Command {
    Command::Review(command)
}

const fn words(command: WordsCommand) -> Command {
    Command::Words(command)
}

const fn card(field: CardField) -> Command {
    Command::Page(PageCommand::FocusCard(field))
}

const fn resize(edge: SpanEdge, towards: EdgeMove) -> Command {
    selected(AnnotationCommand::Resize(edge, towards))
}

/// What a key asks for.
pub(crate) fn find(pressed: &str) -> Option<&'static Command> {
    keys().find(|(key, _)| *key == pressed).map(|(_, command)| command)
}

/// What a key asks for in the search field.
pub(crate) fn find_in_search(pressed: &str) -> Option<Command> {
    let direction = match pressed {
        "Escape" => return Some(Command::List(ListCommand::LeaveSearch)),
        "Enter" => ReadingDirection::Forward,
        "Shift+Enter" => ReadingDirection::Back,
        _ => return None,
    };
    Some(Command::List(ListCommand::Find(direction)))
}

/// What a key asks for on a tab.
pub(crate) fn find_on_tab(pressed: &str) -> Option<Command> {
    let direction = match pressed {
        "ArrowRight" => ReadingDirection::Forward,
        "ArrowLeft" => ReadingDirection::Back,
        _ => return None,
    };
    Some(Command::List(ListCommand::TurnTab(direction)))
}

fn keys() -> impl Iterator<Item = &'static (&'static str, Command)> {
    GROUPS.iter().flat_map(|(_, shortcuts)| *shortcuts).flat_map(|shortcut| shortcut.keys)
}

/// The list of keys.
pub(crate) fn render() -> Element {
    let item = |shortcut: &Shortcut| {
        Element::new("div").child(term(shortcut)).child(Element::new("dd").text(shortcut.text))
    };
    let group = |(title, shortcuts): &(&str, &[Shortcut])| {
        let list = Element::new("dl").children(shortcuts.iter().map(item));
        Element::new("section").child(Element::new("h3").text(*title)).child(list)
    };
    Element::new("div").class("keys").children(GROUPS.iter().map(group))
}

/// The keys of a shortcut.
fn term(shortcut: &Shortcut) -> Element {
    let kbd = |key: &str| Element::new("kbd").text(shown(key));
    let keys: Vec<&str> = shortcut.keys.iter().map(|(key, _)| *key).collect();
    match keys[..] {
        // The ends stand for a row of digits.
        [first, _, _, _, _, .., last] => Element::new("dt").child(kbd(first)).text("– ").child(kbd(last)),
        // The modifier of several keys stands once.
        [_, _, ..] if keys.iter().all(|key| key.starts_with(SHIFT)) => {
            let rest = keys.iter().map(|key| kbd(key.trim_start_matches(SHIFT)));
            Element::new("dt").child(kbd("Shift")).children(rest)
        }
        _ => Element::new("dt").children(keys.iter().map(|key| kbd(key))),
    }
}

/// A key as it is printed on a keyboard.
fn shown(key: &str) -> String {
    let arrows = [("ArrowLeft", "←"), ("ArrowRight", "→"), ("ArrowUp", "↑"), ("ArrowDown", "↓")];
    arrows.iter().fold(key.to_owned(), |key, (name, sign)| key.replace(name, sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sorting::Sorting as _;

    #[test]
    fn no_key_asks_for_two_things() {
        let mut names: Vec<&str> = keys().map(|(key, _)| *key).collect();
        let n = names.len();
        names.order();
        names.dedup();
        assert_eq!(names.len(), n);
        assert_eq!(find("Ctrl+z"), Some(&Command::History(HistoryCommand::Undo)));
        assert_eq!(find("F5"), None);
    }
}
