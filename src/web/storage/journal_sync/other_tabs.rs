//! Reacts to other tabs: reads the steps that they write, and reloads when one replaces the library.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::answer::warn;
use super::super::tabs::TabMessage;
use super::host::SyncHost;
use super::incoming::take_in;
use super::sync::ReadProgress;
use super::writer::write_pending;

/// Reacts to a message of another tab.
pub(super) async fn receive<H: SyncHost>(host: &Rc<RefCell<H>>, message: TabMessage) {
    {
        let mut host = host.borrow_mut();
        let queue = &mut host.journal_sync().queue;
        if queue.meet_other_tab() {
            let id_range = queue.id_range();
            host.set_id_range(id_range);
        }
    }
    match message {
        TabMessage::Present => {}
        TabMessage::NewSteps => read_new_steps(host).await,
        TabMessage::LibraryReplaced => {
            host.borrow_mut().library_was_replaced();
            gloo::utils::window().location().reload().ok(); // A page can always reload itself.
        }
    }
}

/// Reads what other tabs have written to the journal, and applies their steps to the open article.
async fn read_new_steps<H: SyncHost>(host: &Rc<RefCell<H>>) {
    let (database, seen) = {
        let mut host = host.borrow_mut();
        let sync = host.journal_sync();
        let Some(database) = sync.database.clone() else { return };
        if sync.reading != ReadProgress::Idle {
            sync.reading = ReadProgress::RunAgain;
            return;
        }
        sync.reading = ReadProgress::Running;
        (database, sync.queue.seen())
    };
    let entries = database.entries_after(seen).await;
    let runs_again = {
        let mut host = host.borrow_mut();
        match entries {
            Ok(entries) => take_in(&mut *host, entries),
            // The next write reopens the database and reads the journal.
            Err(why) => {
                warn("at steps of another tab", &why);
                host.journal_sync().retry.connection_lost();
            }
        }
        let reading = &mut host.journal_sync().reading;
        std::mem::replace(reading, ReadProgress::Idle) == ReadProgress::RunAgain
    };
    write_pending(host);
    if runs_again {
        Box::pin(read_new_steps(host)).await;
    }
}
