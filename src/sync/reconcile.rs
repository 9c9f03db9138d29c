//! Which of two copies of a record is kept: that of local storage or that of the database.
//!
//! A copy that cannot be read counts as missing wherever the other can be read. Of two that can be read, the newer one
//! wins. A damaged copy is kept aside unless a copy that is at least as new can be read: it may be repairable.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::event::DatabaseContent;
use super::tiered::TieredStore;
use crate::annotation::AnnotationSet;
use crate::sorting::{CollectSorted as _, Sorting as _};
use crate::store::{
    CopyOrigin, Library, Store, StoreError, article_of_record, article_of_work, dated_by,
    differs_when_repaired, is_apart, is_database_only, is_own, is_readable, is_small_record, record_of_aside,
    save_time,
};

/// Which records of the database are read at the start.
#[derive(Debug, Default)]
pub(super) struct ReadingPlan {
    /// Those that are missing, damaged or older in local storage.
    pub wanted: Vec<String>,
    /// Those that are older in the database. They are written again.
    pub outdated: Vec<String>,
    /// The others. They are checked later.
    pub rest: Vec<String>,
    /// When the small records of the database were written; `None` for one that cannot be read.
    times: BTreeMap<String, Option<f64>>,
}

/// Plans what to read.
pub(super) fn plan<S: Store>(library: &Library<TieredStore<S>>, content: &DatabaseContent) -> ReadingPlan {
    let times: BTreeMap<String, Option<f64>> =
        content.small.iter().map(|(key, value)| (key.clone(), save_time(key, value))).collect_map();
    let mut plan = ReadingPlan { times, ..ReadingPlan::default() };
    for key in content.keys.iter().filter(|key| is_own(key) && !is_database_only(key)) {
        let ours = library.store().get(key).ok().flatten();
        let is_usable = ours.is_some_and(|value| is_readable(key, &value));
        if is_usable && record_of_aside(key).is_none() {
            library.note_checked(key);
        }
        let list = match plan.compare(library, key) {
            Some(Ordering::Less) if is_usable => &mut plan.outdated,
            Some(Ordering::Equal) if is_usable && !is_saved_apart(library, key) => &mut plan.rest,
            _ => &mut plan.wanted,
        };
        list.push(key.clone());
    }
    plan
}

impl ReadingPlan {
    /// How new the database's copy is beside ours, going by the small records; `None` where these do not say.
    fn compare<S: Store>(&self, library: &Library<TieredStore<S>>, key: &str) -> Option<Ordering> {
        let dated = dated_by(key).unwrap_or_else(|| key.to_owned());
        if !is_small_record(&dated) {
            return Some(Ordering::Equal);
        }
        self.times.get(&dated).copied().flatten()?.partial_cmp(&our_time(library, &dated)?)
    }
}

/// Whether our copy of an article's work was saved without the database: under the count of a save that it had before.
fn is_saved_apart<S: Store>(library: &Library<TieredStore<S>>, key: &str) -> bool {
    let small = dated_by(key).and_then(|small| Some((library.store().get(&small).ok()??, small)));
    small.is_some_and(|(value, small)| is_apart(&small, &value))
}

fn our_time<S: Store>(library: &Library<TieredStore<S>>, key: &str) -> Option<f64> {
    save_time(key, &library.store().get(key).ok().flatten()?)
}

/// What becomes of one record of the database.
enum CopyChoice {
    /// The database's copy is taken, and ours is kept aside where it cannot be read and may be newer.
    Theirs { keeps_ours_aside: bool },
    /// Ours is written to the database, and theirs is kept aside under the same condition.
    Ours { keeps_theirs_aside: bool },
    /// Neither can be read. Ours stays, theirs is kept aside if it differs.
    Neither,
    /// Both are the same.
    Same,
    /// Two values of a record that were set aside under the same key. Theirs gets another one.
    BothAside { record_key: String },
}

/// What came of two copies.
#[derive(Default)]
pub(super) struct Reconciled {
    /// Whether anything here was replaced or added.
    pub has_changed: bool,
    /// Work that was begun without the database, by the ids of the articles, where the database had earlier work. It is
    /// yet to be merged.
    pub apart: Vec<(String, AnnotationSet)>,
}

/// Brings the records that were read from the database and those of local storage together. The library's store must be
/// connected to the database: what it lacks is queued for it.
pub(super) fn reconcile<S: Store>(
    library: &mut Library<TieredStore<S>>,
    plan: &ReadingPlan,
    mut records: Vec<(String, String)>,
) -> Result<Reconciled, StoreError> {
    // What was set aside comes first: it takes its keys before more is set aside. What says how new a work is comes last:
    // the work may have no room beside it.
    records.order_by_key(|(key, _)| (record_of_aside(key).is_none(), is_small_record(key)));
    // All is decided before anything changes: the choice for an article's work goes by its small record.
    let choices: Vec<CopyChoice> =
        records.iter().map(|(key, value)| choose(library, plan, key, value)).collect();
    let mut done = Reconciled::default();
    let mut taken_entries = vec![];
    for ((key, theirs), choice) in records.into_iter().zip(choices) {
        let ours = library.store().get(&key)?;
        match choice {
            CopyChoice::Theirs { keeps_ours_aside } => {
                if keeps_ours_aside && let Some(ours) = ours {
                    library.set_aside(&key, &ours, CopyOrigin::LocalStorage)?;
                }
                let apart =
                    article_of_work(&key).and_then(|id| Some((id.to_owned(), library.begun_apart(id)?)));
                done.apart.extend(apart);
                taken_entries
                    .extend(article_of_record(&key).filter(|_| is_small_record(&key)).map(str::to_owned));
                library.store_mut().adopt(key, theirs);
                done.has_changed = true;
            }
            CopyChoice::Ours { keeps_theirs_aside } => {
                if keeps_theirs_aside {
                    library.set_aside(&key, &theirs, CopyOrigin::Database)?;
                }
                if let Some(ours) = ours {
                    library.store_mut().set(&key, &ours)?;
                }
            }
            CopyChoice::Neither => library.set_aside(&key, &theirs, CopyOrigin::Database)?,
            CopyChoice::Same => {}
            CopyChoice::BothAside { record_key } => {
                library.set_aside(&record_key, &theirs, CopyOrigin::Unknown)?;
                if let Some(ours) = ours {
                    library.store_mut().set(&key, &ours)?;
                }
            }
        }
    }
    // Our work may be newer than the entry that was missing here.
    taken_entries.iter().try_for_each(|id| library.rebuild_entry(id))?;
    Ok(done)
}

fn choose<S: Store>(
    library: &Library<TieredStore<S>>,
    plan: &ReadingPlan,
    key: &str,
    theirs: &str,
) -> CopyChoice {
    let Some(ours) = library.store().get(key).ok().flatten() else {
        return CopyChoice::Theirs { keeps_ours_aside: false };
    };
    if ours == theirs {
        return CopyChoice::Same;
    }
    if let Some(record_key) = record_of_aside(key) {
        return CopyChoice::BothAside { record_key: record_key.to_owned() };
    }
    let times = times_of(library, plan, key, [&ours, theirs]);
    match (is_readable(key, &ours), is_readable(key, theirs)) {
        (false, false) => CopyChoice::Neither,
        (false, true) => CopyChoice::Theirs { keeps_ours_aside: keeps_aside(key, [&ours, theirs], times) },
        (true, false) => {
            let times = (times.1, times.0);
            CopyChoice::Ours { keeps_theirs_aside: keeps_aside(key, [theirs, &ours], times) }
        }
        (true, true) => match times {
            (Some(ours), Some(theirs)) if ours < theirs => CopyChoice::Theirs { keeps_ours_aside: false },
            // Earlier versions have no count in the work itself: where ours is not in the list, theirs is.
            (None, Some(_)) => CopyChoice::Theirs { keeps_ours_aside: false },
            _ => CopyChoice::Ours { keeps_theirs_aside: false },
        },
    }
}

/// Whether a damaged copy is kept although the other one can be read: where that may be older, or where both were written
/// at one time and a repair shows that they differ. `times` says when they were written.
fn keeps_aside(key: &str, [damaged, readable]: [&str; 2], times: (Option<f64>, Option<f64>)) -> bool {
    let may_be_lost = match times {
        (Some(damaged_at), Some(readable_at)) if damaged_at < readable_at => false,
        (Some(damaged_at), Some(readable_at)) if damaged_at == readable_at => {
            differs_when_repaired(key, damaged, readable)
        }
        _ => true,
    };
    may_be_lost && dated_by(key).is_some()
}

/// When both copies were written. The small records say it without reading the large ones; where one of them cannot be
/// read, the large ones say it themselves.
fn times_of<S: Store>(
    library: &Library<TieredStore<S>>,
    plan: &ReadingPlan,
    key: &str,
    values: [&str; 2],
) -> (Option<f64>, Option<f64>) {
    let dated = dated_by(key).unwrap_or_else(|| key.to_owned());
    if !is_small_record(&dated) {
        return (None, None);
    }
    let by_small = (our_time(library, &dated), plan.times.get(&dated).copied().flatten());
    if let (Some(_), Some(_)) = by_small {
        return by_small;
    }
    let [ours, theirs] = values.map(|value| save_time(key, value));
    (ours.filter(|&time| 0.0 < time).or(by_small.0), theirs.filter(|&time| 0.0 < time).or(by_small.1))
}

/// Queues for the database the records that it does not have, or has older.
pub(super) fn queue_missing<S: Store>(
    library: &mut Library<TieredStore<S>>,
    keys: &[String],
    outdated: Vec<String>,
) -> Result<(), StoreError> {
    let known: BTreeSet<&String> = keys.iter().collect_set();
    let ours = library.store().keys()?;
    let missing = ours.into_iter().filter(|key| is_own(key) && !known.contains(key));
    for key in missing.chain(outdated).collect::<Vec<_>>() {
        if let Some(value) = library.store().get(&key)? {
            library.store_mut().set(&key, &value)?;
        }
    }
    Ok(())
}

/// Repairs what is damaged among the records of the database that the start did not read, or among ours.
pub(super) fn check<S: Store>(
    library: &mut Library<TieredStore<S>>,
    records: Vec<(String, String)>,
) -> Result<(), StoreError> {
    for (key, theirs) in records {
        let Some(ours) = library.store().get(&key)? else { continue };
        match (is_readable(&key, &ours), is_readable(&key, &theirs)) {
            (true, false) => {
                if differs_when_repaired(&key, &theirs, &ours) {
                    library.set_aside(&key, &theirs, CopyOrigin::Database)?;
                }
                library.store_mut().set(&key, &ours)?;
            }
            // Two tabs may have counted the same number of saves. Ours is what all tabs read. The database's is newer where
            // another tab's has no room here.
            (true, true)
                if ours != theirs
                    && record_of_aside(&key).is_none()
                    && !library.store().is_overflow(&key)
                    && save_time(&key, &theirs) <= save_time(&key, &ours) =>
            {
                library.store_mut().set(&key, &ours)?;
            }
            (false, true) => {
                if differs_when_repaired(&key, &ours, &theirs) {
                    library.set_aside(&key, &ours, CopyOrigin::LocalStorage)?;
                }
                library.store_mut().adopt(key, theirs);
            }
            (true, true) if ours == theirs => library.store_mut().note_same(&key, &ours),
            _ => {}
        }
    }
    Ok(())
}
