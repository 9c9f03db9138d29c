//! Grows the trees that classify spans: gradient boosting of the logistic loss (Friedman 2001), by forust.

use forust_ml::data::Matrix;
use forust_ml::gradientbooster::{GradientBooster, GrowPolicy};
use forust_ml::objective::ObjectiveType;
use forust_ml::sampler::SampleMethod;
use forust_ml::tree;
use pullquote::training::learn::{Reader, Tree, Trees};
use pullquote::training::quotes::SPAN_FEATURES;

use super::settings::SEED;

const TREES: usize = 300;
/// Answers of one tree.
const LEAVES: usize = 15;
const RATE: f32 = 0.05;
/// Features that a tree may ask for.
const SHARE: f64 = 0.5;
/// Rows that it is grown on.
const SAMPLE: f32 = 0.7;
/// An answer rests on as much evidence at least (the sum of p(1 - p) over its rows), and is drawn towards nothing.
const EVIDENCE: f32 = 14.0;
const PULL: f32 = 5.0;

/// Trees as they were grown.
pub struct GrownTrees {
    base: f32,
    trees: Vec<Tree>,
}

impl GrownTrees {
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![];
        Trees::write(self.base, &self.trees, &mut bytes);
        bytes
    }

    /// As the library has them.
    pub fn trees(&self) -> Trees {
        Trees::read(&mut Reader(&self.bytes()), SPAN_FEATURES).expect("these bytes were just written")
    }
}

/// Trees whose sum is the logarithm of the odds of being right, from the features of what is right and what is not.
pub fn grow(features: &[&[f32]], right: &[bool]) -> GrownTrees {
    let (rows, columns) = (features.len(), SPAN_FEATURES);
    let by_column = (0..columns).flat_map(|c| features.iter().map(move |row| f64::from(row[c])));
    let values: Vec<f64> = by_column.collect();
    let wanted: Vec<f64> = right.iter().map(|&r| if r { 1.0 } else { 0.0 }).collect();
    let mut booster = GradientBooster::default()
        .set_objective_type(ObjectiveType::LogLoss)
        .set_iterations(TREES)
        .set_learning_rate(RATE)
        .set_max_leaves(LEAVES)
        .set_max_depth(12)
        .set_l2(PULL)
        .set_min_leaf_weight(EVIDENCE)
        .set_colsample_bytree(SHARE)
        .set_initialize_base_score(true)
        .set_parallel(false)
        .set_subsample(SAMPLE)
        .set_sample_method(SampleMethod::Random)
        .set_seed(SEED);
    booster.grow_policy = GrowPolicy::LossGuide;
    let matrix = Matrix::new(&values, rows, columns);
    booster.fit_unweighted(&matrix, &wanted, None).expect("the features are numbers");
    let trees: Vec<Tree> = booster.trees.iter().map(|tree| convert(tree, 0)).collect();
    let grown = GrownTrees { base: booster.base_score as f32, trees };
    let (ours, theirs) = (grown.trees(), booster.predict(&matrix, false));
    let apart = features.iter().zip(&theirs).map(|(row, t)| (f64::from(ours.score(row)) - t).abs());
    println!("trees: rounding moves a score by {:.4}", apart.sum::<f64>() / rows as f64);
    grown
}

fn convert(tree: &tree::Tree, at: usize) -> Tree {
    let node = &tree.nodes[at];
    if node.is_leaf {
        return Tree::Leaf(node.weight_value);
    }
    let then = [node.left_child, node.right_child].map(|child| convert(tree, child));
    Tree::Split(node.split_feature as u8, node.split_value as f32, Box::new(then))
}
