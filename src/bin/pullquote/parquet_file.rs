//! Writes annotation sets as one Parquet file. docs/parquet.md describes its columns.

use std::fs::File;
use std::io::{self, BufWriter, Stdout, Write};

use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use pullquote_arrow::{Rows, schema};

/// How many articles are collected before they are written.
const BATCH: usize = 256;
/// How many articles a row group has, at most: a reader that wants some of them reads at least so many, and the writer
/// holds so many.
const ROW_GROUP: usize = 4096;

/// A Parquet file that grows by articles.
pub(crate) struct ParquetFile<W: Write + Send> {
    writer: ArrowWriter<W>,
    rows: Rows,
    waiting: usize,
}

/// Where a Parquet file is written.
pub(crate) type ParquetOut = ParquetFile<ParquetPlace>;

/// The file, or standard output. Not the lock of it, which stays in its thread.
pub(crate) enum ParquetPlace {
    File(BufWriter<File>),
    Standard(BufWriter<Stdout>),
}

impl Write for ParquetPlace {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            ParquetPlace::File(file) => file.write(bytes),
            ParquetPlace::Standard(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            ParquetPlace::File(file) => file.flush(),
            ParquetPlace::Standard(out) => out.flush(),
        }
    }
}

impl<W: Write + Send> ParquetFile<W> {
    pub(crate) fn new(out: W) -> io::Result<ParquetFile<W>> {
        let properties = WriterProperties::builder()
            .set_created_by(concat!("pullquote ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .build();
        let writer = ArrowWriter::try_new(out, schema(), Some(properties)).map_err(io_error)?;
        let rows = Rows::new(BATCH).map_err(io::Error::other)?;
        Ok(ParquetFile { writer, rows, waiting: 0 })
    }

    /// Adds one article's set, as a line of JSON.
    pub(crate) fn add(&mut self, line: &str) -> io::Result<()> {
        self.rows.add(line).map_err(io::Error::other)?;
        self.waiting += 1;
        if self.waiting == BATCH { self.write_rows() } else { Ok(()) }
    }

    fn write_rows(&mut self) -> io::Result<()> {
        self.waiting = 0;
        let batch = self.rows.take().map_err(io::Error::other)?;
        self.writer.write(&batch).map_err(io_error)
    }

    /// Writes what is left, and where all of it is. A file that is not finished cannot be read.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.write_rows()?;
        // It flushes, and gives the system's error as it is; `into_inner` makes a text of it.
        self.writer.finish().map(drop).map_err(io_error)
    }
}

/// A full disk is told as such, whoever meets it.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(inner) => *inner,
            Err(inner) => io::Error::other(inner),
        },
        error => io::Error::other(error),
    }
}
