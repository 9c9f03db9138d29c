//! What is known of words and of names of several words: a table from hashes to small values, used in place.
//!
//! The words themselves are not stored. A word's hash picks a bucket; within it one byte of the hash tells entries
//! apart, so about 0.8 % of unknown words look like a known one, which the training sees as well. The values lie
//! in planes, a byte each for all entries, because like bytes compress well.

use super::{BadModel, Reader};

/// Entries in a bucket, on average: more make the table smaller and mistaken identities more frequent.
const BUCKET: usize = 2;

/// Buckets that share one stored offset; the counts between are added up at each look-up.
const BUCKETS_PER_OFFSET: usize = 16;

/// A table of values.
#[derive(Clone, Copy, Debug)]
pub struct WordTable<'a> {
    entries: usize,
    buckets: usize,
    planes: usize,
    /// One little-endian `u32` a group: entries before it.
    offsets: &'a [u8],
    counts: &'a [u8],
    fingerprints: &'a [u8],
    values: &'a [u8],
}

impl<'a> WordTable<'a> {
    /// Splits a table off the front of a model's bytes.
    pub fn read(reader: &mut Reader<'a>) -> Result<WordTable<'a>, BadModel> {
        reader.magic(b"word")?;
        let (entries, planes) = (reader.u32()? as usize, reader.u32()? as usize);
        let buckets = buckets_for(entries);
        Ok(WordTable {
            entries,
            buckets,
            planes,
            offsets: reader.take(buckets.div_ceil(BUCKETS_PER_OFFSET) * 4)?,
            counts: reader.take(buckets)?,
            fingerprints: reader.take(entries)?,
            values: reader.take(entries.checked_mul(planes).ok_or(BadModel)?)?,
        })
    }

    /// The place of a hash in the planes, if the table seems to hold it.
    #[inline]
    pub(crate) fn find(&self, hash: u64) -> Option<usize> {
        let bucket = bucket_of(hash, self.buckets);
        let group = bucket / BUCKETS_PER_OFFSET;
        let offset = self.offsets.get(group * 4..group * 4 + 4)?;
        let offset = u32::from_le_bytes(offset.try_into().expect("a slice of four bytes")) as usize;
        let before: usize =
            self.counts[group * BUCKETS_PER_OFFSET..bucket].iter().map(|&n| usize::from(n)).sum();
        let start = offset + before;
        let fingerprints = self.fingerprints.get(start..start + usize::from(self.counts[bucket]))?;
        Some(start + fingerprints.iter().position(|&fingerprint| fingerprint == fingerprint_of(hash))?)
    }

    /// A value of the entry at a place that `WordTable::find` gave.
    #[inline]
    pub(crate) fn value(&self, plane: usize, place: usize) -> u8 {
        debug_assert!(plane < self.planes);
        self.values.get(plane * self.entries + place).copied().unwrap_or(0)
    }

    /// The bytes that `WordTable::read` reads, from hashes and their values. Of two entries that look the same to
    /// `WordTable::find`, the first stays.
    #[cfg(any(test, feature = "training"))]
    pub fn write<const N: usize>(entries: &[(u64, [u8; N])], out: &mut Vec<u8>) {
        let buckets = buckets_for(entries.len());
        let mut placed: Vec<(usize, u8, [u8; N])> = entries
            .iter()
            .map(|&(hash, values)| (bucket_of(hash, buckets), fingerprint_of(hash), values))
            .collect();
        placed.sort_by_key(|&(bucket, fingerprint, _)| (bucket, fingerprint));
        let mut counts = vec![0u8; buckets];
        let mut last = None;
        for entry in &mut placed {
            // One that looks like the entry before keeps a place, so that `entries` stays the true length, but
            // is never found: the first match wins.
            let twin = last == Some((entry.0, entry.1));
            last = Some((entry.0, entry.1));
            entry.2 = if twin { [0; N] } else { entry.2 };
            counts[entry.0] = counts[entry.0].checked_add(1).expect("two entries a bucket on average");
        }
        out.extend_from_slice(b"word");
        out.extend_from_slice(&(placed.len() as u32).to_le_bytes());
        out.extend_from_slice(&(N as u32).to_le_bytes());
        let mut before = 0u32;
        for group in counts.chunks(BUCKETS_PER_OFFSET) {
            out.extend_from_slice(&before.to_le_bytes());
            before += group.iter().map(|&n| u32::from(n)).sum::<u32>();
        }
        out.extend_from_slice(&counts);
        out.extend(placed.iter().map(|entry| entry.1));
        for plane in 0..N {
            out.extend(placed.iter().map(|entry| entry.2[plane]));
        }
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
        WordTable::write(&entries, &mut bytes);
        let words = WordTable::read(&mut Reader(&bytes)).unwrap();
        let right = |&(hash, values): &(u64, [u8; 2])| {
            words.find(hash).is_some_and(|at| [words.value(0, at), words.value(1, at)] == values)
        };
        let found = entries.iter().filter(|e| right(e)).count();
        assert!(found > 4950, "{found} of 5000");
        let strangers = (5000..10000).filter(|&i| words.find(key(i)).is_some()).count();
        assert!(strangers < 100, "{strangers} of 5000");
        assert!(WordTable::read(&mut Reader(&bytes[..200])).is_err());
    }

    #[test]
    fn an_empty_table_holds_nothing() {
        let mut bytes = vec![];
        WordTable::write::<1>(&[], &mut bytes);
        assert_eq!(WordTable::read(&mut Reader(&bytes)).unwrap().find(hash::word(b"any")), None);
    }
}
