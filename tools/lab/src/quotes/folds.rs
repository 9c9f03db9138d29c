//! What taggers make of articles that they have not seen, from which everything after the tagger learns.

use std::error::Error;
use std::path::Path;

use pullquote::training::quotes::{TAGS, TaggerOutput, token_marginals};

use super::articles::{Article, start_of};
use super::settings::LANES;
use super::taggers::{self, PassageExample, Schedule};
use crate::crf::lattice::{Scaling, factors};
use crate::crf::{Example, Lattice, Model};

type Row = [f32; LANES];

/// The scores of all tokens, by taggers of the articles in other folds.
pub struct Scores {
    /// The steps between tags, a fold.
    steps: Vec<[Row; TAGS]>,
    /// An example, a token.
    rows: Vec<Vec<Row>>,
}

impl Scores {
    /// All folds learn from the `taught` passages, too.
    pub fn learn(
        examples: &[PassageExample],
        taught: &[Example<LANES>],
        folds: usize,
        schedule: &Schedule,
    ) -> Scores {
        let mut scores = Scores { steps: vec![], rows: examples.iter().map(|_| vec![]).collect() };
        for fold in 0..folds {
            let rest = examples.iter().filter(|e| e.article % folds != fold).map(|e| &e.sequence);
            let rest: Vec<&Example<LANES>> = rest.chain(taught).collect();
            let (model, _) = taggers::train(&rest, schedule);
            for (example, rows) in
                examples.iter().zip(&mut scores.rows).filter(|(e, _)| e.article % folds == fold)
            {
                model.score(&example.sequence, rows);
            }
            scores.steps.push(model.steps);
            println!("fold {fold} of {folds}");
        }
        scores
    }

    /// The scores that a file has from another run, or else new ones, which are written there: to try what comes after
    /// the taggers takes a minute then. Whoever changes what the taggers see or learn removes the file.
    pub fn stored(
        file: &Path,
        examples: &[PassageExample],
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

    fn from_bytes(bytes: &[u8], examples: &[PassageExample], folds: usize) -> Option<Scores> {
        let row = |bytes: &[u8]| {
            std::array::from_fn(|k| f32::from_le_bytes(std::array::from_fn(|b| bytes[4 * k + b])))
        };
        let mut rows = bytes.chunks_exact(4 * LANES).map(row);
        let steps = (0..folds).map(|_| rows.by_ref().take(TAGS).collect::<Vec<Row>>().try_into().ok());
        let steps = steps.collect::<Option<_>>()?;
        let of = |e: &PassageExample| rows.by_ref().take(e.sequence.len()).collect();
        let scores = Scores { steps, rows: examples.iter().map(of).collect() };
        let whole = scores.rows.iter().zip(examples).all(|(r, e)| r.len() == e.sequence.len());
        (whole && rows.next().is_none()).then_some(scores)
    }

    pub fn outputs(self, articles: &[Article], examples: &[PassageExample]) -> Vec<TaggerOutput> {
        let folds = self.steps.len();
        let models: Vec<Model<TAGS, LANES>> =
            self.steps.into_iter().map(|steps| Model { rows: vec![], steps }).collect();
        let of = |(i, rows): (usize, Vec<Row>)| {
            let model = &models[examples[i].article % folds];
            output(model, rows, start_of(articles, examples, i))
        };
        self.rows.into_iter().enumerate().map(of).collect()
    }
}

fn output(model: &Model<TAGS, LANES>, scores: Vec<Row>, start: usize) -> TaggerOutput {
    let mut lattice = Lattice::new(Scaling::Tags);
    lattice.scores = scores;
    let factors = factors(&model.steps);
    lattice.sum(&factors, |_| u32::MAX);
    let best = model.best(&lattice.scores);
    TaggerOutput::new(start, &best, token_marginals(&lattice.sums(&factors)))
}
