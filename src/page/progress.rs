//! How much of the article is checked, and a button that goes on to the next annotation.

use super::command::{Command, Field, ReviewCommand};
use super::controls::{SelectOption, button, options};
use crate::session::{Checked, Progress, ReviewOrder, Session};
use crate::strings;
use crate::view::wire::wire_name;
use crate::view::{Element, count};

/// A bar, what it says in words, and a button that goes on; `None` where there is nothing to check.
pub(crate) fn render(session: &Session, order: ReviewOrder) -> Option<Element> {
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
    Some(
        Element::new("div").class("progress").child(facts).child(order_of_pass(order)).child(next).child(bar),
    )
}

/// A list with the orders of the pass.
fn order_of_pass(order: ReviewOrder) -> Element {
    let choices =
        [(ReviewOrder::Reading, strings::READING_ORDER), (ReviewOrder::LeastSure, strings::LEAST_SURE_FIRST)];
    let choices = choices.map(|(choice, label)| SelectOption {
        value: wire_name(&choice),
        label,
        is_chosen: choice == order,
    });
    Element::new("select")
        .changes(&Field::ReviewOrder)
        .with("aria-label", strings::ORDER_OF_PASS)
        .children(options(choices))
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
