//! What taggers make of articles that they have not seen, from which everything after the tagger learns.

use std::error::Error;
use std::path::Path;

use pullquote::training::recognise::quotes::tagger::{self, Reading};
use pullquote::training::recognise::quotes::tags::TAGS;

use super::crf::{self, Example, LANES, Lattice, Model, Row, Settings};
use super::{Article, start_of};

/// The scores of all tokens, by taggers of the articles in other folds.
pub struct Scores {
    /// The steps between tags, a fold.
    steps: Vec<[Row; TAGS]>,
    /// An example, a token.
    rows: Vec<Vec<Row>>,
}

impl Scores {
    pub fn learn(examples: &[Example], folds: usize, settings: Settings, seeds: &[u64]) -> Scores {
        let mut scores = Scores { steps: vec![], rows: examples.iter().map(|_| vec![]).collect() };
        let mut lattice = Lattice::default();
        for fold in 0..folds {
            let rest: Vec<&Example> = examples.iter().filter(|e| e.article % folds != fold).collect();
            let model = crf::train_several(&rest, settings, seeds);
            for (example, rows) in
                examples.iter().zip(&mut scores.rows).filter(|(e, _)| e.article % folds == fold)
            {
                model.score(example, &mut lattice);
                rows.clone_from(&lattice.scores);
            }
            scores.steps.push(model.steps);
            println!("fold {fold} of {folds}");
        }
        scores
    }

    /// The scores that a file has from another run, or else new ones, which are written there: to try what comes after
    /// the taggers takes a minute then. Whoever changes what the taggers see or learn removes the file.
    pub fn kept(
        file: &Path,
        examples: &[Example],
        folds: usize,
        learn: impl FnOnce() -> Scores,
    ) -> Result<Scores, Box<dyn Error>> {
        if let Ok(bytes) = std::fs::read(file) {
            return Scores::from_bytes(&bytes, examples, folds)
                .ok_or("the scores are of other examples".into());
        }
        let scores = learn();
        std::fs::write(file, scores.bytes())?;
        Ok(scores)
    }

    fn bytes(&self) -> Vec<u8> {
        let rows = self.steps.iter().flatten().chain(self.rows.iter().flatten());
        rows.flatten().flat_map(|x| x.to_le_bytes()).collect()
    }

    fn from_bytes(bytes: &[u8], examples: &[Example], folds: usize) -> Option<Scores> {
        let row = |bytes: &[u8]| {
            std::array::from_fn(|k| f32::from_le_bytes(std::array::from_fn(|b| bytes[4 * k + b])))
        };
        let mut rows = bytes.chunks_exact(4 * LANES).map(row);
        let steps = (0..folds).map(|_| rows.by_ref().take(TAGS).collect::<Vec<Row>>().try_into().ok());
        let steps = steps.collect::<Option<_>>()?;
        let of = |e: &Example| rows.by_ref().take(e.gold.len()).collect();
        let scores = Scores { steps, rows: examples.iter().map(of).collect() };
        let whole = scores.rows.iter().zip(examples).all(|(r, e)| r.len() == e.gold.len());
        (whole && rows.next().is_none()).then_some(scores)
    }

    pub fn readings(self, articles: &[Article], examples: &[Example]) -> Vec<Reading> {
        let folds = self.steps.len();
        let models: Vec<Model> = self.steps.into_iter().map(|steps| Model { rows: vec![], steps }).collect();
        let of = |(i, rows): (usize, Vec<Row>)| {
            let model = &models[examples[i].article % folds];
            read(model, rows, start_of(articles, examples, i))
        };
        self.rows.into_iter().enumerate().map(of).collect()
    }
}

fn read(model: &Model, scores: Vec<Row>, start: usize) -> Reading {
    let mut lattice = Lattice::default();
    lattice.scores = scores;
    let factors = crf::exponents(&model.steps);
    lattice.sum(&factors);
    let best = model.best(&lattice.scores, 0.0);
    Reading::new(start, &best, tagger::beliefs(&lattice.sums(&factors)))
}
