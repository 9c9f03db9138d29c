//! What the page knows of deep readings: whether they are wanted, and the one that a worker is at.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{dom, tab_only};
use crate::page::deep::{DeepStage, DeepView};

/// Not a record of the library: a back-up and a restore leave it as it is.
const KEY: &str = "pullquote/deep-reading";

/// Whether articles are read deeply, and how far that is.
pub(super) struct DeepState {
    settings: DeepSettings,
    /// Whether the open article is to be read, once its first reading is there.
    is_due: bool,
    run: Option<DeepRun>,
    /// Whether the worker is to stop.
    is_stopping: bool,
    /// The ids of articles that were read deeply during this visit.
    read: BTreeSet<String>,
    /// How many readings have begun: the number of the last.
    count: u32,
}

/// What is remembered.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct DeepSettings {
    is_on: bool,
    /// Whether the browser may have the files.
    has_files: bool,
}

/// A reading that the worker is at. A result counts only where both are the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct DeepTask {
    /// The article's id in the library.
    id: String,
    number: u32,
}

struct DeepRun {
    task: DeepTask,
    stage: DeepStage,
}

impl Default for DeepState {
    fn default() -> DeepState {
        let stored = || serde_json::from_str(&storage()?.get_item(KEY).ok()??).ok();
        DeepState {
            settings: stored().unwrap_or_default(),
            is_due: false,
            run: None,
            is_stopping: false,
            read: BTreeSet::new(),
            count: 0,
        }
    }
}

impl DeepState {
    /// The article that is open now has been analysed anew, or will be.
    pub(super) fn read_soon(&mut self) {
        self.is_due = true;
    }

    /// The article that is open now is to stay as it is.
    pub(super) fn leave_alone(&mut self) {
        self.is_due = false;
    }

    pub(super) fn switch(&mut self, is_on: bool) {
        self.remember(DeepSettings { is_on, ..self.settings });
        self.is_due = is_on;
        if !is_on {
            self.stop();
        }
    }

    /// Nothing is read any more, and the files are to go.
    pub(super) fn forget(&mut self) {
        self.switch(false);
        self.remember(DeepSettings::default());
    }

    pub(super) fn stop(&mut self) {
        self.is_due = false;
        self.is_stopping |= self.run.take().is_some();
    }

    /// What is to be read now, if anything: the article with this id, where its first reading is there.
    pub(super) fn begin(&mut self, id: &str, is_ready: bool) -> Option<DeepTask> {
        self.is_due &= self.settings.is_on;
        if !self.is_due || !is_ready {
            return None;
        }
        self.is_due = false;
        self.count += 1;
        let task = DeepTask { id: id.to_owned(), number: self.count };
        self.run = Some(DeepRun { task: task.clone(), stage: DeepStage::Opening });
        Some(task)
    }

    /// Whether the worker is to stop: it was told to, or reads another article than the one with this id. Asks once.
    pub(super) fn take_stop(&mut self, id: &str) -> bool {
        let is_elsewhere = self.run.as_ref().is_some_and(|run| run.task.id != id);
        let stopped = self.run.take_if(|_| is_elsewhere).is_some();
        std::mem::take(&mut self.is_stopping) || stopped
    }

    pub(super) fn is_at(&mut self, stage: DeepStage) {
        if let Some(run) = &mut self.run {
            run.stage = stage;
            if matches!(stage, DeepStage::Reading(..)) && !self.settings.has_files {
                self.remember(DeepSettings { has_files: true, ..self.settings });
            }
        }
    }

    /// Whether this is what the worker is at.
    pub(super) fn is_at_task(&self, task: &DeepTask) -> bool {
        self.run.as_ref().is_some_and(|run| run.task == *task)
    }

    /// Ends the reading that a result is of; `false` where that is not the one that was asked for last.
    pub(super) fn end(&mut self, task: &DeepTask) -> bool {
        let ended = self.run.take_if(|run| run.task == *task).is_some();
        if ended {
            self.read.insert(task.id.clone());
        }
        ended
    }

    /// What the page shows beside the article with this id.
    pub(super) fn view(&self, id: &str) -> DeepView {
        DeepView {
            is_on: self.settings.is_on,
            has_files: self.settings.has_files,
            is_read: self.read.contains(id),
            stage: self.run.as_ref().map(|run| run.stage),
        }
    }

    fn remember(&mut self, settings: DeepSettings) {
        self.settings = settings;
        if let (Some(storage), Ok(json)) = (storage(), serde_json::to_string(&settings)) {
            // Full storage: it holds as long as the tab.
            storage.set_item(KEY, &json).ok();
        }
    }
}

/// Whether the page can have a worker: the single file cannot, and may share its storage with a page that can.
pub(super) fn is_served() -> bool {
    dom::find("link[rel=manifest]").is_some()
}

fn storage() -> Option<web_sys::Storage> {
    let is_kept = is_served() && !tab_only::is_on();
    if is_kept { gloo::utils::window().local_storage().ok().flatten() } else { None }
}
