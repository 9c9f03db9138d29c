//! The browser's database (IndexedDB): a mirror of the records, and the journal of steps.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use super::answer::{complete, log, success};
use crate::store::{Noted, StoreError, Write};

const NAME: &str = "pullquote";
const RECORDS: &str = "records";
const JOURNAL: &str = "journal";

/// Under this key of the records stands the journal's name.
const JOURNAL_NAME: &str = "journal";

pub(super) struct Database {
    db: IdbDatabase,
    /// A random number that this journal has for life.
    pub journal: u64,
    /// How long it may take for an answer, in milliseconds.
    patience: u32,
}

impl Database {
    /// The database, or why the browser does not give it.
    pub(super) async fn open(patience: u32) -> Result<Database, StoreError> {
        let factory = gloo::utils::window().indexed_db()?.ok_or(StoreError::Denied)?;
        let request = factory.open_with_u32(NAME, 1)?;
        let opening = request.clone();
        request.set_onupgradeneeded(Some(&once(move || make_stores(&opening))));
        request.set_onblocked(Some(&once(|| log("which others have open", &StoreError::Silent))));
        let opened = success(&request, patience).await;
        if opened == Err(StoreError::Silent) {
            // It may come yet: then nobody has a use for it any more.
            let late = request.clone();
            request.set_onsuccess(Some(&once(move || {
                result::<IdbDatabase>(&late).iter().for_each(IdbDatabase::close)
            })));
        }
        let db: IdbDatabase = opened?.unchecked_into();
        // Somebody is deleting it, and would wait for ever: the next write opens a new one.
        let going = db.clone();
        db.set_onversionchange(Some(&once(move || going.close())));
        let mut database = Database { db, journal: 0, patience };
        let named = database.name_journal().await;
        if named.is_err() {
            database.close();
        }
        database.journal = named?;
        Ok(database)
    }

    /// Has work done when the browser closes the database, as it does when it clears it away.
    pub(super) fn on_closed(&self, work: impl FnOnce() + 'static) {
        self.db.set_onclose(Some(&once(work)));
    }

    /// Lets go of the database, after what is under way.
    pub(super) fn close(&self) {
        self.db.close();
    }

    async fn name_journal(&self) -> Result<u64, StoreError> {
        let (transaction, records, _) = self.begin(IdbTransactionMode::Readwrite)?;
        let request = records.get(&JOURNAL_NAME.into())?;
        if let Some(name) = success(&request, self.patience).await?.as_f64() {
            return Ok(name as u64);
        }
        let name = random();
        records.put_with_key(&JsValue::from_f64(name as f64), &JOURNAL_NAME.into())?;
        complete(&transaction, self.patience).await?;
        Ok(name)
    }

    /// The keys of all records.
    pub(super) async fn keys(&self) -> Result<Vec<String>, StoreError> {
        let (transaction, records, _) = self.begin(IdbTransactionMode::Readonly)?;
        let keys = records.get_all_keys()?;
        complete(&transaction, self.patience).await?;
        let keys: Array = keys.result()?.into();
        Ok(keys.iter().filter_map(|key| key.as_string()).filter(|key| key != JOURNAL_NAME).collect())
    }

    /// The records under these keys, as far as there are any.
    pub(super) async fn records(&self, keys: Vec<String>) -> Result<Vec<(String, String)>, StoreError> {
        let (transaction, records, _) = self.begin(IdbTransactionMode::Readonly)?;
        let requests: Result<Vec<_>, _> = keys.iter().map(|key| records.get(&key.into())).collect();
        let requests = requests?;
        if requests.is_empty() {
            return Ok(vec![]);
        }
        complete(&transaction, self.patience).await?;
        let values = requests.iter().map(|request| request.result().ok().and_then(|value| value.as_string()));
        Ok(keys.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?))).collect())
    }

    /// The journal's steps after a key. One that cannot be read stays where it is.
    pub(super) async fn steps_after(&self, key: u64) -> Result<Vec<(u64, Noted)>, StoreError> {
        let (transaction, _, journal) = self.begin(IdbTransactionMode::Readonly)?;
        let range = web_sys::IdbKeyRange::lower_bound_with_open(&JsValue::from_f64(key as f64), true)?;
        let (keys, values) = (journal.get_all_keys_with_key(&range)?, journal.get_all_with_key(&range)?);
        complete(&transaction, self.patience).await?;
        let (keys, values): (Array, Array) = (keys.result()?.into(), values.result()?.into());
        let steps = keys.iter().zip(values.iter()).filter_map(|(key, value)| {
            Some((key.as_f64()? as u64, serde_json::from_str(&value.as_string()?).ok()?))
        });
        Ok(steps.collect())
    }

    /// Writes records, adds steps to the journal and takes others out, all or nothing. Gives the new steps' keys.
    pub(super) async fn write(
        &self,
        writes: &[Write],
        steps: &[Noted],
        old: &[u64],
    ) -> Result<Vec<u64>, StoreError> {
        let (transaction, records, journal) = self.begin(IdbTransactionMode::Readwrite)?;
        let asked = ask(&records, &journal, writes, steps, old);
        if asked.is_err() {
            let _nothing_of_it_is_written = transaction.abort();
        }
        let added = asked?;
        complete(&transaction, self.patience).await?;
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

/// Gives the requests for the new steps.
fn ask(
    records: &IdbObjectStore,
    journal: &IdbObjectStore,
    writes: &[Write],
    steps: &[Noted],
    old: &[u64],
) -> Result<Vec<IdbRequest>, JsValue> {
    for write in writes {
        match write {
            Write::Put(key, value) => records.put_with_key(&value.into(), &key.into())?,
            Write::Remove(key) => records.delete(&key.into())?,
        };
    }
    let mut added = vec![];
    for step in steps {
        let json = serde_json::to_string(step).expect("a step holds nothing that JSON cannot say");
        added.push(journal.add(&json.into())?);
    }
    for &key in old {
        journal.delete(&JsValue::from_f64(key as f64))?;
    }
    Ok(added)
}

/// A number that JavaScript holds exactly.
pub(super) fn random() -> u64 {
    (js_sys::Math::random() * (1u64 << 52) as f64) as u64
}

fn result<T: JsCast>(request: &IdbRequest) -> Option<T> {
    request.result().ok()?.dyn_into().ok()
}

fn once(work: impl FnOnce() + 'static) -> Function {
    Closure::once_into_js(work).unchecked_into()
}

/// For a database that is new.
fn make_stores(opening: &IdbRequest) {
    let Some(db) = result::<IdbDatabase>(opening) else { return };
    let _it_is_new = db.create_object_store(RECORDS);
    let parameters = web_sys::IdbObjectStoreParameters::new();
    parameters.set_auto_increment(true);
    let _it_is_new = db.create_object_store_with_optional_parameters(JOURNAL, &parameters);
}
