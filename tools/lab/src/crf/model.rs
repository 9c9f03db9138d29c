//! The weights of a model in training, and what is made of several.

use pullquote::training::learn::{TransitionTable, WeightRows, may_follow};

use super::Example;

/// The weights of features and of steps between tags.
#[derive(Clone)]
pub struct Model<const TAGS: usize, const LANES: usize> {
    /// A row of features, a tag.
    pub rows: Vec<[f32; LANES]>,
    /// `steps[from][to]`
    pub steps: [[f32; LANES]; TAGS],
}

/// The largest weights are cut off, so that the steps are fine enough for the others.
const WHOLE_SHARE: f64 = 0.9995;

/// A weight in steps of `unit`, as a model's bytes have it.
#[inline]
pub fn rounded(weight: f32, unit: f32) -> f32 {
    (weight / unit).round().clamp(-127.0, 127.0)
}

fn is_zero<const LANES: usize>(row: &[f32; LANES]) -> bool {
    *row == [0.0; LANES]
}

fn size<const LANES: usize>(row: &[f32; LANES]) -> f32 {
    row.iter().map(|w| w * w).sum::<f32>()
}

impl<const TAGS: usize, const LANES: usize> Model<TAGS, LANES> {
    /// A model without weights, of 2 to the power of `bits` rows.
    pub fn zero(bits: u32) -> Model<TAGS, LANES> {
        Model { rows: vec![[0.0; LANES]; 1 << bits], steps: [[0.0; LANES]; TAGS] }
    }

    /// A model that was written before, with its weights as they were rounded.
    pub fn read(rows: &WeightRows, steps: &TransitionTable) -> Model<TAGS, LANES> {
        let mut model = Model::zero(rows.bits());
        for (place, row) in rows.rows() {
            model.rows[place]
                .iter_mut()
                .zip(row)
                .for_each(|(weight, w)| *weight = f32::from(w) * steps.unit());
        }
        steps.weights().for_each(|(from, to, weight)| model.steps[from][to] = weight);
        model
    }

    /// The average of models: they make different mistakes, and the average makes fewer.
    pub fn average(models: &[Model<TAGS, LANES>], bits: u32) -> Model<TAGS, LANES> {
        let mut sum = Model::zero(bits);
        let share = 1.0 / models.len() as f32;
        for model in models {
            let pairs = sum.rows.iter_mut().chain(&mut sum.steps).zip(model.rows.iter().chain(&model.steps));
            pairs.for_each(|(row, other)| row.iter_mut().zip(other).for_each(|(a, b)| *a += b * share));
        }
        sum
    }

    /// Keeps the `count` rows with the most weight; all others become zero.
    pub fn prune(&mut self, count: usize) {
        let mut sizes: Vec<f32> = self.rows.iter().map(size).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        let least = sizes.get(count).copied().unwrap_or(0.0);
        self.rows.iter_mut().filter(|row| size(row) <= least).for_each(|row| *row = [0.0; LANES]);
    }

    /// Whether a row has weights.
    pub fn has(&self, row: u32) -> bool {
        !is_zero(&self.rows[row as usize])
    }

    /// Fills in the scores of an example's tags, all features in.
    pub fn score(&self, example: &Example<LANES>, scores: &mut Vec<[f32; LANES]>) {
        scores.clear();
        for i in 0..example.len() {
            let mut sums = [0.0; LANES];
            for &row in example.rows(i) {
                let weights = &self.rows[row as usize];
                (0..LANES).for_each(|k| sums[k] += weights[k]);
            }
            scores.push(sums);
        }
    }

    /// The best legal sequence for the scores of a sequence between outside tokens.
    pub fn best(&self, scores: &[[f32; LANES]]) -> Vec<u8> {
        let mut back = vec![[0u8; TAGS]; scores.len()];
        let mut before = [f32::NEG_INFINITY; TAGS];
        before[0] = 0.0;
        for (scores, back) in scores.iter().zip(&mut back) {
            let mut row = [f32::NEG_INFINITY; TAGS];
            for to in 0..TAGS {
                for from in (0..TAGS).filter(|&from| may_follow(from, to)) {
                    let score = before[from] + self.steps[from][to];
                    if row[to] < score {
                        row[to] = score;
                        back[to] = from as u8;
                    }
                }
                row[to] += scores[to];
            }
            before = row;
        }
        let mut tag = (0..TAGS)
            .filter(|&tag| may_follow(tag, 0))
            .max_by(|&a, &b| (before[a] + self.steps[a][0]).total_cmp(&(before[b] + self.steps[b][0])))
            .unwrap_or(0);
        let mut tags = vec![0; scores.len()];
        for i in (0..scores.len()).rev() {
            tags[i] = tag as u8;
            tag = usize::from(back[i][tag]);
        }
        tags
    }

    /// The step that weights are rounded to where the largest take so many (fewer take less room).
    pub fn unit(&self, levels: f32) -> f32 {
        let mut sizes: Vec<f32> = self.rows.iter().flatten().map(|w| w.abs()).filter(|&w| w > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let largest = sizes.get((sizes.len() as f64 * WHOLE_SHARE) as usize).copied().unwrap_or(1.0);
        largest / levels
    }

    /// Rounds the weights of the rows to steps of `unit`.
    pub fn round(&mut self, unit: f32) {
        self.rows.iter_mut().flatten().for_each(|weight| *weight = rounded(*weight, unit) * unit);
    }

    /// The bytes of the weights, rounded to steps of `unit`, then of the steps between tags.
    pub fn write(&self, unit: f32, out: &mut Vec<u8>) {
        let small = |w: &f32| rounded(*w, unit) as i8;
        let weights: Vec<i8> = self.rows.iter().flat_map(|row| row[..TAGS].iter().map(small)).collect();
        let step = |w: &f32| (w / unit).round() as i16;
        let steps: Vec<i16> = self.steps.iter().flat_map(|row| row[..TAGS].iter().map(step)).collect();
        WeightRows::write(TAGS, self.rows.len().ilog2(), &weights, out);
        TransitionTable::write(TAGS, unit, &steps, out);
    }
}
