//! The records of the library that cannot be read.

use std::collections::HashMap;

use super::reply::{FailureCode, ReplyError};
use super::state::State;
use crate::page::set_aside::{self, SetAsideRecord};
use crate::store::{StoreError, UnreadableRecord};

/// The same as far as this visit knows, for the library, which is drawn often.
pub(super) fn known_records(state: &State) -> Result<Vec<SetAsideRecord>, StoreError> {
    view(state, state.saving.library.unreadable_as_known()?)
}

/// The records that cannot be read.
pub(super) fn set_aside_records(state: &State) -> Result<Vec<SetAsideRecord>, StoreError> {
    view(state, state.saving.library.unreadable()?)
}

fn view(state: &State, records: Vec<UnreadableRecord>) -> Result<Vec<SetAsideRecord>, StoreError> {
    if records.is_empty() {
        return Ok(vec![]);
    }
    let entries = state.saving.library.list()?.0;
    let titles: HashMap<String, String> = entries.into_iter().map(|entry| (entry.id, entry.title)).collect();
    let view = |record: UnreadableRecord| {
        let is_removing = state.drawn.removing.as_deref() == Some(record.key.as_str());
        SetAsideRecord { title: titles.get(&record.article).cloned(), is_removing, record }
    };
    Ok(records.into_iter().map(view).collect())
}

/// What is to be said at each start while records of the reader's work are set aside.
pub(super) fn notice(state: &State) -> Option<ReplyError> {
    let records = state.saving.library.unreadable_as_known().ok()?;
    let notice = set_aside::notice(&view(state, records).ok()?)?;
    Some(ReplyError::new(FailureCode::Storage, notice))
}

/// The same of one article, when it is opened.
pub(super) fn notice_of(state: &State, id: &str) -> Option<ReplyError> {
    let records = state.saving.library.unreadable_of(id).ok()?;
    let title = Some(state.open.title());
    let view = |record| SetAsideRecord { record, title: title.clone(), is_removing: false };
    let notice = set_aside::notice(&records.into_iter().map(view).collect::<Vec<_>>())?;
    Some(ReplyError::new(FailureCode::Storage, notice))
}
