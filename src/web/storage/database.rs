//! The browser's database (IndexedDB): a copy of the records, and the journal of steps.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use super::answer::{request_result, transaction_end, warn};
use crate::store::{JournalEntry, PendingWrite, StoreError};

pub(super) const NAME: &str = "pullquote";
const RECORDS: &str = "records";
const JOURNAL: &str = "journal";

/// The key, among the records, of the journal's name.
const JOURNAL_NAME: &str = "journal";

pub(super) struct Database {
    db: IdbDatabase,
    /// The journal's name: a random number that it keeps for life.
    pub journal: u64,
    /// How long an answer may take, in milliseconds.
    patience: u32,
}

impl Database {
    /// Opens the database, and makes it where there is none.
    pub(super) async fn open(patience: u32) -> Result<Database, StoreError> {
        let factory = gloo::utils::window().indexed_db()?.ok_or(StoreError::Denied)?;
        let request = factory.open_with_u32(NAME, 1)?;
        let opening = request.clone();
        request.set_onupgradeneeded(Some(&once(move || make_stores(&opening))));
        request.set_onblocked(Some(&once(|| warn("which another tab blocks", &StoreError::Silent))));
        let opened = request_result(&request, patience).await;
        if opened == Err(StoreError::Silent) {
            // It may still open. Then nobody uses it: close it.
            let late = request.clone();
            request.set_onsuccess(Some(&once(move || {
                result::<IdbDatabase>(&late).iter().for_each(IdbDatabase::close);
            })));
        }
        let db: IdbDatabase = opened?.unchecked_into();
        // Somebody deletes the database, and would wait for ever. The next write opens a new one.
        let closing = db.clone();
        db.set_onversionchange(Some(&once(move || closing.close())));
        let mut database = Database { db, journal: 0, patience };
        let name = database.journal_name().await;
        if name.is_err() {
            database.close();
        }
        database.journal = name?;
        Ok(database)
    }

    /// Sets what is done when the browser closes the database, as it does when it evicts it.
    pub(super) fn on_closed(&self, work: impl FnOnce() + 'static) {
        self.db.set_onclose(Some(&once(work)));
    }

    /// Closes the database, after the transactions that run.
    pub(super) fn close(&self) {
        self.db.close();
    }

    /// Reads the journal's name, and gives it one where it has none.
    async fn journal_name(&self) -> Result<u64, StoreError> {
        let (transaction, records, _) = self.begin(IdbTransactionMode::Readwrite)?;
        let request = records.get(&JOURNAL_NAME.into())?;
        if let Some(name) = request_result(&request, self.patience).await?.as_f64() {
            return Ok(name as u64);
        }
        let name = random();
        records.put_with_key(&JsValue::from_f64(name as f64), &JOURNAL_NAME.into())?;
        transaction_end(&transaction, self.patience).await?;
        Ok(name)
    }

    /// The keys of all records.
    pub(super) async fn keys(&self) -> Result<Vec<String>, StoreError> {
        let (transaction, records, _) = self.begin(IdbTransactionMode::Readonly)?;
        let keys = records.get_all_keys()?;
        transaction_end(&transaction, self.patience).await?;
        let keys: Array = keys.result()?.into();
        Ok(keys.iter().filter_map(|key| key.as_string()).filter(|key| key != JOURNAL_NAME).collect())
    }

    /// The records under these keys, without those that do not exist.
    pub(super) async fn records(&self, keys: Vec<String>) -> Result<Vec<(String, String)>, StoreError> {
        let (transaction, records, _) = self.begin(IdbTransactionMode::Readonly)?;
        let requests: Result<Vec<_>, _> = keys.iter().map(|key| records.get(&key.into())).collect();
        let requests = requests?;
        if requests.is_empty() {
            return Ok(vec![]);
        }
        transaction_end(&transaction, self.patience).await?;
        let values = requests.iter().map(|request| request.result().ok().and_then(|value| value.as_string()));
        Ok(keys.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?))).collect())
    }

    /// The journal's entries after a key. An entry that cannot be read is left out and stays in the journal.
    pub(super) async fn entries_after(&self, key: u64) -> Result<Vec<(u64, JournalEntry)>, StoreError> {
        let (transaction, _, journal) = self.begin(IdbTransactionMode::Readonly)?;
        let range = web_sys::IdbKeyRange::lower_bound_with_open(&JsValue::from_f64(key as f64), true)?;
        let (keys, values) = (journal.get_all_keys_with_key(&range)?, journal.get_all_with_key(&range)?);
        transaction_end(&transaction, self.patience).await?;
        let (keys, values): (Array, Array) = (keys.result()?.into(), values.result()?.into());
        let entries = keys.iter().zip(values.iter()).filter_map(|(key, value)| {
            Some((key.as_f64()? as u64, serde_json::from_str(&value.as_string()?).ok()?))
        });
        Ok(entries.collect())
    }

    /// Writes in one transaction: all or nothing. Returns the keys of the new entries.
    pub(super) async fn write(&self, writes: &DatabaseWrites) -> Result<Vec<u64>, StoreError> {
        let (transaction, records, journal) = self.begin(IdbTransactionMode::Readwrite)?;
        let added = request_writes(&records, &journal, writes);
        if added.is_err() {
            transaction.abort().ok(); // Nothing of it is written.
        }
        let added = added?;
        transaction_end(&transaction, self.patience).await?;
        Ok(added.iter().filter_map(|request| Some(request.result().ok()?.as_f64()? as u64)).collect())
    }

    fn begin(
        &self,
        mode: IdbTransactionMode,
    ) -> Result<(IdbTransaction, IdbObjectStore, IdbObjectStore), StoreError> {
        let stores = Array::of2(&RECORDS.into(), &JOURNAL.into());
        let transaction = self.db.transaction_with_str_sequence_and_mode(&stores, mode)?;
        let (records, journal) = (transaction.object_store(RECORDS)?, transaction.object_store(JOURNAL)?);
        Ok((transaction, records, journal))
    }
}

/// What one transaction writes.
#[derive(Default)]
pub(super) struct DatabaseWrites {
    pub records: Vec<PendingWrite>,
    /// New entries of the journal.
    pub entries: Vec<JournalEntry>,
    /// Keys of entries that the journal drops.
    pub obsolete: Vec<u64>,
}

impl DatabaseWrites {
    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty() && self.entries.is_empty() && self.obsolete.is_empty()
    }
}

/// Makes the requests of a transaction. Returns those for the new entries.
fn request_writes(
    records: &IdbObjectStore,
    journal: &IdbObjectStore,
    writes: &DatabaseWrites,
) -> Result<Vec<IdbRequest>, JsValue> {
    for write in &writes.records {
        match write {
            PendingWrite::Put(key, value) => records.put_with_key(&value.into(), &key.into())?,
            PendingWrite::Remove(key) => records.delete(&key.into())?,
        };
    }
    let mut added = vec![];
    for entry in &writes.entries {
        let json = serde_json::to_string(entry).expect("a step has nothing that JSON cannot express");
        added.push(journal.add(&json.into())?);
    }
    for &key in &writes.obsolete {
        journal.delete(&JsValue::from_f64(key as f64))?;
    }
    Ok(added)
}

/// A random number that JavaScript can represent exactly.
pub(super) fn random() -> u64 {
    (js_sys::Math::random() * (1u64 << 52) as f64) as u64
}

fn result<T: JsCast>(request: &IdbRequest) -> Option<T> {
    request.result().ok()?.dyn_into().ok()
}

fn once(work: impl FnOnce() + 'static) -> Function {
    Closure::once_into_js(work).unchecked_into()
}

/// Makes the two stores of a new database.
fn make_stores(opening: &IdbRequest) {
    let Some(db) = result::<IdbDatabase>(opening) else { return };
    db.create_object_store(RECORDS).ok(); // The database is new: it has none of this name.
    let parameters = web_sys::IdbObjectStoreParameters::new();
    parameters.set_auto_increment(true);
    db.create_object_store_with_optional_parameters(JOURNAL, &parameters).ok();
}
