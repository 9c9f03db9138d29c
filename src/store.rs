//! Where articles and their annotations are saved.
//!
//! A [`Store`] has texts under keys: the browser's local storage, or memory. The [`Library`] saves an article in two
//! records: its text, which never changes, and its annotations with their history, so that a change writes only the
//! second. A third, small one has what the list of articles shows. The [`JournalEntry`]s say what was done since.

mod answers;
mod article;
mod aside;
pub(crate) mod backup;
mod backup_log;
mod collections;
mod comparison;
mod copies;
mod difference;
mod entry;
mod error;
mod journal;
mod keys;
mod library;
mod memory;
mod merge_backup;
mod prepared_backup;
mod reader_records;
pub(crate) mod record;
mod removed;
mod repair;
mod replay;
mod restore;
mod restore_points;
mod save_count;
mod sources;
mod traits;
mod versions;

pub(crate) use answers::{VersionAnswer, VersionAnswers};
pub(crate) use article::{ArticleWork, Bookmark, StoredArticle};
pub(crate) use aside::{RecordKind, RecoveredContent, UnreadableRecord, recover, sealed_steps};
pub(crate) use backup::{BackedUpArticle, Backup, RawRecord};
pub(crate) use backup_log::BackupLog;
pub(crate) use collections::Collections;
pub(crate) use comparison::{Choice, Decision, DisputedPair, StoredComparison};
pub(crate) use copies::{
    article_keys, article_of_work, dated_by, differs_when_repaired, is_apart, is_readable, save_time,
};
pub(crate) use difference::{SetDifference, difference};
pub(crate) use entry::{LibraryEntry, article_id};
pub(crate) use error::StoreError;
pub(crate) use journal::{JournalEntry, JournalPosition, StepNumber, UnreadableEntry};
pub(crate) use keys::{
    CopyOrigin, POINT_PREFIX, article_of_record, is_database_only, is_own, is_small_record, record_of_aside,
    small_record_prefixes,
};
pub(crate) use library::{Library, StorageUsage};
pub(crate) use memory::MemoryStore;
pub(crate) use merge_backup::{MergedBackup, merge_backup};
pub(crate) use prepared_backup::{PreparedBackup, RestorePlan, prepare, prepare_new};
pub(crate) use reader_records::WordListRecord;
pub(crate) use replay::{ReplayReport, fits, replay_around, without_copies};
pub(crate) use restore_points::{
    PointKey, PointSchedule, plan_points, prefix_of_points, read_point, seal_point,
};
pub(crate) use sources::StoredSource;
pub(crate) use traits::Store;
pub(crate) use versions::chain;

use crate::read_json;
