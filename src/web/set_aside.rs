//! The records of the library that cannot be read.

use super::state::State;
use crate::page::set_aside::SetAsideRecord;
use crate::store::{StoreError, UnreadableRecord};

/// The records that cannot be read, for the library.
pub(super) fn set_aside_records(state: &State) -> Result<Vec<SetAsideRecord>, StoreError> {
    let library = &state.saving.library;
    let entries = library.list()?.0;
    let view = |record: UnreadableRecord| {
        let entry = entries.iter().find(|entry| entry.id == record.article);
        let is_removing = state.drawn.removing.as_deref() == Some(record.key.as_str());
        SetAsideRecord { title: entry.map(|entry| entry.title.clone()), is_removing, record }
    };
    Ok(library.unreadable()?.into_iter().map(view).collect())
}
