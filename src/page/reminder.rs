//! The reminder to make a back-up, and what the back-up dialog says of the folder that back-ups go into.

use super::command::{Command, LibraryCommand, RecoveryCommand};
use super::controls::button;
use crate::strings;
use crate::view::{Element, count};

/// The folder that back-ups go into by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FolderView {
    pub name: String,
    /// Whether the browser wants to be asked before the page may write there.
    pub needs_permission: bool,
}

fn send(label: &str, command: RecoveryCommand) -> Element {
    button(label, &Command::Recovery(command))
}

/// What stands over the page: the reminder of so many days' work, or that the folder needs permission.
pub(crate) fn render(days: Option<usize>, folder: Option<&FolderView>) -> Vec<Element> {
    let line = |text: String| Element::new("p").child(Element::new("span").text(text));
    let folder = folder.filter(|folder| folder.needs_permission).map(|folder| {
        line(strings::fill(strings::FOLDER_ASK, &[&folder.name]))
            .child(send(strings::FOLDER_ALLOW, RecoveryCommand::AllowFolder))
            .child(send(strings::FOLDER_STOP, RecoveryCommand::ForgetFolder))
    });
    let days = days.map(|days| {
        line(strings::fill(strings::REMINDER, &[&count(days, strings::DAYS)]))
            .child(button(strings::BACK_UP_EVERYTHING, &Command::Library(LibraryCommand::BackUp)))
            .child(send(strings::NOT_NOW, RecoveryCommand::DismissReminder))
    });
    folder.into_iter().chain(days).collect()
}

/// The lines of the back-up dialog, where the browser can write into a folder.
pub(crate) fn folder(folder: Option<&FolderView>) -> Vec<Element> {
    let (text, label) = match folder {
        Some(folder) => (strings::fill(strings::FOLDER_IS, &[&folder.name]), strings::FOLDER_CHOOSE_OTHER),
        None => (strings::FOLDER_HINT.to_owned(), strings::FOLDER_CHOOSE),
    };
    let stop = folder.map(|_| send(strings::FOLDER_STOP, RecoveryCommand::ForgetFolder));
    let buttons =
        Element::new("div").class("buttons").child(send(label, RecoveryCommand::ChooseFolder)).children(stop);
    vec![Element::new("p").text(text), buttons]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reminder_stands_with_what_can_be_done() {
        assert!(render(None, None).is_empty());
        let folder = FolderView { name: "Work".to_owned(), needs_permission: true };
        let lines = render(Some(7), Some(&folder));
        let buttons = |line: &Element| line.children.len() - 1;
        assert_eq!(lines.iter().map(buttons).collect::<Vec<_>>(), [2, 2]);
        let folder = FolderView { needs_permission: false, ..folder };
        assert!(render(None, Some(&folder)).is_empty());
    }
}
