//! Which of two copies of a record is kept: that of local storage or that of the database.
//!
//! A copy that cannot be read counts as missing wherever the other can be read. Of two that can be read, the newer one
//! wins. A damaged copy is kept aside unless a copy that is at least as new can be read: it may be repairable.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::event::DatabaseContent;
use super::tiered::TieredStore;
use crate::store::{
    CopyOrigin, Library, Store, StoreError, dated_by, is_database_only, is_own, is_readable, is_small_record,
    record_of_aside, save_time,
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
        content.small.iter().map(|(key, value)| (key.clone(), save_time(key, value))).collect();
    let mut plan = ReadingPlan { times, ..ReadingPlan::default() };
    for key in content.keys.iter().filter(|key| is_own(key) && !is_database_only(key)) {
        let ours = library.store().get(key).ok().flatten();
        let is_usable = ours.is_some_and(|value| is_readable(key, &value));
        let list = match plan.compare(library, key) {
            Some(Ordering::Less) if is_usable => &mut plan.outdated,
            Some(Ordering::Equal) if is_usable => &mut plan.rest,
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

/// Brings the records that were read from the database and those of local storage together. Returns whether anything
/// here was replaced or added. The library's store must be connected to the database: what it lacks is queued for it.
pub(super) fn reconcile<S: Store>(
    library: &mut Library<TieredStore<S>>,
    plan: &ReadingPlan,
    mut records: Vec<(String, String)>,
) -> Result<bool, StoreError> {
    // What was set aside comes first: it takes its keys before more is set aside.
    records.sort_by_key(|(key, _)| record_of_aside(key).is_none());
    // All is decided before anything changes: the choice for an article's work goes by its small record.
    let choices: Vec<CopyChoice> =
        records.iter().map(|(key, value)| choose(library, plan, key, value)).collect();
    let mut has_changed = false;
    for ((key, theirs), choice) in records.into_iter().zip(choices) {
        let ours = library.store().get(&key)?;
        match choice {
            CopyChoice::Theirs { keeps_ours_aside } => {
                if keeps_ours_aside && let Some(ours) = ours {
                    library.set_aside(&key, &ours, CopyOrigin::LocalStorage)?;
                }
                library.store_mut().adopt(key, theirs);
                has_changed = true;
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
    Ok(has_changed)
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
        (false, true) => {
            let is_surely_newer = matches!(times, (Some(ours), Some(theirs)) if ours <= theirs);
            CopyChoice::Theirs { keeps_ours_aside: dated_by(key).is_some() && !is_surely_newer }
        }
        (true, false) => {
            let is_surely_newer = matches!(times, (Some(ours), Some(theirs)) if theirs <= ours);
            CopyChoice::Ours { keeps_theirs_aside: dated_by(key).is_some() && !is_surely_newer }
        }
        (true, true) => match times {
            (Some(ours), Some(theirs)) if ours < theirs => CopyChoice::Theirs { keeps_ours_aside: false },
            // Earlier versions have no count in the work itself: where ours is not in the list, theirs is.
            (None, Some(_)) => CopyChoice::Theirs { keeps_ours_aside: false },
            _ => CopyChoice::Ours { keeps_theirs_aside: false },
        },
    }
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
    let known: BTreeSet<&String> = keys.iter().collect();
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
            (true, false) => library.store_mut().set(&key, &ours)?,
            // Two tabs may have counted the same number of saves. Ours is what all tabs read.
            (true, true)
                if ours != theirs
                    && record_of_aside(&key).is_none()
                    && !library.store().is_overflow(&key) =>
            {
                library.store_mut().set(&key, &ours)?;
            }
            (false, true) => library.store_mut().adopt(key, theirs),
            _ => {}
        }
    }
    Ok(())
}
