//! The contents of the files that wait to be read, kept in a database of their own, so that a reload does not lose them.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::small_database::SmallDatabase;
use super::storage::QUEUE_DATABASE;
use super::tab_only;
use crate::project::queue::QueuedFile;
use crate::store::StoreError;

const FILES: &str = "files";

/// So many files are handed to the database at a time.
const AT_A_TIME: usize = 64;

/// A file with its content.
#[derive(Clone)]
pub(super) struct KeptFile {
    pub file: QueuedFile,
    pub content: Blob,
}

enum QueueFileChange {
    Keep(Vec<KeptFile>),
    Forget(Vec<u64>),
}

/// What is to be written, one after the other. Where the browser refuses, a reload loses what waits, and no more.
#[derive(Clone, Default)]
pub(super) struct QueueFiles {
    changes: Rc<RefCell<VecDeque<QueueFileChange>>>,
    is_writing: Rc<RefCell<bool>>,
}

impl QueueFiles {
    /// Some at a time: to hand thousands over takes half a second, in which the page would do nothing else.
    pub(super) fn keep(&self, files: Vec<KeptFile>) {
        let mut files = files.into_iter().peekable();
        while files.peek().is_some() {
            self.write(QueueFileChange::Keep(files.by_ref().take(AT_A_TIME).collect()));
        }
    }

    pub(super) fn forget(&self, keys: Vec<u64>) {
        self.write(QueueFileChange::Forget(keys));
    }

    fn write(&self, change: QueueFileChange) {
        if tab_only::is_on() {
            return;
        }
        self.changes.borrow_mut().push_back(change);
        if !self.is_writing.replace(true) {
            let files = self.clone();
            spawn_local(async move {
                files.write_all().await.ok(); // A reload loses what waits.
                files.is_writing.replace(false);
            });
        }
    }

    async fn write_all(&self) -> Result<(), StoreError> {
        let db = SmallDatabase::open(QUEUE_DATABASE, FILES).await?;
        loop {
            let Some(change) = self.changes.borrow_mut().pop_front() else { break };
            db.write(|store| match change {
                QueueFileChange::Keep(files) => files.iter().try_for_each(|kept| {
                    let value = Array::of2(&kept.file.name.as_str().into(), &kept.content);
                    store.put_with_key(&value, &JsValue::from_f64(kept.file.key as f64)).map(drop)
                }),
                QueueFileChange::Forget(keys) => {
                    keys.iter().try_for_each(|&key| store.delete(&JsValue::from_f64(key as f64)).map(drop))
                }
            })
            .await
            .ok(); // The next change may fit.
        }
        db.close();
        Ok(())
    }
}

/// What an earlier visit left, in order.
pub(super) async fn kept() -> Result<Vec<KeptFile>, StoreError> {
    let db = SmallDatabase::open(QUEUE_DATABASE, FILES).await?;
    let keys: Array = db.read(|store| store.get_all_keys()).await?.into();
    let values: Array = db.read(|store| store.get_all()).await?.into();
    db.close();
    let file = |(key, value): (JsValue, JsValue)| {
        let name = Reflect::get_u32(&value, 0).ok()?.as_string()?;
        let content: Blob = Reflect::get_u32(&value, 1).ok()?.dyn_into().ok()?;
        Some(KeptFile { file: QueuedFile { key: key.as_f64()? as u64, name }, content })
    };
    Ok(keys.iter().zip(values.iter()).filter_map(file).collect())
}
