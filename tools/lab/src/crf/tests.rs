//! The trainer gives the weights that the committed taggers were trained to: made-up examples, the weights in
//! thousandths. (The last bits of a logarithm differ between machines.)

use super::lattice::Scaling;
use super::{Arithmetic, Example, Random, Settings, Target, Trainer};
use pullquote::training::learn::may_follow;

const BITS: u32 = 8;

/// As the entity tagger and the tagger of quotations are trained.
const BY_SUMS: Arithmetic = Arithmetic {
    scaling: Scaling::Sums,
    draws: 1,
    least_gradient: 1e-4,
    is_least_of_enlarged: true,
    least_loss: 1e-4,
};
const BY_TAGS: Arithmetic = Arithmetic {
    scaling: Scaling::Tags,
    draws: 4,
    least_gradient: 1e-3,
    is_least_of_enlarged: false,
    least_loss: f64::NEG_INFINITY,
};

/// A legal sequence of tags.
fn legal_tags(random: &mut Random, length: usize, tags: usize) -> Vec<u8> {
    loop {
        let tag = |random: &mut Random| if random.below(2) == 0 { 0 } else { random.below(tags) as u8 };
        let sequence: Vec<u8> = (0..length).map(|_| tag(random)).collect();
        let outside = std::iter::once(&0);
        let around: Vec<usize> =
            outside.clone().chain(&sequence).chain(outside).map(|&tag| usize::from(tag)).collect();
        if around.windows(2).all(|pair| may_follow(pair[0], pair[1])) {
            return sequence;
        }
    }
}

/// Tokens with three features that their tag goes with and some that it does not.
fn example<const LANES: usize>(random: &mut Random, tags: &[u8], target: Target<LANES>) -> Example<LANES> {
    let mut example = Example::new(target);
    for &tag in tags {
        let count = 6 + random.below(4);
        let row = |k: usize| match k {
            0..3 => u32::from(tag) * 7 + k as u32,
            _ => random.below(1 << BITS) as u32,
        };
        let rows: Vec<u32> = (0..count).map(row).collect();
        example.push(&rows);
    }
    example
}

/// One number for all weights.
fn trained<const TAGS: usize, const LANES: usize>(
    examples: &[Example<LANES>],
    arithmetic: Arithmetic,
) -> u64 {
    let settings = Settings { bits: BITS, dropout: 0.4, seed: 77, arithmetic };
    let mut trainer = Trainer::<TAGS, LANES>::new(settings);
    let examples: Vec<&Example<LANES>> = examples.iter().collect();
    let losses = [0.1, 0.05, 0.02].map(|rate| trainer.epoch(&examples, rate));
    assert!(losses[2] < losses[0], "it learns: {losses:?}");
    let weights = trainer.model.rows.iter().chain(&trainer.model.steps).flatten();
    let thousandths = weights.map(|weight| (weight * 1000.0).round() as i64 as u64);
    thousandths.fold(0, |hash: u64, x| (hash.rotate_left(5) ^ x).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

#[test]
fn known_tags_give_the_recorded_weights() {
    let mut random = Random(4712);
    let made = |_| {
        let length = 1 + random.below(4);
        let tags = legal_tags(&mut random, length, 17);
        example(&mut random, &tags, Target::Tags(tags.clone()))
    };
    let examples: Vec<Example<20>> = (0..60).map(made).collect();
    assert_eq!(format!("{:016x}", trained::<17, 20>(&examples, BY_TAGS)), "4fe40af6cab17027");
}

#[test]
fn tags_known_in_part_and_as_probabilities_give_the_recorded_weights() {
    let mut random = Random(4711);
    let made = |e: usize| {
        let length = 1 + random.below(4);
        let tags = legal_tags(&mut random, length, 21);
        let likely = |tag: u8| std::array::from_fn(|k| if k == usize::from(tag) { -0.1 } else { -4.0 });
        let target = match e % 3 {
            0 => Target::LogProbabilities(tags.iter().map(|&tag| likely(tag)).collect()),
            1 => Target::AnyOf(tags.iter().map(|&tag| 1 << tag).collect()),
            _ => Target::AnyOf(tags.iter().map(|&tag| 1 << tag | 1).collect()),
        };
        example(&mut random, &tags, target)
    };
    let examples: Vec<Example<24>> = (0..90).map(made).collect();
    assert_eq!(format!("{:016x}", trained::<21, 24>(&examples, BY_SUMS)), "f0881955f42ef718");
}

#[test]
fn both_ways_of_scaling_agree() {
    let mut random = Random(3);
    let made = |_| {
        let tags = legal_tags(&mut random, 3, 9);
        example(&mut random, &tags, Target::Tags(tags.clone()))
    };
    let examples: Vec<Example<12>> = (0..20).map(made).collect();
    let arithmetic = Arithmetic { scaling: Scaling::Sums, ..BY_TAGS };
    assert_eq!(trained::<9, 12>(&examples, arithmetic), trained::<9, 12>(&examples, BY_TAGS));
}
