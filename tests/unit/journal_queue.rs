//! What the page decides about the journal: which steps are written, which are known, which can be dropped.

use crate::document::Document;
use crate::edit::LoggedStep;
use crate::session::{Action, MarkKind, Session};
use crate::span::Span;
use crate::store::{JournalEntry, JournalPosition, JournalQueue};

fn steps() -> Vec<LoggedStep> {
    let mut session = Session::bare(Document::from_text("One two."));
    session.perform(Action::Mark { span: Span::new(0, 3), label: MarkKind::Note }).unwrap();
    session.take_log()
}

fn entry(visit: u64) -> JournalEntry {
    JournalEntry { article: "a".to_owned(), visit, number: 1, logged: steps().remove(0) }
}

#[test]
fn a_record_includes_the_journal_and_the_steps_on_their_way() {
    let mut queue = JournalQueue::new(7);
    queue.start_with(vec![(3, entry(1))]);
    queue.add_steps("a", steps());
    let position = queue.position_after_saving("a", 5);
    assert_eq!(
        position,
        JournalPosition { journal: 5, key: 3, visit: 7, number: 1, ..JournalPosition::default() }
    );
    assert_eq!(queue.take_obsolete(), [3]);
}

#[test]
fn the_journal_keeps_its_entries_while_other_tabs_are_open() {
    let mut queue = JournalQueue::new(7);
    queue.start_with(vec![(3, entry(1))]);
    assert_eq!(queue.id_range(), 0);
    assert!(queue.meet_other_tab() && !queue.meet_other_tab());
    assert_ne!(queue.id_range(), 0);
    queue.position_after_saving("a", 5);
    assert!(queue.take_obsolete().is_empty());
}

#[test]
fn a_step_of_another_tab_is_taken_in_once() {
    let mut queue = JournalQueue::new(7);
    assert!(queue.take_in(4, entry(1)));
    assert!(!queue.take_in(4, entry(1)), "it is known");
    assert!(!queue.take_in(5, entry(7)), "it is of this visit");
    assert_eq!(queue.seen(), 5);
}

#[test]
fn entries_before_an_own_one_are_still_read() {
    let mut queue = JournalQueue::new(7);
    queue.meet_other_tab();
    queue.add_steps("a", steps());
    let written = queue.unwritten().to_vec();
    queue.written(vec![2], written);
    assert_eq!((queue.seen(), queue.unwritten().len()), (0, 0), "entry 1 is another tab's");
}

#[test]
fn a_step_whose_write_succeeded_after_all_is_not_written_twice() {
    let mut queue = JournalQueue::new(7);
    queue.add_steps("a", steps());
    assert!(!queue.drop_written(&[(1, entry(1))]));
    assert!(queue.drop_written(&[(1, entry(7))]));
    assert!(queue.unwritten().is_empty());
}

#[test]
fn a_step_that_was_read_before_its_write_was_reported_is_known_once() {
    let mut queue = JournalQueue::new(7);
    queue.add_steps("a", steps());
    let written = queue.unwritten().to_vec();
    queue.take_in(5, written[0].clone());
    queue.take_in(6, entry(1));
    queue.written(vec![5], written);
    assert_eq!(queue.entries_of("a").map(|(key, _)| key).collect::<Vec<_>>(), [5, 6]);
}
