//! The folder that back-ups go into by themselves, where the browser lets a page write into one (File System Access).
//!
//! The browser gives a handle for the folder. A small database of its own keeps it from visit to visit.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions, FileSystemWritableFileStream,
    IdbDatabase, IdbTransactionMode,
};

use super::{storage, tab_only};
use crate::page::reminder::FolderView;
use crate::store::StoreError;

const HANDLES: &str = "handles";
const KEY: &str = "backups";

/// The folder, if the reader has chosen one.
#[derive(Clone, Default)]
pub(super) struct BackupFolder {
    handle: Option<FileSystemDirectoryHandle>,
    needs_permission: bool,
    /// Whether writing has failed: the page does not try again by itself during this visit.
    is_paused: bool,
}

impl BackupFolder {
    pub(super) fn view(&self) -> Option<FolderView> {
        let handle = self.handle.as_ref()?;
        Some(FolderView { name: handle.name(), needs_permission: self.needs_permission })
    }

    /// Whether the page may write there without asking.
    pub(super) fn is_open(&self) -> bool {
        self.handle.is_some() && !self.needs_permission && !self.is_paused
    }

    /// Stops writing by itself until the next visit, or until the folder is chosen again.
    pub(super) fn pause(&mut self) {
        self.is_paused = true;
    }

    /// The folder after asking the reader for the permission to write.
    pub(super) async fn allowed(self) -> Result<BackupFolder, StoreError> {
        let Some(handle) = &self.handle else { return Ok(self) };
        let granted = permission(handle, "requestPermission").await?;
        if granted { Ok(BackupFolder { needs_permission: false, ..self }) } else { Err(StoreError::Denied) }
    }

    /// Writes a file. The browser puts it in place when it is complete.
    pub(super) async fn write(self, name: &str, text: &str) -> Result<(), StoreError> {
        write_file(&self.handle.ok_or(StoreError::Denied)?, name, text).await
    }

    /// The browser wants to be asked again.
    pub(super) fn revoke(&mut self) {
        self.needs_permission = true;
    }

    /// Forgets the folder. The files in it stay.
    pub(super) fn forget(&mut self) {
        *self = BackupFolder::default();
        wasm_bindgen_futures::spawn_local(async {
            keep(&JsValue::UNDEFINED).await.ok(); // Without a database nothing was kept.
        });
    }
}

/// Whether a reader can choose a folder: the browser offers it, and the page may remember it.
pub(super) fn is_offered() -> bool {
    !tab_only::is_on() && Reflect::has(&gloo::utils::window(), &"showDirectoryPicker".into()).unwrap_or(false)
}

/// Finds the folder of earlier visits, and whether the page may still write there.
pub(super) async fn find() -> Option<BackupFolder> {
    if !is_offered() {
        return None;
    }
    let handle = kept().await.ok()??;
    let granted = permission(&handle, "queryPermission").await.unwrap_or(false);
    Some(BackupFolder { handle: Some(handle), needs_permission: !granted, is_paused: false })
}

/// Lets the reader choose a folder.
pub(super) async fn choose() -> Result<BackupFolder, StoreError> {
    let options = mode();
    Reflect::set(&options, &"id".into(), &"pullquote".into())?;
    let handle = invoke(&gloo::utils::window(), "showDirectoryPicker", &options).await?;
    let handle: FileSystemDirectoryHandle = handle.dyn_into()?;
    let granted = permission(&handle, "requestPermission").await?;
    keep(&handle).await.ok(); // Without a database the folder holds for this visit.
    Ok(BackupFolder { handle: Some(handle), needs_permission: !granted, is_paused: false })
}

async fn write_file(folder: &FileSystemDirectoryHandle, name: &str, text: &str) -> Result<(), StoreError> {
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    let file = JsFuture::from(folder.get_file_handle_with_options(name, &options)).await?;
    let file: FileSystemFileHandle = file.dyn_into()?;
    let stream: FileSystemWritableFileStream = JsFuture::from(file.create_writable()).await?.dyn_into()?;
    JsFuture::from(stream.write_with_str(text)?).await?;
    JsFuture::from(stream.close()).await?;
    Ok(())
}

/// Whether the page may write; `requestPermission` asks the reader.
async fn permission(handle: &FileSystemDirectoryHandle, method: &str) -> Result<bool, StoreError> {
    // A browser without the method asks when the page writes.
    if !Reflect::has(handle, &method.into())? {
        return Ok(true);
    }
    Ok(invoke(handle, method, &mode()).await?.as_string().as_deref() == Some("granted"))
}

fn mode() -> Object {
    let options = Object::new();
    Reflect::set(&options, &"mode".into(), &"readwrite".into()).ok(); // A new object takes a value.
    options
}

/// Calls a method that web-sys does not have, and waits for its answer.
async fn invoke(of: &JsValue, method: &str, options: &Object) -> Result<JsValue, StoreError> {
    let method: Function = Reflect::get(of, &method.into())?.dyn_into()?;
    let promise: Promise = method.call1(of, options)?.dyn_into()?;
    Ok(JsFuture::from(promise).await?)
}

/// Keeps a handle for the next visits.
async fn keep(handle: &JsValue) -> Result<(), StoreError> {
    let db = open().await?;
    let transaction = db.transaction_with_str_and_mode(HANDLES, IdbTransactionMode::Readwrite)?;
    let request = transaction.object_store(HANDLES)?.put_with_key(handle, &KEY.into())?;
    settled(|done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    })
    .await?;
    db.close();
    Ok(())
}

async fn kept() -> Result<Option<FileSystemDirectoryHandle>, StoreError> {
    let db = open().await?;
    let request = db.transaction_with_str(HANDLES)?.object_store(HANDLES)?.get(&KEY.into())?;
    settled(|done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    })
    .await?;
    db.close();
    Ok(request.result()?.dyn_into().ok())
}

async fn open() -> Result<IdbDatabase, StoreError> {
    let factory = gloo::utils::window().indexed_db()?.ok_or(StoreError::Denied)?;
    let request = factory.open_with_u32(storage::FOLDER_DATABASE, 1)?;
    let opening = request.clone();
    let make_store = Closure::once_into_js(move || {
        if let Ok(Ok(db)) = opening.result().map(JsCast::dyn_into::<IdbDatabase>) {
            db.create_object_store(HANDLES).ok(); // The database is new: it has none of this name.
        }
    });
    request.set_onupgradeneeded(Some(make_store.unchecked_ref()));
    settled(|done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    })
    .await?;
    Ok(request.result()?.unchecked_into())
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
