//! Reads the data sets: JSON lines, gzipped, offsets in Unicode code points.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;

/// The rows of a `.jsonl.gz` file; an error names the file and the line.
pub fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Box<dyn Error>> {
    let at = |n: usize, e: &dyn std::fmt::Display| format!("{}, line {n}: {e}", path.display());
    let file = File::open(path).map_err(|e| at(0, &e))?;
    let lines = BufReader::new(MultiGzDecoder::new(file)).lines();
    let parse = |(i, line): (usize, std::io::Result<String>)| {
        let line = line.map_err(|e| at(i + 1, &e))?;
        serde_json::from_str(&line).map_err(|e| at(i + 1, &e).into())
    };
    lines.enumerate().map(parse).collect()
}

/// The lines of a gzipped text file.
pub fn lines(path: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let file = File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let lines = BufReader::new(MultiGzDecoder::new(file)).lines().collect::<Result<_, _>>();
    lines.map_err(|e| format!("{}: {e}", path.display()).into())
}
