//! Trains taggers of quotations: several that differ by their seeds, averaged.

use pullquote::training::quotes::TAGS;

use super::settings::LANES;
use crate::crf::lattice::Scaling;
use crate::crf::{Arithmetic, Example, Model, Settings, Trainer};

/// A passage to learn from.
pub struct PassageExample {
    pub sequence: Example<LANES>,
    /// The article that it is from.
    pub article: usize,
}

/// How taggers are trained.
#[derive(Clone)]
pub struct Schedule {
    pub bits: u32,
    pub rate: f32,
    pub epochs: usize,
    /// Dropout of the first training, and of the second.
    pub dropouts: [f32; 2],
    /// Rows that are kept.
    pub keep: usize,
    /// Steps of a weight, each way: fewer take less room.
    pub levels: f32,
    /// Epochs in which the average learns with its weights rounded, their first rate and dropout.
    pub finish: (usize, f32, f32),
    /// One a tagger.
    pub seeds: Vec<u64>,
}

const ARITHMETIC: Arithmetic = Arithmetic {
    scaling: Scaling::Tags,
    draws: 4,
    least_gradient: 1e-3,
    is_least_of_enlarged: false,
    least_loss: f64::NEG_INFINITY,
};

/// The average of taggers that differ by their seeds, cut to the rows that are kept: steadier than any of them. They
/// are trained twice, the second time on those rows alone, so that they make up for the others.
///
/// Then the average goes on to learn with its weights rounded, so that they make up for the rounding. What comes out is
/// rounded, with the step that it is rounded to.
pub fn train(sequences: &[&Example<LANES>], schedule: &Schedule) -> (Model<TAGS, LANES>, f32) {
    let [first, second] = schedule.dropouts;
    let model = train_all(sequences, schedule, first);
    let filtered: Vec<Example<LANES>> =
        sequences.iter().map(|sequence| sequence.filtered(|row| model.has(row))).collect();
    let filtered: Vec<&Example<LANES>> = filtered.iter().collect();
    finish(train_all(&filtered, schedule, second), &filtered, schedule)
}

fn finish(
    model: Model<TAGS, LANES>,
    sequences: &[&Example<LANES>],
    schedule: &Schedule,
) -> (Model<TAGS, LANES>, f32) {
    let unit = model.unit(schedule.levels);
    let (epochs, rate, dropout) = schedule.finish;
    let settings = Settings { bits: schedule.bits, dropout, seed: schedule.seeds[0], arithmetic: ARITHMETIC };
    let mut trainer = Trainer::rounding(model, settings, unit);
    for epoch in 0..epochs {
        trainer.epoch(sequences, rate * (1.0 - epoch as f32 / epochs as f32));
    }
    let mut model = trainer.model;
    model.round(unit);
    (model, unit)
}

fn train_all(sequences: &[&Example<LANES>], schedule: &Schedule, dropout: f32) -> Model<TAGS, LANES> {
    let one = |&seed: &u64| {
        train_one(
            sequences,
            schedule,
            Settings { bits: schedule.bits, dropout, seed, arithmetic: ARITHMETIC },
        )
    };
    let models: Vec<Model<TAGS, LANES>> = std::thread::scope(|scope| {
        let running: Vec<_> = schedule.seeds.iter().map(|seed| scope.spawn(move || one(seed))).collect();
        running.into_iter().map(|thread| thread.join().expect("training does not panic")).collect()
    });
    let mut average = Model::average(&models, schedule.bits);
    average.prune(schedule.keep);
    average
}

/// A tagger with all its rows.
fn train_one(sequences: &[&Example<LANES>], schedule: &Schedule, settings: Settings) -> Model<TAGS, LANES> {
    let mut trainer = Trainer::new(settings);
    for epoch in 0..schedule.epochs {
        let rate = schedule.rate * (1.0 - 0.85 * epoch as f32 / schedule.epochs.max(2) as f32);
        trainer.epoch(sequences, rate);
    }
    trainer.model
}
