//! The one writer of features: values that a template names together become the number of a row of weights.
//!
//! A template is an array of named values: `[side, distance, form]` combines the three from the left, and
//! `[side, both(distance, form)]` combines the last two first. Templates have numbers in the order in which they are
//! written, so that equal values of different templates have different rows. A template without a value keeps its
//! number: write it with [`FeatureWriter::write_some`], or pass over it with [`FeatureWriter::skip`]. An order or a
//! grouping that changes makes every model stale; `tests/unit/feature_hashes.rs` holds them.

use super::hash::{mix, row};

/// Features of one token, at most: 250 weights of at most 127 still fit the 16 bits of a score.
const MOST_FEATURES: usize = 250;

/// Two values as one, for a template that groups them.
#[inline]
pub(crate) fn both(first: u64, second: u64) -> u64 {
    mix(first, second)
}

/// Three values as one, from the left.
#[inline]
pub(crate) fn three(first: u64, second: u64, third: u64) -> u64 {
    mix(mix(first, second), third)
}

/// The values of a template as one, from the left.
#[inline]
fn combined<const N: usize>(values: [u64; N]) -> u64 {
    values.into_iter().reduce(mix).unwrap_or(0)
}

/// Collects the rows of the features of one token, candidate or whatever else is scored.
#[derive(Clone, Debug)]
pub struct FeatureWriter {
    bits: u32,
    /// The number of the last template.
    template: u64,
    count: usize,
    rows: [u32; MOST_FEATURES],
}

impl FeatureWriter {
    /// A writer for a table of 2 to the power of `bits` rows.
    pub fn new(bits: u32) -> FeatureWriter {
        FeatureWriter { bits, template: 0, count: 0, rows: [0; MOST_FEATURES] }
    }

    /// Forgets the rows, for the next token: the first template comes again.
    #[inline]
    pub(crate) fn begin(&mut self) {
        self.template = 0;
        self.count = 0;
    }

    /// The rows of all that was written, in the order of the templates.
    pub fn rows(&self) -> &[u32] {
        &self.rows[..self.count]
    }

    /// Writes the next template with these values.
    #[inline]
    pub(crate) fn write<const N: usize>(&mut self, values: [u64; N]) {
        self.template += 1;
        self.rows[self.count] = row(self.template, combined(values), self.bits);
        self.count += 1;
    }

    /// Writes the next template, or keeps its number where it has no value.
    #[inline]
    pub(crate) fn write_some<const N: usize>(&mut self, values: Option<[u64; N]>) {
        match values {
            Some(values) => self.write(values),
            None => self.skip(1),
        }
    }

    /// Writes a template for each of these values.
    #[inline]
    pub(crate) fn write_each<const N: usize>(&mut self, values: [u64; N]) {
        values.into_iter().for_each(|value| self.write([value]));
    }

    /// Passes over so many templates that have no values.
    #[inline]
    pub(crate) fn skip(&mut self, templates: u64) {
        self.template += templates;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(write: impl Fn(&mut FeatureWriter)) -> Vec<u32> {
        let mut writer = FeatureWriter::new(20);
        writer.write([99]);
        writer.begin();
        write(&mut writer);
        writer.rows().to_vec()
    }

    #[test]
    fn a_template_without_a_value_keeps_its_number() {
        let all = rows(|w| w.write_each([5, 6, 7]));
        let some = rows(|w| {
            w.write([5]);
            w.write_some::<1>(None);
            w.write_some(Some([7]));
        });
        assert_eq!(some, [all[0], all[2]]);
        assert!(rows(|w| w.skip(2)).is_empty());
    }

    #[test]
    fn values_combine_from_the_left_unless_they_are_grouped() {
        let left = rows(|w| w.write([1, 2, 3]));
        assert_eq!(left, rows(|w| w.write([both(1, 2), 3])));
        assert_eq!(left, rows(|w| w.write([three(1, 2, 3)])));
        assert_ne!(left, rows(|w| w.write([1, both(2, 3)])));
    }

    #[test]
    fn equal_values_of_two_templates_have_different_rows() {
        let rows = rows(|w| w.write_each([4, 4]));
        assert_ne!(rows[0], rows[1]);
    }
}
