//! How much of the article is checked, and a button that goes on to the next annotation.

use super::command::{Command, ReviewCommand};
use super::controls::button;
use crate::session::{Checked, Progress, Session};
use crate::strings;
use crate::view::{Element, count};

/// A bar, what it says in words, and a button that goes on; `None` where there is nothing to check.
pub(crate) fn render(session: &Session) -> Option<Element> {
    let progress = session.progress();
    let all = sum(progress);
    if all.all == 0 {
        return None;
    }
    let bar = Element::new("progress")
        .with("aria-label", strings::CHECKED)
        .with("max", all.all.to_string())
        .with("value", all.done.to_string())
        .with("aria-valuetext", said(progress));
    let facts = Element::new("p").class("facts").with("aria-hidden", "true").text(said(progress));
    let next = button(strings::CHECK_NEXT, &Command::Review(ReviewCommand::NextUnchecked))
        .with("title", strings::CHECK_NEXT_HINT)
        .disabled_unless(!all.is_complete());
    Some(Element::new("div").class("progress").child(facts).child(next).child(bar))
}

/// `7 of 20 quotations checked, 3 of 64 names and dates`
pub(crate) fn said(progress: Progress) -> String {
    let Progress { quotations, others } = progress;
    let names = strings::fill(strings::NAMES_CHECKED, &[&others.done, &others.all]);
    match (quotations.all, others.all) {
        (0, _) => strings::fill(strings::SAID_CHECKED, &[&names]),
        (n, 0) => strings::fill(strings::OF_CHECKED, &[&quotations.done, &count(n, strings::QUOTATIONS)]),
        (n, _) => {
            strings::fill(strings::BOTH_CHECKED, &[&quotations.done, &count(n, strings::QUOTATIONS), &names])
        }
    }
}

fn sum(progress: Progress) -> Checked {
    let Progress { quotations, others } = progress;
    Checked { done: quotations.done + others.done, all: quotations.all + others.all }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_checked_is_said_in_words() {
        let checked = |done, all| Checked { done, all };
        let check = |quotations, others| said(Progress { quotations, others });
        assert_eq!(
            check(checked(7, 20), checked(3, 64)),
            "7 of 20 quotations checked, 3 of 64 names and dates"
        );
        assert_eq!(check(checked(0, 1), checked(0, 0)), "0 of 1 quotation checked");
        assert_eq!(check(checked(0, 0), checked(1, 2)), "1 of 2 names and dates checked");
    }
}
