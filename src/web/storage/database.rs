//! The browser's database (IndexedDB): a mirror of the records, and the journal of steps.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use crate::store::{Noted, Write};

const NAME: &str = "pullquote";
const RECORDS: &str = "records";
const JOURNAL: &str = "journal";

/// Under this key of the records stands the journal's name.
const JOURNAL_NAME: &str = "journal";

/// How long the start waits for the database, in milliseconds. It takes some 10; one that hangs (browsers have
/// had such bugs) must not keep the page from starting.
const PATIENCE: i32 = 3000;

pub struct Database {
    db: IdbDatabase,
    /// A random number that this journal has for life.
    pub journal: u64,
}

impl Database {
    /// The database; `None` where the browser denies it or does not answer.
    pub async fn open() -> Option<Database> {
        let factory = gloo::utils::window().indexed_db().ok().flatten()?;
        let request = factory.open_with_u32(NAME, 1).ok()?;
        let opening = request.clone();
        let make_stores = Closure::once_into_js(move || {
            if let Some(db) = result::<IdbDatabase>(&opening) {
                let _it_is_new = db.create_object_store(RECORDS);
                let parameters = web_sys::IdbObjectStoreParameters::new();
                parameters.set_auto_increment(true);
                let _it_is_new = db.create_object_store_with_optional_parameters(JOURNAL, &parameters);
            }
        });
        request.set_onupgradeneeded(Some(make_stores.unchecked_ref()));
        let first = Promise::race(&Array::of2(&success(&request), &timeout(PATIENCE)));
        JsFuture::from(first).await.ok()?;
        let mut database = Database { db: result(&request)?, journal: 0 };
        database.journal = database.name_journal().await.ok()?;
        Some(database)
    }

    /// Lets go of the database, after what is under way.
    pub fn close(&self) {
        self.db.close();
    }

    async fn name_journal(&self) -> Result<u64, JsValue> {
        let (transaction, records, _) = self.begin(IdbTransactionMode::Readwrite)?;
        let request = records.get(&JOURNAL_NAME.into())?;
        JsFuture::from(success(&request)).await?;
        if let Some(name) = request.result()?.as_f64() {
            return Ok(name as u64);
        }
        let name = random();
        records.put_with_key(&JsValue::from_f64(name as f64), &JOURNAL_NAME.into())?;
        complete(&transaction).await?;
        Ok(name)
    }

    /// The keys of all records.
    pub async fn keys(&self) -> Result<Vec<String>, JsValue> {
        let (transaction, records, _) = self.begin(IdbTransactionMode::Readonly)?;
        let keys = records.get_all_keys()?;
        complete(&transaction).await?;
        let keys: Array = keys.result()?.into();
        Ok(keys.iter().filter_map(|key| key.as_string()).filter(|key| key != JOURNAL_NAME).collect())
    }

    /// The records under these keys, as far as there are any.
    pub async fn records(&self, keys: Vec<String>) -> Result<Vec<(String, String)>, JsValue> {
        let (transaction, records, _) = self.begin(IdbTransactionMode::Readonly)?;
        let requests: Result<Vec<_>, _> = keys.iter().map(|key| records.get(&key.into())).collect();
        let requests = requests?;
        if requests.is_empty() {
            return Ok(vec![]);
        }
        complete(&transaction).await?;
        let values = requests.iter().map(|request| request.result().ok().and_then(|value| value.as_string()));
        Ok(keys.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?))).collect())
    }

    /// The journal's steps after a key. One that cannot be read stays where it is.
    pub async fn steps_after(&self, key: u64) -> Result<Vec<(u64, Noted)>, JsValue> {
        let (transaction, _, journal) = self.begin(IdbTransactionMode::Readonly)?;
        let range = web_sys::IdbKeyRange::lower_bound_with_open(&JsValue::from_f64(key as f64), true)?;
        let (keys, values) = (journal.get_all_keys_with_key(&range)?, journal.get_all_with_key(&range)?);
        complete(&transaction).await?;
        let (keys, values): (Array, Array) = (keys.result()?.into(), values.result()?.into());
        let steps = keys.iter().zip(values.iter()).filter_map(|(key, value)| {
            Some((key.as_f64()? as u64, serde_json::from_str(&value.as_string()?).ok()?))
        });
        Ok(steps.collect())
    }

    /// Writes records, adds steps to the journal and takes others out, all or nothing. Gives the new steps' keys.
    pub async fn write(&self, writes: &[Write], steps: &[Noted], old: &[u64]) -> Result<Vec<u64>, JsValue> {
        let (transaction, records, journal) = self.begin(IdbTransactionMode::Readwrite)?;
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
        complete(&transaction).await?;
        Ok(added.iter().filter_map(|request| Some(request.result().ok()?.as_f64()? as u64)).collect())
    }

    fn begin(
        &self,
        mode: IdbTransactionMode,
    ) -> Result<(IdbTransaction, IdbObjectStore, IdbObjectStore), JsValue> {
        let stores = Array::of2(&RECORDS.into(), &JOURNAL.into());
        let transaction = self.db.transaction_with_str_sequence_and_mode(&stores, mode)?;
        let (records, journal) = (transaction.object_store(RECORDS)?, transaction.object_store(JOURNAL)?);
        Ok((transaction, records, journal))
    }
}

/// A number that JavaScript holds exactly.
pub fn random() -> u64 {
    (js_sys::Math::random() * (1u64 << 52) as f64) as u64
}

fn result<T: JsCast>(request: &IdbRequest) -> Option<T> {
    request.result().ok()?.dyn_into().ok()
}

fn success(request: &IdbRequest) -> Promise {
    Promise::new(&mut |done: Function, failed: Function| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    })
}

fn timeout(milliseconds: i32) -> Promise {
    Promise::new(&mut |done: Function, _| {
        let window = gloo::utils::window();
        let _it_can = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds);
    })
}

/// Waits until a transaction is on the disk, or will never be.
async fn complete(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let ended = Promise::new(&mut |done: Function, failed: Function| {
        transaction.set_oncomplete(Some(&done));
        transaction.set_onabort(Some(&failed));
    });
    JsFuture::from(ended).await.map(drop)
}
