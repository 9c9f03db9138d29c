//! What the corrections of articles say, and what suggestions follow: between the library and an open article.

use std::rc::Rc;

use super::deep_reader::is_served;
use super::saving::Saving;
use crate::session::Session;
use crate::word_list::corrections::{CorrectedArticle, corrections};
use crate::word_list::{Index, WordEntry, WordList};

/// What suggestions follow. The file opened by double-click cannot show the list, so it follows none.
pub(super) fn words(saving: &Saving) -> Rc<WordList> {
    if is_served() { Rc::new(saving.library.word_list().list) } else { Rc::default() }
}

/// What the corrections of an article say.
pub(super) fn said_in(id: &str, session: &Session) -> Vec<WordEntry> {
    let (document, set, history) = (session.document(), session.set(), session.history());
    corrections(CorrectedArticle { document, set, history, id })
}

/// Takes into the list what the reader has corrected since `before`, and out of it what was taken back. Whether there
/// was anything of it.
pub(super) fn learn(saving: &mut Saving, before: &[WordEntry], said: &[WordEntry]) -> bool {
    if before == said || !is_served() {
        return false;
    }
    let words = |entries: &[WordEntry]| Index::of(entries.iter().map(|entry| entry.words.clone()));
    let (known, now) = (words(before), words(said));
    let has = |index: &Index, all: &[WordEntry], entry: &WordEntry| {
        index.get(&entry.words).iter().any(|&at| all[at].says_the_same(entry))
    };
    let kept = saving.library.change_word_list(&mut |record| {
        for gone in before.iter().filter(|entry| !has(&now, said, entry)) {
            record.list.remove(gone);
        }
        if !record.is_paused {
            for new in said.iter().filter(|entry| !has(&known, before, entry)) {
                record.list.add(new.clone());
            }
        }
        true
    });
    // Where the storage is full, the article's own saving says so.
    kept.ok();
    true
}
