//! Sorting that is compiled once.
//!
//! The standard library compiles its sort anew for every type: 5 KB each, and a tenth of the page's code. Here the one
//! that is compiled sorts numbers, and the items are swapped to their places. It is stable, and takes n log n comparisons.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer items than this are sorted where they are, each moved down to its place.
const FEW: usize = 12;

/// As the slices' own functions of these names.
pub(crate) trait Sorting<T> {
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Sorting<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        if FEW <= self.len() {
            let mut places = places(self.len(), &mut |a, b| compare(&self[a], &self[b]));
            for i in 0..places.len() {
                while places[i] != i {
                    let place = places[i];
                    self.swap(i, place);
                    places.swap(i, place);
                }
            }
            return;
        }
        for end in 1..self.len() {
            for i in (1..=end).rev() {
                if compare(&self[i], &self[i - 1]).is_ge() {
                    break;
                }
                self.swap(i, i - 1);
            }
        }
    }
}

/// As `collect`, which sorts first: maps and sets that are filled one by one need no sort of their own type.
pub(crate) trait CollectSorted: Iterator + Sized {
    fn collect_set(self) -> BTreeSet<Self::Item>
    where
        Self::Item: Ord,
    {
        let mut set = BTreeSet::new();
        set.extend(self);
        set
    }

    fn collect_map<K: Ord, V>(self) -> BTreeMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = BTreeMap::new();
        map.extend(self);
        map
    }
}

impl<I: Iterator> CollectSorted for I {}

/// Where each of `n` items goes, by a comparison of two of them.
fn places(n: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&a, &b| compare(a, b));
    let mut places = vec![0; n];
    for (place, item) in order.into_iter().enumerate() {
        places[item] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn items_stand_as_the_standard_library_puts_them(items in prop::collection::vec((0u8..9, any::<u16>()), 0..60)) {
            let (mut ours, mut theirs) = (items.clone(), items.clone());
            ours.order_by_key(|item| item.0);
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs, "by key");
            let (mut ours, mut theirs) = (items.clone(), items);
            ours.order();
            theirs.sort();
            prop_assert_eq!(ours, theirs);
        }
    }
}
