//! Tests of both stores as one.

use super::*;
use crate::store::MemoryStore;
use crate::store::record::seal;

#[test]
fn a_record_that_does_not_fit_the_primary_store_is_queued_for_the_secondary() {
    let mut store = TieredStore::new(Some(MemoryStore::with_limit(10)));
    assert_eq!(store.set("long", "0123456789"), Err(StoreError::Full), "there is no secondary store");
    store.connect_secondary();
    store.set("a", "old").unwrap();
    store.set("a", "0123456789").unwrap();
    assert_eq!(store.get("a").unwrap().as_deref(), Some("0123456789"));
    assert!(store.has_overflow());
    let writes = store.take_queue();
    assert_eq!(writes, [PendingWrite::Put("a".into(), "0123456789".into())]);
    let primary = |store: &TieredStore<MemoryStore>| store.primary.as_ref().unwrap().get("a").unwrap();
    assert_eq!(primary(&store).as_deref(), Some("old"), "until the secondary store confirms the newer one");
    store.confirm(&writes);
    assert_eq!(primary(&store).as_deref(), Some("old"), "another tab may need it");
    store.set_alone(true);
    assert_eq!(primary(&store), None, "the older value is removed");
    store.set("a", "short").unwrap();
    assert_eq!(primary(&store).as_deref(), Some("short"));
    store.adopt("a".to_owned(), "0123456789".to_owned());
    assert_eq!((primary(&store), store.has_overflow()), (None, true));
    store.set("a", "new").unwrap();
    assert_eq!((store.get("a").unwrap().as_deref(), store.has_overflow()), (Some("new"), false));
    store.remove("a").unwrap();
    assert_eq!(store.get("a").unwrap(), None);
}

#[test]
fn the_newest_articles_stay_in_the_primary_store() {
    let work = |id: &str| article_keys(id)[1].clone();
    let value = |id: &str| seal(&work(id), &[7; 40]);
    let room = work("a").len() + value("a").encode_utf16().count();
    let mut store = TieredStore::new(Some(MemoryStore::with_limit(2 * room)));
    store.connect_secondary();
    let save = |store: &mut TieredStore<MemoryStore>, id: &str| {
        store.set(&work(id), &value(id)).unwrap();
        let writes = store.take_queue();
        store.confirm(&writes);
    };
    ["a", "b", "c"].iter().for_each(|id| save(&mut store, id));
    assert_eq!(store.in_primary(&work("c")), None, "another tab may need the others");
    store.set_alone(true);
    save(&mut store, "d");
    let is_here = |store: &TieredStore<MemoryStore>| {
        ["a", "b", "c", "d"].map(|id| store.in_primary(&work(id)).is_some())
    };
    assert_eq!(is_here(&store), [false, true, false, true], "the oldest has left");
    assert_eq!(store.get(&work("a")).unwrap(), Some(value("a")));
    store.replace_secondary();
    save(&mut store, "e");
    assert_eq!(is_here(&store), [false, true, false, true], "the new one has none of them yet");
}

#[test]
fn a_small_record_waits_for_the_one_that_it_dates() {
    let [_, work, entry] = article_keys("a");
    let mut store = TieredStore::new(Some(MemoryStore::with_limit(40)));
    store.connect_secondary();
    store.set(&entry, "1").unwrap();
    store.adopt(entry.clone(), "1".repeat(40));
    store.set(&work, &"2".repeat(40)).unwrap();
    store.set(&entry, "2").unwrap();
    store.set_alone(true);
    let primary = store.primary.as_ref().unwrap();
    assert_eq!(
        primary.get(&entry).unwrap().as_deref(),
        Some("1"),
        "the work of the second save is not there"
    );
}

#[test]
fn a_newer_record_of_another_tab_supersedes_ours() {
    let [_, work, _] = article_keys("a");
    let [older, newer] = ["{\"saved\":1}", "{\"saved\":2}"].map(|json| seal(&work, json.as_bytes()));
    let mut store = TieredStore::new(Some(MemoryStore::with_limit(0)));
    store.connect_secondary();
    store.set(&work, &older).unwrap();
    let mut roomy = MemoryStore::default();
    roomy.set(&work, &newer).unwrap();
    store.primary = Some(roomy);
    assert_eq!(store.get(&work), Ok(Some(older)));
    store.forget_superseded();
    assert_eq!(store.get(&work), Ok(Some(newer)));
}

#[test]
fn a_small_record_follows_the_one_that_it_dates() {
    let [_, work, entry] = article_keys("a");
    let mut store = TieredStore::new(Some(MemoryStore::with_limit(150)));
    store.connect_secondary();
    for value in ["1".to_owned(), "0".repeat(150)] {
        store.set(&work, &value).unwrap();
        store.set(&entry, &value).unwrap();
    }
    assert!(store.is_overflow(&work) && store.is_overflow(&entry), "there is no room for either");
    // In the order in which an evicted database is filled again.
    store.set(&entry, "2").unwrap();
    store.set(&work, "2").unwrap();
    let primary = store.primary.as_ref().unwrap();
    assert_eq!([&work, &entry].map(|key| primary.get(key).unwrap().unwrap()), ["2", "2"]);
}

#[test]
fn a_record_for_the_database_alone_never_enters_the_primary_store() {
    let mut store = TieredStore::new(Some(MemoryStore::default()));
    let key = "pullquote/2/point/a/1";
    assert_eq!(store.set(key, "1"), Err(StoreError::Denied), "there is no database");
    store.connect_secondary();
    store.set(key, "1").unwrap();
    store.adopt(key.to_owned(), "1".to_owned());
    assert!(store.keys().unwrap().is_empty() && !store.has_overflow());
    assert_eq!(store.take_queue(), [PendingWrite::Put(key.into(), "1".into())]);
}

#[test]
fn failed_writes_are_queued_again_unless_a_newer_one_is() {
    let mut store = TieredStore::new(Some(MemoryStore::default()));
    store.connect_secondary();
    store.set("a", "1").unwrap();
    store.set("b", "1").unwrap();
    let failed = store.take_queue();
    store.set("a", "2").unwrap();
    store.remove("b").unwrap();
    store.requeue(failed);
    assert_eq!(store.take_queued_removals(), [PendingWrite::Remove("b".into())]);
    assert_eq!(store.take_queue(), [PendingWrite::Put("a".into(), "2".into())]);
}

#[test]
fn what_another_tab_wrote_meanwhile_is_not_replaced_by_an_older_value() {
    let mut store = TieredStore::new(Some(MemoryStore::default()));
    store.connect_secondary();
    store.set("a", "1").unwrap();
    let refused = store.take_queue();
    store.requeue(refused);
    store.primary.as_mut().unwrap().set("a", "2").unwrap();
    assert_eq!(store.take_queue(), [PendingWrite::Put("a".into(), "2".into())]);
}
