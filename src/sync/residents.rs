//! The articles whose records the primary store has and the secondary one has, too, with when they were last saved: where
//! room is lacking, the oldest make room for the newest.

use crate::sorting::Sorting as _;
use crate::store::{Store, article_keys, article_of_record, is_readable};

/// See above. They are few, since local storage is small: lists serve.
#[derive(Debug, Default)]
pub(super) struct Residents {
    articles: Vec<Resident>,
    last: u64,
}

#[derive(Debug)]
struct Resident {
    id: String,
    /// Whether the article was saved in this visit, and when: in an earlier one, by its count of saves.
    age: (bool, u64),
    /// Its text and its work, if both stores have the same value.
    keys: Vec<String>,
}

impl Residents {
    /// Both stores have the same value of a record, which was saved in this visit.
    pub(super) fn confirm(&mut self, key: &str) {
        self.last += 1;
        let age = (true, self.last);
        if let Some(article) = self.article_of(key) {
            article.age = age;
            article.note(key);
        }
    }

    /// The same of a record of an earlier visit, with its article's count of saves.
    pub(super) fn confirm_former(&mut self, key: &str, saved: f64) {
        if let Some(article) = self.article_of(key) {
            article.age = article.age.max((false, saved as u64));
            article.note(key);
        }
    }

    /// A record has another value: its article is at work.
    pub(super) fn forget(&mut self, key: &str) {
        self.last += 1;
        let age = (true, self.last);
        let known = article_of_large(key).and_then(|id| self.articles.iter_mut().find(|a| a.id == id));
        if let Some(article) = known {
            article.age = age;
            article.keys.retain(|other| other != key);
        }
    }

    /// A record has left the primary store.
    pub(super) fn leave(&mut self, key: &str) {
        self.articles.iter_mut().for_each(|article| article.keys.retain(|other| other != key));
        self.articles.retain(|article| !article.keys.is_empty());
    }

    fn article_of(&mut self, key: &str) -> Option<&mut Resident> {
        let id = article_of_large(key)?;
        let at = self.articles.iter().position(|article| article.id == id).unwrap_or_else(|| {
            self.articles.push(Resident { id: id.to_owned(), age: (false, 0), keys: vec![] });
            self.articles.len() - 1
        });
        self.articles.get_mut(at)
    }

    /// Makes room in the primary store for a record: those of the articles that were saved longest ago leave it, if that is
    /// enough. Gives what has left.
    pub(super) fn make_room(
        &mut self,
        primary: &mut impl Store,
        key: &str,
        value: &str,
    ) -> Vec<(String, String)> {
        let Some(id) = article_of_record(key) else { return vec![] };
        self.articles.order_by_key(|article| article.age);
        let needed = units(key) + units(value);
        let (mut leaving, mut freed) = (vec![], 0);
        for oldest in self.articles.iter().filter(|article| article.id != id).flat_map(|a| &a.keys) {
            // What cannot be read is for the next start, which compares both copies.
            let older = primary.get(oldest).ok().flatten().filter(|older| is_readable(oldest, older));
            let Some(older) = older else { continue };
            freed += units(oldest) + units(&older);
            leaving.push((oldest.clone(), older));
            if needed <= freed {
                break;
            }
        }
        if freed < needed {
            return vec![];
        }
        leaving.retain(|(oldest, _)| primary.remove(oldest).is_ok());
        leaving.iter().for_each(|(oldest, _)| self.leave(oldest));
        leaving
    }
}

impl Resident {
    fn note(&mut self, key: &str) {
        if !self.keys.iter().any(|other| other == key) {
            self.keys.push(key.to_owned());
        }
    }
}

/// How much room a text takes in local storage: UTF-16 units.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The article of a text or a work: the small records stay, since the list is made of them.
fn article_of_large(key: &str) -> Option<&str> {
    let id = article_of_record(key)?;
    article_keys(id)[..2].iter().any(|large| large == key).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryStore;
    use crate::store::record::seal;

    /// The articles that leave, one after the other, as room is made for one that needs so much.
    fn leaving(residents: &mut Residents, store: &mut MemoryStore, id: &str, n: usize) -> String {
        let left = residents.make_room(store, &article_keys(id)[1], &"0".repeat(n));
        left.iter().map(|(key, _)| article_of_record(key).unwrap()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_oldest_leave_first_and_what_is_at_work_stays() {
        let (mut residents, mut store) = (Residents::default(), MemoryStore::default());
        let work = |id: &str| article_keys(id)[1].clone();
        for (id, saved) in [("a", 3.0), ("b", 1.0), ("c", 2.0), ("d", 4.0)] {
            store.set(&work(id), &seal(&work(id), b"{}")).unwrap();
            residents.confirm_former(&work(id), saved);
        }
        assert_eq!(leaving(&mut residents, &mut store, "x", 100_000), "", "all together are not enough");
        assert_eq!(leaving(&mut residents, &mut store, "b", 1), "c", "never those of the article itself");
        residents.forget(&work("b"));
        assert_eq!(leaving(&mut residents, &mut store, "x", 1), "a", "one store alone has the work of b");
        residents.confirm(&work("b"));
        residents.confirm(&article_keys("b")[2]);
        assert_eq!(leaving(&mut residents, &mut store, "x", 1), "d", "b was saved last");
        assert_eq!(leaving(&mut residents, &mut store, "x", 1), "b");
        assert_eq!(leaving(&mut residents, &mut store, "x", 1), "");
    }
}
