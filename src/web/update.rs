//! Changes of the state with what must be drawn for them. Every action goes through these.

use super::matches::{self, SearchMatches};
use super::reply::{FailureCode, Reply};
use super::state::State;
use super::{annotator, dialogs, dom, draw, guidelines, reminder, status};
use crate::annotation::Id;
use crate::session::{ActionError, Changed, Session};
use crate::store::StoreError;
use crate::strings;
use crate::view::count;

/// Draws a page that starts: what was open when it was left.
pub(super) fn start(state: &mut State) {
    dialogs::fill();
    guidelines::start(state);
    resume(state);
}

/// Opens what was open when the page was left, and scrolls there.
fn resume(state: &mut State) {
    let bookmark = state.saving.library.bookmark();
    state.drawn.restore(&bookmark);
    if let Some(id) = bookmark.article {
        let error = state.open_stored(&id).err();
        state.saving.note_startup_error(error);
    }
    search(state);
    annotator::draw(state);
    draw::everything(state);
    dom::scroll_to(bookmark.scroll);
    draw::in_view(state);
}

/// The database has answered: draws again what was drawn before, if it restored something.
pub(super) fn started(state: &mut State) {
    let has_restored = state.saving.started();
    // What could not be read before may be in the database; if not, its text is opened.
    let error = state.saving.take_startup_error();
    let is_damaged = matches!(error, Some(StoreError::Damaged(_) | StoreError::TextUnreadable(_)));
    state.saving.note_startup_error(error.filter(|_| !is_damaged));
    if has_restored || is_damaged {
        resume(state);
    }
}

/// Starts again with what the library has now.
pub(super) fn start_again(state: &mut State) {
    state.close();
    resume(state);
}

/// Does something to the open article, and draws it.
pub(super) fn perform(
    state: &mut State,
    work: impl FnOnce(&mut Session) -> Result<Changed, ActionError>,
) -> Reply {
    if state.open.session.is_none() {
        return Reply::said(strings::OPEN_FIRST);
    }
    state.before_change();
    let author = annotator::author(state);
    let Some(session) = &mut state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    session.set_author(author);
    match work(session) {
        Ok(done) => changed(state, done),
        Err(ActionError::Nothing(why)) => Reply::said(why),
        Err(error) => Reply::failed(FailureCode::Edit, error.to_string()),
    }
}

/// The same for a step that changes many annotations: a restore point comes first.
pub(super) fn perform_bulk(
    state: &mut State,
    work: impl FnOnce(&mut Session) -> Result<Changed, ActionError>,
) -> Reply {
    state.before_bulk();
    perform(state, work)
}

/// Draws what a change touched, and has it saved.
pub(super) fn changed(state: &mut State, changed: Changed) -> Reply {
    state.saving.changed();
    state.points.note_change(&state.open);
    reminder::note_change(state);
    let id = state.open.id().to_owned();
    state.in_no_file.insert(id.clone());
    if let Some(session) = &mut state.open.session
        && (state.saving.note_steps(&id, session) || !state.saving.journal_sync.has_database())
    {
        status::saving();
    }
    draw::changed(state, &changed);
    Reply::said(changed.said)
}

/// Draws a change that another tab made. Its record is written at once: the journal has the step already.
pub(super) fn changed_elsewhere(state: &mut State, changed: &Changed) {
    draw::changed(state, changed);
    state.saving.changed_beside_history();
}

/// Adds to a reply that others have the old name, too, after one name was changed; after all mentions of a name were, how
/// to have it for one alone.
pub(super) fn offer_rename(state: &State, reply: Reply) -> Reply {
    let Some(session) = &state.open.session else { return reply };
    let said = reply.status.clone().unwrap_or_default();
    if session.narrower().is_some() {
        return Reply { status: Some(strings::fill(strings::ONLY_THIS_HINT, &[&said])), ..reply };
    }
    let Some(offer) = session.offer() else { return reply };
    let more = count(offer.others, strings::ANNOTATIONS);
    let offer = strings::fill(strings::OTHERS_COULD_FOLLOW, &[&said, &more, &offer.from]);
    Reply { status: Some(offer), ..reply }
}

/// Selects an annotation, or none.
pub(super) fn select(state: &mut State, id: Option<Id>) {
    if let Some(session) = &mut state.open.session {
        session.select(id);
        draw::selection(state);
    }
}

/// The selected annotation.
pub(super) fn selected(state: &State) -> Option<Id> {
    state.open.session.as_ref().and_then(Session::selected).map(|a| a.id)
}

/// Looks for the filter's words in the article that is open now.
pub(super) fn search(state: &mut State) {
    let words = &state.drawn.choice.filter.words;
    let session = state.open.session.as_ref();
    let former = std::mem::take(&mut state.drawn.matches);
    let after = |session| SearchMatches::after(former, state.open.id(), session, words);
    state.drawn.matches = session.map(after).unwrap_or_default();
    if let Some(session) = session {
        matches::show(&mut state.drawn.matches, session, &draw::looked_at(session));
    }
}

/// Warns when the storage is nearly full or was evicted, or takes the warning away.
pub(super) fn watch_storage(state: &State) {
    status::storage_warning(state.saving.storage_warning().as_deref());
}
