//! Trains and measures the entity tagger.

pub mod corpus;

use std::error::Error;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    /// The folder with the training data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
}

pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    Err(format!("no trainer yet for {}", args.data.display()).into())
}
