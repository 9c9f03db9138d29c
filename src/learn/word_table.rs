//! What is known of words and of names of several words: a table from hashes to small values.
//!
//! The words themselves are not stored. A word's hash picks a bucket; within it one byte of the hash tells entries
//! apart, so about 0.8 % of unknown words look like a known one, which the training sees as well. A model has the
//! table coded; it is unpacked once.

#[cfg(any(test, feature = "training"))]
use super::coded;
use super::coded::CodedNumbers;
use super::{BadModel, Reader};

/// Entries in a bucket, on average: more make the table smaller and mistaken identities more frequent.
const BUCKET: usize = 2;

/// The context of the buckets' sizes; then follow those of the values.
const SIZE: usize = 0;

/// A table of values.
#[derive(Clone, Debug)]
pub struct WordTable {
    /// How many values an entry has.
    width: usize,
    /// Where each bucket begins, then the end.
    starts: Vec<u32>,
    fingerprints: Vec<u8>,
    values: Vec<u8>,
}

impl WordTable {
    /// Unpacks a table at the front of a model's bytes. `context` is what it was written with: the context of an entry's
    /// next value, given those before it.
    pub fn read(reader: &mut Reader, context: impl Fn(&[u8]) -> usize) -> Result<WordTable, BadModel> {
        reader.magic(b"wrdc")?;
        let (entries, width) = (reader.u32()? as usize, reader.u32()? as usize);
        let fingerprints = reader.take(entries)?.to_vec();
        let mut numbers = CodedNumbers::read(reader)?;
        let mut starts = vec![0u32];
        let mut next = 0;
        for _ in 0..buckets_for(entries) {
            next += u32::from(numbers.next(SIZE));
            starts.push(next);
        }
        let mut values = Vec::with_capacity(entries.checked_mul(width).ok_or(BadModel)?);
        for _ in 0..entries {
            let first = values.len();
            for _ in 0..width {
                let value = numbers.next(1 + context(&values[first..]));
                values.push(value);
            }
        }
        numbers.end()?;
        if next as usize == entries {
            Ok(WordTable { width, starts, fingerprints, values })
        } else {
            Err(BadModel)
        }
    }

    /// The place of a hash's entry, if the table seems to hold it.
    #[inline]
    pub(crate) fn find(&self, hash: u64) -> Option<usize> {
        let bucket = bucket_of(hash, self.starts.len() - 1);
        let (start, end) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        let fingerprints = self.fingerprints.get(start..end)?;
        Some(start + fingerprints.iter().position(|&fingerprint| fingerprint == fingerprint_of(hash))?)
    }

    /// A value of the entry at a place that `WordTable::find` gave.
    #[inline]
    pub(crate) fn value(&self, index: usize, place: usize) -> u8 {
        debug_assert!(index < self.width);
        self.values.get(place * self.width + index).copied().unwrap_or(0)
    }

    /// The bytes that `WordTable::read` reads, from hashes and their values. Of two entries that look the same to
    /// `WordTable::find`, the first stays.
    #[cfg(any(test, feature = "training"))]
    pub fn write<const N: usize>(
        entries: &[(u64, [u8; N])],
        context: impl Fn(&[u8]) -> usize,
        out: &mut Vec<u8>,
    ) {
        let buckets = buckets_for(entries.len());
        let mut placed: Vec<(usize, u8, [u8; N])> = entries
            .iter()
            .map(|&(hash, values)| (bucket_of(hash, buckets), fingerprint_of(hash), values))
            .collect();
        placed.sort_by_key(|&(bucket, fingerprint, _)| (bucket, fingerprint));
        let mut sizes = vec![0u8; buckets];
        let mut last = None;
        for entry in &mut placed {
            // One that looks like the entry before keeps a place, so that `entries` stays the true length, but
            // is never found: the first match wins.
            let twin = last == Some((entry.0, entry.1));
            last = Some((entry.0, entry.1));
            entry.2 = if twin { [0; N] } else { entry.2 };
            sizes[entry.0] = sizes[entry.0].checked_add(1).expect("two entries a bucket on average");
        }
        let mut numbers: Vec<(usize, u8)> = sizes.into_iter().map(|size| (SIZE, size)).collect();
        for (.., values) in &placed {
            numbers.extend((0..N).map(|i| (1 + context(&values[..i]), values[i])));
        }
        out.extend_from_slice(b"wrdc");
        out.extend_from_slice(&(placed.len() as u32).to_le_bytes());
        out.extend_from_slice(&(N as u32).to_le_bytes());
        out.extend(placed.iter().map(|entry| entry.1));
        let contexts = numbers.iter().map(|&(context, _)| context + 1).max();
        coded::write(contexts.unwrap_or(1), &numbers, out);
    }
}

fn buckets_for(entries: usize) -> usize {
    entries / BUCKET + 1
}

/// Scales the hash's upper half to the number of buckets, without a division.
fn bucket_of(hash: u64, buckets: usize) -> usize {
    (((hash >> 32) * buckets as u64) >> 32) as usize
}

fn fingerprint_of(hash: u64) -> u8 {
    hash as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::hash;

    #[test]
    fn values_are_found_and_strangers_mostly_not() {
        let key = |i: u64| hash::mix(7, i);
        let entries: Vec<(u64, [u8; 2])> = (0..5000).map(|i| (key(i), [i as u8, (i >> 8) as u8])).collect();
        let mut bytes = vec![];
        WordTable::write(&entries, <[u8]>::len, &mut bytes);
        let words = WordTable::read(&mut Reader(&bytes), <[u8]>::len).unwrap();
        let right = |&(hash, values): &(u64, [u8; 2])| {
            words.find(hash).is_some_and(|at| [words.value(0, at), words.value(1, at)] == values)
        };
        let found = entries.iter().filter(|e| right(e)).count();
        assert!(found > 4950, "{found} of 5000");
        let strangers = (5000..10000).filter(|&i| words.find(key(i)).is_some()).count();
        assert!(strangers < 100, "{strangers} of 5000");
        assert!(WordTable::read(&mut Reader(&bytes[..200]), <[u8]>::len).is_err());
    }

    #[test]
    fn an_empty_table_holds_nothing() {
        let mut bytes = vec![];
        WordTable::write::<1>(&[], |_| 0, &mut bytes);
        let table = WordTable::read(&mut Reader(&bytes), |_| 0).unwrap();
        assert_eq!(table.find(hash::word(b"any")), None);
    }
}
