//! The browser's database (IndexedDB): a copy of the records, and the journal of steps.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use super::answer::{failure_of, random, request_result, transaction_end, warn};
use crate::store::record::hash;
use crate::store::{StoreError, small_record_prefixes};
use crate::sync::{DatabaseContent, OpenedDatabase, PendingTransaction, PendingWrite, WrittenTransaction};

/// The database of the folder for back-ups: a handle, which no record can hold.
pub(crate) const FOLDER_DATABASE: &str = "pullquote-folder";

/// The database of the files that are still to be read.
pub(crate) const QUEUE_DATABASE: &str = "pullquote-queue";

pub(super) const NAME: &str = "pullquote";
const RECORDS: &str = "records";
const JOURNAL: &str = "journal";

/// The key, among the records, of the journal's name as a number: versions before the second copy read this alone.
const JOURNAL_NAME: &str = "journal";

/// The key of the second copy of the journal's name: an array of the name and its hash. (Earlier versions copy strings
/// to local storage, so this is none.)
const SEALED_NAME: &str = "journal/name";

/// The key of the number of times that the database was opened.
const OPENINGS: &str = "journal/openings";

/// What stands for the number of openings where it could not be written. No database has this number: the first opening
/// writes 1.
pub(super) const NOT_COUNTED: u64 = 0;

/// How long a transaction that the browser aborts may take to tell why, in milliseconds.
const LAST_WORD: u32 = 1000;

pub(super) struct Database {
    db: IdbDatabase,
    /// How long an answer may take, in milliseconds.
    patience: u32,
}

impl Database {
    /// Opens the database, and makes it where there is none.
    pub(super) async fn open(patience: u32) -> Result<(Database, OpenedDatabase), StoreError> {
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
        let database = Database { db, patience };
        let opened = database.sign_in().await;
        if opened.is_err() {
            database.close();
        }
        Ok((database, opened?))
    }

    /// Counts this opening, and reads the journal's name. Gives it one where it has none, and repairs a copy of it. A full
    /// database that has a name can be read all the same: its opening is not counted, and no entry is dropped.
    async fn sign_in(&self) -> Result<OpenedDatabase, StoreError> {
        let (transaction, records, _) = self.begin(IdbTransactionMode::Readwrite)?;
        let [plain, sealed, openings] =
            [JOURNAL_NAME, SEALED_NAME, OPENINGS].map(|key| records.get(&key.into()));
        let (plain, sealed, openings) = (plain?, sealed?, openings?);
        // The last request is answered last.
        let openings = request_result(&openings, self.patience).await?.as_f64().unwrap_or_default();
        let (plain, sealed) = (plain.result()?.as_f64(), sealed_name(&sealed.result()?));
        let journal = sealed.or(plain.map(|name| name as u64)).unwrap_or_else(random);
        if plain != Some(journal as f64) {
            records.put_with_key(&JsValue::from_f64(journal as f64), &JOURNAL_NAME.into())?;
        }
        if sealed.is_none() {
            records.put_with_key(&seal_name(journal), &SEALED_NAME.into())?;
        }
        let openings = openings as u64 + 1;
        records.put_with_key(&JsValue::from_f64(openings as f64), &OPENINGS.into())?;
        let has_name = plain.is_some() || sealed.is_some();
        match transaction_end(&transaction, self.patience).await {
            Err(StoreError::Full) if has_name => Ok(OpenedDatabase { journal, openings: NOT_COUNTED }),
            ended => ended.map(|()| OpenedDatabase { journal, openings }),
        }
    }

    /// Sets what is done when the browser closes the database, as it does when it evicts it.
    pub(super) fn on_closed(&self, work: impl FnOnce() + 'static) {
        self.db.set_onclose(Some(&once(work)));
    }

    /// Closes the database, after the transactions that run.
    pub(super) fn close(&self) {
        self.db.close();
    }

    /// The keys of all records.
    pub(super) async fn keys(&self) -> Result<Vec<String>, StoreError> {
        let (transaction, records, _) = self.begin(IdbTransactionMode::Readonly)?;
        let keys = records.get_all_keys()?;
        transaction_end(&transaction, self.patience).await?;
        Ok(strings(&keys.result()?.into()))
    }

    /// The records under these keys, without those that do not exist.
    pub(super) async fn records(&self, keys: Vec<String>) -> Result<Vec<(String, String)>, StoreError> {
        if keys.is_empty() {
            return Ok(vec![]);
        }
        let (transaction, records, _) = self.begin(IdbTransactionMode::Readonly)?;
        let requests: Result<Vec<_>, _> = keys.iter().map(|key| records.get(&key.into())).collect();
        let requests = requests?;
        transaction_end(&transaction, self.patience).await?;
        let values =
            requests.iter().map(|request| request.result().ok().filter(|value| !value.is_undefined()));
        // What is no text is damaged, like a text that has changed.
        let text = |value: JsValue| value.as_string().unwrap_or_default();
        Ok(keys.into_iter().zip(values).filter_map(|(key, value)| Some((key, text(value?)))).collect())
    }

    /// All that the start needs, read in one transaction.
    pub(super) async fn content(&self) -> Result<DatabaseContent, StoreError> {
        let (transaction, records, journal) = self.begin(IdbTransactionMode::Readonly)?;
        let keys = records.get_all_keys()?;
        let entries = (journal.get_all_keys()?, journal.get_all()?);
        let mut small = vec![];
        for prefix in small_record_prefixes() {
            let range = IdbKeyRange::bound(&prefix.as_str().into(), &format!("{prefix}\u{ffff}").into())?;
            small.push((records.get_all_keys_with_key(&range)?, records.get_all_with_key(&range)?));
        }
        transaction_end(&transaction, self.patience).await?;
        let mut content = DatabaseContent { keys: strings(&keys.result()?.into()), ..Default::default() };
        content.entries = entries_of(&entries)?;
        for (keys, values) in small {
            let (keys, values) = (strings(&keys.result()?.into()), strings(&values.result()?.into()));
            content.small.extend(keys.into_iter().zip(values));
        }
        Ok(content)
    }

    /// The journal's entries after a key.
    pub(super) async fn journal_after(&self, key: u64) -> Result<DatabaseContent, StoreError> {
        let (transaction, _, journal) = self.begin(IdbTransactionMode::Readonly)?;
        let range = IdbKeyRange::lower_bound_with_open(&JsValue::from_f64(key as f64), true)?;
        let entries = (journal.get_all_keys_with_key(&range)?, journal.get_all_with_key(&range)?);
        transaction_end(&transaction, self.patience).await?;
        Ok(DatabaseContent { entries: entries_of(&entries)?, ..Default::default() })
    }

    /// Writes in one transaction: all or nothing.
    pub(super) async fn write(&self, writes: &PendingTransaction) -> Result<WrittenTransaction, StoreError> {
        let (transaction, records, journal) = self.begin(IdbTransactionMode::Readwrite)?;
        let written = self.request_writes(&records, &journal, writes).await;
        let (added, openings) = match written {
            Ok(requests) => requests,
            Err(why) => {
                let why = failure_of(&transaction, why);
                let is_over = transaction.error().is_some();
                // Nothing of it is written. What the browser aborts itself, it has a reason for, and tells that now.
                let is_aborting = transaction.abort().is_err() && !is_over;
                let reason =
                    if is_aborting { transaction_end(&transaction, LAST_WORD).await } else { Ok(()) };
                return Err(reason.err().filter(|reason| *reason == StoreError::Full).unwrap_or(why));
            }
        };
        transaction_end(&transaction, self.patience).await?;
        let keys = added.iter().filter_map(|request| Some(request.result().ok()?.as_f64()? as u64));
        let openings = openings.result()?.as_f64().unwrap_or_default() as u64;
        Ok(WrittenTransaction { keys: keys.collect(), openings })
    }

    /// Makes the requests of a transaction. Returns those for the new entries, and the one for the number of openings.
    async fn request_writes(
        &self,
        records: &IdbObjectStore,
        journal: &IdbObjectStore,
        writes: &PendingTransaction,
    ) -> Result<(Vec<IdbRequest>, IdbRequest), StoreError> {
        let openings = records.get(&OPENINGS.into())?;
        for write in &writes.records {
            match write {
                PendingWrite::Put(key, value) => records.put_with_key(&value.into(), &key.into())?,
                PendingWrite::Remove(key) => records.delete(&key.into())?,
            };
        }
        let added: Result<Vec<_>, _> = writes.entries.iter().map(|json| journal.add(&json.into())).collect();
        let added = added?;
        // A tab that has opened the database since may be about to read these entries.
        if !writes.obsolete.is_empty()
            && request_result(&openings, self.patience).await?.as_f64() == Some(writes.openings as f64)
        {
            for &key in &writes.obsolete {
                journal.delete(&JsValue::from_f64(key as f64))?;
            }
        }
        Ok((added, openings))
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

/// The texts of an array. What is no text is damaged, like a text that has changed.
fn strings(array: &Array) -> Vec<String> {
    array.iter().map(|value| value.as_string().unwrap_or_default()).collect()
}

/// The journal's entries from their keys and values.
fn entries_of((keys, values): &(IdbRequest, IdbRequest)) -> Result<Vec<(u64, String)>, StoreError> {
    let (keys, values): (Array, Array) = (keys.result()?.into(), values.result()?.into());
    let keys = keys.iter().map(|key| key.as_f64().unwrap_or_default() as u64);
    Ok(keys.zip(strings(&values)).collect())
}

/// The second copy of a journal's name.
fn seal_name(name: u64) -> JsValue {
    Array::of2(&JsValue::from_f64(name as f64), &name_check(name).into()).into()
}

/// The name in its second copy; `None` unless it is as it was written.
fn sealed_name(sealed: &JsValue) -> Option<u64> {
    let parts: &Array = sealed.dyn_ref()?;
    let name = parts.get(0).as_f64()? as u64;
    (parts.get(1).as_string()? == name_check(name)).then_some(name)
}

fn name_check(name: u64) -> String {
    format!("{:016x}", hash(&[&name.to_le_bytes()]))
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
