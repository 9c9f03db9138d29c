//! Makes the tagger of a model smaller: fewer rows, and fewer steps of a weight. Nothing is learned.

use std::error::Error;
use std::path::PathBuf;

use pullquote::training::entities::TAGS;
use pullquote::training::learn::{Reader, TransitionTable, WeightRows};

use crate::crf::Model;

#[derive(clap::Args)]
pub struct Args {
    /// The weights of `lab entities` to cut.
    #[arg(long)]
    from: PathBuf,
    /// Where the smaller ones go.
    #[arg(long, default_value = "src/recognise/entities/entities.bin")]
    out: PathBuf,
    /// Rows that are kept: those with the most weight.
    #[arg(long, default_value_t = 44_000)]
    keep: usize,
    /// Steps of a weight, each way.
    #[arg(long, default_value_t = 8.0)]
    levels: f32,
}

/// What a model's bytes begin with.
const MAGIC: usize = 4;

/// Lanes of a row in training: as many as tags, at least.
const LANES: usize = 24;

pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let failed = |e: &dyn std::fmt::Display| format!("{}: {e}", args.from.display());
    let bytes = std::fs::read(&args.from).map_err(|e| failed(&e))?;
    let cut = cut(&bytes, args.keep, args.levels).map_err(|e| failed(&e))?;
    println!("{}: {} bytes", args.out.display(), cut.len());
    Ok(std::fs::write(&args.out, cut)?)
}

/// The bytes of a model whose tagger has so many rows, of so many steps each way.
fn cut(bytes: &[u8], keep: usize, levels: f32) -> Result<Vec<u8>, Box<dyn Error>> {
    let (magic, tagger) = bytes.split_at_checked(MAGIC).ok_or("too short for weights")?;
    let mut reader = Reader(tagger);
    let (rows, steps) = (WeightRows::read(&mut reader)?, TransitionTable::read(&mut reader)?);
    let mut model = Model::<TAGS, LANES>::read(&rows, &steps);
    model.prune(keep);
    let mut cut = magic.to_vec();
    model.write(model.unit(levels), &mut cut);
    cut.extend_from_slice(reader.0);
    Ok(cut)
}
