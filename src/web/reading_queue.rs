//! The files that are read together, with the workers that read them.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use web_sys::Blob;

use super::beside::Helper;
use super::queue_files::QueueFiles;
use crate::page::command::QueueCommand;
use crate::page::queue;
use crate::project::queue::{Queue, QueueEvent, QueueReasons, QueuedFile};
use crate::strings;
use crate::word_list::WordList;

/// More workers would take memory (each has the models) and leave the page no processor.
const MOST_WORKERS: f64 = 4.0;

/// The queue, and what its effects need.
pub(super) struct ReadingQueue {
    pub machine: Queue,
    pub contents: HashMap<u64, Blob>,
    pub workers: Vec<Option<Helper>>,
    /// The word list that each worker was told last.
    pub told: Vec<Option<Rc<WordList>>>,
    pub files: QueueFiles,
    /// Keys of files whose articles are in the library, and perhaps not yet on the disk.
    pub read: Vec<u64>,
    pub last_key: u64,
    pub is_drawing: bool,
    pub asked: Option<QueueEvent>,
    /// Keys of tables of which the reader wants to say which column is which.
    pub to_ask: BTreeSet<u64>,
}

impl Default for ReadingQueue {
    fn default() -> ReadingQueue {
        let cores = gloo::utils::window().navigator().hardware_concurrency();
        let n_workers = (cores - 1.0).clamp(1.0, MOST_WORKERS) as usize;
        let reasons = QueueReasons {
            broken: strings::FILE_BREAKS,
            silent: strings::FILE_TAKES_LONG,
            unnamed: strings::COLUMNS_LEFT_OUT,
        };
        ReadingQueue {
            machine: Queue::new(n_workers, reasons),
            contents: HashMap::new(),
            workers: (0..n_workers).map(|_| None).collect(),
            told: vec![None; n_workers],
            files: QueueFiles::default(),
            read: vec![],
            last_key: 0,
            is_drawing: false,
            asked: None,
            to_ask: BTreeSet::new(),
        }
    }
}

impl ReadingQueue {
    /// Everything is saved: the articles that were read are on the disk.
    pub(super) fn forget_read(&mut self) {
        let read = std::mem::take(&mut self.read);
        if !read.is_empty() {
            self.files.forget(read);
        }
    }

    pub(super) fn is_running(&self) -> bool {
        self.machine.progress().is_running
    }

    /// The reader asks for something: the page does it once it has drawn.
    pub(super) fn ask(&mut self, command: QueueCommand) {
        self.asked = Some(match command {
            QueueCommand::Cancel => QueueEvent::Cancelled,
            QueueCommand::Dismiss => QueueEvent::Dismissed,
        });
    }

    /// The same of what the page asks for.
    pub(super) fn tell_later(&mut self, event: QueueEvent) {
        self.asked = Some(event);
    }

    pub(super) fn take_asked(&mut self) -> Option<QueueEvent> {
        self.asked.take()
    }

    /// How far it is, as a tree; none where nothing was read.
    pub(super) fn view(&self) -> Option<crate::view::Element> {
        queue::render(self.machine.progress())
    }

    /// A key that no other file has: other tabs count from other times.
    fn new_key(&mut self) -> u64 {
        self.last_key = (self.last_key + 1).max(js_sys::Date::now() as u64 * 1000);
        self.last_key
    }

    /// The word list for a worker, unless it has been told it.
    pub(super) fn news_for(&mut self, worker: usize, words: Rc<WordList>) -> Option<WordList> {
        let known = &mut self.told[worker];
        if known.as_ref() == Some(&words) {
            return None;
        }
        *known = Some(Rc::clone(&words));
        Some((*words).clone())
    }

    pub(super) fn take_content(&mut self, name: String, content: Blob) -> QueuedFile {
        let file = QueuedFile { key: self.new_key(), name };
        self.contents.insert(file.key, content);
        file
    }
}
