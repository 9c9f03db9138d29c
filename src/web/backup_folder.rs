//! The folder that back-ups go into by themselves, where the browser lets a page write into one (File System Access).
//!
//! The browser gives a handle for the folder. A small database of its own keeps it from visit to visit.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions, FileSystemWritableFileStream,
};

use super::small_database::SmallDatabase;
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
    let db = SmallDatabase::open(storage::FOLDER_DATABASE, HANDLES).await?;
    let written = db.write(|handles| handles.put_with_key(handle, &KEY.into()).map(drop)).await;
    db.close();
    written
}

async fn kept() -> Result<Option<FileSystemDirectoryHandle>, StoreError> {
    let db = SmallDatabase::open(storage::FOLDER_DATABASE, HANDLES).await?;
    let handle = db.read(|handles| handles.get(&KEY.into())).await;
    db.close();
    Ok(handle?.dyn_into().ok())
}
