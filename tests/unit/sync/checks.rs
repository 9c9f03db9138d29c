//! What must hold at the end of a schedule.

use std::collections::BTreeSet;

use super::schedule::Schedule;
use super::tab::{Ledger, Projection, TEXTS, look_of, project};
use crate::annotation::Id;
use crate::document::Document;
use crate::store::{StoredArticle, article_id};

/// The steps after which a visit's own annotations looked as they do in what was stored.
pub(super) fn matching_steps(
    ledger: &Ledger,
    stored: &StoredArticle,
    contested: &BTreeSet<(usize, Id)>,
) -> Vec<usize> {
    let own: BTreeSet<Id> =
        ledger.own.iter().copied().filter(|id| !contested.contains(&(ledger.article, *id))).collect();
    let of_own = |look: &Projection| -> Projection {
        look.iter().filter(|(id, _)| own.contains(id)).map(|(id, note)| (*id, note.clone())).collect()
    };
    let found = of_own(&look_of(stored));
    (0..ledger.looks.len()).filter(|&step| of_own(&ledger.looks[step]) == found).collect()
}

impl Schedule {
    /// Ends all faults, lets everything settle and checks it.
    pub(super) fn check(&mut self) -> Result<(), String> {
        self.fault_rate = 0;
        self.database.is_full = false;
        self.is_down = false;
        self.disk.borrow_mut().refusals = 0;
        if self.tabs.is_empty() {
            self.open_tab();
        }
        self.settle();
        // The page saves 1.5 s after the last edit.
        for at in 0..self.tabs.len() {
            self.save(at);
        }
        let live = self.live_looks()?;
        while !self.tabs.is_empty() {
            self.save(0);
            self.bury(0);
        }
        self.only_new = true;
        let first = self.reopened()?;
        for (article, mut look) in live {
            let mut reloaded = first[article].clone().unwrap_or_default();
            let unsaved = self.never_saved(article);
            reloaded.retain(|id, _| !self.contested.contains(&(article, *id)) && !unsaved.contains(id));
            look.retain(|id, _| !unsaved.contains(id));
            if !self.lacked_database && reloaded != look {
                return Err(format!(
                    "article {article}: a tab showed\n{look:?}\nbut a reload shows\n{:?}",
                    first[article]
                ));
            }
        }
        self.kill_browser();
        if self.dice.percent(50) {
            self.damage_at_rest();
        }
        let second = self.reopened()?;
        let is_excused =
            |article: usize| self.ledgers().any(|ledger| ledger.article == article && ledger.is_excused);
        for article in 0..TEXTS.len() {
            // What one tab took back of another may stand in the journal before what it took back.
            let crossed = |id: &Id| self.has_crossed && self.contested.contains(&(article, *id));
            let mut unsaved = self.never_saved(article);
            let all = [&first[article], &second[article]].into_iter().flatten().flat_map(|look| look.keys());
            unsaved.extend(all.copied().filter(crossed));
            let but_unsaved = |look: &Option<Projection>| {
                look.clone().map(|look| {
                    look.into_iter().filter(|(id, _)| !unsaved.contains(id)).collect::<Projection>()
                })
            };
            if but_unsaved(&first[article]) != but_unsaved(&second[article]) && !is_excused(article) {
                return Err(format!(
                    "after a kill, article {article} is\n{:?}\nnot\n{:?}",
                    second[article], first[article]
                ));
            }
        }
        self.check_damaged_values()
    }

    fn save(&mut self, at: usize) {
        self.tabs[at].save();
        let visit = self.tabs[at].visit;
        self.tell(visit, crate::sync::SyncEvent::Queued);
        self.settle();
    }

    /// What all tabs show of the articles that are open: the same. Annotations that several visits changed are left out:
    /// where one tab undoes what another has changed meanwhile, the two may show different things until a reload.
    fn live_looks(&mut self) -> Result<Vec<(usize, Projection)>, String> {
        let mut looks: Vec<(usize, Projection)> = vec![];
        for tab in self.tabs.iter().filter(|tab| tab.understands_new) {
            let Some((article, session)) = &tab.open else { continue };
            let unsaved = self.never_saved(*article);
            let is_own_of_one = |id: &Id| !self.contested.contains(&(*article, *id)) && !unsaved.contains(id);
            let all: BTreeSet<Id> = session.set().in_order().map(|a| a.id).filter(is_own_of_one).collect();
            let look = project(session, &all);
            match looks.iter().find(|(other, _)| other == article) {
                Some((_, other)) if *other != look && !self.lacked_database => {
                    return Err(format!("article {article}: two tabs show\n{other:?}\nand\n{look:?}"));
                }
                Some(_) => {}
                None => looks.push((*article, look)),
            }
        }
        Ok(looks)
    }

    /// The annotations of tabs that were gone before their last steps showed as saved. A record may have such a step
    /// although no journal does: a reload shows it, but no tab that was open can learn of it.
    fn never_saved(&self, article: usize) -> BTreeSet<Id> {
        let unsaved = self.buried.iter().filter(|ledger| ledger.article == article && ledger.ended_unsaved);
        unsaved.flat_map(|ledger| ledger.own.iter().copied()).collect()
    }

    /// Opens a new tab and checks that it has what showed as saved.
    fn reopened(&mut self) -> Result<Vec<Option<Projection>>, String> {
        self.open_tab();
        self.settle();
        let mut looks = vec![];
        let mut stored = vec![];
        let tab = self.tabs.last_mut().expect("it was opened");
        if !tab.is_ready {
            return Err("a tab never started".to_owned());
        }
        for text in TEXTS {
            let id = article_id(text);
            // Where only the text is lost, the reader pastes it again.
            let pasted = || tab.library.load_work(&id, &Document::from_text(text)).ok().flatten();
            let mut article = tab.library.load(&id).ok().flatten().or_else(pasted);
            if let Some(article) = &mut article {
                tab.state.bring_up_to_date(&id, article);
            }
            looks.push(article.as_ref().map(look_of));
            stored.push(article);
        }
        let contested = self.contested.clone();
        for ledger in self.ledgers().filter(|ledger| !ledger.is_excused && 1 < ledger.looks.len()) {
            let found = stored[ledger.article].as_ref();
            let last = found.and_then(|found| matching_steps(ledger, found, &contested).pop());
            let is_unsaved = ledger.acknowledged == 0 && found.is_none();
            if last.is_none_or(|last| last < ledger.acknowledged) && !is_unsaved {
                return Err(format!(
                    "visit {:x}, article {}: {} of {} steps showed as saved, but there is\n{:?}\nand was\n{:#?}",
                    ledger.visit,
                    ledger.article,
                    ledger.acknowledged,
                    ledger.looks.len() - 1,
                    looks[ledger.article],
                    &ledger.looks[ledger.acknowledged..],
                ));
            }
        }
        self.tabs[0].save();
        self.settle();
        self.bury(0);
        Ok(looks)
    }

    /// Of a record that was damaged in both stores, one value is still there, under its key or set aside. (Both are, unless
    /// both stores refused to take one.)
    fn check_damaged_values(&self) -> Result<(), String> {
        let disk = self.disk.borrow();
        for values in &self.damaged {
            let mut stored = disk.live.values().chain(self.database.records.values());
            let is_kept = stored.any(|value| values.contains(value));
            if !is_kept && !self.lost_stores() {
                return Err(format!("a damaged value is gone: {} units", values[0].chars().count()));
            }
        }
        Ok(())
    }

    /// Whether a store was lost as a whole, with what was set aside in it.
    fn lost_stores(&self) -> bool {
        self.coverage.contains_key("database evicted")
    }
}
