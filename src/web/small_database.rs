//! A database of its own for what no record can hold: handles of folders, contents of files.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use crate::store::StoreError;

/// A database with one store.
pub(super) struct SmallDatabase {
    db: IdbDatabase,
    store: &'static str,
}

impl SmallDatabase {
    /// Opens it, and makes it where there is none.
    pub(super) async fn open(name: &str, store: &'static str) -> Result<SmallDatabase, StoreError> {
        let factory = gloo::utils::window().indexed_db()?.ok_or(StoreError::Denied)?;
        let request = factory.open_with_u32(name, 1)?;
        let opening = request.clone();
        let make_store = Closure::once_into_js(move || {
            if let Ok(Ok(db)) = opening.result().map(JsCast::dyn_into::<IdbDatabase>) {
                db.create_object_store(store).ok(); // The database is new: it has none of this name.
            }
        });
        request.set_onupgradeneeded(Some(make_store.unchecked_ref()));
        succeeded(&request).await?;
        let db: IdbDatabase = request.result()?.unchecked_into();
        // Somebody deletes the database, and would wait for ever.
        let closing = db.clone();
        db.set_onversionchange(Some(Closure::once_into_js(move || closing.close()).unchecked_ref()));
        Ok(SmallDatabase { db, store })
    }

    /// Writes in one transaction.
    pub(super) async fn write(
        &self,
        make_requests: impl FnOnce(&IdbObjectStore) -> Result<(), JsValue>,
    ) -> Result<(), StoreError> {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = self.db.transaction_with_str_and_mode(self.store, mode)?;
        make_requests(&transaction.object_store(self.store)?)?;
        complete(&transaction).await
    }

    /// The answer to a request.
    pub(super) async fn read(
        &self,
        make_request: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    ) -> Result<JsValue, StoreError> {
        let store = self.db.transaction_with_str(self.store)?.object_store(self.store)?;
        let request = make_request(&store)?;
        succeeded(&request).await?;
        Ok(request.result()?)
    }

    pub(super) fn close(&self) {
        self.db.close();
    }
}

async fn succeeded(request: &IdbRequest) -> Result<(), StoreError> {
    settled(|done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    })
    .await
}

async fn complete(transaction: &IdbTransaction) -> Result<(), StoreError> {
    settled(|done, failed| {
        transaction.set_oncomplete(Some(&done));
        transaction.set_onabort(Some(&failed));
    })
    .await
}

/// Waits until one of two callbacks is called.
async fn settled(begin: impl FnOnce(Function, Function)) -> Result<(), StoreError> {
    let mut begin = Some(begin);
    let promise = Promise::new(&mut |done, failed| {
        if let Some(begin) = begin.take() {
            begin(done, failed);
        }
    });
    JsFuture::from(Promise::race(&Array::of1(&promise))).await.map(|_| ()).map_err(|_| StoreError::Denied)
}
